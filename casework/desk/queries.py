"""What stands on a person's desk: read from what every feature publishes, counted and cut into pages."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from casework.accounts import queries as accounts
from casework.accounts.models import Area, Post, User, people
from casework.core import calendar, clock, slips
from casework.core.listing import Column, Filter, Listing, View
from casework.core.matter import Matter
from casework.core.permissions import P
from casework.core.words import say
from casework.desk.models import TASK_STATES, Handover, HandoverItem, Signature, Task, TaskState
from casework.extensions import db
from casework.law.findings import N_

PAGE = 20
COLOURS = (slips.OVERDUE, slips.DUE, slips.OPEN, slips.PAUSED)


@dataclass(frozen=True)
class Desk:
    """`slips`: what was asked for, in order; `counts`: colour -> how many of all; `approvals`: words -> (how many, how many of
    them overdue)."""

    on: date
    slips: list
    counts: Counter
    approvals: dict
    page: int = 1

    @property
    def shown(self):
        return self.slips[(self.page - 1) * PAGE:self.page * PAGE]

    @property
    def first(self):
        return (self.page - 1) * PAGE + 1

    @property
    def pages(self):
        return max(1, -(-len(self.slips) // PAGE))


def day(user, on=None):
    """The local date (today when None) with the limits of the person's county."""
    on = on or clock.today()
    profile = accounts.profile(user.home, on) if user.home else accounts.Profile()
    return slips.Day(on, profile.amber_days, profile.amber_share)


def desk(user, today, colour=None, what=None, page=1):
    """The desk on a slips.Day. `colour`: only these; `what`: only decisions called so."""
    every = slips.asked(user, today)
    approvals = {}
    for slip in every:
        if slip.approval:
            n, late = approvals.get(slip.what, (0, 0))
            approvals[slip.what] = n + 1, late + (slip.colour == slips.OVERDUE)
    counts = Counter(slip.colour for slip in every)
    if colour in COLOURS:
        every = [slip for slip in every if slip.colour == colour]
    if what in approvals:
        every = [slip for slip in every if slip.approval and slip.what == what]
    last = max(1, -(-len(every) // PAGE))
    return Desk(today.on, every, counts, approvals, min(max(page, 1), last))


def lines(user, today):
    """What the panel 今天 says: [(words, text, url)]."""
    return [line for source in slips.TODAY for line in source(user, today)]


def workday_of_year(on):
    """本年第几个工作日."""
    return calendar.calendar().workdays(date(on.year, 1, 1) - timedelta(days=1), on)


def as_json(user):
    """{"overdue": [item], "due": [item], "open": [item]}: past their day, near it, and the rest."""
    answer = {"overdue": [], "due": [], "open": []}
    for slip in slips.asked(user, day(user)):
        key = {slips.OVERDUE: "overdue", slips.DUE: "due"}.get(slip.colour, "open")
        answer[key].append({"matter": slip.matter, "label": say(slip.what),
                            "due": slip.due_on.isoformat() if slip.due_on else None, "colour": slip.colour})
    return answer


# ---- tasks


def any_task(id):
    """A task of whomever, for its own action."""
    return db.session.scalar(_loaded().where(Task.id == id))


def _loaded():
    matter = sa.orm.joinedload(Task.matter).joinedload(Matter.area)
    holder = sa.orm.joinedload(Task.holder)
    return db.select(Task).options(matter, sa.orm.joinedload(Task.given_by), holder.selectinload(User.posts).joinedload(Post.area))


def seen_tasks(user):
    """Tasks that the person has or gave, or that somebody holds to whom they may give work, with all that an action asks."""
    return _loaded().where(_seen(user))


def task(id, user):
    """One of them; else 404."""
    return db.one_or_404(seen_tasks(user).where(Task.id == id))


def _seen(user):
    """One's own, given or held; of people in whose areas one gives tasks; about records of one's areas."""
    theirs = db.select(Post.user_id).join(Area, Area.id == Post.area_id).where(accounts.within(user, P.TASK_GIVE))
    records = db.select(Matter.id).join(Area, Area.id == Matter.area_id).where(accounts.within(user, P.CASE_VIEW))
    free = sa.and_(Task.matter_id.is_(None), Task.holder_id.in_(theirs))
    return sa.or_(Task.holder_id.in_(user.hands), Task.given_by_id.in_(user.hands), free, Task.matter_id.in_(records))


def tasks_of(user):
    """Open tasks that the person has, as plain rows."""
    giver = sa.orm.aliased(User)
    return (
        db.select(Task.id, Task.text, Task.due_on, Task.given_by_id, Matter.number, giver.name.label("giver"))
        .join(giver, giver.id == Task.given_by_id).outerjoin(Matter, Matter.id == Task.matter_id)
        .where(Task.holder_id == user.id, Task.state == TaskState.OPEN)
    )


def tasks_about(matter):
    """Tasks about a record, open ones first, then the newest."""
    return db.session.scalars(
        db.select(Task).where(Task.matter_id == matter.id).options(sa.orm.joinedload(Task.holder), sa.orm.joinedload(Task.given_by))
        .order_by(Task.state != TaskState.OPEN, Task.id.desc()).limit(20)).all()


NEVER = sa.func.coalesce(Task.due_on, sa.literal(slips.NEVER, sa.Date)).label("until")


def task_rows(user):
    """Tasks that the person may see, as Core rows."""
    giver, holder = sa.orm.aliased(User), sa.orm.aliased(User)
    return (
        db.select(Task.id, Task.text, Task.state, Task.due_on, Task.given_on, Task.ended_on, Task.word, Task.holder_id, Task.given_by_id,
                  Matter.number, giver.name.label("giver"), holder.name.label("holder"), holder.login.label("login"), NEVER)
        .join(giver, giver.id == Task.given_by_id).join(holder, holder.id == Task.holder_id)
        .outerjoin(Matter, Matter.id == Task.matter_id).where(_seen(user))
    )


def _login(column):
    return lambda select, value: select.where(column.in_(db.select(User.id).where(sa.or_(User.login == value, User.name == value))))


class Tasks(Listing):
    name, title = "desk.tasks", N_("任务")
    filters = {
        "q": Filter(N_("要办的事、案号"), lambda select, value: select.where(sa.or_(
            Task.text.contains(value, autoescape=True), Matter.number.contains(value, autoescape=True)))),
        "state": Filter(N_("状态"), lambda select, value: select.where(sa.cast(Task.state, sa.String) == value), TASK_STATES,
                        N_("全部状态")),
        "holder": Filter(N_("经办人"), _login(Task.holder_id)),
        "giver": Filter(N_("交办人"), _login(Task.given_by_id), place="more"),
        "late": Filter(N_("逾期"), lambda select, value: select.where(Task.due_on < clock.today(), Task.state == TaskState.OPEN),
                       {"yes": N_("■ 逾期")}, place="chip"),
    }
    orders = {"due": (NEVER, Task.id), "newest": (Task.given_on.desc(), Task.id.desc())}
    default = "due"
    columns = (
        Column("due_on", N_("应办结"), order="due", kind="day"),
        Column("text", N_("要办的事"), css="wrap"),
        Column("number", N_("案号"), css="tight num"),
        Column("holder", N_("经办人")),
        Column("giver", N_("交办人")),
        Column("given_on", N_("交办日"), order="newest", kind="day"),
        Column("state", N_("状态"), labels=TASK_STATES, show="state"),
        Column("word", N_("结果"), css="wrap", shown=False),
    )
    views = (
        View(N_("我要办的"), {"holder": lambda user: user.login, "state": "open"}),
        View(N_("我交办的"), {"giver": lambda user: user.login, "state": "open"}),
        View(N_("逾期"), {"late": "yes"}),
        View(N_("全部"), {}),
    )


# ---- hand-over slips


def handovers(user):
    """Slips in which the person takes part, and those of people for whom they answer; newest first."""
    mine = db.select(Signature.handover_id).where(Signature.user_id == user.id)
    over = sa.or_(accounts.within(user, P.HANDOVER_SIGN), accounts.within(user, P.USER_MANAGE))
    item = sa.orm.selectinload(Handover.items).joinedload(HandoverItem.receiver)
    signed = sa.orm.selectinload(Handover.signatures)
    return (
        db.select(Handover).join(Handover.area).where(sa.or_(Handover.made_by_id == user.id, Handover.id.in_(mine), over))
        .options(sa.orm.contains_eager(Handover.area), sa.orm.joinedload(Handover.giver).joinedload(User.body),
                 sa.orm.joinedload(Handover.made_by), item, signed.joinedload(Signature.user), signed.joinedload(Signature.by))
        .order_by(Handover.id.desc())
    )


def handover(id, user):
    return db.one_or_404(handovers(user).where(Handover.id == id))


def colleagues_of(giver):
    """Who could take over the person's work: active people whose post lies in the giver's areas or above."""
    above = {id for post in giver.posts for id in accounts.county_of(post.area)}
    within = sa.or_(Area.id.in_(above), *(Area.path.like(post.path + "%") for post in giver.posts))
    posts = db.select(Post.user_id).join(Area, Area.id == Post.area_id).where(within)
    found = db.session.scalars(people().where(User.id.in_(posts), User.active, User.id != giver.id, User.login != "system")
                               .order_by(User.body_id, User.id)).unique().all()
    near = giver.body_id
    return sorted((accounts.with_modes(one) for one in found), key=lambda one: (one.body_id != near, one.body_id or 0, one.id))


def matter(id):
    """A case-like record with its area, or 404; the caller asks whether the person may see it."""
    return accounts.matter(id)
