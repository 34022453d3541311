"""欠薪报表 — the money of a filter of the list of cases, by employer, area, channel or month of receipt.

Every row leads to the list that it counts. A merged case is counted in the case that it is part of.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from casework.accounts.models import Area
from casework.arrears import figures
from casework.arrears.models import CHANNELS, Case, ClaimLine
from casework.arrears.queries import Cases
from casework.core.listing import Column
from casework.core.words import say
from casework.extensions import db
from casework.law.findings import N_
from casework.parties.models import Employer

MONTH = sa.extract("year", Case.received_on) * 100 + sa.extract("month", Case.received_on)
BY = {  # what a report is by: (its words, key, name)
    "employer": (N_("单位"), Employer.id, Employer.name),
    "area": (N_("区域"), Area.code, Area.name),
    "channel": (N_("来源"), sa.cast(Case.channel, sa.String), sa.cast(Case.channel, sa.String)),
    "month": (N_("收到月份"), sa.cast(MONTH, sa.Integer), sa.cast(MONTH, sa.Integer)),
}


BESIDE = []  # (Report, user) -> Beside or None: history of other sources, shown apart and never added to what the cases say


@dataclass(frozen=True)
class Beside:
    """What another source says of the same question. rows: [(words, url or None, count, people, fen)]; `total` the same without
    words, over its whole filter; `groups`: how many there are, of which the first are shown; `notes`: sentences on what it is not."""

    title: str
    rows: list
    total: tuple
    groups: int
    more: str
    notes: tuple = ()


@dataclass(frozen=True)
class Row:
    """One group: `drill` is what the list of cases is asked for to show the same cases."""

    words: str
    cases: int
    sums: figures.Sums
    drill: dict


def _sum(name):
    return lambda row: getattr(row.sums, name)


class Report(Cases):
    """The filters of the list of cases, and for each group one row; export and print as of any list."""

    name, title, views = "", N_("欠薪报表"), ()
    filters = {key: one for key, one in Cases.filters.items() if key in ("q", "state", "channel", "area", "employer", "from", "to")}
    columns = (
        Column("words", N_("分组"), css="cut"),
        Column("cases", N_("案件数"), kind="count"),
        Column("workers", N_("人数"), kind="count", value=_sum("workers")),
        Column("claimed_fen", N_("主张（元）"), kind="fen", value=_sum("claimed")),
        Column("recognised_fen", N_("认定（元）"), kind="fen", value=_sum("recognised")),
        Column("paid_fen", N_("已付（元）"), kind="fen", value=_sum("paid")),
        Column("advanced_fen", N_("垫付（元）"), kind="fen", value=_sum("advanced")),
        Column("waived_fen", N_("放弃（元）"), kind="fen", value=_sum("waived")),
        Column("owed_fen", N_("尚欠（元）"), kind="fen", value=_sum("owed_by_employer")),
        Column("owed_to_worker_fen", N_("劳动者待领（元）"), kind="fen", value=_sum("owed_to_worker")),
    )

    def __init__(self, select, args=None):
        super().__init__(select, args, per_page=10**6)
        self.by = self.args.get("by") if self.args.get("by") in BY else "employer"

    def all(self):
        return iter(self.rows)

    @property
    def rows(self):
        if not hasattr(self, "_rows"):
            self._rows = self._read()
        return self._rows

    def _read(self):
        _, key, name = BY[self.by]
        ids = figures.counted(self.unordered).subquery()
        groups = db.session.execute(
            db.select(key.label("key"), sa.func.max(name).label("name"), sa.func.count(sa.distinct(Case.id)), *figures.columns())
            .select_from(Case).join(ids, ids.c.id == Case.id).join(Area, Area.id == Case.area_id)
            .join(Employer, Employer.id == Case.employer_id).outerjoin(ClaimLine, ClaimLine.case_id == Case.id)
            .group_by(key)).all()
        rows = [self._row(group[0], group[1], int(group[2]), figures.Sums(*map(int, group[3:]))) for group in groups]
        if self.by == "month":
            return sorted(rows, key=lambda row: row.words)
        return sorted(rows, key=lambda row: (-row.sums.owed_by_employer, -row.sums.claimed, row.words))

    def _row(self, key, name, cases, sums):
        asked = dict(self.asked)
        asked.setdefault("state", "apart")
        if self.by == "month":
            year, month = divmod(key, 100)
            first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
            since, until = asked.get("from"), asked.get("to")
            asked |= {"from": max(first.isoformat(), since or ""), "to": min(last.isoformat(), until or "9999-12-31")}
            return Row(f"{year}-{month:02d}", cases, sums, asked)
        words = say(CHANNELS[name]) if self.by == "channel" else name
        return Row(words, cases, sums, asked | {self.by: str(key)})

    @property
    def total(self):
        """(how many cases, Sums): people who claim in two groups are counted once."""
        return figures.of_filter(self.unordered)
