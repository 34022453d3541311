"""The dated tables: what is shipped beside this file, and what an office lays over it. One frozen value, passed on."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path

from casework.law.calendar import Calendar
from casework.law.findings import N_, Message
from casework.law.tables.kinds import KINDS

HERE = Path(__file__).parent
FILES = ("minimum_wage.toml", "limits.toml", "file_review.toml")


@dataclass(frozen=True)
class Row:
    """A dated row. `value`: parsed (money in fen); `confirm`: read in a secondary source only, to be confirmed."""

    table: str
    key: str
    from_on: date
    value: Mapping
    source: str
    confirm: bool = False
    until: date | None = None

    def holds(self, on):
        return self.from_on <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Tables:
    """Everything that rules look up. `rows`: (table, key) -> its rows, the latest first; `used`: see noting()."""

    calendar: Calendar
    rows: Mapping[tuple[str, str], tuple[Row, ...]] = field(default_factory=dict)
    used: list[Row] | None = field(default=None, compare=False, repr=False)

    def row(self, table, place, on):
        """The row in force on that day for a place or the nearest place around it, else None.

        place: a code of an area (330282, 330282101), or None: the country only.
        """
        for key in around(place):
            for row in self.rows.get((table, key), ()):
                if row.holds(on):
                    return self._noted(row)
        return None

    def noting(self):
        """These tables, which remember the rows that are asked of them from now on: for the doubts of one answer."""
        return replace(self, used=[])

    def doubts(self):
        """Messages about the rows asked for that nobody has compared with the published text, each once."""
        said = N_("“{title}”按 {day} 起的一行计算，这一行还没有确认，请核对原文（{source}）")
        unsure = [row for row in self.used or () if row.confirm]
        return list(dict.fromkeys(
            Message(said, title=Message(KINDS[row.table].title), day=row.from_on.isoformat(), source=row.source) for row in unsure))

    def _noted(self, row):
        if self.used is not None and row is not None:
            self.used.append(row)
        return row

    def value(self, table, place, on, name):
        """One figure of that row: fen, a Fraction, a date…; None while nobody has entered it."""
        row = self.row(table, place, on)
        return row.value[name] if row else None

    def entered(self, table, on=None):
        """The latest row of a table that holds on the day (None: on some day) in any place, else None.

        For a calculation that is told no place: it says where the figure stands instead of saying that it is missing.
        """
        rows = (row for (name, _), kept in self.rows.items() if name == table for row in kept if on is None or row.holds(on))
        return self._noted(max(rows, key=lambda row: row.from_on, default=None))

    def minimum_wage(self, place, on):
        """LC-54, LC-56 The row with `monthly` and `hourly` (fen) of a place on a day; None while it is unknown.

        Its own figure, else that of the province's tier which the place belongs to.
        """
        own = self.row("minimum_wage", place, on)
        tier = None if own else self.value("minimum_wage_tier", place, on, "tier")
        if tier is None:
            return own
        tiers = (self.rows.get(("minimum_wage_tiers", f"{key}/{tier}"), ()) for key in around(place))
        return self._noted(next((row for rows in tiers for row in rows if row.holds(on)), None))

    def unconfirmed(self):
        """The rows with a “confirm” mark, for the page on which somebody confirms them."""
        return [row for rows in self.rows.values() for row in rows if row.confirm]

    def overlay(self, rows):
        """These tables with an office's rows over them, later rows last.

        A row has .table, .key, .from_on, .value, .source, and .confirm while nobody has confirmed it. Table "holidays": key
        "2027", value {"notice": "国办发明电…" or null, "holidays": [as in holidays.toml, ISO dates]}; it replaces the whole
        year. Any other table is one of KINDS, its value as that kind reads it; a row of the same table, key and day replaces
        the shipped one. Rows of tables that are not known are left alone; BadInput for a value that its kind does not take.
        """
        calendar, found = self.calendar, dict(self.rows)
        for row in rows:
            if row.table == "holidays":
                calendar = calendar.with_year(int(row.key), row.value.get("notice"), row.value["holidays"])
            elif row.table in KINDS:
                made = Row(row.table, row.key, row.from_on, KINDS[row.table].read(row.value), row.source,
                           getattr(row, "confirm", False))
                kept = [r for r in found.get((row.table, row.key), ()) if r.from_on != row.from_on]
                found[row.table, row.key] = tuple(sorted([made, *kept], key=lambda r: r.from_on, reverse=True))
        return replace(self, calendar=calendar, rows=found)


@cache
def around(place):
    """A place and those around it, the nearest first, by the digits of its code; the country is "*"."""
    if not place:
        return ("*",)
    cuts = [place, *(place[:n] for n in (12, 9, 6) if len(place) > n), place[:4] + "00", place[:2] + "0000", "*"]
    return tuple(dict.fromkeys(cuts))


@cache
def seed():
    """The shipped tables."""
    calendar = Calendar()
    for row in _read("holidays.toml")["year"]:
        calendar = calendar.with_year(row["year"], row.get("notice"), row["holidays"])
    found = {}
    for name in FILES:
        for row in _read(name)["row"]:
            table, key = row["table"], row["key"]
            made = Row(table, key, row["from"], KINDS[table].read(row["value"]), row["source"], row["confirm"], row.get("until"))
            found[table, key] = tuple(sorted([made, *found.get((table, key), ())], key=lambda r: r.from_on, reverse=True))
    return Tables(calendar, found)


def _read(name):
    with (HERE / name).open("rb") as file:
        return tomllib.load(file)
