"""证据与文件 — bytes outside static/, judged by content, kept once under their SHA-256. All uploads are hostile."""

import hashlib
import io
import os
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Mapped, mapped_column

from casework.core import uploads
from casework.core.base import Record, related
from casework.core.errors import Refused
from casework.extensions import db
from casework.law.findings import N_, Message

LARGEST = 50 * 1024 * 1024
PDF, PICTURES = "application/pdf", ("image/jpeg", "image/png")
TYPES = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"PK\x03\x04": "application/vnd.openxmlformats-officedocument",
}


class Evidence(Record, db.Model):
    """A file that somebody brought to a matter. The bytes stay as they came; the hash proves it."""

    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    kind: Mapped[str] = mapped_column(sa.String(24), default="evidence")
    brought_by: Mapped[str | None] = mapped_column(sa.String(60))
    proves: Mapped[str | None] = mapped_column(sa.String(200))
    received_on: Mapped[date]
    sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(sa.String(100))
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))

    by = related("User")

    __table_args__ = (sa.CheckConstraint("size > 0", name="size_positive"),)


@dataclass(frozen=True)
class Kept:
    sha256: str
    size: int
    media_type: str
    name: str


def folder() -> Path:
    return Path(current_app.instance_path) / "files"


def path(sha256) -> Path:
    return folder() / sha256[:2] / sha256


def keep(data: bytes, name="", media_type="application/octet-stream") -> Kept:
    """Put bytes where they stay; the same bytes are kept once. Readable by the program only."""
    sha256 = hashlib.sha256(data).hexdigest()
    where = path(sha256)
    if not where.exists():
        where.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, temporary = tempfile.mkstemp(dir=where.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, where)
    return Kept(sha256, len(data), media_type, clean_name(name))


def read(sha256) -> bytes:
    return path(sha256).read_bytes()


def clean_name(name):
    """The last part of a file name as a person may see it: no folders, no control characters, 120 characters."""
    last = (name or "").replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable())[:120]


def received(storage) -> bytes:
    """The bytes of an upload, never more than the limit."""
    data = storage.stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Refused(Message(N_("文件超过 {size} MB，请压缩或分开上传"), size=LARGEST // 1024 // 1024))
    if not data:
        raise Refused(N_("文件是空的，请重新选择"))
    return data


def judge_evidence(data: bytes):
    """The media type of a photo, scan or PDF by its content; anything else, or damaged: Refused with one sentence."""
    kind = next((media for magic, media in TYPES.items() if data.startswith(magic)), None)
    if kind in PICTURES or kind == PDF:
        uploads.judge(data, kind)
    elif kind is None or not _is_xlsx(data):
        raise Refused(N_("只收 PDF、JPG、PNG 和 .xlsx 文件；其他格式请先另存或拍照"))
    return kind if kind != TYPES[b"PK\x03\x04"] else f"{kind}.spreadsheetml.sheet"


def derived(sha256, name) -> Path:
    """Where a derivative of a kept file lies: `name` says which. Derivatives can be made again at any time."""
    return Path(current_app.instance_path) / "derived" / sha256[:2] / f"{sha256}-{name}"


def archive_pdf(sha256):
    """A kept PDF as the archive takes it: (path, None) or (None, Message)."""
    return uploads.archive_pdf(path(sha256), derived(sha256, "archive.pdf"))


def archive_known(sha256):
    """Is it known already how the archive takes this PDF, or that it does not?"""
    return any(derived(sha256, f"archive.{ending}").exists() for ending in ("pdf", "no"))


def small_picture(sha256) -> Path:
    """A kept picture for a screen: upright, 1,200 pixels at most, without location."""
    return uploads.drawn(path(sha256), derived(sha256, "small.jpg"), 1200)


def plain_picture(sha256) -> Path:
    """A kept picture of an unusual kind (transparent, CMYK, 16 bits) as an ordinary JPEG of the same size."""
    return uploads.drawn(path(sha256), derived(sha256, "plain.jpg"))


def _is_xlsx(data):
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except zipfile.BadZipFile:
        return False


def of(matter):
    """The evidence of a matter, as it came in."""
    return db.select(Evidence).where(Evidence.matter_id == matter.id).order_by(Evidence.received_on, Evidence.id)
