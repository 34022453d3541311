"""The tables of law in force: what is shipped, with this database's own rows over it, as one immutable value.

Kept by each process together with the revision of the rows; one small statement in each transaction that asks tells
whether another process has changed them since.
"""

from datetime import date

import sqlalchemy as sa
from flask import current_app, has_app_context
from sqlalchemy import event
from sqlalchemy.orm import Mapped, Session, mapped_column

from casework.core.base import Record, related
from casework.extensions import db
from casework.law import tables as shipped
from casework.law.findings import N_


class LawTableRow(Record, db.Model):
    """One dated row that an administrator entered: it adds to the shipped tables or replaces a row of them.

    Rows are never deleted (`withdrawn_on` instead), so that count and sum of versions grow with every change.
    `confirmed_on`: somebody has compared it with the published text; until then pages say 待确认.
    """

    table: Mapped[str] = mapped_column(sa.String(40))
    key: Mapped[str] = mapped_column(sa.String(80))
    from_on: Mapped[date]
    value: Mapped[dict] = mapped_column(sa.JSON)
    source: Mapped[str] = mapped_column(sa.String(200))
    confirmed_on: Mapped[date | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    withdrawn_on: Mapped[date | None]

    confirmed_by = related("User")

    __table_args__ = (sa.UniqueConstraint("table", "key", "from_on"),)

    words = {"value": N_("内容"), "source": N_("依据"), "confirmed_on": N_("确认日期"), "withdrawn_on": N_("撤下日期")}


def tables():
    """law.Tables now in force."""
    if not has_app_context():
        return shipped.seed()
    asked = db.session().info
    if "tables" not in asked:
        asked["tables"] = _in_force()
    return asked["tables"]


def calendar():
    return tables().calendar


def refresh():
    """After rows were changed in this transaction: what it asks from now on, and nobody else, includes them."""
    db.session.flush()
    db.session().info["tables"] = _read()


def _in_force():
    """As kept by this process, unless the rows have changed since; rows that are not yet committed are never kept."""
    kept, revision = current_app.extensions, _revision()
    if kept.get("casework.tables", (None,))[0] != revision:
        kept["casework.tables"] = revision, _read()
    return kept["casework.tables"][1]


def _revision():
    """Grows with every change of a row."""
    count, versions = db.session.execute(db.select(sa.func.count(LawTableRow.id), sa.func.sum(LawTableRow.version))).one()
    return count, int(versions or 0)


def _read():
    rows = db.select(LawTableRow).where(LawTableRow.withdrawn_on.is_(None)).order_by(LawTableRow.from_on, LawTableRow.id)
    found = db.session.scalars(rows).all()
    return shipped.seed().overlay(found) if found else shipped.seed()


def _on_end(session, transaction):
    if transaction.parent is None:
        session.info.pop("tables", None)


def init_app(app):
    if not event.contains(Session, "after_transaction_end", _on_end):
        event.listen(Session, "after_transaction_end", _on_end)
