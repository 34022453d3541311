"""Papers of the contract register: what the record says stands on paper, with its articles; each print leaves a trace."""

import io
import re
import subprocess
from datetime import date

import pikepdf
import pytest

from casework.accounts import queries as accounts
from casework.contracts import documents, queries
from casework.contracts.models import ContractEvent
from casework.core.side import AccessLog
from casework.documents import render
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
    path = tmp_path / "paper.pdf"
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
    sender = make.employer(name="青石劳务派遣有限公司")
    register(make, sender, n=3, kind="dispatch", user_employer={"name": "用工单位", "credit_code": CODE})
    said = printed(browser, tmp_path, "contracts.employer_paper", employer, "employer-review")
    for words in ("工人乙", "工人丙", "第17条第1款第7项", "第19条", "已签合同2人", "被派遣劳动者1人，超过用工总量3人的10%", "违法3条"):
        assert words in said, words


@pytest.mark.parametrize(("facts", "words"), [
    (dict(kind="foreigner"), ("2027年2月28日止", "外国人就业许可和有关期限的规则没有录入，没有判断")),
    (dict(kind="part_time", end_on=None, wage_kind="hourly", wage_fen=3000), ("2025年3月1日起，没有写明终止日期",)),
])
def test_the_opinion_invents_no_end_and_says_what_it_could_not_judge(make, employer, facts, words):
    with make.context():
        contract = queries.contract(register(make, employer, **facts), accounts.by_login("inspector"))
        said = documents.made(documents.OF_CONTRACT, "contract-review", contract).facts()
        assert all(one in said["term"] + "".join(said["unjudged"]) for one in words), said


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


def written(make, id, code):
    """What a paper of a contract says before it is laid out, ticks as √ and □."""
    with make.context():
        form = documents.made(documents.OF_CONTRACT, code, queries.contract(id, accounts.by_login("inspector")))
        html = render.html(form, form.printed_facts())[0].replace('<i class="tick on"></i>', "√").replace('<i class="tick"></i>', "□")
    return "".join(re.sub("<[^>]+>", "", html).split())


def event(make, id, what):
    with make.context():
        return db.session.scalar(db.select(ContractEvent.id).where(ContractEvent.contract_id == id, ContractEvent.what == what)
                                 .order_by(ContractEvent.id.desc()))


def test_each_change_has_its_agreement_as_the_record_then_was(make, employer, browser, tmp_path):
    """A later change is not in an earlier paper; what a correction mended is."""
    id = register(make, employer, end_on=date(2025, 12, 31), number="旧-1")
    act(make, id, "amend", on=date(2025, 9, 1), post="检验工", wage_fen=450000, reason="轮岗")
    act(make, id, "renew", kind="open", number="新-2", start_on=date(2026, 1, 1), signed_on=date(2025, 12, 20),
        work_place="二车间")
    act(make, id, "correct", work_place="三车间", reason="登记时写错")
    act(make, id, "amend", on=date(2026, 2, 1), post="班组长")
    renewal, last = event(make, id, "renewed"), event(make, id, "amended")
    with make.context():
        first = db.session.scalar(db.select(ContractEvent.id).where(ContractEvent.contract_id == id, ContractEvent.reason == "轮岗"))
    said = written(make, id, f"amendment-agreement:{first}")
    for words in ("自2025年9月1日起", "岗位缝纫工检验工", "工资标准月薪4,200.00元月薪4,500.00元", "轮岗", "第二十九条、第三十五条"):
        assert words in said, words
    assert "班组长" not in said and "工作地点" not in said
    said = written(make, id, f"renewal-agreement:{renewal}")
    for words in ("原合同编号：旧-1", "期限自2025年3月1日起至2025年12月31日止", "√2.无固定期限：自2026年1月1日起",
                  "工作地点一车间三车间", "第十九条第二款"):
        assert words in said, words
    assert "班组长" not in said and "√1." not in said
    printed(browser, tmp_path, "contracts.paper", id, f"renewal-agreement:{last}", 404)  # that event is no renewal
    page = browser.open("contracts.show", id=id)
    assert len(page.all("#papers li")) == 8, "review, text, renewal twice, amendment three times, ending"
    answer = browser.fetch("contracts.papers", "POST", id=id, data={
        "codes": [f"renewal-agreement:{renewal}", "amendment-agreement", "ending-agreement"], "duplex": "1"})
    with pikepdf.open(io.BytesIO(answer.data)) as file:
        assert len(file.pages) == 6, "two of one page, each with a blank back, and one of two"


@pytest.mark.parametrize(("code", "there", "absent"), [
    ("T36E", ("协商解除劳动合同协议书", "√甲方□乙方提出", "√1.甲方支付经济补偿4,500.00元（大写：肆仟伍佰元整）",
              "第四十六条第二项"), "终止劳动合同协议书"),
    ("T36W", ("□甲方√乙方提出", "√2.依法不支付经济补偿：协商一致，劳动者提出"), "肆仟伍佰"),
    ("E44-1", ("终止劳动合同协议书", "因下列情形于2026年2月20日终止", "第四十四条第一项", "第四十六条第五项", "第十三条"), "协商解除"),
    ("T39-2", None, None),  # the employer alone: nothing to agree
])
def test_an_ending_is_agreed_or_settled_as_its_ground_allows(make, employer, browser, tmp_path, code, there, absent):
    id = register(make, employer)
    act(make, id, "end", on=date(2026, 2, 20), code=code, severance_fen=450000 if code == "T36E" else None)
    paper = f"ending-agreement:{event(make, id, 'ended')}"
    if there is None:
        return printed(browser, tmp_path, "contracts.paper", id, paper, 404)
    said = written(make, id, paper)
    for words in there:
        assert words in said, words
    assert absent not in said


def test_a_blank_copy_names_nobody_and_an_over_age_worker_has_no_labour_contract(make, employer, browser, tmp_path):
    id = register(make, employer, kind="over_age")
    said = written(make, id, "renewal-agreement")
    assert "用工协议续订书" in said and "第十四条" not in said and "劳动合同法" not in said
    answer = browser.fetch("contracts.blank", code="renewal-agreement")
    path = tmp_path / "blank.pdf"
    path.write_bytes(answer.data)
    said = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    assert "None" not in said and "诸葛" not in said and "2026年" not in said and "劳动合同续订书" in said
    assert browser.fetch("contracts.blank", code="contract-review").status_code == 404


def test_after_many_renewals_their_papers_are_one_file(make, employer, browser, tmp_path):
    ids = [register(make, employer, n, end_on=date(2026, 3, 10)) for n in (1, 2)]
    page = browser.send("contracts.renew_many", {"contract": ids, "kind": "same", "signed_on": "2026-03-02", "write": "1"})
    assert page.has("印全部续订书（2 份，一个文件）")
    answer = browser.fetch("contracts.renewals", "POST", data={"id": ids})
    path = tmp_path / "all.pdf"
    path.write_bytes(answer.data)
    said = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True).stdout
    assert "工人乙" in said and "工人丙" in said and said.count("2026年3月11日") == 2
    assert browser.fetch("contracts.renewals", "POST", data={"id": [register(make, employer, 3)]}).status_code == 409
