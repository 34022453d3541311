"""How papers of the demonstration reached the parties: addresses confirmed, one left behind with a witness, one by public notice."""

from datetime import timedelta

from casework.arrears import queries as cases
from casework.arrears.models import Case
from casework.core.permissions import P, may
from casework.extensions import db
from casework.seed.city import HOME
from casework.serving import actions, queries


def build(city, today):
    """The cases of the home township that have something to serve: each served but the last, every way that a counter meets."""
    mine = cases.every_case().where(Case.complainant_id.is_not(None)).order_by(Case.id)
    inspectors = city.inspectors[HOME]
    there = [case for case in db.session.scalars(mine).unique() if case.area.path.startswith(city.areas[HOME].path)]
    waiting = [(case, due) for case in there for due in queries.due(case) if not due.service]
    ways = ("direct", "post", "left", "direct", "notice", "electronic")
    for n, (case, due) in enumerate(waiting[:-3]):
        by, on = inspectors[n % len(inspectors)], min(due.printed.issued_on + timedelta(days=n % 3), today)
        way, role = ways[n % len(ways)], str(due.role)
        if not may(by, P.DOSSIER_KEEP, case.area.path):
            continue
        if way == "electronic" and role == "complainant" and not queries.of_case(case, role):
            actions.confirm(case=case, role=role, address=case.complainant.address or "青石镇上塘村12号", confirmed_on=case.received_on,
                            electronic="sms", electronic_to=case.complainant.telephone or "19900001001", by=by)
        if way == "electronic" and not queries.consent(case, role):
            way = "direct"
        proof = {"direct": {"receiver": actions.named(case, role), "relation": "本人" if role == "complainant" else "负责收件的人"},
                 "post": {"proof_no": f"EMS99{n:08d}CN"}, "electronic": {"proof_no": case.complainant.telephone or "19900001001"},
                 "left": {"reason": "当面说明文书内容后拒绝签收。", "witness": "司马长青", "witness_unit": "滨河社区居民委员会"},
                 "notice": {"reason": "单位登记地址无人办公，电话停机，邮件退回。", "through": "县人民政府网站"}}[way]
        actions.serve(case=case, papers=[due.printed.id], role=role, way=way, on=on, at="10:30", by=by,
                      second=inspectors[(n + 1) % len(inspectors)].login if len(inspectors) > 1 else None, **proof)
    if waiting:
        case, by = waiting[0][0], inspectors[0]
        actions.appoint(case=case, kind="agent", side="employer", name="上官彧", title="劳资专管员", telephone="19900000012",
                        unit=case.employer.name, scope="special", powers=["admit", "settle"], from_on=case.received_on, by=by)
