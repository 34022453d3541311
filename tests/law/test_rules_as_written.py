"""Each calculation as docs/cli.md writes it: its inputs, which of them may be null, and the result of one case, whole.

A script of an office breaks when a name, a word or a kind of value changes here.
"""

import json
from datetime import date as D

import pytest

from casework.law import rules
from casework.law.tables import seed
from tests.law.test_gaps import row

TABLES = seed()
DAY_BY_DAY = [
    {"date": "2026-11-20", "kind": "event"}, {"date": "2026-11-21", "kind": "weekend"}, {"date": "2026-11-22", "kind": "weekend"},
    {"date": "2026-11-23", "kind": "counted", "n": 1}, {"date": "2026-11-24", "kind": "suspended"},
    {"date": "2026-11-25", "kind": "counted", "n": 2},
]  # fmt: skip
PARTED = {"hired": "2020-01-01", "ended": "2025-12-31", "ground": "T40-2", "average_wage": "8000.00",
          "local_average_monthly_wage": "9000.00", "previous_month_wage": "8500.00", "minimum_wage": "2490.00"}  # fmt: skip

# name: (a case, the inputs that may be null or left out, the result)
RULES = {
    "annual-leave": ({"monthly_wage": "6000.00", "unused_days": "5"}, (), {"amount": "2758.62"}),
    "capital-amount": ({"amount": "1409.50"}, (), {"text": "壹仟肆佰零玖元伍角整"}),
    "credit-code": ({"number": "91350100M000100Y43"}, (), {"valid": True, "reason": None}),
    "deadline": (
        {"start": "2026-11-20", "days": 2, "unit": "working", "suspended": [{"from": "2026-11-24", "to": "2026-11-24"}]},
        ("suspended",),
        {"due": "2026-11-25", "provisional": False, "strip": DAY_BY_DAY},
    ),
    "double-wage": (
        {"hired": "2025-03-10", "signed": "2025-10-01", "ended": "2025-09-10", "as_of": "2026-01-01", "monthly_wage": "6000.00",
         "part_month": "paid-days", "worker_fault": False},
        ("signed", "ended"),
        {"from": "2025-04-10", "to": "2025-09-10", "months": 5, "extra_days": 1, "amount": "30275.86", "payable": "30275.86"},
    ),
    "extra-compensation": (
        {"owed": "1000.00", "deadline": "2026-03-10", "as_of": "2026-03-11", "paid": "400.00"},
        (),
        {"due": True, "min": "300.00", "max": "600.00"},
    ),
    "final-award": (
        {"items": [{"name": "工资", "amount": "29880.00"}, {"name": "补偿", "amount": "29880.01"}], "minimum_wage": "2490.00"},
        (),
        {"final": False, "over": ["补偿"], "items": [{"name": "工资", "final": True, "limit": "29880.00"},
                                                   {"name": "补偿", "final": False, "limit": "29880.00"}]},
    ),
    "fund-ceiling": (
        {"policy": {"basis": "演示", "share": "0.3", "min_wage_times": None, "months": None, "flat": None, "total_share": None},
         "workers": [{"owed": "10000.00", "months": 2}], "minimum_wage": "2490.00", "place": None, "on": None},
        ("place", "on"),  # policy too, when place and day are given
        {"per_worker": ["3000.00"], "total": "3000.00"},
    ),
    "identity-number": ({"number": "11010519491231002X"}, (), {"valid": True, "birth": "1949-12-31", "sex": "female", "reason": None}),
    "inspection-limitation": (
        {"act_ended": "2024-03-01", "reported_on": "2026-03-02"}, ("act_ended",), {"in_time": False, "last_day": "2026-03-01"},
    ),
    "limitation": (
        {"kind": "pay", "employment_ended": "2025-03-03", "knew_on": "2025-01-01", "claimed_on": "2026-03-04",
         "interrupted_on": ["2025-09-01"]},
        ("employment_ended", "interrupted_on"),
        {"barred": False, "last_day": "2026-09-01"},
    ),
    "overtime": (
        {"monthly_wage": "2175.00", "hours": {"workday": "10", "rest_day": "0", "holiday": "0.5"},
         "days": {"rest_day": "2", "holiday": "0"}, "already_paid_times": {"rest_day": "1"}},
        ("hours", "days", "already_paid_times"),
        {"amount": "406.25", "lines": [
            {"kind": "workday", "hours": "10", "times": "1.5", "amount": "187.50"},
            {"kind": "holiday", "hours": "0.5", "times": "3", "amount": "18.75"},
            {"kind": "rest_day", "days": "2", "times": "1", "amount": "200.00"},
        ]},
    ),
    "probation": (
        {"term": "fixed", "start": "2025-01-01", "end": "2025-12-31", "probation_months": 3, "served_months": "2.5",
         "probation_wage": "4800.00", "agreed_wage": "6000.00", "minimum_wage": "2490.00"},
        ("minimum_wage",),  # end too, unless the term is fixed
        {"max_months": 2, "excess_months": "0.5", "compensation": "3000.00", "findings": [
            {"code": "LC-21", "weight": "error", "message": "约定的试用期 3 个月超过法定上限 2 个月", "basis": ["《劳动合同法》第19条"]},
        ]},
    ),
    "refusal-to-pay": (
        {"workers": [{"months": 3, "amount": "20000.00"}], "provincial": {"one_worker": None, "ten_workers": None},
         "ordered": "2026-03-02", "deadline": "2026-03-10", "as_of": "2026-03-11", "paid": "0", "evasion_or_ability": True},
        ("provincial", "ordered", "deadline", "evasion_or_ability"),
        {"amount_met": True, "order_unpaid": True, "ready_for_transfer": True},
    ),
    "severance": (
        PARTED, ("local_average_monthly_wage", "previous_month_wage", "minimum_wage"),
        {"due": True, "months": "6", "base": "8000.00", "capped": False, "amount": "48000.00", "notice_pay": "8500.00"},
    ),
    "unlawful-dismissal": (
        PARTED, ("local_average_monthly_wage", "previous_month_wage", "minimum_wage"),
        {"months": "6", "base": "8000.00", "capped": False, "amount": "96000.00"},
    ),
    "who-must-pay": (
        {"facts": ["subcontractor", "owner-late"], "owed": "1000.00", "unpaid_works": "600.00"},
        ("unpaid_works",),
        {"payers": [{"who": "建设单位", "at_most": "600.00"}, {"who": "施工总承包单位", "at_most": "1000.00"}]},
    ),
}  # fmt: skip


ENTERED = [
    # name, table, its value, what the warning says then, and what it said before
    ("extra-compensation", "extra_compensation", {"ladder": [{"when": "初次", "share": "0.5"}]}, "裁量基准见演示数据", "裁量基准尚未录入"),
    ("overtime", "overtime_base", {"rule": "合同约定的工资"}, "计算基数：合同约定的工资（演示数据）", "省政府令第353号）尚未录入"),
    ("double-wage", "double_wage_limitation", {"method": "per-day"}, "当地逐日起算（演示数据）", "当地口径尚未录入"),
    ("severance", "severance_base", {"overtime": True}, "加班工资计入平均工资（演示数据）", "加班工资是否计入平均工资"),
    ("unlawful-dismissal", "severance_base", {"overtime": False}, "加班工资不计入平均工资（演示数据）", "加班工资是否计入平均工资"),
]


@pytest.mark.parametrize(("name", "table", "value", "says", "said"), ENTERED)
def test_a_figure_that_has_been_entered_is_not_called_missing(name, table, value, says, said):
    filled = TABLES.overlay([row(table, value, key="330000", on=D(2024, 1, 1))])
    later = TABLES.overlay([row(table, value, key="330000", on=D(2027, 1, 1))])
    before, after, not_yet = (" ".join(rules.run(name, RULES[name][0], tables)["warnings"]) for tables in (TABLES, filled, later))
    assert said in before and said not in after and says in after
    assert (says in not_yet) == (table == "overtime_base")  # the calculation has no day of its own


def test_rules_for_service_before_2008_are_named_when_they_were_entered():
    old = TABLES.overlay([row("severance_before_2008", {"rule": "按当时规定"}, key="*")])
    data = RULES["severance"][0] | {"hired": "2005-01-01"}
    assert any("劳部发〔1994〕481号" in warning for warning in rules.run("severance", data, TABLES)["warnings"])
    assert any("按当时的规定（演示数据）另行计算" in warning for warning in rules.run("severance", data, old)["warnings"])


def test_there_are_no_others():
    assert list(rules.every()) == sorted(RULES)


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_case_and_its_result(name):
    data, _, result = RULES[name]
    answer = rules.run(name, json.loads(json.dumps(data)), TABLES)
    assert answer["result"] == result and list(answer) == ["rule", "result", "steps", "warnings"]
    assert list(answer["result"]) == list(result) or name == "final-award"
    assert all(list(step) == ["text", "basis"] and step["basis"] for step in answer["steps"])
    json.dumps(answer)


@pytest.mark.parametrize("name", sorted(RULES))
def test_what_may_be_null_and_what_may_not(name):
    data, nullable, _ = RULES[name]
    assert set(rules.every()[name].inputs) == set(data)
    for field in data:
        for changed in (data | {field: None}, {key: value for key, value in data.items() if key != field}):
            if field in nullable:
                rules.run(name, changed, TABLES)
            else:
                with pytest.raises(rules.BadInput) as bad:
                    rules.run(name, changed, TABLES)
                assert set(bad.value.errors) == {field}
    with pytest.raises(rules.BadInput) as bad:
        rules.run(name, data | {"colour": "red"}, TABLES)
    assert set(bad.value.errors) == {"colour"}


@pytest.mark.parametrize(
    ("name", "change", "result"),
    [
        # what the table of docs/cli.md says of null and of unknown
        ("double-wage", {"worker_fault": True}, {"payable": "0.00", "amount": "30275.86"}),
        ("double-wage", {"signed": None, "ended": None}, {"to": "2026-01-01"}),
        ("double-wage", {"hired": "2007-01-01"}, {"from": None, "to": None, "amount": "unknown", "payable": "unknown"}),
        ("severance", {"hired": "2005-01-01"}, {"months": "18", "pre_2008": "unknown"}),
        ("severance", {"previous_month_wage": None}, {"notice_pay": "unknown"}),
        ("severance", {"previous_month_wage": None, "ground": "T38-2"}, {"notice_pay": "0.00"}),
        ("severance", {"ground": "E44-6"}, {"due": "unknown", "amount": "unknown"}),
        ("severance", {"local_average_monthly_wage": None}, {"capped": "unknown", "base": "8000.00"}),
        ("unlawful-dismissal", {"hired": "2005-01-01"}, {"months": "21", "amount": "336000.00"}),
        ("probation", {"term": "open", "end": None}, {"max_months": 6, "excess_months": 0, "findings": []}),
        ("extra-compensation", {"as_of": "2026-03-10"}, {"due": False, "min": "0.00", "max": "0.00"}),
        ("refusal-to-pay", {"workers": [{"months": 3, "amount": "6000"}]}, {"amount_met": "unknown", "ready_for_transfer": "unknown"}),
        ("refusal-to-pay", {"ordered": None, "deadline": None}, {"order_unpaid": False, "ready_for_transfer": False}),
        ("limitation", {"employment_ended": None}, {"barred": False, "last_day": None}),
        ("inspection-limitation", {"act_ended": None}, {"in_time": True, "last_day": None}),
        ("fund-ceiling", {"policy": None, "place": "330282", "on": "2026-11-25"}, {"per_worker": ["unknown"], "total": "unknown"}),
        ("identity-number", {"number": "1101"}, {"valid": False, "birth": None, "sex": None}),
        ("who-must-pay", {"unpaid_works": None, "facts": ["owner-late"]}, {"payers": [{"who": "建设单位", "at_most": "unknown"}]}),
        ("who-must-pay", {"facts": []}, {"payers": []}),
    ],
)
def test_nulls_and_unknowns(name, change, result):
    found = rules.run(name, RULES[name][0] | change, TABLES)["result"]
    assert {key: found.get(key) for key in result} == result
