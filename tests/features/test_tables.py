"""法定数据: a row entered on the page changes what the law answers, is confirmed by another person, and is never overwritten."""

import json
from datetime import date

import pytest

from casework.accounts import actions as accounts_do
from casework.accounts import queries as accounts
from casework.arrears import queries as cases
from casework.core import audit, checks
from casework.core.calendar import LawTableRow
from casework.extensions import db
from casework.law.gaps import gaps
from casework.law.tables import seed
from casework.law.tables.kinds import KINDS
from casework.lawbook import words
from tests.browser import Browser

POLICY = {"place": "339901", "from_on": "2026-01-01", "source": "演示文件〔2026〕1号", "value-basis": "演示文件〔2026〕1号",
          "value-applies": ["unable", "absconded"], "value-filed_case": "yes", "value-deposit_exhausted": "no", "value-share": "0.5",
          "value-agreement": "no", "value-approvals": "县局分管领导，主要领导 50000\n县政府"}
ASKED = {"workers": "12600 3", "minimum_wage": "2260", "place": "339901001", "on": "2026-03-02"}


def answer(run):
    facts = {"workers": [{"owed": "12600", "months": "3"}], "minimum_wage": "2260", "place": "339901001", "on": "2026-03-02"}
    return json.loads(run("rules", "run", "fund-ceiling", "--input", json.dumps(facts))[1])


def test_a_row_entered_on_the_page_changes_the_calculator_and_rules_run_and_waits_for_another_person(app, browser, run):
    assert answer(run)["result"]["total"] == "unknown"
    browser.sign_in("county")
    page = browser.send("lawbook.table", POLICY, name="fund_policy")
    assert page.has("已录入，待另一个人核对原文后确认") and "现行" in page.text("#rows tbody td")
    assert page.has("县局分管领导，主要领导 50,000.00 元；县政府") and page.has("由另一个人确认"), "what was typed, with its comma"
    assert "沿用澄溪县" not in page.text("#here") and page.text("#here tbody td").startswith("政策依据（文件名称和文号） 演示文件")
    said = answer(run)
    assert said["result"]["total"] == "6300.00"
    assert said["warnings"] == ["“应急周转金政策”按 2026-01-01 起的一行计算，这一行还没有确认，请核对原文（演示文件〔2026〕1号）"]
    page = Browser(app).sign_in("inspector").send("calculators.show", ASKED, name="fund-ceiling")
    assert page.text(".score b") == "6,300.00 元" and page.has("这一行还没有确认")
    with app.app_context():
        row = db.session.scalar(db.select(LawTableRow))
        id = row.id
    assert browser.send("lawbook.confirm", id=id, expect=409).has("自己录入的由另一个人核对原文后确认")
    other = Browser(app).sign_in("admin")
    assert other.send("lawbook.confirm", id=id).has("管理员 2026-03-02 核对原文")
    assert answer(run)["warnings"] == []
    with app.app_context():
        actions = db.session.scalars(db.select(audit.AuditEntry.action).where(audit.AuditEntry.subject_type == "LawTableRow")).all()
        assert actions == ["lawbook.enter", "lawbook.confirm"] and [q for q in checks.run() if not q["ok"]] == []


def test_history_is_never_overwritten(app, browser, run):
    browser.sign_in("county")
    browser.send("lawbook.table", POLICY, name="fund_policy")
    page = browser.send("lawbook.table", POLICY | {"value-share": "0.3"}, name="fund_policy")
    assert page.text("#from_on-e") == "这一天已经录入过；写错的先撤下，再录入" and page.value("value-share") == "0.3"
    browser.send("lawbook.table", POLICY | {"value-share": "0.3", "from_on": "2026-03-01"}, name="fund_policy")
    assert answer(run)["result"]["total"] == "3780.00"
    old = json.loads(run("rules", "run", "fund-ceiling", "--input", json.dumps(
        {"workers": [{"owed": "12600", "months": "3"}], "minimum_wage": "2260", "place": "339901", "on": "2026-02-28"}))[1])
    assert old["result"]["total"] == "6300.00", "an old day keeps its figure"
    with app.app_context():
        newest = db.session.scalar(db.select(LawTableRow.id).order_by(LawTableRow.id.desc()))
    assert browser.send("lawbook.withdraw", {"why": ""}, id=newest).text("#why-e") == "请写明为什么撤下"
    page = browser.send("lawbook.withdraw", {"why": "比例抄错"}, id=newest)
    assert "比例抄错" in page.text("#rows") and answer(run)["result"]["total"] == "6300.00"
    browser.send("lawbook.table", POLICY | {"value-share": "0.4", "from_on": "2026-03-01"}, name="fund_policy")
    assert answer(run)["result"]["total"] == "5040.00"
    with app.app_context():
        assert [row.withdrawn_on for row in db.session.scalars(db.select(LawTableRow).order_by(LawTableRow.id))] == [
            None, date(2026, 3, 2), None]


def test_wrong_values_are_refused_at_their_field_all_at_once(app, browser):
    wrong = POLICY | {"value-share": "1.5", "value-applies": [], "from_on": "2026-02-30", "source": "", "value-approvals": "县局 五万"}
    page = browser.sign_in("county").send("lawbook.table", wrong, name="fund_policy")
    for field, says in (("value-share", "请填写 0 至 1 的数字"), ("value-applies", "至少填写 1 项"), ("from_on", "请填写日期"),
                        ("source", "请写明文件名称和文号"), ("value-approvals", "第 1 项")):
        assert any(says in one for one in page.all(f"#{field}-e")), (field, page.all(".bad-say"))
    assert page.value("value-share") == "1.5" and page.text("[name=value-approvals]") == "县局 五万"
    with app.app_context():
        assert db.session.scalar(db.select(LawTableRow.id)) is None


def test_who_may_enter_what(app, browser):
    """A county's own figures by its county; what is the city's or the province's is for whoever keeps the whole city."""
    county = browser.sign_in("county")
    assert county.open("lawbook.table", name="fund_policy").all("form [name=place]")
    page = county.open("lawbook.table", name="average_wage")
    assert not page.all("form [name=place]") and page.has("市人力社保局管理员")
    assert county.fetch("lawbook.table", "POST", {"place": "339900"}, name="average_wage").status_code == 403
    page = county.send("lawbook.table", POLICY | {"place": "339902"}, name="fund_policy")
    assert page.all("#place-e") == ["请从列表中选择"]
    inspector = Browser(app).sign_in("inspector")
    assert inspector.open("lawbook.table", name="fund_policy").has("还没有人录入")
    assert inspector.fetch("lawbook.table", "POST", POLICY, name="fund_policy").status_code == 403
    for endpoint, values in (("lawbook.confirm", {"id": 1}), ("lawbook.withdraw", {"id": 1}),
                             ("lawbook.confirm_shipped", {"name": "rating"})):
        assert inspector.fetch(endpoint, "POST", **values).status_code == 403
    assert county.fetch("lawbook.confirm", "POST", id=99).status_code == 404
    assert county.open("lawbook.table", expect=404, name="nothing")
    refused = county.send("lawbook.confirm_shipped", {"key": "330000/1", "from_on": "2024-01-01"}, expect=409, name="minimum_wage_tiers")
    assert refused.has("这里的数由市人力社保局管理员录入")
    with app.app_context():
        assert db.session.scalar(db.select(LawTableRow.id)) is None


def test_anothers_row_is_neither_confirmed_nor_taken_down(app, browser):
    """The other county's row is no page; the city's row is seen and kept by whoever keeps the city."""
    with app.app_context():
        for login, role, area in (("root", "admin", "3399"), ("wangjiang", "county", "339902")):
            accounts_do.create(login=login, name=login, role=role, area=accounts.area(area), must_change=False, by=None,
                               password_hash=accounts.by_login("leader").password_hash)
        db.session.commit()
    browser.sign_in("county").send("lawbook.table", POLICY, name="fund_policy")
    root = Browser(app).sign_in("root")
    wage = {"place": "339900", "from_on": "2026-01-01", "source": "演示文件〔2026〕2号", "value-monthly": "8912"}
    assert root.send("lawbook.table", wage, name="average_wage").has("已录入")
    there = Browser(app).sign_in("wangjiang")
    why = {"why": "与本县不符"}
    assert [there.fetch(f"lawbook.{what}", "POST", why, id=1).status_code for what in ("confirm", "withdraw")] == [404, 404]
    assert there.fetch("lawbook.confirm", "POST", id=2).status_code == 409
    assert there.send("lawbook.withdraw", why, id=2).has("这里的数由市人力社保局管理员录入")
    with app.app_context():
        rows = db.session.scalars(db.select(LawTableRow).order_by(LawTableRow.id)).all()
        assert [(row.confirmed_on, row.withdrawn_on) for row in rows] == [(None, None)] * 2


def test_inheritance_and_what_is_missing(app, browser):
    browser.sign_in("county")
    page = browser.open("lawbook.missing")
    lacking = page.all("main tbody th")
    assert "2027年放假安排" in lacking and "应急周转金政策" in lacking and "最低工资标准（按档次）" not in lacking
    row = next(one for one in page.all("main tbody tr") if one.startswith("本地适用的最低工资档次"))
    link = page.root.query('main tbody a[href*="minimum_wage_tier?"]').etree_element.get("href")
    assert browser.client.get(link).status_code == 200 and link.endswith("?place=339901#add")
    assert "澄溪县" in row and "LC-54" in row and "县（市、区）人力社保局管理员" in row
    assert any("柳堰镇、青石镇" in one for one in page.all("main tbody tr")), "a township's own figure lacks in each township"
    count = len(lacking)
    assert browser.open("lawbook.tables_index").text("nav [aria-current] > span").endswith(str(count))
    tier = {"place": "339901", "from_on": "2024-01-01", "value-tier": "2", "source": "演示文件"}
    page = browser.send("lawbook.table", tier, name="minimum_wage_tier")
    assert page.has("2,260.00 元")
    page = browser.open("lawbook.tables_index", place="339901001")
    row = next(one for one in page.all("main tbody tr") if one.startswith("本地适用的最低工资档次"))
    assert "2,260.00 元" in row and "澄溪县" in row and "待确认" in row
    assert page.text("nav [aria-current] > span").endswith(str(count - 1))
    assert "还缺" in next(one for one in browser.open("lawbook.tables_index", place="339901001", on="2023-12-31").all("main tbody tr")
                         if one.startswith("本地适用的最低工资档次"))
    assert browser.open("calculators.show", name="severance").value("minimum_wage") == "2260.00"


def test_what_the_county_decides_moves_the_clocks_of_its_cases(app, make, browser, today):
    """LI-13: from the approval once the county says so; both days for a clock begun before. LI-10 stands still for a supplement."""
    today(date(2026, 3, 2))
    early = make.case(at="accepted", received_on=date(2026, 3, 2))
    today(date(2026, 3, 6))
    make.move(early, "file")
    browser.sign_in("county")
    for kind, code in (("filing_date", "by"), ("supplement_clock", "effect")):
        browser.send("lawbook.table", {"place": "339901", "from_on": "2026-01-01", "source": "县局办法", f"value-{code}":
                                       {"by": "approval", "effect": "restart"}[code]}, name=kind)
    today(date(2026, 3, 9))
    late = make.case(at="accepted", employer_name="另一家服饰有限公司", worker_name="李四")
    waiting = make.case(employer_name="第三家服饰有限公司", worker_name="王五")
    today(date(2026, 3, 11))
    make.move(late, "file")
    make.move(waiting, "supplement")
    today(date(2026, 3, 25))
    with app.app_context():
        def clock(number, code):
            return next(one for one in cases.clocks(cases.case_by_number(number, accounts.by_login("county"))) if one.code == code)

        assert (clock(early, "LI-14").from_on, len(clock(early, "LI-14").alternatives)) == (date(2026, 3, 2), 1)
        assert (clock(late, "LI-14").from_on, clock(late, "LI-14").alternatives) == (date(2026, 3, 11), [])
        assert clock(waiting, "LI-10").state == "suspended" and clock(waiting, "LI-10").alternatives == []
    make.move(waiting, "accept")
    with app.app_context():
        met = clock(waiting, "LI-10")
        assert met.state == "met" and met.due_on >= met.met_on and [q for q in checks.run() if not q["ok"]] == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_kind_has_words_for_everything_in_it(kind):
    """What is shipped, said and written back, reads to the same; every code and column has its words."""
    for field in kind.fields.values():
        inner = field.input.fields["item"] if field.input.kind == "list" else field.input
        assert all(code in words.CHOICES for code in inner.choices) and all(part in words.PARTS for part in inner.fields)
        assert words.hint(field.input) is not None
    for (table, _), rows in seed().rows.items():
        for row in rows if table == kind.name else ():
            assert kind.read(words.value(kind, row)) == row.value and words.said(kind, row.value)
    assert kind.name not in {gap.table for gap in gaps(seed(), "330000", date(2026, 3, 2))} or kind.who
