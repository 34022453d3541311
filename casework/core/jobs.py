"""后台工作 — a lease table. A job is enqueued in the transaction that needs it; its effect and its completion commit
together, fenced by the owner of the lease. It survives kill -9 on both databases; a key makes it happen once."""

import logging
import threading
import time
import uuid

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Mapped, mapped_column

from casework.core import database
from casework.extensions import db

LEASE, TRIES = 60.0, 5
HANDLERS = {}
log = logging.getLogger(__name__)


class Job(db.Model):
    """state: ready, run, done, dead. Times are POSIX seconds."""

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(40))
    args: Mapped[dict] = mapped_column(sa.JSON)
    key: Mapped[str] = mapped_column(sa.String(120), unique=True)
    state: Mapped[str] = mapped_column(sa.String(8), default="ready")
    run_at: Mapped[float]
    lease_until: Mapped[float] = mapped_column(default=0)
    owner: Mapped[str | None] = mapped_column(sa.String(40))
    tries: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(sa.Text)

    __table_args__ = (sa.Index(None, "state", "run_at"),)


def job(kind):
    """Register a handler: fn(**args) does the slow work outside any transaction and answers a function (or None)
    that writes the result inside the completing transaction, as an action of the system user."""

    def register(function):
        HANDLERS[kind] = function
        return function

    return register


def enqueue(kind, *, key, after=0, **args):
    """Put a job into the caller's own transaction, to be done after so many seconds; the same key again does nothing."""
    if not database.writing():
        raise RuntimeError("a job is enqueued inside an action")
    db.session.flush()
    return put(db.session.connection(), kind, key=key, after=after, **args)


def put(connection, kind, *, key, after=0, **args):
    """The same in the transaction of this connection: database.own_connection of what belongs to no action."""
    found = connection.execute(sa.select(Job.id).where(Job.key == key)).scalar()
    if found is None:
        found = connection.execute(
            sa.insert(Job).values(kind=kind, key=key, args=args, run_at=time.time() + after)
        ).inserted_primary_key[0]
    return found


def work(seconds=None, until_empty=True):
    """Run jobs in this process. Answers how many were completed."""
    me, completed, started = uuid.uuid4().hex, 0, time.monotonic()
    while seconds is None or time.monotonic() - started < seconds:
        taken = _claim(me)
        if taken is None:
            if until_empty:
                return completed
            time.sleep(0.5)
            continue
        completed += _run(taken, me)
    return completed


def retry():
    """Jobs that were given up become ready again. Answers how many."""
    again = sa.update(Job).where(Job.state == "dead").values(state="ready", tries=0, run_at=time.time())
    with database.own_connection() as connection:
        return connection.execute(again).rowcount


def _claim(me):
    now = time.time()
    due = sa.or_(sa.and_(Job.state == "ready", Job.run_at <= now), sa.and_(Job.state == "run", Job.lease_until < now))
    with db.engine.connect() as connection:  # look first: an idle worker must not take the gate
        if connection.execute(sa.select(Job.id).where(due).limit(1)).first() is None:
            return None
    with database.own_connection() as connection:
        oldest = sa.select(Job.id, Job.kind, Job.args, Job.tries).where(due).order_by(Job.run_at, Job.id).limit(1)
        taken = connection.execute(oldest.with_for_update(skip_locked=True)).first()
        if taken is None:
            return None
        if taken.tries >= TRIES:
            connection.execute(sa.update(Job).where(Job.id == taken.id).values(state="dead"))
            return _NEXT
        connection.execute(
            sa.update(Job).where(Job.id == taken.id)
            .values(state="run", owner=me, lease_until=now + LEASE, tries=Job.tries + 1)
        )
    return taken


_NEXT = object()


def _run(taken, me):
    if taken is _NEXT:
        return 0
    beat = _Heartbeat(current_app._get_current_object(), taken.id, me)
    try:
        with beat:
            finish = HANDLERS[taken.kind](**taken.args)
        database.begin_write()
        ours = sa.update(Job).where(Job.id == taken.id, Job.owner == me, Job.state == "run")
        if db.session.connection().execute(ours.values(state="done", error=None)).rowcount != 1:
            db.session.rollback()  # the lease was taken from us: somebody else does it
            return 0
        if finish:
            finish()
        db.session.commit()
        return 1
    except Exception as error:
        db.session.rollback()
        log.exception("job %s (%s) failed", taken.id, taken.kind)
        state = "dead" if taken.tries + 1 >= TRIES else "ready"
        with database.own_connection() as connection:
            connection.execute(
                sa.update(Job).where(Job.id == taken.id, Job.owner == me)
                .values(state=state, error=f"{type(error).__name__}: {error}"[:1000], run_at=time.time() + 2 ** taken.tries)
            )
        return 0
    finally:
        db.session.remove()


class _Heartbeat(threading.Thread):
    """Extends the lease while the slow part runs."""

    def __init__(self, app, id, me):
        super().__init__(daemon=True)
        self.app, self.id, self.me, self.stop = app, id, me, threading.Event()

    def __enter__(self):
        self.start()

    def __exit__(self, *_):
        self.stop.set()
        self.join()

    def run(self):
        while not self.stop.wait(LEASE / 3):
            with self.app.app_context(), database.own_connection() as connection:
                connection.execute(
                    sa.update(Job).where(Job.id == self.id, Job.owner == self.me, Job.state == "run")
                    .values(lease_until=time.time() + LEASE)
                )


def start_thread(app):
    """The runner of the one-machine default: a thread beside waitress that also seals the audit each minute."""

    def loop():
        from casework.core import audit

        sealed = 0.0
        while True:
            try:
                with app.app_context():
                    work()
                    if time.monotonic() - sealed > 60:
                        audit.seal()
                        sealed = time.monotonic()
            except Exception:
                log.exception("job runner")
            time.sleep(1)

    thread = threading.Thread(target=loop, name="jobs", daemon=True)
    thread.start()
    return thread


