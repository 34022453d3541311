"""A look outside one's area, and the informant that nobody finds."""

import io
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from casework.accounts import actions as accounts_do
from casework.accounts import queries as accounts
from casework.accounts.models import Glass
from casework.arrears import queries
from casework.core import audit, clock, jobs
from casework.core.side import AccessLog
from casework.documents import store
from casework.extensions import db
from tests.browser import Browser
from tests.conftest import NOW
from tests.sheets import long_roster

REASON = "该单位在两镇都有厂房，核对同一批工人"
NAME, PHONE, STREET = "欧阳密", "13911112222", "保密巷九号"


def glass(app, make, login="elsewhere", **facts):
    """(browser of somebody of another township, id) after the reason was given."""
    id = make.id_of(make.case())
    browser = Browser(app).sign_in(login)
    page = browser.send("accounts.glass", {"why": "ordered", "reason": REASON, "back": f"/arrears/{id}"} | facts, id=id)
    return browser, id, page


def test_a_case_of_another_area_is_read_with_a_reason_and_no_other_is(app, make):
    other = make.id_of(make.case())
    id = make.id_of(make.case())
    browser = Browser(app).sign_in("elsewhere")
    page = browser.open("arrears.show", id=id, expect=404)
    assert page.has("柳堰镇劳动保障监察中队") and not page.has("周桂兰")
    link = page.root.query(f'main a[href^="/accounts/glass/{id}"]')
    assert link is not None
    page = browser.send("accounts.glass", {"why": "ordered", "reason": REASON, "back": f"/arrears/{id}"}, id=id)
    assert page.has("辖区外只读查看") and page.has("至 12:30 为止，余 3 小时 0 分") and page.has("周桂兰")
    assert browser.open("arrears.claims", id=id).has("辖区外只读查看")
    browser.open("arrears.show", id=other, expect=404)
    assert not browser.open("arrears.index").all("tbody tr"), "a list shows one's own areas"
    with app.app_context():
        seen = db.session.execute(sa.select(AccessLog.what, AccessLog.subject_id).where(AccessLog.what.like("glass%"))).all()
    assert seen == [("glass-open", id), ("glass", id), ("glass", id)]


def test_through_the_glass_nothing_is_done(app, make):
    browser, id, page = glass(app, make)
    assert not page.all(".moves a.btn") and "/draft.pdf" not in page.html and "/dossiers/" not in page.html.replace('"/dossiers/"', "")
    for method, endpoint, values in (
        ("GET", "arrears.upload", {}), ("GET", "arrears.add_evidence", {}), ("GET", "dossiers.download", {}),
        ("GET", "arrears.move", {"move": "accept"}), ("POST", "arrears.move", {"move": "withdraw"}),
        ("GET", "documents.draft", {"code": "complaint-register"}), ("POST", "documents.print", {"code": "complaint-register"}),
        ("POST", "arrears.number", {"worker": 1}), ("GET", "informants.new", {}),
    ):
        assert browser.fetch(endpoint, method, id=id, **values).status_code in (403, 404), endpoint


def test_the_glass_closes_after_three_hours_or_before(app, make, monkeypatch):
    browser, id, _ = glass(app, make)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=2, minutes=59))
    assert browser.open("arrears.show", budget=38, id=id).has("余 0 小时 1 分")
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=3))
    browser.open("arrears.show", id=id, expect=404)
    browser.send("accounts.glass", {"why": "ordered", "reason": REASON, "back": f"/arrears/{id}"}, id=id)
    browser.send("accounts.end_glass", id=id)
    browser.open("arrears.show", id=id, expect=404)


@pytest.mark.parametrize(("facts", "said"), [
    ({"reason": ""}, "请用一两句话写明为什么要看"), ({"reason": "看看"}, "请用一两句话写明为什么要看"),
    ({"why": "curious"}, "请从列表中选择"), ({"why": "same_employer"}, "请填写本辖区相关案件的案号"),
    ({"why": "same_employer", "related_number": "柳劳监〔2026〕0001号"}, "本辖区没有编号为"),
])
def test_a_poor_reason_opens_nothing(app, make, facts, said):
    browser, id, page = glass(app, make, **facts)
    assert any(line.startswith(said) for line in page.all("#errors li")), page.all("#errors li")
    browser.open("arrears.show", id=id, expect=404)


def test_a_related_case_of_ones_own_is_a_reason(app, make):
    own = make.case(by="elsewhere")
    _, _, page = glass(app, make, why="same_employer", related_number=own)
    assert page.has("辖区外只读查看") and page.has(own)


def test_who_may_not_look(app, make):
    id = make.id_of(make.case())
    assert Browser(app).sign_in("clerk").fetch("accounts.glass", id=id).status_code == 403
    page = Browser(app).sign_in("second").send("accounts.glass", {"why": "ordered", "reason": REASON}, id=id)
    assert page.has("这件案子在你的辖区")


def test_the_area_s_leader_reviews_and_the_looker_does_not(app, make):
    looker, _, _ = glass(app, make)
    leader = Browser(app).sign_in("leader")
    page = leader.open("accounts.glasses", state="waiting")
    assert page.has("邻镇人") and page.has(REASON)
    assert any("辖区外查看" in words and "1" in words for words in page.all("nav li"))
    with app.app_context():
        one = db.session.scalar(sa.select(Glass.id))
    assert leader.send("accounts.review_glass", {"verdict": "questioned"}, id=one).has("请写明要说明什么")
    leader.send("accounts.review_glass", {"verdict": "questioned", "review": "请说明看了哪几人"}, id=one)
    page = leader.open("accounts.glasses", state="questioned")
    assert page.has("请说明看了哪几人") and page.has("钟丽华")
    assert leader.fetch("accounts.review_glass", "POST", {"verdict": "in_order"}, id=one).status_code in (200, 409)
    with app.app_context():
        assert str(db.session.get(Glass, one).verdict) == "questioned", "said once"
    other = Browser(app).sign_in("assisting")
    assert other.fetch("accounts.review_glass", "POST", {"verdict": "in_order"}, id=one).status_code == 404
    assert not other.open("accounts.glasses").has(REASON)
    assert looker.fetch("accounts.glasses").status_code == 403


# ---- informants


def report(make, **facts):
    return make.case(channel="report", worker_name=NAME, telephone=PHONE, worker_address=STREET, **facts)


def dump(app):
    with app.app_context(), db.engine.connect() as connection:
        inspector = sa.inspect(connection)
        return "\n".join(sorted(f"{table} {row}" for table in inspector.get_table_names()
                                for row in connection.execute(sa.text(f'SELECT * FROM "{table}"'))))


def test_an_informant_stands_nowhere_in_the_database(app, make):
    report(make)
    text = dump(app)
    for secret in (NAME, PHONE, STREET, PHONE[-4:]):
        assert secret not in text, secret


def test_an_informant_is_on_no_page_paper_or_export(app, make):
    number = report(make)
    id = make.id_of(number)
    inspector = Browser(app).sign_in("inspector")
    inspector.send("arrears.upload", {"roster": (io.BytesIO(long_roster()), "花名册.xlsx")}, id=id)
    with app.app_context():
        by = accounts.by_login("county")
        case = queries.case(id, by)
        kept = store.print_set(case, ["complaint-register"], by=by)
        db.session.commit()
        jobs.work()
        facts = [printed.facts for printed in kept]
        data = [store.read(printed) for printed in kept]
    pages = [inspector.open("arrears.show", id=id).html, inspector.open("arrears.index", q=NAME).html.replace(f'value="{NAME}"', ""),
             inspector.open("parties.workers", q=NAME).html.replace(f'value="{NAME}"', ""),
             Browser(app).sign_in("supervisor").open("administration.log").html, str(facts), text_of(data[0])]
    for page in pages:
        for secret in (PHONE, STREET):
            assert secret not in page
    for page in (pages[0], pages[3], pages[4], pages[5]):
        assert NAME not in page
    assert "身份保密" in pages[5]
    assert not inspector.open("arrears.index", q=NAME).all("tbody tr")


def text_of(data):
    import pypdfium2

    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))


def test_an_informant_is_shown_with_a_reason_and_it_is_logged(app, make):
    id = make.id_of(report(make))
    leader = Browser(app).sign_in("leader")
    assert NAME not in leader.open("informants.show", id=id).html, "a GET shows nothing"
    assert NAME not in leader.send("informants.show", {"reason": ""}, id=id).html
    page = leader.send("informants.show", {"reason": "需要当面核实举报的事实"}, id=id)
    assert page.has(NAME) and page.has(PHONE)
    with app.app_context():
        row = db.session.execute(sa.select(AccessLog.what, AccessLog.subject_id, AccessLog.detail)).all()[-1]
        assert row == ("informant", id, "需要当面核实举报的事实")


@pytest.mark.parametrize("login", ["inspector", "second", "mediator", "clerk", "supervisor", "admin"])
def test_an_informant_has_a_permission_of_their_own(app, make, login):
    id = make.id_of(report(make))
    assert Browser(app).sign_in(login).fetch("informants.show", "POST", {"reason": "想知道是谁举报"}, id=id).status_code == 403


def test_no_glass_shows_an_informant(app, make):
    id = make.id_of(report(make))
    with app.app_context():
        accounts_do.create(login="far", name="远镇长", role="leader", area=accounts.area("339901002"), must_change=False, by=None,
                           password_hash=accounts.by_login("leader").password_hash)
        db.session.commit()
    browser = Browser(app).sign_in("far")
    assert browser.send("accounts.glass", {"why": "ordered", "reason": REASON, "back": f"/arrears/{id}"}, id=id).has("只读查看")
    assert browser.fetch("informants.show", "POST", {"reason": "想知道是谁举报"}, id=id).status_code == 404


@pytest.mark.parametrize(("facts", "field"), [
    ({"facts": f"{NAME}说单位不发工资"}, "facts"), ({"work_place": f"找{NAME}带路"}, "work_place"),
    ({"claimed_fen": "5000"}, "claimed_fen"),
])
def test_a_name_in_another_field_is_refused(app, make, facts, field):
    typed = {"worker_name": NAME, "telephone": PHONE, "employer_name": "某厂", "channel": "report", "received_on": "2026-03-02"}
    page = Browser(app).sign_in("inspector").send("arrears.new", typed | facts)
    assert page.text(f"#{field}-e"), page.all("#errors li")
    assert NAME not in dump(app)


def test_a_report_may_stay_unnamed_and_be_named_later(app, make):
    typed = {"employer_name": "某厂", "channel": "report", "received_on": "2026-03-02"}
    inspector = Browser(app).sign_in("inspector")
    page = inspector.send("arrears.new", typed)
    assert page.has("举报人身份单独保管")
    with app.app_context():
        id = db.session.scalar(sa.select(queries.Case.id))
    assert inspector.send("informants.new", {"name": NAME, "telephone": PHONE}, id=id).has("举报人已单独保管")
    assert inspector.send("informants.new", {"name": "另一人"}, id=id).has("已经登记过举报人")
    page = inspector.send("arrears.new", typed | {"channel": "window"})
    assert page.text("#worker_name-e") == "请填写投诉人姓名"


def test_the_audit_knows_that_but_not_what(app, make):
    report(make)
    with app.app_context():
        entry = db.session.scalar(sa.select(audit.AuditEntry).where(audit.AuditEntry.subject_type == "Informant"))
        assert entry.changes["name"] == ["•", "•"] and entry.changes["telephone"] == ["•", "•"]


def test_a_report_s_roster_makes_nobody_the_complainant(app, make):
    id = make.id_of(make.case(channel="report", worker_name=None, received_on=date(2026, 3, 2)))
    browser = Browser(app).sign_in("inspector")
    page = browser.send("arrears.upload", {"roster": (io.BytesIO(long_roster()), "花名册.xlsx")}, id=id)
    batch = page.response.request.path.rsplit("/", 1)[-1]
    browser.send("arrears.write", id=id, batch=batch)
    with app.app_context():
        case = db.session.get(queries.Case, id)
        assert case.complainant_id is None and queries.sums(case).workers > 0
