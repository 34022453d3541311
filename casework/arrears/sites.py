"""案件在哪个工地 — the registered project that a case names, who was on it then, and what the cases of a project come to.

What was typed of a project stays in the case whether it is registered or not: papers print it.
"""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from flask_login import current_user

from casework.accounts.models import Area
from casework.arrears import figures, queries
from casework.arrears.models import Case, ClaimLine, State
from casework.arrears.overlap import LIVE
from casework.core import search
from casework.core.actions import action
from casework.core.columns import Column, Filter
from casework.core.errors import Refused
from casework.core.permissions import P, may
from casework.documents.store import Printed
from casework.extensions import db
from casework.law.findings import N_, Message
from casework.parties import project_queries as projects
from casework.parties.models import Employer
from casework.parties.project_lists import by_words
from casework.parties.project_models import Part, Project, ProjectState


@dataclass(frozen=True)
class Site:
    """A project as it was on a local date: `there` is [(ProjectPart with its employer, [ProjectTeam])]; `written`: the teams that the
    rosters of a case name."""

    project: Project
    on: date
    there: list
    written: tuple = ()

    def of(self, role):
        """The employer in a role that one has at a time, or None."""
        return next((part.employer for part, _ in self.there if part.role == role), None)

    def role_of(self, employer_id):
        """As what an employer takes part, or None."""
        return next((part.role for part, _ in self.there if part.employer_id == employer_id), None)


    @property
    def teams(self):
        """[(team as the rosters write it, registered one or None)]."""
        known = {search.fold(team.name): team for _, teams in self.there for team in teams}
        return [(name, known.get(search.fold(name))) for name in self.written]


def on(case):
    """The day for which one asks who was there: the end of the arrears, else the day of receipt."""
    return case.arrears_ended_on or case.received_on


def of(case):
    """The Site of a case, in one statement; None when it names no registered project."""
    if not case.project_id:
        return None
    named = db.select(ClaimLine.team).where(ClaimLine.case_id == case.id, ClaimLine.team != "").distinct().subquery()
    written = db.select(sa.func.aggregate_strings(named.c.team, "\n")).scalar_subquery()
    there, teams = projects.on_site_and(case.project_id, on(case), written)
    return Site(case.site, on(case), there, tuple(sorted(teams.split("\n"))) if teams else ())


@action("arrears.name_site")
def name_site(*, case, project, by):
    """The case is of this registered Project, or of none (None). In any state: it changes no claim and no paper."""
    if not may(by, P.CASE_REGISTER, case.area.path):
        raise Refused(N_("你没有修改本案的权限"))
    if project is not None and project.state is ProjectState.VOID:
        raise Refused(N_("这个工程的登记已经作废"))
    case.site, case.project_id = project, project and project.id
    if project is not None and not case.project:
        case.project = project.name
    return case


def offered(case, user, text=None):
    """Projects of the person's areas that the case may be of: those asked for by words; else those in which the employer takes part
    and those that are called alike."""
    if text:
        return db.session.scalars(by_words(projects.projects(user), text).where(Project.state != ProjectState.VOID)
                                  .order_by(Project.id.desc()).limit(20)).all()
    found = {project.id: project for project, _ in projects.of_employer(case.employer, user)}
    if case.project:
        found |= {project.id: project for project in projects.alike(user, name=case.project, general=case.employer.name)}
    return [project for id, project in sorted(found.items()) if id != case.project_id][:20]


def likely(form, user):
    """[(Project, Message)] that may be the typed one of the counter's form; none when one is called exactly so."""
    typed = form.project.data
    if not typed or projects.named(typed, user):
        return []
    return [(each, Message(N_("{name}，{permit}，{area}"), name=each.name, area=each.area.name,
                           permit=each.permit or Message(N_("没有施工许可证号"))))
            for each in projects.alike(user, name=typed, general=form.employer_name.data)]


# ---- what the cases of a project come to


def _of(project, user):
    """SQL condition over Case and its Area: its cases as far as the person sees them, merged ones in the case they are part of."""
    return sa.and_(Case.project_id == project.id, Case.state != State.MERGED, queries.seen(user))


@dataclass(frozen=True)
class Group:
    """Cases of one employer on a project, and within it of each team as the rosters write it: [(team, Sums, ProjectTeam or None)]."""

    employer_id: int
    name: str
    cases: int
    sums: figures.Sums
    teams: list


def groups(project, parts, user):
    """[Group], who owes most first. `parts`: the ProjectParts of the project with their teams."""
    known = {(part.employer_id, search.fold(team.name)): team for part in parts for team in part.teams}
    anywhere = {key: team for (_, key), team in known.items()}
    teams = {}
    for employer_id, team, *sums in _grouped(project, user, Employer.id, ClaimLine.team):
        if team:
            of = known.get((employer_id, search.fold(team)), anywhere.get(search.fold(team)))
            teams.setdefault(employer_id, []).append((team, figures.Sums(*map(int, sums)), of))
    found = [Group(id, name, int(cases), figures.Sums(*map(int, sums)), sorted(teams.get(id, ()), key=lambda one: one[0]))
             for id, name, cases, *sums in _grouped(project, user, Employer.id, Employer.name, sa.func.count(sa.distinct(Case.id)))]
    return sorted(found, key=lambda group: (-group.sums.owed_by_employer, -group.sums.claimed, group.name))


def _grouped(project, user, *keys):
    return db.session.execute(
        db.select(*keys, *figures.columns()).select_from(Case).join(Area, Area.id == Case.area_id)
        .join(Employer, Employer.id == Case.employer_id).outerjoin(ClaimLine, ClaimLine.case_id == Case.id)
        .where(_of(project, user)).group_by(*keys[:2])).all()


def total(project, user):
    """Sums of all of them: a person who claims in two cases is one."""
    ids = db.select(Case.id).join(Area, Area.id == Case.area_id).where(_of(project, user))
    return figures.sums(ClaimLine.case_id.in_(ids))


def cases(project, user):
    """Rows of the list of cases, newest first."""
    return db.session.execute(queries.case_rows(user).where(Case.project_id == project.id)
                              .order_by(Case.received_on.desc(), Case.id.desc()).limit(100)).all()


def papers(project, user):
    """The papers issued in its cases, newest first: (number, title, state, day, case id, case number)."""
    return db.session.execute(
        db.select(Printed.number, Printed.title, Printed.state, Printed.issued_on, Case.id.label("case_id"),
                  Case.number.label("case_number"))
        .join(Case, Case.id == Printed.matter_id).join(Area, Area.id == Case.area_id)
        .where(Case.project_id == project.id, queries.seen(user)).order_by(Printed.issued_on.desc(), Printed.id.desc()).limit(50)).all()


def written_alike(project, user):
    """(id, number, what was typed) of cases of the person's areas that name no registered project but one called alike."""
    rows = db.session.execute(
        db.select(Case.id, Case.number, Case.project).join(Area, Area.id == Case.area_id)
        .where(Case.project_id.is_(None), Case.project.is_not(None), queries.seen(user),
               sa.or_(Area.path.startswith(project.area.path), sa.literal(project.area.path).startswith(Area.path)))
        .order_by(Case.id.desc()).limit(2000))
    return [row for row in rows if projects.same_name(row.project) == project.name_key][:20]


def held(project):
    """parties.PROJECT_HELD: a project that a case names is no mistake."""
    n = db.session.scalar(db.select(sa.func.count(Case.id)).where(Case.project_id == project.id))
    if n:
        raise Refused(Message(N_("有 {n} 件案件写着这个工程，请先在案件里改掉"), n=n))


# ---- columns and a question for the list of projects


def columns(user):
    """Expressions over Project.id: how many cases, and their sums as figures.of_row reads them."""
    here = db.select(Case.id).join(Area, Area.id == Case.area_id).where(
        Case.project_id == Project.id, Case.state != State.MERGED, queries.seen(user)).correlate(Project)
    count = here.with_only_columns(sa.func.count(Case.id), maintain_column_froms=True)
    sums = db.select(figures.joined()).where(ClaimLine.case_id.in_(here)).correlate(Project).scalar_subquery()
    return [count.scalar_subquery().label("cases"), sums.label("figures")]


def _figure(name):
    return lambda row: getattr(figures.of_row(row), name)


COLUMNS = (
    Column("cases", N_("案件数"), kind="count"),
    Column("workers", N_("人数"), kind="count", value=_figure("workers")),
    Column("claimed_fen", N_("主张（元）"), kind="fen", value=_figure("claimed"), shown=False),
    Column("recognised_fen", N_("认定（元）"), kind="fen", value=_figure("recognised"), shown=False),
    Column("paid_fen", N_("已付（元）"), kind="fen", value=_figure("paid"), shown=False),
    Column("owed_fen", N_("尚欠（元）"), kind="fen", value=_figure("owed_by_employer")),
)


def _owing(select, value):
    """Projects with a case that the person sees; `open`: on which wages are still owed."""
    found = db.select(Case.project_id).join(Area, Area.id == Case.area_id).where(
        Case.project_id.is_not(None), queries.seen(current_user), Case.state.in_(LIVE))
    if value == "open":
        owed = figures.stands() - ClaimLine.paid_fen - ClaimLine.waived_fen
        found = found.where(Case.id.in_(db.select(ClaimLine.case_id).where(owed > 0)))
    return select.where(Project.id.in_(found) if value in ("open", "any") else sa.false())


OWING = Filter(N_("欠薪"), _owing, {"open": N_("有未结欠薪"), "any": N_("有案件")}, N_("不论欠薪"))


# ---- said of a case


def prompt(site, employer_id):
    """(Message, established?) for the case page: who else may have to pay, by their names in the register."""
    unknown = Message(N_("（没有登记）"))
    named = {role: (employer.name if (employer := site.of(role)) else unknown) for role in (Part.OWNER, Part.GENERAL)}
    said = {"project": site.project.name, "general": named[Part.GENERAL], "owner": named[Part.OWNER]}
    if site.role_of(employer_id) == Part.SUB:
        return Message(N_("本案单位登记为工程“{project}”的分包单位：分包单位拖欠的，由施工总承包单位{general}先行清偿，再追偿；"
                          "建设单位是{owner}"), **said), True
    return Message(N_("工程“{project}”：建设单位是{owner}，施工总承包单位是{general}；"
                      "查明是否分包、转包、拖欠工程款或者出借资质，他们可能要先行清偿"), **said), None
