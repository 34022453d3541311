"""职工名册、劳动用工备案表: who was there on that day, and what happened between two; any length; as a workbook too."""

import io
import re
import subprocess
from datetime import date

import openpyxl
import pikepdf
import pytest

from casework.contracts import documents, printing
from casework.core.side import AccessLog
from casework.documents import FORMS, parts, render, sample_facts
from casework.extensions import db
from casework.law import contracts as law
from tests.browser import Browser
from tests.features.test_contracts import CODE, act, identity, register


@pytest.fixture
def employer(make):
    return make.employer(code=CODE)


def text(data):
    return subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()


def table(browser, employer, make, **asked):
    answer = browser.fetch("contracts.staff", "POST", {"make": make, **asked}, employer=employer)
    assert answer.status_code == 200 and "sheet" in answer.mimetype, answer.get_data(as_text=True)[:500]
    rows = openpyxl.load_workbook(io.BytesIO(answer.data)).active.iter_rows(min_row=3, values_only=True)
    head, *rows = rows
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_the_roster_has_every_field_of_the_article_and_everybody_of_that_day(make, employer, app):
    register(make, employer, telephone="13800001111", worker_address="一号楼", worker_household="大寨村十一组")
    act(make, register(make, employer, 2), "end", on=date(2026, 2, 20), code="T36W")
    register(make, employer, 3, kind=None, start_on=None, end_on=None, signed_on=None, hired_on=date(2026, 1, 5))
    browser = Browser(app).sign_in("inspector")
    rows = table(browser, employer, "roster.xlsx", on="2026-02-20")
    assert {*rows[0]} >= {"户籍地址", "现住址", "公民身份号码", "性别", "联系方式", "用工形式", "用工起始时间", "劳动合同期限"}
    assert len(law.ROSTER) == 9, "what the paper must have: all nine are above, with the name"
    first = rows[0]
    assert (first["姓名"], first["公民身份号码"], first["现住址"], first["联系方式"], first["户籍地址"], first["劳动合同期限"]) == (
        "工人乙", identity(1), "一号楼", "13800001111", "大寨村十一组", "2025-03-01至2027-02-28")
    assert [row["用工形式"] for row in rows] == ["全日制", "全日制", "未订立书面合同"]
    assert [row["姓名"] for row in table(browser, employer, "roster.xlsx", on="2026-02-21")] == ["工人乙", "工人丁"]
    answer = browser.fetch("contracts.staff", "POST", {"make": "roster.pdf", "on": "2026-02-21"}, employer=employer)
    said = "".join(text(answer.data).split())
    assert "合计2人其中订立书面合同1人，没有订立1人" in said and identity(1) in said and "第八条" in said
    with make.context():
        exported = db.session.scalars(db.select(AccessLog.detail).where(AccessLog.what == "export"))
        assert sorted(exported) == ["staff-roster 2", "staff-roster 3"]
    assert browser.send("contracts.staff", {"make": "filing.pdf", "from_on": "2026-03-02", "to_on": "2026-03-01"},
                        employer=employer).has("最后一天不能早于第一天")
    assert Browser(app).sign_in("clerk").fetch("contracts.staff", "POST", {"make": "roster.xlsx", "on": "2026-02-21"},
                                               employer=employer).status_code == 403


def test_the_filing_table_tells_each_change_of_the_period_as_it_was_then(make, employer, app):
    id = register(make, employer, hired_on=date(2025, 2, 20), end_on=date(2026, 2, 28))
    act(make, id, "amend", on=date(2025, 9, 1), post="检验工", wage_fen=450000)
    act(make, id, "renew", kind="fixed", start_on=date(2026, 3, 1), end_on=date(2028, 2, 29))
    act(make, register(make, employer, 2), "void", reason="登错了")
    act(make, register(make, employer, 3), "end", on=date(2026, 2, 10), code="E44-2")
    browser = Browser(app).sign_in("inspector")
    rows = table(browser, employer, "filing.xlsx", from_on="2025-01-01", to_on="2026-03-31")
    said = ("姓名", "备案事项", "发生日期", "岗位或者工种", "合同期限", "工资标准（元）")
    assert [tuple(row[key] for key in said) for row in rows] == [
        ("工人乙", "签订", "2025-02-20", "缝纫工", "2025-03-01至2026-02-28", "月薪4,200.00"),
        ("工人丁", "签订", "2025-03-01", "缝纫工", "2025-03-01至2027-02-28", "月薪4,200.00"),
        ("工人乙", "变更", "2025-09-01", "检验工", "2025-03-01至2026-02-28", "月薪4,500.00"),
        ("工人丁", "终止", "2026-02-10", "缝纫工", "2025-03-01至2027-02-28", "月薪4,200.00"),
        ("工人乙", "续订", "2026-03-01", "检验工", "2026-03-01至2028-02-29", "月薪4,500.00")]
    assert table(browser, employer, "filing.xlsx", from_on="2025-10-01", to_on="2025-10-31") == []


def test_a_roster_of_any_length_is_made_in_pieces_and_counts_through(app, monkeypatch):
    """With pieces of two pages: numbers of pages and people go on, the title stands once, the signatures once."""
    monkeypatch.setattr(parts, "LEAVES", 2)
    form, rows = FORMS["staff-roster"], documents.StaffRoster.sample()["rows"]
    facts = sample_facts(form) | {"rows": [{**rows[n % 5], "post": f"工{n}"} for n in range(52)]}
    with app.app_context():
        data = printing.roster(form, facts)
    leaves = ["".join(leaf.split()) for leaf in text(data).split("\f")[:-1]]
    assert len(leaves) == len(pikepdf.open(io.BytesIO(data)).pages) == 5
    for n, leaf in enumerate(leaves, 1):
        assert f"第{n}页共5页" in leaf and ("职工名册（续）" in leaf) == (n > 1), n
    here = [int(re.search(r"本页(\d+)人", leaf)[1]) for leaf in leaves]
    assert here == [10, 13, 13, 13, 3] and "累计52人" in leaves[-1] and "累计49人" in leaves[-2]
    assert sum("用人单位（盖章）" in leaf for leaf in leaves) == 1 and all(f"工{n}" in "".join(leaves) for n in range(52))
    assert render.digest(form.code, form.edition, facts)[:8] in leaves[2]
