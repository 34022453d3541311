"""What must hold of every contract tonight."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from casework.contracts.models import Contract, ContractEvent, ContractSpan
from casework.contracts.words import ENDED, OPEN, State
from casework.core.checks import check
from casework.extensions import db


@check("contracts: one open contract for each worker and employer")
def one_open():
    return db.session.scalars(
        db.select(sa.func.max(Contract.id)).where(Contract.state.in_(OPEN)).group_by(Contract.employer_id, Contract.worker_id)
        .having(sa.func.count() > 1)).all()


@check("contracts: an open contract has one open span, an ended one none")
def spans_fit():
    unclosed = (db.select(sa.func.count()).where(ContractSpan.contract_id == Contract.id, ContractSpan.to_on.is_(None))
                .scalar_subquery())
    return db.session.scalars(db.select(Contract.id).where(unclosed != sa.case((Contract.state.in_(OPEN), 1), else_=0))).all()


@check("contracts: no day belongs to two spans of a contract")
def spans_apart():
    other = aliased(ContractSpan)
    return db.session.scalars(
        db.select(ContractSpan.contract_id).join(other, sa.and_(
            other.contract_id == ContractSpan.contract_id, other.id > ContractSpan.id, other.from_on >= ContractSpan.from_on,
            sa.or_(ContractSpan.to_on.is_(None), other.from_on <= ContractSpan.to_on))).distinct()).all()


@check("contracts: an ended contract has its ending, and only it")
def endings():
    there = sa.exists().where(ContractEvent.contract_id == Contract.id, ContractEvent.what == "ended")
    return db.session.scalars(db.select(Contract.id).where(
        sa.or_(sa.and_(Contract.state.in_(ENDED), ~there), sa.and_(Contract.state.in_(OPEN), there)))).all()


@check("contracts: every contract was registered once")
def registered():
    n = (db.select(sa.func.count()).where(ContractEvent.contract_id == Contract.id, ContractEvent.what == "registered")
         .scalar_subquery())
    return db.session.scalars(db.select(Contract.id).where(n != 1, Contract.state != State.VOID)).all()
