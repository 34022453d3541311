"""Views declare who may use them; one guard enforces it. A view that declares nothing is closed."""

from urllib.parse import urlsplit

from flask import abort, current_app, flash, redirect, request, session, url_for
from flask_login import current_user
from werkzeug.routing import IntegerConverter

from casework.core.permissions import may
from casework.core.words import say
from casework.extensions import login

PUBLIC, SIGNED_IN = object(), object()
OPEN_WHILE_INITIAL = {"accounts.password", "accounts.sign_out", "accounts.language", "static"}

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; frame-src 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


def requires(permission):
    """Say who may use a view: a P, or PUBLIC, or SIGNED_IN when the page itself decides."""

    def declare(view):
        view.permission = permission
        return view

    return declare


def guard():
    if request.endpoint in (None, "static"):
        return None
    permission = getattr(current_app.view_functions[request.endpoint], "permission", None)
    if permission is PUBLIC:
        return None
    if not current_user.is_authenticated:
        return login.unauthorized()
    if current_user.must_change and request.endpoint not in OPEN_WHILE_INITIAL:
        return redirect(url_for("accounts.password"))
    if permission is None or (permission is not SIGNED_IN and not may(current_user, permission)):
        abort(403)
    return None


def done(message, where):
    """One sentence after something succeeded, and on to the next page."""
    flash(say(message), "success")
    return redirect(where)


def own_address(address):
    """An address of this program, else the first page: a link from outside cannot lead elsewhere."""
    address = (address or "").replace("\\", "/")
    parts = urlsplit(address)
    own = address.startswith("/") and not address.startswith("//") and not parts.scheme and not parts.netloc
    return address if own else url_for("home")


def harden(response):
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("X-Frame-Options", "DENY")
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response


class Id(IntegerConverter):
    """A record's id in an address; a number that no database column holds is a page that is not there."""

    def __init__(self, map):
        super().__init__(map, max=2**31 - 1)


def init_app(app):
    app.url_map.converters["int"] = Id
    login.login_view = "accounts.sign_in"
    login.login_message = None

    @app.before_request
    def keep():
        session.permanent = True

    @app.before_request
    def writable():
        """A NUL is no character of any text, and PostgreSQL cannot keep one."""
        if any("\0" in value for typed in (request.args, request.form) for _, value in typed.items(multi=True)):
            abort(400)

    app.before_request(guard)
    app.after_request(harden)
