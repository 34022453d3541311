"""依据 — why a claim line is what it is: each finding with its proof, and the calculation that a claim came from.

Findings are a history: none is edited, the last one stands on the line (checks prove it).
"""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, joinedload, mapped_column

from casework.arrears.models import ClaimLine
from casework.core.base import Record, related
from casework.extensions import db


class Recognition(Record, db.Model):
    """认定与放弃: what was found of a line on a local date, and what its worker gave up, in fen; why, and by which evidence."""

    line_id: Mapped[int] = mapped_column(sa.ForeignKey("claim_line.id"), index=True)
    on: Mapped[date]
    recognised_fen: Mapped[int | None] = mapped_column(sa.BigInteger)
    waived_fen: Mapped[int] = mapped_column(sa.BigInteger)
    reason: Mapped[str] = mapped_column(sa.String(200))
    evidence_id: Mapped[int | None] = mapped_column(sa.ForeignKey("evidence.id"), index=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))

    line = related("ClaimLine")
    evidence = related("Evidence")
    by = related("User")

    __table_args__ = (
        sa.CheckConstraint("recognised_fen IS NULL OR recognised_fen >= 0", name="recognised_not_negative"),
        sa.CheckConstraint("waived_fen >= 0", name="waived_not_negative"),
    )


class Calculation(Record, db.Model):
    """What a claim was worked out by: the rule of the law package, its inputs as JSON, its steps [[words, articles]] in Chinese,
    and the sum in fen. `claimed_fen` of the line may have been changed by hand since: then they differ, and the page says so."""

    line_id: Mapped[int] = mapped_column(sa.ForeignKey("claim_line.id"), unique=True)
    rule: Mapped[str] = mapped_column(sa.String(40))
    inputs: Mapped[dict] = mapped_column(sa.JSON)
    steps: Mapped[list] = mapped_column(sa.JSON)
    result_fen: Mapped[int | None] = mapped_column(sa.BigInteger)
    on: Mapped[date]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))

    by = related("User")


def recognitions(case, worker_id=None):
    """Findings about the lines of a case (of one worker of it), newest first, with line, proof and who found."""
    found = (db.select(Recognition).join(ClaimLine, ClaimLine.id == Recognition.line_id).where(ClaimLine.case_id == case.id)
             .options(joinedload(Recognition.line), joinedload(Recognition.evidence), joinedload(Recognition.by)))
    if worker_id is not None:
        found = found.where(ClaimLine.worker_id == worker_id)
    return found.order_by(Recognition.id.desc())


def calculations(lines):
    """{line id: Calculation} of these lines."""
    ids = [line.id for line in lines]
    return {row.line_id: row for row in db.session.scalars(
        db.select(Calculation).where(Calculation.line_id.in_(ids)).options(joinedload(Calculation.by)))} if ids else {}
