"""留痕 — who changed what, in which action. Written by the session itself, never by hand, and sealed into a chain."""

import hashlib
import json
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

import sqlalchemy as sa
from flask import has_request_context, request
from sqlalchemy import event, inspect
from sqlalchemy.orm import Mapped, Session, mapped_column

from casework.core import clock, database
from casework.core.base import Record
from casework.extensions import db

_doing = ContextVar("action", default=None)


class AuditEntry(db.Model):
    """One changed record in one action: {"column": [old, new]}. Personal numbers appear only masked."""

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    by_id: Mapped[int | None] = mapped_column(index=True)
    for_id: Mapped[int | None]  # the absent person for whom it was done
    action: Mapped[str] = mapped_column(sa.String(60))
    subject_type: Mapped[str] = mapped_column(sa.String(40))
    subject_id: Mapped[int]
    verb: Mapped[str] = mapped_column(sa.String(8))
    changes: Mapped[dict] = mapped_column(sa.JSON)

    __table_args__ = (sa.Index(None, "subject_type", "subject_id"),)


class AuditSeal(db.Model):
    """The chain: each seal hashes the one before it together with one entry. Order of sealing, not of ids."""

    seq: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(unique=True)
    hash: Mapped[str] = mapped_column(sa.String(64))


@contextmanager
def during(action, by):
    """Everything flushed inside belongs to this action of this person (the outermost action keeps its name)."""
    token = None if _doing.get() else _doing.set((action, *_whose(by)))
    try:
        yield
    finally:
        if token:
            _doing.reset(token)


def _whose(by):
    """(id of the person, id of the one for whom they stand in)."""
    return getattr(by, "id", None), getattr(by, "acting_for_id", None)


def bulk(action, by, subject, *, counts, file_sha256=None):
    """One entry for a whole file: the only door past the session listener; without a file, the sums of an action whose rows have
    entries of their own. Call inside the writing transaction."""
    db.session.flush()
    file = {} if file_sha256 is None else {"file_sha256": [None, file_sha256]}
    _insert(db.session, [_row(action, *_whose(by), subject, "bulk", file | {"counts": [None, counts]})])


def history(record):
    """Entries about one record, oldest first."""
    return db.session.scalars(about(type(record).__name__, record.id)).all()


def about(subject_type, subject_id):
    return (
        db.select(AuditEntry)
        .where(AuditEntry.subject_type == subject_type, AuditEntry.subject_id == subject_id)
        .order_by(AuditEntry.id)
    )


def since(record, version):
    """What others changed after the page that held `version` was opened: {column: (old, new, name of who)}."""
    changed = {}
    for entry in history(record):
        at = (entry.changes.get("version") or [None, None])[1]
        if at and at > version:
            for column, (old, new) in entry.changes.items():
                if column != "version":
                    changed[column] = (changed.get(column, (old,))[0], new, entry.by_id)
    names = names_of({by_id for *_, by_id in changed.values()})
    return {column: (old, new, names.get(by_id, "")) for column, (old, new, by_id) in changed.items()}


def names_of(ids):
    """{user id: name}; the table is known by its name only, as accounts come after core."""
    user = db.metadata.tables["user"]
    return dict(db.session.execute(sa.select(user.c.id, user.c.name).where(user.c.id.in_(ids))).all())


def _plain(value, column_type=None):
    if value is None:
        return None
    if hasattr(column_type, "audit_value"):
        return column_type.audit_value(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return f"{len(value)} bytes" if isinstance(value, bytes) else value


def _changes(record):
    state, out, hidden = inspect(record), {}, getattr(record, "audit_hidden", ())
    for column in state.mapper.column_attrs:
        if column.columns[0].info.get("derived"):  # says nothing that its source does not
            continue
        past = state.attrs[column.key].history
        if past.has_changes():
            kind = column.columns[0].type
            old, new = (_plain(values[0], kind) if values else None for values in (past.deleted, past.added))
            if old != new:
                out[column.key] = ["•", "•"] if column.key in hidden else [old, new]
    return out


def _row(action, by_id, for_id, record, verb, changes):
    return dict(at=clock.now(), by_id=by_id, for_id=for_id, action=action, verb=verb, changes=changes,
                subject_type=type(record).__name__, subject_id=record.id)


def _insert(session, rows):
    session.connection().execute(sa.insert(AuditEntry), rows)


def _after_flush(session, _context):
    rows = []
    for verb, records in (("new", session.new), ("change", session.dirty), ("delete", session.deleted)):
        for record in records:
            if not isinstance(record, Record):
                continue
            changes = _changes(record)
            if verb == "change" and not changes:
                continue
            if has_request_context() and request.method in {"GET", "HEAD"}:
                raise RuntimeError(f"{request.path}: a GET must not change records")
            if _doing.get() is None:
                raise RuntimeError(f"{record!r} changed outside any action")
            if verb == "change":  # the mapper counts versions outside the history of attributes
                changes["version"] = [record.version - 1, record.version]
            rows.append(_row(*_doing.get(), record, verb, changes))
    if rows:
        _insert(session, rows)


# ---- the chain

def _digest(previous, entry):
    body = [entry.id, entry.at.isoformat(), entry.by_id, entry.action, entry.subject_type, entry.subject_id, entry.verb,
            entry.changes]
    if entry.for_id is not None:  # entries from before there were stand-ins keep their hash
        body.append(entry.for_id)
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256((previous + text).encode()).hexdigest()


def seal():
    """Chain every entry not yet sealed, oldest first, under one lock. Answers how many."""
    with database.own_connection() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(20080101)"))
        last = connection.execute(sa.select(AuditSeal.seq, AuditSeal.hash).order_by(AuditSeal.seq.desc()).limit(1)).first()
        seq, previous = last or (0, "")
        unsealed = sa.select(AuditEntry.__table__).where(~sa.exists().where(AuditSeal.entry_id == AuditEntry.id))
        seals = []
        for entry in connection.execute(unsealed.order_by(AuditEntry.id)):
            seq, previous = seq + 1, _digest(previous, entry)
            seals.append(dict(seq=seq, entry_id=entry.id, hash=previous))
        for at in range(0, len(seals), 5000):
            connection.execute(sa.insert(AuditSeal), seals[at:at + 5000])
    return len(seals)


def verify():
    """Walk the chain: {"ok", "rows", "head", "first_bad"}; first_bad is the id of the first entry that does not fit."""
    seal()
    previous, rows, expected = "", 0, 1
    chain = (
        sa.select(AuditSeal.seq, AuditSeal.entry_id, AuditSeal.hash, AuditEntry.__table__)
        .outerjoin(AuditEntry, AuditEntry.id == AuditSeal.entry_id)
        .order_by(AuditSeal.seq)
    )
    with db.engine.connect() as connection, connection.execution_options(yield_per=5000).execute(chain) as links:
        for link in links:
            if link.seq != expected or link.id is None or _digest(previous, link) != link.hash:
                return {"ok": False, "rows": rows, "head": previous, "first_bad": link.entry_id}
            previous, rows, expected = link.hash, rows + 1, expected + 1
    return {"ok": True, "rows": rows, "head": previous, "first_bad": None}


def init_app(app):
    if not event.contains(Session, "after_flush", _after_flush):
        event.listen(Session, "after_flush", _after_flush)
