"""Who saw a person, what was changed in words, and backups made from the page."""

import json
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa

from casework.accounts import actions as accounts_do
from casework.accounts import queries as accounts
from casework.administration import backups
from casework.core import clock, jobs
from casework.core.audit import AuditEntry
from casework.core.side import AccessLog
from casework.extensions import db
from tests.browser import Browser
from tests.conftest import NOW
from tests.sheets import identity


@pytest.fixture
def case(app, make):
    """{"id", "number", "worker"}: a case with a complainant whose number was shown to the inspector."""
    number = make.case(id_number=identity(7))
    with app.app_context():
        id, worker = db.session.execute(sa.text("SELECT id, complainant_id FROM arrears_case")).one()
    Browser(app).sign_in("inspector").send("arrears.number", id=id, worker=worker)
    return {"id": id, "number": number, "worker": worker}


def city_admin(app):
    with app.app_context():
        accounts_do.create(login="root", name="市管理员", role="admin", area=accounts.area("3399"), must_change=False, by=None,
                           password_hash=accounts.by_login("leader").password_hash)
        db.session.commit()
    return Browser(app).sign_in("root")


@pytest.mark.parametrize("kind", ["worker", "case"])
def test_who_saw_a_person_is_on_one_page(app, case, kind):
    supervisor = Browser(app).sign_in("supervisor")
    page = supervisor.open(f"administration.seen_{kind}", id=case[{"worker": "worker", "case": "id"}[kind]])
    rows = page.all("tbody tr")
    assert any("沈若澜" in row and "看了完整号码" in row and case["number"] in row for row in rows), rows
    assert any("登记案件" in row for row in rows)
    assert identity(7) not in page.html
    there = {"worker": ("parties.worker", case["worker"]), "case": ("arrears.show", case["id"])}[kind]
    assert "/administration/seen/" in supervisor.open(there[0], id=there[1], budget=40).html
    assert "/administration/seen/" not in Browser(app).sign_in("inspector").open(there[0], id=there[1], budget=40).html


def test_a_look_from_another_area_names_its_office_and_not_its_words(app, case):
    reason = "核对同一批工人的工资情况"
    far = Browser(app).sign_in("elsewhere")
    far.send("accounts.glass", {"why": "ordered", "reason": reason, "back": f"/arrears/{case['id']}"}, id=case["id"])
    page = Browser(app).sign_in("supervisor").open("administration.seen_case", id=case["id"])
    assert page.has("邻镇人") and page.has("青石镇劳动保障监察中队") and page.has(reason), "青石镇 is in the same county"
    with app.app_context():
        accounts_do.create(login="north", name="北浦督办", role="supervisor", area=accounts.area("339902001"), must_change=False,
                           by=None, password_hash=accounts.by_login("leader").password_hash)
        db.session.commit()
    north = Browser(app).sign_in("north")
    assert north.fetch("administration.seen_case", id=case["id"]).status_code == 404
    assert north.fetch("administration.seen_worker", id=case["worker"]).status_code == 404
    north.send("accounts.glass", {"why": "ordered", "reason": "望江县交办的事情需要核对", "back": f"/arrears/{case['id']}"}, id=case["id"])
    page = Browser(app).sign_in("supervisor").open("administration.seen_case", id=case["id"])
    assert page.has("北浦督办") and page.has("北浦镇劳动保障监察中队") and not page.has("望江县交办的事情需要核对")


def test_why_an_informant_was_looked_at_is_for_those_who_may(app, make):
    id = make.id_of(make.case(channel="report", worker_name="欧阳密", telephone="13911112222"))
    Browser(app).sign_in("leader").send("informants.show", {"reason": "需要当面核实举报的事实"}, id=id)
    page = Browser(app).sign_in("supervisor").open("administration.seen_case", id=id)
    assert page.has("看了举报人") and not page.has("当面核实") and not page.has("欧阳密")


def test_pages_of_looks_follow_each_other_without_a_gap(app, case):
    with app.app_context():
        with db.engine.begin() as connection:
            connection.execute(sa.insert(AccessLog), [
                dict(at=NOW + timedelta(seconds=n // 3), user_id=1, what="shown", subject_type="Worker", subject_id=case["worker"],
                     detail=f"第{n}次") for n in range(120)])
    supervisor, seen, address = Browser(app).sign_in("supervisor"), [], {}
    while True:
        page = supervisor.open("administration.seen_worker", id=case["worker"], **address)
        seen += page.all("tbody tr")
        following = page.root.query("a[rel=next]")
        if following is None:
            break
        address = {"after": parse_qs(urlsplit(following.etree_element.get("href")).query)["after"][0]}
    times = [row.split()[1][:8] for row in seen]
    assert len(seen) >= 121 and times == sorted(times, reverse=True)


def test_a_list_exported_by_somebody_of_the_area_may_have_them(app, case):
    who = Browser(app).sign_in("supervisor")
    assert who.client.get("/arrears/?as=csv").status_code == 200
    assert who.open("administration.seen_case", id=case["id"]).has("导出清单（可能在内）")
    assert who.open("administration.seen_worker", id=case["worker"]).has("导出清单（可能在内）")


# ---- the trail


def test_the_trail_says_from_what_to_what(app, make):
    id = make.employer(headcount=40)
    inspector = Browser(app).sign_in("inspector")
    form = inspector.open("parties.edit", id=id)
    inspector.send("parties.edit", {"version": form.value("version"), "name": "云澜市恒砺服饰有限公司", "headcount": "120"}, id=id)
    supervisor = Browser(app).sign_in("supervisor")
    page = supervisor.open("administration.log", record=f"用人单位 {id}", what="parties.correct_employer")
    assert any("修改用人单位" in row and "从业人数：40 → 120" in row for row in page.all("tbody tr")), page.all("tbody tr")
    assert supervisor.open("administration.log", record=f"employer {id}", on="2026-03-02").has("40 → 120")
    for nothing in ({"on": "2026-03-03"}, {"record": "Employer 99999"}, {"record": "公司"}, {"who": "严敬之"}):
        assert not supervisor.open("administration.log", **nothing).all("tbody tr"), nothing
    assert supervisor.open("administration.log", who="沈若澜").all("tbody tr")
    admin = Browser(app).sign_in("admin").open("administration.log", record=f"用人单位 {id}")
    assert admin.has("从业人数") and not admin.has("120"), "who may not read the record learns only that it changed"


def test_of_a_person_the_trail_never_has_a_value(app, make):
    make.case(id_number=identity(7), telephone="13800002106", worker_address="保密巷九号")
    page = Browser(app).sign_in("supervisor").open("administration.log")
    for secret in (identity(7), "13800002106", "保密巷九号", "周桂兰"):
        assert secret not in page.html, secret


def test_the_chain_is_verified_from_the_page_and_a_forged_entry_is_named(app, make):
    make.case()
    supervisor = Browser(app).sign_in("supervisor")
    page = supervisor.send("administration.verify")
    assert page.has("核验通过")
    with app.app_context():
        first = db.session.scalar(sa.select(sa.func.min(AuditEntry.id)).where(AuditEntry.action == "arrears.register"))
        with db.engine.begin() as connection:
            connection.execute(sa.text("UPDATE audit_entry SET action = 'arrears.close' WHERE id = :id"), {"id": first})
    assert supervisor.send("administration.verify").has(f"第 {first} 条起与哈希链不符")


# ---- backups


def test_a_backup_is_made_checked_and_downloaded_and_all_is_logged(app, make):
    make.case()
    root = city_admin(app)
    assert root.open("accounts.index").has("还没有核验过的备份")
    assert root.send("administration.make_backup").has("正在做备份")
    assert root.fetch("administration.make_backup", "POST").status_code == 409, "one at a time"
    with app.app_context():
        assert jobs.work() == 1
        (one,) = backups.listed()
        assert one.verified_at == NOW and one.rows > 0
        assert (backups.folder() / "keys" / f"{one.name}.keys").stat().st_mode & 0o777 == 0o600
        assert json.loads((backups.folder() / f"{one.name}.json").read_text())["sha256"] == one.sha256
    page = root.open("administration.backup")
    assert page.has("通过") and not page.has("还没有核验过的备份") and not root.open("accounts.index").has("备份是")
    answer = root.fetch("administration.download", name=one.name)
    assert answer.data[:2] == b"\x1f\x8b" and len(answer.data) == one.size
    for name in ("casework-20200101-000000.tar.gz", "..%2Fkeys", f"{one.name}.json", f"keys%2F{one.name}.keys"):
        assert root.client.get(f"/administration/backups/{name}").status_code == 404, name
    with app.app_context():
        seen = db.session.execute(sa.select(AccessLog.what, AccessLog.detail)).all()
    assert ("download", f"backup {one.name}") in seen and ("backup", one.name) in seen


def test_a_damaged_backup_is_no_backup(app, make):
    root = city_admin(app)
    root.send("administration.make_backup")
    with app.app_context():
        jobs.work()
        (one,) = backups.listed()
        path = backups.path(one.name)
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 255
        path.write_bytes(data)
    root.send("administration.verify_backup", name=one.name)
    with app.app_context():
        assert jobs.work() == 1
        assert backups.last_verified() is None
    assert root.open("administration.backup").has("不能用")


def test_after_seven_days_there_is_a_reminder(app, make, today):
    root = city_admin(app)
    root.send("administration.make_backup")
    with app.app_context():
        jobs.work()
    today(date(2026, 3, 9))
    assert not root.sign_in("root").open("administration.backup").has("已超过")
    today(date(2026, 3, 10))
    assert clock.today() == date(2026, 3, 10)
    assert root.sign_in("root").open("administration.backup").has("已超过 7 天")


def test_a_county_s_administrator_gets_no_backup_of_the_city(app):
    root = city_admin(app)
    root.send("administration.make_backup")
    with app.app_context():
        jobs.work()
        name = backups.listed()[0].name
    admin = Browser(app).sign_in("admin")
    page = admin.open("administration.backup")
    assert page.has("由管理全部区域的管理员办理") and name not in page.html
    for endpoint, method, values in (("administration.make_backup", "POST", {}), ("administration.download", "GET", {"name": name}),
                                     ("administration.verify_backup", "POST", {"name": name})):
        assert admin.fetch(endpoint, method, **values).status_code == 409, endpoint


# ---- help


def test_every_page_has_its_help_and_what_is_new_is_told_in_both_languages(app, browser):
    browser.sign_in("inspector")
    assert browser.open("arrears.index").text("details.help p").startswith("本辖区的欠薪案件")
    assert browser.open("whats_new").has("花名册")
    browser.send("accounts.language", {"language": "en", "back": "/help/new"})
    page = browser.open("whats_new")
    assert page.has("Features") and page.has("Wage-arrears cases") and page.text("details.help p").startswith("What each release")
