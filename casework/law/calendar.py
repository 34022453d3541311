"""放假与调休 — which days are worked, by the yearly notice. A year without its notice is answered, as provisional."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from casework.law.findings import N_
from casework.law.sources import Citation, cite

# The names in holidays.toml, here so that the catalogue knows them.
HOLIDAYS = (
    N_("元旦"), N_("春节"), N_("清明节"), N_("劳动节"), N_("端午节"), N_("中秋节"), N_("国庆节"), N_("国庆节、中秋节"),
    N_("中秋节、国庆节"), N_("中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日"),
)  # fmt: skip

# 全国年节及纪念日放假办法第二条: the days that need no lunar calendar, for years of which no table knows anything.
SOLAR = {(1, 1): "元旦", (5, 1): "劳动节", (5, 2): "劳动节", (10, 1): "国庆节", (10, 2): "国庆节", (10, 3): "国庆节"}


class Mark(NamedTuple):
    """A day that is not what its weekday says. `year`: whose notice says so (a notice may reach into December)."""

    year: int
    kind: str  # holiday | make-up
    name: str
    statutory: bool = False
    notice: Citation | None = None  # where it was not the yearly one


FIRST_YEAR, LAST_YEAR = 1900, 2400  # the days that are counted ahead
ORIGIN = date(FIRST_YEAR, 1, 1).toordinal()


@dataclass(frozen=True)
class Calendar:
    """The days of all years that are known. `notices`: year -> number of the notice, for published years only."""

    notices: Mapping[int, str] = field(default_factory=dict)
    marks: Mapping[date, Mark] = field(default_factory=dict)

    @property
    def years(self):
        """The published years."""
        return frozenset(self.notices)

    def mark(self, day):
        known = self.marks.get(day)
        name = None if known or day.year in self.notices else SOLAR.get((day.month, day.day))
        return Mark(day.year, "holiday", name, True) if name else known

    def kind(self, day):
        """work, weekend, holiday (every day off of the notice, also a Saturday), make-up (调休上班)."""
        mark = self.mark(day)
        return mark.kind if mark else "weekend" if day.weekday() > 4 else "work"

    def is_workday(self, day):
        return self.kind(day) in {"work", "make-up"}

    def is_statutory(self, day):
        """法定休假日 in the narrow sense: the 11 days until 2024, the 13 days since 2025."""
        mark = self.mark(day)
        return bool(mark and mark.statutory)

    def provisional(self, day):
        """True when no notice for the year is known: weekends and the statutory days by rule are all we have."""
        return day.year not in self.notices

    def name(self, day):
        """春节 for its days off and for its make-up workdays, else None."""
        mark = self.mark(day)
        return mark.name if mark else None

    def notice(self, year):
        """国办发明电〔2025〕7号 for 2026; None while unpublished."""
        return self.notices.get(year)

    def source(self, day):
        """The Citation that makes the day what it is: the notice of its year, else the rule."""
        mark = self.mark(day)
        if mark and mark.notice:
            return mark.notice
        year = mark.year if mark else day.year
        if year in self.notices:
            return Citation(f"国务院办公厅关于{year}年部分节假日安排的通知", number=self.notices[year] or None)
        return cite("全国年节及纪念日放假办法", 2)

    def workdays(self, after, until):
        """How many workdays lie after the one day and up to the other, inclusive; negative when it lies before."""
        if until < after:
            return -self.workdays(until, after)
        _, upto = self._index
        return upto[until.toordinal() - ORIGIN] - upto[after.toordinal() - ORIGIN]

    def workday(self, after, n):
        """The n-th workday after a day."""
        found, upto = self._index
        return date.fromordinal(found[upto[after.toordinal() - ORIGIN] + n - 1])

    @cached_property
    def _index(self):
        """(ordinals of all workdays, how many there are up to each day): built once, then a count is two look-ups."""
        last = date(LAST_YEAR, 12, 31).toordinal()
        flags = bytearray(date.fromordinal(ORIGIN + n).weekday() < 5 for n in range(7)) * ((last - ORIGIN) // 7 + 1)
        for year in set(range(FIRST_YEAR, LAST_YEAR + 1)) - self.years:
            for month, day in SOLAR:
                flags[date(year, month, day).toordinal() - ORIGIN] = 0
        for day, mark in self.marks.items():
            flags[day.toordinal() - ORIGIN] = mark.kind == "make-up"
        return [ORIGIN + n for n, worked in enumerate(flags) if worked], list(accumulate(flags))

    def with_year(self, year, notice, holidays):
        """A calendar in which `year` is as its notice says; `notice` None keeps it provisional.

        holidays: [{"name", "from", "to", "statutory": [day…], "work": [day…]}], days as dates or ISO strings; "notice" and
        "title" where another notice announced or changed it. An empty `notice`: published, its number not read.
        """
        marks = {day: mark for day, mark in self.marks.items() if mark.year != year}
        for row in holidays:
            first, last = _date(row["from"]), _date(row["to"])
            if last < first:
                raise ValueError(f"{row['name']}: {last} is before {first}")
            statutory = {_date(day) for day in row.get("statutory", ())}
            own = Citation(row["title"], number=row["notice"]) if row.get("notice") else None
            for n in range((last - first).days + 1):
                day = first + timedelta(days=n)
                marks[day] = Mark(year, "holiday", row["name"], day in statutory, own)
            marks |= {_date(day): Mark(year, "make-up", row["name"], notice=own) for day in row.get("work", ())}
        notices = {y: number for y, number in self.notices.items() if y != year}
        return Calendar(notices | ({year: notice} if notice is not None else {}), marks)


def _date(value):
    return value if isinstance(value, date) else date.fromisoformat(value)
