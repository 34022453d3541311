"""经济补偿 N, 赔偿金 2N, 代通知金: how long, what base, what cap. Exact until the end."""

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from casework.law.amounts import yuan
from casework.law.clauses import clause
from casework.law.contracts import ENDINGS, IN_FORCE, LAW, REGULATION
from casework.law.findings import N_, Message
from casework.law.rules import UNKNOWN, Answer, BadInput, half_up, money, one_of, optional, plain, rule
from casework.law.rules import day as day_input
from casework.law.sources import TEXTS, cite
from casework.law.terms import later
from casework.law.wages import written
from casework.law.words import day

YEARS, CAP, AVERAGE = cite(LAW, 47, 1), cite(LAW, 47, 2), cite(LAW, 47, 3)
DUE, SPANNING, NOTICE, UNLAWFUL = cite(LAW, 46), cite(LAW, 97, 3), cite(LAW, 40), cite(LAW, 87)
FLOOR, PREVIOUS, EITHER_ONE = cite(REGULATION, 27), cite(REGULATION, 20), cite(REGULATION, 25)

CAP_TIMES, CAP_YEARS = 3, 12


def years_and_months(start, ended):
    """Full years, full months of the rest, and whether days are left; the last day of work counts.

    By corresponding day (民法典 202), where a month has none its last day.
    """
    after = ended + timedelta(days=1)
    months = (after.year - start.year) * 12 + after.month - start.month
    months -= later(start, months) > after
    return *divmod(months, 12), later(start, months) < after


@clause("LC-31", YEARS)
def months_of_pay(start, ended):
    """LC-31 每满一年支付一个月工资；六个月以上不满一年的，按一年计算；不满六个月的，支付半个月工资（第47条第1款）。

    From `start` to the last day of work, both inclusive; exact halves.
    """
    years, months, days = years_and_months(start, ended)
    return years + (Fraction(1) if months >= 6 else Fraction(1, 2) if months or days else Fraction(0))


@dataclass(frozen=True)
class Base:
    """The monthly wage that counts, fen. `capped`: True, False, or unknown without the local average."""

    fen: int
    capped: bool | str
    floored: bool


@clause("LC-32 LC-33", AVERAGE, CAP, FLOOR)
def base(average, local_average, minimum):
    """LC-32 月工资是指解除或者终止前十二个月的平均工资（第47条第3款），低于最低工资标准的按最低工资标准（实施条例第27条）；
    LC-33 高于本地区上年度职工月平均工资三倍的，按三倍（第47条第2款）。
    """
    floored = minimum is not None and average < minimum
    fen = minimum if floored else average
    if local_average is None:
        return Base(fen, UNKNOWN, floored)
    capped = fen > CAP_TIMES * local_average
    return Base(CAP_TIMES * local_average if capped else fen, capped, floored)


@clause("LC-33", CAP)
def counted(months, capped):
    """LC-33 月工资按三倍支付的，支付年限最高不超过十二年（第47条第2款）; not above three times: no such limit."""
    return min(months, Fraction(CAP_YEARS)) if capped is True else months


INPUTS = {
    "hired": day_input,
    "ended": day_input,
    "ground": one_of(*ENDINGS),
    "average_wage": money,
    "local_average_monthly_wage": optional(money),
    "previous_month_wage": optional(money),
    "minimum_wage": optional(money),
}


FIRST = "最高人民法院关于审理劳动争议案件适用法律问题的解释（一）"


@clause("LC-34", cite(REGULATION, 10), cite(FIRST, 46))
def service_from(hired, moved=()):
    """LC-34 非因本人原因从原用人单位被安排到新用人单位工作的，原用人单位的工作年限合并计算；原用人单位已经支付经济补偿的，不再计算
    （实施条例第10条；法释〔2020〕26号第46条）。

    moved: (hired by the earlier employer, without own cause, severance was paid), the latest first; the chain ends at the
    first move that does not count. The day from which service is counted.
    """
    for earlier, arranged, paid in moved:
        if not arranged or paid:
            break
        hired = earlier
    return hired


@clause("LC-35 LC-37", SPANNING, NOTICE, PREVIOUS)
@rule("severance", N_("经济补偿"), **INPUTS)
def severance(
    hired, ended, ground, average_wage, local_average_monthly_wage, previous_month_wage, minimum_wage, tables
):  # fmt: skip
    """LC-35 本法施行之日存续的劳动合同在施行后解除或者终止，依照第46条应当支付经济补偿的，年限自本法施行之日起计算；施行前按照当时
    有关规定（第97条第3款）；LC-37 额外支付的一个月工资按照上一个月的工资标准确定（第40条；实施条例第20条）。

    LC-31 to LC-35 and LC-37 as a calculation.
    """
    ending = _in_order(hired, ended, ground)
    start = max(hired, IN_FORCE)
    pay = base(average_wage, local_average_monthly_wage, minimum_wage)
    service = months_of_pay(start, ended)
    months = counted(service, pay.capped)
    amount = Fraction(months * pay.fen) if ending.severance is True else Fraction(0)
    steps = [_ground_step(ending), *_spanning(hired, start, ended)]
    warnings = [*_ground_warnings(ending), *_base_warnings(pay, minimum_wage, tables, ended)]
    result = {
        "due": ending.severance, "months": written(months), "base": plain(pay.fen), "capped": pay.capped,
        "amount": UNKNOWN if ending.severance == UNKNOWN else plain(amount), "notice_pay": plain(0),
    }  # fmt: skip
    if hired < IN_FORCE:
        result["pre_2008"] = UNKNOWN
        old = tables.entered("severance_before_2008")
        warnings.append(
            Message(N_("2008年1月1日以前的工作年限按当时的规定（{source}）另行计算，本项只算此后的年限"), source=old.source)
            if old
            else Message(
                N_(
                    "2008年1月1日以前的工作年限按当时的规定（劳部发〔1994〕481号）计算；该规定尚未录入，由法制审核录入，本项只算此后的年限"
                )
            )
        )
    steps += [_years_step(start, ended, service), *_base_steps(pay, average_wage, local_average_monthly_wage, service)]
    if ending.severance is True:
        total = N_("经济补偿 = {months} 个月 × {base} = {amount} 元")
        said = Message(total, months=written(months), base=yuan(pay.fen), amount=yuan(half_up(amount)))
        steps.append((said, YEARS))
    if ending.pay_in_lieu:
        _notice_pay(previous_month_wage, result, steps, warnings)
    return Answer(result, steps, warnings)


@clause("LC-36", UNLAWFUL, EITHER_ONE)
@rule("unlawful-dismissal", N_("违法解除或者终止赔偿金"), **INPUTS)
def unlawful_dismissal(
    hired, ended, ground, average_wage, local_average_monthly_wage, previous_month_wage, minimum_wage, tables
):  # fmt: skip
    """LC-36 违法解除或者终止劳动合同的，依照第47条规定的经济补偿标准的二倍支付赔偿金（第87条）；不再支付经济补偿，
    计算年限自用工之日起（实施条例第25条），包括2008年以前。
    """
    ending = _in_order(hired, ended, ground)
    pay = base(average_wage, local_average_monthly_wage, minimum_wage)
    service = months_of_pay(hired, ended)
    months = counted(service, pay.capped)
    amount = 2 * months * pay.fen
    start = N_("自用工之日{hired}起计算，包括2008年以前的年限；支付赔偿金的，不再支付经济补偿和代通知金")
    total = N_("赔偿金 = 2 × {months} 个月 × {base} = {amount} 元")
    steps = [
        (Message(N_("用人单位所称事由：{ground}"), ground=Message(ending.title)), ending.basis),
        (Message(start, hired=day(hired)), (UNLAWFUL, EITHER_ONE)),
        _years_step(hired, ended, service),
        *_base_steps(pay, average_wage, local_average_monthly_wage, service),
        (Message(total, months=written(months), base=yuan(pay.fen), amount=yuan(half_up(amount))), UNLAWFUL),
    ]
    warnings = _base_warnings(pay, minimum_wage, tables, ended)
    if ending.who in {"both", "worker"} or ground == "PT71":
        warnings.append(Message(N_("所填事由不是用人单位单方解除或者终止，是否违法解除请先认定")))
    result = {
        "months": written(months), "base": plain(pay.fen), "capped": pay.capped, "amount": plain(amount),
    }  # fmt: skip
    return Answer(result, steps, warnings)


def _in_order(hired, ended, ground):
    """The Ending, or BadInput for days on which neither the law nor what the ground rests on was in force."""
    if ended < hired:
        raise BadInput(ended=Message(N_("不能早于用工之日")))
    if ended < IN_FORCE:
        raise BadInput(ended=Message(N_("劳动合同法自2008年1月1日起施行，此前结束的劳动关系不按本法计算")))
    ending = ENDINGS[ground]
    since = TEXTS[ending.basis[0].text].in_force
    if ended < since:
        raise BadInput(ground=Message(N_("该事由依据的规定自{day}起施行，此前结束的劳动关系不适用"), day=day(since)))
    return ending


def _ground_step(ending):
    said = {True: N_("{ground}：应当支付经济补偿"), False: N_("{ground}：不支付经济补偿")}
    template = said.get(ending.severance, N_("{ground}：是否支付经济补偿看具体规定"))
    return Message(template, ground=Message(ending.title)), (
        ending.basis if ending.severance is True else (*ending.basis, DUE)
    )


def _spanning(hired, start, ended):
    if hired == start:
        return
    template = N_("{hired}用工，经济补偿的年限自{start}起计算")
    yield Message(template, hired=day(hired), start=day(start)), SPANNING


def _years_step(start, ended, months):
    template = N_("{start}至{ended}：{years} 年 {rest} 个月又 {days}，计 {months} 个月工资")
    years, rest, days = years_and_months(start, ended)
    left = (ended - later(start, 12 * years + rest)).days + 1 if days else 0
    said = Message(
        template, start=day(start), ended=day(ended), years=years, rest=rest,
        days=Message(N_("{n} 天"), n=left), months=written(months),
    )  # fmt: skip
    return said, YEARS


def _base_steps(pay, average, local_average, service):
    yield Message(N_("前十二个月平均工资（应得工资）{average} 元"), average=yuan(average)), AVERAGE
    if pay.floored:
        yield Message(N_("低于最低工资标准，按最低工资标准 {base} 元计算"), base=yuan(pay.fen)), FLOOR
    if pay.capped is True:
        template = N_("高于本地区上年度职工月平均工资 {local} 元的三倍，按三倍 {base} 元计算，年限最高十二年")
        yield Message(template, local=yuan(local_average), base=yuan(pay.fen)), CAP
        if service > CAP_YEARS:
            yield Message(N_("{months} 个月减为十二个月"), months=written(service)), CAP
    elif pay.capped is False:
        yield Message(N_("不高于本地区上年度职工月平均工资 {local} 元的三倍，不设上限"), local=yuan(local_average)), CAP


def _ground_warnings(ending):
    if ending.code == "E44-1":
        yield Message(
            N_("用人单位维持或者提高约定条件续订、劳动者不同意续订的，不支付（{basis}）"), basis=cite(LAW, 46, item=5)
        )
    if ending.severance == UNKNOWN:
        yield Message(N_("该事由是否支付经济补偿由法律、行政法规逐一规定，请办案人员查明后认定；本项不作计算"))


def _base_warnings(pay, minimum, tables, ended):
    """What could not be checked, and who enters it."""
    local = tables.entered("severance_base", ended)
    if local:
        template = N_("加班工资计入平均工资（{source}）；请核对所填的平均工资")
        if not local.value["overtime"]:
            template = N_("加班工资不计入平均工资（{source}）；请核对所填的平均工资")
        warnings = [Message(template, source=local.source)]
    else:
        warnings = [Message(N_("加班工资是否计入平均工资，当地口径尚未录入，由管理员录入；本项按所填的平均工资计算"))]
    if pay.capped == UNKNOWN:
        warnings.append(
            Message(N_("没有本地区上年度职工月平均工资，三倍上限未能核对，按未封顶计算；由管理员录入当年数据"))
        )
    if minimum is None:
        warnings.append(Message(N_("没有填写最低工资标准，未比较平均工资是否低于最低工资；由管理员录入当地标准")))
    return warnings


def _notice_pay(previous, result, steps, warnings):
    """LC-37 未提前三十日书面通知的，额外支付劳动者一个月工资（第40条），按上一个月的工资标准确定（实施条例第20条）."""
    if previous is None:
        result["notice_pay"] = UNKNOWN
        warnings.append(Message(N_("没有填写上一个月的工资，代通知金无法计算；由办案人员查明后填写")))
        return
    result["notice_pay"] = plain(previous)
    template = N_("未提前三十日书面通知的，额外支付一个月工资（代通知金）{wage} 元；已提前通知的，不支付")
    steps.append((Message(template, wage=yuan(previous)), (NOTICE, PREVIOUS)))
