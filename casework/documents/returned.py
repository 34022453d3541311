"""回收件 — a printed paper that came back, signed or filled in: its photo or scan, found by the code on the paper."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from casework.core import files
from casework.core.base import Record, related
from casework.core.errors import Refused
from casework.core.files import Evidence
from casework.documents import verification, verifying
from casework.documents.store import Printed, State
from casework.extensions import db

LOOKED_INTO = {"application/pdf", "image/jpeg", "image/png"}


class Returned(Record, db.Model):
    """This piece of evidence is that paper, come back."""

    printed_id: Mapped[int] = mapped_column(sa.ForeignKey("printed.id"), index=True)
    evidence_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id"), unique=True)

    printed = related("Printed")
    evidence = related("Evidence")


def paper_in(data: bytes, media_type, matter_id):
    """The issued paper of this matter whose code stands on a photo or scan; None when there is none, or it cannot be read."""
    if media_type not in LOOKED_INTO:
        return None
    try:
        tokens = filter(None, map(verifying.token_in, verification.look(data)["codes"]))
    except Refused:
        return None
    return db.session.scalar(db.select(Printed).where(
        Printed.token.in_(list(tokens)), Printed.matter_id == matter_id, Printed.state == State.ISSUED).limit(1))


def note(evidence, printed):
    """In an action: the evidence is this paper come back; says so where nobody has said what it proves."""
    evidence.proves = evidence.proves or f"{printed.title}{f'（{printed.number}）' if printed.number else ''}签收件"
    db.session.add(Returned(printed_id=printed.id, evidence_id=evidence.id))


def evidence(matter):
    """[(Evidence, id of the paper that it is, come back, or None)] of a matter, as it came in."""
    return db.session.execute(
        files.of(matter).add_columns(Returned.printed_id).outerjoin(Returned, Returned.evidence_id == Evidence.id)).all()
