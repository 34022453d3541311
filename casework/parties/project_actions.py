"""What people do to construction projects: register, correct, change who takes part and which teams work, complete, void."""

from datetime import timedelta

from casework import parties
from casework.accounts import queries as accounts
from casework.core import clock
from casework.core.actions import action
from casework.core.errors import Refused
from casework.core.permissions import P, may
from casework.extensions import db
from casework.law.findings import N_, Message
from casework.parties import actions
from casework.parties import project_queries as queries
from casework.parties import queries as parties_known
from casework.parties.project_models import LEADS, PARTS, Deposit, Part, Project, ProjectPart, ProjectState, ProjectTeam

FACTS = ("address", "started_on", "ends_on", "account_bank", "account_number", "deposit_form", "deposit_fen")


@action("parties.register_project")
def register_project(*, name, area_code, by, permit=None, owner_name=None, owner_code=None, general_name=None, general_code=None,
                     owner=None, general=None, **facts):
    """A new project in an area of one's own with its owner and general contractor, as far as they are known.

    `owner`, `general`: registered employers of whom a person said that they are the typed ones.
    """
    area = _area(area_code, by)
    project = Project(name=_name(name), area=area, area_id=area.id, permit=_permit(permit))
    _take(project, facts)
    db.session.add(project)
    db.session.flush()
    for role, typed, code, known in ((Part.OWNER, owner_name, owner_code, owner), (Part.GENERAL, general_name, general_code, general)):
        if typed or code or known:
            unit = _unit(project, by, typed, code, known, f"{role}_name", f"{role}_code")
            db.session.add(ProjectPart(project_id=project.id, employer_id=unit.id, role=role, from_on=project.started_on))
    return project


def _area(code, by):
    area = accounts.area(code)
    if area is None or not may(by, P.PARTY_EDIT, area.path):
        raise Refused(N_("只能放到自己的辖区"), field="area_code")
    return area


def _name(name):
    name = " ".join((name or "").split())
    if not name:
        raise Refused(N_("请填写工程名称"), field="name")
    return name


def _permit(permit, project=None):
    """The permit as it is kept; Refused when another project has it, wherever it is."""
    other = queries.by_permit(permit)
    if other is not None and (project is None or other.id != project.id):
        raise Refused(Message(N_("这个施工许可证号已登记在“{name}”（{office}，电话 {telephone}）"), name=other.name,
                              office=other.area.office, telephone=other.area.telephone), field="permit")
    return queries.permit_of(permit)


def _take(project, facts):
    started, ends = facts.get("started_on", project.started_on), facts.get("ends_on", project.ends_on)
    if started and ends and ends < started:
        raise Refused(N_("计划完工日期不能早于开工日期"), field="ends_on")
    for key in FACTS:
        if key in facts:
            setattr(project, key, facts[key])
    if project.deposit_form:
        project.deposit_form = Deposit(project.deposit_form)
    if project.account_number:
        project.account_number = "".join(project.account_number.split())


def _unit(project, by, name, code, known, name_field="name", code_field="code"):
    """The employer that was typed, found by its code, else by its exact name in the person's areas, else registered where the
    project is."""
    if known is None and code and not name:
        known = parties_known.employer_by_code(code)
        if known is None:
            raise Refused(N_("登记里没有这个信用代码，请把单位名称也填上"), field=name_field)
    if known is None and not code:
        known = parties_known.employer_here(name, by)
    try:
        unit = actions.register_employer(name=name or known.name, area=project.area, credit_code=code, known=known, by=by)
    except Refused as refusal:
        raise Refused(refusal.message, field=code_field if refusal.field == "credit_code" else name_field) from None
    db.session.flush()
    return unit


def _writing(project, by):
    if not may(by, P.PARTY_EDIT, project.area.path):
        raise Refused(N_("这个工程项目不归本辖区修改"))
    if project.state is ProjectState.VOID:
        raise Refused(N_("作废的登记不再修改"))


@action("parties.correct_project")
def correct_project(*, project, by, name=None, area_code=None, permit=None, **facts):
    """What was typed replaces what is there. An account number that is not typed again stays."""
    _writing(project, by)
    if area_code and area_code != project.area.code:
        area = _area(area_code, by)
        project.area, project.area_id = area, area.id
    project.name, project.permit = _name(name), _permit(permit, project)
    if not facts.get("account_number") and facts.get("account_bank"):
        facts.pop("account_number", None)
    _take(project, facts)
    return project


# ---- who takes part


def _days(from_on, to_on=None):
    today = clock.today()
    if from_on and from_on > today:
        raise Refused(N_("日期不能晚于今天"), field="from_on")
    if to_on and to_on > today:
        raise Refused(N_("日期不能晚于今天"), field="to_on")
    if from_on and to_on and to_on < from_on:
        raise Refused(N_("止日不能早于起日"), field="to_on")


@action("parties.join_project")
def join(*, project, role, by, name=None, code=None, employer=None, scope=None, from_on=None, to_on=None):
    """An employer takes part from a day on (until `to_on`: it has left again). A new owner or general contractor ends the time of
    the one before on the day before.

    `employer`: the registered one of whom a person said that it is the typed one.
    """
    _writing(project, by)
    role = Part(role)
    _days(from_on, to_on)
    unit = _unit(project, by, name, code, employer)
    part = ProjectPart(project_id=project.id, employer_id=unit.id, role=role, scope=scope, from_on=from_on, to_on=to_on)
    if role in LEADS and to_on:
        _alone(project, part, from_on, to_on)
    elif role in LEADS:
        _succeed(queries.leading(project.id, role), unit, role, from_on)
    elif any(other.role == Part.SUB and other.employer_id == unit.id and other.to_on is None and other.scope == scope
             for other in queries.parts(project)):
        raise Refused(Message(N_("“{name}”已经是本工程的分包单位"), name=unit.name), field="name")
    db.session.add(part)
    return part


def _succeed(before, unit, role, from_on):
    if before is None:
        return
    if before.employer_id == unit.id:
        raise Refused(Message(N_("“{name}”就是现在的{role}"), name=unit.name, role=Message(PARTS[role])), field="name")
    if from_on is None:
        raise Refused(Message(N_("请填写从哪天起换；现在的{role}是“{name}”"), role=Message(PARTS[role]), name=before.employer.name),
                      field="from_on")
    if before.from_on and from_on <= before.from_on:
        raise Refused(Message(N_("要晚于“{name}”的起日 {day}"), name=before.employer.name, day=before.from_on.isoformat()), field="from_on")
    before.to_on = from_on - timedelta(days=1)
    _teams_go(before.id, before.to_on)
    db.session.flush()  # one at a time: the next comes after


def _teams_go(part_id, on):
    for team in db.session.scalars(db.select(ProjectTeam).where(ProjectTeam.part_id == part_id, ProjectTeam.to_on.is_(None))):
        team.to_on = max(on, team.from_on or on)


@action("parties.correct_part")
def correct_part(*, project, part, by, scope=None, from_on=None, to_on=None):
    """Since when and until when an employer takes part, and for what. Whoever leaves takes their teams along."""
    _writing(project, by)
    _days(from_on, to_on)
    if part.role in LEADS:
        _alone(project, part, from_on, to_on)
    part.scope, part.from_on, part.to_on = scope, from_on, to_on
    if to_on:
        _teams_go(part.id, to_on)
    return part


def _alone(project, part, from_on, to_on):
    """Of owners and general contractors one is there on any day."""
    for other in queries.parts(project):
        if other.role == part.role and other.id != part.id and not (
                (to_on and other.from_on and other.from_on > to_on) or (from_on and other.to_on and other.to_on < from_on)):
            raise Refused(Message(N_("这段时间和“{name}”重叠：同一天只有一个{role}"), name=other.employer.name,
                                  role=Message(PARTS[part.role])), field="to_on" if to_on is None else "from_on")


@action("parties.drop_part")
def drop_part(*, project, part, by):
    """A slip of the pen goes; whoever was there and left gets a day instead."""
    _writing(project, by)
    if db.session.scalar(db.select(ProjectTeam.id).where(ProjectTeam.part_id == part.id).limit(1)):
        raise Refused(N_("下面还有班组，请先去掉班组；确实来过又走的，填写止日"))
    db.session.delete(part)


# ---- teams


@action("parties.add_team")
def add_team(*, project, part, name, by, leader=None, telephone=None, from_on=None):
    """A team works under one of those who are there now."""
    _writing(project, by)
    _days(from_on)
    if db.session.scalar(db.select(ProjectTeam.id).where(
            ProjectTeam.part_id == part.id, ProjectTeam.name == name, ProjectTeam.to_on.is_(None)).limit(1)):
        raise Refused(N_("这个单位已有同名的班组"), field="name")
    team = ProjectTeam(part_id=part.id, name=name, leader=leader, telephone=telephone, from_on=from_on)
    db.session.add(team)
    return team


@action("parties.correct_team")
def correct_team(*, project, team, name, by, leader=None, telephone=None, from_on=None, to_on=None, part=None):
    _writing(project, by)
    _days(from_on, to_on)
    team.name, team.leader, team.telephone, team.from_on, team.to_on = name, leader, telephone, from_on, to_on
    if part is not None:
        team.part_id = part.id
    return team


@action("parties.drop_team")
def drop_team(*, project, team, by):
    """A slip of the pen goes; whoever was there and left gets a day instead."""
    _writing(project, by)
    db.session.delete(team)


# ---- its life


@action("parties.complete_project")
def complete(*, project, on, by):
    """完工 on a local date; who took part and what is owed stays."""
    _writing(project, by)
    if project.state is not ProjectState.REGISTERED:
        raise Refused(N_("工程已经登记为完工"))
    if on > clock.today():
        raise Refused(N_("完工日期不能晚于今天"), field="on")
    if project.started_on and on < project.started_on:
        raise Refused(N_("完工日期不能早于开工日期"), field="on")
    project.state, project.completed_on = ProjectState.COMPLETED, on
    return project


@action("parties.resume_project")
def resume(*, project, by):
    """A completion that was a mistake, or works that go on."""
    _writing(project, by)
    if project.state is not ProjectState.COMPLETED:
        raise Refused(N_("工程没有登记为完工"))
    project.state, project.completed_on = ProjectState.REGISTERED, None
    return project


@action("parties.void_project")
def void(*, project, reason, by):
    """A registration that should not be; refused while a record of a later feature names it (parties.PROJECT_HELD)."""
    _writing(project, by)
    for ask in parties.PROJECT_HELD:
        ask(project)
    project.state, project.completed_on, project.void_reason = ProjectState.VOID, None, reason
    return project


@action("parties.show_account")
def show_account(*, project, by):
    """The whole number of the wage account; the look itself is logged by the view."""
    if not may(by, P.NUMBER_SHOW, project.area.path):
        raise Refused(N_("你没有查看完整号码的权限"))
    return project.account_number
