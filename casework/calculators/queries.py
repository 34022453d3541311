"""What a calculation can be given beforehand: today, the dated tables of the place, and what a case knows. Reads only."""

from collections import defaultdict

from casework.arrears import queries as arrears
from casework.arrears.models import ORDERED, PAY, ClaimLine
from casework.calculators.words import SUBJECTS
from casework.core import calendar, clock, deadlines
from casework.extensions import db
from casework.law import amounts, rules
from casework.law.findings import N_, Message
from casework.law.severance import years_and_months
from casework.law.tables.kinds import KINDS

TODAY = ("as_of", "reported_on", "claimed_on")
FIGURES = {  # input: (table, field); a mapping takes its parts by name
    "minimum_wage": ("minimum_wage_tier", "monthly"), "local_average_monthly_wage": ("average_wage", "monthly"),
    "provincial": ("arrears_crime", None),
}  # fmt: skip


def catalogue():
    """[(subject, about, [Rule])] of every rule; a rule that no subject names stands at the end."""
    found, left = [], dict(rules.every())
    for subject, about, names in SUBJECTS:
        found.append((subject, about, [left.pop(name) for name in names]))
    return found + ([(N_("其他"), "", list(left.values()))] if left else [])


def beforehand(rule, area, on, case=None):
    """(facts as JSON, {input: where they come from}) to begin with. `area`: whose tables hold, None without a place."""
    facts = {name: on.isoformat() for name in TODAY if name in rule.inputs}
    facts |= {"paid": "0"} if "paid" in rule.inputs else {}
    sources, tables = {}, calendar.tables()
    for name, (table, _) in FIGURES.items():
        if name in rule.inputs:
            row = _row(tables, table, area.code if area else None, on)
            facts |= {name: _figures(row, name, rule.inputs[name])} if row else {}
            sources[name] = _source(row, table)
    if "place" in rule.inputs and area is not None:
        facts |= {"place": area.code, "on": on.isoformat()}
    if "policy" in rule.inputs:
        sources["policy"] = _policy(_row(tables, "fund_policy", area.code if area else None, on))
    if case is not None:
        known = from_case(rule, case)
        facts |= known
        sources |= {name: Message(N_("取自案件 {number}，请核对"), number=case.number) for name in known}
    return facts, sources


def _row(tables, table, place, on):
    return tables.minimum_wage(place, on) if table == "minimum_wage_tier" else tables.row(table, place, on)


def _figures(row, name, inner):
    if inner.kind != "mapping":
        return amounts.plain(row.value["monthly"])
    said = {part: row.value[part] for part in inner.fields if row.value.get(part) is not None}
    return {part: amounts.plain(one) if inner.fields[part].kind == "money" else _decimal(one) for part, one in said.items()}


def _decimal(value):
    from casework.law.wages import written

    return value if isinstance(value, str) else written(value)


def _policy(row):
    if row is None:
        return _source(None, "fund_policy")
    said = {"day": row.from_on.isoformat(), "source": row.source}
    return Message(N_("已经录入，{day} 起：{source}；下面留空就按它计算"), **said)


def _source(row, table):
    if row is None:
        return Message(N_("本地还没有录入，可以先自己填写。谁来录入：{who}"), who=Message(KINDS[table].who))
    said = {"day": row.from_on.isoformat(), "source": row.source}
    return Message(N_("{day} 起：{source}（待确认）") if row.confirm else N_("{day} 起：{source}"), **said)


# ---- what a case knows

def from_case(rule, case):
    """The inputs of a rule that a case can answer, as JSON. What it does not know is left to be typed."""
    found = _KNOWN.get(rule.name, lambda case: {})(case)
    return {name: value for name, value in found.items() if value not in (None, "", [])}


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
    lines = db.session.scalars(arrears.lines(case).where(ClaimLine.kind.in_(ORDERED))).all()
    return {"owed": amounts.plain(sum(line.stands_fen - line.waived_fen for line in lines)),
            "paid": amounts.plain(sum(line.paid_fen for line in lines))} if lines else {}


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
    "extra-compensation": _order,
    "who-must-pay": lambda case: {"owed": _owed(case)},
    "refusal-to-pay": lambda case: {"workers": [{"months": m, "amount": amounts.plain(fen)} for m, fen in _people(case)]},
    "fund-ceiling": lambda case: {"workers": [{"owed": amounts.plain(fen), "months": m} for m, fen in _people(case)]},
    "capital-amount": lambda case: {"amount": _owed(case)},
    "credit-code": lambda case: {"number": case.employer.credit_code},
}  # fmt: skip
