"""待办 — what waits for a person. Features publish sources; the desk reads them all and knows none of them.

A source is one function and one statement:

    def my_clocks(user, day):                      # day: Day, the local date and how its colours are read
        rows = db.session.execute(…)               # plain rows, scoped to the user
        return [Slip(N_("调查办结"), row.number, row.employer, row.due_on, day.clock(…), "arrears.show", row.id) for row in rows]

    slips.SOURCES.append(my_clocks)

SOURCES   (user, day) -> [Slip]
TODAY     (user, day) -> [(words, text, url or None)]: a line of the panel 今天
PANELS    (user) -> (id, title, markup) or None: a panel beside the to-dos
"""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from casework.core import calendar, deadlines
from casework.core.deadlines import Deadline, Suspension
from casework.extensions import db
from casework.law.terms import Reading, Unit, reading

SOURCES = []
TODAY = []
PANELS = []
NEVER = date(9999, 12, 31)  # after every day: without a due day, or while its clock stands still
OVERDUE, DUE, OPEN, PAUSED = "red", "amber", "green", "paused"


class Slip(NamedTuple):
    """One thing to do. `what`: its words, still to be translated; `matter`: the record's number or name; `due_on` and `reading`
    are empty where no clock runs; `endpoint` and `id` open it; `approval`: it waits for this person's decision."""

    what: str
    matter: str
    who: str
    due_on: date | None
    reading: Reading | None
    endpoint: str
    id: int
    approval: bool = False

    @property
    def colour(self):
        """red, amber, green or paused; what has no clock is green: nothing presses."""
        return self.reading.colour if self.reading else OPEN

    @property
    def key(self):
        """Its place on a desk: by day; what stands still or has no day comes last."""
        return self.due_on if self.due_on and self.reading.colour != PAUSED else NEVER, self.matter, self.what


KEY = Slip.key.fget


@dataclass
class Day:
    """A local date, with a county's limits for amber. What is alike is read once: 2,000 clocks have few different days."""

    on: date
    amber_days: int = 5
    amber_share: int = 20
    kept: dict = field(default_factory=dict)

    def clock(self, code, due_on, extra=0, paused=False):
        """The reading of a deadlines.Deadline by its columns."""
        term = deadlines.TERMS[code]
        return self._read(due_on, term.unit, term.count + extra, paused)

    def until(self, due_on):
        """The reading of a day that people agreed on, counted in calendar days; None for no day."""
        return self._read(due_on, Unit.CALENDAR, 0, False) if due_on else None

    def _read(self, *asked):
        if asked not in self.kept:
            due_on, unit, count, paused = asked
            self.kept[asked] = reading(due_on, self.on, calendar.calendar(), unit, count, self.amber_days, self.amber_share,
                                       paused=paused)
        return self.kept[asked]


def running(matters):
    """Running clocks of matters as plain rows: the columns of `matters` (a select with an `id`), code, due_on, extra_days, paused."""
    of = matters.subquery()
    paused = sa.exists().where(Suspension.deadline_id == Deadline.id, Suspension.to_on.is_(None))
    return db.session.execute(
        db.select(of, Deadline.code, Deadline.due_on, Deadline.extra_days, paused.label("paused"))
        .join(Deadline, Deadline.matter_id == of.c.id).where(Deadline.met_on.is_(None)))


def asked(user, day):
    """Everything that waits for the person, overdue first, then by day; what stands still or has no day comes last."""
    return sorted((slip for source in SOURCES for slip in source(user, day)), key=KEY)
