"""Tasks that people give each other, and slips by which work changes hands."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from casework.core.base import Record, choice, related
from casework.core.crypto import EncryptedJSON
from casework.extensions import db
from casework.law.findings import N_


class TaskState(StrEnum):
    OPEN = "open"
    DONE = "done"
    WITHDRAWN = "withdrawn"


TASK_STATES = {TaskState.OPEN: N_("在办"), TaskState.DONE: N_("办结"), TaskState.WITHDRAWN: N_("收回")}


class Task(Record, db.Model):
    """交办的事: what, by when, about which record or none; ended with a word."""

    text: Mapped[str] = mapped_column(sa.Text)
    matter_id: Mapped[int | None] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    holder_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    given_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    given_on: Mapped[date]
    due_on: Mapped[date | None]
    state: Mapped[TaskState] = mapped_column(choice(TaskState, "state"), default=TaskState.OPEN)
    ended_on: Mapped[date | None]
    word: Mapped[str | None] = mapped_column(sa.Text)

    matter = related("Matter")
    holder = related("User", foreign_keys=[holder_id])
    given_by = related("User", foreign_keys=[given_by_id])

    __table_args__ = (
        sa.Index(None, "holder_id", "state"),
        sa.CheckConstraint("due_on IS NULL OR due_on >= given_on", name="due_after_given"),
        sa.CheckConstraint("(state = 'open') = (ended_on IS NULL)", name="ended_has_day"),
        sa.CheckConstraint("state = 'open' OR word IS NOT NULL", name="ended_has_word"),
    )

    words = {"text": N_("要办的事"), "holder_id": N_("经办人"), "given_by_id": N_("交办人"), "due_on": N_("应办结"), "word": N_("结果"),
             "state": N_("状态"), "ended_on": N_("办结日")}

    def said(self, column, value):
        return TASK_STATES.get(value, value) if column == "state" else value


class Why(StrEnum):
    LEAVE = "leave"
    ILL = "ill"
    TRANSFER = "transfer"
    OTHER = "other"


WHYS = {Why.LEAVE: N_("离职"), Why.ILL: N_("病休"), Why.TRANSFER: N_("调动"), Why.OTHER: N_("其他")}


class SlipState(StrEnum):
    OPEN = "open"
    DONE = "done"
    WITHDRAWN = "withdrawn"


SLIP_STATES = {SlipState.OPEN: N_("待签字"), SlipState.DONE: N_("已移交"), SlipState.WITHDRAWN: N_("已撤回")}


class Handover(Record, db.Model):
    """交接单: everything that one person holds, who takes what, who signed when. `facts`: what is printed, frozen when work moved."""

    giver_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    area_id: Mapped[int] = mapped_column(sa.ForeignKey("area.id"), index=True)
    why: Mapped[Why] = mapped_column(choice(Why, "why"))
    note: Mapped[str | None] = mapped_column(sa.Text)
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    made_on: Mapped[date]
    state: Mapped[SlipState] = mapped_column(choice(SlipState, "state"), default=SlipState.OPEN)
    done_at: Mapped[datetime | None]
    facts: Mapped[dict | None] = mapped_column(EncryptedJSON("handover.facts"))

    giver = related("User", foreign_keys=[giver_id])
    made_by = related("User", foreign_keys=[made_by_id])
    area = related("Area")
    items: Mapped[list["HandoverItem"]] = related(order_by="HandoverItem.id", back_populates="handover",
                                                  cascade="save-update, merge, delete, delete-orphan")
    signatures: Mapped[list["Signature"]] = related(order_by="Signature.id", back_populates="handover",
                                                    cascade="save-update, merge, delete, delete-orphan")

    __table_args__ = (
        sa.CheckConstraint("(state = 'done') = (done_at IS NOT NULL)", name="done_has_moment"),
        sa.CheckConstraint("(state = 'done') = (facts IS NOT NULL)", name="done_has_facts"),
    )

    words = {"state": N_("状态"), "why": N_("事由"), "note": N_("纸质案卷和物品"), "giver_id": N_("移交人"), "done_at": N_("移交时间")}

    @property
    def signed(self):
        return [one for one in self.signatures if one.signed_at]


class HandoverItem(Record, db.Model):
    """One line of the slip: a kind of core.holdings and its record, with the words that stand on paper."""

    handover_id: Mapped[int] = mapped_column(sa.ForeignKey("handover.id"), index=True)
    holding: Mapped[str] = mapped_column(sa.String(24))
    record_id: Mapped[int]
    what: Mapped[str] = mapped_column(sa.Text)
    number: Mapped[str] = mapped_column(sa.String(60))
    who: Mapped[str] = mapped_column(sa.Text)
    due_on: Mapped[date | None]
    receiver_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))

    handover: Mapped[Handover] = related(back_populates="items")
    receiver = related("User")

    __table_args__ = (sa.UniqueConstraint("handover_id", "holding", "record_id"),)


class Signature(Record, db.Model):
    """Whose word the slip needs, and who gave it: the person, or with a reason the supervisor of one who is ill."""

    __tablename__ = "handover_signature"

    handover_id: Mapped[int] = mapped_column(sa.ForeignKey("handover.id"), index=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    giving: Mapped[bool]
    signed_at: Mapped[datetime | None]
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    reason: Mapped[str | None] = mapped_column(sa.Text)

    handover: Mapped[Handover] = related(back_populates="signatures")
    user = related("User", foreign_keys=[user_id])
    by = related("User", foreign_keys=[by_id])

    __table_args__ = (
        sa.UniqueConstraint("handover_id", "user_id"),
        sa.CheckConstraint("(signed_at IS NULL) = (by_id IS NULL)", name="signed_by_somebody"),
        sa.CheckConstraint("by_id IS NULL OR by_id = user_id OR (giving AND reason IS NOT NULL)", name="for_another_with_reason"),
    )
