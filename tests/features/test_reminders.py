"""提醒函: to whom there is something to say, one letter each with its own people, in one file; who printed it is known."""

import csv
import io
import re
import subprocess
from datetime import date, timedelta

import pytest

from casework.accounts import queries as accounts
from casework.contracts import actions, documents_reminders, reminders
from casework.core.side import AccessLog
from casework.documents import render
from casework.extensions import db
from casework.parties import queries as parties
from tests.browser import Browser
from tests.features.test_contracts import CODE, TERM, register
from tests.sheets import identity

TODAY = date(2026, 3, 2)
SOON = TODAY + timedelta(days=20)


@pytest.fixture
def employer(make):
    return make.employer(code=CODE)


def written(make, kind, *employers, login="inspector"):
    """The letters of a purpose as they read before they are laid out."""
    with make.context():
        found = [render.html(form, form.printed_facts(on=TODAY))[0] for form in
                 reminders.letters(kind, employers, accounts.by_login(login), TODAY)]
    return ["".join(re.sub("<[^>]+>", "", html.partition("</head>")[2]).split()) for html in found]


def test_each_purpose_names_its_people_its_days_and_its_articles(make, employer):
    register(make, employer, 0, end_on=SOON)
    register(make, employer, 1, probation_end_on=SOON, start_on=date(2026, 2, 1), signed_on=date(2026, 2, 1), hired_on=date(2026, 2, 1))
    register(make, employer, 2, kind=None, start_on=None, end_on=None, signed_on=None, hired_on=date(2026, 1, 5))
    register(make, employer, 3, lacking="insurance", end_on=date(2026, 2, 20))
    who = {"30": "甲", "60": "甲", "90": "甲", "expired": "丁", "probation": "乙", "unsigned": "丙", "findings": None}
    said = {
        "30": ("30日内期满", "还有", "20天", "第四十六条第五项", "第十四条第二款"), "60": ("60日内期满",), "90": ("90日内期满",),
        "expired": ("已经期满", "10天", "第十一条"), "probation": ("试用期", "2026-03-22", "第八十三条"),
        "unsigned": ("2026-01-05", "57天", "二倍的工资", "第八十二条第一款"),
        "findings": ("缺少必备条款", "第17条第1款第7项", "需要改正或者核实")}
    for kind in reminders.KINDS:
        (letter,) = written(make, kind, employer)
        for words in (*said[kind], "澄溪县人力资源和社会保障局", "不编文号，不是行政决定"):
            assert words in letter, (kind, words)
        for name in "甲乙丙丁" if who[kind] else "":
            assert (f"工人{name}" in letter) == (name == who[kind]), (kind, name)
        assert identity(0) not in letter and (kind != "30" or "0004" in letter), "masked"
    assert set(documents_reminders.PURPOSES) == set(reminders.KINDS) == set(reminders.DAYS)


def test_the_ticked_employers_get_a_letter_each_in_one_file_and_it_is_known_who_printed(make, employer, app):
    other, far = make.employer(name="云澜市另一家建筑有限公司"), make.employer(name="青石镇第三家有限公司", area="339901002")
    for at, id in ((1, employer), (2, other)):
        register(make, id, at, end_on=SOON)
    with make.context():
        by = accounts.by_login("elsewhere")
        actions.register(employer=parties.employer(far, by), worker_name="工人戊", id_number=identity(5), by=by, **TERM | {"end_on": SOON})
    browser = Browser(app).sign_in("inspector")
    page = browser.open("contracts.reminder_list")
    assert page.has("云澜市另一家建筑有限公司") and page.has("30 天内到期 2") and not page.has("青石镇第三家")
    answer = browser.fetch("contracts.reminder_letters", "POST", {"kind": "30", "all": "1"})
    said = subprocess.run(["pdftotext", "-raw", "-", "-"], input=answer.data, capture_output=True, check=True).stdout.decode()
    first, second = sorted(said.split("\f")[:2], key=lambda leaf: "恒砺服饰" not in leaf)
    assert "恒砺服饰" in first and "工人乙" in first and "工人丙" not in first and "另一家" in second and "工人丙" in second
    assert "第三家" not in said
    with make.context():
        kept = db.session.execute(db.select(AccessLog.subject_id).where(AccessLog.detail == "contract-reminder 30")).scalars()
        assert sorted(kept) == [employer, other]
    assert browser.fetch("contracts.reminder_letters", "POST", {"kind": "30", "id": [far]}).status_code == 409, "another area's"
    assert browser.fetch("contracts.reminder_letters", "POST", {"kind": "unsigned", "id": [other]}).status_code == 409
    rows = list(csv.DictReader(io.StringIO(browser.fetch(
        "contracts.reminder_list", kind="30", **{"as": "csv", "order": "n"}).get_data(as_text=True).lstrip("\ufeff"))))
    assert sorted((row["用人单位"], row["人数"], row["最早的日期"]) for row in rows) == [
        ("云澜市另一家建筑有限公司", "1", "2026-03-22"), ("云澜市恒砺服饰有限公司", "1", "2026-03-22")]
