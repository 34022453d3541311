"""经济补偿, 赔偿金, 代通知金: months, base and cap, by article."""

from datetime import date as D
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.law import rules
from casework.law.contracts import ENDINGS
from casework.law.severance import base, counted, months_of_pay, service_from
from casework.law.tables import seed

SERVICE = st.tuples(st.dates(D(2008, 1, 1), D(2026, 12, 31)), st.integers(0, 9000))
FEN = st.integers(0, 10**8)


def ask(rule, **facts):
    normal = {
        "hired": "2020-01-01", "ended": "2025-12-31", "ground": "T38-2", "average_wage": "8000.00",
        "local_average_monthly_wage": "9000.00", "previous_month_wage": "8500.00", "minimum_wage": "2490.00",
    }  # fmt: skip
    return rules.run(rule, normal | facts, seed())


def severance(**facts):
    return ask("severance", **facts)


def unlawful(**facts):
    return ask("unlawful-dismissal", **facts)


def told(answer):
    return [(step["text"], "".join(step["basis"]).replace("劳动合同法", "")) for step in answer["steps"]]


def articles(answer):
    return {basis for step in answer["steps"] for basis in step["basis"]}


@pytest.mark.parametrize(
    ("hired", "ended", "months"),
    [
        # LCL 47(1); the last day of work counts
        (D(2025, 1, 1), D(2025, 1, 1), "0.5"),
        (D(2025, 1, 1), D(2025, 6, 29), "0.5"),  # 5 months, 29 days
        (D(2025, 1, 2), D(2025, 7, 1), "1"),  # exactly 6 months
        (D(2025, 1, 1), D(2025, 6, 30), "1"),  # exactly 6 months
        (D(2025, 7, 1), D(2025, 12, 30), "0.5"),  # 5 months, 30 days
        (D(2025, 1, 1), D(2025, 12, 30), "1"),
        (D(2025, 1, 1), D(2025, 12, 31), "1"),  # exactly 1 year
        (D(2025, 1, 1), D(2026, 1, 1), "1.5"),  # 1 year, 1 day
        (D(2020, 1, 1), D(2025, 12, 31), "6"),
        (D(2020, 1, 1), D(2026, 6, 29), "6.5"),
        (D(2020, 1, 1), D(2026, 6, 30), "7"),
        # 民法典 202: no corresponding day, the last of the month
        (D(2025, 8, 31), D(2026, 2, 26), "0.5"),
        (D(2025, 8, 31), D(2026, 2, 27), "1"),
        (D(2025, 1, 31), D(2025, 7, 29), "0.5"),
        (D(2025, 1, 31), D(2025, 7, 30), "1"),
        (D(2024, 2, 29), D(2025, 2, 27), "1"),
        (D(2024, 2, 29), D(2028, 2, 28), "4"),  # a leap year has its 29th again
        (D(2024, 2, 29), D(2028, 2, 29), "4.5"),
    ],
)
def test_months_of_pay(hired, ended, months):
    assert months_of_pay(hired, ended) == Fraction(months)
    answer = severance(hired=hired.isoformat(), ended=ended.isoformat())
    assert answer["result"]["months"] == months
    assert "《劳动合同法》第47条第1款" in articles(answer)


@pytest.mark.parametrize(
    ("facts", "months", "paid_at", "capped", "amount", "basis"),
    [
        ({}, "6", "8000.00", False, "48000.00", "《劳动合同法》第47条第3款"),
        # LCL 47(2): exactly three times is not above it
        ({"average_wage": "27000.00"}, "6", "27000.00", False, "162000.00", "《劳动合同法》第47条第2款"),
        ({"average_wage": "27000.01"}, "6", "27000.00", True, "162000.00", "《劳动合同法》第47条第2款"),
        # 12 years only with the cap
        ({"hired": "2011-01-01"}, "15", "8000.00", False, "120000.00", "《劳动合同法》第47条第2款"),
        ({"hired": "2011-01-01", "average_wage": "30000.00"}, "12", "27000.00", True, "324000.00",
         "《劳动合同法》第47条第2款"),
        ({"hired": "2014-01-01", "average_wage": "30000.00"}, "12", "27000.00", True, "324000.00",
         "《劳动合同法》第47条第2款"),
        # Regs 27: the minimum wage is the floor
        ({"average_wage": "2000.00"}, "6", "2490.00", False, "14940.00", "《劳动合同法实施条例》第27条"),
        ({"average_wage": "2490.00"}, "6", "2490.00", False, "14940.00", "《劳动合同法》第47条第3款"),
        # half a month of an odd fen: half-up, once
        ({"hired": "2025-10-01", "average_wage": "3000.01"}, "0.5", "3000.01", False, "1500.01",
         "《劳动合同法》第47条第1款"),
    ],
)  # fmt: skip
def test_base_and_cap(facts, months, paid_at, capped, amount, basis):
    answer = severance(**facts)
    found = answer["result"]
    assert (found["months"], found["base"], found["capped"], found["amount"]) == (months, paid_at, capped, amount)
    assert found["due"] is True and "pre_2008" not in found
    assert basis in articles(answer)


def test_what_is_not_known_is_said_with_who_enters_it():
    answer = severance(local_average_monthly_wage=None, minimum_wage=None, average_wage="99999.00")
    assert (answer["result"]["capped"], answer["result"]["amount"]) == ("unknown", "599994.00")
    assert any("三倍上限未能核对" in w and "管理员录入" in w for w in answer["warnings"])
    assert any("最低工资" in w and "管理员录入" in w for w in answer["warnings"])
    assert any("加班工资是否计入" in w for w in answer["warnings"])


@pytest.mark.parametrize("ground", ENDINGS)
def test_the_ground_decides_whether_severance_is_due(ground):
    ending, found = ENDINGS[ground], severance(ground=ground)["result"]
    assert found["due"] == ending.severance
    assert found["amount"] == {True: "48000.00", False: "0.00", "unknown": "unknown"}[ending.severance]
    assert found["notice_pay"] == ("8500.00" if ground.startswith("T40-") else "0.00")


def test_expiry_has_its_exception():
    assert any("维持或者提高" in warning for warning in severance(ground="E44-1")["warnings"])


def test_notice_pay_is_the_wage_of_the_previous_month():
    assert "《劳动合同法实施条例》第20条" in articles(severance(ground="T40-1"))
    answer = severance(ground="T40-1", previous_month_wage=None)
    assert answer["result"]["notice_pay"] == "unknown"
    assert any("代通知金无法计算" in warning for warning in answer["warnings"])
    assert not any("代通知金" in warning for warning in severance(previous_month_wage=None)["warnings"])


@pytest.mark.parametrize(
    ("hired", "ended", "months", "twofold", "pre"),
    [
        # LCL 97(3): severance from 2008-01-01; Regs 25: 2N from hire
        ("2007-12-31", "2010-12-31", "3", "3.5", True),
        ("2008-01-01", "2010-12-31", "3", "3", False),
        ("2000-07-01", "2010-06-29", "2.5", "10", True),
        ("2000-07-01", "2010-06-30", "3", "10", True),
        ("2000-07-01", "2008-01-01", "0.5", "8", True),
    ],
)
def test_service_across_2008(hired, ended, months, twofold, pre):
    answer, double = severance(hired=hired, ended=ended), unlawful(hired=hired, ended=ended)
    assert answer["result"]["months"] == months
    assert answer["result"].get("pre_2008") == ("unknown" if pre else None)
    assert ("《劳动合同法》第97条第3款" in articles(answer)) == pre
    assert any("劳部发〔1994〕481号" in warning for warning in answer["warnings"]) == pre
    assert double["result"]["months"] == twofold
    assert "《劳动合同法实施条例》第25条" in articles(double)


@pytest.mark.parametrize(
    ("facts", "months", "amount"),
    [
        ({"ground": "T39-2"}, "6", "96000.00"),
        ({"ground": "T40-2"}, "6", "96000.00"),  # LC-37: no notice pay beside it
        ({"ground": "T39-2", "hired": "1999-01-01", "average_wage": "30000.00"}, "12", "648000.00"),
        ({"ground": "T39-2", "hired": "1999-01-01"}, "27", "432000.00"),
    ],
)
def test_unlawful_dismissal_costs_twice_the_severance(facts, months, amount):
    answer = unlawful(**facts)
    assert (answer["result"]["months"], answer["result"]["amount"]) == (months, amount)
    assert set(answer["result"]) == {"months", "base", "capped", "amount"}
    assert "《劳动合同法》第87条" in articles(answer)


def test_a_worker_who_left_was_not_dismissed():
    assert any("先认定" in warning for warning in unlawful(ground="T37")["warnings"])
    assert not any("先认定" in warning for warning in unlawful(ground="T39-2")["warnings"])


@pytest.mark.parametrize("rule", ["severance", "unlawful-dismissal"])
@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"ended": "2019-12-31"}, "ended"),
        ({"hired": "2001-01-01", "ended": "2007-12-31"}, "ended"),  # before the law
        ({"ground": "T99"}, "ground"),
        ({"average_wage": None}, "average_wage"),
        # the regulation holds since 2008-09-18
        ({"hired": "2008-01-01", "ended": "2008-09-17", "ground": "ETASK"}, "ground"),
        ({"hired": "2008-01-01", "ended": "2008-09-17", "ground": "R06"}, "ground"),
    ],
)
def test_what_cannot_be_calculated(rule, facts, field):
    with pytest.raises(rules.BadInput) as bad:
        ask(rule, **facts)
    assert set(bad.value.errors) == {field}


def test_a_ground_holds_from_the_day_of_its_text():
    assert severance(hired="2008-01-01", ended="2008-09-18", ground="ETASK")["result"]["due"] is True  # 实施条例 22
    assert severance(hired="2008-01-01", ended="2008-09-17", ground="E44-4")["result"]["due"] is True
    with pytest.raises(rules.BadInput) as bad:
        severance(hired="2008-01-01", ended="2008-09-17", ground="ETASK")
    assert str(bad.value.errors["ground"]) == "该事由依据的规定自2008年9月18日起施行，此前结束的劳动关系不适用"


def test_the_sheet_tells_every_line_with_its_article():
    across = severance(hired="2007-05-01", ended="2022-04-03", average_wage="30000.00", ground="T40-2")
    assert told(across) == [
        ("不能胜任工作，经培训或者调岗仍不能胜任：应当支付经济补偿", "《》第40条第2项《》第46条第3项"),
        ("2007年5月1日用工，经济补偿的年限自2008年1月1日起计算", "《》第97条第3款"),
        ("2008年1月1日至2022年4月3日：14 年 3 个月又 3 天，计 14.5 个月工资", "《》第47条第1款"),
        ("前十二个月平均工资（应得工资）30,000.00 元", "《》第47条第3款"),
        (
            "高于本地区上年度职工月平均工资 9,000.00 元的三倍，按三倍 27,000.00 元计算，年限最高十二年",
            "《》第47条第2款",
        ),
        ("14.5 个月减为十二个月", "《》第47条第2款"),
        ("经济补偿 = 12 个月 × 27,000.00 = 324,000.00 元", "《》第47条第1款"),
        (
            "未提前三十日书面通知的，额外支付一个月工资（代通知金）8,500.00 元；已提前通知的，不支付",
            "《》第40条《实施条例》第20条",
        ),
    ]
    assert told(unlawful(ground="T39-2", average_wage="2000.00")) == [
        ("用人单位所称事由：严重违反规章制度", "《》第39条第2项"),
        (
            "自用工之日2020年1月1日起计算，包括2008年以前的年限；支付赔偿金的，不再支付经济补偿和代通知金",
            "《》第87条《实施条例》第25条",
        ),
        ("2020年1月1日至2025年12月31日：6 年 0 个月又 0 天，计 6 个月工资", "《》第47条第1款"),
        ("前十二个月平均工资（应得工资）2,000.00 元", "《》第47条第3款"),
        ("低于最低工资标准，按最低工资标准 2,490.00 元计算", "《实施条例》第27条"),
        ("不高于本地区上年度职工月平均工资 9,000.00 元的三倍，不设上限", "《》第47条第2款"),
        ("赔偿金 = 2 × 6 个月 × 2,490.00 = 29,880.00 元", "《》第87条"),
    ]


def test_nothing_is_said_that_did_not_happen():
    twelve = severance(hired="2014-01-01", average_wage="30000.00")
    assert not any("减为十二个月" in text for text, _ in told(twelve))
    assert not any("最低工资" in text for text, _ in told(severance(average_wage="2490.00")))
    assert told(severance(ground="T39-2"))[0] == ("严重违反规章制度：不支付经济补偿", "《》第39条第2项《》第46条")
    assert [w for w in severance()["warnings"] if "加班工资" not in w] == []
    assert any("认定；本项不作计算" in w for w in severance(ground="E44-6")["warnings"])
    assert any(w.endswith("（《劳动合同法》第46条第5项）") for w in severance(ground="E44-1")["warnings"])


@given(SERVICE, st.integers(0, 400))
def test_months_grow_with_service(service, more):
    hired, days = service
    ended = hired + timedelta(days=days)
    assert months_of_pay(hired, ended) <= months_of_pay(hired, ended + timedelta(days=more))
    assert months_of_pay(hired + timedelta(days=min(more, days)), ended) <= months_of_pay(hired, ended) + Fraction(1, 2)


@given(SERVICE)
def test_months_are_halves_near_the_years(service):
    hired, days = service
    months = months_of_pay(hired, hired + timedelta(days=days))
    assert (2 * months).denominator == 1
    assert Fraction(days + 1, 366) - Fraction(1, 100) <= months <= Fraction(days + 1, 365) + Fraction(51, 100)


@given(FEN, FEN, FEN, st.integers(1, 60))
def test_never_above_the_cap_never_below_the_floor(average, local, minimum, halves):
    pay, months = base(average, local, minimum), Fraction(halves, 2)
    assert pay.fen <= 3 * local
    assert pay.fen >= min(max(average, minimum), 3 * local)
    assert pay.capped is (max(average, minimum) > 3 * local)
    assert counted(months, pay.capped) <= (12 if pay.capped else months)
    assert counted(months, "unknown") == months


@given(st.dates(D(2008, 1, 1), D(2020, 1, 1)), st.integers(0, 3000), FEN, FEN)
def test_2n_is_twice_n(hired, days, average, local):
    written = {"hired": hired.isoformat(), "ended": (hired + timedelta(days=days)).isoformat(), "ground": "T38-2"}
    money = {"average_wage": rules.plain(average), "local_average_monthly_wage": rules.plain(local)}
    one, two = severance(**written, **money)["result"], unlawful(**written, **money)["result"]
    assert (one["months"], one["base"], one["capped"]) == (two["months"], two["base"], two["capped"])
    exact = Fraction(two["amount"])
    assert Fraction(one["months"]) * Fraction(one["base"]) * 2 == exact
    assert Fraction(one["amount"]) * 2 - exact in {0, Fraction(1, 100)}


@given(st.dates(D(2008, 1, 1), D(2015, 1, 1)), st.integers(0, 3000), st.integers(1, 400), FEN)
def test_n_never_falls_as_service_grows(hired, days, more, average):  # 第47条: one base below the cap, one era
    def amount(days):
        ended = (hired + timedelta(days=days)).isoformat()
        wage = rules.plain(average)
        return severance(hired=hired.isoformat(), ended=ended, ground="T38-2", average_wage=wage, local_average_monthly_wage=wage,
                         minimum_wage=None)["result"]["amount"]  # fmt: skip

    assert Fraction(amount(days)) <= Fraction(amount(days + more))


@pytest.mark.parametrize(
    ("moved", "start"),
    [
        ((), D(2020, 3, 1)),
        (((D(2015, 3, 1), True, False),), D(2015, 3, 1)),
        (((D(2015, 3, 1), False, False),), D(2020, 3, 1)),
        (((D(2015, 3, 1), True, True),), D(2020, 3, 1)),
        (((D(2015, 3, 1), True, False), (D(2010, 3, 1), True, True)), D(2015, 3, 1)),
        (((D(2015, 3, 1), False, False), (D(2010, 3, 1), True, False)), D(2020, 3, 1)),
    ],
)
def test_service_with_an_earlier_employer(moved, start):  # 实施条例第10条, 法释〔2020〕26号第46条
    assert service_from(D(2020, 3, 1), moved) == start
