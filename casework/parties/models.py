"""Employers known by their credit code, workers by their identity number; either may be known by name alone."""

from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, validates

from casework.core.base import Record, choice, related
from casework.core.crypto import Encrypted, EncryptedJSON, masked
from casework.core.sought import Sought
from casework.extensions import db
from casework.law.findings import N_
from casework.parties.names import same_name


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"


class IdKind(StrEnum):
    RESIDENT = "resident"
    PASSPORT = "passport"
    HK_MACAU = "hk_macau"
    TAIWAN = "taiwan"
    HMT_RESIDENCE = "hmt_residence"  # its number is built like that of a resident's card (81, 82, 83)
    FOREIGN_RESIDENCE = "foreign_residence"
    OTHER = "other"


ID_KINDS = {
    IdKind.RESIDENT: N_("居民身份证"),
    IdKind.PASSPORT: N_("护照"),
    IdKind.HK_MACAU: N_("港澳居民来往内地通行证"),
    IdKind.TAIWAN: N_("台湾居民来往大陆通行证"),
    IdKind.HMT_RESIDENCE: N_("港澳台居民居住证"),
    IdKind.FOREIGN_RESIDENCE: N_("外国人永久居留身份证"),
    IdKind.OTHER: N_("其他证件"),
}
JUDGED = (IdKind.RESIDENT, IdKind.HMT_RESIDENCE)  # numbers with a birth date and a check character

FLAGS = {"dispatch": N_("劳务派遣"), "construction": N_("建筑施工"), "platform": N_("平台用工"), "individual": N_("个体工商户")}


def flag():
    return mapped_column(default=False, server_default=sa.false())


class Employer(Sought, Record, db.Model):
    """用人单位. The credit code may be missing at the counter; that is a finding, not a wall."""

    credit_code: Mapped[str | None] = mapped_column(sa.String(18), unique=True)
    name: Mapped[str] = mapped_column(sa.String(120), index=True)
    name_key: Mapped[str | None] = mapped_column(  # by which likely duplicates meet
        sa.String(120), index=True, default=lambda context: same_name(context.get_current_parameters()["name"]))
    area_id: Mapped[int] = mapped_column(sa.ForeignKey("area.id"), index=True)
    address: Mapped[str | None] = mapped_column(sa.String(200))
    legal_representative: Mapped[str | None] = mapped_column(sa.String(40))
    legal_title: Mapped[str | None] = mapped_column(sa.String(40))
    telephone: Mapped[str | None] = mapped_column(sa.String(30), index=True)
    economic_type: Mapped[str | None] = mapped_column(sa.String(40))
    headcount: Mapped[int | None]
    operating_address: Mapped[str | None] = mapped_column(sa.String(200))
    service_address: Mapped[str | None] = mapped_column(sa.String(200))
    section: Mapped[str | None] = mapped_column(sa.String(1))
    dispatch: Mapped[bool] = flag()
    construction: Mapped[bool] = flag()
    platform: Mapped[bool] = flag()
    individual: Mapped[bool] = flag()
    merged_into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("employer.id"), index=True)

    area = related("Area")

    words = {
        "credit_code": N_("统一社会信用代码"), "name": N_("用人单位名称"), "address": N_("单位地址"), "telephone": N_("单位电话"),
        "legal_representative": N_("法定代表人或负责人"), "legal_title": N_("职务"), "economic_type": N_("经济类型"),
        "headcount": N_("从业人数"), "operating_address": N_("经营地址"), "service_address": N_("送达地址"), "section": N_("行业门类"),
        "area_id": N_("区域"), **FLAGS,
    }

    def said(self, column, value):
        return {True: N_("是"), False: N_("否")}[value] if column in FLAGS and isinstance(value, bool) else value

    @validates("name")
    def _keyed(self, _column, name):
        self.name_key = same_name(name)
        return name

    @property
    def kinds(self):
        """Names of the kinds that this employer is of, still to be translated."""
        return [words for name, words in FLAGS.items() if getattr(self, name)]

    __table_args__ = (
        sa.CheckConstraint("credit_code IS NULL OR length(credit_code) = 18", name="credit_code_length"),
        sa.CheckConstraint("headcount IS NULL OR headcount >= 0", name="headcount_not_negative"),
        sa.CheckConstraint("section IS NULL OR section BETWEEN 'A' AND 'T'", name="section_known"),
    )


class FormerName(Sought, Record, db.Model):
    """曾用名: what an employer was called until a day; it is still found by it."""

    employer_id: Mapped[int] = mapped_column(sa.ForeignKey("employer.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(120), index=True)
    until_on: Mapped[date | None]


class Worker(Sought, Record, db.Model):
    """劳动者. The number is encrypted and found by its blind index; pages show it masked."""

    name: Mapped[str] = mapped_column(sa.String(60), index=True)
    id_kind: Mapped[IdKind] = mapped_column(choice(IdKind, "id_kind"), default=IdKind.RESIDENT)
    id_number: Mapped[str | None] = mapped_column(Encrypted("worker.id_number"))
    id_index: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    id_tail: Mapped[str | None] = mapped_column(sa.String(4))
    id_proof: Mapped[str | None] = mapped_column(sa.String(200))
    born_on: Mapped[date | None]
    sex: Mapped[Sex | None] = mapped_column(choice(Sex, "sex"))
    telephone: Mapped[str | None] = mapped_column(sa.String(30))
    address: Mapped[str | None] = mapped_column(sa.String(200))
    household: Mapped[str | None] = mapped_column(sa.String(200))  # 户籍地址: a roster has both (劳动合同法实施条例第8条)
    merged_into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("worker.id"), index=True)

    __table_args__ = (sa.CheckConstraint("(id_number IS NULL) = (id_index IS NULL)", name="number_has_index"),)

    @property
    def id_masked(self):
        return masked(self.id_number)

    @property
    def telephone_masked(self):
        return masked(self.telephone)


class WorkerDocument(Record, db.Model):
    """Another number of the same person (an old card, a passport, a permit), and what proves that it is the same."""

    worker_id: Mapped[int] = mapped_column(sa.ForeignKey("worker.id"), index=True)
    kind: Mapped[IdKind] = mapped_column(choice(IdKind, "kind"))
    number: Mapped[str] = mapped_column(Encrypted("worker_document.number"))
    number_index: Mapped[str] = mapped_column(sa.String(64), unique=True)
    tail: Mapped[str] = mapped_column(sa.String(4))
    proof: Mapped[str] = mapped_column(sa.String(200))

    @property
    def masked(self):
        return masked(self.number)


# ---- two that are one, and two that are not


class Merging:
    """One party put into another. `moved`: {Class.column: [[id, id of the record it hangs on]]}; `behind`: {Class.column: ids}
    that a UNIQUE keeps with the part; `changes`: [[party, column, old, new]], encrypted as numbers are among them."""

    on: Mapped[date]
    proof: Mapped[str] = mapped_column(sa.String(200))
    moved: Mapped[dict] = mapped_column(sa.JSON)
    behind: Mapped[dict] = mapped_column(sa.JSON)
    undone_on: Mapped[date | None]

    @declared_attr
    def changes(cls) -> Mapped[list]:
        return mapped_column(EncryptedJSON(f"{cls.__tablename__}.changes"))

    @declared_attr
    def part_id(cls) -> Mapped[int]:
        return mapped_column(sa.ForeignKey(f"{cls.of}.id"), index=True)

    @declared_attr
    def survivor_id(cls) -> Mapped[int]:
        return mapped_column(sa.ForeignKey(f"{cls.of}.id"), index=True)

    @declared_attr.directive
    def __table_args__(cls):
        return (sa.CheckConstraint("part_id <> survivor_id", name="two_parties"),)


class EmployerMerge(Merging, Record, db.Model):
    of = "employer"


class WorkerMerge(Merging, Record, db.Model):
    of = "worker"


class Apart:
    """“不是同一个”: somebody looked at both. The smaller id stands first."""

    @declared_attr
    def one_id(cls) -> Mapped[int]:
        return mapped_column(sa.ForeignKey(f"{cls.of}.id"))

    @declared_attr
    def other_id(cls) -> Mapped[int]:
        return mapped_column(sa.ForeignKey(f"{cls.of}.id"), index=True)

    @declared_attr.directive
    def __table_args__(cls):
        return (sa.UniqueConstraint("one_id", "other_id"), sa.CheckConstraint("one_id < other_id", name="in_order"))


class EmployerApart(Apart, Record, db.Model):
    of = "employer"


class WorkerApart(Apart, Record, db.Model):
    of = "worker"
