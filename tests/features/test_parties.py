"""Employers and workers: found by number in the whole city, listed in one's own areas, corrected by those who may."""

from datetime import date

import pytest
from sqlalchemy import select, text

from casework.core.side import AccessLog
from casework.extensions import db
from casework.parties.models import Worker
from casework.parties.names import person_name
from tests.browser import Browser
from tests.features.test_arrears import errors
from tests.features.test_contracts import act, register
from tests.make import CODE
from tests.sheets import identity

NOTHING = dict.fromkeys(("start_on", "end_on", "signed_on")) | {"hired_on": date(2026, 1, 5)}


def test_an_employer_s_page_lists_its_cases_here(app, make, browser):
    id = make.employer(code=CODE, address="柳堰镇工业路8号")
    here = make.case(credit_code=CODE)
    there = make.case(by="elsewhere", credit_code=CODE)
    page = browser.sign_in("inspector").open("parties.show", id=id)
    assert page.text("h1") == "云澜市恒砺服饰有限公司" and page.has(CODE) and page.has(here) and not page.has(there)
    assert Browser(app).sign_in("county").open("parties.show", id=id).has(there)
    assert Browser(app).sign_in("leader").open("parties.show", id=id).all("a[href$=edit]") == [], "a leader corrects no employer"


def test_the_list_is_of_one_s_areas_but_an_exact_code_is_found_in_the_city(app, make, browser):
    make.employer(name="甲建筑有限公司")
    make.employer(name="青石建设有限公司", code=CODE, area="339901002")
    browser.sign_in("inspector")
    assert browser.open("parties.index").all("tbody th") == ["甲建筑有限公司"]
    page = browser.open("parties.index", q=CODE)
    assert page.has("这家单位登记在别的辖区") and page.has("青石镇劳动保障监察中队") and page.has("199000") and not page.has("青石建设")
    assert browser.open("parties.index", q=CODE.lower()).has("青石镇劳动保障监察中队")
    assert browser.open("parties.index", q="青石建设").has("没有找到用人单位"), "a name alone is not looked for elsewhere"
    assert browser.open("parties.index", q="建筑").all("tbody th") == ["甲建筑有限公司"]
    county = Browser(app).sign_in("county")
    assert len(county.open("parties.index").all("tbody th")) == 2
    assert county.open("parties.index", area="339901002").all("tbody th") == ["青石建设有限公司"]


def test_an_employer_is_corrected_and_the_change_is_audited(app, make, browser):
    id = make.employer()
    browser.sign_in("inspector")
    form = browser.open("parties.edit", id=id)
    page = browser.send("parties.edit", {"version": form.value("version"), "name": "云澜市恒砺服饰有限公司", "credit_code": CODE,
                                         "telephone": "0990-8800101", "headcount": "120"}, id=id)
    assert page.has("已保存") and page.has(CODE) and page.has("0990-8800101") and page.has("120")
    log = Browser(app).sign_in("supervisor").open("administration.log", what="parties.correct")
    assert log.has("沈若澜") and log.has("信用代码") and log.has(f"用人单位 {id}")


def test_an_emptied_field_is_empty(make, browser):
    id = make.employer(code=CODE, address="错的地址")
    browser.sign_in("inspector").send("parties.edit", {"name": "云澜市恒砺服饰有限公司", "credit_code": CODE, "address": ""}, id=id)
    assert not browser.open("parties.show", id=id).has("错的地址")


@pytest.mark.parametrize(("facts", "field", "said"), [
    ({"name": ""}, "name", "请填写用人单位名称"), ({"credit_code": CODE[:-1] + "2"}, "credit_code", ""),
    ({"telephone": "none"}, "telephone", "请填写电话号码"), ({"headcount": "-1"}, "headcount", "人数在"),
    ({"headcount": "ten"}, "headcount", ""),
])
def test_what_is_wrong_is_said_at_its_field_and_kept(make, browser, facts, field, said):
    id = make.employer()
    page = browser.sign_in("inspector").send("parties.edit", {"name": "恒砺", "address": "新址"} | facts, id=id)
    assert page.text(f"#{field}-e").startswith(said) and page.value("address") == "新址" and page.value(field) == facts[field]
    assert not [line for line in errors(page) if line.isascii()], "no sentence of a library's"
    assert not browser.open("parties.show", id=id).has("新址")


def test_a_code_belongs_to_one_employer(make, browser):
    make.employer(name="甲公司", code=CODE)
    id = make.employer(name="乙公司")
    page = browser.sign_in("inspector").send("parties.edit", {"name": "乙公司", "credit_code": CODE}, id=id)
    assert errors(page) == ["信用代码已登记在“甲公司”名下"]


def test_two_people_at_one_employer_meet_at_a_page_that_says_what_changed(app, make):
    id = make.employer()
    first, second = Browser(app).sign_in("inspector"), Browser(app).sign_in("county")
    seen = {browser: browser.open("parties.edit", id=id).value("version") for browser in (first, second)}
    mine = {"name": "云澜市恒砺服饰有限公司", "address": "工业路8号", "telephone": "0990-1111111"}
    first.send("parties.edit", mine | {"version": seen[first]}, id=id)
    page = second.send("parties.edit", mine | {"version": seen[second], "address": "人民路1号", "telephone": ""}, expect=409, id=id)
    rows = page.all("#changes tbody tr")
    assert "单位地址人民路1号工业路8号沈若澜" in rows and any(row.startswith("单位电话") and "0990-1111111" in row for row in rows), rows
    assert second.open("parties.show", id=id).has("工业路8号") and not second.open("parties.show", id=id).has("人民路1号")


def test_a_worker_is_found_by_number_without_the_number_in_an_address(app, make, browser):
    make.case(id_number=identity(7))
    browser.sign_in("inspector")
    assert browser.send("parties.workers", {"id_number": identity(8)}).has("没有找到劳动者")
    make.case(by="elsewhere", worker_name="别镇人", id_number=identity(9))
    page = browser.send("parties.workers", {"id_number": identity(9)})
    assert page.has("这个号码登记过，但不在你辖区的案件里") and not page.has("别镇人")


def test_a_worker_has_a_page_of_panels_and_the_number_is_shown_one_at_a_time(app, make, browser):
    """Features add panels and columns by themselves; a clerk reads the page but sees no full number."""
    make.case(id_number=identity(7), claimed_fen=412050, from_on=date(2025, 12, 1), to_on=date(2025, 12, 31))
    row = browser.sign_in("inspector").open("parties.workers").all("tbody td")
    assert row[-2:] == ["1", "4,120.50"], row
    with app.app_context():
        id = db.session.scalar(select(Worker.id))
    page = browser.open("parties.worker", id=id)
    assert page.all("main h2") == ["本人", "欠薪案件"] and page.has("330***********" + identity(7)[-4:]) and not page.has(identity(7))
    page = browser.send("parties.number", id=id)
    assert page.has(identity(7)) and page.has("13800002106") and page.has("已记入查看记录")
    with app.app_context():
        log = db.session.execute(select(AccessLog.what, AccessLog.subject_type, AccessLog.subject_id)).all()
    assert log == [("shown", "Worker", id)]
    clerk = Browser(app).sign_in("clerk")
    assert clerk.open("parties.worker", id=id).all("form[action$=number]") == []
    assert clerk.fetch("parties.number", "POST", id=id).status_code == 403


def test_a_renamed_employer_is_found_by_both_names(app, make, browser):
    id = make.employer(name="澄溪旧名服饰有限公司")
    browser.sign_in("inspector").send("parties.rename", {"name": "澄溪新名服饰有限公司", "on": "2026-02-01"}, id=id)
    page = browser.open("parties.show", id=id)
    assert page.text("h1") == "澄溪新名服饰有限公司" and page.has("澄溪旧名服饰有限公司 至 2026-02-01")
    for name in ("旧名", "新名"):
        assert browser.open("parties.index", q=name).all("tbody th") == ["澄溪新名服饰有限公司"]
    page = browser.send("parties.rename", {"name": "澄溪新名服饰有限公司", "on": "2026-03-03"}, id=id)
    assert errors(page) == ["新名称和现在的一样"]
    assert errors(browser.send("parties.rename", {"name": "又一名", "on": "2026-03-03"}, id=id)) == ["更名日期不能晚于今天"]


def test_what_an_employer_is_filters_the_list(app, make, browser):
    id = make.employer(name="甲劳务有限公司")
    make.employer(name="乙商店")
    browser.sign_in("inspector").send("parties.edit", {"name": "甲劳务有限公司", "section": "E", "kinds": ["dispatch", "construction"],
                                                       "operating_address": "工地一号", "area_code": "339901001"}, id=id)
    page = browser.open("parties.show", id=id)
    assert page.has("E 建筑业") and page.has("劳务派遣、建筑施工") and page.has("工地一号")
    for query, names in (({"kind": "dispatch"}, ["甲劳务有限公司"]), ({"section": "E"}, ["甲劳务有限公司"]), ({"kind": "platform"}, []),
                         ({"kind": "id"}, []), ({"section": "C"}, [])):
        assert browser.open("parties.index", **query).all("tbody th") == names, query
    browser.send("parties.edit", {"name": "甲劳务有限公司", "kinds": ["platform"], "area_code": "339901001"}, id=id)
    assert browser.open("parties.index", kind="dispatch").all("tbody th") == [] and browser.open("parties.show", id=id).has("平台用工")
    page = browser.send("parties.edit", {"name": "甲劳务有限公司", "area_code": "339901002"}, id=id)
    assert errors(page) == ["请从列表中选择"], "an employer is not put into another's area"


def test_one_person_is_found_by_any_of_their_numbers(app, make, browser):
    make.case(id_number=identity(7))
    with app.app_context():
        id = db.session.scalar(select(Worker.id))
    browser.sign_in("inspector")
    browser.send("parties.document", {"kind": "passport", "number": " e1234 5678", "proof": "护照与身份证同时出示"}, id=id)
    page = browser.open("parties.worker", id=id)
    assert page.has("护照") and page.has("护照与身份证同时出示") and page.has("E12**5678") and not page.has("E12345678")
    assert browser.send("parties.workers", {"id_number": "E12345678"}).all("tbody th") == ["周桂兰"]
    assert browser.send("parties.number", id=id).has("E12345678")
    with app.app_context():
        assert "E12345678" not in str(db.session.execute(text("SELECT number FROM worker_document")).all())
    number = make.case(worker_name="周桂兰", id_number=None)
    with app.app_context():
        other = db.session.scalar(select(Worker.id).where(Worker.id_index.is_(None)))
    assert number and other != id
    page = browser.send("parties.document", {"kind": "passport", "number": "E12345678", "proof": "x"}, id=other)
    assert errors(page) == ["这个号码登记的是另一个人；两人其实是一人时，请先合并"]
    page = browser.send("parties.document", {"kind": "resident", "number": identity(7)[:-1] + "Q", "proof": "x"}, id=other)
    assert len(errors(page)) == 1 and page.value("proof") == "x"
    short = identity(12)[:6] + identity(12)[8:17]
    browser.send("parties.document", {"kind": "resident", "number": short, "proof": "旧证"}, id=other)
    for typed in (short, identity(12)):
        assert browser.send("parties.workers", {"id_number": typed}).all(f"tbody a[href$='/workers/{other}']") == ["周桂兰"], typed


def test_a_first_number_keeps_its_proof_and_another_birth_date_needs_an_answer(app, make, browser):
    make.case(id_number=None)
    with app.app_context():
        id = db.session.scalar(select(Worker.id))
    browser.sign_in("inspector").send("parties.document", {"kind": "resident", "number": identity(7), "proof": "凭户口簿"}, id=id)
    page = browser.open("parties.worker", id=id)
    assert page.has("330***********" + identity(7)[-4:]) and page.has("凭户口簿") and "本人的其他证件" not in page.all("main h2")
    typed = {"kind": "resident", "number": identity(8, born="19860331"), "proof": "派出所更正证明"}
    page = browser.send("parties.document", typed, id=id)
    assert page.text("#number-e").startswith("号码里的出生日期与登记的不同") and page.value("proof") == "派出所更正证明"
    assert browser.send("parties.document", typed | {"birth_differs": "y"}, id=id).has("已登记")
    page = browser.open("parties.worker", id=id)
    said = "的证件写的出生日期是 1986-03-31，与登记的 1986-03-13 不同；认定是同一人的依据：派出所更正证明"
    assert page.has(f"尾号 {typed['number'][-4:]} {said}")
    browser.send("parties.document", {"kind": "resident", "number": identity(9), "proof": "补领的新证"}, id=id)
    assert len(browser.open("parties.worker", id=id).all(".warn")) == 1, "the same birth date is no finding"


def test_an_employers_page_has_the_whole_picture(app, make, browser):
    """Contracts by state, the rate of signing, findings by weight with what they say, what is owed by all cases, and each case."""
    id = make.employer(code=CODE)
    for n, facts in enumerate(({"lacking": "insurance", "end_on": date(2026, 3, 20)}, {"lacking": "insurance"}, {"kind": None, **NOTHING})):
        register(make, id, n, **facts)
    act(make, register(make, id, 3), "end", on=date(2026, 2, 20), code="T37")
    make.case(employer_name="云澜市恒砺服饰有限公司", claimed_fen=412_050, from_on=date(2025, 12, 1), to_on=date(2025, 12, 31), at="filed")
    make.case(worker_name="陈立", telephone="13800001111", employer_name="云澜市恒砺服饰有限公司", claimed_fen=100_000, channel="patrol",
              from_on=date(2025, 12, 1), to_on=date(2025, 12, 31))
    page = browser.sign_in("inspector").open("parties.show", id=id)
    for words in ("签订率 66.7%", "履行中 2", "已解除 1", "未签 1", "30 天内到期 1", "违法 3，需整改或核实 1", "缺少必备条款", "2 份合同",
                  "涉及 2 名劳动者", "5,120.50", "在办 2 件，已立案 1 件，巡查、举报、移送发现 1 件", "日常巡查"):
        assert page.has(words), words
    assert len(page.all("#cases tbody tr")) == 2 and page.all("#arrears dd")[0] == "2"


@pytest.mark.parametrize(("typed", "kept"), [
    ("张 三", "张三"), (" 欧阳  娜 娜", "欧阳娜娜"), ("CHRISTOPHER  JONATHAN VAN", "CHRISTOPHER JONATHAN VAN"),
    ("O'Neil J. (Jim)", "O'Neil J. (Jim)"),
    ("买买提 · 吐尔逊", "买买提·吐尔逊")])
def test_a_chinese_name_has_no_blanks_and_a_latin_one_keeps_them(typed, kept):
    assert person_name(typed) == kept
