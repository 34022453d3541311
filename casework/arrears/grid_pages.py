"""What the page of the sheet says around its cells: who may write, what must be looked at, where each problem stands."""

from dataclasses import dataclass

from casework.arrears import overlap
from casework.arrears.earning import how
from casework.arrears.grid import ACROSS, ROWS, column_of, shown, told, vars_of, written
from casework.arrears.grounds import calculations, recognitions
from casework.arrears.models import KINDS, OPEN
from casework.core import files
from casework.core.permissions import P, may
from casework.extensions import db
from casework.law import rules
from casework.law.findings import N_, Message


@dataclass(frozen=True)
class Problem:
    """A cell to be changed: its input's id, where it stands in words, what was typed, why."""

    name: str
    where: Message
    text: str
    reason: Message


def may_write(case, user):
    return case.state in OPEN and may(user, P.CASE_REGISTER, case.area.path)


def worker_page(case, rows, typed, user):
    """Everything the page of one worker's lines says beside its cells."""
    lines = [line for row in rows for line in row.lines.values()]
    places = {row.name(column, layer): Message(N_("{what} {layer}"), what=column.label, layer=Message(layer.label))
              for row in rows for key, line in row.lines.items() for layer in ACROSS if (column := column_of(line, key))}
    return {
        "rows": rows, "writable": may_write(case, user), "problems": _found(places, typed), "told": told, "written": written,
        "shown": shown,
        "across": ACROSS, "column_of": column_of, "how": how, "vars_of": vars_of, "rules": rules.every(), "kinds": KINDS,
        "wage_only": ("days", "day_rate", "pieces", "piece_rate", "due", "received", "drawn", "deducted"),
        "calculations": calculations(lines), "found": db.session.scalars(recognitions(case, rows[0].worker.id)).all(),
        "evidence": db.session.scalars(files.of(case)).all(),
    }


def around(case, grid, typed, user):
    """Everything beside the grid itself."""
    writable = may_write(case, user)
    editable = bool(grid.layer.edit) and writable
    return {
        "editable": editable, "writable": writable, "problems": _problems(grid, typed), "notes": _notes(case, grid, typed, user),
        "evidence": db.session.scalars(files.of(case)).all() if editable and grid.layer.edit == "finding" else [],
        "told": told, "written": written, "shown": shown, "page_rows": ROWS,
        "blank": typed.blank if editable and grid.layer.edit == "claim" and not grid.more else 0,
        "may_print": may(user, P.PAPER_PRINT, case.area.path),
    }


def _problems(grid, typed):
    """Where the problems stand, in the order of the page."""
    places = {}
    for row in grid.rows:
        for column in grid.columns:
            if name := row.name(column, grid.layer):
                places[name] = Message(N_("第 {row} 行 {who} {what}"), row=row.n, who=row.worker.name, what=column.label)
        places[f"rate|{row.ref}|{grid.layer.name}"] = Message(N_("第 {row} 行 {who} {what}"), row=row.n, who=row.worker.name,
                                                              what=Message(grid.layer.rate_label or N_("单价")))
    return _found(places, typed)


def _found(places, typed):
    """The problems of what was typed, as Problems, in the order of `places` {name: where}."""
    places |= {"reason": Message(N_("依据")), "rest": Message(N_("还没有认定的"))}
    order = {name: at for at, name in enumerate(places)}
    found = []
    for name, reason in typed.problems.items():
        if name.startswith("new|"):
            _, n, key = name.split("|")
            where, text = Message(N_("新行 {n}"), n=int(n) + 1), typed.person(int(n), key)
        else:
            where, text = places.get(name) or Message(N_("本页以外")), typed.text(name)
        found.append(Problem(name, where, text, reason))
    return sorted(found, key=lambda problem: order.get(problem.name, len(order)))


def _notes(case, grid, typed, user):
    """{row number: [what a person should look at]}: claimed elsewhere, no identity number, cells to be changed."""
    mine = {line.id: row.n for row in grid.rows for line in row.lines.values()}
    found = {}
    for hit in overlap.of_case(case, user, {row.worker.id for row in grid.rows}) if case.state in OPEN else ():
        if hit.key in mine:
            when = hit.month.strftime("%Y-%m") if hit.month else Message(N_("这段时间"))
            found.setdefault(mine[hit.key], []).append(Message(N_("{when} 在 {where} 也有"), when=when, where=hit.number or hit.office))
    for row in grid.rows:
        if not row.worker.id_tail:
            found.setdefault(row.n, []).append(Message(N_("没有证件号")))
        wrong = sum(name.startswith(f"c|{row.ref}|") for name in typed.problems)
        if wrong:
            found.setdefault(row.n, []).insert(0, Message(N_("请改 {n} 处"), n=wrong))
    return found
