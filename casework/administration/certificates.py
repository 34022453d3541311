"""执法证件 — whose certificate is valid until when. Who has none that is valid is named as officer of nothing (监察条例第16条)."""

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from casework.accounts import queries as accounts
from casework.accounts.models import User
from casework.core import clock
from casework.core.actions import action
from casework.core.errors import Refused
from casework.core.permissions import P, Role, may
from casework.extensions import db
from casework.law.findings import N_, Message

SOON = 60  # days
STATES = {"expired": N_("已过期"), "soon": N_("快到期"), "valid": N_("有效"), "none": N_("没有证件")}
COLOURS = {"expired": "red", "soon": "amber", "valid": "green", "none": "paused"}
NAMED = (Role.INSPECTOR, Role.COUNTY)  # who may be officers of a case, and so need one


@dataclass(frozen=True)
class Holder:
    """A person and their certificate on a day. `left`: days until it ends, negative once it has, None without one."""

    user: User
    state: str
    left: int | None


def state(user, on):
    """expired | soon (within 60 days) | valid | none. The last day counts."""
    if not user.certificate_no or not user.certificate_to:
        return "none"
    left = (user.certificate_to - on).days
    return "expired" if left < 0 else "soon" if left <= SOON else "valid"


def holders(by, on, asked=None):
    """[Holder] of active people whose accounts `by` manages and who need or have one; those that end first come first."""
    people = db.session.scalars(accounts.users(by).where(User.active)).unique().all()
    found = [Holder(user, state(user, on), user.certificate_to and (user.certificate_to - on).days) for user in people
             if user.certificate_no or any(post.role in NAMED for post in user.posts)]
    found.sort(key=lambda one: (list(STATES).index(one.state), one.left if one.left is not None else 0, one.user.id))
    return [one for one in found if asked in (None, "", one.state)]


def ending(by, on):
    """How many of them have ended or end within 60 days."""
    mine = accounts.users(by).with_only_columns(sa.func.count(User.id)).order_by(None).where(
        User.active, User.certificate_no.is_not(None), User.certificate_to <= on + timedelta(days=SOON))
    return db.session.scalar(mine)


def holder(id, by):
    return db.one_or_404(accounts.users(by).where(User.id == id))


@action("administration.certificate")
def renew(user, *, certificate_no, certificate_to, by):
    """The number and last day of a person's certificate, as the card says; the old ones stay in the audit trail."""
    if not any(may(by, P.USER_MANAGE, post.path) for post in user.answered_posts):
        raise Refused(N_("这个账号不归你管理"))
    other = db.session.scalar(db.select(User.name).where(User.certificate_no == certificate_no, User.id != user.id))
    if other:
        raise Refused(Message(N_("这个证号已经是{name}的"), name=other), field="certificate_no")
    if certificate_to < clock.today():
        raise Refused(N_("这一天已经过去，请核对证件上的有效期"), field="certificate_to")
    user.certificate_no, user.certificate_to = certificate_no, certificate_to
    return user
