"""Services with the papers they carried, confirmed addresses, and the people who speak for a party."""

from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from casework.core import calendar
from casework.core.base import Record, choice, related
from casework.core.crypto import Encrypted, masked
from casework.extensions import db
from casework.law import contesting, serving
from casework.law.findings import N_


class Role(StrEnum):
    """For whom a paper is."""

    COMPLAINANT = "complainant"
    EMPLOYER = "employer"
    OFFICE = "office"
    OTHER = "other"


ROLES = {Role.COMPLAINANT: N_("投诉人"), Role.EMPLOYER: N_("用人单位"), Role.OFFICE: N_("接收机关"), Role.OTHER: N_("其他人")}
Way = StrEnum("Way", {code.upper(): code for code in serving.WAYS})
WAYS = {Way(code): way.label for code, way in serving.WAYS.items()}


class Service(Record, db.Model):
    """One service: papers brought to one recipient at one time. Never edited: withdrawn with a reason and entered anew.

    `on` is what the way calls its day (signing, leaving, arrival, publishing); `served_on` is the day that counts.
    """

    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    role: Mapped[Role] = mapped_column(choice(Role, "role"))
    to_name: Mapped[str] = mapped_column(sa.String(120))
    way: Mapped[Way] = mapped_column(choice(Way, "way"))
    place: Mapped[str | None] = mapped_column(sa.String(200))
    on: Mapped[date]
    at: Mapped[str | None] = mapped_column(sa.String(5))
    notice_days: Mapped[int | None]
    receiver: Mapped[str | None] = mapped_column(sa.String(60))
    relation: Mapped[str | None] = mapped_column(sa.String(40))
    reason: Mapped[str | None] = mapped_column(sa.String(500))
    witness: Mapped[str | None] = mapped_column(sa.String(60))
    witness_unit: Mapped[str | None] = mapped_column(sa.String(120))
    through: Mapped[str | None] = mapped_column(sa.String(120))
    proof_no: Mapped[str | None] = mapped_column(sa.String(120))
    recording_no: Mapped[str | None] = mapped_column(sa.String(80))
    evidence_id: Mapped[int | None] = mapped_column(sa.ForeignKey("evidence.id"), index=True)
    second_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    withdrawn_on: Mapped[date | None]
    withdrawn_why: Mapped[str | None] = mapped_column(sa.String(200))

    by = related("User", foreign_keys=[by_id])
    second = related("User", foreign_keys=[second_id])
    evidence = related("Evidence")
    carried: Mapped[list["Served"]] = related(order_by="Served.id", back_populates="service")

    __table_args__ = (
        sa.CheckConstraint("(way = 'notice') = (notice_days IS NOT NULL)", name="notice_has_days"),
        sa.CheckConstraint("(withdrawn_on IS NULL) = (withdrawn_why IS NULL)", name="withdrawn_says_why"),
    )

    @property
    def served_on(self):
        return serving.served(str(self.way), self.on, calendar.calendar(), self.notice_days)


class Served(Record, db.Model):
    """A paper that a service carried."""

    service_id: Mapped[int] = mapped_column(sa.ForeignKey("service.id"), index=True)
    printed_id: Mapped[int] = mapped_column(sa.ForeignKey("printed.id"), index=True)

    service: Mapped[Service] = related(back_populates="carried")
    printed = related("Printed")

    __table_args__ = (sa.UniqueConstraint("service_id", "printed_id"),)


class Electronic(StrEnum):
    NONE = "none"
    SMS = "sms"
    EMAIL = "email"
    FAX = "fax"
    OTHER = "other"


ELECTRONIC = {Electronic.NONE: N_("不同意"), Electronic.SMS: N_("短信"), Electronic.EMAIL: N_("电子邮件"), Electronic.FAX: N_("传真"),
              Electronic.OTHER: N_("其他")}


class ServiceAddress(Record, db.Model):
    """送达地址确认书: where a party said that papers reach it. A newer one of the same party takes its place."""

    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    role: Mapped[Role] = mapped_column(choice(Role, "role"))
    worker_id: Mapped[int | None] = mapped_column(sa.ForeignKey("worker.id"), index=True)
    employer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("employer.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    address: Mapped[str] = mapped_column(sa.String(200))
    postcode: Mapped[str | None] = mapped_column(sa.String(6))
    recipient: Mapped[str | None] = mapped_column(sa.String(60))
    telephone: Mapped[str | None] = mapped_column(sa.String(30))
    agent: Mapped[str | None] = mapped_column(sa.String(60))
    agent_relation: Mapped[str | None] = mapped_column(sa.String(40))
    agent_telephone: Mapped[str | None] = mapped_column(sa.String(30))
    electronic: Mapped[Electronic] = mapped_column(choice(Electronic, "electronic"), default=Electronic.NONE)
    electronic_to: Mapped[str | None] = mapped_column(sa.String(120))
    confirmed_on: Mapped[date]
    evidence_id: Mapped[int | None] = mapped_column(sa.ForeignKey("evidence.id"), index=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))

    __table_args__ = (
        sa.CheckConstraint("electronic = 'none' OR electronic_to IS NOT NULL", name="electronic_has_address"),
        sa.CheckConstraint("worker_id IS NULL OR employer_id IS NULL", name="one_party"),
    )


class Kind(StrEnum):
    AGENT = "agent"
    LEGAL = "legal"


class Side(StrEnum):
    WORKERS = "workers"
    EMPLOYER = "employer"


class Scope(StrEnum):
    GENERAL = "general"
    SPECIAL = "special"


KINDS = {Kind.AGENT: N_("委托代理人"), Kind.LEGAL: N_("法定代表人（主要负责人）")}
SIDES = {Side.WORKERS: N_("劳动者"), Side.EMPLOYER: N_("用人单位")}
SCOPES = {Scope.GENERAL: N_("一般代理"), Scope.SPECIAL: N_("特别代理")}
POWERS = {"admit": N_("承认"), "waive": N_("放弃"), "change": N_("变更请求"), "settle": N_("和解"), "collect": N_("代领款项")}


class Participant(Record, db.Model):
    """Who speaks for a party: entrusted by either side, or head of the unit. Elected representatives: arrears.representatives."""

    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    kind: Mapped[Kind] = mapped_column(choice(Kind, "kind"))
    side: Mapped[Side] = mapped_column(choice(Side, "side"))
    name: Mapped[str] = mapped_column(sa.String(60))
    id_number: Mapped[str | None] = mapped_column(Encrypted("participant.id_number"))
    telephone: Mapped[str | None] = mapped_column(sa.String(30))
    unit: Mapped[str | None] = mapped_column(sa.String(120))
    title: Mapped[str | None] = mapped_column(sa.String(40))
    scope: Mapped[Scope | None] = mapped_column(choice(Scope, "scope"))
    powers: Mapped[list] = mapped_column(sa.JSON, default=list)
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    evidence_id: Mapped[int | None] = mapped_column(sa.ForeignKey("evidence.id"), index=True)
    ended_on: Mapped[date | None]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))

    __table_args__ = (
        sa.CheckConstraint("(kind = 'agent') = (scope IS NOT NULL)", name="agent_has_scope"),
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name="to_after_from"),
    )

    @property
    def id_masked(self):
        return masked(self.id_number)


class Step(StrEnum):
    REVIEW = contesting.REVIEW
    COURT = contesting.COURT


class Outcome(StrEnum):
    UPHELD = contesting.UPHELD
    CHANGED = contesting.CHANGED
    DROPPED = contesting.DROPPED
    MISTAKEN = "mistaken"


STEPS = {Step.REVIEW: N_("申请行政复议"), Step.COURT: N_("提起行政诉讼")}
OUTCOMES = {Outcome.UPHELD: N_("维持，或者驳回请求"), Outcome.CHANGED: N_("变更、撤销或者确认违法"),
            Outcome.DROPPED: N_("撤回，或者没有被受理"), Outcome.MISTAKEN: N_("登记错了")}


class Challenge(Record, db.Model):
    """对方申请复议或者起诉: which paper, on which day, where; how it ended and the day from which that counts. Never deleted: what was
    noted by mistake says so."""

    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    printed_id: Mapped[int] = mapped_column(sa.ForeignKey("printed.id"), index=True)
    step: Mapped[Step] = mapped_column(choice(Step, "step"))
    on: Mapped[date]
    office: Mapped[str] = mapped_column(sa.String(80))
    outcome: Mapped[Outcome | None] = mapped_column(choice(Outcome, "outcome"))
    ended_on: Mapped[date | None]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))

    printed = related("Printed")

    __table_args__ = (
        sa.CheckConstraint("(outcome IS NULL) = (ended_on IS NULL)", name="outcome_has_day"),
        sa.CheckConstraint("ended_on IS NULL OR ended_on >= \"on\"", name="ends_after_it_began"),
    )
