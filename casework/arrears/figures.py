"""The sums of claim lines, in one place: of a case, of every row of a list, of a whole filter, of a group of a report.

Claimed, recognised, paid, advanced and waived stay apart; recognised is what was claimed on lines without a finding.
"""

from dataclasses import dataclass
from functools import lru_cache, reduce

import sqlalchemy as sa

from casework.arrears.models import Case, ClaimLine, State
from casework.extensions import db


@dataclass(frozen=True)
class Sums:
    """Sums in fen, and how many workers and lines they stand for."""

    workers: int
    lines: int
    claimed: int
    recognised: int
    paid: int
    advanced: int
    waived: int
    recovered: int

    @property
    def owed_by_employer(self):
        return self.recognised - self.paid - self.waived

    @property
    def owed_to_worker(self):
        return self.owed_by_employer - self.advanced + self.recovered


def stands():
    return sa.func.coalesce(ClaimLine.recognised_fen, ClaimLine.claimed_fen)


def total(column):
    """A sum in fen as an integer on both databases (PostgreSQL adds bigints into a numeric)."""
    return sa.cast(sa.func.coalesce(sa.func.sum(column), 0), sa.BigInteger)


def columns():
    """What a statement over claim lines selects for one Sums, in its order."""
    return (
        sa.func.count(sa.distinct(ClaimLine.worker_id)), sa.func.count(ClaimLine.id), total(ClaimLine.claimed_fen), total(stands()),
        total(ClaimLine.paid_fen), total(ClaimLine.advanced_fen), total(ClaimLine.waived_fen), total(ClaimLine.recovered_fen),
    )


def sums(condition):
    """The Sums of the claim lines for which an SQL condition holds."""
    return Sums(*(int(value) for value in db.session.execute(db.select(*columns()).where(condition)).one()))


def joined():
    """The sums of claim lines as one text, as `of_row` reads it."""
    return reduce(lambda text, column: text.concat("|").concat(column), (sa.cast(column, sa.String) for column in columns()))


def packed():
    """The sums of the case of a row as one text: one look at its lines, however many of the figures the list shows."""
    return db.select(joined()).where(ClaimLine.case_id == Case.id).correlate(Case).scalar_subquery().label("figures")


@lru_cache(1024)
def _unpacked(text):
    return Sums(*map(int, text.split("|")))


def of_row(row):
    """The Sums of a row of `packed()`."""
    return _unpacked(row.figures)


def counted(select):
    """Ids of the cases of a list's filter that count: a merged one stands in the case that it is part of now."""
    ids = select.with_only_columns(Case.id, maintain_column_froms=True).order_by(None)
    return ids.where(Case.state != State.MERGED)


def of_filter(select):
    """(how many cases, their Sums) of a list's filter."""
    ids = counted(select).subquery()
    n = db.select(sa.func.count()).select_from(ids).scalar_subquery()
    row = db.session.execute(db.select(n, *columns()).where(ClaimLine.case_id.in_(db.select(ids.c.id)))).one()
    return int(row[0]), Sums(*(int(value) for value in row[1:]))
