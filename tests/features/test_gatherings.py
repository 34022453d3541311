"""群体性事件: reported within the hours of the county, never within hours that nobody entered; representatives may be elected."""

import json
from datetime import date, datetime, timedelta

import pytest

from casework.accounts import queries as accounts
from casework.arrears import queries as cases
from casework.arrears import representatives
from casework.core import audit, calendar, checks, clock, slips
from casework.core.errors import Refused
from casework.desk import queries as desk
from casework.documents.store import Printed
from casework.extensions import db
from casework.gatherings import actions, queries
from casework.gatherings.models import Gathering
from casework.law import gatherings as law
from casework.law.tables import seed
from tests.features.test_payments import bring
from tests.law.test_gaps import row
from tests.sheets import long_roster

AT = datetime(2026, 3, 2, 8, 0)
HOURS = {"hours": 2, "again_hours": 24, "basis": "演示数据"}


def enter_hours(make):
    with make.context(), audit.during("tests.hours", accounts.by_login("county")):
        db.session.add(calendar.LawTableRow(table="group_report", key="339901", from_on=date(2026, 1, 1), value=HOURS, source="演示数据"))
        db.session.flush()


def raise_(make, by="inspector", **facts):
    usual = {"noticed_at": AT, "place": "工地大门", "people": 12, "wants": "要求付清工资"}
    with make.context():
        user = accounts.by_login(by)
        facts.setdefault("area", user.home if "case" not in facts else None)
        if "case" in facts:
            facts["case"] = cases.case_by_number(facts["case"])
        return actions.raise_(by=user, **usual | facts).id


def report(make, id, by="inspector", **facts):
    usual = {"at": AT + timedelta(hours=1), "people": 15, "text": "已到场劝导"}
    with make.context():
        user = accounts.by_login(by)
        return actions.report(queries.gathering(id, user), by=user, **usual | facts).kind


@pytest.mark.parametrize(("rows", "last", "due"), [
    ([], None, None),  # nobody entered hours: no clock
    ([row("group_report", HOURS)], None, AT + timedelta(hours=2)),
    ([row("group_report", HOURS)], AT + timedelta(hours=1), AT + timedelta(hours=25)),
    ([row("group_report", {"hours": 2, "basis": "演示数据"})], AT, None),  # no hours for what comes after
    ([row("group_report", HOURS, on=date(2026, 3, 3))], None, None),  # not yet in force on the day
])
def test_hours_come_from_the_county_s_table_alone(rows, last, due):
    assert law.due_at(seed().overlay(rows), "330282101", AT, last) == due


@pytest.mark.parametrize(("left", "colour", "said"), [
    (timedelta(hours=3, minutes=5), "green", "余 3 小时"), (timedelta(minutes=59), "amber", "余不到 1 小时"),
    (timedelta(hours=1), "amber", "余 1 小时"), (timedelta(seconds=-1), "red", "已逾期"), (timedelta(hours=-2), "red", "逾期 2 小时")])
def test_what_the_clock_says(left, colour, said):
    found = law.reading(AT + left, AT)
    assert (found.colour, str(found.message)) == (colour, said)


def test_a_gathering_is_reported_again_escalated_and_ended(make, browser, run):
    enter_hours(make)
    number = make.case(employer_name="云澜市恒砺服饰有限公司")
    id = raise_(make, case=number)
    with make.context():
        user = accounts.by_login("inspector")
        (slip,) = [s for s in slips.asked(user, desk.day(user)) if s.endpoint == "gatherings.show"]
        assert (str(slip.reading.message), slip.colour, slip.due_on) == ("余不到 1 小时", "amber", AT.date())
    assert "呈报群体性事件" in [x["label"] for x in json.loads(run("desk", "--as", "leader", "--json")[1])["due"]]
    assert report(make, id) == "report"
    assert report(make, id, by="leader", at=AT + timedelta(minutes=70), reached="county", to_whom="县人社局") == "escalation"
    with pytest.raises(Refused, match="不能改低"):
        report(make, id, at=AT + timedelta(minutes=80), reached="township")
    with pytest.raises(Refused, match="不能早于上一次"):
        report(make, id, at=AT)
    page = browser.sign_in("leader").open("gatherings.show", id=id)
    assert page.has("下一次续报：2026-03-03 09:10 前") and page.has("云澜市恒砺服饰有限公司") and page.has("报到县（市、区）")
    assert len(page.all("#papers li")) == 2
    browser.send("gatherings.end", {"at": "2026-03-02T09:20", "text": "已发清，人群散去"}, id=id)
    assert browser.send("gatherings.report", {"at": "2026-03-02T09:25", "people": "3", "reached": "county", "text": "再报"}, id=id).has(
        "这起事件已经结束")
    assert browser.open("gatherings.index", state="ended").has("工地大门")
    raise_(make, place="镇政府门前")
    assert browser.open("gatherings.index", state="open").has("余不到 1 小时")
    with make.context():
        papers = [p.facts for p in db.session.scalars(db.select(Printed).order_by(Printed.id))]
        assert [(p["kind_words"], p["people"], p["to_whom"]) for p in papers] == [("呈报", 15, ""), ("升级", 15, "县人社局")]
        assert [q for q in checks.run() if not q["ok"]] == []


def test_without_hours_the_page_says_who_enters_them_and_invents_none(make, browser):
    id = raise_(make)
    page = browser.sign_in("inspector").open("gatherings.show", id=id)
    assert page.has("本地还没有录入，程序不猜") and page.has("县（市、区）人力社保局管理员") and not page.has("小时 ")
    with make.context():
        user = accounts.by_login("inspector")
        (slip,) = [s for s in slips.asked(user, desk.day(user)) if s.endpoint == "gatherings.show"]
        assert slip.due_on is None and slip.reading is None


def test_ten_or_more_and_only_in_one_s_own_area(make, browser):
    with pytest.raises(Refused, match=r"10 人以上聚集的才作为群体性事件呈报.*调解仲裁法》第7条"):
        raise_(make, people=9)
    id = raise_(make, people=10)
    with make.context():
        other = accounts.by_login("elsewhere")
        with pytest.raises(Refused, match="你负责的区域"):
            actions.raise_(by=other, area=db.session.get(Gathering, id).area_id and accounts.area("339901001"), noticed_at=AT, place="x",
                           people=10, wants="y")
    assert browser.sign_in("elsewhere").open("gatherings.show", expect=404, id=id).has("柳堰镇劳动保障监察中队")
    page = browser.sign_in("inspector").send("gatherings.new", {"area": "339901001", "noticed_at": "昨天", "place": "大门", "people": "20",
                                                                "wants": "付工资"})
    assert page.has("请填写日期和时间") and page.value("place") == "大门"
    assert browser.send("gatherings.new", {"area": "339901001", "noticed_at": "2026-03-02T08:30", "place": "大门", "people": "20",
                                           "wants": "付工资"}).has("已登记 柳劳监群〔2026〕002号")


@pytest.mark.parametrize(("elected", "claimants", "codes"), [
    (0, 40, []), (1, 9, []), (5, 9, []), (6, 9, ["LI-05"]), (2, 10, ["MA-33"]), (3, 10, []), (5, 40, []), (6, 40, ["LI-05", "MA-33"])])
def test_how_many_represent_is_an_opinion(elected, claimants, codes):
    found = representatives.findings(None, elected, claimants)
    assert [f.code for f in found] == codes and all(f.basis and f.about == "representatives" for f in found)


def test_representatives_stand_on_the_case_and_more_than_five_is_no_wall(make, browser):
    number = make.case()
    bring(make, number, long_roster(people=7, months=("2026-01",)))
    id = make.id_of(number)
    browser.sign_in("inspector")
    assert browser.open("arrears.show", budget=40, id=id).has("没有推选，不推选也可以")
    with make.context():
        ids = [str(w.id) for w in cases.claimants(cases.case_by_number(number))]
    page = browser.send("arrears.elect", {"on": "2026-03-02", "workers": ids[:6]}, id=id)
    assert page.has("推选代表 6 人：集体投诉推选的代表最多不超过 5 人") and page.has("浙江省劳动保障监察条例》第20条")
    assert not browser.send("arrears.elect", {"on": "2026-03-02", "workers": ids[1:4]}, id=id).has("推选代表 6 人")
    with make.context():
        found = representatives.of(cases.case_by_number(number))
        assert [one.worker_id for one in found] == [int(x) for x in ids[1:4]] and clock.today() == found[0].elected_on
