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
from casework.law.findings import N_, Message
from casework.law.rules import BadInput
from casework.law.tables.kinds import KINDS


class LawTableRow(Record, db.Model):
    """One dated row that an administrator entered: it adds to the shipped tables or replaces a row of them.

    Rows are never changed or deleted (`withdrawn_on` and a new one instead), so that count and sum of versions grow with
    every change. `confirmed_on`: somebody else has compared it with the published text; until then pages say 待确认.
    """

    table: Mapped[str] = mapped_column(sa.String(40))
    key: Mapped[str] = mapped_column(sa.String(80))
    from_on: Mapped[date]
    value: Mapped[dict] = mapped_column(sa.JSON)
    source: Mapped[str] = mapped_column(sa.String(200))
    entered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    confirmed_on: Mapped[date | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    withdrawn_on: Mapped[date | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    withdrawn_why: Mapped[str | None] = mapped_column(sa.String(200))

    entered_by = related("User", foreign_keys=[entered_by_id])
    confirmed_by = related("User", foreign_keys=[confirmed_by_id])
    withdrawn_by = related("User", foreign_keys=[withdrawn_by_id])

    __table_args__ = (
        sa.Index("uq_law_table_row_in_force", "table", "key", "from_on", unique=True,
                 sqlite_where=sa.text("withdrawn_on IS NULL"), postgresql_where=sa.text("withdrawn_on IS NULL")),
        sa.CheckConstraint("confirmed_by_id <> entered_by_id", name="confirmed_by_another"),
        sa.CheckConstraint("withdrawn_on IS NULL OR withdrawn_why IS NOT NULL", name="withdrawn_says_why"),
    )

    words = {"value": N_("内容"), "source": N_("依据"), "confirmed_on": N_("确认日期"), "withdrawn_on": N_("撤下日期"),
             "withdrawn_why": N_("为什么撤下")}

    @property
    def confirm(self):
        return self.confirmed_on is None

    def said(self, column, value):
        return Message(KINDS[value].title) if column == "table" and value in KINDS else value


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
    found = [row for row in db.session.scalars(rows) if readable(row)]
    return shipped.seed().overlay(found) if found else shipped.seed()


def readable(row):
    """Whether its kind still takes the value; a row that a later release cannot read is left aside and told by a check."""
    try:
        shipped.seed().overlay([row])
    except (BadInput, KeyError, TypeError, ValueError):
        return False
    return True


def _on_end(session, transaction):
    if transaction.parent is None:
        session.info.pop("tables", None)


def init_app(app):
    if not event.contains(Session, "after_transaction_end", _on_end):
        event.listen(Session, "after_transaction_end", _on_end)
