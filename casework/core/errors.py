"""Refused is how the domain says no; Conflict is two people at one record; Elsewhere names the office that has it."""

from flask import render_template, request
from werkzeug.exceptions import HTTPException

from casework.core.words import say
from casework.law.findings import N_, Message


class Refused(Exception):
    """A sentence for the person. `field` is where it is shown; `basis` is the article that says so."""

    def __init__(self, message, *, field=None, basis=None):
        super().__init__(message)
        self.message, self.field, self.basis = message, field, basis

    def __str__(self):
        text = say(self.message)
        return say(Message(N_("{text}（{basis}）"), text=text, basis=self.basis)) if self.basis else text


class Conflict(Exception):
    """Somebody saved the record after this page was opened. `changes`: [(field, mine, theirs, who)]."""

    def __init__(self, subject, changes):
        super().__init__(f"{subject!r} has changed")
        self.subject, self.changes = subject, changes


class Elsewhere(Exception):
    """The record is in another office's area: 404 that says whom to call, and nothing else.

    `matter_id`: the case-like record, which a person with a reason may look at (break the glass).
    """

    def __init__(self, office, telephone, matter_id=None):
        super().__init__(office)
        self.office, self.telephone, self.matter_id = office, telephone, matter_id


def init_app(app):
    from sqlalchemy.orm.exc import StaleDataError

    from casework.extensions import db

    def page(code, **facts):
        db.session.rollback()
        return render_template("errors/error.html", code=code, **facts), code

    @app.errorhandler(Refused)
    def refused(error):
        return page(409, error=error)

    @app.errorhandler(Elsewhere)
    def elsewhere(error):
        return page(404, elsewhere=error)

    @app.errorhandler(Conflict)
    def conflict(error):
        db.session.rollback()
        return render_template("errors/conflict.html", conflict=error, typed=request.form), 409

    @app.errorhandler(StaleDataError)
    def stale(error):
        return page(409, stale=True)

    @app.errorhandler(HTTPException)
    def http(error):
        return page(error.code or 500, error=None) if error.code != 304 else error

    @app.errorhandler(500)
    def ours(error):
        return page(500, error=None)
