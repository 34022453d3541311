"""What is known of a file: its record, its items by key, what was handed out."""

import sqlalchemy as sa

from casework.dossiers.models import Dossier, HandOut, Item, Outside
from casework.extensions import db


def dossier(matter):
    """The record of a matter's file, or None while nobody has touched it."""
    return db.session.scalar(db.select(Dossier).where(Dossier.matter_id == matter.id).options(sa.orm.joinedload(Dossier.scored_by)))


def items(file):
    """Items of a file in their order."""
    if file is None:
        return []
    return db.session.scalars(db.select(Item).where(Item.dossier_id == file.id).order_by(Item.position, Item.id)).all()


def outside(file):
    """{item id: Outside} of a file: what lies in copies for outsiders that were handed out."""
    if file is None:
        return {}
    found = db.select(Outside).join(Item, Item.id == Outside.item_id).where(Item.dossier_id == file.id)
    return {one.item_id: one for one in db.session.scalars(found)}


def handed(file):
    """What was handed out, the latest first, with who did it."""
    if file is None:
        return []
    return db.session.scalars(db.select(HandOut).where(HandOut.dossier_id == file.id).options(sa.orm.joinedload(HandOut.by))
                              .order_by(HandOut.id.desc())).all()


def hand_out(id):
    """(hand-out, id of its matter), or None."""
    return db.session.execute(
        db.select(HandOut, Dossier.matter_id).join(Dossier, Dossier.id == HandOut.dossier_id).where(HandOut.id == id)).first()
