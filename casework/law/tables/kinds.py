"""What may stand in a dated table: its fields, whose figure it is, who enters it and which rules wait for it.

A table without a row is a figure that was not read. Nothing is assumed for it: the rule that needs it says “unknown”.
"""

from dataclasses import dataclass

from casework.law.findings import N_
from casework.law.rules import (
    Input,
    boolean,
    day,
    list_of,
    money,
    number,
    one_of,
    optional,
    read,
    text,
    whole,
)

LEGAL = N_("本机构法制审核人员核对原文后，由管理员录入")
CITY = N_("市人力社保局管理员")
COUNTY = N_("县（市、区）人力社保局管理员")


@dataclass(frozen=True)
class Field:
    label: str
    input: Input


@dataclass(frozen=True)
class Kind:
    """One table. `level`: whose figure (national, province, city, county, township); a smaller place inherits it.

    key: what a row is keyed by, `place` (a code of GB/T 2260) or `tier` (place/tier); ids: the rules that need it.
    required: fields without which the row answers nothing; `listed`: its absence is a gap to be told.
    """

    name: str
    title: str
    level: str
    who: str
    ids: tuple[str, ...]
    fields: dict[str, Field]
    key: str = "place"
    listed: bool = True

    def read(self, value):
        """A row's JSON value as parsed values: money in fen, days as dates; BadInput with all its faults."""
        return read({name: field.input for name, field in self.fields.items()}, value)


KINDS = {}


def _kind(name, title, level, who, ids, /, *, key="place", listed=True, **fields):
    made = {field: Field(label, parser) for field, (label, parser) in fields.items()}
    KINDS[name] = Kind(name, title, level, who, tuple(ids.split()), made, key, listed)


# 最低工资 (LC-54..58)
_kind(
    "minimum_wage_tiers", N_("最低工资标准（按档次）"), "province", CITY, "LC-54 LC-56", key="tier",
    monthly=(N_("月最低工资标准"), money), hourly=(N_("非全日制小时最低工资标准"), optional(money)),
)  # fmt: skip
_kind(
    "minimum_wage_tier", N_("本地适用的最低工资档次"), "county", COUNTY, "LC-54 LC-23 LC-32 MA-28",
    tier=(N_("档次"), whole(1, 9)),
)  # fmt: skip
_kind(
    "minimum_wage", N_("最低工资标准（本地单列）"), "county", COUNTY, "LC-54", listed=False,
    monthly=(N_("月最低工资标准"), money), hourly=(N_("非全日制小时最低工资标准"), optional(money)),
)  # fmt: skip
_kind(
    "minimum_wage_insurance", N_("最低工资是否包含个人缴纳的社会保险费和住房公积金"), "province", LEGAL, "LC-55",
    inside=(N_("包含在内"), boolean),
)  # fmt: skip

# 劳动合同
_kind(
    "average_wage", N_("上年度职工月平均工资"), "city", CITY, "LC-33",
    monthly=(N_("月平均工资"), money),
)  # fmt: skip
_kind(
    "double_wage_limitation", N_("二倍工资的仲裁时效如何起算"), "province", LEGAL, "LC-10",
    method=(N_("起算方法"), one_of("per-month", "per-day", "from-end")),
)  # fmt: skip
_kind(
    "probation_floor", N_("试用期工资的两个下限是否须同时满足"), "province", LEGAL, "LC-23",
    both=(N_("须同时满足"), boolean),
)  # fmt: skip
_kind(
    "severance_base", N_("加班工资是否计入经济补偿的平均工资"), "province", LEGAL, "LC-32",
    overtime=(N_("计入"), boolean),
)  # fmt: skip
_kind(
    "severance_before_2008", N_("2008年以前工作年限的经济补偿规定"), "national", LEGAL, "LC-35",
    rule=(N_("规定"), text),
)  # fmt: skip
_kind(
    "retirement_age", N_("法定退休年龄（渐进式延迟）"), "national", LEGAL, "LC-13 LC-26 LC-68",
    ages=(
        N_("按出生日期的退休年龄"),
        list_of({"who": one_of("man", "woman-55", "woman-50"), "born_from": day, "months": whole(1, 1200)}, at_least=1),
    ),
)  # fmt: skip

# 工资
_kind(
    "extra_compensation", N_("加付赔偿金的裁量基准"), "city", LEGAL, "LC-40",
    ladder=(N_("情节和比例"), list_of({"when": text, "share": number("0.5", 1)}, at_least=1)),
)  # fmt: skip
_kind("overtime_base", N_("加班工资计算基数的规定"), "province", LEGAL, "LC-49", rule=(N_("规定"), text))
_kind("makeup_overtime", N_("调休上班日延长工作时间如何计酬"), "province", LEGAL, "LC-48", rule=(N_("规定"), text))
_kind(
    "stoppage_allowance", N_("停工停产生活费的比例"), "province", LEGAL, "LC-53",
    share=(N_("占最低工资标准的比例"), number(0, 1)),
)  # fmt: skip
_kind(
    "sick_pay", N_("病假工资的比例"), "province", LEGAL, "LC-53",
    share=(N_("占最低工资标准的比例"), number(0, 1)),
)  # fmt: skip

# 劳动保障监察
_kind(
    "township_penalty", N_("乡镇（街道）是否承接行政处罚权"), "township", COUNTY, "LI-02",
    granted=(N_("已经承接"), boolean), basis=(N_("省人民政府公布的文件"), optional(text)),
)  # fmt: skip
_kind(
    "filing_date", N_("立案日期以受理之日还是审批之日为准"), "county", LEGAL, "LI-13",
    by=(N_("为准的日期"), one_of("acceptance", "approval")),
)  # fmt: skip
_kind(
    "decision_term", N_("调查完成后作出决定的期限"), "county", LEGAL, "LI-18",
    workdays=(N_("工作日"), whole(1, 365)),
)  # fmt: skip
_kind(
    "supplement_clock", N_("补正期间受理期限如何计算"), "county", LEGAL, "LI-10",
    effect=(N_("计算方法"), one_of("restart", "pause", "none")),
)  # fmt: skip
_kind(
    "hearing_threshold", N_("应当告知听证的较大数额罚款"), "province", LEGAL, "LI-41",
    person=(N_("对公民"), money), entity=(N_("对法人或者其他组织"), money),
)  # fmt: skip
_kind(
    "complaint_contents", N_("投诉文书应当载明的内容"), "national", LEGAL, "LI-07",
    contents=(N_("内容"), list_of(text, at_least=1)),
)  # fmt: skip
_kind("spot_penalty", N_("当场处罚决定书的备案期限"), "national", LEGAL, "LI-43", days=(N_("日"), whole(1, 30)))
_kind(
    "discretion", N_("劳动保障行政处罚裁量基准"), "province", LEGAL, "LI-45",
    document=(N_("文件名称和文号"), text),
)  # fmt: skip
_kind(
    "public_order", N_("治安管理处罚法（2026年施行）对阻碍执行职务的处罚"), "national", LEGAL, "LI-45",
    rule=(N_("规定"), text),
)  # fmt: skip
_kind(
    "rating", N_("守法诚信等级评价标准"), "national", LEGAL, "LI-50",
    c_times=(N_("一年内被查处达到几次评为 C 级"), whole(1, 99)),
)  # fmt: skip
_kind("rating_effect", N_("守法诚信等级的有效期、重评和管理措施"), "national", LEGAL, "LI-51", rule=(N_("规定"), text))
_kind(
    "publication", N_("重大违法行为社会公布的周期"), "national", LEGAL, "LI-52",
    city_months=(N_("市、县每几个月"), whole(1, 12)), province_months=(N_("省级每几个月"), whole(1, 12)),
)  # fmt: skip
_kind("publication_amount", N_("应当公布的拖欠数额较大"), "province", LEGAL, "LI-52", amount=(N_("数额"), money))
_kind(
    "archive", N_("监察案卷的归档期限和保管期限"), "city", LEGAL, "PD-15 PD-16",
    filing_days=(N_("结案后几日内归档"), whole(1, 999)), years=(N_("保管年限，永久填 999"), whole(1, 999)),
)  # fmt: skip
_kind(
    "file_review", N_("案卷评查的评分表"), "province", LEGAL, "PD-15", listed=False,
    total=(N_("总分"), whole(1, 1000)),
    vetoes=(N_("一票否决的情形"), list_of({"code": text, "text": text})),
    items=(N_("评分项目和分值"), list_of({"part": text, "code": text, "item": text, "points": whole(1, 100)}, at_least=1)),
)  # fmt: skip

# 欠薪
_kind(
    "project_account", N_("农民工工资专用账户的期限"), "national", LEGAL, "WA-30",
    open_days=(N_("签订合同后几日内开立"), whole(1, 365)), register_days=(N_("开立后几日内备案"), whole(1, 365)),
)  # fmt: skip
_kind(
    "deposit", N_("工资保证金的期限和幅度"), "national", LEGAL, "WA-31",
    store_workdays=(N_("几个工作日内存储"), whole(1, 365)),
    low=(N_("存储比例下限"), number(0, 1)), high=(N_("存储比例上限"), number(0, 1)),
    floor=(N_("多个工程下浮后的下限"), number(0, 1)),
    exempt_below=(N_("合同额低于多少且上年无拖欠可免"), money),
    lower_years=(N_("几年无拖欠可降低"), whole(1, 20)), exempt_years=(N_("几年无拖欠可免存"), whole(1, 20)),
    raise_years=(N_("几年内有拖欠应提高"), whole(1, 20)),
    pay_workdays=(N_("银行几个工作日内支付"), whole(1, 365)), topup_workdays=(N_("几个工作日内补足"), whole(1, 365)),
    notice_days=(N_("返还前公示几日"), whole(1, 365)),
)  # fmt: skip
_kind(
    "deposit_change", N_("工资保证金降低和提高的幅度"), "province", LEGAL, "WA-31 WA-33",
    lowered=(N_("降低到原比例的"), number(0, 1)), raised=(N_("提高到原比例的"), number(1, 10)),
)  # fmt: skip
_kind(
    "deposit_forms", N_("工资保证金可以采用的形式"), "city", CITY, "WA-32",
    forms=(N_("形式"), list_of(text, at_least=1)),
)  # fmt: skip
_kind("project_account_exempt", N_("免设专用账户的小型工程"), "province", LEGAL, "WA-30", rule=(N_("条件"), text))
_kind(
    "guarantee_kinds", N_("实行工资支付保证制度的企业类别"), "city", CITY, "WA-40",
    kinds=(N_("类别"), list_of(text, at_least=1)),
)  # fmt: skip
_kind(
    "arrears_crime", N_("拒不支付劳动报酬罪的数额标准"), "province", LEGAL, "WA-51 WA-52 LI-53",
    one_worker=(N_("一名劳动者三个月以上的数额"), money), ten_workers=(N_("十名以上劳动者累计的数额"), money),
)  # fmt: skip
_kind(
    "refusal_guidance", N_("拒不支付劳动报酬案件的查处意见"), "national", LEGAL, "WA-55 WA-56 WA-59",
    absconding=(N_("如何认定逃匿"), text), evidence=(N_("没有账册时如何取证"), text), paid_by_others=(N_("他人垫付的后果"), text),
)  # fmt: skip
_kind("wage_payment_measures", N_("浙江省企业工资支付管理办法（省政府令第353号）的内容"), "province", LEGAL,
      "LC-49 LC-53", rule=(N_("规定"), text))  # fmt: skip
_kind(
    "fund_policy", N_("应急周转金政策"), "county", COUNTY, "WA-23",
    basis=(N_("政策依据（文件名称和文号）"), text),
    applies=(N_("适用情形"), list_of(one_of("unable", "absconded", "hardship", "group"), at_least=1)),
    filed_case=(N_("须已立案"), boolean), deposit_exhausted=(N_("须先用完工资保证金"), boolean),
    share=(N_("占被欠金额的比例"), optional(number(0, 1))),
    min_wage_times=(N_("月工资不超过最低工资的倍数"), optional(number(0, 1000))),
    months=(N_("最多几个月"), optional(number(0, 1200))),
    flat=(N_("每人定额"), optional(money)),
    total_share=(N_("总额占被欠总额的比例"), optional(number(0, 1))),
    total=(N_("总额上限"), optional(money)),
    proposer=(N_("提出机构"), optional(text)),
    approvals=(N_("审批层级和金额上限"), optional(list_of({"role": text, "up_to": optional(money)}), ())),
    agreement=(N_("须签订协议"), boolean),
    recovery_days=(N_("追偿期限（日）"), optional(whole(1, 3650))),
    recovery_from=(N_("追偿来源"), optional(list_of(one_of("employer", "court", "bankruptcy", "guarantor")), ())),
    replenished_by=(N_("补充来源"), optional(text)),
)  # fmt: skip

# 群体性事件：没有读到规定几小时的文件
_kind(
    "group_report", N_("群体性事件的呈报时限"), "county", COUNTY, "MA-33",
    hours=(N_("接报后几小时内呈报"), whole(1, 72)),
    again_hours=(N_("没有结束的，每几小时续报一次"), optional(whole(1, 168))),
    basis=(N_("文件名称和文号"), text),
)  # fmt: skip

# 集体合同：条例只写“文本一式五份及说明等材料”，其余由当地规定
_kind(
    "collective_papers", N_("集体合同报送的其他材料"), "county", COUNTY, "LC-64", listed=False,
    papers=(N_("材料"), list_of(one_of("congress", "delegates", "minutes", "status", "mandate", "wages"), at_least=1)),
    basis=(N_("文件名称和文号"), text),
)  # fmt: skip

# 调解
_kind(
    "court_confirmation", N_("司法确认中法院受理和审查的期限"), "national", LEGAL, "MA-15",
    accept_days=(N_("受理"), whole(1, 90)), review_days=(N_("审查"), whole(1, 90)),
)  # fmt: skip
