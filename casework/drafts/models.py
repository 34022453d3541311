"""One draft for each person and form. It is no record of the office: encrypted, nobody else's, gone when the form is sent."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from casework.core.crypto import EncryptedJSON
from casework.extensions import db


class Draft(db.Model):
    """`at` is the address of the form; `fields` [[name, value]] as a form would send them, without files."""

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    at: Mapped[str] = mapped_column(sa.String(300))
    fields: Mapped[list] = mapped_column(EncryptedJSON("draft.fields"))
    saved_at: Mapped[datetime]

    __table_args__ = (sa.UniqueConstraint("user_id", "at"),)
