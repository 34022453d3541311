"""Tasks on the desks of the home township, and a hand-over slip that still wants its signatures. All invented."""

from datetime import timedelta

from casework.accounts import queries as accounts
from casework.accounts import standing
from casework.arrears.models import OPEN, Case
from casework.core import holdings
from casework.desk import actions, handing
from casework.extensions import db
from casework.seed.city import HOME

TASKS = (  # who gives, to whom, what, days until due (None: no day), about a case?
    ("leader", "inspector", "到厂区核对九月考勤，带执法记录仪", 3, True),
    ("leader", "inspector", "整理第三季度欠薪案件情况，报县局", 10, False),
    ("county", "leader", "督促竣工工地缴存工资保证金，报进度", 5, False),
    ("inspector", "inspector", "回访上月协调解决的三户", None, False),
    ("leader", "insp-02", "联系房东核实单位实际经营地址", 1, True),
)
DONE = ("把八月的立案审批表送县局盖章", "已送，县局经办人签收")


def _absences(person, today):
    """One who is away now with a stand-in, and one who will be."""
    for login, kind, first, days, stand_in in (("insp-02", "training", 0, 2, "inspector"), ("leader", "leave", 10, 4, None)):
        standing.note(user=person[login], kind=kind, from_on=today + timedelta(days=first), to_on=today + timedelta(days=first + days),
                      stand_in=person.get(stand_in), by=person[login])


def build(built, today):
    person = {login: accounts.by_login(login) for login in ("leader", "inspector", "insp-02", "insp-03", "county")}
    here = Case.area_id == built.areas[HOME].id
    cases = iter(db.session.scalars(db.select(Case.id).where(here, Case.state.in_(OPEN)).order_by(Case.id.desc())).all())
    for giver, holder, text, days, about in TASKS:
        due_on = today + timedelta(days=days) if days is not None else None
        actions.give(text=text, holder=person[holder], due_on=due_on, matter=accounts.matter(next(cases)) if about else None,
                     by=person[giver])
    done = actions.give(text=DONE[0], holder=person["inspector"], by=person["leader"])
    actions.finish(done, word=DONE[1], by=person["inspector"])
    _absences(person, today)
    giver = person["insp-03"]
    if holdings.of(giver):
        handing.make(giver=giver, why="transfer", receiver=person["insp-02"], by=giver, note="纸质案卷在二号柜第二层。")
