"""One way to write. On SQLite a writer passes a gate and begins IMMEDIATE; a reading transaction is never upgraded.

The gate is an flock beside the database file: BEGIN IMMEDIATE alone is unfair between processes. On PostgreSQL
READ COMMITTED with row locks is enough and there is no gate.
"""

import fcntl
import os
import threading
from contextlib import contextmanager

from flask import current_app
from sqlalchemy import event
from sqlalchemy.orm import Session

from casework.core import search
from casework.extensions import db

_WRITE = "casework_write"


class Gate:
    """One file descriptor for each thread; taking it twice in a thread is one taking."""

    def __init__(self, path):
        self.path, self.local = path, threading.local()

    def take(self):
        if not hasattr(self.local, "fd"):
            self.local.fd = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self.local.fd, fcntl.LOCK_EX)

    def leave(self):
        fcntl.flock(self.local.fd, fcntl.LOCK_UN)


def gate():
    """The gate of this application's database; None on PostgreSQL."""
    return current_app.extensions["casework.gate"]


def begin_write():
    """Make the session's transaction a writing one. True when it was not yet: what was read must be read again."""
    session = db.session()
    if session.info.get("writing"):
        return False
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("records changed before the write gate; change them inside an action")
    session.commit()  # ends the reading transaction; loaded objects stay loaded
    if (door := gate()) is not None:
        door.take()
    session.info["writing"] = door or True
    session.connection(execution_options={_WRITE: True})
    return True


def writing():
    return bool(db.session().info.get("writing"))


def reread(*records):
    """Load the columns of these records again (locked on PostgreSQL), keeping their loaded relations."""
    session = db.session()
    for record in records:
        if record in session and record not in session.new:
            columns = [attribute.key for attribute in record.__mapper__.column_attrs]
            session.refresh(record, attribute_names=columns, with_for_update=True)


@contextmanager
def own_connection():
    """A writing transaction apart from the session: for logs and leases. Never while the session is writing."""
    if writing():
        raise RuntimeError("an own connection while the session writes would wait for itself")
    if (door := gate()) is not None:
        door.take()
    try:
        with db.engine.connect() as connection:
            connection = connection.execution_options(**{_WRITE: True})
            with connection.begin():
                yield connection
    finally:
        if door is not None:
            door.leave()


def _on_connect(connection, _record):
    connection.isolation_level = None  # the driver's own transactions are off: we say BEGIN
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")
    search.connected(connection)


def _on_begin(connection):
    immediate = connection.get_execution_options().get(_WRITE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _on_end(session, transaction):
    if transaction.parent is None and (door := session.info.pop("writing", None)) not in (None, True):
        door.leave()


def init_app(app):
    with app.app_context():
        engine = db.engine
    app.extensions["casework.gate"] = None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)
        app.extensions["casework.gate"] = Gate(f"{engine.url.database}.gate")
    if not event.contains(Session, "after_transaction_end", _on_end):
        event.listen(Session, "after_transaction_end", _on_end)
