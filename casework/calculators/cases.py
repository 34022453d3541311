"""What a case knows: the facts of its lines, clocks, orders and contracts that a rule asks for. Reads only."""

from collections import defaultdict

from casework.arrears import proof_queries as proof
from casework.arrears import queries as arrears
from casework.arrears.models import ORDERED, PAY, ClaimLine
from casework.arrears.proofs import DemandKind
from casework.calculators import sites
from casework.contracts import queries as contracts
from casework.contracts.words import Kind, WageKind
from casework.core import clock, deadlines
from casework.extensions import db
from casework.law import amounts
from casework.law.findings import N_, Message
from casework.law.severance import years_and_months

MOST = 300  # workers offered on a page
ABOUT_ONE = {"double-wage", "severance", "unlawful-dismissal", "probation", "overtime", "annual-leave", "limitation"}


def workers(case):
    """[(id, name)] of the people of a case, the complainant first: of whom a sheet speaks."""
    found = [(worker.id, worker.name) for worker in arrears.claimants(case)[:MOST]]
    if case.complainant and case.complainant_id not in dict(found):
        found.append((case.complainant_id, case.complainant.name))
    return sorted(found, key=lambda one: one[0] != case.complainant_id)


def contract_of(case, worker_id, user):
    """The last contract of a person with the employer of the case, as far as the user may see contracts; or None."""
    return contracts.latest(case.employer_id, worker_id, user) if worker_id else None


def from_case(rule, case, worker=None, contract=None):
    """[(facts as JSON, Message where they come from)]; what nobody knows is left to be typed. worker: (id, name)."""
    found = [(_KNOWN.get(rule.name, lambda case: {})(case), Message(N_("取自案件 {number}，请核对"), number=case.number))]
    if rule.name == sites.RULE and case.project_id:
        found.append(sites.facts(case))
    if contract is not None and rule.name in _CONTRACT:
        found.append((_CONTRACT[rule.name](contract), Message(N_("取自{name}的劳动合同登记，请核对"), name=worker[1])))
    return [({name: value for name, value in facts.items() if value not in (None, "", [])}, said) for facts, said in found]


def _owed(case):
    return amounts.plain(arrears.sums(case).owed_by_employer)


def _people(case):
    """[(whole months unpaid, fen still owed)] of each worker to whom something is owed, in the order of the sheet."""
    lines = defaultdict(list)
    for line in db.session.scalars(arrears.lines(case).where(ClaimLine.kind.in_(PAY))):
        lines[line.worker_id].append(line)
    return [(_months(own), left) for own in lines.values() if (left := sum(line.owed_fen for line in own))]


def _months(lines):
    """Months named, and the full months of periods; None when the sheet says neither."""
    unpaid = [line for line in lines if line.owed_fen]
    spans = [years_and_months(line.from_on, line.to_on)[:2] for line in unpaid if line.from_on and line.to_on]
    months = len({line.month for line in unpaid if line.month}) + sum(12 * years + rest for years, rest in spans)
    return months or None


def _order(case):
    """The order to pay that stands: what it asks, by when, what was paid within it; else what the case says is owed."""
    unpaid = proof.unpaid_orders(case, clock.today())
    demand, paid = unpaid[-1] if unpaid else (proof.last(case, DemandKind.ORDER), None)
    if demand is not None and demand.owed_fen:
        found = {"owed": amounts.plain(demand.owed_fen), "ordered": demand.on.isoformat(), "deadline": demand.due_on.isoformat()}
        return found | ({"paid": amounts.plain(paid)} if paid is not None else {})
    lines = db.session.scalars(arrears.lines(case).where(ClaimLine.kind.in_(ORDERED))).all()
    return {"owed": amounts.plain(sum(line.stands_fen - line.waived_fen for line in lines)),
            "paid": amounts.plain(sum(line.paid_fen for line in lines))} if lines else {}


def _part(facts, *names):
    return {name: facts[name] for name in names if name in facts}


def _running(case):
    """The clock that runs in the case, the one that falls due first."""
    open_ones = [d for d in db.session.scalars(deadlines.of(case)) if d.met_on is None]
    if not open_ones:
        return {"start": case.received_on.isoformat()}
    one = min(open_ones, key=lambda d: (d.due_on, d.id))
    return {"start": one.starts_on.isoformat(), "days": one.term.count + one.extra_days, "unit": str(one.term.unit),
            "suspended": [{"from": first.isoformat(), "to": last.isoformat()} for first, last in one.spans]}


_KNOWN = {
    "deadline": _running,
    "inspection-limitation": lambda case: {
        "act_ended": case.arrears_ended_on and case.arrears_ended_on.isoformat(), "reported_on": case.received_on.isoformat()},
    "limitation": lambda case: {"kind": "pay", "claimed_on": clock.today().isoformat()},
    "extra-compensation": lambda case: _part(_order(case), "owed", "deadline", "paid"),
    "who-must-pay": lambda case: {"owed": _owed(case)},
    "refusal-to-pay": lambda case: _part(_order(case), "ordered", "deadline") | {
        "workers": [{"months": m, "amount": amounts.plain(fen)} for m, fen in _people(case)]},
    "fund-ceiling": lambda case: {"workers": [{"owed": amounts.plain(fen), "months": m} for m, fen in _people(case)]},
    "capital-amount": lambda case: {"amount": _owed(case)},
    "credit-code": lambda case: {"number": case.employer.credit_code},
}  # fmt: skip


# ---- what a contract knows

def _iso(day):
    return day and day.isoformat()


def _wage(contract):
    return amounts.plain(contract.wage_fen) if contract.wage_fen and contract.wage_kind is WageKind.MONTHLY else None


def _probation(contract):
    agreed = contract.probation_end_on and contract.start_on and years_and_months(contract.start_on, contract.probation_end_on)
    months = str(12 * agreed[0] + agreed[1]) if agreed and not agreed[2] else None  # part of a month is not guessed
    term = str(contract.kind) if contract.kind in (Kind.FIXED, Kind.OPEN, Kind.TASK) else None
    lowest = contract.probation_wage_fen and amounts.plain(contract.probation_wage_fen)
    return {"term": term, "start": _iso(contract.start_on), "end": _iso(contract.end_on), "probation_months": months,
            "probation_wage": lowest, "agreed_wage": _wage(contract)}


_CONTRACT = {
    "double-wage": lambda one: {"hired": _iso(one.hired_on), "signed": _iso(one.signed_on), "ended": _iso(one.ended_on),
                                "monthly_wage": _wage(one)},
    "severance": lambda one: {"hired": _iso(one.hired_on), "ended": _iso(one.ended_on), "ground": one.ending_code},
    "unlawful-dismissal": lambda one: {"hired": _iso(one.hired_on), "ended": _iso(one.ended_on)},
    "overtime": lambda one: {"monthly_wage": _wage(one)},
    "limitation": lambda one: {"employment_ended": _iso(one.ended_on)},
    "probation": _probation,
}  # fmt: skip
