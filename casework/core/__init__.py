"""What every feature shares. Nothing here knows any feature."""

from casework.core import crypto  # noqa: F401  (create_app needs the keys before anything else)


def init_app(app):
    """Bind filters, guard, audit, errors and the write gate to the application."""
    from casework.core import (  # noqa: F401
        audit,
        bulking,
        calendar,
        database,
        errors,
        listing,
        money,
        permissions,
        recent,
        saved,
        settings,
        training,
        web,
        words,
    )

    app.jinja_env.filters.update(money=money.yuan, plain=money.plain, capitals=money.capitals, say=words.say)
    app.jinja_env.globals.update(P=permissions.P, may=permissions.may)
    database.init_app(app)
    audit.init_app(app)
    calendar.init_app(app)
    errors.init_app(app)
    training.init_app(app)
    web.init_app(app)
    listing.init_app(app)
    saved.init_app(app)
    bulking.init_app(app)
    recent.init_app(app)
    words.init_app(app)
