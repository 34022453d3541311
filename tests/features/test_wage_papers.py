"""欠条、工资确认书、支付承诺书: a page for each worker, wages only, and the sums are those of the lines."""

from datetime import date

import pytest

from casework.accounts import queries as accounts
from casework.arrears import paying, queries, wage_papers
from casework.arrears.models import ClaimKind, ClaimLine
from casework.core import audit
from casework.core.errors import Refused
from casework.documents import FORMS
from casework.documents.store import Printed
from casework.extensions import db
from tests.features.test_payments import bring, pay


@pytest.fixture
def case(make):
    """Three workers with two months of 4,120.50 each; the first has been paid the first month, and claims severance too."""
    number = make.case()
    bring(make, number)
    pay(make, number, {0: 412050, 1: 100})
    with make.context(), audit.during("tests.line", accounts.by_login("inspector")):
        first = queries.claimants(queries.case_by_number(number))[0]
        db.session.add(ClaimLine(case_id=make.id_of(number), worker_id=first.id, kind=ClaimKind.SEVERANCE, claimed_fen=500000))
        db.session.flush()
    return number


def test_one_file_for_the_ticked_workers_with_wages_only(make, case, browser):
    id = make.id_of(case)
    browser.sign_in("inspector")
    page = browser.open("arrears.wage_paper", id=id)
    assert [name.split()[0] for name in page.all(".form-check-label")] == ["工人甲", "工人乙", "工人丙"]
    with make.context():
        ids = [w.id for w in queries.claimants(queries.case_by_number(case))]
    typed = {"paper": "wage-statement", "workers": ids[:2], "pay_by_on": "2026-03-20"}
    answer = browser.fetch("arrears.wage_paper", "POST", typed, id=id)
    assert answer.status_code == 302 and "/documents/printed/" in answer.location
    with make.context():
        facts = db.session.scalar(db.select(Printed)).facts
        assert [(p["name"], p["owed_fen"]) for p in facts["people"]] == [("工人甲", 412050), ("工人乙", 824000)]
        assert all(sum(m["owed_fen"] for m in p["months"]) == p["owed_fen"] for p in facts["people"]), "severance is no wage"
        assert facts["pay_by_on"] == "2026-03-20" and "第十五条" in facts["paper"]["basis"]
    assert browser.send("arrears.wage_paper", {"paper": "wage-iou"}, id=id).has("请勾选还有工资没付的劳动者")
    with make.context(), pytest.raises(Refused, match="请勾选"):
        wage_papers.print_(case=queries.case_by_number(case), paper="wage-iou", workers=[ids[0], 9999], by=accounts.by_login("inspector"))


def test_a_promise_is_the_plan_in_force(make, case):
    with make.context():
        found, by = queries.case_by_number(case), accounts.by_login("inspector")
        assert FORMS["payment-promise"].about(found, by).missing()
        for rows in ([(date(2026, 3, 10), 1000)], [(date(2026, 4, 1), 300000), (date(2026, 3, 15), 200000)]):
            paying.plan_instalments(case=found, agreed_on=date(2026, 3, 2), rows=rows, by=by)
        facts = FORMS["payment-promise"].about(found, by).facts()
        assert facts["instalments"] == [["2026-03-15", 200000], ["2026-04-01", 300000]] and facts["promised_fen"] == 500000
        assert (facts["promised_to"], facts["still_fen"]) == (3, queries.sums(found).owed_by_employer)
