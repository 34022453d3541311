"""期限 as a calculation: any number of days of any kind, without a case."""

from datetime import timedelta

from casework.law.clauses import clause
from casework.law.findings import N_, Message
from casework.law.rules import Answer, BadInput, day, list_of, one_of, optional, rule, whole
from casework.law.steps import CORRESPONDING, NEXT_DAY, ROLLED
from casework.law.terms import Term, Unit
from casework.law.words import day as said_day

# A century of each kind: more is a slip of the pen.
MOST = {Unit.WORKING: 25_000, Unit.CALENDAR: 36_500, Unit.MONTH: 1_200, Unit.YEAR: 100}
BASIS = {
    Unit.WORKING: (NEXT_DAY,),
    Unit.CALENDAR: (NEXT_DAY, ROLLED),
    Unit.MONTH: (CORRESPONDING, ROLLED),
    Unit.YEAR: (CORRESPONDING, ROLLED),
}


def strip(days):
    """The days of a Due as plain values: [{"date", "kind", "n" of a counted day}]."""
    return [{"date": d.date, "kind": d.kind} | ({"n": d.n} if d.n else {}) for d in days]


@clause("CA-01 CA-02 CA-03 CA-12", NEXT_DAY, CORRESPONDING, ROLLED)
@rule(
    "deadline",
    N_("期限届满日"),
    start=day,
    days=whole(1, max(MOST.values())),
    unit=one_of(*Unit),
    suspended=optional(list_of({"from": day, "to": day}), ()),
)
def deadline(start, days, unit, suspended, tables):
    """CA-01、CA-02、CA-03、CA-12 开始的当日不计入，自下一日开始计算；月、年届满于对应日，没有对应日的为月末日；末日是法定休假日的，
    以休假日结束的次日为末日（民法典第201至203条）。中止的日子不计入，恢复后继续计算。
    """
    unit = Unit(unit)
    errors = {}
    if days > MOST[unit]:
        errors["days"] = Message(N_("请填写 {least} 至 {most} 的整数"), least=1, most=MOST[unit])
    pauses = [(pause["from"], pause["to"]) for pause in suspended]
    if any(last < first for first, last in pauses):
        errors["suspended"] = Message(N_("中止的最后一日不能早于第一日"))
    if errors:
        raise BadInput(errors)
    due = Term("CA-01", N_("期限"), days, unit, BASIS[unit]).due(start, tables.calendar, pauses)
    warnings = []
    if due.provisional:
        warnings.append(Message(N_("期限跨入放假安排尚未录入的年度，到期日暂定；由管理员录入当年放假通知后重新计算")))
    result = {"due": due.on, "provisional": due.provisional, "strip": strip(due.days)}
    return Answer(result, list(due.steps), warnings)


def ending(on, last, late, basis):
    """The step that compares the day of the claim with the last day."""
    template = N_("{on}提出，已超过{last}") if late else N_("{on}提出，未超过{last}")
    return Message(template, on=said_day(on), last=said_day(last)), basis


def rest_day(on, last, calendar):
    """A warning when the last day was a day off and the claim came on the next working day: 民法典 203 may save it."""
    rolled = last
    while not calendar.is_workday(rolled):
        rolled += timedelta(days=1)
    if on > rolled or rolled == last:
        return []
    template = N_("{last}是休息日，顺延至{rolled}的，{on}提出未超过（{basis}）；请办案人员认定")
    return [Message(template, last=said_day(last), rolled=said_day(rolled), on=said_day(on), basis=ROLLED)]
