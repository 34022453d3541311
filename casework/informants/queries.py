"""Is an informant kept for a matter, and who is it: the second question only behind its own permission."""

import sqlalchemy as sa

from casework.accounts import queries as accounts
from casework.accounts.models import Area
from casework.core.matter import Matter
from casework.core.permissions import P
from casework.extensions import db
from casework.informants.models import Informant


def matter(id, user, permission):
    """A matter of the areas in which the person holds the permission; never through a glass."""
    found = db.session.scalar(
        db.select(Matter).join(Matter.area).where(Matter.id == id, accounts.within(user, permission))
        .options(sa.orm.contains_eager(Matter.area)))
    if found is None:
        accounts.not_here(db.select(Matter.area_id).where(Matter.id == id))
    return found


def kept(matter_id):
    """True when somebody is written down for the matter; nothing about whom."""
    return db.session.scalar(db.select(Informant.id).where(Informant.matter_id == matter_id)) is not None


def informant(matter, user):
    """The informant of a matter that `matter()` gave for INFORMANT_VIEW, or None."""
    within = db.select(Matter.id).join(Area, Area.id == Matter.area_id).where(accounts.within(user, P.INFORMANT_VIEW))
    return db.session.scalar(db.select(Informant).where(Informant.matter_id == matter.id, Informant.matter_id.in_(within)))
