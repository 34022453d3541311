"""A contract as events. The row holds today's picture; the spans hold every day's; the events say how it came about."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from casework.contracts.words import (
    COLUMNS,
    HOURS,
    KINDS,
    NOT_FULL_TIME,
    STATES,
    WAGES,
    Cycle,
    DispatchPost,
    Hours,
    Kind,
    Phase,
    Reported,
    State,
    WageKind,
    What,
)
from casework.core.base import Record, choice, related
from casework.core.crypto import Encrypted, EncryptedJSON
from casework.core.matter import Matter
from casework.core.money import yuan
from casework.extensions import db
from casework.law import contracts as law


class Contract(Record, db.Model):
    """One employment of one worker at one employer, with the term that runs now. Renewals are terms of the same row.

    `unsigned`: there is work, and nothing in writing is known. `number` is unique for employer and worker together.
    """

    employer_id: Mapped[int] = mapped_column(sa.ForeignKey("employer.id"))
    worker_id: Mapped[int] = mapped_column(sa.ForeignKey("worker.id"), index=True)
    area_id: Mapped[int] = mapped_column(sa.ForeignKey("area.id"))
    number: Mapped[str | None] = mapped_column(sa.String(40))
    state: Mapped[State] = mapped_column(choice(State, "state"))
    kind: Mapped[Kind | None] = mapped_column(choice(Kind, "kind"))
    hired_on: Mapped[date]
    signed_on: Mapped[date | None]
    start_on: Mapped[date | None]
    end_on: Mapped[date | None]
    task: Mapped[str | None] = mapped_column(sa.String(120))
    probation_end_on: Mapped[date | None]
    probation_wage_fen: Mapped[int | None] = mapped_column(sa.BigInteger)
    post: Mapped[str | None] = mapped_column(sa.String(60))
    work_place: Mapped[str | None] = mapped_column(sa.String(120))
    hours_kind: Mapped[Hours | None] = mapped_column(choice(Hours, "hours_kind"))
    weekly_hours: Mapped[int | None]
    wage_kind: Mapped[WageKind | None] = mapped_column(choice(WageKind, "wage_kind"))
    wage_fen: Mapped[int | None] = mapped_column(sa.BigInteger)
    pay_cycle: Mapped[Cycle | None] = mapped_column(choice(Cycle, "pay_cycle"))
    pay_day: Mapped[int | None]
    user_employer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("employer.id"), index=True)
    dispatch_post: Mapped[DispatchPost | None] = mapped_column(choice(DispatchPost, "dispatch_post"))
    lacking: Mapped[str | None] = mapped_column(sa.String(120))
    insured_on: Mapped[date | None]
    terms: Mapped[int] = mapped_column(default=1)
    fixed_terms: Mapped[int] = mapped_column(default=0)
    ended_on: Mapped[date | None]
    ending_code: Mapped[str | None] = mapped_column(sa.String(8))
    moved_on: Mapped[date]
    weight: Mapped[str | None] = mapped_column(sa.String(8))
    batch_id: Mapped[int | None] = mapped_column(sa.ForeignKey("import_batch.id"), index=True)

    employer = related("Employer", foreign_keys=[employer_id])
    worker = related("Worker")
    area = related("Area")
    user_employer = related("Employer", foreign_keys=[user_employer_id])

    words = COLUMNS

    __table_args__ = (
        sa.Index(None, "area_id", "state", "end_on", "id"),
        sa.Index(None, "state", "end_on", "id", "area_id"),
        sa.Index(None, "employer_id", "state", "end_on", "id"),
        sa.Index(None, "area_id", "weight", "id"),
        sa.Index(None, "area_id", "state", "probation_end_on", "id"),
        sa.Index(None, "area_id", "state", "hired_on", "id"),
        sa.CheckConstraint("end_on IS NULL OR end_on >= start_on", name="end_after_start"),
        sa.CheckConstraint("ended_on IS NULL OR ended_on >= hired_on", name="ended_after_hired"),
        sa.CheckConstraint("(state IN ('dissolved', 'terminated')) = (ended_on IS NOT NULL)", name="ended_has_day"),
        sa.CheckConstraint("(ended_on IS NULL) = (ending_code IS NULL)", name="ended_has_code"),
        sa.CheckConstraint("kind IS NOT NULL OR state NOT IN ('active', 'suspended')", name="signed_has_kind"),
        sa.CheckConstraint("kind IS NULL OR start_on IS NOT NULL", name="kind_has_start"),
        sa.CheckConstraint("state <> 'unsigned' OR kind IS NULL", name="unsigned_has_no_kind"),
        sa.CheckConstraint("wage_fen IS NULL OR wage_fen >= 0", name="wage_not_negative"),
        sa.CheckConstraint("probation_wage_fen IS NULL OR probation_wage_fen >= 0", name="probation_wage_not_negative"),
        sa.CheckConstraint("pay_day IS NULL OR pay_day BETWEEN 1 AND 31", name="pay_day_of_month"),
        sa.CheckConstraint("weekly_hours IS NULL OR weekly_hours BETWEEN 1 AND 168", name="weekly_hours_in_week"),
        sa.CheckConstraint("terms >= 1 AND fixed_terms >= 0", name="terms_counted"),
        sa.CheckConstraint("weight IN ('error', 'warn', 'info')", name="weight_known"),
    )

    @property
    def full_time(self):
        return self.kind not in NOT_FULL_TIME

    @property
    def lacks(self):
        """Codes of the mandatory clauses that somebody found missing in the paper."""
        return [code for code in (self.lacking or "").split(",") if code]

    def said(self, column, value):
        labels = {"kind": KINDS, "state": STATES, "hours_kind": HOURS, "wage_kind": WAGES}.get(column)
        if labels and value in labels:
            return labels[value]
        if column.endswith("_fen"):
            return yuan(value)
        if column == "ending_code" and value in law.ENDINGS:
            return law.ENDINGS[value].title
        return value


class ContractEvent(Record, db.Model):
    """What happened, on which day it took effect, and what became what: {"column": [old, new]} in plain values.

    A correction mends the register and is no change of the contract; both stay visible.
    """

    contract_id: Mapped[int] = mapped_column(sa.ForeignKey("contract.id"), index=True)
    what: Mapped[What] = mapped_column(choice(What, "what"))
    on: Mapped[date]
    changes: Mapped[dict] = mapped_column(sa.JSON, default=dict)
    code: Mapped[str | None] = mapped_column(sa.String(8))
    reason: Mapped[str | None] = mapped_column(sa.Text)
    noticed_on: Mapped[date | None]
    severance_fen: Mapped[int | None] = mapped_column(sa.BigInteger)
    certificate_on: Mapped[date | None]
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    batch_id: Mapped[int | None] = mapped_column(sa.ForeignKey("import_batch.id"))
    sheet_row: Mapped[int | None]

    by = related("User")

    __table_args__ = (
        sa.CheckConstraint("(what = 'ended') = (code IS NOT NULL)", name="ended_has_code"),
        sa.CheckConstraint("what NOT IN ('corrected', 'voided') OR reason IS NOT NULL", name="correction_has_reason"),
        sa.CheckConstraint("severance_fen IS NULL OR severance_fen >= 0", name="severance_not_negative"),
    )


class ContractSpan(db.Model):
    """Who worked where, as what and for how much from day to day: the one table that answers for any past day.

    Derived from the events and rewritten by them; the last span of an employment is open until it ends.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(sa.ForeignKey("contract.id"), index=True)
    employer_id: Mapped[int] = mapped_column(sa.ForeignKey("employer.id"))
    worker_id: Mapped[int] = mapped_column(sa.ForeignKey("worker.id"))
    area_id: Mapped[int] = mapped_column(sa.ForeignKey("area.id"))
    user_employer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("employer.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    kind: Mapped[Kind | None] = mapped_column(choice(Kind, "kind"))
    start_on: Mapped[date | None]
    end_on: Mapped[date | None]
    post: Mapped[str | None] = mapped_column(sa.String(60))
    work_place: Mapped[str | None] = mapped_column(sa.String(120))
    wage_kind: Mapped[WageKind | None] = mapped_column(choice(WageKind, "wage_kind"))
    wage_fen: Mapped[int | None] = mapped_column(sa.BigInteger)
    suspended: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        sa.Index(None, "employer_id", "from_on", "to_on"),
        sa.Index(None, "worker_id", "from_on", "to_on"),
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name="to_after_from"),
    )


class ContractFinding(db.Model):
    """What the law said to a contract when it was last reviewed; replaced as a whole at every review."""

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(sa.ForeignKey("contract.id"), index=True)
    employer_id: Mapped[int] = mapped_column(sa.ForeignKey("employer.id"))
    code: Mapped[str] = mapped_column(sa.String(16))
    weight: Mapped[str] = mapped_column(sa.String(8))
    about: Mapped[str | None] = mapped_column(sa.String(24))
    message: Mapped[dict] = mapped_column(sa.JSON)
    basis: Mapped[list] = mapped_column(sa.JSON)
    reviewed_on: Mapped[date]

    __table_args__ = (
        sa.Index(None, "employer_id", "weight", "code"),
        sa.CheckConstraint("weight IN ('error', 'warn', 'info')", name="weight_known"),
    )


class ContractFile(Matter):
    """The papers and scans of one contract; made when the first is printed or brought."""

    __tablename__ = "contract_file"

    id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), primary_key=True)
    contract_id: Mapped[int] = mapped_column(sa.ForeignKey("contract.id"), unique=True)

    contract = related("Contract")


class EmployerFile(Matter):
    """The papers about an employer's whole register: its roster, its review, its reminders."""

    __tablename__ = "employer_file"

    id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), primary_key=True)
    employer_id: Mapped[int] = mapped_column(sa.ForeignKey("employer.id"), unique=True)

    employer = related("Employer")


class ImportRun(db.Model):
    """How far the import of one file has come: no Record, as nobody answers for progress; who imported what stands with its batch.

    `done` of `total` rows are staged, or written; `counts`: outcome, weight ("w:error") or code of a finding ("LC-05") -> rows.
    """

    __tablename__ = "contract_import"

    id: Mapped[int] = mapped_column(sa.ForeignKey("import_batch.id"), primary_key=True)
    area_id: Mapped[int] = mapped_column(sa.ForeignKey("area.id"), index=True)
    employer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("employer.id"), index=True)
    phase: Mapped[Phase] = mapped_column(choice(Phase, "phase"))
    partial: Mapped[bool] = mapped_column(default=False)
    attempt: Mapped[int] = mapped_column(default=1)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int | None]
    counts: Mapped[dict] = mapped_column(sa.JSON, default=dict)
    header: Mapped[dict] = mapped_column(sa.JSON, default=dict)
    problem: Mapped[dict | None] = mapped_column(sa.JSON(none_as_null=True))
    changed_at: Mapped[datetime]

    batch = related("ImportBatch")
    employer = related("Employer")
    area = related("Area")


class StagedChunk(db.Model):
    """Rows of a file that were read and wait to be written; gone when they are."""

    __tablename__ = "contract_import_chunk"

    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("import_batch.id"), primary_key=True)
    at: Mapped[int] = mapped_column(primary_key=True)
    lines: Mapped[list] = mapped_column(EncryptedJSON("contract_import_chunk.lines"))


class ImportedRow(db.Model):
    """What became of one row of a file. `said`: {"p": its problems, "w": warnings, "f": findings}; none: there was nothing to say."""

    __tablename__ = "contract_import_row"

    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("import_batch.id"), primary_key=True)
    row: Mapped[int] = mapped_column(primary_key=True)
    outcome: Mapped[str] = mapped_column(sa.String(12))
    name: Mapped[str | None] = mapped_column(sa.String(60))
    weight: Mapped[str | None] = mapped_column(sa.String(8))
    warned: Mapped[bool]
    said: Mapped[dict | None] = mapped_column(EncryptedJSON("contract_import_row.said"))

    __table_args__ = (
        sa.Index(None, "batch_id", "outcome", "row"),
        sa.CheckConstraint("outcome IN ('new', 'renewed', 'changed', 'ended', 'unchanged', 'rejected')", name="outcome_known"),
    )


class Comparison(Record, db.Model):
    """An employer's own lists beside its register on one day. `sources`: [{"list", "name", "sha256", "rows", "problems"}]."""

    employer_id: Mapped[int] = mapped_column(sa.ForeignKey("employer.id"), index=True)
    area_id: Mapped[int] = mapped_column(sa.ForeignKey("area.id"), index=True)
    on: Mapped[date]
    sources: Mapped[list] = mapped_column(sa.JSON)
    counts: Mapped[dict] = mapped_column(sa.JSON)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))

    employer = related("Employer")
    area = related("Area")
    by = related("User")


class ComparedPerson(db.Model):
    """One person of a comparison: in which lists they stand, and what that means."""

    id: Mapped[int] = mapped_column(primary_key=True)
    comparison_id: Mapped[int] = mapped_column(sa.ForeignKey("comparison.id"))
    name: Mapped[str] = mapped_column(sa.String(60))
    id_number: Mapped[str | None] = mapped_column(Encrypted("compared_person.id_number"))
    tail: Mapped[str | None] = mapped_column(sa.String(4))
    at_register: Mapped[bool]
    at_roster: Mapped[bool]
    at_insured: Mapped[bool]
    at_attendance: Mapped[bool]
    at_pay: Mapped[bool]
    hired_on: Mapped[date | None]
    wage_fen: Mapped[int | None] = mapped_column(sa.BigInteger)
    contract_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contract.id"))
    verdict: Mapped[str] = mapped_column(sa.String(12))
    weight: Mapped[str | None] = mapped_column(sa.String(8))
    amount_fen: Mapped[int | None] = mapped_column(sa.BigInteger)
    notes: Mapped[list] = mapped_column(EncryptedJSON("compared_person.notes"))

    __table_args__ = (
        sa.Index(None, "comparison_id", "verdict", "id"),
        sa.CheckConstraint("verdict IN ('missing', 'unsigned', 'ask', 'uninsured', 'alone', 'fine')", name="verdict_known"),
        sa.CheckConstraint("weight IN ('error', 'warn', 'info')", name="weight_known"),
        sa.CheckConstraint("amount_fen >= 0", name="amount_not_negative"),
    )


# ---- 单位自报

class ReportSwitch(Record, db.Model):
    """Whether employers of an area and of what lies below it may report by a link. No row: they may not."""

    area_id: Mapped[int] = mapped_column(sa.ForeignKey("area.id"), unique=True)
    open: Mapped[bool]

    area = related("Area")


class ReportLink(Record, db.Model):
    """A code by which an employer may have its roster checked and send it, until a day. The code itself is kept by nobody."""

    employer_id: Mapped[int] = mapped_column(sa.ForeignKey("employer.id"), index=True)
    area_id: Mapped[int] = mapped_column(sa.ForeignKey("area.id"), index=True)
    code_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    until_on: Mapped[date]
    closed_on: Mapped[date | None]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))

    employer = related("Employer")
    area = related("Area")
    by = related("User")


class SelfReport(Record, db.Model):
    """A roster that an employer brought by its link: checked, then sent, then taken to the import or given back by an inspector."""

    link_id: Mapped[int] = mapped_column(sa.ForeignKey("report_link.id"), index=True)
    area_id: Mapped[int] = mapped_column(sa.ForeignKey("area.id"))
    state: Mapped[Reported] = mapped_column(choice(Reported, "state"))
    name: Mapped[str] = mapped_column(sa.String(120))
    sha256: Mapped[str] = mapped_column(sa.String(64))
    size: Mapped[int]
    rows: Mapped[int]
    bad: Mapped[int]
    counts: Mapped[dict] = mapped_column(sa.JSON)
    brought_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    import_id: Mapped[int | None] = mapped_column(sa.ForeignKey("import_batch.id"))
    reason: Mapped[str | None] = mapped_column(sa.String(200))

    link = related("ReportLink")
    area = related("Area")

    __table_args__ = (
        sa.Index(None, "state", "area_id"),
        sa.CheckConstraint("(state = 'checked') = (sent_at IS NULL)", name="sent_has_moment"),
        sa.CheckConstraint("(state = 'taken') = (import_id IS NOT NULL)", name="taken_has_import"),
        sa.CheckConstraint("(state = 'returned') = (reason IS NOT NULL)", name="returned_has_reason"),
        sa.CheckConstraint("bad BETWEEN 0 AND rows", name="bad_in_rows"),
    )


class ReportAttempt(db.Model):
    """Codes that were typed, right or wrong, kept apart from everything else: wrong ones are counted by address."""

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    address: Mapped[str | None] = mapped_column(sa.String(45))
    right: Mapped[bool]
