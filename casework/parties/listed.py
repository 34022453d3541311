"""Lists of other offices beside the register: what a row means, for every kind of list that parties take (views_lists)."""

from dataclasses import dataclass, field
from typing import Any

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
