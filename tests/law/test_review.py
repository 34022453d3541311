"""合同体检: one contract in, findings out; each row names the article that the finding rests on."""

from datetime import date as D
from types import SimpleNamespace

import pytest

from casework.law.contracts import MANDATORY, ROSTER, Facts, dispatch_share_finding, review, unchecked
from casework.law.tables import seed

ON = D(2026, 11, 2)
CIXI = "330282"
WAGES = seed().overlay([
    SimpleNamespace(table="minimum_wage_tier", key=CIXI, from_on=D(2024, 1, 1), value={"tier": 2}, source="演示数据"),
])
CHANGED = dict(hired=D(2026, 1, 5), signed=D(2026, 1, 5), start=D(2026, 1, 5), end=D(2028, 12, 31), term="fixed", wage=600_000)


def codes(tables=WAGES, **facts):
    return [(f.code, f.weight) for f in review(Facts(**({"on": ON, "place": CIXI} | facts)), tables)]


def test_a_good_contract_has_no_findings():
    assert codes(**CHANGED, clauses=frozenset(MANDATORY), roster=frozenset(ROSTER), copy_given=True, birth=D(1990, 1, 1)) == []


@pytest.mark.parametrize(
    ("facts", "expected", "article"),
    [
        # 劳动合同法 10、82: the month is over on 2026-10-31; on its last day nothing is wrong
        (dict(hired=D(2026, 10, 1)), [("LC-05", "error")], "第82条第1款"),
        (dict(hired=D(2026, 10, 1), on=D(2026, 10, 31)), [], ""),
        (dict(hired=D(2026, 10, 1), on=D(2026, 11, 1)), [("LC-05", "error")], "第10条第2款"),
        (dict(hired=D(2026, 10, 1), ended=D(2026, 10, 20)), [], ""),
        # 14(3), 实施条例 7: a full year
        (dict(hired=D(2025, 11, 3)), [("LC-05", "error")], "第82条第1款"),
        (dict(hired=D(2025, 11, 2)), [("LC-08", "error")], "第14条第3款"),
        # 97(2): before the law
        (dict(hired=D(2006, 5, 1)), [("LC-02", "error")], "第97条第2款"),
        # 实施条例 6: signed late
        (dict(hired=D(2026, 3, 10), signed=D(2026, 4, 9)), [], ""),
        (dict(hired=D(2026, 3, 10), signed=D(2026, 6, 10)), [("LC-05", "warn")], "第6条"),
        (dict(hired=D(2026, 3, 10), signed=D(2026, 6, 10), renewal=True), [], ""),
        # 69: part-time needs no paper
        (dict(hired=D(2025, 1, 1), form="part-time"), [], ""),
        # 17, 58, 实施条例 8, 16, 9
        (dict(clauses=frozenset(MANDATORY) - {"insurance"}), [("LC-16", "error")], "第17条第1款第7项"),
        (dict(roster=frozenset(ROSTER) - {"household"}), [("LC-18", "warn")], "第8条"),
        (dict(CHANGED, copy_given=False), [("LC-11", "error")], "第81条"),
        (dict(papers_withheld=True), [("LC-19", "error")], "第84条第1款"),
        (dict(taken=50_000), [("LC-19", "error")], "第84条第2款"),
        # 19, 20
        (dict(CHANGED, probation_months=2), [], ""),
        (dict(CHANGED, probation_months=3), [("LC-21", "error")], "第19条"),
        (dict(CHANGED, probation_months=1, earlier_probation=True), [("LC-22", "error")], "第19条第2款"),
        (dict(CHANGED, probation_months=1, probation_wage=479_999), [("LC-23", "warn")], "第20条"),
        (dict(CHANGED, wage=250_000, probation_months=1, probation_wage=225_999), [("LC-23", "error")], "第20条"),
        # 14(2): ten years, two fixed terms
        (dict(CHANGED, service_from=D(2016, 1, 5)), [("LC-13", "warn")], "第14条第2款第1项"),
        (dict(CHANGED, service_from=D(2016, 1, 6)), [], ""),
        (dict(CHANGED, service_from=D(2016, 1, 5), wants_fixed=True), [], ""),
        (dict(CHANGED, fixed_terms=3), [("LC-13", "warn")], "第14条第2款第3项"),
        (dict(CHANGED, fixed_terms=2), [("LC-13", "info")], "第14条第2款第3项"),
        # 法释〔2025〕12号 11: a month after the end, and only since 2025-09-01
        (dict(CHANGED, end=D(2026, 10, 2)), [("LC-15", "warn")], "第44条第1项"),
        (dict(CHANGED, end=D(2026, 10, 1)), [("LC-15", "error")], "第11条"),
        (dict(CHANGED, hired=D(2024, 1, 5), signed=D(2024, 1, 5), end=D(2025, 6, 30), on=D(2025, 8, 31)),
         [("LC-15", "warn")], "第44条第1项"),
        (dict(CHANGED, end=D(2026, 10, 1), renewed=True), [], ""),
        # 最低工资规定 12: tier 2 is 2,260
        (dict(CHANGED, wage=226_000), [], ""),
        (dict(CHANGED, wage=225_999), [("LC-54", "error")], "第12条"),
        (dict(CHANGED, wage=236_000, excluded=10_001), [("LC-54", "error")], "第12条"),
        # 国务院关于职工工作时间的规定 3
        (dict(CHANGED, hours_day=8, hours_week=40), [], ""),
        (dict(CHANGED, hours_day=8, hours_week=48), [("LC-42", "warn")], "第3条"),
        # 68, 70, 72
        (dict(form="part-time", hours_day=4, hours_week=24, pay_cycle_days=15, hourly=2200), [], ""),
        (dict(form="part-time", hours_day=5), [("LC-63", "error")], "第68条"),
        (dict(form="part-time", hours_week=25), [("LC-63", "error")], "第68条"),
        (dict(form="part-time", pay_cycle_days=30), [("LC-63", "error")], "第72条"),
        (dict(form="part-time", probation_months=1), [("LC-63", "error")], "第70条"),
        (dict(form="part-time", hourly=2199), [("LC-63", "error")], "第72条第1款"),
        # 58, 66, 67
        (dict(CHANGED, form="dispatch", end=D(2028, 1, 4)), [], ""),
        (dict(CHANGED, form="dispatch", end=D(2028, 1, 3)), [("LC-17", "error")], "第58条第2款"),
        (dict(CHANGED, form="dispatch", term="open", end=None), [("LC-17", "error")], "第58条第2款"),
        (dict(CHANGED, form="dispatch", user_entity=False), [("LC-17", "error")], "第58条第1款"),
        (dict(CHANGED, form="dispatch", self_dispatch=True), [("LC-60", "error")], "第67条"),
        (dict(CHANGED, form="dispatch", post_kind="main"), [("LC-59", "error")], "第66条"),
        (dict(CHANGED, form="dispatch", post_kind="temporary", post_from=D(2026, 5, 2)), [], ""),
        (dict(CHANGED, form="dispatch", post_kind="temporary", post_from=D(2026, 5, 1)), [("LC-59", "error")], "第66条"),
        # 禁止使用童工规定 2, 劳动法 58
        (dict(CHANGED, birth=D(2010, 1, 6)), [("V14", "error")], "第2条"),
        (dict(CHANGED, birth=D(2010, 1, 5)), [("V16", "info")], "第58条第2款"),
        (dict(CHANGED, birth=D(2008, 11, 2)), [], ""),
        # 39(4): another full-time contract
        (dict(CHANGED, elsewhere=((D(2025, 1, 1), D(2026, 1, 5), "某公司"),)), [("T39-4", "warn")], "第39条第4项"),
        (dict(CHANGED, elsewhere=((D(2025, 1, 1), D(2026, 1, 4), "某公司"),)), [], ""),
        # 超龄劳动者 6, since 2026-07-01
        (dict(form="over-age", hired=D(2026, 7, 1)), [("LC-68", "error")], "第6条"),
        (dict(form="over-age", hired=D(2026, 6, 1), on=D(2026, 6, 30)), [], ""),
        # 超龄劳动者 9, 11: hours and minimum wage, since the same day
        (dict(form="over-age", signed=D(2026, 7, 1), wage=225_999), [("LC-54", "error")], "第11条"),
        (dict(form="over-age", signed=D(2026, 6, 1), wage=225_999, on=D(2026, 6, 30)), [], ""),
        (dict(form="over-age", signed=D(2026, 7, 1), hours_week=41), [("LC-42", "warn")], "第9条第1款"),
        (dict(form="over-age", signed=D(2026, 6, 1), hours_week=41, on=D(2026, 6, 30)), [], ""),
    ],
)
def test_what_a_contract_is_told(facts, expected, article):
    assert codes(**facts) == expected
    for finding in review(Facts(**({"on": ON, "place": CIXI} | facts)), WAGES):
        assert article in "".join(map(str, finding.basis)) and str(finding.message)


END = dict(CHANGED, ended=D(2026, 10, 30), certificate_on=D(2026, 10, 30), severance_paid=True)


@pytest.mark.parametrize(
    ("facts", "expected", "article"),
    [
        (dict(END, ground="T36E"), [], ""),
        # 42, 45: protected; 39 is still possible
        (dict(END, ground="T40-1", protected=frozenset({"medical"})), [("LC-26", "error")], "第42条第3项"),
        (dict(END, ground="T41", protected=frozenset({"maternity"})), [("LC-26", "error")], "第42条第4项"),
        (dict(END, ground="E44-1", protected=frozenset({"maternity"})), [("LC-26", "error")], "第45条"),
        (dict(END, ground="T39-2", protected=frozenset({"maternity"})), [], ""),
        (dict(END, ground="E44-1", protected=frozenset({"injury"})), [("LC-26", "warn")], "第42条第2项"),  # 45: 工伤保险的规定
        (dict(END, ground="E44-1", protected=frozenset({"injury", "medical"})), [("LC-26", "error")], "第42条第3项"),
        (dict(END, ground="T40-1", protected=frozenset({"injury"})), [("LC-26", "error")], "第42条第2项"),
        (dict(END, ground="E44-1"), [], ""),
        # LC-71: the agreement of the over-age ends without certificate and severance
        (dict(END, form="over-age", ground="T40-1", certificate_on=None, severance_paid=False, term=None), [], ""),
        # 37, 40: notice
        (dict(END, ground="T40-2", told_on=D(2026, 9, 30)), [], ""),
        (dict(END, ground="T40-2", told_on=D(2026, 10, 1)), [("LC-37", "warn")], "第40条第2项"),
        (dict(END, ground="T37", told_on=D(2026, 10, 1)), [("T37", "warn")], "第37条"),
        # 43
        (dict(END, ground="T39-2", union_told=False), [("LC-27", "warn")], "第43条"),
        (dict(END, ground="T40-3", told_on=D(2026, 9, 30), union_told=False), [("LC-27", "warn")], "第47条"),
        (dict(END, ground="T41", told_on=D(2026, 9, 30), union_told=False), [("LC-27", "warn")], "第43条"),
        (dict(END, ground="T37", union_told=False), [], ""),
        # 21, 37: only in probation, which ended on 2026-03-04
        (dict(END, ground="T39-1", probation_months=2), [("LC-25", "error")], "第21条"),
        (dict(END, ground="T39-1", probation_months=2, ended=D(2026, 3, 4)), [], ""),
        # 50, 46
        (dict(END, ground="T37", certificate_on=None), [("LC-29", "warn")], "第50条第1款"),
        (dict(END, ground="T36E", severance_paid=False), [("LC-31", "warn")], "第46条第2项"),
        (dict(END, ground="T36W", severance_paid=False), [], ""),
    ],
)
def test_how_a_contract_was_ended(facts, expected, article):
    assert codes(**facts) == expected
    for finding in review(Facts(**({"on": ON, "place": CIXI} | facts)), WAGES):
        assert article in "".join(map(str, finding.basis))


def test_without_a_figure_nothing_is_compared_and_that_is_told():
    facts = Facts(on=ON, place="330283", **(CHANGED | {"wage": 1}), birth=D(1960, 1, 1))
    assert review(facts, seed()) == []
    assert [str(m) for m in unchecked(facts, seed())] == [
        "当地最低工资标准尚未录入，没有比较工资是否低于最低工资；由人力社保局管理员录入",
        "法定退休年龄表尚未录入，没有判断是否超龄；由法制审核人员核对原文、管理员录入",
    ]


def test_a_table_of_ages_tells_who_is_over_age():
    ages = {"ages": [{"who": "man", "born_from": "1900-01-01", "months": 720}]}
    row = SimpleNamespace(table="retirement_age", key="*", from_on=D(2025, 1, 1), value=ages, source="演示数据")
    facts = dict(CHANGED, birth=D(1966, 11, 2), retires="man")
    assert codes(WAGES.overlay([row]), **facts) == [("LC-68", "warn")]
    assert codes(WAGES.overlay([row]), **facts | {"birth": D(1966, 11, 3)}) == []


@pytest.mark.parametrize(("contracted", "dispatched", "over"), [(90, 10, False), (89, 10, True), (0, 0, False), (0, 1, True)])
def test_a_tenth_of_all_may_be_dispatched(contracted, dispatched, over):
    finding = dispatch_share_finding(contracted, dispatched)  # 劳务派遣暂行规定 4
    assert bool(finding) is over
