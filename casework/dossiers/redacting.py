"""隐名图片: pictures of evidence with what a person covered, shown to outsiders only when a second person approved.

The covered picture is drawn anew from the pixels alone (no metadata, nothing under the rectangles) in the process that opens
uploads, and kept under its own hash; the original stays as it came.
"""

import hashlib
import json

import sqlalchemy as sa

from casework.core import clock, files, uploads
from casework.core.actions import action
from casework.core.errors import Refused
from casework.core.permissions import P, may
from casework.dossiers.models import Redaction
from casework.extensions import db
from casework.law.findings import N_, Message

MOST = 40  # rectangles on one picture
WHOLE = 1000  # thousandths of the width and height


def redaction(evidence):
    """The Redaction of a picture, or None."""
    return db.session.scalar(db.select(Redaction).where(Redaction.evidence_id == evidence.id).options(
        sa.orm.joinedload(Redaction.drawn_by), sa.orm.joinedload(Redaction.approved_by)))


def covered(evidence, areas):
    """The path of the picture with these areas black, made once."""
    name = hashlib.sha256(json.dumps(areas).encode()).hexdigest()[:16]
    return uploads.covered(files.path(evidence.sha256), files.derived(evidence.sha256, f"covered-{name}.jpg"), areas)


def approved(evidence):
    """SHA-256 of the kept picture that two people let outsiders see, or None."""
    found = db.session.scalar(db.select(Redaction).where(Redaction.evidence_id == evidence.id, Redaction.approved_on.is_not(None)))
    return files.keep(covered(evidence, found.areas).read_bytes()).sha256 if found else None


def checked(areas):
    """[[x, y, width, height]] in thousandths, inside the picture; Refused for what is no rectangle."""
    if len(areas) > MOST:
        raise Refused(Message(N_("一张图片最多遮 {most} 处"), most=MOST))
    for x, y, wide, high in areas:
        if not (0 <= x < WHOLE and 0 <= y < WHOLE and wide > 0 and high > 0 and x + wide <= WHOLE and y + high <= WHOLE):
            raise Refused(N_("遮盖的范围要在图片里面，宽和高都大于 0"))
    return [list(area) for area in areas]


def _allowed(case, by):
    if not (may(by, P.DOSSIER_KEEP, case.area.path) or may(by, P.DOSSIER_REVIEW, case.area.path)):
        raise Refused(N_("你没有整理本案案卷的权限"))


@action("dossiers.cover")
def cover(*, case, evidence, areas, by):
    """Say what of a picture outsiders may not see. Whatever was approved before has to be approved again."""
    _allowed(case, by)
    if evidence.media_type not in files.PICTURES:
        raise Refused(N_("只有照片和图片可以遮盖后附进隐名副本；其他文件用说明页"))
    found = redaction(evidence)
    if found is None:
        found = Redaction(evidence_id=evidence.id)
        db.session.add(found)
    found.areas, found.drawn_by_id, found.approved_by_id, found.approved_on = checked(areas), by.id, None, None
    return found


@action("dossiers.approve_cover")
def approve(*, case, evidence, seen, by):
    """A second person has looked at the covered picture: from now on it lies in copies for outsiders. `seen`: the version of
    the Redaction that the page showed, so that nobody approves rectangles that came later."""
    _allowed(case, by)
    found = redaction(evidence)
    if found is None:
        raise Refused(N_("这张图片还没有遮盖"))
    if found.drawn_by_id == by.id:
        raise Refused(N_("遮盖的人不能批准自己遮盖的图片，请由另一人核对"))
    if found.version != seen:
        raise Refused(N_("遮盖刚刚有变动，请看过新的图片再批准"))
    found.approved_by_id, found.approved_on = by.id, clock.today()
    return found


@action("dossiers.withdraw_cover")
def withdraw(*, case, evidence, by):
    """The picture is a slip again in copies for outsiders."""
    _allowed(case, by)
    found = redaction(evidence)
    if found is None or found.approved_on is None:
        raise Refused(N_("这张图片没有批准过"))
    found.approved_by_id, found.approved_on = None, None
    return found
