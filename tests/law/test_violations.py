"""违法行为 V01–V34: each with its article; the fines of the articles, in fen."""

import pytest

from casework.law.violations import VIOLATIONS, range_of


def test_all_codes_are_there_and_name_an_article():
    assert list(VIOLATIONS) == [f"V{n:02}" for n in range(1, 35)]
    assert all(v.title and v.basis and all(c.article for c in v.basis) for v in VIOLATIONS.values())


@pytest.mark.parametrize(
    ("code", "people", "months", "ordered", "expected"),
    [
        ("V05", 3, 1, False, [("entity", 150_000, 600_000)]),  # 劳动合同法 84: 500–2,000 a person
        ("V06", 1, 1, False, []),  # 实施条例 33: only when uncorrected
        ("V06", 1, 1, True, [("entity", 200_000, 2_000_000)]),
        ("V12", 10, 1, False, [("entity", 100_000, 500_000)]),  # 监察条例 25: 100–500 a person
        ("V14", 2, 3, False, [("entity", 3_000_000, 3_000_000)]),  # 童工规定 6: 5,000 a child a month
        ("V19", 2, 1, True, [("entity", 1_000_000, 2_000_000)]),  # 劳动合同法 92
        ("V24", 1, 1, False, [("entity", 200_000, 2_000_000)]),  # 监察条例 30
        ("V25", 1, 1, True, []),  # no fine in 第30条第1款
        ("V27", 1, 1, True, [("entity", 2_000_000, 5_000_000), ("persons", 1_000_000, 3_000_000)]),  # 支付条例 54
        ("V28", 1, 1, True, [("entity", 5_000_000, 10_000_000)]),  # 支付条例 55
        ("V08", 5, 1, True, []),  # 加付赔偿金 goes to the worker
    ],
)
def test_what_may_be_imposed(code, people, months, ordered, expected):
    assert range_of(code, people, months, ordered) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        # 禁止使用童工规定 6 to 9
        ({"people": 2, "months": 3, "ordered": True}, [("entity", 3_000_000, 3_000_000), ("entity", 6_000_000, 6_000_000)]),
        ({"people": 2, "months": 3, "act": "introduce"}, [("entity", 1_000_000, 1_000_000)]),
        ({"people": 2, "months": 3, "act": "records"}, [("entity", 1_000_000, 1_000_000)]),
        ({"people": 2, "months": 3, "unlicensed": True}, [("entity", 6_000_000, 6_000_000)]),
    ],
)
def test_the_acts_around_child_labour(facts, expected):
    assert range_of("V14", **facts) == expected


def test_only_child_labour_costs_twice_without_a_licence():
    assert range_of("V05", 3, unlicensed=True) == range_of("V05", 3)
