"""信用: rating of employers, publication of major violations, and the list of 失信联合惩戒."""

from casework.law.clauses import clause, clock
from casework.law.findings import N_
from casework.law.rules import UNKNOWN
from casework.law.sources import cite
from casework.law.terms import Unit, later
from casework.law.unsure import both, either

RATED, PUBLISHED = "企业劳动保障守法诚信等级评价办法", "重大劳动保障违法行为社会公布办法"
LIST = "拖欠农民工工资失信联合惩戒对象名单管理暂行办法"
REMOVAL_MONTHS = 6


@clause("LI-50", cite(RATED, 7))
def rating(investigated, tables, on, *, incident=False, child_or_forced=False, refused=False, obstructed=False, crime=False):
    """LI-50 按上一年度记录每年评价一次：未被查处的为 A 级；被查处但不属于 C 级的为 B 级；被查处达到规定次数，或者因违法引发群体性、极端
    事件，使用童工或者强迫劳动，拒不履行处理处罚决定，阻挠监察，被追究刑事责任的，为 C 级（企业劳动保障守法诚信等级评价办法第7条）。

    investigated: how many times in the year; the others True, False or None (not established). A, B, C or "unknown". How
    many times make a C stands in the dated table: the text was read in a secondary source only.
    """
    times = tables.value("rating", None, on, "c_times")
    if times is None:
        return UNKNOWN
    worst = either(investigated >= times, incident, child_or_forced, refused, obstructed, crime)
    if worst == UNKNOWN:
        return UNKNOWN
    return "C" if worst else "B" if investigated else "A"


KINDS = {
    "arrears": N_("克扣、无故拖欠劳动者劳动报酬，数额较大；拒不支付劳动报酬，移送司法机关追究刑事责任"),
    "insurance": N_("不依法参加社会保险或者不依法缴纳社会保险费，情节严重"),
    "hours": N_("违反工作时间和休息休假规定，情节严重"),
    "protection": N_("违反女职工和未成年工特殊劳动保护规定，情节严重"),
    "child": N_("违反禁止使用童工规定"),
    "effect": N_("因劳动保障违法行为造成严重不良社会影响"),
    "other": N_("其他重大劳动保障违法行为"),
}


@clause("LI-52", cite(PUBLISHED, None))  # which article: not read
def to_publish(decided, kinds, tables, place, on, arrears=0, prosecuted=False):
    """LI-52 依法作出处理处罚决定的七类重大违法行为，应当向社会公布（重大劳动保障违法行为社会公布办法）；拖欠数额较大的标准由省规定。

    decided: whether it was dealt with by decision; kinds: keys of KINDS found serious, without "arrears"; arrears: fen.
    """
    if tables.row("publication", place, on) is None:
        return UNKNOWN
    amount = tables.value("publication_amount", place, on, "amount")
    large = False if not arrears else UNKNOWN if amount is None else arrears >= amount
    return both(decided, either(bool(set(kinds) & (set(KINDS) - {"arrears"})), prosecuted, large))


@clause("LI-53", cite(LIST, 5))
def to_be_listed(order_unpaid, criminal_amount, incident):
    """LI-53 克扣、无故拖欠农民工工资达到拒不支付劳动报酬罪数额标准，或者因拖欠引发群体性事件、极端事件造成严重不良社会影响，经责令限期
    支付，逾期未支付的，应当作出列入决定（人力资源社会保障部令第45号第5条）。

    Each True, False, UNKNOWN or None; criminal_amount: `amount_met` of the rule refusal-to-pay.
    """
    return both(order_unpaid, either(criminal_amount, incident))


@clause("LI-55", cite(LIST, 7))
def may_be_spared(corrected, pledged):
    """LI-55 在列入决定前已经改正违法行为，且作出不再拖欠书面信用承诺的，可以不予列入（人力资源社会保障部令第45号第7条）。"""
    return both(corrected, pledged)


@clause("LI-55 LI-54", cite(LIST, 12), cite(LIST, 13))
def may_leave_early(listed_on, corrected_on, on, pledged, again, prosecuted):
    """LI-55 已经改正、自改正之日起被列入满六个月、作出书面信用承诺的，可以申请提前移出；列入期间再次拖欠，或者正在刑事诉讼期间、
    已被追究刑事责任的，不得提前移出（人力资源社会保障部令第45号第12条、第13条）。

    corrected_on: None while nothing was corrected. Six months on the list after the correction: who corrected before is
    counted from the listing.
    """
    if corrected_on is None:
        return False
    full = later(max(corrected_on, listed_on), REMOVAL_MONTHS) <= on
    barred = either(again, prosecuted)
    return both(full, pledged, UNKNOWN if barred == UNKNOWN else not barred)


OBJECTION = clock(
    "LI-54-1", N_("对拟列入提出异议"), 5, Unit.WORKING,
    "LI-54 当事人自收到告知之日起5个工作日内，可以提出异议（人力资源社会保障部令第45号第6条）。",
    cite(LIST, 6, 2), event=N_("收到列入前的告知"),
)  # fmt: skip
VERIFIED = clock(
    "LI-54-2", N_("核实异议"), 5, Unit.WORKING,
    "LI-54 自收到异议之日起5个工作日内予以核实，并将结果告知当事人（人力资源社会保障部令第45号第6条）。",
    cite(LIST, 6, 2), event=N_("收到异议"),
)  # fmt: skip
# 情况复杂的，经负责人批准，可以延长20个工作日: extra=LISTING.count
LISTING = clock(
    "LI-54-3", N_("作出列入决定"), 20, Unit.WORKING,
    "LI-54 自责令限期支付工资文书指定期限届满之日起20个工作日内作出列入决定；情况复杂的，可以延长20个工作日"
    "（人力资源社会保障部令第45号第8条）。",
    cite(LIST, 8, 1), event=N_("责令支付的期限届满"),
)  # fmt: skip
REMOVAL = clock(
    "LI-54-4", N_("核实并决定是否提前移出"), 15, Unit.WORKING,
    "LI-54 自收到提前移出申请之日起15个工作日内予以核实，决定是否准予提前移出（人力资源社会保障部令第45号第14条）。",
    cite(LIST, 14, 2), event=N_("收到提前移出申请"),
)  # fmt: skip
TAKEN_DOWN = clock(
    "LI-54-5", N_("移出名单并停止公开"), 10, Unit.WORKING,
    "LI-54 期限届满、决定提前移出或者列入决定被撤销的，于10个工作日内移出并停止公开（人力资源社会保障部令第45号第17条）。",
    cite(LIST, 17, 1), event=N_("应当移出"),
)  # fmt: skip


@clause("LI-54", cite(LIST, 11))
def listed_until(decided):
    """LI-54 被列入的期限为3年，自作出列入决定之日起计算（人力资源社会保障部令第45号第11条）——对应日。"""
    return later(decided, 36)
