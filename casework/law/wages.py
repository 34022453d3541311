"""工资: what an hour and a day of a monthly wage are worth, overtime and annual leave not taken. Exact until the end."""

from datetime import date
from fractions import Fraction

from casework.law.amounts import yuan
from casework.law.clauses import clause
from casework.law.findings import N_, Message
from casework.law.rules import Answer, half_up, mapping, money, number, optional, plain, rule
from casework.law.sources import Citation, cite

CONVERSION = Citation("关于职工全年月平均工作时间和工资折算问题的通知", number="人社部发〔2025〕2号")
EARLIER = Citation("关于职工全年月平均工作时间和工资折算问题的通知", number="劳社部发〔2008〕3号")
THIRTEEN_DAYS, ELEVEN_DAYS = date(2025, 1, 1), date(2008, 1, 3)  # 法定节假日; each notice holds from its day
OVERTIME, LIMIT, LEAVE = cite("劳动法", 44), cite("劳动法", 41), cite("职工带薪年休假条例", 5, 3)
BASE, LEAVE_PAY = cite("工资支付暂行规定", 13), cite("企业职工带薪年休假实施办法", 10)
LEAVE_BASE, OWN_WISH = cite("企业职工带薪年休假实施办法", 11), cite("企业职工带薪年休假实施办法", 10, 2)

PAID_DAYS = Fraction("21.75")  # 月计薪天数 =（365－104）÷ 12
HOURS = 8  # a day (国务院关于职工工作时间的规定 3)
MONTHLY_LIMIT = 36  # hours of overtime

# kind: (times, of the law's three items, its name)
TIMES = {
    "workday": (Fraction(3, 2), 1, N_("工作日延长工作时间")),
    "rest_day": (Fraction(2), 2, N_("休息日工作又不能安排补休")),
    "holiday": (Fraction(3), 3, N_("法定休假日工作")),
}


def conversion(on):
    """The notice by which a monthly wage is converted on that day: 21.75 by both. None before 2008-01-03: it was 20.92."""
    return CONVERSION if on >= THIRTEEN_DAYS else EARLIER if on >= ELEVEN_DAYS else None


@clause("LC-45", EARLIER, since=ELEVEN_DAYS, until=date(2024, 12, 31))
@clause("LC-45", CONVERSION, since=THIRTEEN_DAYS)
def daily(monthly):
    """LC-45 日工资 = 月工资收入 ÷ 月计薪天数 21.75（人社部发〔2025〕2号）. Fen in, exact Fraction of fen out."""
    return Fraction(monthly) / PAID_DAYS


@clause("LC-45", EARLIER, since=ELEVEN_DAYS, until=date(2024, 12, 31))
@clause("LC-45", CONVERSION, since=THIRTEEN_DAYS)
def hourly(monthly):
    """LC-45 小时工资 = 月工资收入 ÷（月计薪天数 21.75 × 8 小时）（人社部发〔2025〕2号）."""
    return daily(monthly) / HOURS


@clause("LC-44", OVERTIME, BASE)
def overtime_pay(rate, count, kind, already=0):
    """LC-44 延长工作时间的，支付不低于工资百分之一百五十的报酬；休息日不能安排补休的，百分之二百；法定休假日，百分之三百
    （劳动法第44条）。

    rate: fen an hour or a day; count: hours or days; already: how many times were paid. (times, exact fen).
    """
    times = max(TIMES[kind][0] - already, Fraction(0))
    return times, rate * count * times


@clause("LC-50", LEAVE_PAY, LEAVE, LEAVE_BASE)
def unused_leave_pay(monthly, days):
    """LC-50 应休未休的年休假，按日工资收入的百分之三百支付，其中包含正常工作期间的工资（实施办法第10条）——另付百分之二百。"""
    return daily(monthly) * 2 * days


LEAVE_DAYS = ((240, 15), (120, 10), (12, 5))  # full months of work: days


@clause("LC-50", cite("职工带薪年休假条例", 3, 1))
def leave_days(months):
    """LC-50 职工累计工作已满1年不满10年的，年休假5天；已满10年不满20年的，年休假10天；已满20年的，年休假15天（条例第3条第1款）。

    months: full months of work, with all employers.
    """
    return next((days for least, days in LEAVE_DAYS if months >= least), 0)


@clause("LC-50", cite("企业职工带薪年休假实施办法", 12, 1), cite("企业职工带薪年休假实施办法", 12, 2))
def leave_left(passed, days, taken):
    """LC-50 解除或者终止时，应休未休天数 =（当年度在本单位已过日历天数 ÷ 365）× 全年应当享受的天数 － 已安排的天数；不足1整天的部分不支付，
    多休的不再扣回（实施办法第12条）。

    passed: calendar days of the year with this employer. Whole days.
    """
    return max(int(Fraction(passed, 365) * days - taken), 0)


def written(value):
    """An exact number as people write it: 3, 3.5, 21.75."""
    value = Fraction(value)
    whole, rest = divmod(abs(value), 1)
    decimals = f"{int(rest * 10**6):06}".rstrip("0")
    return f"{'-' if value < 0 else ''}{whole}" + (f".{decimals}" if decimals else "")


def _counts(*kinds):
    """An object with a number for each kind, zero where nothing is said."""
    zero = Fraction(0)
    return optional(mapping(**{kind: optional(number(), zero) for kind in kinds}), dict.fromkeys(kinds, zero))


@rule(
    "overtime",
    N_("加班工资"),
    monthly_wage=money,
    hours=_counts("workday", "rest_day", "holiday"),
    days=_counts("rest_day", "holiday"),
    already_paid_times=_counts("workday", "rest_day", "holiday"),
)
def overtime(monthly_wage, hours, days, already_paid_times, tables):
    """LC-44, LC-45 as a calculation: each kind of hours and days at its multiple, less the multiple already paid."""
    lines, steps, total = [], [(_rates(monthly_wage), CONVERSION)], Fraction(0)
    for unit, counts, rate in (("hours", hours, hourly(monthly_wage)), ("days", days, daily(monthly_wage))):
        for kind, count in counts.items():
            if count:
                paid = already_paid_times[kind]
                times, amount = overtime_pay(rate, count, kind, paid)
                total += amount
                lines.append({"kind": kind, unit: written(count), "times": written(times), "amount": plain(amount)})
                steps.append((_line(monthly_wage, unit, kind, count, times, paid, amount), _item(kind)))
    steps.append(
        (Message(N_("合计 {sum} 元（各项不先舍入，合计一次四舍五入到分）"), sum=yuan(half_up(total))), OVERTIME)
    )
    own = tables.entered("overtime_base")
    warnings = [
        Message(N_("加班工资的计算基数：{rule}（{source}）；请核对所填的月工资"), rule=own.value["rule"], source=own.source)
        if own
        else Message(N_("加班工资的计算基数以劳动合同约定的工资为准；浙江省的具体规定（省政府令第353号）尚未录入，由管理员录入"))
    ]
    if sum(hours.values()) > MONTHLY_LIMIT:
        template = N_("延长工作 {hours} 小时；如在同一个月内，超过每月 {limit} 小时的上限（{basis}）")
        warnings.append(Message(template, hours=written(sum(hours.values())), limit=MONTHLY_LIMIT, basis=LIMIT))
    return Answer({"amount": plain(total), "lines": lines}, steps, warnings)


def _rates(monthly):
    template = N_("月工资 {wage} 元：日工资 = {wage} ÷ 21.75 = {day} 元，小时工资 = {wage} ÷ 21.75 ÷ 8 = {hour} 元")
    return Message(template, wage=yuan(monthly), day=yuan(half_up(daily(monthly))), hour=yuan(half_up(hourly(monthly))))


def _item(kind):
    return cite("劳动法", 44, item=TIMES[kind][1])


def _line(monthly, unit, kind, count, times, paid, amount):
    """One line: 法定休假日工作：6,000.00 ÷ 21.75 × 2 天 × 3 倍 = 1,655.17 元."""
    template = {
        "hours": N_("{kind}：{wage} ÷ 21.75 ÷ 8 × {count} 小时 × {times} 倍 = {amount} 元"),
        "days": N_("{kind}：{wage} ÷ 21.75 × {count} 天 × {times} 倍 = {amount} 元"),
    }[unit]
    full, _, name = TIMES[kind]
    said = Message(
        template, kind=Message(name), wage=yuan(monthly), count=written(count), times=written(times),
        amount=yuan(half_up(amount)),
    )  # fmt: skip
    if not paid:
        return said
    return Message(N_("{line}（应付 {full} 倍，已付 {paid} 倍）"), line=said, full=written(full), paid=written(paid))


@rule("annual-leave", N_("未休年休假工资"), monthly_wage=money, unused_days=number(places=1))
def annual_leave(monthly_wage, unused_days, tables):
    """LC-50 as a calculation: the further 200 %; the wage is the average of 12 months without overtime (第11条)."""
    amount = unused_leave_pay(monthly_wage, unused_days)
    rate = Message(
        N_("日工资 = 月平均工资（不含加班工资）÷ 21.75 = {wage} ÷ 21.75 = {day} 元"),
        wage=yuan(monthly_wage), day=yuan(half_up(daily(monthly_wage))),
    )  # fmt: skip
    parts = Message(N_("应休未休的按日工资的 300% 支付，其中 100% 已随正常工资支付，另付 200%"))
    total = Message(
        N_("{wage} ÷ 21.75 × {days} 天 × 2 = {amount} 元"),
        wage=yuan(monthly_wage), days=written(unused_days), amount=yuan(half_up(amount)),
    )  # fmt: skip
    steps = [(rate, (LEAVE_BASE, CONVERSION)), (parts, (LEAVE, LEAVE_PAY)), (total, LEAVE_PAY)]
    own = Message(N_("职工因本人原因且书面提出不休的，只支付正常工作期间的工资（{basis}）"), basis=OWN_WISH)
    return Answer({"amount": plain(amount)}, steps, [own] if amount else [])
