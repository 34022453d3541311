"""Every number that is coded stands in the book, with its sentence, its article and since when."""

import re
from datetime import date as D
from itertools import chain

import pytest

from casework.law import clauses


@pytest.mark.parametrize("entry", list(chain.from_iterable(clauses.every().values())), ids=lambda entry: entry.id)
def test_each_has_its_sentence_and_article(entry):
    assert entry.basis and all(str(citation).startswith("《") for citation in entry.basis)
    assert len(entry.sentence) > 10
    assert entry.since is None or D(1995, 1, 1) <= entry.since <= D(2026, 12, 31)


def test_a_rule_holds_from_its_day():
    (over_age, *_) = clauses.every()["LC-69"]
    assert not over_age.holds(D(2026, 6, 30)) and over_age.holds(D(2026, 7, 1))
    (listing, *_) = clauses.every()["LI-53"]
    assert not listing.holds(D(2021, 12, 31)) and listing.holds(D(2022, 1, 1))


@pytest.mark.parametrize("entry", list(chain.from_iterable(clauses.every().values())), ids=lambda entry: entry.id)
def test_a_sentence_that_names_its_day_holds_from_that_day(entry):
    named = [D(*map(int, parts)) for parts in re.findall(r"(\d{4})年(\d{1,2})月(\d{1,2})日起", entry.sentence)]
    assert not named or entry.since in named or entry.until, "one that has ended shares the sentence of what took its place"


def test_a_month_is_worth_days_and_hours_by_the_same_notices():  # 劳社部发〔2008〕3号, then 人社部发〔2025〕2号
    for on, notice in ((D(2024, 12, 31), "劳社部发〔2008〕3号"), (D(2025, 1, 1), "人社部发〔2025〕2号")):
        held = {(entry.function.__name__, *(c.number for c in entry.basis)) for entry in clauses.every()["LC-45"] if entry.holds(on)}
        assert held == {("daily", notice), ("hourly", notice)}
