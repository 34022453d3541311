"""岗位、代班、登录: posts from day to day, stand-ins for whom the audit speaks, sign-ins that can be ended, locks that open."""

from datetime import date

import pytest

from casework.accounts import absences, posts
from casework.accounts import actions as accounts_do
from casework.accounts import queries as accounts
from casework.arrears import queries as cases
from casework.core import audit
from casework.core.audit import AuditEntry
from casework.core.errors import Refused
from casework.core.permissions import P, may
from casework.documents import prepared
from casework.extensions import db
from tests.browser import PASSWORD, Browser


def test_a_post_counts_from_its_first_day_to_its_last(app, make, today):
    number, admin = make.case(), Browser(app).sign_in("admin")
    with app.app_context():
        id, post = accounts.by_login("clerk").id, accounts.by_login("clerk").posts[0].id
    facts = {"role": "leader", "area": "339901001", "from_on": "2026-03-05", "to_on": "2026-03-06"}
    assert admin.send("accounts.give_post", facts | {"to_on": "2026-03-04"}, id=id).has("止日不能早于起日")
    assert admin.send("accounts.give_post", facts | {"area": "339902001"}, id=id).has("请选择区域"), "not the other county"
    assert admin.send("accounts.give_post", facts, id=id).has("岗位已加上")
    assert admin.send("accounts.give_post", facts | {"from_on": "2026-03-06", "to_on": ""}, id=id).has("在这段时间里已经有了")
    for day, leads in ((4, False), (5, True), (6, True), (7, False)):
        today(date(2026, 3, day))
        with app.app_context():
            clerk = accounts.by_login("clerk")
            assert may(clerk, P.CASE_ACCEPT) is leads, day
            assert cases.case_by_number(number, clerk) is not None
    assert admin.send("accounts.end_post", {"to_on": "2026-02-01"}, id=id, post=post).has("最后一天不能早于昨天")
    assert admin.send("accounts.end_post", {"to_on": "2026-03-07"}, id=id, post=post).has("最后一天已记下")
    today(date(2026, 3, 8))
    assert admin.send("accounts.end_post", {"to_on": "2026-12-31"}, id=id, post=post).has("这个岗位已经结束"), "what was stays"
    with app.app_context():
        assert cases.case_by_number(number, accounts.by_login("clerk")) is None, "no post, no area, nothing"
        assert "clerk" not in [one.login for one in cases.assignable(cases.case_by_number(number))]


def test_the_last_post_of_one_who_holds_work_stays(app, make):
    make.case()
    with app.app_context():
        inspector, admin = accounts.by_login("inspector"), accounts.by_login("admin")
        with pytest.raises(Refused, match="手上还有 1 项工作没有移交"):
            posts.end(inspector.posts[0], user=inspector, to_on=date(2026, 3, 2), by=admin)


def test_a_stand_in_acts_for_the_absent_one_and_the_audit_says_so(app, make, today):
    """钟丽华 is away; 卢小敏 accepts a case in her name, sees her desk, and is back to the own rights when the days are over."""
    number = make.case()
    id = make.id_of(number)
    leader, clerk, second = (Browser(app).sign_in(login) for login in ("leader", "clerk", "second"))
    with app.app_context():
        people = {login: accounts.by_login(login).id for login in ("clerk", "county", "leader", "inspector")}
    asked = {"kind": "leave", "from_on": "2026-03-03", "to_on": "2026-03-04"}
    assert "严敬之" not in leader.open("accounts.new_absence").all("#stand_in option"), "of another office"
    assert leader.send("accounts.new_absence", asked | {"to_on": "2026-03-01"}).has("止日不能早于起日")
    assert second.fetch("accounts.new_absence", user=people["leader"]).status_code == 404
    assert leader.send("accounts.new_absence", asked | {"stand_in": people["clerk"]}).has("已登记")
    assert leader.send("accounts.new_absence", asked).has("这几天里已经登记过不在岗")
    assert clerk.open("desk.index").text("#notices a") == "2026-03-03 到 2026-03-04 由你代 钟丽华 的班"
    assert clerk.fetch("accounts.act", "POST", id=1).status_code == 404, "not before the first day"
    today(date(2026, 3, 3))
    assert clerk.fetch("arrears.move", id=id, move="accept").status_code == 403, "nothing without saying for whom"
    assert second.fetch("accounts.act", "POST", id=1).status_code == 404, "only the stand-in"
    page = clerk.send("accounts.act", id=1)
    assert page.has("你正代 钟丽华 办理") and page.text("h1") == "钟丽华 的工作台" and page.has("作出受理决定")
    assert "钟丽华（休假），由 卢小敏 代" in page.all("#today a")
    assert clerk.send("arrears.move", {"on": "2026-03-03"}, id=id, move="accept").has("已办：受理")
    with app.app_context():
        entry = db.session.scalar(db.select(AuditEntry).where(AuditEntry.action == "arrears.accept").limit(1))
        assert (entry.by_id, entry.for_id) == (people["clerk"], people["leader"])
        assert audit.verify()["ok"]
    clerk.send("accounts.end_act")
    assert clerk.fetch("arrears.move", id=id, move="settle").status_code == 403
    clerk.send("accounts.act", id=1)
    assert second.fetch("accounts.cancel_absence", "POST", id=1).status_code == 409, "no colleague's to cancel"
    later = {"kind": "leave", "from_on": "2026-04-01", "to_on": "2026-04-02", "stand_in": people["clerk"]}
    leader.send("accounts.new_absence", later)
    assert leader.send("accounts.cancel_absence", id=2).has("已取消")
    today(date(2026, 4, 1))
    assert Browser(app).sign_in("clerk").fetch("accounts.act", "POST", id=2).status_code == 404, "there after all"
    today(date(2026, 3, 5))
    assert clerk.fetch("arrears.move", id=id, move="settle").status_code == 403, "the days are over"
    assert not clerk.open("desk.index").has("你正代")


def test_a_stand_in_does_not_approve_what_the_own_hand_proposed_nor_manage_accounts(app, make):
    """The officer of a case who stands in for the leader cannot accept it, and accounts stay with their administrator."""
    number = make.case(by="second")
    with app.app_context():
        people = {login: accounts.by_login(login).id for login in ("second", "admin", "supervisor")}
    leader, second = Browser(app).sign_in("leader"), Browser(app).sign_in("second")
    asked = {"kind": "ill", "from_on": "2026-03-02", "to_on": "2026-03-04"}
    leader.send("accounts.new_absence", asked | {"stand_in": people["second"]})
    second.send("accounts.act", id=1)
    page = second.send("arrears.move", {"on": "2026-03-02"}, id=make.id_of(number), move="accept")
    assert page.has("承办人不能批准自己提出的事项")
    admin, supervisor = Browser(app).sign_in("admin"), Browser(app).sign_in("supervisor")
    admin.send("accounts.new_absence", asked | {"stand_in": people["supervisor"]})
    supervisor.send("accounts.act", id=2)
    assert supervisor.fetch("accounts.index").status_code == 403
    assert supervisor.fetch("administration.backup").status_code == 403


def test_nobody_stands_in_by_the_own_hand_nor_without_a_post(app, make, today):
    """Not the leader for an inspector, not a stand-in for longer; whose own posts are over, or whose certificate is, acts for nobody."""
    leader, second, admin = (Browser(app).sign_in(login) for login in ("leader", "second", "admin"))
    people = {login: identity_of(app, login) for login in ("leader", "inspector", "second")}
    asked = {"kind": "ill", "from_on": "2026-03-02", "to_on": "2026-03-10"}
    page = leader.send("accounts.new_absence", asked | {"stand_in": people["leader"]}, user=people["second"])
    assert page.has("请选择一位同事"), "a leader has no certificate, and nobody is dropped without a word"
    leader.send("accounts.new_absence", asked | {"stand_in": people["second"]})
    second.send("accounts.act", id=1)
    longer = {"kind": "ill", "from_on": "2026-03-11", "to_on": "2026-06-30", "stand_in": people["second"]}
    assert second.send("accounts.new_absence", longer, user=people["leader"]).has("不能指定自己代班")
    leader.send("accounts.new_absence", asked | {"stand_in": people["second"]}, user=people["inspector"])
    with make.context():
        user = accounts.by_login("second")
        assert absences.acting(user, 1) and absences.acting(user, 2)
        assert prepared.person is absences.as_asked and prepared.person(user.id, 1).acting.absence_id == 1
        assert prepared.person(user.id, None).acting is None and prepared.person(user.id, 99) is None, "a print asked for somebody else"
        user.certificate_to, expiring = date(2026, 3, 3), audit.during("tests.expire", None)
        with expiring:
            db.session.flush()
    today(date(2026, 3, 4))
    with app.app_context():
        user = accounts.by_login("second")
        assert absences.acting(user, 1) and not absences.acting(user, 2), "an officer's stand-in has a valid certificate"
        post = user.posts[0].id
    assert second.open("desk.index").has("你正代 钟丽华 办理")
    admin.send("accounts.end_post", {"to_on": "2026-03-03"}, id=people["second"], post=post)
    assert not second.open("desk.index").has("你正代") and second.fetch("accounts.act", "POST", id=1).status_code == 404


def test_where_am_i_signed_in_and_out_with_the_others(app, make):
    here, there, third = (Browser(app) for _ in range(3))
    for one, name in ((here, "Mozilla/5.0 (Windows NT 10.0) Chrome/126.0"), (there, "Mozilla/5.0 (Linux; Android 14) Chrome/126.0"),
                      (third, "x")):
        one.client.environ_base["HTTP_USER_AGENT"] = name
        one.sign_in("inspector")
    page = here.open("accounts.signed_in")
    assert page.all("tbody td:nth-child(2)") == ["不认识的浏览器", "Chrome · Android", "Chrome · Windows"] and page.has("就是这里")
    assert here.fetch("accounts.end_session", "POST", id=1).status_code == 302 and here.fetch("accounts.me").status_code == 302
    here.sign_in("inspector")
    Browser(app).sign_in("second").send("accounts.end_session", id=2)
    assert there.fetch("accounts.me").status_code == 200, "nobody ends a colleague's"
    here.send("accounts.end_session", id=2)
    assert there.fetch("accounts.me").status_code == 302
    here.send("accounts.end_others")
    assert third.fetch("accounts.me").status_code == 302 and len(here.open("accounts.signed_in").all("tbody tr")) == 1
    page = here.send("accounts.password", {"old": PASSWORD, "password": "wrong-donkey-8", "again": "wrong-donkey-8"})
    assert len(here.open("accounts.signed_in").all("tbody tr")) == 1, "the same browser, with the new password"


def test_a_locked_account_is_listed_and_let_in_again(app, make):
    with app.test_request_context():
        for _ in range(5):
            with pytest.raises(Refused):
                accounts_do.sign_in(login="second", password="nothing")
    admin = Browser(app).sign_in("admin")
    page = admin.open("accounts.locked")
    assert page.all("tbody th") == ["second"] and page.all("tbody td:nth-child(3)") == ["09:45:00"]
    with app.app_context():
        id = accounts.by_login("second").id
    assert admin.send("accounts.unlock", id=id).has("现在没有被锁定的账号")
    assert Browser(app).sign_in("second").open("accounts.me").has("贺知远")


def test_the_list_of_accounts_says_roles_by_area_and_whose_certificate_ends(app, make, today):
    """Filters by role, area and certificate; the file has what the page has; one statement more for no row."""
    admin = Browser(app).sign_in("admin")
    admin.send("accounts.give_post", {"role": "mediator", "area": "339901002"}, id=identity_of(app, "second"))
    page = admin.open("accounts.index", budget=14)
    row = page.all("tbody tr")[[one.split()[0] for one in page.all("tbody th")].index("second")]
    assert "监察员 柳堰镇" in row and "调解员 青石镇" in row
    assert admin.open("accounts.index", role="mediator").all("tbody th") == ["mediator", "second"]
    assert admin.open("accounts.index", role="mediator", area="339901002").all("tbody th") == ["second"]
    assert admin.open("accounts.index", certificate="soon").has("没有符合条件的账号")
    today(date(2028, 12, 1))
    admin = Browser(app).sign_in("admin")
    assert admin.open("accounts.index", certificate="soon").all("tbody th") == ["county", "elsewhere", "inspector", "second"]
    assert admin.open("accounts.index", q="second").has("余 30 天")
    assert "second" in admin.fetch("accounts.index", **{"as": "csv", "role": "inspector"}).get_data(as_text=True)


def identity_of(app, login):
    with app.app_context():
        return accounts.by_login(login).id
