"""Which office, which form, whose days (LI-01 … LI-07, CA-04 … CA-11): 情形 → 结论."""

from datetime import date as D
from datetime import datetime, time

import pytest

from casework.law import complaints, periods
from casework.law.contracts.openended import twice_fixed
from casework.law.contracts.special import AGREEMENT, agreement_missing, auxiliary_post_decided, idle_wage
from casework.law.penalty import officers_fit
from casework.law.rules import UNKNOWN
from casework.law.tables import seed
from tests.law.test_gaps import row

ON = D(2026, 11, 25)


@pytest.mark.parametrize(("used", "registered", "office"), [("330282", "310101", "330282"), (None, "330282", UNKNOWN)])
def test_the_office_of_the_place_of_work(used, registered, office):  # 监察条例 13(1)
    assert complaints.competent(used, registered) == office


@pytest.mark.parametrize(
    ("one", "other", "decides"), [("330282", "330203", "330200"), ("330282", "330105", "330000"), ("330282", "310101", "*")]
)
def test_who_decides_between_two_offices(one, other, decides):  # 监察条例 13(2)
    assert complaints.decides_dispute(one, other) == complaints.decides_dispute(other, one) == decides


def test_a_township_fines_only_where_the_county_has_entered_it():  # 行政处罚法 24
    assert complaints.township_may_fine(seed(), "330282101", ON) == UNKNOWN
    entered = seed().overlay([row("township_penalty", {"granted": True}, key="330282101"),
                              row("township_penalty", {"granted": False}, key="330282102")])
    assert complaints.township_may_fine(entered, "330282101", ON) is True
    assert complaints.township_may_fine(entered, "330282102", ON) is False


@pytest.mark.parametrize(
    ("facts", "due"),
    [((True, True, True), True), ((True, True, None), UNKNOWN), ((True, False, None), False), ((False, True, True), False)],
)
def test_the_reward_of_an_informant(facts, due):  # 监察条例 9(3)
    assert complaints.reward_due(*facts) == due


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({"written": True}, []),
        ({"written": False}, ["written"]),
        ({"written": False, "difficult": True}, ["recorded", "signed"]),
        ({"written": False, "difficult": True, "recorded": True}, ["signed"]),
        ({"written": False, "difficult": True, "recorded": True, "signed": True}, []),
    ],
)
def test_a_complaint_is_written_or_recorded(facts, missing):  # 浙 21
    assert complaints.complaint_form_missing(**facts) == missing


def test_a_report_names_the_employer_the_place_and_the_facts_but_nobody_else():  # 浙 19
    assert complaints.report_missing({"employer", "address", "facts"}) == []
    assert complaints.report_missing({"facts"}) == ["employer", "address"]


def test_what_a_complaint_contains_comes_from_the_dated_table():  # 令第25号, second-hand
    kept = seed().row("complaint_contents", None, ON)
    assert kept.confirm and len(kept.value["contents"]) == 12
    assert complaints.complaint_missing(kept.value["contents"], seed(), ON) == []
    assert complaints.complaint_missing(kept.value["contents"][1:], seed(), ON) == ["投诉人的姓名"]
    assert complaints.complaint_missing((), seed(), D(2005, 1, 31)) == UNKNOWN


@pytest.mark.parametrize(
    ("number", "shown", "interested", "fit"),
    [(2, True, False, True), (3, True, False, True), (1, True, False, False), (2, False, False, False), (2, True, True, False),
     (2, True, None, UNKNOWN)],
)  # fmt: skip
def test_two_officers_with_badge_and_card_and_no_interest(number, shown, interested, fit):  # 监察条例 16
    assert officers_fit(number, shown, interested) == fit


@pytest.mark.parametrize(
    ("text", "days", "expressly", "unit"),
    [
        # 行政处罚法 85, 行政强制法 69, 行政复议法 88, 办案规则 80; else 日 are counted one by one
        *(("行政处罚法", n, False, "working") for n in (2, 3, 5, 7)),
        *(("行政处罚法", n, False, "calendar") for n in (1, 4, 6, 10, 15, 90)),
        *(("行政强制法", n, False, "working") for n in (1, 3, 10)),
        ("行政强制法", 11, False, "calendar"),
        *(("行政复议法", n, False, "working") for n in (3, 5, 7, 10)),
        ("行政复议法", 60, False, "calendar"),
        *(("劳动人事争议仲裁办案规则", n, False, "working") for n in (3, 5, 10)),
        *(("劳动人事争议仲裁办案规则", n, False, "calendar") for n in (15, 45)),
        ("劳动保障监察条例", 60, True, "working"),
        ("浙江省劳动保障监察条例", 3, False, "calendar"),
        ("劳动合同法", 15, False, "calendar"),
        ("行政执法机关移送涉嫌犯罪案件的规定", 3, False, "calendar"),
    ],
)
def test_whose_days_are_workdays(text, days, expressly, unit):
    assert periods.unit_of(text, days, expressly) == unit


@pytest.mark.parametrize(
    ("at", "closes", "early_enough"),
    [
        # 民法典 203(2): the last day is 2026-11-25
        (datetime(2026, 11, 24, 23, 59), time(17), True),
        (datetime(2026, 11, 25, 17, 0), time(17), True),
        (datetime(2026, 11, 25, 17, 1), time(17), False),
        (datetime(2026, 11, 25, 23, 59, 59), None, True),
        (datetime(2026, 11, 26, 0, 0), None, False),
        (datetime(2026, 11, 26, 9, 0), time(17), False),
    ],
)
def test_until_when_the_last_day_runs(at, closes, early_enough):
    assert periods.in_time(at, ON, closes) is early_enough


@pytest.mark.parametrize(("posted", "good"), [(D(2026, 11, 24), True), (ON, True), (D(2026, 11, 26), False)])
def test_what_was_posted_before_the_end_is_in_time(posted, good):  # 民诉法 85
    assert periods.posted_in_time(posted, ON) is good


# 劳动合同


@pytest.mark.parametrize(
    ("terms", "excluded", "required"), [(1, False, False), (2, False, True), (3, False, True), (2, True, False), (2, None, UNKNOWN)]
)
def test_after_two_fixed_terms(terms, excluded, required):  # 劳动合同法 14(2)(3)
    assert twice_fixed(terms, excluded) == required


@pytest.mark.parametrize(("discussed", "published", "decided"), [(True, True, True), (True, False, False), (None, True, UNKNOWN)])
def test_an_auxiliary_post_is_discussed_and_published(discussed, published, decided):  # 劳务派遣暂行规定 3(3)
    assert auxiliary_post_decided(discussed, published) == decided


def test_without_work_the_dispatched_get_the_minimum_wage():  # 劳动合同法 58(2)
    assert (idle_wage(2_490_00), idle_wage(None)) == (2_490_00, UNKNOWN)


def test_what_an_agreement_with_the_over_age_says():  # 超龄 6
    assert agreement_missing(AGREEMENT) == [] and len(AGREEMENT) == 10
    assert agreement_missing(set(AGREEMENT) - {"rest", "work"}) == ["work", "rest"]
