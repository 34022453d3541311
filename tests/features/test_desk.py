"""工作台: what waits for whom, in which order and colour, and that nobody's desk shows another area."""

import io
import json
from datetime import date

from casework.accounts import queries as accounts
from casework.arrears import queries as cases
from casework.contracts import importer
from casework.contracts.models import ImportRun, Phase
from casework.core import audit, clock, files, holdings
from casework.core.audit import AuditEntry
from casework.desk import handing, queries, rights
from casework.desk.models import Handover
from casework.extensions import db
from tests.browser import PASSWORD, Browser
from tests.sheets import long_roster


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
    waits = [i["label"] for items in settled_by.values() for i in items]
    assert waits == ["送达文书"], "an accepted case has no clock that runs, but a notice to serve"


# ---- tasks


def test_who_may_give_work_to_whom(app, make):
    """By post and area, never to a higher post, and never about a record that the receiver cannot see."""
    given = {("inspector", "inspector"), ("inspector", "second"), ("inspector", "clerk"), ("leader", "inspector"), ("leader", "leader"),
             ("county", "leader"), ("county", "inspector"), ("county", "elsewhere"), ("supervisor", "leader"), ("supervisor", "county"),
             ("clerk", "clerk")}
    refused = {("inspector", "leader"), ("leader", "county"), ("leader", "elsewhere"), ("inspector", "elsewhere"), ("clerk", "inspector"),
               ("county", "helper"), ("elsewhere", "inspector")}
    number = make.case()
    with app.app_context():
        person = {login: accounts.by_login(login) for pair in given | refused for login in pair}
        assert {pair for pair in given | refused if rights.may_give(person[pair[0]], person[pair[1]])} == given
        assert "elsewhere" in [one.login for one in rights.receivers(person["county"])]
        case = cases.case_by_number(number)
        assert "elsewhere" not in [one.login for one in rights.receivers(person["county"], case)]


def test_a_task_is_given_passed_on_and_done(app, make, today):
    number = make.case()
    id = make.id_of(number)
    leader, inspector, second = (Browser(app).sign_in(login) for login in ("leader", "inspector", "second"))
    with app.app_context():
        people = {login: accounts.by_login(login).id for login in ("inspector", "second", "county")}
    page = leader.send("desk.new_task", {"text": "核对考勤", "holder": people["county"], "due_on": "2026-03-01"}, matter=id)
    assert page.has("请选择一位同事") and "核对考勤" in page.html, "nothing typed is lost"
    page = leader.send("desk.new_task", {"text": "核对考勤", "holder": people["inspector"], "due_on": "2026-03-01"}, matter=id)
    assert page.has("应办结的日子不能早于今天")
    page = leader.send("desk.new_task", {"text": "核对考勤", "holder": people["inspector"], "due_on": "2026-03-04"}, matter=id)
    assert page.has("已交给 沈若澜") and page.has(number)

    desk = inspector.open("desk.index")
    assert desk.text("#notices a") == "钟丽华 交办：核对考勤" and desk.all("#todo tbody th a")[0] == "核对考勤"
    inspector.send("desk.read")
    assert inspector.open("desk.index").all("#notices a") == []
    assert inspector.open("arrears.show", budget=36, id=id).all("#tasks th a") == ["核对考勤"]
    assert second.open("desk.task", id=1).has("核对考勤"), "about a case of the own area"
    assert Browser(app).sign_in("elsewhere").fetch("desk.task", id=1).status_code == 404
    assert second.send("desk.finish", {"word": "已核对"}, id=1).has("由经办人本人办结")
    assert inspector.send("desk.pass_on", {"holder": people["second"]}, id=1).has("已转给 贺知远")
    assert not inspector.open("desk.index").has("核对考勤") or inspector.open("desk.index").all("#notices a") == []
    today(date(2026, 3, 6))
    assert second.open("desk.index").text("#todo .clock-tag") == "逾期 2 天"
    assert second.send("desk.finish", {"word": " "}, id=1).has("请写一句结果或者理由")
    assert second.send("desk.finish", {"word": "少记 2 天，已补"}, id=1).has("已办结")
    assert second.send("desk.finish", {"word": "再办"}, id=1).has("已经办结或者收回")
    assert leader.open("desk.index").text("#notices a") == "贺知远 已办结：核对考勤"
    leader.send("desk.new_task", {"text": "送达回证归档", "holder": people["second"]})
    assert second.send("desk.withdraw", {"word": "不办了"}, id=2).has("由交办人收回")
    assert leader.send("desk.withdraw", {"word": "案卷已经归档"}, id=2).has("已收回")
    assert second.open("desk.index").text("#notices a") == "钟丽华 已收回：送达回证归档"
    assert second.send("desk.finish", {"word": "已归档"}, id=2).has("已经办结或者收回")
    assert leader.open("desk.tasks", giver="leader", state="done").all("tbody th a") == ["核对考勤"]
    assert leader.open("desk.tasks", late="yes").has("没有符合条件的任务")


# ---- hand-over


def test_work_moves_when_the_last_one_signs(app, make, run):
    """A case and a task change hands in one action, after both have signed with their passwords; then the account may end."""
    number = make.case(path=["accept", "file"])
    make.move(number, "assign", officers=["inspector", "county"])
    inspector, second, admin = (Browser(app).sign_in(login) for login in ("inspector", "second", "admin"))
    with app.app_context():
        people = {login: accounts.by_login(login).id for login in ("inspector", "second", "county", "leader", "elsewhere")}
    inspector.send("desk.new_task", {"text": "回访", "holder": people["inspector"]})
    page = admin.send("accounts.deactivate", id=people["inspector"], expect=409)
    assert page.has("手上还有 2 项工作没有移交") and page.has(number)
    assert page.root.query("#work header a").etree_element.get("href") == f"/desk/handovers/new?user={people['inspector']}"

    asked = {"why": "transfer", "note": "纸质案卷在二号柜"}
    assert inspector.send("desk.new_handover", asked | {"receiver": people["elsewhere"]}).has("请选择一位同事")
    page = inspector.send("desk.new_handover", asked | {"receiver": people["county"]})
    assert page.all("#items option[selected]") == ["贺知远", "严敬之"], "the county is the case's other officer already"
    lines = {name: people[who] for name, who in zip(selects(page), ("county", "county"), strict=True)}
    assert inspector.send("desk.share", lines, id=1).has(f"严敬之 已经是 {number} 的承办人")
    lines |= {selects(page)[0]: people["leader"]}
    assert inspector.send("desk.share", lines, id=1).has("须是该辖区在岗、证件有效的监察员")
    page = inspector.send("desk.share", dict.fromkeys(selects(page), people["second"]), id=1)
    assert page.all("#items tbody th") == ["云澜市恒砺服饰有限公司 / 周桂兰", "回访"] and page.all("#signatures td.tight")[1] == "未签"
    assert second.open("desk.index").all("#todo tbody th a") == ["在交接单上签字"]
    assert second.send("desk.sign", {"password": "wrong-horse"}, id=1).has("密码不对")
    assert second.send("desk.sign", {"password": PASSWORD}, id=1).has("已签字，等其他人签字")
    assert second.send("desk.sign", {"password": PASSWORD}, id=1).has("已经签过")
    assert inspector.fetch("desk.share", "POST", {}, id=1).status_code == 200, "signed lists do not change"
    assert officers(app, number) == ["inspector", "county"], "nothing has moved yet"
    assert inspector.send("desk.sign", {"password": PASSWORD}, id=1).has("已签字，工作已移交")
    assert officers(app, number) == ["second", "county"]
    with app.app_context():
        assert [t.holder.login for t in db.session.scalars(queries._loaded())] == ["second"]
        assert audit_of("CaseOfficer")[-1] == "desk.sign_handover", "everything moved in one action"
    assert json.loads(run("check", "--json")[1])["ok"]
    assert admin.send("accounts.deactivate", id=people["inspector"]).has("已停用")
    slip = second.fetch("desk.handover_slip", id=1)
    assert slip.mimetype == "application/pdf" and slip.data.startswith(b"%PDF-")
    assert Browser(app).sign_in("elsewhere").fetch("desk.handover", id=1).status_code == 404


def test_the_supervisor_signs_for_one_who_is_ill_and_new_work_stops_the_slip(app, make):
    number = make.case()
    leader, second = Browser(app).sign_in("leader"), Browser(app).sign_in("second")
    with app.app_context():
        people = {login: accounts.by_login(login).id for login in ("inspector", "second", "county")}
    make.move(number, "assign", officers=["inspector", "county"])
    assert second.fetch("desk.new_handover", user=people["inspector"]).status_code == 404, "a colleague arranges nobody's work"
    leader.send("desk.new_handover", {"why": "ill", "receiver": people["second"]}, user=people["inspector"])
    second.send("desk.sign", {"password": PASSWORD}, id=1)
    assert second.fetch("desk.withdraw_handover", "POST", id=1).status_code == 409, "whoever receives signs or does not"
    assert leader.send("desk.sign", {"password": PASSWORD}, id=1).has("代签要写明理由")
    other = make.case(employer_name="甲公司", worker_name="赵一")
    page = leader.send("desk.sign", {"password": PASSWORD, "reason": "住院，不能到场"}, id=1)
    assert page.has("列清单以后又有 1 项新的工作") and officers(app, number) == ["inspector", "county"]
    make.move(other, "assign", officers=["second", "county"])
    assert leader.send("desk.sign", {"password": PASSWORD, "reason": "住院，不能到场"}, id=1).has("工作已移交")
    assert officers(app, number) == ["second", "county"]
    assert leader.fetch("desk.withdraw_handover", "POST", id=1).status_code == 409, "what has moved is not taken back"
    second.send("desk.new_handover", {"why": "ill", "receiver": people["inspector"]})
    assert leader.send("desk.withdraw_handover", id=2).has("交接单已撤回")
    assert second.fetch("desk.sign", "POST", {"password": PASSWORD}, id=2).status_code == 200
    with app.app_context():
        assert db.session.get(Handover, 2).state == "withdrawn"
        facts = db.session.get(Handover, 1).facts
    assert facts["signatures"][0][3:] == ["钟丽华", "住院，不能到场"] and facts["items"][0][1] == number


def test_whose_rights_are_lent_signs_for_neither_side(app, make):
    """The leader's stand-in signs over the leader's area, but not the leader's own slip, nor one that gives the leader work."""
    leader, clerk, inspector = (Browser(app).sign_in(login) for login in ("leader", "clerk", "inspector"))
    with app.app_context():
        people = {login: accounts.by_login(login).id for login in ("inspector", "second", "clerk", "leader")}
    leader.send("accounts.new_absence", {"kind": "ill", "from_on": "2026-03-02", "to_on": "2026-03-09", "stand_in": people["clerk"]})
    for by, login in ((leader, "leader"), (inspector, "inspector")):
        by.send("desk.new_task", {"text": "回访", "holder": people[login]})
    leader.send("desk.new_handover", {"why": "ill", "receiver": people["second"]})
    inspector.send("desk.new_handover", {"why": "ill", "receiver": people["leader"]})
    clerk.send("accounts.act", id=1)
    signed = {"password": PASSWORD, "reason": "住院，不能到场"}
    assert clerk.fetch("desk.handover", id=1).status_code == 200 and not clerk.open("desk.handover", id=1).all("[name=password]")
    assert not clerk.open("desk.handover", id=2).all("[name=password]")
    for id in (1, 2):
        clerk.fetch("desk.sign", "POST", signed, id=id)
    with app.app_context():
        assert [one.signed_at for id in (1, 2) for one in queries.handover(id, accounts.by_login("county")).signatures] == [None] * 4


def test_who_gives_no_tasks_hands_on_their_own_and_a_task_goes_to_who_sees_its_case(app, make):
    number = make.case()
    leader, clerk, inspector = (Browser(app).sign_in(login) for login in ("leader", "clerk", "inspector"))
    with app.app_context():
        people = {login: accounts.by_login(login).id for login in ("clerk", "inspector")}
    leader.send("desk.new_task", {"text": "核对考勤", "holder": people["clerk"]}, matter=make.id_of(number))
    with app.app_context():
        fits = holdings.HOLDINGS["task"].fits
        assert "看不到这件案子" in str(fits(1, accounts.by_login("elsewhere"))) and fits(1, accounts.by_login("inspector")) is None
    clerk.send("desk.new_handover", {"why": "leave", "receiver": people["inspector"]})
    assert inspector.send("desk.sign", {"password": PASSWORD}, id=1).has("已签字，等其他人签字")
    assert clerk.send("desk.sign", {"password": PASSWORD}, id=1).has("已签字，工作已移交")
    assert [one.open("desk.tasks", state="open", holder=login).all("tbody th a") for one, login in (
        (inspector, "inspector"), (leader, "clerk"))] == [["核对考勤"], []]


def selects(page):
    return [e.etree_element.get("name") for e in page.root.query_all("#items select")]


def officers(app, number):
    with app.app_context():
        return [officer.user.login for officer in cases.case_by_number(number).officers]


def audit_of(kind):
    return db.session.scalars(db.select(AuditEntry.action).where(AuditEntry.subject_type == kind).order_by(AuditEntry.id)).all()


def test_what_was_read_and_not_written_goes_along(app, make):
    """A roster and a ledger of contracts, each kept from a dry run, are on the slip and change hands with the rest."""
    number = make.case()
    make.move(number, "assign", officers=["inspector", "county"])
    inspector = Browser(app).sign_in("inspector")
    inspector.send("arrears.upload", {"roster": (io.BytesIO(long_roster()), "花名册.xlsx")}, id=make.id_of(number))
    with make.context():
        by = accounts.by_login("inspector")
        with audit.during("contracts.read", by):
            batch = importer.batch_of(files.Kept("0" * 64, 0, "", "台账.csv"), 3, 0, by)
            db.session.add(ImportRun(id=batch.id, area_id=by.home.id, phase=Phase.READY, changed_at=clock.now()))
            db.session.flush()
        second = accounts.by_login("second")
        assert [one.kind for one in holdings.of(by)] == ["case", "roster", "ledger"]
        handing.make(giver=by, why="leave", receiver=second, by=by)
    for login in ("inspector", "second"):
        Browser(app).sign_in(login).send("desk.sign", {"password": PASSWORD}, id=1)
    with app.app_context():
        assert holdings.of(accounts.by_login("inspector")) == []
        assert {(one.kind, one.number) for one in holdings.of(accounts.by_login("second"))} == {
            ("case", number), ("roster", number), ("ledger", "")}
