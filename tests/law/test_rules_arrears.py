"""extra-compensation (劳动合同法 85, 监察条例 26) and refusal-to-pay (刑法 276 之一, 法释〔2013〕3号): 情形 → 结论."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.law import rules
from casework.law.amounts import fen, plain
from casework.law.tables import seed

TABLES = seed()
SUMS = st.integers(0, 10**12)


def run(name, **facts):
    return rules.run(name, facts, TABLES)


def reasons(name, **facts):
    with pytest.raises(rules.BadInput) as bad:
        run(name, **facts)
    return {field: str(reason) for field, reason in bad.value.errors.items()}


def extra(owed="1000", paid="0", as_of="2026-03-11"):
    return run("extra-compensation", owed=owed, deadline="2026-03-10", as_of=as_of, paid=paid)


@pytest.mark.parametrize(
    ("owed", "paid", "as_of", "due", "low", "high"),
    [
        ("1000", "0", "2026-03-10", False, "0.00", "0.00"),  # 期限届满当日
        ("1000", "0", "2026-03-11", True, "500.00", "1000.00"),
        ("1000", "400", "2026-03-11", True, "300.00", "600.00"),
        ("1000", "999.99", "2026-03-11", True, "0.01", "0.01"),
        ("1000", "1000", "2026-03-11", False, "0.00", "0.00"),
        ("1000", "1500", "2026-03-11", False, "0.00", "0.00"),
        ("1000.01", "0", "2026-03-11", True, "500.01", "1000.01"),  # 500.005, half-up once
        ("0", "0", "2026-03-11", False, "0.00", "0.00"),
    ],
)
def test_extra_compensation_only_after_the_order_has_expired_unpaid(owed, paid, as_of, due, low, high):
    answer = extra(owed, paid, as_of)
    assert answer["result"] == {"due": due, "min": low, "max": high}
    assert answer["steps"][-1]["basis"] == ["《劳动合同法》第85条", "《劳动保障监察条例》第26条"]
    assert [("裁量基准" in warning) for warning in answer["warnings"]] == ([True] if due else [])


@given(SUMS, SUMS)
def test_between_half_and_all_of_what_is_left(owed, paid):
    result = extra(plain(owed), plain(paid))["result"]
    low, high, left = fen(result["min"]), fen(result["max"]), max(owed - paid, 0)
    assert 0 <= low <= high == left
    assert result["due"] == (left > 0)
    assert 0 <= 2 * low - left <= 1


@given(SUMS, st.integers(1, 50))
def test_even_sums_scale(owed, times):
    one, many = extra(plain(2 * owed))["result"], extra(plain(2 * owed * times))["result"]
    assert fen(many["min"]) == times * fen(one["min"])
    assert fen(many["max"]) == times * fen(one["max"])


def test_extra_compensation_tells_everything_that_is_wrong():
    assert set(reasons("extra-compensation", owed="-1", deadline="soon", paid=None, bonus="1")) == {
        "owed", "deadline", "as_of", "paid", "bonus",
    }  # fmt: skip


NONE = {"one_worker": None, "ten_workers": None}
SET = {"one_worker": "10000", "ten_workers": "60000"}  # invented


def refusal(workers, provincial=NONE, **facts):
    order = {"ordered": "2026-03-02", "deadline": "2026-03-10", "as_of": "2026-03-11", "paid": "0"}
    return run("refusal-to-pay", workers=workers, provincial=provincial, **(order | facts))


def people(n, amount, months=1):
    return [{"months": months, "amount": amount}] * n


@pytest.mark.parametrize(
    ("workers", "provincial", "met"),
    [
        # 第 3 条第 1 项: one worker, three months, inside the band only the province knows
        (people(1, "4999.99", 3), NONE, False),
        (people(1, "5000", 3), NONE, "unknown"),
        (people(1, "19999.99", 3), NONE, "unknown"),
        (people(1, "20000", 3), NONE, True),
        (people(1, "20000", 2), NONE, False),
        (people(1, "20000", "2.99"), NONE, False),
        (people(1, "9999.99", 3), SET, False),
        (people(1, "10000", 3), SET, True),
        # 第 2 项: ten workers in total
        (people(9, "9999"), NONE, False),
        (people(10, "2999.99"), NONE, False),
        (people(10, "3000"), NONE, "unknown"),
        (people(10, "9999.99"), NONE, "unknown"),
        (people(10, "10000"), NONE, True),
        (people(10, "6000"), SET, True),
        (people(10, "5999.99"), SET, False),
        # either suffices; a known yes outweighs an unknown
        (people(9, "1000") + people(1, "20000", 3), NONE, True),
        (people(9, "1000") + people(1, "6000", 3), NONE, "unknown"),
        (people(10, "6000", 3), {"one_worker": "10000", "ten_workers": None}, "unknown"),
        (people(10, "6000", 3), {"one_worker": None, "ten_workers": "60000"}, True),
        (people(1, "6000", 3), {"one_worker": None, "ten_workers": "60000"}, "unknown"),
        (people(1, "6000", 3), None, "unknown"),
    ],
)
def test_the_larger_amount_of_article_3(workers, provincial, met):
    answer = refusal(workers, provincial)
    assert answer["result"]["amount_met"] == met
    assert all(step["basis"][0].endswith("第3条第1款") for step in answer["steps"][:2])
    assert any("高级人民法院" in warning for warning in answer["warnings"]) == (met == "unknown")


@pytest.mark.parametrize(
    ("facts", "unpaid"),
    [
        ({}, True),
        ({"as_of": "2026-03-10"}, False),
        ({"ordered": None}, False),
        ({"ordered": None, "deadline": None}, False),
        ({"deadline": None}, False),
        ({"paid": "20000"}, False),
        ({"paid": "19999.99"}, True),
        ({"as_of": "2026-03-01"}, False),
    ],
)
def test_ordered_and_still_unpaid_of_article_4(facts, unpaid):
    answer = refusal(people(1, "20000", 3), **facts)
    assert answer["result"]["order_unpaid"] is unpaid
    assert answer["steps"][2]["basis"][0].endswith("第4条")


@pytest.mark.parametrize(
    ("workers", "facts", "ready"),
    [
        (people(1, "20000", 3), {}, True),
        (people(1, "20000", 3), {"evasion_or_ability": True}, True),
        (people(1, "20000", 3), {"evasion_or_ability": False}, False),
        (people(1, "20000", 3), {"ordered": None}, False),
        (people(1, "10000", 3), {}, "unknown"),
        (people(1, "10000", 3), {"evasion_or_ability": True}, "unknown"),
        (people(1, "10000", 3), {"evasion_or_ability": False}, False),
        (people(1, "10000", 3), {"ordered": None}, False),
        (people(1, "1000", 3), {}, False),
    ],
)
def test_ready_for_transfer_needs_every_element_of_article_276(workers, facts, ready):
    answer = refusal(workers, **facts)
    assert answer["result"]["ready_for_transfer"] == ready
    assert answer["steps"][-1]["basis"] == ["《刑法》第276条之一第1款"]
    shown = any("还须查明" in warning for warning in answer["warnings"])
    assert shown == ("evasion_or_ability" not in facts)


def test_a_provincial_figure_outside_the_band_is_questioned():
    warnings = refusal(people(1, "30000", 3), {"one_worker": "30000", "ten_workers": "60000"})["warnings"]
    assert any("不在司法解释的幅度" in warning for warning in warnings)


def test_part_payment_is_to_be_told_by_worker():
    assert any("没有分到每名劳动者" in warning for warning in refusal(people(1, "20000", 3), paid="1")["warnings"])


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"workers": []}, "workers"),
        ({"workers": [{"months": 3}]}, "workers"),
        ({"provincial": {"one": "1"}}, "provincial"),
        ({"ordered": True}, "ordered"),
        ({"deadline": "2026-03-01"}, "deadline"),
        ({"paid": None}, "paid"),
        ({"evasion_or_ability": "yes"}, "evasion_or_ability"),
    ],
)
def test_refusal_to_pay_refuses_wrong_facts(facts, field):
    good = {"workers": people(1, "1"), "provincial": None, "ordered": "2026-03-02", "deadline": None,
            "as_of": "2026-03-11", "paid": "0"}  # fmt: skip
    run("refusal-to-pay", **good)
    assert list(reasons("refusal-to-pay", **(good | facts))) == [field]


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 30_000_00)), min_size=1, max_size=12), st.data())
def test_a_worker_more_never_unmakes_the_amount(owed, data):
    order = {False: 0, "unknown": 1, True: 2}
    workers = [{"months": months, "amount": plain(sum)} for months, sum in owed]
    more = [*workers, {"months": data.draw(st.integers(0, 12)), "amount": "9000"}]
    assert order[refusal(workers)["result"]["amount_met"]] <= order[refusal(more)["result"]["amount_met"]]


def texts(answer):
    return [step["text"] for step in answer["steps"]]


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        # 法释〔2013〕3号 4: ordered on the day itself, and the last day for payment is still a day
        ({"as_of": "2026-03-01"}, "尚未责令支付"),
        ({"as_of": "2026-03-02"}, "2026年3月2日责令支付，期限至3月10日，尚未届满"),
        ({"deadline": "2026-03-02", "as_of": "2026-03-02"}, "2026年3月2日责令支付，期限至3月2日，尚未届满"),
        ({"deadline": "2026-03-02", "as_of": "2026-03-03", "paid": "1.50"},
         "2026年3月2日责令支付，期限至3月2日届满，仍有 19,998.50 元未付"),
        ({"paid": "20000"}, "已经付清"),
        ({"deadline": None}, "责令支付未载明期限"),
    ],
)
def test_the_order_from_day_to_day(facts, step):
    assert texts(refusal(people(1, "20000", 3), **facts))[2] == step


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({}, False),
        ({"deadline": None}, True),
        ({"ordered": None, "deadline": None}, False),
        ({"ordered": None}, False),
    ],
)
def test_an_order_without_a_day_is_pointed_out(facts, told):
    warnings = refusal(people(1, "20000", 3), **facts)["warnings"]
    assert any("责令支付未载明期限" in warning for warning in warnings) is told


@pytest.mark.parametrize(("paid", "told"), [("0", False), ("0.01", True), ("19999.99", True), ("20000", False), ("20001", False)])
def test_a_payment_that_nobody_was_given(paid, told):
    warnings = refusal(people(1, "20000", 3), paid=paid)["warnings"]
    assert any("没有分到每名劳动者" in warning for warning in warnings) is told


@pytest.mark.parametrize(("shown", "step"), [(True, "已查明逃避支付或者有能力支付而不支付"), (False, "未查明逃避支付或者有能力支付")])
def test_what_was_found_about_evading(shown, step):
    assert step in texts(refusal(people(1, "20000", 3), evasion_or_ability=shown))


def test_nobody_of_three_months_is_said_with_nothing():
    assert texts(refusal(people(2, "900", 1)))[:2] == [
        "拖欠三个月以上的劳动者 0 名，其中最多 0.00 元：未达到", "拖欠劳动者 2 名，累计 1,800.00 元：未达到",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "ten", "questioned"),
    [("5000", "30000", 0), ("20000", "100000", 0), ("4999.99", "30000", 1), ("20000.01", "100000.01", 2), ("5000", "29999.99", 1)],
)
def test_a_provincial_figure_lies_in_the_band(one, ten, questioned):  # 法释〔2013〕3号 3: both ends belong to it
    warnings = refusal(people(1, "30000", 3), {"one_worker": one, "ten_workers": ten})["warnings"]
    assert sum("不在司法解释的幅度" in warning for warning in warnings) == questioned
