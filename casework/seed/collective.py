"""Collective contracts of the invented city, as a counter meets them: received, to be checked, objected to, in force, late to be
published, replaced by the next one; of an industry and of a list of shops. All of it is invented.
"""

from datetime import timedelta

from casework.accounts import queries as accounts
from casework.arrears.models import Case, ClaimLine
from casework.collective import actions, queries
from casework.collective.lifecycle import FLOW
from casework.core import calendar
from casework.extensions import db
from casework.law.terms import later
from casework.parties import queries as parties
from casework.parties.models import Employer
from casework.seed.city import HOME

READ = ("employers", "workers", "chiefs", "elected", "agenda", "minutes", "passed", "hours", "conditions", "lawful", "contents",
        "delegates", "term")
GOOD = dict.fromkeys(READ, ("pass", None))
NAMES = ["卫明", "陶锦", "罗颖", "尹佳", "柯亮", "翁强", "楼婷", "应伟", "金可"]


def _people():
    """{employer id: people who claim wages of it}"""
    found = {}
    for firm, worker in db.session.execute(db.select(Case.employer_id, ClaimLine.worker_id).join(ClaimLine).distinct().order_by(
            Case.employer_id, ClaimLine.worker_id)):
        found.setdefault(firm, []).append(worker)
    return found


def build(city, today):
    home, county = city.areas[HOME], city.areas["澄溪县"]
    inspector, officer = city.inspectors[HOME][0], accounts.by_login("county")
    firms = [firm for firm in db.session.scalars(parties.employers(inspector).order_by(Employer.id)).unique() if firm.credit_code][:24]
    people = _people()
    made = sorted((firm for firm in firms if firm.section == "C"), key=lambda firm: -len(people.get(firm.id, ())))

    def day(ago):
        on = today - timedelta(days=ago)
        return on if calendar.calendar().is_workday(on) else calendar.calendar().workday(on, 1)

    def submit(ago, by=inspector, area=home, employer=None, months=12, **facts):
        received = day(ago)
        name = employer.name if employer else facts["employers_name"]
        usual = dict(
            kind_of="general", title=f"{name}集体合同", workers_name=f"{name}工会委员会", speaker="union", large=False,
            employers_chief=(employer and employer.legal_representative) or "卫大明", employers_chief_title="总经理",
            workers_chief="周桂兰", workers_chief_title="工会主席", employers_others=[(n, None, False) for n in NAMES[:3]],
            workers_others=[(n, None, False) for n in NAMES[3:7]], negotiated_on=received - timedelta(days=20), forum="congress",
            congress_on=received - timedelta(days=9), entitled=30, present=26, agreed=25, signed_on=received - timedelta(days=5),
            start_on=received + timedelta(days=16), received_on=received, received_from="卫明", papers=("text", "statement", "congress"),
            standards=[(None, 260000, 2600)], stated_workers=36)
        usual["end_on"] = later(usual["start_on"], months) - timedelta(days=1)
        return actions.submit(area=area, employer=employer, by=by, **usual | facts).id

    def move(id, name, ago, by=inspector, **facts):
        return FLOW.apply(queries.collective(id, by), name, by=by, on=day(ago), **facts)

    def cleared(id, ago, by=inspector):
        move(id, "register", ago, by)
        actions.answer(queries.collective(id, officer), given=GOOD | {"contents": ("pass", "其余内容在附件，已核对")}, by=officer)
        move(id, "clear", ago - 6, officer, reason="双方主体、程序和内容未见违法")

    def published(id, ago, by=inspector, days=3):
        cleared(id, ago, by)
        one = move(id, "effect", ago - 20, by).subject
        move(id, "publish", ago - 27, by, published_on=one.effective_on + timedelta(days=days), how="厂区公告栏，职工大会宣读",
             union_filed_on=one.effective_on)
        return id

    first = published(submit(430, employer=made[0], months=18), 430)
    published(submit(120, employer=made[0], relation="renewal", predecessor=str(first),
                     standards=[(None, 280000, 2800), ("缝纫工", 380000, None)]), 120)
    wide = submit(300, by=officer, area=county, scope="industry", cover="area", section="C", kind_of="wage", forum="together",
                  title="澄溪县制造业工资专项集体合同", employers_name="澄溪县制造业行业协会", workers_name="澄溪县制造业工会联合会",
                  employers_chief="诸葛明亮", entitled=80, present=76, agreed=70, standards=[(None, 250000, 2500)], stated_workers=4200)
    published(wide, 300, officer)
    late = submit(24, employer=made[1 % len(made)])
    cleared(late, 24)
    move(late, "effect", 6)
    waits = submit(8, employer=firms[2], kind_of="wage", standards=[(None, 255000, None)])
    move(waits, "register", 7)
    bad = submit(12, employer=firms[3], kind_of="women", entitled=30, present=18, agreed=17, papers=("text",))
    move(bad, "register", 11)
    one = queries.collective(bad, officer)
    actions.answer(one, given={**GOOD, "lawful": ("fail", "第五条约定孕期调岗降薪"), "passed": ("fail", None)}, by=officer)
    for clause, problem, basis in (("第五条", "约定怀孕职工一律调岗并降低工资，应当删去。", "浙江省集体合同条例第五条第三款"),
                                   ("通过程序", "应到三十人，实到十八人，不足三分之二，应当重新提交职工代表大会表决。",
                                    "浙江省集体合同条例第二十四条第二款")):
        actions.note_objection(queries.collective(bad, officer), clause=clause, problem=problem, basis=basis, by=officer)
    move(bad, "object", 4, officer, reason="逐条列明")
    submit(2, scope="regional", kind_of="wage", forum="each", title=f"{HOME}沿街商铺工资专项集体合同", employers_name=f"{HOME}商会",
                    workers_name=f"{HOME}总工会", employers=[firm.credit_code for firm in firms[4:9]], standards=[(None, 226000, None)],
                    papers=("text", "delegates"), stated_employers=5, stated_workers=40)
