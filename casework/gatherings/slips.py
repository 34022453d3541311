"""Reports of gatherings that are due, on the desks of those who report them."""

from casework.accounts import queries as accounts
from casework.accounts.models import Area
from casework.core import recent, slips
from casework.core.permissions import P
from casework.core.slips import Slip
from casework.extensions import db
from casework.gatherings import queries
from casework.gatherings.models import Gathering, State
from casework.law.findings import N_

HERE = "gatherings.show"


def reports(user, day):
    """Open gatherings of the areas in which the person reports. Without hours of the county there is no clock; it still waits."""
    rows = queries.gathering_rows(user).where(Gathering.state == State.OPEN, accounts.within(user, P.GATHERING_REPORT))
    found = []
    for row in db.session.execute(rows):
        due = queries.due(row)
        found.append(Slip(N_("续报群体性事件") if row.last_at else N_("呈报群体性事件"), row.number, row.employer_name or row.place,
                          due and due.date(), queries.reading(row), HERE, row.id))
    return found


def titles(ids, user):
    """Gatherings that were opened lately: place and number."""
    rows = (db.select(Gathering.id, Gathering.place, Gathering.number).join(Area, Area.id == Gathering.area_id)
            .where(Gathering.id.in_(ids), accounts.within(user, P.CASE_VIEW)))
    return {row.id: (row.place, row.number) for row in db.session.execute(rows)}


slips.SOURCES.append(reports)
recent.KINDS[HERE] = ("Gathering", titles)
