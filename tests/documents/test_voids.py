"""The page of void papers: by body and year, and never those of another area."""

from casework.accounts import queries as accounts
from casework.documents import store
from casework.documents.store import Printed
from casework.extensions import db

NUMBER = "澄溪人社监受字〔2026〕第001号"


def test_void_papers_are_listed_with_reason_within_the_area(make, app, browser):
    make.case(at="accepted")
    make.case(at="accepted", worker_name="许家明")
    with app.app_context():
        paper = db.session.scalar(db.select(Printed).where(Printed.number == NUMBER))
        store.void(paper, reason="姓名有误", by=accounts.by_login("leader"))
        body = paper.body_id
        db.session.commit()
    browser.sign_in("inspector")
    page = browser.open("documents.void_list")
    assert page.has(NUMBER) and page.has("姓名有误") and not page.has("第002号")
    for asked, there in (({"year": 2026, "body": body}, True), ({"year": 2025}, False), ({"body": body + 99}, False),
                         ({"year": "x"}, False), ({"number": "001"}, True), ({"number": "%"}, False)):
        assert browser.open("documents.void_list", **asked).has(NUMBER) is there, asked
    browser.sign_in("elsewhere")
    assert not browser.open("documents.void_list").has(NUMBER)
    browser.sign_in("treasurer")
    assert browser.fetch("documents.void_list").status_code == 403
