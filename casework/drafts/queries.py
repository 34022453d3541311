"""Drafts are asked for by the person who typed them, and by nobody else."""

from casework.drafts.models import Draft
from casework.extensions import db


def draft(at, user):
    """The person's draft for the form at this address, or None."""
    return db.session.scalar(db.select(Draft).where(Draft.user_id == user.id, Draft.at == at))


def of(user):
    """All drafts of a person, the latest first."""
    return db.session.scalars(db.select(Draft).where(Draft.user_id == user.id).order_by(Draft.saved_at.desc(), Draft.id.desc())).all()


def before(moment):
    """Drafts of anybody, last saved before this moment."""
    return db.session.scalars(db.select(Draft).where(Draft.saved_at < moment)).all()
