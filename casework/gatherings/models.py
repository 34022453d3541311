"""The gathering and what was reported of it. Entries are only ever added."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from casework.core.base import Record, choice, related
from casework.core.matter import Matter
from casework.extensions import db
from casework.law.findings import N_


class State(StrEnum):
    OPEN = "open"
    ENDED = "ended"


LABELS = {State.OPEN: N_("处置中"), State.ENDED: N_("已结束")}


class Reached(StrEnum):
    """How far up it has been reported, in this order."""

    TOWNSHIP = "township"
    COUNTY = "county"
    CITY = "city"


LEVELS = {Reached.TOWNSHIP: N_("乡镇（街道）"), Reached.COUNTY: N_("县（市、区）"), Reached.CITY: N_("设区的市")}


class EntryKind(StrEnum):
    REPORT = "report"
    FOLLOW_UP = "follow-up"
    ESCALATION = "escalation"
    ENDED = "ended"


KINDS = {EntryKind.REPORT: N_("呈报"), EntryKind.FOLLOW_UP: N_("续报"), EntryKind.ESCALATION: N_("升级"), EntryKind.ENDED: N_("结束")}


class Gathering(Matter):
    """Ten or more people gathered at a place about wages, since when the office knows (`noticed_at`, local time)."""

    __tablename__ = "gathering"

    id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), primary_key=True)
    state: Mapped[State] = mapped_column(choice(State, "state"), default=State.OPEN, index=True)
    case_id: Mapped[int | None] = mapped_column(sa.ForeignKey("arrears_case.id"), index=True)
    employer_name: Mapped[str | None] = mapped_column(sa.String(120))
    place: Mapped[str] = mapped_column(sa.String(200))
    noticed_at: Mapped[datetime] = mapped_column(index=True)
    people: Mapped[int]
    amount_fen: Mapped[int | None] = mapped_column(sa.BigInteger)
    wants: Mapped[str] = mapped_column(sa.Text)
    handled: Mapped[str | None] = mapped_column(sa.Text)
    reached: Mapped[Reached] = mapped_column(choice(Reached, "reached"), default=Reached.TOWNSHIP)
    ended_at: Mapped[datetime | None]

    case = related("Case", foreign_keys=[case_id])
    entries: Mapped[list["Entry"]] = related(back_populates="gathering", order_by="Entry.id")

    __table_args__ = (
        sa.CheckConstraint("people > 0", name="people_positive"),
        sa.CheckConstraint("amount_fen IS NULL OR amount_fen > 0", name="amount_positive"),
        sa.CheckConstraint("(state = 'ended') = (ended_at IS NOT NULL)", name="ended_has_moment"),
        sa.CheckConstraint("ended_at IS NULL OR ended_at >= noticed_at", name="ended_after_noticed"),
    )

    words = {"state": N_("状态"), "people": N_("人数"), "reached": N_("已报到"), "ended_at": N_("结束时间")}


class Entry(Record, db.Model):
    """A report, follow-up, escalation or the end: when (local time), how many people then, to whom, what was done."""

    __tablename__ = "gathering_entry"

    gathering_id: Mapped[int] = mapped_column(sa.ForeignKey("gathering.id"), index=True)
    kind: Mapped[EntryKind] = mapped_column(choice(EntryKind, "kind"))
    at: Mapped[datetime]
    people: Mapped[int]
    to_whom: Mapped[str | None] = mapped_column(sa.String(120))
    reached: Mapped[Reached] = mapped_column(choice(Reached, "reached"))
    text: Mapped[str] = mapped_column(sa.Text)
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))

    gathering: Mapped[Gathering] = related(back_populates="entries")
    by = related("User")

    __table_args__ = (sa.CheckConstraint("people >= 0", name="people_not_negative"),)
