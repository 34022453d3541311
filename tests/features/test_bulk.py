"""批量办理: ticked rows are done one by one under their own rules; what one refuses is told, the others are done, the ticks stay."""

import io

import pikepdf
import pytest

from casework.accounts import queries as accounts
from casework.arrears import queries as cases
from casework.arrears.models import Case
from casework.core.bulking import BulkRun
from casework.desk.models import Task
from casework.documents.store import Printed
from casework.extensions import db
from tests.browser import Browser

LIST = "arrears.cases"


def ask(browser, key, ids, typed=None, listing=LIST, **more):
    """Tick rows and press the button; with something typed also the one of the page that asks, as the page has it."""
    page = browser.send("bulks.ask", {"id": ids, **more}, listing=listing, key=key)
    if typed is None:
        return page
    kept = [e.etree_element.get("value") for e in page.root.query_all("form.panel input[name=id]")]
    browser.sent = {"id": kept, "nonce": page.value("nonce"), "write": "1", **typed}
    return browser.send("bulks.ask", browser.sent, listing=listing, key=key)


@pytest.fixture
def three(make):
    """Ids of a filed case, one that is over, and one of the next township."""
    filed = make.case(at="filed")
    over = make.case(at="withdrawn", employer_name="青石木业有限公司", worker_name="李四")
    there = make.case(by="elsewhere", employer_name="柳岸劳务有限公司", worker_name="王五")
    return [make.id_of(number) for number in (filed, over, there)]


def officers(app, id):
    with app.app_context():
        return [one.user.login for one in db.session.scalar(cases.every_case().where(Case.id == id)).officers]


def test_officers_are_assigned_where_they_may_be_and_the_rest_is_told_with_its_reason(app, three):
    filed, over, there = three
    before = {id: officers(app, id) for id in three}
    county = Browser(app).sign_in("county")
    page = ask(county, "assign", three, {"officers": ["second", "county"]})
    assert page.text("h1") == "指派承办人" and page.has("办好 1 件，没有办 2 件")
    why = page.all("#left td")
    assert "案件现为“已撤回”，不能指派承办人" in " ".join(why) and "second 不能承办本案" in " ".join(why), why
    assert officers(app, filed) == ["second", "county"] and {id: officers(app, id) for id in (over, there)} == {
        id: before[id] for id in (over, there)}, "a row that could not be has nothing of it"
    back = page.root.query(".crumb a").etree_element.get("href")
    again = county._page(county.client.get(back), 200)
    ticked = {int(e.etree_element.get("value")) for e in again.root.query_all("tbody input[name=id][checked]")}
    assert ticked == set(three), "the ticks are kept"


def test_rows_of_others_are_not_there_and_who_may_not_has_no_button(app, three):
    inspector = Browser(app).sign_in("inspector")
    assert inspector.fetch("bulks.ask", "POST", {"id": [three[2]]}, listing=LIST, key="assign").status_code == 409
    assert len(ask(inspector, "assign", three).all("#rows tbody tr")) == 2
    clerk = Browser(app).sign_in("clerk")
    assert clerk.fetch("bulks.ask", "POST", {"id": three[:1]}, listing=LIST, key="assign").status_code == 403
    assert clerk.fetch("bulks.ask", "POST", {"id": three[:1]}, listing=LIST, key="nothing").status_code == 404
    assert clerk.open("arrears.index").all(".tick-do button[formmethod]") == ["批量打印文书"]


def test_a_wrong_field_is_said_at_the_field_and_nothing_typed_or_ticked_is_lost(app, three):
    browser = Browser(app).sign_in("county")
    page = ask(browser, "assign", three[:2], {"officers": ["second", ""]})
    assert page.has("请指派两名承办人") and len(page.all("#rows tbody tr")) == 2
    with app.app_context():
        holder = str(accounts.by_login("inspector").id)
    page = ask(browser, "task", three[:2], {"text": "核对考勤", "holder": holder, "due_on": "2026-02-01"})
    assert "应办结的日子不能早于今天" in page.text(".field.bad") and page.text("textarea[name=text]") == "核对考勤"
    with app.app_context():
        assert not db.session.scalars(db.select(Task)).all() and not db.session.scalars(db.select(BulkRun)).all()


def test_a_task_for_each_case_once_however_often_it_is_sent(app, three):
    browser = Browser(app).sign_in("county")
    with app.app_context():
        holder = str(accounts.by_login("inspector").id)
    assert ask(browser, "task", three).has("云澜市恒砺服饰有限公司"), "one sees which they are"
    page = ask(browser, "task", None, {"text": "核对考勤", "holder": holder, "due_on": ""}, all="1")
    assert page.has("办好 2 件，没有办 1 件") and page.has("沈若澜 看不到这件案子")
    browser.send("bulks.ask", browser.sent, listing=LIST, key="task")
    with app.app_context():
        tasks = db.session.scalars(db.select(Task)).all()
        assert {task.matter_id for task in tasks} == set(three[:2]) and len(tasks) == 2
        run = db.session.scalar(db.select(BulkRun)).id
    assert browser.open("bulks.told", id=run).has("没有办 1 件")
    assert Browser(app).sign_in("inspector").fetch("bulks.told", id=run).status_code == 404, "it is theirs who did it"


def test_papers_of_many_cases_are_one_file_and_numbers_come_from_issuing_alone(app, three, make):
    second = make.id_of(make.case(at="filed", employer_name="甲服饰有限公司", worker_name="赵一"))
    ids = [three[0], second, three[1]]
    browser = Browser(app).sign_in("county")
    page = ask(browser, "print", ids)
    options = page.all("select[name=code] option")
    assert "劳动保障监察立案审批表（2 件已签发）" in options and not any("限期改正" in one for one in options), options
    with app.app_context():
        before = db.session.scalars(db.select(Printed.number).where(Printed.number.is_not(None)).order_by(Printed.id)).all()
    page = ask(browser, "print", ids, {"code": "filing-approval"})
    assert page.has("办好 2 件，没有办 1 件") and page.has("在办理相应步骤时自动签发")
    address = page.root.query(".panel a.btn-primary").etree_element.get("href")
    data = browser.client.get(address).data
    assert Browser(app).sign_in("second").client.get(address).status_code == 404, "the file is theirs who asked for it"
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline, app.app_context():
        numbers = dict(db.session.execute(db.select(Case.id, Case.number)).all())
        assert [item.title for item in outline.root] == [f"{numbers[id]} 劳动保障监察立案审批表" for id in ids[:2]]
        assert db.session.scalars(db.select(Printed.number).where(Printed.number.is_not(None)).order_by(Printed.id)).all() == before
    page = ask(browser, "print", ids, {"code": "complaint-register"})
    assert page.has("办好 3 件") and page.has("正在排版，已好 0 份，共 3 份")
    asked = page.root.query("[data-poll]").etree_element.get("data-poll")
    assert browser.client.get(asked).status_code == 200
    with app.app_context():
        printed = db.session.scalars(db.select(Printed.matter_id).where(Printed.code == "complaint-register")).all()
        assert sorted(printed) == sorted(ids), "issued where it was not, once each"
