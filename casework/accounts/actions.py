"""What is done to accounts: made, signed in, locked out, given a password, given posts, ended."""

from datetime import date, timedelta

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from flask import has_request_context, request

from casework.accounts import queries
from casework.accounts.models import Area, Body, CountyProfile, Level, Post, SignInAttempt, User
from casework.core import clock, database
from casework.core.actions import action
from casework.core.errors import Refused
from casework.core.permissions import P, Role, may
from casework.extensions import db
from casework.law.findings import N_, Message

TRIES, LOCKED_FOR = 5, timedelta(minutes=15)
SHORTEST = 10
_hasher = PasswordHasher()  # argon2id
_NOBODY = None


def hashed(password):
    """argon2id; slow on purpose (about 0.15 CPU seconds): call it before the write gate."""
    return _hasher.hash(password)


def sign_in(*, login, password):
    """The person, or Refused with the same sentence for every wrong pair. Locks a login after five failures."""
    now = clock.now()
    login = (login or "").strip()[:40]
    if queries.failures_since(login, now - LOCKED_FOR) >= TRIES:
        raise Refused(Message(N_("连续 {tries} 次不对，请 {minutes} 分钟后再试，或请管理员重设密码"), tries=TRIES,
                              minutes=LOCKED_FOR.seconds // 60))
    user = queries.by_login(login)
    right = _verify(user.password_hash if user and user.active else None, password or "")
    db.session.rollback()
    with database.own_connection() as connection:
        connection.execute(sa.insert(SignInAttempt).values(
            at=now, login=login, succeeded=right, address=request.remote_addr if has_request_context() else None))
    if not right:
        raise Refused(N_("账号或密码不对，请重新填写"), field="password")
    return queries.by_login(login)


def _verify(stored, password):
    """Takes as long for an unknown login as for a known one."""
    global _NOBODY
    _NOBODY = _NOBODY or hashed("nobody")
    try:
        return _hasher.verify(stored or _NOBODY, password) and stored is not None
    except VerifyMismatchError:
        return False


def strong(password, login=""):
    """Refused unless the password is long enough and not the login itself."""
    if len(password or "") < SHORTEST:
        raise Refused(Message(N_("密码至少 {least} 个字符"), least=SHORTEST), field="password")
    if login and login.lower() in password.lower():
        raise Refused(N_("密码不能包含账号"), field="password")
    if len(set(password)) < 5:
        raise Refused(N_("密码不能只是几个重复的字符"), field="password")


def change_password(*, old, password, by):
    """The person's own new password; every other session of theirs ends."""
    if not _verify(by.password_hash, old or ""):
        raise Refused(N_("原密码不对"), field="old")
    strong(password, by.login)
    if password == old:
        raise Refused(N_("新密码要与原密码不同"), field="password")
    return set_password(user=by, password_hash=hashed(password), initial=False, by=by)


@action("accounts.set_password")
def set_password(*, user, password_hash, initial, by):
    """`initial`: somebody else set it, so it must be changed at the first sign-in."""
    _own_or_manage(user, by)
    user.password_hash, user.must_change = password_hash, initial
    user.session_stamp += 1
    return user


@action("accounts.create")
def create(*, login, name, role, area, password_hash, by, body=None, certificate_no=None, certificate_to=None,
           telephone=None, must_change=True):
    """A person with a first post. `by` None is the operator of the machine."""
    login = (login or "").strip()
    if not login.isascii() or not login.replace("-", "").replace("_", "").replace(".", "").isalnum() or len(login) > 40:
        raise Refused(N_("账号只用字母、数字和 - _ ."), field="login")
    if db.session.scalar(db.select(User.id).where(User.login == login)):
        raise Refused(Message(N_("账号 {login} 已有人用"), login=login), field="login")
    if by is not None and not may(by, P.USER_MANAGE, area.path):
        raise Refused(N_("这个区域不归你管理"), field="area")
    user = User(login=login, name=name.strip(), password_hash=password_hash, must_change=must_change,
                certificate_no=certificate_no or None, certificate_to=certificate_to, telephone=telephone,
                body=body or body_for(area), posts=[])
    db.session.add(user)
    db.session.flush()
    db.session.add(Post(user=user, area=area, role=Role(role)))
    return user


def body_for(area):
    """The body of the area itself or of the nearest area above it."""
    above = queries.county_of(area)
    bodies = db.session.scalars(db.select(Body).where(Body.area_id.in_(above))).all()
    return max(bodies, key=lambda b: above.index(b.area_id), default=None)


@action("accounts.deactivate")
def deactivate(*, user, by):
    _own_or_manage(user, by)
    if by is not None and by.id == user.id:
        raise Refused(N_("不能停用自己的账号，请另一名管理员办理"))
    user.active = False
    user.session_stamp += 1
    return user


@action("accounts.language")
def choose_language(*, language, by):
    by.language = language
    return by


@action("accounts.area")
def add_area(*, code, name, level, office, telephone, by, parent=None):
    """An area under its parent; the code must be new."""
    if db.session.scalar(db.select(Area.id).where(Area.code == code)):
        raise Refused(Message(N_("代码 {code} 已有区域用"), code=code), field="code")
    area = Area(code=code, name=name, level=Level(level), parent_id=parent.id if parent else None, path="/",
                office=office, telephone=telephone)
    db.session.add(area)
    db.session.flush()
    area.path = f"{parent.path if parent else '/'}{area.id}/"
    return area


@action("accounts.body")
def add_body(*, area, name, number_word, issuer_level, by, address=None, telephone=None):
    body = Body(area=area, name=name, number_word=number_word, issuer_level=Level(issuer_level), address=address,
                telephone=telephone)
    db.session.add(body)
    queries.forget_profiles()
    return body


@action("accounts.profile")
def set_profile(*, area, from_on: date, mode, by, **settings):
    """A county's profile from a date on."""
    row = CountyProfile(area_id=area.id, from_on=from_on, mode=mode, **settings)
    db.session.add(row)
    queries.forget_profiles()
    return row


def _own_or_manage(user, by):
    if by is None or by.id == user.id:
        return
    if not any(may(by, P.USER_MANAGE, post.path) for post in user.posts):
        raise Refused(N_("这个账号不归你管理"))
