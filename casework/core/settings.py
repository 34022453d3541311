"""Facts about this database itself (is it a demonstration, which day does it show): a few key and value rows."""

from flask import current_app
from sqlalchemy import inspect
from sqlalchemy.orm import Mapped, mapped_column

from casework.extensions import db


class Setting(db.Model):
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


def get(key):
    """The value, or None. Read once for each process: these rows are written when a database is made."""
    kept = current_app.extensions.setdefault("casework.settings", {})
    if not kept.get("read"):
        with db.engine.connect() as connection:
            if not inspect(connection).has_table(Setting.__tablename__):
                return None
            kept.update(dict(connection.execute(db.select(Setting.key, Setting.value)).all()), read=True)
    return kept.get(key)


def put(key, value):
    """Write one, in a transaction of its own (nothing else may be under way)."""
    with db.engine.begin() as connection:
        connection.execute(db.delete(Setting).where(Setting.key == key))
        connection.execute(db.insert(Setting).values(key=key, value=value))
    current_app.extensions.pop("casework.settings", None)
