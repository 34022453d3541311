"""What a new calendar moves, and what the last one moved, by the number of the case that people know."""

from dataclasses import dataclass
from datetime import date

from casework.accounts import queries as accounts
from casework.accounts.models import Area
from casework.core import calendar, deadlines
from casework.core.audit import AuditEntry, names_of
from casework.core.calendar import LawTableRow
from casework.core.deadlines import TERMS, Deadline
from casework.core.matter import Matter
from casework.core.permissions import P
from casework.extensions import db
from casework.lawbook import years

MOST = 200  # moved clocks on a page; the rest is counted


def moved(shifts):
    """[{"matter", "clock", "from", "to"}] of core.deadlines.Shift: numbers of matters, codes of clocks, ISO days."""
    numbers = _numbers({shift.matter_id for shift in shifts})
    return [{"matter": numbers[s.matter_id], "clock": s.code, "from": s.before.isoformat(), "to": s.after.isoformat()}
            for s in shifts]


def _numbers(ids, user=None):
    """{id: number} of matters; with a user, of those in the areas whose tables they keep."""
    ids, numbers = sorted(ids), {}
    for at in range(0, len(ids), 1000):
        select = db.select(Matter.id, Matter.number).where(Matter.id.in_(ids[at:at + 1000]))
        if user is not None:
            select = select.join(Area, Area.id == Matter.area_id).where(accounts.within(user, P.LAW_EDIT))
        numbers |= dict(db.session.execute(select).all())
    return numbers


@dataclass(frozen=True)
class Moves:
    """Clocks whose day moves. lines: [(number, label, before, after)]; `elsewhere`: those of other areas, only counted;
    `settled`: those whose day stays and is no longer provisional."""

    lines: list
    elsewhere: int = 0
    settled: int = 0

    @property
    def count(self):
        return len(self.lines) + self.elsewhere


def _moves(found, user, settled=0):
    """found: [(matter id, code, before, after)]."""
    numbers = _numbers({matter for matter, *_ in found}, user)
    own = [(numbers[matter], TERMS[code].label, before, after) for matter, code, before, after in found if matter in numbers]
    return Moves(sorted(own, key=lambda one: (one[2], one[0])), len(found) - len(own), settled)


@dataclass(frozen=True)
class Preview:
    """What a notice would do. changes: [(first, last, before, after)] of days; `year`: a lawbook.years.Year."""

    year: years.Year
    changes: list
    moves: Moves


def preview(notice, user):
    now = calendar.calendar()
    then = notice.over(now)
    shifts = list(deadlines.shifts(then))
    found = [(s.matter_id, s.code, s.before, s.after) for s in shifts if s.before != s.after]
    return Preview(years.year(then, notice.year, now), list(years.changes(then, now, notice.year)),
                   _moves(found, user, len(shifts) - len(found)))


@dataclass(frozen=True)
class Import:
    """Who took the notice that is in force for a year, when, and what it moved."""

    row: LawTableRow
    at: object
    who: str
    moves: Moves


def last_import(year, user):
    """The import of a year's notice as the audit has it; None for a year that came with the program."""
    row = db.session.scalar(db.select(LawTableRow).where(
        LawTableRow.table == "holidays", LawTableRow.key == str(year), LawTableRow.withdrawn_on.is_(None)))
    entry = row and db.session.scalar(
        db.select(AuditEntry).where(AuditEntry.subject_type == "LawTableRow", AuditEntry.subject_id == row.id,
                                    AuditEntry.action == "lawbook.import_year").order_by(AuditEntry.id.desc()).limit(1))
    if entry is None:
        return None
    clocks = db.session.scalars(
        db.select(AuditEntry).where(AuditEntry.subject_type == "Deadline", AuditEntry.action == entry.action,
                                    AuditEntry.at == entry.at, AuditEntry.by_id == entry.by_id)).all()
    days = {one.subject_id: one.changes["due_on"] for one in clocks if "due_on" in one.changes}
    of = db.select(Deadline.id, Deadline.matter_id, Deadline.code).where(Deadline.id.in_(list(days)))
    found = [(matter, code, *map(date.fromisoformat, days[id])) for id, matter, code in db.session.execute(of)]
    return Import(row, entry.at, names_of({entry.by_id}).get(entry.by_id, ""), _moves(found, user, len(clocks) - len(days)))
