"""合同体检 — from a contract to the facts that the law asks for, and its findings kept with the contract."""

from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

from casework.contracts import queries
from casework.contracts.models import ContractFinding
from casework.contracts.words import Cycle, Hours, Kind, WageKind
from casework.core import calendar, clock
from casework.core.words import frozen, thawed  # noqa: F401 - whoever keeps an opinion says it again from here
from casework.extensions import db
from casework.law import contracts as law
from casework.law.findings import N_
from casework.law.terms import later, whole_months

ONE_DAY = timedelta(days=1)
FORMS = {Kind.PART_TIME: "part-time", Kind.DISPATCH: "dispatch", Kind.SITE: "site", Kind.OVER_AGE: "over-age",
         Kind.TRAINEE: "intern", Kind.INTERN: "intern"}
TERMS = {Kind.OPEN: "open", Kind.TASK: "task"}
DAYS = {Cycle.MONTH: 30, Cycle.HALF_MONTH: 15, Cycle.WEEK: 7, Cycle.DAY: 1}
WORST = {"error": 3, "warn": 2, "info": 1}
ABOUT = {"signed": "signed_on", "hired": "hired_on", "start": "start_on", "end": "end_on", "term": "kind", "wage": "wage_fen",
         "hourly": "wage_fen", "probation_months": "probation_end_on", "probation_wage": "probation_wage_fen",
         "hours_week": "weekly_hours", "hours_day": "weekly_hours", "pay_cycle_days": "pay_cycle", "clauses": "lacking",
         "user_entity": "user_employer_name", "post_kind": "dispatch_post", "ground": "code", "told_on": "noticed_on",
         "birth": "id_number"}

STANDARDS = []  # (ids of employers, day) -> {employer id: [(post or None, fen a month or None, fen an hour or None)]}: later features


def standards(employer_ids, on):
    """What collective contracts in force on a day say for these employers: {employer id: [(post or None, monthly, hourly)]}."""
    found = {}
    for known in STANDARDS:
        for id, rows in known(employer_ids, on).items():
            found.setdefault(id, []).extend(rows)
    return found


def _standard(rows, post, at):
    """The highest figure that holds for a post: its own lines and those for every post."""
    return max((row[at] for row in rows if row[at] is not None and row[0] in (None, post)), default=None)


def facts(values, *, on: date, place, born_on=None, elsewhere=(), renewal=False, fixed_terms=None, certificate_on=None,
          noticed_on=None, protections=(), collective=()):
    """law.Facts of a contract whose columns are `values`; `place`: the code of its area; `collective`: its employer's `standards`.

    A paper whose day of signing nobody entered is taken as signed in time: what is not known is not judged.
    """
    kind, hired, start, end = (values.get(key) for key in ("kind", "hired_on", "start_on", "end_on"))
    hourly = values.get("wage_kind") == WageKind.HOURLY
    monthly = values.get("wage_kind") == WageKind.MONTHLY
    lacking = values.get("lacking")
    return law.Facts(
        on=on, place=place, form=FORMS.get(kind, "ordinary"), term=TERMS.get(kind, "fixed" if end else None),
        hired=hired, signed=(values.get("signed_on") or hired) if kind else None, renewal=renewal, start=start, end=end,
        clauses=None if not lacking else frozenset(c for c in (*law.MANDATORY, *law.DISPATCHED) if c not in lacking.split(",")),
        collective=_standard(collective, values.get("post"), 1), collective_hourly=_standard(collective, values.get("post"), 2),
        wage=values.get("wage_fen") if monthly else None, hourly=values.get("wage_fen") if hourly else None,
        pay_cycle_days=DAYS.get(values.get("pay_cycle")) if kind == Kind.PART_TIME else None,
        hours_week=values.get("weekly_hours") if values.get("hours_kind") in (None, Hours.STANDARD) else None,
        probation_months=probation_months(start, values.get("probation_end_on")), probation_wage=values.get("probation_wage_fen"),
        birth=born_on, fixed_terms=fixed_terms, elsewhere=tuple(elsewhere),
        user_entity=bool(values.get("user_employer_id") or values.get("user_employer")) if kind == Kind.DISPATCH else None,
        post_kind=values.get("dispatch_post") and str(values["dispatch_post"]), post_from=start if kind == Kind.DISPATCH else None,
        ended=values.get("ended_on"), ground=values.get("ending_code"), told_on=noticed_on, protected=frozenset(protections),
        certificate_on=certificate_on)


@lru_cache(1 << 14)
def probation_months(start, end):
    """试用期 from the first day of the term to its last: whole months by corresponding days, the rest in thirtieths."""
    if not (start and end):
        return None
    months = whole_months(start, end + ONE_DAY)
    rest = (end - later(start, months)).days + 1
    return months + (Fraction(max(1, round(rest * 100 / 30)), 100) if rest > 0 else 0)


UNJUDGED = {  # kinds of work for which no rule of their own was read: what is said instead of an opinion
    Kind.TRAINEE: N_("就业见习适用哪些规定，规则库没有录入，由办案人员认定"),
    Kind.INTERN: N_("学生实习适用哪些规定，规则库没有录入，由办案人员认定"),
    Kind.FOREIGNER: N_("按劳动合同的一般规则体检；外国人就业许可和有关期限的规则没有录入，没有判断"),
}


def opinions(known):
    """[Finding] of the law on facts."""
    return law.review(known, calendar.tables())


def known(contract, on=None, protections=()):
    """law.Facts of a registered contract on a day (today when None)."""
    on, ended = on or clock.today(), queries.ending(contract) if contract.ended_on else None
    last = min(on, contract.ended_on or on)
    return facts(
        queries.values(contract), on=on, place=contract.area.code, born_on=contract.worker.born_on,
        elsewhere=queries.elsewhere(contract.worker_id, contract.employer_id), renewal=contract.terms > 1,
        fixed_terms=contract.fixed_terms, collective=standards([contract.employer_id], last).get(contract.employer_id, ()),
        certificate_on=ended and ended.certificate_on, noticed_on=ended and ended.noticed_on,
        protections=protections or ((ended and (ended.changes.get("protections") or [None, []])[1]) or ()))


def foreseen(contract, values, *, renewal=None, fixed_terms=None, **ending):
    """law.Facts of a contract as these values would leave it, today; `ending`: certificate_on, noticed_on, protections."""
    on = clock.today()
    return facts(values, on=on, place=contract.area.code, born_on=contract.worker.born_on,
                 elsewhere=queries.elsewhere(contract.worker_id, contract.employer_id),
                 renewal=contract.terms > 1 if renewal is None else renewal,
                 fixed_terms=contract.fixed_terms if fixed_terms is None else fixed_terms,
                 collective=standards([contract.employer_id], on).get(contract.employer_id, ()), **ending)


def unjudged(contract):
    """[Message]: what nobody could judge in a registered contract, because a figure or a word was not entered."""
    known = facts(queries.values(contract), on=clock.today(), place=contract.area.code, born_on=contract.worker.born_on)
    return law.unchecked(known, calendar.tables())


def of(contract, on=None, protections=()):
    """What the law says to a registered contract on a day (today when None)."""
    return opinions(known(contract, on, protections))


def keep(contract, protections=()):
    """Review and keep the findings in place of the earlier ones, with the heaviest weight on the contract."""
    found = of(contract, protections=protections)
    forget(contract)
    for row in rows(found, contract.id, contract.employer_id, clock.today()):
        db.session.add(ContractFinding(**row))
    contract.weight = heaviest(found)
    return found


def forget(contract):
    for old in db.session.scalars(queries.findings_of(contract)).all():
        db.session.delete(old)
    contract.weight = None


def heaviest(found):
    return max((finding.weight for finding in found), key=WORST.get, default=None)


def rows(found, contract_id, employer_id, on):
    """Columns of ContractFinding for findings."""
    return [dict(contract_id=contract_id, employer_id=employer_id, code=f.code, weight=f.weight, about=ABOUT.get(f.about, f.about),
                 message=frozen(f.message), basis=[str(c) for c in f.basis], reviewed_on=on) for f in found]
