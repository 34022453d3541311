"""A code that was shown. Its secret is kept as a hash; it opens nothing but a page that takes photos."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from casework.core.base import Record
from casework.extensions import db


class PhoneLink(Record, db.Model):
    """Good until a moment, for one case and the person who showed it; `received` counts what came."""

    secret_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    until_at: Mapped[datetime]
    received: Mapped[int] = mapped_column(default=0)

    goes_along = False  # a code shows where it was made for
    audit_hidden = ("secret_hash",)
