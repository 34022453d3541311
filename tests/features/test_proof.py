"""举证: what the employer has not handed in is what it is asked for, and what was asked for stays as it was asked."""

import io
import json
from datetime import date

import pytest

from casework.accounts import queries as accounts
from casework.arrears import claiming, paying, proof_queries, proving, queries
from casework.arrears.proofs import DemandKind
from casework.core import audit
from casework.core.errors import Refused
from casework.core.files import Evidence
from casework.documents import FORMS, store
from casework.documents.store import Printed
from casework.extensions import db
from tests.features.test_pages import photo
from tests.features.test_payments import bring, pay
from tests.sheets import long_roster

DUE = date(2026, 3, 10)


@pytest.fixture
def case(make):
    number = make.case(path=["accept", "file"])
    return number


def hand_in(make, number, standings, **facts):
    with make.context():
        proving.hand_in(case=queries.case_by_number(number), standings=standings, by=accounts.by_login("inspector"), **facts)


def papers(make, number, code):
    """[(text of the asked items, number of the paper)] of the papers of a code, oldest first."""
    with make.context():
        id = queries.case_by_number(number).id
        return [(p.facts["items"], p.facts, p.number) for p in db.session.scalars(store.of(id).where(Printed.code == code))]


def test_a_field_that_came_is_not_in_the_next_order_and_the_first_order_stays(make, case):
    make.move(case, "order", by="county", due_on=DUE, asks="materials")
    hand_in(make, case, {"contract": "complete", "ledger": "partly", "ledger.net": "complete", "slip": "refused"}, from_whom="人事")
    make.move(case, "order", by="county", due_on=DUE, asks="materials")
    first, second = papers(make, case, "rectification-order")
    assert "劳动合同" in first[0] and any("实发工资数额" in item for item in first[0])
    assert "劳动合同" not in second[0] and not any("实发工资数额" in item for item in second[0])
    assert "工资清单" in second[0] and any("支付周期" in item for item in second[0]), "refused and still missing is still asked for"
    assert first[2] != second[2] and first[1]["due_on"] == "2026-03-10"
    hand_in(make, case, {"ledger": "complete"})
    with make.context():
        found = queries.case_by_number(case)
        assert proof_queries.missing(found) == ["roster", "slip"], "a ledger that is complete is so with every field"
        form = FORMS["rectification-order"].load(found.id, accounts.by_login("county"))
        assert form.facts()["items"] == second[0], "the last order says what it said"


def test_an_order_names_what_is_owed_on_its_day(make, case, run):
    bring(make, case, long_roster())
    pay(make, case, {0: 412050})
    code, out, error = run("move", case, "order", "--as", "county", "--data", '{"due_on": "2026-03-10"}', "--json")
    assert code == 0, error
    assert [p["form"] for p in json.loads(out)["issued"]] == ["rectification-order"]
    pay(make, case, {0: 412050, 1: 824100})
    ((items, facts, _),) = papers(make, case, "rectification-order")
    assert (facts["ordered_fen"], facts["unpaid_workers"], len(items)) == (5 * 412050, 3, 4)
    assert "第二十六条第一项" in facts["violated"] and "第二十六条" in facts["burden"] and facts["remedies"] is None
    with make.context():
        found = queries.case_by_number(case)
        assert proof_queries.unpaid_orders(found, DUE) == []
        ((demand, paid),) = proof_queries.unpaid_orders(found, date(2026, 3, 11))
        assert (demand.owed_fen, paid) == (5 * 412050, 3 * 412050)


def test_the_order_is_pressed_on_its_page_and_its_paper_is_frozen(make, case, browser):
    """Two certified officers, a day, and the paper says what is owed on that day, whatever is paid after."""
    bring(make, case, long_roster())
    pay(make, case, {0: 824100})
    id = make.id_of(case)
    browser.sign_in("county")
    assert browser.open("arrears.move", id=id, move="order").has("改正期限")
    page = browser.send("arrears.move", {"on": "2026-03-02", "asks": "pay"}, id=id, move="order")
    assert page.has("请填写改正期限") and papers(make, case, "rectification-order") == []
    browser.send("arrears.move", {"on": "2026-03-02", "due_on": "2026-03-10", "asks": "pay"}, id=id, move="order")
    pay(make, case, {1: 824100})
    ((items, facts, number),) = papers(make, case, "rectification-order")
    assert (facts["ordered_fen"], facts["unpaid_workers"], facts["first"], items) == (4 * 412050, 2, "工人乙", []) and number
    with make.context(), audit.during("tests.expired", accounts.by_login("county")):
        for user in queries.case_by_number(case).users:
            user.certificate_to = date(2026, 3, 1)
        db.session.flush()
    with pytest.raises(Refused, match="还缺 2 名证件在有效期内的承办人"):
        make.move(case, "order", by="county", due_on=DUE)


def test_a_paper_names_the_officers_whose_certificates_are_valid(make, case):
    make.move(case, "assign", officers=["inspector", "second", "county"])
    with make.context(), audit.during("tests.expired", accounts.by_login("county")):
        accounts.by_login("inspector").certificate_to = date(2026, 3, 1)
        db.session.flush()
    make.move(case, "order", by="county", due_on=DUE)
    ((_, facts, _),) = papers(make, case, "rectification-order")
    assert [one["certificate"] for one in facts["officers"]] == ["浙监002", "浙监101"]


def test_severance_paid_is_no_pay_and_obeys_no_order(make, case):
    bring(make, case, long_roster())
    make.move(case, "order", by="county", due_on=DUE, asks="pay")
    with make.context():
        found, by = queries.case_by_number(case), accounts.by_login("inspector")
        who = queries.claimants(found)[0]
        line = claiming.add_claim(case=found, worker_id=who.id, kind="severance", claimed_fen=6 * 412050, by=by)
        db.session.flush()
        paying.pay(case=found, shares={line: 6 * 412050}, by=by)
        assert [paid for _, paid in proof_queries.unpaid_orders(found, date(2026, 3, 11))] == [0]
    pay(make, case, {0: 824100})
    with make.context():
        assert [paid for _, paid in proof_queries.unpaid_orders(queries.case_by_number(case), date(2026, 3, 11))] == [824100]


def test_only_the_county_orders_and_nothing_is_ordered_without_a_day(make, case):
    with pytest.raises(Refused, match="没有“限期改正”的权限"):
        make.move(case, "order", by="leader", due_on=DUE)
    with pytest.raises(Refused, match="期限不能早于"):
        make.move(case, "order", by="county", due_on=date(2026, 2, 1))
    with pytest.raises(Refused, match="不必再作指令"):
        make.move(case, "order", by="county", due_on=DUE, asks="pay")


def test_the_grid_shows_who_brought_what_and_what_is_late(make, case, browser, today):
    id = make.id_of(case)
    browser.sign_in("inspector")
    browser.send("arrears.move", {"on": "2026-03-02", "due_on": "2026-03-05", "reason": "考勤机原始记录"}, id=id, move="request")
    browser.send("arrears.add_evidence", {"file": (io.BytesIO(photo()), "合同.png")}, id=id)
    with make.context():
        piece = db.session.scalar(db.select(Evidence.id))
    page = browser.send("arrears.proof", {"on": "2026-03-02", "from_whom": "人事陈某", "evidence_id": str(piece), "p-contract": "complete",
                                          "p-roster": "refused"}, id=id)
    assert page.has("人事陈某 2026-03-02") and page.has("合同.png") and page.has("拒不提供") and not page.has("逾期 ")
    today(date(2026, 3, 9))
    page = browser.open("arrears.proof", id=id)
    assert len([row for row in page.all("tbody tr") if "逾期 4 天" in row]) == 14, "everything but the contract"
    assert page.has("有材料已逾期没有提供") and page.has("浙江省劳动保障监察条例")
    assert browser.send("arrears.proof", {"on": "2026-03-09"}, id=id).has("请至少在一项后面选择")
    ((items, facts, _),) = papers(make, case, "inquiry-notice")
    assert items[-1] == "考勤机原始记录" and facts["due_on"] == "2026-03-05"
    assert not browser.sign_in("mediator").open("arrears.proof", id=id).all("select")
    with pytest.raises(Refused, match="没有修改本案的权限"), make.context():
        proving.hand_in(case=queries.case_by_number(case), standings={"slip": "complete"}, by=accounts.by_login("mediator"))


def test_a_void_paper_voids_what_it_asked(make, case):
    make.move(case, "request", by="inspector", due_on=DUE)
    with make.context():
        found = queries.case_by_number(case)
        assert proof_queries.last(found, DemandKind.REQUEST) is not None
        printed = db.session.scalars(store.of(found.id).where(Printed.code == "inquiry-notice")).one()
        store.void(printed, reason="写错期限", by=accounts.by_login("leader"))
        assert proof_queries.demands(found) == []
    make.move(case, "request", by="inspector", due_on=DUE)
    assert len(papers(make, case, "inquiry-notice")) == 2


def test_a_site_has_its_two_ledgers(make):
    number = make.case(project="滨河小区二期")
    with make.context():
        found = queries.case_by_number(number)
        assert proof_queries.missing(found)[-2:] == ["site-ledger", "site-sheet"]
        assert len(proof_queries.in_words(found, proof_queries.missing(found))) == 6


def test_an_order_that_ran_out_says_what_follows_with_its_calculator(make, case, browser, today):
    """加付赔偿金 50–100 % of what is left; 数额较大 is unknown without the province's figure, unless it lies outside the band."""
    bring(make, case, long_roster(people=3, months=("2025-10", "2025-11", "2025-12"), owed="3000"))
    make.move(case, "order", by="county", due_on=DUE, asks="pay")
    pay(make, case, {0: 900000})
    id = make.id_of(case)
    browser.sign_in("county")
    assert not browser.open("arrears.show", budget=52, id=id).all("#prompts")
    today(date(2026, 3, 11))
    page = browser.open("arrears.show", budget=52, id=id)
    assert page.has("仍有 18000.00 元未付：应当责令加付赔偿金 9000.00 元至 18000.00 元")
    assert page.has("还不能判断：缺少本省的数额") and page.has("移送条件尚不确定")
    links = [e.etree_element.get("href") for e in page.root.query_all("#prompts a")]
    assert links == [f"/calculators/extra-compensation?case={id}", f"/calculators/refusal-to-pay?case={id}"]
    filled = browser._page(browser.client.get(links[0]), 200)
    assert (filled.value("owed"), filled.value("deadline"), filled.value("paid")) == ("27000.00", "2026-03-10", "9000.00")
    pay(make, case, {1: 600000})  # after the day: the order was not obeyed, but less is owed now
    assert browser.open("arrears.show", budget=52, id=id).has("仍有 18000.00 元未付")


@pytest.mark.parametrize(("owed", "limits", "said"), [
    ("1000", None, "数额未达到"),  # below every figure that a province may set
    ("9000", None, "数额达到"),  # 27,000 of one worker: above every figure
    ("3000", {"one_worker": "8000", "ten_workers": "50000"}, "数额达到"),
    ("2000", {"one_worker": "8000", "ten_workers": "50000"}, "数额未达到"),
])
def test_the_amount_is_true_false_or_unknown(make, case, today, owed, limits, said):
    from casework.arrears import prompts
    from casework.core import calendar

    bring(make, case, long_roster(people=2, months=("2025-10", "2025-11", "2025-12"), owed=owed))
    make.move(case, "order", by="county", due_on=DUE, asks="pay")
    with make.context(), audit.during("tests.figure", accounts.by_login("county")):
        if limits:
            db.session.add(calendar.LawTableRow(table="arrears_crime", key="330000", from_on=date(2024, 1, 1), value=limits, source="演示"))
            db.session.add(calendar.LawTableRow(table="arrears_crime", key="339901", from_on=date(2024, 1, 1), value=limits, source="演示"))
        db.session.flush()
        calendar.refresh()
        found = queries.case_by_number(case)
        told = prompts.of(found, queries.sums(found), proof_queries.demands(found), date(2026, 3, 11))
        assert said in str(told[-1].message) and told[-1].code == "WA-51"
        found.project = "某工程"
        assert prompts.of(found, queries.sums(found), [], date(2026, 3, 11))[0].rule == "who-must-pay"
        db.session.rollback()
