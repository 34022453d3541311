"""期限: 民法典 201 (the day of the event), 202 (corresponding day), 203 (last day), and 工作日 by the notices."""

from datetime import date as D
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.law.inspection import INVESTIGATION
from casework.law.sources import cite
from casework.law.tables import seed
from casework.law.terms import Day, Term, Unit, later, reading, whole_months

CALENDAR = seed().calendar
WD, CD, MONTH, YEAR = Unit.WORKING, Unit.CALENDAR, Unit.MONTH, Unit.YEAR


def due(start, count, unit, suspended=(), extra=0):
    term = Term("T", "期限", count, unit, (cite("劳动保障监察条例", 17),))
    return term.due(start, CALENDAR, suspended, extra)


@pytest.mark.parametrize(
    ("start", "count", "unit", "on"),
    [
        (D(2026, 9, 18), 5, WD, D(2026, 9, 24)),  # 09-20 is a workday
        (D(2026, 9, 24), 5, WD, D(2026, 10, 9)),
        (D(2026, 9, 30), 5, WD, D(2026, 10, 13)),  # 10-10 is a workday
        (D(2026, 2, 13), 5, WD, D(2026, 2, 27)),
        (D(2026, 3, 2), 60, WD, D(2026, 5, 28)),
        (D(2026, 3, 2), 90, WD, D(2026, 7, 10)),
        (D(2026, 9, 24), 60, WD, D(2026, 12, 24)),
        (D(2026, 11, 20), 5, WD, D(2026, 11, 27)),
        (D(2026, 9, 16), 15, CD, D(2026, 10, 8)),  # 10-01 rolls
        (D(2026, 11, 6), 15, CD, D(2026, 11, 23)),  # 11-21 is a Saturday
        (D(2026, 8, 21), 45, CD, D(2026, 10, 8)),  # 10-05 is a day off
        (D(2026, 9, 18), 30, CD, D(2026, 10, 19)),  # 10-18 is a Sunday
        (D(2026, 7, 27), 60, WD, D(2026, 10, 23)),
        # 202: the corresponding day, or the end of the month
        (D(2025, 1, 31), 1, MONTH, D(2025, 2, 28)),
        (D(2024, 1, 31), 1, MONTH, D(2024, 2, 29)),
        (D(2026, 3, 31), 1, MONTH, D(2026, 4, 30)),
        (D(2025, 12, 11), 3, MONTH, D(2026, 3, 11)),
        (D(2024, 2, 29), 1, YEAR, D(2025, 2, 28)),
        (D(2024, 2, 29), 2, YEAR, D(2026, 2, 28)),  # a Saturday, but a make-up workday: stays
        (D(2024, 3, 1), 1, YEAR, D(2025, 3, 3)),  # a Saturday
        # 203: never rolled off a make-up workday
        (D(2026, 9, 5), 15, CD, D(2026, 9, 20)),
        (D(2026, 9, 10), 1, MONTH, D(2026, 10, 10)),
        # a day of the event that is itself off is simply not counted
        (D(2026, 10, 3), 5, WD, D(2026, 10, 13)),
    ],
)
def test_the_last_day(start, count, unit, on):
    answer = due(start, count, unit)
    assert answer.on == on
    assert not answer.provisional


@pytest.mark.parametrize(
    ("start", "count", "unit", "provisional"),
    [
        (D(2026, 12, 24), 5, WD, False),  # ends on 12-31
        (D(2026, 12, 25), 5, WD, True),
        (D(2026, 12, 20), 15, CD, True),
        (D(2026, 11, 30), 1, MONTH, False),
        (D(2026, 6, 1), 1, YEAR, True),
        (D(2024, 1, 2), 5, WD, False),
        (D(2003, 12, 31), 1, WD, False),  # the event lies in an unknown year, but is not counted
        (D(2003, 12, 28), 2, WD, True),
        (D(2003, 3, 1), 1, YEAR, False),  # only the last day asks the calendar
        (D(2026, 12, 5), 28, CD, True),  # 2027-01-02 is a Saturday, rolled within 2027
    ],
)
def test_a_count_that_rests_on_an_unknown_year_is_provisional(start, count, unit, provisional):
    assert due(start, count, unit).provisional is provisional


def test_a_last_day_rolled_into_an_unknown_year_is_provisional():
    calendar = CALENDAR.with_year(
        2026, "某号", [{"name": "元旦", "from": "2026-12-31", "to": "2026-12-31", "statutory": []}]
    )
    answer = Term("T", "期限", 5, CD, ()).due(D(2026, 12, 26), calendar)
    assert (answer.on, answer.provisional) == (D(2027, 1, 4), True)


@pytest.mark.parametrize(
    ("start", "count", "unit", "suspended", "extra", "on"),
    [
        # 浙江省劳动保障监察条例 30: the rest of the days goes on afterwards
        (D(2026, 11, 2), 5, WD, [(D(2026, 11, 4), D(2026, 11, 6))], 0, D(2026, 11, 12)),
        (D(2026, 11, 2), 5, WD, [(D(2026, 11, 7), D(2026, 11, 8))], 0, D(2026, 11, 9)),  # over a weekend: costs nothing
        (D(2026, 11, 2), 5, WD, [(D(2026, 11, 3), D(2026, 11, 3)), (D(2026, 11, 5), D(2026, 11, 5))], 0,
         D(2026, 11, 11)),
        (D(2026, 11, 2), 5, WD, [(D(2026, 11, 4), D(2026, 11, 6)), (D(2026, 11, 5), D(2026, 11, 9))], 0,
         D(2026, 11, 13)),  # spans that overlap count once
        (D(2026, 11, 2), 5, WD, [(D(2026, 11, 10), D(2026, 11, 20))], 0, D(2026, 11, 9)),  # after the end
        (D(2026, 11, 2), 5, WD, [(D(2026, 10, 1), D(2026, 11, 2))], 0, D(2026, 11, 9)),  # before the first day
        (D(2026, 11, 2), 10, CD, [(D(2026, 11, 4), D(2026, 11, 8))], 0, D(2026, 11, 17)),
        (D(2026, 1, 31), 1, MONTH, [(D(2026, 2, 10), D(2026, 2, 11))], 0, D(2026, 3, 2)),
        # 条例 17: 60 + 30
        (D(2026, 3, 2), 60, WD, [], 30, D(2026, 7, 10)),
        (D(2026, 3, 2), 60, WD, [(D(2026, 4, 1), D(2026, 4, 3))], 30, D(2026, 7, 15)),
    ],
)  # fmt: skip
def test_suspension_and_extension(start, count, unit, suspended, extra, on):
    assert due(start, count, unit, suspended, extra).on == on


def test_a_term_of_no_days_is_refused():
    with pytest.raises(ValueError):
        due(D(2026, 11, 2), 0, WD)


def test_the_strip_of_a_week_with_everything_in_it():
    strip = due(D(2026, 9, 18), 5, WD, [(D(2026, 9, 22), D(2026, 9, 22))]).days
    assert [(f"{d.date:%m-%d}", d.kind, d.n) for d in strip] == [
        ("09-18", "event", None),
        ("09-19", "weekend", None),
        ("09-20", "make-up", 1),
        ("09-21", "counted", 2),
        ("09-22", "suspended", None),
        ("09-23", "counted", 3),
        ("09-24", "counted", 4),
        ("09-25", "holiday", None),
        ("09-26", "holiday", None),
        ("09-27", "holiday", None),
        ("09-28", "counted", 5),
    ]


def test_in_calendar_days_every_day_counts_and_the_rest_is_rolled():
    strip = due(D(2026, 9, 25), 8, CD).days
    assert [d.kind for d in strip] == ["event", *["counted"] * 8, *["rolled"] * 5]
    assert strip[8] == Day(D(2026, 10, 3), "counted", 8)
    assert strip[-1] == Day(D(2026, 10, 8), "rolled")


starts = st.dates(D(2024, 1, 1), D(2027, 6, 30))
spans = st.lists(st.tuples(starts, st.integers(0, 40)).map(lambda s: (s[0], s[0] + timedelta(days=s[1]))), max_size=3)


@given(starts, st.integers(1, 120), st.sampled_from([WD, CD]), spans, st.integers(0, 30))
def test_the_strip_is_the_count(start, count, unit, suspended, extra):
    answer = due(start, count, unit, suspended, extra)
    numbered = [d for d in answer.days if d.n is not None]
    assert [d.n for d in numbered] == list(range(1, count + extra + 1))
    assert [d.date for d in answer.days] == [start + timedelta(days=i) for i in range((answer.on - start).days + 1)]
    assert answer.days[0] == Day(start, "event")
    assert answer.days[-1].date == answer.on and CALENDAR.is_workday(answer.on)
    assert {d.kind for d in numbered} <= {"counted", "make-up"}
    for d in answer.days[1:]:
        stopped = any(first <= d.date <= last for first, last in suspended)
        assert (d.kind == "suspended") == stopped or d.kind == "rolled"
        if unit is WD and not stopped:
            assert (d.n is not None) == CALENDAR.is_workday(d.date)


@given(starts, st.integers(1, 36), st.sampled_from([MONTH, YEAR]))
def test_months_and_years_end_on_the_corresponding_day_or_roll_from_it(start, count, unit):
    end = later(start, count if unit is MONTH else 12 * count)
    answer = due(start, count, unit)
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)
    assert answer.on >= end
    assert not any(CALENDAR.is_workday(end + timedelta(days=i)) for i in range((answer.on - end).days))


@given(starts, st.integers(1, 120), st.sampled_from(list(Unit)), spans, st.integers(0, 30))
def test_the_steps_add_up_and_each_names_its_ground(start, count, unit, suspended, extra):
    answer = due(start, count, unit, suspended, extra)
    *runs, last = answer.steps
    assert sum(step.count for step in runs) == last.count == max(d.n or 0 for d in answer.days)
    assert all(step.basis and str(step.message) for step in answer.steps)
    assert ("暂定" in "".join(str(step.message) for step in runs)) == answer.provisional


def said(answer):
    return [(str(step.message), step.count) for step in answer.steps]


def test_the_steps_of_an_investigation():
    answer = INVESTIGATION.due(D(2026, 7, 27), CALENDAR)
    assert said(answer) == [
        ("7月27日立案，当日不计入", 0),
        ("7月28日至9月24日，周一至周五 43 日，另 9月20日（周日）调休上班", 44),
        ("9月25日至27日中秋节放假，跳过", 0),
        ("9月28日至30日，周一至周五 3 日", 3),
        ("10月1日至7日国庆节放假，跳过", 0),
        ("10月8日至23日，周一至周五 12 日，另 10月10日（周六）调休上班", 13),
        ("届满 2026年10月23日（周五），当日为工作日，不顺延", 60),
    ]
    notice = "《国务院办公厅关于2026年部分节假日安排的通知》（国办发明电〔2025〕7号）"
    basis = [[str(c) for c in step.basis] for step in answer.steps]
    assert basis[0] == ["《民法典》第201条第1款"]
    assert notice in basis[1] and basis[2] == [notice]
    assert "《劳动保障监察条例》第17条" in basis[-1]


def test_the_steps_of_a_suspended_and_extended_investigation():
    answer = INVESTIGATION.due(D(2026, 10, 30), CALENDAR, [(D(2026, 11, 10), D(2026, 11, 20))], 30)
    assert said(answer)[:5] == [
        ("2026年10月30日立案，当日不计入", 0),
        ("经批准延长 30 个工作日", 0),
        ("11月2日至9日，周一至周五 6 日", 6),
        ("11月10日至20日中止，不计入", 0),
        ("11月23日至12月31日，周一至周五 29 日", 29),
    ]
    assert str(answer.steps[3].basis[0]) == "《浙江省劳动保障监察条例》第30条第2款"
    assert said(answer)[-2] == ("2027年放假安排尚未录入，暂按周末和法定节日计算，到期日暂定", 0)


def test_the_steps_of_days_that_roll():
    assert said(due(D(2026, 9, 16), 15, CD)) == [
        ("9月16日事由发生，当日不计入", 0),
        ("9月17日至10月1日，逐日计算，共 15 日", 15),
        ("届满 2026年10月8日（周四），由 10月1日（国庆节放假）顺延", 15),
    ]
    assert said(due(D(2026, 11, 6), 15, CD))[-1] == ("届满 2026年11月23日（周一），由 11月21日（周六）顺延", 15)


@pytest.mark.parametrize(
    ("due_on", "today", "unit", "count", "colour", "left", "words"),
    [
        (D(2026, 10, 23), D(2026, 10, 14), WD, 60, "amber", 7, "余 7 工作日"),  # 12 are 20 percent of 60
        (D(2026, 10, 23), D(2026, 9, 30), WD, 60, "green", 13, "余 13 工作日"),
        (D(2026, 10, 23), D(2026, 10, 23), WD, 60, "amber", 0, "今天到期"),
        (D(2026, 10, 23), D(2026, 10, 26), WD, 60, "red", -1, "逾期 1 工作日"),
        (D(2026, 10, 23), D(2026, 10, 24), WD, 60, "red", 0, "已逾期"),  # a Saturday
        (D(2026, 10, 12), D(2026, 10, 14), CD, 15, "red", -2, "逾期 2 天"),
        (D(2026, 10, 30), D(2026, 10, 14), CD, 30, "green", 16, "余 16 天"),
        (D(2026, 10, 30), D(2026, 10, 27), CD, 30, "amber", 3, "余 3 天"),
        (D(2026, 10, 8), D(2026, 9, 24), CD, 15, "amber", 14, "余 14 天"),  # but 4 workdays
        (D(2026, 12, 30), D(2026, 10, 14), MONTH, 3, "green", 77, "余 77 天"),
        (D(2026, 12, 30), D(2026, 10, 30), YEAR, 1, "amber", 61, "余 61 天"),  # 73 are 20 percent of a year
    ],
)
def test_the_reading_of_a_clock(due_on, today, unit, count, colour, left, words):
    answer = reading(due_on, today, CALENDAR, unit, count)
    assert (answer.colour, answer.left, str(answer.message)) == (colour, left, words)
    assert answer.unit == ("working" if unit is WD else "calendar")


@pytest.mark.parametrize(
    ("met_on", "paused", "colour", "words"),
    [
        (D(2026, 10, 20), False, "met", "按时办结"),
        (D(2026, 10, 27), False, "met", "逾期 2 工作日办结"),
        (None, True, "paused", "中止"),
        (D(2026, 10, 20), True, "met", "按时办结"),
    ],
)
def test_the_reading_of_a_clock_that_does_not_run(met_on, paused, colour, words):
    answer = reading(D(2026, 10, 23), D(2026, 11, 20), CALENDAR, "working", 60, met_on=met_on, paused=paused)
    assert (answer.colour, str(answer.message)) == (colour, words)


def test_an_office_chooses_when_amber_begins():
    at = (D(2026, 10, 23), D(2026, 10, 14), CALENDAR, WD, 60)
    assert reading(*at, amber_days=3, amber_share=10).colour == "green"
    assert reading(*at, amber_days=7, amber_share=0).colour == "amber"


one = st.tuples(starts, st.integers(0, 40)).map(lambda s: (s[0], s[0] + timedelta(days=s[1])))


@given(starts, st.integers(1, 120), st.sampled_from(list(Unit)), spans, one)
def test_a_longer_term_or_another_suspension_never_ends_earlier(start, count, unit, suspended, pause):
    on = due(start, count, unit, suspended).on
    assert due(start, count + 1, unit, suspended).on >= on
    assert due(start, count, unit, suspended, 1).on >= on
    assert due(start, count, unit, [*suspended, pause]).on >= on


@given(starts, st.integers(1, 120), starts)
def test_suspending_a_day_that_would_not_count_changes_nothing(start, count, day):
    if not CALENDAR.is_workday(day) or day <= start:
        assert due(start, count, WD, [(day, day)]).on == due(start, count, WD).on


@given(starts, st.integers(1, 18), st.sampled_from([MONTH, YEAR]), spans, st.integers(0, 30))
def test_months_have_as_many_counted_days_as_they_are_long(start, count, unit, suspended, extra):
    answer = due(start, count, unit, suspended, extra)
    counted = [d for d in answer.days if d.n is not None]
    assert len(counted) == (later(start, count if unit is MONTH else 12 * count) - start).days + extra
    assert not any(first <= d.date <= last for d in counted for first, last in suspended)


@given(starts, st.integers(1, 60), st.sampled_from(list(Unit)), one)
def test_a_suspension_wholly_before_or_after_the_count_changes_nothing(start, count, unit, pause):
    plain = due(start, count, unit)
    if pause[1] <= start or pause[0] > plain.last:
        assert due(start, count, unit, [pause]).on == plain.on


def test_a_suspension_that_begins_on_the_last_day_moves_it():
    term = Term("X", "期限", 3, Unit.WORKING, (cite("民法典", 201, 1),))
    assert term.due(D(2026, 11, 16), CALENDAR).on == D(2026, 11, 19)
    assert term.due(D(2026, 11, 16), CALENDAR, [(D(2026, 11, 19), D(2026, 11, 19))]).on == D(2026, 11, 20)


def test_suspensions_that_share_a_day_count_it_once():
    term = Term("X", "期限", 10, Unit.CALENDAR, (cite("民法典", 201, 1),))
    twice = [(D(2026, 11, 4), D(2026, 11, 6)), (D(2026, 11, 6), D(2026, 11, 9))]
    assert term.due(D(2026, 11, 2), CALENDAR, twice).on == term.due(D(2026, 11, 2), CALENDAR, [(D(2026, 11, 4), D(2026, 11, 9))]).on


@pytest.mark.parametrize(
    ("unit", "count", "due", "today", "colour"),
    [
        ("working", 60, D(2026, 11, 27), D(2026, 11, 20), "amber"),  # five workdays left
        ("working", 29, D(2026, 11, 30), D(2026, 11, 20), "green"),  # six of 29: more than a fifth
        ("working", 30, D(2026, 11, 30), D(2026, 11, 20), "amber"),  # six of 30
        ("month", 3, D(2026, 12, 8), D(2026, 11, 20), "amber"),  # eighteen days of ninety
        ("month", 3, D(2026, 12, 9), D(2026, 11, 20), "green"),
        ("year", 1, D(2027, 2, 1), D(2026, 11, 20), "amber"),  # 73 of 365
        ("year", 1, D(2027, 2, 2), D(2026, 11, 20), "green"),
        ("month", 5, D(2026, 12, 20), D(2026, 11, 20), "amber"),  # thirty days of 150
        ("month", 5, D(2026, 12, 21), D(2026, 11, 20), "green"),
        ("year", 5, D(2027, 11, 20), D(2026, 11, 20), "amber"),  # 365 of 1,825
        ("year", 5, D(2027, 11, 21), D(2026, 11, 20), "green"),
    ],
)
def test_when_a_clock_turns_amber_by_itself(unit, count, due, today, colour):
    assert reading(due, today, CALENDAR, unit, count).colour == colour


@given(st.dates(D(2008, 1, 1), D(2030, 12, 31)), st.integers(-400, 1200))
def test_whole_months_are_the_most_whose_corresponding_day_has_come(first, days):
    after = first + timedelta(days=days)
    n = whole_months(first, after)
    assert later(first, n + 1) > after and (later(first, n) <= after or (n == 0 and days < 0))
