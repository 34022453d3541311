"""规则 — every calculation under its name: what it takes, checked all at once; what it answers, told step by step.

A rule is a function of parsed keywords and `tables` that returns an Answer. A module with rules stands in SUBJECTS.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache
from importlib import import_module
from typing import Any

from casework.law import amounts
from casework.law.findings import N_, Message
from casework.law.sources import TEXTS, Citation
from casework.law.steps import Step
from casework.law.words import day as said_day

SUBJECTS = (
    "counting", "numbers", "contracts", "severance", "wages", "inspection", "arrears", "mediation", "fund", "payers",
)  # fmt: skip

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)  # outside: a slip of the pen, and no calendar to count in
UNKNOWN = "unknown"  # a figure is missing; never a guess
MISSING = object()


class BadInput(Exception):
    """What cannot be calculated with: `errors` maps each wrong field to its reason, a Message. All at once.

    A rule raises it too, for fields that contradict each other: BadInput(to=Message(…)).
    """

    def __init__(self, errors=None, /, **more):
        self.errors = {**(errors or {}), **more}
        super().__init__("; ".join(f"{name}: {reason}" for name, reason in self.errors.items()))


def since(citation, **days):
    """BadInput at each day before the article was law: what an older case is owed by the rules of its time is not coded."""
    begins = TEXTS[citation.text].in_force
    said = Message(N_("{basis}自{day}起施行，此前的不按本项计算"), basis=citation, day=said_day(begins))
    if early := {name: said for name, on in days.items() if on < begins}:
        raise BadInput(early)


class UnknownRule(KeyError):
    """No rule has this name."""


class Wrong(ValueError):
    """One value is not what its input takes; args[0] is the Message."""


@dataclass(frozen=True)
class Input:
    """One kind of input. `parse` takes the JSON value and raises Wrong; `choices` and `fields` say what is inside."""

    kind: str
    parse: Callable[[Any], Any]
    required: bool = True
    default: Any = None
    choices: tuple[str, ...] = ()
    fields: dict = field(default_factory=dict)

    def __call__(self, value):
        if value is None or value is MISSING or (value == "" and self.kind != "text"):
            if self.required:
                raise Wrong(Message(N_("请填写")))
            return self.default
        return self.parse(value)

    def describe(self):
        """As `rules list` shows it."""
        said = {"kind": self.kind, "required": self.required}
        if self.choices:
            said["choices"] = list(self.choices)
        if self.fields:
            said["fields"] = {name: inner.describe() for name, inner in self.fields.items()}
        return said


def optional(inner, default=None):
    """The same input, which may be null or left out: then `default`."""
    return Input(inner.kind, inner.parse, False, default, inner.choices, inner.fields)


def _day(value):
    try:
        # fromisoformat also takes 20260302 and 2026-W10-1; people and scripts shall write one form
        found = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 and value[4] == "-" else None
    except ValueError:
        found = None
    if found is None or value[5] == "W":
        raise Wrong(Message(N_("请填写日期，写成 2026-03-02 的样子")))
    if not FIRST <= found <= LAST:
        raise Wrong(Message(N_("日期应在 {first} 年至 {last} 年之间"), first=FIRST.year, last=LAST.year))
    return found


def _money(value):
    try:
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise ValueError
        return amounts.fen(value)
    except ValueError:
        raise Wrong(Message(N_("请填写金额（元），最多两位小数，不能为负，写成 1234.50 的样子"))) from None


def _boolean(value):
    if not isinstance(value, bool):
        raise Wrong(Message(N_("请填写 true 或者 false")))
    return value


def _text(value):
    if not isinstance(value, str):
        raise Wrong(Message(N_("请填写文字，加引号")))
    return value


day = Input("day", _day)  # ISO → date
money = Input("money", _money)  # yuan, a string → fen
boolean = Input("boolean", _boolean)
text = Input("text", _text)


def whole(at_least=0, at_most=100_000):
    """A whole number within the two limits, inclusive → int."""

    def parse(value):
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 19:
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not at_least <= value <= at_most:
            raise Wrong(Message(N_("请填写 {least} 至 {most} 的整数"), least=at_least, most=at_most))
        return value

    return Input("whole", parse)


def number(at_least=0, at_most=100_000, places=4):
    """A number with up to `places` decimals, as a string ("1.5") or a JSON number → an exact Fraction."""

    def parse(value):
        written = str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
        whole_part, _, decimals = written.removeprefix("-").partition(".")
        digits = whole_part + decimals
        if not (digits.isascii() and digits.isdigit() and whole_part) or len(decimals) > places or len(digits) > 30:
            raise Wrong(Message(N_("请填写数字，最多 {places} 位小数"), places=places))
        exact = Fraction(written)
        if not Fraction(at_least) <= exact <= at_most:
            raise Wrong(Message(N_("请填写 {least} 至 {most} 的数字"), least=at_least, most=at_most))
        return exact

    return Input("number", parse)


def one_of(*choices):
    """One of these words → the word."""
    choices = tuple(str(choice) for choice in choices)

    def parse(value):
        if not isinstance(value, str) or value not in choices:
            raise Wrong(Message(N_("请选择其中之一：{choices}"), choices="、".join(choices)))
        return value

    return Input("one_of", parse, choices=choices)


def mapping(**fields):
    """An object with exactly these inputs → dict. Its problems are told in one sentence."""

    def parse(value):
        if not isinstance(value, dict):
            raise Wrong(Message(N_("请填写一个对象：{names}"), names="、".join(fields)))
        try:
            return read(fields, value)
        except BadInput as bad:
            told = [Message(N_("{name}：{reason}"), name=n, reason=r) for n, r in bad.errors.items()]
            raise Wrong(_joined(told)) from None

    return Input("mapping", parse, fields=fields)


def list_of(inner, at_least=0):
    """A list of one kind of input, or of objects when `inner` is a dict of inputs → list."""
    each = mapping(**inner) if isinstance(inner, dict) else inner

    def parse(value):
        if not isinstance(value, list):
            raise Wrong(Message(N_("请填写一个列表")))
        if len(value) < at_least:
            raise Wrong(Message(N_("至少填写 {n} 项"), n=at_least))
        parsed, told = [], []
        for n, one in enumerate(value, 1):
            try:
                parsed.append(each(one))
            except Wrong as wrong:
                told.append(Message(N_("第 {n} 项：{reason}"), n=n, reason=wrong.args[0]))
        if told:
            raise Wrong(_joined(told))
        return parsed

    return Input("list", parse, fields={"item": each})


def _joined(messages):
    *before, last = messages
    return Message(N_("{some}；{one}"), some=_joined(before), one=last) if before else last


def read(inputs, data):
    """`data` through `inputs`, or BadInput with a reason for every wrong, missing and unknown field."""
    parsed, errors = {}, {}
    for name, parser in inputs.items():
        try:
            parsed[name] = parser(data.get(name, MISSING))
        except Wrong as wrong:
            errors[name] = wrong.args[0]
    errors |= {str(name): Message(N_("没有这一项")) for name in data if name not in inputs}
    if errors:
        raise BadInput(errors)
    return parsed


@dataclass
class Answer:
    """`result`: dates, fen already as strings (see plain), words; `steps`: Step, or (Message, basis)."""

    result: dict
    steps: list = field(default_factory=list)
    warnings: list[Message] = field(default_factory=list)


@dataclass(frozen=True)
class Rule:
    name: str
    title: str
    inputs: dict[str, Input]
    function: Callable[..., Answer]

    def answer(self, data, tables):
        """The Answer for raw `data`, with a warning for each row of a table that is not confirmed; BadInput."""
        if not isinstance(data, dict):
            raise BadInput(input=Message(N_("请填写一个对象：{names}"), names="、".join(self.inputs)))
        noting = tables.noting()
        answer = self.function(**read(self.inputs, data), tables=noting)
        answer.warnings += noting.doubts()
        return answer


RULES = {}


def rule(name, title, **inputs):
    """Registers a function of these inputs (and `tables`) as a rule; the function stays as it is."""

    def register(function):
        if name in RULES:
            raise ValueError(f"two rules are called {name}")
        RULES[name] = Rule(name, title, inputs, function)
        return function

    return register


@cache
def every():
    """All rules by name, in the order of their names: a module may have been imported before its turn."""
    for subject in SUBJECTS:
        import_module(f"casework.law.{subject}")
    return dict(sorted(RULES.items()))


def run(name, data, tables, translate=N_):
    """{"rule", "result", "steps": [{"text", "basis"}], "warnings"} as plain JSON values; BadInput, UnknownRule."""
    if name not in every():
        raise UnknownRule(name)
    answer = RULES[name].answer(data, tables)
    return {
        "rule": name,
        "result": _json(answer.result, translate),
        "steps": [_step(step, translate) for step in answer.steps],
        "warnings": [warning.render(translate) for warning in answer.warnings],
    }


def plain(fen):
    """Fen, exact or a Fraction of it, as "1234.50": half-up, and the only place that rounds."""
    if fen < 0:
        raise ValueError(f"a negative sum: {fen}")
    return amounts.plain(half_up(fen))


def half_up(fen):
    """Whole fen, a half upwards (四舍五入)."""
    doubled = 2 * Fraction(fen) + 1
    return doubled.numerator // (2 * doubled.denominator)


def _step(step, translate):
    message, basis = (step.message, step.basis) if isinstance(step, Step) else step
    basis = (basis,) if isinstance(basis, Citation) else basis
    return {"text": message.render(translate), "basis": [str(citation) for citation in basis]}


def _json(value, translate):
    if isinstance(value, dict):
        return {key: _json(one, translate) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_json(one, translate) for one in value]
    if isinstance(value, Message):
        return value.render(translate)
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | str):
        return value if not isinstance(value, str) else str(value)
    raise TypeError(f"not for a result: {value!r}")
