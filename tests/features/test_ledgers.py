"""旧台账: an office's own tables are read as they are, seen by search and by the pages of parties, and never changed."""

import io

import pytest

from casework.extensions import db
from casework.ledgers.models import OldCase
from casework.parties.models import Employer
from tests.browser import Browser
from tests.make import CODE
from tests.sheets import identity, xlsx

ROWS = [
    ["柳堰镇2019年欠薪投诉台账"],
    ["序号", "登记时间", "单位名称", "投诉人", "联系电话", "涉及人数", "涉及金额（元）", "处理结果"],
    [1, "2019.3.5", "云澜市恒砺服饰有限责任公司", "周桂兰、陈立根", "13800002106", "2人", "1.2万", "已付清"],
    [2, "2019年4月11日", "远山木业", "马明", None, 1, 3500, None],
    [3, "不详", "远山木业", "李四", None, "若干", "面议", None],
]


@pytest.fixture
def brought(app, make):
    make.employer(name="云澜市恒砺服饰有限公司", code=CODE)
    browser = Browser(app).sign_in("inspector")
    return browser, bring(browser)


FILE = xlsx(ROWS)


def bring(browser):
    answer = browser.fetch("ledgers.upload", "POST", {"file": (io.BytesIO(FILE), "2019.xlsx")})
    return int(answer.location.rstrip("/").rsplit("/", 1)[1])


def write(browser, id):
    page = browser.open("ledgers.match", id=id)
    chosen = {e.etree_element.get("name"): next((o.etree_element.get("value") for o in e.query_all("option[selected]")), "")
              for e in page.root.query_all("select")}
    return browser.fetch("ledgers.match", "POST", chosen | {"write": "1"}, id=id)


def test_it_is_read_as_people_wrote_it_and_one_bad_row_stops_nothing(app, brought):
    browser, id = brought
    page = browser.open("ledgers.match", id=id)
    assert page.has("“不详”不是日期") and page.has("“若干”不是整数") and page.has("“面议”不是金额")
    assert write(browser, id).status_code == 302
    with app.app_context():
        rows = db.session.execute(db.select(OldCase.name, OldCase.people, OldCase.amount_fen, OldCase.row).order_by(OldCase.id)).all()
    assert [tuple(row) for row in rows] == [("云澜市恒砺服饰有限责任公司", 2, 1200000, 3), ("远山木业", 1, 350000, 4)]
    assert "同一份文件已经导入过了" in write(browser, bring(browser)).get_data(as_text=True)


def test_search_and_the_pages_of_parties_see_it(app, make, brought):
    browser, id = brought
    write(browser, id)
    make.case(id_number=identity(7), credit_code=CODE)
    for text in ("远山", "ysmy", "陈立根", "13800002106"):
        assert browser.send("search.ask", {"q": text}).has("旧台账"), text
    with app.app_context():
        from casework.parties.models import Employer, Worker

        employer, worker = db.session.scalar(db.select(Employer.id)), db.session.scalar(db.select(Worker.id))
    assert browser.open("parties.show", id=employer, budget=40).has("旧台账（1 件）"), "有限责任公司 is the same firm"
    assert browser.open("parties.worker", id=worker, budget=40).has("只按姓名对上")
    other = Browser(app).sign_in("elsewhere")
    assert not other.send("search.ask", {"q": "远山"}).has("远山木业")
    with app.app_context():
        one = db.session.scalar(db.select(OldCase.id))
    assert other.fetch("ledgers.show", id=one).status_code == 404 and browser.open("ledgers.show", id=one).has("第 3 行")


def test_a_wrong_file_is_taken_out_whole_by_who_brought_it(app, brought):
    browser, id = brought
    write(browser, id)
    assert Browser(app).sign_in("second").fetch("ledgers.drop", "POST", id=id).status_code == 404
    browser.fetch("ledgers.drop", "POST", id=id)
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(OldCase.id))) == 0
    assert not browser.send("search.ask", {"q": "远山"}).has("远山木业")


def test_the_report_shows_them_apart_and_adds_them_to_nothing(app, make, brought):
    """The same question in a table of its own, by area of the person; the sums of the register are what they were without them."""
    browser, id = brought
    make.case(credit_code=CODE, claimed_fen=412050)
    before = browser.open("arrears.report").all("tfoot")
    write(browser, id)

    def beside(**asked):
        page = browser.open("arrears.report", **asked)
        assert page.all("tfoot")[:1] == before or asked.get("from") or asked.get("state"), "never added to the register"
        cells = page.all("#beside-1 tbody th, #beside-1 tbody td")
        return page, [cells[n:n + 4] for n in range(0, len(cells), 4)], page.all("#beside-1 tfoot th, #beside-1 tfoot td")

    page, rows, total = beside()
    assert rows == [["云澜市恒砺服饰有限责任公司", "1", "2", "12,000.00"], ["远山木业", "1", "1", "3,500.00"]]
    assert total == ["历史台账合计", "2", "3", "15,500.00"]
    assert page.has("另列，不计入上面的合计") and page.has("旧台账只有一个金额")
    for link, name in zip(page.root.query_all("#beside-1 tbody th a"), (row[0] for row in rows), strict=True):
        there = browser._page(browser.client.get(link.etree_element.get("href")), 200)
        assert there.all(".listing tbody th") == [name], "every row leads to what it counts"
    assert beside(by="month")[1] == [["2019-03", "1", "2", "12,000.00"], ["2019-04", "1", "1", "3,500.00"]]
    assert beside(by="channel")[1][0][0] == "没有记来源" and beside(by="area")[1] == [["柳堰镇", "2", "3", "15,500.00"]]
    assert beside(**{"from": "2019-04-01"})[1] == [["远山木业", "1", "1", "3,500.00"]]
    with app.app_context():
        firm = db.session.scalar(db.select(Employer.id).where(Employer.credit_code == CODE))
    assert [row[0] for row in beside(employer=str(firm))[1]] == ["云澜市恒砺服饰有限责任公司"], "the firm, by its name of then"
    page, rows, _ = beside(state="open")
    assert rows == [] and page.has("旧台账没有状态和来源")
    assert not Browser(app).sign_in("elsewhere").open("arrears.report").all("#beside-1"), "scoped by area like the register"
