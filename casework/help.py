"""帮助 — one short help for each kind of page, opened by the ? of the frame, and what is new. A new page gets a line here."""

from functools import cache
from pathlib import Path

from flask import render_template, request

from casework.core.web import SIGNED_IN, requires
from casework.core.words import lang
from casework.law.findings import N_

ROOT = Path(__file__).parent.parent
NEWS = {"en": "CHANGELOG.md", "zh-Hans": "CHANGELOG.zh-CN.md"}

HELP = {
    "accounts.glass": N_("别处的案件要看，先写明为什么。三小时内只读，每看一页都记下来，由那边的负责人复核。"),
    "accounts.glasses": N_("外来的人看过本辖区哪些案件。逐条复核：属于工作需要，或者请对方说明。自己的查看由别人复核。"),
    "accounts.index": N_("本区域的账号。点账号可重设密码或停用；停用后立即退出登录，经手的记录保留。"),
    "accounts.me": N_("你的账号、岗位和证件有效期。有不对的，请管理员改。"),
    "accounts.new": N_("一个人一个账号。初始密码当面告知，本人第一次登录时必须改掉。"),
    "accounts.password": N_("改密码后，其他地方的登录全部退出。密码至少 10 个字符。"),
    "accounts.show": N_("重设密码后把新密码当面告知本人。离开岗位的人请停用账号，不要让别人接着用。"),
    "accounts.absences_month": N_("这个月谁不在岗、谁代班。代班的人点“去代办”，就用对方的岗位办理；办的事都记明代谁，随时可以结束。"),
    "accounts.new_absence": N_("登记哪几天不在岗，请谁代班。账号、法定数据、备份、留痕和举报人不随代班交出去。"),
    "accounts.signed_in": N_("你的账号现在在哪些地方登录着。不认识的，点“退出”，再改密码。"),
    "accounts.locked": N_("连续输错被锁定的账号，锁到什么时候。核实是本人后可以解除；记不得密码的，到账号页重设。"),
    "accounts.sign_in": N_("用管理员给的账号登录。连续五次不对，要等十五分钟或请管理员重设密码。"),
    "administration.backup": N_("点“现在备份”，几分钟后出现在清单里，并自动核验一遍。"
                               "请把档案下载到另一台机器，把密钥另外保管：两样缺一样都恢复不了。"
                               "恢复用命令 flask backup restore。"),
    "administration.certificate": N_("照证件上的填：证号和有效期最后一天。换证后在这里登记，旧的留在操作留痕里。"),
    "administration.certificate_list": N_("监察员证件的有效期。六十天内到期的和已过期的排在前面；"
                                         "过期的人不能再列为承办人，直到登记新的有效期。"),
    "administration.change_body": N_("机构名称写在文书的头上和章下面，文号开头写在每个文号前面。已经签发的文书不变。"),
    "administration.change_paper": N_("这一种文书在本县怎样写：题名、文号、依据、联数、审批阶梯。先看样子，再从某一天起适用。"),
    "administration.change_profile": N_("乡镇怎样办理、时限几天算临近、全部文书的文号怎样写、每卷几页。先看样子，再从某一天起适用。"),
    "administration.log": N_("谁在什么时候把哪条记录从什么改成什么。可按人、动作、记录、日期查。"
                            "点“核验”会沿哈希链从头核对，被改过或删过的能指出是哪一条。"),
    "administration.paper_machine": N_("印文书用的字体和程序。缺了或被换过的会写明怎么补。单位买了授权字体，按角色放进去就会用上。"),
    "administration.profile": N_("本县现在的配置：怎样办理，每一种文书的题名、文号和依据，以及以前各段。改动从今天或以后的某一天起。"),
    "administration.profile_list": N_("各县的配置和文号样子。点县名看全部。"),
    "administration.seen_case": N_("谁看过这件案件里的完整号码，谁下载过文书和证据，谁从辖区外看过，谁改过。最新的在上面。"),
    "administration.seen_worker": N_("谁看过这个人的完整号码和有关案件，谁改过登记。别处的人只写姓名和单位，不写他们填的内容。"),
    "administration.take_preset": N_("预设是别处用过的一套写法。先看会改哪些，再采用；采用后还可以逐项改。"),
    "administration.phrase_list": N_("各栏目的常用语，本区域和下面的区域都能用，也能用上级的。填表时在多行的格子下面点“常用语”选一句。"),
    "arrears.add_evidence": N_("上传照片、扫描件或 PDF，写明谁提供、证明什么。原件一字节不动地保存。"),
    "arrears.claims": N_("逐人逐月的欠薪：主张、核定、已付、尚欠。改动从花名册或付款来，这里只看。"),
    "arrears.index": N_("本辖区的欠薪案件。上方是常用的问题，下方可筛选；筛选写在地址里，可收藏。点案件名打开。"),
    "arrears.move": N_("办这一步前要核对的都在这里。填好后案件进入下一状态，时限随之起算或停止，需要的文书同时编号签发。"),
    "arrears.new": N_("登记一件投诉：一个姓名、一个电话、一个单位名称就可以先登记，其余以后补。"
                       "有花名册可以一起上传。登记后受理时限开始计算。"),
    "arrears.payments": N_("登记后每一笔付款，落到人和月份，写明谁付、凭什么。记错的撤回并写理由，不改。"),
    "arrears.plan": N_("分期付款的约定：每期哪天付多少。到期没付的会标出来。"),
    "arrears.proof": N_("单位依法应当保存和提供的材料：要求过没有、交了没有、谁哪天交的、在哪件证据里。"
                       "还缺的会自动写进下一份询问通知书和限期改正指令书；已经发出的文书不变。"),
    "arrears.roster": N_("花名册已读，还没有写入。先看有问题的行和原因；可下载标好原因的表退回单位，也可只写入没问题的行。"),
    "arrears.compare": N_("把单位的工资表和劳动者自己的名单放在一起对。文件原样存为证据；只对照，认定由人决定。"),
    "arrears.comparison": N_("按人按月对照：只在一边的、金额不同的、一致的。逐笔或成批选按谁的数认定，依据就是这份工资表。"),
    "arrears.sheet_worker": N_("一名劳动者的每一笔欠薪：各项数字、怎么算的、谁凭什么认定或放弃。"
                               "工资以外的请求在下面加，或用计算器算好记入。"),
    "arrears.sheet": N_("一人一行、一月一列，像电子表格一样填：方向键移动，从 Excel 整块粘贴。上面一排换着看各项。"
                        "有不对的格子会标出来，都改好才保存；别人同时改了也会告诉你。"),
    "arrears.show": N_("一件案件的全部：时限、能办的下一步、欠薪、当事人、证据、文书、经过。"
                         "左边竖线框里是现在能办的；下面写着其他步骤还缺什么、由谁办。"),
    "arrears.unfound_list": N_("钱到了但找不到人的劳动者，已经多少天，联系过几次。"),
    "arrears.site": N_("把案件对到登记的工程：谁总承包、谁分包、哪些班组就都在案件页上，谁可能要先行清偿也写明名称。"
                       "案件里写的工程名称不改，文书照旧印它。"),
    "arrears.upload": N_("上传工资花名册（.xlsx 或 CSV）。表头在哪一行、叫什么都可以，读后先给你核对，不会直接写入。"),
    "arrears.withdraw_payment": N_("记错的付款在这里撤回。要写理由；原来的记录留着，金额恢复。"),
    "calculators.index": N_("各种计算，不用先有案件。选一个，填数，得出结果和每一步的法条。"),
    "calculators.show": N_("填好后给出结果、每一步的算法和法条。缺少法定数据时会写明缺什么，不会估一个数。"),
    "collective.edit": N_("作出审查结论以前，登记错的可以改。改了收到日期，十五日重新计算。"
                          "合同内容变更的，不在这里改，请作为“变更”重新报送。"),
    "collective.index": N_("报送来的集体合同。上方是待办、逾期、有效、快期满的；单个单位的从单位页登记，区域性、行业性的在这里登记。"),
    "collective.move": N_("办这一步的日期和内容。需要的文书同时签发；生效的日子按法律算，不用填。"),
    "collective.new": N_("照文本登记双方、代表、表决、期限和最低工资。收到文本那天起算十五日；不齐的材料以后补。"),
    "collective.report": N_("某一天有多少有效的集体合同，覆盖多少单位和职工。登记里数出来的和单位、合同自己写的人数分开列。"),
    "collective.scan": N_("把双方签字盖章的文本扫描或拍照上传；原件一字节不动地保存，可在合同页直接看。"),
    "collective.show": N_("一份集体合同：时限、合法性审查、异议、约束哪些单位。程序比对的结果旁边由人作结论；"
                          "十五日满没有异议即生效，五个工作日内公布。"),
    "contracts.compare": N_("把单位的花名册、社保名单、考勤、工资表与登记对照，找出没有合同的人。结果留存，不改登记。"),
    "contracts.compared_people": N_("每人一行，哪份名单里有他一目了然。先看违法的；勾选后可做成补登记的台账，试读后再写入。"),
    "bulks.ask": N_("对勾选的逐件办同一件事。各件按各自的权限和状态办：能办的办好，不能办的说明理由；办完回清单，勾选还在。"),
    "bulks.told": N_("哪些办好了，哪些没有办、为什么。点编号打开，改好后可以再勾选办一次。"),
    "channels.do": N_("外部工单的一步：答复、指派、延期、转办、退回或回访。日期照外部系统的写；答复后工单办结。"),
    "channels.index": N_("12345、12333、全国平台和信访转来的工单。逾期的在工作台上；点编号打开，关联案件后一处办、一处答复。"),
    "channels.match": N_("别的系统导出的表，列名各不相同：在这里选哪一列是什么，选过的下次还认得。有错的行列在下面，其余的照样写入。"),
    "channels.setting": N_("本县答复这个渠道要做的几件事和结论类别。类别照外部系统的原文写。"),
    "channels.show": N_("一张外部工单：时限、内容、关联的案件、答复和要做的几件事。答复内容可以复制到外部系统。"),
    "channels.upload": N_("上传外部系统导出的工单清单（.xlsx 或 CSV）。先核对列，再写入。"),
    "contracts.do": N_("办理这份合同的一次变动：续订、变更、中止、解除或终止。填好后法律意见一并给出。"),
    "contracts.imported": N_("试读的结果：哪些行是新签、续订、变更、解除终止，哪些退回、为什么。退回表就是你的原表，加两列写明结果和原因。"
                             "选“整份”则有一行退回就不写；选“只写没有错的行”则其余照写。可以离开这一页，读写会自己继续。"),
    "contracts.index": N_("劳动合同台账。可看快到期的、没签书面合同的；点合同打开。"),
    "contracts.new": N_("登记一份劳动合同。边填边给出法律意见；可先登记，有问题的以后改。"),
    "contracts.upload": N_("上传合同台账或单位花名册。先试读、不写入；列名见样表。同一份文件再传一次不会重复登记。"),
    "contracts.staff": N_("职工名册是这一天在该单位用工的人；备案表是一段时间里签订、续订、变更和结束的。可以打印，也可以存成 Excel。"),
    "contracts.reminder_list": N_("哪些单位有快到期、过期没续、试用期将满、没签或体检有问题的合同。"
                                  "勾选单位或选全部，一家一封提醒函，合成一个文件打印；导出的表可用于邮件合并。"),
    "contracts.renewed": N_("刚续订的合同。续订书合成一个文件打印，双方签名盖章后各执一份；签好的扫描件可放回各份合同。"),
    "contracts.report": N_("用人单位不用账号，凭监察员给的代码上传花名册检查。代码 30 天有效；连续输错要等一会儿。"),
    "contracts.report_roster": N_("上传后先检查，列出填错的行和法律上的问题。改好再传几次都行；点提交后由监察员查看。"),
    "contracts.report_links": N_("给单位一个自报代码。代码只显示一次，30 天有效，可随时停用；提交来的在这里和工作台都能看到。"),
    "contracts.report_switch": N_("本县是否允许用人单位凭代码自报花名册。默认不开通。"),
    "contracts.self_report": N_("单位凭代码提交的花名册。可转为台账试读后再决定写入，也可写明理由退回。"),
    "contracts.scan": N_("把双方签好的合同扫描或拍照上传，和登记放在一起；原件一字节不动地保存，可在合同页直接看。"),
    "contracts.show": N_("一份合同的现状、历次变动和体检结果，每条意见都有法条。"),
    "desk.index": N_("要你办的事，逾期在前。点上方的数字只看那一类；“待我定”是等你批准的。J、K 上下，Enter 打开。"),
    "desk.tasks": N_("交办的事：我要办的、我交办的、逾期的。办结和收回都要写一句话。"),
    "desk.new_task": N_("把一件事交给本辖区级别不高于你的同事，也可以记给自己。写明到哪天；从案件页来的，会记在案件上。"),
    "desk.task": N_("一件交办的事。经办人办结，交办人收回，谁有权都可以转给别人；每一步都通知有关的人。"),
    "desk.handovers": N_("有人离岗或病休时，把手上的工作交给同事。签完字的那一刻工作移交，之后可以打印交接单。"),
    "desk.new_handover": N_("列出这个人手上的全部工作。先选一个接收人；他不能接的列给能接的同事，下一步可以逐项换人。"),
    "desk.handover": N_("双方各自登录，输入本人密码签字。移交人病休到不了场的，由负责人写明理由代签。最后一人签字的同时工作移交。"),
    "documents.preview": N_("文书的预览。核对后打印：打印时取得编号，编号后内容不能再改；错了只能作废重开。"),
    "documents.void_list": N_("作废的文书：编号、理由和经手人。作废的编号不再使用。"),
    "documents.verify": N_("核对一份文书是不是本系统签发的：填文书下角的码，或上传 PDF 文件。"),
    "dossiers.archive": N_("装订好的案卷交给谁保管、放在哪里、保管多久。归档号不填就按结案年度的次序编。"),
    "dossiers.bind": N_("把正卷和副卷印成定稿：登记在交出记录里，页号从此不变。有否决项时要写明理由。"),
    "dossiers.bring": N_("放进案卷的文件：送达回证、笔录、付款凭证、签名盖章后的扫描件。"
                        "结案后也可以放，按放进的日期留痕；案卷交出过的，只补印新的几页。"),
    "dossiers.cover": N_("隐名副本给外人看：在图片上拖出要遮的地方，或者填百分数。"
                        "保存后由另一个人核对批准，批准前隐名副本里只有说明页。原图不变。"),
    "dossiers.hand_out": N_("登记把哪一卷、交给谁。交出的文件原样保存，可以随时再打开；从这时起，这一卷已有的页号不再变。"),
    "dossiers.index": N_("各案的案卷：整理、评查、装订、归档到了哪一步，得几分，谁保管在哪里，保管多久。"
                         "归档期限录入了就列出应归档的日子，没有录入的只列结案后的天数。"),
    "dossiers.item": N_("改证据的题名和日期，或者放到正卷、副卷。已经印在交出的案卷里的不能再改。"),
    "dossiers.score": N_("按评分表逐项评查。系统能从记录判断的已经给出；要看原件才知道的，由评查人扣分并写明为什么。"
                          "评分表由管理员在法定数据里录入，没有录入的项目不给分。"),
    "dossiers.show": N_("这一案的案卷：每件在第几页、在哪一册，还缺什么。次序可以拖动，也可以填位次再保存。"
                         "登记交出以后，以后放进去的只补印那几页和新目录。"),
    "dossiers.slip": N_("不能装订的东西（账册、光盘、实物）用一页说明代替，写明原物在哪里。"),
    "arrears.report": N_("筛选出的案件的金额，按单位、区域、来源或者收到月份分组。"
                        "主张、认定、已付、垫付、放弃、尚欠各是一列；点一行看它的案件。"),
    "arrears.wage_paper": N_("给勾选的人每人印一页欠条或者工资确认书，合成一份。只写工资：凭工资欠条可以直接起诉。"),
    "arrears.elect": N_("劳动者自己推选的代表。可以不推选；人数是不是合适，办监察和申请仲裁各有规定，这里只提示，不拦。"),
    "gatherings.index": N_("十人以上因工资聚集的事件，按本县录入的时限提示该报的。没有录入时限的，只列出来，不猜几小时。"),
    "gatherings.new": N_("什么时候接报、在哪里、多少人、要什么。从案件页进来的，单位和地点已经填好。"),
    "gatherings.show": N_("一起群体性事件：情况、每次呈报、该在什么时候续报。每次呈报出一份呈报表；比上次报得高就是升级。"),
    "informants.new": N_("举报人单独保管，只有指定的人能看。姓名和电话不要写进其他栏目。"),
    "informants.show": N_("写明理由后才显示举报人，每次都记下来。"),
    "lawbook.import_year": N_("每年国务院办公厅的放假通知从这里录入：粘贴正文或上传文件，先看改哪些日子、哪些时限移动，再采用。"
                              "采用是一次有记录的动作，运行中的时限全部重算。"),
    "lawbook.missing": N_("还没有人录入的法定数据：缺什么，哪些规则因此答“尚不能确定”，由谁录入。点名称去录入。"),
    "lawbook.table": N_("这一项数据的每一行：哪里的、从哪天起、依据什么、谁录入、谁确认。改了标准就从新的那一天加一行，旧的不动；"
                        "录错的撤下并写理由。确认由另一个人核对原文后做。"),
    "lawbook.tables_index": N_("计算要用的各项标准和本地规定，可看某个地方某一天适用哪一行。没有录入的写明由谁录入，系统不估。"),
    "lawbook.withdraw": N_("只有录错的才撤下；标准变了请从新的一天加一行。撤下的行和理由都留着。"),
    "lawbook.year": N_("哪天放假，哪天调休上班，依据哪份通知。时限按这张日历计算；还没有公布的年份是暂定的。"),
    "parties.document": N_("给同一个人登记另一个证件号，写明凭什么是同一个人。以后用哪个号都能找到。"),
    "parties.edit": N_("改用人单位的登记信息。改名请用“更名”，旧名还能找到。"),
    "ledgers.index": N_("以前用表格记的案件，照原样留着：能查、能对重，不能改。单位和劳动者的页上也看得到。"),
    "ledgers.match": N_("先核对哪一列是什么。读不懂的行列在下面，其余的照样写入。"),
    "ledgers.show": N_("旧台账的一行，照原来写的。导错了的，导入的人可以撤下整份。"),
    "ledgers.upload": N_("上传以前的案件台账（.xlsx 或 CSV）。没有编号、没有日期的行也收。"),
    "parties.match_list": N_("名录和登记对照：新单位、信息不同的各列出来，改什么写明从什么到什么。"
                             "勾选后才写入；名称不同的算更名，旧名照样查得到。"),
    "parties.upload_list": N_("上传市场监管或税务的企业名录（.xlsx 或 CSV）。先核对列和要改的内容，再写入。"),
    "parties.index": N_("本辖区的用人单位。输入完整信用代码，全市都能查到在哪个所。"),
    "parties.rename": N_("写新名称和从哪天起。旧名称保留，两个名称都能找到。"),
    "parties.merge": N_("两条登记并排对照，确认是同一个再合并；合并可以原样撤销。"),
    "parties.show": N_("一个用人单位的登记信息、参建的工程、合同和案件。"),
    "parties.projects": N_("本辖区的工程项目。可按单位和身份找（谁总承包的、谁分包的），可只看有未结欠薪的；勾选后可导出、打印。"),
    "parties.project": N_("一个工程：谁建设、谁总承包、谁分包，从哪天到哪天，下面有哪些班组；专用账户和保证金；这里的案件和欠薪。"
                          "想知道某一天谁在，填日期查看。"),
    "parties.new_project": N_("有工程名称就能登记。信用代码登记过的，按“按信用代码查登记”填好名称；名称相近的会先问是不是同一个。"),
    "parties.upload_projects": N_("上传住建等部门的工程名录（.xlsx 或 CSV）。先核对列和要改的内容，再写入。"),
    "parties.match_projects": N_("名录和登记对照：先按施工许可证号，没有的按名称和总承包单位。新工程、信息不同的各列出来，"
                                 "写明从什么到什么。同一个工程的几行只补分包单位；换了总承包单位的，从今天起算。勾选后才写入。"),
    "parties.edit_project": N_("改工程的登记信息。总承包单位换了不在这里改，到项目页“添加或更换”，写明从哪天起。"),
    "parties.project_do": N_("登记完工，或者撤回、作废。有案件写着这个工程时不能作废。"),
    "parties.new_part": N_("登记建设单位、施工总承包单位或者分包单位。换建设单位、总承包单位写明从哪天起，原来的自动到前一天为止。"),
    "parties.part": N_("改这个单位的承包范围、起止日期。走了就填止日，记录留着；登记错的才去掉。"),
    "parties.new_team": N_("班组名称照花名册里写的，案件里的人就能和班组对上。班组长和电话是找人核实时用的。"),
    "parties.team": N_("改班组长、电话、所属单位和起止日期。走了就填止日。"),
    "parties.worker": N_("一个劳动者的证件、合同和案件。完整号码逐个显示，每次都记入查看记录。"),
    "parties.workers": N_("在你的案件和合同里出现过的劳动者。证件号在框里整个输入，号码不会留在地址和日志里。"),
    "phones.snap": N_("手机拍照，直接进案件证据。一个码半小时有效。带二维码的纸自动认出；一次拍得多，剩下的在后台识别。"),
    "search.index": N_("一个框查姓名、单位、工程、案号、文书号和电话，只查你能看的区域。"),
    "serving.show": N_("本案哪些文书要送给谁、送到没有、哪天算送达。没送达的会出现在工作台。打印回证带去签，回来登记，凭证收进证据。"),
    "serving.new": N_("勾选文书，选送给谁、用什么方式。法律要求的凭证按方式不同：缺哪一样会提示。公告送达写发出那天，满期自动算。"),
    "serving.lodge": N_("对方对送达的文书申请复议或者起诉的，登记哪天、向哪里提出。办结以前，文书不算生效。"),
    "serving.settle": N_("复议或者诉讼怎样结束。维持的复议决定，从对方收到之日起还有十五日可以起诉；被变更、撤销的，文书不再有效。"),
    "serving.address": N_("当事人自己确认的地址，登记后就是以后送达的默认地址。同意电子送达的，写明号码，才能电子送达。"),
    "serving.person": N_("谁代表当事人。委托代理写明权限；法定代表人从单位登记带出来，可在这里补证件号。推选代表在案件页登记。"),
    "documents.prepared": N_("大份的打印由后台备好，不必等在这一页：备好后工作台有通知。"
                             "文件只有你能打开，保留一天；打开时按你当时的权限再核一遍。"),
    "whats_new": N_("每个版本新增和改正的内容。"),
}
FILES = {  # GET addresses that are no page of their own: files, and ways on to another page
    "static", "home", "desk.handover_slip", "accounts.absence", "administration.download", "administration.sample",
    "arrears.evidence", "arrears.returned", "documents.draft", "documents.joined",
    "documents.printed", "dossiers.download", "dossiers.handed", "dossiers.picture", "dossiers.look", "dossiers.page", "dossiers.many",
    "documents.prepared_progress", "documents.prepared_file",
    "verify_tokenv", "verify_tokenV",
}
FILES |= {"collective.scan_original", "collective.scan_seen"}
FILES |= {"contracts.blank",
          "contracts.import_progress", "contracts.import_returned", "contracts.import_template", "contracts.scan_original",
          "contracts.scan_seen", "contracts.report_template"}


def help_here():
    """The help of the page that is shown, still to be translated; none for a page of errors."""
    return HELP.get(request.endpoint)


@cache
def news(name):
    """[(release, [(heading, [[(is code, text)]])])] of a changelog."""
    releases = []
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            releases.append((line[3:], []))
        elif line.startswith("### ") and releases:
            releases[-1][1].append((line[4:], []))
        elif line.startswith("- ") and releases and releases[-1][1]:
            releases[-1][1][-1][1].append([(bool(n % 2), part) for n, part in enumerate(line[2:].split("`")) if part])
    return releases


@requires(SIGNED_IN)
def whats_new():
    return render_template("help/new.html", releases=news(NEWS[lang()]))


HEADINGS = (N_("功能"), N_("法规"), N_("文书"), N_("修正"), N_("安全"))


def init_app(app):
    app.jinja_env.globals.update(help_here=help_here)
    app.add_url_rule("/help/new", "whats_new", whats_new)
