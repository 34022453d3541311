"""A closed case whose file was scored, bound, handed out and supplemented, and a photo covered for outsiders. All invented."""

from casework.arrears import queries
from casework.arrears.models import Case, State
from casework.core import files
from casework.dossiers import actions, contents, keeping, redacting
from casework.dossiers.models import Kind
from casework.extensions import db
from casework.seed import rosters
from casework.seed.city import HOME

NAMES = [[60, 130, 70, 760]]  # thousandths: the column of names on the photographed sheet


def build(rng, city, today):
    """The first closed case of the home township with few papers, so that the first start stays short; and one of a neighbour that
    lies in the archive already."""
    _archived(city)
    inspector, leader = city.inspectors[HOME][0], city.deciders[HOME][0]
    case = db.session.scalars(
        queries.every_case().where(Case.state == State.CLOSED, Case.area_id == city.areas[HOME].id).order_by(Case.id)).unique().first()
    photo = next(line.source for line in contents.lines(case) if line.key[0] == "e")
    drawn = redacting.cover(case=case, evidence=photo, areas=NAMES, by=inspector)
    redacting.approve(case=case, evidence=photo, seen=drawn.version, by=leader)
    keeping.score(case=case, deducted={"E4": [1, "考勤照片没有提供人签名"]}, vetoes={}, by=leader)
    keeping.bind(case=case, prepared=[actions.prepare(case, "main", "whole", inspector)], by=inspector)
    data = rosters.attendance(rng, today.replace(day=1), "jpg")
    actions.bring(case=case, kept=files.keep(data, "补充考勤照片.jpg", files.judge_evidence(data)), kind=Kind.EVIDENCE,
                  title="补充考勤照片（后道班组）", brought_by="用人单位", proves="后道班组的出勤天数", by=inspector)
    actions.hand_out(case=case, prepared=actions.prepare(case, "main", "supplement", inspector), recipient="澄溪县人民法院（演示）",
                     purpose="申请强制执行", by=inspector)


def _archived(city):
    """A neighbouring township's shortest closed case: scored, bound and kept."""
    for code in sorted(code for code in city.inspectors if code[:6] == HOME[:6] and code != HOME):
        case = db.session.scalars(queries.every_case().where(
            Case.state == State.CLOSED, Case.area_id == city.areas[code].id).order_by(Case.id)).unique().first()
        if case is not None:
            inspector, leader = city.inspectors[code][0], city.deciders[code][0]
            keeping.score(case=case, deducted={}, vetoes={}, by=leader)
            keeping.bind(case=case, prepared=[actions.prepare(case, "main", "whole", inspector)], by=inspector)
            keeping.archive(case=case, keeper="档案室（演示）", place="县局档案室 3 柜 2 格", retention="10年", by=inspector)
            return
