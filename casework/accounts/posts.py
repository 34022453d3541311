"""岗位 — a role in an area from a day to a day: given, and ended. What was stays."""

from datetime import timedelta

from casework.accounts.models import Post
from casework.core import clock, holdings
from casework.core.actions import action
from casework.core.errors import Refused
from casework.core.permissions import P, Role, may
from casework.extensions import db
from casework.law.findings import N_, Message


@action("accounts.give_post")
def give(*, user, role, area, by, from_on=None, to_on=None):
    """`role` in `area` from a local date (today when None) to a date, inclusive, or without end."""
    from_on = from_on or clock.today()
    if by.id == user.id:
        raise Refused(N_("自己的岗位由另一名管理员办理"))
    if not may(by, P.USER_MANAGE, area.path):
        raise Refused(N_("这个区域不归你管理"), field="area")
    if Role(role) is Role.SYSTEM:
        raise Refused(N_("请选择角色"), field="role")
    if to_on and to_on < from_on:
        raise Refused(N_("止日不能早于起日"), field="to_on")
    for post in user.posts:
        apart = (post.to_on and post.to_on < from_on) or (to_on and post.from_on and to_on < post.from_on)
        if (post.area_id, post.role) == (area.id, Role(role)) and not apart:
            raise Refused(N_("这个岗位在这段时间里已经有了"), field="role")
    post = Post(user=user, area=area, role=Role(role), from_on=from_on, to_on=to_on)
    db.session.add(post)
    return post


@action("accounts.end_post")
def end(post, *, user, to_on, by):
    """The last day of a post, inclusive. Whoever holds open work keeps one post until it is handed over."""
    today = clock.today()
    if by.id == user.id:
        raise Refused(N_("自己的岗位由另一名管理员办理"))
    if not may(by, P.USER_MANAGE, post.path):
        raise Refused(N_("这个区域不归你管理"))
    if post.to_on and post.to_on < today:
        raise Refused(N_("这个岗位已经结束，不能再改；还要用就另加一个"), field="to_on")
    if to_on < today - timedelta(days=1):
        raise Refused(N_("最后一天不能早于昨天：过去办的事要有岗位作依据"), field="to_on")
    if post.from_on and to_on < post.from_on:
        raise Refused(N_("止日不能早于起日"), field="to_on")
    others = [one for one in user.posts if one.id != post.id and one.lasts_beyond(to_on)]
    if not others and (held := holdings.of(user)):
        raise Refused(Message(N_("{name} 手上还有 {n} 项工作没有移交，请先办交接单"), name=user.name, n=len(held)), field="to_on")
    post.to_on = to_on
    return post
