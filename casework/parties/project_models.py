"""工程项目: a site with its permit, wage account and deposit; who takes part in which role since when, and their teams (班组)."""

from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from casework.core.base import Record, choice, related
from casework.core.crypto import Encrypted, masked
from casework.core.money import yuan
from casework.core.sought import Sought
from casework.extensions import db
from casework.law.findings import N_
from casework.parties.names import same_name


class ProjectState(StrEnum):
    REGISTERED = "registered"
    COMPLETED = "completed"
    VOID = "void"


STATES = {ProjectState.REGISTERED: N_("在建"), ProjectState.COMPLETED: N_("已完工"), ProjectState.VOID: N_("登记作废")}


class Part(StrEnum):
    """Who takes part as what; of an owner and of a general contractor there is one at a time."""

    OWNER = "owner"
    GENERAL = "general"
    SUB = "sub"


PARTS = {Part.OWNER: N_("建设单位"), Part.GENERAL: N_("施工总承包单位"), Part.SUB: N_("分包单位")}
LEADS = (Part.OWNER, Part.GENERAL)


class Deposit(StrEnum):
    """工资保证金 as it was given (保障农民工工资支付条例 32); whether a form will do is the county's to say."""

    CASH = "cash"
    BANK = "bank"
    GUARANTOR = "guarantor"
    INSURANCE = "insurance"
    EXEMPT = "exempt"


DEPOSITS = {Deposit.CASH: N_("存入现金"), Deposit.BANK: N_("金融机构保函"), Deposit.GUARANTOR: N_("担保公司保函"),
            Deposit.INSURANCE: N_("保证保险"), Deposit.EXEMPT: N_("经批准免存")}


class Project(Sought, Record, db.Model):
    """`permit`: 施工许可证号 in capitals without blanks, one project in the city. The account's number is encrypted."""

    name: Mapped[str] = mapped_column(sa.String(120), index=True)
    name_key: Mapped[str] = mapped_column(
        sa.String(120), index=True, default=lambda context: same_name(context.get_current_parameters()["name"]))
    area_id: Mapped[int] = mapped_column(sa.ForeignKey("area.id"), index=True)
    address: Mapped[str | None] = mapped_column(sa.String(200))
    permit: Mapped[str | None] = mapped_column(sa.String(60), unique=True)
    started_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    account_bank: Mapped[str | None] = mapped_column(sa.String(120))
    account_number: Mapped[str | None] = mapped_column(Encrypted("project.account_number"))
    deposit_form: Mapped[Deposit | None] = mapped_column(choice(Deposit, "deposit_form"))
    deposit_fen: Mapped[int | None] = mapped_column(sa.BigInteger)
    state: Mapped[ProjectState] = mapped_column(choice(ProjectState, "state"), default=ProjectState.REGISTERED, index=True)
    completed_on: Mapped[date | None]
    void_reason: Mapped[str | None] = mapped_column(sa.String(200))

    area = related("Area")

    words = {
        "name": N_("工程名称"), "area_id": N_("区域"), "address": N_("工程地址"), "permit": N_("施工许可证号"),
        "started_on": N_("开工日期"), "ends_on": N_("计划完工日期"), "account_bank": N_("专用账户开户行"),
        "account_number": N_("专用账户账号"),
        "deposit_form": N_("工资保证金形式"), "deposit_fen": N_("工资保证金（元）"), "state": N_("状态"), "completed_on": N_("完工日期"),
        "void_reason": N_("作废的原因"),
    }

    __table_args__ = (
        sa.CheckConstraint("ends_on IS NULL OR started_on IS NULL OR ends_on >= started_on", name="period_in_order"),
        sa.CheckConstraint("deposit_fen IS NULL OR deposit_fen >= 0", name="deposit_not_negative"),
        sa.CheckConstraint("(state = 'completed') = (completed_on IS NOT NULL)", name="completed_has_day"),
        sa.CheckConstraint("(state = 'void') = (void_reason IS NOT NULL)", name="void_has_reason"),
    )

    @sa.orm.validates("name")
    def _keyed(self, _column, name):
        self.name_key = same_name(name)
        return name

    @property
    def account_masked(self):
        return masked(self.account_number)

    def said(self, column, value):
        if column.endswith("_fen") and value is not None:
            return yuan(value)
        return {"state": STATES, "deposit_form": DEPOSITS}.get(column, {}).get(value, value)


class ProjectPart(Record, db.Model):
    """参建单位: an employer in a role, from a day (None: nobody knows since when) until a day (None: still there)."""

    project_id: Mapped[int] = mapped_column(sa.ForeignKey("project.id"), index=True)
    employer_id: Mapped[int] = mapped_column(sa.ForeignKey("employer.id"), index=True)
    role: Mapped[Part] = mapped_column(choice(Part, "role"))
    scope: Mapped[str | None] = mapped_column(sa.String(120))
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]

    project: Mapped[Project] = related()
    employer = related("Employer")
    teams: Mapped[list["ProjectTeam"]] = related(back_populates="part", order_by="ProjectTeam.id")

    words = {"project_id": N_("工程"), "employer_id": N_("单位"), "role": N_("身份"), "scope": N_("承包范围"), "from_on": N_("起"),
             "to_on": N_("止")}

    __table_args__ = (
        sa.CheckConstraint("to_on IS NULL OR from_on IS NULL OR to_on >= from_on", name="period_in_order"),
        sa.Index("ix_project_part_leading", "project_id", "role", unique=True,
                 sqlite_where=sa.text("to_on IS NULL AND role <> 'sub'"), postgresql_where=sa.text("to_on IS NULL AND role <> 'sub'")),
    )

    def said(self, column, value):
        return PARTS.get(value, value) if column == "role" else value


class ProjectTeam(Record, db.Model):
    """班组: works under one of those who take part; its leader (班组长) with a telephone."""

    part_id: Mapped[int] = mapped_column(sa.ForeignKey("project_part.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(40))
    leader: Mapped[str | None] = mapped_column(sa.String(40))
    telephone: Mapped[str | None] = mapped_column(sa.String(30))
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]

    part: Mapped[ProjectPart] = related(back_populates="teams")

    words = {"part_id": N_("所属单位"), "name": N_("班组"), "leader": N_("班组长"), "telephone": N_("班组长电话"), "from_on": N_("起"),
             "to_on": N_("止")}

    __table_args__ = (sa.CheckConstraint("to_on IS NULL OR from_on IS NULL OR to_on >= from_on", name="period_in_order"),)


def there(model, on):
    """SQL condition over ProjectPart or ProjectTeam: there on this local date; an unknown beginning is no reason to doubt it."""
    return sa.and_(sa.or_(model.from_on.is_(None), model.from_on <= on), sa.or_(model.to_on.is_(None), model.to_on >= on))
