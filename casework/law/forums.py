"""调解组织、离职协议、仲裁: where to go, what a waiver is worth, how the forty-five days begin anew, what it costs."""

from casework.law.clauses import clause
from casework.law.disputes import ACT, CIVIL, FIRST, KIND_OF_DAYS, RULES, ZHEJIANG
from casework.law.sources import cite
from casework.law.unsure import both, either, opposite

BODIES = {"enterprise", "people", "township"}
MORE_BODIES = {"regional", "industry", "other"}  # 浙江省条例第7条: 区域性、行业性和其他依法设立的


@clause("MA-03", cite(ACT, 10, 1), cite(ZHEJIANG, 7))
def may_mediate_at(body, in_zhejiang=True):
    """MA-03 可以到企业劳动争议调解委员会、依法设立的基层人民调解组织、在乡镇街道设立的具有劳动争议调解职能的组织申请调解（调解仲裁法
    第10条第1款）；在浙江省还有区域性、行业性和其他依法设立的调解组织（浙江省条例第7条）。

    body: a word of BODIES or MORE_BODIES.
    """
    return body in BODIES or (in_zhejiang and body in MORE_BODIES)


@clause("MA-17", cite(FIRST, 35, 1))
def waiver_valid(against_law, fraud_or_coercion):
    """MA-17 就解除或者终止劳动合同办理手续、支付报酬和补偿等达成的协议，不违反法律、行政法规的强制性规定，且不存在欺诈、胁迫或者乘人之危
    的，应当认定有效（法释〔2020〕26号第35条第1款，2021年1月1日起）。

    Each True, False or None.
    """
    return both(opposite(against_law), opposite(fraud_or_coercion))


@clause("MA-17", cite(FIRST, 35, 2))
def waiver_may_be_set_aside(mistaken, unfair):
    """MA-17 前款协议存在重大误解或者显失公平情形，当事人请求撤销的，应予支持（法释〔2020〕26号第35条第2款，2021年1月1日起）。"""
    return either(mistaken, unfair)


RESTARTS = {"party-added", "claim-changed", "counterclaim", "transferred"}
NOT_COUNTED = {"suspended", "public-notice"}


@clause("MA-26", cite(RULES, 46))
def award_clock(event):
    """MA-26 追加当事人的自决定追加之日、增加变更请求和合并反申请的自受理之日、移送管辖的自接受移送之日，仲裁期限重新计算；申请人补正材料
    的，收到仲裁申请的时间从补正之日重新计算；中止审理、公告送达期间不计入（办案规则第46条，2017年7月1日起）。

    restart: forty-five days from that day; receipt: the application counts as received then (disputes.DECIDED); pause: its
    days are a suspension of disputes.AWARD; None: it runs on.
    """
    if event == "supplemented":
        return "receipt"
    return "restart" if event in RESTARTS else "pause" if event in NOT_COUNTED else None


ADJOURNMENT = 3


@clause("MA-25", cite(ACT, 35), cite(RULES, 38), KIND_OF_DAYS)
def latest_adjournment(hearing, calendar):
    """MA-25 当事人有正当理由的，可以在开庭三日前请求延期开庭（调解仲裁法第35条；办案规则第38条，三日是工作日）——最迟的一日。"""
    return calendar.workday(hearing, -ADJOURNMENT)


@clause("MA-28", cite(ACT, 47, item=2), cite(RULES, 50, 3))
def final_by_standard(matter, national_standard):
    """MA-28 因执行国家的劳动标准在工作时间、休息休假、社会保险等方面发生的争议，仲裁裁决为终局裁决，不问数额（调解仲裁法第47条第2项；
    办案规则第50条第3款）。

    matter: hours, rest, insurance, or any other word; national_standard: the dispute is about carrying out such a standard.
    """
    return both(matter in {"hours", "rest", "insurance"}, national_standard)


@clause("MA-15", cite(FIRST, 52), cite(CIVIL, 205))
def court_may_confirm(people_mediation, only_payment):
    """MA-15 在人民调解委员会主持下仅就给付义务达成的调解协议，可以共同申请司法确认（法释〔2020〕26号第52条，2021年1月1日起）。"""
    return both(people_mediation, only_payment)


@clause("MA-38", cite(ACT, 53))
def arbitration_fee():
    """MA-38 劳动争议仲裁不收费（调解仲裁法第53条，2008年5月1日起）——fen."""
    return 0
