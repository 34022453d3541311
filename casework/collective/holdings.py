"""Collective contracts that somebody looks after, as a hand-over slip lists and moves them."""

from casework.collective import actions, lists
from casework.collective.models import Collective
from casework.collective.words import HELD
from casework.core.holdings import HOLDINGS, Held, Holding
from casework.core.permissions import P, may
from casework.extensions import db
from casework.law.findings import N_, Message


def held(user):
    rows = db.session.execute(lists.rows(user).where(Collective.lead_id == user.id, Collective.state.in_(HELD)).order_by(Collective.id))
    return [Held("collective", row.id, "集体合同", row.number, row.employers_name, row.due_on, "collective.show", row.id) for row in rows]


def fits(id, receiver):
    one = _one(id)
    if not may(receiver, P.CONTRACT_EDIT, one.area.path):
        return Message(N_("{name} 不能在这个区域办理集体合同"), name=receiver.name)
    return None


def _one(id):
    from casework.collective import queries

    return db.session.scalar(queries.whole().where(Collective.id == id))


HOLDINGS["collective"] = Holding(N_("集体合同"), held, lambda id, giver, receiver, by: actions.take(_one(id), receiver=receiver, by=by),
                                 fits, place=3)
