"""合同体检: everything the law has to say about one contract, as findings."""

from casework.law.amounts import yuan
from casework.law.contracts import content, ending, openended, people, probation, special, writing
from casework.law.findings import N_, Finding, Message
from casework.law.rules import UNKNOWN
from casework.law.sources import cite

FULL_TIME = {"ordinary", "dispatch", "site"}
MINIMUM, OVER_AGE_PAY = cite("最低工资规定", 12), cite(special.OVER_AGE, 11)
COLLECTIVE = cite(writing.LAW, 55)


def review(facts, tables):
    """[Finding] for one contract, in the order of its life; [] when nothing is wrong with what is known.

    facts: contracts.Facts. `code` is the number of the rule (LC-05, V14, or a ground such as T39-4), `weight` error, warn
    or info, `about` the name of the fact. What is not known is not judged; figures that no table has are told by
    `unchecked`, once, not on every row. Pure: the same facts and tables, the same findings.
    """
    row = tables.minimum_wage(facts.place, facts.last) if facts.wage or facts.hourly or facts.probation_wage else None
    monthly, hourly = (row.value["monthly"], row.value["hourly"]) if row else (None, None)
    retires = None
    if facts.birth and facts.retires:
        found = people.retirement(facts.birth, facts.retires, tables, facts.last)
        retires = None if found == UNKNOWN else found
    return [
        *people.findings(facts),
        *writing.findings(facts),
        *content.findings(facts),
        *probation.findings(facts, monthly),
        *openended.findings(facts),
        *_minimum(facts, monthly),
        *_collective(facts),
        *special.hours_findings(facts),
        *special.part_time_findings(facts, hourly),
        *special.dispatch_findings(facts),
        *special.over_age_findings(facts, retires),
        *probation.ending_findings(facts),
        *ending.findings(facts),
    ]


def unchecked(facts, tables):
    """[Message]: what the review of these facts could not compare, because a figure has not been entered."""
    told = []
    if facts.wage or facts.hourly or facts.probation_wage:
        row = tables.minimum_wage(facts.place, facts.last)
        if row is None or (facts.form == "part-time" and row.value["hourly"] is None):
            told.append(Message(N_("当地最低工资标准尚未录入，没有比较工资是否低于最低工资；由人力社保局管理员录入")))
    if facts.birth and not tables.value("retirement_age", None, facts.last, "ages"):
        told.append(Message(N_("法定退休年龄表尚未录入，没有判断是否超龄；由法制审核人员核对原文、管理员录入")))
    elif facts.birth and (not facts.retires or people.retirement(facts.birth, facts.retires, tables, facts.last) == UNKNOWN):
        told.append(Message(N_("劳动者按哪一类退休年龄没有写明，没有判断是否超龄；由办案人员认定")))
    return told


def _minimum(f, minimum):
    """LC-54 剔除加班工资、津贴和福利待遇后的工资，不得低于当地最低工资标准（最低工资规定第12条）；超龄劳动者自2026年7月1日起也是
    （超龄劳动者基本权益保障暂行规定第11条）.
    """
    over_age = f.form == "over-age" and special.over_age_agreement_needed(f.last)
    if minimum is None or f.wage is None or f.wage - f.excluded >= minimum or not (over_age or f.form in FULL_TIME):
        return
    said = Message(
        N_("约定工资 {wage} 元低于当地最低工资标准 {minimum} 元"), wage=yuan(f.wage - f.excluded), minimum=yuan(minimum)
    )
    yield Finding("LC-54", said, (OVER_AGE_PAY,) if over_age else (MINIMUM,), "error", "wage")


def _collective(f):
    """LC-67 用人单位与劳动者订立的劳动合同中劳动报酬和劳动条件等标准不得低于集体合同规定的标准（劳动合同法第55条）."""
    for agreed, standard in ((f.wage, f.collective), (f.hourly, f.collective_hourly)):
        if agreed is not None and standard is not None and agreed < standard and f.form in FULL_TIME | {"part-time"}:
            said = Message(N_("约定工资 {wage} 元低于集体合同规定的标准 {standard} 元，按集体合同规定的标准执行"), wage=yuan(agreed),
                           standard=yuan(standard))
            yield Finding("LC-67", said, (COLLECTIVE,), "error", "wage")
