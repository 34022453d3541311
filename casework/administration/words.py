"""What the logs call things, in words: actions, records and kinds of looks. What is not here shows its code."""

from casework.arrears.lifecycle import FLOW
from casework.documents import FORMS
from casework.law.findings import N_

LOOKS = {
    "shown": N_("看了完整号码"), "download": N_("下载"), "export": N_("导出清单（可能在内）"), "cli": N_("用命令行读取"),
    "glass": N_("辖区外查看"), "glass-open": N_("说明理由，打开辖区外查看"), "informant": N_("看了举报人"),
    "stand-in": N_("代办开始"), "verify": N_("核验留痕"), "backup": N_("做备份"),
}  # fmt: skip

RECORDS = {
    "Area": N_("区域"), "Body": N_("机构"), "Case": N_("案件"), "CaseOfficer": N_("承办人"), "ClaimLine": N_("一笔欠薪"),
    "Contract": N_("劳动合同书"), "ContractEvent": N_("合同变动"), "CountyProfile": N_("县级配置"), "Deadline": N_("时限"),
    "Employer": N_("用人单位"), "Evidence": N_("证据"), "FormerName": N_("单位曾用名"), "Glass": N_("一次辖区外查看"),
    "ImportBatch": N_("导入的文件"), "Informant": N_("举报人"), "LawTableRow": N_("一条法定数据"), "Matter": N_("案件"),
    "Merge": N_("并案"),
    "Payment": N_("付款"), "Share": N_("付款明细"), "Instalment": N_("分期"), "Unfound": N_("找不到的劳动者"), "NotSame": N_("不是同一笔"),
    "SavedView": N_("保存的视图"), "BulkRun": N_("批量办理"),
    "Absence": N_("不在岗"), "Phrase": N_("常用语句"),
    "Task": N_("工作任务"), "Handover": N_("工作交接单"), "HandoverItem": N_("交接的一项"),
    "Signature": N_("交接签字"),
    "Recognition": N_("认定"), "Calculation": N_("计算"),
    "Moved": N_("程序步骤"), "Post": N_("岗位"), "Printed": N_("一份文书"), "Suspension": N_("时限中止"), "User": N_("账号"),
    "Service": N_("送达"), "Served": N_("送达的文书"), "ServiceAddress": N_("送达地址"), "Participant": N_("代理人"),
    "Challenge": N_("复议和诉讼"), "Outside": N_("隐名副本的页码"),
    "Collective": N_("集体合同书"), "CollectiveParty": N_("集体合同的单位"), "CollectiveDelegate": N_("协商代表"),
    "CollectivePaper": N_("集体合同材料"), "CollectiveStandard": N_("集体合同工资标准"), "CollectiveAnswer": N_("集体合同审查结论"),
    "CollectiveObjection": N_("集体合同异议"),
    "Worker": N_("劳动者"), "WorkerDocument": N_("证件"),
    "Project": N_("工程"), "ProjectPart": N_("参建的单位"), "ProjectTeam": N_("班组"),
}  # fmt: skip

COUNTS = {  # what an entry about many rows counts
    "rows": N_("行数"), "rejected": N_("退回"), "lines": N_("笔数"), "workers": N_("人数"), "owed_fen": N_("金额（元）"),
    "new": N_("新增"), "made": N_("新增"), "changed": N_("修改"), "removed": N_("删除"), "people": N_("新来的人"),
    "renewed": N_("续订"), "ended": N_("终止"), "unchanged": N_("不变"), "gone": N_("删除"),
}  # fmt: skip
VERBS = {"new": N_("新增"), "change": N_("修改"), "delete": N_("删除"), "bulk": N_("整批写入")}

ACTIONS = {
    "administration.backup": N_("做备份"), "administration.verify_backup": N_("检查备份"),
    "arrears.drop_roster": N_("放弃花名册"), "arrears.elect": N_("登记推选代表"), "arrears.found": N_("登记找到劳动者"),
    "arrears.hand_in": N_("登记单位交来材料"), "arrears.not_same": N_("注明不是同一笔"),
    "arrears.note_unfound": N_("登记联系不上"), "arrears.pay": N_("登记一笔付款"), "arrears.pay_sheet": N_("按表登记付款"),
    "arrears.pay_workers": N_("逐人登记付款"), "arrears.plan_instalments": N_("登记分期"),
    "arrears.set_apart": N_("注明不重复"), "arrears.withdraw_payment": N_("撤销一次付款"), "channels.extend": N_("延长工单时限"),
    "channels.import": N_("写入工单"), "channels.link": N_("工单对到案件"), "channels.reply": N_("答复工单"),
    "channels.return": N_("退回一张工单"), "channels.send_on": N_("转办工单"), "channels.set": N_("改渠道答复"),
    "channels.stage": N_("试读工单"), "channels.tick": N_("工单要做的事打勾"), "channels.visit": N_("工单回访"),
    "documents.recognised": N_("认出文书照片"), "dossiers.approve_cover": N_("批准遮盖"), "dossiers.archive": N_("归档案卷"),
    "dossiers.arrange": N_("排卷内顺序"), "dossiers.bind": N_("装订成卷"), "dossiers.bring": N_("收进案卷"),
    "dossiers.cover": N_("遮盖"), "dossiers.describe": N_("写案卷说明"), "dossiers.hand_out": N_("借出案卷"),
    "dossiers.put_slip": N_("夹备考条"), "dossiers.score": N_("评查案卷"), "dossiers.take_out": N_("移出案卷"),
    "dossiers.withdraw_cover": N_("撤销遮盖"), "drafts.drop": N_("删草稿"), "drafts.keep": N_("存草稿"),
    "gatherings.end": N_("群体性事件办结"), "gatherings.raise": N_("登记一起群体性事件"),
    "gatherings.report": N_("呈报群体性事件的情况"), "ledgers.drop": N_("撤掉旧台账"), "ledgers.import": N_("写入旧台账"),
    "ledgers.stage": N_("试读旧台账"), "lists.drop_view": N_("删除清单视图"), "lists.save_view": N_("存清单视图"),
    "parties.keep_apart": N_("注明不是同一个"), "parties.merge": N_("合并两个登记"), "parties.stage_list": N_("试读名录"),
    "parties.take_list": N_("写入名录"), "parties.undo_merge": N_("撤销登记的合并"), "phones.receive": N_("收手机照片"),
    "phones.show_code": N_("出手机二维码"), "seed.generate": N_("生成样例数据"),
    "lists.bulk": N_("批量办理"), "channels.assign": N_("指派工单"), "channels.take_over": N_("接手工单"),
    "serving.serve": N_("登记送达"), "serving.withdraw": N_("撤回送达"), "serving.confirm": N_("登记送达地址"),
    "serving.lodge": N_("登记复议或起诉"), "serving.settle_challenge": N_("登记复议或诉讼结果"),
    "serving.appoint": N_("登记代理人"), "serving.dismiss": N_("代理人不再代理"),
    "accounts.area": N_("建区域"), "accounts.body": N_("建机构"), "accounts.break_glass": N_("打开辖区外查看"),
    "accounts.create": N_("建账号"), "accounts.deactivate": N_("停用账号"), "accounts.end_glass": N_("结束辖区外查看"),
    "accounts.language": N_("换语言"), "accounts.profile": N_("改县级配置"), "accounts.review_glass": N_("复核辖区外查看"),
    "accounts.set_password": N_("设密码"), "arrears.add_evidence": N_("添加证据"), "arrears.import_roster": N_("导入花名册"),
    "arrears.new_case": N_("另立新案"), "arrears.read_roster": N_("读花名册"), "arrears.register": N_("登记案件"),
    "arrears.show_number": N_("显示号码"), "arrears.save_sheet": N_("改欠薪表"), "arrears.recognise": N_("认定"),
    "arrears.add_claim": N_("加一笔请求"), "arrears.name_site": N_("案件对到工程"), "arrears.read_payroll": N_("收单位工资表"),
    "arrears.settle_comparison": N_("对照后认定"), "contracts.add_scan": N_("添加合同扫描件"), "contracts.amend": N_("变更合同"),
    "contracts.compare": N_("对照名单找未签"), "contracts.draft_unsigned": N_("建补登记草稿"),
    "contracts.report_switch": N_("开通或停用单位自报"), "contracts.report_link": N_("给单位自报代码"),
    "contracts.close_report_link": N_("停用自报代码"), "contracts.bring_report": N_("单位上传花名册"),
    "contracts.send_report": N_("单位提交花名册"), "contracts.take_report": N_("单位自报转导入"),
    "contracts.return_report": N_("退回单位自报"),
    "contracts.certify": N_("出具终止证明"), "contracts.correct": N_("更正合同"), "contracts.end": N_("结束合同"),
    "contracts.import": N_("导入合同"), "contracts.import_part": N_("导入合同"), "contracts.import_whole": N_("导入合同"),
    "contracts.stage": N_("试读合同台账"), "contracts.staged": N_("试读合同台账"), "contracts.stage_again": N_("重新对照合同台账"),
    "contracts.publish": N_("决定写入合同台账"), "contracts.drop_import": N_("不导入合同台账"),
    "contracts.open_employer_file": N_("建单位合同档案"),
    "contracts.open_file": N_("建合同档案"), "contracts.register": N_("登记合同"), "contracts.renew": N_("续订合同"),
    "contracts.renew_many": N_("批量续订"),
    "contracts.resume": N_("恢复合同"), "contracts.sign": N_("补签合同"), "contracts.suspend": N_("中止合同"),
    "contracts.void": N_("作废合同"), "documents.issue": N_("签发文书"), "documents.print": N_("打印文书"),
    "administration.add_phrase": N_("加常用语"), "administration.withdraw_phrase": N_("撤下常用语"),
    "accounts.note_absence": N_("登记不在岗"), "accounts.cancel_absence": N_("取消不在岗"), "accounts.give_post": N_("岗位加上"),
    "accounts.end_post": N_("结束岗位"), "accounts.unlock": N_("解除账号锁定"), "desk.finish": N_("办结任务"), "desk.give": N_("交办任务"),
    "desk.make_handover": N_("列交接单"), "desk.take_task": N_("接手任务"), "desk.pass_on": N_("转交任务"),
    "desk.share_handover": N_("改交接单接收人"), "desk.sign_handover": N_("交接单签字"), "desk.withdraw": N_("收回任务"),
    "desk.withdraw_handover": N_("撤回交接单"), "arrears.take_roster": N_("接手花名册"), "contracts.take_ledger": N_("接手合同台账"),
    "documents.rendered": N_("生成文书文件"), "documents.void": N_("作废文书"), "informants.note": N_("登记举报人"),
    "administration.profile": N_("改县级配置"), "administration.body": N_("改机构"), "administration.certificate": N_("登记证件"),
    "lawbook.confirm": N_("确认法定数据"), "lawbook.confirm_shipped": N_("确认法定数据"), "lawbook.enter": N_("录入法定数据"),
    "lawbook.withdraw": N_("撤下法定数据"), "lawbook.import_year": N_("导入放假安排"),
    "lawbook.recompute": N_("重算时限"), "parties.add_document": N_("登记证件"),
    "parties.correct_employer": N_("修改用人单位"), "parties.identify_worker": N_("补证件号"),
    "parties.register_employer": N_("登记用人单位"), "parties.register_worker": N_("登记劳动者"),
    "parties.register_project": N_("登记工程项目"), "parties.correct_project": N_("修改工程项目"),
    "parties.join_project": N_("登记参建单位"),
    "parties.correct_part": N_("修改参建单位"), "parties.drop_part": N_("去掉参建单位"), "parties.add_team": N_("登记班组"),
    "parties.correct_team": N_("修改班组"), "parties.drop_team": N_("去掉班组"), "parties.complete_project": N_("工程登记完工"),
    "parties.stage_projects": N_("读工程名录"), "parties.take_projects": N_("写入工程名录"),
    "parties.resume_project": N_("撤回工程完工"), "parties.void_project": N_("作废工程登记"),
    "parties.show_account": N_("显示专用账户账号"),
    "parties.rename_employer": N_("用人单位更名"), "parties.show_number": N_("显示号码"),
}  # fmt: skip
ACTIONS |= {
    "collective.submit": N_("收集体合同"), "collective.correct": N_("改集体合同登记"), "collective.bring": N_("收集体合同材料"),
    "collective.contents": N_("对照集体合同内容"), "collective.answer": N_("作集体合同审查结论"),
    "collective.note_objection": N_("列集体合同异议"), "collective.drop_objection": N_("删集体合同异议"),
    "collective.list_employer": N_("集体合同列入单位"), "collective.unlist_employer": N_("集体合同退出单位"),
    "collective.add_scan": N_("添加集体合同文本"), "collective.take": N_("接手集体合同"), "collective.recheck": N_("按集体合同重新体检"),
    "collective.register": N_("登记集体合同"), "collective.clear": N_("集体合同审查无异议"),
    "collective.object": N_("对集体合同提出异议"),
    "collective.resubmit": N_("集体合同重新报送"), "collective.effect": N_("确认集体合同生效"),
    "collective.publish": N_("登记集体合同公布"),
    "collective.end": N_("集体合同解除或终止"), "collective.withdraw": N_("撤回集体合同报送"),
}  # fmt: skip
ACTIONS |= {f"arrears.{move.name}": move.label for move in FLOW.moves if f"arrears.{move.name}" not in ACTIONS}

COLUMNS = {
    "rows": N_("行数"), "rejected": N_("退回的行"), "pages": N_("页数"), "text": N_("内容"),
    "active": N_("能否登录"), "login": N_("账号"), "name": N_("名称"), "state": N_("状态"), "telephone": N_("电话"),
    "password_hash": N_("密码"), "must_change": N_("待改初始密码"), "language": N_("语言"), "role": N_("角色"),
    "area_id": N_("区域"), "user_id": N_("账号"), "body_id": N_("机构"), "certificate_no": N_("监察员证号"),
    "certificate_to": N_("证件有效期至"), "mode": N_("办理方式"), "from_on": N_("从哪天起"), "due_on": N_("届满日"),
    "met_on": N_("办结日"), "started_on": N_("起算日"), "received_on": N_("收到日期"), "kind": N_("种类"), "address": N_("地址"),
    "id_number": N_("证件号"), "lead_id": N_("主办"), "employer_id": N_("用人单位"), "worker_id": N_("劳动者"),
    "case_id": N_("案件"), "matter_id": N_("案件"), "number": N_("编号"), "sha256": N_("文件哈希"), "file_sha256": N_("文件哈希"),
    "counts": N_("数量"), "session_stamp": N_("登录批次"), "month": N_("月份"), "claimed_fen": N_("欠发（元）"),
    "amber_days": N_("临近天数"), "amber_share": N_("临近百分数"), "forms": N_("文书配置"), "number_word": N_("文号开头"),
    "key": N_("地方"), "table": N_("数据名称"), "value": N_("内容"), "source": N_("依据"), "confirmed_on": N_("确认日期"),
    "withdrawn_on": N_("撤下日期"), "withdrawn_why": N_("为什么撤下"), "position": N_("位次"), "undone_on": N_("撤销日期"),
    "recognised_fen": N_("认定（元）"), "waived_fen": N_("放弃（元）"), "paid_fen": N_("已付（元）"), "due_fen": N_("应发（元）"),
    "title": N_("标题"), "reason": N_("理由"), "by_id": N_("经办人"), "on": N_("日期"), "note": N_("备注"), "move": N_("步骤"),
}  # fmt: skip


def detail(text):
    """What the access log noted beside a look, as people read it: a paper's title, the bound file."""
    code = (text or "").removesuffix(" draft")
    if code in FORMS:
        return FORMS[code].title
    return {"dossier main": N_("整卷（正卷）"), "dossier side": N_("整卷（副卷）"), "dossier main redacted": N_("整卷（隐名副本）"),
            "dossier side redacted": N_("副卷（隐名副本）")}.get(text, text or "")
