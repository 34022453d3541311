"""导入 — a file is read twice: once to show every problem (dry run), once, when it is written, whole or not at all."""

from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from casework.core import files
from casework.core.base import Record, choice, related
from casework.core.mapping import Table
from casework.extensions import db


class Stage(StrEnum):
    READ = "read"
    WRITTEN = "written"
    DROPPED = "dropped"


class ImportBatch(Record, db.Model):
    """One uploaded sheet: its bytes by hash, what was found in it, and whether it was written."""

    matter_id: Mapped[int | None] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(24))
    name: Mapped[str] = mapped_column(sa.String(200))
    sha256: Mapped[str] = mapped_column(sa.String(64))
    rows: Mapped[int]
    rejected: Mapped[int]
    stage: Mapped[Stage] = mapped_column(choice(Stage, "stage"), default=Stage.READ)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))

    by = related("User")

    __table_args__ = (sa.CheckConstraint("rejected BETWEEN 0 AND rows", name="rejected_in_rows"),)


class ImportRow(db.Model):
    """What became of one row of the sheet; written in bulk beside the one audit entry of the file."""

    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("import_batch.id"), primary_key=True)
    row: Mapped[int] = mapped_column(primary_key=True)
    lines: Mapped[int]


def brought(storage, fields):
    """A list of another system as it came, kept once it was judged to be a table. Refused with one sentence when it is none."""
    data = files.received(storage)
    Table(data, fields)
    return files.keep(data, storage.filename)


def staged(kind, kept, by):
    """In an action: the list is kept to be looked at; nothing of it is written."""
    made = ImportBatch(kind=kind, name=kept.name, sha256=kept.sha256, rows=0, rejected=0, by_id=by.id)
    db.session.add(made)
    return made


def written(batch, rows):
    """In an action: what became of the mapping.Rows of a list."""
    batch.stage, batch.rows, batch.rejected = Stage.WRITTEN, rows.count, len({row for row, _, _ in rows.problems})


def own(id, user, *kinds):
    """A list of one of these kinds that this person brought, or 404."""
    return db.one_or_404(
        db.select(ImportBatch).where(ImportBatch.id == id, ImportBatch.by_id == user.id, ImportBatch.kind.in_(kinds)))


def batch(id, matter, kind):
    """One batch of a kind of a matter, or 404: what was brought to be compared is never written as claims."""
    return db.one_or_404(db.select(ImportBatch).where(
        ImportBatch.id == id, ImportBatch.matter_id == matter.id, ImportBatch.kind == kind))
