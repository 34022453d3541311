"""Work orders of one's areas, the cases they may belong to, and how the county reads and answers a channel."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from casework.accounts import queries as accounts
from casework.accounts.models import Area, User
from casework.arrears import queries as cases
from casework.arrears.models import Case
from casework.channels.models import LABELS, OUTSIDE, ChannelSetting, OrderStep, ReplyTick, State, WorkOrder
from casework.core import sought
from casework.core.listing import Column, Filter, Listing, View, since, until
from casework.core.permissions import P
from casework.core.search import fold
from casework.extensions import db
from casework.law.findings import N_, Message
from casework.parties.models import Employer

ITEMS = (N_("答复内容已填报"), N_("已联系反映人"), N_("证明材料已上传"))  # until the county writes its own


def orders(user, permission=P.CASE_VIEW):
    return (
        db.select(WorkOrder).join(WorkOrder.area).where(accounts.within(user, permission))
        .options(contains_eager(WorkOrder.area), joinedload(WorkOrder.case), joinedload(WorkOrder.holder),
                 selectinload(WorkOrder.steps).joinedload(OrderStep.by),
                 selectinload(WorkOrder.ticks).joinedload(ReplyTick.by)))


def order(id, user):
    found = db.session.scalar(orders(user).where(WorkOrder.id == id))
    if found is None:
        accounts.not_here(db.select(WorkOrder.area_id).where(WorkOrder.id == id))
    return found


def any_order(id):
    """An order of whatever area with its area, for its own action."""
    return db.session.scalar(db.select(WorkOrder).where(WorkOrder.id == id).options(joinedload(WorkOrder.area)))


def order_rows(user):
    """What the list shows, as Core rows."""
    holder = aliased(User)
    return (
        db.select(WorkOrder.id, WorkOrder.channel, WorkOrder.number, WorkOrder.received_on, WorkOrder.due_on, WorkOrder.who,
                  WorkOrder.telephone, WorkOrder.employer_name, WorkOrder.state, WorkOrder.satisfied, WorkOrder.case_id,
                  Area.name.label("area_name"), Case.number.label("case_number"), WorkOrder.holder_id, holder.name.label("holder"))
        .join(Area, Area.id == WorkOrder.area_id).outerjoin(Case, Case.id == WorkOrder.case_id)
        .outerjoin(holder, holder.id == WorkOrder.holder_id)
        .where(accounts.within(user, P.CASE_VIEW)))


def known(channel, numbers):
    """{number: WorkOrder} of those that are registered, in whatever area."""
    found, numbers = {}, sorted(numbers)
    for at in range(0, len(numbers), 500):
        rows = db.session.scalars(db.select(WorkOrder).options(selectinload(WorkOrder.steps)).where(
            WorkOrder.channel == channel, WorkOrder.number.in_(numbers[at:at + 500])))
        found.update({one.number: one for one in rows})
    return found


def cases_of(channel, numbers):
    """{reference: id} of cases that name these numbers as where they came from."""
    found, numbers = {}, sorted(numbers)
    for at in range(0, len(numbers), 500):
        found.update(db.session.execute(
            db.select(Case.reference, Case.id).where(Case.channel == channel, Case.reference.in_(numbers[at:at + 500]))).all())
    return found


def candidates(one, user):
    """Cases of one's areas that the order may be about: those that name its number, and those against a firm of its name."""
    meant = [db.select(Case.id).where(Case.reference == one.number, Case.channel == one.channel)]
    if words := [fold(one.employer_name)] if one.employer_name and len(fold(one.employer_name)) > 1 else []:
        meant.append(db.select(Case.id).where(Case.employer_id.in_(sought.named(Employer, words))))
    return db.session.scalars(
        cases.cases(user).where(Case.id.in_(sa.union(*meant)) if len(meant) > 1 else Case.id.in_(meant[0]))
        .order_by(Case.received_on.desc(), Case.id.desc()).limit(5)).unique().all()


@dataclass(frozen=True)
class Answers:
    """How a channel is read and answered at a place: each from the nearest area above it that says something."""

    titles: dict
    items: list
    conclusions: list


def setting(area, channel):
    """Answers for an area: its county's, and what the county leaves open, the city's."""
    above = accounts.county_of(area)
    rows = {row.area_id: row for row in db.session.scalars(
        db.select(ChannelSetting).where(ChannelSetting.area_id.in_(above), ChannelSetting.channel == channel))}
    near = [rows[id] for id in reversed(above) if id in rows]

    def first(column, otherwise):
        return next((value for row in near if (value := getattr(row, column))), otherwise)

    return Answers(first("titles", {}), first("items", [str(item) for item in ITEMS]), first("conclusions", []))


def own_setting(area, channel):
    """The row that a person of this area writes: the county's, or the city's in the city itself; one not kept yet."""
    above = accounts.county_of(area)
    place = above[min(1, len(above) - 1)]  # the city stands first
    kept = db.session.scalar(db.select(ChannelSetting).where(ChannelSetting.area_id == place, ChannelSetting.channel == channel))
    return kept or ChannelSetting(area_id=place, channel=channel, titles={}, items=[], conclusions=[])


class Orders(Listing):
    name, title = "channels", N_("外部工单")
    filters = {
        "q": Filter(N_("编号、单位、反映人"), lambda select, value: select.where(sa.or_(
            WorkOrder.number.contains(value, autoescape=True), WorkOrder.employer_name.contains(value, autoescape=True),
            WorkOrder.who.contains(value, autoescape=True)))),
        "channel": Filter(N_("渠道"), lambda select, value: select.where(sa.cast(WorkOrder.channel, sa.String) == value), OUTSIDE,
                          N_("全部渠道")),
        "state": Filter(N_("状态"), lambda select, value: select.where(sa.cast(WorkOrder.state, sa.String) == value), LABELS,
                        N_("全部状态")),
        "holder": Filter(N_("承办人账号"), lambda select, value: select.where(
            WorkOrder.holder_id.is_(None) if value == "-" else WorkOrder.holder_id.in_(db.select(User.id).where(User.login == value))),
            place="chip", say=lambda value: N_("没有承办人") if value == "-" else Message(N_("承办人账号：{login}"), login=value)),
        "from": since(N_("来单"), WorkOrder.received_on),
        "to": until(N_("来单"), WorkOrder.received_on),
    }
    orders = {
        "newest": (WorkOrder.received_on.desc(), WorkOrder.id.desc()),
        "oldest": (WorkOrder.received_on, WorkOrder.id),
    }
    default = "newest"
    columns = (
        Column("due_on", N_("办理时限"), kind="day"),
        Column("number", N_("工单编号"), link="channels.show"),
        Column("channel", N_("渠道"), labels=OUTSIDE),
        Column("employer_name", N_("被反映单位"), css="cut"),
        Column("who", N_("反映人")),
        Column("telephone", N_("电话"), kind="number", shown=False),
        Column("case_number", N_("案号")),
        Column("holder", N_("承办人")),
        Column("state", N_("状态"), labels=LABELS, show="state"),
        Column("received_on", N_("来单"), kind="day", order="newest"),
        Column("area_name", N_("区域"), shown=False),
    )
    views = (
        View(N_("我承办的"), {"holder": lambda user: user.login, "state": State.OPEN.value}),
        View(N_("没有承办人"), {"holder": "-", "state": State.OPEN.value}),
        View(N_("待答复"), {"state": State.OPEN.value}),
        View(N_("已答复"), {"state": State.REPLIED.value}),
        View(N_("全部"), {}),
    )
