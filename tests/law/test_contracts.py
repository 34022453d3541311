"""劳动合同: the month for writing, 二倍工资, 试用期 and the ways in which a contract ends, by article."""

from datetime import date as D
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.law import rules
from casework.law.contracts import (
    ENDINGS,
    deemed_open_ended,
    double_wage_window,
    full_months,
    max_probation,
    written_contract_due,
)  # fmt: skip
from casework.law.tables import seed

FAR = D(2030, 1, 1)
DAYS = st.dates(D(2008, 1, 1), D(2026, 12, 31))
MONDAY_TO_FRIDAY, WORKDAYS = "paid-days", "working-days"


def run(name, **data):
    return rules.run(name, data, seed())


def double_wage(hired, as_of, signed=None, ended=None, wage="6000.00", part_month=MONDAY_TO_FRIDAY, fault=False):
    return run(
        "double-wage", hired=hired, signed=signed, ended=ended, as_of=as_of, monthly_wage=wage, part_month=part_month,
        worker_fault=fault,
    )  # fmt: skip


def articles(answer):
    return {basis for step in answer["steps"] for basis in step["basis"]}


@pytest.mark.parametrize(
    ("hired", "contract", "deemed"),
    [
        # LCL 10(2): within one month; LCL 14(3): a full year
        (D(2014, 8, 1), D(2014, 8, 31), D(2015, 8, 1)),
        (D(2020, 3, 22), D(2020, 4, 21), D(2021, 3, 22)),
        (D(2025, 1, 31), D(2025, 2, 27), D(2026, 1, 31)),
        (D(2024, 2, 29), D(2024, 3, 28), D(2025, 2, 28)),
    ],
)
def test_the_month_for_writing_and_the_year_after_which_the_contract_is_open_ended(hired, contract, deemed):
    assert (written_contract_due(hired), deemed_open_ended(hired)) == (contract, deemed)


@pytest.mark.parametrize(
    ("hired", "signed", "ended", "as_of", "window", "months", "basis"),
    [
        # Regs 6: from the day after the month is full, as the published cases read it
        (D(2014, 8, 1), None, None, FAR, (D(2014, 9, 1), D(2015, 7, 31)), 11, "第7条"),
        (D(2020, 3, 22), None, None, FAR, (D(2020, 4, 22), D(2021, 3, 21)), 11, "第7条"),
        # 11 months at most, also from a month end and from 29 February
        (D(2025, 1, 31), None, None, FAR, (D(2025, 2, 28), D(2026, 1, 30)), 11, "第7条"),
        (D(2024, 2, 29), None, None, FAR, (D(2024, 3, 29), D(2025, 2, 27)), 11, "第7条"),
        # Regs 6: to the day before signing
        (D(2025, 3, 10), D(2025, 6, 10), None, FAR, (D(2025, 4, 10), D(2025, 6, 9)), 2, "第6条"),
        (D(2025, 3, 10), D(2025, 4, 11), None, FAR, (D(2025, 4, 10), D(2025, 4, 10)), 0, "第6条"),
        # signed on the last day of the month, or on the day after: nothing
        (D(2025, 3, 10), D(2025, 4, 9), None, FAR, (D(2025, 4, 10), D(2025, 4, 8)), 0, "第6条"),
        (D(2025, 3, 10), D(2025, 4, 10), None, FAR, (D(2025, 4, 10), D(2025, 4, 9)), 0, "第6条"),
        # signed only after the year: the year decides
        (D(2025, 3, 10), D(2026, 5, 1), None, FAR, (D(2025, 4, 10), D(2026, 3, 9)), 11, "第7条"),
        # LCL 82(1): to the last day of work, or as of today
        (D(2025, 3, 10), None, D(2025, 5, 9), FAR, (D(2025, 4, 10), D(2025, 5, 9)), 1, "第82条第1款"),
        (D(2025, 3, 10), None, None, D(2025, 5, 8), (D(2025, 4, 10), D(2025, 5, 8)), 0, "第82条第1款"),
    ],
)
def test_the_window_of_the_double_wage(hired, signed, ended, as_of, window, months, basis):
    assert double_wage_window(hired, signed, ended, as_of) == window
    days = [on and on.isoformat() for on in (hired, as_of, signed, ended)]
    answer = double_wage(*days)
    found = answer["result"]
    assert (found["from"], found["to"]) == tuple(day.isoformat() for day in window)
    assert found["months"] == months
    assert any(article.endswith(basis) for article in articles(answer))
    assert (found["amount"] == "0.00") == (window[1] < window[0])


@pytest.mark.parametrize(
    ("as_of", "part_month", "months", "days", "amount"),
    [
        # 法释〔2025〕12号 6: hired 2025-03-10, so from 04-10; the rest begins on the 10th
        ("2025-09-09", MONDAY_TO_FRIDAY, 5, 0, "30000.00"),
        ("2025-09-10", MONDAY_TO_FRIDAY, 5, 1, "30275.86"),
        ("2025-09-14", MONDAY_TO_FRIDAY, 5, 3, "30827.59"),  # Wed to Fri; Sat and Sun add nothing
        ("2025-09-30", MONDAY_TO_FRIDAY, 5, 15, "34137.93"),
        ("2025-09-30", WORKDAYS, 5, 16, "34413.79"),  # and the make-up Sunday 09-28
        ("2025-10-09", MONDAY_TO_FRIDAY, 6, 0, "36000.00"),
        ("2025-05-05", MONDAY_TO_FRIDAY, 0, 18, "4965.52"),  # statutory holidays are paid days
        ("2025-05-05", WORKDAYS, 0, 16, "4413.79"),  # 05-01, 02 and 05 off, 04-27 made up
    ],
)
def test_a_part_of_a_month_is_counted_by_its_days(as_of, part_month, months, days, amount):
    found = double_wage("2025-03-10", as_of, part_month=part_month)["result"]
    assert (found["months"], found["extra_days"], found["amount"]) == (months, days, amount)
    assert found["payable"] == amount


def test_the_sheet_tells_every_line_with_its_article():
    second = "《最高人民法院关于审理劳动争议案件适用法律问题的解释（二）》"
    conversion = "《关于职工全年月平均工作时间和工资折算问题的通知》（人社部发〔2025〕2号）"
    signed = double_wage("2025-03-10", "2026-01-01", signed="2025-06-30")
    begun = (
        "2025年3月10日用工，满一个月的次日2025年4月10日起算",
        "《劳动合同法》第82条第1款《劳动合同法实施条例》第6条",
    )
    assert [(step["text"], "".join(step["basis"])) for step in signed["steps"]] == [
        begun,
        ("至2025年6月29日（补订书面劳动合同的前一日）", "《劳动合同法实施条例》第6条"),
        ("满月的 2 个月", second + "第6条"),
        ("不满月的2025年6月10日至2025年6月29日：周一至周五 14 天，÷ 21.75", second + "第6条" + conversion),
        ("6,000.00 ×（2 + 14 ÷ 21.75）= 15,862.07 元", "《劳动合同法》第82条第1款"),
    ]
    year = double_wage("2025-03-10", "2026-08-01")
    assert [(step["text"], "".join(step["basis"])) for step in year["steps"]] == [
        begun,
        (
            "至2026年3月9日（满一年的前一日）；自2026年3月10日起视为已订立无固定期限劳动合同，不再支付二倍工资",
            "《劳动合同法实施条例》第7条《劳动合同法》第14条第3款" + second + "第9条",
        ),
        ("满月的 11 个月", second + "第6条"),
        ("6,000.00 ×（11 + 0 ÷ 21.75）= 66,000.00 元", "《劳动合同法》第82条第1款"),
    ]
    ended = double_wage("2025-03-10", "2026-08-01", ended="2025-05-09")["steps"][1]
    assert ended["text"] == "至2025年5月9日（劳动关系结束之日）"
    assert double_wage("2025-03-10", "2025-05-09")["steps"][1]["text"] == "计算至2025年5月9日，尚未订立书面劳动合同"


def test_nothing_is_payable_where_the_worker_would_not_sign():
    answer = double_wage("2025-03-10", "2025-09-09", fault=True)
    assert (answer["result"]["amount"], answer["result"]["payable"]) == ("30000.00", "0.00")
    assert "《最高人民法院关于审理劳动争议案件适用法律问题的解释（二）》第7条" in articles(answer)


def test_the_limitation_of_the_double_wage_is_a_warning_and_not_a_sum():
    assert any("仲裁时效" in warning for warning in double_wage("2025-03-10", "2026-11-01")["warnings"])
    assert not double_wage("2025-03-10", "2025-04-01")["warnings"]


def test_working_days_of_an_unpublished_year_are_provisional():
    assert any(
        "暂定" in warning for warning in double_wage("2026-09-10", "2027-01-05", part_month=WORKDAYS)["warnings"]
    )
    assert not any("暂定" in warning for warning in double_wage("2026-09-10", "2027-01-05")["warnings"])


def test_a_rest_of_more_than_21_75_days_is_pointed_out():
    answer = double_wage("2025-06-01", "2025-07-30")
    assert answer["result"]["extra_days"] == 22
    assert any("折算超过一个月" in warning for warning in answer["warnings"])


def test_work_that_began_before_the_law_is_not_calculated():
    answer = double_wage("2007-06-01", "2008-12-31")
    assert answer["result"]["amount"] == answer["result"]["payable"] == "unknown"
    assert "法制审核" in answer["warnings"][0]


@pytest.mark.parametrize("wrong", [{"ended": "2025-03-09"}, {"as_of": "2025-03-09"}])
def test_no_day_lies_before_the_first_day_of_work(wrong):
    with pytest.raises(rules.BadInput) as bad:
        double_wage(**({"hired": "2025-03-10", "as_of": "2025-09-30"} | wrong))
    assert set(bad.value.errors) == set(wrong)


@given(DAYS, st.integers(0, 900))
def test_the_double_wage_never_covers_more_than_eleven_months(hired, days):
    first, last = double_wage_window(hired, None, None, hired + timedelta(days=days))
    assert last < deemed_open_ended(hired)
    if last >= first:
        months, rest = full_months(hired, first, last)
        assert 0 <= months <= 11
        assert first <= rest <= last + timedelta(days=1)
        assert (last - rest).days < 31
        assert months < 11 or rest == deemed_open_ended(hired)


@given(DAYS, st.integers(0, 500), st.integers(0, 500))
def test_a_later_signature_never_shortens_the_window(hired, a, b):
    early, late = (hired + timedelta(days=n) for n in sorted((a, b)))
    assert double_wage_window(hired, early, None, FAR)[1] <= double_wage_window(hired, late, None, FAR)[1]


@pytest.mark.parametrize(
    ("term", "start", "end", "months"),
    [
        # LCL 19: the last day of the term is counted
        ("fixed", D(2025, 1, 1), D(2025, 3, 30), 0),
        ("fixed", D(2025, 1, 1), D(2025, 3, 31), 1),  # exactly 3 months
        ("fixed", D(2025, 1, 1), D(2025, 12, 30), 1),
        ("fixed", D(2025, 1, 1), D(2025, 12, 31), 2),  # exactly 1 year
        ("fixed", D(2025, 1, 1), D(2027, 12, 30), 2),
        ("fixed", D(2025, 1, 1), D(2027, 12, 31), 6),  # exactly 3 years
        ("fixed", D(2024, 2, 29), D(2025, 2, 26), 1),
        ("fixed", D(2024, 2, 29), D(2025, 2, 27), 2),
        ("fixed", D(2024, 11, 30), D(2025, 2, 27), 1),  # no 30 February
        ("open", D(2025, 1, 1), None, 6),
        ("task", D(2025, 1, 1), None, 0),
        ("task", D(2025, 1, 1), D(2029, 1, 1), 0),
    ],
)
def test_the_longest_probation(term, start, end, months):
    assert max_probation(term, start, end) == months


def probation(**facts):
    normal = {
        "term": "fixed", "start": "2025-01-01", "end": "2025-12-31", "probation_months": 2, "served_months": 2,
        "probation_wage": "4800.00", "agreed_wage": "6000.00", "minimum_wage": "2490.00",
    }  # fmt: skip
    return run("probation", **(normal | facts))


@pytest.mark.parametrize(
    ("facts", "excess", "compensation", "findings"),
    [
        ({}, 0, "0.00", []),
        # LCL 19, 83: agreed too long; only what was served is compensated, at the wage after probation
        ({"probation_months": 3, "served_months": 3}, 1, "6000.00", [("LC-21", "error")]),
        ({"probation_months": 3, "served_months": 2}, 0, "0.00", [("LC-21", "error")]),
        ({"probation_months": 6, "served_months": "3.5"}, "1.5", "9000.00", [("LC-21", "error")]),
        ({"term": "task", "probation_months": 1, "served_months": 1}, 1, "6000.00", [("LC-21", "error")]),
        ({"term": "open", "end": None, "probation_months": 6, "served_months": 6}, 0, "0.00", []),
        # LCL 19(4): nothing but probation
        ({"end": "2025-02-28"}, 2, "12000.00", [("LC-21", "error"), ("LC-22", "error")]),
        # LCL 20, Regs 15: exactly 80 % is enough, exactly the minimum wage too
        ({"probation_wage": "4799.99"}, 0, "0.00", [("LC-23", "warn")]),
        ({"probation_wage": "2490.00", "agreed_wage": "3000.00"}, 0, "0.00", []),
        ({"probation_wage": "2489.99", "agreed_wage": "3000.00"}, 0, "0.00", [("LC-23", "error")]),
        ({"probation_wage": "2489.99"}, 0, "0.00", [("LC-23", "error"), ("LC-23", "warn")]),
    ],
)
def test_probation(facts, excess, compensation, findings):
    answer = probation(**facts)
    found = answer["result"]
    assert (found["excess_months"], found["compensation"]) == (excess, compensation)
    assert [(finding["code"], finding["weight"]) for finding in found["findings"]] == findings
    assert all(finding["basis"] for finding in found["findings"])
    assert not answer["warnings"]


def test_without_the_minimum_wage_nothing_is_said_about_it():
    answer = probation(minimum_wage=None, probation_wage="1000.00", agreed_wage="1000.00")
    assert not answer["result"]["findings"]
    assert "最低工资标准" in answer["warnings"][0]


@pytest.mark.parametrize(
    ("facts", "field"), [({"end": None}, "end"), ({"end": "2024-12-31"}, "end"), ({"term": "seasonal"}, "term")]
)
def test_a_probation_that_cannot_be_calculated(facts, field):
    with pytest.raises(rules.BadInput) as bad:
        probation(**facts)
    assert set(bad.value.errors) == {field}


@given(st.integers(0, 2000), st.integers(0, 2000))
def test_a_longer_contract_never_has_a_shorter_probation(a, b):
    start = D(2024, 2, 29)
    short, long = (max_probation("fixed", start, start + timedelta(days=n)) for n in sorted((a, b)))
    assert short <= long


@pytest.mark.parametrize(
    ("code", "first", "severance", "notice"),
    [
        ("T36E", "《劳动合同法》第36条", True, None),
        ("T36W", "《劳动合同法》第36条", False, None),
        ("T37", "《劳动合同法》第37条", False, 30),
        ("T37P", "《劳动合同法》第37条", False, 3),
        *((f"T38-{n}", f"《劳动合同法》第38条第1款第{n}项", True, None) for n in range(1, 7)),
        ("T38-7", "《劳动合同法》第38条第2款", True, None),
        *((f"T39-{n}", f"《劳动合同法》第39条第{n}项", False, None) for n in range(1, 7)),
        *((f"T40-{n}", f"《劳动合同法》第40条第{n}项", True, 30) for n in range(1, 4)),
        ("T41", "《劳动合同法》第41条第1款", True, 30),
        ("E44-1", "《劳动合同法》第44条第1项", True, None),
        ("E44-2", "《劳动合同法》第44条第2项", False, None),
        ("E44-3", "《劳动合同法》第44条第3项", False, None),
        ("E44-4", "《劳动合同法》第44条第4项", True, None),
        ("E44-5", "《劳动合同法》第44条第5项", True, None),
        ("E44-6", "《劳动合同法》第44条第6项", "unknown", None),
        ("ETASK", "《劳动合同法实施条例》第22条", True, None),
        ("R05", "《劳动合同法实施条例》第5条", False, None),
        ("R06", "《劳动合同法实施条例》第6条", True, None),
        ("PT71", "《劳动合同法》第71条", False, None),
    ],
)
def test_each_ending_has_its_article_notice_and_severance(code, first, severance, notice):
    ending = ENDINGS[code]
    assert (ending.code, str(ending.basis[0]), ending.severance, ending.notice) == (code, first, severance, notice)
    assert ending.pay_in_lieu == code.startswith("T40-")


def test_no_ending_is_forgotten():
    assert len(ENDINGS) == 31
    # LCL 46 names why severance is due, but for the endings of the regulation
    due = {code for code, ending in ENDINGS.items() if ending.severance is True}
    assert {code for code in due if ENDINGS[code].basis[-1].article == 46} == due - {"ETASK", "R06"}


def test_the_sum_is_rounded_once():
    # 1 fen × (5 + 15 ÷ 21.75) = 5.69 fen
    assert double_wage("2025-03-10", "2025-09-30", wage="0.01")["result"]["amount"] == "0.06"


def test_the_item_of_article_46_that_makes_severance_due():
    items = {code: ending.basis[-1].item for code, ending in ENDINGS.items() if ending.basis[-1].article == 46}
    expected = {"T36E": 2, "T41": 4, "E44-1": 5, "E44-4": 6, "E44-5": 6}
    expected |= {f"T38-{n}": 1 for n in range(1, 8)} | {f"T40-{n}": 3 for n in range(1, 4)}
    assert items == expected


def test_probation_names_its_articles():
    answer = probation(end="2025-02-28", probation_wage="2000.00")
    assert [step["basis"] for step in answer["steps"]] == [["《劳动合同法》第19条"]] * 2 + [["《劳动合同法》第83条"]]
    pay = ["《劳动合同法》第20条", "《劳动合同法实施条例》第15条"]
    assert [finding["basis"] for finding in answer["result"]["findings"]] == [
        ["《劳动合同法》第19条"], ["《劳动合同法》第19条第4款"], pay, pay,
    ]  # fmt: skip


def test_one_day_is_a_rest_and_the_first_day_may_be_the_last():
    one = double_wage("2025-03-10", "2025-09-10")["steps"][3]["text"]
    assert one.startswith("不满月的2025年9月10日至2025年9月10日：周一至周五 1 天")
    assert double_wage("2025-03-10", "2025-03-10", ended="2025-03-10")["result"]["amount"] == "0.00"
