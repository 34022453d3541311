"""导入 — a file is read twice: once to show every problem (dry run), once, when it is written, whole or not at all."""

from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from casework.core.base import Record, choice, related
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


def batch(id, matter):
    """One batch of a matter, or 404."""
    return db.one_or_404(db.select(ImportBatch).where(ImportBatch.id == id, ImportBatch.matter_id == matter.id))
