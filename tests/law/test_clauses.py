"""Every number that is coded stands in the book, with its sentence, its article and since when."""

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
