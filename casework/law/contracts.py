"""劳动合同: the month for writing it, the double wage without it, probation, and how a contract ends."""

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from casework.law.amounts import yuan
from casework.law.findings import N_, Finding, Message
from casework.law.rules import UNKNOWN, Answer, BadInput, boolean, half_up, money, number, one_of, optional, plain, rule
from casework.law.rules import day as day_input
from casework.law.sources import TEXTS, Citation, cite
from casework.law.terms import later
from casework.law.wages import CONVERSION, PAID_DAYS, written
from casework.law.words import day

LAW, REGULATION = "劳动合同法", "劳动合同法实施条例"
SECOND = "最高人民法院关于审理劳动争议案件适用法律问题的解释（二）"
IN_FORCE = TEXTS[LAW].in_force  # 2008-01-01
DOUBLE, WINDOW, YEAR = cite(LAW, 82, 1), cite(REGULATION, 6), cite(REGULATION, 7)
BY_MONTH, NOT_DUE, DEEMED = cite(SECOND, 6), cite(SECOND, 7), cite(LAW, 14, 3)
PROBATION, PROBATION_PAY, PROBATION_ILLEGAL = cite(LAW, 19), cite(LAW, 20), cite(LAW, 83)
PROBATION_FLOOR = cite(REGULATION, 15)

ONE_DAY = timedelta(days=1)


# 订立


def written_contract_due(hired):
    """LC-02 已建立劳动关系，未同时订立书面劳动合同的，应当自用工之日起一个月内订立（劳动合同法第10条第2款）——最后一日。"""
    return later(hired, 1) - ONE_DAY


def deemed_open_ended(hired):
    """LC-08 自用工之日起满一年不订立书面劳动合同的，视为已订立无固定期限劳动合同（劳动合同法第14条第3款）——自该日起。"""
    return later(hired, 12)


def double_wage_window(hired, signed, ended, as_of):
    """LC-05 二倍工资的起算时间为用工之日起满一个月的次日，截止时间为补订书面劳动合同的前一日（实施条例第6条）；
    满一年未订立的，至满一年的前一日（实施条例第7条）。

    (first day, last day); the last day before the first: nothing is due.
    """
    last = deemed_open_ended(hired) - ONE_DAY
    ends = [signed - ONE_DAY if signed else last, ended or last, as_of, last]
    return later(hired, 1), min(ends)


def full_months(anchor, first, last):
    """Full months from `first` to `last`, both inclusive, and the first day of the rest.

    Counted by the corresponding days of `anchor` (民法典 202): hired on 31 January, a month ends before 28 February,
    the next before 31 March. `first` is itself such a day.
    """
    months = 0
    offset = (first.year - anchor.year) * 12 + first.month - anchor.month
    while later(anchor, offset + months + 1) <= last + ONE_DAY:
        months += 1
    return months, later(anchor, offset + months)


def part_month_days(first, last, part_month, calendar):
    """LC-06 不满一个月的，按该月实际工作日计算（法释〔2025〕12号第6条）.

    paid-days: Monday to Friday, statutory holidays among them, as 21.75 counts; working-days: 工作日 by the notices.
    """
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    counts = calendar.is_workday if part_month == "working-days" else lambda on: on.weekday() < 5
    return sum(map(counts, days))


def double_wage_sum(monthly, months, extra_days):
    """LC-05 超过一个月不满一年未订立书面劳动合同的，每月支付二倍的工资（劳动合同法第82条第1款）——另一倍. Exact fen."""
    return Fraction(monthly) * (months + extra_days / PAID_DAYS)


@rule(
    "double-wage",
    N_("未签劳动合同二倍工资"),
    hired=day_input,
    signed=optional(day_input),
    ended=optional(day_input),
    as_of=day_input,
    monthly_wage=money,
    part_month=one_of("paid-days", "working-days"),
    worker_fault=boolean,
)
def double_wage(hired, signed, ended, as_of, monthly_wage, part_month, worker_fault, tables):
    """LC-05..08, 10 as a calculation: the further one time of the wage, of which nothing is payable in LC-07's cases."""
    _in_order(hired, ended=ended, as_of=as_of)
    first, last = double_wage_window(hired, signed, ended, as_of)
    if hired < IN_FORCE:
        missing = dict.fromkeys(("months", "extra_days", "amount", "payable"), UNKNOWN)
        warning = N_("劳动合同法自2008年1月1日起施行；此前用工的起算日期尚未录入规则，由法制审核确定，本项不作计算")
        return Answer({"from": None, "to": None} | missing, [], [Message(warning)])
    months, extra, rest = 0, 0, first
    if last >= first:
        months, rest = full_months(hired, first, last)
        extra = part_month_days(rest, last, part_month, tables.calendar)
    amount = double_wage_sum(monthly_wage, months, extra)
    payable = Fraction(0) if worker_fault else amount
    result = {
        "from": first, "to": last, "months": months, "extra_days": extra,
        "amount": plain(amount), "payable": plain(payable),
    }  # fmt: skip
    steps = _double_wage_steps(hired, signed, ended, first, last, rest, months, extra, part_month, monthly_wage, amount)
    if worker_fault and amount:
        steps.append((Message(N_("因劳动者本人故意或者重大过失未订立，用人单位举证属实的，不支付")), NOT_DUE))
    unpublished = rest <= last and any(map(tables.calendar.provisional, (rest, last)))
    provisional = part_month == "working-days" and unpublished
    return Answer(result, steps, _double_wage_warnings(amount, extra, provisional))


def _in_order(hired, **others):
    """No day before the first day of work."""
    early = {name: Message(N_("不能早于用工之日")) for name, on in others.items() if on and on < hired}
    if early:
        raise BadInput(early)


def _double_wage_steps(hired, signed, ended, first, last, rest, months, extra, part_month, wage, amount):
    begun = N_("{hired}用工，满一个月的次日{first}起算")
    steps = [(Message(begun, hired=day(hired), first=day(first)), (DOUBLE, WINDOW))]
    if last < first:
        none = N_("截至{last}，未超过一个月或者已订立书面劳动合同，没有应付二倍工资的期间")
        return [*steps, (Message(none, last=day(last)), WINDOW)]
    deemed = deemed_open_ended(hired)
    if last == deemed - ONE_DAY:
        full = N_("至{last}（满一年的前一日）；自{deemed}起视为已订立无固定期限劳动合同，不再支付二倍工资")
        steps.append((Message(full, last=day(last), deemed=day(deemed)), (YEAR, DEEMED, cite(SECOND, 9))))
    elif signed and last == signed - ONE_DAY:
        steps.append((Message(N_("至{last}（补订书面劳动合同的前一日）"), last=day(last)), WINDOW))
    elif ended and last == ended:
        steps.append((Message(N_("至{last}（劳动关系结束之日）"), last=day(last)), DOUBLE))
    else:
        steps.append((Message(N_("计算至{last}，尚未订立书面劳动合同"), last=day(last)), DOUBLE))
    steps.append((Message(N_("满月的 {months} 个月"), months=months), BY_MONTH))
    if rest <= last:
        part = {
            "paid-days": N_("不满月的{first}至{last}：周一至周五 {days} 天，÷ 21.75"),
            "working-days": N_("不满月的{first}至{last}：工作日（含调休上班、不含放假）{days} 天，÷ 21.75"),
        }[part_month]
        steps.append((Message(part, first=day(rest), last=day(last), days=extra), (BY_MONTH, CONVERSION)))
    total = N_("{wage} ×（{months} + {days} ÷ 21.75）= {amount} 元")
    said = Message(total, wage=yuan(wage), months=months, days=extra, amount=yuan(half_up(amount)))
    return [*steps, (said, DOUBLE)]


def _double_wage_warnings(amount, extra, provisional):
    warnings = []
    if amount:
        warnings.append(
            Message(N_("二倍工资适用一年仲裁时效（{basis}）；时效如何起算的当地口径尚未录入，由管理员录入，本项没有扣除"),
                    basis=cite("劳动争议调解仲裁法", 27, 1))
        )  # fmt: skip
    if extra > PAID_DAYS:
        warnings.append(Message(N_("不满月的 {days} 天折算超过一个月的工资，请核对"), days=extra))
    if provisional:
        warnings.append(Message(N_("期间跨入放假安排尚未录入的年度，工作日暂定；由管理员录入当年放假通知后重新计算")))
    return warnings


# 试用期


def max_probation(term, start=None, end=None):
    """LC-21 期限三个月以上不满一年的，试用期不得超过一个月；一年以上不满三年的，二个月；三年以上固定期限和无固定期限的，
    六个月（劳动合同法第19条第1款）；以完成一定工作任务为期限或者不满三个月的，不得约定（第3款）。

    term: fixed, open, task; `end` is the last day. Whole months.
    """
    if term != "fixed":
        return {"open": 6, "task": 0}[term]
    ladder = ((36, 6), (12, 2), (3, 1))
    return next((longest for months, longest in ladder if later(start, months) <= end + ONE_DAY), 0)


def probation_compensation(agreed, served, longest):
    """LC-24 违法约定的试用期已经履行的，以试用期满月工资为标准，按已经履行的超过法定试用期的期间支付赔偿金（第83条）."""
    return Fraction(agreed) * max(served - longest, 0)


@rule(
    "probation",
    N_("试用期"),
    term=one_of("fixed", "open", "task"),
    start=day_input,
    end=optional(day_input),
    probation_months=number(places=2),
    served_months=number(places=2),
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


def _probation_length(term, start, end, months, longest):
    """LC-21, LC-22 试用期包含在劳动合同期限内；仅约定试用期的，试用期不成立，该期限为劳动合同期限（第19条第4款）."""
    if months > longest:
        message = Message(
            N_("约定的试用期 {agreed} 个月超过法定上限 {longest} 个月"), agreed=written(months), longest=longest
        )
        yield Finding("LC-21", message, (PROBATION,), "error", "probation_months")
    if term == "fixed" and months >= 1 and later(start, int(months)) > end:
        yield Finding(
            "LC-22", Message(N_("劳动合同仅约定试用期的，试用期不成立，该期限为劳动合同期限")), (cite(LAW, 19, 4),),
            "error", "probation_months",
        )  # fmt: skip


def _probation_pay(wage, agreed, minimum):
    """LC-23 试用期的工资不得低于约定工资的百分之八十，并不得低于用人单位所在地的最低工资标准（第20条；实施条例第15条）."""
    if minimum is not None and wage < minimum:
        message = Message(
            N_("试用期工资 {wage} 元低于最低工资标准 {minimum} 元"), wage=yuan(wage), minimum=yuan(minimum)
        )
        yield Finding("LC-23", message, (PROBATION_PAY, PROBATION_FLOOR), "error", "probation_wage")
    if 10 * wage < 8 * agreed:
        message = Message(
            N_("试用期工资 {wage} 元低于约定工资的 80%（{floor} 元）；不低于本单位相同岗位最低档工资的，请办案人员认定"),
            wage=yuan(wage), floor=yuan(half_up(Fraction(8 * agreed, 10))),
        )  # fmt: skip
        yield Finding("LC-23", message, (PROBATION_PAY, PROBATION_FLOOR), "warn", "probation_wage")


def _plainly(finding):
    basis = [str(citation) for citation in finding.basis]
    return {"code": finding.code, "weight": finding.weight, "message": finding.message, "basis": basis}


# 解除和终止


@dataclass(frozen=True)
class Ending:
    """One ground. `who` ends it: both, worker, employer, either, law. `notice`: days, None when none is required.

    `severance`: True, False, or unknown (case by case); `pay_in_lieu`: a month's wage instead of the notice (40).
    """

    code: str
    title: str
    basis: tuple[Citation, ...]
    who: str
    severance: bool | str
    notice: int | None = None
    pay_in_lieu: bool = False


def _ground(code, title, article, who, severance, *, paragraph=None, item=None, due=None, text=LAW, **more):
    """`due`: the item of 第46条 that makes severance due."""
    basis = (cite(text, article, paragraph, item),) + ((cite(LAW, 46, item=due),) if due else ())
    return Ending(code, title, basis, who, severance, **more)


ENDINGS = {
    ending.code: ending
    for ending in (
        _ground("T36E", N_("协商一致，用人单位提出"), 36, "both", True, due=2),
        _ground("T36W", N_("协商一致，劳动者提出"), 36, "both", False),
        _ground("T37", N_("劳动者提前三十日书面通知"), 37, "worker", False, notice=30),
        _ground("T37P", N_("试用期内提前三日通知"), 37, "worker", False, notice=3),
        _ground("T38-1", N_("未按照约定提供劳动保护或者劳动条件"), 38, "worker", True, paragraph=1, item=1, due=1),
        _ground("T38-2", N_("未及时足额支付劳动报酬"), 38, "worker", True, paragraph=1, item=2, due=1),
        _ground("T38-3", N_("未依法缴纳社会保险费"), 38, "worker", True, paragraph=1, item=3, due=1),
        _ground("T38-4", N_("规章制度违法，损害劳动者权益"), 38, "worker", True, paragraph=1, item=4, due=1),
        _ground("T38-5", N_("欺诈、胁迫等致使劳动合同无效"), 38, "worker", True, paragraph=1, item=5, due=1),
        _ground("T38-6", N_("劳动者可以解除的其他情形"), 38, "worker", True, paragraph=1, item=6, due=1),
        _ground("T38-7", N_("强迫劳动，或者违章指挥、强令冒险作业"), 38, "worker", True, paragraph=2, due=1),
        _ground("T39-1", N_("试用期间被证明不符合录用条件"), 39, "employer", False, item=1),
        _ground("T39-2", N_("严重违反规章制度"), 39, "employer", False, item=2),
        _ground("T39-3", N_("严重失职，营私舞弊，造成重大损害"), 39, "employer", False, item=3),
        _ground("T39-4", N_("与其他用人单位建立劳动关系"), 39, "employer", False, item=4),
        _ground("T39-5", N_("劳动者欺诈等致使劳动合同无效"), 39, "employer", False, item=5),
        _ground("T39-6", N_("被依法追究刑事责任"), 39, "employer", False, item=6),
        _ground("T40-1", N_("医疗期满不能从事原工作和另行安排的工作"), 40, "employer", True, item=1, due=3, notice=30,
                pay_in_lieu=True),
        _ground("T40-2", N_("不能胜任工作，经培训或者调岗仍不能胜任"), 40, "employer", True, item=2, due=3, notice=30,
                pay_in_lieu=True),
        _ground("T40-3", N_("客观情况重大变化，协商变更不成"), 40, "employer", True, item=3, due=3, notice=30,
                pay_in_lieu=True),
        _ground("T41", N_("经济性裁员"), 41, "employer", True, paragraph=1, due=4, notice=30),
        _ground("E44-1", N_("劳动合同期满"), 44, "either", True, item=1, due=5),
        _ground("E44-2", N_("依法享受基本养老保险待遇或者达到法定退休年龄"), 44, "law", False, item=2),
        _ground("E44-3", N_("劳动者死亡、宣告死亡或者宣告失踪"), 44, "law", False, item=3),
        _ground("E44-4", N_("用人单位被依法宣告破产"), 44, "law", True, item=4, due=6),
        _ground("E44-5", N_("用人单位被吊销、责令关闭、撤销或者提前解散"), 44, "law", True, item=5, due=6),
        _ground("E44-6", N_("法律、行政法规规定的其他终止情形"), 44, "law", UNKNOWN, item=6),
        _ground("ETASK", N_("任务完成终止"), 22, "either", True, text=REGULATION),
        _ground("R05", N_("一个月内劳动者不签，书面终止"), 5, "employer", False, text=REGULATION),
        _ground("R06", N_("超过一个月不满一年劳动者不签，书面终止"), 6, "employer", True, text=REGULATION),
        _ground("PT71", N_("非全日制用工随时终止"), 71, "either", False),
    )
}  # fmt: skip
