"""What people see of collective contracts: one record, those that bind an employer, what was brought and answered. Scoped by area."""

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from casework.accounts import queries as accounts
from casework.accounts.models import Area
from casework.collective import coverage
from casework.collective.models import (
    Collective,
    CollectiveAnswer,
    CollectiveObjection,
    CollectiveParty,
)
from casework.collective.words import EXPIRED, FORCE, LABELS, State
from casework.core import clock, deadlines, files
from casework.core.deadlines import Clock
from casework.core.permissions import P
from casework.extensions import db
from casework.law import collective as law


def whole():
    """Every contract with what its page and its papers say."""
    return db.select(Collective).join(Collective.area).options(
        contains_eager(Collective.area), joinedload(Collective.lead), joinedload(Collective.predecessor),
        selectinload(Collective.parties).joinedload(CollectiveParty.employer), selectinload(Collective.delegates),
        selectinload(Collective.papers), selectinload(Collective.standards))


def collective(id, user):
    """One contract of the person's areas; of another area: 404 that names the office."""
    found = db.session.scalar(whole().where(Collective.id == id, accounts.within(user, P.CONTRACT_VIEW)))
    if found is None:
        accounts.not_here(db.select(Collective.area_id).where(Collective.id == id))
    return found


def binding(employer, user):
    """[(id, number, title, kind, scope, state, start, end, seen)] of contracts that bind or are to bind an employer, the latest first.
    `seen`: the person may open it."""
    seen = sa.case((accounts.within(user, P.CONTRACT_VIEW), True), else_=False).label("seen")
    return db.session.execute(
        db.select(Collective.id, Collective.number, Collective.title, Collective.kind_of, Collective.scope, Collective.state,
                  Collective.start_on, Collective.end_on, Collective.effective_on, seen)
        .join(Area, Area.id == Collective.area_id).where(coverage.binds(employer), Collective.state != State.WITHDRAWN)
        .order_by(Collective.start_on.desc(), Collective.id.desc()).limit(20)).all()


def earlier(employer, area, user):
    """{id: words} of the contracts that a new one may follow: those of the employer, or of the area."""
    asked = Collective.id.in_(db.select(CollectiveParty.collective_id).where(CollectiveParty.employer_id == employer.id)) \
        if employer is not None else sa.and_(Collective.scope != "employer", accounts.within(user, P.CONTRACT_VIEW))
    if employer is None and area is not None:
        asked = sa.and_(asked, Collective.area_id == area.id)
    rows = db.session.execute(
        db.select(Collective.id, Collective.number, Collective.title).join(Area, Area.id == Collective.area_id)
        .where(asked, accounts.within(user, P.CONTRACT_VIEW), Collective.effective_on.is_not(None))
        .order_by(Collective.end_on.desc(), Collective.id.desc()).limit(100))
    return {str(row.id): f"{row.number} {row.title}" for row in rows}


def successors(one):
    return db.session.execute(db.select(Collective.id, Collective.number, Collective.title, Collective.relation, Collective.state)
                              .where(Collective.predecessor_id == one.id).order_by(Collective.id)).all()


def answers(one):
    """{code: CollectiveAnswer} of the present round."""
    found = db.session.scalars(db.select(CollectiveAnswer).where(
        CollectiveAnswer.collective_id == one.id, CollectiveAnswer.round == one.round).options(joinedload(CollectiveAnswer.by)))
    return {answer.code: answer for answer in found}


def objections(one, round=None):
    """Objections of a round, the present one when none is named."""
    return db.session.scalars(
        db.select(CollectiveObjection).where(CollectiveObjection.collective_id == one.id,
                                             CollectiveObjection.round == (round or one.round))
        .options(joinedload(CollectiveObjection.by)).order_by(CollectiveObjection.id)).all()


def scans_of(one):
    return db.session.scalars(files.of(one)).all()


def clocks(one, on=None):
    """[Clock] of a contract read on a local date."""
    on, profile = on or clock.today(), accounts.profile(one.area)
    return [Clock(d, on, profile.amber_days, profile.amber_share) for d in deadlines.known(one)]


def effect(one):
    """The running fifteen days as a Deadline, or None."""
    return deadlines.running(one, law.EFFECT.code)


def label(state, end_on, on):
    """The words of a state on a day: a term that is over ends the contract without anybody's act (浙江省集体合同条例第30条第1款)."""
    return ("expired", EXPIRED) if state in FORCE and end_on < on else (str(state), LABELS[state])
