"""通知 — one sentence for one person about something that was done; it stays on their desk until they have read it.

Written in the transaction of the action that tells it. No Record: nobody answers for having been told.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from casework.core import clock, database
from casework.extensions import db
from casework.law.findings import Message

MOST = 20  # on one desk


class Notice(db.Model):
    """`template` and `args` are a law.Message; `endpoint` and `record_id` open what it is about."""

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    template: Mapped[str] = mapped_column(sa.String(200))
    args: Mapped[dict] = mapped_column(sa.JSON)
    endpoint: Mapped[str] = mapped_column(sa.String(40))
    record_id: Mapped[int]
    read_at: Mapped[datetime | None]

    __table_args__ = (sa.Index(None, "user_id", "read_at"),)

    @property
    def message(self):
        return Message(self.template, **self.args)


def tell(user_id, message, endpoint, record_id):
    """Put a Message (arguments: texts and numbers) on somebody's desk."""
    db.session.add(Notice(at=clock.now(), user_id=user_id, template=message.template, args=message.args, endpoint=endpoint,
                          record_id=record_id))


def unread(user):
    """What the person has not read yet, newest first."""
    return db.session.scalars(db.select(Notice).where(Notice.user_id == user.id, Notice.read_at.is_(None))
                              .order_by(Notice.id.desc()).limit(MOST)).all()


def read(user):
    """The person has read what stands there."""
    database.begin_write()
    for notice in unread(user):
        notice.read_at = clock.now()


def seen(user_id, endpoint, record_id):
    """The person went where it leads. On a connection of its own, because looking is no change."""
    with database.own_connection() as connection:
        connection.execute(sa.update(Notice).where(*_of(endpoint, record_id), Notice.user_id == user_id, Notice.read_at.is_(None))
                           .values(read_at=clock.now()))


def forget(endpoint, record_id):
    """What it is about is gone. In the transaction that takes it away."""
    for notice in db.session.scalars(db.select(Notice).where(*_of(endpoint, record_id))):
        db.session.delete(notice)


def _of(endpoint, record_id):
    return Notice.endpoint == endpoint, Notice.record_id == record_id
