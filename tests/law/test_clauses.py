"""Every number that is coded stands in the book, with its sentence, its article and since when."""

from datetime import date as D
from itertools import chain

import pytest

from casework.law import clauses


def numbers(prefix, *spans):
    return {f"{prefix}-{n:02}" for first, last in spans for n in range(first, last + 1)}


CODED = (
    numbers("CA", (1, 3), (12, 12))
    | numbers("LC", (1, 9), (11, 47), (50, 54), (56, 72))
    | numbers("LI", (3, 3), (5, 5), (10, 12), (14, 17), (19, 32), (40, 47), (53, 55))
    | numbers("WA", (5, 7), (10, 11), (16, 16), (20, 20), (23, 23), (50, 51), (53, 54), (60, 61))
    | numbers("MA", (1, 2), (4, 16), (18, 18), (20, 37))
)


def test_every_number_is_in_the_book():
    assert set(clauses.every()) >= CODED


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
