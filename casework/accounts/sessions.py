"""在哪里登录着 — one row for each sign-in, on a connection of its own; a row that was ended signs that browser out."""

import hashlib
import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import current_app, g, request, session
from sqlalchemy.orm import Mapped, mapped_column

from casework.core import clock, database
from casework.extensions import db

FRESH = timedelta(minutes=15)  # how exactly “last used” is known: a write for every page would be too many


class SignedIn(db.Model):
    """A browser that somebody signed in with. Only the hash of its token is kept; `stamp`: the person's session_stamp then."""

    __tablename__ = "signed_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    token: Mapped[str] = mapped_column(sa.String(64), unique=True)
    stamp: Mapped[int]
    at: Mapped[datetime]
    seen_at: Mapped[datetime]
    address: Mapped[str | None] = mapped_column(sa.String(45))
    browser: Mapped[str | None] = mapped_column(sa.String(200))
    ended_at: Mapped[datetime | None]


def _hash(token):
    return hashlib.sha256(token.encode()).hexdigest()


def begin(user):
    """Note this browser, in the session and in the table."""
    now, token = clock.now(), secrets.token_urlsafe(24)
    with database.own_connection() as connection:
        connection.execute(sa.insert(SignedIn).values(
            user_id=user.id, token=_hash(token), stamp=user.session_stamp, at=now, seen_at=now, address=request.remote_addr,
            browser=(request.user_agent.string or "")[:200]))
    session["sid"], session["seen"] = token, now.isoformat()


def live():
    """SQL condition: the sign-in of this browser has not been ended."""
    return db.select(SignedIn.id).where(SignedIn.token == _hash(session.get("sid", "")), SignedIn.ended_at.is_(None)).exists()


def of(user):
    """[(row, is it this browser)] where the person is still signed in, the last used first."""
    since = clock.now() - current_app.permanent_session_lifetime
    rows = db.session.execute(
        db.select(SignedIn.__table__)
        .where(SignedIn.user_id == user.id, SignedIn.ended_at.is_(None), SignedIn.seen_at > since, SignedIn.stamp == user.session_stamp)
        .order_by(SignedIn.seen_at.desc(), SignedIn.id.desc())).all()
    here = _hash(session.get("sid", ""))
    return [(row, row.token == here) for row in rows]


def end(user, id=None, others=False):
    """End one sign-in of the person; `others`: all but this browser; neither: this one."""
    here = SignedIn.token == _hash(session.get("sid", ""))
    which = ~here if others else SignedIn.id == id if id else here
    with database.own_connection() as connection:
        connection.execute(sa.update(SignedIn).where(SignedIn.user_id == user.id, SignedIn.ended_at.is_(None), which)
                           .values(ended_at=clock.now()))


def seen(response):
    """After a page: when this browser was last used, to the quarter of an hour."""
    if signed := g.pop("signed_in", None):  # with a new password: its transaction is over now
        begin(signed)
    if "sid" in session and "seen" in session and request.endpoint != "static":
        now = clock.now()
        if now - datetime.fromisoformat(session["seen"]) >= FRESH:
            session["seen"] = now.isoformat()
            with database.own_connection() as connection:
                connection.execute(sa.update(SignedIn).where(SignedIn.token == _hash(session["sid"])).values(seen_at=now))
    return response


def kind(browser):
    """What the browser called itself, in a few words: Chrome · Windows."""
    text = browser or ""
    name = next((word for mark, word in (("MicroMessenger", "WeChat"), ("Edg/", "Edge"), ("QQBrowser", "QQ"), ("Firefox/", "Firefox"),
                                         ("Chrome/", "Chrome"), ("Safari/", "Safari")) if mark in text), "")
    system = next((word for mark, word in (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
                                           ("Mac OS", "macOS"), ("Linux", "Linux")) if mark in text), "")
    return " · ".join(filter(None, (name, system)))
