"""A code that is still good, with the person who showed it and the case."""

import sqlalchemy as sa

from casework.accounts import queries as accounts
from casework.accounts.models import Area
from casework.arrears import queries as arrears
from casework.arrears.models import OPEN, Case, CaseOfficer
from casework.core import clock
from casework.core.files import Evidence
from casework.core.permissions import P, may
from casework.extensions import db
from casework.parties.models import Employer
from casework.phones.actions import hashed
from casework.phones.models import PhoneLink


def opened(secret):
    """(PhoneLink, Case, User) behind a secret; None when it is unknown or over, or its person may not add to the case any more."""
    link = db.session.scalar(db.select(PhoneLink).where(PhoneLink.secret_hash == hashed(secret), PhoneLink.until_at > clock.now()))
    user = link and accounts.person(link.user_id)
    if not user or not user.active:
        return None
    case = db.session.scalar(arrears.cases(user).where(Case.id == link.matter_id))
    return (link, case, user) if case and may(user, P.CASE_REGISTER, case.area.path) else None


def arrived(link):
    """Evidence of the case that came since the code was shown, the latest first."""
    return db.session.scalars(
        db.select(Evidence).where(Evidence.matter_id == link.matter_id, Evidence.created_at >= link.created_at,
                                  Evidence.by_id == link.user_id).order_by(Evidence.id.desc())).all()


def shown(id, user):
    """A code that this person showed, or 404."""
    return db.one_or_404(db.select(PhoneLink).where(PhoneLink.id == id, PhoneLink.user_id == user.id))


def at_hand(user, opened=(), limit=30):
    """Open cases for which the person may show a code, as rows (id, number, employer): those that were opened last (ids, the latest
    first), then those in which the person is an officer, the newest first."""
    own = db.select(CaseOfficer.case_id).where(CaseOfficer.user_id == user.id)
    place = sa.case({id: n for n, id in enumerate(opened)}, value=Case.id, else_=len(opened)) if opened else sa.literal(0)
    return db.session.execute(
        db.select(Case.id, Case.number, Employer.name.label("employer")).join(Area, Area.id == Case.area_id)
        .join(Employer, Employer.id == Case.employer_id)
        .where(accounts.within(user, P.CASE_REGISTER), Case.state.in_(OPEN), sa.or_(Case.id.in_(opened), Case.id.in_(own)))
        .order_by(place, Case.received_on.desc(), Case.id.desc()).limit(limit)).all()
