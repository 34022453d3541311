"""Tasks among what somebody holds, and among what waits on a desk."""

from casework.core import slips
from casework.core.holdings import HOLDINGS, Held, Holding
from casework.core.matter import Matter
from casework.core.slips import Slip
from casework.desk import actions, queries
from casework.desk.models import Handover, Signature, SlipState, Task, TaskState
from casework.extensions import db
from casework.law.findings import N_


def held(user):
    rows = db.session.execute(
        db.select(Task.id, Task.text, Task.due_on, Matter.number).outerjoin(Matter, Matter.id == Task.matter_id)
        .where(Task.holder_id == user.id, Task.state == TaskState.OPEN).order_by(Task.id))
    return [Held("task", row.id, row.text, row.number or "", row.text if row.number else "", row.due_on, "desk.task", row.id)
            for row in rows]


def move(id, giver, receiver, by):
    actions.take(queries.any_task(id), receiver=receiver, by=by)


def fits(id, receiver):
    return actions.unfit(queries.any_task(id), receiver)


def waiting(user, day):
    """Tasks of the person, and slips that want their signature."""
    rows = db.session.execute(queries.tasks_of(user))
    told = [Slip(row.text, row.number or "", row.giver if row.given_by_id != user.id else "", row.due_on, day.until(row.due_on),
                 "desk.task", row.id) for row in rows]
    unsigned = db.session.execute(
        db.select(Handover.id, Handover.made_on).join(Signature, Signature.handover_id == Handover.id)
        .where(Signature.user_id == user.id, Signature.signed_at.is_(None), Handover.state == SlipState.OPEN))
    return told + [Slip(N_("在交接单上签字"), "", "", None, None, "desk.handover", row.id) for row in unsigned]


HOLDINGS["task"] = Holding(N_("任务"), held, move, fits, place=9)
slips.SOURCES.append(waiting)
