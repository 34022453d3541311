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


def lines_of(number):
    return db.session.scalars(queries.lines(queries.case_by_number(number))).all()


def test_who_is_owed_no_wages_is_not_offered_a_wage_paper(make, case, browser):
    """The first worker is owed severance alone: what the page offers can be printed as it stands."""
    pay(make, case, {0: 412050})
    id = make.id_of(case)
    page = browser.sign_in("inspector").open("arrears.wage_paper", id=id)
    assert page.all(".form-check-label") == ["工人乙 8,240.00", "工人丙 8,241.00"]
    ticked = [e.etree_element.get("value") for e in page.root.query_all("input[name=workers][checked]")]
    answer = browser.fetch("arrears.wage_paper", "POST", {"paper": "wage-iou", "workers": ticked}, id=id)
    assert answer.status_code == 302 and "/documents/printed/" in answer.location


def test_a_lower_finding_is_not_printed_as_if_it_had_been_paid(make, case):
    with make.context(), audit.during("tests.due", accounts.by_login("inspector")):
        found, by = queries.case_by_number(case), accounts.by_login("inspector")
        line = next(line for line in lines_of(case) if line.worker.name == "工人乙")
        line.due_fen, line.received_fen = 500000, 87950
        db.session.flush()
        paying.recognise(case=found, figures={line: (300000, 5000)}, reason="核对考勤", by=by)
        (month,) = [m for p in FORMS["wage-statement"].about(found, by).facts()["people"] if p["name"] == "工人乙"
                    for m in p["months"] if m["due_fen"]]
        assert (month["paid_fen"], month["owed_fen"]) == (87950 + 100, 300000 - 5000 - 100)


def test_what_the_fund_advanced_is_not_signed_for_again(make, case):
    """应发 − 扣除 − 已发 ＋ 认定增减 is what is paid now, and nobody is paid what the fund has paid already."""
    with make.context(), audit.during("tests.advance", accounts.by_login("inspector")):
        found, by = queries.case_by_number(case), accounts.by_login("inspector")
        second = [line for line in lines_of(case) if line.worker.name == "工人乙"]
        second[0].advanced_fen, second[0].recovered_fen, second[1].advanced_fen = 300000, 100000, 412050
        second[0].paid_fen += 100000
        rows = {row["name"]: row for row in FORMS["wage-payment"].about(found, by).facts()["rows"]}
        assert (rows["工人乙"]["left_fen"], rows["工人乙"]["had_fen"]) == (412050 - 300000 - 100, 300000 + 412050 + 100)
        (told,) = [p for p in FORMS["wage-iou"].about(found, by).facts()["people"] if p["name"] == "工人乙"]
        assert [(m["paid_fen"], m["owed_fen"]) for m in told["months"]] == [(300100, 111950)], "the second month was advanced whole"
        for row in rows.values():
            assert row["gross_fen"] - row["less_fen"] - row["had_fen"] + row["change_fen"] == row["left_fen"]
        db.session.rollback()


def test_the_confirmation_of_wages_lists_who_claims_wages(make, case):
    with make.context(), audit.during("tests.kind", accounts.by_login("inspector")):
        found, by = queries.case_by_number(case), accounts.by_login("inspector")
        first = next(line for line in lines_of(case) if line.kind == ClaimKind.SEVERANCE)
        for line in [line for line in lines_of(case) if line.worker_id == first.worker_id and line is not first]:
            line.kind = ClaimKind.OTHER
        db.session.flush()
        assert [row["name"] for row in FORMS["wage-confirmation"].about(found, by).facts()["rows"]] == ["工人乙", "工人丙"]
        db.session.rollback()


@pytest.mark.parametrize("how", ["paid", "promised"])
def test_the_receipt_is_for_what_is_paid_now(make, case, how):
    """One month of the first and one yuan of the second were paid before: nobody signs for them again."""
    make.move(case, "settle", outcome="付清", performance=how)
    with make.context():
        rows = db.session.scalars(db.select(Printed).where(Printed.code == "wage-receipt")).one().facts["rows"]
        assert [(row["name"], row["now_fen"]) for row in rows] == [
            ("工人甲", 412050), ("工人乙", 824000), ("工人丙", 824100), ("工人甲", 500000)]
