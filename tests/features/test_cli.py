"""The command line answers exactly as docs/cli.md says; scripts of offices rely on it."""

import json
from datetime import date

import pytest

from tests.sheets import identity, long_roster, xlsx

CODE = "91339901MA2HLTF03"


@pytest.fixture
def employer(make):
    from casework.law.identifiers import credit_code

    code = next(CODE + c for c in "0123456789ABCDEFGHJKLMNPQRTUWXY" if credit_code(CODE + c).valid)
    make.employer(code=code)
    return code


@pytest.fixture
def roster(tmp_path):
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(long_roster())
    return path


def answer(result, code=0):
    status, out, err = result
    assert status == code, (status, out, err)
    return json.loads(out)


def test_a_case_from_a_roster_passes_through_all_hands(run, employer, roster, today, tmp_path):
    made = answer(run("import", "new-case", roster, "--employer", employer, "--as", "inspector", "--reference", "HX1", "--json"))
    assert made == {"case": "柳劳监〔2026〕0001号", "workers": 3, "lines": 6, "owed": "24723.00", "rejected": [], "warnings": []}
    case = answer(run("case", made["case"], "--json"))
    assert case["state"] == "registered" and case["officers"] == ["inspector", "second"] and case["reference"] == "HX1"
    assert case["employer"] == {"credit_code": employer, "name": "云澜市恒砺服饰有限公司"}
    assert [c["code"] for c in case["clocks"]] == ["LI-10"]
    assert case["sums"] == {
        "workers": 3, "lines": 6, "claimed": "24723.00", "recognised": "24723.00", "paid": "0.00", "advanced": "0.00",
        "waived": "0.00", "owed_by_employer": "24723.00", "owed_to_worker": "24723.00"}

    moved = answer(run("move", made["case"], "accept", "--as", "leader", "--json"))
    assert (moved["from"], moved["to"], moved["on"], moved["started"], moved["stopped"]) == (
        "registered", "accepted", "2026-03-02", [], ["LI-10"])
    assert [p["form"] for p in moved["issued"]] == ["acceptance-notice", "complaint-register", "arrears-roster"]
    assert moved["issued"][0]["number"]

    today(date(2026, 3, 4))
    moved = answer(run("move", made["case"], "file", "--as", "county", "--json"))
    assert moved["started"] == ["LI-14"] and [p["form"] for p in moved["issued"]] == ["filing-approval"]
    case = answer(run("case", made["case"], "--as", "inspector", "--json"))
    clock = case["clocks"][1]
    assert (case["accepted_on"], case["filed_on"]) == ("2026-03-02", "2026-03-02"), "filing carries the day of acceptance"
    assert (clock["from"], clock["due"], clock["state"], clock["provisional"]) == ("2026-03-02", "2026-05-28", "running", False)
    assert clock["days"][0] == {"date": "2026-03-02", "kind": "event"}
    assert clock["days"][-1] == {"date": "2026-05-28", "kind": "counted", "n": 60}
    assert [d["date"] for d in clock["days"] if d["kind"] == "make-up"] == ["2026-05-09"]

    out = tmp_path / "dossier.pdf"
    status, _, err = run("dossier", made["case"], "-o", out)
    assert status == 0, err
    assert out.read_bytes().startswith(b"%PDF")
    moved = answer(run("move", made["case"], "close", "--as", "county", "--data", '{"outcome":"全部付清"}', "--json"))
    assert (moved["from"], moved["to"], moved["stopped"]) == ("filed", "closed", ["LI-14"])
    assert answer(run("check", "--json"))["ok"]
    assert answer(run("audit", "verify", "--json"))["ok"]


def test_a_dry_run_writes_nothing(run, employer, roster):
    made = answer(run("import", "new-case", roster, "--employer", employer, "--as", "inspector", "--dry-run", "--json"))
    assert made["case"] is None and made["lines"] == 6
    assert answer(run("check", "--json"))["counts"]["cases"] == 0


def test_a_bad_row_refuses_the_whole_file_and_names_itself(run, make, tmp_path):
    number = make.case()
    path = tmp_path / "bad.xlsx"
    path.write_bytes(xlsx([["姓名", "身份证号", "月份", "欠发", "备注"], ["张三", identity(1), "2026-01", 100, ""],
                           ["李四", identity(2)[:-1] + ("1" if identity(2)[-1] != "1" else "2"), "2026-01", "1.2万", ""]]))
    status, out, _ = run("import", "roster", path, "--case", number, "--as", "inspector", "--json")
    found = json.loads(out)
    assert status == 1 and found["written"] is False and found["rows"] == 2 and found["accepted"] == 1
    assert {(p["row"], p["column"]) for p in found["rejected"]} == {(3, "身份证号"), (3, "欠发")}
    assert found["unknown_columns"] == ["备注"] and found["form"] == "long"
    assert answer(run("case", number, "--json"))["sums"]["lines"] == 0


def test_a_good_roster_joins_the_case_once(run, make, roster):
    number = make.case()
    found = answer(run("import", "roster", roster, "--case", number, "--as", "inspector", "--json"))
    assert found["written"] is True and found["accepted"] == 6 and found["total_row"] is None
    status, out, _ = run("import", "roster", roster, "--case", number, "--as", "inspector", "--json")
    assert status == 1 and len(json.loads(out)["rejected"]) == 6, "the same worker and month is not claimed twice"
    assert answer(run("case", number, "--json"))["sums"]["lines"] == 6


def test_outside_the_area_there_is_no_such_case(run, make):
    number = make.case()
    for command in (("case", number, "--as", "elsewhere"), ("move", number, "supplement", "--as", "elsewhere", "--data", "{}"),
                    ("case", number, "--as", "admin")):
        status, out, err = run(*command)
        assert (status, out, err.strip()) == (1, "", "没有这个案件")


def test_who_may_what(run, make):
    number = make.case()
    for login in ("inspector", "mediator", "clerk", "treasurer", "supervisor"):
        status, _, err = run("move", number, "accept", "--as", login)
        assert status == 1 and "没有“受理”的权限" in err, login
    status, _, err = run("move", number, "file", "--as", "leader")
    assert status == 1 and "权限" in err


def test_dates_before_the_last_move_and_after_today_are_refused(run, make, today):
    number = make.case()
    today(date(2026, 3, 6))
    assert run("move", number, "accept", "--as", "leader", "--on", "2026-03-04")[0] == 0
    status, _, err = run("move", number, "file", "--as", "county", "--on", "2026-03-03")
    assert status == 1 and "不能早于上一步" in err
    status, _, err = run("move", number, "file", "--as", "county", "--on", "2026-03-07")
    assert status == 1 and "不能晚于今天" in err
    assert run("move", number, "file", "--as", "county", "--on", "3月7日")[0] == 2


def test_refusals_follow_the_law(run, make):
    number = make.case()
    for code, said in (("RJ-5", "移送"), ("RJ-3", "补正"), ("RJ-9", "列表")):
        status, _, err = run("move", number, "refuse", "--as", "leader", "--data", json.dumps({"code": code, "reason": "x"}))
        assert status == 1 and said in err, (code, err)
    run("move", number, "supplement", "--as", "inspector", "--data", '{"reason":"欠条"}')
    moved = answer(run("move", number, "refuse", "--as", "leader", "--data", '{"code":"RJ-3","reason":"逾期未补"}', "--json"))
    assert moved["to"] == "refused" and moved["stopped"] == ["LI-10"]


def test_a_patrol_case_goes_straight_to_filing(run, make):
    number = make.case(channel="patrol")
    assert answer(run("case", number, "--json"))["clocks"] == []
    assert run("move", number, "accept", "--as", "leader")[0] == 1
    moved = answer(run("move", number, "file", "--as", "county", "--json"))
    assert moved["to"] == "filed" and moved["started"] == ["LI-14"]


def test_users_are_made_from_the_command_line(run):
    status, _, err = run("users", "create", "new", "--name", "新人", "--role", "inspector", "--area", "339901001",
                           "--certificate", "浙监009", "--valid-to", "2027-01-01", "--password-stdin", input="a long password 1\n")
    assert status == 0, err
    assert run("users", "create", "new2", "--name", "x", "--role", "king", "--area", "339901001", "--password-stdin")[0] == 2
    status, _, err = run("users", "create", "new", "--name", "x", "--role", "leader", "--area", "339901001", "--password-stdin",
                         input="a long password 1\n")
    assert status == 1 and "已有人用" in err
    status, _, err = run("users", "create", "short", "--name", "x", "--role", "leader", "--area", "339901001",
                         "--password-stdin", input="short\n")
    assert status == 1 and "至少" in err


def test_employers_are_listed_by_area(run, make, employer):
    assert answer(run("employers", "list", "--as", "inspector", "--json")) == [
        {"credit_code": employer, "name": "云澜市恒砺服饰有限公司", "area": "339901001"}]
    assert answer(run("employers", "list", "--as", "elsewhere", "--json")) == []
    assert len(answer(run("employers", "list", "--json"))) == 1


def test_the_matrix_is_a_table_people_can_sign(run):
    status, out, _ = run("matrix")
    lines = {line.split()[0]: line for line in out.splitlines()}
    assert status == 0 and lines["permission"].split()[1:] == [
        "inspector", "leader", "county", "mediator", "clerk", "treasurer", "supervisor", "admin"]
    assert lines["case:file"].count("x") == 1 and lines["case:accept"].count("x") == 2


def test_officers_are_assigned_and_named(run, make):
    number = make.case()
    assert run("move", number, "assign", "--as", "inspector", "--data", '{"officers":["second","inspector"]}')[0] == 0
    assert answer(run("case", number, "--json"))["officers"] == ["second", "inspector"]
    status, _, err = run("move", number, "assign", "--as", "inspector", "--data", '{"officers":["second","leader"]}')
    assert status == 1 and "leader" in err


def test_the_one_who_proposes_does_not_approve(run, make, employer, roster):
    made = answer(run("import", "new-case", roster, "--employer", employer, "--as", "county", "--json"))
    status, _, err = run("move", made["case"], "accept", "--as", "county")
    assert status == 1 and "另一人" in err


def test_a_handover_always_writes_its_letter(run, make):
    moved = answer(run("move", make.case(), "handover", "--as", "leader", "--data", '{"code":"RJ-5","reason":"用工地在邻县"}', "--json"))
    assert moved["issued"][0]["form"] == "handover-letter" and moved["issued"][0]["number"]
    assert run("move", make.case(), "handover", "--as", "leader", "--data", '{"code":"RJ-1","reason":"x"}')[0] == 1


def test_scripts_have_the_rights_of_their_person_only(run, make, roster, employer, tmp_path):
    number = make.case(at="accepted")
    assert run("dossier", number, "-o", tmp_path / "x.pdf", "--as", "treasurer")[0] == 1
    assert not (tmp_path / "x.pdf").exists()
    assert run("import", "roster", roster, "--case", number, "--as", "clerk", "--dry-run")[0] == 1
    for login in ("leader", "admin"):
        assert run("import", "new-case", roster, "--employer", employer, "--as", login, "--dry-run")[0] == 1
    status, out, err = run("import", "new-case", roster, "--employer", employer, "--as", "inspector", "--received", "2026-03-03",
                           "--dry-run")
    assert (status, out) == (1, "") and "不能晚于今天" in err


def test_bad_data_is_one_sentence(run, make, tmp_path):
    number = make.case()
    for data in ('{"outcome":"x","performance":"zzz"}', '{"outcome":{"a":1}}', '{"outcome":"x","on":"2020-01-01"}', '{"nothing":1}'):
        status, out, err = run("move", number, "settle", "--as", "leader", "--data", data)
        assert (status, out) == (1, "") and err.count("\n") == 1 and not err.isascii(), data
    assert run("move", number, "settle", "--as", "leader", "--data", "[]")[0] == 2
    status, _, err = run("dossier", number, "-o", tmp_path / "no" / "x.pdf")
    assert status == 1 and "写不了" in err


def test_the_operator_sees_only_moves_the_case_is_ready_for(run, make):
    assert "file" not in answer(run("case", make.case(), "--json"))["moves"]
    assert "file" in answer(run("case", make.case(at="accepted"), "--json"))["moves"]


def test_an_old_claim_is_accepted_and_the_question_is_put(run, make):
    number = make.case(from_on=date(2023, 1, 1), to_on=date(2023, 6, 30), claimed_fen=100)
    status, _, err = run("move", number, "accept", "--as", "leader", "--json")
    assert status == 0 and "二年" in err


def test_reopening_takes_back_the_result(run, make):
    number = make.case(at="closed")
    moved = answer(run("move", number, "reopen", "--as", "county", "--data", '{"reason":"又有欠薪"}', "--json"))
    assert moved["to"] == "filed"
    case = answer(run("case", number, "--json"))
    assert case["closed_on"] is None and [c["state"] for c in case["clocks"] if c["code"] == "LI-14"] == ["running"]


def test_one_worker_may_stand_on_two_rows_of_a_wide_sheet_with_other_months(run, make, tmp_path):
    path = tmp_path / "wide.xlsx"
    path.write_bytes(xlsx([["姓名", "身份证号", "2025-11", "2025-12"], ["张三", identity(1), 100, None], ["张三", identity(1), None, 200]]))
    found = answer(run("import", "roster", path, "--case", make.case(), "--as", "inspector", "--json"))
    assert found["form"] == "wide" and found["accepted"] == 2


def test_the_nightly_questions_see_a_lost_paper_and_a_lost_row(app, run, make):
    import sqlalchemy as sa

    from casework.extensions import db

    make.case(at="filed")
    assert answer(run("check", "--json"))["ok"]
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM printed WHERE id = (SELECT max(id) FROM printed WHERE number IS NOT NULL)"))
    questions = answer(run("check", "--json"), code=1)["questions"]
    assert [q["name"] for q in questions if not q["ok"]] == ["papers: no number is missing from its series"]


def test_a_database_without_tables_is_one_sentence(databases, tmp_path):
    instance = tmp_path / "blank"
    instance.mkdir()
    app = databases.app(f"sqlite:///{instance / 'blank.db'}", instance)
    result = app.test_cli_runner().invoke(args=["check", "--json"])
    assert (result.exit_code, result.stdout) == (1, "") and "db upgrade" in result.stderr
