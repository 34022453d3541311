"""行数 — what every page asks again (rows of a list and of its views, figures of the menu, grids, saved views), asked once for as long
as nobody has written anything.

Counting is most of what a page of a large register costs, and people turn pages more often than anybody writes. The database
itself says whether something was committed since; what was counted is kept with the connection that said so.
"""

import sqlalchemy as sa
from flask_login import current_user

from casework.core import clock, database
from casework.extensions import db

MOST = 500  # questions kept by a connection


def once(question, ask):
    """What `ask()` answers, kept until somebody commits. `question` holds all that it depends on beside the database, the day and
    the person; the answer is read by many and changed by nobody."""
    return kept((question, clock.today(), current_user.get_id(), current_user.acting_for_id), ask)


def kept(question, ask):
    """The same for what depends on nothing but the database and the question."""
    if database.writing():
        return ask()  # what is not committed yet is nobody else's answer
    connection = db.session.connection()
    mark = _mark(connection)
    seen, known = connection.info.get("casework.counts", (None, {}))
    if seen != mark or len(known) > MOST:
        known = {}
        connection.info["casework.counts"] = mark, known
    if question not in known:
        known[question] = ask()
    return known[question]


def _mark(connection):
    """The same mark, the same rows: SQLite's count of commits by others beside one's own changes, PostgreSQL's snapshot, asked once in
    a transaction: what is answered later in it may only be newer, and the next transaction asks again."""
    if connection.dialect.name == "sqlite":
        driver = connection.connection.dbapi_connection
        return driver.total_changes, driver.execute("PRAGMA data_version").fetchone()
    under_way = connection.get_transaction()
    asked, mark = connection.info.get("casework.snapshot", (None, None))
    if asked is None or asked is not under_way:
        mark = connection.execute(sa.text("SELECT CAST(pg_current_snapshot() AS text)")).scalar()
        connection.info["casework.snapshot"] = under_way, mark
    return mark


def asked(select):
    """A select as a part of a question: its SQL and its values."""
    key = select._generate_cache_key()
    return key.key, repr([bound.effective_value for bound in key.bindparams])
