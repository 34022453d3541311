"""被锁定的账号: who tried too often, until when, and the way to let them in again."""

from casework.accounts import actions, queries
from casework.accounts.models import SignInAttempt, User
from casework.core import clock
from casework.core.actions import action
from casework.extensions import db


def locked(by):
    """[(user, until when, failures, last address)] of accounts that `by` manages and that are locked at this moment."""
    now = clock.now()
    tries = db.session.execute(
        db.select(SignInAttempt.login, SignInAttempt.at, SignInAttempt.address)
        .where(~SignInAttempt.succeeded, SignInAttempt.at > now - actions.LOCKED_FOR).order_by(SignInAttempt.id.desc())).all()
    by_login = {}
    for row in tries:
        by_login.setdefault(row.login, []).append(row)
    often = [login for login, rows in by_login.items() if len(rows) >= actions.TRIES]
    if not often:
        return []
    told = []
    for user in db.session.scalars(queries.users(by).where(User.login.in_(often))).unique():
        since = queries.counted_from(user.login, now - actions.LOCKED_FOR)
        rows = [row for row in by_login[user.login] if row.at > since]
        if len(rows) >= actions.TRIES:
            told.append((user, rows[actions.TRIES - 1].at + actions.LOCKED_FOR, len(rows), rows[0].address))
    return told


@action("accounts.unlock")
def unlock(user, *, by):
    """Tries up to this moment no longer count."""
    actions.own_or_manage(user, by)
    user.unlocked_at = clock.now()
    return user
