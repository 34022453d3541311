"""Drafts: what is typed is kept for the one who typed it, offered again, and gone when the form was sent."""

import json
from datetime import date

import pytest
import sqlalchemy as sa

from casework.drafts.models import Draft
from casework.extensions import db
from tests.browser import Browser
from tests.features.test_arrears import register

TYPED = [["worker_name", "周桂兰"], ["id_number", "330106198603130071"], ["csrf_token", "x"], ["password", "geheim"]]


def keep(browser, fields=TYPED, at="/arrears/new"):
    return browser.fetch("drafts.keep", "POST", {"at": at, "fields": json.dumps(fields)})


def kept(browser, at="/arrears/new"):
    return browser.fetch("drafts.show", at=at).get_json()


def test_a_draft_is_its_typist_s_alone_and_encrypted(app):
    mine, other = Browser(app).sign_in("inspector"), Browser(app).sign_in("second")
    assert keep(mine).get_json()["said"] == "已保存 09:30"
    assert kept(mine)["fields"] == TYPED[:2] and "03-02 09:30" in kept(mine)["said"]
    assert kept(other) == {} and kept(mine, "/arrears/1") == {}
    with app.app_context():
        assert "330106198603130071" not in db.session.execute(sa.text("SELECT fields FROM draft")).scalar_one()
    keep(mine, [["worker_name", "周桂花"]])
    assert kept(mine)["fields"] == [["worker_name", "周桂花"]], "replaced as a whole"
    mine.fetch("drafts.drop", "POST", {"at": "/arrears/new"})
    assert kept(mine) == {}


def test_a_sent_form_takes_its_draft_along_and_a_refused_one_keeps_it(app):
    browser = Browser(app).sign_in("inspector")
    keep(browser)
    browser.fetch("arrears.new", "POST", {"worker_name": "", "draft": "/arrears/new"})
    assert kept(browser)["fields"], "nothing was registered"
    register(browser, {"worker_name": "周桂兰", "telephone": "13800002106", "employer_name": "恒砺", "draft": "/arrears/new"})
    assert kept(browser) == {}


@pytest.mark.parametrize(("fields", "status", "said"), [
    ([["facts", "长" * 200_001]], 200, "内容太多"), ({"a": 1}, 400, ""), ("x", 400, ""), ([["a"]], 400, "")])
def test_what_is_no_form_is_not_kept(app, fields, status, said):
    browser = Browser(app).sign_in("inspector")
    answer = keep(browser, fields)
    assert answer.status_code == status and said in (answer.get_json() or {}).get("said", "")
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(Draft.id))) == 0


def test_old_drafts_go(app, today):
    browser = Browser(app).sign_in("inspector")
    keep(browser)
    today(date(2026, 4, 20))
    browser = Browser(app).sign_in("inspector")
    keep(browser, at="/contracts/new")
    assert kept(browser) == {} and kept(browser, "/contracts/new")["fields"]
