"""The declarative base: named constraints, so that a migration can find them again."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship

from casework.core import clock


class Base(DeclarativeBase):
    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Record:
    """A row somebody answers for: id, birthday, version. Every change to it happens in an action and is audited.

    `version` grows with each change; two people saving the same record meet at a 409 page.
    """

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-3)
    created_at: Mapped[datetime] = mapped_column(default=clock.now, sort_order=-2)
    version: Mapped[int] = mapped_column(default=1, sort_order=-1)

    goes_along = True  # to the case into which its own is merged; False: it speaks of one case and one office only
    words = {}  # column -> its name for people, where a page shows it

    def said(self, column, value):
        """A stored value of a column (as the audit has it) as people know it."""
        return value

    @declared_attr.directive
    def __mapper_args__(cls):
        return {"version_id_col": cls.version}


def related(*args, **kwargs):
    """A relationship that never queries behind your back: say in the query what you will show."""
    return relationship(*args, lazy="raise_on_sql", **kwargs)


def choice(enum: type[StrEnum], name: str, length: int = 24):
    """A column type for a StrEnum: its ASCII code as text, held by a CHECK named ck_<table>_<name>."""
    return sa.Enum(
        enum,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=length,
        values_callable=lambda members: [member.value for member in members],
    )
