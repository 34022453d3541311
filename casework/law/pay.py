"""工资支付: hours, what counts beside the minimum wage, deductions, a stoppage; wages after an unlawful ending."""

from datetime import date
from fractions import Fraction

from casework.law.clauses import clause, clock
from casework.law.contracts.special import AMENDED, DISPATCH
from casework.law.contracts.writing import LAW, REGULATION
from casework.law.findings import N_
from casework.law.payers import WAGES
from casework.law.rules import UNKNOWN, half_up
from casework.law.sources import cite
from casework.law.terms import Unit
from casework.law.unsure import either
from casework.law.wages import CONVERSION, EARLIER, ELEVEN_DAYS, MONTHLY_LIMIT, THIRTEEN_DAYS, conversion

LABOUR, PAYMENT, MINIMUM = "劳动法", "工资支付暂行规定", "最低工资规定"
SECOND = "最高人民法院关于审理劳动争议案件适用法律问题的解释（二）"

NORMAL_HOURS, MOST_HOURS = 1, 3  # of overtime a day
# From 2025 thirteen statutory days: 365 − 104 − 13; before it eleven.
WORKDAYS = {"year": (Fraction(250), Fraction(248)), "quarter": (Fraction("62.5"), Fraction(62)),
            "month": (Fraction("20.83"), Fraction("20.67"))}  # fmt: skip

@clause("LC-43", cite(LABOUR, 41), cite(LABOUR, 42))
def overtime_unlawful(day_hours, month_hours, special=False, exempt=False):
    """LC-43 延长工作时间一般每日不得超过一小时；因特殊原因每日不得超过三小时，每月不得超过三十六小时（劳动法第41条）；第42条的情形
    不受限制。

    special: agreed and for a special reason; exempt: one of the cases of 第42条. Which limits are broken: day, month.
    """
    if exempt:
        return []
    most = MOST_HOURS if special else NORMAL_HOURS
    return [name for name, broken in (("day", day_hours > most), ("month", month_hours > MONTHLY_LIMIT)) if broken]


@clause("LC-44", cite(PAYMENT, 13, 3), cite(PAYMENT, 13, 4))
def overtime_hours(system, worked, standard):
    """LC-44 综合计算工时的，工作时间超过法定标准工作时间的部分视为延长工作时间；实行不定时工时制度的，不执行加班工资的规定（工资支付暂行
    规定第13条第3款、第4款）；两种制度都须经批准。

    system: standard, comprehensive or flexible (as approved); hours of the day or of the whole period. Hours at 150 percent.
    """
    return 0 if system == "flexible" else max(worked - standard, 0)


@clause("LC-46", EARLIER, since=ELEVEN_DAYS, until=date(2024, 12, 31))
@clause("LC-46", CONVERSION, since=THIRTEEN_DAYS)
def system_workdays(span, on):
    """LC-46 年工作日248天，季工作日62天，月工作日20.67天（人社部发〔2025〕2号，2025年1月1日起）；此前为250天、62.5天、20.83天。

    span: year, quarter or month. Only for standard totals of hours; money is converted by 21.75 (LC-45). UNKNOWN before
    2008-01-03: the notice of that time was not read.
    """
    return WORKDAYS[span][on >= THIRTEEN_DAYS] if conversion(on) else UNKNOWN


@clause("LC-47", cite(LABOUR, 44))
def overtime_kind(on, calendar):
    """LC-47 长假中只有法定休假日按不低于百分之三百支付，其余放假调休的日子按休息日处理（人社厅函〔2020〕135号；劳动法第44条）。

    holiday, rest_day or workday, of a calendar day. A make-up workday is an ordinary one (LC-48: no text was found).
    """
    if calendar.is_statutory(on):
        return "holiday"
    return "workday" if calendar.is_workday(on) else "rest_day"


@clause("LC-51", cite(PAYMENT, 7))
@clause("WA-05", cite(WAGES, 14, 1))
def latest_pay_day(agreed, calendar):
    """LC-51 工资必须在约定的日期支付；遇节假日或者休息日的，提前在最近的工作日支付（工资支付暂行规定第7条）；WA-05 农民工工资遇法定
    节假日或者休息日的，应当在此之前支付（保障农民工工资支付条例第14条第1款）。
    """
    return calendar.workday(agreed, 0)


@clause("LC-51", cite(PAYMENT, 7), cite(LABOUR, 50))
def pay_period_lawful(months):
    """LC-51 工资至少每月支付一次（工资支付暂行规定第7条；劳动法第50条）. months: of one pay period, exact."""
    return months <= 1


@clause("LC-52", cite(PAYMENT, 16))
def most_deducted(wage, minimum):
    """LC-52 因劳动者本人原因造成经济损失的，每月扣除的部分不得超过当月工资的20%；扣除后的剩余部分不得低于最低工资标准
    （工资支付暂行规定第16条）。

    Fen a month; minimum None: nobody has entered it, then UNKNOWN. Downwards to whole fen: the limit may not be passed.
    """
    return UNKNOWN if minimum is None else max(min(wage // 5, wage - minimum), 0)


@clause("LC-53", cite(PAYMENT, 12))
def stoppage_wage(period, contract_wage, worked, minimum, share=None):
    """LC-53 非因劳动者原因停工停产，在一个工资支付周期内的，按劳动合同规定的标准支付；超过的，提供了正常劳动的不低于最低工资标准，
    没有提供的按国家有关规定办理（工资支付暂行规定第12条）。

    period: 1 for the first pay period; share: of the minimum wage, as the table stoppage_allowance has it. Fen, rounded once;
    UNKNOWN where the minimum wage, or the share that is needed, is not entered.
    """
    if period == 1:
        return contract_wage
    if minimum is None or (share is None and not worked):
        return UNKNOWN
    return minimum if worked else half_up(share * minimum)


EXCLUDED = {"overtime", "shift", "temperature", "underground", "toxic", "welfare"}


@clause("LC-54", cite(MINIMUM, 12), cite(MINIMUM, 3))
def comparable_wage(items):
    """LC-54 剔除延长工作时间工资，中班、夜班、高温、低温、井下、有毒有害等特殊条件的津贴，法定的劳动者福利待遇后，不得低于当地最低工资
    标准（最低工资规定第12条）。

    items: {kind: fen}; kinds of EXCLUDED are left out.
    """
    return sum(fen for kind, fen in items.items() if kind not in EXCLUDED)


@clause("LC-54", cite(MINIMUM, 12))
def below_minimum(items, minimum, normal_labour=True):
    """LC-54 在劳动者提供正常劳动的情况下，应支付的工资不得低于当地最低工资标准（最低工资规定第12条）。

    The shortfall in fen, 0 when there is none or no normal labour; UNKNOWN without the local figure.
    """
    if not normal_labour:
        return 0
    return UNKNOWN if minimum is None else max(minimum - comparable_wage(items), 0)


@clause("LC-56", cite(MINIMUM, 5))
def minimum_kind(form):
    """LC-56 月最低工资标准适用于全日制就业劳动者，小时最低工资标准适用于非全日制就业劳动者（最低工资规定第5条）。"""
    return "hourly" if form == "part-time" else "monthly"


PUBLISHED = clock(
    "LC-57", N_("向全体劳动者公示最低工资标准"), 10, Unit.CALENDAR,
    "LC-57 用人单位应在最低工资标准发布后10日内将该标准向本单位全体劳动者公示（最低工资规定第11条；未写工作日，按日计算）。",
    cite(MINIMUM, 11), event=N_("最低工资标准发布"),
)  # fmt: skip


@clause("LC-58", cite(LAW, 85))
def extra_for_minimum(shortfall):
    """LC-58 低于当地最低工资标准的，限期支付差额；逾期不支付的，按应付金额百分之五十以上百分之一百以下加付（劳动合同法第85条），不再
    适用最低工资规定第13条的一至五倍。

    Fen; (least, most) as exact Fractions of fen.
    """
    return Fraction(shortfall, 2), Fraction(shortfall)


@clause("LC-38", cite(SECOND, 18))
def gap_wages_due(unlawful, continued, employer_fault, worker_fault):
    """LC-38 违法解除、终止后劳动合同继续履行的，用人单位支付期间的工资，按提供正常劳动的标准；双方都有过错的，各自承担相应责任
    （法释〔2025〕12号第18条，2025年9月1日起）。

    "full", "shared", or None when no such wages are due.
    """
    if not (unlawful and continued and employer_fault):
        return None
    return "shared" if worker_fault else "full"


@clause("LC-39", cite(SECOND, 16), cite(LAW, 48))
def cannot_continue(*reasons):
    """LC-39 违法解除、终止劳动合同后有不能继续履行的情形的，支付赔偿金而不继续履行（法释〔2025〕12号第16条，2025年9月1日起；
    劳动合同法第48条）。

    reasons: True, False or None for each of the cases of the article.
    """
    return either(*reasons)


@clause("LC-41", cite(REGULATION, 34))
def ordered_to_pay(double_wage_due, damages_due):
    """LC-41 应当支付二倍工资或者赔偿金而没有支付的，劳动行政部门应当责令支付（实施条例第34条）。"""
    return either(double_wage_due, damages_due)


@clause("LC-61", cite(LAW, 92, 1), since=AMENDED)
def unlicensed_dispatch_fine(gains):
    """LC-61 未经许可经营劳务派遣业务的，没收违法所得，并处违法所得一倍以上五倍以下的罚款；没有违法所得的，可以处五万元以下的罚款
    （劳动合同法第92条第1款，2013年7月1日起）。

    gains: fen. (least, most) in fen.
    """
    return (gains, 5 * gains) if gains else (0, 50_000_00)


@clause("LC-62", cite(DISPATCH, 27))
def is_dispatch_in_fact(contracting, managed_by_user):
    """LC-62 用人单位以承揽、外包等名义，按劳务派遣用工形式使用劳动者的，按照劳务派遣处理（劳务派遣暂行规定第27条）。

    managed_by_user: the user unit directs the work of the people, None while that is open.
    """
    if not contracting:
        return False
    return UNKNOWN if managed_by_user is None else bool(managed_by_user)


@clause("LC-72", cite(SECOND, 21), since=date(2025, 9, 1))
def retirees_are_service(on):
    """LC-72 法释〔2020〕26号第32条第1款（退休人员按劳务关系处理）自2025年9月1日起废止（法释〔2025〕12号第21条）。"""
    return on < date(2025, 9, 1)
