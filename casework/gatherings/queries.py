"""What people see of gatherings: scoped by area, with the clock of the next report."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from casework.accounts import queries as accounts
from casework.accounts.models import Area
from casework.core import calendar, clock
from casework.core.listing import Column, Filter, Listing, View
from casework.core.permissions import P
from casework.extensions import db
from casework.gatherings.models import LABELS, LEVELS, Entry, EntryKind, Gathering, State
from casework.law import gatherings as law
from casework.law.findings import N_


def gathering(id, user):
    """One gathering of the person's areas with its entries; of another area: 404 that names the office."""
    found = db.session.scalar(
        db.select(Gathering).join(Gathering.area).where(Gathering.id == id, accounts.within(user, P.CASE_VIEW))
        .options(contains_eager(Gathering.area), joinedload(Gathering.case), joinedload(Gathering.lead),
                 selectinload(Gathering.entries).joinedload(Entry.by)))
    if found is None:
        accounts.not_here(db.select(Gathering.area_id).where(Gathering.id == id))
    return found


def of_case(case):
    """Gatherings raised about a case: [(id, number, state)], newest first."""
    return db.session.execute(
        db.select(Gathering.id, Gathering.number, Gathering.state).where(Gathering.case_id == case.id).order_by(Gathering.id.desc())).all()


def _last_report():
    return db.select(sa.func.max(Entry.at)).where(Entry.gathering_id == Gathering.id, Entry.kind != "ended").scalar_subquery()


def gathering_rows(user):
    """What the list shows, as Core rows; `last_at`: the latest report, `place_code`: the area whose hours hold."""
    return (
        db.select(Gathering.id, Gathering.number, Gathering.state, Gathering.place, Gathering.employer_name, Gathering.people,
                  Gathering.noticed_at, Gathering.reached, Gathering.ended_at, Area.name.label("area_name"), Area.code.label("place_code"),
                  _last_report().label("last_at"))
        .join(Area, Area.id == Gathering.area_id).where(accounts.within(user, P.CASE_VIEW))
    )


def due(row):
    """The moment at which the next report of an open gathering is due, or None: no hours were entered, or it has ended."""
    if row.state != State.OPEN:
        return None
    return law.due_at(calendar.tables(), row.place_code, row.noticed_at, row.last_at)


def reading(row, now=None):
    """The reading of the next report, or None."""
    moment = due(row)
    return moment and law.reading(moment, now or clock.now())


@dataclass(frozen=True)
class Clock:
    """What the clock of one gathering depends on."""

    state: State
    place_code: str
    noticed_at: datetime
    last_at: datetime | None

    @classmethod
    def of(cls, one):
        last = max((entry.at for entry in one.entries if entry.kind != EntryKind.ENDED), default=None)
        return cls(one.state, one.area.code, one.noticed_at, last)


def hours_known(area, on):
    """The county's row for this area on a local date, or None while nobody has entered one."""
    return calendar.tables().row(law.TABLE, area.code, on)


class Gatherings(Listing):
    name, title = "gatherings", N_("群体性事件")
    filters = {
        "q": Filter(N_("地点、单位、编号"), lambda select, value: select.where(sa.or_(
            Gathering.place.contains(value, autoescape=True), Gathering.employer_name.contains(value, autoescape=True),
            Gathering.number.contains(value, autoescape=True)))),
        "state": Filter(N_("状态"), lambda select, value: select.where(sa.cast(Gathering.state, sa.String) == value), LABELS,
                        N_("全部状态")),
        "reached": Filter(N_("已报到"), lambda select, value: select.where(sa.cast(Gathering.reached, sa.String) == value), LEVELS,
                          N_("全部层级")),
    }
    orders = {"newest": (Gathering.noticed_at.desc(), Gathering.id.desc()), "oldest": (Gathering.noticed_at, Gathering.id),
              "people": (Gathering.people.desc(), Gathering.id)}
    default = "newest"
    columns = (
        Column("clock", N_("呈报时限"), kind="moment", value=due),
        Column("number", N_("编号"), link="gatherings.show"),
        Column("place", N_("地点"), css="cut", show="title"),
        Column("employer_name", N_("单位"), css="cut", show="title"),
        Column("people", N_("人数"), kind="count", order="people"),
        Column("reached", N_("已报到"), labels=LEVELS),
        Column("state", N_("状态"), labels=LABELS, show="state"),
        Column("noticed_at", N_("接报时间"), kind="moment", order="oldest"),
        Column("last_at", N_("最近一次呈报"), kind="moment"),
        Column("area_name", N_("区域"), shown=False),
    )
    views = (View(N_("处置中"), {"state": "open"}), View(N_("已结束"), {"state": "ended"}), View(N_("全部"), {}))
