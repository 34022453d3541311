"""The identity of an informant: one encrypted row apart from everything else, without an index by which it could be found."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from casework.core.base import Record
from casework.core.crypto import Encrypted
from casework.extensions import db


class Informant(Record, db.Model):
    """举报人 of a matter. The audit keeps that something was written here, never what."""

    goes_along = False  # whoever trusted one office is shown to no other

    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), unique=True)
    name: Mapped[str] = mapped_column(Encrypted("informant.name"))
    telephone: Mapped[str | None] = mapped_column(Encrypted("informant.telephone"))
    id_number: Mapped[str | None] = mapped_column(Encrypted("informant.id_number"))
    address: Mapped[str | None] = mapped_column(Encrypted("informant.address"))
    remark: Mapped[str | None] = mapped_column(Encrypted("informant.remark"))

    audit_hidden = ("name", "telephone", "id_number", "address", "remark")
