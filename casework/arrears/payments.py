"""付款 — what a debtor paid, to whom and for which line; instalments that were promised; workers who cannot be found.

A line's `paid_fen` is always the sum of its shares of payments that stand (checks prove it). Nothing is edited: a payment
that was noted by mistake is withdrawn with a reason and stays in the list.
"""

from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from casework.core.base import Record, choice, related
from casework.extensions import db
from casework.law.findings import N_

RECEIPT = "工资领取签收表"  # the voucher of what was paid on the spot


class Payer(StrEnum):
    EMPLOYER = "employer"
    CONTRACTOR = "general-contractor"
    OWNER = "owner"
    DEPOSIT = "deposit"
    COURT = "court"
    BANKRUPTCY = "bankruptcy"
    OTHER = "other"


PAYERS = {
    Payer.EMPLOYER: N_("用人单位"),
    Payer.CONTRACTOR: N_("施工总承包单位"),
    Payer.OWNER: N_("建设单位"),
    Payer.DEPOSIT: N_("工资保证金"),
    Payer.COURT: N_("法院执行"),
    Payer.BANKRUPTCY: N_("破产分配"),
    Payer.OTHER: N_("其他付款人"),
}


class Payment(Record, db.Model):
    """One payment by one debtor on one local date, in fen, with its proof (voucher number, a file, or the workers' receipt)."""

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("arrears_case.id"), index=True)
    on: Mapped[date]
    payer: Mapped[Payer] = mapped_column(choice(Payer, "payer"))
    payer_name: Mapped[str | None] = mapped_column(sa.String(120))
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger)
    voucher: Mapped[str | None] = mapped_column(sa.String(80))
    evidence_id: Mapped[int | None] = mapped_column(sa.ForeignKey("evidence.id"))
    note: Mapped[str | None] = mapped_column(sa.String(200))
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    withdrawn_on: Mapped[date | None]
    withdrawn_reason: Mapped[str | None] = mapped_column(sa.String(200))

    by = related("User")
    evidence = related("Evidence")
    shares: Mapped[list["Share"]] = related(back_populates="payment", order_by="Share.id")

    __table_args__ = (
        sa.CheckConstraint("amount_fen > 0", name="amount_positive"),
        sa.CheckConstraint("(withdrawn_on IS NULL) = (withdrawn_reason IS NULL)", name="withdrawn_has_reason"),
    )


class Share(Record, db.Model):
    """What of a payment went to one claim line, in fen; `fund_fen` of it went back to the fund that had advanced the line."""

    payment_id: Mapped[int] = mapped_column(sa.ForeignKey("payment.id"), index=True)
    line_id: Mapped[int] = mapped_column(sa.ForeignKey("claim_line.id"), index=True)
    fen: Mapped[int] = mapped_column(sa.BigInteger)
    fund_fen: Mapped[int] = mapped_column(sa.BigInteger, default=0)

    payment: Mapped[Payment] = related(back_populates="shares")
    line = related("ClaimLine")

    __table_args__ = (
        sa.UniqueConstraint("payment_id", "line_id"),
        sa.CheckConstraint("fen > 0", name="fen_positive"),
        sa.CheckConstraint("fund_fen BETWEEN 0 AND fen", name="fund_within"),
    )


class Instalment(Record, db.Model):
    """分期支付: so much by this local date, as agreed on `agreed_on`. A new plan replaces the old one, which stays."""

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("arrears_case.id"), index=True)
    agreed_on: Mapped[date]
    due_on: Mapped[date] = mapped_column(index=True)
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger)
    replaced_on: Mapped[date | None]

    __table_args__ = (
        sa.CheckConstraint("amount_fen > 0", name="amount_positive"),
        sa.CheckConstraint("due_on >= agreed_on", name="due_after_agreed"),
    )


class Unfound(Record, db.Model):
    """A worker who could not be found to be paid, since when; `found_on` ends it."""

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("arrears_case.id"), index=True)
    worker_id: Mapped[int] = mapped_column(sa.ForeignKey("worker.id"), index=True)
    since_on: Mapped[date]
    note: Mapped[str | None] = mapped_column(sa.String(200))
    found_on: Mapped[date | None]

    worker = related("Worker")

    __table_args__ = (
        sa.UniqueConstraint("case_id", "worker_id", "since_on"),
        sa.CheckConstraint("found_on IS NULL OR found_on >= since_on", name="found_after_since"),
    )
