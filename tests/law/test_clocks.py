"""Every clock by its number: the day of the event, the day it ends on, the article."""

from datetime import date as D
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.law import clauses, inspection_clocks
from casework.law.disputes import AWARD_EXTRA
from casework.law.inspection_clocks import HEARING_TOLD, decision_term, filing_day, latest_notice, surcharge
from casework.law.periods import unit_of
from casework.law.rules import UNKNOWN
from casework.law.tables import seed
from casework.law.transfer import attachments_missing, transferred_by
from tests.law.test_gaps import row

CALENDAR = seed().calendar
clauses.every()


@pytest.mark.parametrize(
    ("code", "start", "on", "basis"),
    [
        ("LI-10", D(2026, 9, 18), D(2026, 9, 24), "《浙江省劳动保障监察条例》第23条"),
        ("LI-11", D(2026, 9, 18), D(2026, 9, 24), "《浙江省劳动保障监察条例》第22条"),
        ("LI-14", D(2026, 3, 2), D(2026, 5, 28), "《劳动保障监察条例》第17条"),
        ("LI-15", D(2026, 5, 28), D(2026, 7, 10), "《劳动保障监察条例》第17条"),
        ("LI-16", D(2026, 10, 15), D(2026, 10, 19), "《浙江省劳动保障监察条例》第30条第3款"),
        ("LI-19", D(2026, 7, 8), D(2026, 10, 8), "《行政处罚法》第60条"),  # 10-06 is a holiday
        ("LI-20", D(2026, 9, 24), D(2026, 10, 12), "《行政处罚法》第56条"),
        ("LI-21", D(2026, 9, 30), D(2026, 10, 13), "《行政处罚法》第64条第1项"),
        ("LI-22", D(2026, 9, 24), D(2026, 10, 12), "《行政处罚法》第64条第2项"),
        ("LI-23", D(2026, 9, 24), D(2026, 10, 12), "《行政处罚法》第61条第1款"),
        ("LI-23-2", D(2026, 9, 18), D(2026, 10, 19), "《民事诉讼法》第95条第1款"),  # 10-18 is a Sunday
        ("LI-24", D(2026, 9, 16), D(2026, 10, 8), "《行政处罚法》第67条第3款"),
        ("LI-25", D(2026, 9, 18), D(2026, 10, 9), "《浙江省劳动保障监察条例》第32条第2款"),
        ("LI-27", D(2026, 9, 18), D(2026, 11, 17), "《行政复议法》第20条"),
        ("LI-28-1", D(2026, 3, 31), D(2026, 9, 30), "《行政诉讼法》第46条"),
        ("LI-28-2", D(2026, 11, 6), D(2026, 11, 23), "《行政诉讼法》第45条"),
        ("LI-29", D(2026, 9, 18), D(2026, 10, 9), "《行政强制法》第69条"),
        ("LI-30", D(2026, 8, 31), D(2026, 11, 30), "《行政强制法》第53条"),
        ("LI-31", D(2026, 9, 18), D(2026, 9, 22), "《行政处罚法》第48条第2款"),
        ("LI-32-1", D(2026, 9, 18), D(2026, 9, 21), "《行政处罚法》第71条"),
        ("LI-32-2", D(2026, 9, 21), D(2026, 9, 23), "《行政处罚法》第71条"),
        ("LI-54-1", D(2026, 9, 18), D(2026, 9, 24), "第6条第2款"),
        ("LI-54-2", D(2026, 9, 24), D(2026, 10, 9), "第6条第2款"),
        ("LI-54-3", D(2026, 3, 2), D(2026, 3, 30), "第8条第1款"),
        ("LI-54-4", D(2026, 3, 2), D(2026, 3, 23), "第14条第2款"),
        ("LI-54-5", D(2026, 3, 2), D(2026, 3, 16), "第17条第1款"),
        ("WA-09", D(2026, 9, 18), D(2026, 10, 19), "《保障农民工工资支付条例》第27条第2款"),  # 10-18 is a Sunday
        ("WA-60-1", D(2026, 11, 24), D(2026, 11, 27), "《行政执法机关移送涉嫌犯罪案件的规定》第5条"),
        ("WA-60-2", D(2026, 11, 19), D(2026, 11, 23), "第8条"),  # 日, not 工作日: the Sunday rolls
        ("WA-60-3", D(2026, 11, 24), D(2026, 11, 27), "第9条第1款"),
        ("WA-60-4", D(2026, 11, 24), D(2026, 11, 27), "第9条第2款"),
        ("WA-60-5", D(2026, 11, 24), D(2026, 11, 27), "第9条第2款"),
        ("WA-60-6", D(2026, 11, 24), D(2026, 11, 27), "第12条"),
        ("MA-06", D(2026, 9, 18), D(2026, 9, 22), "《企业劳动争议协商调解规定》第22条"),
        ("MA-07", D(2026, 11, 6), D(2026, 11, 23), "《劳动争议调解仲裁法》第14条第3款"),
        ("MA-08", D(2026, 1, 30), D(2026, 2, 28), "《宁波市人民调解条例》第27条"),  # a make-up workday does not roll
        ("MA-12-1", D(2026, 9, 16), D(2026, 10, 8), "《民事诉讼法》第227条第1款"),
        ("MA-12-2", D(2026, 9, 16), D(2026, 10, 8), "《民事诉讼法》第227条第2款"),
        ("MA-14-1", D(2026, 11, 6), D(2026, 11, 23), "《劳动人事争议仲裁办案规则》第74条"),
        ("MA-14-2", D(2026, 9, 18), D(2026, 9, 24), "《劳动人事争议仲裁办案规则》第76条"),
        ("MA-15", D(2026, 9, 18), D(2026, 10, 19), "《民事诉讼法》第205条"),
        ("MA-18", D(2026, 11, 18), D(2026, 11, 23), "《企业劳动争议协商调解规定》第10条"),
        ("MA-23", D(2026, 9, 24), D(2026, 10, 9), "《劳动人事争议仲裁办案规则》第29条"),
        ("MA-24", D(2026, 9, 24), D(2026, 10, 9), "《劳动争议调解仲裁法》第29条"),
        ("MA-25-1", D(2026, 9, 24), D(2026, 10, 9), "《劳动人事争议仲裁办案规则》第33条"),
        ("MA-25-2", D(2026, 3, 2), D(2026, 3, 16), "《劳动争议调解仲裁法》第30条第2款"),
        ("MA-25-3", D(2026, 3, 2), D(2026, 3, 9), "《劳动争议调解仲裁法》第30条第2款"),
        ("MA-25-4", D(2026, 3, 2), D(2026, 3, 9), "《劳动人事争议仲裁办案规则》第37条"),
        ("MA-25-5", D(2026, 3, 2), D(2026, 3, 9), "《劳动争议调解仲裁法》第35条"),
        ("MA-26", D(2026, 8, 21), D(2026, 10, 8), "《劳动争议调解仲裁法》第43条第1款"),
        ("MA-27", D(2026, 9, 18), D(2026, 10, 19), "《浙江省劳动人事争议调解仲裁条例》第39条第2款"),
        ("MA-30-1", D(2026, 11, 6), D(2026, 11, 23), "《劳动争议调解仲裁法》第48条"),
        ("MA-30-2", D(2026, 9, 18), D(2026, 10, 19), "《劳动争议调解仲裁法》第49条第1款"),
        ("MA-30-3", D(2026, 11, 6), D(2026, 11, 23), "《劳动争议调解仲裁法》第50条"),
        ("MA-31", D(2024, 3, 4), D(2026, 3, 4), "《民事诉讼法》第250条"),
        ("MA-33-1", D(2026, 11, 10), D(2026, 11, 20), "《浙江省劳动人事争议调解仲裁条例》第41条"),
        ("MA-33-2", D(2026, 9, 24), D(2026, 10, 9), "《劳动人事争议仲裁办案规则》第64条"),
        ("MA-34", D(2026, 11, 19), D(2026, 11, 24), "《劳动人事争议仲裁办案规则》第20条第2款"),
        ("LC-57", D(2026, 11, 13), D(2026, 11, 23), "《最低工资规定》第11条"),
        ("LC-64-1", D(2026, 11, 6), D(2026, 11, 23), "《劳动合同法》第54条第1款"),
        ("LC-64-2", D(2026, 11, 12), D(2026, 11, 23), "《浙江省集体合同条例》第34条"),
        ("LC-64-3", D(2026, 9, 24), D(2026, 10, 9), "《浙江省集体合同条例》第35条"),
        ("LC-64-4", D(2026, 3, 2), D(2026, 3, 16), "《浙江省集体合同条例》第7条"),
        ("LC-64-5", D(2026, 3, 2), D(2026, 3, 23), "《浙江省集体合同条例》第24条"),
        ("LC-64-6", D(2026, 3, 2), D(2026, 3, 9), "《浙江省集体合同条例》第24条"),
        ("LC-64-7", D(2026, 3, 2), D(2026, 3, 9), "《浙江省集体合同条例》第33条"),
        ("LC-64-8", D(2026, 9, 18), D(2026, 10, 19), "《浙江省集体合同条例》第39条"),
        ("LC-66-1", D(2026, 3, 2), D(2026, 3, 23), "《宁波市企业工资集体协商条例》第20条"),
    ],
)
def test_when_a_clock_ends(code, start, on, basis):
    term = clauses.CLOCKS[code]
    assert term.due(start, CALENDAR).on == on
    assert basis in "".join(map(str, term.basis)) and str(term.event)


def test_every_clock_is_in_the_table_above():
    (told,) = (mark.args[1] for mark in test_when_a_clock_ends.pytestmark)
    assert {case[0] for case in told} == set(clauses.CLOCKS)


@pytest.mark.parametrize("code", sorted(clauses.CLOCKS))
def test_the_days_of_a_clock_are_those_of_its_instrument(code):  # CA-06 to CA-11
    """No clock counts workdays unless its text says so, or a text that speaks for it."""
    (entry,) = [c for number in clauses.every().values() for c in number if getattr(c.function, "code", "") == code]
    term = entry.function
    if term.unit in {"working", "calendar"}:
        expressly = "个工作日" in entry.sentence
        assert term.unit == max(unit_of(citation.text, term.count, expressly) for citation in term.basis)


def test_an_award_may_take_fifteen_days_more():
    assert clauses.CLOCKS["MA-26"].due(D(2026, 8, 21), CALENDAR, extra=AWARD_EXTRA).on == D(2026, 10, 20)  # 43


def test_the_decision_to_list_may_take_twenty_more_workdays():
    listing = clauses.CLOCKS["LI-54-3"]  # 令第45号第8条
    assert listing.due(D(2026, 3, 2), CALENDAR, extra=listing.count).on == D(2026, 4, 28)


@pytest.mark.parametrize(
    ("hearing", "latest"),
    [(D(2026, 10, 12), D(2026, 9, 24)), (D(2026, 11, 25), D(2026, 11, 16)), (D(2026, 11, 22), D(2026, 11, 11))],
)
def test_notice_of_a_hearing_seven_workdays_before(hearing, latest):  # 行政处罚法 64(2), 85
    assert latest_notice(hearing, CALENDAR) == latest


@given(st.dates(D(2024, 1, 1), D(2026, 12, 1)))
def test_backwards_and_forwards_agree(hearing):
    if CALENDAR.is_workday(hearing):
        assert HEARING_TOLD.due(latest_notice(hearing, CALENDAR), CALENDAR).on == hearing
    assert CALENDAR.workdays(latest_notice(hearing, CALENDAR), hearing) == 7


@pytest.mark.parametrize(
    ("fine", "paid_on", "more"),
    [
        (2_000_00, D(2026, 10, 8), 0),
        (2_000_00, D(2026, 10, 9), 60_00),
        (2_000_00, D(2026, 10, 18), 600_00),
        (2_000_00, D(2026, 11, 10), 1_980_00),
        (2_000_00, D(2026, 11, 11), 2_000_00),  # never more than the fine
        (50, D(2026, 10, 9), 2),  # 1.5 fen, half-up
    ],
)
def test_three_percent_a_day_up_to_the_fine(fine, paid_on, more):  # 行政处罚法 72(1)(1)
    assert surcharge(fine, D(2026, 10, 8), paid_on) == more


def test_what_was_not_read_is_unknown_until_a_county_enters_it():
    on, accepted, approved = D(2026, 11, 25), D(2026, 11, 20), D(2026, 11, 23)
    assert decision_term(seed(), "330282", on) == UNKNOWN  # LI-18
    assert filing_day(seed(), "330282", accepted, approved) == UNKNOWN  # LI-13
    assert filing_day(seed(), "330282", accepted, accepted) == accepted
    tables = seed().overlay([row("decision_term", {"workdays": 15}), row("filing_date", {"by": "approval"})])
    assert decision_term(tables, "330282101", on).due(D(2026, 3, 2), CALENDAR).on == D(2026, 3, 23)
    assert filing_day(tables, "330282101", accepted, approved) == approved


@pytest.mark.parametrize(("source", "at_once"), [("patrol", True), ("report", True), ("complaint", False)])
def test_what_is_found_is_filed_at_once(source, at_once):  # 监察条例 14
    assert inspection_clocks.filed_when_found(source) is at_once


def test_a_transfer_within_a_day_with_its_papers():  # 规定 5, 6
    assert transferred_by(datetime(2026, 11, 20, 16, 30)) == datetime(2026, 11, 21, 16, 30)
    assert attachments_missing({"letter", "report"}) == ["things"]
    assert attachments_missing({"letter", "report", "things"}, expert=True) == ["expert"]
