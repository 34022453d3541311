"""limitation and final-award (调解仲裁法 27, 47), fund-ceiling (保障农民工工资支付条例 63): 情形 → 结论."""

from datetime import date as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.law import rules
from casework.law.amounts import fen, plain
from casework.law.tables import seed

TABLES = seed()


def run(name, **facts):
    return rules.run(name, facts, TABLES)


def reasons(name, **facts):
    with pytest.raises(rules.BadInput) as bad:
        run(name, **facts)
    return {field: str(reason) for field, reason in bad.value.errors.items()}


@pytest.mark.parametrize(
    ("kind", "ended", "knew", "interrupted", "claimed", "barred", "last_day", "paragraph"),
    [
        # 第 27 条第 1 款: one year from knowledge, by corresponding day
        ("other", None, "2025-03-03", [], "2026-03-03", False, "2026-03-03", 1),
        ("other", None, "2025-03-03", [], "2026-03-04", True, "2026-03-03", 1),
        ("other", "2025-06-01", "2025-03-03", [], "2026-03-04", True, "2026-03-03", 1),
        ("other", None, "2024-02-29", [], "2025-02-28", False, "2025-02-28", 1),
        ("other", None, "2024-02-29", [], "2025-03-01", True, "2025-02-28", 1),
        # 第 2 款: interrupted in time it begins anew; after expiry nothing revives it
        ("other", None, "2025-03-03", ["2026-03-03"], "2027-03-03", False, "2027-03-03", 1),
        ("other", None, "2025-03-03", ["2026-03-04"], "2026-03-05", True, "2026-03-03", 1),
        ("other", None, "2025-03-03", ["2026-12-01", "2026-01-15"], "2027-05-01", False, "2027-12-01", 1),
        ("other", None, "2025-03-03", ["2027-02-01", "2026-01-15"], "2027-02-02", True, "2027-01-15", 1),
        ("other", None, "2025-03-03", ["2025-01-01"], "2026-03-04", True, "2026-03-03", 1),
        # 第 4 款: pay has no limit during the relation, and a year after it has ended
        ("pay", None, "2015-01-01", [], "2026-03-04", False, None, 4),
        ("pay", "2025-03-03", "2015-01-01", [], "2026-03-03", False, "2026-03-03", 4),
        ("pay", "2025-03-03", "2015-01-01", [], "2026-03-04", True, "2026-03-03", 4),
        ("pay", "2025-03-03", "2015-01-01", ["2024-01-01"], "2026-03-04", True, "2026-03-03", 4),
        ("pay", "2025-03-03", "2015-01-01", ["2025-09-01"], "2026-03-04", False, "2026-09-01", 4),
        ("pay", "2025-03-03", "2015-01-01", None, "2025-01-01", False, "2026-03-03", 4),
    ],
)
def test_one_year_for_arbitration(kind, ended, knew, interrupted, claimed, barred, last_day, paragraph):
    answer = run("limitation", kind=kind, employment_ended=ended, knew_on=knew, claimed_on=claimed, interrupted_on=interrupted)
    assert answer["result"] == {"barred": barred, "last_day": last_day}
    assert answer["steps"][0]["basis"] == answer["steps"][-1]["basis"] == [f"《劳动争议调解仲裁法》第27条第{paragraph}款"]
    assert [step["basis"] for step in answer["steps"][1:-1]] == [["《劳动争议调解仲裁法》第27条第2款"]] * len(interrupted or [])


def test_what_the_calculation_leaves_to_people_is_said():
    late = run("limitation", kind="other", knew_on="2025-03-01", claimed_on="2026-03-02", interrupted_on=[])
    assert late["result"]["barred"] and len(late["warnings"]) == 2
    assert late["warnings"][1].startswith("2026年3月1日是休息日，顺延至2026年3月2日的")
    learned = run("limitation", kind="pay", employment_ended="2025-03-03", knew_on="2025-04-01", claimed_on="2025-05-01",
                  interrupted_on=[])  # fmt: skip
    assert learned["warnings"] == ["劳动者在劳动关系终止后才知道被拖欠；此处自终止之日起算，是否自知道之日起算由仲裁机构认定"]


DAYS = st.dates(D(2015, 1, 1), D(2035, 1, 1))


@given(DAYS, DAYS, st.lists(DAYS, max_size=4), DAYS)
def test_an_interruption_never_shortens_the_time(knew, claimed, interrupted, one_more):
    def last(days):
        return run("limitation", kind="other", knew_on=str(knew), claimed_on=str(claimed),
                   interrupted_on=[str(d) for d in days])["result"]["last_day"]  # fmt: skip

    assert last([]) <= last(interrupted) <= last([*interrupted, one_more])


def test_limitation_tells_everything_that_is_wrong():
    errors = reasons("limitation", kind="wages", knew_on=None, claimed_on="x", interrupted_on=["2026-01-01", "y"])
    assert set(errors) == {"kind", "knew_on", "claimed_on", "interrupted_on"}
    assert errors["interrupted_on"].startswith("第 2 项：")


def award(*amounts, wage="2490"):
    items = [{"name": f"第{n}项", "amount": amount} for n, amount in enumerate(amounts, 1)]
    return run("final-award", items=items, minimum_wage=wage)


@pytest.mark.parametrize(
    ("amounts", "final", "over"),
    [
        (["29880"], True, []),
        (["29880.01"], False, ["第1项"]),
        (["29880", "29880", "0"], True, []),  # each item, not their sum
        (["29880", "29880.01"], False, ["第2项"]),
        (["50000", "40000"], False, ["第1项", "第2项"]),
    ],
)
def test_an_award_is_final_when_every_item_is_within_twelve_minimum_wages(amounts, final, over):
    answer = award(*amounts)
    assert (answer["result"]["final"], answer["result"]["over"]) == (final, over)
    assert [row["final"] for row in answer["result"]["items"]] == [row["name"] not in over for row in answer["result"]["items"]]
    assert {row["limit"] for row in answer["result"]["items"]} == {"29880.00"}
    assert all(step["basis"][0] == "《劳动争议调解仲裁法》第47条第1项" for step in answer["steps"])
    assert bool(answer["warnings"]) == (0 < len(over) < len(amounts))


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=5), st.integers(1, 10**6), st.integers(1, 9))
def test_a_final_award_does_not_depend_on_the_unit(amounts, wage, times):
    one = award(*map(plain, amounts), wage=plain(wage))["result"]
    many = award(*(plain(amount * times) for amount in amounts), wage=plain(wage * times))["result"]
    assert (one["final"], one["over"]) == (many["final"], many["over"])
    assert fen(many["items"][0]["limit"]) == times * fen(one["items"][0]["limit"])


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"items": []}, "items"),
        ({"items": [{"name": " ", "amount": "1"}]}, "items"),
        ({"items": [{"name": "工资"}]}, "items"),
        ({"minimum_wage": "0"}, "minimum_wage"),
        ({"minimum_wage": None}, "minimum_wage"),
    ],
)
def test_final_award_refuses_wrong_facts(facts, field):
    good = {"items": [{"name": "工资", "amount": "1"}], "minimum_wage": "2490"}
    assert list(reasons("final-award", **(good | facts))) == [field]


def ceiling(workers, wage="2490", **policy):
    policy = {"basis": "柳溪镇应急周转金办法（演示）", "share": None, "min_wage_times": None, "months": None, "flat": None,
              "total_share": None} | policy  # fmt: skip
    rows = [{"owed": owed, "months": months} for owed, months in workers]
    return run("fund-ceiling", policy=policy, workers=rows, minimum_wage=wage)


@pytest.mark.parametrize(
    ("policy", "workers", "per_worker", "total"),
    [
        ({"share": "0.3"}, [("10000", 2)], ["3000.00"], "3000.00"),
        ({"share": "0.3"}, [("0.05", 2)], ["0.02"], "0.02"),  # 0.015, half-up
        ({"share": "1"}, [("10000", 2)], ["10000.00"], "10000.00"),
        ({"share": "0"}, [("10000", 2)], ["0.00"], "0.00"),
        ({"flat": "2000"}, [("10000", 2), ("1500", 1)], ["2000.00", "1500.00"], "3500.00"),
        # pay above twice the minimum wage is advanced at that, more than three months as three
        ({"min_wage_times": "2", "months": 3}, [("30000", 5)], ["14940.00"], "14940.00"),
        ({"min_wage_times": "2", "months": 3}, [("30000", 2)], ["9960.00"], "9960.00"),
        ({"min_wage_times": "2", "months": 3}, [("20000", 5)], ["12000.00"], "12000.00"),
        ({"min_wage_times": "2", "months": 3}, [("9000", 3)], ["9000.00"], "9000.00"),
        ({"min_wage_times": "1", "months": 1}, [("30000", 5)], ["2490.00"], "2490.00"),
        ({"min_wage_times": "1"}, [("30000", 5)], ["12450.00"], "12450.00"),
        ({"min_wage_times": "1"}, [("30000", "2.5")], ["6225.00"], "6225.00"),
        ({"months": 3}, [("10000", 7)], ["4285.71"], "4285.71"),
        ({"months": 3}, [("10000", 3)], ["10000.00"], "10000.00"),
        # the lowest of several holds
        ({"share": "0.5", "flat": "2000", "months": 1}, [("10000", 2), ("3000", 2)], ["2000.00", "1500.00"], "3500.00"),
        ({"total_share": "0.2"}, [("10000", 2), ("5000", 1)], ["10000.00", "5000.00"], "3000.00"),
        ({"flat": "1000", "total_share": "0.2"}, [("10000", 2), ("5000", 1)], ["1000.00", "1000.00"], "2000.00"),
    ],
)
def test_the_ceiling_is_what_the_policy_says(policy, workers, per_worker, total):
    answer = ceiling(workers, **policy)
    assert answer["result"] == {"per_worker": per_worker, "total": total}
    assert all(step["basis"] == ["《保障农民工工资支付条例》第63条"] for step in answer["steps"])


def test_without_any_figure_there_is_no_ceiling_to_guess():
    answer = ceiling([("10000", 2), ("5000", 1)])
    assert answer["result"] == {"per_worker": ["unknown", "unknown"], "total": "unknown"}
    assert answer["warnings"] == ["缺少当地应急周转金的垫付比例和限额，由管理员录入政策后再计算"]


def test_a_policy_without_its_paper_is_questioned():
    assert ceiling([("1", 1)], share="1", basis=None)["warnings"] == ["政策依据没有写明，请补录文件名称和文号"]


POLICIES = st.fixed_dictionaries({}, optional={
    "share": st.integers(0, 100).map(lambda n: f"{n / 100:.2f}"),
    "min_wage_times": st.integers(0, 5),
    "months": st.integers(0, 12),
    "flat": st.integers(0, 10**7).map(plain),
    "total_share": st.integers(0, 100).map(lambda n: f"{n / 100:.2f}"),
}).filter(bool)  # fmt: skip
WORKERS = st.lists(st.tuples(st.integers(0, 10**8).map(plain), st.integers(1, 24)), min_size=1, max_size=5)


@given(POLICIES, WORKERS)
def test_nobody_is_advanced_more_than_is_owed(policy, workers):
    result = ceiling(workers, **policy)["result"]
    for got, (owed, _) in zip(result["per_worker"], workers, strict=True):
        assert 0 <= fen(got) <= fen(owed)
    assert 0 <= fen(result["total"]) <= sum(map(fen, result["per_worker"]))


@given(POLICIES, WORKERS, st.sampled_from(["share", "min_wage_times", "months", "flat", "total_share"]))
def test_dropping_a_cap_never_lowers_the_ceiling(policy, workers, cap):
    fewer = {name: value for name, value in policy.items() if name != cap}
    if fewer:
        before, after = ceiling(workers, **policy)["result"], ceiling(workers, **fewer)["result"]
        assert fen(before["total"]) <= fen(after["total"])


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"workers": []}, "workers"),
        ({"workers": [{"owed": "1", "months": 0}]}, "workers"),
        ({"policy": {"share": "1.1"}}, "policy"),
        ({"policy": {"share": "30%"}}, "policy"),
        ({"policy": {"cap": "1"}}, "policy"),
        ({"policy": None}, "policy"),
        ({"policy": {"min_wage_times": 2}, "minimum_wage": "0"}, "minimum_wage"),
        ({"minimum_wage": None}, "minimum_wage"),
    ],
)
def test_fund_ceiling_refuses_wrong_facts(facts, field):
    good = {"policy": {"share": "0.3"}, "workers": [{"owed": "1", "months": 1}], "minimum_wage": "2490"}
    assert list(reasons("fund-ceiling", **(good | facts))) == [field]
