"""试用期: how long, how often, at what pay, and what an unlawful one costs."""

from fractions import Fraction

from casework.law.amounts import yuan
from casework.law.clauses import clause
from casework.law.contracts.writing import IN_FORCE, LAW, ONE_DAY, REGULATION
from casework.law.findings import N_, Finding, Message
from casework.law.rules import Answer, BadInput, half_up, money, number, one_of, optional, plain, rule, since
from casework.law.rules import day as day_input
from casework.law.sources import cite
from casework.law.terms import later
from casework.law.wages import written
from casework.law.words import day

PROBATION, PROBATION_PAY, PROBATION_ILLEGAL = cite(LAW, 19), cite(LAW, 20), cite(LAW, 83)
PROBATION_FLOOR, ONCE, INSIDE = cite(REGULATION, 15), cite(LAW, 19, 2), cite(LAW, 19, 4)
MOST = 1_200  # months that may be typed: a century


@clause("LC-21", PROBATION)
def max_probation(term, start=None, end=None):
    """LC-21 期限三个月以上不满一年的，试用期不得超过一个月；一年以上不满三年的，二个月；三年以上固定期限和无固定期限的，
    六个月（劳动合同法第19条第1款，2008年1月1日起）；以完成一定工作任务为期限或者不满三个月的，不得约定（第3款）。

    term: fixed, open, task; `end` is the last day. Whole months.
    """
    if term != "fixed":
        return {"open": 6, "task": 0}[term]
    ladder = ((36, 6), (12, 2), (3, 1))
    return next((longest for months, longest in ladder if later(start, months) <= end + ONE_DAY), 0)


@clause("LC-24", PROBATION_ILLEGAL)
def probation_compensation(agreed, served, longest):
    """LC-24 违法约定的试用期已经履行的，以试用期满月工资为标准，按已经履行的超过法定试用期的期间支付赔偿金
    （第83条，2008年1月1日起）。
    """
    return Fraction(agreed) * max(served - longest, 0)


@rule(
    "probation",
    N_("试用期"),
    term=one_of("fixed", "open", "task"),
    start=day_input,
    end=optional(day_input),
    probation_months=number(0, MOST, 2),
    served_months=number(0, MOST, 2),
    probation_wage=money,
    agreed_wage=money,
    minimum_wage=optional(money),
)
def probation(
    term, start, end, probation_months, served_months, probation_wage, agreed_wage, minimum_wage, tables
):  # fmt: skip
    """LC-21..24 as a calculation. Served months beyond the longest lawful probation are compensated in full."""
    if term == "fixed" and end is None:
        raise BadInput(end=Message(N_("固定期限的劳动合同请填写终止日期")))
    if end and end < start:
        raise BadInput(end=Message(N_("终止日期不能早于开始日期")))
    since(PROBATION, start=start)
    longest = max_probation(term, start, end)
    excess = max(served_months - longest, Fraction(0))
    compensation = probation_compensation(agreed_wage, served_months, longest)
    findings = [
        *_probation_length(term, start, end, probation_months, longest),
        *_probation_pay(probation_wage, agreed_wage, minimum_wage),
    ]
    steps = [
        (Message(_KINDS[term], months=longest), PROBATION),
        (Message(N_("约定 {agreed} 个月，已履行 {served} 个月，超过法定上限的已履行 {excess} 个月"),
                 agreed=written(probation_months), served=written(served_months), excess=written(excess)), PROBATION),
        (Message(N_("试用期满月工资 {wage} × {excess} = {amount} 元"), wage=yuan(agreed_wage), excess=written(excess),
                 amount=yuan(half_up(compensation))), PROBATION_ILLEGAL),
    ]  # fmt: skip
    result = {
        "max_months": longest,
        "excess_months": int(excess) if excess.denominator == 1 else written(excess),
        "compensation": plain(compensation),
        "findings": [_plainly(finding) for finding in findings],
    }
    missing = Message(N_("没有填写最低工资标准，未比较试用期工资是否低于最低工资；由管理员录入当地标准"))
    return Answer(result, steps, [missing] if minimum_wage is None else [])


_KINDS = {
    "fixed": N_("按固定期限劳动合同的长短，试用期最长 {months} 个月"),
    "open": N_("无固定期限劳动合同，试用期最长 {months} 个月"),
    "task": N_("以完成一定工作任务为期限的劳动合同，不得约定试用期（{months} 个月）"),
}


@clause("LC-22", ONCE, INSIDE)
def _probation_length(term, start, end, months, longest):
    """LC-21, LC-22 试用期包含在劳动合同期限内；仅约定试用期的，试用期不成立，该期限为劳动合同期限（第19条第4款）."""
    if months > longest:
        message = Message(
            N_("约定的试用期 {agreed} 个月超过法定上限 {longest} 个月"), agreed=written(months), longest=longest
        )
        yield Finding("LC-21", message, (PROBATION,), "error", "probation_months")
    if term == "fixed" and months and probation_last_day(start, months) >= end:
        yield Finding(
            "LC-22", Message(N_("劳动合同仅约定试用期的，试用期不成立，该期限为劳动合同期限")), (INSIDE,),
            "error", "probation_months",
        )  # fmt: skip


@clause("LC-23", PROBATION_PAY, PROBATION_FLOOR)
def _probation_pay(wage, agreed, minimum):
    """LC-23 试用期的工资不得低于本单位相同岗位最低档工资或者约定工资的百分之八十，并不得低于用人单位所在地的最低工资标准（第20条；
    实施条例第15条）.

    The lowest wage of the post is not known here: below 80 % of the agreed wage is a warning, and a person decides.
    """
    if minimum is not None and wage < minimum:
        message = Message(
            N_("试用期工资 {wage} 元低于最低工资标准 {minimum} 元"), wage=yuan(wage), minimum=yuan(minimum)
        )
        yield Finding("LC-23", message, (PROBATION_PAY, PROBATION_FLOOR), "error", "probation_wage")
    floor = half_up(Fraction(4, 5) * agreed)
    if wage < floor:
        message = Message(
            N_("试用期工资 {wage} 元低于约定工资的 80%（{floor} 元）；不低于本单位相同岗位最低档工资的，请办案人员认定"),
            wage=yuan(wage), floor=yuan(floor),
        )  # fmt: skip
        yield Finding("LC-23", message, (PROBATION_PAY, PROBATION_FLOOR), "warn", "probation_wage")


def _plainly(finding):
    basis = [str(citation) for citation in finding.basis]
    return {"code": finding.code, "weight": finding.weight, "message": finding.message, "basis": basis}


def findings(f, minimum):
    """What is wrong with the probation of these Facts. minimum: fen a month, None while it is unknown."""
    months = f.probation_months
    if not months or f.form in WITHOUT_PROBATION or (f.start and f.start < IN_FORCE):
        return
    term = f.term or "fixed"
    if term != "fixed" or (f.start and f.end and f.start <= f.end):
        yield from _probation_length(term, f.start, f.end, months, max_probation(term, f.start, f.end))
    if f.earlier_probation:
        said = Message(N_("同一用人单位与同一劳动者只能约定一次试用期"))
        yield Finding("LC-22", said, (ONCE,), "error", "probation_months")
    if f.probation_wage is not None:
        yield from _probation_pay(f.probation_wage, f.wage or 0, minimum)  # no wage agreed: nothing to take 80 % of


@clause("LC-25", cite(LAW, 21), cite(LAW, 37))
def probation_last_day(start, months):
    """LC-25 劳动者在试用期内提前三日通知，可以解除劳动合同（劳动合同法第37条，2008年1月1日起）；在试用期中，除第39条和第40条
    第1项、第2项的情形外，用人单位不得解除，解除的应当说明理由（第21条）——试用期的最后一日。

    months: whole months, or with a fraction counted as thirtieths of a month.
    """
    whole, rest = divmod(Fraction(months), 1)
    return later(start, int(whole)) + ONE_DAY * int(rest * 30) - ONE_DAY


def ending_findings(f):
    """LC-25 A ground that is there only during probation, used after it."""
    if f.ground in PROBATION_GROUNDS and f.ended and f.start and f.probation_months is not None:
        last = probation_last_day(f.start, f.probation_months)
        if f.ended > last:
            said = Message(N_("试用期至{last}，{ended}已不在试用期内，不能以该事由解除"), last=day(last), ended=day(f.ended))
            yield Finding("LC-25", said, (cite(LAW, 21), cite(LAW, 37)), "error", "ground")


PROBATION_GROUNDS = {"T37P", "T39-1"}
WITHOUT_PROBATION = {"part-time", "over-age", "intern"}  # 第70条 forbids it (special.py); the others are no labour contracts
