"""What nobody could read stays empty, is named, and says who enters it."""

from datetime import date as D
from types import SimpleNamespace

import pytest

from casework.law.gaps import gaps
from casework.law.rules import BadInput
from casework.law.tables import around, seed
from casework.law.tables.kinds import KINDS

ON = D(2026, 11, 25)


def row(table, value, key="330282", on=D(2024, 1, 1)):
    return SimpleNamespace(table=table, key=key, from_on=on, value=value, source="演示数据")


def missing(tables, place="330282101", on=ON):
    return [(gap.table, gap.key) for gap in gaps(tables, place, on)]


def test_the_shipped_tables_name_everything_that_was_not_read():
    found = missing(seed())
    assert found[0] == ("holidays", "2027")
    for table in ("average_wage", "arrears_crime", "hearing_threshold", "township_penalty", "fund_policy", "retirement_age",
                  "minimum_wage_tier", "filing_date", "decision_term"):
        assert (table, "") in found
    assert ("minimum_wage_tiers", "") not in found and ("rating", "") not in found
    for gap in gaps(seed(), "330282", ON):
        assert str(gap.words) and str(gap.who) and gap.ids


def test_a_row_closes_its_gap_from_its_day_on_and_for_the_places_inside():
    tables = seed().overlay([row("decision_term", {"workdays": 15}, on=D(2026, 1, 1))])
    assert ("decision_term", "") not in missing(tables)
    assert ("decision_term", "") in missing(tables, on=D(2025, 12, 31))
    assert ("decision_term", "") in missing(tables, "330283101")
    assert tables.value("decision_term", "330282101", ON, "workdays") == 15


def test_a_county_has_the_wage_of_its_tier():
    tables = seed().overlay([row("minimum_wage_tier", {"tier": 3})])
    assert tables.minimum_wage("330282101002", ON).value["monthly"] == 201_000
    assert tables.minimum_wage("330282", D(2023, 12, 31)) is None  # 2021 was not read
    assert seed().minimum_wage("330282", ON) is None
    own = tables.overlay([row("minimum_wage", {"monthly": "2300", "hourly": None}, on=D(2026, 1, 1))])
    assert own.minimum_wage("330282", ON).value["monthly"] == 230_000
    assert own.minimum_wage("330282", D(2025, 12, 31)).value["monthly"] == 201_000


def test_an_old_day_keeps_the_old_figure():
    tables = seed().overlay([row("average_wage", {"monthly": "8000"}, on=D(2025, 1, 1)),
                             row("average_wage", {"monthly": "8500"}, on=D(2026, 1, 1))])
    assert [tables.value("average_wage", "330282", D(y, 6, 1), "monthly") for y in (2024, 2025, 2026)] == [None, 800_000, 850_000]


def test_a_row_that_does_not_fit_its_table_is_refused():
    with pytest.raises(BadInput) as bad:
        seed().overlay([row("decision_term", {"workdays": 0, "days": 3})])
    assert set(bad.value.errors) == {"workdays", "days"}


def test_what_was_read_second_hand_waits_to_be_confirmed():
    found = seed().unconfirmed()
    assert {r.table for r in found} == {
        "minimum_wage_tiers", "spot_penalty", "rating", "publication", "project_account", "deposit", "complaint_contents",
        "deposit_forms", "refusal_guidance", "file_review",
    }  # fmt: skip
    assert all(r.source for r in found)


def test_places_around_a_place():
    assert around("330282101002") == ("330282101002", "330282101", "330282", "330200", "330000", "*")
    assert around(None) == ("*",)


def test_every_kind_says_who_and_for_what():
    for kind in KINDS.values():
        assert kind.title and kind.who and kind.ids and kind.fields


def test_the_scoring_table_has_the_points_of_the_standard():  # 新疆案卷评查标准: 14, 19, 12, 10, 24, 7; its last 14 were not seen
    parts = {}
    for item in seed().row("file_review", None, ON).value["items"]:
        parts.setdefault(item["part"], []).append(item["points"])
    assert parts == {
        "立案": [3, 2, 3, 2, 2, 2], "调查": [2, 3, 4, 2, 3, 5], "取证": [2] * 6, "陈述申辩听证": [2, 3, 3, 2],
        "处理": [4, 5, 3, 4, 4, 4], "送达": [4, 3],
    }  # fmt: skip
