"""The contract register: what is registered is reviewed, every change is an event, and any past day can be asked about."""

import io
from datetime import date, timedelta
from fractions import Fraction

import pytest

from casework.accounts import queries as accounts
from casework.contracts import actions, lists, queries, reviewing
from casework.contracts.models import Contract, ContractEvent
from casework.core import checks
from casework.core.audit import AuditEntry
from casework.core.errors import Refused
from casework.core.files import Evidence
from casework.extensions import db
from casework.law.terms import later
from casework.parties import queries as parties
from casework.parties.models import Employer
from tests.browser import Browser
from tests.make import CODE
from tests.sheets import identity

TERM = dict(kind="fixed", start_on=date(2025, 3, 1), end_on=date(2027, 2, 28), signed_on=date(2025, 3, 1), hired_on=date(2025, 3, 1),
            post="缝纫工", work_place="一车间", wage_kind="monthly", wage_fen=420000)


@pytest.fixture
def employer(make):
    return make.employer(code=CODE)


def register(make, employer, n=1, **facts):
    with make.context():
        by = accounts.by_login("inspector")
        return actions.register(employer=parties.employer(employer, by), worker_name=f"工人{'甲乙丙丁'[n % 4]}", id_number=identity(n),
                                by=by, **TERM | facts).id


def act(make, id, name, login="inspector", **facts):
    with make.context():
        by = accounts.by_login(login)
        getattr(actions, name)(queries.contract(id, by), by=by, **facts)


def codes(make, id):
    with make.context():
        return [f.code for f in db.session.scalars(queries.findings_of(db.session.get(Contract, id)))]


def at_work(make, on, employer):
    with make.context():
        rows = db.session.execute(queries.at_work(on).where(queries.ContractSpan.employer_id == employer)).all()
        return [(row.worker, row.post, queries.state_on(row, on)) for row in rows]


def test_every_past_day_says_who_worked_where(make, employer):
    id = register(make, employer)
    act(make, id, "amend", on=date(2025, 9, 1), post="检验工", wage_fen=450000)
    act(make, id, "suspend", on=date(2025, 11, 1), reason="服兵役")
    act(make, id, "resume", on=date(2025, 12, 1))
    act(make, id, "end", on=date(2026, 2, 20), code="T36E", severance_fen=450000, certificate_on=date(2026, 2, 20))
    assert at_work(make, date(2025, 2, 28), employer) == []
    assert at_work(make, date(2025, 8, 31), employer) == [("工人乙", "缝纫工", "active")]
    assert at_work(make, date(2025, 9, 1), employer) == [("工人乙", "检验工", "active")]
    assert at_work(make, date(2025, 11, 15), employer) == [("工人乙", "检验工", "suspended")]
    assert at_work(make, date(2026, 2, 20), employer) == [("工人乙", "检验工", "active")]
    assert at_work(make, date(2026, 2, 21), employer) == []
    with make.context():
        assert all(answer["ok"] for answer in checks.run()), checks.run()


def test_a_correction_mends_every_day_and_an_amendment_only_the_days_after(make, employer):
    id = register(make, employer)
    act(make, id, "amend", on=date(2025, 9, 1), wage_fen=450000)
    act(make, id, "correct", post="锁边工", reason="登记时看错了行")
    assert at_work(make, date(2025, 3, 1), employer) == [("工人乙", "锁边工", "active")]
    with make.context():
        events = db.session.scalars(queries.events_of(db.session.get(Contract, id))).all()
        assert {e.what: e.changes.get("post") for e in events} == {
            "registered": [None, "缝纫工"], "amended": None, "corrected": ["缝纫工", "锁边工"]}


def test_days_before_the_term_began_had_nothing_in_writing(make, employer):
    register(make, employer, hired_on=date(2025, 1, 10), signed_on=date(2025, 3, 1))
    assert at_work(make, date(2025, 2, 1), employer) == [("工人乙", "缝纫工", "unsigned")]
    assert at_work(make, date(2025, 3, 1), employer) == [("工人乙", "缝纫工", "active")]


@pytest.mark.parametrize(("facts", "code"), [
    ({"probation_end_on": date(2025, 7, 31)}, "LC-21"),  # 五个月，二年的合同至多二个月
    ({"lacking": "insurance"}, "LC-16"),
    ({"signed_on": date(2025, 5, 20)}, "LC-05"),
    ({"kind": "part_time", "weekly_hours": 30, "wage_kind": "hourly", "wage_fen": 3000}, "LC-63"),
    ({"earlier_terms": 2}, "LC-13"),
    ({"end_on": date(2026, 1, 10)}, "LC-15"),
])
def test_the_law_speaks_at_registration(make, employer, facts, code):
    assert code in codes(make, register(make, employer, **facts))


def test_a_sound_contract_has_no_finding(make, employer):
    assert codes(make, register(make, employer)) == []


def test_two_full_time_contracts_at_once_are_found_across_employers(make, employer):
    other = make.employer(name="青石建设有限公司", area="339901002")
    with make.context():
        by = accounts.by_login("elsewhere")
        actions.register(employer=parties.employer(other, by), worker_name="工人乙", id_number=identity(1), by=by, **TERM)
    assert codes(make, register(make, employer)) == ["T39-4"]


def test_work_without_a_contract_is_found_after_a_month_and_mended_by_signing(make, employer):
    id = register(make, employer, kind=None, start_on=None, end_on=None, signed_on=None, hired_on=date(2026, 1, 5))
    assert codes(make, id) == ["LC-05"]
    act(make, id, "sign", kind="fixed", start_on=date(2026, 2, 1), end_on=date(2028, 1, 31), signed_on=date(2026, 2, 1))
    assert codes(make, id) == []
    assert at_work(make, date(2026, 1, 20), employer)[0][2] == "unsigned"


def test_a_protected_worker_cannot_be_let_go_for_incapacity(make, employer):
    id = register(make, employer)
    act(make, id, "end", on=date(2026, 2, 20), code="T40-2", noticed_on=date(2026, 1, 10), certificate_on=date(2026, 2, 20),
        protections=["maternity"])
    assert "LC-26" in codes(make, id)


def test_renewals_count_fixed_terms(make, employer):
    id = register(make, employer, end_on=date(2026, 2, 28))
    act(make, id, "renew", kind="fixed", start_on=date(2026, 3, 1), end_on=date(2027, 2, 28), signed_on=date(2026, 2, 25))
    with make.context():
        contract = db.session.get(Contract, id)
        assert (contract.terms, contract.fixed_terms, contract.post) == (2, 2, "缝纫工")
        assert [f.code for f in db.session.scalars(queries.findings_of(contract))] == ["LC-13"]


@pytest.mark.parametrize(("name", "facts", "said"), [
    ("amend", {"on": date(2024, 1, 1), "post": "工长"}, "不能早于"),
    ("amend", {"on": date(2025, 9, 1)}, "没有改动"),
    ("end", {"on": date(2026, 1, 1), "code": "X"}, "事由"),
    ("renew", {"kind": "fixed", "start_on": date(2025, 1, 1), "end_on": date(2026, 1, 1)}, "晚于"),
    ("resume", {"on": date(2026, 1, 1)}, "状态"),
])
def test_what_cannot_be_is_refused(make, employer, name, facts, said):
    id = register(make, employer)
    with pytest.raises(Refused, match=said):
        act(make, id, name, **facts)


def test_one_worker_has_one_open_contract_at_an_employer(make, employer):
    register(make, employer)
    with pytest.raises(Refused, match="已登记"):
        register(make, employer)


def test_a_story_on_the_pages(app, make, browser, employer):
    browser.sign_in("inspector")
    assert browser.open("parties.show", id=employer).has("登记劳动合同")
    typed = {"worker_name": "周桂兰", "id_number": identity(3), "hired_on": "2026-01-05", "kind": "fixed", "start_on": "2026-01-05",
             "end_on": "2027-01-04", "probation_end_on": "2026-06-04", "wage_kind": "monthly", "wage_fen": "4200"}
    looked = browser.send("contracts.new", typed | {"check": "1"}, employer=employer)
    assert looked.has("超过法定上限") and looked.value("worker_name") == "周桂兰"
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(Contract.id))) == 0
    fragment = browser.fetch("contracts.opinion", "POST", typed, employer=employer).get_data(as_text=True)
    assert "超过法定上限" in fragment and "<html" not in fragment
    page = browser.send("contracts.new", typed, employer=employer)
    assert page.has("已登记劳动合同") and page.has("超过法定上限") and page.has("履行中")
    with app.app_context():
        id = db.session.scalar(db.select(Contract.id))
    page = browser.send("contracts.do", {"on": "2026-02-01", "post": "检验工"}, id=id, what="amend")
    assert page.has("变更") and page.has("检验工")
    page = browser.send("contracts.do", {"on": "2026-02-27", "code": "T37", "certificate_on": "2026-02-27"}, id=id, what="end")
    assert page.has("已解除") and page.has("劳动者提前三十日书面通知")
    assert browser.open("contracts.index", weight="error").has("周桂兰")
    assert not browser.open("contracts.index", state="open").has("周桂兰")
    full = browser.send("contracts.number", id=id)
    assert full.has(identity(3))
    assert Browser(app).sign_in("elsewhere").open("contracts.show", id=id, expect=404).has("柳堰镇劳动保障监察中队")
    assert Browser(app).sign_in("leader").fetch("contracts.do", id=id, what="end").status_code == 403
    with app.app_context():
        other = accounts.by_login("elsewhere").id
    Browser(app).sign_in("admin").send("accounts.give_post", {"role": "clerk", "area": "339901001"}, id=other)
    reads = Browser(app).sign_in("elsewhere")
    assert reads.open("contracts.show", id=id).has("周桂兰"), "a clerk here and an inspector there"
    assert reads.fetch("contracts.number", "POST", id=id).status_code == 403
    for endpoint in ("new", "upload", "compare", "report_links"):
        assert reads.fetch(f"contracts.{endpoint}", employer=employer).status_code == 403, endpoint


def test_the_list_costs_the_same_for_one_and_for_many(make, browser, employer):
    register(make, employer)
    browser.sign_in("inspector")
    one = browser.open("contracts.index").cost
    for n in (0, 2, 3):
        register(make, employer, n)
    assert browser.open("contracts.index").cost == one


def test_a_void_registration_counts_nowhere(make, browser, employer):
    id = register(make, employer)
    act(make, id, "void", reason="登记到了别的单位")
    assert at_work(make, date(2025, 6, 1), employer) == []
    assert browser.sign_in("inspector").open("parties.show", id=employer).has("在册 0")
    with make.context():
        assert db.session.scalar(db.select(db.func.count(ContractEvent.id))) == 2
        assert db.session.get(Employer, employer)


def test_scripts_read_who_was_at_work_and_what_the_law_says(make, run, employer):
    import json

    register(make, employer, probation_end_on=date(2025, 7, 31))
    register(make, employer, n=2)
    code, out, _ = run("contracts", "list", "--employer", CODE, "--on", "2026-03-01", "--json")
    first, second = json.loads(out)
    assert code == 0 and first["worker"] == "工人乙" and first["type"] == "fixed" and first["state"] == "active"
    assert first["id_masked"].endswith(identity(1)[-4:]) and identity(1) not in out
    assert (first["start"], first["end"]) == ("2025-03-01", "2027-02-28")
    assert [(f["code"], f["weight"]) for f in first["findings"]] == [("LC-21", "error")] and "第19条" in first["findings"][0]["basis"][0]
    assert second["findings"] == []
    assert json.loads(run("contracts", "findings", "--json")[1]) == [first]
    assert json.loads(run("contracts", "list", "--employer", CODE, "--on", "2025-02-28", "--json")[1]) == []
    assert run("contracts", "list", "--employer", "91339901MA2HLTF032", "--json")[0] == 1


@pytest.mark.parametrize(("last", "months"), [
    (date(2025, 3, 31), 1), (date(2025, 4, 30), 2), (date(2025, 5, 1), Fraction("2.03")), (date(2025, 3, 1), Fraction("0.03"))])
def test_probation_is_counted_by_corresponding_days(last, months):
    assert reviewing.probation_months(date(2025, 3, 1), last) == months


def test_a_month_without_a_contract_is_full_on_its_corresponding_day():
    """劳动合同法第10条第2款: whoever the list names has no day left, and the next one still has."""
    for n in range(800):
        today = date(2023, 12, 1) + timedelta(days=n)
        last = lists._a_month_ago(today)
        assert later(last, 1) <= today < later(last + timedelta(days=1), 1), today


def test_a_worker_known_only_from_a_contract_has_a_page_and_is_found(app, make, browser, employer):
    id = register(make, employer)
    with make.context():
        worker = db.session.get(Contract, id).worker_id
    browser.sign_in("inspector")
    assert browser.open("parties.worker", id=worker).has("云澜市恒砺服饰有限公司")
    assert browser.open("parties.workers").has("工人乙")
    assert browser.send("search.ask", {"q": "工人乙"}).has("工人乙")
    assert not Browser(app).sign_in("elsewhere").open("parties.workers").has("工人乙")
    act(make, id, "void", reason="登记到了别的单位")
    assert not browser.open("parties.workers").has("工人乙")


def test_the_filter_of_the_list_is_the_file(make, browser, employer):
    register(make, employer, end_on=date(2026, 3, 20))
    register(make, employer, n=2, kind="open", end_on=None)
    browser.sign_in("inspector")
    page = browser.open("contracts.index", wait="30")
    assert page.has("工人乙") and not page.has("工人丙")
    text = browser.fetch("contracts.index", wait="30", **{"as": "csv"}).get_data(as_text=True)
    assert "工人乙" in text and "工人丙" not in text and "2026-03-20" in text
    ordered = browser.open("contracts.index", order="end")
    assert ordered.html.index("工人乙") < ordered.html.index("工人丙"), "what ends by no day comes last"
    assert browser.open("contracts.index", order="-weight", per="20").has("工人乙")


def test_the_signed_paper_is_kept_and_seen_in_place(app, make, browser, employer):
    from PIL import Image

    id = register(make, employer)
    browser.sign_in("inspector")
    assert browser.open("contracts.index", paper="without").has("工人乙")
    photo = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(photo, "PNG")
    assert browser.send("contracts.scan", {"file": (io.BytesIO(b"GIF89a..."), "合同.gif")}, id=id).has("只收 PDF")
    page = browser.send("contracts.scan", {"file": (io.BytesIO(photo.getvalue()), "合同.png"), "received_on": "2026-03-01"}, id=id)
    assert page.has("已收签好的合同") and page.has("合同.png") and "alt=\"签好的合同：合同.png\"" in page.html
    assert not browser.open("contracts.index", paper="without").has("工人乙")
    assert browser.open("contracts.index", paper="with").has("工人乙")
    with app.app_context():
        scan = db.session.scalar(db.select(Evidence.id))
    seen, original = browser.fetch("contracts.scan_seen", id=id, scan=scan), browser.fetch("contracts.scan_original", id=id, scan=scan)
    assert seen.mimetype == "image/jpeg" and original.get_data() == photo.getvalue()
    assert "sandbox" in original.headers["Content-Security-Policy"]
    assert Browser(app).sign_in("elsewhere").fetch("contracts.scan_seen", id=id, scan=scan).status_code == 404


def test_many_are_renewed_by_one_form_and_each_is_looked_at(app, make, browser, employer):
    first = register(make, employer, start_on=date(2025, 3, 20), end_on=date(2026, 3, 19))
    twice = register(make, employer, n=2, start_on=date(2025, 3, 20), end_on=date(2026, 3, 19), earlier_terms=1)
    never = register(make, employer, n=3, kind="open", end_on=None)
    browser.sign_in("inspector")
    page = browser.send("contracts.renew_many", {"id": [first, twice, never]})
    assert page.has("可以续订 2 份") and page.has("这是连续第 3 次固定期限劳动合同") and page.has("第14条") and page.has("不能续订")
    assert page.has("2026-03-20") and page.has("2027-03-19"), "as long as the last term"
    page = browser.send("contracts.renew_many", {"contract": [first, twice, never], "kind": "open", "look": "1", "signed_on": "2026-03-02"})
    assert not page.has("连续第 3 次")
    with app.app_context():
        assert db.session.get(Contract, first).terms == 1, "looking writes nothing"
    page = browser.send("contracts.renew_many", {"contract": [first], "kind": "fixed", "months": "99999", "look": "1",
                                                 "signed_on": "2026-03-02"})
    assert page.has("续订的月数在 1 到 120 之间") and page.value("months") == "99999" and page.has("2027-03-19")
    sent = {"contract": [first, twice, never], "kind": "fixed", "months": "24", "signed_on": "2026-03-02", "write": "1"}
    assert browser.send("contracts.renew_many", sent).has("已续订 2 份")
    with app.app_context():
        assert [(c.end_on, c.terms, c.fixed_terms) for c in (db.session.get(Contract, id) for id in (first, twice))] == [
            (date(2028, 3, 19), 2, 2), (date(2028, 3, 19), 2, 3)]
        named = db.session.scalars(db.select(AuditEntry.action).where(AuditEntry.subject_type == "ContractEvent")
                                   .order_by(AuditEntry.id.desc()).limit(2)).all()
        assert named == ["contracts.renew_many"] * 2
    assert browser.send("contracts.renew_many", {"contract": [never], "signed_on": "2026-03-02", "write": "1"}).has("都不能这样续订")


@pytest.mark.parametrize(("kind", "said"), [("trainee", "就业见习适用哪些规定"), ("intern", "学生实习适用哪些规定"),
                                            ("foreigner", "外国人就业许可")])
def test_of_kinds_without_rules_it_is_said_that_nothing_was_judged(make, browser, employer, kind, said):
    id = register(make, employer, kind=kind, probation_end_on=date(2025, 8, 31))
    assert browser.sign_in("inspector").open("contracts.show", id=id).has(said)
    assert codes(make, id) == (["LC-21"] if kind == "foreigner" else [])


def test_somebody_alike_is_asked_about_before_saving_and_the_answer_is_kept(app, make, browser, employer):
    first = register(make, employer)
    other = make.employer(name="云溪电子有限公司")
    browser.sign_in("inspector")
    typed = {"worker_name": "工人乙", "id_number": identity(7), "hired_on": "2026-01-05", "kind": "open", "start_on": "2026-01-05"}
    page = browser.send("contracts.new", typed, employer=other)  # the same name and birth date under another number
    assert page.has("登记里有相近的") and page.has("330***********") and page.value("worker_name") == "工人乙"
    with app.app_context():
        known = db.session.get(Contract, first).worker_id
    page = browser.send("contracts.new", typed | {"worker_is": str(known)}, employer=other)
    assert page.has("请先在本人的页面登记另一个证件"), "one person with another number: the number first needs its proof"
    assert browser.send("contracts.new", typed | {"worker_is": "new"}, employer=other).has("已登记劳动合同")
    with app.app_context():
        fresh = db.session.scalar(db.select(Contract.worker_id).where(Contract.employer_id == other))
        assert fresh != known and not browser.open("parties.worker", id=fresh).has("可能是同一个"), "not the same: remembered"
    typed = {"worker_name": "工人乙", "id_number": "", "telephone": "13800001111", "hired_on": "2026-01-05", "kind": "dispatch",
             "start_on": "2026-01-05", "end_on": "2028-01-04", "user_employer_name": "云澜市恒砺服饰有限责任公司"}
    page = browser.send("contracts.new", typed, employer=make.employer(name="云溪派遣有限公司"))
    assert page.has("云澜市恒砺服饰有限公司，91339901MA2HLTF031")


def test_more_than_a_tenth_dispatched_is_a_finding_of_the_user_entity(make, browser, employer):
    agency = make.employer(name="云溪派遣有限公司")
    for n in range(10, 19):
        _another(make, employer, n)
    _another(make, agency, 30, kind="dispatch", user_employer={"name": "云澜市恒砺服饰有限公司", "credit_code": CODE})
    page = browser.sign_in("inspector").open("parties.show", id=employer)
    assert page.has("派遣到本单位 1") and not page.has("超过用工总量"), "one of ten is a tenth, and no more"
    _another(make, agency, 31, kind="dispatch", user_employer={"name": "云澜市恒砺服饰有限公司", "credit_code": CODE})
    assert browser.open("parties.show", id=employer).has("被派遣劳动者 2 人，超过用工总量 11 人的 10%")


def _another(make, employer, n, **facts):
    with make.context():
        by = accounts.by_login("inspector")
        actions.register(employer=parties.employer(employer, by), worker_name=f"职工{n}", id_number=identity(n), by=by, **TERM | facts)


def test_the_minimum_wage_is_that_of_the_area_and_the_day(make, employer):
    from casework.lawbook import actions as lawbook

    with make.context():
        for place, from_on, fen in (("339901", date(2024, 1, 1), 240000), ("339901", date(2026, 2, 1), 260000),
                                    ("339902", date(2024, 1, 1), 210000)):
            lawbook.enter(table="minimum_wage", place=place, from_on=from_on, value={"monthly": f"{fen // 100}.00", "hourly": None},
                          source="演示文件〔2026〕1号", by=None)
    low, ended = register(make, employer, wage_fen=250000), register(make, employer, n=2, wage_fen=250000)
    act(make, ended, "end", on=date(2026, 1, 20), code="T36E", certificate_on=date(2026, 1, 20))
    assert codes(make, low) == ["LC-54"] and codes(make, ended) == [], "the standard of its last day"
    far = make.employer(name="北浦水产有限公司", area="339902001")
    with make.context():
        by = accounts.by_login("helper")
        there = actions.register(employer=parties.employer(far, by), by=by,
                                 worker_name="工人丁", id_number=identity(3), **TERM | {"wage_fen": 220000}).id
    assert codes(make, there) == [], "another county has another standard"


TYPED = [
    ({"earlier_terms": 2}, "renew", {"kind": "fixed", "start_on": "2027-03-01", "end_on": "2029-02-28"}, "连续第 4 次固定期限"),
    ({}, "amend", {"on": "2025-09-01", "end_on": "2025-12-01"}, "2025年12月1日期满"),
    ({}, "correct", {"hired_on": "2025-03-01", "kind": "fixed", "start_on": "2025-03-01", "end_on": "2027-02-28",
                     "probation_end_on": "2025-08-31"}, "约定的试用期 6 个月超过法定上限 2 个月"),
    ({"kind": None, "start_on": None, "end_on": None, "signed_on": None}, "sign",
     {"kind": "fixed", "start_on": "2025-03-01", "end_on": "2027-02-28", "signed_on": "2025-09-01"}, "应当支付二倍工资"),
    ({}, "end", {"on": "2026-02-20", "code": "T40-2", "protections": "maternity", "noticed_on": "2026-02-19"}, "不得依照第40条"),
]


def test_the_law_speaks_while_a_change_is_typed_and_nothing_is_written(app, make, employer):
    browser = Browser(app).sign_in("inspector")
    for n, (facts, what, typed, said) in enumerate(TYPED):
        id = register(make, employer, n + 20, **facts)
        with make.context():
            before = queries.values(db.session.get(Contract, id))
        assert said in browser.fetch("contracts.foresee", "POST", typed, id=id, what=what).get_data(as_text=True), what
        page = browser.send("contracts.do", typed | {"check": "1"}, id=id, what=what)  # without script
        assert said in page.text("#opinion"), what
        with make.context():
            assert queries.values(db.session.get(Contract, id)) == before
    assert "尚未录入，没有判断是否超龄" in browser.open("contracts.show", id=id).text("#findings")
