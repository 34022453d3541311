"""The lists of accounts: people with their roles in each area and their certificates, and looks from outside."""

from datetime import date, timedelta

import sqlalchemy as sa

from casework.accounts import queries
from casework.accounts.models import VERDICTS, WHYS, Area, Body, Glass, Post, User
from casework.core import clock
from casework.core.listing import Column, Filter, Listing, View
from casework.core.matter import Matter
from casework.core.permissions import ROLE_LABELS, P, Role
from casework.core.words import say
from casework.extensions import db
from casework.law.findings import N_

NEVER = date(9999, 12, 31)
SOON = timedelta(days=60)  # a certificate is to be renewed in this time
BETWEEN, AFTER = "\x1f", "\x1e"
VALID = sa.func.coalesce(User.certificate_to, sa.literal(NEVER, sa.Date)).label("valid_to")


def user_rows(by):
    """Accounts that `by` may manage, as Core rows; `posts`: today's posts, packed by `posts_of`."""
    mine = db.select(Post.user_id).join(Area, Area.id == Post.area_id).where(queries.within(by, P.USER_MANAGE))
    place = sa.orm.aliased(Area)
    packed = sa.cast(Post.role, sa.String) + BETWEEN + place.name
    posts = (db.select(sa.func.aggregate_strings(packed, AFTER)).select_from(Post).join(place, place.id == Post.area_id)
             .where(Post.user_id == User.id, Post.on(clock.today())).correlate(User).scalar_subquery())
    return (
        db.select(User.id, User.login, User.name, User.active, User.must_change, User.telephone, User.certificate_no, User.certificate_to,
                  Body.name.label("body"), posts.label("posts"), VALID)
        .outerjoin(Body, Body.id == User.body_id).where(User.id.in_(mine), User.login != "system")
    )


def posts_of(row):
    """[(role, area's name)] in the order of roles."""
    packed = [tuple(one.split(BETWEEN)) for one in (row.posts or "").split(AFTER) if one]
    order = [role.value for role in Role]
    return sorted(packed, key=lambda post: (order.index(post[0]), post[1]))


def _role(select, value):
    held = db.select(Post.user_id).where(sa.cast(Post.role, sa.String) == value, Post.on(clock.today()))
    return select.where(User.id.in_(held))


def _area(select, value):
    place = db.select(Area.path).where(Area.code == value).scalar_subquery()
    held = db.select(Post.user_id).join(Area, Area.id == Post.area_id).where(Area.path.startswith(place), Post.on(clock.today()))
    return select.where(User.id.in_(held))


def _certificate(select, value):
    today, has = clock.today(), User.certificate_no.is_not(None)
    return select.where({
        "valid": sa.and_(has, User.certificate_to >= today),
        "soon": sa.and_(has, User.certificate_to.between(today, today + SOON)),
        "expired": sa.and_(has, sa.or_(User.certificate_to.is_(None), User.certificate_to < today)),
    }.get(value, ~has))


def _state(select, value):
    return select.where({"active": User.active, "ended": ~User.active}.get(value, sa.and_(User.active, User.must_change)))


def able(row):
    """Can this account sign in?"""
    return N_("已停用") if not row.active else N_("待改初始密码") if row.must_change else N_("能")


class Users(Listing):
    name, title = "accounts.users", N_("账号管理")
    filters = {
        "q": Filter(N_("账号、姓名、证号"), lambda select, value: select.where(sa.or_(
            User.login.contains(value, autoescape=True), User.name.contains(value, autoescape=True), User.certificate_no == value))),
        "role": Filter(N_("角色"), _role, {r: words for r, words in ROLE_LABELS.items() if r is not Role.SYSTEM}, N_("全部角色")),
        "area": Filter(N_("区域"), _area, any=N_("全部区域")),
        "state": Filter(N_("能否登录"), _state, {"active": N_("在用"), "initial": N_("待改初始密码"), "ended": N_("已停用")},
                        N_("全部账号")),
        "certificate": Filter(N_("证件"), _certificate, {"valid": N_("在有效期内"), "soon": N_("60 天内到期"), "expired": N_("已过期"),
                                                       "none": N_("没有证件")}, N_("不限证件")),
    }
    orders = {"login": (User.login, User.id), "name": (User.name, User.id), "valid": (VALID, User.id)}
    default = "login"
    columns = (
        Column("login", N_("账号"), order="login", link="accounts.show"),
        Column("name", N_("姓名"), order="name"),
        Column("posts", N_("角色与区域"), css="wrap",
               value=lambda row: "；".join(f"{say(ROLE_LABELS[role])} {area}" for role, area in posts_of(row))),
        Column("body", N_("机构"), css="wrap"),
        Column("certificate_no", N_("监察员证号"), shown=False),
        Column("certificate_to", N_("证件有效期至"), order="valid", kind="day"),
        Column("telephone", N_("电话"), shown=False),
        Column("active", N_("能否登录"), value=able),
    )
    views = (
        View(N_("在用"), {"state": "active"}),
        View(N_("证件 60 天内到期"), {"state": "active", "certificate": "soon"}),
        View(N_("证件已过期"), {"state": "active", "certificate": "expired"}),
        View(N_("已停用"), {"state": "ended"}),
        View(N_("全部"), {}),
    )


def _why(row):
    related = f"（{row.related_number}）" if row.related_number else ""
    return f"{say(WHYS[row.why])}{related}：{row.reason}"


class Glasses(Listing):
    name, title = "accounts.glasses", N_("辖区外查看")
    filters = {
        "state": Filter(N_("复核"), lambda select, value: select.where(
            Glass.verdict.is_(None) if value == "waiting" else sa.cast(Glass.verdict, sa.String) == value),
            {"waiting": N_("待复核"), **VERDICTS}),
        "who": Filter(N_("账号或姓名"), lambda select, value: select.where(sa.or_(User.login == value, User.name == value))),
        "number": Filter(N_("案号"), lambda select, value: select.where(Matter.number.contains(value, autoescape=True))),
        "from": Filter(N_("哪天起"), lambda select, on: select.where(Glass.opened_at >= on), kind="day", place="more"),
    }
    orders = {"newest": (Glass.id.desc(),), "oldest": (Glass.id,)}
    default = "newest"
    columns = (
        Column("opened_at", N_("时间"), order="newest", kind="moment"),
        Column("name", N_("谁")),
        Column("number", N_("案件")),
        Column("reason", N_("理由"), css="wrap", value=_why),
        Column("verdict", N_("复核"), css="wrap", value=lambda row: VERDICTS.get(row.verdict, N_("待复核"))),
        Column("body", N_("机构"), shown=False),
        Column("area_name", N_("区域"), shown=False),
        Column("review", N_("复核意见"), shown=False),
        Column("reviewer", N_("复核人"), shown=False),
    )
    views = (View(N_("待复核"), {"state": "waiting"}), View(N_("需要说明"), {"state": "questioned"}), View(N_("全部"), {}))

