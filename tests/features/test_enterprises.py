"""企业名录: matched by credit code, shown before it is taken, nothing of the register lost."""

import io

import pytest

from casework.core.errors import Refused
from casework.extensions import db
from casework.law import identifiers
from casework.law.findings import Message
from casework.parties import enterprises, views_lists
from casework.parties.models import Employer, FormerName
from tests.browser import Browser
from tests.make import CODE
from tests.sheets import xlsx

HEADS = ["序号", "统一社会信用代码", "企业名称", "法定代表人", "住所", "从业人数", "行业"]


def code(n):
    body = f"91339901MA2HLT{n:03d}"
    return next(body + c for c in identifiers.CODE_LETTERS if identifiers.credit_code(body + c).valid)


@pytest.fixture
def listed(app, make):
    """(browser, id of the staged list)."""
    make.employer(name="云澜市恒砺服饰有限公司", code=CODE)
    rows = [[1, CODE, "云澜市恒砺制衣有限公司", "王建国", None, 120, "制造业"],
            [2, code(7), "柳堰镇新厂有限公司", "李芳", "澄溪县柳堰镇工业路1号", None, "C"],
            [3, CODE[:-1] + "0", "错码有限公司", None, None, None, None], [4, code(8), "人数不对有限公司", None, None, "约30", None],
            [5, code(7), "又一次", None, None, None, None]]
    browser = Browser(app).sign_in("inspector")
    data = xlsx([["市场主体名录"], HEADS, *rows])
    answer = browser.fetch("parties.upload_list", "POST", {"file": (io.BytesIO(data), "名录.xlsx")})
    return browser, int(answer.location.rstrip("/").rsplit("/", 1)[1])


def take(browser, id, *rows, **more):
    page = browser.open("parties.match_list", id=id)
    chosen = {e.etree_element.get("name"): next((o.etree_element.get("value") for o in e.query_all("option[selected]")), "")
              for e in page.root.query_all("select[name^=at-]")}
    return browser.fetch("parties.match_list", "POST", chosen | {"row": list(rows), "write": "1"} | more, id=id)


def test_what_would_change_is_shown_and_nothing_is_written(app, listed):
    browser, id = listed
    page = browser.open("parties.match_list", id=id)
    for said in ("云澜市恒砺制衣有限公司", "新单位", "不是整数", "与第 4 行信用代码重复"):
        assert page.has(said), said
    with app.app_context():
        assert db.session.scalars(db.select(Employer.name)).all() == ["云澜市恒砺服饰有限公司"]


def test_only_ticked_rows_are_taken_and_a_new_name_keeps_the_old(app, listed):
    browser, id = listed
    assert take(browser, id, "3").status_code == 302
    with app.app_context():
        one = db.session.scalar(db.select(Employer))
        assert (one.name, one.legal_representative, one.headcount, one.section) == ("云澜市恒砺制衣有限公司", "王建国", 120, "C")
        assert db.session.scalars(db.select(FormerName.name)).all() == ["云澜市恒砺服饰有限公司"]
        assert db.session.scalar(db.select(db.func.count(Employer.id))) == 1, "the new firm was not ticked"
    assert "已经写入过了" in take(browser, id, "4").get_data(as_text=True)


def test_what_the_page_does_not_list_is_taken_with_one_tick_and_nothing_ticked_takes_nothing(app, listed, monkeypatch):
    monkeypatch.setattr(views_lists, "SHOWN", 1)
    browser, id = listed
    assert "请先勾选" in take(browser, id).get_data(as_text=True)
    assert browser.open("parties.match_list", id=id).has("没有列出的 1 行也写入")
    with app.app_context():
        assert db.session.scalars(db.select(Employer.name)).all() == ["云澜市恒砺服饰有限公司"]
    assert take(browser, id, "3", rest="1").status_code == 302
    with app.app_context():
        assert sorted(db.session.scalars(db.select(Employer.name))) == ["云澜市恒砺制衣有限公司", "柳堰镇新厂有限公司"]


def test_a_row_that_cannot_be_taken_is_named_and_takes_the_others_along(app, listed, monkeypatch):
    def never(values, areas, by):
        raise Refused(Message("住所不在本市"))

    browser, id = listed
    with monkeypatch.context() as patch:
        patch.setattr(enterprises, "_register", never)
        assert "第 4 行：住所不在本市" in take(browser, id, "3", "4").get_data(as_text=True)
    with app.app_context():
        assert db.session.scalars(db.select(Employer.name)).all() == ["云澜市恒砺服饰有限公司"], "row 3 had been taken before"
    assert take(browser, id, "3", "4").status_code == 302, "the list is still to be written"


def test_a_new_firm_stands_in_the_area_of_its_address(app, listed):
    browser, id = listed
    take(browser, id, "4")
    with app.app_context():
        made = db.session.scalar(db.select(Employer).where(Employer.credit_code == code(7)))
        assert made.name == "柳堰镇新厂有限公司" and made.section == "C" and made.legal_representative == "李芳"


def test_another_office_s_firm_is_told_and_left(app, listed):
    data = xlsx([HEADS, [1, CODE, "别人改的名字", None, None, None, None]])
    other = Browser(app).sign_in("elsewhere")
    answer = other.fetch("parties.upload_list", "POST", {"file": (io.BytesIO(data), "名录.xlsx")})
    id = int(answer.location.rstrip("/").rsplit("/", 1)[1])
    assert other.open("parties.match_list", id=id).has("由那边改")
    take(other, id, "2")
    with app.app_context():
        assert db.session.scalar(db.select(Employer.name).where(Employer.credit_code == CODE)) == "云澜市恒砺服饰有限公司"
    assert Browser(app).sign_in("inspector").fetch("parties.match_list", id=id).status_code == 404
