"""What must hold of every case tonight."""

import sqlalchemy as sa

from casework.arrears.models import Case, CaseOfficer, ClaimLine, State
from casework.core.checks import check
from casework.core.deadlines import Deadline
from casework.core.lifecycle import Moved
from casework.extensions import db


@check("cases: a closed case has no running clock")
def closed_without_clock():
    return db.session.scalars(
        db.select(Case.id).join(Deadline, Deadline.matter_id == Case.id)
        .where(Case.state == State.CLOSED, Deadline.met_on.is_(None)).distinct()
    ).all()


@check("cases: the state is where the last move led")
def state_is_last_move():
    last = db.select(sa.func.max(Moved.id)).where(Moved.matter_id == Case.id).correlate(Case).scalar_subquery()
    return db.session.scalars(
        db.select(Case.id).join(Moved, Moved.id == last).where(sa.cast(Case.state, sa.String) != Moved.target)
    ).all()


@check("cases: a filed case has two officers")
def filed_with_two():
    officers = db.select(sa.func.count(CaseOfficer.id)).where(CaseOfficer.case_id == Case.id).scalar_subquery()
    return db.session.scalars(db.select(Case.id).where(Case.filed_on.is_not(None), officers < 2)).all()


@check("claims: nobody is paid more than is owed")
def never_paid_twice():
    stands = sa.func.coalesce(ClaimLine.recognised_fen, ClaimLine.claimed_fen)
    return db.session.scalars(
        db.select(ClaimLine.id).where(ClaimLine.paid_fen + ClaimLine.waived_fen + ClaimLine.advanced_fen > stands)
    ).all()


@check("claims: one worker and month once in a case and team")
def no_double_line():
    return db.session.scalars(
        db.select(sa.func.max(ClaimLine.id)).where(ClaimLine.month.is_not(None))
        .group_by(ClaimLine.case_id, ClaimLine.worker_id, ClaimLine.month, ClaimLine.team).having(sa.func.count() > 1)
    ).all()
