"""条款 — every rule by its number: which function says it, which article, and from when to when it holds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module

from casework.law.sources import TEXTS, Citation
from casework.law.terms import Term

ROOMS = (
    "contracts", "counting", "arrears", "collective", "collective_review", "complaints", "credit", "disputes", "forums", "fund",
    "inspection", "inspection_clocks", "mediation", "migrants", "pay", "payers", "penalty", "periods", "refusal", "serving",
    "severance", "transfer", "violations", "wages",
)  # fmt: skip


@dataclass(frozen=True)
class Clause:
    """`since` is None where the day was not read; `until` is the last day on which the sentence holds."""

    id: str
    function: Callable | Term
    basis: tuple[Citation, ...]
    since: date | None
    until: date | None = None
    said: str = ""  # the sentence of a clock, which has no docstring

    @property
    def sentence(self):
        """The sentence of the article, as the function's docstring begins."""
        return self.said or " ".join((self.function.__doc__ or "").split("\n\n")[0].split())

    def holds(self, on):
        """Whether the sentence is law on that day; a day that was not read is taken as long past."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


CLAUSES = {}  # id -> [Clause]: one number may need several functions
CLOCKS = {}  # code -> Term: "LI-21", and "WA-60-2" where one number has several


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


def clock(code, label, count, unit, sentence, *basis, event, since=None, until=None, suspension=()):
    """A Term, entered under the number that its code begins with. `sentence`: what the article says, with its source."""
    return enter(Term(code, label, count, unit, basis, event, suspension), sentence, since=since, until=until)


def enter(term, sentence, since=None, until=None):
    """Enters a Term that stands somewhere already, and hands it back."""
    number = "-".join(term.code.split("-")[:2])
    starts = since or TEXTS[term.basis[0].text].in_force
    CLAUSES.setdefault(number, []).append(Clause(number, term, term.basis, starts, until, sentence))
    CLOCKS[term.code] = term
    return term


@cache
def every():
    """All clauses by number, every room of this package read."""
    for room in ROOMS:
        import_module(f"casework.law.{room}")
    return dict(sorted(CLAUSES.items()))
