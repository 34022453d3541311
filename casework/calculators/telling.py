"""An answer told: what stands first, the rest in rows and tables, what either party says beside it. For page and paper."""

from dataclasses import dataclass, field
from datetime import date

from casework.calculators import line as lines
from casework.calculators import words
from casework.calculators.forms import CLAIMS
from casework.law import amounts
from casework.law.findings import N_, Message
from casework.law.rules import UNKNOWN
from casework.law.sources import Citation
from casework.law.steps import Step
from casework.law.words import day, several

BLANK = N_("未填")


@dataclass
class Told:
    """Texts are Messages or source strings, to be said in the reader's language (page) or as they are (paper).

    first: (label, value); fen: the sum of `first`, None when it is none or unknown. tables: (label, heads, rows);
    a head is (words, css). steps: (message, citations, days counted). claims: (who, fen, fen more or less, None: unknown).
    days: law.terms.Days of a count short enough to be drawn one by one; line: else a calculators.line.Line, or None.
    """

    first: tuple
    fen: int | None
    rows: list = field(default_factory=list)
    tables: list = field(default_factory=list)
    steps: list = field(default_factory=list)
    warnings: list = field(default_factory=list)
    claims: list = field(default_factory=list)
    days: list = field(default_factory=list)
    line: lines.Line | None = None


def told(rule, answer, claims=None, data=None):
    """The Told of a rule's Answer; `claims`: {worker_claim | employer_claim: fen}; `data`: the facts, for the line of days."""
    result, main = answer.result, words.MAIN.get(rule.name)
    key = main or words.FIRST.get(rule.name) or next(iter(result))
    fen = amounts.fen(result[key]) if main and result[key] != UNKNOWN else None
    first = words.result(rule.name, key)[0], _names(result[key]) if key == "payers" else said(rule.name, key, result[key])
    made = Told(first, fen, warnings=list(answer.warnings))
    for name, value in result.items():
        if name in words.HIDDEN or (name == key and name != "payers"):
            continue
        label = words.result(rule.name, name)[0]
        if isinstance(value, list) and (name == "per_worker" or any(isinstance(one, dict) for one in value)):
            made.tables.append((label, *_table(rule.name, name, value)))
        elif value != []:
            made.rows.append((label, said(rule.name, name, value)))
    made.steps = [_step(step) for step in answer.steps]
    made.days = lines.days(result)
    made.line = lines.line(rule, data, result) if data else None
    for who, words_ in CLAIMS.items():
        if claims and who in claims:
            made.claims.append((words_, claims[who], None if fen is None else claims[who] - fen))
    return made


def _names(payers):
    """The employer first, then everybody who must pay beside it, once each."""
    return several([Message(N_("用人单位")), *dict.fromkeys(one["who"] for one in payers)])


def _step(step):
    message, basis, count = (step.message, step.basis, step.count) if isinstance(step, Step) else (*step, 0)
    return message, (basis,) if isinstance(basis, Citation) else tuple(basis), count


def said(rule, key, value):
    """One value of a result: 51,150.00 元, 是, 尚不能确定."""
    if isinstance(value, list | tuple):
        return several([Message(str(one)) if "{" not in str(one) else one for one in value]) if value else words.SAID[None]
    if isinstance(value, Message):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool) or value is None or (isinstance(value, str) and value in words.SAID):
        return words.SAID[value]
    kind = words.result(rule, key)[1]
    if kind == "money":
        return Message(N_("{amount} 元"), amount=amounts.yuan(amounts.fen(value)))
    n = int(value) if str(value).isdecimal() else value
    return Message({"months": N_("{n} 个月"), "days": N_("{n} 天")}[kind], n=n) if kind else str(value)


def _table(rule, name, values):
    """(heads, rows): one column for each key of the objects; figures of people are counted through."""
    if not isinstance(values[0], dict):
        head = (words.result(rule, name)[0], "money")
        return [(N_("第几人"), "tight"), head], [[str(n), said(rule, name, one)] for n, one in enumerate(values, 1)]
    keys = [key for key in dict.fromkeys(key for one in values for key in one) if key not in words.HIDDEN]
    keys.sort(key=lambda key: words.result(rule, f"{name}.{key}")[1] == "money")  # sums stand at the right
    heads = [(words.result(rule, f"{name}.{key}"), key) for key in keys]
    rows = [["" if key not in one else said(rule, f"{name}.{key}", one[key]) for key in keys] for one in values]
    return [(label, "money" if kind == "money" else "") for (label, kind), _ in heads], rows


# ---- what was put in

def given(rule, data):
    """([(label, text)], [(label, heads, rows)]) of the facts that the calculation was given, in the order of the page."""
    rows, tables = [], []
    for name, inner in rule.inputs.items():
        label = words.called(rule.name, name)[0]
        if inner.kind == "list":
            if value := data.get(name):
                tables.append((label, *_listed(rule.name, name, inner.fields["item"], value)))
        elif inner.kind == "mapping":
            for part, one in inner.fields.items():
                if (value := (data.get(name) or {}).get(part)) is not None:
                    rows.append((words.called(rule.name, f"{name}.{part}")[0], _said(one, value)))
        else:
            rows.append((label, _said(inner, data.get(name))))
    return rows, tables


def _listed(rule, name, item, values):
    if item.kind != "mapping":
        return [(words.called(rule, f"{name}.item")[0], "")], [[_said(item, one)] for one in values]
    heads = [(words.called(rule, f"{name}.{part}")[0], "money" if one.kind == "money" else "") for part, one in item.fields.items()]
    return heads, [[_said(one, row.get(part)) for part, one in item.fields.items()] for row in values]


def _said(inner, value):
    if value is None:
        return BLANK
    if inner.kind == "money":
        return amounts.yuan(amounts.fen(value))
    if inner.kind == "day":
        return day(date.fromisoformat(value))
    if inner.kind == "boolean":
        return words.SAID[value]
    return words.CHOICES.get(value, value) if inner.kind == "one_of" else str(value)
