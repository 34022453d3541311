"""备份 in the pages: archives in instance/backups, each with a .json of what is known of it (core.backup does the work).

What is known lies beside the file and not in the database, so that it is still true after a restore. The keys go to a folder of
their own and never through a page.
"""

import json
import os
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import current_app

from casework.accounts.models import Area
from casework.core import backup, clock, jobs
from casework.core.actions import action
from casework.core.errors import Refused
from casework.core.permissions import P, paths
from casework.extensions import db
from casework.law.findings import N_

NAME = re.compile(r"casework-\d{8}-\d{6}\.tar\.gz")
KINDS = ("backup.make", "backup.verify")


@dataclass(frozen=True)
class Backup:
    """One archive. verified_at None: nobody has checked it, or what was checked is no longer what lies there."""

    name: str
    made_at: datetime
    size: int
    sha256: str
    rows: int | None
    files: int | None
    verified_at: datetime | None
    problem: str


def folder():
    where = Path(current_app.instance_path) / "backups"
    (where / "keys").mkdir(parents=True, exist_ok=True, mode=0o700)
    return where


def whole(user):
    """A backup holds every area, so it is for those whose areas are all there is, but for the offices above them."""
    mine = paths(user, P.BACKUP_MANAGE)
    outside = db.select(Area.id).where(sa.and_(sa.true(), *(~_on_the_way(path) for path in mine))).limit(1)
    return bool(mine) and db.session.scalar(outside) is None


def _on_the_way(path):
    """SQL condition: an area below this path, or above it."""
    above = [f"/{'/'.join(path.strip('/').split('/')[:n])}/" for n in range(1, path.count("/") - 1)]
    return sa.or_(Area.path.like(path + "%"), Area.path.in_(above))


def listed():
    """Every archive of the folder, newest first."""
    return [_read(path) for path in sorted(folder().glob("casework-*.tar.gz"), reverse=True) if NAME.fullmatch(path.name)]


def path(name):
    """Where an archive of this name lies; None when there is none."""
    where = folder() / name if NAME.fullmatch(name) else None
    return where if where and where.is_file() else None


def _beside(archive):
    return archive.with_name(f"{archive.name}.json")


def _read(archive):
    try:
        known = json.loads(_beside(archive).read_text())
    except (OSError, ValueError):
        known = {}
    size = archive.stat().st_size
    made = datetime.strptime(archive.name, "casework-%Y%m%d-%H%M%S.tar.gz")
    at = known.get("verified_at")
    return Backup(archive.name, made, size, known.get("sha256", ""), known.get("rows"), known.get("files"),
                  datetime.fromisoformat(at) if at and known.get("size") == size else None, known.get("problem", ""))


def _note(archive, manifest=None, problem=""):
    """Write beside the archive what a check found."""
    known = {"sha256": backup.digest(archive), "size": archive.stat().st_size, "problem": problem}
    if manifest:
        known |= {"rows": sum(manifest["rows"].values()), "verified_at": clock.now().isoformat(),
                  "files": sum(name.startswith("files/") for name in manifest["members"])}
    part = _beside(archive).with_suffix(".part")
    part.write_text(json.dumps(known))
    os.replace(part, _beside(archive))


@action("administration.backup")
def ask(*, by):
    """A backup as soon as background work comes to it. Refused while one is under way. Answers its name."""
    if waiting():
        raise Refused(N_("正在做备份，等它做完"))
    name = f"casework-{clock.now():%Y%m%d-%H%M%S}.tar.gz"
    jobs.enqueue("backup.make", key=f"backup:{name}", name=name)
    return name


@action("administration.verify_backup")
def ask_verify(*, name, by):
    """Check an archive: every hash, and that the database in it opens."""
    jobs.enqueue("backup.verify", key=f"backup.verify:{name}:{clock.now().isoformat()}", name=name)
    return name


@jobs.job("backup.make")
def make(name):
    out = folder() / name
    if not out.exists():  # a worker that was killed after the last rename had made it
        keys = folder() / "keys" / f"{name}.keys"
        keys.unlink(missing_ok=True)  # of a try that did not get to the end
        backup.create(out, keys)
    check(name)


@jobs.job("backup.verify")
def check(name):
    """Verify and note the answer; a damaged archive is an answer, not a failed job."""
    archive = folder() / name
    try:
        _note(archive, backup.verify(archive))
    except Refused as refused:
        _note(archive, problem=str(refused.message))


def waiting():
    """Kinds of work on backups that are still to come or under way."""
    select = db.select(jobs.Job.kind).where(jobs.Job.kind.in_(KINDS), jobs.Job.state.in_(("ready", "run")))
    return set(db.session.scalars(select))


def failed():
    """The last backup that could not be made, when nothing was made after it: its name, else None."""
    last = db.session.execute(db.select(jobs.Job.state, jobs.Job.args).where(jobs.Job.kind == "backup.make")
                              .order_by(jobs.Job.id.desc()).limit(1)).first()
    return last.args["name"] if last and last.state == "dead" else None


def last_verified():
    return max((one.verified_at for one in listed() if one.verified_at and not one.problem), default=None)


def overdue(user):
    """Does this person have to be reminded? (moment of the last verified backup or None, days allowed); None when not."""
    days = current_app.config["BACKUP_DAYS"]
    if not paths(user, P.BACKUP_MANAGE) or not whole(user):
        return None
    last = last_verified()
    return (last, days) if last is None or last < clock.now() - timedelta(days=days) else None


