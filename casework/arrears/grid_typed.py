"""What was typed into the sheet: texts of cells and of new people, as a page or a script posts them. Knows no database."""

import json
from dataclasses import dataclass, field

from casework.arrears.cells import tidy
from casework.arrears.grid import ACROSS, BLANK, LAYERS, column_of, month_of, months_between, shown, written

PERSON = ("name", "id", "phone", "trade", "team")
MOST_NEW = 500


@dataclass
class Typed:
    """`cells`: {name: text} of what stands on the page; `base`: {name: [version, text]} of what stood there when it was opened.

    `people`: {n: {name, id, phone, trade, team, rate, month: text}} of rows that are new. `problems` {name: Message} and
    `theirs` {name: text that somebody else saved meanwhile} are filled by the action that refuses.
    """

    layer: object
    months: list
    cells: dict = field(default_factory=dict)
    people: dict = field(default_factory=dict)
    base: dict = field(default_factory=dict)
    blank: int = BLANK
    again: bool = False
    reason: str = ""
    evidence: int | None = None
    rest: bool = False
    problems: dict = field(default_factory=dict)
    theirs: dict = field(default_factory=dict)
    doubts: list = field(default_factory=list)

    def touched(self, name):
        """Whether somebody wrote something else into a cell than stood there."""
        return name in self.cells and tidy(self.cells[name]) != tidy(self.base.get(name, (0, ""))[1])

    def text(self, name, otherwise=""):
        """What the page shows in a cell: what was typed, or what stands there now."""
        return self.cells[name] if self.touched(name) else otherwise

    def person(self, n, key):
        return self.people.get(n, {}).get(key, "")

    def filled(self):
        """New rows in which something stands, in their order."""
        return {n: row for n, row in sorted(self.people.items()) if any(text.strip() for text in row.values())}


def read(form):
    """A Typed from posted pairs; what is no name of a cell is passed over."""
    layer = LAYERS.get(form.get("layer"), LAYERS["claimed"])
    months = [month for text in form.get("months", "").split() if (month := month_of(text))]
    months += [month for month in asked(form.get("from"), form.get("to")) if month not in months]
    typed = Typed(layer, sorted(months), base=_base(form.get("base", "")), again="again" in form, rest="rest" in form)
    typed.reason = form.get("reason", "").strip()
    typed.evidence = int(form["evidence"]) if form.get("evidence", "").isdecimal() else None
    for name, text in form.items(multi=True):
        if name.startswith(("c|", "rate|")):
            typed.cells[name] = text[:60]
        elif name.startswith("new|") and name.count("|") == 2:
            _, n, key = name.split("|")
            if n.isdecimal() and int(n) < MOST_NEW and (key in PERSON or key == "rate" or month_of(key)):
                typed.people.setdefault(int(n), {})[key] = text[:80]
    more = BLANK if form.get("do") == "rows" else 0
    typed.blank = min(MOST_NEW, max(BLANK, max(typed.people, default=-1) + 1) + more)
    return typed


def asked(first, last):
    """The months from one to the other that somebody asks to see; one alone is enough."""
    first, last = month_of(first), month_of(last)
    return months_between(first or last, last or first)


def _base(text):
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: value for name, value in found.items()
            if isinstance(value, list) and len(value) == 2 and isinstance(value[0], int) and isinstance(value[1], str)}


def base_of(grid, typed):
    """What the page of a grid shows now, to be compared with when it comes back."""
    found = {}
    for row in grid.rows:
        _stands(found, row, [(column, grid.layer) for column in grid.columns])
        if grid.layer.rate:
            found[f"rate|{row.ref}|{grid.layer.name}"] = [0, row.rate(grid.layer)[0]]
    return _kept(found, typed)


def base_of_rows(rows, typed):
    """The same of all figures of one worker's lines."""
    found = {}
    for row in rows:
        _stands(found, row, [(column_of(line, key), layer) for key, line in row.lines.items() for layer in ACROSS])
    return _kept(found, typed)


def _stands(found, row, places):
    for column, layer in places:
        if (line := row.lines.get(column.key)) is not None and layer.edit:
            found[row.name(column, layer)] = [line.version, written(shown(line, layer), layer)]


def _kept(found, typed):
    """A cell that was typed into keeps what stood there when the person began, until they were told what somebody else has saved."""
    for name in typed.cells:
        if typed.touched(name) and name not in typed.theirs:
            if name in typed.base:
                found[name] = typed.base[name]
            else:
                found.pop(name, None)
    return found
