"""欠薪应急周转金: how much a worker may be advanced under a policy. The policy is a value; no place's figure is here."""

from casework.law.amounts import yuan
from casework.law.clauses import clause
from casework.law.findings import N_, Message
from casework.law.rules import (
    UNKNOWN,
    Answer,
    BadInput,
    day,
    half_up,
    list_of,
    mapping,
    money,
    number,
    optional,
    plain,
    rule,
    text,
)
from casework.law.sources import cite

ADVANCE = cite("保障农民工工资支付条例", 63)
CAPS = ("share", "min_wage_times", "months", "flat", "total_share")

POLICY = mapping(
    basis=optional(text),
    share=optional(number(0, 1)),
    min_wage_times=optional(number(0, 1_000)),
    months=optional(number(0, 1_200)),
    flat=optional(money),
    total_share=optional(number(0, 1)),
)


@clause("WA-23", ADVANCE)
@rule(
    "fund-ceiling",
    N_("周转金垫付限额"),
    policy=optional(POLICY),
    workers=list_of({"owed": money, "months": number("0.01", 1_200)}, at_least=1),
    minimum_wage=money,
    place=optional(text),
    on=optional(day),
)
def fund_ceiling(policy, workers, minimum_wage, place, on, tables):
    """WA-23 用人单位一时难以支付或者拖欠逃匿的，县级以上地方人民政府可以动用应急周转金，先行垫付部分工资或者基本生活费，并依法追偿
    （保障农民工工资支付条例第63条）；比例和限额由当地规定，一项没有规定的不作限制，全都没有规定的不作计算。

    policy: `share` of what is owed; pay above `min_wage_times` minimum wages a month at that; more than `months` as
    that many; `flat` a worker; `total_share` of all that is owed. The lowest holds. owed: fen, for `months` of pay.
    Without a policy that of the dated table is taken, of the place (code of an area) on the day.
    """
    if policy is None:
        policy = _of_table(place, on, tables)
    if policy["min_wage_times"] is not None and not minimum_wage:
        raise BadInput(minimum_wage=Message(N_("请填写大于零的金额")))
    if all(policy[cap] is None for cap in CAPS) and policy.get("total") is None:
        missing = Message(N_("缺少当地应急周转金的垫付比例和限额，由管理员录入政策后再计算"))
        return Answer({"per_worker": [UNKNOWN] * len(workers), "total": UNKNOWN}, [(missing, ADVANCE)], [missing])
    named = (policy["basis"] or "").strip()
    warnings = [] if named else [Message(N_("政策依据没有写明，请补录文件名称和文号"))]
    steps = [(Message(N_("依据：{basis}"), basis=named), ADVANCE)] if named else []
    per_worker = []
    for n, worker in enumerate(workers, 1):
        ceiling, why = min(_caps(policy, minimum_wage, **worker), key=lambda cap: cap[0])
        per_worker.append(half_up(ceiling))
        said = {"n": n, "owed": yuan(worker["owed"]), "amount": yuan(per_worker[-1]), "why": why}
        steps.append((Message(N_("第 {n} 人被欠 {owed} 元，{why}，限额 {amount} 元"), **said), ADVANCE))
    total, owed = sum(per_worker), sum(worker["owed"] for worker in workers)
    steps.append((Message(N_("各人限额合计 {total} 元"), total=yuan(total)), ADVANCE))
    if policy.get("total") is not None and policy["total"] < total:
        total = policy["total"]
        steps.append((Message(N_("总额不超过 {cap} 元"), cap=yuan(total)), ADVANCE))
        warnings.append(Message(N_("总限额低于各人限额之和，请在总限额内确定各人垫付金额")))
    if policy["total_share"] is not None:
        cap = half_up(policy["total_share"] * owed)
        said = {"owed": yuan(owed), "share": percent(policy["total_share"]), "cap": yuan(cap)}
        steps.append((Message(N_("总额不超过被欠总额 {owed} 元的 {share}，即 {cap} 元"), **said), ADVANCE))
        if cap < total:
            more = Message(N_("总限额低于各人限额之和，请在总限额内确定各人垫付金额"))
            warnings += [] if more in warnings else [more]
            total = cap
    return Answer({"per_worker": [plain(fen) for fen in per_worker], "total": plain(total)}, steps, warnings)


def _of_table(place, on, tables):
    """The policy in force at a place on a day, as the rule takes it; with every cap None while nobody has entered one."""
    if place is None or on is None:
        raise BadInput(policy=Message(N_("请填写垫付政策，或者写明地区和日期，按已录入的政策计算")))
    row = tables.row("fund_policy", place, on)
    return row.value if row else {"basis": None} | dict.fromkeys(CAPS)


def _caps(policy, minimum_wage, owed, months):
    """Every ceiling that holds for one worker, exact, as (fen, why); what is owed is always one."""
    yield owed, Message(N_("不超过被欠金额"))
    if policy["share"] is not None:
        yield policy["share"] * owed, Message(N_("按被欠金额的 {share}"), share=percent(policy["share"]))
    if policy["months"] is not None or policy["min_wage_times"] is not None:
        # 月工资高于几倍最低工资的按几倍计，拖欠超过几个月的按几个月计: the one does not switch off the other
        paid_months = months if policy["months"] is None else min(months, policy["months"])
        monthly, limit = owed / months, (policy["min_wage_times"] or 0) * minimum_wage
        if policy["min_wage_times"] is None or monthly <= limit:
            yield monthly * paid_months, Message(N_("按 {n} 个月的工资"), n=decimal(paid_months))
        else:
            times = {"times": decimal(policy["min_wage_times"]), "wage": yuan(minimum_wage), "n": decimal(paid_months)}
            yield limit * paid_months, Message(N_("按月最低工资 {wage} 元的 {times} 倍计 {n} 个月"), **times)
    if policy["flat"] is not None:
        yield policy["flat"], Message(N_("按每人定额"))


def decimal(value):
    """A Fraction of at most four decimals as people write it: 3, 2.5."""
    whole, rest = divmod(round(value * 10_000), 10_000)
    return f"{whole}.{rest:04}".rstrip("0").rstrip(".") if rest else str(whole)


def percent(share):
    return decimal(share * 100) + "%"
