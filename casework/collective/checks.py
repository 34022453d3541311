"""What must hold of every collective contract tonight."""

import sqlalchemy as sa

from casework.collective.models import Collective, CollectiveObjection, CollectivePaper, CollectiveParty
from casework.collective.words import BEEN, State
from casework.core.checks import check
from casework.core.deadlines import Deadline
from casework.extensions import db
from casework.law import collective as law


def _running(code):
    return sa.exists().where(Deadline.matter_id == Collective.id, Deadline.code == code, Deadline.met_on.is_(None))


@check("collective: the fifteen days run while there may be an objection, and no longer")
def effect_runs():
    text = sa.exists().where(CollectivePaper.collective_id == Collective.id, CollectivePaper.round == Collective.round,
                             CollectivePaper.code == "text")
    awaited = sa.or_(sa.and_(Collective.state == State.SUBMITTED, text), Collective.state.in_((State.REGISTERED, State.CLEARED)))
    return db.session.scalars(db.select(Collective.id).where(sa.case((awaited, 1), else_=0) != sa.case((_running(law.EFFECT.code), 1),
                                                                                                       else_=0))).all()


@check("collective: in force from the day after the fifteenth")
def effective_by_law():
    last = (db.select(sa.func.max(Deadline.due_on)).where(Deadline.matter_id == Collective.id, Deadline.code == law.EFFECT.code)
            .scalar_subquery())
    rows = db.session.execute(db.select(Collective.id, Collective.effective_on, last.label("last")).where(Collective.state.in_(BEEN)))
    return [row.id for row in rows if row.last is None or row.effective_on != law.effective_on(row.last)]


@check("collective: an objection says why, clause by clause")
def objections_said():
    said = sa.exists().where(CollectiveObjection.collective_id == Collective.id, CollectiveObjection.round == Collective.round)
    return db.session.scalars(db.select(Collective.id).where(Collective.state == State.OBJECTED, ~said)).all()


@check("collective: one employer's contract names one employer")
def one_employer():
    n = (db.select(sa.func.count(CollectiveParty.id)).where(CollectiveParty.collective_id == Collective.id).scalar_subquery())
    return db.session.scalars(db.select(Collective.id).where(Collective.scope == "employer", n != 1)).all()
