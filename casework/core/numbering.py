"""文号、案号 — one sequence for each body, kind of number and year: given inside the transaction, without gaps."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from casework.core import database
from casework.extensions import db


class Sequence(db.Model):
    """The last number given. It is no Record: the number itself stands in an audited row."""

    body_id: Mapped[int] = mapped_column(sa.ForeignKey("body.id"), primary_key=True)
    word: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


def take(body, word, year):
    """The next number (1, 2, …) of this body, word and year. Rolls back with the transaction, so nothing is burnt."""
    if not database.writing():
        raise RuntimeError("a number is given inside an action")
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    first = dialect.insert(Sequence).values(body_id=body.id, word=word, year=year, last=1)
    upsert = first.on_conflict_do_update(
        index_elements=["body_id", "word", "year"], set_={"last": Sequence.__table__.c.last + 1}
    ).returning(Sequence.__table__.c.last)
    return db.session.connection().execute(upsert).scalar_one()
