"""逐日计算: a count of days told in a few sentences, so that anybody can check it against a wall calendar."""

from dataclasses import dataclass
from itertools import groupby

from casework.law.findings import N_, Message
from casework.law.sources import Citation, cite
from casework.law.words import day, several, span, weekday

NEXT_DAY = cite("民法典", 201, 1)
CORRESPONDING = cite("民法典", 202)
ROLLED = cite("民法典", 203, 1)


@dataclass(frozen=True)
class Step:
    """A sentence, what it rests on, and how many days it counted; the last step carries the total."""

    message: Message
    basis: tuple[Citation, ...]
    count: int = 0


def explain(due):
    """The steps of a Due: the event, each run of counted days, what was skipped and why, the last day."""
    term, calendar = due.term, due.calendar
    start = due.days[0].date
    said = {"day": day(start, due.on), "event": Message(term.event)}
    steps = [Step(Message(N_("{day}{event}，当日不计入"), **said), (NEXT_DAY,))]
    if due.extra:
        template = N_("经批准延长 {n} 个工作日") if term.unit == "working" else N_("经批准延长 {n} 日")
        steps.append(Step(Message(template, n=due.extra), term.basis))
    # A weekend breaks no run: it is what “Monday to Friday” leaves out.
    told = [d for d in due.days[1:] if d.kind not in {"weekend", "rolled"}]
    for kind, run in groupby(told, lambda d: _group(d, calendar)):
        steps.append(_run(kind[0], list(run), start, due))
    return (*steps, *_ending(due))


def _group(d, calendar):
    """What is told in one sentence: one suspension, one holiday by its name, or the counted days between them."""
    if d.kind == "holiday":
        return ("holiday", calendar.name(d.date))
    return ("suspended",) if d.kind == "suspended" else ("counted",)


def _run(kind, run, start, due):
    term, calendar = due.term, due.calendar
    when = span(run[0].date, run[-1].date, start)
    if kind == "suspended":
        return Step(Message(N_("{span}中止，不计入"), span=when), term.suspension or term.basis)
    if kind == "holiday":
        name = Message(calendar.name(run[0].date))
        return Step(Message(N_("{span}{name}放假，跳过"), span=when, name=name), (calendar.source(run[0].date),))
    if term.unit != "working":
        return Step(Message(N_("{span}，逐日计算，共 {n} 日"), span=when, n=len(run)), term.basis, len(run))
    extra = [d.date for d in run if d.kind == "make-up"]
    if not extra:
        return Step(Message(N_("{span}，周一至周五 {n} 日"), span=when, n=len(run)), term.basis, len(run))
    named = several([Message(N_("{day}（{weekday}）"), day=day(d, start), weekday=weekday(d)) for d in extra])
    basis = (*term.basis, *dict.fromkeys(calendar.source(d) for d in extra))
    if len(extra) == len(run):
        return Step(Message(N_("{days}调休上班"), days=named), basis, len(run))
    return Step(
        Message(N_("{span}，周一至周五 {n} 日，另 {days}调休上班"), span=when, n=len(run) - len(extra), days=named),
        basis,
        len(run),
    )


def _ending(due):
    """How the last day came to be the last day."""
    term, calendar = due.term, due.calendar
    counted = [d for d in due.days if d.n]
    last, total = counted[-1].date, counted[-1].n
    if term.unit in {"month", "year"}:
        months = N_("{n} 个月届满于对应日，没有对应日的届满于月末")
        years = N_("{n} 年届满于对应日，没有对应日的届满于月末")
        yield Step(Message(months if term.unit == "month" else years, n=term.count), (CORRESPONDING,))
    unknown = {d.date.year for d in due.days[1:] if calendar.provisional(d.date)} if due.provisional else ()
    for year in sorted(unknown):
        yield Step(
            Message(N_("{year}年放假安排尚未录入，暂按周末和法定节日计算，到期日暂定"), year=year),
            (cite("全国年节及纪念日放假办法", 2),),
        )
    args = {"day": day(due.on), "weekday": weekday(due.on)}
    if due.on == last:
        yield Step(Message(N_("届满 {day}（{weekday}），当日为工作日，不顺延"), **args), term.basis, total)
    else:
        name = calendar.name(last)
        off = Message(N_("{name}放假"), name=Message(name)) if name else weekday(last)
        args |= {"last": day(last, due.on), "off": off}
        yield Step(Message(N_("届满 {day}（{weekday}），由 {last}（{off}）顺延"), **args), (ROLLED,), total)
