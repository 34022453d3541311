"""劳动合同, day by day: one day before, on and after each day on which the law changes its answer."""

from datetime import date as D
from datetime import timedelta
from fractions import Fraction

import pytest

from casework.law import rules
from casework.law.contracts import Facts, full_months, probation, probation_compensation, review
from casework.law.contracts.probation import probation_last_day
from casework.law.contracts.writing import (
    double_wage_excused,
    double_wage_limitation,
    double_wage_sum,
    part_month_days,
    refusal_ground,
    relation_from,
    required_open_ended_wage,
)
from casework.law.rules import UNKNOWN
from casework.law.tables import seed
from tests.law.test_gaps import row

TABLES = seed()
CALENDAR = TABLES.calendar


def run(name, **facts):
    return rules.run(name, {key: value.isoformat() if isinstance(value, D) else value for key, value in facts.items()}, TABLES)


def double_wage(hired, as_of, part_month="paid-days", **facts):
    usual = {"signed": None, "ended": None, "monthly_wage": "6000.00", "part_month": part_month, "worker_fault": False}
    return run("double-wage", hired=hired, as_of=as_of, **(usual | facts))


def told(**facts):
    return [(f.code, f.weight, str(f.message)) for f in review(Facts(**facts), TABLES)]


# 订立 (劳动合同法 10, 14, 82, 97; 实施条例 5 to 7)


@pytest.mark.parametrize(
    ("ended", "ground"),
    [
        # hired 2025-03-10: the month is full with 04-09 (实施条例 5), the year on 2026-03-10 (6, 7)
        (D(2025, 3, 10), "R05"),
        (D(2025, 4, 8), "R05"),
        (D(2025, 4, 9), "R05"),
        (D(2025, 4, 10), "R06"),
        (D(2026, 3, 9), "R06"),
        (D(2026, 3, 10), None),
        (D(2026, 3, 11), None),
    ],
)
def test_who_refuses_to_sign_is_sent_away_by_the_article_of_the_day(ended, ground):
    assert refusal_ground(D(2025, 3, 10), ended) == ground


def test_the_relation_begins_with_work_and_not_with_the_paper():  # 劳动合同法 7, 10(3)
    assert relation_from(D(2025, 3, 10), D(2025, 3, 1)) == D(2025, 3, 10)
    assert relation_from(None, D(2025, 3, 1)) is None


@pytest.mark.parametrize(
    ("signed", "ended", "as_of", "last"),
    [
        # 劳动合同法 82(2): from the day on which it should have been concluded, and no eleven months
        (None, None, D(2027, 1, 1), D(2027, 1, 1)),
        (D(2025, 6, 2), None, D(2027, 1, 1), D(2025, 6, 1)),
        (D(2025, 6, 1), None, D(2027, 1, 1), D(2025, 5, 31)),  # concluded on that day: nothing
        (None, D(2025, 8, 31), D(2027, 1, 1), D(2025, 8, 31)),
        (D(2025, 9, 2), D(2025, 8, 31), D(2027, 1, 1), D(2025, 8, 31)),
        (None, D(2025, 8, 31), D(2025, 7, 1), D(2025, 7, 1)),
    ],
)
def test_a_required_open_ended_contract_that_was_not_concluded(signed, ended, as_of, last):
    assert required_open_ended_wage(D(2025, 6, 1), signed, ended, as_of) == (D(2025, 6, 1), last)


@pytest.mark.parametrize(
    ("reasons", "on", "excused"),
    [
        # 法释〔2025〕12号 7, 8: since 2025-09-01
        (set(), D(2026, 1, 1), False),
        ({"other"}, D(2026, 1, 1), False),
        ({"worker"}, D(2025, 8, 31), UNKNOWN),
        ({"worker"}, D(2025, 9, 1), True),
        ({"force-majeure", "other"}, D(2025, 9, 2), True),
        ({"union"}, D(2026, 1, 1), True),
        (set(), D(2025, 8, 31), False),
    ],
)
def test_what_the_employer_may_prove(reasons, on, excused):
    assert double_wage_excused(reasons, on) == excused


def test_how_the_year_for_the_double_wage_runs_is_unknown_until_it_is_entered():  # 调解仲裁法 27(1)
    assert double_wage_limitation(TABLES, "330282", D(2026, 1, 1)) == UNKNOWN
    entered = TABLES.overlay([row("double_wage_limitation", {"method": "per-day"}, key="330000", on=D(2025, 1, 1))])
    assert double_wage_limitation(entered, "330282", D(2025, 1, 1)) == "per-day"
    assert double_wage_limitation(entered, "330282", D(2024, 12, 31)) == UNKNOWN


@pytest.mark.parametrize(("hired", "known"), [(D(2007, 12, 31), False), (D(2008, 1, 1), True), (D(2008, 1, 2), True)])
def test_the_double_wage_begins_with_the_law(hired, known):
    result = double_wage(hired, D(2008, 6, 30))["result"]
    assert (result["amount"] != UNKNOWN, result["from"] is not None) == (known, known)


@pytest.mark.parametrize(
    ("as_of", "months", "days", "amount", "text"),
    [
        # 实施条例 6: hired on Monday 2025-03-10; the first day of the double wage is 04-10, a Thursday
        (D(2025, 4, 8), 0, 0, "0.00", "截至2025年4月8日，未超过一个月或者已订立书面劳动合同，没有应付二倍工资的期间"),
        (D(2025, 4, 9), 0, 0, "0.00", "截至2025年4月9日，未超过一个月或者已订立书面劳动合同，没有应付二倍工资的期间"),
        (D(2025, 4, 10), 0, 1, "275.86", "计算至2025年4月10日，尚未订立书面劳动合同"),
        (D(2025, 4, 11), 0, 2, "551.72", "计算至2025年4月11日，尚未订立书面劳动合同"),
        (D(2025, 5, 8), 0, 21, "5793.10", "计算至2025年5月8日，尚未订立书面劳动合同"),
        (D(2025, 5, 9), 1, 0, "6000.00", "计算至2025年5月9日，尚未订立书面劳动合同"),
        (D(2025, 5, 10), 1, 0, "6000.00", "计算至2025年5月10日，尚未订立书面劳动合同"),  # a Saturday
        (D(2026, 3, 8), 10, 19, "65241.38", "计算至2026年3月8日，尚未订立书面劳动合同"),
        (D(2026, 3, 9), 11, 0, "66000.00",
         "至2026年3月9日（满一年的前一日）；自2026年3月10日起视为已订立无固定期限劳动合同，不再支付二倍工资"),
        (D(2026, 3, 10), 11, 0, "66000.00",
         "至2026年3月9日（满一年的前一日）；自2026年3月10日起视为已订立无固定期限劳动合同，不再支付二倍工资"),
    ],
)  # fmt: skip
def test_the_double_wage_from_day_to_day(as_of, months, days, amount, text):
    answer = double_wage(D(2025, 3, 10), as_of)
    result = answer["result"]
    assert (result["months"], result["extra_days"], result["amount"]) == (months, days, amount)
    assert answer["steps"][1]["text"] == text
    assert any("仲裁时效" in warning for warning in answer["warnings"]) == (amount != "0.00")


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ({"ended": D(2025, 5, 8)}, "至2025年5月8日（劳动关系结束之日）"),
        ({"ended": D(2025, 5, 9)}, "计算至2025年5月8日，尚未订立书面劳动合同"),  # as_of comes first
        ({"signed": D(2025, 5, 9)}, "至2025年5月8日（补订书面劳动合同的前一日）"),
        ({"signed": D(2025, 5, 10)}, "计算至2025年5月8日，尚未订立书面劳动合同"),
        ({"signed": D(2025, 5, 9), "ended": D(2025, 5, 8)}, "至2025年5月8日（补订书面劳动合同的前一日）"),
    ],
)
def test_why_the_double_wage_ends_on_its_day(facts, text):
    assert double_wage(D(2025, 3, 10), D(2025, 5, 8), **facts)["steps"][1]["text"] == text


@pytest.mark.parametrize(
    ("as_of", "fault", "month", "part", "warned"),
    [
        # 法释〔2025〕12号 6, 9 hold from 2025-09-01, 人社部发〔2025〕2号 from 2025-01-01
        (D(2024, 12, 31), False, "《劳动合同法》第82条第1款", "劳社部发〔2008〕3号", True),
        (D(2025, 8, 31), False, "《劳动合同法》第82条第1款", "人社部发〔2025〕2号", True),
        (D(2025, 9, 1), False, "解释（二）》第6条", "人社部发〔2025〕2号", False),
        (D(2025, 8, 9), True, "《劳动合同法》第82条第1款", None, True),  # full months, but the worker would not sign
        (D(2025, 8, 9), False, "《劳动合同法》第82条第1款", None, False),
        (D(2025, 9, 9), True, "解释（二）》第6条", None, False),
    ],
)
def test_an_old_case_is_not_counted_by_a_later_interpretation(as_of, fault, month, part, warned):
    answer = double_wage(D(2024, 9, 10) if as_of.year == 2024 else D(2025, 3, 10), as_of, worker_fault=fault)
    steps = {step["text"][:3]: step["basis"] for step in answer["steps"]}
    assert steps["满月的"][0].endswith(month)
    assert (part in steps["不满月"][1]) if part else ("不满月" not in steps)
    assert any("（二）》自2025年9月1日起施行" in warning for warning in answer["warnings"]) == warned


@pytest.mark.parametrize(("as_of", "told"), [(D(2025, 8, 31), False), (D(2025, 9, 1), True)])
def test_no_double_wage_after_the_year_by_the_interpretation_only_since_its_day(as_of, told):
    basis = double_wage(D(2024, 3, 10), as_of)["steps"][1]["basis"]
    assert any("解释（二）》第9条" in one for one in basis) is told


@pytest.mark.parametrize(
    ("as_of", "rest", "warned"),
    [
        # the rest begins on 2026-12-10; the notice for 2027 is not known
        (D(2026, 12, 9), False, False),
        (D(2026, 12, 10), True, False),
        (D(2026, 12, 31), True, False),
        (D(2027, 1, 1), True, True),
        (D(2027, 1, 9), False, False),  # full months only: no day is counted by the notice
        (D(2027, 1, 10), True, True),  # a rest of one day, all of it in 2027
    ],
)
def test_only_a_rest_that_reaches_an_unpublished_year_is_provisional(as_of, rest, warned):
    answer = double_wage(D(2026, 9, 10), as_of, "working-days")
    assert any("不满月" in step["text"] for step in answer["steps"]) == rest
    assert any("暂定" in warning for warning in answer["warnings"]) == warned


@pytest.mark.parametrize(("as_of", "days", "warned"), [(D(2025, 7, 29), 21, False), (D(2025, 7, 30), 22, True), (D(2025, 7, 31), 0, False)])
def test_a_rest_worth_more_than_a_month(as_of, days, warned):  # hired 06-01: the rest begins on 07-01
    answer = double_wage(D(2025, 6, 1), as_of)
    assert (answer["result"]["extra_days"], any("折算超过一个月" in w for w in answer["warnings"])) == (days, warned)


@pytest.mark.parametrize(
    ("anchor", "first", "last", "months", "rest"),
    [
        # 民法典 202, over the end of a year
        (D(2025, 12, 10), D(2026, 1, 10), D(2026, 2, 8), 0, D(2026, 1, 10)),
        (D(2025, 12, 10), D(2026, 1, 10), D(2026, 2, 9), 1, D(2026, 2, 10)),
        (D(2025, 12, 10), D(2026, 1, 10), D(2026, 2, 10), 1, D(2026, 2, 10)),
        (D(2025, 1, 31), D(2025, 2, 28), D(2025, 3, 29), 0, D(2025, 2, 28)),
        (D(2025, 1, 31), D(2025, 2, 28), D(2025, 3, 30), 1, D(2025, 3, 31)),
    ],
)
def test_full_months_by_the_corresponding_days_of_the_hire(anchor, first, last, months, rest):
    assert full_months(anchor, first, last) == (months, rest)


@pytest.mark.parametrize(
    ("first", "last", "paid", "working"),
    [
        # 法释〔2025〕12号 6: 2025-09-28 is a make-up Sunday, 10-01 to 10-08 are days off
        (D(2025, 9, 26), D(2025, 9, 26), 1, 1),
        (D(2025, 9, 26), D(2025, 9, 27), 1, 1),
        (D(2025, 9, 26), D(2025, 9, 28), 1, 2),
        (D(2025, 9, 26), D(2025, 9, 29), 2, 3),
        (D(2025, 10, 1), D(2025, 10, 8), 6, 0),
    ],
)
def test_the_days_of_a_part_of_a_month(first, last, paid, working):
    assert part_month_days(first, last, "paid-days", CALENDAR) == paid
    assert part_month_days(first, last, "working-days", CALENDAR) == working


def test_the_other_one_time_of_the_wage_is_exact():  # 劳动合同法 82(1)
    assert double_wage_sum(2175, 2, 3) == 2 * 2175 + 300
    assert double_wage_sum(1, 0, 1) == Fraction(4, 87)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        # hired 2026-03-10: on the last day of the month nothing is wrong, on the next the double wage begins
        (dict(on=D(2026, 4, 9)), []),
        (dict(on=D(2026, 4, 10)),
         [("LC-05", "error", "用工已超过一个月没有书面劳动合同（应当不晚于2026年4月9日订立），自2026年4月10日起每月支付二倍工资")]),
        (dict(on=D(2026, 5, 1), ended=D(2026, 4, 9)), []),
        (dict(on=D(2026, 4, 9), ended=D(2026, 4, 10)), []),  # the end still lies ahead
        (dict(on=D(2027, 3, 9)),
         [("LC-05", "error", "用工已超过一个月没有书面劳动合同（应当不晚于2026年4月9日订立），自2026年4月10日起每月支付二倍工资")]),
        (dict(on=D(2027, 3, 10)),
         [("LC-08", "error", "满一年没有书面劳动合同，自2027年3月10日起视为已订立无固定期限劳动合同；二倍工资至前一日")]),
        # signed on the last day, on the next, a day later: only then is there a day of double wage
        (dict(on=D(2026, 5, 1), signed=D(2026, 4, 9)), []),
        (dict(on=D(2026, 5, 1), signed=D(2026, 4, 10)), []),
        (dict(on=D(2026, 5, 1), signed=D(2026, 4, 11)),
         [("LC-05", "warn", "订立晚于2026年4月9日，2026年4月10日至2026年4月10日应当支付二倍工资")]),
        (dict(on=D(2026, 5, 1), signed=D(2026, 4, 11), renewal=True), []),
        (dict(on=D(2026, 5, 1), form="intern"), []),
        (dict(on=D(2026, 5, 1), hired=None), []),
    ],
)  # fmt: skip
def test_the_writing_of_a_contract_from_day_to_day(facts, expected):
    assert told(**({"hired": D(2026, 3, 10)} | facts)) == expected


@pytest.mark.parametrize(
    ("hired", "codes"),
    [(D(2007, 12, 31), ["LC-02"]), (D(2008, 1, 1), ["LC-08"]), (D(2008, 1, 2), ["LC-08"])],
)
def test_who_was_there_before_the_law_is_told_by_article_97(hired, codes):
    found = review(Facts(on=D(2010, 1, 1), hired=hired), TABLES)
    assert [f.code for f in found] == codes
    assert str(found[0].basis[0]) == ("《劳动合同法》第97条第2款" if hired < D(2008, 1, 1) else "《劳动合同法》第14条第3款")


def test_the_first_day_of_the_law_is_a_day_of_the_law():
    (found,) = review(Facts(on=D(2008, 3, 1), hired=D(2008, 1, 1)), TABLES)
    assert [str(basis) for basis in found.basis] == ["《劳动合同法》第10条第2款", "《劳动合同法》第82条第1款"]


@pytest.mark.parametrize(("hired", "found"), [(D(2007, 12, 31), []), (D(2008, 1, 1), ["LC-05"])])
def test_a_late_signature_counts_from_the_law_on(hired, found):
    assert [f.code for f in review(Facts(on=D(2010, 1, 1), hired=hired, signed=D(2008, 6, 1)), TABLES)] == found


# 试用期 (劳动合同法 19 to 21, 83; 实施条例 15)

USUAL = {"term": "fixed", "start": D(2025, 1, 1), "end": D(2025, 12, 31), "probation_months": 2, "served_months": 2,
         "probation_wage": "4800.00", "agreed_wage": "6000.00", "minimum_wage": "2490.00"}  # fmt: skip


@pytest.mark.parametrize(
    ("months", "last"),
    [
        (1, D(2025, 1, 31)),
        (2, D(2025, 2, 28)),
        (Fraction(1, 2), D(2025, 1, 15)),
        (Fraction(3, 2), D(2025, 2, 15)),
        (Fraction(1, 10), D(2025, 1, 3)),
        (Fraction("0.97"), D(2025, 1, 29)),
        (0, D(2024, 12, 31)),  # none was agreed
    ],
)
def test_the_last_day_of_the_probation(months, last):
    assert probation_last_day(D(2025, 1, 1), months) == last


@pytest.mark.parametrize(
    ("end", "months", "only"),
    [
        # 劳动合同法 19(4): the probation is the whole term
        (D(2025, 3, 30), 3, True),
        (D(2025, 3, 31), 3, True),
        (D(2025, 4, 1), 3, False),
        (D(2025, 1, 15), "0.5", True),
        (D(2025, 1, 16), "0.5", False),
        (D(2025, 1, 1), 0, False),  # one day, no probation
    ],
)
def test_a_contract_that_is_nothing_but_probation(end, months, only):
    found = run("probation", **(USUAL | {"end": end, "probation_months": months}))["result"]["findings"]
    assert ("LC-22" in [one["code"] for one in found]) is only


@pytest.mark.parametrize(("end", "wrong"), [(D(2024, 12, 31), True), (D(2025, 1, 1), False), (D(2025, 1, 2), False)])
def test_a_term_of_one_day_is_a_term(end, wrong):
    if wrong:
        with pytest.raises(rules.BadInput):
            run("probation", **(USUAL | {"end": end}))
    else:
        assert run("probation", **(USUAL | {"end": end}))["result"]["max_months"] == 0


@pytest.mark.parametrize(
    ("served", "excess", "compensation"), [("1.99", 0, "0.00"), (2, 0, "0.00"), ("2.01", "0.01", "60.00"), (3, 1, "6000.00")]
)
def test_only_what_was_served_beyond_the_law_is_compensated(served, excess, compensation):  # 83
    result = run("probation", **(USUAL | {"probation_months": 6, "served_months": served}))["result"]
    assert (result["excess_months"], result["compensation"]) == (excess, compensation)
    assert probation_compensation(600_000, Fraction(served), 2) >= 0


@pytest.mark.parametrize(("months", "wrong"), [("2", False), ("2.01", True), ("1.99", False)])
def test_a_probation_a_little_too_long(months, wrong):  # 19(1)
    found = run("probation", **(USUAL | {"probation_months": months}))["result"]["findings"]
    assert [one["code"] for one in found] == (["LC-21"] if wrong else [])


@pytest.mark.parametrize(("field", "months"), [("probation_months", 1201), ("served_months", "1200.01"), ("probation_months", "-1")])
def test_months_beyond_a_century_are_a_slip_of_the_pen(field, months):
    with pytest.raises(rules.BadInput) as bad:
        run("probation", **(USUAL | {field: months}))
    assert set(bad.value.errors) == {field}


@pytest.mark.parametrize(
    ("wage", "agreed", "message"),
    [
        # 20: 80 percent of an odd sum; 2,490 is the minimum wage
        ("4799.99", "6000.00", "试用期工资 4,799.99 元低于约定工资的 80%（4,800.00 元）；不低于本单位相同岗位最低档工资的，请办案人员认定"),
        ("4800.00", "6000.00", None),
        ("4800.02", "6000.03", None),
        ("4800.02", "6000.04", "试用期工资 4,800.02 元低于约定工资的 80%（4,800.03 元）；不低于本单位相同岗位最低档工资的，请办案人员认定"),
        ("4800.01", "6000.01", None),
        ("2489.99", "2489.99", "试用期工资 2,489.99 元低于最低工资标准 2,490.00 元"),
        ("2490.00", "2490.00", None),
    ],
)
def test_the_floors_of_the_wage_in_probation(wage, agreed, message):
    found = run("probation", **(USUAL | {"probation_wage": wage, "agreed_wage": agreed}))["result"]["findings"]
    assert [one["message"] for one in found] == ([message] if message else [])


KNOWN = dict(on=D(2025, 6, 1), hired=D(2025, 1, 1), signed=D(2025, 1, 1), start=D(2025, 1, 1), end=D(2025, 12, 31), term="fixed")


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        (dict(probation_months=2), []),
        (dict(probation_months=3), ["LC-21"]),
        (dict(probation_months=3, term=None), ["LC-21"]),  # with an end it is a fixed term
        (dict(probation_months=6, term="open", end=None), []),
        (dict(probation_months=7, term="open", end=None), ["LC-21"]),
        (dict(probation_months=1, term="task", end=None), ["LC-21"]),
        # a term that is not known is not judged
        (dict(probation_months=9, end=None), []),
        (dict(probation_months=9, start=None), []),
        (dict(probation_months=9, end=D(2024, 12, 31)), []),
        (dict(probation_months=1, end=D(2025, 1, 1)), ["LC-21", "LC-22"]),  # a term of one day
        (dict(probation_months=3, form="over-age"), []),
        (dict(probation_months=3, form="intern"), []),
        (dict(probation_months=0, earlier_probation=True), []),
        (dict(probation_months=1, earlier_probation=True), ["LC-22"]),
        (dict(probation_months=1, probation_wage=0), []),  # no wage agreed: no 80 percent of it
        (dict(probation_months=1, probation_wage=1, wage=2), ["LC-23"]),
    ],
)
def test_the_probation_of_a_contract(facts, codes):
    assert [f.code for f in probation.findings(Facts(**(KNOWN | facts)), None)] == codes


@pytest.mark.parametrize(
    ("facts", "barred"),
    [
        # 劳动合同法 21, 37: the probation of two months is over with 2025-02-28
        (dict(ended=D(2025, 2, 27)), False),
        (dict(ended=D(2025, 2, 28)), False),
        (dict(ended=D(2025, 3, 1)), True),
        (dict(ended=D(2025, 3, 1), ground="T37P"), True),
        (dict(ended=D(2025, 3, 1), ground="T39-2"), False),
        (dict(ended=D(2025, 3, 1), probation_months=None), False),
        (dict(ended=D(2025, 1, 1), probation_months=0), True),  # none was agreed
        (dict(ended=None), False),
        (dict(ended=D(2025, 3, 1), start=None), False),
    ],
)
def test_a_ground_of_the_probation_used_after_it(facts, barred):
    known = KNOWN | {"ground": "T39-1", "probation_months": 2} | facts
    assert bool(list(probation.ending_findings(Facts(**known)))) is barred


# 旧案: a calculation is refused for what happened before its article was law


@pytest.mark.parametrize(
    ("name", "field", "begins", "facts"),
    [
        ("probation", "start", D(2008, 1, 1), {"term": "open", "probation_months": 6, "served_months": 7, "probation_wage": "3000",
                                               "agreed_wage": "3000"}),  # 劳动合同法 19
        ("extra-compensation", "deadline", D(2004, 12, 1), {"owed": "100", "paid": "0", "as_of": D(2026, 11, 25)}),  # 监察条例 26
        ("refusal-to-pay", "as_of", D(2011, 5, 1), {"workers": [{"months": 3, "amount": "20000"}], "paid": "0"}),  # 刑法 276-1
        ("limitation", "claimed_on", D(2008, 5, 1), {"kind": "other", "knew_on": D(2007, 5, 1)}),  # 调解仲裁法 27: before it, 60 days
        ("inspection-limitation", "reported_on", D(2004, 12, 1), {"act_ended": D(2002, 12, 1)}),  # 监察条例 20
    ],
)  # fmt: skip
def test_an_old_case_does_not_get_the_answer_of_a_later_law(name, field, begins, facts):
    with pytest.raises(rules.BadInput) as refused:
        run(name, **facts | {field: begins - timedelta(days=1)})
    assert list(refused.value.errors) == [field]
    assert f"自{begins.year}年{begins.month}月{begins.day}日起施行" in str(refused.value.errors[field])
    assert run(name, **facts | {field: begins})["result"]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (dict(term="open", start=D(2007, 12, 31), probation_months=7), None),  # 劳动合同法 97: goes on as it was concluded
        (dict(term="open", start=D(2008, 1, 1), probation_months=7), "LC-21"),
        (dict(ground="T40-2", ended=D(2007, 12, 31), told_on=D(2007, 12, 30)), None),
        (dict(ground="T40-2", ended=D(2008, 1, 1), told_on=D(2007, 12, 30)), "LC-37"),
        (dict(form="dispatch", ended=D(2013, 6, 30), post_kind="main"), None),  # 66 before the amendment: 一般
        (dict(form="dispatch", ended=D(2013, 7, 1), post_kind="main"), "LC-59"),
    ],
)
def test_an_old_contract_is_not_judged_by_a_later_law(facts, code):
    codes = {said[0] for said in told(on=D(2026, 11, 25), **facts)}
    assert codes & {"LC-21", "LC-37", "LC-59"} == ({code} if code else set())
