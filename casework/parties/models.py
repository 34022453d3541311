"""Employers known by their credit code, workers by their identity number; either may be known by name alone."""

from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from casework.core.base import Record, choice, related
from casework.core.crypto import Encrypted, masked
from casework.extensions import db
from casework.law.findings import N_


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"


class IdKind(StrEnum):
    RESIDENT = "resident"  # 居民身份证
    PASSPORT = "passport"
    OTHER = "other"


class Employer(Record, db.Model):
    """用人单位. The credit code may be missing at the counter; that is a finding, not a wall."""

    credit_code: Mapped[str | None] = mapped_column(sa.String(18), unique=True)
    name: Mapped[str] = mapped_column(sa.String(120), index=True)
    area_id: Mapped[int] = mapped_column(sa.ForeignKey("area.id"), index=True)
    address: Mapped[str | None] = mapped_column(sa.String(200))
    legal_representative: Mapped[str | None] = mapped_column(sa.String(40))
    legal_title: Mapped[str | None] = mapped_column(sa.String(40))
    telephone: Mapped[str | None] = mapped_column(sa.String(30))
    economic_type: Mapped[str | None] = mapped_column(sa.String(40))
    headcount: Mapped[int | None]

    area = related("Area")

    words = {
        "credit_code": N_("统一社会信用代码"), "name": N_("用人单位名称"), "address": N_("单位地址"), "telephone": N_("单位电话"),
        "legal_representative": N_("法定代表人或负责人"), "legal_title": N_("职务"), "economic_type": N_("经济类型"),
        "headcount": N_("从业人数"),
    }

    __table_args__ = (
        sa.CheckConstraint("credit_code IS NULL OR length(credit_code) = 18", name="credit_code_length"),
        sa.CheckConstraint("headcount IS NULL OR headcount >= 0", name="headcount_not_negative"),
    )


class Worker(Record, db.Model):
    """劳动者. The number is encrypted and found by its blind index; pages show it masked."""

    name: Mapped[str] = mapped_column(sa.String(60), index=True)
    id_kind: Mapped[IdKind] = mapped_column(choice(IdKind, "id_kind"), default=IdKind.RESIDENT)
    id_number: Mapped[str | None] = mapped_column(Encrypted("worker.id_number"))
    id_index: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    id_tail: Mapped[str | None] = mapped_column(sa.String(4))
    born_on: Mapped[date | None]
    sex: Mapped[Sex | None] = mapped_column(choice(Sex, "sex"))
    telephone: Mapped[str | None] = mapped_column(sa.String(30))
    address: Mapped[str | None] = mapped_column(sa.String(200))

    __table_args__ = (sa.CheckConstraint("(id_number IS NULL) = (id_index IS NULL)", name="number_has_index"),)

    @property
    def id_masked(self):
        return masked(self.id_number)

    @property
    def telephone_masked(self):
        return masked(self.telephone)
