"""工作台: what waits for whom, in which order and colour, and that nobody's desk shows another area."""

import json
from datetime import date

from tests.browser import Browser


def test_a_desk_shows_what_is_mine_overdue_first(app, make, browser, run, today):
    """One case a week old (its five workdays are over), one of today; the leader is asked, the neighbour is not."""
    old = make.case(received_on=date(2026, 2, 24))
    new = make.case(employer_name="青石木业有限公司", worker_name="李四")
    make.case(by="helper", employer_name="北浦水产有限公司", worker_name="王五")
    today(date(2026, 3, 4))
    page = browser.sign_in("inspector").open("home", budget=25)
    assert page.text("h1") == "工作台"
    assert page.all("#todo tbody td:nth-child(3)") == [old, new]
    assert page.all("#todo tbody .clock-tag") == ["逾期 2 工作日", "余 3 工作日"]
    assert [" ".join(one.split()) for one in page.all(".tally a")] == ["1 件逾期", "1 件临近", "0 件正常", "0 件中止"]
    assert page.all("#recent td .note") == [new, old], "what was registered lately, the newest first"
    assert browser.open("desk.index", colour="red").all("#todo tbody td:nth-child(3)") == [old]

    leader = Browser(app).sign_in("leader").open("desk.index")
    assert leader.all("#approvals td:first-child") == ["作出受理决定"] and leader.has("逾期 1 件")
    assert leader.all("#todo tbody td:nth-child(3)") == [old, new]
    assert leader.all("#today a") == ["0"]
    code, out, _ = run("desk", "--as", "inspector", "--json")
    item = {"matter": old, "label": "受理或者不予受理", "due": "2026-03-02", "colour": "red"}
    answer = json.loads(out)
    assert code == 0 and list(answer) == ["overdue", "due", "open"]
    assert [i | {"label": item["label"]} for i in answer["overdue"]] == [item] and [i["matter"] for i in answer["due"]] == [new]
    for login in ("elsewhere", "clerk", "supervisor"):
        assert json.loads(run("desk", "--as", login, "--json")[1]) == {"overdue": [], "due": [], "open": []}
    assert json.loads(run("desk", "--as", "assisting", "--json")[1])["open"] == [], "the county decides there, not the township"


def test_what_was_opened_is_listed_while_it_may_be_seen(app, make, browser):
    number = make.case()
    clerk = browser.sign_in("clerk")
    clerk.open("arrears.show", budget=35, id=make.id_of(number))
    assert clerk.open("desk.index").all("#recent td .note") == [number]
    other = Browser(app).sign_in("elsewhere")
    other.open("arrears.show", expect=404, id=make.id_of(number))
    assert other.open("desk.index").all("#recent tr") == []


def test_who_approves_depends_on_state_and_hand(app, make, run):
    """受理: the leader; 立案 and 结案: the county; never the officer of the case."""
    accepted, settled = make.case(at="accepted"), make.case(at="settled", employer_name="甲公司", worker_name="赵一")
    county = json.loads(run("desk", "--as", "county", "--json")[1])["open"]
    assert [(i["matter"], i["label"]) for i in county] == [(accepted, "立案审批"), (settled, "结案审批")]
    own = make.case(by="county", employer_name="乙公司", worker_name="钱二", area=None)
    assert own not in [i["matter"] for i in json.loads(run("desk", "--as", "county", "--json")[1])["open"]]
    settled_by = json.loads(run("desk", "--as", "inspector", "--json")[1])
    assert [i["matter"] for items in settled_by.values() for i in items] == [], "an accepted case has no clock that runs"
