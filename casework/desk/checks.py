"""What must hold of work in hands tonight."""

import sqlalchemy as sa

from casework.accounts.models import Post, User
from casework.core import clock, holdings
from casework.core.checks import check
from casework.desk.models import Handover, HandoverItem, Signature, SlipState
from casework.extensions import db


@check("work: nobody who has left holds open work")
def nobody_gone_holds_work():
    """Ids of people whose account has ended, or whose posts all have."""
    here = db.select(Post.user_id).where(sa.or_(Post.to_on.is_(None), Post.to_on >= clock.today()))
    gone = db.session.scalars(db.select(User).where(sa.or_(~User.active, User.id.not_in(here)), User.login != "system"))
    return [user.id for user in gone if holdings.of(user)]


@check("handovers: work moved only when everybody had signed")
def moved_when_signed():
    unsigned = db.select(Signature.handover_id).where(Signature.signed_at.is_(None))
    empty = ~db.select(HandoverItem.id).where(HandoverItem.handover_id == Handover.id).exists()
    return db.session.scalars(db.select(Handover.id).where(
        Handover.state == SlipState.DONE, Handover.id.in_(unsigned) | empty)).all()
