"""What people see of construction projects: one with everybody on it, who was there on a day, who may be the same one. Scoped by area."""

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from casework.accounts import queries as accounts
from casework.accounts.models import Area
from casework.core.permissions import P
from casework.extensions import db
from casework.law.findings import N_, Finding
from casework.law.sources import cite
from casework.parties.models import Employer
from casework.parties.names import same_name
from casework.parties.project_models import LEADS, Part, Project, ProjectPart, ProjectState, ProjectTeam, there

WAGES = "保障农民工工资支付条例"
MOST = 5


def projects(user, permission=P.PARTY_VIEW):
    """Projects of the person's areas, with their area."""
    return (db.select(Project).join(Area, Area.id == Project.area_id).where(accounts.within(user, permission))
            .options(contains_eager(Project.area)))


def project(id, user):
    """One project of the person's areas; elsewhere: the office that has it."""
    found = db.session.scalar(projects(user).where(Project.id == id))
    if found is None:
        accounts.not_here(db.select(Project.area_id).where(Project.id == id))
    return found


def permit_of(text):
    """A permit as it is kept and compared: capitals, no blanks, None when empty."""
    return "".join((text or "").split()).upper() or None


def by_permit(text):
    """City-wide by an exact permit; the project with its area, or None."""
    permit = permit_of(text)
    return permit and db.session.scalar(db.select(Project).where(Project.permit == permit).options(joinedload(Project.area)))


def parts(project):
    """Everybody who takes or took part, with employer and teams: owner, general contractor, subcontractors; those still there first."""
    order = sa.case({role: n for n, role in enumerate(Part)}, value=ProjectPart.role)
    return db.session.scalars(
        db.select(ProjectPart).where(ProjectPart.project_id == project.id)
        .options(joinedload(ProjectPart.employer), selectinload(ProjectPart.teams))
        .order_by(order, ProjectPart.to_on.is_not(None), ProjectPart.from_on.is_(None).desc(), ProjectPart.from_on.desc(), ProjectPart.id)
    ).all()


def on_site(project_id, on):
    """Who was there on a local date: [(ProjectPart with its employer, [its ProjectTeams of that day])], in one statement."""
    return on_site_and(project_id, on, sa.null())[0]


def on_site_and(project_id, on, further):
    """The same and the value of a further expression that is asked along, None when nobody was there."""
    rows = db.session.execute(
        db.select(ProjectPart, ProjectTeam, further).join(Employer, Employer.id == ProjectPart.employer_id)
        .outerjoin(ProjectTeam, sa.and_(ProjectTeam.part_id == ProjectPart.id, there(ProjectTeam, on)))
        .where(ProjectPart.project_id == project_id, there(ProjectPart, on)).options(contains_eager(ProjectPart.employer))
        .order_by(sa.case({role: n for n, role in enumerate(Part)}, value=ProjectPart.role), ProjectPart.id, ProjectTeam.id)).all()
    found = {}
    for part, team, _ in rows:
        found.setdefault(part.id, (part, []))[1].extend([team] if team else [])
    return list(found.values()), rows[0][2] if rows else None


def leading(project_id, role):
    """The one who owns or builds it now (ProjectPart with its employer), or None."""
    return db.session.scalar(db.select(ProjectPart).options(joinedload(ProjectPart.employer)).where(
        ProjectPart.project_id == project_id, ProjectPart.role == role, ProjectPart.to_on.is_(None)))


def part_of(project, id):
    """One of those who take part in this project, or 404."""
    return db.one_or_404(db.select(ProjectPart).options(joinedload(ProjectPart.employer), selectinload(ProjectPart.teams))
                         .where(ProjectPart.id == id, ProjectPart.project_id == project.id))


def team_of(project, id):
    """One of the teams of this project, or 404."""
    return db.one_or_404(db.select(ProjectTeam).join(ProjectTeam.part).options(contains_eager(ProjectTeam.part))
                         .where(ProjectTeam.id == id, ProjectPart.project_id == project.id))


def of_employer(employer, user):
    """(Project, ProjectPart) of an employer's parts in projects of the person's areas: those still there first."""
    return db.session.execute(
        db.select(Project, ProjectPart).join(ProjectPart, ProjectPart.project_id == Project.id).join(Area, Area.id == Project.area_id)
        .where(ProjectPart.employer_id == employer.id, Project.state != ProjectState.VOID, accounts.within(user, P.PARTY_VIEW))
        .order_by(ProjectPart.to_on.is_not(None), ProjectPart.id.desc()).limit(100)).all()


def alike(user, *, name, permit=None, general=None, but=None):
    """Projects of the person's areas with the same permit, or the same name however it is written, or where the same general
    contractor (its name) builds something whose name has the other in it. `but`: the one that is asked about."""
    key = same_name(name)
    same = [Project.name_key == key]
    if permit:
        same.append(Project.permit == permit_of(permit))
    if general:
        built = db.session.execute(
            db.select(Project.id, Project.name_key).join(ProjectPart, ProjectPart.project_id == Project.id)
            .join(Employer, Employer.id == ProjectPart.employer_id)
            .where(ProjectPart.role == Part.GENERAL, Employer.name_key == same_name(general)).limit(500))
        same.append(Project.id.in_([id for id, other in built if key in other or other in key]))
    return db.session.scalars(
        projects(user).where(sa.or_(*same), Project.state != ProjectState.VOID, Project.id != (but.id if but else 0))
        .order_by(Project.id).limit(MOST)).all()


def named(name, user):
    """The one project of the person's areas that is called exactly this, however it is written; None when none or several are."""
    if not name:
        return None
    found = db.session.scalars(projects(user).where(Project.name_key == same_name(name), Project.state != ProjectState.VOID).limit(2)).all()
    return found[0] if len(found) == 1 else None


def findings(project, parts):
    """What a project lacks that the regulation asks of a site: opinions, never walls."""
    if project.state is not ProjectState.REGISTERED:
        return []
    found = [Finding(f"no-{role}", N_("没有登记建设单位") if role is Part.OWNER else N_("没有登记施工总承包单位"), (), "warn")
             for role in LEADS if not any(part.role == role and part.to_on is None for part in parts)]
    if not project.account_number:
        found.append(Finding("no-account", N_("没有登记农民工工资专用账户：由施工总承包单位开设"), (cite(WAGES, 26),), "warn"))
    if project.deposit_form is None:
        said = N_("没有登记工资保证金：由施工总承包单位存储，可以用金融机构保函替代")
        found.append(Finding("no-deposit", said, (cite(WAGES, 32),), "warn"))
    return found

