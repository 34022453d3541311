"""What is missing: the figures that no source gave, by name, with who must enter them and which rules wait for them."""

from typing import NamedTuple

from casework.law.findings import N_, Message
from casework.law.tables.kinds import KINDS

HOLIDAYS_BY = N_("管理员导入国务院办公厅的放假通知")


class Gap(NamedTuple):
    """One thing that is missing for a place on a day. `key`: the field of the table, "" when the whole row is missing.

    words: what is missing; who: who enters it; ids: the rules that answer “unknown” until then.
    """

    table: str
    key: str
    words: Message
    who: Message
    ids: tuple[str, ...]


def gaps(tables, place, on):
    """Every Gap for a place (a code of an area) on a day, in the order of KINDS; the calendar first."""
    found = [
        Gap("holidays", str(year), Message(N_("{year}年放假安排"), year=year), Message(HOLIDAYS_BY), ("CA-03",))
        for year in (on.year, on.year + 1)
        if year not in tables.calendar.years
    ]
    for kind in KINDS.values():
        if kind.listed and not _known(kind, tables, place, on):
            found.append(Gap(kind.name, "", Message(kind.title), Message(kind.who), kind.ids))
    return found


def _known(kind, tables, place, on):
    if kind.name == "minimum_wage_tiers":
        return bool(tables.minimum_wage(place, on)) or any(
            row.holds(on) for (table, _), rows in tables.rows.items() if table == kind.name for row in rows
        )
    if kind.name == "minimum_wage_tier":
        return tables.minimum_wage(place, on) is not None
    return tables.row(kind.name, place, on) is not None
