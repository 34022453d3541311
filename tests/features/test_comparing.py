"""The employer's payroll beside the workers' own list: matched, told, decided, kept as evidence."""

import hashlib
import io

import pytest

from casework.accounts import queries as accounts
from casework.arrears import holdings, queries
from casework.arrears.grounds import Recognition
from casework.core import checks
from casework.core.files import Evidence
from casework.extensions import db
from tests.features.test_payments import bring
from tests.sheets import identity, xlsx


@pytest.fixture
def case(make):
    """Workers 甲乙丙, two months of 4,120.50 each."""
    number = make.case()
    bring(make, number)
    return number


PAYROLL = [
    ["恒砺服饰 2025年12月至2026年1月工资表"],
    ["姓名", "身份证号", "月份", "应发工资", "已发工资", "欠发工资"],
    ["工人甲", identity(0), "2025-12", 4120.5, 0, 4120.5],        # the same
    ["工人甲", identity(0), "2026-01", "4,120.50", 1120.5, 3000],  # other figure
    ["工人乙", None, "2025-12", 4120.5, 4120.5, 0],                # by name; the employer says nothing is owed
    ["工人丁", identity(8), "2026-01", 500, None, None],           # only there
    ["工人丙", identity(9), "2026-01", 4120.5, None, None],        # our name, another number
    ["工人戊", "", "2026-01", "1.2万", None, None],                # cannot be read
]


def brought(browser, make, case, rows=PAYROLL):
    return browser.send("arrears.compare", {"file": (io.BytesIO(xlsx(rows)), "单位工资表.xlsx")}, id=make.id_of(case))


def figures(make, case):
    with make.context():
        return {(line.worker.name, f"{line.month:%Y-%m}"): (line.claimed_fen, line.recognised_fen)
                for line in db.session.scalars(queries.lines(queries.case_by_number(case)))}


def batch_of(page):
    return int(page.root.query("nav.views a").etree_element.get("href").split("/")[-1].split("?")[0])


def key(page, who):
    return next(e.etree_element.get("name") for e in page.root.query_all("tbody select") if who in e.etree_element.get("aria-label"))


def test_the_differences_stand_side_by_side_and_the_file_is_evidence(browser, make, case):
    browser.sign_in("inspector")
    page = brought(browser, make, case)
    assert page.all("nav.views a span") == ["2", "3", "2", "1"]
    assert page.all("tbody th") == ["工人甲", "工人乙 按姓名"] and page.has("1,120.50") and page.has("4,120.50")
    for told in ("第 5 行 工人乙：按姓名对上", "第 7 行 工人丙：与名单里的同名，证件号不同，没有对上",
                 "第 8 行 工人戊 应发工资 没有读：金额请写成数字"):
        assert page.has(told), told
    with make.context():
        kept = db.session.scalars(db.select(Evidence)).one()
        assert (kept.kind, kept.name, kept.brought_by) == ("payroll", "单位工资表.xlsx", "云澜市恒砺服饰有限公司")
        data = browser.fetch("arrears.evidence", id=make.id_of(case), evidence=kept.id).data
        assert hashlib.sha256(data).hexdigest() == kept.sha256
    assert all(recognised is None for _, recognised in figures(make, case).values()), "looking decides nothing"


def test_decided_one_by_one_and_for_all(browser, make, case):
    browser.sign_in("inspector")
    page = brought(browser, make, case)
    values = dict(id=make.id_of(case), batch=batch_of(page))
    first, second = key(page, "工人甲"), key(page, "工人乙")
    assert browser.send("arrears.comparison", {"save": "1"}, **values).has("请先选择怎么认定")
    sum_ = first.replace("d|", "a|")
    page = browser.send("arrears.comparison", {first: "agreed", sum_: "3500元", second: "theirs", "save": "1"}, **values)
    assert page.has("请填写商定的数，例如 12000.00") and page.value(sum_) == "3500元"
    assert figures(make, case)["工人乙", "2025-12"] == (412050, None)
    page = browser.send("arrears.comparison", {first: "agreed", sum_: "3500", "all|differ": "theirs", "all|same": "ours",
                                               "all|theirs": "theirs", "save": "1"}, **values)
    assert page.has("已认定 5 笔")
    assert figures(make, case) == {
        ("工人甲", "2025-12"): (412050, 412050), ("工人甲", "2026-01"): (412050, 350000), ("工人乙", "2025-12"): (412050, 0),
        ("工人乙", "2026-01"): (412050, None), ("工人丙", "2025-12"): (412050, None), ("工人丙", "2026-01"): (412050, None),
        ("工人丁", "2026-01"): (50000, 50000)} | {("工人丙", "2026-01"): figures(make, case)["工人丙", "2026-01"]}
    with make.context():
        proof = db.session.scalars(db.select(Evidence)).one()
        found = db.session.scalars(db.select(Recognition)).all()
        assert {row.evidence_id for row in found} == {proof.id} and all(proof.sha256[:16] in row.reason for row in found)
        assert sorted(row.reason.split("（")[0] for row in found) == [
            "劳动者主张与单位工资表一致", "双方商定", "按单位工资表认定", *["按单位工资表认定，劳动者名单没有列"] * 2]
        assert [row for row in checks.run() if not row["ok"]] == []


def test_a_line_that_only_the_employer_has_may_be_claimed_elsewhere(browser, make, case):
    """The sixth row of the payroll is a person whom another township has already: told, with the office to call, and no wall."""
    there = make.case(by="elsewhere", employer_name="云澜市恒砺服饰有限公司", worker_name="另一人", telephone="13700000000")
    bring(make, there, xlsx([["姓名", "身份证号", "月份", "欠发"], ["工人丁", identity(8), "2026-01", 500]]), by="elsewhere")
    browser.sign_in("inspector")
    page = brought(browser, make, case)
    values = dict(id=make.id_of(case), batch=batch_of(page))
    said = "工人丁 2026-01 的欠薪已由青石镇劳动保障监察中队登记，请先电话核对"
    assert browser.open("arrears.comparison", kind="theirs", **values).has(said), "before anybody adds it"
    before, form = figures(make, case), {"all|theirs": "theirs", "all|same": "ours", "save": "1"}
    page = browser.send("arrears.comparison", form, **values)
    assert page.has("可能重复申报") and page.has(said) and page.has("照样写入") and figures(make, case) == before
    page = browser.send("arrears.comparison", form | {"again": page.value("again")}, **values)
    assert page.has("已认定 3 笔") and ("工人丁", "2026-01") in figures(make, case)
    page = browser.open("arrears.show", id=make.id_of(case))
    assert page.has("对照单位工资表：认定 1 笔、新增 2 笔、新来 2 人") and page.has(said), "and the page of the case goes on asking"


def test_a_sheet_without_months_is_laid_beside_each_sum(browser, make, case):
    browser.sign_in("inspector")
    page = brought(browser, make, case, [["姓名", "身份证号", "欠发"], ["工人甲", identity(0), 8241], ["工人乙", identity(1), 8000]])
    assert page.has("两张表有一张不分月，按每人合计对照") and page.all("nav.views a span") == ["1", "1", "0", "1"]
    assert page.all("tbody th") == ["工人乙"] and page.has("241.00")


def test_a_pasted_payroll_and_a_column_a_person_explains(browser, make, case):
    browser.sign_in("inspector")
    text = f"姓名\t身份证号\t月份\t应发\t到手\n工人甲\t{identity(0)}\t2025-12\t4120.5\t3000\n"
    page = browser.send("arrears.compare", {"text": text}, id=make.id_of(case))
    assert page.all("nav.views a span")[3] == "1" and page.has("到手")
    batch = batch_of(page)
    page = browser.open("arrears.comparison", id=make.id_of(case), batch=batch, **{"c-到手": "paid"})
    assert page.all("nav.views a span")[0] == "1" and page.has("1,120.50")
    assert browser.send("arrears.compare", {}, id=make.id_of(case)).has("请选择文件，或把工资表贴进来")


def test_who_only_reads_decides_nothing(browser, make, case):
    browser.sign_in("inspector")
    page = brought(browser, make, case)
    batch = batch_of(page)
    browser.sign_in("mediator")
    assert not browser.open("arrears.comparison", id=make.id_of(case), batch=batch).all("select")
    page = browser.send("arrears.comparison", {"save": "1", "all|same": "ours"}, id=make.id_of(case), batch=batch)
    assert page.has("你没有修改本案的权限")
    assert browser.send("arrears.compare", {"text": "姓名\t欠发\n甲\t1"}, id=make.id_of(case)).has("你没有修改本案的权限")


def test_a_payroll_is_never_written_as_a_roster(browser, make, case):
    """What the employer says is laid beside the claims; the addresses of a roster know nothing of it."""
    browser.sign_in("inspector")
    batch, before = batch_of(brought(browser, make, case)), figures(make, case)
    values = dict(id=make.id_of(case), batch=batch)
    browser.open("arrears.roster", expect=404, **values)
    assert [browser.fetch(f"arrears.{what}", "POST", **values).status_code for what in ("write", "drop")] == [404, 404]
    assert figures(make, case) == before
    with make.context():
        assert holdings.held_rosters(accounts.by_login("inspector")) == [], "nor is it handed over as one"
