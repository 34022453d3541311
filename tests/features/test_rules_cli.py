"""`rules list` and `rules run`, exactly as docs/cli.md says."""

import json

import pytest

from tests.law.test_rules_as_written import RULES

DEADLINE = '{"start":"2026-09-18","days":5,"unit":"working"}'


@pytest.mark.parametrize("option", ["--input", "--json"])
def test_a_calculation_is_one_json_value(run, option):
    status, out, err = run("rules", "run", "deadline", option, DEADLINE)
    answer = json.loads(out)
    assert (status, err) == (0, "")
    assert list(answer) == ["rule", "result", "steps", "warnings"]
    assert (answer["rule"], answer["result"]["due"], answer["warnings"]) == ("deadline", "2026-09-24", [])
    assert answer["result"]["strip"][:3] == [
        {"date": "2026-09-18", "kind": "event"},
        {"date": "2026-09-19", "kind": "weekend"},
        {"date": "2026-09-20", "kind": "make-up", "n": 1},
    ]
    assert all(list(step) == ["text", "basis"] and step["text"] and step["basis"] for step in answer["steps"])


@pytest.mark.parametrize(
    ("name", "data", "fields"),
    [
        ("deadline", '{"start":"soon","days":0,"years":1}', {"start", "days", "unit", "years"}),
        ("capital-amount", '{"amount":"1.005"}', {"amount"}),
        ("capital-amount", '{"amount":NaN}', {"amount"}),
        ("capital-amount", "{}", {"amount"}),
        ("capital-amount", "[]", {"input"}),
        ("capital-amount", "{", {"input"}),
        ("capital-amount", '{"\\ud800":1}', {"input"}),
        ("capital-amount", "[" * 100_000, {"input"}),
        ("guess", "{}", {"rule"}),
    ],
)
def test_wrong_input_is_told_on_standard_output_with_exit_2(run, name, data, fields):
    status, out, _ = run("rules", "run", name, "--input", data)
    answer = json.loads(out)
    assert status == 2 and list(answer) == ["error"]
    assert set(answer["error"]) == fields
    assert all(isinstance(reason, str) and reason for reason in answer["error"].values())


def test_without_facts_the_usage_is_wrong(run):
    status, out, err = run("rules", "run", "deadline")
    assert (status, out) == (2, "") and "--input" in err


def test_the_list_names_what_each_calculation_takes(run):
    status, out, _ = run("rules", "list", "--json")
    rows = {row["name"]: row for row in json.loads(out)}
    assert status == 0
    assert list(rows) == sorted(RULES) and len(rows) == 17
    assert rows["limitation"]["inputs"]["kind"] == {"kind": "one_of", "required": True, "choices": ["pay", "other"]}
    assert rows["deadline"]["inputs"]["suspended"]["required"] is False
    assert run("rules", "list")[1].count("\n") == len(rows)


def test_every_calculation_answers_and_refuses_on_the_command_line(run):
    for name, (data, nullable, result) in RULES.items():
        status, out, err = run("rules", "run", name, "--input", json.dumps(data, ensure_ascii=False))
        assert (status, err, json.loads(out)["result"]) == (0, "", result), name
        status, out, _ = run("rules", "run", name, "--input", "{}")
        assert status == 2 and set(json.loads(out)["error"]) >= set(data) - set(nullable) - {"policy", "end"}, name


def test_without_a_database_the_shipped_tables_serve(run, monkeypatch):
    from sqlalchemy.exc import OperationalError

    from casework.core import calendar

    def fail():
        raise OperationalError("", {}, Exception())

    monkeypatch.setattr(calendar, "tables", fail)
    status, out, err = run("rules", "run", "deadline", "--input", DEADLINE)
    assert status == 0 and json.loads(out)["result"]["due"] == "2026-09-24"
    assert err.count("\n") == 1
