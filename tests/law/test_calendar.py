"""放假与调休: our table against two libraries, every day; a year that nobody has announced."""

from datetime import date, timedelta
from types import SimpleNamespace

import chinese_calendar
import holidays
import pytest

from casework.law.calendar import HOLIDAYS, Calendar
from casework.law.tables import seed

CALENDAR = seed().calendar
FIRST = date(2004, 1, 1)
NOT_THEIRS = date(2005, 12, 31)  # 国办发明电〔2005〕35号: “12月31日（星期六）上班”; one library lacks it
DAYS = [FIRST + timedelta(days=n) for n in range((date(2027, 1, 1) - FIRST).days)]


def test_every_day_since_2004_agrees_with_two_libraries():
    theirs = holidays.country_holidays("CN", years=range(2004, 2027))
    assert DAYS[-1] == date(2026, 12, 31)
    for day in DAYS:
        ours = CALENDAR.is_workday(day)
        assert ours == theirs.is_working_day(day), day
        assert ours == chinese_calendar.is_workday(day) or day == NOT_THEIRS, day


def test_the_make_up_days_are_those_of_the_notices():
    for day in DAYS:
        assert (CALENDAR.kind(day) == "make-up") == (day in chinese_calendar.workdays or day == NOT_THEIRS), day


@pytest.mark.parametrize(
    ("year", "months"),
    [
        (2024, [22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22]),
        (2025, [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23]),
        (2026, [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]),
    ],
)
def test_working_days_by_month(year, months):
    days = [day for day in DAYS if day.year == year]
    assert [sum(CALENDAR.is_workday(d) for d in days if d.month == m) for m in range(1, 13)] == months


@pytest.mark.parametrize(
    ("year", "workdays", "statutory"),
    [(2008, 251, 11), (2013, 250, 11), (2014, 250, 11), (2024, 251, 11), (2025, 248, 13), (2026, 248, 13)],
)
def test_working_days_and_statutory_days_of_a_year(year, workdays, statutory):
    days = [day for day in DAYS if day.year == year]
    assert sum(map(CALENDAR.is_workday, days)) == workdays
    assert sum(map(CALENDAR.is_statutory, days)) == statutory
    assert CALENDAR.workdays(date(year - 1, 12, 31), date(year, 12, 31)) == workdays


@pytest.mark.parametrize(
    ("day", "kind", "name", "statutory"),
    [
        (date(2026, 9, 24), "work", None, False),
        (date(2026, 9, 25), "holiday", "中秋节", True),
        (date(2026, 9, 26), "holiday", "中秋节", False),  # a Saturday, but announced
        (date(2026, 9, 20), "make-up", "国庆节", False),
        (date(2026, 10, 10), "make-up", "国庆节", False),
        (date(2026, 10, 11), "weekend", None, False),
        (date(2024, 6, 8), "weekend", None, False),
        (date(2027, 2, 5), "holiday", "春节", True),
    ],
)
def test_what_a_day_is(day, kind, name, statutory):
    assert (CALENDAR.kind(day), CALENDAR.name(day), CALENDAR.is_statutory(day)) == (kind, name, statutory)


def test_each_published_year_names_its_notice():
    assert CALENDAR.years == set(range(2004, 2027))
    assert [CALENDAR.notice(y) for y in (2024, 2025, 2026, 2027)] == [
        "国办发明电〔2023〕7号", "国办发明电〔2024〕12号", "国办发明电〔2025〕7号", None,
    ]  # fmt: skip
    assert str(CALENDAR.source(date(2026, 9, 20))) == (
        "《国务院办公厅关于2026年部分节假日安排的通知》（国办发明电〔2025〕7号）"
    )
    assert str(CALENDAR.source(date(2027, 1, 1))) == "《全国年节及纪念日放假办法》第2条"


def test_2027_is_answered_by_rule_and_provisional():
    off = [d for d in (date(2027, 1, 1) + timedelta(days=n) for n in range(365)) if CALENDAR.is_statutory(d)]
    assert [f"{d:%m-%d}" for d in off] == [
        "01-01", "02-05", "02-06", "02-07", "02-08", "04-05", "05-01", "05-02", "06-09", "09-15",
        "10-01", "10-02", "10-03",
    ]  # fmt: skip
    assert all(CALENDAR.kind(d) == "holiday" for d in off)
    assert CALENDAR.provisional(date(2027, 6, 1)) and not CALENDAR.provisional(date(2026, 6, 1))


def test_a_year_that_no_table_knows_has_weekends_and_the_solar_days():
    assert CALENDAR.kind(date(2031, 10, 1)) == "holiday"
    assert CALENDAR.kind(date(2031, 10, 9)) == "work"
    assert CALENDAR.provisional(date(2031, 10, 9))


@pytest.mark.parametrize(
    ("after", "until", "workdays"),
    [
        (date(2026, 9, 18), date(2026, 9, 18), 0),
        (date(2026, 9, 18), date(2026, 9, 20), 1),
        (date(2026, 9, 24), date(2026, 9, 27), 0),
        (date(2026, 9, 20), date(2026, 9, 18), -1),
    ],
)
def test_workdays_between_two_days(after, until, workdays):
    assert CALENDAR.workdays(after, until) == workdays


def test_an_office_enters_the_notice_of_a_new_year():
    row = SimpleNamespace(
        table="holidays",
        key="2027",
        source="国务院办公厅",
        value={
            "notice": "国办发明电〔2026〕9号",
            "holidays": [
                {"name": "元旦", "from": "2026-12-31", "to": "2027-01-02", "statutory": ["2027-01-01"],
                 "work": ["2026-12-27"]},
            ],
        },
    )  # fmt: skip
    calendar = seed().overlay([row]).calendar
    assert not calendar.provisional(date(2027, 1, 4))
    assert calendar.kind(date(2026, 12, 31)) == "holiday"  # a notice may reach back into December
    assert calendar.kind(date(2026, 12, 27)) == "make-up"
    assert str(calendar.source(date(2026, 12, 31))).endswith("（国办发明电〔2026〕9号）")
    assert calendar.kind(date(2027, 2, 5)) == "work"  # the whole year is replaced
    assert calendar.kind(date(2026, 10, 1)) == "holiday"
    assert seed().calendar.provisional(date(2027, 1, 4))  # the seed stays as shipped


def test_a_later_row_wins_and_other_tables_are_left_alone():
    def row(table, notice):
        return SimpleNamespace(table=table, key="2027", source="", value={"notice": notice, "holidays": []})

    overlaid = seed().overlay([row("holidays", "甲"), row("holidays", "乙"), row("limits", "丙")])
    assert overlaid.calendar.notice(2027) == "乙"
    assert seed().overlay([]) == seed()


def test_a_block_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError):
        Calendar().with_year(2027, None, [{"name": "元旦", "from": "2027-01-03", "to": "2027-01-01"}])


def test_every_name_can_be_translated():
    assert {mark.name for mark in CALENDAR.marks.values()} <= set(HOLIDAYS)


@pytest.mark.parametrize(
    ("day", "notice"),
    [
        (date(2016, 2, 6), "《国务院办公厅关于2016年部分节假日安排的通知》（国办发明电〔2015〕18号）"),
        (date(2015, 9, 4), "《国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日调休放假的通知》（国发明电〔2015〕1号）"),
        (date(2019, 5, 5), "《国务院办公厅关于调整2019年劳动节假期安排的通知》（国办发明电〔2019〕3号）"),
        (date(2020, 2, 1), "《国务院办公厅关于延长2020年春节假期的通知》（国办发明电〔2020〕1号）"),
        (date(2005, 2, 9), "《国务院办公厅关于2005年部分节假日安排的通知》"),  # its number was not read
    ],
)
def test_a_day_names_the_notice_that_made_it(day, notice):
    assert str(CALENDAR.source(day)) == notice


def test_a_count_of_workdays_is_the_days_one_by_one():
    for start in DAYS[::97]:
        day = start
        for n in range(1, 80):
            day += timedelta(days=1)
            while not CALENDAR.is_workday(day):
                day += timedelta(days=1)
            assert CALENDAR.workday(start, n) == day
            assert CALENDAR.workdays(start, day) == n
