"""One box: found is what is there and mine, alike on both databases; a person's number stands in no address."""

import random
import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from casework.accounts import queries as accounts
from casework.core import audit
from casework.core.sought import initials
from casework.documents.store import Printed
from casework.extensions import db
from casework.parties import actions as parties
from casework.parties.models import Employer
from casework.search import queries
from tests.browser import Browser
from tests.make import CODE
from tests.sheets import identity

WRITTEN = "陈建国伟张恒桂筑·・%_'\"\\ａＢb１1（(）) 　&"  # of these characters each is read in one way
LETTERS = dict(zip("陈建国伟张恒桂筑ａＢb", "cjgwzhgzabb", strict=True))


def plain(text):
    """The brute force's own idea of the same writing."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum() or c in "%_'\"\\&")


def spelt(name, word):
    """Is the word, two letters at least, a piece of the name's initials?"""
    return len(word) > 1 and word.isascii() and word.isalpha() and word in "".join(LETTERS.get(c, "") for c in name)


def test_nothing_is_missed_and_nothing_added(app):
    """Against brute force: two and more characters from names with dots, full-width letters, %, quotes and blanks, and their initials."""
    chance = random.Random(20261125)
    names = ["".join(chance.choice(WRITTEN) for _ in range(chance.randint(2, 9))).strip() or "陈" for _ in range(200)]
    with app.app_context():
        user = accounts.by_login("inspector")
        start = dict(created_at=user.created_at, version=1, area_id=user.home.id)
        db.session.execute(insert(Employer), [dict(start, name=name) for name in names])
        there = db.session.execute(select(Employer.id, Employer.name)).all()
        said = ["".join(LETTERS.get(c, "") for c in name) for name in names]
        pieces = [name[at:at + size] for name in names + said for size in (2, 3, 4) for at in range(len(name) - size + 1)]

        @settings(max_examples=200, database=None)
        @given(st.one_of(st.sampled_from(pieces), st.text(WRITTEN, min_size=1, max_size=4)))
        def agrees(text):
            words = [plain(word) for word in text.split() if plain(word)]
            wanted = {id for id, name in there if all(word in plain(name) or spelt(name, word) for word in words)}
            wanted = wanted if len("".join(words)) > 1 else set()
            assert {row.id for row in queries.find(user, text, 1000).employers} == wanted, text

        agrees()
        db.session.rollback()


@pytest.mark.parametrize(("name", "spelt", "not_spelt"), [
    ("曾小贤", ["zxx", "cxx", "xx"], ["zx贤", "xz"]), ("重庆长安建筑有限公司", ["cqca", "cajz"], ["zqca"]),
    ("中国银行云澜支行", ["zgyh"], []), ("阿依古丽·买买提", ["ayglmmt"], []), ("AB12服饰", ["abfs"], ["ab1f"])])
def test_initials_follow_the_way_a_name_is_read(name, spelt, not_spelt):
    kept = initials(name)
    assert all(any(word in way for way in kept) for word in spelt) and not any(word in way for way in kept for word in not_spelt)


def test_what_is_found_follows_the_record(make):
    """A changed name and telephone are found from then on, the old ones no more; nothing of it is written in the audit."""
    with make.context():
        user = accounts.by_login("inspector")
        employer = parties.register_employer(name="云澜市恒砺服饰有限公司", area=user.home, telephone="0571-8600 1234", by=user)
        db.session.flush()

        def ask(text):
            return [row.id for row in queries.find(user, text).employers]

        assert ask("hlfs") == ask("恒砺") == ask("057186001234") == [employer.id]
        parties.correct_employer(employer=employer, name="云澜市远山制衣有限公司", telephone="0571 8600 9999", by=user)
        db.session.flush()
        assert ask("yszy") == ask("057186009999") == [employer.id] and ask("057186001234") == []
        assert not any("sought" in entry.changes for entry in audit.history(employer))
        db.session.rollback()


def ask(browser, text):
    return browser.send("search.ask", {"q": text})


def test_every_kind_is_found_by_two_characters_or_a_piece_of_its_number(app, make):
    number = make.case(id_number=identity(7), claimed_fen=412050)
    browser = Browser(app).sign_in("inspector")
    browser.fetch("documents.print", "POST", code="complaint-register", id=make.id_of(number))
    for text, kinds in {"桂兰": ["找到的劳动者", "欠薪案件"], "恒砺": ["找到的用人单位", "欠薪案件"], "恒砺 桂兰": ["欠薪案件"],
                        "周桂兰 " + identity(7)[-4:]: ["找到的劳动者"], "周桂兰 0000": [], "没有": []}.items():
        told = ("找到的劳动者", "找到的用人单位", "欠薪案件", "文书")
        assert [title for title in ask(browser, text).all("main h2") if title in told] == kinds, text
    page = browser.open("search.index", q=number)
    assert page.has(number) and "欠薪案件" in page.all("main h2")
    assert browser.open("search.index", q=number.replace("〔", "[").replace("〕", "]")).has(number)
    assert browser.open("search.index", q="兰").has("请至少写两个字")


def test_a_paper_is_found_by_its_number(app, make):
    make.case(at="accepted")
    with app.app_context():
        paper = db.session.scalar(select(Printed.number).where(Printed.number.is_not(None)))
    assert paper, "acceptance issues its notice"
    assert paper in Browser(app).sign_in("inspector").open("search.index", q=paper[:6]).all("#papers th")
    assert not Browser(app).sign_in("elsewhere").open("search.index", q=paper).all("#papers th")


def test_a_number_is_answered_at_once_and_stands_in_no_address(app, make):
    number = make.case(id_number=identity(7), credit_code=CODE)
    browser = Browser(app).sign_in("inspector")
    for text in (identity(7), identity(7)[:6] + " " + identity(7)[6:], "13800002106", "138 0000 2106", CODE, CODE.lower()):
        answer = browser.fetch("search.ask", "POST", {"q": text})
        assert answer.status_code == 200 and "Location" not in answer.headers, text
        page = ask(browser, text)
        assert page.has("云澜市恒砺服饰有限公司" if text.upper() == CODE else "周桂兰"), text
    assert page.all("#employers th a") == ["云澜市恒砺服饰有限公司"] and ask(browser, identity(7)).has(number)
    page = browser.open("search.index", q=identity(7))
    assert page.has("号码不放在地址里") and not page.has("周桂兰") and identity(7) not in page.html
    assert browser.fetch("search.ask", "POST", {"q": "周桂兰"}).status_code == 303


@pytest.mark.parametrize("text", [identity(7), CODE])
def test_elsewhere_only_the_office_is_named(app, make, text):
    make.employer(name="云澜市恒砺服饰有限公司", code=CODE)
    make.case(id_number=identity(7), credit_code=CODE)
    page = ask(Browser(app).sign_in("elsewhere"), text)
    assert page.has("柳堰镇劳动保障监察中队") and page.has("199000") and not page.has("恒砺") and not page.has("周桂兰")


def test_a_search_keeps_to_one_s_areas(app, make):
    here, there = make.case(), make.case(by="elsewhere", employer_name="青石恒砺建设有限公司", worker_name="周桂花")
    inspector, county, other = (Browser(app).sign_in(login) for login in ("inspector", "county", "helper"))
    page = inspector.open("search.index", q="恒砺")
    assert page.has(here) and not page.has(there) and not page.has("青石恒砺")
    assert not inspector.open("search.index", q="桂花").has("周桂花") and not inspector.open("search.index", q="13800002106").has("周桂")
    page = county.open("search.index", q="恒砺")
    assert page.has(here) and page.has(there)
    assert other.open("search.index", q="恒砺").has("没有找到")


def test_an_informant_is_not_found(app, make):
    make.case(channel="report", worker_name="欧阳密", telephone="13911112222")
    browser = Browser(app).sign_in("county")
    for text in ("欧阳密", "13911112222"):
        assert ask(browser, text).has("没有找到"), text


def test_a_former_name_and_a_reference_lead_to_the_case(app, make):
    number = make.case(channel="12345", reference="YL-2026-88")
    with make.context():
        employer = db.session.scalar(select(Employer))
        parties.rename_employer(employer=employer, name="澄溪新名服饰有限公司", on=date(2026, 2, 1), by=accounts.by_login("inspector"))
    browser = Browser(app).sign_in("inspector")
    for text in ("恒砺", "新名", "yl-2026", "ＹＬ２０２６"):
        assert browser.open("search.index", q=text).has(number), text


def test_what_is_more_than_the_page_holds_is_said(app):
    with app.app_context():
        user = accounts.by_login("inspector")
        start = dict(created_at=user.created_at, version=1, area_id=user.home.id)
        db.session.execute(insert(Employer), [dict(start, name=f"云澜第{n}公司") for n in range(7)])
        found = queries.find(user, "云澜", limit=5)
        assert len(found.employers) == 5 and found.more == {"employers"}
        db.session.rollback()
