"""Papers of the contract register: what the record says stands on paper, with its articles; each print leaves a trace."""

import subprocess
from datetime import date

import pytest

from casework.core.side import AccessLog
from casework.extensions import db
from tests.browser import Browser
from tests.features.test_contracts import CODE, identity, register


@pytest.fixture
def employer(make):
    return make.employer(code=CODE)


@pytest.fixture
def browser(app):
    return Browser(app).sign_in("inspector")


def printed(browser, tmp_path, endpoint, id, code, status=200):
    answer = browser.fetch(endpoint, "POST", id=id, code=code)
    assert answer.status_code == status
    if status != 200:
        return None
    assert answer.mimetype == "application/pdf"
    path = tmp_path / f"{code}.pdf"
    path.write_bytes(answer.data)
    said = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True).stdout
    return "".join(said.split())


def test_the_opinion_says_every_finding_with_its_article_and_is_logged(make, employer, browser, tmp_path):
    id = register(make, employer, signed_on=date(2025, 5, 20), lacking="insurance", probation_end_on=date(2025, 7, 31))
    said = printed(browser, tmp_path, "contracts.paper", id, "contract-review")
    for words in ("工人乙", identity(1), "缝纫工", "2025年3月1日起，2027年2月28日止", "月薪4,200.00元", "违法", "《劳动合同法》第19条",
                  "《劳动合同法》第17条第1款第7项", "不是行政处理决定"):
        assert words in said, words
    with make.context():
        assert db.session.scalar(db.select(AccessLog.subject_id).where(AccessLog.detail == "contract-review")) == id


def test_an_employers_opinion_names_whose_contract_it_is(make, employer, browser, tmp_path):
    register(make, employer, lacking="insurance")
    register(make, employer, n=2, probation_end_on=date(2025, 7, 31))
    said = printed(browser, tmp_path, "contracts.employer_paper", employer, "employer-review")
    for words in ("工人乙", "工人丙", "第17条第1款第7项", "第19条", "已签合同2人"):
        assert words in said, words


def test_only_papers_that_there_are_and_only_in_ones_own_area(make, employer, browser, tmp_path):
    id = register(make, employer)
    printed(browser, tmp_path, "contracts.paper", id, "employer-review", 404)
    printed(browser, tmp_path, "contracts.paper", id + 999, "contract-review", 404)
