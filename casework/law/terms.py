"""期限 — how many days of which kind, counted by 民法典 201–203, with every day of the count as a value."""

import calendar as gregorian
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from casework.law import steps
from casework.law.calendar import Calendar
from casework.law.findings import N_, Message
from casework.law.sources import Citation


class Unit(StrEnum):
    WORKING = "working"  # 工作日, with make-up workdays
    CALENDAR = "calendar"  # 日
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class Day:
    """One day of the strip. kind: event counted weekend holiday make-up suspended rolled; n: the running count."""

    date: date
    kind: str
    n: int | None = None


@dataclass(frozen=True)
class Due:
    """The day on which a term ends, and why. `provisional`: it rests on a year whose notice is not known."""

    on: date
    provisional: bool
    days: tuple[Day, ...]
    term: "Term" = field(repr=False)
    calendar: Calendar = field(repr=False, compare=False)
    extra: int = 0

    @cached_property
    def steps(self):
        """The count told in runs, each with its article or notice; the last step is the day itself."""
        return steps.explain(self)


@dataclass(frozen=True)
class Term:
    """`event` says what starts it (立案); `suspension` is the article by which it can stand still."""

    code: str
    label: str
    count: int
    unit: Unit
    basis: tuple[Citation, ...]
    event: str = N_("事由发生")
    suspension: tuple[Citation, ...] = ()

    def due(self, start, calendar, suspended=(), extra=0):
        """When `start` is the day of the event: the last day of the term, as a Due.

        suspended: (first day, last day) pairs, both inclusive, that are not counted; the count goes on after them.
        extra: days granted on top, workdays for a term in workdays.
        """
        total = self.length(start) + extra
        if total < 1:
            raise ValueError(f"a term of {total} days")
        working = self.unit is Unit.WORKING
        days = [Day(start, "event")]
        n, day = 0, start
        while n < total:
            day += timedelta(days=1)
            kind = calendar.kind(day) if working else "work"
            if any(first <= day <= last for first, last in suspended):
                kind = "suspended"
            if kind in {"work", "make-up"}:
                n += 1
            days.append({"work": Day(day, "counted", n), "make-up": Day(day, kind, n)}.get(kind) or Day(day, kind))
        decisive = days[1:] if working else days[-1:]
        while not calendar.is_workday(day):
            day += timedelta(days=1)
            days.append(Day(day, "rolled"))
            decisive.append(days[-1])
        provisional = any(calendar.provisional(d.date) for d in decisive)
        return Due(day, provisional, tuple(days), self, calendar, extra)

    def length(self, start):
        """Days to count from `start`. 民法典 202: months and years end on the corresponding day, else at month end."""
        if self.unit in {Unit.WORKING, Unit.CALENDAR}:
            return self.count
        return (later(start, self.count * (12 if self.unit is Unit.YEAR else 1)) - start).days


def later(start, months):
    """The corresponding day `months` later; the end of that month when it has no such day (民法典 202)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, gregorian.monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Reading:
    """How a clock stands. colour: green amber red met paused; `left`: days of `unit`, negative once overdue."""

    colour: str
    left: int
    unit: str
    message: Message


WORDS = {
    "working": (N_("余 {n} 工作日"), N_("逾期 {n} 工作日"), N_("逾期 {n} 工作日办结")),
    "calendar": (N_("余 {n} 天"), N_("逾期 {n} 天"), N_("逾期 {n} 天办结")),
}


def reading(due_on, today, calendar, unit, count, amber_days=5, amber_share=20, *, met_on=None, paused=False):
    """The reading of a clock due on `due_on`: 余 7 工作日, 今天到期, 逾期 2 天. Workday clocks speak of 工作日 only.

    Amber when at most `amber_days` workdays are left, or at most `amber_share` percent of the term (`count` units).
    """
    on = met_on or today
    kind = "working" if unit == Unit.WORKING else "calendar"
    workdays = calendar.workdays(on, due_on)
    left = workdays if kind == "working" else (due_on - on).days
    more, over, met_late = WORDS[kind]
    length = count * {Unit.MONTH: 30, Unit.YEAR: 365}.get(Unit(unit), 1)

    if on > due_on:
        # overdue over a weekend: the day has passed, though not one workday has
        late = Message(met_late if met_on else over, n=-left) if left else Message(N_("已逾期"))
        colour, message = ("met" if met_on else "red"), late
    elif met_on:
        colour, message = "met", Message(N_("按时办结"))
    elif on == due_on:
        colour, message = "amber", Message(N_("今天到期"))
    else:
        near = workdays <= amber_days or left * 100 <= amber_share * length
        colour, message = ("amber" if near else "green"), Message(more, n=left)
    if paused and not met_on:
        colour, message = "paused", Message(N_("中止"))
    return Reading(colour, left, kind, message)
