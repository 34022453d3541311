"""What a calculation can be given beforehand: today, the dated tables of the place, and what a case knows. Reads only."""

from casework.calculators.cases import from_case
from casework.calculators.words import SUBJECTS
from casework.core import calendar
from casework.law import amounts, rules
from casework.law.findings import N_, Message
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


def tables_of(rule):
    """Names of the dated tables that a rule takes figures from: where they are entered."""
    return [table for name, (table, _) in FIGURES.items() if name in rule.inputs] + (["fund_policy"] if "policy" in rule.inputs else [])


def beforehand(rule, area, on, case=None, worker=None, contract=None):
    """(facts as JSON, {input: where they come from}) to begin with. `area`: whose tables hold, None without a place.

    case, worker, contract: whose file it is, of whom the sheet speaks, and the contract of that person, where there are any.
    """
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
        for known, said in from_case(rule, case, worker, contract):
            facts |= known
            sources |= dict.fromkeys(known, said)
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
