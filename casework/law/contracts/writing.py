"""订立: the month for writing a contract down, the double wage without it, the year after which it is open-ended."""

from datetime import timedelta
from fractions import Fraction

from casework.law.amounts import yuan
from casework.law.clauses import clause
from casework.law.findings import N_, Finding, Message
from casework.law.rules import UNKNOWN, Answer, BadInput, boolean, half_up, money, one_of, optional, plain, rule
from casework.law.rules import day as day_input
from casework.law.sources import TEXTS, cite
from casework.law.terms import later
from casework.law.wages import PAID_DAYS, conversion
from casework.law.words import day

LAW, REGULATION = "劳动合同法", "劳动合同法实施条例"
SECOND = "最高人民法院关于审理劳动争议案件适用法律问题的解释（二）"
IN_FORCE, INTERPRETED = TEXTS[LAW].in_force, TEXTS[SECOND].in_force  # 2008-01-01, 2025-09-01
DOUBLE, WINDOW, YEAR = cite(LAW, 82, 1), cite(REGULATION, 6), cite(REGULATION, 7)
BY_MONTH, NOT_DUE, DEEMED = cite(SECOND, 6), cite(SECOND, 7), cite(LAW, 14, 3)
WRITTEN, RUNNING, REFUSED, LATE = cite(LAW, 10, 2), cite(LAW, 97, 2), cite(REGULATION, 5), cite(REGULATION, 6, 1)

ONE_DAY = timedelta(days=1)


@clause("LC-01", cite(LAW, 7), cite(LAW, 10, 3))
def relation_from(hired, signed):
    """LC-01 用人单位自用工之日起即与劳动者建立劳动关系；用工前订立劳动合同的，劳动关系自用工之日起建立
    （劳动合同法第7条、第10条第3款，2008年1月1日起）。

    The first day of the relation: the first day of work, None while nobody has worked, whatever was signed.
    """
    return hired


@clause("LC-02", WRITTEN, RUNNING)
def written_contract_due(hired):
    """LC-02 已建立劳动关系，未同时订立书面劳动合同的，应当自用工之日起一个月内订立（劳动合同法第10条第2款，2008年1月1日起）；
    此前已建立劳动关系的，应当自本法施行之日起一个月内订立（第97条第2款）——最后一日。
    """
    return later(max(hired, IN_FORCE), 1) - ONE_DAY


@clause("LC-03 LC-04", REFUSED, LATE)
def refusal_ground(hired, ended):
    """LC-03 自用工之日起一个月内，经书面通知后劳动者不订立的，应当书面通知终止，无需支付经济补偿（实施条例第5条，
    2008年9月18日起）；LC-04 超过一个月不满一年的，应当书面通知终止并支付经济补偿（实施条例第6条第1款）。

    The ground by which the relation may be ended on `ended` when the worker refuses to sign: R05, R06, or None once a
    full year has made the contract open-ended.
    """
    if ended <= written_contract_due(hired):
        return "R05"
    return "R06" if ended < deemed_open_ended(hired) else None


@clause("LC-08", DEEMED, YEAR)
def deemed_open_ended(hired):
    """LC-08 自用工之日起满一年不订立书面劳动合同的，视为已订立无固定期限劳动合同（劳动合同法第14条第3款，2008年1月1日起）
    ——自该日起。
    """
    return later(hired, 12)


@clause("LC-09", cite(LAW, 82, 2))
def required_open_ended_wage(due, signed, ended, as_of):
    """LC-09 违反本法规定不订立无固定期限劳动合同的，自应当订立之日起每月支付二倍的工资（劳动合同法第82条第2款，
    2008年1月1日起）；条文没有十一个月的限制。

    due: the day on which it should have been concluded. (first day, last day); the last before the first: nothing.
    """
    return due, min(day for day in (signed - ONE_DAY if signed else None, ended, as_of) if day)


@clause("LC-07", NOT_DUE, cite(SECOND, 8))
def double_wage_excused(reasons, on):
    """LC-07 因不可抗力、劳动者本人故意或者重大过失、法律行政法规规定的其他情形未订立的，不支付二倍工资；合同依法自动续延
    （医疗期等第42条情形、服务期未满、工会任期）的期间，也不支付（法释〔2025〕12号第7条、第8条，2025年9月1日起）。

    reasons: keys of EXCUSES that the employer has proved. Before the interpretation: UNKNOWN, if there is one.
    """
    if not reasons & set(EXCUSES):
        return False
    return True if double_wage_excused.clause.holds(on) else UNKNOWN


EXCUSES = {
    "force-majeure": N_("不可抗力"),
    "worker": N_("劳动者本人故意或者重大过失"),
    "law": N_("法律、行政法规规定的其他情形"),
    "protected": N_("劳动合同因劳动合同法第42条的情形依法续延"),
    "service": N_("劳动合同因服务期尚未届满依法续延"),
    "union": N_("劳动合同因工会任职期限未满依法续延"),
}


@clause("LC-05", DOUBLE, WINDOW, YEAR)
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


@clause("LC-06", BY_MONTH)
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


@clause("LC-10", cite("劳动争议调解仲裁法", 27, 1))
def double_wage_limitation(tables, place, on):
    """LC-10 二倍工资适用一年的仲裁时效（劳动争议调解仲裁法第27条第1款，2008年5月1日起）；一年逐月、逐日还是自终了之日起算，
    由当地口径确定。

    per-month, per-day, from-end; UNKNOWN until it is entered.
    """
    return tables.value("double_wage_limitation", place, on, "method") or UNKNOWN


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
    steps = _double_wage_steps(hired, signed, ended, as_of, first, last, rest, months, extra, part_month, monthly_wage, amount)
    if worker_fault and amount:
        steps.append((Message(N_("因劳动者本人故意或者重大过失未订立，用人单位举证属实的，不支付")), NOT_DUE))
    unpublished = rest <= last and any(map(tables.calendar.provisional, (rest, last)))
    provisional = part_month == "working-days" and unpublished
    warnings = _double_wage_warnings(amount, extra, provisional, tables.entered("double_wage_limitation", as_of))
    if as_of < INTERPRETED and amount and (extra or worker_fault):
        before = N_("{basis}自2025年9月1日起施行；此前不满一个月如何折算、劳动者不订立时是否支付没有统一规定，请办案人员认定")
        warnings.append(Message(before, basis=cite(SECOND, None)))
    return Answer(result, steps, warnings)


def _in_order(hired, **others):
    """No day before the first day of work."""
    early = {name: Message(N_("不能早于用工之日")) for name, on in others.items() if on and on < hired}
    if early:
        raise BadInput(early)


def _double_wage_steps(hired, signed, ended, as_of, first, last, rest, months, extra, part_month, wage, amount):
    by_month, not_twice = (BY_MONTH, (cite(SECOND, 9),)) if as_of >= INTERPRETED else (DOUBLE, ())
    begun = N_("{hired}用工，满一个月的次日{first}起算")
    steps = [(Message(begun, hired=day(hired), first=day(first)), (DOUBLE, WINDOW))]
    if last < first:
        none = N_("截至{last}，未超过一个月或者已订立书面劳动合同，没有应付二倍工资的期间")
        return [*steps, (Message(none, last=day(last)), WINDOW)]
    deemed = deemed_open_ended(hired)
    if last == deemed - ONE_DAY:
        full = N_("至{last}（满一年的前一日）；自{deemed}起视为已订立无固定期限劳动合同，不再支付二倍工资")
        steps.append((Message(full, last=day(last), deemed=day(deemed)), (YEAR, DEEMED, *not_twice)))
    elif signed and last == signed - ONE_DAY:
        steps.append((Message(N_("至{last}（补订书面劳动合同的前一日）"), last=day(last)), WINDOW))
    elif ended and last == ended:
        steps.append((Message(N_("至{last}（劳动关系结束之日）"), last=day(last)), DOUBLE))
    else:
        steps.append((Message(N_("计算至{last}，尚未订立书面劳动合同"), last=day(last)), DOUBLE))
    steps.append((Message(N_("满月的 {months} 个月"), months=months), by_month))
    if rest <= last:
        part = {
            "paid-days": N_("不满月的{first}至{last}：周一至周五 {days} 天，÷ 21.75"),
            "working-days": N_("不满月的{first}至{last}：工作日（含调休上班、不含放假）{days} 天，÷ 21.75"),
        }[part_month]
        steps.append((Message(part, first=day(rest), last=day(last), days=extra), (by_month, conversion(last))))
    total = N_("{wage} ×（{months} + {days} ÷ 21.75）= {amount} 元")
    said = Message(total, wage=yuan(wage), months=months, days=extra, amount=yuan(half_up(amount)))
    return [*steps, (said, DOUBLE)]


METHODS = {"per-month": N_("逐月"), "per-day": N_("逐日"), "from-end": N_("自终了之日")}


def _double_wage_warnings(amount, extra, provisional, local):
    warnings = []
    if amount and local:
        template = N_("二倍工资适用一年仲裁时效（{basis}）；当地{method}起算（{source}），本项没有扣除")
        warnings.append(Message(template, basis=cite("劳动争议调解仲裁法", 27, 1), method=Message(METHODS[local.value["method"]]),
                                source=local.source))  # fmt: skip
    elif amount:
        warnings.append(
            Message(N_("二倍工资适用一年仲裁时效（{basis}）；时效如何起算的当地口径尚未录入，由管理员录入，本项没有扣除"),
                    basis=cite("劳动争议调解仲裁法", 27, 1))
        )  # fmt: skip
    if extra // PAID_DAYS:
        warnings.append(Message(N_("不满月的 {days} 天折算超过一个月的工资，请核对"), days=extra))
    if provisional:
        warnings.append(Message(N_("期间跨入放假安排尚未录入的年度，工作日暂定；由管理员录入当年放假通知后重新计算")))
    return warnings


def findings(f):
    """What is wrong with the writing down of the contract of these Facts, on the day of the review."""
    if f.form not in WRITTEN_FORMS or f.hired is None:
        return
    due = written_contract_due(f.hired)
    if f.signed is None:
        if f.last <= due:
            return
        if f.hired < IN_FORCE:
            said = Message(N_("没有书面劳动合同，应当不晚于{due}订立"), due=day(due))
            yield Finding("LC-02", said, (RUNNING,), "error", "signed")
        elif f.last < deemed_open_ended(f.hired):
            said = Message(
                N_("用工已超过一个月没有书面劳动合同（应当不晚于{due}订立），自{first}起每月支付二倍工资"),
                due=day(due), first=day(due + ONE_DAY),
            )  # fmt: skip
            yield Finding("LC-05", said, (WRITTEN, DOUBLE), "error", "signed")
        else:
            said = Message(N_("满一年没有书面劳动合同，自{on}起视为已订立无固定期限劳动合同；二倍工资至前一日"),
                           on=day(deemed_open_ended(f.hired)))  # fmt: skip
            yield Finding("LC-08", said, (DEEMED, YEAR), "error", "signed")
    elif f.hired >= IN_FORCE and not f.renewal:
        first, end = double_wage_window(f.hired, f.signed, f.ended, f.on)
        if first <= end:
            said = Message(N_("订立晚于{due}，{first}至{last}应当支付二倍工资"), due=day(due), first=day(first), last=day(end))
            yield Finding("LC-05", said, (DOUBLE, WINDOW), "warn", "signed")


WRITTEN_FORMS = {"ordinary", "dispatch", "site"}
