"""What the page of the sheet says around its cells: who may write, what must be looked at, where each problem stands."""

from dataclasses import dataclass

from casework.arrears import overlap
from casework.arrears.grid import ROWS, shown, told, written
from casework.arrears.models import OPEN
from casework.core.permissions import P, may
from casework.law.findings import N_, Message


@dataclass(frozen=True)
class Problem:
    """A cell to be changed: its input's id, where it stands in words, what was typed, why."""

    name: str
    where: Message
    text: str
    reason: Message


def around(case, grid, typed, user):
    """Everything beside the grid itself."""
    writable = case.state in OPEN and may(user, P.CASE_REGISTER, case.area.path)
    editable = bool(grid.layer.edit) and writable
    return {
        "editable": editable, "writable": writable, "problems": _problems(grid, typed), "notes": _notes(case, grid, typed, user),
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
    for hit in overlap.of_case(case, user) if case.state in OPEN else ():
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
