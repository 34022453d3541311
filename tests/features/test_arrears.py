"""A case through its pages: registered, its roster, its moves, its evidence, its papers."""

import hashlib
import io
import time
from datetime import date

import pikepdf
import pytest
from openpyxl import load_workbook
from PIL import Image
from sqlalchemy import func, select

from casework.accounts import actions as accounts_do
from casework.accounts import queries as accounts
from casework.arrears import queries
from casework.arrears.models import Case, ClaimLine
from casework.core import files, jobs
from casework.core.files import Evidence
from casework.core.importing import ImportBatch
from casework.core.side import AccessLog
from casework.documents.store import Printed
from casework.extensions import db
from casework.parties.models import Worker
from tests.browser import PASSWORD, Browser
from tests.features.test_pages import CASE_PAGE, photo
from tests.sheets import identity, long_roster, xlsx

THREE = {"worker_name": "周桂兰", "telephone": "13800002106", "employer_name": "云澜市恒砺服饰有限公司"}


def register(browser, facts):
    """Post the registration as the page offers it, with these facts typed in."""
    offered = browser.open("arrears.new").root.query_all("main form [name]")
    empty = {e.etree_element.get("name"): e.etree_element.get("value") or "" for e in offered if e.local_name != "button"}
    empty = {name: value for name, value in empty.items() if name not in ("roster", "channel")}
    return browser.send("arrears.new", empty | {"channel": "window"} | facts)


def named(n):
    """A name for the n-th worker: sheets refuse digits in names."""
    return "工" + "".join("甲乙丙丁戊己庚辛壬癸"[int(digit)] for digit in str(n))


def count(app, model, *where):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model).where(*where))


def upload(data, name="花名册.xlsx"):
    return {"roster": (io.BytesIO(data), name)}


def errors(page):
    return page.all("#errors li")


# ---- registration


def test_a_name_a_telephone_and_an_employer_are_enough(app, browser):
    page = register(browser.sign_in("inspector"), THREE)
    assert page.text("h1") == "云澜市恒砺服饰有限公司拖欠工资" and page.has("已登记 柳劳监〔2026〕0001号")
    assert page.has("承办 沈若澜、贺知远") and page.has("3月9日届满") and page.has("还缺：欠薪金额")
    assert page.has("投诉人没有登记身份证号") and page.has("用人单位没有登记统一社会信用代码"), "findings, not walls"
    assert page.has("柳堰镇"), "the place of work is the inspector's own area unless somebody says otherwise"


def test_every_problem_is_told_at_once_and_nothing_typed_is_lost(app, browser):
    typed = {"worker_name": "", "telephone": "call me", "id_number": identity(1)[:-1] + "?", "employer_name": "恒砺", "credit_code": "123",
             "received_on": "yesterday", "people_stated": "many", "claimed_fen": "1.2万", "facts": "拖欠两个月<b>", "reference": "HX-1"}
    page = register(browser.sign_in("inspector"), typed)
    assert len(errors(page)) == 7, errors(page)  # one sentence for each
    for field in ("worker_name", "telephone", "id_number", "credit_code", "received_on", "people_stated", "claimed_fen"):
        assert page.text(f"#{field}-e"), field
    assert not [line for line in errors(page) if line.isascii()], "no sentence of a library's"
    for field in ("telephone", "id_number", "credit_code", "claimed_fen", "people_stated", "received_on", "reference"):
        assert page.value(field) == typed[field], field
    assert page.text("textarea[name=facts]") == "拖欠两个月<b>" and page.text("title").startswith("错误：")
    assert count(app, Case) == 0


def test_what_is_typed_is_text_whatever_stands_in_it(app, browser):
    page = register(browser.sign_in("inspector"), THREE | {"facts": "<script>alert(1)</script>", "work_place": "{{ 7 * 7 }}"})
    assert "<script>alert" not in page.html and page.has("<script>alert(1)</script>") and page.has("{{ 7 * 7 }}")
    answer = browser.fetch("arrears.new", "POST", THREE | {"worker_name": "周\x00桂兰"})
    assert answer.status_code in (200, 400) and count(app, Case) == 1


@pytest.mark.parametrize(("facts", "field", "said"), [
    ({"received_on": "2026-03-03"}, "received_on", "收到日期不能晚于今天"),
    ({"from_on": "2025-12-01"}, "to_on", "欠薪起止日请一起填写"),
    ({"from_on": "2026-01-31", "to_on": "2025-12-01"}, "to_on", "欠薪止日不能早于起日"),
    ({"from_on": "2026-01-01", "to_on": "2026-03-03"}, "to_on", "欠薪止日不能晚于收到日期"),
    ({"claimed_fen": "0"}, "claimed_fen", "金额在 0.01 到 1,000,000.00 元之间"),
    ({"claimed_fen": "1000000.01"}, "claimed_fen", "金额在 0.01 到 1,000,000.00 元之间"),
    ({"claimed_fen": "12.345"}, "claimed_fen", "请填写金额"),
    ({"channel": "telepathy"}, "channel", "请从列表中选择"),
    ({"people_stated": "0"}, "people_stated", "人数在 1 到 100000 之间"),
])
def test_what_makes_no_sense_is_refused_at_its_field(app, browser, facts, field, said):
    page = register(browser.sign_in("inspector"), THREE | facts)
    assert page.text(f"#{field}-e").startswith(said) and page.value("worker_name") == "周桂兰"
    assert count(app, Case) == 0 and count(app, Worker) == 0


def test_a_sum_for_one_person_becomes_a_line(browser):
    page = register(browser.sign_in("inspector"), THREE | {
        "claimed_fen": "8,100.50", "from_on": "2025-12-01", "to_on": "2026-01-31", "id_number": identity(1).lower()})
    assert page.has("8,100.50") and page.has("1 人，1 笔") and page.has("330***********" + identity(1)[-4:])


def test_known_numbers_fill_what_is_empty_and_keep_what_is_typed(app, make, browser):
    from tests.make import CODE

    make.employer(name="青石建设有限公司", code=CODE, area="339901002", address="青石镇1号", telephone="0990-1")
    make.case(by="elsewhere", worker_name="吴阿毛", id_number=identity(4), telephone="13900001111", worker_address="柳堰村")
    browser.sign_in("inspector")
    page = register(browser, {"id_number": identity(4), "credit_code": CODE, "employer_address": "现址", "look_up": "1"})
    assert (page.value("worker_name"), page.value("telephone"), page.value("worker_address")) == ("吴阿毛", "13900001111", "柳堰村")
    assert (page.value("employer_name"), page.value("employer_address")) == ("青石建设有限公司", "现址")
    assert page.has("已登记过：青石建设有限公司（青石镇）") and errors(page) == []
    assert count(app, Case) == 1, "looking up registers nothing"
    page = register(browser, {"id_number": identity(4)[:-2] + "00", "credit_code": CODE[:-1] + "0", "look_up": "1"})
    assert page.text("#id_number-e") and page.text("#credit_code-e")
    page = register(browser, THREE | {"worker_name": "吴阿毛", "id_number": identity(4), "employer_name": "青石", "credit_code": CODE})
    assert page.text("h1") == "青石建设有限公司拖欠工资", "a known code is the known employer"
    assert count(app, Worker) == 1, "a known number is the known worker"


def test_a_patrol_has_no_acceptance(browser):
    page = register(browser.sign_in("inspector"), THREE | {"channel": "patrol"})
    assert not page.has("受理决定") and page.has("日常巡查")
    page = Browser(browser.app).sign_in("county").open("arrears.index")
    assert page.has("柳劳监〔2026〕0001号")


# ---- rosters


def test_a_roster_is_tried_first_and_written_by_a_second_step(app, make, browser):
    id = make.id_of(make.case())
    page = browser.sign_in("inspector").send("arrears.upload", upload(long_roster()), id=id)
    assert page.has("文件已读，还没有写入") and page.has("6 行") and page.has("24,723.00") and page.has("表头在第 3 行")
    assert page.has("330***********" + identity(0)[-4:]) and identity(0) not in page.html
    assert count(app, ClaimLine) == 0
    page = browser.send("arrears.write", id=id, batch=1)
    assert page.has("已导入花名册，共 6 笔") and page.has("24,723.00") and page.has("3 人，6 笔") and page.has("导入花名册：3 人、6 笔欠薪")
    claims = browser.open("arrears.claims", id=id)
    assert len(claims.all("tbody tr")) == 6 and claims.has("24,723.00")
    assert browser.fetch("arrears.write", "POST", id=id, batch=1).status_code == 409, "once is enough"
    assert count(app, ClaimLine) == 6


BAD = [["姓名", "身份证号", "月份", "欠发", "备注"], ["张三", identity(1), "2026-01", 100, ""],
       ["李四", identity(2)[:-1] + "?", "2026-01", "1.2万", ""], [None, identity(3), "2026-01", 50, ""]]


def test_a_bad_row_is_named_here_and_in_the_workbook_that_goes_back(app, make, browser):
    id = make.id_of(make.case())
    page = browser.sign_in("inspector").send("arrears.upload", upload(xlsx(BAD), "三月.xlsx"), id=id)
    rows = page.all("#bad tbody tr")
    assert len(rows) == 3 and rows[0].startswith("3李四B 身份证号") and "1.2万" in rows[1] and rows[2].startswith("4")
    assert page.has("下载退回表（2 行，附错误原因）") and page.has("备注") and not page.all("form[action$=write]")
    answer = browser.fetch("arrears.returned", id=id, batch=1)
    sheet = load_workbook(io.BytesIO(answer.data)).active
    said = [cell.value for cell in sheet["F"]]
    assert said[0] == "错误原因" and not said[1] and "身份证号" in said[2] and "1.2万" in said[2] + str(sheet["D3"].value) and said[3]
    assert [cell.value for cell in sheet["A"]][:3] == ["姓名", "张三", "李四"]
    answer = browser.fetch("arrears.write", "POST", id=id, batch=1)
    assert answer.status_code == 409 and "有退回的行" in answer.get_data(as_text=True) and count(app, ClaimLine) == 0


def test_the_same_worker_and_month_is_not_claimed_twice(app, make, browser):
    id = make.id_of(make.case())
    browser.sign_in("inspector")
    for _ in range(2):
        page = browser.send("arrears.upload", upload(long_roster()), id=id)
        browser.fetch("arrears.write", "POST", id=id, batch=count(app, ImportBatch))
    assert page.has("本案已有这名劳动者同一月份的欠薪") and len(page.all("#bad tbody tr")) == 6
    assert count(app, ClaimLine) == 6


@pytest.mark.parametrize(("data", "name", "said"), [
    (b"", "a.xlsx", "文件是空的"), (b"MZ\x90\x00" + bytes(600), "a.xlsx", "请上传 .xlsx"), (b"%PDF-1.7\n", "a.xlsx", "不是表格"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "a.xls", "另存为 .xlsx"), (b"PK\x03\x04" + bytes(300), "a.xlsx", "损坏"),
    ("大家好".encode(), "a.csv", "不是表格"), (b"<html><table><tr><td>1</td></tr></table>", "a.xls", "另存为 .xlsx"),
])
def test_what_is_no_roster_is_refused_in_one_sentence(app, make, browser, data, name, said):
    id = make.id_of(make.case())
    page = browser.sign_in("inspector").send("arrears.upload", upload(data, name), id=id)
    assert len(errors(page)) == 1 and said in errors(page)[0], errors(page)
    assert count(app, ImportBatch) == 0


def test_a_roster_that_comes_with_the_complaint(app, browser):
    page = register(browser.sign_in("inspector"), THREE | upload(long_roster()))
    assert page.text("h1") == "花名册试导入" and page.has("已登记 柳劳监〔2026〕0001号") and count(app, ClaimLine) == 0
    page = register(browser, THREE | {"worker_is": "new"} | upload(xlsx(BAD)))
    assert page.text("h1") == "花名册试导入" and page.has("退回的 2 行") and count(app, Case) == 2, "a bad roster keeps the case"
    page = register(browser, THREE | upload(b"nothing") | {"telephone": ""})
    assert len(errors(page)) == 2 and page.text("#roster-e") and page.value("worker_name") == "周桂兰"
    assert count(app, Case) == 2, "a file that is no sheet is told before anything is registered"


def test_a_csv_from_an_old_computer_reads_the_same(app, make, browser):
    id = make.id_of(make.case())
    text = f"姓名,身份证号,月份,欠发\r\n张三,{identity(1)},2026-01,1200.50\r\n"
    page = browser.sign_in("inspector").send("arrears.upload", upload(text.encode("gb18030"), "名单.csv"), id=id)
    assert page.has("1,200.50")
    assert load_workbook(io.BytesIO(browser.fetch("arrears.returned", id=id, batch=1).data)).active["A2"].value == "张三"


def test_a_dropped_roster_cannot_be_written(app, make, browser):
    id = make.id_of(make.case())
    browser.sign_in("inspector").send("arrears.upload", upload(long_roster()), id=id)
    assert browser.send("arrears.drop", id=id, batch=1).has("这份表没有写入")
    assert browser.fetch("arrears.write", "POST", id=id, batch=1).status_code == 409 and count(app, ClaimLine) == 0


def test_a_roster_of_another_case_is_not_written_here(app, make, browser):
    mine, other = make.id_of(make.case()), make.id_of(make.case(worker_name="王五"))
    browser.sign_in("inspector").send("arrears.upload", upload(long_roster()), id=other)
    assert browser.fetch("arrears.write", "POST", id=mine, batch=1).status_code == 404


def test_five_thousand_lines_are_shown_written_and_paged(app, make, browser):
    id = make.id_of(make.case())
    people = [["姓名", "身份证号", "月份", "欠发"]]
    people += [[named(n), identity(n % 1000, f"19{60 + n // 1000}0313"), "2026-01", 1000.01] for n in range(5000)]
    data = xlsx(people)
    browser.sign_in("inspector")
    began = time.monotonic()
    page = browser.send("arrears.upload", upload(data), id=id)
    assert page.has("5000 行") and page.has("5,000,050.00") and len(page.html) < 200_000
    page = browser.send("arrears.write", id=id, batch=1)
    took = time.monotonic() - began
    assert page.has("5000 人，5000 笔") and page.has("5,000,050.00") and len(page.html) < 300_000
    assert took < 30, f"{took:.1f} s"  # 5 s is the goal on a quiet machine; see benchmarks/roster.py
    claims = browser.open("arrears.claims", id=id)
    assert len(claims.all("tbody tr")) == 300 and claims.has("第 1 至 300 笔，共 5000 笔")
    following = claims.root.query("a[rel=next]").etree_element.get("href")
    assert named(300) in browser.client.get(following).get_data(as_text=True)
    assert browser.open("arrears.show", budget=CASE_PAGE, id=id).cost <= CASE_PAGE


# ---- moves


def go(browser, id, move, expect=200, **facts):
    return browser.send("arrears.move", facts, expect=expect, id=id, move=move)


def state(app, id):
    with app.app_context():
        return str(db.session.get(Case, id).state)


def test_each_move_has_its_page_and_leads_on(app, make, today):
    people = {login: Browser(app).sign_in(login) for login in ("inspector", "leader", "county")}
    steps = [  # who, move, what is typed, state after it
        ("inspector", "assign", {"officers": ["second", "inspector"]}, "registered"),
        ("inspector", "supplement", {"reason": "工资欠条"}, "supplementing"),
        ("leader", "accept", {}, "accepted"), ("county", "file", {}, "filed"), ("county", "suspend", {"reason": "当事人下落不明"}, "filed"),
        ("county", "resume", {"reason": "已找到"}, "filed"), ("county", "extend", {"reason": "案情复杂"}, "filed"),
        ("inspector", "inform", {"reason": "已书面告知"}, "filed"), ("county", "close", {"outcome": "全部付清"}, "closed"),
        ("county", "reopen", {"reason": "又有欠薪"}, "filed"),
    ]
    id = make.id_of(make.case())
    for login, move, facts, then in steps:
        form = people[login].open("arrears.move", id=id, move=move)
        page = go(people[login], id, move, version=form.value("version"), on=form.value("on"), **facts)
        assert page.has("已办：" + form.text("h1")), (move, errors(page))
        assert state(app, id) == then, move
    page = people["county"].open("arrears.show", budget=CASE_PAGE, id=id)
    assert [text for text in page.all("#timeline li.move") if "当事人下落不明" in text] and page.has("承办 贺知远、沈若澜")
    for move, facts, then in (("handover", {"office": "青石镇", "reason": "用工地在青石"}, "handed_over"), ("withdraw", {}, "withdrawn"),
                              ("refuse", {"code": "RJ-1"}, "refused"),
                              ("settle", {"outcome": "当场付清", "performance": "paid"}, "settled")):
        other = make.id_of(make.case())
        page = go(people["leader"], other, move, **facts)
        assert page.has("已办") and state(app, other) == then, (move, errors(page))


@pytest.mark.parametrize(("login", "at", "move", "facts", "field", "said"), [
    ("inspector", None, "supplement", {}, "reason", "请填写需要补正的材料"),
    ("inspector", None, "supplement", {"reason": "   "}, "reason", "请填写需要补正的材料"),
    ("leader", None, "refuse", {}, "code", "请选择不予受理的情形"),
    ("leader", None, "refuse", {"code": "RJ-3"}, "code", "材料不全的，先发补正告知"),
    ("leader", None, "refuse", {"code": "RJ-5"}, "code", "属其他辖区的，应当移送"),
    ("leader", None, "refuse", {"code": "RJ-99"}, "code", "请从列表中选择"),
    ("leader", None, "accept", {"on": "2026-03-03"}, "on", "日期不能晚于今天"),
    ("leader", None, "accept", {"on": "2026-02-27"}, "on", "日期不能早于上一步的日期 2026-03-02"),
    ("leader", None, "accept", {"on": "31.12.2025"}, "on", "请填写日期"),
    ("leader", None, "handover", {"office": "青石镇"}, "reason", "请填写理由"),
    ("leader", None, "settle", {"performance": "paid"}, "outcome", "请填写办理结果"),
    ("leader", None, "settle", {"outcome": "分期", "performance": "promised", "pay_by_on": "2026-02-01"}, "pay_by_on",
     "约定支付日不能早于"),
    ("county", "filed", "close", {}, "outcome", "请填写办理结果"),
    ("county", "filed", "extend", {}, "reason", "请填写理由"),
    ("inspector", None, "assign", {"officers": ["inspector"]}, "officers", "两名"),
    ("inspector", None, "assign", {"officers": ["inspector", "leader"]}, "officers", ""),
])
def test_what_a_move_lacks_is_said_at_its_field(app, make, login, at, move, facts, field, said):
    id = make.id_of(make.case(at=at))
    page = go(Browser(app).sign_in(login), id, move, **facts)
    assert said in page.text(f"#{field}-e") and errors(page), errors(page)
    assert state(app, id) == (at or "registered")


def test_nobody_approves_what_they_proposed(app, make):
    id = make.id_of(make.case(by="county"))
    page = go(Browser(app).sign_in("county"), id, "accept")
    assert errors(page) == ["承办人不能批准自己提出的事项，请由另一人办理"] and state(app, id) == "registered"
    page = Browser(app).sign_in("county").open("arrears.show", budget=CASE_PAGE, id=id)
    assert page.has("承办人不能批准自己提出的事项"), "said beside the buttons, before anybody tries"


def test_two_officers_with_valid_certificates_before_filing(app, make, today):
    number = make.case(at="accepted")
    today(date(2029, 1, 2))  # every certificate ran out
    page = go(Browser(app).sign_in("county"), make.id_of(number), "file")
    assert errors(page) == ["还缺 2 名证件在有效期内的承办人"]


def test_two_years_is_a_question_to_a_person(app, make):
    id = make.id_of(make.case(claimed_fen=100, from_on=date(2023, 1, 1), to_on=date(2024, 2, 28)))
    leader = Browser(app).sign_in("leader")
    assert leader.open("arrears.show", budget=CASE_PAGE, id=id).has("劳动保障监察条例》第20条")
    page = go(leader, id, "accept")
    assert page.text("#limitation-e") == "欠薪已满二年，请写明核实意见后再办" and state(app, id) == "registered"
    assert go(leader, id, "accept", limitation="欠薪持续至今，未超过").has("已办：受理")
    other = make.id_of(make.case())
    assert not leader.open("arrears.move", id=other, move="accept").all("[name=limitation]"), "asked only where it arises"


def test_settled_and_paid_on_the_spot_owes_nothing(app, make, browser):
    id = make.id_of(make.case())
    browser.sign_in("inspector").send("arrears.upload", upload(long_roster()), id=id)
    browser.send("arrears.write", id=id, batch=1)
    page = go(Browser(app).sign_in("leader"), id, "settle", outcome="当场全部付清", performance="paid")
    assert page.has("协调处理记录") and page.has("工资领取签收表") and not page.has("上传花名册")
    with app.app_context():
        sums = queries.sums(db.session.get(Case, id))
    assert (sums.claimed, sums.paid, sums.owed_by_employer) == (2472300, 2472300, 0)
    answer = browser.fetch("arrears.upload", "POST", upload(long_roster()), id=id)
    assert "重新启动后才能修改" in answer.get_data(as_text=True), "what has ended is reopened first"


def test_two_people_at_one_case_meet_at_a_page_that_says_what_changed(app, make):
    id = make.id_of(make.case())
    first, second = Browser(app).sign_in("leader"), Browser(app).sign_in("county")
    seen = second.open("arrears.move", id=id, move="refuse").value("version")
    go(first, id, "accept", version=first.open("arrears.move", id=id, move="accept").value("version"))
    page = go(second, id, "refuse", expect=409, version=seen, code="RJ-1", reason="不属监察范围")
    assert page.text("h1") == "别人刚改过这条记录"
    rows = page.all("#changes tbody tr")
    assert any(row.startswith("状态") and "已受理" in row and row.endswith("钟丽华") for row in rows), rows
    assert any(row.startswith("受理日期") and "2026-03-02" in row for row in rows), rows
    assert state(app, id) == "accepted"
    fresh = second.open("arrears.move", id=id, move="settle").value("version")
    assert fresh != seen and go(second, id, "settle", version=fresh, outcome="分期支付", performance="promised").has("已办")


# ---- numbers


def test_a_full_number_never_stands_on_a_page(app, make, browser):
    number = make.case(id_number=identity(7), claimed_fen=100, from_on=date(2026, 1, 1), to_on=date(2026, 1, 31))
    id = make.id_of(number)
    browser.sign_in("inspector").send("arrears.upload", upload(long_roster()), id=id)
    browser.send("arrears.write", id=id, batch=1)
    with app.app_context():
        workers = db.session.scalars(select(Worker.id)).all()
    secret = [identity(n) for n in (0, 1, 2, 7)]
    for login in ("inspector", "county", "supervisor", "treasurer"):
        person = Browser(app).sign_in(login)
        pages = [("arrears.index", {"q": "周桂兰"}), ("arrears.show", {"id": id}), ("arrears.claims", {"id": id}), ("parties.workers", {}),
                 *(("parties.worker", {"id": worker}) for worker in workers)]
        if login == "inspector":
            pages.append(("arrears.roster", {"id": id, "batch": 1}))
        for endpoint, values in pages:
            html = person.open(endpoint, budget=CASE_PAGE, **values).html
            assert not [one for one in secret if one in html] and "13800001100" not in html, (login, endpoint)
    assert browser.open("arrears.show", budget=CASE_PAGE, id=id).has("330***********" + identity(7)[-4:])
    page = browser.send("parties.workers", {"id_number": identity(7)})
    assert page.has("周桂兰") and identity(7) not in page.html
    with app.app_context():
        stored = db.session.execute(db.text("SELECT id_number FROM worker")).scalars().all()
        told = "".join(map(str, db.session.execute(db.text("SELECT changes FROM audit_entry")).scalars()))
    assert not [one for one in secret if one in "".join(stored) + told], "encrypted in the database, masked in the audit"


def test_showing_a_number_is_one_click_that_is_logged(app, make):
    id = make.id_of(make.case(id_number=identity(7)))
    with app.app_context():
        worker = db.session.scalar(select(Worker.id))
    leader = Browser(app).sign_in("leader")
    page = leader.send("arrears.number", id=id, worker=worker)
    assert page.has(identity(7)) and page.has("13800002106") and page.has("已记入查看记录")
    with app.app_context():
        looks = db.session.execute(select(AccessLog.user_id, AccessLog.what, AccessLog.subject_type, AccessLog.subject_id)).all()
        assert [tuple(look) for look in looks] == [(accounts.by_login("leader").id, "shown", "Worker", worker)]
    assert leader.fetch("arrears.number", id=id, worker=worker).status_code == 405, "a GET shows nothing"
    assert not leader.open("arrears.show", budget=CASE_PAGE, id=id).has(identity(7)), "and the next page hides it again"
    other = make.id_of(make.case(worker_name="王五", id_number=identity(9)))
    assert leader.fetch("arrears.number", "POST", id=other, worker=worker).status_code == 404, "a person of another case"
    assert count(app, AccessLog) == 1


def test_a_look_that_cannot_be_logged_does_not_happen(app, make, monkeypatch):
    from casework.core import side

    id = make.id_of(make.case(id_number=identity(7)))
    with app.app_context():
        worker = db.session.scalar(select(Worker.id))
    browser = Browser(app).sign_in("inspector")

    def full(rows):
        raise OSError("disk full")

    monkeypatch.setattr(side, "_write", full)
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    answer = browser.fetch("arrears.number", "POST", id=id, worker=worker)
    assert answer.status_code == 500 and identity(7) not in answer.get_data(as_text=True)


# ---- evidence


def jpeg():
    out = io.BytesIO()
    Image.effect_noise((200, 200), 80).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def pdf(password=None):
    out, document = io.BytesIO(), pikepdf.new()
    document.add_blank_page()
    document.save(out, encryption=pikepdf.Encryption(owner=password, user=password) if password else False)
    return out.getvalue()


HOSTILE = [
    (b"MZ\x90\x00" + bytes(500), "工资条.jpg", "只收 PDF、JPG、PNG 和 .xlsx 文件"),
    (jpeg()[:4000], "半张.jpg", "照片打不开或不完整"),
    (b"\x89PNG\r\n\x1a\n" + bytes(100), "坏.png", "照片打不开或不完整"),
    (pdf("secret"), "加密.pdf", "PDF 有打开密码"),
    (b"%PDF-1.7 nothing else", "坏.pdf", "PDF 打不开"),
    (b"<html><script>alert(1)</script>", "page.pdf", "只收"),
    (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "图.png", "只收"),
    (b"PK\x03\x04" + bytes(200), "表.xlsx", "只收"),
    (b"", "空.pdf", "文件是空的"),
    (photo((9000, 9000)), "炸弹.png", "照片像素过大"),
]


@pytest.mark.parametrize(("data", "name", "said"), HOSTILE, ids=[name for _, name, _ in HOSTILE])
def test_a_hostile_file_is_refused_in_one_sentence_and_not_kept(app, make, browser, data, name, said):
    id = make.id_of(make.case())
    page = browser.sign_in("inspector").send("arrears.add_evidence", {"file": (io.BytesIO(data), name), "brought_by": "周桂兰"}, id=id)
    assert len(errors(page)) == 1 and errors(page)[0].startswith(said), errors(page)
    assert page.value("brought_by") == "周桂兰" and count(app, Evidence) == 0
    with app.app_context():
        assert not files.path(hashlib.sha256(data).hexdigest()).exists()


def test_evidence_is_kept_byte_for_byte_under_its_hash(app, make, browser):
    id = make.id_of(make.case())
    browser.sign_in("inspector")
    for data, name in ((jpeg(), "../../../etc/欠条.jpg"), (pdf(), "合同.pdf"), (photo(), "考勤.png"), (xlsx([["a"]]), "表.xlsx")):
        page = browser.send("arrears.add_evidence", {"file": (io.BytesIO(data), name)}, id=id)
        assert page.has("已收证据：" + name.rpartition("/")[2])
    with app.app_context():
        kept = db.session.scalars(select(Evidence).order_by(Evidence.id)).all()
        first = files.path(kept[0].sha256)
        assert kept[0].sha256 == hashlib.sha256(first.read_bytes()).hexdigest() and first.stat().st_mode & 0o077 == 0
        assert [e.media_type.rpartition("/")[2][:10] for e in kept] == ["jpeg", "pdf", "png", "vnd.openxm"]
        assert app.instance_path in str(first) and "static" not in str(first)
        ids = [e.id for e in kept]
    answer = browser.fetch("arrears.evidence", id=id, evidence=ids[1])
    assert answer.data == pdf_of(app, ids[1]) and answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert count(app, AccessLog, AccessLog.what == "download", AccessLog.subject_type == "Evidence") == 1
    other = make.id_of(make.case(worker_name="王五"))
    assert browser.fetch("arrears.evidence", id=other, evidence=ids[1]).status_code == 404, "not through another case"


def pdf_of(app, id):
    with app.app_context():
        return files.read(db.session.get(Evidence, id).sha256)


# ---- papers


def pages_of(data):
    with pikepdf.open(io.BytesIO(data)) as document:
        return len(document.pages)


def test_papers_are_looked_at_drafted_printed_and_joined(app, make, browser):
    id = make.id_of(make.case(id_number=identity(7)))
    browser.sign_in("inspector").send("arrears.upload", upload(long_roster()), id=id)
    browser.send("arrears.write", id=id, batch=1)
    preview = browser.fetch("documents.preview", code="arrears-roster", id=id)
    assert preview.mimetype == "text/html" and "拖欠工资花名册" in preview.get_data(as_text=True)
    draft = browser.fetch("documents.draft", code="complaint-register", id=id)
    assert pages_of(draft.data) >= 1 and count(app, Printed) == 0, "a draft is never kept"
    printed = browser.fetch("documents.print", "POST", code="complaint-register", id=id)
    assert printed.status_code == 302 and count(app, Printed) == 1
    first = browser.client.get(printed.location)
    with app.app_context():
        jobs.work()
        assert files.read(db.session.scalar(select(Printed.sha256))) == first.data, "made now or by the job: the same bytes"
    browser.fetch("documents.print", "POST", code="complaint-register", id=id)
    assert count(app, Printed) == 1, "the same paper is not issued twice"
    answer = browser.fetch("documents.print_set", "POST", {"codes": ["complaint-register", "arrears-roster"]}, id=id)
    joined = browser.client.get(answer.location)
    assert pages_of(joined.data) == pages_of(first.data) + 1 and count(app, Printed) == 2
    dossier = browser.fetch("dossiers.download", id=id)
    assert pages_of(dossier.data) > pages_of(joined.data), "cover and index before the papers"
    looks = count(app, AccessLog)
    browser.fetch("dossiers.download", id=id)
    assert count(app, AccessLog) == looks + 1, "every download leaves a trace"


@pytest.mark.parametrize(("codes", "said"), [([], "请勾选要打印的文书"), (["nothing"], "404"), (["acceptance-notice"], "自动签发"),
                                             (["arrears-roster"], "还缺")])
def test_what_cannot_be_printed_says_why(app, make, browser, codes, said):
    id = make.id_of(make.case())
    answer = browser.sign_in("inspector").fetch("documents.print_set", "POST", {"codes": codes}, id=id)
    assert answer.status_code in (404, 409) and said in answer.get_data(as_text=True)
    assert count(app, Printed) == 0


def test_a_void_paper_stays_and_its_number_is_not_used_again(app, make):
    id = make.id_of(make.case(at="accepted"))
    leader = Browser(app).sign_in("leader")
    with app.app_context():
        notice = db.session.scalar(select(Printed).where(Printed.code == "acceptance-notice"))
        number, paper = notice.number, notice.id
    assert leader.fetch("documents.void", "POST", {"reason": ""}, id=paper).status_code == 409
    assert leader.fetch("documents.void", "POST", {"reason": "姓名有误"}, id=paper).status_code == 302
    page = leader.open("arrears.show", budget=CASE_PAGE, id=id)
    assert page.has("已作废") and page.has(number)
    make.case(at="accepted", worker_name="王五")
    with app.app_context():
        numbers = db.session.scalars(select(Printed.number).where(Printed.code == "acceptance-notice")).all()
    assert len(set(numbers)) == 2 and number in numbers


def test_a_township_that_only_assists_decides_and_orders_nothing(app, make):
    with make.context():
        accounts_do.set_profile(area=accounts.area("339902"), from_on=date(2026, 1, 1), mode="assisting", by=None,
                                forms={"complaint-register": {"title": "责令登记表"}, "acceptance-notice": {"title": "受理决定书"}})
        accounts_do.create(login="county2", name="望江县局", role="county", area=accounts.area("339902"), must_change=False,
                           password_hash=accounts_do.hashed(PASSWORD), by=None)
    number = make.case(by="helper", employer_name="北浦水产有限公司")
    id = make.id_of(number)
    township, helper, county = (Browser(app).sign_in(login) for login in ("assisting", "helper", "county2"))
    for move in ("accept", "refuse"):
        assert township.fetch("arrears.move", id=id, move=move).status_code == 403
        assert township.fetch("arrears.move", "POST", {"code": "RJ-1"}, id=id, move=move).status_code == 403
    assert township.open("arrears.show", budget=CASE_PAGE, id=id).has("由县局办理"), "and the page says whose it is"
    for person in (township, helper):
        for endpoint, method in (("documents.preview", "GET"), ("documents.draft", "GET"), ("documents.print", "POST")):
            answer = person.fetch(endpoint, method, code="complaint-register", id=id)
            assert answer.status_code == 409 and "乡镇不能打印题名含“责令”的文书" in answer.get_data(as_text=True), endpoint
    assert count(app, Printed) == 0
    assert county.fetch("documents.print", "POST", code="complaint-register", id=id).status_code == 302
    assert go(county, id, "accept").has("已办：受理")


# ---- the list


def test_the_list_costs_the_same_for_one_and_for_fifty(app, make, browser):
    make.case(claimed_fen=100, from_on=date(2026, 1, 1), to_on=date(2026, 1, 31))
    browser.sign_in("inspector")
    one = {endpoint: browser.open(endpoint).cost for endpoint in ("arrears.index", "parties.workers", "parties.index")}
    for n in range(49):
        make.case(worker_name=f"工人{n}", employer_name=f"第{n}建筑有限公司", claimed_fen=100, from_on=date(2026, 1, 1),
                  to_on=date(2026, 1, 31))
    app.config["PAGE_SIZE"] = 50
    for endpoint, cost in one.items():
        page = browser.open(endpoint, budget=cost)
        assert len(page.all("tbody tr")) >= 49, endpoint


def test_a_case_costs_the_same_with_one_worker_and_with_fifty(app, make, browser):
    costs = []
    for people in (2, 50):
        id = make.id_of(make.case())
        rows = [[named(n), identity(n, born=f"19{people + 40}0101"), "2026-01", 10] for n in range(people)]
        data = xlsx([["姓名", "身份证号", "月份", "欠发"], *rows])
        browser.sign_in("inspector").send("arrears.upload", upload(data), id=id)
        browser.send("arrears.write", id=id, batch=count(app, ImportBatch))
        costs.append(browser.open("arrears.show", budget=CASE_PAGE, id=id).cost)
    assert costs[0] == costs[1]


def test_lists_are_asked_paged_and_never_repeat_a_row(app, make, browser):
    numbers = [make.case(worker_name=f"工人{n}", employer_name="甲建筑有限公司" if n % 2 else "乙服饰有限公司") for n in range(7)]
    make.move(numbers[0], "withdraw")
    app.config["PAGE_SIZE"] = 3
    browser.sign_in("inspector")
    for order in ("due", "newest", "oldest", "number"):
        seen, link = [], f"/arrears/?order={order}"
        while link:
            page = browser._page(browser.client.get(link), 200)
            seen += page.all("tbody th a")
            following = page.root.query("a[rel=next]")
            link = following and following.etree_element.get("href")
        assert sorted(seen) == sorted(numbers), order
    app.config["PAGE_SIZE"] = 20
    asked = lambda **q: len(browser.open("arrears.index", **q).all("tbody th a"))  # noqa: E731
    assert asked(q="甲建筑") == 3 and asked(q="工人5") == 1 and asked(q=numbers[2]) == 1 and asked(q="%") == 0
    assert asked(state="open") == 6 and asked(state="ended") == 1 and asked(state="withdrawn") == 1 and asked(channel="phone") == 0
    assert asked(officer="second") == 7 and asked(officer="county") == 0


def test_what_is_late_is_red_in_words_too(app, make, browser, today):
    number = make.case()
    today(date(2026, 3, 11))
    page = browser.sign_in("inspector").open("arrears.index", clock="overdue")
    assert page.has(number) and page.all("[data-clock=red]") and "2" in page.text("[data-clock=red]")
    page = browser.open("arrears.show", budget=CASE_PAGE, id=make.id_of(number))
    assert page.has("逾期 2 个工作日")
