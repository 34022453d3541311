"""县级配置 and 执法证件: how a county writes its papers, from a day on; who may be named as officer."""

from datetime import date

import pytest

from casework.accounts import queries as accounts
from casework.accounts.models import CountyProfile
from casework.administration import certificates
from casework.core import audit
from casework.core.errors import Refused
from casework.documents.store import Printed
from casework.extensions import db
from tests.browser import Browser


@pytest.fixture
def county(app):
    with app.app_context():
        return accounts.area("339901").id


def rows(app):
    with app.app_context():
        return [(row.from_on, row.forms) for row in db.session.scalars(db.select(CountyProfile).where(
            CountyProfile.area_id == accounts.area("339901").id).order_by(CountyProfile.from_on))]


def number(app, code):
    with app.app_context():
        return db.session.scalar(db.select(Printed.number).where(Printed.code == code).order_by(Printed.id.desc()).limit(1))


def test_a_county_writes_its_numbers_its_own_way_from_a_day_on(app, make, browser, county, today):
    """Looked at, then taken; papers issued before keep theirs; the day, the person and the change are kept."""
    make.case(at="accepted")
    assert number(app, "acceptance-notice") == "澄溪人社监受字〔2026〕第001号"
    browser.sign_in("admin")
    typed = {"from_on": "2026-03-02", "mode": "entrusted", "amber_days": "5", "amber_share": "20", "bracket": "【】", "ordinal": "no",
             "digits": "4", "pages_per_volume": "150", "archive_pattern": "澄{year}-{n:03d}"}
    page = browser.send("administration.change_profile", typed, id=county)
    assert "澄溪人社监受字【2026】0037号" in page.text("#head") and "〔〕" not in page.text("#changes")
    assert len(rows(app)) == 1, "looking keeps nothing"
    page = browser.send("administration.change_profile", typed | {"take": "1"}, id=county)
    assert page.has("从 2026-03-02 起适用") and "澄溪人社监受字【2026】0037号" in page.text("#papers")
    assert page.has("管理员 2026-03-02 09:30") and page.has("澄2026-037")
    make.case(at="accepted", employer_name="另一家服饰有限公司", worker_name="李四")
    assert number(app, "acceptance-notice") == "澄溪人社监受字【2026】0002号"
    paper = {"from_on": "2026-03-02", "title": "受理告知书", "number_word": "受理", "copies": "投诉人\n附卷\n留底",
             "basis": "某县规定第5条", "ladder": "经办\n科长"}
    page = browser.send("administration.change_paper", paper, id=county, code="acceptance-notice")
    assert page.text(".paper-title") == "受理告知书" and "澄溪人社监受理字【2026】0037号" in page.text("#head")
    assert "投诉人；附卷；留底" in page.text("#head") and "某县规定第5条" in page.text("#head")
    browser.send("administration.change_paper", paper | {"take": "1", "from_on": "2026-04-01"}, id=county, code="acceptance-notice")
    kept = rows(app)
    assert [day for day, _ in kept] == [date(2020, 1, 1), date(2026, 3, 2), date(2026, 4, 1)]
    assert kept[0][1] == {} and kept[1][1]["dossier"] == {"pages_per_volume": 150, "pattern": "澄{year}-{n:03d}"}
    assert "acceptance-notice" not in kept[1][1]
    assert kept[2][1]["*"]["digits"] == 4 and kept[2][1]["acceptance-notice"]["copies"] == ["投诉人", "附卷", "留底"]
    assert browser.fetch("administration.sample", id=county, code="acceptance-notice").data.startswith(b"%PDF-")
    with app.app_context():
        done = db.session.scalars(db.select(audit.AuditEntry.action).where(
            audit.AuditEntry.subject_type == "CountyProfile", audit.AuditEntry.by_id.is_not(None))).all()
        assert done == ["administration.profile"] * 2


def test_a_later_change_keeps_what_begins_before_it(app, browser, county):
    """Numbers of four digits from April; a title from May stands beside them and does not undo them."""
    browser.sign_in("admin")
    facts = {"from_on": "2026-04-01", "mode": "assisting", "amber_days": "5", "amber_share": "20", "digits": "4", "take": "1"}
    browser.send("administration.change_profile", facts, id=county)
    paper = {"from_on": "2026-05-01", "title": "受理告知书", "take": "1"}
    browser.send("administration.change_paper", paper, id=county, code="acceptance-notice")
    day, forms = rows(app)[-1]
    assert day == date(2026, 5, 1) and forms["acceptance-notice"]["title"] == "受理告知书" and forms["*"]["digits"] == 4


def test_a_preset_is_shown_before_it_is_taken(app, browser, county):
    browser.sign_in("admin")
    page = browser.open("administration.take_preset", id=county, key="wuhan")
    assert "澄溪人社监受字【2026】第0037号" in page.text("#head") and "投诉登记表" in page.text("#changes")
    page = browser.send("administration.take_preset", {"from_on": "2026-03-02", "take": "1"}, id=county, key="wuhan")
    assert "投诉登记表" in page.text("#papers") and "第0037号" in page.text("#papers")
    browser.open("administration.take_preset", expect=404, id=county, key="nothing")


@pytest.mark.parametrize(("wrong", "field", "says"), [
    ({"from_on": "2026-03-01"}, "from_on", "从今天或者以后的某一天起"),
    ({"number_word": "立"}, "number_word", "会编出相同的文号"),
    ({"pattern": "〔{year}〕号"}, "pattern", "要有 {year} 和 {n}"),
    ({"digits": "9"}, "digits", "请填写 1 至 6 的整数"),
    ({"title": "受" * 41}, "title", ""),
])  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(app, browser, county, wrong, field, says):
    typed = {"from_on": "2026-03-02", "title": "受理告知书", "take": "1"} | wrong
    page = browser.sign_in("admin").send("administration.change_paper", typed, id=county, code="acceptance-notice")
    assert any(says in one for one in page.all(f"#{field}-e")), page.all(".bad-say")
    assert page.value("title") == typed["title"] and len(rows(app)) == 1


def test_a_body_has_a_new_name_and_another_county_is_not_there(app, make, browser, county):
    browser.sign_in("admin")
    with app.app_context():
        body, other = accounts.by_login("county").body_id, accounts.area("339902").id
        elsewhere = accounts.by_login("assisting").body_id
    facts = {"name": "澄溪县人力资源和社会保障局（新）", "number_word": "澄人社", "address": "人民路1号", "telephone": "0577-1234567"}
    assert browser.send("administration.change_body", facts, id=body).has("已改 澄溪县人力资源和社会保障局（新）")
    make.case(at="accepted")
    assert number(app, "acceptance-notice").startswith("澄人社受字")
    for endpoint, values in (("administration.profile", {"id": other}), ("administration.change_profile", {"id": other}),
                             ("administration.change_body", {"id": elsewhere})):
        assert browser.fetch(endpoint, **values).status_code == 404
    stranger = Browser(app).sign_in("inspector")
    assert stranger.fetch("administration.sample", id=county, code="acceptance-notice").status_code == 403


def test_who_has_no_valid_certificate_is_named_as_no_officer(app, make, browser, today):
    """Sixty days before it ends the list and the menu say so; the day after its last the law says no."""
    with make.context():
        accounts.by_login("second").certificate_to, changed = date(2026, 5, 1), audit.during("tests.expire", None)
        with changed:
            db.session.flush()
    browser.sign_in("admin")
    page = browser.open("administration.certificate_list", state="soon")
    assert page.all("tbody tr")[0].startswith("贺知远 second") and "快到期 余 60 天" in page.all("tbody tr")[0]
    assert page.text("nav [aria-current=page] > span").endswith("1") and len(page.all("tbody tr")) == 1
    number = make.case()
    today(date(2026, 5, 1))
    make.move(number, "assign", by="inspector", officers=["inspector", "second"])
    today(date(2026, 5, 2))
    with pytest.raises(Refused, match="证件有效的监察员"):
        make.move(number, "assign", by="inspector", officers=["inspector", "second"])
    with app.app_context():
        assert "second" not in [user.login for user in accounts.colleagues(accounts.by_login("inspector").body_id, date(2026, 5, 2))]
    later = make.case(by="second", employer_name="另一家服饰有限公司", worker_name="李四")
    with app.app_context():
        from casework.arrears import queries

        case = queries.case_by_number(later, accounts.by_login("second"))
        assert [user.login for user in case.users] == ["inspector"], "who registers with an ended certificate is not named either"
        id = accounts.by_login("second").id
    assert "已过期 1 天" in browser.open("administration.certificate_list").all("tbody tr")[0]
    page = browser.send("administration.certificate", {"certificate_no": "浙监001", "certificate_to": "2026-05-01"}, id=id)
    assert page.all("#certificate_no-e") == ["这个证号已经是沈若澜的"]
    page = browser.send("administration.certificate", {"certificate_no": "浙监002", "certificate_to": "2026-05-01"}, id=id)
    assert page.text("#certificate_to-e").startswith("这一天已经过去")
    browser.send("administration.certificate", {"certificate_no": "浙监902", "certificate_to": "2029-05-01"}, id=id)
    make.move(number, "assign", by="inspector", officers=["inspector", "second"])


@pytest.mark.parametrize(("to", "state"), [(None, "none"), ("2026-03-01", "expired"), ("2026-03-02", "soon"), ("2026-05-01", "soon"),
                                           ("2026-05-02", "valid")])
def test_the_last_day_counts(to, state):
    from casework.accounts.models import User

    user = User(certificate_no="浙监001", certificate_to=to and date.fromisoformat(to))
    assert certificates.state(user, date(2026, 3, 2)) == state
