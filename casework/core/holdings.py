"""在手的工作 — what a person holds and somebody else would have to take over. Each feature publishes its kind; desk moves them.

    HOLDINGS["case"] = Holding(N_("欠薪案件"), held=…, move=…, fits=…)

held   (user) -> [Held]: what this person holds now
move   (id, giver, receiver, by) -> None: through the record's own action; Refused when it cannot be
fits   (id, receiver) -> Message or None: why this receiver cannot take it
"""

from dataclasses import dataclass
from datetime import date

HOLDINGS = {}


@dataclass(frozen=True)
class Held:
    """One thing in a person's hands: what, which record and party, the next day it is due, and where it is shown."""

    kind: str
    id: int
    what: str
    number: str
    who: str
    due_on: date | None
    endpoint: str
    page_id: int


@dataclass(frozen=True)
class Holding:
    """`place`: kinds stand on a slip in this order."""

    label: str
    held: object
    move: object
    fits: object = lambda id, receiver: None
    place: int = 1


def of(user):
    """Everything the person holds, kind by kind, the most pressing first."""
    kinds = sorted(HOLDINGS.values(), key=lambda kind: kind.place)
    return [one for kind in kinds for one in sorted(kind.held(user), key=lambda h: (h.due_on or date.max, h.id))]
