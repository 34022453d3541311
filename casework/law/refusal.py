"""拒不支付劳动报酬罪: what counts as evading, as ordered, as serious; who may commit it; what paying late still does.

Whether the amount is reached and the case is ready stands in arrears.py (rule refusal-to-pay).
"""

from casework.law.arrears import CRIMES, EVASION, ORDER
from casework.law.clauses import clause
from casework.law.findings import N_
from casework.law.rules import UNKNOWN
from casework.law.sources import cite
from casework.law.unsure import both, either

EVASIONS = {
    "property": N_("隐匿财产、恶意清偿、虚构债务、虚假破产、虚假倒闭或者以其他方法转移、处分财产"),
    "fled": N_("逃跑、藏匿"),
    "records": N_("隐匿、销毁或者篡改账目、职工名册、工资支付记录、考勤记录等材料"),
    "other": N_("以其他方法逃避支付劳动报酬"),
}


@clause("WA-53", EVASION)
def evaded(facts):
    """WA-53 以逃避支付劳动报酬为目的，隐匿、转移财产，逃跑、藏匿，隐匿、销毁或者篡改账目、名册、工资和考勤记录的，是以转移财产、逃匿等
    方法逃避支付（法释〔2013〕3号第2条，2013年1月23日起）。

    facts: {key of EVASIONS: True, False or None}; a key that is not there was not looked into.
    """
    return either(*(facts.get(key) for key in EVASIONS))


@clause("WA-54", ORDER, cite(CRIMES, 4, 2))
def ordered(served, fled=False, posted=False, recorded=False):
    """WA-54 依法以限期整改指令书、行政处理决定书等文书责令支付；行为人逃匿无法送交的，在其住所地、生产经营场所等地张贴，并采用拍照、录像
    等方式记录的，视为经政府有关部门责令支付（法释〔2013〕3号第4条，2013年1月23日起）。

    served: handed to the person, an adult of the household, or who receives for the unit. Each True, False or None.
    """
    return either(served, both(fled, posted, recorded))


@clause("WA-55 WA-56", ORDER)
def guidance(tables, on):
    """WA-55 经通知不到场、按逃匿处理，和 WA-56 用人单位不提供账册时的取证，见人社部发〔2014〕100号；该文件只在二手资料中读到，内容在有
    日期的表里，使用前核对原文。

    {"absconding", "evidence", "paid_by_others"} as texts, or UNKNOWN.
    """
    row = tables.row("refusal_guidance", None, on)
    return UNKNOWN if row is None else dict(row.value)


@clause("WA-57", cite(CRIMES, 5))
def serious(living, violence, other=False):
    """WA-57 造成劳动者或者其被赡养、扶养、抚养人的基本生活受到严重影响、重大疾病无法及时医治或者失学的，对要求支付的劳动者使用暴力或者进行
    暴力威胁的，造成其他严重后果的，是造成严重后果（法释〔2013〕3号第5条，2013年1月23日起）。
    """
    return either(living, violence, other)


PAID = ("filing", "indictment", "judgment")  # 刑事立案前、提起公诉前、一审宣判前


@clause("WA-58", cite(CRIMES, 6))
def paid_late(before, liability_borne, consequences):
    """WA-58 尚未造成严重后果，依法承担相应赔偿责任，在刑事立案前支付的，可以不认为是犯罪；在提起公诉前支付的，可以减轻或者免除刑事处罚；在
    一审宣判前支付的，可以从轻处罚；造成严重后果，在宣判前支付的，可以酌情从宽（法释〔2013〕3号第6条，2013年1月23日起）。

    before: the first of PAID before which everything was paid, None when it was not. consequences: `serious` of the case.
    What may be done: no-crime, mitigate-or-exempt, lighter, lenient; None; UNKNOWN while a fact is open.
    """
    if before is None or liability_borne is False:
        return None
    if liability_borne is None or consequences in {None, UNKNOWN}:
        return UNKNOWN
    if consequences:
        return "lenient"
    return {"filing": "no-crime", "indictment": "mitigate-or-exempt", "judgment": "lighter"}[before]


@clause("WA-59", cite(CRIMES, 7), cite(CRIMES, 8))
def may_commit(who):
    """WA-59 不具备用工主体资格的单位或者个人违法用工的，用人单位的实际控制人，也可以构成拒不支付劳动报酬罪（法释〔2013〕3号第7条、第8条，
    2013年1月23日起）；他人垫付不免除责任（指导案例28号，只在二手资料中读到，见 guidance）。

    who: employer, unqualified, controller, or any other word.
    """
    return who in {"employer", "unqualified", "controller"}
