"""调解、确认、仲裁: the clocks and the tests of each instrument.

办案规则第80条 makes three, five and ten days workdays and fifteen and forty-five days calendar days in that rule.
"""

from casework.law.clauses import clause, clock
from casework.law.findings import N_
from casework.law.rules import UNKNOWN
from casework.law.sources import cite
from casework.law.terms import Unit, later
from casework.law.unsure import both, either

ACT, RULES, CIVIL = "劳动争议调解仲裁法", "劳动人事争议仲裁办案规则", "民事诉讼法"
ENTERPRISE, ZHEJIANG = "企业劳动争议协商调解规定", "浙江省劳动人事争议调解仲裁条例"
PEOPLE, NINGBO = "人民调解法", "宁波市人民调解条例"
FIRST = "最高人民法院关于审理劳动争议案件适用法律问题的解释（一）"
SECOND = "最高人民法院关于审理劳动争议案件适用法律问题的解释（二）"
KIND_OF_DAYS = cite(RULES, 80)

# 调解

MEDIATION = clock(
    "MA-07", N_("调解结束"), 15, Unit.CALENDAR,
    "MA-07 自收到调解申请之日起十五日内未达成调解协议的，可以申请仲裁（调解仲裁法第14条第3款）；双方同意延期的除外（浙江省条例第10条）。",
    cite(ACT, 14, 3), cite(ZHEJIANG, 10, 2), cite(ENTERPRISE, 29), event=N_("收到调解申请"),
)  # fmt: skip
ACCEPTANCE = clock(
    "MA-06", N_("企业调解委员会受理"), 3, Unit.WORKING,
    "MA-06 收到调解申请后，双方愿意调解的，在3个工作日内受理；对方不愿意的，做好记录并书面通知申请人（协商调解规定第22条）。",
    cite(ENTERPRISE, 22), event=N_("收到调解申请"),
)  # fmt: skip
PEOPLE_MEDIATION = clock(
    "MA-08", N_("人民调解调结"), 1, Unit.MONTH,
    "MA-08 一般应当在一个月内调结；双方要求延长的，可以适当延长（宁波市人民调解条例第27条）。",
    cite(NINGBO, 27), event=N_("开始调解"),
)  # fmt: skip
NEGOTIATION = clock(
    "MA-18", N_("协商的回应"), 5, Unit.CALENDAR,
    "MA-18 一方提出协商要求后，另一方5日内不作出回应的，视为不愿协商（协商调解规定第10条；未写工作日，按日计算）。",
    cite(ENTERPRISE, 10), event=N_("提出协商要求"),
)  # fmt: skip


@clause("MA-05", cite(ZHEJIANG, 10, 1))
def may_mediate(applicant, other):
    """MA-05 调解组织也可以在征得双方同意后主动调解；一方明确拒绝调解的，不得调解，并应当通知另一方（浙江省条例第10条）。

    Each: True agrees, False clearly refuses, None not asked yet.
    """
    return both(applicant, other)


@clause("MA-04", cite(ACT, 12), cite(ENTERPRISE, 21))
def application_missing(written, facts):
    """MA-04 可以书面申请，也可以口头申请；口头申请的，当场记录申请人基本情况、申请调解的争议事项、理由和时间（调解仲裁法第12条）。

    written: a written application needs no record; facts: keys that were recorded.
    """
    return [] if written else [key for key in ("applicant", "issues", "reasons", "time") if key not in facts]


@clause("MA-08", cite(NINGBO, 20))
def people_representatives_fit(number):
    """MA-08 一方当事人人数众多的，可以推选五名以下代表人参加调解（宁波市人民调解条例第20条）。"""
    return 1 <= number <= 5


@clause("MA-09", cite(ACT, 14, 2))
def agreement_effective(signed, mediator, sealed):
    """MA-09 调解协议书由双方当事人签名或者盖章，经调解员签名并加盖调解组织印章后生效，对双方具有约束力（调解仲裁法第14条）。

    signed: the days on which the parties signed, None for who has not; mediator, sealed: a day or None. The day on which
    it became effective, else None.
    """
    days = [*signed, mediator, sealed]
    return None if len(signed) < 2 or None in days else max(days)


@clause("MA-10", cite(NINGBO, 24))
def must_be_written(asked, performed_at_once, major):
    """MA-10 当事人要求制作、不能即时履行，或者纠纷重大复杂的，应当制作调解协议书（宁波市人民调解条例第24条）。"""
    return either(asked, None if performed_at_once is None else not performed_at_once, major)


@clause("MA-11", cite(ACT, 15))
def may_arbitrate_agreement(due, on, performed):
    """MA-11 达成调解协议后，一方在约定期限内不履行的，另一方可以依法申请仲裁（调解仲裁法第15条）。"""
    return not performed and on > due


# 支付令、确认

PAYMENT_ORDER = clock(
    "MA-12-1", N_("法院发出支付令"), 15, Unit.CALENDAR,
    "MA-12 法院受理申请后，对债权债务关系明确、合法的，应当在受理之日起十五日内发出支付令（民事诉讼法第227条）。",
    cite(CIVIL, 227, 1), cite(ACT, 16), event=N_("法院受理支付令申请"),
)  # fmt: skip
OBJECTION = clock(
    "MA-12-2", N_("清偿或者提出书面异议"), 15, Unit.CALENDAR,
    "MA-12 债务人应当自收到支付令之日起十五日内清偿债务，或者提出书面异议（民事诉讼法第227条）。",
    cite(CIVIL, 227, 2), event=N_("收到支付令"),
)  # fmt: skip
ORDERABLE = {"pay", "injury-fee", "severance", "damages"}


@clause("MA-12", cite(ACT, 16))
def payment_order_open(matter, due, on, performed):
    """MA-12 因支付拖欠劳动报酬、工伤医疗费、经济补偿或者赔偿金事项达成调解协议，用人单位在约定期限内不履行的，劳动者可以持协议书
    依法向人民法院申请支付令（调解仲裁法第16条）。

    matter: pay, injury-fee, severance, damages, or any other word.
    """
    return matter in ORDERABLE and may_arbitrate_agreement(due, on, performed)


@clause("MA-13", cite(FIRST, 13))
def after_payment_order_ends(route):
    """MA-13 依据劳动合同法第30条第2款申请支付令被裁定终结的，应当先申请仲裁；依据调解仲裁法第16条申请的，可以直接起诉
    （法释〔2020〕26号第13条）。

    route: contract-law or agreement.
    """
    return {"contract-law": "arbitration", "agreement": "court"}[route]


ARBITRATION_CONFIRMS = clock(
    "MA-14-1", N_("共同申请仲裁审查"), 15, Unit.CALENDAR,
    "MA-14 可以自调解协议生效之日起十五日内，共同向仲裁委员会提出仲裁审查申请（办案规则第74条；协商调解规定第27条）。",
    cite(RULES, 74), KIND_OF_DAYS, cite(ENTERPRISE, 27), event=N_("调解协议生效"),
)  # fmt: skip
# 特殊情况可以延长五日: extra=ARBITRATION_REVIEWS.count
ARBITRATION_REVIEWS = clock(
    "MA-14-2", N_("仲裁委员会审查"), 5, Unit.WORKING,
    "MA-14 自受理之日起五日内完成审查；特殊情况经批准可以延长五日（办案规则第76条，五日是工作日）。",
    cite(RULES, 76, 1), KIND_OF_DAYS, event=N_("受理仲裁审查申请"),
)  # fmt: skip
COURT_CONFIRMS = clock(
    "MA-15", N_("共同申请司法确认"), 30, Unit.CALENDAR,
    "MA-15 双方自调解协议生效之日起三十日内，共同向人民法院申请司法确认（民事诉讼法第205条；人民调解法第33条）。",
    cite(CIVIL, 205), cite(PEOPLE, 33), event=N_("调解协议生效"),
)  # fmt: skip


@clause("MA-14", cite(RULES, 75, 2))
def confirmation_refused(out_of_scope=False, no_jurisdiction=False, late=False, relation=False, court_confirmed=False):
    """MA-14 不属于受理范围、不属于管辖、超出申请期间、确认劳动关系、已经司法确认的，仲裁委员会不受理仲裁审查申请（办案规则第75条）。"""
    return either(out_of_scope, no_jurisdiction, late, relation, court_confirmed)


@clause("MA-16", cite(FIRST, 15), cite(FIRST, 51))
def may_sue_directly(wage_iou=False, wage_only_agreement=False, unpaid=True):
    """MA-16 以工资欠条为证据直接起诉，不涉及其他争议的，视为拖欠劳动报酬争议，按普通民事纠纷受理；仅就劳动报酬达成调解协议而不履行的，
    可以直接起诉（法释〔2020〕26号第15条、第51条）。
    """
    return both(unpaid, either(wage_iou, wage_only_agreement))


# 仲裁

SUPPLEMENT = clock(
    "MA-23", N_("一次性告知补正仲裁申请"), 5, Unit.WORKING,
    "MA-23 仲裁申请书不规范或者材料不齐备的，当场或者在五日内一次性告知需要补正的全部材料（办案规则第29条，五日是工作日）。",
    cite(RULES, 29), KIND_OF_DAYS, event=N_("收到仲裁申请"),
)  # fmt: skip
DECIDED = clock(
    "MA-24", N_("是否受理仲裁申请"), 5, Unit.WORKING,
    "MA-24 自收到仲裁申请之日起五日内决定是否受理；逾期未作出决定的，可以起诉（调解仲裁法第29条；办案规则第30条，五日是工作日）。",
    cite(ACT, 29), cite(RULES, 30), KIND_OF_DAYS, event=N_("收到仲裁申请"),
)  # fmt: skip
COPY = clock(
    "MA-25-1", N_("仲裁申请书副本送达被申请人"), 5, Unit.WORKING,
    "MA-25 受理后应当在五日内将仲裁申请书副本送达被申请人（调解仲裁法第30条；办案规则第33条，五日是工作日）。",
    cite(ACT, 30, 1), cite(RULES, 33), KIND_OF_DAYS, event=N_("受理仲裁申请"),
)  # fmt: skip
ANSWER = clock(
    "MA-25-2", N_("被申请人提交答辩书"), 10, Unit.WORKING,
    "MA-25 被申请人收到副本后，应当在十日内提交答辩书（调解仲裁法第30条；办案规则第33条，十日是工作日）。",
    cite(ACT, 30, 2), cite(RULES, 33), KIND_OF_DAYS, event=N_("收到仲裁申请书副本"),
)  # fmt: skip
ANSWER_SENT = clock(
    "MA-25-3", N_("答辩书副本送达申请人"), 5, Unit.WORKING,
    "MA-25 收到答辩书后，应当在五日内将答辩书副本送达申请人（调解仲裁法第30条；办案规则第33条，五日是工作日）。",
    cite(ACT, 30, 2), cite(RULES, 33), KIND_OF_DAYS, event=N_("收到答辩书"),
)  # fmt: skip
PANEL = clock(
    "MA-25-4", N_("组成仲裁庭并通知"), 5, Unit.WORKING,
    "MA-25 应当在受理之日起五日内将仲裁庭的组成情况书面通知当事人（调解仲裁法第32条，五日是工作日）。",
    cite(ACT, 32), cite(RULES, 37), KIND_OF_DAYS, event=N_("受理仲裁申请"),
)  # fmt: skip
# Counted backwards from the hearing: inspection_clocks.latest_notice(hearing, calendar, HEARING.count)
HEARING = clock(
    "MA-25-5", N_("通知开庭后最早的开庭日"), 5, Unit.WORKING,
    "MA-25 应当在开庭五日前，将开庭日期、地点书面通知双方当事人（调解仲裁法第35条；办案规则第38条，五日是工作日）。",
    cite(ACT, 35), cite(RULES, 38), KIND_OF_DAYS, event=N_("通知开庭"),
)  # fmt: skip
# 案情复杂需要延期的，经批准可以延期，不得超过十五日: extra=15
AWARD = clock(
    "MA-26", N_("仲裁裁决"), 45, Unit.CALENDAR,
    "MA-26 应当自受理仲裁申请之日起四十五日内结束；案情复杂需要延期的，延长期限不得超过十五日（调解仲裁法第43条第1款；办案规则第45条）。",
    cite(ACT, 43, 1), cite(RULES, 45), KIND_OF_DAYS, event=N_("受理仲裁申请"), suspension=(cite(RULES, 46),),
)  # fmt: skip
AWARD_EXTRA = 15
SIMPLE = clock(
    "MA-27", N_("简易程序结案"), 30, Unit.CALENDAR,
    "MA-27 简易程序案件应当自受理之日起三十日内结案（浙江省条例第39条第2款）。",
    cite(ZHEJIANG, 39, 2), event=N_("受理仲裁申请"),
)  # fmt: skip
WORKER_SUES = clock(
    "MA-30-1", N_("劳动者对终局裁决起诉"), 15, Unit.CALENDAR,
    "MA-30 劳动者对终局裁决不服的，可以自收到裁决书之日起十五日内起诉（调解仲裁法第48条）。",
    cite(ACT, 48), event=N_("收到裁决书"),
)  # fmt: skip
SET_ASIDE = clock(
    "MA-30-2", N_("用人单位申请撤销终局裁决"), 30, Unit.CALENDAR,
    "MA-30 用人单位可以自收到裁决书之日起三十日内向中级人民法院申请撤销裁决（调解仲裁法第49条）。",
    cite(ACT, 49, 1), event=N_("收到裁决书"),
)  # fmt: skip
EITHER_SUES = clock(
    "MA-30-3", N_("对非终局裁决起诉"), 15, Unit.CALENDAR,
    "MA-30 当事人对其他裁决不服的，可以自收到裁决书之日起十五日内起诉；期满不起诉的，裁决书发生法律效力（调解仲裁法第50条）。",
    cite(ACT, 50), event=N_("收到裁决书"),
)  # fmt: skip
ENFORCED = clock(
    "MA-31", N_("申请执行"), 2, Unit.YEAR,
    "MA-31 申请执行的期间为二年，从法律文书规定履行期间的最后一日起计算（民事诉讼法第250条）。",
    cite(CIVIL, 250), event=N_("履行期间届满"),
)  # fmt: skip
NOTICE_SERVED = clock(
    "MA-33-1", N_("集体争议公告送达"), 10, Unit.CALENDAR,
    "MA-33 集体争议采取公告送达的，自公告之日起，经过十日即视为送达（浙江省条例第41条）。",
    cite(ZHEJIANG, 41), event=N_("公告"),
)  # fmt: skip
GROUP_TOLD = clock(
    "MA-33-2", N_("集体争议一次性通知"), 5, Unit.WORKING,
    "MA-33 决定受理的，自受理之日起五日内将仲裁庭组成、答辩和举证期限、开庭日期和地点等一次性通知当事人（办案规则第64条，五日是工作日）。",
    cite(RULES, 64), KIND_OF_DAYS, event=N_("受理集体争议"),
)  # fmt: skip
POSTED = clock(
    "MA-34", N_("留置或者张贴视为送达"), 3, Unit.WORKING,
    "MA-34 企业停业等无法送达且劳动者一方十人以上，或者拒绝签收的，留置、张贴并拍照、录像，经过三日即视为送达"
    "（办案规则第20条第2款，三日是工作日）。",
    cite(RULES, 20, 2), KIND_OF_DAYS, event=N_("留置或者张贴"),
)  # fmt: skip

IN_SCOPE = {
    "relation", "contract", "ending", "hours", "insurance", "welfare", "training", "protection", "pay", "injury-fee", "severance",
    "damages",
}  # fmt: skip
OUT_OF_SCOPE = {"pension-payment", "housing-reform", "appraisal", "household", "artisan", "farm-household"}


@clause("MA-01 MA-02", cite(ACT, 2), cite(FIRST, 2))
def in_scope(matter, over_age=False):
    """MA-01 确认劳动关系，订立、履行、变更、解除和终止劳动合同，除名、辞退、辞职、离职，工作时间、休息休假、社会保险、福利、培训、
    劳动保护，劳动报酬、工伤医疗费、经济补偿或者赔偿金等争议，适用本法（调解仲裁法第2条）；MA-02 发放社会保险金、住房制度改革、
    鉴定结论异议、家庭与家政服务人员、个体工匠与帮工、农村承包经营户与受雇人的纠纷不是劳动争议（法释〔2020〕26号第2条）。

    matter: a word of IN_SCOPE or OUT_OF_SCOPE; any other is UNKNOWN. over_age: only pay, rest, safety and injury (LC-69).
    """
    if matter in OUT_OF_SCOPE:
        return False
    if over_age:
        return matter in {"pay", "hours", "protection", "injury-fee"}
    return True if matter in IN_SCOPE else UNKNOWN


@clause("MA-22", cite(ACT, 21), cite(RULES, 8))
def venue(performed_at, employer_at):
    """MA-22 劳动争议由劳动合同履行地或者用人单位所在地的仲裁委员会管辖；双方分别申请的，由履行地管辖（调解仲裁法第21条）。

    The place that prevails; the employer's while the place of performance is not known (办案规则第8条).
    """
    return performed_at or employer_at


@clause("MA-29", cite(RULES, 50), cite(ZHEJIANG, 37), cite(FIRST, 20))
def award_is_final(items, separate):
    """MA-29 终局与非终局事项分别裁决（办案规则第50条）；在同一裁决中的，按非终局裁决处理（浙江省条例第37条；法释〔2020〕26号第20条）。

    items: whether each item is final (MA-28); separate: two awards were made, then what each is.
    """
    if separate and len(set(items)) > 1:
        return [True, False]
    return [all(items)]


GROUP = 10


@clause("MA-33", cite(ACT, 7), cite(RULES, 62), cite(ZHEJIANG, 40))
def is_group(workers, common):
    """MA-33 劳动者一方在十人以上，并有共同请求的，可以推举代表参加调解、仲裁或者诉讼（调解仲裁法第7条）。"""
    return both(workers >= GROUP, common)


@clause("MA-33", cite(RULES, 63, 1))
def group_representatives_fit(number):
    """MA-33 十人以上集体劳动争议，推举三至五名代表参加仲裁活动；代表变更、放弃请求，承认对方请求或者和解，须经被代表的当事人同意
    （办案规则第63条）。
    """
    return 3 <= number <= 5


@clause("MA-35", cite(ACT, 6), cite(ACT, 39, 2), cite(FIRST, 44), cite(FIRST, 42))
def burden(matter):
    """MA-35 因用人单位作出开除、除名、辞退、解除劳动合同、减少劳动报酬、计算工作年限等决定而发生的争议，用人单位负举证责任
    （法释〔2020〕26号第44条）；与争议有关的证据属于用人单位掌握的，应当提供（调解仲裁法第6条）；主张加班费的，就加班事实负举证责任，
    有证据证明用人单位掌握证据的除外（第42条）。

    matter: dismissal, pay-cut, years, kept (what the employer keeps), overtime, or any other word.
    """
    return "employer" if matter in {"dismissal", "pay-cut", "years", "kept"} else "worker"


@clause("MA-36", cite(RULES, 24))
def file_kept_until(kind, closed):
    """MA-36 仲裁裁决结案的案卷，保存期不少于十年；仲裁调解和其他方式结案的，不少于五年（办案规则第24条）——最后一日。

    kind: award, or any other way of closing.
    """
    return later(closed, 120 if kind == "award" else 60)


@clause("MA-21", cite(SECOND, 20, 1))
def limitation_may_be_raised(raised_in_arbitration, new_evidence=False):
    """MA-21 当事人在仲裁期间因自身原因未提出仲裁时效抗辩，在诉讼中提出的，人民法院不予支持；基于新的证据能够证明时效期间届满的除外
    （法释〔2025〕12号第20条第1款，2025年9月1日起）。
    """
    return either(raised_in_arbitration, new_evidence)


@clause("MA-37", cite(SECOND, 1), cite(SECOND, 2))
def qualified_unit_liable(illegal_subcontract, lent_name):
    """MA-37 违法转包、分包，或者挂靠经营的，劳动者可以请求具备合法经营资格的承包人、被挂靠单位承担支付劳动报酬、认定工伤后的工伤保险
    待遇等责任（法释〔2025〕12号第1条、第2条，2025年9月1日起）。
    """
    return either(illegal_subcontract, lent_name)


@clause("MA-32", cite(ACT, 44))
def preliminary_payment(matter, clear, hardship):
    """MA-32 追索劳动报酬、工伤医疗费、经济补偿或者赔偿金的案件，权利义务关系明确、不先予执行将严重影响生活的，可以裁决先予执行；
    劳动者可以不提供担保（调解仲裁法第44条）。
    """
    return both(matter in ORDERABLE, clear, hardship)
