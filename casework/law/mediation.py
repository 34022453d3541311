"""调解仲裁: until when arbitration may be asked for, and whether its award is final."""

from casework.law.amounts import yuan
from casework.law.clauses import clause
from casework.law.counting import ending, rest_day
from casework.law.findings import N_, Message
from casework.law.rules import Answer, BadInput, day, list_of, money, one_of, optional, plain, rule, since, text
from casework.law.sources import cite
from casework.law.terms import later
from casework.law.words import day as said_day

ACT = "劳动争议调解仲裁法"
YEAR, INTERRUPTED, ARREARS = cite(ACT, 27, 1), cite(ACT, 27, 2), cite(ACT, 27, 4)
PER_ITEM = (cite(ACT, 47, item=1), cite("最高人民法院关于审理劳动争议案件适用法律问题的解释（一）", 19))
TIMES = 12


@clause("MA-20", YEAR, INTERRUPTED, ARREARS)
@rule(
    "limitation",
    N_("仲裁时效"),
    kind=one_of("pay", "other"),
    employment_ended=optional(day),
    knew_on=day,
    claimed_on=day,
    interrupted_on=optional(list_of(day), ()),
)
def limitation(kind, employment_ended, knew_on, claimed_on, interrupted_on, tables):
    """MA-20 申请仲裁的时效期间为一年，从知道或者应当知道权利被侵害之日起计算；中断的从中断时起重新计算。劳动关系存续期间因拖欠
    劳动报酬发生争议的，不受一年限制；劳动关系终止的，自终止之日起一年内提出（调解仲裁法第27条）。

    The last day is the corresponding day; an interruption after it revives nothing.
    """
    since(YEAR, claimed_on=claimed_on)
    if kind == "pay" and employment_ended is None:
        said = Message(N_("劳动关系存续期间拖欠劳动报酬，不受一年仲裁时效限制"))
        return Answer({"barred": False, "last_day": None}, [(said, ARREARS)])
    begins, basis, warnings = knew_on, YEAR, []
    if kind == "pay":
        begins, basis = employment_ended, ARREARS
        if knew_on > employment_ended:
            warnings.append(Message(N_("劳动者在劳动关系终止后才知道被拖欠；此处自终止之日起算，是否自知道之日起算由仲裁机构认定")))
    last = later(begins, 12)
    begun = N_("劳动关系终止于{day}，自该日起一年，至{last}") if kind == "pay" else N_("{day}知道权利被侵害，一年至{last}")
    steps = [(Message(begun, day=said_day(begins), last=said_day(last)), basis)]
    for on in sorted(interrupted_on):
        if on <= begins:
            said = Message(N_("{day}的主张在时效起算之前，不改变起算日"), day=said_day(on))
        elif on > last:
            said = Message(N_("{day}的主张在时效届满之后，不使时效重新计算"), day=said_day(on))
        else:
            last = later(on, 12)
            said = Message(N_("{day}中断，重新计算一年，至{last}"), day=said_day(on), last=said_day(last))
        steps.append((said, INTERRUPTED))
    barred = claimed_on > last
    steps.append(ending(claimed_on, last, barred, basis))
    if barred:
        warnings.append(Message(N_("时效由对方在仲裁中提出才审查；有不可抗力等中止事由的，另行计算")))
        warnings += rest_day(claimed_on, last, tables.calendar)
    return Answer({"barred": barred, "last_day": last}, steps, warnings)


@clause("MA-28", *PER_ITEM)
@rule(
    "final-award",
    N_("终局裁决"),
    items=list_of({"name": text, "amount": money}, at_least=1),
    minimum_wage=money,
)
def final_award(items, minimum_wage, tables):
    """MA-28 追索劳动报酬、工伤医疗费、经济补偿或者赔偿金，不超过当地月最低工资标准十二个月金额的，裁决为终局裁决
    （调解仲裁法第47条第1项）；数项请求的，以每项是否超过判断（法释〔2020〕26号第19条）。

    minimum_wage: fen a month, of the place and of the day; the limit is equal for every item.
    """
    errors = {}
    if not minimum_wage:
        errors["minimum_wage"] = Message(N_("请填写大于零的金额"))
    if any(not item["name"].strip() for item in items):
        errors["items"] = Message(N_("每一项都要写明名称"))
    if errors:
        raise BadInput(errors)
    limit = TIMES * minimum_wage
    steps = [(Message(N_("限额：月最低工资 {wage} 元 × 12 = {limit} 元"), wage=yuan(minimum_wage), limit=yuan(limit)), PER_ITEM)]
    rows, over = [], []
    for item in items:
        within = item["amount"] <= limit
        template = N_("{name} {amount} 元，不超过限额") if within else N_("{name} {amount} 元，超过限额")
        steps.append((Message(template, name=item["name"], amount=yuan(item["amount"])), PER_ITEM))
        rows.append({"name": item["name"], "final": within, "limit": plain(limit)})
        over += [] if within else [item["name"]]
    said = N_("有一项以上超过限额，不全是终局裁决") if over else N_("各项都不超过限额，为终局裁决")
    steps.append((Message(said), PER_ITEM))
    warnings = []
    if 0 < len(over) < len(items):
        warnings.append(Message(N_("终局与非终局事项并存：办案规则第50条要求分别裁决，司法解释（一）第20条按非终局裁决处理；请办案人员选择")))
    return Answer({"final": not over, "items": rows, "over": over}, steps, warnings)
