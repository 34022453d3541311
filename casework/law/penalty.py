"""处罚之前: what must have been done before a penalty is decided, when there is none, and how a case may end."""

from dataclasses import dataclass

from casework.law.clauses import clause
from casework.law.findings import N_
from casework.law.inspection_clocks import PENALTY, REGULATION, WAGES, ZHEJIANG
from casework.law.rules import UNKNOWN
from casework.law.sources import Citation, cite
from casework.law.unsure import both, either, opposite

SPOT = {"person": 200_00, "entity": 3_000_00}  # fen


@dataclass(frozen=True)
class Check:
    """One line of the check-list. `always`: False for what only some cases need."""

    key: str
    code: str
    label: str
    basis: tuple[Citation, ...]
    always: bool = True


CHECKS = (
    Check("officers", "LI-03", N_("执法人员不少于两人，出示执法证件"), (cite(PENALTY, 42), cite(PENALTY, 55))),
    Check("notice", "LI-40", N_("书面告知拟作出的处罚内容及事实、理由、依据"), (cite(PENALTY, 44), cite(REGULATION, 19))),
    Check("rights", "LI-40", N_("告知陈述、申辩和要求听证等权利"), (cite(PENALTY, 44),)),
    Check("heard", "LI-40", N_("听取陈述、申辩并复核，不因申辩加重处罚"), (cite(PENALTY, 45),)),
    Check("hearing", "LI-41", N_("当事人要求听证的，已经组织听证"), (cite(PENALTY, 63), cite(PENALTY, 64)), False),
    Check("legal_review", "LI-42", N_("决定之前经法制审核"), (cite(PENALTY, 58),), False),
    Check("collective", "LI-42", N_("负责人集体讨论决定"), (cite(PENALTY, 57, 2),), False),
)  # fmt: skip


@clause("LI-03", cite(REGULATION, 16), cite(ZHEJIANG, 24), cite(PENALTY, 42, 1), cite(PENALTY, 43, 1))
def officers_fit(number, shown, interested):
    """LI-03 劳动保障监察员进行调查、检查，不得少于二人，并应当佩戴标志、出示证件；有直接利害关系的，应当回避（监察条例第16条；浙江省条例
    第24条；行政处罚法第42条、第43条）。

    number: officers who came; shown: badge and card; interested: one of them has an interest. Each of the two True, False or None.
    """
    return both(number >= OFFICERS, shown, opposite(interested))


OFFICERS = 2


@clause("LI-40", cite(PENALTY, 44), cite(PENALTY, 45), cite(PENALTY, 62))
def before_penalty(done, hearing=False, legal_review=False, collective=False):
    """LI-40 作出行政处罚决定之前，应当告知拟作出的处罚内容及事实、理由、依据，并告知陈述、申辩、要求听证等权利；未依法告知，或者拒绝
    听取陈述、申辩的，不得作出行政处罚决定，当事人明确放弃的除外（行政处罚法第44条、第45条、第62条）。

    done: keys of CHECKS that have been done; the others: whether this case needs them, or UNKNOWN.
    [(Check, "done" | "open" | "unknown")], without what is not needed.
    """
    needed = {"hearing": hearing, "legal_review": legal_review, "collective": collective}
    told = []
    for check in CHECKS:
        need = True if check.always else needed[check.key]
        if check.key in done:
            told.append((check, "done"))
        elif need:
            told.append((check, UNKNOWN if need == UNKNOWN else "open"))
    return told


@clause("LI-41", cite(PENALTY, 63))
def hearing_required(to, fine, tables, place, on, confiscated=0, heavier=False):
    """LI-41 拟作出较大数额罚款、没收较大数额违法所得、降低资质等级、吊销许可证件、责令停产停业等较重处罚的，应当告知当事人有要求听证的
    权利（行政处罚法第63条）；较大数额由省规定。

    to: person or entity; fine, confiscated: fen; heavier: one of the other penalties, None while that is open.
    """
    row = tables.row("hearing_threshold", place, on)
    large = False if not fine else UNKNOWN if row is None else fine >= row.value[to]
    return either(heavier, large, UNKNOWN if confiscated else False)


@clause("LI-42", cite(PENALTY, 58))
def legal_review_required(public_interest, after_hearing, complex_case, by_law=False):
    """LI-42 涉及重大公共利益的、直接关系重大权益并经过听证程序的、案件情况疑难复杂的、法律法规规定的其他情形，在决定之前应当进行
    法制审核；未经审核或者审核未通过的，不得作出决定（行政处罚法第58条）。
    """
    return either(public_interest, after_hearing, complex_case, by_law)


@clause("LI-42", cite(PENALTY, 57, 2))
def collective_decision_required(complex_case, heavy_penalty):
    """LI-42 对情节复杂或者重大违法行为给予行政处罚，行政机关负责人应当集体讨论决定（行政处罚法第57条第2款）。"""
    return either(complex_case, heavy_penalty)


@clause("LI-43", cite(PENALTY, 51), cite(PENALTY, 52))
def on_the_spot(to, fine):
    """LI-43 对公民处以二百元以下、对法人或者其他组织处以三千元以下罚款或者警告的，可以当场作出行政处罚决定（行政处罚法第51条）。

    to: person or entity; fine: fen, 0 for a warning.
    """
    return fine <= SPOT[to]


@clause("LI-44", cite(PENALTY, 33, 1))
def waived(minor, corrected, harm, first=False, minor_harm=False):
    """LI-44 违法行为轻微并及时改正，没有造成危害后果的，不予行政处罚；初次违法且危害后果轻微并及时改正的，可以不予行政处罚
    （行政处罚法第33条第1款）。

    "none": no penalty; "may": it may be left out; "penalty".
    """
    if minor and corrected and not harm:
        return "none"
    return "may" if first and minor_harm and corrected else "penalty"


OUTCOMES = {
    "penalty": N_("作出行政处罚决定"),
    "order": N_("责令改正或者作出行政处理决定"),
    "cancelled": N_("情节轻微且已改正，撤销立案"),
    "unfounded": N_("违法事实不能成立，撤销立案"),
    "handed-over": N_("不属于劳动保障监察事项，移送有关部门"),
    "police": N_("涉嫌犯罪，移送公安机关"),
}


@clause("LI-45", cite(REGULATION, 18), cite(PENALTY, 57, 1))
def outcome(established, crime=False, ours=True, minor_and_corrected=False, punishable=False):
    """LI-45 应当受到行政处罚的，作出处罚决定；应当改正未改正的，责令改正或者作出行政处理决定；情节轻微且已改正的，撤销立案；不属于
    劳动保障监察事项的，移送有关部门；涉嫌犯罪的，移送司法机关（监察条例第18条）；违法事实不能成立的，不予处罚（行政处罚法第57条）。
    """
    if not ours:
        return "handed-over"
    if not established:
        return "unfounded"
    if crime:
        return "police"
    return "cancelled" if minor_and_corrected else "penalty" if punishable else "order"


@clause("LI-46", cite(ZHEJIANG, 26), cite(WAGES, 50))
def may_rely_on_worker(wages_at_issue, produced_in_time):
    """LI-46 因工资支付发生的投诉，用人单位应当提供工资支付的证据；拒绝提供或者逾期不提供的，可以根据投诉人提供的材料认定并责令支付
    （浙江省条例第26条；保障农民工工资支付条例第50条）。
    """
    return bool(wages_at_issue) and produced_in_time is False


@clause("LI-47", cite(WAGES, 40))
def may_approve_query(level):
    """LI-47 需要查询金融账户和房产、车辆等情况的，应当经设区的市级以上人力资源社会保障行政部门负责人批准（保障农民工工资支付条例第40条）。

    level: township, county, city, province or national, of the authority whose head approves.
    """
    return level in {"city", "province", "national"}
