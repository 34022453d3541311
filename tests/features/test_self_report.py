"""An employer without an account has its roster checked by a code and sends it; an inspector takes it through the import."""

import io
import zipfile

import pytest

from casework.contracts import reporting
from casework.contracts.models import Contract, ImportRun, ReportLink, SelfReport
from casework.core import jobs, sheets
from casework.extensions import db
from casework.parties.models import Employer
from tests.browser import Browser
from tests.make import CODE
from tests.sheets import identity, xlsx

HEAD = ["姓名", "身份证号", "合同类型", "用工之日", "合同起始日期", "合同终止日期", "试用期止", "月工资"]


def roster(*more):
    return xlsx([HEAD, ["工人1", identity(1), "固定期限", "2025-03-01", "2025-03-01", "2027-02-28", "2025-08-31", 4200], *more])


@pytest.fixture
def code(app, make, browser):
    """The code that an inspector gave, after the county opened the way."""
    id = make.employer(code=CODE)
    assert browser.sign_in("inspector").open("contracts.report_links", employer=id).has("没有开通单位自报")
    assert browser.send("contracts.report_links", employer=id, expect=409).has("没有开通单位自报")
    assert Browser(app).sign_in("admin").send("contracts.report_switch", {"area": "339901", "open": "1"}).has("已开通")
    page = browser.send("contracts.report_links", employer=id)
    return page.text(".warn strong").removeprefix("代码：")


def bring(firm, data, name="花名册.xlsx"):
    return firm.send("contracts.report_roster", {"file": (io.BytesIO(data), name)})


def test_a_roster_is_checked_sent_and_taken_through_the_import(app, make, browser, code, caplog):
    firm = Browser(app)
    assert firm.fetch("contracts.report_roster").location.endswith("/contracts/report"), "nothing without the code"
    assert firm.send("contracts.report", {"code": code.lower().replace("-", " ")}).has("云澜市恒砺服饰有限公司")
    page = bring(firm, roster(["工人2", identity(2), "固定期限", "2026-01-05", "2026-01-05", None, None, "1.2万"],
                              ["工人1", identity(1), "未签", "2025-03-01", None, None, None, 4000]))
    assert page.has("超过法定上限") and page.has("第19条") and page.has("金额请写成数字") and page.has("与第 2 行是同一个证件号")
    assert page.has("还没有提交") and not browser.open("desk.index").has("单位自报花名册")
    with app.app_context():
        report = db.session.scalar(db.select(SelfReport.id))
    assert firm.send("contracts.report_send", {"report": report}).has("已提交")
    assert firm.send("contracts.report_send", {"report": report}, expect=409).has("已经提交")
    desk = browser.open("desk.index")
    assert desk.has("单位自报花名册") and desk.has("云澜市恒砺服饰有限公司")
    assert not Browser(app).sign_in("elsewhere").open("desk.index").has("单位自报花名册")
    assert Browser(app).sign_in("elsewhere").open("contracts.self_report", id=report, expect=404).has("柳堰镇劳动保障监察中队")
    with app.app_context():
        assert db.session.scalar(db.select(Contract.id)) is None, "never directly in the register"
    browser.send("contracts.report_take", id=report)
    with app.app_context():
        jobs.work()
        run = db.session.scalar(db.select(ImportRun.id))
    assert browser.open("contracts.imported", id=run, budget=40).has("新签 1")
    assert firm.open("contracts.report_roster").has("已转导入") and not browser.open("desk.index").has("单位自报花名册")
    assert identity(1) not in caplog.text and "工人1" not in caplog.text
    with app.app_context():
        assert code.replace("-", "") not in str(db.session.execute(db.select(ReportLink.__table__)).all()), "the code is kept by nobody"


def test_an_inspector_gives_it_back_with_a_reason_that_the_employer_sees(app, make, browser, code):
    firm = Browser(app)
    firm.send("contracts.report", {"code": code})
    bring(firm, roster())
    firm.send("contracts.report_send", {"report": 1})
    assert browser.send("contracts.report_return", {"reason": ""}, id=1).has("请写明退回的理由")
    assert browser.send("contracts.report_return", {"reason": "缺少二车间的人"}, id=1).has("已退回")
    assert firm.open("contracts.report_roster").has("缺少二车间的人")
    assert browser.send("contracts.report_take", id=1, expect=409).has("已经处理")


def test_codes_are_not_guessed_and_stop_when_somebody_says_so(app, make, browser, code, today, monkeypatch):
    firm, other = Browser(app), Browser(app)
    firm.send("contracts.report", {"code": code})
    for _ in range(reporting.TRIES):
        page = other.send("contracts.report", {"code": "2222-2222-2222"})
    assert page.has("代码不对、已过期或者已停用")
    assert other.send("contracts.report", {"code": code}).has("输错次数太多"), "the right one too, for a while"
    monkeypatch.setattr(reporting, "A_DAY", 1)
    bring(firm, roster())
    assert bring(firm, b"MZ").has("一天最多上传 1 次"), "asked before anything is opened"
    with app.app_context():
        link = db.session.scalar(db.select(ReportLink.id))
    browser.send("contracts.report_close", id=link)
    assert firm.open("contracts.report_roster").has("监察员给的 12 位代码")
    assert firm.fetch("contracts.report_send", "POST", {"report": 1}).location.endswith("/contracts/report")


HOSTILE = [
    (b"MZ\x90\x00\x03", "不是表格文件"), (b"%PDF-1.7 x", "不是表格"), (b"<html><table>", "网页或 XML"), (b"", "文件是空的"),
    (b"PK\x03\x04rubbish", "不完整或已损坏"), ("品名,数量\n甲,1\n".encode(), "没有找到表头")]


def test_what_strangers_bring_is_refused_with_a_sentence(app, make, code, monkeypatch):
    firm = Browser(app)
    firm.send("contracts.report", {"code": code})
    for data, said in HOSTILE:
        assert bring(firm, data).has(said), said
    swollen = io.BytesIO(roster())
    with zipfile.ZipFile(swollen, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/swollen.xml", bytes(sheets.ROSTER.unpacked))
    assert bring(firm, swollen.getvalue()).has("MB"), "what a city's ledger may be is not for strangers"
    monkeypatch.setattr(reporting, "MOST_ROWS", 1)
    assert bring(firm, roster(["工人2", identity(2), "未签", "2026-01-05", None, None, None, None])).has("一次最多 1 行")
    with app.app_context():
        assert db.session.scalar(db.select(SelfReport.id)) is None


def test_a_link_does_not_reach_another_employers_file(app, make, browser, code):
    firm = Browser(app)
    firm.send("contracts.report", {"code": code})
    bring(firm, roster())
    second = browser.send("contracts.report_links", employer=make.employer(name="别家有限公司")).text(".warn strong").removeprefix("代码：")
    other = Browser(app)
    other.send("contracts.report", {"code": second})
    assert other.send("contracts.report_send", {"report": 1}, expect=409).has("没有这份花名册")


def test_an_employer_speaks_of_its_own_people_only(app, make, browser, code):
    make.employer(name="别家有限公司")
    firm = Browser(app)
    firm.send("contracts.report", {"code": code})
    own = ["工人1", identity(1), "固定期限", "2025-03-01", "2025-03-01", "2027-02-28", None, 4200]
    page = bring(firm, xlsx([[*HEAD, "用人单位"], [*own, "云澜市恒砺服饰有限公司"], ["工人2", identity(2), *own[2:], None],
                             ["工人3", identity(3), *own[2:], "别家有限公司"]]))
    assert page.has("填写有误 1") and page.has("用人单位：只收“云澜市恒砺服饰有限公司”的人")
    firm.send("contracts.report_send", {"report": 1})
    browser.send("contracts.report_take", id=1)
    with app.app_context():
        jobs.work()
        run = db.session.scalar(db.select(ImportRun.id))
    page = browser.open("contracts.imported", id=run, budget=40)
    assert page.has("新签 2") and page.has("退回 1") and page.has("由“云澜市恒砺服饰有限公司”自报")
    browser.send("contracts.import_write", {"which": "good"}, id=run)
    with app.app_context():
        jobs.work()
        assert db.session.scalars(db.select(Employer.name).join(Contract, Contract.employer_id == Employer.id).distinct()).all() == [
            "云澜市恒砺服饰有限公司"]
