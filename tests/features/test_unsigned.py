"""Finding the unsigned: an employer's lists beside its register, person by person; what that means; and the way to the register."""

import io
from datetime import date

import pytest

from casework.accounts import queries as accounts
from casework.contracts import actions, comparing
from casework.contracts.models import ComparedPerson, Contract, ImportRun
from casework.core import calendar, jobs
from casework.extensions import db
from casework.parties import queries as parties
from tests.browser import Browser
from tests.make import CODE
from tests.sheets import identity, xlsx

TODAY = date(2026, 3, 2)


def person(name, n=None, **facts):
    return comparing.Person(name, identity(n) if n is not None else None, date(1986, 3, 13) if n is not None else None, **facts)


def found(name, n=None, row=2, **facts):
    return comparing.Found(row, name, identity(n) if n is not None else None, date(1986, 3, 13) if n is not None else None, **facts)


def in_register(name, n, state="active", **facts):
    return person(name, n, at={"register"}, state=state, contract_id=n, **facts)


@pytest.mark.parametrize(("register", "lists", "said"), [
    ([in_register("甲", 1)], {"roster": [found("甲", 1)]}, {"甲": ("fine", None)}),
    ([in_register("甲", 1)], {"attendance": [found("甲")]}, {"甲": ("fine", None)}),  # a name that one person has
    ([in_register("甲", 1), in_register("甲", 2)], {"attendance": [found("甲")]}, {"甲": ("ask", "warn")}),
    ([in_register("甲", 1)], {"roster": [found("乙", 2, hired_on=date(2025, 10, 8))]},
     {"甲": ("alone", "info"), "乙": ("missing", "error")}),
    ([], {"roster": [found("乙", 2, hired_on=date(2026, 2, 20))]}, {"乙": ("missing", "info")}),
    ([], {"pay": [found("乙", 2)]}, {"乙": ("missing", "warn")}),  # since when, nobody knows
    ([in_register("甲", 1)], {"roster": [found("甲", 2)]}, {"甲": ("ask", "warn")}),  # two documents, one birth date
    ([in_register("甲", 1)], {"roster": [found("某", 1)]}, {"甲": ("ask", "warn")}),  # one number, two names
    ([in_register("甲", 1)], {"roster": [found("甲", 1)], "insured": []}, {"甲": ("uninsured", "warn")}),
    ([in_register("甲", 1, "unsigned", hired_on=date(2025, 12, 1))], {"pay": [found("甲", 1)]}, {"甲": ("unsigned", "error")}),
    ([in_register("甲", 1, "dissolved", hired_on=date(2024, 1, 1), ended_on=date(2025, 1, 1))], {"pay": [found("甲", 1)]},
     {"甲": ("missing", "warn")}),
    ([in_register("甲", 1, "dissolved", hired_on=date(2024, 1, 1), ended_on=date(2025, 1, 1))],
     {"roster": [found("甲", 1, hired_on=date(2025, 10, 8))]}, {"甲": ("missing", "error")}),  # hired again: the list knows when
    ([], {"attendance": [found("乙")], "roster": [found("乙", 2, hired_on=date(2026, 2, 20))]}, {"乙": ("missing", "info")}),
])
def test_what_the_lists_say_together(register, lists, said):
    persons = [comparing.judge(one, set(lists), TODAY, calendar.tables()) for one in comparing.match(register, lists)]
    assert {one.name: (one.verdict, one.weight) for one in persons} == said


def test_wages_are_what_was_earned_and_not_what_was_left_of_it():
    sheet = xlsx([["姓名", "实发", "实发工资", "应发"], ["甲", 4500, 4400, 5000]])
    assert [one.wage_fen for one in comparing.people(sheet)[0]] == [500000]


def test_a_story_from_the_lists_to_the_register(app, make, browser):
    id = make.employer(code=CODE)
    make.employer(name="别家有限公司")
    with make.context():
        by = accounts.by_login("inspector")
        for n in (1, 4):
            actions.register(employer=parties.employer(id, by), worker_name=f"工人{n}", id_number=identity(n), kind="open", by=by,
                             start_on=date(2025, 3, 1))
    pay = xlsx([["二月工资表"], ["序号", "姓 名", "身份证号", "应发工资", "实发工资"], [1, "工人1", identity(1), 5000, 4500],
                [2, "工人2", identity(2), "6,000.00", 5400], [3, "工人3", identity(3)[:-1], 6000, 5400],
                ["合计", None, None, 17000, 15300]])
    roster = xlsx([["姓名", "身份证号码", "入职日期"], ["工人2", identity(2), "2025.10.8"], ["工人1", identity(1), "2025-03-01"]])
    browser.sign_in("inspector")
    assert browser.send("contracts.compare", employer=id).has("请至少上传一份名单")
    assert browser.send("contracts.compare", {"pay": (io.BytesIO(b"x,y\n1,2\n"), "表.csv")}, employer=id).has("要有“姓名”一列")
    page = browser.send("contracts.compare", {"pay": (io.BytesIO(pay), "工资表.xlsx"), "roster": (io.BytesIO(roster), "花名册.xlsx")},
                        employer=id)
    assert page.has("在岗而没有登记 2") and page.has("只在登记里 1") and page.has("一致 1")
    # hired 2025-10-08: from 2025-11-08 three months to 2026-02-07, then 16 weekdays to 2026-03-02 of 6,000 ÷ 21.75
    assert page.has("2025-11-08至2026-03-02应当每月支付二倍工资（3 个月零 16 天；《劳动合同法》第82条第1款") and page.has("22,413.79")
    assert page.has("花名册") and not page.has("考勤"), "only lists that were brought have a column"
    assert page.has("第 5 行 身份证号") and page.has("用工之日不明") and not page.has(identity(2))
    text = browser.fetch("contracts.compared_people", of=1, verdict="missing", **{"as": "csv"}).get_data(as_text=True)
    assert "22413.79" in text and "工人1" not in text and identity(2) not in text
    with app.app_context():
        ids = list(db.session.scalars(db.select(ComparedPerson.id).where(ComparedPerson.verdict == "missing")))
    browser.send("contracts.draft_compared", {"of": 1, "id": ids})
    with app.app_context():
        jobs.work()
        run = db.session.scalar(db.select(ImportRun.id))
    page = browser.open("contracts.imported", id=run, budget=40)
    assert page.has("新签 1") and page.has("退回 1") and page.has("请填写身份证号") and page.has("LC-05")
    browser.send("contracts.import_write", {"which": "good"}, id=run)
    with app.app_context():
        jobs.work()
        made = db.session.scalars(db.select(Contract).where(Contract.state == "unsigned")).all()
        assert [(c.hired_on, c.wage_fen) for c in made] == [(date(2025, 10, 8), 600000)]
    assert browser.open("contracts.compare", employer=id).has("工资表.xlsx")
    other = Browser(app).sign_in("elsewhere")
    assert other.open("contracts.compared_people", of=1, expect=404).has("柳堰镇劳动保障监察中队")
    assert other.fetch("contracts.draft_compared", "POST", {"of": 1, "id": ids}).status_code == 404
