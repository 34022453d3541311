"""One row of an old ledger. It is no case: it has no state, no clock and no papers, and nobody changes it."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from casework.core.base import related
from casework.core.sought import Sought
from casework.extensions import db


class OldCase(Sought, db.Model):
    """`name` is the employer as written; `who` the workers as written. `row`: as Excel numbers it, in the kept file of the batch."""

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("import_batch.id"), index=True)
    row: Mapped[int]
    area_id: Mapped[int] = mapped_column(sa.ForeignKey("area.id"), index=True)
    number: Mapped[str | None] = mapped_column(sa.String(60))
    received_on: Mapped[date | None] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    name_key: Mapped[str] = mapped_column(sa.String(120), index=True)
    who: Mapped[str | None] = mapped_column(sa.String(400))
    telephone: Mapped[str | None] = mapped_column(sa.String(30))
    people: Mapped[int | None]
    amount_fen: Mapped[int | None] = mapped_column(sa.BigInteger)
    outcome: Mapped[str | None] = mapped_column(sa.String(400))
    handler: Mapped[str | None] = mapped_column(sa.String(60))
    closed_on: Mapped[date | None]

    area = related("Area")
    batch = related("ImportBatch")
