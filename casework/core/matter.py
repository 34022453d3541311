"""案 — the row that everything case-like shares. Deadlines, papers, evidence and moves point at it."""

import sqlalchemy as sa
import sqlalchemy.orm
from sqlalchemy.orm import Mapped, mapped_column

from casework.core.base import Record, related
from casework.extensions import db

PANELS = []  # (matter, user) -> (id, title, markup) or None: a panel on the page of any case-like record


class Matter(Record, db.Model):
    """`area_id` is today's area (scope); `opened_area_id` the area in which it was opened (reports as-then)."""

    kind: Mapped[str] = mapped_column(sa.String(16))
    number: Mapped[str] = mapped_column(sa.String(60), unique=True)
    area_id: Mapped[int] = mapped_column(sa.ForeignKey("area.id"), index=True)
    opened_area_id: Mapped[int] = mapped_column(sa.ForeignKey("area.id"))
    lead_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"), index=True)

    area = related("Area", foreign_keys=[area_id])
    lead = related("User", foreign_keys=[lead_id])

    @sa.orm.declared_attr.directive
    def __mapper_args__(cls):
        if cls.__name__ == "Matter":
            return {"polymorphic_on": cls.kind, "polymorphic_identity": "matter", "version_id_col": cls.version}
        return {"polymorphic_identity": cls.__name__.lower()}


def panels(matter, user):
    """What later features show on the page of a record."""
    return [panel for make in PANELS if (panel := make(matter, user))]
