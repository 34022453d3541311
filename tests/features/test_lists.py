"""Lists: pages both ways, views, files that are the filter, ticked rows, and the way back."""

import csv
import io
from datetime import date
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from openpyxl import load_workbook

from casework.accounts.queries import by_login
from casework.core import cells
from casework.core.columns import Column
from casework.core.export import safe
from casework.core.money import yuan
from casework.extensions import db
from casework.parties.worker_lists import Workers, worker_rows
from tests.browser import Browser
from tests.features.test_pages import CASE_PAGE
from tests.sheets import identity


def numbers(page):
    return page.all(".list tbody th a")


def many(make, n=23):
    for at in range(n):
        make.case(employer_name=f"云澜市第{at:02}号服饰厂", received_on=date(2026, 2, 2 + at % 20))


def test_pages_go_on_and_back_over_every_row_once(make, browser):
    many(make)
    browser.sign_in("inspector")
    for order in ("due", "-due", "newest", "-newest", "number"):
        whole = numbers(browser.open("arrears.index", order=order, per=50))
        page = browser.open("arrears.index", order=order)
        first, there = numbers(page), []
        later = page.root.query("a[rel=next]").etree_element.get("href")
        page = browser._page(browser.client.get(later), 200)
        there = numbers(page)
        assert first + there == whole and len(whole) == 23
        assert "21–23" in page.text(".foot nav")
        earlier = page.root.query("a[rel=prev]").etree_element.get("href")
        page = browser._page(browser.client.get(earlier), 200)
        assert numbers(page) == first and "1–20" in page.text(".foot nav")
        assert page.root.query("a[rel=prev]") is None


def test_a_mark_that_somebody_wrote_by_hand_is_the_first_page(make, browser):
    make.case()
    browser.sign_in("inspector")
    for mark in ("x", "W10", "WyJhIiwgMV0", "bnVsbA", "WzEsIDIsIDNd", "e30"):
        assert len(numbers(browser.open("arrears.index", after=mark))) == 1
    assert len(numbers(browser.open("arrears.index", order="nothing", per=7, col="nothing"))) == 1


def test_the_file_is_the_filter_and_the_log_knows_who_took_it(app, make, browser):
    make.case(employer_name="=cmd|' /C calc'!A0", claimed_fen=12345, worker_name="周桂兰", from_on=date(2026, 1, 1),
              to_on=date(2026, 1, 31))
    make.case(employer_name="别的厂", at="closed")
    browser.sign_in("inspector")
    rows = list(csv.reader(io.StringIO(browser.fetch("arrears.index", **{"state": "open", "as": "csv"}).data.decode("utf-8-sig"))))
    assert len(rows) == 2 and rows[1][rows[0].index("单位")] == "'=cmd|' /C calc'!A0"
    assert rows[1][rows[0].index("尚欠（元）")] == "123.45"
    answer = browser.fetch("arrears.index", **{"state": "open", "as": "xlsx", "col": ["number", "employer", "owed_fen", "received_on"]})
    head, row = load_workbook(io.BytesIO(answer.data)).active.iter_rows()
    assert [c.value for c in head] == ["案号", "单位", "尚欠（元）", "收到"]
    assert row[1].value == "=cmd|' /C calc'!A0" and row[1].data_type == "s" and row[2].value == 123.45
    assert row[3].value.date() == date(2026, 3, 2)
    with app.app_context():
        log = db.metadata.tables["access_log"]
        assert [what for what, in db.session.execute(sa.select(log.c.what))] == ["export", "export"]


def test_only_those_who_may_export_get_a_file(make, browser):
    make.case()
    for login, status in (("mediator", 403), ("supervisor", 200)):
        assert browser.sign_in(login).fetch("arrears.index", **{"as": "csv"}).status_code == status
    assert safe("-1") == "'-1" and safe("恒砺") == "恒砺"


def test_a_saved_view_is_mine_or_my_offices(make, browser):
    make.case()
    make.case(at="closed")
    browser.sign_in("inspector")
    said = {"listing": "arrears.cases", "query": "state=closed&after=zzz&order=newest", "back": "/arrears/"}
    page = browser.send("saved.keep", said | {"name": "结掉的", "shared": "1"})
    assert page.has("结掉的 1") and len(numbers(page)) == 1
    browser.send("saved.keep", said | {"name": "只给自己"})
    assert browser.send("saved.keep", said | {"name": " "}, expect=409).has("名字")
    page = browser.sign_in("second").open("arrears.index")
    assert page.has("结掉的 1") and not page.has("只给自己")
    browser.send("saved.remove", id=1, expect=404)
    assert not browser.sign_in("elsewhere").open("arrears.index").has("结掉的")
    browser.sign_in("inspector").send("saved.remove", {"back": "/arrears/"}, id=1)
    assert not browser.open("arrears.index").has("结掉的")
    assert browser.send("saved.keep", said | {"name": "外站", "back": "//evil.example/x"}, expect=200)


def test_the_way_back_is_the_list_as_it_was_left(make, browser):
    many(make, 3)
    browser.sign_in("inspector")
    browser.open("arrears.index", order="newest", state="open")
    page = browser.open("arrears.show", budget=CASE_PAGE, id=1)
    assert page.root.query(".crumb a").etree_element.get("href") == "/arrears/?order=newest&state=open#r1"


def test_ticked_rows_and_everything_of_the_filter(app, make, browser):
    from werkzeug.datastructures import MultiDict

    from casework.accounts.queries import by_login
    from casework.arrears.queries import Cases, case_rows
    from casework.core.errors import Refused

    many(make, 3)
    with app.test_request_context():
        select = case_rows(by_login("inspector"))
        assert sorted(Cases.chosen(select, MultiDict([("id", "1"), ("id", "3"), ("id", "99"), ("id", "x")]))) == [1, 3]
        assert len(Cases.chosen(select, MultiDict([("all", "1"), ("state", "open"), ("id", "1")]))) == 3
        for none in (MultiDict(), MultiDict([("id", "x")]), MultiDict([("id", "1")])):
            scope = case_rows(by_login("elsewhere")) if none.get("id") == "1" else select
            with pytest.raises(Refused):
                Cases.chosen(scope, none)
    browser.sign_in("inspector")
    rows = browser.fetch("arrears.index", **{"as": "csv", "id": ["1", "3"]}).data.decode("utf-8-sig").splitlines()
    assert len(rows) == 3


def test_what_was_counted_is_counted_again_after_anybody_wrote(app, make, browser):
    """Figures of views and menu are kept while nobody writes: a case by somebody else, or a colleague's saved view, is there at once."""
    make.case()
    browser.sign_in("inspector")

    def told():
        page = browser.open("arrears.index")
        return page.text(".foot nav"), page.all(".views a"), page.all(".side nav a span")

    first = told()
    assert told() == first and "共 1 条" in first[0]
    make.case(employer_name="另一家厂")
    counted = told()
    assert "共 2 条" in counted[0] and counted[1] != first[1] and counted[2] != first[2]
    browser.send("saved.keep", {"listing": "arrears.cases", "query": "state=open", "name": "存的", "shared": "1", "back": "/arrears/"})
    assert any("存的" in words for words in told()[1])
    other = Browser(app).sign_in("second")
    assert any("存的" in words for words in other.open("arrears.index").all(".views a"))
    other.sign_in("leader")  # a figure of the menu is the person's own
    assert other.open("arrears.index").all(".side nav a span") != counted[2]


NASTY = ("<b>&\"'", "%s %(n)s", "\x1aid\x1a", "", None, "  ", "李\u3000明", "0")


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(NASTY) | st.text(max_size=6), st.none() | st.integers(-10**9, 10**12), st.none() | st.dates(),
                          st.sampled_from(("error", "warn", None))), max_size=9))
def test_a_row_laid_out_once_reads_like_one_written_cell_by_cell(values):
    """The quick way beside the slow one, for any text: nothing of a value is markup, a mark or a format."""
    columns = (Column("name", "姓名", show="title"), Column("sum", "金额", kind="fen"), Column("on", "日期", kind="day"),
               Column("weight", "结果", labels={"error": "重", "warn": "轻"}, show="weight"), Column("own", "别的"))
    rows = [SimpleNamespace(id=n * 7, n=n, own=n, name=name, sum=fen, on=on, weight=weight)
            for n, (name, fen, on, weight) in enumerate(values, start=21)]
    at, weigh = cells.at, lambda code, words: Markup("<i class={}>{}</i>").format(code, words)
    layout = Markup("<tr id=r{}><td>{}<td title='{}'>{}<td>{}<td>{}<td>{}<td>{}").format(
        *map(at, ("id", "n", "name", "name", "sum", "on", "weight", "own")))
    quick = cells.filled(layout, rows, columns, 21, ("own",), lambda row, column: Markup("<b>{}</b>").format(row.n), {"weight": weigh})
    slow = Markup("").join(Markup("<tr id=r{}><td>{}<td title='{}'>{}<td>{}<td>{}<td>{}<td><b>{}</b>").format(
        row.id, place, row.name or "", row.name or "", yuan(row.sum), row.on or "",
        weigh(row.weight, {"error": "重", "warn": "轻"}[row.weight]) if row.weight else "", row.n)
        for place, row in enumerate(rows, start=21))
    assert quick == slow


def test_workers_are_a_list_like_the_others(app, make, browser):
    """Filtered, ordered, saved, exported without a full number, and of one's own records only."""
    owed = dict(from_on=date(2025, 12, 1), to_on=date(2025, 12, 31))
    make.case(worker_name="周桂兰", id_number=identity(7), claimed_fen=412050, **owed)
    make.case(worker_name="李小龙", id_number=None, telephone="13900000002", claimed_fen=100, at="withdrawn", **owed)
    make.case(by="elsewhere", worker_name="别镇人", id_number=identity(9))
    with app.test_request_context():
        user = by_login("inspector")
        for query, names in (({}, ["李小龙", "周桂兰"]), ({"order": "name"}, ["周桂兰", "李小龙"]), ({"q": "zgl"}, ["周桂兰"]),
                             ({"q": f"周桂兰 {identity(7)[-4:]}"}, ["周桂兰"]), ({"q": "周桂兰 0000"}, []),
                             ({"number": "without"}, ["李小龙"]),
                             ({"sex": "x"}, []), ({"kind": "passport"}, []), ({"from": "1900-01-01"}, ["周桂兰"]),
                             ({"q": "桂"}, ["周桂兰"])):
            rows = Workers(worker_rows(user), query).rows
            assert sorted(row.name for row in rows) == sorted(names), query
    browser.sign_in("inspector")
    page = browser.open("parties.workers", owing="owed", order="oldest")
    assert numbers(page) == ["周桂兰"] and page.has("330***********" + identity(7)[-4:]) and not page.has(identity(7))
    assert browser.open("parties.workers", owing="open", contract="open").has("没有找到")
    text = browser.fetch("parties.workers", **{"as": "csv"}).data.decode("utf-8-sig")
    assert "周桂兰" in text and "4120.50" in text and identity(7) not in text and "13800002106" not in text and "别镇人" not in text
    with app.app_context():
        log = db.metadata.tables["access_log"]
        assert [what for what, in db.session.execute(sa.select(log.c.what))] == ["export"]
    page = browser.send("saved.keep", {"listing": "parties.workers", "query": "owing=owed", "back": "/workers/", "name": "还没拿到钱的"})
    assert page.has("还没拿到钱的 1")
    assert len(browser.fetch("parties.workers", **{"as": "csv", "id": ["1"]}).data.decode("utf-8-sig").splitlines()) == 2
