"""Work orders that wait for an answer: on the desk of whoever has them; those that nobody has, on the desks of all who register
cases there."""

import sqlalchemy as sa

from casework.accounts import queries as accounts
from casework.accounts.models import Area
from casework.channels import queries
from casework.channels.models import State, WorkOrder
from casework.core import recent, slips
from casework.core.permissions import P
from casework.core.slips import Slip
from casework.extensions import db
from casework.law.findings import N_

HERE = "channels.show"


def waiting(user, day):
    if not accounts.paths(user, P.CASE_REGISTER):
        return []
    rows = queries.order_rows(user).where(WorkOrder.state == State.OPEN, accounts.within(user, P.CASE_REGISTER),
                                           sa.or_(WorkOrder.holder_id.is_(None), WorkOrder.holder_id == user.id))
    return [Slip(N_("答复外部工单"), row.number, " / ".join(filter(None, (row.employer_name, row.who))), row.due_on, day.until(row.due_on),
                 HERE, row.id) for row in db.session.execute(rows)]


def titles(ids, user):
    rows = (db.select(WorkOrder.id, WorkOrder.number, WorkOrder.employer_name).join(Area, Area.id == WorkOrder.area_id)
            .where(WorkOrder.id.in_(ids), accounts.within(user, P.CASE_VIEW)))
    return {row.id: (row.employer_name or row.number, row.number) for row in db.session.execute(rows)}


slips.SOURCES.append(waiting)
recent.KINDS[HERE] = ("WorkOrder", titles)
