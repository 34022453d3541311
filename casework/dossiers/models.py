"""The file of a matter as records: its items in their order, what was handed out, and where the bound file is kept.

A file is opened by the first thing that a person does to it; until then its items lie as the plan of its kind says.
"""

from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from casework.core.base import Record, choice, related
from casework.extensions import db
from casework.law.findings import N_


class State(StrEnum):
    OPEN = "open"
    SCORED = "scored"
    BOUND = "bound"
    ARCHIVED = "archived"


LABELS = {State.OPEN: N_("整理中"), State.SCORED: N_("已评查"), State.BOUND: N_("已装订"), State.ARCHIVED: N_("已归档")}


class Volume(StrEnum):
    MAIN = "main"
    SIDE = "side"


VOLUMES = {Volume.MAIN: N_("正卷"), Volume.SIDE: N_("副卷")}


class Kind(StrEnum):
    """What a file brought to the dossier is; the code says where it lies (plans.Plan.order)."""

    EVIDENCE = "evidence"
    SERVICE = "service-receipt"
    INQUIRY = "inquiry-record"
    REPORT = "closing-report"
    DECISION = "decision"
    PAYMENT = "payment-proof"
    SIGNED = "signed-paper"
    OTHER = "other"


KINDS = {
    Kind.SERVICE: N_("送达回证"), Kind.INQUIRY: N_("询问笔录、调查笔录"), Kind.REPORT: N_("调查终结报告、结案审批表"),
    Kind.DECISION: N_("处理（处罚）决定及其审批"), Kind.PAYMENT: N_("付款凭证"), Kind.SIGNED: N_("签名盖章后的文书扫描件"),
    Kind.EVIDENCE: N_("证据"), Kind.OTHER: N_("其他"),
}  # fmt: skip


class Dossier(Record, db.Model):
    """案卷. `review`: what the reviewer decided by hand, {"deducted": {code: [points, note]}, "vetoes": {code: note}}."""

    goes_along = False  # a merged case keeps the file that it had

    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), unique=True)
    state: Mapped[State] = mapped_column(choice(State, "state"), default=State.OPEN)
    review: Mapped[dict] = mapped_column(sa.JSON, default=dict)
    score: Mapped[int | None]
    out_of: Mapped[int | None]
    scored_on: Mapped[date | None]
    scored_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    veto_reason: Mapped[str | None] = mapped_column(sa.String(200))
    bound_on: Mapped[date | None]
    archived_on: Mapped[date | None]
    archive_number: Mapped[str | None] = mapped_column(sa.String(40))
    archive_body_id: Mapped[int | None] = mapped_column(sa.ForeignKey("body.id"))  # whose numbers these are: each body counts its own
    fonds_number: Mapped[str | None] = mapped_column(sa.String(20))
    catalogue_number: Mapped[str | None] = mapped_column(sa.String(20))
    file_number: Mapped[str | None] = mapped_column(sa.String(20))
    keeper: Mapped[str | None] = mapped_column(sa.String(40))
    place: Mapped[str | None] = mapped_column(sa.String(80))
    retention: Mapped[str | None] = mapped_column(sa.String(40))

    scored_by = related("User")

    __table_args__ = (
        sa.UniqueConstraint("archive_body_id", "archive_number"),
        sa.CheckConstraint("(score IS NULL) = (out_of IS NULL) AND (score IS NULL) = (scored_on IS NULL)", name="score_is_whole"),
        sa.CheckConstraint("score IS NULL OR score BETWEEN 0 AND out_of", name="score_in_range"),
        sa.CheckConstraint("state = 'open' OR score IS NOT NULL", name="scored_has_score"),
        sa.CheckConstraint("(state IN ('bound', 'archived')) = (bound_on IS NOT NULL)", name="bound_has_day"),
        sa.CheckConstraint("(state = 'archived') = (archived_on IS NOT NULL)", name="archived_has_day"),
    )

    words = {"state": N_("案卷状态"), "score": N_("评查得分"), "archive_number": N_("归档号"), "keeper": N_("保管人"),
             "place": N_("存放位置"), "retention": N_("保管期限"), "bound_on": N_("装订日期"), "archived_on": N_("归档日期")}

    def said(self, column, value):
        return LABELS.get(value, value) if column == "state" else value

    @property
    def bound(self):
        return self.state in (State.BOUND, State.ARCHIVED)


class Item(Record, db.Model):
    """One thing in the file: an issued paper, a file that was brought, or a slip that says where something lies.

    Once printed in a bound volume it keeps its number in the index (`nth`), the number of its first page (`first`), its
    pages and its 册 (`book`) for good; `edition` is the print of that volume which brought it.
    """

    __tablename__ = "dossier_item"

    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier.id"), index=True)
    printed_id: Mapped[int | None] = mapped_column(sa.ForeignKey("printed.id"), index=True)
    evidence_id: Mapped[int | None] = mapped_column(sa.ForeignKey("evidence.id"), index=True)
    slip: Mapped[str | None] = mapped_column(sa.String(200))
    position: Mapped[int]
    volume: Mapped[Volume] = mapped_column(choice(Volume, "volume"))
    title: Mapped[str | None] = mapped_column(sa.String(120))
    dated_on: Mapped[date | None]
    nth: Mapped[str | None] = mapped_column(sa.String(24))
    first: Mapped[str | None] = mapped_column(sa.String(24))
    pages: Mapped[int | None]
    book: Mapped[int | None]
    edition: Mapped[int | None]

    dossier: Mapped[Dossier] = related()

    __table_args__ = (
        sa.UniqueConstraint("dossier_id", "printed_id"),
        sa.UniqueConstraint("dossier_id", "evidence_id"),
        sa.CheckConstraint(
            "(CASE WHEN printed_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN evidence_id IS NULL THEN 0 ELSE 1 END) + "
            "(CASE WHEN slip IS NULL THEN 0 ELSE 1 END) = 1", name="one_thing"),
        sa.CheckConstraint("(first IS NULL) = (pages IS NULL) AND (first IS NULL) = (nth IS NULL) AND (first IS NULL) = (book IS NULL) "
                           "AND (first IS NULL) = (edition IS NULL)", name="printed_whole"),
        sa.CheckConstraint("pages IS NULL OR pages > 0", name="pages_positive"),
    )


class Outside(Record, db.Model):
    """The numbers that an item has in copies for outsiders, as Item keeps those of the file itself: what is left out or masked there
    has other pages, so those copies have a count of their own, fixed by the first one that was handed out."""

    __tablename__ = "dossier_outside"

    item_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier_item.id"), unique=True)
    nth: Mapped[str] = mapped_column(sa.String(24))
    first: Mapped[str] = mapped_column(sa.String(24))
    pages: Mapped[int]
    book: Mapped[int]
    edition: Mapped[int]

    __table_args__ = (sa.CheckConstraint("pages > 0", name="pages_positive"),)


class HandOut(Record, db.Model):
    """What left the desk: these bytes (kept under their SHA-256), to whom, on which local date, which volume, how many pages.

    `edition` counts the prints of a volume that people may hold; `supplement`: only the pages that came since and the new
    index; `redacted`: a copy for outsiders, with a page count and editions of its own. `first` and `last` are the numbers drawn
    on its pages.
    """

    __tablename__ = "dossier_hand_out"

    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier.id"), index=True)
    volume: Mapped[Volume] = mapped_column(choice(Volume, "volume"))
    edition: Mapped[int]
    supplement: Mapped[bool] = mapped_column(default=False)
    redacted: Mapped[bool] = mapped_column(default=False)
    on: Mapped[date]
    recipient: Mapped[str] = mapped_column(sa.String(80))
    purpose: Mapped[str | None] = mapped_column(sa.String(120))
    sha256: Mapped[str] = mapped_column(sa.String(64))
    pages: Mapped[int]
    sheets: Mapped[int]
    books: Mapped[int]
    first: Mapped[str] = mapped_column(sa.String(24))
    last: Mapped[str] = mapped_column(sa.String(24))
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))

    by = related("User")

    __table_args__ = (
        sa.CheckConstraint("pages > 0 AND sheets >= pages AND books > 0", name="pages_positive"),
    )


class Redaction(Record, db.Model):
    """A picture of evidence with rectangles over it, for copies that outsiders get: drawn by one person, approved by another.

    `areas`: [[x, y, width, height]] in thousandths of the upright picture's width and height.
    """

    __tablename__ = "dossier_redaction"

    evidence_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id"), unique=True)
    areas: Mapped[list] = mapped_column(sa.JSON)
    drawn_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    approved_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    approved_on: Mapped[date | None]

    drawn_by = related("User", foreign_keys=[drawn_by_id])
    approved_by = related("User", foreign_keys=[approved_by_id])

    __table_args__ = (
        sa.CheckConstraint("approved_by_id IS NULL OR approved_by_id <> drawn_by_id", name="approved_by_another"),
        sa.CheckConstraint("(approved_by_id IS NULL) = (approved_on IS NULL)", name="approval_has_day"),
    )


@sa.event.listens_for(HandOut, "before_update")
@sa.event.listens_for(HandOut, "before_delete")
def _kept(mapper, connection, handed):
    raise RuntimeError("what was handed out is never changed")
