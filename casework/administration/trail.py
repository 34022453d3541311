"""操作留痕 — the audit trail as sentences: which record, which column, from what to what. Values only to those who may read
the record; of people's own records (workers, informants) never a value, only that it changed."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import sqlalchemy as sa

from casework.accounts import queries as accounts
from casework.administration.words import ACTIONS, COLUMNS, RECORDS, VERBS
from casework.core import audit
from casework.core.audit import AuditEntry, AuditSeal
from casework.core.base import Record
from casework.core.permissions import P, may
from casework.extensions import db
from casework.law.amounts import yuan
from casework.law.findings import N_

PAGE = 50
OFFICE = {"User", "Post", "Area", "Body", "CountyProfile", "LawTableRow"}  # no case, no person who came to the counter
PEOPLE = {"Worker", "WorkerDocument", "Informant"}
LEFT_OUT = {"id", "version", "created_at", "session_stamp"}
NAMED = ("user", "area", "employer", "body")  # tables whose rows have a name that may stand for the id
LONGEST = 120


@dataclass(frozen=True)
class Line:
    """One entry. changes: [(words or code, old, new)]; values are None when the reader may not have them."""

    id: int
    at: object
    who: str
    action: str
    verb: str
    record: str
    subject: tuple
    changes: list = field(default_factory=list)


def classes():
    """{class name: class} of every audited record."""
    return {m.class_.__name__: m.class_ for m in db.Model.registry.mappers if issubclass(m.class_, Record)}


def page(user, args):
    """(lines, mark of the next page or None) of what people of the user's areas did, newest first."""
    select = narrowed(accounts.entries(user), args)
    after = args.get("after", "")
    if after.isascii() and after.isdigit() and int(after) < 2**31:
        select = select.where(AuditEntry.id < int(after))
    rows = db.session.execute(select.order_by(AuditEntry.id.desc()).limit(PAGE + 1)).all()
    return lines(rows[:PAGE], user), rows[PAGE - 1].id if len(rows) > PAGE else None


def narrowed(select, args):
    """The filters of the address: who, what, record (“Case 12”), on (a day). What cannot be understood finds nothing."""
    if who := args.get("who", "").strip():
        user = db.metadata.tables["user"]
        select = select.where(sa.or_(user.c.login == who, user.c.name == who))
    if what := args.get("what", "").strip():
        select = select.where(AuditEntry.action == what)
    if record := args.get("record", "").strip():
        kind, _, id = record.rpartition(" ")
        known = {words.lower(): name for name, words in RECORDS.items()} | {name.lower(): name for name in classes()}
        number = int(id) if id.isascii() and id.isdigit() and int(id) < 2**31 else -1
        select = select.where(AuditEntry.subject_type == known.get(kind.strip().lower(), ""), AuditEntry.subject_id == number)
    if on := args.get("on", "").strip():
        try:
            first = date.fromisoformat(on)
        except ValueError:
            return select.where(sa.false())
        select = select.where(AuditEntry.at >= first, AuditEntry.at < first + timedelta(days=1))
    return select


def lines(rows, user):
    """Core rows of accounts.entries as Lines; names behind ids are loaded once for all of them."""
    known = classes()
    names = _names(rows, known)
    return [
        Line(row.id, row.at, row.name, ACTIONS.get(row.action, row.action), VERBS.get(row.verb, row.verb),
             RECORDS.get(row.subject_type, row.subject_type), (row.subject_type, row.subject_id),
             _changes(row, known.get(row.subject_type), names, readable(row.subject_type, user)))
        for row in rows
    ]


def readable(kind, user):
    """May the person read values of this kind of record here?"""
    return kind in OFFICE or (kind not in PEOPLE and may(user, P.CASE_VIEW))


def _changes(row, cls, names, may_read):
    told = []
    words = {} if cls is None else cls.words
    for column, (old, new) in row.changes.items():
        if column not in LEFT_OUT:
            said = [_said(cls, column, value, names) for value in (old, new)] if may_read else [None, None]
            told.append((words.get(column) or COLUMNS.get(column, column), *said))
    return told


def _said(cls, column, value, names):
    """A kept value as people know it: labels of the record, names for ids, yuan for fen."""
    if value is None:
        return "—"
    if isinstance(value, dict):
        return value.get("masked") or "•" if "masked" in value or "sha256" in value else f"{value}"[:LONGEST]
    if isinstance(value, bool):
        return N_("是") if value else N_("否")
    if (table := _target(cls, column)) and (table, value) in names:
        return names[table, value]
    said = cls().said(column, value) if cls is not None else value
    if said == value and column.endswith("_fen") and isinstance(value, int):
        return yuan(value)
    return said if said != value else f"{value}"[:LONGEST]


def _target(cls, column):
    """The table with names that this column points at, or None."""
    found = cls is not None and sa.inspect(cls).columns.get(column)
    keys = found.foreign_keys if found is not None and found is not False else ()
    return next((key.column.table.name for key in keys if key.column.table.name in NAMED), None)


def _names(rows, known):
    wanted = {}
    for row in rows:
        for column, values in row.changes.items():
            if table := _target(known.get(row.subject_type), column):
                wanted.setdefault(table, set()).update(v for v in values if isinstance(v, int))
    names = {}
    for name, ids in wanted.items():
        table = db.metadata.tables[name]
        names |= {(name, id): said for id, said in db.session.execute(sa.select(table.c.id, table.c.name).where(table.c.id.in_(ids)))}
    return names


def chain():
    """{"sealed", "waiting", "head"}: how much of the trail is chained, and the hash a printed record would be compared with."""
    last = db.session.execute(db.select(AuditSeal.seq, AuditSeal.hash).order_by(AuditSeal.seq.desc()).limit(1)).first()
    total = db.session.scalar(db.select(sa.func.count()).select_from(AuditEntry))
    sealed = last.seq if last else 0
    return {"sealed": sealed, "waiting": max(0, total - sealed), "head": last.hash if last else ""}


verify = audit.verify
