"""合并与撤销 — two registered parties that are one become one, and can be given back exactly.

Every foreign key of every table that points at the part is pointed at the survivor, whatever feature it belongs to; rows
that a UNIQUE would not let stand there stay behind. What changed is written down, and undoing is the same list read
backwards. What came after the merge stays with the survivor. The part stays as a row that says where it went.
"""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from casework import parties
from casework.core import clock
from casework.core.actions import action
from casework.core.base import Record
from casework.core.errors import Refused
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
    Worker: Kind(Worker, WorkerMerge, WorkerApart, ("telephone", "address")),
}


def pointing(party):
    """[(class, column)] of every foreign key to the table of this class, but for what merging itself keeps."""
    models = {mapper.local_table: mapper.class_ for mapper in db.Model.registry.mappers}
    own = {KINDS[party].merge, KINDS[party].apart}
    found = []
    for table in db.metadata.tables.values():
        for column in table.columns:
            if any(key.column.table is party.__table__ for key in column.foreign_keys) and models[table] not in own:
                found.append((models[table], sa.inspect(models[table]).get_property_by_column(column).key))
    return sorted(found, key=lambda pair: (pair[0].__name__, pair[1]))


def _named(model, column):
    return f"{model.__name__}.{column}"


def _rows(model, column, id):
    return db.session.scalars(db.select(model).where(getattr(model, column) == id).order_by(model.id)).all()


def _hangs_on(model, party):
    """The column by which a derived row (no Record: rewritten at will, ids and all) hangs on its record; None for a Record."""
    if issubclass(model, Record):
        return None
    records = {known.__table__ for known, _ in pointing(party) if issubclass(known, Record)}
    return next((column.key for column in model.__table__.columns
                 if any(key.column.table in records for key in column.foreign_keys)), None)


def _twins(model, column, rows, survivor_id):
    """Ids of rows that a UNIQUE of their table would not let stand beside the survivor's."""
    table, twins = model.__table__, set()
    uniques = [c.columns for c in table.constraints if isinstance(c, sa.UniqueConstraint)]
    uniques += [index.columns for index in table.indexes if index.unique]
    for columns in uniques:
        keys = [c.key for c in columns]
        if column in keys and rows:
            others = [key for key in keys if key != column]
            taken = {tuple(getattr(row, key) for key in others) for row in _rows(model, column, survivor_id)}
            twins |= {row.id for row in rows if None not in (key := tuple(getattr(row, k) for k in others)) and key in taken}
    return twins


# ---- merge


@action("parties.merge")
def merge(*, part, survivor, proof, by):
    """`part` becomes `survivor`, both Employers or both Workers; `proof` is what shows that they are one."""
    kind = KINDS[type(survivor)]
    _both_here(part, survivor, by)
    for ask in parties.JOINING:
        ask(part, survivor)
    moved, behind = {}, {}
    for model, column in pointing(kind.party):
        rows, parent = _rows(model, column, part.id), _hangs_on(model, kind.party)
        twins = _twins(model, column, rows, survivor.id)
        if twins:
            behind[_named(model, column)] = sorted(twins)
        mixed = {getattr(row, parent) for row in _rows(model, column, survivor.id)} if parent and rows else ()
        going = [row for row in rows if row.id not in twins]
        if going:
            moved[_named(model, column)] = [
                [row.id, getattr(row, parent) if parent and getattr(row, parent) not in mixed else None] for row in going]
        for row in going:
            setattr(row, column, survivor.id)
    changes = []
    _take_number(part, survivor, proof, changes) if kind.party is Worker else _take_code(part, survivor, changes)
    for column in kind.fills:
        if getattr(part, column) and not getattr(survivor, column):
            _put(changes, survivor, column, getattr(part, column))
    part.merged_into_id = survivor.id
    made = kind.merge(part_id=part.id, survivor_id=survivor.id, on=clock.today(), proof=proof, moved=moved, behind=behind,
                      changes=changes)
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


def _plain(value):
    return value.isoformat() if isinstance(value, date) else value


def _put(changes, party, column, value):
    """Sets a column and writes down [id of the party, column, what stood there, what stands there now]."""
    changes.append([party.id, column, _plain(getattr(party, column)), _plain(value)])
    setattr(party, column, value)


def _take_code(part, survivor, changes):
    """A code that only the part has becomes the survivor's; of two codes the part keeps its own, and is found by it."""
    if part.credit_code and not survivor.credit_code:
        code = part.credit_code
        _put(changes, part, "credit_code", None)
        db.session.flush()  # one employer at a time has a code
        _put(changes, survivor, "credit_code", code)


def _take_number(part, survivor, proof, changes):
    """The part's number becomes another document of the survivor's, or its first."""
    if part.id_number is None:
        return
    number = {column: getattr(part, column) for column in NUMBER}
    _put(changes, part, "id_number", None)
    _put(changes, part, "id_index", None)
    db.session.flush()
    if survivor.id_number is None:
        for column, value in number.items():
            _put(changes, survivor, column, value)
        _put(changes, survivor, "id_proof", proof)
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
        went = made.moved.get(_named(model, column), ())
        ids, parents = {id for id, parent in went if parent is None}, {parent for _, parent in went if parent is not None}
        parent = _hangs_on(model, type(survivor))
        for row in _rows(model, column, survivor.id) if went else ():
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
        for id, column, old, new in reversed(made.changes):
            if id == party.id and _plain(getattr(party, column)) == new:
                setattr(party, column, _typed(party, column, old))
        db.session.flush()  # a number or code is free before the part takes it again


def _typed(party, column, value):
    kind = sa.inspect(type(party)).columns[column].type
    if value is not None and isinstance(kind, sa.Date):
        return date.fromisoformat(value)
    return kind.enum_class(value) if value is not None and isinstance(kind, sa.Enum) and kind.enum_class else value


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
            if id not in behind.get(_named(model, column), ()):
                wrong.add(target)
    return sorted(wrong)
