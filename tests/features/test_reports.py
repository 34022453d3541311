"""The money of many cases: whatever it is grouped by, it is the sum of what each case says of itself."""

import csv
import io
import json
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from casework.accounts import queries as accounts
from casework.arrears import figures, paying, queries, reports
from casework.arrears.models import Case, ClaimLine
from casework.extensions import db
from tests.features.test_payments import bring, pay
from tests.sheets import long_roster

KEYS = ("claimed", "recognised", "paid", "advanced", "waived", "owed_by_employer", "owed_to_worker")


@pytest.fixture
def four(make):
    """Two employers, two areas, two channels, two months; one paid in part, one recognised lower, one waived, one merged."""
    made = [make.case(received_on=date(2026, 2, 10)), make.case(channel="12345", worker_name="乙", telephone="13900000001"),
            make.case(by="elsewhere", employer_name="青石木器厂", worker_name="丙", telephone="13900000002"),
            make.case(worker_name="丁", telephone="13900000003")]
    for number, months in zip(made, (("2025-11",), ("2025-12", "2026-01"), ("2026-01",), ("2025-11",)), strict=True):
        bring(make, number, long_roster(months=months)) if number != made[2] else _elsewhere(make, number)
    pay(make, made[1], {0: 500000})
    with make.context():
        found = queries.case_by_number(made[0])
        lines = db.session.scalars(db.select(ClaimLine).where(ClaimLine.case_id == found.id).order_by(ClaimLine.id)).all()
        paying.recognise(case=found, figures={lines[0]: (300000, 0), lines[1]: (None, 12050)}, reason="核对考勤",
                         by=accounts.by_login("inspector"))
    make.move(made[3], "merge", into=made[0])
    return made


def _elsewhere(make, number):
    from casework.arrears import actions
    from casework.arrears import roster as rosters
    from casework.core import clock, files

    with make.context():
        data = long_roster(people=2, months=("2026-01",))
        actions.import_roster(case=queries.case_by_number(number), roster=rosters.read(data, today=clock.today()),
                              kept=files.keep(data, "a.xlsx"), by=accounts.by_login("elsewhere"))


def told(run, numbers):
    """The sums of `case --json` added up, in fen."""
    each = [json.loads(run("case", number, "--json")[1])["sums"] for number in numbers]
    return {key: sum(round(float(one[key]) * 100) for one in each) for key in KEYS}


def of(sums):
    return {key: getattr(sums, key) for key in KEYS}


def test_whatever_it_is_grouped_by_it_is_the_sum_of_the_cases(make, four, run, app):
    expected = told(run, four[:3])
    with make.context():
        county = accounts.by_login("county")
        for by in reports.BY:
            with app.test_request_context():
                report = reports.Report(queries.case_rows(county), {"by": by})
                rows = report.rows
            assert {key: sum(of(row.sums)[key] for row in rows) for key in KEYS} == expected, by
            assert sum(row.cases for row in rows) == 3 and of(report.total[1]) == expected and report.total[0] == 3
        assert len(dict.fromkeys(reports.BY)) == 4
        for number in four:  # each row of the list says what the case says
            row = db.session.execute(queries.case_rows(county).where(Case.number == number)).one()
            assert of(figures.of_row(row)) == told(run, [number])


def test_every_row_leads_to_the_cases_it_counts(make, four, browser):
    browser.sign_in("county")
    for by in reports.BY:
        page = browser.open("arrears.report", by=by)
        for link in page.root.query_all(".list tbody th a"):
            rows = page.root.query_all(".list tbody tr")
            cells = next(row.etree_element for row in rows if row.query("a").etree_element is link.etree_element)
            cases, owed = cells[1].text, cells[8].text
            drilled = browser._page(browser.client.get(link.etree_element.get("href")), 200)
            assert len(drilled.all(".listing tbody tr")) == int(cases), (by, link.etree_element.text)
            assert [dd for dd in drilled.all("dl.figs dd") if dd == owed], (by, owed)
    assert parse_qs(urlsplit(link.etree_element.get("href")).query)["state"] == ["apart"]
    assert browser.sign_in("elsewhere").open("arrears.report").all(".list tbody th") == ["青石木器厂"], "only one's own areas"


def test_the_file_and_the_print_are_the_same_report(four, browser):
    browser.sign_in("county")
    rows = list(csv.reader(io.StringIO(browser.fetch("arrears.report", by="area", **{"as": "csv"}).data.decode("utf-8-sig"))))
    assert rows[0][:4] == ["分组", "案件数", "人数", "主张（元）"] and {row[0] for row in rows[1:]} == {"柳堰镇", "青石镇"}
    assert browser.fetch("arrears.report", **{"as": "xlsx"}).data[:2] == b"PK"
    page = browser.open("arrears.report", **{"as": "print", "by": "month"})
    assert page.all(".list tbody th") == ["2026-02", "2026-03"] and page.all("tfoot th") == ["合计"]
    assert browser.sign_in("clerk").fetch("arrears.report", **{"as": "csv"}).status_code == 403
