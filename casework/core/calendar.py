"""The tables of law in force: what is shipped, with this database's own rows over it. Read once, kept as one value."""

from datetime import date

import sqlalchemy as sa
from flask import current_app, has_app_context
from sqlalchemy.orm import Mapped, mapped_column

from casework.core.base import Record
from casework.extensions import db
from casework.law import tables as shipped


class LawTableRow(Record, db.Model):
    """One dated row that an administrator entered: it adds to the shipped tables or replaces a row of them."""

    table: Mapped[str] = mapped_column(sa.String(40))
    key: Mapped[str] = mapped_column(sa.String(80))
    from_on: Mapped[date]
    value: Mapped[dict] = mapped_column(sa.JSON)
    source: Mapped[str] = mapped_column(sa.String(200))

    __table_args__ = (sa.UniqueConstraint("table", "key", "from_on"),)


def tables():
    """law.Tables now in force."""
    if not has_app_context():
        return shipped.seed()
    kept = current_app.extensions
    if "casework.tables" not in kept:
        rows = db.session.scalars(db.select(LawTableRow).order_by(LawTableRow.from_on, LawTableRow.id)).all()
        kept["casework.tables"] = shipped.seed().overlay(rows) if rows else shipped.seed()
    return kept["casework.tables"]


def calendar():
    return tables().calendar
