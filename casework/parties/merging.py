"""合并与撤销 — two registered parties that are one become one, and can be given back exactly.

Every foreign key of every table that points at the part is pointed at the survivor, whatever feature it belongs to; rows
that a UNIQUE would not let stand there stay behind. What changed is written down, and undoing is the same list read
backwards. What came after the merge stays with the survivor. The part stays as a row that says where it went.
"""

from dataclasses import dataclass

from casework import parties
from casework.core import clock
from casework.core import merging as walking
from casework.core.actions import action
from casework.core.base import Record
from casework.core.errors import Refused
from casework.core.merging import Changes
from casework.core.permissions import P, may
from casework.extensions import db
from casework.law.findings import N_
from casework.parties import queries
from casework.parties.actions import EMPLOYER_FACTS
from casework.parties.models import (
    FLAGS,
    Employer,
    EmployerApart,
    EmployerMerge,
    Worker,
    WorkerApart,
    WorkerDocument,
    WorkerMerge,
)

NUMBER = ("id_kind", "id_number", "id_index", "id_tail", "born_on", "sex")


@dataclass(frozen=True)
class Kind:
    """What employers and workers do differently. `fills`: empty facts of the survivor that the part's fill."""

    party: type
    merge: type
    apart: type
    fills: tuple


KINDS = {
    Employer: Kind(Employer, EmployerMerge, EmployerApart, (*EMPLOYER_FACTS, *FLAGS)),
    Worker: Kind(Worker, WorkerMerge, WorkerApart, ("telephone", "address", "household")),
}


def pointing(party):
    """[(class, column)] of every foreign key to the table of this class, but for what merging itself keeps."""
    own = {KINDS[party].merge, KINDS[party].apart}
    return walking.pointing({party.__table__}, lambda model: model not in own)


def _hangs_on(model, party):
    """The column by which a derived row (no Record: rewritten at will, ids and all) hangs on its record; None for a Record."""
    if issubclass(model, Record):
        return None
    records = {known.__table__ for known, _ in pointing(party) if issubclass(known, Record)}
    return next((column.key for column in model.__table__.columns
                 if any(key.column.table in records for key in column.foreign_keys)), None)


# ---- merge


@action("parties.merge")
def merge(*, part, survivor, proof, by):
    """`part` becomes `survivor`, both Employers or both Workers; `proof` is what shows that they are one."""
    kind = KINDS[type(survivor)]
    _both_here(part, survivor, by)
    for ask in parties.JOINING:
        ask(part, survivor)
    moved, behind = {}, {}
    for step in walking.walk(pointing(kind.party), part.id, survivor.id):
        parent = _hangs_on(step.model, kind.party)
        if step.twins:
            behind[step.name] = sorted(step.twins)
        mixed = {getattr(row, parent) for row in step.theirs} if parent and step.rows else ()
        going = [row for row in step.rows if row.id not in step.twins]
        if going:
            moved[step.name] = [
                [row.id, getattr(row, parent) if parent and getattr(row, parent) not in mixed else None] for row in going]
        step.go(going)
    changes = Changes(lambda party: (party.id,))
    _take_number(part, survivor, proof, changes) if kind.party is Worker else _take_code(part, survivor, changes)
    for column in kind.fills:
        if getattr(part, column) and not getattr(survivor, column):
            changes.set(survivor, column, getattr(part, column))
    part.merged_into_id = survivor.id
    made = kind.merge(part_id=part.id, survivor_id=survivor.id, on=clock.today(), proof=proof, moved=moved, behind=behind,
                      changes=changes.made)
    db.session.add(made)
    return made


def _both_here(part, survivor, by):
    if part.id == survivor.id:
        raise Refused(N_("这是同一条登记"))
    if part.merged_into_id or survivor.merged_into_id:
        raise Refused(N_("其中一条登记已经并入别处"))
    if not (mergeable(part, by) and mergeable(survivor, by)):
        raise Refused(N_("两条登记都在自己辖区的，才能合并；不在的请上级合并"))


def mergeable(party, by):
    """May this person merge this party, or give back what was merged into it?"""
    if isinstance(party, Employer):
        return may(by, P.PARTY_MERGE, party.area.path)
    return queries.worker_in(party.id, by, P.PARTY_MERGE)


def _take_code(part, survivor, changes):
    """A code that only the part has becomes the survivor's; of two codes the part keeps its own, and is found by it."""
    if part.credit_code and not survivor.credit_code:
        code = part.credit_code
        changes.set(part, "credit_code", None)
        db.session.flush()  # one employer at a time has a code
        changes.set(survivor, "credit_code", code)


def _take_number(part, survivor, proof, changes):
    """The part's number becomes another document of the survivor's, or its first."""
    if part.id_number is None:
        return
    number = {column: getattr(part, column) for column in NUMBER}
    changes.set(part, "id_number", None)
    changes.set(part, "id_index", None)
    db.session.flush()
    if survivor.id_number is None:
        for column, value in number.items():
            changes.set(survivor, column, value)
        changes.set(survivor, "id_proof", proof)
    else:
        db.session.add(WorkerDocument(worker_id=survivor.id, kind=number["id_kind"], number=number["id_number"],
                                      number_index=number["id_index"], tail=number["id_tail"], proof=proof))


# ---- undo


def merges_into(survivor):
    """Merges by which others are part of this one now, the latest first, with the part."""
    made = KINDS[type(survivor)].merge
    return db.session.execute(
        db.select(made, type(survivor)).join(type(survivor), type(survivor).id == made.part_id)
        .where(made.survivor_id == survivor.id, made.undone_on.is_(None)).order_by(made.id.desc())).all()


@action("parties.undo_merge")
def undo(*, survivor, by):
    """The latest merge into this one is undone: every row and column goes back. What was added since stays with the survivor,
    and what others have changed since stays as they changed it."""
    if not mergeable(survivor, by):
        raise Refused(N_("这条登记不归你合并或者撤销"))
    standing = merges_into(survivor)
    if not standing or survivor.merged_into_id:
        raise Refused(N_("没有可以撤销的合并"))
    made, part = standing[0]
    for model, column in pointing(type(survivor)):
        went = made.moved.get(walking.named(model, column), ())
        ids, parents = {id for id, parent in went if parent is None}, {parent for _, parent in went if parent is not None}
        parent = _hangs_on(model, type(survivor))
        for row in walking.rows(model, column, survivor.id) if went else ():
            if row.id in ids or (parents and getattr(row, parent) in parents):
                setattr(row, column, part.id)
    _give_back(made, part, survivor)
    part.merged_into_id = None
    made.undone_on = clock.today()
    return part


def _give_back(made, part, survivor):
    index = next((old for id, column, old, _ in made.changes if (id, column) == (part.id, "id_index")), None)
    if index:
        for document in db.session.scalars(db.select(WorkerDocument).where(
                WorkerDocument.worker_id == survivor.id, WorkerDocument.number_index == index)):
            db.session.delete(document)
    for party in (survivor, part):
        walking.give_back(made.changes, {party.id: party}.get)
        db.session.flush()  # a number or code is free before the part takes it again


# ---- not the same


@action("parties.keep_apart")
def keep_apart(*, one, other, by):
    """“不是同一个”: the two are not proposed again."""
    if type(one) is Employer:
        if not (may(by, P.PARTY_EDIT, one.area.path) or mergeable(one, by)):
            raise Refused(N_("这个用人单位不归本辖区修改"))
    elif not (queries.worker_in(one.id, by, P.PARTY_EDIT) or mergeable(one, by)):
        raise Refused(N_("这名劳动者不归本辖区修改"))
    apart, ids = KINDS[type(one)].apart, sorted((one.id, other.id))
    if ids[0] == ids[1]:
        raise Refused(N_("这是同一条登记"))
    known = db.session.scalar(db.select(apart).where(apart.one_id == ids[0], apart.other_id == ids[1]))
    if known is None:
        known = apart(one_id=ids[0], other_id=ids[1])
        db.session.add(known)
    return known


def left_pointing(party):
    """Ids of merged parties at which a row still points that the merge did not leave behind."""
    made = KINDS[party].merge
    behind, wrong = {}, set()
    for standing in db.session.scalars(db.select(made).where(made.undone_on.is_(None))):
        for name, ids in standing.behind.items():
            behind.setdefault(name, set()).update(ids)
    gone = db.select(party.id).where(party.merged_into_id.is_not(None))
    for model, column in pointing(party):
        pointer = getattr(model, column)
        for id, target in db.session.execute(db.select(model.id, pointer).where(pointer.in_(gone))):
            if id not in behind.get(walking.named(model, column), ()):
                wrong.add(target)
    return sorted(wrong)
