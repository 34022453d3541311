"""The case and its claims. State is one column; what can be computed is not stored; money is whole fen."""

from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from casework.core.base import Record, choice, related
from casework.core.matter import Matter
from casework.extensions import db
from casework.law.findings import N_


class State(StrEnum):
    REGISTERED = "registered"
    SUPPLEMENTING = "supplementing"
    ACCEPTED = "accepted"
    FILED = "filed"
    SETTLED = "settled"
    REFUSED = "refused"
    HANDED_OVER = "handed_over"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    CLOSED = "closed"


OPEN = (State.REGISTERED, State.SUPPLEMENTING, State.ACCEPTED, State.FILED)
ENDED = tuple(state for state in State if state not in OPEN)

LABELS = {
    State.REGISTERED: N_("已登记"),
    State.SUPPLEMENTING: N_("待补正"),
    State.ACCEPTED: N_("已受理"),
    State.FILED: N_("已立案"),
    State.SETTLED: N_("协调解决"),
    State.REFUSED: N_("不予受理"),
    State.HANDED_OVER: N_("已移送"),
    State.WITHDRAWN: N_("已撤回"),
    State.MERGED: N_("已并案"),
    State.CLOSED: N_("已结案"),
}


class Channel(StrEnum):
    WINDOW = "window"
    PHONE = "phone"
    HOTLINE = "12345"
    LABOUR_LINE = "12333"
    NATIONAL = "national"
    PETITION = "petition"
    TRANSFER = "transfer"
    PATROL = "patrol"
    REPORT = "report"
    OTHER = "other"


CHANNELS = {
    Channel.WINDOW: N_("窗口投诉"),
    Channel.PHONE: N_("电话投诉"),
    Channel.HOTLINE: N_("12345 热线"),
    Channel.LABOUR_LINE: N_("12333 热线"),
    Channel.NATIONAL: N_("全国欠薪线索平台"),
    Channel.PETITION: N_("信访"),
    Channel.TRANSFER: N_("部门移送"),
    Channel.PATROL: N_("日常巡查"),
    Channel.REPORT: N_("举报"),
    Channel.OTHER: N_("其他"),
}
# 巡查、举报、移送发现的及时立案（劳动保障监察条例 14）：没有受理这一步，也没有受理时限
DIRECT = (Channel.PATROL, Channel.REPORT, Channel.TRANSFER)


class ClaimKind(StrEnum):
    """What a line is for. Wages are counted by month; the others are lines of their own, as the law package computes them."""

    WAGES = "wages"
    OVERTIME = "overtime"
    DOUBLE_WAGE = "double-wage"
    SEVERANCE = "severance"
    NOTICE = "notice-pay"
    DAMAGES = "unlawful-dismissal"
    LEAVE = "annual-leave"
    EXTRA = "extra-compensation"
    OTHER = "other"


KINDS = {
    ClaimKind.WAGES: N_("工资"),
    ClaimKind.OVERTIME: N_("加班工资"),
    ClaimKind.DOUBLE_WAGE: N_("未订合同二倍工资"),
    ClaimKind.SEVERANCE: N_("经济补偿"),
    ClaimKind.NOTICE: N_("代通知金"),
    ClaimKind.DAMAGES: N_("违法解除赔偿金"),
    ClaimKind.LEAVE: N_("未休年休假工资"),
    ClaimKind.EXTRA: N_("加付赔偿金"),
    ClaimKind.OTHER: N_("其他"),
}


PAY = (ClaimKind.WAGES, ClaimKind.OVERTIME)  # 劳动报酬: what the criminal threshold counts (法释〔2013〕3号第1条)
ORDERED = (*PAY, ClaimKind.SEVERANCE)  # what extra compensation is counted on when it is not paid in time (劳动合同法第85条)


class Case(Matter):
    """A wage-arrears case. Its area is the place of work, whatever the employer's registration."""

    __tablename__ = "arrears_case"

    id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), primary_key=True)
    state: Mapped[State] = mapped_column(choice(State, "state"), default=State.REGISTERED, index=True)
    employer_id: Mapped[int] = mapped_column(sa.ForeignKey("employer.id"), index=True)
    complainant_id: Mapped[int | None] = mapped_column(sa.ForeignKey("worker.id"), index=True)
    channel: Mapped[Channel] = mapped_column(choice(Channel, "channel"))
    reference: Mapped[str | None] = mapped_column(sa.String(60), index=True)
    received_on: Mapped[date] = mapped_column(index=True)
    moved_on: Mapped[date]
    work_place: Mapped[str | None] = mapped_column(sa.String(200))
    project: Mapped[str | None] = mapped_column(sa.String(120))
    project_id: Mapped[int | None] = mapped_column(sa.ForeignKey("project.id"), index=True)  # the registered one, beside its name
    facts: Mapped[str | None] = mapped_column(sa.Text)
    arrears_ended_on: Mapped[date | None]
    people_stated: Mapped[int | None]
    registered_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    accepted_on: Mapped[date | None]
    limitation_answer: Mapped[str | None] = mapped_column(sa.Text)
    filed_on: Mapped[date | None]
    filing_approved_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    refusal_code: Mapped[str | None] = mapped_column(sa.String(8))
    reason: Mapped[str | None] = mapped_column(sa.Text)
    supplement_items: Mapped[str | None] = mapped_column(sa.Text)
    handed_to: Mapped[str | None] = mapped_column(sa.String(120))
    outcome: Mapped[str | None] = mapped_column(sa.Text)
    performance: Mapped[str | None] = mapped_column(sa.String(12))
    pay_by_on: Mapped[date | None]
    merged_into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("arrears_case.id"), index=True)
    split_from_id: Mapped[int | None] = mapped_column(sa.ForeignKey("arrears_case.id"), index=True)

    employer = related("Employer")
    complainant = related("Worker")
    site = related("Project")
    registered_by = related("User", foreign_keys=[registered_by_id])
    officers: Mapped[list["CaseOfficer"]] = related(order_by="CaseOfficer.position", back_populates="case",
                                                    cascade="save-update, merge, delete, delete-orphan")

    __table_args__ = (
        sa.CheckConstraint("people_stated IS NULL OR people_stated > 0", name="people_positive"),
        sa.CheckConstraint("accepted_on IS NULL OR accepted_on >= received_on", name="accepted_after_received"),
        sa.CheckConstraint("filed_on IS NULL OR filing_approved_on >= filed_on", name="approved_after_filed"),
        sa.CheckConstraint("performance IS NULL OR performance IN ('paid', 'promised')", name="performance_known"),
        sa.CheckConstraint("(state = 'closed') = (closed_on IS NOT NULL)", name="closed_has_day"),
        sa.CheckConstraint("state <> 'filed' OR filed_on IS NOT NULL", name="filed_has_day"),
        sa.CheckConstraint("state <> 'refused' OR refusal_code IS NOT NULL", name="refused_has_code"),
        sa.CheckConstraint("(state = 'merged') = (merged_into_id IS NOT NULL)", name="merged_has_survivor"),
        sa.CheckConstraint("merged_into_id IS NULL OR merged_into_id <> id", name="not_merged_into_itself"),
    )

    words = {
        "state": N_("状态"), "moved_on": N_("上一步日期"), "accepted_on": N_("受理日期"), "filed_on": N_("立案日期"),
        "filing_approved_on": N_("立案批准日期"), "closed_on": N_("结案日期"), "reason": N_("理由"), "outcome": N_("办理结果"),
        "refusal_code": N_("不予受理的情形"), "handed_to": N_("移送给"), "lead_id": N_("主办"), "supplement_items": N_("需要补正的材料"),
        "limitation_answer": N_("二年查处期限的核实意见"), "performance": N_("履行"), "pay_by_on": N_("约定支付日"),
        "arrears_ended_on": N_("欠薪止"), "project": N_("工程名称"), "project_id": N_("登记的工程"),
        "complainant_id": N_("投诉人"), "merged_into_id": N_("并入案件"),
    }

    def said(self, column, value):
        return LABELS.get(value, value) if column == "state" else value

    @property
    def direct(self):
        return self.channel in DIRECT

    @property
    def users(self):
        return [officer.user for officer in self.officers]


class CaseOfficer(Record, db.Model):
    """承办人: position 1 is 主办, 2 协办 (不少于两人, 劳动保障监察条例 16)."""

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("arrears_case.id"), index=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    position: Mapped[int]

    case: Mapped[Case] = related(back_populates="officers")
    user = related("User")

    __table_args__ = (
        sa.UniqueConstraint("case_id", "user_id"),
        sa.CheckConstraint("position >= 1", name="position_from_one"),
    )


class ClaimLine(Record, db.Model):
    """What one worker claims for one month, or for a period when the sheet gives no month. Amounts in fen, never below 0.

    claimed is what the worker says, recognised what was found; paid by the debtor (recovered: the part of it that went
    back to the fund), advanced by the fund, waived.
    The figures of the sheet (应发、已发、借支、扣款, days, rate) are kept as read.
    """

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("arrears_case.id"), index=True)
    worker_id: Mapped[int] = mapped_column(sa.ForeignKey("worker.id"), index=True)
    month: Mapped[date | None]
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    trade: Mapped[str | None] = mapped_column(sa.String(40))
    team: Mapped[str] = mapped_column(sa.String(40), default="")
    kind: Mapped[ClaimKind] = mapped_column(choice(ClaimKind, "kind"), default=ClaimKind.WAGES)
    due_fen: Mapped[int | None] = mapped_column(sa.BigInteger)
    received_fen: Mapped[int | None] = mapped_column(sa.BigInteger)
    drawn_fen: Mapped[int | None] = mapped_column(sa.BigInteger)
    deducted_fen: Mapped[int | None] = mapped_column(sa.BigInteger)
    days: Mapped[str | None] = mapped_column(sa.String(12))
    day_rate_fen: Mapped[int | None] = mapped_column(sa.BigInteger)
    pieces: Mapped[str | None] = mapped_column(sa.String(12))
    piece_rate_fen: Mapped[int | None] = mapped_column(sa.BigInteger)
    claimed_fen: Mapped[int] = mapped_column(sa.BigInteger)
    recognised_fen: Mapped[int | None] = mapped_column(sa.BigInteger)
    paid_fen: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    advanced_fen: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    recovered_fen: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    waived_fen: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    batch_id: Mapped[int | None] = mapped_column(sa.ForeignKey("import_batch.id"))
    sheet_row: Mapped[int | None]

    worker = related("Worker")

    __table_args__ = (
        sa.UniqueConstraint("case_id", "worker_id", "month", "team", "kind"),
        sa.Index(None, "worker_id", "month"),
        sa.CheckConstraint("claimed_fen > 0", name="claimed_positive"),
        sa.CheckConstraint("recognised_fen IS NULL OR recognised_fen >= 0", name="recognised_not_negative"),
        sa.CheckConstraint("paid_fen >= 0 AND advanced_fen >= 0 AND waived_fen >= 0", name="settled_not_negative"),
        sa.CheckConstraint("recovered_fen BETWEEN 0 AND advanced_fen", name="recovered_of_advanced"),
        sa.CheckConstraint("paid_fen + waived_fen + advanced_fen - recovered_fen <= coalesce(recognised_fen, claimed_fen)",
                           name="never_paid_twice"),
        sa.CheckConstraint("month IS NULL OR (from_on IS NULL AND to_on IS NULL)", name="month_or_period"),
        sa.CheckConstraint("from_on IS NULL OR to_on >= from_on", name="period_in_order"),
    )

    @property
    def owed_fen(self):
        """尚欠: recognised (claimed until there is a finding) − paid − waived, in fen."""
        return self.stands_fen - self.paid_fen - self.waived_fen

    @property
    def stands_fen(self):
        """认定数; claimed stands for it until there is a finding."""
        return self.claimed_fen if self.recognised_fen is None else self.recognised_fen

    @property
    def owed_to_worker_fen(self):
        """What the worker still waits for: owed by the employer − advanced by the fund + what the fund got back of it."""
        return self.owed_fen - self.advanced_fen + self.recovered_fen

    @property
    def had_fen(self):
        """What the worker has had since the complaint, from the debtor or the fund, each fen once."""
        return self.paid_fen + self.advanced_fen - self.recovered_fen
