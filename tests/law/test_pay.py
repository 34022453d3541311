"""Hours, minimum wage, deductions, collective contracts (LC-38 … LC-72): 情形 → 结论."""

from datetime import date as D
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.law import clauses, collective, pay
from casework.law.rules import UNKNOWN
from casework.law.tables import seed

CALENDAR = seed().calendar


@pytest.mark.parametrize(
    ("day", "month", "more", "broken"),
    [
        (1, 36, {}, []),
        (2, 36, {}, ["day"]),
        (3, 36, {"special": True}, []),
        (4, 37, {"special": True}, ["day", "month"]),
        (1, 36.5, {}, ["month"]),
        (8, 90, {"exempt": True}, []),
    ],
)
def test_overtime_limits(day, month, more, broken):  # 劳动法 41, 42
    assert pay.overtime_unlawful(day, month, **more) == broken


@pytest.mark.parametrize(
    ("span", "on", "days"),
    [
        ("year", D(2024, 12, 31), 250),
        ("year", D(2025, 1, 1), 248),
        ("quarter", D(2025, 1, 1), 62),
        ("month", D(2024, 6, 1), Fraction("20.83")),
        ("month", D(2026, 6, 1), Fraction("20.67")),
        ("month", D(2008, 1, 3), Fraction("20.83")),
        ("month", D(2008, 1, 2), UNKNOWN),  # 劳社部发〔2008〕3号 was not there yet
    ],
)
def test_workdays_of_the_system(span, on, days):  # 人社部发〔2025〕2号
    assert pay.system_workdays(span, on) == days


@pytest.mark.parametrize(
    ("on", "kind"),
    [
        (D(2026, 10, 1), "holiday"),
        (D(2026, 10, 4), "rest_day"),  # in the long holiday, but not a statutory day
        (D(2026, 10, 10), "workday"),  # make-up
        (D(2026, 11, 21), "rest_day"),
        (D(2026, 11, 23), "workday"),
        (D(2024, 2, 9), "workday"),  # 除夕 before 2025
    ],
)
def test_which_multiple_a_day_has(on, kind):  # 人社厅函〔2020〕135号
    assert pay.overtime_kind(on, CALENDAR) == kind


@pytest.mark.parametrize(
    ("system", "worked", "standard", "hours"),
    [("standard", 9, 8, 1), ("standard", 8, 8, 0), ("standard", 7, 8, 0), ("comprehensive", 180, Fraction("165.36"), Fraction("14.64")),
     ("comprehensive", 160, Fraction("165.36"), 0), ("flexible", 300, 0, 0)],
)  # fmt: skip
def test_hours_at_150_percent_by_the_system_of_hours(system, worked, standard, hours):  # 工资支付暂行规定 13(3), (4)
    assert pay.overtime_hours(system, worked, standard) == hours


@pytest.mark.parametrize(("months", "lawful"), [(Fraction(1, 4), True), (1, True), (Fraction(13, 12), False)])
def test_wages_come_at_least_monthly(months, lawful):  # 工资支付暂行规定 7
    assert pay.pay_period_lawful(months) is lawful


@pytest.mark.parametrize(
    ("agreed", "latest"),
    [(D(2026, 10, 5), D(2026, 9, 30)), (D(2026, 11, 25), D(2026, 11, 25)), (D(2026, 9, 20), D(2026, 9, 20)),
     (D(2026, 11, 22), D(2026, 11, 20))],
)  # fmt: skip
def test_pay_day(agreed, latest):  # 工资支付暂行规定 7, 保障农民工工资支付条例 14; 9-20 is a make-up workday
    assert pay.latest_pay_day(agreed, CALENDAR) == latest
    assert {entry.id for number in ("LC-51", "WA-05") for entry in clauses.every()[number] if entry.function is pay.latest_pay_day} == {
        "LC-51", "WA-05"}


@pytest.mark.parametrize(
    ("wage", "minimum", "most"),
    [
        (5_000_00, 2_490_00, 1_000_00),
        (3_000_00, 2_490_00, 510_00),  # what is left may not fall below the minimum
        (2_400_00, 2_490_00, 0),
        (5_000_03, 2_490_00, 1_000_00),
        (5_000_00, None, UNKNOWN),
    ],
)
def test_deductions(wage, minimum, most):  # 工资支付暂行规定 16
    assert pay.most_deducted(wage, minimum) == most


@pytest.mark.parametrize(
    ("period", "worked", "minimum", "due"),
    [
        (1, False, None, 6_000_00),
        (2, True, 2_490_00, 2_490_00),
        (2, True, None, UNKNOWN),
        (2, False, 2_490_00, UNKNOWN),  # Zhejiang's share was not read
    ],
)
def test_a_stoppage(period, worked, minimum, due):  # 工资支付暂行规定 12
    assert pay.stoppage_wage(period, 6_000_00, worked, minimum) == due


@pytest.mark.parametrize(
    ("period", "worked", "minimum", "due"),
    [(1, False, 2_490_01, 6_000_00), (2, False, 2_490_01, 1_245_01), (2, True, 2_490_01, 2_490_01), (2, False, None, UNKNOWN)],
)
def test_a_stoppage_where_the_share_was_entered(period, worked, minimum, due):  # an invented half, half-up
    assert pay.stoppage_wage(period, 6_000_00, worked, minimum, Fraction(1, 2)) == due


@pytest.mark.parametrize(
    ("items", "minimum", "more", "short"),
    [
        ({"basic": 2_490_00}, 2_490_00, {}, 0),
        ({"basic": 2_400_00, "overtime": 900_00}, 2_490_00, {}, 90_00),
        ({"basic": 2_400_00, "shift": 50_00, "temperature": 50_00, "toxic": 50_00, "underground": 1, "welfare": 1}, 2_490_00, {}, 90_00),
        ({"basic": 2_400_00, "bonus": 90_00}, 2_490_00, {}, 0),
        ({"basic": 1_000_00}, 2_490_00, {"normal_labour": False}, 0),
        ({"basic": 1_000_00}, None, {}, UNKNOWN),
    ],
)
def test_below_the_minimum_wage(items, minimum, more, short):  # 最低工资规定 12
    assert pay.below_minimum(items, minimum, **more) == short


def test_which_minimum_wage_and_what_is_added():  # 最低工资规定 5, 劳动合同法 85
    assert (pay.minimum_kind("part-time"), pay.minimum_kind("ordinary")) == ("hourly", "monthly")
    assert pay.extra_for_minimum(90_01) == (Fraction(9001, 2), 9001)


@pytest.mark.parametrize(
    ("facts", "due"),
    [((True, True, True, False), "full"), ((True, True, True, True), "shared"), ((True, False, True, False), None),
     ((False, True, True, False), None)],
)  # fmt: skip
def test_wages_for_the_gap(facts, due):  # 法释〔2025〕12号 18
    assert pay.gap_wages_due(*facts) == due


@pytest.mark.parametrize(("reasons", "answer"), [((False, False), False), ((False, True), True), ((False, None), UNKNOWN)])
def test_cannot_continue(reasons, answer):  # 法释〔2025〕12号 16
    assert pay.cannot_continue(*reasons) == answer
    assert pay.ordered_to_pay(*reasons) == answer  # 实施条例 34


@pytest.mark.parametrize(("gains", "fine"), [(0, (0, 50_000_00)), (10_000_00, (10_000_00, 50_000_00))])
def test_dispatch_without_a_licence(gains, fine):  # 劳动合同法 92(1)
    assert pay.unlicensed_dispatch_fine(gains) == fine


@pytest.mark.parametrize(
    ("facts", "answer"), [((True, True), True), ((True, False), False), ((True, None), UNKNOWN), ((False, None), False)]
)
def test_contracting_that_is_dispatch(facts, answer):  # 劳务派遣暂行规定 27
    assert pay.is_dispatch_in_fact(*facts) == answer


def test_retirees_were_service_until_2025():  # 法释〔2025〕12号 21
    assert pay.retirees_are_service(D(2025, 8, 31)) and not pay.retirees_are_service(D(2025, 9, 1))


@pytest.mark.parametrize(
    ("start", "end", "lawful"),
    [
        (D(2026, 1, 1), D(2026, 12, 31), True),
        (D(2026, 1, 1), D(2026, 12, 30), False),
        (D(2026, 1, 1), D(2028, 12, 31), True),
        (D(2026, 1, 1), D(2029, 1, 1), False),
    ],
)
def test_one_to_three_years(start, end, lawful):  # 浙集 30
    assert collective.term_lawful(start, end) is lawful


def test_ninety_days_before_the_end():  # 浙集 30
    assert collective.renegotiation_from(D(2026, 12, 31)) == D(2026, 10, 2)


@pytest.mark.parametrize(
    ("entitled", "present", "agreed", "carried"),
    [(90, 60, 46, True), (90, 59, 59, False), (90, 60, 45, False), (91, 61, 46, True), (91, 60, 50, False)],
)
def test_the_congress(entitled, present, agreed, carried):  # 浙集 24
    assert collective.passed(entitled, present, agreed) is carried


@pytest.mark.parametrize(("level", "trade", "binds"), [("county", True, True), ("township", False, False), ("city", True, False)])
def test_a_regional_contract(level, trade, binds):  # 劳动合同法 53, 54
    assert collective.regional_binds(level, trade) is binds


def test_talks_and_quotas():  # 宁波条例 19, 24
    assert collective.talks_may_pause(60) and not collective.talks_may_pause(61)
    assert collective.quota_lawful(90, 100) and not collective.quota_lawful(89, 100)


@pytest.mark.parametrize(
    ("sums", "applies"),
    [((3_000_00, 3_200_00, 2_490_00), 3_200_00), ((3_000_00, None, None), 3_000_00), ((2_000_00, 2_200_00, 2_490_00), 2_490_00)],
)
def test_the_highest_standard(sums, applies):  # 劳动合同法 55
    assert collective.standard_that_applies(*sums) == applies


@given(st.integers(0, 10**8), st.integers(0, 10**8))
def test_a_deduction_never_passes_either_limit(wage, minimum):  # 工资支付暂行规定 16
    most = pay.most_deducted(wage, minimum)
    assert 0 <= 5 * most <= wage and (most == 0 or wage - most >= minimum)
