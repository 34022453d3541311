"""An action is one thing a person does. It is named, audited, and either happens whole or is refused."""

from functools import wraps

from casework.core import audit, database
from casework.core.base import Record
from casework.extensions import db

ACTIONS = {}


def action(name):
    """Register a function of keywords and `by`. It never commits; it passes the write gate and re-reads its records."""

    def decorate(function):
        @wraps(function)
        def run(*args, by, **kwargs):
            if database.begin_write():
                database.reread(*(a for a in (*args, *kwargs.values(), by) if isinstance(a, Record)))
            with audit.during(name, by):
                result = function(*args, by=by, **kwargs)
                db.session.flush()
            return result

        run.action_name = name
        if ACTIONS.setdefault(name, run) is not run:
            raise TypeError(f"two actions called {name}")
        return run

    return decorate
