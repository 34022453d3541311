"""列对照 — a list as another system exported it: which of its columns is which of our fields, by title or by a person's choice.

Pure: bytes in, rows out. What a cell cannot be is told with its row and column; the other rows are not lost.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from casework.core import sheets
from casework.core.errors import Refused
from casework.law import amounts
from casework.law.findings import N_, Message

DEEPEST = 20  # rows above the heads
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})", re.ASCII)


@dataclass(frozen=True)
class Field:
    """One of our fields. kind: text, day, fen or count. `titles`: what other systems call it, the first is ours."""

    key: str
    titles: tuple
    kind: str = "text"
    must: bool = False
    longest: int = 200

    @property
    def label(self):
        return self.titles[0]


@dataclass
class Rows:
    """What was read: {Excel's row: {field: value}} of the good rows, and [(row, title, Message)] of those that were refused."""

    good: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)

    def refuse(self, row, title, message):
        """A row that was read well and still cannot be taken."""
        del self.good[row]
        self.problems.append((row, title, message))

    @property
    def count(self):
        return len(self.good) + len({row for row, _, _ in self.problems})


class Table:
    """The first sheet of a file and the row that has its heads: the one that most of our titles stand in."""

    def __init__(self, data, fields):
        book = sheets.read(data)
        self.sheet, self.fields = book.sheet(book.names[0]), fields
        known = {squeezed(title): one.key for one in fields for title in one.titles}
        heads = [sum(isinstance(cell, str) and squeezed(cell) in known for cell in cells) for cells in self.sheet.rows[:DEEPEST]]
        if not heads:
            raise Refused(N_("表格是空的"), field="file")
        self.header = heads.index(max(heads)) if max(heads) else next(
            (n for n, cells in enumerate(self.sheet.rows[:DEEPEST]) if sum(cell is not None for cell in cells) > 1), 0)
        heads = enumerate(self.sheet.rows[self.header])
        self.titles = {n: str(cell).strip() for n, cell in heads if cell is not None and str(cell).strip()}
        self.guess = {}
        for n, title in self.titles.items():
            if (key := known.get(squeezed(title))) and key not in self.guess:
                self.guess[key] = n

    def chosen(self, titles):
        """{field: column} for remembered or typed {field: title}; what the sheet does not have is left out."""
        at = {squeezed(title): n for n, title in self.titles.items()}
        return {key: at[squeezed(title)] for key, title in titles.items() if title and squeezed(title) in at}

    def typed(self, form):
        """{field: column} as a person chose on the page (fields named at-<key>)."""
        return {one.key: at for one in self.fields if (at := form.get(f"at-{one.key}", type=int)) in self.titles}

    def read(self, columns):
        """Rows under these {field: column}."""
        found = Rows()
        for row, cells in enumerate(self.sheet.rows[self.header + 1:], start=self.header + 2):
            if all(cell is None or not str(cell).strip() for cell in cells):
                continue
            values, bad = {}, False
            for one in self.fields:
                n = columns.get(one.key)
                try:
                    values[one.key] = _value(one, cells[n] if n is not None and n < len(cells) else None)
                except Refused as refusal:
                    found.problems.append((row, self.titles.get(n, one.label), refusal.message))
                    bad = True
            if not bad:
                found.good[row] = values
        return found


def squeezed(text):
    """A title without what people write differently: blanks, width, brackets and what stands in them, stars, colons."""
    text = re.sub(r"[（(].*?[)）]", "", unicodedata.normalize("NFKC", str(text)))
    return re.sub(r"[\s*：:]", "", text).lower()


def _value(one, cell):
    text = sheets.shown(cell).strip() if cell is not None else ""
    if not text:
        if one.must:
            raise Refused(Message(N_("请填写{what}"), what=Message(one.label)))
        return None
    if one.kind == "day":
        return day(cell)
    if one.kind == "fen":
        try:
            return fen(text)
        except (ValueError, ArithmeticError) as wrong:
            raise Refused(Message(N_("“{typed}”不是金额"), typed=text[:40])) from wrong
    if one.kind == "count":
        if not text.rstrip("人名").isdecimal():
            raise Refused(Message(N_("“{typed}”不是整数"), typed=text[:40]))
        return int(text.rstrip("人名"))
    if len(text) > one.longest:
        raise Refused(Message(N_("太长，最多 {n} 个字"), n=one.longest))
    return text


def fen(text):
    """Whole fen of an amount in a list of the past: 3,500, 3500元, 1.2万 (exactly 12,000.00 yuan). ValueError for anything else.

    What a claim is made of is stricter (arrears.cells): there 1.2万 is asked back.
    """
    text = unicodedata.normalize("NFKC", text).replace(",", "").removesuffix("元").strip()
    if not text.endswith("万"):
        return amounts.fen(text)
    exact = Decimal(text.removesuffix("万")) * 1_000_000
    if exact != int(exact) or not 0 <= exact < amounts.LIMIT:
        raise ValueError(text)
    return int(exact)


def day(cell):
    """A local date from a cell: a date, or a text that begins with one; Refused otherwise."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    found = _DAY.match(str(cell).strip())
    try:
        return date(*(int(part) for part in found.groups() if part)) if found else date(0, 0, 0)
    except ValueError:
        raise Refused(Message(N_("“{typed}”不是日期，请写成 2026-03-02"), typed=str(cell)[:40])) from None
