"""What is done to accounts: made, signed in, locked out, given a password, given posts, ended."""

from datetime import date, timedelta

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from flask import has_request_context, request

from casework.accounts import queries
from casework.accounts.models import Area, Body, CountyProfile, Glass, Level, Post, SignInAttempt, User, Verdict, Why
from casework.core import clock, database, holdings
from casework.core.actions import action
from casework.core.errors import Refused
from casework.core.permissions import P, Role, may
from casework.extensions import db
from casework.law.findings import N_, Message

TRIES, LOCKED_FOR = 5, timedelta(minutes=15)
GLASS_FOR = timedelta(hours=3)
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


def confirm(user, password):
    """The person's own password once more, for a signature. Refused when it is another; slow on purpose: before the write gate."""
    if not _verify(user.password_hash, password or ""):
        raise Refused(N_("密码不对"), field="password")


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
    own_or_manage(user, by)
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
    own_or_manage(user, by)
    if by is not None and by.id == user.id:
        raise Refused(N_("不能停用自己的账号，请另一名管理员办理"))
    if held := holdings.of(user):
        raise Refused(Message(N_("{name} 手上还有 {n} 项工作没有移交，请先办交接单"), name=user.name, n=len(held)))
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


# ---- a look outside one's area


@action("accounts.break_glass")
def break_glass(matter, *, why, reason, by, related_number=None):
    """Read one matter of another area for three hours. The look is logged by the view and reviewed by that area."""
    if not may(by, P.GLASS_OPEN):
        raise Refused(N_("你没有查看辖区外案件的权限"))
    if may(by, P.CASE_VIEW, matter.area.path):
        raise Refused(N_("这件案子在你的辖区，直接打开就可以"))
    if len((reason or "").strip()) < 5:
        raise Refused(N_("请用一两句话写明为什么要看"), field="reason")
    why, related_number = Why(why), (related_number or "").strip() or None
    if related_number and queries.own_matter(related_number, by) is None:
        raise Refused(Message(N_("本辖区没有编号为 {number} 的案件"), number=related_number), field="related_number")
    if why in (Why.SAME_EMPLOYER, Why.SAME_WORKER) and not related_number:
        raise Refused(N_("请填写本辖区相关案件的案号"), field="related_number")
    if kept := queries.open_glass(matter.id, by):
        return kept
    now = clock.now()
    glass = Glass(matter_id=matter.id, area_id=matter.area_id, user_id=by.id, why=why, related_number=related_number,
                  reason=reason.strip(), opened_at=now, until_at=now + GLASS_FOR)
    db.session.add(glass)
    return glass


@action("accounts.end_glass")
def end_glass(glass, *, by):
    """The person is done before the three hours are over."""
    glass.ended_at = glass.ended_at or clock.now()
    return glass


@action("accounts.review_glass")
def review_glass(glass, *, verdict, by, review=None):
    """The area's supervisor says whether the look was needed; a question is put in words."""
    if not may(by, P.GLASS_REVIEW, glass.area.path):
        raise Refused(N_("这次查看不归你复核"))
    if glass.user_id in by.hands:
        raise Refused(N_("自己的查看由别人复核"))
    if glass.verdict is not None:
        raise Refused(N_("这次查看已经复核过"))
    if Verdict(verdict) is Verdict.QUESTIONED and not review:
        raise Refused(N_("请写明要说明什么"), field="review")
    glass.verdict, glass.review, glass.reviewed_at, glass.reviewed_by_id = Verdict(verdict), review, clock.now(), by.id
    return glass


def own_or_manage(user, by):
    """An account opens every area in which the person has a post: whoever sets its password or ends it manages them all."""
    if by is None or by.id == user.id:
        return
    posts = user.answered_posts
    if not posts or not all(may(by, P.USER_MANAGE, post.path) for post in posts):
        raise Refused(N_("这个账号不归你管理"))
