"""工资: conversion, overtime and annual leave, by article."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.law import rules
from casework.law.tables import seed
from casework.law.wages import (
    conversion,
    daily,
    hourly,
    leave_days,
    leave_left,
    overtime_pay,
    unused_leave_pay,
    written,
)

FEN = st.integers(0, 10**8)
KINDS = st.sampled_from(["workday", "rest_day", "holiday"])


def overtime(wage="6000.00", **facts):
    return rules.run("overtime", {"monthly_wage": wage} | facts, seed())


def leave(wage, days):
    return rules.run("annual-leave", {"monthly_wage": wage, "unused_days": days}, seed())


def test_a_day_and_an_hour_of_a_monthly_wage_are_exact():
    # 人社部发〔2025〕2号: (365 − 104) ÷ 12 = 21.75
    assert Fraction(365 - 104, 12) == Fraction("21.75")
    assert daily(2175_00) == 100_00
    assert hourly(2175_00) == Fraction(1250)
    assert daily(100) == Fraction(400, 87)


@pytest.mark.parametrize(
    ("facts", "amount", "lines", "basis"),
    [
        # 劳动法 44: 150, 200, 300 %
        ({"hours": {"workday": "10"}}, "187.50", [("workday", "hours", "10", "1.5")], "《劳动法》第44条第1项"),
        ({"hours": {"rest_day": 8}}, "200.00", [("rest_day", "hours", "8", "2")], "《劳动法》第44条第2项"),
        ({"hours": {"holiday": "0.5"}}, "18.75", [("holiday", "hours", "0.5", "3")], "《劳动法》第44条第3项"),
        ({"days": {"rest_day": 2}}, "400.00", [("rest_day", "days", "2", "2")], "《劳动法》第44条第2项"),
        ({"days": {"holiday": 1}}, "300.00", [("holiday", "days", "1", "3")], "《劳动法》第44条第3项"),
        # what was paid subtracts from the multiple, of hours and of days
        ({"hours": {"workday": 10}, "already_paid_times": {"workday": "1"}}, "62.50",
         [("workday", "hours", "10", "0.5")], "《劳动法》第44条第1项"),
        ({"hours": {"rest_day": 8}, "days": {"rest_day": 1}, "already_paid_times": {"rest_day": "1"}}, "200.00",
         [("rest_day", "hours", "8", "1"), ("rest_day", "days", "1", "1")], "《劳动法》第44条第2项"),
        ({"days": {"holiday": 1}, "already_paid_times": {"holiday": 3}}, "0.00", [("holiday", "days", "1", "0")],
         "《劳动法》第44条第3项"),
        ({"hours": {"workday": 4}, "already_paid_times": {"workday": 2}}, "0.00", [("workday", "hours", "4", "0")],
         "《劳动法》第44条第1项"),
        ({"hours": {"workday": 4}, "already_paid_times": {"holiday": 1}}, "75.00", [("workday", "hours", "4", "1.5")],
         "《劳动法》第44条第1项"),
        ({}, "0.00", [], "《劳动法》第44条"),
    ],
)  # fmt: skip
def test_overtime(facts, amount, lines, basis):
    answer = overtime("2175.00", **facts)
    unit = lambda line: "hours" if "hours" in line else "days"  # noqa: E731
    found = [(line["kind"], unit(line), line[unit(line)], line["times"]) for line in answer["result"]["lines"]]
    assert (answer["result"]["amount"], found) == (amount, lines)
    assert basis in {said for step in answer["steps"] for said in step["basis"]}


def test_the_total_is_rounded_once_and_not_line_by_line():
    # 1 yuan a month, half an hour of each: 0.431 + 0.575 + 0.862 = 1.868 fen
    answer = overtime("1.00", hours={"workday": "0.5", "rest_day": "0.5", "holiday": "0.5"})
    assert [line["amount"] for line in answer["result"]["lines"]] == ["0.00", "0.01", "0.01"]
    assert answer["result"]["amount"] == "0.02"
    two = overtime("1.00", hours={"rest_day": "0.4", "workday": "0.4"})["result"]  # 0.46 + 0.34 fen
    assert ([line["amount"] for line in two["lines"]], two["amount"]) == (["0.00", "0.00"], "0.01")


def test_the_sheets_tell_every_line_with_its_article():
    answer = overtime("2175.00", hours={"workday": 10}, days={"rest_day": 2}, already_paid_times={"rest_day": 1})
    conversion = "《关于职工全年月平均工作时间和工资折算问题的通知》（人社部发〔2025〕2号）"
    assert [(step["text"], "".join(step["basis"])) for step in answer["steps"]] == [
        (
            "月工资 2,175.00 元：日工资 = 2,175.00 ÷ 21.75 = 100.00 元，小时工资 = 2,175.00 ÷ 21.75 ÷ 8 = 12.50 元",
            conversion,
        ),
        ("工作日延长工作时间：2,175.00 ÷ 21.75 ÷ 8 × 10 小时 × 1.5 倍 = 187.50 元", "《劳动法》第44条第1项"),
        (
            "休息日工作又不能安排补休：2,175.00 ÷ 21.75 × 2 天 × 1 倍 = 200.00 元（应付 2 倍，已付 1 倍）",
            "《劳动法》第44条第2项",
        ),
        ("合计 387.50 元（各项不先舍入，合计一次四舍五入到分）", "《劳动法》第44条"),
    ]
    rules_of_leave = "《企业职工带薪年休假实施办法》第10条"
    assert [(step["text"], "".join(step["basis"])) for step in leave("2175.00", 5)["steps"]] == [
        (
            "日工资 = 月平均工资（不含加班工资）÷ 21.75 = 2,175.00 ÷ 21.75 = 100.00 元",
            "《企业职工带薪年休假实施办法》第11条" + conversion,
        ),
        (
            "应休未休的按日工资的 300% 支付，其中 100% 已随正常工资支付，另付 200%",
            "《职工带薪年休假条例》第5条第3款" + rules_of_leave,
        ),
        ("2,175.00 ÷ 21.75 × 5 天 × 2 = 1,000.00 元", rules_of_leave),
    ]


def test_more_than_36_hours_are_pointed_out_and_the_missing_base_is_named():
    at, over = (
        overtime(hours={"workday": 36})["warnings"],
        overtime(hours={"workday": 36, "holiday": "0.5"})["warnings"],
    )
    assert len(at) == 1 and "省政府令第353号" in at[0]
    assert len(over) == 2 and "36.5" in over[1] and "《劳动法》第41条" in over[1]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"hours": {"night": 3}}, "hours"),
        ({"days": {"workday": 3}}, "days"),
        ({"hours": {"workday": "-1"}}, "hours"),
        ({"wage": "-1"}, "monthly_wage"),
    ],
)
def test_wrong_overtime(facts, field):
    with pytest.raises(rules.BadInput) as bad:
        overtime(**facts)
    assert set(bad.value.errors) == {field}


@pytest.mark.parametrize(
    ("wage", "days", "amount"),
    [
        # 实施办法 10: 300 %, of which 100 % was paid
        ("2175.00", 5, "1000.00"),
        ("6000.00", 5, "2758.62"),
        ("6000.00", 0, "0.00"),
        ("6000.00", "0.5", "275.86"),
        ("6525.00", 15, "9000.00"),
    ],
)
def test_leave_not_taken_is_paid_the_further_200_percent(wage, days, amount):
    answer = leave(wage, days)
    assert answer["result"] == {"amount": amount}
    assert any("《企业职工带薪年休假实施办法》第10条" in step["basis"] for step in answer["steps"])


@pytest.mark.parametrize(
    ("value", "text"),
    [(3, "3"), (Fraction(7, 2), "3.5"), (Fraction("21.75"), "21.75"), (0, "0"), (100, "100"), (Fraction("0.05"), "0.05"),
     (Fraction("2.000001"), "2.000001"), (Fraction("-0.5"), "-0.5")],
)
def test_numbers_as_people_write_them(value, text):
    assert written(value) == text


@pytest.mark.parametrize(
    ("months", "days"), [(0, 0), (11, 0), (12, 5), (13, 5), (119, 5), (120, 10), (239, 10), (240, 15), (500, 15)]
)
def test_days_of_annual_leave(months, days):  # 条例 3(1)
    assert leave_days(months) == days


@pytest.mark.parametrize(
    ("passed", "days", "taken", "left"),
    [
        # 实施办法 12: less than a whole day is not paid, what was taken beyond is not asked back
        (365, 5, 0, 5),
        (364, 5, 0, 4),
        (73, 5, 0, 1),
        (72, 5, 0, 0),
        (146, 5, 1, 1),
        (146, 5, 3, 0),
        (219, 15, 4, 5),
    ],
)
def test_leave_left_when_the_contract_ends(passed, days, taken, left):
    assert leave_left(passed, days, taken) == left


@pytest.mark.parametrize(
    ("on", "number"),
    [("2008-01-03", "劳社部发〔2008〕3号"), ("2024-12-31", "劳社部发〔2008〕3号"), ("2025-01-01", "人社部发〔2025〕2号")],
)
def test_the_notice_of_the_day(on, number):
    assert conversion(date.fromisoformat(on)).number == number
    assert conversion(date(2008, 1, 2)) is None


def test_who_did_not_want_leave_is_told_of():  # 实施办法 10(2)
    assert ["第10条第2款" in warning for warning in leave("6000.00", 5)["warnings"]] == [True]
    assert leave("6000.00", 0)["warnings"] == []


@given(FEN, st.fractions(0, 300), st.fractions(0, 300), KINDS, st.fractions(0, 4))
def test_more_overtime_is_never_worth_less(wage, a, b, kind, paid):
    few, many = sorted((a, b))
    assert 0 <= overtime_pay(hourly(wage), few, kind, paid)[1] <= overtime_pay(hourly(wage), many, kind, paid)[1]
    assert overtime_pay(hourly(wage), many, kind, paid)[1] <= overtime_pay(hourly(wage), many, kind)[1]


@given(FEN, st.integers(0, 300))
def test_eight_hours_are_a_day(wage, days):
    assert overtime_pay(hourly(wage), 8 * days, "holiday") == overtime_pay(daily(wage), days, "holiday")
    assert unused_leave_pay(wage, days) == overtime_pay(daily(wage), days, "rest_day")[1]
