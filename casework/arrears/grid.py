"""欠薪表 — a case as rows of workers and columns of months, with the other claim kinds beside them. Reads only.

A cell is one claim line seen through one layer: what is claimed, due, received, worked, recognised, waived, paid, advanced
or still owed. A row is a worker in a team, in the order in which the lines came in; the papers of the case follow it.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from casework.arrears import figures
from casework.arrears.earning import earned_fen, how, plain
from casework.arrears.models import KINDS, ClaimKind, ClaimLine
from casework.extensions import db
from casework.law.amounts import yuan
from casework.law.findings import N_, Message
from casework.parties.models import Worker

ROWS = 100  # on a page
BLANK = 10  # empty rows offered at once
SPAN = 36  # months at most


@dataclass(frozen=True)
class Layer:
    """One way of looking at the lines. `edit`: claim (what is claimed), finding (认定、放弃), or None (comes from payments).

    `rate`: the column that the row carries beside a quantity."""

    name: str
    label: str
    column: str
    edit: str | None = "claim"
    quantity: bool = False
    rate: str | None = None
    rate_label: str = ""

    @property
    def wages_only(self):
        """Whether it says nothing of claims beside wages."""
        return self.quantity or self.name in ("due", "received")


LAYERS = {layer.name: layer for layer in (
    Layer("claimed", N_("欠发"), "claimed_fen"),
    Layer("due", N_("应发"), "due_fen"),
    Layer("received", N_("已发"), "received_fen"),
    Layer("days", N_("工日"), "days", quantity=True, rate="day_rate_fen", rate_label=N_("日工资")),
    Layer("pieces", N_("件数"), "pieces", quantity=True, rate="piece_rate_fen", rate_label=N_("单价")),
    Layer("recognised", N_("认定"), "recognised_fen", "finding"),
    Layer("waived", N_("已放弃"), "waived_fen", "finding"),
    Layer("paid", N_("已付"), "paid_fen", None),
    Layer("advanced", N_("垫付"), "advanced_fen", None),
    Layer("owed", N_("尚欠"), "owed_fen", None),
)}
DETAILS = {layer.name: layer for layer in (  # of one line, on the page of its worker
    Layer("day_rate", N_("日工资"), "day_rate_fen"),
    Layer("piece_rate", N_("单价"), "piece_rate_fen"),
    Layer("drawn", N_("借支"), "drawn_fen"),
    Layer("deducted", N_("扣款"), "deducted_fen"),
)}
EVERY = {**LAYERS, **DETAILS}
ACROSS = tuple(EVERY[name] for name in ("days", "day_rate", "pieces", "piece_rate", "due", "received", "drawn", "deducted", "claimed",
                                        "recognised", "waived", "paid", "advanced", "owed"))


@dataclass(frozen=True)
class Column:
    """A wage month, or the n-th line of another kind (or of wages without a month) that a row may have."""

    month: date | None
    kind: ClaimKind = ClaimKind.WAGES
    nth: int = 0

    @cached_property
    def key(self):
        return f"{self.month:%Y-%m}" if self.month else f"{self.kind}-{self.nth}"

    @property
    def label(self):
        if self.month:
            return f"{self.month:%Y-%m}"
        words = Message(KINDS[self.kind]) if self.kind != ClaimKind.WAGES else Message(N_("未分月"))
        return Message(N_("{kind}（{n}）"), kind=words, n=self.nth + 1) if self.nth else words

    @property
    def wages(self):
        return self.kind == ClaimKind.WAGES

    def order(self):
        return not self.wages, self.month is None, self.month or date.min, list(ClaimKind).index(self.kind), self.nth


@dataclass(slots=True)
class Cell:
    """One figure on the page: `text` is what its input holds (typed, or `value` that stands), `hint` how it came about."""

    column: Column
    name: str | None
    line: object
    text: str
    value: str
    hint: object
    bad: object


@dataclass
class Row:
    """One worker in one team: {column key: line}. `n` is its number on the sheet and on every paper."""

    n: int
    worker: Worker
    team: str
    trade: str
    lines: dict = field(default_factory=dict)

    @property
    def ref(self):
        return f"{self.worker.id}|{self.team}"

    def name(self, column, layer):
        """The name of a cell's input: c|worker|team|month or line|layer."""
        line = self.lines.get(column.key)
        place = column.key if column.month else f"l{line.id}" if line is not None else None
        return place and f"c|{self.ref}|{place}|{layer.name}"

    def cells(self, columns, layer, typed):
        """What the page shows of the row, a Cell for each column."""
        made = []
        for column in columns:
            line, name = self.lines.get(column.key), self.name(column, layer)
            value = written(shown(line, layer), layer)
            made.append(Cell(column, name, line, typed.text(name, value) if name else "", value,
                             told(line, layer) if line is not None else "", typed.problems.get(name)))
        return made

    def rate(self, layer):
        """(text, mixed): the rate that all lines of the row share, and whether they have several."""
        rates = {getattr(line, layer.rate) for line in self.lines.values()} - {None}
        return (written(rates.pop(), layer, True), False) if len(rates) == 1 else ("", len(rates) > 1)

    def sum(self, layer, columns):
        values = [value for column in columns if (value := shown(self.lines.get(column.key), layer)) is not None]
        return sum(values, Decimal(0) if layer.quantity else 0)

    def earned(self):
        return sum(earned_fen(vars_of(line)) or 0 for line in self.lines.values())


def vars_of(line):
    return {name: getattr(line, name) for name in ("days", "day_rate_fen", "pieces", "piece_rate_fen")}


def shown(line, layer):
    """The figure of a line in a layer: fen, a Decimal quantity, or None."""
    if line is None:
        return None
    value = getattr(line, layer.column)
    return Decimal(value) if layer.quantity and value is not None else value


def written(value, layer, rate=False):
    """A figure as a cell has it: 1,200.50 or 22.5; nothing for None, and for 0 where 0 says nothing."""
    if value is None or (not value and layer.name in ("waived", "paid", "advanced")):
        return ""
    return plain(value) if layer.quantity and not rate else yuan(value)


def told(line, layer):
    """What a cell says beside its figure: how it was worked out, or what the figure is measured by."""
    if line is None:
        return ""
    if layer.quantity or layer.name == "due":
        return how(vars_of(line))
    if layer.edit == "finding":
        return Message(N_("主张 {claimed}"), claimed=yuan(line.claimed_fen))
    return ""


@dataclass
class Grid:
    """One page of the sheet in one layer. `totals`: {column key: sum of the whole case}; `rest`: those of the other pages."""

    layer: Layer
    columns: list
    rows: list
    totals: dict
    first: int
    count: int
    workers: int

    @property
    def wages(self):
        return [column for column in self.columns if column.wages]

    @property
    def others(self):
        return [column for column in self.columns if not column.wages]

    @property
    def months(self):
        return [column.month for column in self.columns if column.month]

    def rest(self, key):
        """What the other pages add to a column."""
        mine = [value for row in self.rows if (value := shown(row.lines.get(key), self.layer)) is not None]
        return self.totals.get(key, 0) - sum(mine)

    @property
    def more(self):
        return self.first + len(self.rows) <= self.count

    def total(self, columns=None):
        return sum((self.totals.get(column.key, 0) for column in columns or self.columns), Decimal(0) if self.layer.quantity else 0)


def read(case, layer, first=1, extra=()):
    """The Grid of a case from row `first`; `extra`: first days of months that are shown though nothing is claimed in them."""
    keyed = (ClaimLine.worker_id, ClaimLine.team)
    every = db.session.execute(
        db.select(*keyed).where(ClaimLine.case_id == case.id).group_by(*keyed).order_by(sa.func.min(ClaimLine.id))).all()
    first = max(1, min(first, len(every) or 1))
    here = every[first - 1:first - 1 + ROWS]
    ids = {worker_id for worker_id, _ in here}
    people = {worker.id: worker for worker in db.session.scalars(db.select(Worker).where(Worker.id.in_(ids)))}
    rows = {key: Row(first + n, people[key[0]], key[1], "") for n, key in enumerate(map(tuple, here))}
    for line in db.session.scalars(_lines(case, ids)):
        if (row := rows.get((line.worker_id, line.team))) is not None:
            row.trade = row.trade or line.trade or ""
            row.lines[_place(row, line).key] = line
    sums = _sums(case, layer)
    columns = sorted({*sums, *map(Column, extra)}, key=Column.order)
    return Grid(layer, columns, list(rows.values()), {column.key: value for column, value in sums.items()}, first, len(every),
                len({worker_id for worker_id, _ in every}))


def rows_of(case, worker_id):
    """The rows of one worker of a case, with all their lines, and the columns in which these stand."""
    rows = {}
    for line in lines_of(case, {worker_id}):
        row = rows.setdefault(line.team, Row(len(rows) + 1, line.worker, line.team, line.trade or ""))
        row.lines[_place(row, line).key] = line
    return list(rows.values())


def column_of(line, key):
    """The Column of a line under its key."""
    return Column(line.month) if line.month and line.kind == ClaimKind.WAGES else Column(None, line.kind, int(key.rpartition("-")[2]))


def _place(row, line):
    """The Column of a line in its row: its month, or the next place of its kind."""
    if line.month and line.kind == ClaimKind.WAGES:
        return Column(line.month)
    return Column(None, line.kind, sum(1 for key in row.lines if key.startswith(f"{line.kind}-")))


def lines_of(case, workers):
    """Claim lines of these workers of a case with their workers, read anew, in their order."""
    return db.session.scalars(_lines(case, workers).options(joinedload(ClaimLine.worker))).all()


def _lines(case, workers):
    return (db.select(ClaimLine).where(ClaimLine.case_id == case.id, ClaimLine.worker_id.in_(workers)).order_by(ClaimLine.id)
            .execution_options(populate_existing=True))


def _sums(case, layer):
    """{Column: sum of the whole case in this layer} of every column that has a line."""
    value = figures.stands() - ClaimLine.paid_fen - ClaimLine.waived_fen \
        if layer.name == "owed" else getattr(ClaimLine, layer.column)
    monthly = sa.and_(ClaimLine.case_id == case.id, ClaimLine.kind == ClaimKind.WAGES, ClaimLine.month.is_not(None))
    nth = sa.func.row_number().over(partition_by=(ClaimLine.worker_id, ClaimLine.team, ClaimLine.kind), order_by=ClaimLine.id)
    beside = db.select(ClaimLine.kind, nth.label("nth"), value.label("value")).where(ClaimLine.case_id == case.id, sa.or_(
        ClaimLine.kind != ClaimKind.WAGES, ClaimLine.month.is_(None))).subquery()
    if layer.quantity:  # kept as text: added here
        months, others = defaultdict(Decimal), defaultdict(Decimal)
        for month, text in db.session.execute(db.select(ClaimLine.month, value).where(monthly)):
            months[month] += Decimal(text or 0)
        for nth, text in db.session.execute(db.select(beside.c.nth, beside.c.value).where(beside.c.kind == ClaimKind.WAGES)):
            others[ClaimKind.WAGES, nth] += Decimal(text or 0)
    else:
        months = dict(db.session.execute(db.select(ClaimLine.month, figures.total(value)).where(monthly).group_by(ClaimLine.month)).all())
        rows = db.session.execute(
            db.select(beside.c.kind, beside.c.nth, figures.total(beside.c.value)).group_by(beside.c.kind, beside.c.nth)).all()
        others = {(ClaimKind(kind), nth): int(fen) for kind, nth, fen in rows}
    return {Column(month): figure for month, figure in months.items()} | {
        Column(None, kind, n - 1): figure for (kind, n), figure in others.items()}


_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


def month_of(text):
    """The first day of the month “2026-03”, or None."""
    match = _MONTH.fullmatch(text or "")
    if match and 1 <= int(match[2]) <= 12 and 1900 <= int(match[1]) <= 2200:
        return date(int(match[1]), int(match[2]), 1)
    return None


def months_between(first, last):
    """First days of the months from `first` to `last`, at most SPAN."""
    found = []
    while first and last and first <= last and len(found) < SPAN:
        found.append(first)
        first = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return found


def usual(case):
    """Months offered for a case of which nothing is known yet: the last that is in arrears and the two before it."""
    last = (case.arrears_ended_on or case.received_on).replace(day=1)
    at = last.year * 12 + last.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(at - 2, at + 1)]
