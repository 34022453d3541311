"""The ledger of contracts: new, renewed, changed and ended told apart, bad rows named, the good ones written or nothing."""

import io
import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from casework.accounts import queries as accounts
from casework.contracts import importer, judging, queries, reading, workbooks
from casework.contracts.models import Contract, ContractEvent, ImportRun
from casework.core import checks, database, jobs, sheets
from casework.core.audit import AuditEntry
from casework.extensions import db
from casework.law import identifiers
from casework.parties import queries as parties
from tests.browser import Browser
from tests.make import CODE
from tests.sheets import identity, xlsx

HEAD = ["统一社会信用代码", "姓名", "身份证号", "合同类型", "用工之日", "签订日期", "合同起始日期", "合同终止日期", "岗位", "月工资",
        "离职日期", "离职原因"]


def row(n, **facts):
    usual = dict(zip(HEAD, [CODE, f"工人{'甲乙丙丁戊'[n]}", identity(n), "固定期限", "2025-03-01", "2025年3月1日", date(2025, 3, 1),
                            "2027.2.28", "缝纫工", 4200, None, None], strict=True))
    return list((usual | facts).values())


@pytest.fixture
def load(make, run, tmp_path):
    make.employer(code=CODE)

    def call(*rows, head=HEAD, flags=()):
        path = tmp_path / "台账.xlsx"
        path.write_bytes(xlsx([["劳动合同台账"], list(head), *rows]))
        code, out, said = run("import", "contracts", path, "--as", "inspector", "--json", *flags)
        return code, (json.loads(out) if out else said)

    return call


def contracts(make):
    with make.context():
        return [(c.state, c.post, c.wage_fen, c.end_on, c.terms) for c in db.session.scalars(db.select(Contract).order_by(Contract.id))]


def test_new_changed_renewed_ended_and_unchanged_are_told_apart(make, load):
    code, answer = load(*(row(n) for n in range(4)))
    assert code == 0 and (answer["rows"], answer["accepted"], answer["new"], answer["written"]) == (4, 4, 4, True)
    code, answer = load(row(0), row(1, 月工资="4500"), row(2, 合同起始日期="2027-03-01", 合同终止日期="2029-02-28", 签订日期="2027-02-20"),
                        row(3, 离职日期="2026/2/27", 离职原因="T37"))
    assert code == 0, answer
    assert {key: answer[key] for key in ("new", "renewed", "changed", "ended", "unchanged")} == {
        "new": 0, "renewed": 1, "changed": 1, "ended": 1, "unchanged": 1}
    end = date(2027, 2, 28)
    assert contracts(make) == [("active", "缝纫工", 420000, end, 1), ("active", "缝纫工", 450000, end, 1),
                               ("active", "缝纫工", 420000, date(2029, 2, 28), 2), ("dissolved", "缝纫工", 420000, end, 1)]
    with make.context():
        assert {e.sheet_row for e in db.session.scalars(db.select(ContractEvent))} == {3, 4, 5, 6}, "every row's outcome is kept"
        assert all(answer["ok"] for answer in checks.run())


def test_one_bad_row_stops_the_file_or_only_itself(make, load):
    rows = [row(0), row(1, 月工资="1.2万"), row(2, 身份证号="330106198603130009"), row(3, 合同终止日期=None), row(0)]
    code, answer = load(*rows)
    assert code == 1 and not answer["written"] and contracts(make) == []
    assert [(p["row"], p["column"]) for p in answer["rejected"]] == [
        (4, "月工资"), (5, "身份证号"), (6, "合同终止日期"), (7, "身份证号")]
    assert "第 3 行" in answer["rejected"][-1]["reason"]
    code, answer = load(*rows, flags=["--dry-run", "--partial"])
    assert code == 1 and answer["new"] == 1 and contracts(make) == []
    code, answer = load(*rows, flags=["--partial"])
    assert code == 0 and answer["written"] and len(contracts(make)) == 1


def test_every_imported_row_is_reviewed(make, load):
    head = [*HEAD, "试用期止"]
    load([*row(0), "2025-08-31"], [*row(1, 合同类型="未签", 合同起始日期=None, 合同终止日期=None, 签订日期=None), None], head=head)
    with make.context():
        found = db.session.scalars(db.select(queries.ContractFinding).order_by(queries.ContractFinding.id)).all()
        assert [f.code for f in found] == ["LC-21", "LC-08"]
        assert [c.weight for c in db.session.scalars(db.select(Contract))] == ["error", "error"]


def test_an_employer_of_another_area_is_not_imported(make, load):
    code = next(CODE[:-2] + a + b for a in "2345" for b in identifiers.CODE_LETTERS if identifiers.credit_code(CODE[:-2] + a + b).valid)
    make.employer(name="青石建设有限公司", code=code, area="339901002")
    failed, answer = load(row(0, 统一社会信用代码=code), row(1, 离职日期="2026-02-01"))
    assert failed == 1 and "青石镇劳动保障监察中队" in answer["rejected"][0]["reason"]
    assert answer["rejected"][1]["reason"] == "请填写解除终止事由", "a ground is never guessed"
    failed, answer = load(["青石建设有限责任公司", *row(0)[1:]], ["云澜市恒砺服饰有限责任公司", *row(0)[1:]], head=["用人单位", *HEAD[1:]])
    assert [one["reason"] for one in answer["rejected"]] == [
        "“青石建设有限责任公司”还没有登记，请先登记用人单位",  # what another office has is told to nobody
        "“云澜市恒砺服饰有限责任公司”还没有登记；登记里有相近的“云澜市恒砺服饰有限公司”，请核对名称"]


def test_a_file_that_is_no_ledger_says_so(load):
    code, said = load(["甲"], head=["品名", "数量", "单价"])
    assert code == 1 and "没有找到表头" in said


# ---- on the pages


@pytest.fixture
def at_desk(app, make, browser):
    make.employer(code=CODE)
    browser.sign_in("inspector")

    def bring(data, name="台账.xlsx", work=True):
        page = browser.send("contracts.upload", {"file": (io.BytesIO(data), name)})
        if work:
            worked(app)
            page = browser.open("contracts.imported", id=latest(app), budget=40)
        return page

    return bring


def worked(app):
    with app.app_context():
        jobs.work()


def latest(app):
    with app.app_context():
        return db.session.scalar(db.select(db.func.max(ImportRun.id)))


def cells(answer):
    book = load_workbook(io.BytesIO(answer.get_data()))
    return [[cell.value for cell in row] for row in book.active.iter_rows()], book.active


def test_a_ledger_is_looked_at_decided_on_and_given_back(app, make, browser, at_desk):
    rows = [row(0, 岗位="@SUM(A1)"), row(1, 月工资="1.2万"), row(2, 姓名="工人丙", 身份证号="330106198603130009"),
            [*row(3)[:7], "2025-01-01", *row(3)[8:]]]
    page = at_desk(xlsx([["劳动合同台账"], HEAD, *rows]))
    assert page.has("还没有写入任何数据") and page.has("退回 3 不写入") and page.has("1.2万") and contracts(make) == []
    assert page.has("金额请写成数字") and not page.has("330106198603130009"), "a number is shown masked only"
    assert browser.send("contracts.import_write", {"which": "all"}, id=latest(app), expect=409).has("有退回的行")
    table, sheet = cells(browser.fetch("contracts.import_returned", id=latest(app)))
    assert table[1][-2:] == ["导入结果", "原因"] and [line[-2] for line in table[2:]] == ["新签", "退回", "退回", "退回"]
    assert "合同终止日期" in table[5][-1] and sheet.cell(4, 1).fill.fgColor.rgb != sheet.cell(3, 1).fill.fgColor.rgb
    formula = sheet.cell(3, HEAD.index("岗位") + 1)
    assert formula.data_type == "s" and formula.quotePrefix, "what could be a formula stays text"
    browser.send("contracts.import_write", {"which": "good"}, id=latest(app))
    worked(app)
    assert browser.open("contracts.imported", id=latest(app), budget=40).has("已写入 1 行") and len(contracts(make)) == 1
    assert browser.open("contracts.index", batch=latest(app)).has("工人甲")
    table[3][HEAD.index("月工资")], table[4][HEAD.index("身份证号")] = "12000", identity(2)
    page = at_desk(xlsx(table[:5]))  # the returned sheet, mended: our own columns are no trouble, and nothing is doubled
    assert page.has("新签 2") and page.has("没有变化 1") and not page.has("没有用的列")
    browser.send("contracts.import_write", {"which": "all"}, id=latest(app))
    worked(app)
    assert len(contracts(make)) == 3
    with make.context():
        entries = db.session.scalars(db.select(AuditEntry).where(AuditEntry.verb == "bulk").order_by(AuditEntry.id)).all()
        assert [(e.action, e.changes["counts"][1]["new"]) for e in entries] == [("contracts.import", 1), ("contracts.import", 2)]
        assert {e.by_id for e in entries} == {accounts.by_login("inspector").id}
        assert all(answer["ok"] for answer in checks.run())


def test_the_same_file_is_not_imported_twice(app, make, browser, at_desk):
    data = xlsx([HEAD, row(0), row(1, 离职日期="2026-02-01", 离职原因="T37")])
    at_desk(data)
    browser.send("contracts.import_write", {"which": "all"}, id=latest(app))
    worked(app)
    assert len(contracts(make)) == 2
    assert at_desk(data, work=False).has("全部导入")
    page = at_desk(xlsx([HEAD, row(1, 离职日期="2026-02-01", 离职原因="T37"), row(0)]))
    assert page.has("没有变化 2"), "another file with the same rows: one that has ended is not begun again"


def test_a_killed_job_reads_and_writes_on_where_it_was(app, make, browser, at_desk, monkeypatch):
    monkeypatch.setattr(reading.Ledger.chunks, "__defaults__", (2,))
    rows = [row(n % 5, 身份证号=identity(10 + n), 姓名=f"工人{'一二三四五六七八'[n]}") for n in range(5)]
    at_desk(xlsx([HEAD, *rows, row(0, 身份证号="1"), row(0, 身份证号=identity(10))]), work=False)
    kept, judged = judging.Judge.review, []

    def killed(judge, verdicts):
        judged.extend(one.row for one in verdicts)
        if 4 in judged and judged.count(4) == 1:
            raise KeyboardInterrupt
        return kept(judge, verdicts)

    monkeypatch.setattr(judging.Judge, "review", killed)
    with app.app_context(), pytest.raises(KeyboardInterrupt):
        jobs.work()
    _lease_over(app)
    worked(app)
    assert judged == [2, 3, 4, 5, 4, 5, 6, 7, 8], "the first chunk was not read again"
    page = browser.open("contracts.imported", id=latest(app), budget=40)
    assert page.has("新签 5") and page.has("退回 2") and page.has("与第 2 行同一单位同一人重复")
    browser.send("contracts.import_write", {"which": "good"}, id=latest(app))
    write, written = importer.write_chunk, []

    def dies(batch, verdicts, by, refused=None):
        written.append([one.row for one in verdicts])
        write(batch, verdicts, by, refused)
        if len(written) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(importer, "write_chunk", dies)
    with app.app_context(), pytest.raises(KeyboardInterrupt):
        jobs.work()
    assert len(contracts(make)) == 2, "what was half done is not there"
    _lease_over(app)
    worked(app)
    assert written == [[2, 3], [4, 5], [4, 5], [6, 7], [8]] and len(contracts(make)) == 5
    assert browser.fetch("contracts.import_progress", id=latest(app)).status_code == 205


def _lease_over(app):
    with app.app_context(), database.own_connection() as connection:
        connection.execute(jobs.Job.__table__.update().values(lease_until=0, run_at=0))


def test_a_change_that_cannot_be_is_rejected_at_its_row(make, load):
    load(row(0), row(1), row(2, 合同类型="未签", 合同起始日期=None, 合同终止日期=None, 签订日期=None))
    head = [*HEAD, "变动类型", "变更日期"]
    code, answer = load([*row(0, 离职日期="2025-01-31", 离职原因="T37"), None, None], [*row(1, 合同起始日期="2025-02-01"), "续订", None],
                        [*row(2, 合同起始日期="2025-02-01"), None, None], head=head)
    assert code == 1 and [one["reason"] for one in answer["rejected"]] == [
        "日期不能早于上一次变动的日期 2025-03-01", "续订的开始日期应晚于原合同的开始日期", "合同开始日期不能早于用工之日"]
    code, answer = load([*row(0), "变更", None], [*row(1, 月工资=5000), "变更", "2025-06-01"], head=head)
    assert code == 0 and (answer["unchanged"], answer["changed"]) == (1, 1), "a change that changes nothing is none"


def test_what_was_registered_meanwhile_sends_a_whole_file_back(app, make, browser, at_desk):
    at_desk(xlsx([HEAD, row(0), row(1)]))
    with make.context():
        by = accounts.by_login("inspector")
        from casework.contracts import actions

        actions.register(employer=parties.employer_by_code(CODE), worker_name="工人乙", id_number=identity(1), kind="fixed",
                         start_on=date(2025, 3, 1), end_on=date(2027, 2, 28), by=by)
    browser.send("contracts.import_write", {"which": "all"}, id=latest(app))
    worked(app)
    assert browser.open("contracts.imported", id=latest(app), budget=40).has("登记有了变化") and len(contracts(make)) == 1
    browser.send("contracts.import_again", id=latest(app))
    worked(app)
    page = browser.open("contracts.imported", id=latest(app), budget=40)
    assert page.has("新签 1") and page.has("变更 1")


def test_sheets_as_people_bring_them(app, make, browser, at_desk):
    """GBK, a title above, one employer merged over its people, numbers as text, and a person merged over two rows."""
    text = "劳动合同台账,,,\n姓 名,身份证号码（必填）,入职日期：,工资\n工人甲,'" + identity(0) + ",20250301,\"4,200.00\"\n"
    make.employer(name="云溪单位有限公司")
    with make.context():
        firm = parties.employer_by_code(CODE).id
    browser.send("contracts.upload", {"file": (io.BytesIO(text.encode("gbk")), "台账.csv")}, employer=firm)
    worked(app)
    assert browser.open("contracts.imported", id=latest(app), budget=40).has("新签 1")
    book = Workbook()
    for line in (["单位名称", "姓名", "身份证号", "合同类型", "用工之日"],
                 ["云溪单位有限公司", "工人丙", identity(2), "未签", "2026-01-05"],
                 [None, "工人丁", identity(3), "未签", "2026-01-05"],
                 [None, None, identity(4), "未签", "2026-01-05"]):
        book.active.append(line)
    book.active.merge_cells("A2:A4")
    book.active.merge_cells("B3:B4")
    out = io.BytesIO()
    book.save(out)
    page = at_desk(out.getvalue())
    assert page.has("新签 1") and page.has("退回 2") and page.has("合并单元格")


def test_somebody_who_may_be_known_under_another_number_is_asked_about(app, make, browser, at_desk):
    with make.context():
        by = accounts.by_login("inspector")
        from casework.contracts import actions

        actions.register(employer=parties.employer_by_code(CODE), worker_name="周桂兰", id_number=identity(5), kind="open",
                         start_on=date(2025, 3, 1), by=by)
    page = at_desk(xlsx([HEAD, row(0, 姓名="周桂兰", 身份证号=identity(6))]))
    assert page.has("请核对 1") and page.has(f"尾号 {identity(5)[-4:]}") and page.has("新签 1")


def test_the_template_is_read_as_it_is_written(app, make, browser, at_desk):
    answer = browser.fetch("contracts.import_template")
    book = load_workbook(io.BytesIO(answer.get_data()))
    heads = [cell.value for cell in book.active[1]]
    assert heads == [reading.TITLES[column][0] for column, *_ in workbooks.COLUMNS] and set(reading.TITLES) == {
        column for column, *_ in workbooks.COLUMNS}
    assert len({cell.fill.fgColor.rgb for cell in book.active[1]}) == 3 and all(cell.comment for cell in book.active[1])
    assert {str(rule.sqref).split(":")[0] for rule in book.active.data_validations.dataValidation} == {
        f"{sheets.letter(heads.index(title))}2" for title in ("变动类型", "合同类型", "计酬方式", "解除终止事由")}
    for column, values in workbooks.CHOICES.items():
        for value in values:
            reading._value(column, value)  # every choice of a drop-down is understood
    sheet = book.active
    for n, (column, need, _words, example) in enumerate(workbooks.COLUMNS, start=1):
        if need != workbooks.MAY:
            sheet.cell(2, n, {"credit_code": CODE, "employer_name": None, "id_number": identity(0)}.get(column, example))
    out = io.BytesIO()
    book.save(out)
    assert at_desk(out.getvalue()).has("新签 1")


def test_the_documentation_names_every_column():
    text = (Path(__file__).parents[2] / "docs" / "import-contracts.md").read_text(encoding="utf-8")
    for column, need, *_ in workbooks.COLUMNS:
        assert f"| {reading.TITLES[column][0]} | {need} |" in text, column


def test_an_import_of_another_area_is_not_there(app, make, at_desk):
    at_desk(xlsx([HEAD, row(0)]))
    other = Browser(app).sign_in("elsewhere")
    assert other.open("contracts.imported", id=latest(app), expect=404).has("柳堰镇劳动保障监察中队")
    assert other.fetch("contracts.import_returned", id=latest(app)).status_code == 404
    assert not other.open("contracts.upload").has("台账.xlsx")


def test_whose_rows_say_no_employer_are_written_only_by_who_may(make):
    employer = make.employer(code=CODE)
    with make.context():
        line = dict(name="工人甲", id_number=identifiers.identity_number(identity(0)), hired_on=date(2026, 1, 5))
        firm = parties.employer(employer, accounts.by_login("clerk"))
        for login, outcome in (("inspector", "new"), ("clerk", "rejected"), ("elsewhere", "rejected")):
            judge = judging.Judge(accounts.by_login(login), firm)
            assert [one.outcome for one in judge.chunk([reading.Line(2, dict(line))])] == [outcome], login


def test_the_number_of_an_ended_contract_is_not_used_again(make, load):
    head = [*HEAD, "合同编号"]
    load([*row(0, 离职日期="2026-02-01", 离职原因="T37"), "甲-1"], head=head)
    again = dict(用工之日="2026-02-10", 签订日期="2026-02-10", 合同起始日期="2026-02-10")
    code, answer = load([*row(0, **again), "甲-1"], head=head)
    assert code == 1 and [(one["column"], one["reason"]) for one in answer["rejected"]] == [
        ("合同编号", "这个合同编号在该单位这名劳动者名下已经用过")]
    assert load([*row(0, **again), "甲-2"], head=head)[0] == 0


def test_two_full_time_contracts_in_one_ledger_are_found(app, make, load):
    make.employer(name="别家有限公司")
    head = ["用人单位", *HEAD[1:]]
    code, answer = load(["云澜市恒砺服饰有限公司", *row(0)[1:]], ["别家有限公司", *row(0)[1:]], head=head)
    assert code == 0 and answer["new"] == 2
    with make.context():
        assert [f.code for f in db.session.scalars(db.select(queries.ContractFinding))] == ["T39-4"]


def test_an_opinion_on_a_row_names_its_article(browser, at_desk):
    page = at_desk(xlsx([[*HEAD, "试用期止"], [*row(0), "2025-08-31"]]))
    assert page.has("LC-21") and page.has("（《劳动合同法》第19条")


def test_a_renewal_keeps_the_user_entity_that_its_row_names(app, make, load):
    head = [*HEAD, "用工单位"]
    load([*row(0, 合同类型="劳务派遣"), "云溪商贸有限公司"], row(1), head=head)
    again = dict(合同类型="劳务派遣", 合同起始日期="2027-03-01", 合同终止日期="2029-02-28", 签订日期="2027-02-20")
    code, answer = load([*row(0, **again), "青石物流有限公司"], [*row(1, **again), "青石物流有限公司"], head=head)
    assert code == 0 and answer["renewed"] == 2, answer
    assert any("青石物流有限公司" in one["reason"] for one in answer["warnings"])
    with make.context():
        assert [c.user_employer.name for c in db.session.scalars(queries.whole())] == ["青石物流有限公司"] * 2


def test_a_heading_over_several_columns_has_its_own_ones_below():
    book = Workbook()
    sheet = book.active
    for row in (["某公司职工合同台账"], ["姓名", "身份证号", "用工之日", "合同期限", None, "试用期限", None, "合同类型"],
                [None, None, None, "起", "终止日期", "起", "止", None],
                ["赵一", identity(1), "2026.3.2", "2026.3.2", "2028-03-01", "2026-03-02", "2026-04-01", "固定"]):
        sheet.append(row)
    for cells in ("A1:H1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2", "H2:H3"):
        sheet.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    ledger = reading.read(out.getvalue())
    (line,), = ledger.chunks()
    assert ledger.header_row == 3 and line.row == 4 and line.problems == [] and ledger.unknown == ["试用期限起"]
    assert (line.values["start_on"], line.values["end_on"], line.values["probation_end_on"], line.values.get("ended_on")) == (
        date(2026, 3, 2), date(2028, 3, 1), date(2026, 4, 1), None)
    book = Workbook()
    for row in (["姓名", "身份证号", "用工之日", "合同期限", None], ["赵一", identity(1), "2026.3.2", "二年", None]):
        book.active.append(row)
    book.active.merge_cells("D1:E1")  # one row of headings: below it is a person
    out = io.BytesIO()
    book.save(out)
    (line,), = reading.read(out.getvalue()).chunks()
    assert line.row == 2 and line.values["name"] == "赵一"


def test_what_is_missing_is_told_in_the_words_of_the_sheet(load):
    code, answer = load(row(0, 合同类型="劳务派遣"))
    assert code == 1 and answer["rejected"] == [{"row": 3, "column": "用工单位", "reason": "劳务派遣请填写用工单位"}]
