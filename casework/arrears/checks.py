"""What must hold of every case tonight."""

import sqlalchemy as sa

from casework.arrears.grounds import Recognition
from casework.arrears.merging import Merge
from casework.arrears.models import Case, CaseOfficer, Channel, ClaimLine, State
from casework.arrears.payments import Payment, Share
from casework.core.checks import check
from casework.core.deadlines import Deadline
from casework.core.lifecycle import Moved
from casework.extensions import db
from casework.parties.project_models import Project, ProjectState


@check("rows: every reference leads to a row")
def references():
    """PostgreSQL holds them always; a SQLite file may have been edited without foreign keys."""
    if db.engine.dialect.name != "sqlite":
        return []
    return [row[1] for row in db.session.execute(sa.text("PRAGMA foreign_key_check")).all() if row[1] is not None]


@check("papers: no number is missing from its series")
def no_gap():
    """Numbers given to papers and numbers that papers carry are as many, for each body and year."""
    from casework.core.numbering import Sequence
    from casework.documents import FORMS
    from casework.documents.store import Printed

    given = dict(db.session.execute(
        db.select(Sequence.body_id, sa.func.sum(Sequence.last)).where(Sequence.word.in_(list(FORMS))).group_by(Sequence.body_id)).all())
    carried = dict(db.session.execute(
        db.select(Printed.body_id, sa.func.count(Printed.id)).where(Printed.number.is_not(None)).group_by(Printed.body_id)).all())
    return [body for body in given if given[body] != carried.get(body, 0)]


@check("cases: a registered project that a case names is no void one, and its name stands in the case")
def sites_named():
    return db.session.scalars(
        db.select(Case.id).join(Project, Project.id == Case.project_id)
        .where(sa.or_(Project.state == ProjectState.VOID, Case.project.is_(None)))).all()


@check("cases: a report (举报) names no complainant")
def reports_unnamed():
    return db.session.scalars(db.select(Case.id).where(Case.channel == Channel.REPORT, Case.complainant_id.is_not(None))).all()


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
        db.select(ClaimLine.id).where(
            ClaimLine.paid_fen + ClaimLine.waived_fen + ClaimLine.advanced_fen - ClaimLine.recovered_fen > stands)
    ).all()


@check("claims: one worker and month once in a case and team")
def no_double_line():
    return db.session.scalars(
        db.select(sa.func.max(ClaimLine.id)).where(ClaimLine.month.is_not(None))
        .group_by(ClaimLine.case_id, ClaimLine.worker_id, ClaimLine.month, ClaimLine.team, ClaimLine.kind)
        .having(sa.func.count() > 1)
    ).all()


@check("payments: what a line was paid is the sum of its shares")
def paid_is_shares():
    total = (
        db.select(Share.line_id, sa.func.sum(Share.fen).label("fen"), sa.func.sum(Share.fund_fen).label("fund"))
        .join(Payment, Payment.id == Share.payment_id).where(Payment.withdrawn_on.is_(None)).group_by(Share.line_id).subquery())
    return db.session.scalars(
        db.select(ClaimLine.id).outerjoin(total, total.c.line_id == ClaimLine.id)
        .where(sa.or_(ClaimLine.paid_fen != sa.func.coalesce(total.c.fen, 0),
                      ClaimLine.recovered_fen != sa.func.coalesce(total.c.fund, 0)))
    ).all()


@check("payments: a payment is the sum of its shares")
def payment_is_shares():
    shares = db.select(sa.func.coalesce(sa.func.sum(Share.fen), 0)).where(Share.payment_id == Payment.id).scalar_subquery()
    return db.session.scalars(db.select(Payment.id).where(Payment.amount_fen != shares)).all()


@check("claims: what was found of a line last is what stands on it")
def last_finding_stands():
    last = db.select(sa.func.max(Recognition.id)).where(Recognition.line_id == ClaimLine.id).correlate(ClaimLine).scalar_subquery()
    return db.session.scalars(
        db.select(ClaimLine.id).join(Recognition, Recognition.id == last)
        .where(sa.or_(sa.func.coalesce(Recognition.recognised_fen, -1) != sa.func.coalesce(ClaimLine.recognised_fen, -1),
                      Recognition.waived_fen != ClaimLine.waived_fen))).all()


@check("merges: a merged case has one standing merge")
def merged_once():
    standing = db.select(sa.func.count(Merge.id)).where(Merge.part_id == Case.id, Merge.undone_on.is_(None)).scalar_subquery()
    return db.session.scalars(
        db.select(Case.id).where(standing != sa.case((Case.merged_into_id.is_not(None), 1), else_=0))).all()
