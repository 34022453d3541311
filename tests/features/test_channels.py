"""外部工单: lists of other systems are read by whatever titles they have, keep the days they came with, and are answered once."""

import io
from datetime import date

import pytest

from casework.accounts import queries as accounts
from casework.arrears.models import Case
from casework.channels.models import ChannelSetting, OrderStep, State, WorkOrder
from casework.channels.reading import FIELDS
from casework.core import audit, holdings, slips
from casework.core.mapping import Table
from casework.desk import handing
from casework.desk.checks import nobody_gone_holds_work
from casework.desk.models import Handover
from casework.extensions import db
from tests.browser import PASSWORD, Browser
from tests.sheets import xlsx

LIST = [
    ["云澜市12345热线工单清单"],
    ["序号", "工单编号*", "派单时间", "办理时限（截止）", "诉求人", "联系电话", "被反映对象", "承办单位", "诉求内容"],
    [1, "YL2026-0001", "2026-02-26 10:11", "2026-03-06", "周桂兰", "13800002106", "恒砺服饰", "柳堰镇政府", "两个月没发工资"],
    [2, "YL2026-0002", date(2026, 2, 27), "2026/3/12", "陈立根", 13800002107, None, None, "=1+1"],
    [3, "YL2026-0003", "昨天", None, "马明", None, None, None, "没写清"],
    [4, "YL2026-0001", "2026-02-28", None, "重复", None, None, None, "又来"],
]


def bring(browser, rows=LIST, channel="12345", name="清单.xlsx", data=None):
    """Upload, then the page that asks which column is which."""
    answer = browser.fetch("channels.upload", "POST", {"channel": channel, "file": (io.BytesIO(data or xlsx(rows)), name)})
    return int(answer.location.rstrip("/").rsplit("/", 1)[1])


def columns(browser, id, **more):
    page = browser.open("channels.match", id=id)
    chosen = {e.etree_element.get("name"): next((o.etree_element.get("value") for o in e.query_all("option[selected]")), "")
              for e in page.root.query_all("select[name^=at-]")}
    return browser.fetch("channels.match", "POST", chosen | more, id=id)


def order(app, number):
    return db.session.scalar(db.select(WorkOrder).where(WorkOrder.number == number))


@pytest.fixture
def brought(app):
    browser = Browser(app).sign_in("inspector")
    columns(browser, bring(browser), write="1")
    return browser


def test_a_list_is_read_shown_and_written_without_its_bad_rows(app):
    browser = Browser(app).sign_in("inspector")
    id = bring(browser)
    page = browser.open("channels.match", id=id)
    assert page.has("不是日期") and page.has("与第 3 行编号重复") and page.has("YL2026-0002")
    with app.app_context():
        assert order(app, "YL2026-0001") is None, "nothing is written before it was looked at"
    columns(browser, id, write="1")
    with app.app_context():
        one, two = order(app, "YL2026-0001"), order(app, "YL2026-0002")
        assert (one.received_on, one.due_on, one.telephone) == (date(2026, 2, 26), date(2026, 3, 6), "13800002106")
        assert (two.due_on, two.telephone) == (date(2026, 3, 12), "13800002107") and order(app, "YL2026-0003") is None
    assert "已经写入过了" in columns(browser, id, write="1").get_data(as_text=True)


def test_the_same_list_again_changes_only_what_moved(app, brought):
    moved = [*LIST[2][:3], "2026-03-20", *LIST[2][4:]]
    columns(brought, bring(brought, [LIST[0], LIST[1], moved, LIST[3]]), write="1")
    with app.app_context():
        one = order(app, "YL2026-0001")
        steps = db.session.scalars(db.select(OrderStep).where(OrderStep.order_id == one.id).order_by(OrderStep.id)).all()
        assert one.due_on == date(2026, 3, 20) and [str(s.what) for s in steps] == ["received", "extended"]
        assert db.session.scalar(db.select(db.func.count(WorkOrder.id))) == 2


def test_foreign_titles_are_chosen_once_and_known_the_next_time(app):
    browser = Browser(app).sign_in("inspector")
    strange = [["案源号", "入库", "备注"], ["A-1", "2026-02-26", "欠薪"]]
    id = bring(browser, strange, channel="petition", name="信访.csv", data="案源号,入库,备注\nA-1,2026-02-26,欠薪\n".encode("gbk"))
    assert browser.open("channels.match", id=id).has("请填写工单编号")
    browser.fetch("channels.match", "POST", {"at-number": "0", "at-received_on": "1", "at-content": "2", "write": "1"}, id=id)
    with app.app_context():
        assert order(app, "A-1").content == "欠薪"
    again = browser.open("channels.match", id=bring(browser, [strange[0], ["A-2", "2026-02-27", "又一件"]], channel="petition"))
    assert not again.has("请填写工单编号") and again.has("A-2") and again.has("又一件")


def test_another_office_s_order_is_told_and_left(app, brought):
    other = Browser(app).sign_in("elsewhere")
    page = other.open("channels.match", id=bring(other))
    assert page.has("已由别的机构登记")
    with app.app_context():
        id = order(app, "YL2026-0001").id
    assert other.fetch("channels.show", id=id).status_code == 404


def test_an_order_becomes_a_case_that_carries_its_number(app, brought):
    with app.app_context():
        id = order(app, "YL2026-0001").id
    page = brought.open("arrears.new", order=id)
    typed = {e.etree_element.get("name"): e.etree_element.get("value") or "" for e in page.root.query_all("main form input[name]")}
    assert (typed["worker_name"], typed["reference"], typed["employer_name"]) == ("周桂兰", "YL2026-0001", "恒砺服饰")
    typed.pop("roster", None)
    answer = brought.fetch("arrears.new", "POST", typed | {"channel": "12345", "facts": "两个月没发工资"}, order=id)
    assert answer.status_code == 302, answer.get_data(as_text=True)[-2000:]
    with app.app_context():
        case = db.session.scalar(db.select(Case))
        assert case.reference == "YL2026-0001" and order(app, "YL2026-0001").case_id == case.id
    assert brought.open("channels.show", id=id, budget=40).has(case.number)


def test_answering_ends_the_clock_and_a_tick_says_who(app, brought):
    with app.app_context():
        id, user = order(app, "YL2026-0001").id, accounts.by_login("inspector")
        mine = [s for s in slips.asked(user, slips.Day(date(2026, 3, 10))) if s.endpoint == "channels.show"]
        assert [(s.matter, s.colour) for s in mine] == [("YL2026-0001", "red"), ("YL2026-0002", "amber")]
    page = brought.send("channels.do", {"on": "2026-03-02", "due_on": "2026-03-01", "text": "x"}, id=id, what="extend")
    assert page.has("新的时限应晚于 2026-03-06")
    brought.send("channels.do", {"on": "2026-03-02", "text": "已责令支付", "conclusion": ""}, id=id, what="reply")
    brought.fetch("channels.tick", "POST", {"item": "答复内容已填报"}, id=id)
    page = brought.open("channels.show", id=id)
    assert page.has("已责令支付") and page.has("沈若澜 2026-03-02")
    with app.app_context():
        assert order(app, "YL2026-0001").state == State.REPLIED
    brought.send("channels.do", {"on": "2026-03-02", "satisfied": "yes", "text": ""}, id=id, what="visit")
    assert brought.open("channels.show", id=id).has("满意")


def test_a_county_names_its_own_answers_and_the_city_what_it_leaves_open(app, brought, make):
    browser = Browser(app).sign_in("admin")
    browser.send("channels.setting", {"items": "平台点办结\n平台点办结\n电话回访", "conclusions": ""}, channel="12345")
    with app.app_context():
        id, city = order(app, "YL2026-0001").id, accounts.county_of(accounts.by_login("inspector").home)[0]
        with audit.during("test", None):
            db.session.add(ChannelSetting(area_id=city, channel="12345", titles={}, items=["市里的事"], conclusions=["属实"]))
            db.session.commit()
    page = brought.open("channels.show", id=id)
    assert page.has("电话回访") and not page.has("市里的事") and not page.has("答复内容已填报")
    assert brought.open("channels.do", id=id, what="reply").has("属实")
    assert browser.fetch("channels.setting", channel="window").status_code == 302


def test_a_header_is_found_below_titles_and_by_squeezed_words(app):
    table = Table(xlsx(LIST), FIELDS)
    assert table.header == 1 and set(table.guess) == {one.key for one in FIELDS}


def test_an_order_is_linked_unlinked_sent_on_and_returned(app, brought, make):
    number = make.case()
    with app.app_context():
        first, second = order(app, "YL2026-0001").id, order(app, "YL2026-0002").id
    assert brought.send("channels.link", {"case": "没有〔2026〕9号"}, id=first).has("没有这个案件")
    assert brought.open("channels.show", id=first).has("就是这一件"), "a case against a firm of its name is offered"
    assert brought.send("channels.link", {"case": number}, id=first).has(number)
    assert brought.send("channels.link", id=first).has("已取消关联")
    other = Browser(app).sign_in("elsewhere")
    assert other.fetch("channels.link", "POST", {"case": number}, id=first).status_code == 404
    assert brought.send("channels.do", {"on": "2026-03-02", "area": "", "text": ""}, id=second, what="send_on").has("请选择转给哪里")
    county = Browser(app).sign_in("county")
    county.send("channels.do", {"on": "2026-03-02", "area": "339901002", "text": "用工在那边"}, id=second, what="send_on")
    assert other.open("channels.show", id=second).has("用工在那边") and brought.fetch("channels.show", id=second).status_code == 404
    assert brought.send("channels.do", {"on": "2026-03-02", "text": ""}, id=first, what="return").has("请填写退回理由")
    brought.send("channels.do", {"on": "2026-03-02", "text": "属仲裁受理范围"}, id=first, what="return")
    with app.app_context():
        assert order(app, "YL2026-0001").state == State.RETURNED
    assert brought.send("channels.do", {"on": "2026-03-02", "text": "再答"}, id=first, what="reply").has("这张工单已经办结")


def test_an_order_has_one_who_answers_it_and_goes_along_when_they_leave(app, brought):
    """On the desk of whoever has it and of nobody else; on the slip; it moves when all have signed; `check` finds it otherwise."""
    with app.app_context():
        first, second = order(app, "YL2026-0001").id, order(app, "YL2026-0002").id
        people = {login: accounts.by_login(login).id for login in ("inspector", "second", "clerk", "elsewhere")}

    def desk(login):
        with app.app_context():
            return [s.matter for s in slips.asked(accounts.by_login(login), slips.Day(date(2026, 3, 2))) if s.endpoint == "channels.show"]

    page = brought.open("channels.do", id=first, what="assign")
    assert [e.etree_element.get("value") for e in page.root.query_all("select[name=holder] option")] == [
        "", str(people["inspector"]), str(people["second"])], "only who may answer it there"
    assert brought.send("channels.do", {"holder": str(people["clerk"])}, id=first, what="assign").has("请选择一位同事")
    ids = [first, second]
    asked = brought.send("bulks.ask", {"id": ids}, listing="channels", key="assign")
    typed = {"id": ids, "nonce": asked.value("nonce"), "write": "1", "holder": str(people["second"])}
    assert brought.send("bulks.ask", typed, listing="channels", key="assign").has("办好 2 件")
    assert desk("second") == ["YL2026-0001", "YL2026-0002"] and desk("inspector") == [] == desk("county")
    assert brought.open("channels.index", holder="second").has("贺知远")

    with app.app_context():
        giver, taker, far = (accounts.by_login(login) for login in ("second", "inspector", "elsewhere"))
        assert [(h.kind, h.number) for h in holdings.of(giver)] == [("order", "YL2026-0001"), ("order", "YL2026-0002")]
        assert holdings.HOLDINGS["order"].fits(first, far), "who registers nothing there takes nothing there"
        handing.make(giver=giver, why="leave", receiver=taker, by=giver)
        db.session.commit()
        slip = db.session.scalar(db.select(Handover.id))
    for login in ("second", "inspector"):
        assert desk("second") == ["YL2026-0001", "YL2026-0002"], "nothing moves before both have signed"
        Browser(app).sign_in(login).send("desk.sign", {"password": PASSWORD}, id=slip)
    assert desk("second") == [] and desk("inspector") == ["YL2026-0001", "YL2026-0002"]
    with app.app_context():
        db.session.execute(db.text("UPDATE \"user\" SET active = :no WHERE login = 'inspector'"), {"no": False})
        db.session.commit()
        assert nobody_gone_holds_work() == [people["inspector"]]
