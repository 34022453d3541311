"""办理流程 — a table of moves. Route, button, permission, deadlines, papers, history and statistics read the same row."""

from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa
from flask import abort, render_template, url_for
from flask_login import current_user
from sqlalchemy.orm import Mapped, mapped_column

from casework.core import audit, clock, database, deadlines
from casework.core.base import Record, related
from casework.core.errors import Refused
from casework.core.forms import ActionForm
from casework.core.permissions import may
from casework.core.web import SIGNED_IN, done, requires
from casework.extensions import db
from casework.law.findings import N_, Message

PAPERS = []  # functions (code, subject, by, on) -> {"form", "number"} or None; documents puts its own here


class Moved(Record, db.Model):
    """One move that was made: what, from which state to which, on which local date, by whom, with which words."""

    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    move: Mapped[str] = mapped_column(sa.String(24))
    source: Mapped[str] = mapped_column(sa.String(24))
    target: Mapped[str] = mapped_column(sa.String(24))
    on: Mapped[date]
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    note: Mapped[str | None] = mapped_column(sa.Text)

    by = related("User")


@dataclass(frozen=True)
class Move:
    """One row of the table.

    sources: states it may start from; target: state it leads to (None stays). needs: functions (subject, by) that
    answer a Message when the record is not ready for it: shown beside the button, and refused on POST. guards:
    functions (subject, by=, on=, **facts) that raise Refused. starts and ends: law Terms; from_day: the local date
    from which they run, when it is not the day of the move; then: the one further thing it does; issues: codes of the
    papers it issues in the same action. A target may be a function of the subject.
    """

    name: str
    label: str
    sources: tuple
    target: object
    permission: object
    form: type = ActionForm
    needs: tuple = ()
    guards: tuple = ()
    starts: tuple = ()
    ends: tuple = ()
    from_day: object = None
    then: object = None
    issues: tuple = ()


@dataclass
class Outcome:
    """What a move did: dates are local, codes as in the law tables, papers as issued."""

    subject: object
    source: str
    target: str
    on: date
    started: list = field(default_factory=list)
    stopped: list = field(default_factory=list)
    issued: list = field(default_factory=list)


class Lifecycle:
    def __init__(self, name, labels, moves, wrong=N_("案件现为“{state}”，不能{move}")):
        self.name, self.labels, self.moves, self.wrong = name, labels, moves, wrong
        for move in moves:
            deadlines.TERMS.update({term.code: term for term in (*move.starts, *move.ends)})

    def find(self, name):
        return next((m for m in self.moves if m.name == name), None)

    def granted(self, subject, user):
        """Moves that lead on from the present state and that this person may make here."""
        return [m for m in self.moves if subject.state in m.sources and may(user, m.permission, subject.area.path)]

    def available(self, subject, user):
        """Moves that this person can make now: the buttons."""
        return [m for m in self.granted(subject, user) if not self.lacking(m, subject, user)]

    def waiting(self, subject, user):
        """[(move, what is lacking)]: moves open to this person but for something that is missing."""
        return [(m, said) for m in self.granted(subject, user) if (said := self.lacking(m, subject, user))]

    def ready(self, subject):
        """Moves for which the record itself is ready, whoever may make them."""
        return [m for m in self.moves if subject.state in m.sources and not self.lacking(m, subject, None)]

    @staticmethod
    def lacking(move, subject, user):
        """What the record lacks for the move; `user` None leaves out what depends on the person."""
        return [said for need in move.needs if (said := need(subject, user))]

    def apply(self, subject, name, *, by, on=None, **facts):
        """Make the move on a local date (today when None). Raises Refused with a sentence; never commits."""
        move = self.find(name)
        if move is None:
            raise Refused(Message(N_("没有“{name}”这个步骤"), name=name))
        if database.begin_write():
            database.reread(subject, by)
        today = clock.today()
        on = on or today
        source = subject.state
        self._check(move, subject, by, on, today)
        for guard in move.guards:
            guard(subject, by=by, on=on, **facts)
        target = move.target(subject) if callable(move.target) else move.target or source
        outcome = Outcome(subject, str(source), str(target), on)
        with audit.during(f"{self.name}.{move.name}", by):
            with db.session.no_autoflush:  # the CHECKs speak of state and dates together
                if move.then:  # first: it may still refuse, and then nothing has moved
                    move.then(subject, by=by, on=on, **facts)
                subject.state, subject.moved_on = target, on
            db.session.flush()
            for term in move.ends:
                if deadlines.meet(subject, term.code, on):
                    outcome.stopped.append(term.code)
            for term in move.starts:
                deadlines.start(subject, term, move.from_day(subject) if move.from_day else on)
                outcome.started.append(term.code)
            db.session.add(Moved(matter_id=subject.id, move=move.name, source=outcome.source, target=outcome.target, on=on,
                                 by_id=by.id, note=facts.get("reason") or facts.get("outcome")))
            db.session.flush()
            for code in move.issues:
                for issue in PAPERS:
                    if paper := issue(code, subject, by=by, on=on):
                        outcome.issued.append(paper)
            db.session.flush()
        return outcome

    def _check(self, move, subject, by, on, today):
        if not may(by, move.permission, subject.area.path):
            raise Refused(Message(N_("你没有“{move}”的权限"), move=Message(move.label)))
        if subject.state not in move.sources:
            state = Message(self.labels[subject.state])
            raise Refused(Message(self.wrong, state=state, move=Message(move.label)))
        if on > today:
            raise Refused(N_("日期不能晚于今天"), field="on")
        if subject.moved_on and on < subject.moved_on:
            raise Refused(Message(N_("日期不能早于上一步的日期 {day}"), day=subject.moved_on.isoformat()), field="on")
        if said := self.lacking(move, subject, by):
            raise Refused(said[0])

    def routes(self, bp, get, template="ui/move.html"):
        """One route serves every move of this kind of record: /<id>/<move>."""

        @bp.route("/<int:id>/move/<move>", methods=["GET", "POST"], endpoint="move")
        @requires(SIGNED_IN)
        def view(id, move):
            subject, chosen, by = get(id), self.find(move), current_user._get_current_object()
            if chosen is None:
                abort(404)
            form = chosen.form()
            form.about(subject)
            if chosen not in self.granted(subject, by):
                abort(403)
            if form.submit(self.apply, subject, move, by=by):
                return done(Message(N_("已办：{move}"), move=Message(chosen.label)), url_for(f"{bp.name}.show", id=id))
            return render_template(template, subject=subject, move=chosen, form=form)


def moves_of(matter):
    """The moves made on a matter, oldest first, with who made them."""
    return (
        db.select(Moved).where(Moved.matter_id == matter.id)
        .options(sa.orm.joinedload(Moved.by)).order_by(Moved.on, Moved.id)
    )
