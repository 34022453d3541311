"""A work order of another system, what happened to it, and how a county reads that system's lists."""

from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from casework.arrears.models import CHANNELS, Channel
from casework.core.base import Record, choice, related
from casework.extensions import db
from casework.law.findings import N_

OUTSIDE = {channel: CHANNELS[channel] for channel in (Channel.HOTLINE, Channel.LABOUR_LINE, Channel.NATIONAL, Channel.PETITION)}


class State(StrEnum):
    OPEN = "open"
    REPLIED = "replied"
    RETURNED = "returned"


LABELS = {State.OPEN: N_("待答复"), State.REPLIED: N_("已答复"), State.RETURNED: N_("已退回")}


class Satisfied(StrEnum):
    YES = "yes"
    NO = "no"
    UNREACHED = "unreached"


SATISFIED = {Satisfied.YES: N_("满意"), Satisfied.NO: N_("不满意"), Satisfied.UNREACHED: N_("没有联系上")}


class What(StrEnum):
    RECEIVED = "received"
    SENT_ON = "sent_on"
    EXTENDED = "extended"
    RETURNED = "returned"
    REPLIED = "replied"
    VISITED = "visited"


STEPS = {What.RECEIVED: N_("来单"), What.SENT_ON: N_("转办"), What.EXTENDED: N_("延期"), What.RETURNED: N_("退回"),
         What.REPLIED: N_("答复"), What.VISITED: N_("回访")}


class WorkOrder(Record, db.Model):
    """工单. `due_on` is the day that the other system set; nothing of it is computed here. `holder_id`: who answers it; nobody yet:
    it waits for everybody who registers cases there."""

    channel: Mapped[Channel] = mapped_column(choice(Channel, "channel"))
    number: Mapped[str] = mapped_column(sa.String(60))
    area_id: Mapped[int] = mapped_column(sa.ForeignKey("area.id"), index=True)
    received_on: Mapped[date] = mapped_column(index=True)
    due_on: Mapped[date | None]
    who: Mapped[str | None] = mapped_column(sa.String(60))
    telephone: Mapped[str | None] = mapped_column(sa.String(30))
    employer_name: Mapped[str | None] = mapped_column(sa.String(120))
    content: Mapped[str | None] = mapped_column(sa.Text)
    state: Mapped[State] = mapped_column(choice(State, "state"), default=State.OPEN, index=True)
    satisfied: Mapped[Satisfied | None] = mapped_column(choice(Satisfied, "satisfied"))
    reply: Mapped[str | None] = mapped_column(sa.Text)
    case_id: Mapped[int | None] = mapped_column(sa.ForeignKey("arrears_case.id"), index=True)
    batch_id: Mapped[int | None] = mapped_column(sa.ForeignKey("import_batch.id"))
    holder_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"), index=True)

    area = related("Area")
    case = related("Case")
    holder = related("User")
    steps: Mapped[list["OrderStep"]] = related(back_populates="order", order_by="OrderStep.id")
    ticks: Mapped[list["ReplyTick"]] = related(order_by="ReplyTick.id")

    words = {"state": N_("状态"), "due_on": N_("办理时限"), "area_id": N_("区域"), "satisfied": N_("满意度"), "reply": N_("答复"),
             "holder_id": N_("承办人")}

    __table_args__ = (sa.UniqueConstraint("channel", "number"), sa.Index(None, "state", "due_on", "id"))


class OrderStep(Record, db.Model):
    """What happened on which local date; `due_on`: the day that held from then on."""

    order_id: Mapped[int] = mapped_column(sa.ForeignKey("work_order.id"), index=True)
    what: Mapped[What] = mapped_column(choice(What, "what"))
    on: Mapped[date]
    due_on: Mapped[date | None]
    text: Mapped[str | None] = mapped_column(sa.Text)
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))

    order: Mapped[WorkOrder] = related(back_populates="steps")
    by = related("User")


class ReplyTick(Record, db.Model):
    """One thing of the reply pack that somebody did."""

    order_id: Mapped[int] = mapped_column(sa.ForeignKey("work_order.id"), index=True)
    item: Mapped[str] = mapped_column(sa.String(60))
    on: Mapped[date]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))

    by = related("User")

    __table_args__ = (sa.UniqueConstraint("order_id", "item"),)


class ChannelSetting(Record, db.Model):
    """How a county reads a channel's lists ({field: title of their column}), and what it answers with: things to do, classes."""

    area_id: Mapped[int] = mapped_column(sa.ForeignKey("area.id"), index=True)
    channel: Mapped[Channel] = mapped_column(choice(Channel, "channel"))
    titles: Mapped[dict] = mapped_column(sa.JSON, default=dict)
    items: Mapped[list] = mapped_column(sa.JSON, default=list)
    conclusions: Mapped[list] = mapped_column(sa.JSON, default=list)

    __table_args__ = (sa.UniqueConstraint("area_id", "channel"),)
