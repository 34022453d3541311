"""并案与分案 — cases of one employer become one, and can be given back exactly.

What a merge changes is written down as it is changed, so that undoing it is the same list read backwards. Rows that point
at the part go along, whatever feature they belong to; a claim that both cases have stays behind with the part, so that
nobody's month is counted twice. What came after the merge goes to the case that the person names.
"""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, joinedload, mapped_column

from casework.arrears import overlap, queries
from casework.arrears.models import OPEN, Case, CaseOfficer, ClaimLine, State
from casework.core import database, deadlines
from casework.core import merging as walking
from casework.core.base import Record, related
from casework.core.deadlines import Deadline, Suspension
from casework.core.errors import Refused
from casework.core.lifecycle import Moved
from casework.core.matter import Matter
from casework.core.merging import Changes
from casework.core.permissions import P, may
from casework.extensions import db
from casework.law import inspection
from casework.law.findings import N_, Message

OWN_CLOCKS = (inspection.ACCEPTANCE.code, inspection.INVESTIGATION.code, inspection.TELL_EXTENSION.code)
STAYS = {Matter, Case, CaseOfficer, Moved}  # what makes a case this case
STAGE = {state: at for at, state in enumerate(OPEN)}


class Merge(Record, db.Model):
    """One case put into another on a local date. `moved`: {table.column: ids that went along}; `own`: those the survivor had;
    `changes`: [[table, id, column, old, new]] in the order in which they were made. Undone: `undone_on`."""

    __tablename__ = "case_merge"

    part_id: Mapped[int] = mapped_column(sa.ForeignKey("arrears_case.id"), index=True)
    survivor_id: Mapped[int] = mapped_column(sa.ForeignKey("arrears_case.id"), index=True)
    on: Mapped[date]
    state: Mapped[str] = mapped_column(sa.String(24))
    moved: Mapped[dict] = mapped_column(sa.JSON)
    own: Mapped[dict] = mapped_column(sa.JSON)
    changes: Mapped[list] = mapped_column(sa.JSON)
    undone_on: Mapped[date | None]

    part = related("Case", foreign_keys=[part_id])

    __table_args__ = (sa.CheckConstraint("part_id <> survivor_id", name="two_cases"),)


STAYS.add(Merge)


def pointing():
    """[(class, column)] of every record that goes along with a case or its matter, of whatever feature."""
    return walking.pointing({Matter.__table__, Case.__table__},
                            lambda model: issubclass(model, Record) and model.goes_along and model not in STAYS)


def _called(record):
    return type(record).__name__, record.id


# ---- merge


def join(case, *, into, on, by, **_):
    """The move “并案”: `case` becomes part of the case with the number `into`, of the same employer, further on or as far."""
    survivor = queries.case_by_number(into or "", by)
    if survivor is not None:
        database.reread(survivor)
    _joinable(case, survivor, by)
    changes, moved, own = Changes(_called), {}, {}
    behind = _both_have(case, survivor)
    _clocks(case, survivor, on, changes)  # first: it reads the clocks anew, which would take back where they go
    for step in walking.walk(pointing(), case.id, survivor.id):
        own[step.name] = [row.id for row in step.theirs]
        rows = [row for row in step.rows if row.id not in step.twins and not (_own_clock(row) or (_line(row) and row.id in behind))]
        moved[step.name] = [row.id for row in rows]
        step.go(rows)
    if case.received_on < survivor.received_on:
        changes.set(survivor, "received_on", case.received_on)
    if case.arrears_ended_on and (survivor.arrears_ended_on is None or survivor.arrears_ended_on < case.arrears_ended_on):
        changes.set(survivor, "arrears_ended_on", case.arrears_ended_on)
    if survivor.complainant_id is None and case.complainant_id:
        changes.set(survivor, "complainant_id", case.complainant_id)
    db.session.add(Merge(part_id=case.id, survivor_id=survivor.id, on=on, state=case.state, moved=moved, own=own,
                         changes=changes.made))
    db.session.add(Moved(matter_id=survivor.id, move="merge", source=survivor.state, target=survivor.state, on=on, by_id=by.id,
                         note=case.number))
    case.merged_into_id = survivor.id


def _joinable(case, survivor, by):
    if survivor is None or survivor.id == case.id:
        raise Refused(N_("没有这个案件，请填写保留案件的案号"), field="into")
    if not may(by, P.CASE_MERGE, survivor.area.path):
        raise Refused(N_("保留的案件不归你办理，请由它的主办单位并案"), field="into")
    if survivor.employer_id != case.employer_id:
        raise Refused(N_("两案的用人单位不同；如果其实是同一单位，请先合并单位登记"), field="into")
    if survivor.state not in OPEN:
        raise Refused(N_("保留的案件已经办结，重新启动后才能并案"), field="into")
    if STAGE[survivor.state] < STAGE[case.state]:
        raise Refused(N_("本案办得更前，请把本案作为保留的案件"), field="into")
    if parts(case):
        raise Refused(N_("本案已并入过其他案件，请把本案作为保留的案件"), field="into")


def _both_have(case, survivor):
    """Ids of the part's lines that the survivor has too. A paid one cannot stay behind: then it must be the other way round."""
    lines = db.session.scalars(db.select(ClaimLine).where(ClaimLine.case_id == case.id).options(joinedload(ClaimLine.worker))).all()
    theirs = {}
    for line in db.session.scalars(db.select(ClaimLine).where(ClaimLine.case_id == survivor.id)):
        theirs.setdefault((line.worker_id, line.kind), []).append(line)
    cleared = overlap.cleared([line.id for line in lines])
    behind = set()
    for line in lines:
        twins = [other for other in theirs.get((line.worker_id, line.kind), ())
                 if overlap.shares_time(line, other) and overlap.pair(line.id, other.id) not in cleared]
        if not twins:
            continue
        if line.paid_fen or line.advanced_fen:
            when = line.month.strftime("%Y-%m") if line.month else ""
            raise Refused(Message(N_("{name} {when} 两案都有，而本案已有付款；请把本案作为保留的案件"),
                                  name=line.worker.name, when=when), field="into")
        behind.add(line.id)
    return behind


def _own_clock(row):
    return isinstance(row, Deadline) and row.code in OWN_CLOCKS


def _line(row):
    return isinstance(row, ClaimLine)


def _clocks(case, survivor, on, changes):
    """The part's own clocks stop; the survivor's run from the earlier first day, so that merging wins no time."""
    mine = [d for d in db.session.scalars(deadlines.of(case)) if d.code in OWN_CLOCKS]
    theirs = {d.code: d for d in db.session.scalars(deadlines.of(survivor)) if d.code in OWN_CLOCKS and d.met_on is None}
    for deadline in mine:  # a case may have told of an extension and of a suspension: two clocks with one code
        other = theirs.get(deadline.code)
        if other is not None and deadline.starts_on < other.starts_on:
            before = other.due_on, other.provisional
            changes.set(other, "starts_on", deadline.starts_on)
            deadlines.recount(other)
            for column, old in zip(("due_on", "provisional"), before, strict=True):
                if getattr(other, column) != old:
                    changes.note(other, column, old, getattr(other, column))
        if deadline.met_on is None:
            for span in deadline.suspensions:
                if span.to_on is None:
                    changes.set(span, "to_on", max(on, span.from_on))
            changes.set(deadline, "met_on", on)


def parts(case):
    """Merges by which other cases are part of this one now, with the part."""
    return db.session.scalars(
        db.select(Merge).where(Merge.survivor_id == case.id, Merge.undone_on.is_(None))
        .options(joinedload(Merge.part).options(joinedload(Case.area), joinedload(Case.lead))).order_by(Merge.id)
    ).all()


def with_parts(case):
    """Ids of a case and of those that are part of it now: what was printed for one of them came back to this one."""
    merged = db.select(Merge.part_id).where(Merge.survivor_id == case.id, Merge.undone_on.is_(None))
    return {case.id, *db.session.scalars(merged)}


def standing(case):
    """The merge by which this case is part of another, or None."""
    return db.session.scalar(db.select(Merge).where(Merge.part_id == case.id, Merge.undone_on.is_(None)))


# ---- undo


def state_before(case):
    """Where a merged case goes back to."""
    return State(standing(case).state)


def undo(case, *, on, by, added_to=None, **_):
    """The move “撤销并案”: every row, column and clock goes back where it was. `added_to`: the number of the case that gets what
    was added after the merge (the survivor when not named); what others have changed since then is left as they changed it."""
    merge = standing(case)
    survivor = db.session.get_one(Case, merge.survivor_id)
    if not may(by, P.CASE_MERGE, survivor.area.path):
        raise Refused(N_("保留的案件不归你办理，请由它的主办单位撤销并案"))
    if survivor.state not in OPEN:
        raise Refused(N_("保留的案件已经办结，重新启动后才能撤销并案"))
    target = next((c for c in (case, survivor) if c.number == (added_to or survivor.number).strip()), None)
    if target is None:
        raise Refused(N_("并案以后新增的内容归两案之一，请填写其中一个案号"), field="added_to")
    for model, column in pointing():
        name = walking.named(model, column)
        went, had = set(merge.moved.get(name, ())), set(merge.own.get(name, ()))
        for row in walking.rows(model, column, survivor.id):
            if row.id in went or (target is case and row.id not in had and not _own_clock(row)):
                setattr(row, column, case.id)
    models = {m.class_.__name__: m.class_ for m in db.Model.registry.mappers}
    walking.give_back(merge.changes, lambda table, id: db.session.get(models[table], id))
    db.session.add(Moved(matter_id=survivor.id, move="undo", source=survivor.state, target=survivor.state, on=on, by_id=by.id,
                         note=case.number))
    merge.undone_on = on
    case.merged_into_id = None


# ---- split


def split(case, *, workers, on, by, **_):
    """The move “分案”: these workers (ids) with their lines become a case of their own, at the same stage with the same clocks."""
    from casework.arrears.actions import next_number

    lines = db.session.scalars(
        db.select(ClaimLine).where(ClaimLine.case_id == case.id).options(joinedload(ClaimLine.worker))).all()
    chosen = [line for line in lines if line.worker_id in set(workers)]
    if not chosen:
        raise Refused(N_("请选择分出去的劳动者"), field="workers")
    if len(chosen) == len(lines):
        raise Refused(N_("不能把全部劳动者分出去"), field="workers")
    if any(line.paid_fen or line.advanced_fen for line in chosen):
        raise Refused(N_("已有付款或垫付的劳动者不能分出去；付款和案件须在一处"), field="workers")
    copied = ("state", "employer_id", "channel", "reference", "received_on", "moved_on", "work_place", "project", "project_id", "facts",
              "arrears_ended_on", "registered_by_id", "accepted_on", "limitation_answer", "filed_on", "filing_approved_on",
              "supplement_items", "area_id", "opened_area_id", "lead_id")
    made = Case(number=next_number(by, case.area, on), area=case.area, officers=[], split_from_id=case.id,
                complainant_id=chosen[0].worker_id, **{name: getattr(case, name) for name in copied})
    made.moved_on = max(made.moved_on, on)
    db.session.add(made)
    db.session.flush()
    for officer in db.session.scalars(db.select(CaseOfficer).where(CaseOfficer.case_id == case.id).order_by(CaseOfficer.position)):
        db.session.add(CaseOfficer(case_id=made.id, user_id=officer.user_id, position=officer.position))
    for line in chosen:
        line.case_id = made.id
    for deadline in db.session.scalars(deadlines.of(case)):
        if deadline.code in OWN_CLOCKS:
            kept = {name: getattr(deadline, name) for name in ("code", "starts_on", "due_on", "extra_days", "provisional", "met_on")}
            db.session.add(Deadline(matter_id=made.id, **kept, suspensions=[
                Suspension(from_on=span.from_on, to_on=span.to_on) for span in deadline.suspensions]))
    db.session.add(Moved(matter_id=made.id, move="register", source="", target=made.state, on=on, by_id=by.id, note=case.number))
    return made
