"""Two registered parties that are one: proposed, kept apart, merged with everything that hangs on them, given back exactly."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect, select
from sqlalchemy.orm import joinedload

from casework.accounts import queries as accounts
from casework.arrears import actions as arrears
from casework.arrears.models import Case, ClaimLine
from casework.contracts import actions as contracts
from casework.contracts.models import Contract, ContractSpan, EmployerFile
from casework.core import checks
from casework.core.errors import Refused
from casework.extensions import db
from casework.parties import actions, merging, queries
from casework.parties.models import Employer, Worker, WorkerDocument
from casework.parties.names import same_name
from tests.browser import Browser
from tests.features.test_arrears import errors
from tests.make import CODE
from tests.sheets import identity

OTHER = "92339901MA2KCN8X05"
GROWS = {"audit_entry", "audit_seal", "employer_merge", "worker_merge", "access_log", "sign_in_attempt", "job"}


def everything():
    """{table: {id: row}} of all that a merge must give back: every column but the version."""
    db.session.flush()
    answer = {}
    for name, table in db.metadata.tables.items():
        if name not in GROWS:
            rows = db.session.execute(select(table)).mappings()
            answer[name] = sorted(([(k, v) for k, v in row.items() if k != "version"] for row in rows), key=str)
    return answer


def worker(by, name="周桂兰", **facts):
    made = actions.register_worker(name=name, by=by, **facts)
    db.session.flush()
    return made


def case(by, worker, month=None, **facts):
    made = arrears.register(by=by, employer_name=facts.pop("firm", "恒砺服饰有限公司"), received_on=date(2026, 3, 2), **facts)
    made.complainant_id = worker.id
    if month:
        db.session.add(ClaimLine(case_id=made.id, worker_id=worker.id, month=date(2026, month, 1), claimed_fen=100))
    db.session.flush()
    return made


facts = st.fixed_dictionaries({
    "id_number": st.sampled_from([None, 1]), "telephone": st.sampled_from([None, "13800000001", "13800000002"]),
    "address": st.sampled_from([None, "甲路1号"]), "passport": st.booleans(), "cases": st.integers(0, 2), "contract": st.booleans()})


def _person(by, n, like):
    person = worker(by, id_number=identity(n) if like["id_number"] else None, telephone=like["telephone"], address=like["address"])
    for month in range(like["cases"]):
        case(by, person, month + 1, firm=f"单位{n}{month}")
    case(by, person, 1, firm=f"单位{n}")  # somebody's records show everybody
    if like["passport"] and person.id_number:
        actions.add_document(worker=person, kind="passport", number=f"E{n:08d}", proof="x", by=by)
    if like["contract"]:
        firm = actions.register_employer(name=f"用工单位{n}", area=accounts.area("339901001"), by=by)
        db.session.flush()
        contracts.register(employer=firm, worker=person, kind="fixed", hired_on=date(2025, 1, 1), start_on=date(2025, 1, 1),
                           end_on=date(2027, 1, 1), wage_kind="monthly", wage_fen=400000, by=by)
    return person


@pytest.fixture
def acting(app):
    """A county's user acting inside one app context; what the example before did is rolled back."""
    from casework.core import audit

    def begin():
        db.session.rollback()
        return accounts.by_login("county")

    with app.app_context(), audit.during("test", None):
        yield begin


@settings(max_examples=14, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=facts, two=facts, three=facts)
def test_merge_and_undo_of_workers_is_nothing(acting, one, two, three):
    by = acting()
    part, survivor, third = (_person(by, n, like) for n, like in enumerate((one, two, three), start=1))
    first = everything()
    merging.merge(part=part, survivor=survivor, proof="本人到场", by=by)
    second = everything()
    for n, like in ((1, one), (2, two)):
        if like["id_number"]:
            assert queries.worker_by_number(identity(n)).id == survivor.id
        if like["passport"] and like["id_number"]:
            assert queries.worker_by_number(f"E{n:08d}").id == survivor.id
    assert not db.session.scalar(select(Case.id).where(Case.complainant_id == part.id))
    merging.merge(part=survivor, survivor=third, proof="本人到场", by=by)
    assert queries.merged_into(Worker, part.id) == third.id, "one step, however often it went on"
    assert all(answer["ok"] for answer in checks.run()), checks.run()
    merging.undo(survivor=third, by=by)
    assert everything() == second
    merging.undo(survivor=survivor, by=by)
    assert everything() == first


firms = st.fixed_dictionaries({
    "code": st.booleans(), "telephone": st.sampled_from([None, "0990-1"]), "headcount": st.sampled_from([None, 5]),
    "kinds": st.sampled_from([(), ("dispatch",)]), "renamed": st.booleans(), "file": st.booleans(), "contracts": st.integers(0, 2)})


def _firm(by, n, like):
    firm = actions.register_employer(name=f"甲乙{'' if n else '（云澜）'}服饰有限公司", area=accounts.area("339901001"), by=by,
                                     credit_code=(CODE, OTHER)[n] if like["code"] else None, telephone=like["telephone"],
                                     headcount=like["headcount"], kinds=like["kinds"])
    db.session.flush()
    if like["renamed"]:
        actions.rename_employer(employer=firm, name=f"{firm.name}{n}", on=date(2026, 1, 1), by=by)
    for m in range(like["contracts"]):
        contracts.register(employer=firm, worker=worker(by, f"工人{n}{m}"), kind="fixed", hired_on=date(2025, 1, 1),
                           start_on=date(2025, 1, 1), end_on=date(2027, 1, 1), wage_kind="monthly", wage_fen=400000, by=by)
    if like["file"]:
        db.session.add(EmployerFile(number=f"F{n}", area_id=firm.area_id, opened_area_id=firm.area_id, employer_id=firm.id))
    arrears.register(by=by, employer=firm, received_on=date(2026, 3, 2))
    return firm


@settings(max_examples=14, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=firms, two=firms)
def test_merge_and_undo_of_employers_is_nothing(acting, one, two):
    """With two registers of papers, of which a UNIQUE lets only one stand, the other stays behind and nothing is amiss."""
    by = acting()
    part, survivor = _firm(by, 0, one), _firm(by, 1, two)
    first = everything()
    made = merging.merge(part=part, survivor=survivor, proof="营业执照", by=by)
    assert bool(made.behind) == (one["file"] and two["file"])
    for like, code in ((one, CODE), (two, OTHER)):
        if like["code"]:
            assert queries.employer_by_code(code).id == survivor.id
    assert db.session.scalars(select(Case.employer_id)).all() == [survivor.id] * 2
    assert all(answer["ok"] for answer in checks.run()), checks.run()
    merging.undo(survivor=survivor, by=by)
    assert everything() == first


def test_what_came_after_the_merge_stays_and_what_was_rewritten_goes_back(acting):
    by = acting()
    part, survivor = (_person(by, n, dict(id_number=1, telephone=None, address=None, passport=False, cases=0, contract=n == 1))
                      for n in (1, 2))
    contract = db.session.scalar(select(Contract).where(Contract.worker_id == part.id).options(
        joinedload(Contract.worker), joinedload(Contract.employer), joinedload(Contract.area)))
    merging.merge(part=part, survivor=survivor, proof="本人到场", by=by)
    later = case(by, survivor, 2, firm="后来的单位")
    contracts.amend(contract, on=date(2026, 1, 1), wage_fen=500000, by=by)
    spans = db.session.scalars(select(ContractSpan.worker_id).where(ContractSpan.contract_id == contract.id)).all()
    assert spans == [survivor.id] * 2
    merging.undo(survivor=survivor, by=by)
    db.session.flush()
    spans = db.session.scalars(select(ContractSpan.worker_id).where(ContractSpan.contract_id == contract.id)).all()
    assert spans == [part.id] * 2 and contract.worker_id == part.id
    assert later.complainant_id == survivor.id
    assert db.session.scalars(select(ClaimLine.worker_id).where(ClaimLine.case_id == later.id)).all() == [survivor.id]


def test_a_row_that_points_from_nowhere_known_is_a_mistake():
    """Every foreign key to a party is walked, or is the merge's own."""
    for party in (Employer, Worker):
        walked = {(inspect(model).local_table.name, inspect(model).attrs[column].columns[0].name)
                  for model, column in merging.pointing(party)}
        for table in db.metadata.tables.values():
            for column in table.columns:
                if any(key.column.table is party.__table__ for key in column.foreign_keys):
                    assert (table.name, column.name) in walked or table.name.endswith(("_merge", "_apart")), (table, column)


def test_lines_and_contracts_that_would_collide_are_refused(acting):
    by = acting()
    one, two = worker(by), worker(by)
    made = case(by, one, 1)
    db.session.add(ClaimLine(case_id=made.id, worker_id=two.id, month=date(2026, 1, 1), team="二班", claimed_fen=100))
    db.session.flush()
    with pytest.raises(Refused, match=r"里两人都有同一月份（2026-01）的欠薪"):
        merging.merge(part=one, survivor=two, proof="x", by=by)
    firm = actions.register_employer(name="甲公司", area=accounts.area("339901001"), by=by)
    three, four = worker(by, "甲"), worker(by, "甲")
    for person in (three, four):
        case(by, person, 1, firm=f"单位{person.id}")
        contracts.register(employer=firm, worker=person, hired_on=date(2026, 1, 1), by=by)
    with pytest.raises(Refused, match="两条登记下都有甲公司与甲履行中的合同"):
        merging.merge(part=three, survivor=four, proof="x", by=by)


@pytest.mark.parametrize(("one", "two"), [
    ("恒砺服饰（云澜）有限公司", "恒砺服饰(云澜)有限责任公司"), ("ＡＢ 科技有限公司", "ab科技有限公司"),
    ("恒砺【云澜】服饰有限公司", "恒砺云澜服饰有限公司")])
def test_one_firm_is_written_in_several_ways(one, two):
    assert same_name(one) == same_name(two)
    assert same_name("恒砺服饰有限公司") != same_name("恒励服饰有限公司")


def test_duplicates_of_an_employer_are_shown_kept_apart_merged_and_given_back(app, make, browser):
    one = make.employer(name="恒砺服饰（云澜）有限公司", code=CODE)
    two = make.employer(name="恒砺服饰(云澜)有限责任公司", telephone="0990-8800101")
    far = make.employer(name="恒砺服饰云澜有限公司", area="339901002")
    number = make.case(employer_name="恒砺服饰(云澜)有限责任公司")
    seen = browser.sign_in("inspector").open("parties.show", id=one)
    assert seen.all("#alike tbody th") == ["恒砺服饰(云澜)有限责任公司"], "nobody of another office's"
    assert seen.all("#alike a.btn") == [], "an inspector does not merge"
    assert browser.fetch("parties.merge", kind="employers", id=one, other=two).status_code == 403
    leader = Browser(app).sign_in("leader")
    page = leader.open("parties.merge", kind="employers", id=one, other=two)
    assert page.has("0990-8800101") and page.has(CODE)
    assert len(errors(leader.send("parties.merge", {}, kind="employers", id=one, other=two))) == 2
    assert leader.open("parties.merge", expect=404, kind="employers", id=one, other=far).has("青石镇劳动保障监察中队")
    page = leader.send("parties.merge", {"keep": str(one), "proof": "营业执照"}, kind="employers", id=one, other=two)
    assert page.has("已合并") and page.has("0990-8800101") and page.has(number)
    assert page.all("#parts tbody th") == ["恒砺服饰(云澜)有限责任公司"]
    assert browser.open("parties.show", id=two).has("原来的那条登记已并入这一条")
    assert browser.open("parties.index", q="有限责任").all("tbody th") == ["恒砺服饰（云澜）有限公司"]
    page = leader.send("parties.undo", kind="employers", id=one)
    assert page.has("“恒砺服饰(云澜)有限责任公司”恢复原样") and "0990-8800101" not in page.text("#facts")
    assert leader.open("parties.show", id=two).has(number)
    page = browser.send("parties.apart", kind="employers", id=two, other=one)
    assert page.has("不再提示这两条") and page.all("#alike") == [] and browser.open("parties.show", id=one).all("#alike") == []
    log = Browser(app).sign_in("supervisor").open("administration.log", what="parties.merge")
    assert log.has("钟丽华") and log.has("EmployerMerge")


def test_a_worker_s_duplicate_is_merged_and_both_numbers_find_the_one(app, make, browser):
    make.case(id_number=identity(7), employer_name="甲公司")
    make.case(id_number=identity(8), employer_name="乙公司")
    with app.app_context():
        one, two = db.session.scalars(select(Worker.id).order_by(Worker.id)).all()
    browser.sign_in("leader")
    assert browser.open("parties.worker", id=one, budget=40).all("#alike tbody th") == ["周桂兰"]
    page = browser.send("parties.merge", {"keep": str(one), "proof": "新旧证件和本人到场"}, kind="workers", id=two, other=one)
    assert page.has("新旧证件和本人到场") and page.all("#documents tbody th") == ["居民身份证"] and not page.has(identity(8))
    assert browser.open("parties.workers").all("tbody th") == ["周桂兰"]
    for n in (7, 8):
        assert browser.send("parties.workers", {"id_number": identity(n)}).all(f"tbody a[href$='/workers/{one}']") == ["周桂兰"]
    assert browser.open("parties.worker", id=two).text("title").startswith("周桂兰")
    browser.send("parties.undo", kind="workers", id=one)
    with app.app_context():
        assert db.session.get(Worker, two).id_number == identity(8) and not db.session.scalar(select(WorkerDocument.id))
        assert all(answer["ok"] for answer in checks.run())


def test_at_the_counter_somebody_says_whether_it_is_one_that_is_registered(app, make, browser):
    make.case(employer_name="恒砺服饰（云澜）有限公司", id_number=identity(7))
    typed = {"worker_name": "周桂兰", "telephone": "13800002106", "employer_name": "恒砺服饰(云澜)有限责任公司", "credit_code": CODE,
             "employer_telephone": "0990-8800101", "channel": "window", "received_on": "2026-03-02"}
    page = browser.sign_in("inspector").send("arrears.new", typed)
    assert errors(page) == ["登记里有相近的，请选择是不是同一个"] * 2 and page.value("employer_name") == typed["employer_name"]
    assert page.all("#alike label") == ["周桂兰，证件 " + "330***********" + identity(7)[-4:] + "，电话 138****2106", "都不是，另行登记",
                                        "恒砺服饰（云澜）有限公司，没有信用代码，柳堰镇", "都不是，另行登记"]
    with app.app_context():
        one, firm = db.session.scalar(select(Worker.id)), db.session.scalar(select(Employer.id))
    page = browser.send("arrears.new", typed | {"worker_is": str(one), "employer_is": str(firm), "id_number": identity(8)})
    assert errors(page) == ["本人登记的是另一个号码；确是同一个人的，请先在本人的页面登记另一个证件"]
    assert browser.send("arrears.new", typed | {"worker_is": str(one), "employer_is": str(firm)}).has("已登记")
    with app.app_context():
        assert db.session.scalars(select(Case.complainant_id)).all() == [one] * 2
        known = db.session.scalars(select(Employer)).one()
        assert (known.name, known.credit_code, known.telephone) == ("恒砺服饰（云澜）有限公司", CODE, "0990-8800101")
    assert browser.send("arrears.new", typed | {"worker_is": "new", "employer_name": "又一家"} | {"credit_code": ""}).has("已登记")
    with app.app_context():
        assert len(db.session.scalars(select(Worker.id)).all()) == 2
    page = browser.send("arrears.new", typed | {"worker_is": "77"})
    assert len(errors(page)) == 1, "an invented choice is none, and a known code asks about no employer"
