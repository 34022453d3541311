"""Papers of the contract register: what the record says stands on paper, with its articles; each print leaves a trace."""

import subprocess
from datetime import date

import pytest

from casework.core.side import AccessLog
from casework.extensions import db
from tests.browser import Browser
from tests.features.test_contracts import CODE, act, identity, register


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


@pytest.mark.parametrize(("kind", "code", "there", "absent"), [
    ("fixed", "labour-contract", ("固定期限：自2025年3月1日起至2027年2月28日止", "月工资4,200.00元", "第十二条至第十五条、第十九条"),
     "派遣期限"),
    ("part_time", "part-time-contract", ("小时工资42.00元", "最长不超过十五日", "第七十一条", "不约定试用期"), "月工资"),
    ("dispatch", "dispatch-contract", ("派遣期限", "同工同酬", "第五十八条、第六十条、第六十三条"), "先行清偿"),
    ("site", "site-contract", ("先行清偿", "实名登记", "第二十八条"), "派遣期限"),
    ("over_age", "over-age-agreement", ("工伤保险", "第十九条", "其他争议可以直接向人民法院起诉"), "经济补偿"),
])
def test_the_text_has_the_clauses_of_its_kind_and_the_figures_of_the_record(make, employer, browser, tmp_path, kind, code, there, absent):
    more = {"wage_kind": "hourly", "wage_fen": 4200, "weekly_hours": 20, "pay_cycle": "half_month"} if kind == "part_time" else {}
    more |= {"user_employer": {"name": "滨河开发建设有限公司"}} if kind == "dispatch" else {}
    id = register(make, employer, kind=kind, **more)
    said = printed(browser, tmp_path, "contracts.paper", id, code)
    for words in ("工人乙", identity(1), "缝纫工", "一车间", *there):
        assert words in said, words
    assert absent not in said
    printed(browser, tmp_path, "contracts.paper", id, "ending-certificate", 404)


def test_the_certificate_says_the_four_things_and_no_reason(make, employer, browser, tmp_path):
    id = register(make, employer)
    act(make, id, "end", on=date(2026, 2, 20), code="T36E", severance_fen=450000, certificate_on=date(2026, 2, 20))
    said = printed(browser, tmp_path, "contracts.paper", id, "ending-certificate")
    for words in ("2025年3月1日起，2027年2月28日止", "2026年2月20日", "缝纫工", "共11个月20天", "解除日期", "第二十四条"):
        assert words in said, words
    assert "协商一致" not in said
    printed(browser, tmp_path, "contracts.paper", id, "labour-contract", 404)
