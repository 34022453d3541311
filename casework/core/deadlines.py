"""时限 — one row for each clock. Overdue is a question, never a column."""

from datetime import date, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from flask import g, has_request_context
from sqlalchemy.orm import Mapped, mapped_column

from casework.core import calendar, database
from casework.core.base import Record, related
from casework.extensions import db
from casework.law.terms import reading

TERMS = {}  # code -> law.terms.Term, put here by the lifecycle that starts them


class Deadline(Record, db.Model):
    """A running or finished clock of a matter. `extra_days` were granted on top; `due_on` is what the law counts."""

    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    code: Mapped[str] = mapped_column(sa.String(16))
    starts_on: Mapped[date]
    due_on: Mapped[date]
    extra_days: Mapped[int] = mapped_column(default=0)
    provisional: Mapped[bool] = mapped_column(default=False)
    met_on: Mapped[date | None]

    suspensions: Mapped[list["Suspension"]] = related(order_by="Suspension.id", back_populates="deadline")

    __table_args__ = (
        sa.Index(None, "met_on", "due_on"),
        sa.CheckConstraint("due_on >= starts_on", name="due_after_start"),
        sa.CheckConstraint("extra_days >= 0", name="extra_not_negative"),
    )

    @property
    def term(self):
        return TERMS[self.code]

    @property
    def spans(self):
        """Finished suspensions as (first day, last day)."""
        return tuple((s.from_on, s.to_on) for s in self.suspensions if s.to_on)

    @property
    def paused(self):
        return any(s.to_on is None for s in self.suspensions)

    def due(self, on):
        """The law's answer with its days and steps; an open suspension is counted up to `on`."""
        spans = tuple((s.from_on, s.to_on or max(on, s.from_on)) for s in self.suspensions)
        return self.term.due(self.starts_on, calendar.calendar(), spans, self.extra_days)

    def state(self, on):
        if self.met_on:
            return "met"
        if self.paused:
            return "suspended"
        return "overdue" if self.due_on < on else "running"


class Suspension(Record, db.Model):
    """中止: the days from `from_on` to `to_on` (both inclusive) are not counted; open while `to_on` is empty."""

    deadline_id: Mapped[int] = mapped_column(sa.ForeignKey("deadline.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    deadline: Mapped[Deadline] = related(back_populates="suspensions")

    __table_args__ = (sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name="to_after_from"),)


class Clock:
    """A deadline as pages, papers and scripts show it: its reading, its days and the steps that lead to the day."""

    def __init__(self, deadline, on, amber_days=5, amber_share=20, alternatives=()):
        self.deadline, self.alternatives = deadline, alternatives
        term, due = deadline.term, deadline.due(on)
        self.code, self.label, self.basis = term.code, term.label, [str(c) for c in term.basis]
        self.from_on, self.due_on, self.met_on = deadline.starts_on, due.on, deadline.met_on
        self.state, self.provisional = deadline.state(on), due.provisional
        self.days, self.steps = due.days, due.steps
        self.unit, self.count = term.unit, term.count + deadline.extra_days
        self.reading = reading(due.on, on, calendar.calendar(), term.unit, self.count, amber_days, amber_share,
                               met_on=deadline.met_on, paused=deadline.paused)


def of(matter):
    """The clocks of a matter, in the order in which they were started."""
    return (
        db.select(Deadline)
        .where(Deadline.matter_id == matter.id)
        .options(sa.orm.selectinload(Deadline.suspensions))
        .order_by(Deadline.id)
        .execution_options(populate_existing=True)
    )


def start(matter, term, on):
    """Start a clock on a local date; the event day itself is not counted (民法典 201)."""
    due = term.due(on, calendar.calendar())
    deadline = Deadline(matter_id=matter.id, code=term.code, starts_on=on, due_on=due.on,
                        provisional=due.provisional, suspensions=[])
    db.session.add(deadline)
    return deadline


def known(matter):
    """The clocks of a matter, in their order. A page that only reads asks once; whoever writes always asks anew."""
    if database.writing() or not has_request_context():
        return db.session.scalars(of(matter)).all()
    kept = g.setdefault("deadlines", {})
    if matter.id not in kept:
        kept[matter.id] = db.session.scalars(of(matter)).all()
    return kept[matter.id]


def running(matter, code):
    """The running clock with this code, or None."""
    return next((d for d in known(matter) if d.code == code and d.met_on is None), None)


def meet(matter, code, on):
    """Stop every running clock with this code; True when there was one."""
    stopped = [d for d in db.session.scalars(of(matter)).all() if d.code == code and d.met_on is None]
    for deadline in stopped:
        for span in deadline.suspensions:
            span.to_on = span.to_on or max(on, span.from_on)
        deadline.met_on = on
    return bool(stopped)


def extend(matter, code, extra):
    deadline = running(matter, code)
    deadline.extra_days += extra
    recount(deadline)
    return deadline


def suspend(matter, code, on):
    deadline = running(matter, code)
    db.session.add(Suspension(deadline=deadline, from_on=on))
    return deadline


def resume(matter, code, on):
    """自恢复调查之日起继续计算（浙江省劳动保障监察条例 30）: the day of resumption counts again."""
    deadline = running(matter, code)
    for span in deadline.suspensions:
        if span.to_on is None:
            span.to_on = max(on - timedelta(days=1), span.from_on)
    recount(deadline)
    return deadline


def resume_met(matter, code):
    """Let the last stopped clock with this code run again from its own first day; True when there was one."""
    stopped = [d for d in db.session.scalars(of(matter)) if d.code == code]
    if stopped:
        stopped[-1].met_on = None
    return bool(stopped)


CHUNK = 1000


class Shift(NamedTuple):
    """A running clock that a calendar counts otherwise than it is written: local days before and after."""

    id: int
    matter_id: int
    code: str
    before: date
    after: date


def shifts(calendar):
    """Running clocks that this law.Calendar counts otherwise: Shift, in the order of ids.

    `before` equals `after` where only being provisional changes. Reads plain rows in chunks and counts what is alike once.
    """
    counted, last = {}, 0
    columns = (Deadline.id, Deadline.matter_id, Deadline.code, Deadline.starts_on, Deadline.due_on, Deadline.extra_days,
               Deadline.provisional)
    while True:
        rows = db.session.execute(
            db.select(*columns).where(Deadline.met_on.is_(None), Deadline.id > last).order_by(Deadline.id).limit(CHUNK)).all()
        if not rows:
            return
        first, last = rows[0].id, rows[-1].id
        spans = {}
        for row in db.session.execute(
                db.select(Suspension.deadline_id, Suspension.from_on, Suspension.to_on)
                .where(Suspension.deadline_id.between(first, last), Suspension.to_on.is_not(None)).order_by(Suspension.id)):
            spans.setdefault(row.deadline_id, []).append((row.from_on, row.to_on))
        for row in rows:
            asked = (row.code, row.starts_on, tuple(spans.get(row.id, ())), row.extra_days)
            if asked not in counted:
                due = TERMS[row.code].due(row.starts_on, calendar, asked[2], row.extra_days)
                counted[asked] = due.on, due.provisional
            if counted[asked] != (row.due_on, row.provisional):
                yield Shift(row.id, row.matter_id, row.code, row.due_on, counted[asked][0])


def recompute():
    """Count every running clock anew with the calendar now in force; in an action. Answers the Shifts whose day moved."""
    found = list(shifts(calendar.calendar()))
    for at in range(0, len(found), CHUNK):
        ids = [shift.id for shift in found[at:at + CHUNK]]
        again = db.select(Deadline).where(Deadline.id.in_(ids)).options(sa.orm.selectinload(Deadline.suspensions))
        for deadline in db.session.scalars(again.with_for_update(of=Deadline).execution_options(populate_existing=True)):
            recount(deadline)
        db.session.flush()
    return [shift for shift in found if shift.before != shift.after]


def recount(deadline):
    """Count a running clock anew from its first day, with its suspensions and extension."""
    due = deadline.term.due(deadline.starts_on, calendar.calendar(), deadline.spans, deadline.extra_days)
    deadline.due_on, deadline.provisional = due.on, due.provisional
