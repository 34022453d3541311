"""deadline, capital-amount, identity-number, credit-code, inspection-limitation: 情形 → 结论."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.law import rules
from casework.law.amounts import capitals, plain
from casework.law.tables import seed

TABLES = seed()


def run(name, **facts):
    return rules.run(name, facts, TABLES)


def reasons(name, **facts):
    with pytest.raises(rules.BadInput) as bad:
        run(name, **facts)
    return {field: str(reason) for field, reason in bad.value.errors.items()}


@pytest.mark.parametrize(
    ("start", "days", "unit", "suspended", "due", "basis"),
    [
        ("2026-09-18", 5, "working", None, "2026-09-24", "《民法典》第201条第1款"),
        ("2026-02-13", 5, "working", None, "2026-02-27", "《民法典》第201条第1款"),
        ("2026-03-02", 60, "working", [], "2026-05-28", "《民法典》第201条第1款"),
        ("2026-09-16", 15, "calendar", None, "2026-10-08", "《民法典》第203条第1款"),
        ("2026-11-06", 15, "calendar", None, "2026-11-23", "《民法典》第203条第1款"),
        ("2024-02-29", 1, "year", None, "2025-02-28", "《民法典》第202条"),
        ("2026-01-31", 1, "month", None, "2026-02-28", "《民法典》第202条"),
        ("2026-03-02", 5, "working", [{"from": "2026-03-04", "to": "2026-03-06"}], "2026-03-12", "《民法典》第201条第1款"),
        # a pause of days that would not have counted changes nothing
        ("2026-03-02", 5, "working", [{"from": "2026-03-07", "to": "2026-03-08"}], "2026-03-09", "《民法典》第201条第1款"),
    ],
)
def test_the_last_day(start, days, unit, suspended, due, basis):
    answer = run("deadline", start=start, days=days, unit=unit, suspended=suspended)
    assert (answer["result"]["due"], answer["result"]["provisional"], answer["warnings"]) == (due, False, [])
    assert basis in [article for step in answer["steps"] for article in step["basis"]]
    strip = answer["result"]["strip"]
    assert strip[0] == {"date": start, "kind": "event"} and strip[-1]["date"] == due
    assert [d["n"] for d in strip if "n" in d] == list(range(1, max(d.get("n", 0) for d in strip) + 1))


def test_a_year_without_its_notice_is_provisional_and_says_who_enters_it():
    answer = run("deadline", start="2027-12-20", days=10, unit="working")
    assert answer["result"]["provisional"] is True
    assert "由管理员录入" in answer["warnings"][0]


@pytest.mark.parametrize(
    ("facts", "errors"),
    [
        ({"days": 0}, {"days": "请填写 1 至 36500 的整数"}),
        ({"days": 101, "unit": "year"}, {"days": "请填写 1 至 100 的整数"}),
        ({"unit": "week"}, {"unit": "请选择其中之一：working、calendar、month、year"}),
        ({"suspended": [{"from": "2026-03-06", "to": "2026-03-05"}]}, {"suspended": "中止的最后一日不能早于第一日"}),
        ({"suspended": {}}, {"suspended": "请填写一个列表"}),
        ({"end": "2026-03-06"}, {"end": "没有这一项"}),
    ],
)
def test_a_term_that_cannot_be_counted(facts, errors):
    assert reasons("deadline", **({"start": "2026-03-02", "days": 5, "unit": "working"} | facts)) == errors


@pytest.mark.parametrize(
    ("unit", "days"), [("working", 25_000), ("calendar", 36_500), ("month", 1_200), ("year", 100)]
)
def test_the_longest_term_from_the_last_day_that_can_be_typed(unit, days):
    assert run("deadline", start="2199-12-31", days=days, unit=unit)["result"]["provisional"]


@pytest.mark.parametrize(("amount", "text"), [("1409.50", "壹仟肆佰零玖元伍角整"), ("0", "零元整"), ("0.05", "伍分")])
def test_an_amount_in_capitals(amount, text):
    answer = run("capital-amount", amount=amount)
    assert answer["result"] == {"text": text}
    assert answer["steps"][0]["basis"] == ["《支付结算办法》"]


@given(st.integers(0, 10**17))
def test_capitals_of_any_amount(fen):
    assert run("capital-amount", amount=plain(fen))["result"]["text"] == capitals(fen)


@pytest.mark.parametrize("amount", ["-1", "1.005", "一千", None, 1.5])
def test_no_capitals_of_what_is_no_amount(amount):
    assert list(reasons("capital-amount", amount=amount)) == ["amount"]


@pytest.mark.parametrize(
    ("number", "valid", "birth", "sex", "reason"),
    [
        ("11010519491231002X", True, "1949-12-31", "female", None),
        ("11010519491231002x", True, "1949-12-31", "female", None),
        ("110105491231002", True, "1949-12-31", "female", None),
        ("110105194912310021", False, None, None, "末位校验不符，请对照证件"),
        ("11010519490230002X", False, None, None, "出生日期 19490230 不存在，请对照证件"),
        ("", False, None, None, "请填写公民身份号码"),
    ],
)
def test_an_identity_number(number, valid, birth, sex, reason):
    answer = run("identity-number", number=number)
    assert answer["result"] == {"valid": valid, "birth": birth, "sex": sex, "reason": reason}
    assert answer["steps"][0]["basis"] == ["《公民身份号码》（GB 11643—1999）"]


@pytest.mark.parametrize(
    ("number", "valid", "reason"),
    [
        ("91350100M000100Y43", True, None),
        ("91350100M000100Y44", False, "末位校验不符，请对照证照"),
        ("9135", False, "统一社会信用代码应为 18 位，现为 4 位"),
    ],
)
def test_a_credit_code(number, valid, reason):
    answer = run("credit-code", number=number)
    assert answer["result"] == {"valid": valid, "reason": reason}
    assert answer["steps"][0]["basis"] == ["《法人和其他组织统一社会信用代码编码规则》（GB 32100—2015）"]


@pytest.mark.parametrize("name", ["identity-number", "credit-code"])
def test_a_number_is_text(name):
    assert reasons(name, number=110105194912310021) == {"number": "请填写文字，加引号"}


@pytest.mark.parametrize(
    ("ended", "reported", "in_time", "last_day"),
    [
        ("2024-03-01", "2026-03-01", True, "2026-03-01"),
        ("2024-03-01", "2026-03-02", False, "2026-03-01"),
        ("2024-02-29", "2026-02-28", True, "2026-02-28"),
        ("2024-02-29", "2026-03-01", False, "2026-02-28"),
        (None, "2026-03-01", True, None),  # 连续或者继续状态
    ],
)
def test_two_years_of_article_20(ended, reported, in_time, last_day):
    answer = run("inspection-limitation", act_ended=ended, reported_on=reported)
    assert answer["result"] == {"in_time": in_time, "last_day": last_day}
    assert all(basis.startswith("《劳动保障监察条例》第20条") for step in answer["steps"] for basis in step["basis"])
    assert bool(answer["warnings"]) is not in_time


def test_a_last_day_on_a_sunday_is_pointed_out_and_not_decided():
    warnings = run("inspection-limitation", act_ended="2024-03-01", reported_on="2026-03-02")["warnings"]
    assert warnings[0].endswith("行为是否仍在继续？")
    assert warnings[1].startswith("2026年3月1日是休息日，顺延至2026年3月2日的")
    assert len(run("inspection-limitation", act_ended="2024-03-01", reported_on="2026-03-03")["warnings"]) == 1
