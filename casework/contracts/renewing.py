"""批量续订 — many terms that end become the next ones by one form: each is looked at by the law first, all are written together."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from casework.contracts import actions, queries, reviewing
from casework.contracts.models import Contract
from casework.contracts.words import Kind, State
from casework.core import clock
from casework.core.actions import action
from casework.core.errors import Refused
from casework.core.permissions import P, may
from casework.extensions import db
from casework.law.findings import N_, Message
from casework.law.terms import later, whole_months

ONE_DAY = timedelta(days=1)
MOST = 300  # contracts of one renewal


@dataclass
class Renewal:
    """What would become of one contract; `refusal`: why it cannot be renewed like this."""

    contract: Contract
    kind: Kind | None = None
    start_on: date | None = None
    end_on: date | None = None
    findings: list = field(default_factory=list)
    refusal: object = None


def planned(ids, *, by, kind="same", months=None):
    """[Renewal] of these contracts of the person's areas, in the order of their ends; nothing is written."""
    if len(ids) > MOST:
        raise Refused(Message(N_("一次最多续订 {most} 份，请分开办"), most=MOST))
    contracts = db.session.scalars(queries.whole().where(
        Contract.id.in_(ids), Contract.area_id.in_(queries.mine(by))).order_by(Contract.end_on, Contract.id)).all()
    others = queries.elsewhere_of([c.worker_id for c in contracts])
    standards = reviewing.standards({c.employer_id for c in contracts}, clock.today())
    return [_planned(one, by, kind, months, others.get(one.worker_id, ()), standards.get(one.employer_id, ())) for one in contracts]


def _planned(contract, by, kind, months, others, standards):
    found = Renewal(contract, contract.kind if kind == "same" else Kind(kind))
    if not may(by, P.CONTRACT_EDIT, contract.area.path):
        found.refusal = Message(N_("你没有登记这个辖区劳动合同的权限"))
    elif contract.state is not State.ACTIVE or contract.end_on is None:
        found.refusal = Message(N_("不是履行中的有期限合同，不能这样续订"))
    elif found.kind not in (Kind.FIXED, Kind.OPEN, Kind.DISPATCH, Kind.SITE, Kind.PART_TIME, Kind.OVER_AGE, Kind.FOREIGNER):
        found.refusal = Message(N_("这种用工请逐份续订"))
    if found.refusal:
        return found
    found.start_on = contract.end_on + ONE_DAY
    found.end_on = None if found.kind is Kind.OPEN else _end(contract, found.start_on, months)
    values = {**queries.values(contract), "kind": found.kind, "start_on": found.start_on, "end_on": found.end_on,
              "signed_on": min(clock.today(), found.start_on), "probation_end_on": None, "probation_wage_fen": None, "lacking": None}
    found.findings = reviewing.opinions(reviewing.facts(
        values, on=clock.today(), place=contract.area.code, born_on=contract.worker.born_on, renewal=True, collective=standards,
        fixed_terms=contract.fixed_terms + (found.kind in actions.FIXED),
        elsewhere=[(first, last, name) for other, first, last, name in others if other != contract.employer_id]))
    return found


def _end(contract, start_on, months):
    """The last day of the next term: so many months, else as long as the last one in whole months, else in days."""
    if months:
        return later(start_on, months) - ONE_DAY
    first, after = contract.start_on, contract.end_on + ONE_DAY
    n = whole_months(first, after)
    return later(start_on, n) - ONE_DAY if n and later(first, n) == after else start_on + (contract.end_on - first)


@action("contracts.renew_many")
def renew_many(ids, *, by, kind="same", months=None, signed_on):
    """Renew all of these that can be; one action for them all. Answers the contracts."""
    plans = [one for one in planned(ids, by=by, kind=kind, months=months) if not one.refusal]
    if not plans:
        raise Refused(N_("勾选的合同都不能这样续订"))
    for one in plans:
        actions.renew(one.contract, by=by, kind=one.kind, start_on=one.start_on, end_on=one.end_on, signed_on=signed_on)
    return [one.contract for one in plans]
