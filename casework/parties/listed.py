"""Lists of other offices beside the register: what a row means, for every kind of list that parties take (views_lists)."""

from dataclasses import dataclass, field
from typing import Any

from casework.core import audit, importing
from casework.core.errors import Refused
from casework.core.importing import Stage
from casework.extensions import db
from casework.law.findings import N_, Message

OUTCOMES = ("new", "changed", "unchanged")


@dataclass
class Line:
    """One row: what it means for the register. `record`: the registered one; `changes`: {column: (what stands there, what the list
    says)}, as people read them; `code`: by what it is known."""

    row: int
    outcome: str
    values: dict
    record: Any = None
    changes: dict = field(default_factory=dict)
    code: str = ""

    @property
    def title(self):
        return self.record.name if self.record else self.values["name"]


def outcome(record, changes):
    return "changed" if changes else "unchanged" if record else "new"


def taken(name, *, batch, lines, rows, by, register, change):
    """In the action of this name: `register` (values) each new Line and `change` (Line) each changed one, all or, Refused with the row,
    none. Answers {outcome: how many}."""
    if batch.stage != Stage.READ:
        raise Refused(N_("这份表已经写入过了"))
    if not lines:
        raise Refused(N_("请先勾选要写入的行"))
    counts = dict.fromkeys(OUTCOMES, 0)
    for line in lines:
        counts[line.outcome] += 1
        try:
            if line.outcome == "new":
                register(line.values)
            elif line.outcome == "changed":
                change(line)
        except Refused as refusal:
            raise Refused(Message(N_("第 {row} 行：{why}"), row=line.row, why=refusal.message)) from None
    importing.written(batch, rows)
    db.session.flush()
    audit.bulk(name, by, batch, file_sha256=batch.sha256, counts=counts)
    return counts
