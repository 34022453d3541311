"""备好再取 — a print that takes longer than a request may is made by a job; a page says how far it is, and then gives the file.

A feature says once what it prints, and answers a request with it; a small one is still sent at once:

    KINDS["contracts.staff"] = Kind(plan, still)
    return prepared.answer("contracts.staff", by=me(), employer=employer.id, on="2026-02-20")

The file is theirs who asked, lies in the instance folder for a day and is never evidence. What the person may see is asked when
they ask, in the job, and when they fetch it; the first and the last are in the access log. No Record: nobody answers for a copy.
"""

import contextlib
import hashlib
import json
import re
import secrets
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import sqlalchemy as sa
from flask import current_app, redirect, request, url_for
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.exceptions import HTTPException

from casework.core import clock, database, jobs, notices, side
from casework.core.base import choice
from casework.core.errors import Elsewhere, Refused
from casework.core.web import own_address
from casework.core.words import frozen, thawed
from casework.documents import parts
from casework.documents.answers import file_response
from casework.extensions import db
from casework.law.findings import N_, Message

JOB, DROP, PAGE = "documents.make", "documents.drop", "documents.prepared"
DAY = 24 * 3600  # seconds that a file is kept after it was made
KINDS = {}
PLAIN = re.compile("[a-z0-9_.-]{1,10}")  # an id, a code, a day: no name, telephone or number of a person
GONE = N_("这份文件只保留一天，已经删除；请重新打印")
NOT_YOURS = N_("其中有你现在没有权限打印的，文件不能给你；请重新打印")


@dataclass(frozen=True)
class Plan:
    """What is printed. `name`: of the file, with its ending; `seen`: [(what, record, detail)] for the access log; `make` (file, told):
    writes it, telling told(n, of) how far it is; `large`: does it take longer than a request may?"""

    name: str
    seen: list
    make: Callable
    large: bool = False


@dataclass(frozen=True)
class Kind:
    """plan (by, **args) -> Plan: quick; Refused, 403 or 404 where the person may not. The arguments are texts and numbers.
    still (by, ids) -> those of these records (of `seen`) that the person may print now."""

    plan: Callable
    still: Callable


class Phase(StrEnum):
    WAITING, READY, FAILED = "waiting", "ready", "failed"


class Prepared(db.Model):
    """A print that somebody asked for. `live`: what it is, while it is being made, so that asking twice is one job; `absence_id`: they
    asked for somebody for whom they stand in; `seen`: [[what, id, detail]] of the records in the file; `came_from`: the page."""

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(sa.String(32), unique=True)
    kind: Mapped[str] = mapped_column(sa.String(40))
    args: Mapped[dict] = mapped_column(sa.JSON)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    absence_id: Mapped[int | None]
    at: Mapped[datetime]
    live: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    phase: Mapped[Phase] = mapped_column(choice(Phase, "phase"), default=Phase.WAITING)
    attempt: Mapped[int] = mapped_column(default=1)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int | None]
    name: Mapped[str] = mapped_column(sa.String(200))
    came_from: Mapped[str] = mapped_column(sa.String(200))
    seen: Mapped[list | None] = mapped_column(sa.JSON)
    problem: Mapped[dict | None] = mapped_column(sa.JSON)

    @property
    def file(self):
        return folder() / self.token

    @property
    def why(self):
        return thawed(self.problem) if self.problem else None


ROWS = Prepared.__table__


def folder() -> Path:
    return Path(current_app.instance_path) / "prepared"


def person(user_id, absence_id):
    """The person as they are today, for themselves or as a stand-in; None when they are not, or no more. accounts says how."""
    raise NotImplementedError


# ---- what people do

def answer(kind, /, *, by, came_from=None, **args):
    """The file, or the page that says how far it is, and leads back to where it was asked for."""
    plan = KINDS[kind].plan(by=by, **args)
    for what, subject, detail in plan.seen:
        side.looked(by, what, subject, detail)
    if plan.large:
        return redirect(url_for(PAGE, id=_ask(kind, args, by, plan.name, came_from or _came_from())))
    file = tempfile.TemporaryFile(prefix="casework-print-")  # noqa: SIM115 - it lives as long as the answer
    plan.make(file, parts.silent)
    return file_response(file, plan.name)


def _came_from():
    """The page of the request, with what says which page it is; never what somebody searched for."""
    page = urlsplit(request.referrer or "")
    query = urlencode([(name, value) for name, value in parse_qsl(page.query) if PLAIN.fullmatch(value)])
    whole = f"{page.path}?{query}" if query else page.path
    return own_address(whole if len(whole) <= 200 else page.path[:200])


def _ask(kind, args, by, name, came_from):
    """The id of the job's row: a new one, or that of the same request while it runs. On a connection of its own: a request that only
    reads may ask, as it may leave a line in the access log."""
    absence = by.acting.absence_id if by.acting else None
    live = hashlib.sha256(json.dumps([kind, args, by.id, absence], sort_keys=True).encode()).hexdigest()
    for last in (False, True):
        with contextlib.suppress(IntegrityError) if not last else contextlib.nullcontext(), database.own_connection() as connection:
            found = connection.execute(sa.select(*ROWS.c["id", "token", "attempt"]).where(ROWS.c.live == live)).first()
            if found and not given_up(found, connection):
                return found.id
            if found:
                token, attempt, id = found.token, found.attempt + 1, found.id
                connection.execute(sa.update(ROWS).where(ROWS.c.id == id).values(attempt=attempt, done=0, total=None))
            else:
                token, attempt = secrets.token_hex(16), 1
                id = connection.execute(sa.insert(ROWS).values(
                    token=token, kind=kind, args=args, by_id=by.id, absence_id=absence, at=clock.now(), live=live, name=name,
                    came_from=came_from, phase=Phase.WAITING, attempt=1, done=0)).inserted_primary_key[0]
            jobs.put(connection, JOB, key=f"{JOB}:{token}:{attempt}", token=token)
            return id


def own(id, user):
    """A print of this person; everybody else's is not there."""
    return db.one_or_404(db.select(Prepared).where(Prepared.id == id, Prepared.by_id == user.id))


def given_up(row, connection=None):
    """Was its job tried too often?"""
    state = (connection or db.session).execute(sa.select(jobs.Job.state).where(jobs.Job.key == f"{JOB}:{row.token}:{row.attempt}")).scalar()
    return state == "dead"


def fetched(row, by):
    """The file as an answer. Refused when it is gone, or when something in it may not be printed by the person any more."""
    kind, ids = KINDS[row.kind], [id for _, id, _ in row.seen]
    found = {record.id: record for record in kind.still(by, ids)}
    if not found.keys() >= set(ids):
        raise Refused(NOT_YOURS)
    try:
        file = row.file.open("rb")
    except FileNotFoundError:
        raise Refused(GONE) from None
    for what, id, detail in row.seen:
        side.looked(by, what, found[id], detail)
    notices.seen(by.id, PAGE, row.id)
    return file_response(file, row.name)


# ---- the jobs

@jobs.job(JOB)
def _make(token):
    row = db.session.scalar(db.select(Prepared).where(Prepared.token == token))
    if row is None or row.phase is not Phase.WAITING:
        return None
    id, path = row.id, row.file
    try:
        by = person(row.by_id, row.absence_id)
        if by is None:
            raise Refused(NOT_YOURS)
        plan = KINDS[row.kind].plan(by=by, **row.args)
        with parts.new(path) as name, name.open("wb") as file:
            plan.make(file, _teller(id))
    except (HTTPException, Elsewhere):
        return lambda: _over(id, Phase.FAILED, problem=frozen(NOT_YOURS))
    except Refused as refusal:
        said = frozen(refusal.message)
        return lambda: _over(id, Phase.FAILED, problem=said)
    seen = [[what, subject.id, detail] for what, subject, detail in plan.seen]
    return lambda: _over(id, Phase.READY, seen=seen, name=plan.name)


def _teller(id):
    """told(n, of): writes how far it is, each second or each twentieth of the whole; whoever looks at the page sees it."""
    last, shown = 0.0, 0

    def told(n, of):
        nonlocal last, shown
        if time.monotonic() - last > 1 or (n - shown) * 20 >= of:
            last, shown = time.monotonic(), n
            with database.own_connection() as connection:
                connection.execute(sa.update(ROWS).where(ROWS.c.id == id).values(done=n, total=of))

    return told


def _over(id, phase, **columns):
    row = db.session.get(Prepared, id)
    row.phase, row.live = phase, None
    for name, value in columns.items():
        setattr(row, name, value)
    said = N_("{name}已经备好，保留一天") if phase is Phase.READY else N_("{name}没有做成")
    notices.tell(row.by_id, Message(said, name=row.name.rpartition(".")[0]), PAGE, id)
    jobs.enqueue(DROP, key=f"{DROP}:{row.token}", after=DAY, token=row.token)


@jobs.job(DROP)
def _drop(token):
    """A day later: the file, its row and what is said of it on the desk; and what a stopped machine left half written."""
    with contextlib.suppress(FileNotFoundError):
        for path in folder().iterdir():
            if path.name == token or path.stat().st_mtime < time.time() - 2 * DAY:
                path.unlink(missing_ok=True)

    def forget():
        row = db.session.scalar(db.select(Prepared).where(Prepared.token == token))
        if row is not None:
            notices.forget(PAGE, row.id)
            db.session.delete(row)

    return forget
