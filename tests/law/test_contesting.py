"""对方的期限: an act that was served, what was lodged against it, and the day on which nobody can contest it any more."""

from datetime import date

import pytest

from casework.law.contesting import (
    CHANGED,
    COURT,
    DROPPED,
    FINAL,
    GONE,
    PENDING,
    REVIEW,
    RUNNING,
    UPHELD,
    Lodged,
    standing,
)
from casework.law.tables import seed

CALENDAR, SERVED = seed().calendar, date(2026, 3, 2)


def day(month, n):
    return date(2026, month, n)


@pytest.mark.parametrize(("lodged", "on", "state", "when"), [
    ([], day(3, 2), RUNNING, day(9, 2)),          # 六个月，自次日起算，止于对应日（行政诉讼法第46条）
    ([], day(9, 2), RUNNING, day(9, 2)),          # the last day counts
    ([], day(9, 3), FINAL, day(9, 3)),
    ([Lodged(REVIEW, day(4, 20))], date(2027, 3, 2), PENDING, None),             # pending however long
    ([Lodged(REVIEW, day(4, 20), UPHELD, day(6, 1))], day(6, 16), RUNNING, day(6, 16)),   # 十五日（第45条）
    ([Lodged(REVIEW, day(4, 20), UPHELD, day(6, 1))], day(6, 17), FINAL, day(6, 17)),     # sooner than six months from service
    ([Lodged(REVIEW, day(4, 20), CHANGED, day(6, 1))], day(12, 1), GONE, None),
    ([Lodged(REVIEW, day(4, 20), DROPPED, day(5, 6))], day(5, 7), RUNNING, day(9, 2)),    # what was withdrawn leaves the suit
    ([Lodged(REVIEW, day(4, 20), UPHELD, day(6, 1)), Lodged(COURT, day(6, 10))], day(12, 1), PENDING, None),
    ([Lodged(REVIEW, day(4, 20), UPHELD, day(6, 1)), Lodged(COURT, day(6, 10), UPHELD, day(11, 2))], day(12, 1), FINAL, day(11, 2)),
    ([Lodged(COURT, day(6, 10), CHANGED, day(11, 2))], day(12, 1), GONE, None),
])
def test_until_when_an_act_may_be_contested(lodged, on, state, when):
    found = standing(SERVED, lodged, CALENDAR, on)
    assert (found.state, found.until or found.since) == (state, when)


def test_the_last_day_of_a_period_that_is_no_workday_moves_on():
    assert standing(date(2026, 4, 4), [], CALENDAR, date(2026, 4, 5)).until == date(2026, 10, 8), "4 October lies in the holiday"
