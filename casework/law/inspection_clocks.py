"""监察的其他期限: refusal, evidence, hearing, service, payment, remedies and enforcement, each from its own event.

行政处罚法第85条 makes two, three, five and seven days workdays; 行政强制法第69条 makes up to ten days workdays.
"""

from fractions import Fraction

from casework.law.clauses import clause, clock
from casework.law.findings import N_
from casework.law.rules import UNKNOWN, half_up
from casework.law.sources import cite
from casework.law.terms import Term, Unit

PENALTY, FORCE, WAGES = "行政处罚法", "行政强制法", "保障农民工工资支付条例"
ZHEJIANG, REGULATION = "浙江省劳动保障监察条例", "劳动保障监察条例"
WORKDAYS = cite(PENALTY, 85)

REFUSAL = clock(
    "LI-11", N_("不予受理决定和告知"), 5, Unit.WORKING,
    "LI-11 自接到投诉之日起五个工作日内决定是否受理（浙江省条例第23条）；不予受理的，及时书面告知投诉人（第22条）。",
    cite(ZHEJIANG, 23), cite(ZHEJIANG, 22), event=N_("接到投诉"),
)  # fmt: skip
# 法律、法规、规章另有规定的，从其规定: an inspection has its own sixty days (LI-14); this one stands beside them.
DECISION = clock(
    "LI-19", N_("作出行政处罚决定"), 90, Unit.CALENDAR,
    "LI-19 应当自行政处罚案件立案之日起九十日内作出行政处罚决定；法律、法规、规章另有规定的，从其规定（行政处罚法第60条）。",
    cite(PENALTY, 60), event=N_("立案"),
)  # fmt: skip
PRESERVED = clock(
    "LI-20", N_("先行登记保存的处理决定"), 7, Unit.WORKING,
    "LI-20 先行登记保存的证据，应当在七日内及时作出处理决定（行政处罚法第56条、第85条；浙江省条例第29条）。",
    cite(PENALTY, 56), WORKDAYS, cite(ZHEJIANG, 29), event=N_("先行登记保存"),
)  # fmt: skip
HEARING_ASKED = clock(
    "LI-21", N_("要求听证"), 5, Unit.WORKING,
    "LI-21 当事人要求听证的，应当在行政机关告知后五日内提出（行政处罚法第64条第1项、第85条）。",
    cite(PENALTY, 64, item=1), WORKDAYS, event=N_("告知听证权利"),
)  # fmt: skip
# Counted backwards as well: latest_notice().
HEARING_TOLD = clock(
    "LI-22", N_("通知听证后最早的听证日"), 7, Unit.WORKING,
    "LI-22 应当在举行听证的七日前，通知当事人及有关人员听证的时间、地点（行政处罚法第64条第2项、第85条）。",
    cite(PENALTY, 64, item=2), WORKDAYS, event=N_("通知听证"),
)  # fmt: skip
SERVICE = clock(
    "LI-23", N_("送达行政处罚决定书"), 7, Unit.WORKING,
    "LI-23 宣告后当场交付；当事人不在场的，在七日内依照民事诉讼法的有关规定送达（行政处罚法第61条、第85条）。",
    cite(PENALTY, 61, 1), WORKDAYS, event=N_("宣告行政处罚决定"),
)  # fmt: skip
PAYMENT = clock(
    "LI-24", N_("缴纳罚款"), 15, Unit.CALENDAR,
    "LI-24 当事人应当自收到行政处罚决定书之日起十五日内缴纳罚款（行政处罚法第67条第3款）。",
    cite(PENALTY, 67, 3), event=N_("收到行政处罚决定书"),
)  # fmt: skip
REPORT = clock(
    "LI-25", N_("处罚决定报上一级备案"), 10, Unit.WORKING,
    "LI-25 作出行政处罚决定，应当在十个工作日内报上一级主管部门备案；重大违法行为随时报告（浙江省条例第32条第2款）。",
    cite(ZHEJIANG, 32, 2), event=N_("作出行政处罚决定"),
)  # fmt: skip
RECONSIDERATION = clock(
    "LI-27", N_("申请行政复议"), 60, Unit.CALENDAR,
    "LI-27 可以自知道或者应当知道该行政行为之日起六十日内提出行政复议申请（行政复议法第20条）。",
    cite("行政复议法", 20), event=N_("知道行政行为"),
)  # fmt: skip
SUIT = clock(
    "LI-28-1", N_("提起行政诉讼"), 6, Unit.MONTH,
    "LI-28 直接起诉的，应当自知道或者应当知道作出行政行为之日起六个月内提出（行政诉讼法第46条）。",
    cite("行政诉讼法", 46), event=N_("知道行政行为"),
)  # fmt: skip
SUIT_AFTER = clock(
    "LI-28-2", N_("复议后提起行政诉讼"), 15, Unit.CALENDAR,
    "LI-28 不服复议决定的，可以在收到复议决定书之日起十五日内起诉（行政诉讼法第45条）。",
    cite("行政诉讼法", 45), event=N_("收到复议决定书"),
)  # fmt: skip
DEMAND = clock(
    "LI-29", N_("催告后可以申请强制执行"), 10, Unit.WORKING,
    "LI-29 催告书送达十日后当事人仍未履行义务的，可以申请人民法院强制执行（行政强制法第54条、第69条）。",
    cite(FORCE, 54), cite(FORCE, 69), event=N_("送达催告书"),
)  # fmt: skip
ENFORCEMENT = clock(
    "LI-30", N_("申请人民法院强制执行"), 3, Unit.MONTH,
    "LI-30 不复议、不起诉又不履行的，可以自期限届满之日起三个月内申请强制执行（行政强制法第53条；浙江省条例第31条；"
    "保障农民工工资支付条例第42条）。",
    cite(FORCE, 53), cite(ZHEJIANG, 31), cite(WAGES, 42), event=N_("复议和诉讼期限届满"),
)  # fmt: skip
WITHDRAWAL = clock(
    "LI-31", N_("撤回已公开的处罚决定"), 3, Unit.WORKING,
    "LI-31 公开的行政处罚决定被依法变更、撤销、确认违法或者确认无效的，应当在三日内撤回（行政处罚法第48条、第85条）。",
    cite(PENALTY, 48, 2), WORKDAYS, event=N_("处罚决定被变更或者撤销"),
)  # fmt: skip
CASH = clock(
    "LI-32-1", N_("当场收缴的罚款交至行政机关"), 2, Unit.WORKING,
    "LI-32 执法人员当场收缴的罚款，应当自收缴之日起二日内交至行政机关（行政处罚法第71条、第85条）。",
    cite(PENALTY, 71), WORKDAYS, event=N_("当场收缴罚款"),
)  # fmt: skip
BANKED = clock(
    "LI-32-2", N_("当场收缴的罚款缴付银行"), 2, Unit.WORKING,
    "LI-32 行政机关应当在二日内将罚款缴付指定的银行（行政处罚法第71条、第85条）。",
    cite(PENALTY, 71), WORKDAYS, event=N_("行政机关收到罚款"),
)  # fmt: skip

FOUND = {"patrol", "paper", "special", "report"}  # 日常巡视检查、书面审查、专项检查、举报


@clause("LI-12", cite(REGULATION, 14), cite(ZHEJIANG, 23))
def filed_when_found(source):
    """LI-12 通过日常巡视检查、书面审查、专项检查或者举报发现违法行为需要调查处理的，及时立案（监察条例第14条；浙江省条例第23条）
    ——没有固定的日数；投诉则先决定是否受理。
    """
    return source in FOUND


@clause("LI-22", cite(PENALTY, 64, item=2), WORKDAYS)
def latest_notice(hearing, calendar, workdays=HEARING_TOLD.count):
    """LI-22 在举行听证的七日前通知（行政处罚法第64条第2项，七日是工作日）——最迟的通知日。

    The day of notice is not counted, that of the hearing is the last (民法典 201): as HEARING_TOLD counts forwards.
    """
    return calendar.workday(hearing, -workdays)


@clause("LI-24", cite(PENALTY, 72, 1, 1))
def surcharge(fine, due, paid_on):
    """LI-24 到期不缴纳罚款的，每日按罚款数额的百分之三加处罚款，加处罚款的数额不得超出罚款的数额（行政处罚法第72条第1款第1项）。

    fine: fen; due: the last day for payment; paid_on: the day of payment, or today. Fen, rounded once.
    """
    days = max((paid_on - due).days, 0)
    return min(fine, half_up(Fraction(3, 100) * fine * days))


def filing_day(tables, place, accepted, approved):
    """LI-13: the day of filing by the county's setting; UNKNOWN while nobody has entered it (the article was not read)."""
    if accepted == approved:
        return accepted
    by = tables.value("filing_date", place, accepted, "by")
    return {"acceptance": accepted, "approval": approved}.get(by, UNKNOWN)


def decision_term(tables, place, on):
    """LI-18: the Term for the decision after the investigation, by the county's table; UNKNOWN while it is empty."""
    workdays = tables.value("decision_term", place, on, "workdays")
    if workdays is None:
        return UNKNOWN
    return Term("LI-18", N_("调查完成后作出决定"), workdays, Unit.WORKING, (cite("民法典", 201, 1),), event=N_("调查完成"))
