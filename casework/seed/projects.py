"""Building sites of the demonstration, invented: whose they are, who builds, which teams work there, and the cases of those who did."""

from datetime import date, timedelta

from casework.arrears import queries, sites
from casework.arrears.models import Case, ClaimLine
from casework.extensions import db
from casework.parties import project_actions as actions
from casework.parties import project_queries as projects
from casework.parties.project_models import Deposit, Part, ProjectTeam
from casework.seed.city import HOME

MOST = 7  # sites; the other cases keep the name that was written
SCOPES = {"劳务": "主体结构劳务", "装饰": "室内装饰装修", "市政": "室外绿化和道路", "建筑": "地下室和主体施工", "建设": "地下室和主体施工"}
LEADERS = ("石大勇", "仲卫东", "佘春林", "焦长根", "郎国富", "宓水龙")
DEPOSITS = (Deposit.BANK, Deposit.CASH, Deposit.INSURANCE, Deposit.BANK, None, Deposit.GUARANTOR, Deposit.BANK)


def build(city, employers, today):
    """The sites that most cases speak of, those of the home township first."""
    named = {}
    for case in db.session.scalars(queries.every_case().where(Case.project.is_not(None)).order_by(Case.id)).unique():
        named.setdefault((case.area.name, case.project), []).append(case)
    order = sorted(named, key=lambda key: (key[0] != HOME, -len(named[key]), key))[:MOST]
    for n, (town, name) in enumerate(order):
        here = [e for e in employers if e.area.path.startswith(city.areas[town].path) and e.merged_into_id is None]
        _site(n, name, city.areas[town], here, named[town, name], city.inspectors[town][0], today)


def _site(n, name, area, here, cases, by, today):
    builders = [e for e in here if "建筑工程" in e.name or "建设集团" in e.name]
    owner = next((e for e in here[n:] if e.section in ("K", "C") and "有限公司" in e.name), here[0])
    general = next((case.employer for case in cases if case.employer in builders), builders[n % len(builders)])
    first = min(case.arrears_ended_on or case.received_on for case in cases)
    started, deposit = date(first.year - 1, 3 + n, 6), DEPOSITS[n]
    project = actions.register_project(
        name=name, area_code=area.code, permit=f"339900{started:%Y%m%d}{n + 1:04d}", address=f"{area.name}规划{n + 1}号地块", by=by,
        started_on=started, ends_on=date(today.year + 1, 6, 30), owner=owner, general=general, deposit_form=deposit,
        deposit_fen=(260 + 35 * n) * 1_000_000 if deposit else None,
        **({"account_bank": f"云澜银行{area.name}支行", "account_number": f"9990{started:%Y%m%d}{n:07d}"} if deposit else {}))
    db.session.flush()
    parts = {part.employer_id: part for part in projects.parts(project)}
    for case in cases:
        if case.employer_id not in parts:
            scope = next((words for key, words in SCOPES.items() if key in case.employer.name), None)
            parts[case.employer_id] = actions.join(project=project, role=Part.SUB, employer=case.employer, scope=scope,
                                                   from_on=started + timedelta(days=45), by=by)
        sites.name_site(case=case, project=project, by=by)
        _teams(n, project, parts[case.employer_id], case, by)
    if n == 1 and len(builders) > 1:  # somebody else built it at first
        _builder_before(project, next(e for e in builders if e.id != general.id), general, started, by)
    if n == MOST - 1:
        actions.complete(project=project, on=today - timedelta(days=20), by=by)


def _teams(n, project, part, case, by):
    """Two of the teams that the roster names are registered, with their leaders; the others are not."""
    known = set(db.session.scalars(db.select(ProjectTeam.name).where(ProjectTeam.part_id == part.id)))
    written = db.session.scalars(db.select(ClaimLine.team).where(ClaimLine.case_id == case.id, ClaimLine.team != "").distinct()
                                 .order_by(ClaimLine.team)).all()
    for m, team in enumerate([team for team in written if team not in known][:2]):
        actions.add_team(project=project, part=part, name=team, leader=LEADERS[(n + m) % len(LEADERS)],
                         telephone=f"1990008{n:02d}{m:02d}", from_on=part.from_on, by=by)


def _builder_before(project, before, general, started, by):
    part = projects.leading(project.id, Part.GENERAL)
    changed = started + timedelta(days=30)
    actions.correct_part(project=project, part=part, from_on=changed, by=by)
    actions.join(project=project, employer=before, role=Part.GENERAL, from_on=started, to_on=changed - timedelta(days=1), by=by)
