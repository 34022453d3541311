"""举证 — what the employer must hand in when wages are disputed, what it was asked for, and what came.

Nothing is edited: what comes later stands beside what came before, and the latest word on a thing is how it stands.
"""

from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from casework.core.base import Record, choice, related
from casework.extensions import db
from casework.law.findings import N_


class Standing(StrEnum):
    COMPLETE = "complete"
    PARTLY = "partly"
    REFUSED = "refused"


STANDINGS = {
    Standing.COMPLETE: N_("齐全"),
    Standing.PARTLY: N_("部分"),
    Standing.REFUSED: N_("拒不提供"),
}


class Handed(Record, db.Model):
    """One thing of law.payers.to_produce (`key`) that was handed in, or refused, on a local date."""

    __tablename__ = "proof_handed"

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("arrears_case.id"), index=True)
    key: Mapped[str] = mapped_column(sa.String(24))
    standing: Mapped[Standing] = mapped_column(choice(Standing, "standing"))
    on: Mapped[date]
    from_whom: Mapped[str | None] = mapped_column(sa.String(120))
    evidence_id: Mapped[int | None] = mapped_column(sa.ForeignKey("evidence.id"))
    note: Mapped[str | None] = mapped_column(sa.String(200))
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))

    evidence = related("Evidence")
    by = related("User")


class DemandKind(StrEnum):
    REQUEST = "request"
    ORDER = "order"


DEMANDS = {
    DemandKind.REQUEST: N_("要求提供材料"),
    DemandKind.ORDER: N_("限期改正"),
}


class Demand(Record, db.Model):
    """What the employer (or `to_name`) was told to do by a local date: hand in the things of `keys`, and by an order pay
    `owed_fen` (None: the order asks for no payment; payments with a larger id than `after_payment_id` came later).

    It says what was missing on its day and is never changed; a void paper voids it.
    """

    __tablename__ = "proof_demand"

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("arrears_case.id"), index=True)
    kind: Mapped[DemandKind] = mapped_column(choice(DemandKind, "kind"))
    on: Mapped[date]
    due_on: Mapped[date]
    to_name: Mapped[str | None] = mapped_column(sa.String(120))
    keys: Mapped[list] = mapped_column(sa.JSON)
    owed_fen: Mapped[int | None] = mapped_column(sa.BigInteger)
    after_payment_id: Mapped[int] = mapped_column(default=0)
    facts: Mapped[str | None] = mapped_column(sa.Text)
    extra: Mapped[str | None] = mapped_column(sa.Text)
    place: Mapped[str | None] = mapped_column(sa.String(200))
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))

    by = related("User")

    __table_args__ = (
        sa.CheckConstraint("due_on >= \"on\"", name="due_not_before"),
        sa.CheckConstraint("owed_fen IS NULL OR (owed_fen > 0 AND kind = 'order')", name="only_an_order_to_pay"),
    )
