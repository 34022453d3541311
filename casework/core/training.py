"""演练 — an instance for practising: a banner on every page, 演练 across every paper, and a database of its own.

CASEWORK_TRAINING=1 says what the instance is; the database keeps the same word from its first day. Where the two disagree
nothing is served: practice never writes into real cases, and real work is never done in a practice database.
"""

from flask import current_app, has_app_context, request

from casework.core import settings
from casework.core.matter import Matter
from casework.core.words import say
from casework.extensions import db
from casework.law.findings import N_

KEY = "training"


def on():
    """Is this instance for practising?"""
    return bool(has_app_context() and current_app.config.get("TRAINING"))


def claim():
    """A database without any record becomes one for practising, for ever. Nothing else may be under way."""
    if on() and settings.get(KEY) != "1" and not _filled():
        db.session.rollback()
        settings.put(KEY, "1")


def disagreement():
    """Why this instance must not serve this database, or None."""
    marked = settings.get(KEY) == "1"
    if marked and not on():
        return N_("这是演练用的数据库，不能当作正式系统使用：请设 CASEWORK_TRAINING=1，或者换成正式的数据库")
    if on() and not marked and _filled():
        return N_("这个数据库里已有正式的数据，不能用来演练：请给演练另设 CASEWORK_INSTANCE 和 DATABASE_URL")
    return None


def _filled():
    if not db.inspect(db.engine).has_table(Matter.__tablename__):
        return False
    return db.session.scalar(db.select(Matter.id).limit(1)) is not None


def marked(source):
    """The HTML of a paper, with 演练 across every page of it in an instance for practising."""
    return source.replace('<body class="', '<body class="drill ', 1) if on() else source


def guard():
    """One sentence instead of every page: nobody is signed in against the wrong database."""
    if request.endpoint != "static" and (why := disagreement()):
        return say(why), 503, {"Content-Type": "text/plain; charset=utf-8"}
    return None


def init_app(app):
    app.before_request(guard)
    app.jinja_env.globals.update(training=on)
