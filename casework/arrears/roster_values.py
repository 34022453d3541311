"""What a roster holds, as values: its lines, its bad cells, its sums."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from casework.arrears.headings import Column
from casework.core import sheets
from casework.law.amounts import plain
from casework.law.findings import Message


@dataclass(frozen=True)
class RosterLine:
    """One line to claim: a month, or a period, or neither. Money in fen as the sheet has it, `owed_fen` always there (0 only where
    a sheet of the employer's was read, which may say that nothing is owed).

    `id_number` is the 18-digit form, or another document's number as typed when `id_kind` is passport, or None.
    """

    row: int
    name: str
    id_number: str | None
    id_kind: str | None
    phone: str | None
    trade: str | None
    team: str
    month: date | None
    from_on: date | None
    to_on: date | None
    due_fen: int | None
    paid_fen: int | None
    advance_fen: int | None
    deduction_fen: int | None
    owed_fen: int
    days: str | None
    day_rate_fen: int | None
    pieces: str | None = None
    piece_rate_fen: int | None = None

    @property
    def worker(self):
        """Who it is within this sheet: by number, else by name and telephone."""
        return ("id", self.id_number) if self.id_number else ("name", self.name, self.phone)


@dataclass(frozen=True)
class Problem:
    """A cell: Excel's row, the head of its column, why. `typed` is what stands there, numbers of persons masked."""

    row: int
    column: str
    reason: Message
    index: int = -1
    name: str = ""
    typed: str = ""

    @property
    def letter(self):
        return sheets.letter(self.index) if self.index >= 0 else ""

    def as_json(self):
        return {"row": self.row, "column": self.column, "reason": str(self.reason)}


@dataclass
class Roster:
    """What a sheet holds. `accepted` counts data rows without a rejected cell; only their lines are in `lines`."""

    form: str
    sheet: str
    header_row: int
    columns: list[Column]
    unknown_columns: list[str]
    lines: list[RosterLine] = field(default_factory=list)
    rejected: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    total_row: dict | None = None  # {"sheet": fen, "sum": fen, "equal": bool}
    rows: int = 0
    accepted: int = 0

    @property
    def owed_fen(self):
        return sum(line.owed_fen for line in self.lines)

    @property
    def workers(self):
        return len({line.worker for line in self.lines})

    def reasons(self):
        """{row: [“column：reason”]} of the rejected cells, as sheets.annotate writes them."""
        found = defaultdict(list)
        for problem in self.rejected:
            found[problem.row].append(f"{problem.column}：{problem.reason}")
        return dict(found)

    def refuse(self, row, column, reason):
        """Reject a row for a reason outside the sheet (the case has it already); it counts as accepted no more."""
        if row not in {problem.row for problem in self.rejected}:
            self.accepted -= 1
        self.rejected.append(Problem(row, column, reason))

    def warn(self, row, column, message):
        """A doubt from outside the sheet (claimed elsewhere already): shown beside the row, and no hindrance."""
        self.warnings.append(Problem(row, column, message))

    def as_json(self):
        """The answer of `import roster`, without "written"."""
        total = self.total_row
        return {
            "rows": self.rows,
            "accepted": self.accepted,
            "rejected": [problem.as_json() for problem in self.rejected],
            "warnings": [problem.as_json() for problem in self.warnings],
            "total_row": total and {"sheet": plain(total["sheet"]), "sum": plain(total["sum"]), "equal": total["equal"]},
            "form": self.form,
            "unknown_columns": self.unknown_columns,
        }


def overlap(one, other):
    """Whether two periods share a day; a period that is not known may be any."""
    return None in (*one, *other) or (one[0] <= other[1] and other[0] <= one[1])
