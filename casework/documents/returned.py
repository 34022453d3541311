"""回收件 — a printed paper that came back, signed or filled in: its photo or scan, found by the code on the paper.

An issued paper is found by its token, a blank by what its code says (blanks.py). Looking takes time, so a request looks for a few
seconds and a job looks at what is left; until then it is told as being looked at.
"""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from casework.core import files, jobs
from casework.core.actions import action
from casework.core.base import Record, related
from casework.core.files import Evidence
from casework.documents import FORMS, blanks, verification, verifying
from casework.documents.plans import EVIDENCE
from casework.documents.store import Printed, State, system
from casework.extensions import db

LOOKED_INTO = {"application/pdf", "image/jpeg", "image/png"}
SECONDS = 3  # that a request may look; a job has as long as verification allows
JOB = "documents.recognise"


class Returned(Record, db.Model):
    """This piece of evidence is that issued paper, come back; or the blank of this form, filled in."""

    printed_id: Mapped[int | None] = mapped_column(sa.ForeignKey("printed.id"), index=True)
    code: Mapped[str | None] = mapped_column(sa.String(40))
    evidence_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id"), unique=True)

    printed = related("Printed")
    evidence = related("Evidence")

    __table_args__ = (sa.CheckConstraint("(printed_id IS NULL) <> (code IS NULL)", name="paper_or_blank"),)


@dataclass(frozen=True)
class Seen:
    """What the code on a file says of a matter: an issued paper, or the code of a form whose blank it is. `unread`: there was no
    time to look at it."""

    printed: Printed | None = None
    code: str | None = None
    unread: bool = False


def seen_in(kept, matters):
    """A Seen for each files.Kept; `matters`: ids of the record, and of those that are part of it. A file that can carry no code, or
    the code of something else, is an empty Seen."""
    looked = [one for one in kept if one.media_type in LOOKED_INTO]
    read = verification.codes([files.path(one.sha256) for one in looked], SECONDS) if looked else []
    texts = dict(zip(looked, read or [None] * len(looked), strict=True))
    return [Seen() if one not in texts else Seen(unread=True) if texts[one] is None else _meant(texts[one], matters) for one in kept]


def _meant(texts, matters):
    tokens = list(filter(None, map(verifying.token_in, texts)))
    printed = tokens and db.session.scalar(db.select(Printed).where(
        Printed.token.in_(tokens), Printed.matter_id.in_(matters), Printed.state == State.ISSUED).limit(1))
    if printed:
        return Seen(printed)
    return next((Seen(code=found[0]) for found in map(blanks.read, texts) if found and found[1] in matters), Seen())


def note(evidence, seen, matters):
    """In an action, the evidence flushed: what it is, said also where nobody has said what it proves; or that a job is to look."""
    if seen.unread:
        jobs.enqueue(JOB, key=f"{JOB}:{evidence.id}", id=evidence.id, matter=evidence.matter_id, matters=sorted(matters))
    if not (seen.printed or seen.code):
        return
    evidence.proves = evidence.proves or called(seen.printed, seen.code)
    if seen.code and evidence.kind == EVIDENCE:
        evidence.kind = seen.code  # it lies where that form lies in the file, and counts as one
    db.session.add(Returned(printed_id=seen.printed.id if seen.printed else None, code=seen.code, evidence_id=evidence.id))


def called(printed, code):
    """What a recognised file is: the issued paper that came back, or the blank of a form."""
    if code:
        return f"{FORMS[code].title}（填好的空白表）"
    return f"{printed.title}{f'（{printed.number}）' if printed.number else ''}签收件"


def recognised(evidence):
    """What each of these pieces of evidence is called, as far as a code said it; in their order."""
    rows = db.session.scalars(db.select(Returned).where(Returned.evidence_id.in_([one.id for one in evidence]))
                              .options(sa.orm.joinedload(Returned.printed)).order_by(Returned.evidence_id))
    return [called(row.printed, row.code) for row in rows]


@jobs.job(JOB)
def _recognise(id, matter, matters):
    """Looks at one file for as long as it takes; a file that cannot be read is one without a code."""
    one = db.session.get(Evidence, id)
    if one is None:
        return None
    kept = files.Kept(one.sha256, one.size, one.media_type, one.name)
    db.session.rollback()
    read = verification.codes([files.path(kept.sha256)], verification.WALL, wait=verification.WALL)
    if read is None:
        raise TimeoutError("other files are being looked at")  # the job is tried again
    texts = read[0]
    return (lambda: _recognised(db.session.get(Evidence, id), texts=texts, matters=matters, by=system())) if texts else None


@action("documents.recognised")
def _recognised(evidence, *, texts, matters, by):
    known = db.session.scalar(db.select(Returned.id).where(Returned.evidence_id == evidence.id))
    if known is None:
        note(evidence, _meant(texts, matters), matters)


def waiting(matter_id):
    """How many files of a matter a job is still to look at."""
    rows = db.session.scalars(db.select(jobs.Job.args).where(jobs.Job.kind == JOB, jobs.Job.state.in_(("ready", "run"))))
    return sum(args["matter"] == matter_id for args in rows)


def evidence(matter):
    """[(Evidence, id of the issued paper that it is, code of the form whose blank it is)] of a matter, as it came in."""
    return db.session.execute(
        files.of(matter).add_columns(Returned.printed_id, Returned.code)
        .outerjoin(Returned, Returned.evidence_id == Evidence.id)).all()
