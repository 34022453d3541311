"""The list of construction projects: where, who takes part as what, and what later features know of each."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from casework import parties
from casework.accounts import queries as accounts
from casework.accounts.models import Area
from casework.core import clock, search, sought
from casework.core.columns import Column, Filter, View, since, until
from casework.core.listing import Listing
from casework.core.permissions import P
from casework.extensions import db
from casework.law.findings import N_
from casework.parties.models import Employer
from casework.parties.project_models import (
    DEPOSITS,
    PARTS,
    STATES,
    Part,
    Project,
    ProjectPart,
    ProjectState,
    ProjectTeam,
)
from casework.parties.project_queries import permit_of
from casework.parties.queries import employers_called


def _lead(role):
    """Name of the owner or general contractor of today."""
    firm = aliased(Employer)
    return (db.select(firm.name).join(ProjectPart, ProjectPart.employer_id == firm.id)
            .where(ProjectPart.project_id == Project.id, ProjectPart.role == role, ProjectPart.to_on.is_(None))
            .order_by(ProjectPart.id.desc()).limit(1).correlate(Project).scalar_subquery())


def _still(model, *where):
    return db.select(sa.func.count(model.id)).where(model.to_on.is_(None), *where).correlate(Project).scalar_subquery()


def project_rows(user):
    """What the list shows, as Core rows; later features add what they know."""
    teams = ProjectTeam.part_id.in_(db.select(ProjectPart.id).where(ProjectPart.project_id == Project.id).correlate(Project))
    subs = (ProjectPart.project_id == Project.id, ProjectPart.role == Part.SUB)
    return (
        db.select(Project.id, Project.name, Project.permit, Project.address, Project.state, Project.started_on, Project.ends_on,
                  Project.completed_on, Project.deposit_form, Project.deposit_fen, Project.account_bank, Area.name.label("area_name"),
                  _lead(Part.OWNER).label("owner"), _lead(Part.GENERAL).label("general"), _still(ProjectPart, *subs).label("subs"),
                  _still(ProjectTeam, teams).label("teams"), *(one for _, make in parties.PROJECT_COLUMNS for one in make(user)))
        .join(Area, Area.id == Project.area_id).where(accounts.within(user, P.PARTY_VIEW))
    )


def by_words(select, value):
    """Every word in the name, or spelt by its initials; or the permit."""
    words = [word for part in value.split() if (word := search.fold(part))]
    meant = [db.select(Project.id).where(Project.permit == permit_of(value))]
    if words:
        meant.append(sought.named(Project, words))
    return select.where(Project.id.in_(sa.union(*meant)))


def _area(select, value):
    """The area with this code and all inside it."""
    path = db.select(Area.path).where(Area.code == value).scalar_subquery()
    return select.where(Area.path.startswith(sa.func.coalesce(path, "-")))


def _asked_together(select, _value):
    """Firm and role are one question: Projects.filtered."""
    return select


def _state(select, value):
    return select.where(Project.state == value if value in STATES else sa.false())


class Projects(Listing):
    name, title = "parties.projects", N_("工程项目")
    own_filters = {
        "q": Filter(N_("工程名称或施工许可证号"), by_words),
        "area": Filter(N_("乡镇"), _area, {}, N_("全部乡镇")),
        "firm": Filter(N_("参建单位名称或信用代码"), _asked_together),
        "role": Filter(N_("身份"), _asked_together, PARTS, N_("任何身份")),
        "state": Filter(N_("状态"), _state, STATES, N_("全部状态"), place="more"),
        "deposit": Filter(N_("工资保证金"), lambda select, value: select.where(
            Project.deposit_form.is_(None) if value == "none" else sa.cast(Project.deposit_form, sa.String) == value),
            {"none": N_("没有登记"), **DEPOSITS}, N_("不限"), place="more"),
        "from": since(N_("开工"), Project.started_on),
        "to": until(N_("开工"), Project.started_on),
    }
    orders = {"name": (Project.name, Project.id), "newest": (Project.id.desc(),), "area": (Area.path, Project.id)}
    default = "newest"
    own_columns = (
        Column("name", N_("工程名称"), css="cut", order="name", link="parties.project"),
        Column("general", N_("施工总承包单位"), css="cut", show="title"),
        Column("owner", N_("建设单位"), css="cut", show="title"),
        Column("subs", N_("分包（家）"), kind="count"),
        Column("teams", N_("班组（个）"), kind="count", shown=False),
        Column("area_name", N_("区域"), order="area"),
        Column("address", N_("工程地址"), css="cut", shown=False),
        Column("permit", N_("施工许可证号"), shown=False),
        Column("started_on", N_("开工"), kind="day", shown=False),
        Column("ends_on", N_("计划完工"), kind="day", shown=False),
        Column("account_bank", N_("专用账户开户行"), css="cut", shown=False),
        Column("deposit_form", N_("工资保证金"), labels=DEPOSITS, shown=False),
        Column("deposit_fen", N_("工资保证金（元）"), kind="fen", shown=False),
        Column("state", N_("状态"), labels=STATES, show="state"),
    )
    views = (
        View(N_("在建"), {"state": "registered"}),
        View(N_("有未结欠薪"), {"owing": "open"}),
        View(N_("没有保证金"), {"state": "registered", "deposit": "none"}),
        View(N_("已完工"), {"state": "completed"}),
        View(N_("全部"), {}),
    )

    @property
    def filters(self):
        own = list(self.own_filters.items())
        return dict([*own[:4], *parties.PROJECT_FILTERS.items(), *own[4:]])

    @property
    def columns(self):
        return (*self.own_columns[:-1], *(column for columns, _ in parties.PROJECT_COLUMNS for column in columns), self.own_columns[-1])

    def filtered(self, select, asked):
        """Whose project it is today: `firm` in any role, anybody in `role`, or the firm in that role. A void one only when asked for."""
        firm, role, state = (value[0] if isinstance(value := asked.get(key), list) else value for key in ("firm", "role", "state"))
        if firm or role:
            here = db.select(ProjectPart.project_id).where(ProjectPart.to_on.is_(None) | (ProjectPart.to_on >= clock.today()))
            if firm:
                here = here.where(ProjectPart.employer_id.in_(employers_called(firm)))
            if role:
                here = here.where(sa.cast(ProjectPart.role, sa.String) == role)
            select = select.where(Project.id.in_(here))
        if state != ProjectState.VOID:
            select = select.where(Project.state != ProjectState.VOID)
        return super().filtered(select, asked)
