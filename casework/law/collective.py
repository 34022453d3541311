"""集体合同: when it takes effect, what must follow, and what it may say."""

from datetime import timedelta

from casework.law.clauses import clause, clock
from casework.law.contracts.writing import LAW
from casework.law.findings import N_
from casework.law.sources import cite
from casework.law.terms import Unit, later

ZHEJIANG, NINGBO = "浙江省集体合同条例", "宁波市企业工资集体协商条例"

EFFECT = clock(
    "LC-64-1", N_("集体合同审查，无异议即行生效"), 15, Unit.CALENDAR,
    "LC-64 劳动行政部门自收到集体合同文本之日起十五日内未提出异议的，集体合同即行生效（劳动合同法第54条第1款；浙江省条例第34条）。",
    cite(LAW, 54, 1), cite(ZHEJIANG, 34), event=N_("收到集体合同文本"),
)  # fmt: skip
SUBMITTED = clock(
    "LC-64-2", N_("报送集体合同"), 10, Unit.CALENDAR,
    "LC-64 自双方首席代表签字之日起十日内，由用人单位将集体合同文本一式五份及说明等材料报送（浙江省条例第34条）。",
    cite(ZHEJIANG, 34), event=N_("双方首席代表签字"),
)  # fmt: skip
PUBLISHED = clock(
    "LC-64-3", N_("向全体职工公布集体合同"), 5, Unit.WORKING,
    "LC-64 自集体合同生效之日起五个工作日内向全体职工公布集体合同文本（浙江省条例第35条）。",
    cite(ZHEJIANG, 35), event=N_("集体合同生效"),
)  # fmt: skip
REPLY = clock(
    "LC-64-4", N_("答复集体协商要求"), 10, Unit.WORKING,
    "LC-64 应当在收到书面要求之日起十个工作日内予以书面答复，商定集体协商时间（浙江省条例第7条）。",
    cite(ZHEJIANG, 7), event=N_("收到集体协商的书面要求"),
)  # fmt: skip
CONGRESS = clock(
    "LC-64-5", N_("集体合同草案提交职工代表大会"), 15, Unit.WORKING,
    "LC-64 集体合同草案应当在十五个工作日内提交职工代表大会或者职工大会讨论（浙江省条例第24条）。",
    cite(ZHEJIANG, 24), event=N_("协商达成一致"),
)  # fmt: skip
AGAIN = clock(
    "LC-64-6", N_("重新协商的草案再次提交"), 5, Unit.WORKING,
    "LC-64 未获通过，重新协商达成一致的，应当在五个工作日内再次提交讨论和表决（浙江省条例第24条）。",
    cite(ZHEJIANG, 24), event=N_("重新协商达成一致"),
)  # fmt: skip
DISSOLVED = clock(
    "LC-64-7", N_("解除集体合同备案"), 5, Unit.WORKING,
    "LC-64 解除集体合同的，用人单位应当自解除之日起五个工作日内备案（浙江省条例第33条）。",
    cite(ZHEJIANG, 33), event=N_("解除集体合同"),
)  # fmt: skip
# 争议复杂需要延期的，延长时间最长不得超过十五日: extra=15
COORDINATED = clock(
    "LC-64-8", N_("签订集体合同争议的协调处理"), 30, Unit.CALENDAR,
    "LC-64 应当自受理之日起三十日内结束协调处理；需要延期的，最长不得超过十五日，并书面说明理由（浙江省条例第39条）。",
    cite(ZHEJIANG, 39), event=N_("受理协调处理申请"),
)  # fmt: skip
WAGE_DRAFT = clock(
    "LC-66-1", N_("工资集体协议草案提交职工代表大会"), 15, Unit.WORKING,
    "LC-66 工资集体协议草案应当在十五个工作日内提交职工代表大会或者职工大会讨论（宁波市企业工资集体协商条例第20条）。",
    cite(NINGBO, 20), event=N_("协商形成工资集体协议草案"),
)  # fmt: skip

TALKS_PAUSED, QUOTA_PERCENT = 60, 90


@clause("LC-64", cite(LAW, 54, 1), cite("民法典", 203, 2))
def effective_on(last):
    """LC-64 十五日内未提出异议的，集体合同即行生效（劳动合同法第54条第1款）；期间最后一日的截止时间为二十四时（民法典第203条第2款）。

    last: the last day of the fifteen. The first day of effect is the one after it: until midnight there may still be an objection.
    """
    return last + timedelta(days=1)


@clause("LC-64", cite(ZHEJIANG, 30))
def term_lawful(start, end):
    """LC-64 集体合同期限为一至三年（浙江省条例第30条）。start, end: the first and the last day."""
    return later(start, 12) <= end + timedelta(days=1) <= later(start, 36)


@clause("LC-64", cite(ZHEJIANG, 30))
def renegotiation_from(end):
    """LC-64 集体合同期满前九十日内，任何一方可以提出重新签订或者续订的要求（浙江省条例第30条）——the first such day."""
    return end - timedelta(days=90)


@clause("LC-64", cite(LAW, 51), cite(ZHEJIANG, 24))
def passed(entitled, present, agreed):
    """LC-64 应当有三分之二以上职工代表或者职工出席，并经全体职工代表或者全体职工过半数同意通过（浙江省条例第24条）。

    Numbers of people; the majority is of all who are entitled, not of those who came.
    """
    return 3 * present >= 2 * entitled and 2 * agreed > entitled


@clause("LC-65", cite(ZHEJIANG, 29, 1))
def passed_together(entitled, agreed):
    """LC-65 行业性、区域性集体合同草案可以组织召开行业、区域职工代表大会，经全体代表半数以上同意通过（浙江省条例第29条第1款）。

    Numbers of people; half of all who are entitled is enough.
    """
    return 2 * agreed >= entitled


@clause("LC-65", cite(LAW, 53), cite(LAW, 54, 2))
def regional_binds(level, trade):
    """LC-65 在县级以下区域内，建筑业、采矿业、餐饮服务业等行业可以由工会与企业方面代表订立行业性或者区域性集体合同，对当地本行业、
    本区域的用人单位和劳动者具有约束力（劳动合同法第53条、第54条第2款）。

    level: township, county, or higher; trade: whether the employer is of the trade or area that it covers.
    """
    return level in {"village", "township", "county"} and bool(trade)


@clause("LC-64", cite(ZHEJIANG, 10, 1))
def delegates_enough(employer, workers, large):
    """LC-64 每方代表人数不得少于三人，规模以上企业参加集体协商的每方代表人数不得少于五人，用人单位一方的协商代表不得多于劳动者一方
    的协商代表（浙江省条例第10条第1款）。

    Numbers of people with their chiefs; large: 规模以上, None where nobody said. None: it depends on that.
    """
    few = min(employer, workers)
    if few < 3 or employer > workers:
        return False
    return True if few >= 5 or large is False else None if large is None else False


@clause("LC-64", cite(ZHEJIANG, 10, 4))
def outside_lawful(outside, delegates):
    """LC-64 可以书面委托本单位以外的专业人员作为本方协商代表，但受委托的人数不得超过本方代表的三分之一（浙江省条例第10条第4款）。"""
    return 3 * outside <= delegates


@clause("LC-66", cite(NINGBO, 19))
def talks_may_pause(days):
    """LC-66 协商未达成一致的，可以中止协商，中止期限累计不得超过六十日（宁波市企业工资集体协商条例第19条）。"""
    return days <= TALKS_PAUSED


@clause("LC-66", cite(NINGBO, 24))
def quota_lawful(able, staff):
    """LC-66 协商确定的劳动定额应当是本企业百分之九十以上的职工在法定工作时间或者劳动合同约定的时间内能够完成的（宁波市企业工资集体协商条例
    第24条）。
    """
    return 100 * able >= QUOTA_PERCENT * staff


@clause("LC-67", cite(LAW, 55))
def standard_that_applies(contract, collective, government):
    """LC-67 集体合同的报酬和劳动条件不得低于当地人民政府规定的最低标准；劳动合同的标准不得低于集体合同规定的标准（劳动合同法第55条）。

    Fen, None where there is none (collective) or where nobody has entered it (government). What applies: the highest.
    """
    return max(sum_ for sum_ in (contract, collective, government) if sum_ is not None)
