"""期限 — how many days of which kind, counted by 民法典 201–203, with every day of the count as a value."""

import calendar as gregorian
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache

from casework.law import steps
from casework.law.calendar import Calendar
from casework.law.findings import N_, Message
from casework.law.sources import Citation

ONE_DAY = timedelta(days=1)


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
    term: "Term" = field(repr=False)
    calendar: Calendar = field(repr=False, compare=False)
    extra: int
    start: date
    suspended: tuple[tuple[date, date], ...]
    last: date  # before it was rolled

    @cached_property
    def days(self):
        """The strip: every Day from the event to `on`. Made when somebody looks at it."""
        return self.term.strip(self.start, self.last, self.on, self.calendar, self.suspended)

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
        last = _count(start, total, _merged(start, suspended), calendar.workday if working else _later, working and calendar)
        on = last if calendar.is_workday(last) else calendar.workday(last, 1)
        decisive = start + ONE_DAY if working else last
        provisional = any(year not in calendar.notices for year in range(decisive.year, on.year + 1))
        return Due(on, provisional, self, calendar, extra, start, tuple(suspended), last)

    def strip(self, start, last, on, calendar, suspended):
        """Every Day from the event to the day on which the term ends: what was counted, what was not, what rolled."""
        working = self.unit is Unit.WORKING
        days, n = [Day(start, "event")], 0
        for offset in range(1, (on - start).days + 1):
            day = start + timedelta(days=offset)
            kind = "rolled" if day > last else calendar.kind(day) if working else "work"
            if kind != "rolled" and any(first <= day <= end for first, end in suspended):
                kind = "suspended"
            n += kind in {"work", "make-up"}
            days.append({"work": Day(day, "counted", n), "make-up": Day(day, kind, n)}.get(kind) or Day(day, kind))
        return tuple(days)

    def length(self, start):
        """Days to count from `start`. 民法典 202: months and years end on the corresponding day, else at month end."""
        if self.unit in {Unit.WORKING, Unit.CALENDAR}:
            return self.count
        return (later(start, self.count * (12 if self.unit is Unit.YEAR else 1)) - start).days


def _later(day, n):
    return date.fromordinal(day.toordinal() + n)


def _merged(start, spans):
    """The suspended spans after `start`, in order, no two touching the same day."""
    merged = []
    for first, last in sorted(spans):
        first = max(first, start + ONE_DAY)
        if merged and first <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], last)
        elif first <= last:
            merged.append([first, last])
    return merged


def _count(start, total, spans, nth, calendar):
    """The day on which `total` days after `start` are full, not counting those inside the spans."""
    last = nth(start, total)
    for first, until in spans:
        if last < first:
            break
        day_before = first - ONE_DAY
        total += calendar.workdays(day_before, until) if calendar else (until - day_before).days
        last = nth(start, total)
    return last


@lru_cache(1 << 16)  # a ledger asks for the same few days a million times
def later(start, months):
    """The corresponding day `months` later; the end of that month when it has no such day (民法典 202)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, gregorian.monthrange(year, month + 1)[1]))


def whole_months(first, after):
    """How many whole months by corresponding days lie between two days, the most with `later(first, n) <= after`; 0 when none."""
    n = (after.year - first.year) * 12 + after.month - first.month
    return max(0, n - (later(first, n) > after))


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
