"""一年的日历 — twelve months as a law.Calendar has them, the holidays in words, and what a new notice would change. Pure."""

import calendar as gregorian
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from casework.law.findings import N_, Message
from casework.law.words import day, several, weekday

CSS = {"work": "", "weekend": "off", "holiday": "hol", "make-up": "add"}
SHORT = {"holiday": N_("休"), "make-up": N_("班")}  # beside the number of the day: colour alone tells nothing
SAID = {"work": N_("上班"), "weekend": N_("周末"), "holiday": N_("放假"), "make-up": N_("调休上班")}


@dataclass(frozen=True)
class Cell:
    """A day in a month. `words`: what it is, for those who do not see the drawing; `changed`: otherwise than before."""

    on: date
    css: str
    short: str
    words: Message
    changed: bool


@dataclass(frozen=True)
class Holiday:
    """`said`: Messages, one a clause: the days off, the statutory ones among them, the make-up workdays."""

    name: str
    said: tuple
    notice: str | None


@dataclass(frozen=True)
class Year:
    """`number`: of its notice; "" published but not read, None not published. counts: {kind: days}."""

    n: int
    number: str | None
    months: tuple
    holidays: tuple
    counts: dict

    @property
    def workdays(self):
        return self.counts["work"] + self.counts["make-up"]


def year(calendar, n, before=None):
    """The Year `n` of a calendar; with another calendar in `before`, days that are otherwise there are marked."""
    changed = {on for on in _days(n) if before and _state(calendar, on) != _state(before, on)}
    kinds = [calendar.kind(on) for on in _days(n)]
    return Year(n, calendar.notice(n), tuple(_month(calendar, n, m, changed) for m in range(1, 13)), tuple(_holidays(calendar, n)),
                {kind: kinds.count(kind) for kind in CSS})


def changes(calendar, before, n):
    """[(first, last, Message before, Message after)] of the days that differ, alike neighbours together; also those of
    the weeks around the year, into which a notice may reach."""
    near = [date(n - 1, 12, 15) + timedelta(days=i) for i in range((date(n + 1, 1, 15) - date(n - 1, 12, 15)).days + 1)]
    found = [(on, _state(before, on), _state(calendar, on)) for on in near if _state(before, on) != _state(calendar, on)]
    alike = groupby(enumerate(found), key=lambda one: (one[1][0].toordinal() - one[0], one[1][1:]))
    for (_, (was, now)), run in alike:
        days = [on for _, (on, _, _) in run]
        yield days[0], days[-1], _words(*was), _words(*now)


def _days(n):
    return [date(n, 1, 1) + timedelta(days=i) for i in range(366 if gregorian.isleap(n) else 365)]


def _state(calendar, on):
    """What is said of a day: its kind, the holiday it belongs to, whether it is a statutory one."""
    kind = calendar.kind(on)
    return kind, calendar.name(on) if kind in SHORT else None, calendar.is_statutory(on)


def _words(kind, name, statutory):
    if statutory:
        return Message(N_("{name}法定节日，放假"), name=Message(name))
    return Message(N_("{name}{what}"), name=Message(name), what=Message(SAID[kind])) if name else Message(SAID[kind])


def _month(calendar, n, m, changed):
    """(first day, weeks of seven Cells or None)."""
    weeks = []
    for week in gregorian.Calendar().monthdatescalendar(n, m):
        cells = []
        for on in week:
            state = _state(calendar, on)
            cells.append(Cell(on, CSS[state[0]] + (" stat" if state[2] else ""), SHORT.get(state[0], ""), _words(*state), on in changed)
                         if on.month == m else None)
        weeks.append(cells)
    return date(n, m, 1), weeks


def _holidays(calendar, n):
    """Holidays of the year in the order of their days, also those days that its notice puts into the year before."""
    if n in calendar.notices:
        marks = sorted((on, mark) for on, mark in calendar.marks.items() if mark.year == n)
    else:
        marks = [(on, calendar.mark(on)) for on in _days(n) if calendar.mark(on)]
    for name in dict.fromkeys(mark.name for _, mark in sorted(marks, key=lambda one: (one[1].kind != "holiday", one[0]))):
        own = [(on, mark) for on, mark in marks if mark.name == name]
        off = [on for on, mark in own if mark.kind == "holiday"]
        said = [Message(N_("{days}放假，共 {n} 天"), days=several([_span(*run) for run in runs(off)]), n=len(off))] if off else []
        for word, days in ((N_("法定节日 {days}"), [on for on, mark in own if mark.statutory]),
                           (N_("{days}上班"), [on for on, mark in own if mark.kind == "make-up"])):
            if days:
                said.append(Message(word, days=several([_named(on) for on in days])))
        numbers = dict.fromkeys(mark.notice.number for _, mark in own if mark.notice)
        yield Holiday(name, tuple(said), "、".join(number for number in numbers if number) or None)


def runs(days):
    """[(first, last)] of days that follow each other."""
    for _, run in groupby(enumerate(sorted(days)), key=lambda one: one[1].toordinal() - one[0]):
        found = [on for _, on in run]
        yield found[0], found[-1]


def _named(on):
    return Message(N_("{day}（{weekday}）"), day=day(on, on), weekday=weekday(on))


def _span(first, last):
    return Message(N_("{first}至{last}"), first=_named(first), last=_named(last)) if first != last else _named(first)
