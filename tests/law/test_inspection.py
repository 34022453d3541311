"""劳动保障监察: the clocks, the refusals and the two years, by article."""

from datetime import date as D

import pytest

from casework.law import inspection
from casework.law.inspection import REFUSALS, limitation, limitation_question
from casework.law.tables import seed

CALENDAR = seed().calendar


@pytest.mark.parametrize(
    ("term", "code", "start", "on", "basis"),
    [
        (inspection.ACCEPTANCE, "LI-10", D(2026, 9, 18), D(2026, 9, 24), "《浙江省劳动保障监察条例》第23条"),
        (inspection.INVESTIGATION, "LI-14", D(2026, 7, 27), D(2026, 10, 23), "《劳动保障监察条例》第17条"),
        (inspection.EXTENSION, "LI-15", D(2026, 5, 28), D(2026, 7, 10), "《劳动保障监察条例》第17条"),
        # 3 days, not workdays: the Sunday rolls
        (inspection.TELL_EXTENSION, "LI-16", D(2026, 10, 15), D(2026, 10, 19), "《浙江省劳动保障监察条例》第30条第3款"),
    ],
)
def test_the_clocks(term, code, start, on, basis):
    assert (term.code, term.due(start, CALENDAR).on, str(term.basis[0])) == (code, on, basis)


def test_the_extension_goes_on_where_the_sixty_days_end():
    first = inspection.INVESTIGATION.due(D(2026, 3, 2), CALENDAR)
    extended = inspection.INVESTIGATION.due(D(2026, 3, 2), CALENDAR, extra=inspection.EXTENSION.count)
    assert inspection.EXTENSION.due(first.on, CALENDAR).on == extended.on == D(2026, 7, 10)


@pytest.mark.parametrize(
    ("code", "basis"),
    [
        ("RJ-1", ["《浙江省劳动保障监察条例》第22条第1项"]),
        ("RJ-2", ["《浙江省劳动保障监察条例》第22条第2项", "《劳动保障监察条例》第21条第2款"]),
        ("RJ-3", ["《浙江省劳动保障监察条例》第22条第3项"]),
        ("RJ-4", ["《劳动保障监察条例》第20条"]),
        ("RJ-5", ["《劳动保障监察条例》第13条第1款", "《保障农民工工资支付条例》第10条"]),
        ("RJ-6", ["《劳动保障监察条例》第21条第1款"]),
        ("RJ-7", ["《劳动保障监察条例》第35条", "《浙江省劳动保障监察条例》第41条"]),
        ("RJ-8", ["《社会保险法》第63条", "《社会保险法》第86条"]),
    ],
)
def test_each_refusal_rests_on_its_article_and_says_what_to_do(code, basis):
    refusal = REFUSALS[code]
    assert (refusal.code, [str(c) for c in refusal.basis]) == (code, basis)
    assert str(refusal.text) and str(refusal.tell)


def test_another_district_is_a_handover_and_missing_facts_are_asked_for_first():
    assert [code for code, r in REFUSALS.items() if r.handover] == ["RJ-5"]
    assert [code for code, r in REFUSALS.items() if r.only_after_supplement] == ["RJ-3"]


@pytest.mark.parametrize(
    ("ended", "reported", "in_time", "last_day"),
    [
        (D(2024, 3, 1), D(2026, 3, 1), True, D(2026, 3, 1)),
        (D(2024, 3, 1), D(2026, 3, 2), False, D(2026, 3, 1)),
        (D(2024, 2, 29), D(2026, 2, 28), True, D(2026, 2, 28)),
        (D(2024, 2, 29), D(2026, 3, 1), False, D(2026, 2, 28)),
        (D(2026, 5, 1), D(2026, 4, 1), True, D(2028, 5, 1)),
        (None, D(2026, 3, 1), True, None),  # 连续或者继续状态
    ],
)
def test_two_years_from_the_end_of_the_act(ended, reported, in_time, last_day):
    answer = limitation(ended, reported)
    assert (answer.in_time, answer.last_day) == (in_time, last_day)
    assert (limitation_question(ended, reported) is None) == in_time


def test_the_two_years_are_a_question_to_a_person():
    finding = limitation_question(D(2024, 3, 1), D(2026, 3, 2))
    assert (finding.code, finding.weight) == ("LI-26", "warn")
    assert str(finding.message).endswith("行为是否仍在继续？")
    assert [str(c) for c in finding.basis] == ["《劳动保障监察条例》第20条"]
