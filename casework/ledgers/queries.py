"""Old cases of one's areas."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from casework.accounts import queries as accounts
from casework.accounts.models import Area
from casework.core import sought
from casework.core.importing import ImportBatch
from casework.core.listing import Column, Filter, Listing, since, until
from casework.core.permissions import P
from casework.core.search import contains, fold
from casework.extensions import db
from casework.law.findings import N_, Message
from casework.ledgers.models import OldCase
from casework.parties.models import Employer, FormerName
from casework.parties.names import same_name


def old_rows(user):
    """What the list shows, as Core rows."""
    return (
        db.select(OldCase.id, OldCase.number, OldCase.received_on, OldCase.name, OldCase.who, OldCase.telephone, OldCase.people,
                  OldCase.amount_fen, OldCase.outcome, OldCase.handler, OldCase.closed_on, Area.name.label("area_name"))
        .join(Area, Area.id == OldCase.area_id).where(accounts.within(user, P.CASE_VIEW)))


def old(id, user):
    """One old case of the person's areas with its file, or 404."""
    return db.one_or_404(
        db.select(OldCase).join(Area, Area.id == OldCase.area_id).where(OldCase.id == id, accounts.within(user, P.CASE_VIEW))
        .options(joinedload(OldCase.area), joinedload(OldCase.batch).joinedload(ImportBatch.by)))


def asked(words):
    """SQL condition: every word in the firm's name (or its initials), the people, the number or the result."""
    texts = (OldCase.who, OldCase.number, OldCase.outcome)
    return sa.and_(*(sa.or_(sought.has(OldCase, word), *(contains(text, word) for text in texts)) for word in words))


def keys_of(employer):
    """The names of a firm, of today and before, as old ledgers are compared by."""
    former = db.session.scalars(db.select(FormerName.name).where(FormerName.employer_id == employer.id))
    return {same_name(name) for name in (employer.name, *former)}


def of_employer(employer, user, limit=5):
    """(how many, the latest of them) against this firm, by its names of today and before."""
    rows = old_rows(user).where(OldCase.name_key.in_(keys_of(employer)))
    count = db.session.scalar(db.select(sa.func.count()).select_from(rows.subquery()))
    return count, db.session.execute(rows.order_by(OldCase.received_on.desc(), OldCase.id.desc()).limit(limit)).all() if count else []


def of_worker(worker, user, limit=5):
    """Old cases that name a person of this name: the name alone, so they may be somebody else's."""
    rows = old_rows(user).where(contains(OldCase.who, fold(worker.name)))
    return db.session.execute(rows.order_by(OldCase.received_on.desc(), OldCase.id.desc()).limit(limit)).all()


def _by_words(select, value):
    words = [word for part in value.split() if (word := fold(part))]
    return select.where(asked(words)) if words else select


def _by_employer(select, value):
    """Rows against a registered firm (its id)."""
    firm = db.session.get(Employer, int(value)) if value.isascii() and value.isdigit() and len(value) < 10 else None
    return select.where(OldCase.name_key.in_(keys_of(firm)) if firm else sa.false())


def _firm_said(value):
    return Message(N_("单位：{name}"), name=db.session.scalar(
        db.select(Employer.name).where(sa.cast(Employer.id, sa.String) == value)) or value)


def _by_area(select, value):
    """The area with this code and all inside it."""
    path = db.select(Area.path).where(Area.code == value).scalar_subquery()
    return select.where(Area.path.startswith(sa.func.coalesce(path, "-")))


def _area_said(value):
    return Message(N_("区域：{name}"), name=db.session.scalar(db.select(Area.name).where(Area.code == value)) or value)


class OldCases(Listing):
    name, title = "ledgers", N_("旧台账")
    filters = {"q": Filter(N_("单位、劳动者、编号、结果"), _by_words), "from": since(N_("受理"), OldCase.received_on),
               "to": until(N_("受理"), OldCase.received_on),
               "area": Filter(N_("区域"), _by_area, place="chip", say=_area_said),
               "employer": Filter(N_("单位"), _by_employer, place="chip", say=_firm_said),
               "name": Filter(N_("单位名称"), lambda select, value: select.where(OldCase.name_key == value), place="chip"),
               "undated": Filter(N_("没有日期"), lambda select, value: select.where(OldCase.received_on.is_(None)), place="chip",
                                 say=lambda value: N_("没有日期"))}
    orders = {"newest": (OldCase.id.desc(),), "oldest": (OldCase.id,)}
    default = "newest"
    columns = (
        Column("name", N_("用人单位"), css="cut", link="ledgers.show"),
        Column("number", N_("编号")),
        Column("received_on", N_("受理日期"), kind="day"),
        Column("who", N_("劳动者"), css="cut"),
        Column("people", N_("人数"), kind="count"),
        Column("amount_fen", N_("金额（元）"), kind="fen"),
        Column("outcome", N_("处理结果"), css="cut"),
        Column("closed_on", N_("结案日期"), kind="day", shown=False),
        Column("handler", N_("经办人"), shown=False),
        Column("telephone", N_("电话"), kind="number", shown=False),
        Column("area_name", N_("区域"), shown=False),
    )
