"""What must hold of work in hands tonight."""

from casework.accounts.models import User
from casework.core import holdings
from casework.core.checks import check
from casework.desk.models import Handover, HandoverItem, Signature, SlipState
from casework.extensions import db


@check("work: nobody who has left holds open work")
def nobody_gone_holds_work():
    """Ids of the people."""
    gone = db.session.scalars(db.select(User).where(~User.active, User.login != "system"))
    return [user.id for user in gone if holdings.of(user)]


@check("handovers: work moved only when everybody had signed")
def moved_when_signed():
    unsigned = db.select(Signature.handover_id).where(Signature.signed_at.is_(None))
    empty = ~db.select(HandoverItem.id).where(HandoverItem.handover_id == Handover.id).exists()
    return db.session.scalars(db.select(Handover.id).where(
        Handover.state == SlipState.DONE, Handover.id.in_(unsigned) | empty)).all()
