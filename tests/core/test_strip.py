"""The strip draws each day once, in order, and says where today stands."""

from collections import namedtuple
from datetime import date, timedelta

from casework.core.strip import WIDTH, strip

Day = namedtuple("Day", "date kind n")
MONDAY = date(2026, 7, 27)


def days(kinds, start=MONDAY):
    """A clock whose days are of these kinds; working ones are numbered."""
    made, n = [], 0
    for i, kind in enumerate(kinds):
        n += kind in ("counted", "make-up")
        made.append(Day(start + timedelta(i), kind, n if kind in ("counted", "make-up") else None))
    return made


WEEK = ["event", "counted", "counted", "counted", "counted", "weekend", "make-up", "holiday", "counted"]


def test_no_days_draw_nothing():
    assert strip((), MONDAY) is None


def test_each_day_is_drawn_once_from_left_to_right():
    drawn = strip(days(WEEK), MONDAY)
    xs = [d["x"] for d in drawn["days"]]
    assert xs == sorted(xs) and len(set(xs)) == len(WEEK)
    assert max(xs) + drawn["pitch"] <= drawn["width"]


def test_days_up_to_today_are_counted_and_later_ones_are_still_to_come():
    css = [d["css"] for d in strip(days(WEEK), MONDAY + timedelta(3))["days"]]
    assert css == ["event", "on", "on", "on", "left", "off", "add left", "hol", "left due"]


def test_today_is_marked_with_the_running_count_and_only_while_the_clock_runs():
    marks = {m.what: m for m in strip(days(WEEK), MONDAY + timedelta(5))["marks"]}
    assert marks["today"].n == 4 and marks["due"].n == 6
    for outside in (MONDAY, MONDAY + timedelta(8), MONDAY + timedelta(99)):
        assert [m.what for m in strip(days(WEEK), outside)["marks"]] == ["start", "due"]


def test_the_week_table_begins_on_monday_and_has_seven_places():
    weeks = strip(days(WEEK, start=MONDAY + timedelta(2)), MONDAY)["weeks"]
    assert weeks[0][0] == MONDAY and weeks[0][1][:2] == [None, None]
    assert all(len(cells) == 7 for _, cells in weeks)
    assert sum(cell is not None for _, cells in weeks for cell in cells) == len(WEEK)


def test_a_long_clock_stays_within_the_drawing():
    drawn = strip(days(["event"] + ["counted"] * 92), MONDAY)
    assert drawn["width"] <= WIDTH + drawn["pitch"]
    assert strip(days(["event"] + ["counted"] * 200), MONDAY)["width"] > WIDTH


def test_months_are_named_over_their_first_day_unless_there_is_no_room():
    drawn = strip(days(["event"] + ["counted"] * 92, start=date(2026, 7, 30)), MONDAY)
    assert [m["on"].month for m in drawn["months"]] == [8, 9, 10]


def test_days_are_counted_by_kind_for_the_key():
    assert strip(days(WEEK), MONDAY + timedelta(3))["counts"] == {
        "event": 1, "on": 3, "left": 2, "off": 1, "add left": 1, "hol": 1,
    }  # fmt: skip
