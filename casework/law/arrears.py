"""欠薪: what an unpaid order adds for the worker, and when the case is one for the police."""

from datetime import date
from fractions import Fraction

from casework.law.amounts import yuan
from casework.law.clauses import clause
from casework.law.findings import N_, Message
from casework.law.rules import (
    UNKNOWN,
    Answer,
    BadInput,
    boolean,
    day,
    half_up,
    list_of,
    mapping,
    money,
    number,
    optional,
    plain,
    rule,
    since,
)
from casework.law.sources import cite
from casework.law.unsure import both, either
from casework.law.words import day as said_day

EXTRA = (cite("劳动合同法", 85), cite("劳动保障监察条例", 26))
LEAST, MOST = Fraction(1, 2), Fraction(1)

CRIMES = "最高人民法院关于审理拒不支付劳动报酬刑事案件适用法律若干问题的解释"
REFUSAL = cite("刑法", 276, 1, inserted=1)
EVASION, AMOUNT, ORDER = cite(CRIMES, 2), cite(CRIMES, 3, 1), cite(CRIMES, 4)
MONTHS, WORKERS = 3, 10
# 五千元至二万元以上, 三万元至十万元以上: the provincial High Court fixes the figure inside the band.
BANDS = {"one_worker": (5_000_00, 20_000_00), "ten_workers": (30_000_00, 100_000_00)}


@clause("LC-40", *EXTRA)
@rule("extra-compensation", N_("加付赔偿金"), owed=money, deadline=day, as_of=day, paid=money)
def extra_compensation(owed, deadline, as_of, paid, tables):
    """LC-40 责令限期支付，逾期不支付的，责令用人单位按应付金额百分之五十以上百分之一百以下的标准向劳动者加付赔偿金
    （劳动合同法第85条；监察条例第26条）。

    owed, paid: fen; paid: what came in within the deadline. due: the day has passed and something is unpaid.
    """
    since(EXTRA[1], deadline=deadline)
    left = max(owed - paid, 0)
    due = as_of > deadline and left > 0
    steps = [
        (Message(N_("责令支付 {owed} 元，已付 {paid} 元，尚欠 {left} 元"), owed=yuan(owed), paid=yuan(paid),
                 left=yuan(left)), EXTRA[1]),
    ]  # fmt: skip
    if not due:
        reason = N_("期限内已付清，不加付") if not left else N_("责令支付的期限至{day}，尚未届满，不加付")
        steps.append((Message(reason, **({"day": said_day(deadline)} if left else {})), EXTRA))
        return Answer({"due": False, "min": plain(0), "max": plain(0)}, steps)
    low, high = half_up(LEAST * left), half_up(MOST * left)
    steps.append((Message(N_("责令支付的期限至{day}届满，逾期未付清"), day=said_day(deadline)), EXTRA))
    steps.append((Message(N_("按尚欠金额的 50% 以上 100% 以下加付：{low} 元至 {high} 元"), low=yuan(low), high=yuan(high)), EXTRA))
    ladder = tables.entered("extra_compensation", as_of)
    warnings = [
        Message(N_("50% 至 100% 之间的裁量基准见{source}；具体比例由办案机构决定"), source=ladder.source)
        if ladder
        else Message(N_("50% 至 100% 之间的裁量基准尚未录入，由管理员录入当地裁量基准；具体比例由办案机构决定"))
    ]
    return Answer({"due": True, "min": plain(low), "max": plain(high)}, steps, warnings)


def _reaches(amount, limit, band):
    """Whether `amount` is 数额较大. Without a provincial figure only what lies outside the band is known."""
    if limit is not None:
        return amount >= limit
    low, high = band
    return False if amount < low else True if amount >= high else UNKNOWN


@clause("WA-50 WA-51 WA-53 WA-54", REFUSAL, AMOUNT, EVASION, ORDER, since=date(2013, 1, 23))
@rule(
    "refusal-to-pay",
    N_("拒不支付劳动报酬移送"),
    workers=list_of({"months": number(places=2), "amount": money}, at_least=1),
    provincial=optional(mapping(one_worker=optional(money), ten_workers=optional(money))),
    ordered=optional(day),
    deadline=optional(day),
    as_of=day,
    paid=money,
    evasion_or_ability=optional(boolean),
)
def refusal_to_pay(workers, provincial, ordered, deadline, as_of, paid, evasion_or_ability, tables):
    """WA-50、WA-51、WA-53、WA-54 以转移财产、逃匿等方法逃避支付，或者有能力支付而不支付，数额较大，经政府有关部门责令支付仍不支付
    （刑法第276条之一）。数额较大：一名劳动者三个月以上且在五千元至二万元以上，或者十名以上劳动者累计在三万元至十万元以上，
    具体数额由高级人民法院确定（法释〔2013〕3号第3条）。

    months: of pay unpaid; money: fen. Answers are true, false or "unknown".
    """
    since(REFUSAL, as_of=as_of)
    if ordered and deadline and deadline < ordered:
        raise BadInput(deadline=Message(N_("支付期限不能早于责令的日期")))
    provincial = provincial or dict.fromkeys(BANDS)
    owed = sum(worker["amount"] for worker in workers)
    met, steps, warnings = _amount(workers, owed, provincial)
    unpaid, step = _order(ordered, deadline, as_of, owed, paid)
    steps.append(step)
    ready = both(met, unpaid)
    if evasion_or_ability is None:
        warnings.append(Message(N_("还须查明：转移财产、逃匿等逃避支付，或者有能力支付而不支付；请补充相应证据")))
    else:
        ready = both(ready, evasion_or_ability)
        said = N_("已查明逃避支付或者有能力支付而不支付") if evasion_or_ability else N_("未查明逃避支付或者有能力支付")
        steps.append((Message(said), (REFUSAL, EVASION)))
    if ordered and not deadline:
        warnings.append(Message(N_("责令支付未载明期限，无法判断是否逾期；请填写支付期限")))
    if 0 < paid < owed:
        warnings.append(Message(N_("已付的 {paid} 元没有分到每名劳动者；请核对各人金额是否为仍未支付的金额"), paid=yuan(paid)))
    result = {"amount_met": met, "order_unpaid": unpaid, "ready_for_transfer": ready}
    said = {
        True: N_("移送条件具备，应当移送公安机关"), False: N_("移送条件不具备"), UNKNOWN: N_("移送条件能否具备尚不确定"),
    }[ready]  # fmt: skip
    steps.append((Message(said), REFUSAL))
    return Answer(result, steps, warnings)


def _amount(workers, owed, provincial):
    """数额较大 by either way: (answer, steps, warnings)."""
    long = [worker["amount"] for worker in workers if worker["months"] >= MONTHS]
    most = max(long, default=0)
    one = _reaches(most, provincial["one_worker"], BANDS["one_worker"]) if long else False
    many = len(workers) >= WORKERS
    ten = _reaches(owed, provincial["ten_workers"], BANDS["ten_workers"]) if many else False
    met = either(one, ten)
    verdict = {True: Message(N_("达到")), False: Message(N_("未达到")), UNKNOWN: Message(N_("尚不确定"))}
    steps = [
        (Message(N_("拖欠三个月以上的劳动者 {n} 名，其中最多 {most} 元：{verdict}"), n=len(long), most=yuan(most),
                 verdict=verdict[one]), AMOUNT),
        (Message(N_("拖欠劳动者 {n} 名，累计 {owed} 元：{verdict}"), n=len(workers), owed=yuan(owed),
                 verdict=verdict[ten]), AMOUNT),
    ]  # fmt: skip
    warnings = []
    if met == UNKNOWN:
        if one == UNKNOWN:
            warnings.append(Message(N_("缺少本省高级人民法院确定的一名劳动者数额标准，由管理员录入；录入前数额是否较大不作判断")))
        if ten == UNKNOWN:
            warnings.append(Message(N_("缺少本省高级人民法院确定的十名以上劳动者数额标准，由管理员录入；录入前数额是否较大不作判断")))
    for name, (low, high) in BANDS.items():
        if provincial[name] is not None and not low <= provincial[name] <= high:
            template = N_("录入的本省标准 {limit} 元不在司法解释的幅度 {low} 元至 {high} 元之内，请核对")
            warnings.append(Message(template, limit=yuan(provincial[name]), low=yuan(low), high=yuan(high)))
    return met, steps, warnings


def _order(ordered, deadline, as_of, owed, paid):
    """经责令仍不支付: (answer, step). Without an order and its deadline nothing has been disobeyed."""
    if not ordered or ordered > as_of:
        return False, (Message(N_("尚未责令支付")), ORDER)
    if paid >= owed:
        return False, (Message(N_("已经付清")), ORDER)
    if not deadline:
        return False, (Message(N_("责令支付未载明期限")), ORDER)
    args = {"ordered": said_day(ordered), "deadline": said_day(deadline, ordered)}
    if as_of <= deadline:
        return False, (Message(N_("{ordered}责令支付，期限至{deadline}，尚未届满"), **args), ORDER)
    args["left"] = yuan(owed - paid)
    return True, (Message(N_("{ordered}责令支付，期限至{deadline}届满，仍有 {left} 元未付"), **args), ORDER)
