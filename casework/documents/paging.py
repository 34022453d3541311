"""花名册分页 — rows are split before layout, because CSS can neither subtract nor start a sum again on each page.

Rows are 10.4 mm high and cannot grow, so the capacity of a page is arithmetic; the render process counts the pages it
got, and where a title block was taller than thought the rows are split once more with less room (render.py).
"""

from dataclasses import dataclass, replace

from casework.law.amounts import yuan

FIRST, REST, TAIL = 10, 13, 5  # rows on page one, on later pages; rows' worth of totals and signatures
WIDTH = 261  # mm between the margins of a landscape sheet


@dataclass(frozen=True)
class Column:
    """kind: count, name, id, text, center, money, sign. Columns of money are summed."""

    key: str
    label: str
    width: float
    kind: str = "center"


@dataclass(frozen=True)
class Sheet:
    """One page: its rows, the sum of each money column here and up to here (None where a row leaves it open)."""

    rows: list
    here: dict
    so_far: dict
    count: int
    last: bool


def paginate(rows, first=FIRST, rest=REST, tail=TAIL, keep=3):
    """Rows by pages; the last page has room for `tail` rows of totals, and never signatures without names above them."""
    pages, at, room = [], 0, first
    while len(rows) - at > room - tail:
        left = len(rows) - at
        taken = max(1, min(room, left - min(keep, left - 1)))
        pages.append(rows[at:at + taken])
        at, room = at + taken, rest
    return [*pages, rows[at:]]


def total(rows, key):
    values = [row.get(key) for row in rows]
    return None if None in values else sum(values)


def sheets(rows, columns, first=FIRST, rest=REST, tail=TAIL):
    """Numbered rows on pages with their sums in fen; 累计 of the last page is 合计 by construction. `tail`: as in `paginate`."""
    keys = [column.key for column in columns if column.kind == "money"]
    numbered = [{**row, "n": n} for n, row in enumerate(rows, 1)]
    pages, done, made = paginate(numbered, first, rest, tail), [], []
    for number, page in enumerate(pages, 1):
        done += page
        made.append(Sheet(page, {key: total(page, key) for key in keys}, {key: total(done, key) for key in keys},
                          len(done), number == len(pages)))
    return made


def fit(columns, rows):
    """The same columns with money as wide as its widest figure; what is left over goes to signatures, then to all."""
    def wide(column):
        if column.kind != "money":
            return column.width
        figure = total(rows, column.key)
        widest = max([figure or 0, *(row.get(column.key) or 0 for row in rows)])
        return max(column.width, round(len(yuan(widest)) * 1.78 + 3, 1))

    widths = {column.key: wide(column) for column in columns}
    spare = max(0.0, WIDTH - sum(widths.values()))
    signing = min(spare, 14)
    each = (spare - signing) / sum(1 for c in columns if c.kind not in ("count", "sign"))
    more = {"count": 0, "sign": signing}
    return [replace(c, width=round(widths[c.key] + more.get(c.kind, each), 1)) for c in columns]


def ems(text):
    """The width of a text in its own type size: Latin letters and figures take about half a place."""
    return sum(1 if ord(c) > 0x2E7F else 0.56 for c in text)


def name_size(name, width, sizes):
    """The class of the largest type in which a name, broken only after · and blanks, stands in its lines of `width` mm.

    sizes: (class, mm for a character, lines), largest first.
    """
    parts = name.replace("·", "· ").split() or [""]
    for label, em, lines in sizes:
        spread = [em * ems(part) for part in parts]
        if max(spread) <= width and (len(parts) <= lines or sum(spread) <= width * lines * 0.8):
            return label
    return sizes[-1][0]


def text_size(text, width, sizes):
    """The same for text that may break anywhere."""
    for label, em, lines in sizes:
        if em * (ems(text) + lines - 1) <= width * lines:
            return label
    return sizes[-1][0]
