"""Payments of a case, the plan with what was kept and broken of it, and workers who cannot be found, with their age."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from casework.accounts import queries as accounts
from casework.accounts.models import Area
from casework.arrears.models import Case, ClaimLine
from casework.arrears.payments import RECEIPT, Instalment, Payment, Share, Unfound
from casework.core.permissions import P
from casework.extensions import db
from casework.parties.models import Worker


def payments(case):
    """Payments noted for a case, with shares, proof and who noted them, newest first."""
    return (
        db.select(Payment).where(Payment.case_id == case.id)
        .options(joinedload(Payment.by), joinedload(Payment.evidence),
                 selectinload(Payment.shares).joinedload(Share.line).joinedload(ClaimLine.worker))
        .order_by(Payment.on.desc(), Payment.id.desc())
    )


def payment(id, case):
    """One payment of a case, or 404."""
    return db.one_or_404(db.select(Payment).where(Payment.id == id, Payment.case_id == case.id))


def on_the_spot(case):
    """{claim line id: fen that its worker got} of the payment with which a case was settled on the spot; empty without one."""
    last = (db.select(sa.func.max(Payment.id)).where(Payment.case_id == case.id, Payment.withdrawn_on.is_(None),
                                                     Payment.voucher == RECEIPT, Payment.on == case.moved_on).scalar_subquery())
    return dict(db.session.execute(db.select(Share.line_id, Share.fen - Share.fund_fen).where(Share.payment_id == last)).all())


@dataclass(frozen=True)
class Due:
    """One instalment read on a day: what of it is covered by payments since the agreement. state: kept, due, broken."""

    due_on: date
    amount_fen: int
    covered_fen: int
    state: str


def plan(case, on):
    """The instalments in force as they stand on a local date: payments since the agreement cover them in order."""
    rows = db.session.scalars(
        db.select(Instalment).where(Instalment.case_id == case.id, Instalment.replaced_on.is_(None))
        .order_by(Instalment.due_on, Instalment.id)).all()
    if not rows:
        return []
    left = db.session.scalar(
        db.select(sa.cast(sa.func.coalesce(sa.func.sum(Payment.amount_fen), 0), sa.BigInteger)).where(
            Payment.case_id == case.id, Payment.withdrawn_on.is_(None), Payment.on >= rows[0].agreed_on, Payment.on <= on))
    said = []
    for row in rows:
        covered = min(left, row.amount_fen)
        left -= covered
        state = "kept" if covered == row.amount_fen else "broken" if row.due_on < on else "due"
        said.append(Due(row.due_on, row.amount_fen, covered, state))
    return said


def broken(user, on):
    """Ids of cases in the person's areas of which an instalment has passed unpaid on a local date."""
    cases = db.session.scalars(
        db.select(Case).join(Area, Area.id == Case.area_id).where(
            accounts.within(user, P.CASE_VIEW),
            Case.id.in_(db.select(Instalment.case_id).where(Instalment.replaced_on.is_(None), Instalment.due_on < on)))
    ).all()
    return [case.id for case in cases if any(due.state == "broken" for due in plan(case, on))]


def unfound(case):
    return (
        db.select(Unfound).where(Unfound.case_id == case.id, Unfound.found_on.is_(None)).options(joinedload(Unfound.worker))
        .order_by(Unfound.since_on, Unfound.id)
    )


def unfound_rows(user):
    """Workers who cannot be found, of the person's areas, the longest first, with what they are still owed (fen)."""
    owed = (
        db.select(sa.cast(sa.func.sum(
            sa.func.coalesce(ClaimLine.recognised_fen, ClaimLine.claimed_fen) - ClaimLine.paid_fen - ClaimLine.waived_fen),
            sa.BigInteger))
        .where(ClaimLine.case_id == Unfound.case_id, ClaimLine.worker_id == Unfound.worker_id).scalar_subquery()
    )
    return (
        db.select(Unfound.id, Unfound.since_on, Unfound.note, Worker.name, Case.id.label("case_id"), Case.number,
                  owed.label("owed_fen"))
        .join(Worker, Worker.id == Unfound.worker_id).join(Case, Case.id == Unfound.case_id)
        .join(Area, Area.id == Case.area_id)
        .where(Unfound.found_on.is_(None), accounts.within(user, P.CASE_VIEW)).order_by(Unfound.since_on, Unfound.id)
    )
