"""The list of collective contracts: its questions, views and columns; every filter is a file too."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from casework.accounts import queries as accounts
from casework.accounts.models import Area
from casework.collective import coverage
from casework.collective.models import Collective, CollectiveParty
from casework.collective.words import FORCE, HELD, KINDS, LABELS, SCOPES, State
from casework.core import clock
from casework.core.deadlines import Deadline
from casework.core.listing import Column, Filter, Listing, View, since, until
from casework.core.permissions import P
from casework.extensions import db
from casework.law.findings import N_
from casework.parties.models import Employer

STATES = {"open": N_("待办"), **LABELS, "force": N_("有效"), "expired": N_("已期满")}
EXPIRING = {"30": N_("30 天内期满"), "90": N_("90 天内期满")}
CLOCKS = {"overdue": N_("逾期"), "running": N_("未到期")}


def _due():
    """The nearest day of a running clock; a table of its own, as a list may join the clocks themselves."""
    own = aliased(Deadline)
    return db.select(sa.func.min(own.due_on)).where(own.matter_id == Collective.id, own.met_on.is_(None)).scalar_subquery()


def _code():
    own = aliased(Deadline)
    return (db.select(own.code).where(own.matter_id == Collective.id, own.met_on.is_(None)).order_by(own.due_on, own.id).limit(1)
            .scalar_subquery())


def rows(user, permission=P.CONTRACT_VIEW):
    """What the list shows, as Core rows; `due_on` and `code` of its running clock."""
    listed = (db.select(sa.func.count(CollectiveParty.id)).where(CollectiveParty.collective_id == Collective.id)
              .scalar_subquery())
    return (
        db.select(Collective.id, Collective.number, Collective.title, Collective.kind_of, Collective.scope, Collective.state,
                  Collective.employers_name, Collective.workers_name, Collective.signed_on, Collective.start_on, Collective.end_on,
                  Collective.received_on, Collective.effective_on, Collective.published_on, Collective.stated_workers,
                  Collective.lead_id, Area.name.label("area_name"), listed.label("listed"), _due().label("due_on"), _code().label("code"))
        .join(Area, Area.id == Collective.area_id).where(accounts.within(user, permission)))


def words(select, value):
    """Every word in the number, the title, or the name of a party or of an employer that it names."""
    for word in value.split():
        named = (db.select(CollectiveParty.collective_id).join(Employer, Employer.id == CollectiveParty.employer_id)
                 .where(Employer.name.contains(word, autoescape=True)))
        select = select.where(sa.or_(*(column.contains(word, autoescape=True) for column in (
            Collective.number, Collective.title, Collective.employers_name, Collective.workers_name)), Collective.id.in_(named)))
    return select


def _state(select, value):
    today = clock.today()
    if value == "force":
        return select.where(coverage.in_force(today))
    if value == "expired":
        return select.where(Collective.state.in_(FORCE), Collective.end_on < today)
    return select.where(Collective.state.in_(HELD if value == "open" else [s for s in State if s == value]))


def _expiring(select, value):
    today = clock.today()
    days = int(value) if value in EXPIRING else -1
    return select.where(coverage.in_force(today), Collective.end_on <= today + timedelta(days=days))


def _clock(select, value):
    today = clock.today()
    return select.where(_due() < today if value == "overdue" else _due() >= today)


def _chosen(column):
    return lambda select, value: select.where(sa.cast(column, sa.String) == value)


class Collectives(Listing):
    name, title = "collective", N_("集体合同")
    filters = {
        "q": Filter(N_("编号、名称、单位"), words),
        "state": Filter(N_("状态"), _state, STATES, N_("全部状态")),
        "kind": Filter(N_("种类"), _chosen(Collective.kind_of), KINDS, N_("全部种类")),
        "scope": Filter(N_("范围"), _chosen(Collective.scope), SCOPES, N_("全部范围")),
        "area": Filter(N_("区域"), lambda select, value: select.where(
            Area.path.like(db.select(Area.path).where(Area.code == value).correlate(None).scalar_subquery() + "%")), {}, N_("全部区域"),
            place="more"),
        "expiring": Filter(N_("期满"), _expiring, EXPIRING, N_("不限"), place="more"),
        "clock": Filter(N_("时限"), _clock, CLOCKS, N_("不限"), place="more"),
        "from": since(N_("收到"), Collective.received_on),
        "to": until(N_("收到"), Collective.received_on),
        "employer": Filter(N_("用人单位编号"), lambda select, value: select.where(Collective.id.in_(
            db.select(CollectiveParty.collective_id).where(
                CollectiveParty.employer_id == (int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0)))),
            place="chip"),
    }
    orders = {"newest": (Collective.received_on.desc(), Collective.id.desc()), "end": (Collective.end_on, Collective.id),
              "title": (Collective.title, Collective.id), "area": (Area.path, Collective.id)}
    default = "newest"
    columns = (
        Column("due_on", N_("时限"), kind="day"),
        Column("number", N_("编号")),
        Column("title", N_("名称"), css="cut", order="title"),
        Column("employers_name", N_("用人单位方"), css="cut"),
        Column("kind_of", N_("种类"), labels=KINDS, shown=False),
        Column("scope", N_("范围"), labels=SCOPES),
        Column("state", N_("状态"), labels=LABELS),
        Column("end_on", N_("合同止"), kind="day", order="end"),
        Column("received_on", N_("收到"), kind="day", order="newest", shown=False),
        Column("start_on", N_("合同起"), kind="day", shown=False),
        Column("effective_on", N_("生效"), kind="day", shown=False),
        Column("published_on", N_("公布"), kind="day", shown=False),
        Column("workers_name", N_("劳动者方"), css="cut", shown=False),
        Column("stated_workers", N_("申报职工数"), kind="count", shown=False),
        Column("listed", N_("所列单位数"), kind="count", shown=False),
        Column("area_name", N_("区域"), order="area", shown=False),
    )
    views = (
        View(N_("待办"), {"state": "open"}),
        View(N_("逾期"), {"clock": "overdue"}),
        View(N_("有效"), {"state": "force"}),
        View(N_("90 天内期满"), {"expiring": "90"}),
        View(N_("已期满"), {"state": "expired"}),
        View(N_("全部"), {}),
    )
