"""What must be written even when nothing else is: who looked at what. On a connection of its own, after the response.

A failing write refuses the page, because a look that leaves no trace must not happen.
"""

from datetime import datetime

import sqlalchemy as sa
from flask import g, has_request_context, request
from sqlalchemy.orm import Mapped, mapped_column

from casework.core import clock, database
from casework.extensions import db


class AccessLog(db.Model):
    """留痕: a full number shown, a file or export downloaded, a page opened outside one's area."""

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    user_id: Mapped[int | None] = mapped_column(index=True)
    what: Mapped[str] = mapped_column(sa.String(24))
    subject_type: Mapped[str] = mapped_column(sa.String(40))
    subject_id: Mapped[int | None]
    detail: Mapped[str | None] = mapped_column(sa.String(200))
    address: Mapped[str | None] = mapped_column(sa.String(45))

    __table_args__ = (sa.Index(None, "subject_type", "subject_id"),)


def looked(by, what, subject=None, detail=None):
    """Note that `by` saw something: what in shown, download, export, cli. Written when the response is made."""
    row = dict(
        at=clock.now(),
        user_id=getattr(by, "id", None),
        what=what,
        subject_type=type(subject).__name__ if subject is not None else "",
        subject_id=getattr(subject, "id", None),
        detail=detail,
        address=request.remote_addr if has_request_context() else None,
    )
    if has_request_context():
        g.setdefault("looked", []).append(row)
    else:
        _write([row])


def flush():
    if rows := g.pop("looked", None):
        _write(rows)


def _write(rows):
    with database.own_connection() as connection:
        connection.execute(sa.insert(AccessLog), rows)
