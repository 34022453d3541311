"""Open work orders that somebody answers, as a hand-over slip lists and moves them."""

from casework.channels import actions, queries
from casework.channels.models import OUTSIDE, State, WorkOrder
from casework.core.holdings import HOLDINGS, Held, Holding
from casework.extensions import db
from casework.law.findings import N_


def held(user):
    rows = db.session.execute(
        db.select(WorkOrder.id, WorkOrder.number, WorkOrder.channel, WorkOrder.employer_name, WorkOrder.who, WorkOrder.due_on)
        .where(WorkOrder.holder_id == user.id, WorkOrder.state == State.OPEN).order_by(WorkOrder.id))
    return [Held("order", row.id, f"答复外部工单（{OUTSIDE[row.channel]}）", row.number,
                 " / ".join(filter(None, (row.employer_name, row.who))), row.due_on, "channels.show", row.id) for row in rows]


def move(id, giver, receiver, by):
    actions.take_over(queries.any_order(id), receiver=receiver, by=by)


def fits(id, receiver):
    return actions.unfit(queries.any_order(id), receiver)


HOLDINGS["order"] = Holding(N_("外部工单"), held, move, fits, place=2)
