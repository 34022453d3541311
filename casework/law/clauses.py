"""条款 — every rule by its number: which function says it, which article, and from when to when it holds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module

from casework.law.sources import TEXTS, Citation

ROOMS = (
    "contracts", "counting", "arrears", "fund", "inspection", "mediation", "severance", "wages",
)  # fmt: skip


@dataclass(frozen=True)
class Clause:
    """`since` is None where the day was not read; `until` is the last day on which the sentence holds."""

    id: str
    function: Callable
    basis: tuple[Citation, ...]
    since: date | None
    until: date | None = None

    @property
    def sentence(self):
        """The sentence of the article, as the function's docstring begins."""
        return " ".join((self.function.__doc__ or "").split("\n\n")[0].split())

    def holds(self, on):
        """Whether the sentence is law on that day; a day that was not read is taken as long past."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


CLAUSES = {}  # id -> [Clause]: one number may need several functions


def clause(ids, *basis, since=None, until=None):
    """Enters a function under the numbers it implements ("LC-03 LC-04") and hands it back with `.clause`.

    basis: its articles; the first one's text says since when, unless `since` does.
    """
    starts = since or TEXTS[basis[0].text].in_force

    def enter(function):
        for one in ids.split():
            entry = Clause(one, function, basis, starts, until)
            CLAUSES.setdefault(one, []).append(entry)
            function.clause = getattr(function, "clause", entry)
        return function

    return enter


@cache
def every():
    """All clauses by number, every room of this package read."""
    for room in ROOMS:
        import_module(f"casework.law.{room}")
    return dict(sorted(CLAUSES.items()))
