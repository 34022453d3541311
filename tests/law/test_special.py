"""劳务派遣, 非全日制, 超龄, 未成年 (LC-17, LC-42, LC-59 to LC-71, V14, V16): one day or one person before, on and after."""

from datetime import date as D
from fractions import Fraction

import pytest

from casework.law.contracts import Facts, openended, people, special
from casework.law.pay import comparable_wage
from casework.law.rules import UNKNOWN
from casework.law.tables import seed
from tests.law.test_gaps import row

ON = D(2026, 11, 25)


@pytest.mark.parametrize(
    ("end", "enough"), [(D(2028, 1, 3), False), (D(2028, 1, 4), True), (D(2028, 1, 5), True)]
)
def test_two_years_of_a_dispatched_contract(end, enough):  # 劳动合同法 58(2), from 2026-01-05
    assert special.dispatch_term_long_enough(D(2026, 1, 5), end) is enough


@pytest.mark.parametrize(
    ("contracted", "dispatched", "over"), [(90, 10, False), (90, 11, True), (89, 10, True), (91, 10, False), (0, 0, False), (0, 1, True)]
)
def test_a_tenth_of_all(contracted, dispatched, over):  # 劳务派遣暂行规定 4
    assert special.dispatch_share_exceeded(contracted, dispatched) is over
    finding = special.dispatch_share_finding(contracted, dispatched)
    assert (finding is not None) is over
    if over:
        assert f"{dispatched} 人，超过用工总量 {contracted + dispatched} 人" in str(finding.message)


@pytest.mark.parametrize(
    ("kind", "since", "until", "lawful"),
    [
        # 劳动合同法 66(2)
        ("temporary", D(2026, 5, 25), ON, True),
        ("temporary", D(2026, 5, 24), ON, False),
        ("temporary", None, ON, True),
        ("temporary", D(2020, 1, 1), None, True),
        ("auxiliary", D(2020, 1, 1), ON, True),
        ("substitute", D(2020, 1, 1), ON, True),
        ("main", None, None, False),
    ],
)
def test_the_posts_of_dispatch(kind, since, until, lawful):
    assert special.dispatch_post_lawful(kind, since, until) is lawful


@pytest.mark.parametrize(
    ("facts", "broken"),
    [
        ({}, []),
        ({"licensed": True, "capital": 2_000_000_00, "own": False, "part_time": False}, []),
        ({"licensed": False}, ["license"]),
        ({"capital": 1_999_999_99}, ["capital"]),
        ({"own": True, "part_time": True}, ["own", "part-time"]),
    ],
)
def test_who_may_dispatch(facts, broken):  # 劳动合同法 57, 67; 实施条例 30
    assert special.dispatch_unlawful(**facts) == broken


@pytest.mark.parametrize(
    ("facts", "broken"),
    [
        ({}, []),
        ({"hours_day": 4, "hours_week": 24, "pay_days": 15, "probation": 0}, []),
        ({"hours_day": Fraction("4.5")}, ["hours_day"]),
        ({"hours_week": 25}, ["hours_week"]),
        ({"pay_days": 16}, ["pay_days"]),
        ({"probation": 1}, ["probation"]),
    ],
)
def test_part_time(facts, broken):  # 劳动合同法 68, 70, 72
    assert special.part_time_broken(**facts) == broken


@pytest.mark.parametrize(
    ("day", "week", "over"),
    [(8, 40, False), (9, 40, True), (8, 41, True), (None, 40, False), (None, 41, True), (9, None, True), (None, None, False)],
)
def test_eight_and_forty_hours(day, week, over):  # 国务院关于职工工作时间的规定 3
    assert special.hours_exceeded(day, week) is over


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        (dict(hours_day=9), "约定的工作时间超过每日 8 小时或者每周 40 小时（每日 9，每周 0）"),
        (dict(hours_day=Fraction("8.5"), hours_week=42), "约定的工作时间超过每日 8 小时或者每周 40 小时（每日 8.5，每周 42）"),
        (dict(hours_week=41), "约定的工作时间超过每日 8 小时或者每周 40 小时（每日 0，每周 41）"),
    ],
)
def test_the_hours_are_said(facts, message):
    assert [str(f.message) for f in special.hours_findings(Facts(on=ON, **facts))] == [message]


@pytest.mark.parametrize(
    ("kind", "message"), [("temporary", "临时性岗位已超过六个月"), ("main", "劳务派遣只能在临时性、辅助性或者替代性的岗位上实施")]
)
def test_why_a_post_is_not_for_dispatch(kind, message):
    found = special.dispatch_findings(Facts(on=ON, form="dispatch", term="fixed", post_kind=kind, post_from=D(2026, 1, 1)))
    assert [str(f.message) for f in found] == [message]


def test_the_over_age_have_their_own_text_since_july_2026():  # 令第56号 24
    assert not special.over_age_agreement_needed(D(2026, 6, 30)) and special.over_age_agreement_needed(D(2026, 7, 1))


@pytest.mark.parametrize(
    ("matter", "forum"),
    [("pay", "arbitration"), ("rest", "arbitration"), ("safety", "arbitration"), ("injury", "arbitration"), ("severance", "court"),
     ("term", "court")],
)  # fmt: skip
def test_where_the_over_age_go(matter, forum):  # 19
    assert special.over_age_forum(matter) == forum


@pytest.mark.parametrize(
    ("article", "ours"), [((9, 2), True), ((9, 1), False), ((11, None), True), ((12, None), True), ((10, None), False), ((13, None), False)]
)
def test_what_the_inspection_takes_up_for_them(article, ours):  # 20
    assert special.over_age_inspected(article) is ours


def test_what_they_cannot_claim():  # 8: nothing is said of it
    assert special.over_age_claims() == {"severance": False, "double-wage": False, "open-ended": False}


AGES = {"ages": [{"who": "man", "born_from": "1900-01-01", "months": 720}, {"who": "man", "born_from": "1970-01-01", "months": 750},
                 {"who": "woman-50", "born_from": "1900-01-01", "months": 600}]}  # fmt: skip  # invented


@pytest.mark.parametrize(
    ("birth", "who", "day"),
    [
        (D(1969, 12, 31), "man", D(2029, 12, 31)),
        (D(1970, 1, 1), "man", D(2032, 7, 1)),
        (D(1980, 2, 29), "woman-50", D(2030, 2, 28)),
        (D(1980, 1, 1), "woman-55", UNKNOWN),
    ],
)
def test_the_day_of_retirement_by_the_table(birth, who, day):  # 实施条例 21
    tables = seed().overlay([row("retirement_age", AGES, key="*", on=D(2025, 1, 1))])
    assert people.retirement(birth, who, tables, ON) == day
    assert people.retirement(birth, who, tables, D(2024, 12, 31)) == people.retirement(birth, who, seed(), ON) == UNKNOWN


@pytest.mark.parametrize(
    ("on", "child", "juvenile"),
    [(D(2026, 3, 1), True, False), (D(2026, 3, 2), False, True), (D(2028, 3, 1), False, True), (D(2028, 3, 2), False, False)],
)
def test_sixteen_and_eighteen(on, child, juvenile):  # 禁止使用童工规定 2, 劳动法 58(2): born 2010-03-02
    assert (people.is_child(D(2010, 3, 2), on), people.is_juvenile(D(2010, 3, 2), on)) == (child, juvenile)


@pytest.mark.parametrize("kind", ["overtime", "shift", "temperature", "underground", "toxic", "welfare"])
def test_what_does_not_count_beside_the_minimum_wage(kind):  # 最低工资规定 12
    assert comparable_wage({"basic": 2_000_00, kind: 900_00, "bonus": 1}) == 2_000_01


def told(module, **facts):
    known = dict(on=ON, hired=D(2026, 1, 5), signed=D(2026, 1, 5), start=D(2026, 1, 5), end=D(2028, 12, 31), term="fixed") | facts
    return [(f.code, f.weight, f.about) for f in module.findings(Facts(**known))]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        # 劳动合同法 14(2): the day on which this contract begins decides
        (dict(service_from=D(2016, 1, 5)), [("LC-13", "warn", "term")]),
        (dict(service_from=D(2016, 1, 6)), []),
        (dict(service_from=D(2016, 1, 5), start=None), [("LC-13", "warn", "term")]),  # signed on that day
        (dict(service_from=D(1990, 1, 1), start=D(2007, 12, 31), signed=D(2007, 12, 31)), []),  # before the law
        (dict(service_from=D(1990, 1, 1), start=D(2008, 1, 1), signed=D(2008, 1, 1)), [("LC-13", "warn", "term")]),
        (dict(service_from=D(2016, 1, 5), form="dispatch"), []),  # 58(2) asks for two years
        (dict(service_from=D(2016, 1, 5), signed=None), []),
        (dict(service_from=D(2016, 1, 5), term="open"), []),
        (dict(service_from=D(2016, 1, 5), wants_fixed=True), []),
        (dict(hired=None, service_from=D(2016, 1, 5)), []),
        (dict(form="part-time", service_from=D(2016, 1, 5)), []),
        (dict(fixed_terms=1), []),
        (dict(fixed_terms=2), [("LC-13", "info", "term")]),
        (dict(fixed_terms=2, ended=ON), []),
        (dict(fixed_terms=3), [("LC-13", "warn", "term")]),
        (dict(fixed_terms=3, ended=ON), [("LC-13", "warn", "term")]),
        # 法释〔2025〕12号 11
        (dict(end=ON), []),
        (dict(end=D(2026, 11, 24)), [("LC-15", "warn", "end")]),
        (dict(end=D(2026, 10, 25)), [("LC-15", "warn", "end")]),
        (dict(end=D(2026, 10, 24)), [("LC-15", "error", "end")]),
        (dict(end=D(2026, 10, 24), ended=D(2026, 10, 24)), []),
        (dict(end=D(2026, 10, 24), renewed=True), []),
    ],
)
def test_when_the_contract_should_be_open_ended(facts, expected):
    assert told(openended, **facts) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (dict(birth=D(2010, 1, 6)), [("V14", "error", "birth")]),
        (dict(birth=D(2010, 1, 5)), [("V16", "info", "birth")]),
        (dict(birth=D(2008, 11, 26)), [("V16", "info", "birth")]),
        (dict(birth=D(2008, 11, 25)), []),
        (dict(birth=D(2010, 1, 6), hired=None, start=None), []),
        (dict(elsewhere=((D(2025, 1, 1), D(2026, 1, 5), "某公司"),)), [("T39-4", "warn", "hired")]),
        (dict(elsewhere=((D(2025, 1, 1), D(2026, 1, 4), "某公司"),)), []),
        (dict(elsewhere=((D(2028, 12, 31), None, "某公司"),)), [("T39-4", "warn", "hired")]),
        (dict(elsewhere=((D(2029, 1, 1), None, "某公司"),)), []),
        (dict(elsewhere=((D(2029, 1, 1), None, "某公司"),), end=None), [("T39-4", "warn", "hired")]),
        (dict(elsewhere=((D(2026, 6, 2), None, "某公司"),), ended=D(2026, 6, 1)), []),
        (dict(elsewhere=((D(2025, 1, 1), None, "某公司"),), form="part-time"), []),
        (dict(elsewhere=((D(2025, 1, 1), None, "某公司"),), start=None, hired=None), []),
    ],
)
def test_who_is_too_young_or_works_for_two(facts, expected):
    assert told(people, **facts) == expected


@pytest.mark.parametrize(
    ("retirement", "facts", "expected"),
    [
        (ON, {}, [("LC-68", "form")]),
        (D(2026, 11, 26), {}, []),
        (D(2026, 6, 30), {"on": D(2026, 6, 30)}, []),  # the text was not yet in force
        (None, {}, []),
        (ON, {"form": "part-time"}, []),
        (None, {"form": "over-age", "signed": None}, [("LC-68", "signed")]),
        (None, {"form": "over-age", "signed": None, "hired": ON}, [("LC-68", "signed")]),
        (None, {"form": "over-age", "signed": None, "hired": D(2026, 11, 26)}, []),
        (None, {"form": "over-age"}, []),
    ],
)
def test_who_needs_an_agreement_of_the_over_age(retirement, facts, expected):
    known = dict(on=ON, hired=D(2026, 1, 5), signed=D(2026, 1, 5)) | facts
    assert [(f.code, f.about) for f in special.over_age_findings(Facts(**known), retirement)] == expected
