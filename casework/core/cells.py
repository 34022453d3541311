"""表格的行 — a row is laid out once by its template, with a mark where each value goes, and filled for every row of the page.

A list of fifty has five hundred cells: a macro for each of them cost ten times as much as asking the database.
"""

from operator import attrgetter

from flask import url_for
from markupsafe import Markup, escape

from casework.core.money import yuan

MARK = "\x1a"  # the layout is cut at its marks before any value is put in
SOME_ID = 2_147_483_646


def at(name):
    """Where a value goes: “id”, “n” (the place in the list) or the key of a column."""
    return f"{MARK}{name}{MARK}"


def address(endpoint):
    """The address of a row's own page, with the mark for its id."""
    return url_for(endpoint, id=SOME_ID).replace(str(SOME_ID), at("id"))


def text(column, value):
    """A value as it stands in its cell."""
    value = column.said(value)
    if value is None or value == "":
        return ""
    if column.kind == "fen":
        return escape(yuan(value))
    return value.strftime("%Y-%m-%d %H:%M") if column.kind == "moment" else escape(value)


def filled(layout, rows, columns, first, own, caller, shows, ticked=()):
    """The rows as markup. `own`: keys of the columns of which `caller(row, column)` writes the cell; `shows`: name -> function
    (value, words) for columns that are more than their text; `ticked`: ids, as texts, of rows whose box is checked."""
    texts, names = layout.split(MARK)[0::2], layout.split(MARK)[1::2]
    place = iter(range(first, first + len(rows)))
    writers = {"id": lambda row: str(row.id), "n": lambda row: str(next(place)),
               "ticked": lambda row: " checked" if str(row.id) in ticked else ""}
    writers |= {c.key: (lambda row, c=c: caller(row, c)) if c.key in own else _writer(c, shows.get(c.show)) for c in columns}
    filling = [*zip([writers[name] for name in names], texts[1:], strict=True)]
    out = []
    for row in rows:
        out.append(texts[0])
        for write, after in filling:
            out.append(write(row))
            out.append(after)
    return Markup("".join(out))


def _writer(column, show):
    """row -> its cell; what stands in a column many times is written once."""
    value, known = column.value or attrgetter(column.key), {}

    def written(found):
        if show is None:
            return text(column, found)
        return show(found, column.said(found)) if found else ""

    def write(row):
        found = value(row)
        try:
            return known[found]
        except KeyError:
            return known.setdefault(found, written(found))
        except TypeError:  # a list is nobody's key
            return written(found)

    return write
