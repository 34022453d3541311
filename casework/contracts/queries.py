"""What people see of contracts: one record, the list, who worked where on a day, and what waits to be done. Scoped by area."""

from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from casework.accounts import queries as accounts
from casework.accounts.models import Area
from casework.contracts.models import (
    Contract,
    ContractEvent,
    ContractFile,
    ContractFinding,
    ContractSpan,
    EmployerFile,
)
from casework.contracts.words import NOT_FULL_TIME, OPEN, State
from casework.core import files
from casework.core.errors import Refused
from casework.core.permissions import P
from casework.extensions import db
from casework.law.findings import N_, Message
from casework.parties import queries as parties
from casework.parties.models import Employer, Worker

VALUES = ("number", "kind", "hired_on", "signed_on", "start_on", "end_on", "task", "probation_end_on", "probation_wage_fen", "post",
          "work_place", "hours_kind", "weekly_hours", "wage_kind", "wage_fen", "pay_cycle", "pay_day", "user_employer_id",
          "dispatch_post", "lacking", "insured_on", "state", "ended_on", "ending_code", "employer_id", "worker_id", "area_id")


def values(contract):
    """The business columns of a contract as they are now."""
    return {key: getattr(contract, key) for key in VALUES}


def whole():
    return db.select(Contract).options(joinedload(Contract.employer), joinedload(Contract.worker), joinedload(Contract.area),
                                       joinedload(Contract.user_employer))


def mine(user, permission=P.CONTRACT_VIEW):
    """Ids of the areas whose contracts the person may see."""
    return db.select(Area.id).where(accounts.within(user, permission))


def contract(id, user):
    """One contract of the person's areas; elsewhere: the office that has it."""
    found = db.session.scalar(whole().where(Contract.id == id, Contract.area_id.in_(mine(user))))
    if found is None:
        accounts.not_here(db.select(Contract.area_id).where(Contract.id == id))
    return found


def contracts(ids, user, permission=P.CONTRACT_VIEW):
    """These contracts as far as they are of the person's areas, by employer and worker."""
    return db.session.scalars(whole().where(Contract.id.in_(ids), Contract.area_id.in_(mine(user, permission)))
                              .order_by(Contract.employer_id, Contract.id)).all()


def last_renewals(ids, user):
    """[(contract, its last renewal, what happened after it)] of those of these contracts that were ever renewed, as far as the person may
    print there. Two statements for any number."""
    rows, told = contracts(ids, user, P.PAPER_PRINT), {}
    for event in db.session.scalars(db.select(ContractEvent).where(ContractEvent.contract_id.in_([one.id for one in rows]))
                                    .order_by(ContractEvent.id.desc())):
        told.setdefault(event.contract_id, []).append(event)
    found = []
    for one in rows:
        events = told.get(one.id, [])
        place = next((n for n, event in enumerate(events) if event.what == "renewed"), None)
        if place is not None:
            found.append((one, events[place], events[:place]))
    return found


def open_contract(employer_id, worker_id):
    return db.session.scalar(db.select(Contract).where(
        Contract.worker_id == worker_id, Contract.employer_id == employer_id, Contract.state.in_(OPEN)).limit(1))


def latest(employer_id, worker_id, user):
    """The contract of the two that began last, void ones apart, within the areas whose contracts the person may see; or None."""
    return db.session.scalar(db.select(Contract).where(
        Contract.worker_id == worker_id, Contract.employer_id == employer_id, Contract.state != State.VOID,
        Contract.area_id.in_(mine(user))).order_by(Contract.hired_on.desc(), Contract.id.desc()).limit(1))


def number_taken(employer_id, worker_id, number):
    return db.session.scalar(db.select(Contract.id).where(
        Contract.worker_id == worker_id, Contract.employer_id == employer_id, Contract.number == number,
        Contract.state != State.VOID).limit(1)) is not None


def fixed_terms_before(employer_id, worker_id, start_on):
    """Fixed terms that ended on the day before this one begins: 连续订立 (劳动合同法第14条第2款第3项)."""
    if start_on is None:
        return 0
    before = db.session.scalars(db.select(Contract).where(
        Contract.worker_id == worker_id, Contract.employer_id == employer_id, Contract.state == State.TERMINATED,
        Contract.ending_code == "E44-1")).all()
    return max((one.fixed_terms for one in before if one.ended_on >= start_on - timedelta(days=1)), default=0)


def elsewhere(worker_id, employer_id):
    """Full-time employments with others in the whole city: (first day, last day or None, name of the employer)."""
    rows = db.session.execute(
        db.select(Contract.start_on, sa.func.coalesce(Contract.ended_on, Contract.end_on), Employer.name)
        .join(Employer, Employer.id == Contract.employer_id)
        .where(Contract.worker_id == worker_id, Contract.employer_id != employer_id, Contract.kind.is_not(None),
               Contract.kind.not_in(NOT_FULL_TIME), Contract.state != State.VOID).order_by(Contract.id))
    return [tuple(row) for row in rows]


def spans_of(contract):
    return db.select(ContractSpan).where(ContractSpan.contract_id == contract.id).order_by(ContractSpan.from_on, ContractSpan.id)


def findings_of(contract):
    return db.select(ContractFinding).where(ContractFinding.contract_id == contract.id).order_by(ContractFinding.id)


def events_of(contract):
    return (db.select(ContractEvent).where(ContractEvent.contract_id == contract.id)
            .options(joinedload(ContractEvent.by)).order_by(ContractEvent.on.desc(), ContractEvent.id.desc()))


def event(contract, id, what):
    """One event of the contract of this kind by its id as text, or None."""
    if not (what and id.isascii() and id.isdigit() and len(id) < 10):
        return None
    return db.session.scalar(db.select(ContractEvent).where(
        ContractEvent.contract_id == contract.id, ContractEvent.id == int(id), ContractEvent.what == what))


def events_after(contract, event):
    """What happened to the contract after an event, the latest first."""
    return db.session.scalars(db.select(ContractEvent).where(
        ContractEvent.contract_id == contract.id, ContractEvent.id > event.id).order_by(ContractEvent.id.desc())).all()


def events_to_sign(contract, most=6):
    """Renewals, amendments and the ending of a contract, the latest first: each has a paper."""
    return db.session.scalars(db.select(ContractEvent).where(
        ContractEvent.contract_id == contract.id, ContractEvent.what.in_(("renewed", "amended", "ended")))
        .order_by(ContractEvent.id.desc()).limit(most)).all()


def employer_name(id):
    return db.session.scalar(db.select(Employer.name).where(Employer.id == id)) or ""


def ending(contract):
    """The event that ended the contract, or None."""
    return db.session.scalar(db.select(ContractEvent).where(
        ContractEvent.contract_id == contract.id, ContractEvent.what == "ended").order_by(ContractEvent.id.desc()).limit(1))


def file_of(contract):
    return db.session.scalar(db.select(ContractFile).where(ContractFile.contract_id == contract.id))


def scans_of(contract):
    """The signed papers that were brought, in their order."""
    file = file_of(contract)
    return db.session.scalars(files.of(file)).all() if file else []


def employer_file_of(employer):
    return db.session.scalar(db.select(EmployerFile).where(EmployerFile.employer_id == employer.id))


# ---- who worked where

def at_work(on: date):
    """Everybody at work on a day, as Core rows: one statement for any employer, worker or user entity, any day."""
    return (
        db.select(ContractSpan.contract_id, Worker.name.label("worker"), Worker.id_number, ContractSpan.kind, ContractSpan.start_on,
                  ContractSpan.end_on, ContractSpan.post, ContractSpan.work_place, ContractSpan.suspended, ContractSpan.employer_id,
                  ContractSpan.worker_id)
        .join(Worker, Worker.id == ContractSpan.worker_id)
        .where(ContractSpan.from_on <= on, sa.or_(ContractSpan.to_on.is_(None), ContractSpan.to_on >= on))
        .order_by(ContractSpan.id)
    )


def staff(employer_id, on):
    """Everybody who worked at an employer on a day with what a roster says of them, in the order of hiring: one statement."""
    people = at_work(on).where(ContractSpan.employer_id == employer_id).join(Contract, Contract.id == ContractSpan.contract_id)
    return db.session.execute(people.add_columns(Worker.sex, Worker.address, Worker.household, Worker.telephone, Contract.hired_on)
                              .order_by(None).order_by(Contract.hired_on, Contract.id)).all()


def head_count(employer_id, on):
    """How many worked at an employer on a day."""
    return db.session.scalar(db.select(sa.func.count()).select_from(
        at_work(on).where(ContractSpan.employer_id == employer_id).order_by(None).subquery()))


def day_before(on):
    return on - timedelta(days=1)


FILED = ("registered", "signed", "renewed", "amended", "suspended", "resumed", "ended")  # what changes an employment; mending does not


def happened(employer_id, from_on, to_on):
    """[(ContractEvent, ContractSpan, Contract, Worker)]: what became of the contracts of an employer between two days, both inclusive,
    with the picture of that day, in its order: one statement."""
    return db.session.execute(
        db.select(ContractEvent, ContractSpan, Contract, Worker)
        .join(Contract, Contract.id == ContractEvent.contract_id).join(Worker, Worker.id == Contract.worker_id)
        .join(ContractSpan, sa.and_(ContractSpan.contract_id == Contract.id, ContractSpan.from_on <= ContractEvent.on,
                                    sa.or_(ContractSpan.to_on.is_(None), ContractSpan.to_on >= ContractEvent.on)))
        .where(Contract.employer_id == employer_id, Contract.state != State.VOID, ContractEvent.on.between(from_on, to_on),
               ContractEvent.what.in_(FILED)).order_by(ContractEvent.on, ContractEvent.id)).all()


def state_on(row, on):
    """The state that a row of `at_work` had on its day."""
    if row.suspended:
        return "suspended"
    if row.kind is None:
        return "unsigned"
    return "expired" if row.end_on and row.end_on < on else "active"


def findings_by_contract(ids):
    """{contract id: [ContractFinding]}"""
    found = {}
    for at in range(0, len(ids), 500):
        rows = db.session.scalars(db.select(ContractFinding).where(ContractFinding.contract_id.in_(ids[at:at + 500]))
                                  .order_by(ContractFinding.id))
        for row in rows:
            found.setdefault(row.contract_id, []).append(row)
    return found


# ---- an employer's picture

def by_state(employer_id):
    """{state: how many}"""
    rows = db.session.execute(db.select(Contract.state, sa.func.count()).where(Contract.employer_id == employer_id)
                              .group_by(Contract.state))
    return {str(state): n for state, n in rows}


def findings_count(employer_id):
    """[(code, weight, how many, the Message of one of them as kept)] of an employer, the heaviest first."""
    weight = sa.case({"error": 0, "warn": 1}, value=ContractFinding.weight, else_=2)
    of = (db.select(ContractFinding.code, ContractFinding.weight, sa.func.count().label("n"), sa.func.min(ContractFinding.id).label("one"))
          .where(ContractFinding.employer_id == employer_id).group_by(ContractFinding.code, ContractFinding.weight).subquery())
    return db.session.execute(
        db.select(of.c.code, of.c.weight, of.c.n, ContractFinding.message).join(ContractFinding, ContractFinding.id == of.c.one)
        .order_by(weight, of.c.n.desc(), of.c.code)).all()


def findings_by_weight(employer_id, most):
    """[(ContractFinding, name of the worker)] of an employer, the heaviest first, at most `most`."""
    weight = sa.case({"error": 0, "warn": 1}, value=ContractFinding.weight, else_=2)
    return db.session.execute(
        db.select(ContractFinding, Worker.name).join(Contract, Contract.id == ContractFinding.contract_id)
        .join(Worker, Worker.id == Contract.worker_id).where(ContractFinding.employer_id == employer_id)
        .order_by(weight, ContractFinding.code, ContractFinding.id).limit(most)).all()


def dispatch_share(employer_id):
    """(people with a contract of its own, people dispatched to it) today: 用工总量 of 劳务派遣暂行规定第4条."""
    own = db.select(sa.func.count(Contract.id)).where(
        Contract.employer_id == employer_id, Contract.state.in_((State.ACTIVE, State.SUSPENDED)), Contract.kind != "dispatch")
    sent = db.select(sa.func.count(Contract.id)).where(
        Contract.user_employer_id == employer_id, Contract.state.in_((State.ACTIVE, State.SUSPENDED)))
    return tuple(db.session.execute(db.select(own.scalar_subquery(), sent.scalar_subquery())).one())


def known_worker(number):
    """The worker with this exact number, or None."""
    return parties.worker_by_number(number)


def elsewhere_of(worker_ids):
    """{worker id: [(employer id, first day, last day or None, name of the employer)]} of full-time employments."""
    found, ids = {}, sorted(set(worker_ids))
    for at in range(0, len(ids), 500):
        rows = db.session.execute(
            db.select(Contract.worker_id, Contract.employer_id, Contract.start_on, sa.func.coalesce(Contract.ended_on, Contract.end_on),
                      Employer.name)
            .join(Employer, Employer.id == Contract.employer_id)
            .where(Contract.worker_id.in_(ids[at:at + 500]), Contract.kind.is_not(None), Contract.kind.not_in(NOT_FULL_TIME),
                   Contract.state != State.VOID).order_by(Contract.id))
        for worker, *rest in rows:
            found.setdefault(worker, []).append(tuple(rest))
    return found


def may_be_one(part, survivor):
    """Two parties who both have an open contract with a third are one only after one of the contracts is ended or void."""
    mine, theirs = (Contract.worker_id, Contract.employer_id) if isinstance(part, Worker) else (Contract.employer_id, Contract.worker_id)
    of = db.select(theirs).where(mine == part.id, Contract.state.in_(OPEN))
    found = db.session.scalar(db.select(Contract).where(mine == survivor.id, theirs.in_(of), Contract.state.in_(OPEN)).options(
        joinedload(Contract.worker), joinedload(Contract.employer)).order_by(Contract.id).limit(1))
    if found is not None:
        raise Refused(Message(N_("两条登记下都有{employer}与{worker}履行中的合同，请先作废或者结束其中一份"), employer=found.employer.name,
                              worker=found.worker.name))
