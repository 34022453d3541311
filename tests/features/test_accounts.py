"""Signing in and out, passwords, languages, and the accounts of an area."""

import time
from contextlib import nullcontext
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from casework.accounts import absences, actions, locks
from casework.accounts import queries as accounts
from casework.accounts.models import Post, SignInAttempt, User
from casework.core import audit, clock
from casework.core.errors import Refused
from casework.extensions import db
from tests.browser import PASSWORD, Browser
from tests.conftest import NOW
from tests.sheets import identity

WRONG, LOCKED = "账号或密码不对，请重新填写", "连续 5 次不对，请 15 分钟后再试"
NEW = "another-horse-8"


def tries(browser, login="inspector", password="wrong-password"):
    return browser.send("accounts.sign_in", {"login": login, "password": password})


def signed_in(browser):
    return browser.fetch("accounts.me").status_code == 200


def test_a_wrong_password_is_told_in_one_sentence_that_betrays_nothing(app, browser):
    for login in ("inspector", "nobody-at-all", "system"):
        page = tries(browser, login)
        assert page.has(WRONG) and page.value("login") == login and not page.value("password")
        assert page.text("title").startswith("错误："), "a screen reader hears it first"
    assert not signed_in(browser)
    with app.app_context():
        kept = db.session.execute(select(SignInAttempt.login, SignInAttempt.succeeded)).all()
    assert ("inspector", False) in kept and ("nobody-at-all", False) in kept


def test_an_empty_form_says_both_things_at_once(browser):
    page = browser.send("accounts.sign_in", {})
    assert page.all("#errors li") == ["请填写账号", "请填写密码"]


def test_five_wrong_passwords_lock_the_login_for_a_quarter_of_an_hour(browser, monkeypatch):
    for n in range(5):
        monkeypatch.setattr(clock, "now", lambda n=n: NOW + timedelta(seconds=n + 1))
        assert tries(browser).has(WRONG)
    page = tries(browser, password=PASSWORD)
    assert page.has(LOCKED) and not signed_in(browser), "locked even for the right password"
    assert tries(browser, "second").has(WRONG), "others are not locked"
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=14))
    assert tries(browser, password=PASSWORD).has(LOCKED)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=15, seconds=10))
    assert signed_in(browser.sign_in("inspector"))


def test_four_wrong_ones_and_a_right_one_start_again(browser, monkeypatch):
    moment = iter(NOW + timedelta(seconds=n) for n in range(1000))
    monkeypatch.setattr(clock, "now", lambda: next(moment))
    for _ in range(2):
        for _ in range(4):
            tries(browser)
        browser.sign_in("inspector")
        browser.fetch("accounts.sign_out", "POST")


def test_an_administrator_s_new_password_unlocks(app, browser, monkeypatch):
    for n in range(5):
        monkeypatch.setattr(clock, "now", lambda n=n: NOW + timedelta(seconds=n + 1))
        tries(browser)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=2))
    admin = Browser(app).sign_in("admin")
    assert admin.send("accounts.show", {"password": NEW}, id=id_of(app, "inspector")).has("已重设 inspector 的密码")
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=3))
    browser.sign_in("inspector", NEW)


def id_of(app, login):
    with app.app_context():
        return db.session.scalar(select(User.id).where(User.login == login))


def test_signing_out_ends_the_session(browser):
    browser.sign_in("inspector")
    assert signed_in(browser)
    answer = browser.fetch("accounts.sign_out", "POST")
    assert answer.status_code == 302 and not signed_in(browser)
    assert browser.fetch("accounts.sign_out").status_code in (302, 405), "a link cannot sign anybody out"


def test_a_new_password_ends_every_other_session(app):
    here, there = Browser(app).sign_in("inspector"), Browser(app).sign_in("inspector")
    page = here.send("accounts.password", {"old": PASSWORD, "password": NEW, "again": NEW})
    assert page.has("密码已改，其他地方的登录已退出")
    assert signed_in(here) and not signed_in(there)
    assert tries(Browser(app), password=PASSWORD).has(WRONG)
    assert signed_in(Browser(app).sign_in("inspector", NEW))


@pytest.mark.parametrize(("old", "password", "again", "field", "said"), [
    ("not-the-old-1", NEW, NEW, "old", "原密码不对"),
    (PASSWORD, "short-1", "short-1", "password", "密码至少 10 个字符"),
    (PASSWORD, "my-inspector-9", "my-inspector-9", "password", "密码不能包含账号"),
    (PASSWORD, "aaaaaaaaaaaa", "aaaaaaaaaaaa", "password", "密码不能只是几个重复的字符"),
    (PASSWORD, PASSWORD, PASSWORD, "password", "新密码要与原密码不同"),
    (PASSWORD, NEW, "different-9-x", "again", "两次填的新密码不一样"),
])
def test_a_poor_new_password_is_refused_at_its_field(app, old, password, again, field, said):
    browser = Browser(app).sign_in("inspector")
    page = browser.send("accounts.password", {"old": old, "password": password, "again": again})
    assert page.text(f"#{field}-e").startswith(said)
    assert signed_in(Browser(app).sign_in("inspector")), "the old one still holds"


def test_a_session_ends_after_eight_quiet_hours(browser, monkeypatch):
    browser.sign_in("inspector")
    later = time.time()
    monkeypatch.setattr("itsdangerous.timed.TimestampSigner.get_timestamp", lambda self: int(later + 7.9 * 3600))
    assert signed_in(browser)
    monkeypatch.setattr("itsdangerous.timed.TimestampSigner.get_timestamp", lambda self: int(later + 16.1 * 3600))
    assert not signed_in(browser)


def test_the_cookie_is_for_this_site_and_not_for_scripts(browser):
    answer = browser.fetch("accounts.sign_in", "POST", {"login": "inspector", "password": PASSWORD})
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("casework=") and "HttpOnly" in cookie and "SameSite=Lax" in cookie


def test_the_initial_password_is_changed_before_anything_else(app, browser):
    admin = Browser(app).sign_in("admin")
    admin.send("accounts.show", {"password": NEW}, id=id_of(app, "inspector"))
    browser.sign_in("inspector", NEW)
    for endpoint in ("home", "arrears.index", "arrears.new", "accounts.me"):
        assert browser.fetch(endpoint).location == "/accounts/password", endpoint
    page = browser.open("accounts.password")
    assert page.has("现在用的是别人设的初始密码")
    browser.send("accounts.password", {"old": NEW, "password": "my-own-words-5", "again": "my-own-words-5"})
    assert browser.open("arrears.index").text("h1") == "欠薪案件"


@pytest.mark.parametrize("address", ["https://evil.example/x", "//evil.example/x", "/\\evil.example", "\\\\evil.example",
                                     "/\t/evil.example", "\t//evil.example", "javascript:alert(1)",
                                     "/\r\n/evil.example", "http:evil.example", "///evil"])
def test_a_link_to_sign_in_cannot_lead_elsewhere(browser, address):
    answer = browser.client.post("/accounts/sign-in", query_string={"next": address}, data={"login": "inspector", "password": PASSWORD})
    assert answer.status_code == 302
    where = answer.location
    assert where.startswith("/") and not where.startswith(("//", "/\\")) and not any(c in where for c in "\t\r\n\\"), where
    answer = browser.client.post("/accounts/language", data={"language": "en", "back": address})
    assert answer.location.startswith("/") and not answer.location.startswith(("//", "/\\"))


def test_signing_in_goes_on_to_the_page_that_was_asked_for(browser):
    asked = browser.client.get("/arrears/new")
    answer = browser.client.post(asked.location, data={"login": "inspector", "password": PASSWORD})
    assert answer.location == "/arrears/new"


def test_without_the_forms_token_nothing_is_done(app, browser):
    app.config["WTF_CSRF_ENABLED"] = True
    answer = browser.fetch("accounts.sign_in", "POST", {"login": "inspector", "password": PASSWORD})
    assert answer.status_code == 400 and "页面放得太久了" in answer.get_data(as_text=True) and not signed_in(browser)
    token = browser.open("accounts.sign_in").value("csrf_token")
    answer = browser.fetch("accounts.sign_in", "POST", {"login": "inspector", "password": PASSWORD, "csrf_token": token})
    assert answer.status_code == 302 and signed_in(browser)
    for path in ("/accounts/sign-out", "/accounts/language", "/arrears/new", "/documents/1/print-set", "/arrears/1/number/1",
                 "/accounts/password", "/workers/"):
        assert browser.client.post(path, data={"csrf_token": "forged"}).status_code == 400, path


def test_every_form_of_ours_carries_the_token(app, make):
    app.config["WTF_CSRF_ENABLED"] = True
    id = make.id_of(make.case())
    browser = Browser(app)
    token = browser.open("accounts.sign_in").value("csrf_token")
    browser.fetch("accounts.sign_in", "POST", {"login": "county", "password": PASSWORD, "csrf_token": token})
    for endpoint, values in (("arrears.new", {}), ("arrears.show", {"id": id}), ("arrears.upload", {"id": id}), ("parties.workers", {}),
                             ("arrears.add_evidence", {"id": id}), ("arrears.move", {"id": id, "move": "accept"}),
                             ("accounts.password", {})):
        page = browser.open(endpoint, budget=40, **values)
        forms = page.root.query_all('form[method="post"]')
        tokens = page.root.query_all('form[method="post"] input[name="csrf_token"]')
        assert len(list(forms)) == len(list(tokens)) > 0, endpoint


def test_the_language_is_each_person_s_own_choice(app, browser):
    assert browser.open("accounts.sign_in").root.query("html").etree_element.get("lang") == "zh-Hans"
    browser.send("accounts.language", {"language": "en", "back": "/accounts/sign-in"})
    page = browser.open("accounts.sign_in")
    assert page.root.query("html").etree_element.get("lang") == "en" and not page.has("登录")
    browser.sign_in("inspector")
    browser.send("accounts.language", {"language": "en", "back": "/arrears/"})
    assert Browser(app).sign_in("inspector").open("arrears.index").root.query("html").etree_element.get("lang") == "en", "kept"
    assert Browser(app).sign_in("second").open("arrears.index").text("h1") == "欠薪案件"
    browser.send("accounts.language", {"language": "klingon", "back": "/arrears/"})
    assert browser.open("arrears.index").root.query("html").etree_element.get("lang") == "en"


def test_an_english_page_has_no_chinese_word_of_ours(app, make):
    """Names and papers stay Chinese; everything that the program says is English."""
    id = make.id_of(make.case(employer_name="Acme", worker_name="Wang", channel="12345"))
    for login in ("inspector", "county"):
        browser = Browser(app).sign_in(login)
        browser.send("accounts.language", {"language": "en", "back": "/"})
        for endpoint, values in (("arrears.index", {}), ("arrears.new", {}), ("arrears.upload", {"id": id}), ("parties.workers", {}),
                                 ("arrears.move", {"id": id, "move": "assign"}), ("accounts.password", {}), ("parties.index", {})):
            page = browser.open(endpoint, **values)
            said = " ".join(page.all("main h1, main h2, main label, main button, main th[scope=col], main .hint, nav h2"))
            assert not [c for c in said if "一" <= c <= "鿿"], (endpoint, said)


ACCOUNT = {"login": "new.person", "name": "新同事", "role": "inspector", "area": "339901001", "password": NEW,
           "certificate_no": "浙监077", "certificate_to": "2027-06-30"}


def test_an_administrator_makes_a_colleague_who_then_chooses_a_password(app, browser):
    page = browser.sign_in("admin").send("accounts.new", ACCOUNT)
    assert page.has("已建账号 new.person") and page.has("柳堰镇劳动保障监察中队") and page.has("监察员")
    assert browser.open("accounts.index").has("待改初始密码")
    colleague = Browser(app).sign_in("new.person", NEW)
    assert colleague.fetch("arrears.new").location == "/accounts/password"


def test_everything_wrong_with_a_new_account_is_told_at_once(browser):
    page = browser.sign_in("admin").send("accounts.new", ACCOUNT | {"login": "", "name": "", "role": "", "certificate_to": "tomorrow"})
    assert {"请填写账号", "请填写姓名", "请选择角色"} <= set(page.all("#errors li")) and len(page.all("#errors li")) == 4
    assert page.value("certificate_no") == "浙监077"


@pytest.mark.parametrize(("change", "said"), [
    ({"login": "inspector"}, "账号 inspector 已有人用"), ({"login": "空 格"}, "账号只用字母、数字和 - _ ."),
    ({"password": "short"}, "密码至少 10 个字符"), ({"password": "new.person-1"}, "密码不能包含账号"),
    ({"role": "system"}, "请从列表中选择"),
    ({"area": "339902001"}, "请选择区域"), ({"area": "nowhere"}, "请选择区域"),
])
def test_an_account_that_cannot_be_is_refused(app, browser, change, said):
    page = browser.sign_in("admin").send("accounts.new", ACCOUNT | change)
    assert any(line.startswith(said) for line in page.all("#errors li")), page.all("#errors li")
    assert id_of(app, "new.person") is None


def test_a_deactivated_account_is_out_at_once(app):
    browser, admin = Browser(app).sign_in("inspector"), Browser(app).sign_in("admin")
    assert admin.send("accounts.deactivate", id=id_of(app, "inspector")).has("已停用 inspector")
    assert not signed_in(browser) and tries(browser, password=PASSWORD).has(WRONG)


def test_an_administrator_manages_no_other_county(app, browser):
    browser.sign_in("admin")
    assert "assisting" not in browser.open("accounts.index").all("th a")
    assert browser.fetch("accounts.show", id=id_of(app, "assisting")).status_code == 404
    assert browser.fetch("accounts.deactivate", "POST", id=id_of(app, "assisting")).status_code == 404
    assert signed_in(Browser(app).sign_in("assisting"))


def posted(make, login, *posts):
    """The person's posts are these and no others: (role, area, last day or None)."""
    with make.context(), audit.during("tests.posts", None):
        user = accounts.by_login(login)
        for post in user.posts:
            db.session.delete(post)
        db.session.flush()
        db.session.add_all([Post(user_id=user.id, area=accounts.area(area), role=role, to_on=to_on) for role, area, to_on in posts])
        db.session.flush()


@pytest.mark.parametrize(("posts", "managed", "answered"), [
    ([("inspector", "339901001", None)], True, True),
    ([("inspector", "339901001", None), ("leader", "339902001", None)], False, True),
    ([("inspector", "339901001", date(2026, 3, 1)), ("leader", "339902001", None)], False, False),
    ([("inspector", "339901001", None), ("leader", "339902001", date(2026, 3, 1))], True, True),
    ([("inspector", "339901001", date(2026, 3, 1))], True, True),
], ids=["here", "here and elsewhere", "here before", "elsewhere before", "all over"])
def test_who_works_elsewhere_gets_no_password_from_here(app, make, posts, managed, answered):
    """A password opens every area of the person; a post that is over answers to nobody, unless all are."""
    posted(make, "second", *posts)
    with make.context():
        admin, leader, second = (accounts.by_login(login) for login in ("admin", "leader", "second"))
        assert absences.answers_for(leader, second) is answered
        assert ("second" in [one.login for one in accounts.answered_for(leader)]) is answered
        for change in (lambda: actions.set_password(user=second, password_hash="x", initial=True, by=admin),
                       lambda: locks.unlock(second, by=admin), lambda: actions.deactivate(user=second, by=admin)):
            with nullcontext() if managed else pytest.raises(Refused, match="这个账号不归你管理"):
                change()


def test_the_log_says_who_did_what_and_shows_no_value_of_people(app, make):
    make.case(id_number=identity(7), telephone="13800002106")
    page = Browser(app).sign_in("supervisor").open("administration.log")
    assert page.has("登记案件") and page.has("沈若澜") and page.has("证件号")
    assert identity(7) not in page.html and "13800002106" not in page.html
    assert Browser(app).sign_in("supervisor").open("administration.log", who="严敬之").all("tbody tr") == []


def test_the_clock_of_tests_is_still_the_day_the_others_expect():
    assert clock.now() == datetime(2026, 3, 2, 9, 30)
