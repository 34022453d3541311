"""The ledger of contracts: new, renewed, changed and ended told apart, bad rows named, the good ones written or nothing."""

import json
from datetime import date

import pytest

from casework.contracts import queries
from casework.contracts.models import Contract, ContractEvent
from casework.core import checks
from casework.extensions import db
from casework.law import identifiers
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


def test_a_file_that_is_no_ledger_says_so(load):
    code, said = load(["甲"], head=["品名", "数量", "单价"])
    assert code == 1 and "没有找到表头" in said
