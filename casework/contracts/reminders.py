"""提醒函 — the employers to whom something is to be said: contracts that end, probations, work without a contract, what a review found.
One list with a purpose; each of its rows is a letter.
"""

import sqlalchemy as sa
from flask_login import current_user
from sqlalchemy.orm import joinedload

from casework.accounts.models import Area
from casework.contracts import documents, documents_reminders, lists, queries, reviewing
from casework.contracts.models import Contract
from casework.contracts.queries import mine
from casework.contracts.words import OPEN
from casework.core.bulks import Bulk
from casework.core.listing import Column, Filter, Listing, View
from casework.core.permissions import P
from casework.extensions import db
from casework.law.findings import N_
from casework.parties.models import Employer, Worker

KINDS = {**lists.WAITS, "findings": N_("体检有问题")}
DAYS = {"30": Contract.end_on, "60": Contract.end_on, "90": Contract.end_on, "expired": Contract.end_on,
        "probation": Contract.probation_end_on, "unsigned": Contract.hired_on, "findings": Contract.hired_on}
MOST = 500  # letters of one file
MOST_PEOPLE = 400  # of one letter; the register lists them all


def condition(kind):
    """Which contracts a purpose speaks of, today."""
    if kind == "findings":
        return sa.and_(Contract.state.in_(OPEN), Contract.weight.in_(("error", "warn")))
    return lists.waiting(kind)


def _of(kind, user):
    """(employer, how many, the first day) of a purpose in the areas where the person prints."""
    return (
        db.select(Contract.employer_id, sa.func.count().label("n"), sa.func.min(DAYS[kind]).label("first_on"))
        .where(condition(kind), Contract.area_id.in_(mine(user, P.PAPER_PRINT))).group_by(Contract.employer_id))


def employer_rows(user, kind):
    """Employers with what a purpose says of them, as Core rows; those without anything have n = 0."""
    of = _of(kind, user).subquery()
    return (
        db.select(Employer.id, Employer.name, Employer.credit_code, Employer.legal_representative, Employer.telephone,
                  sa.func.coalesce(Employer.service_address, Employer.operating_address, Employer.address).label("address"),
                  Area.name.label("area_name"), sa.func.coalesce(of.c.n, 0).label("n"), of.c.first_on, sa.literal(kind).label("kind"))
        .join(Area, Area.id == Employer.area_id).outerjoin(of, of.c.employer_id == Employer.id)
        .where(Employer.merged_into_id.is_(None), Employer.id.in_(
            db.select(Contract.employer_id).where(Contract.area_id.in_(mine(user, P.PAPER_PRINT))))))


def _kind(select, value):
    if value not in KINDS:
        return select.where(sa.false())
    asked = _of(value, current_user._get_current_object()).subquery()
    return select.where(Employer.id.in_(db.select(asked.c.employer_id)))


def _search(select, value):
    value = value.strip()
    return select.where(sa.or_(Employer.name.contains(value, autoescape=True), Employer.credit_code == value.upper()))


class Reminders(Listing):
    name, title = "contracts.reminders", N_("提醒函")
    filters = {
        "q": Filter(N_("单位名称或信用代码"), _search),
        "area": Filter(N_("网格"), lists._area, any=N_("全部网格")),
        "kind": Filter(N_("提醒什么"), _kind, KINDS, place="chip"),
    }
    default = "name"
    columns = (
        Column("name", N_("用人单位"), css="cut", order="name"),
        Column("n", N_("人数"), kind="count", order="n"),
        Column("first_on", N_("最早的日期"), kind="day"),
        Column("legal_representative", N_("负责人")),
        Column("telephone", N_("电话")),
        Column("address", N_("地址"), css="cut"),
        Column("area_name", N_("网格"), order="area"),
        Column("credit_code", N_("信用代码"), shown=False),
        Column("kind", N_("提醒事项"), labels=KINDS, shown=False),
        Column("basis", N_("依据"), css="", value=lambda row: documents_reminders.PURPOSES[row.kind].basis, shown=False),
    )
    views = tuple(View(words, {"kind": kind}) for kind, words in KINDS.items())
    bulk = (Bulk("letters", N_("印提醒函"), P.PAPER_PRINT, endpoint="contracts.reminder_letters"),)

    @property
    def orders(self):
        of = self.base.selected_columns
        return {"name": (Employer.name, Employer.id), "n": (of["n"], Employer.id), "area": (Area.path, Employer.id)}


def people(kind, employers, user):
    """[Core rows] of whom the letters of these employers speak, by employer and day: one statement."""
    return db.session.execute(
        db.select(Contract.id, Contract.employer_id, Contract.kind, Contract.hired_on, Contract.start_on, Contract.end_on, Contract.post,
                  Contract.probation_end_on, Contract.terms, Worker.name, Worker.id_number)
        .join(Worker, Worker.id == Contract.worker_id)
        .where(condition(kind), Contract.employer_id.in_(employers), Contract.area_id.in_(mine(user, P.PAPER_PRINT)))
        .order_by(Contract.employer_id, DAYS[kind], Contract.id)).all()


def letters(kind, employers, user, on):
    """[ContractReminder] for these employers, in their order, as far as a purpose has something to say to them: a few statements."""
    told = {}
    for row in people(kind, employers, user):
        told.setdefault(row.employer_id, []).append(row)
    shown = [row.id for rows in told.values() for row in rows[:MOST_PEOPLE]]
    found = queries.findings_by_contract(shown) if kind == "findings" else {}
    made = []
    known = {one.id: one for one in db.session.scalars(
        db.select(Employer).where(Employer.id.in_(told)).options(joinedload(Employer.area)))}
    for employer in (known[id] for id in employers if id in known):
        rows = told[employer.id]
        lines = [line for row in rows[:MOST_PEOPLE] for line in documents_reminders.line(kind, row, on, _said(found.get(row.id, ())))]
        made.append(documents.ContractReminder(employer, documents.profile(employer.area), kind=kind, on=on, rows=lines, people=len(rows),
                                               more=max(0, len(rows) - MOST_PEOPLE)))
    return made


def _said(found):
    """[(sentence, basis)] of what is to be mended, the heaviest first; what is only to be kept in mind is no reason for a letter."""
    found = sorted((one for one in found if one.weight in ("error", "warn")), key=lambda one: -reviewing.WORST[one.weight])
    return [(str(reviewing.thawed(one.message)), "、".join(one.basis)) for one in found]
