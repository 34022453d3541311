"""A form made from what a rule takes. The rule itself judges every value, so a page says what `rules run` says."""

import re

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.widgets import DateInput

from casework.calculators import words
from casework.core.fields import ChoiceField, TextField, TicksField
from casework.law import rules
from casework.law.findings import N_, Message

CLAIMS = {"worker_claim": N_("劳动者主张"), "employer_claim": N_("用人单位主张")}
BREAK = re.compile(r"[\s，；;、]+|至")
YES_NO = {"yes": True, "no": False}
MOST = 2_000  # lines of a list


class Rows(TextAreaField):
    """A list: one entry in each line, its columns apart by a blank or a tab, as a sheet is pasted."""


class Day(TextField):
    """Typed as text in its own control, so that what is no day comes back as it was typed."""

    widget = DateInput()


class CalculatorForm(FlaskForm):
    """Fields by the rule's inputs, and for a disputed sum what either party says. `form_errors` belong to no field."""

    def data_of(self):
        """The typed facts as the rule's JSON object; what is blank is left out."""
        given = {}
        for name, inner in self.rule.inputs.items():
            if inner.kind == "mapping":
                parts = {part: one for part in inner.fields if (one := self._one(f"{name}-{part}", inner.fields[part])) is not None}
                given |= {name: parts} if parts or inner.required else {}
            elif (one := self._one(name, inner)) is not None:
                given[name] = one
        return given

    def _one(self, name, inner):
        typed = self[name].data
        if isinstance(typed, list):
            return typed
        if typed is None or not typed.strip():
            return None
        if inner.kind == "boolean":
            return YES_NO.get(typed, typed)
        return _rows(typed, inner.fields["item"]) if inner.kind == "list" else typed.strip()

    def answer(self, tables):
        """The rule's Answer, or None with every problem at its field."""
        if not self.validate_on_submit():
            return None
        self.claims, found = {}, None
        try:
            found = self.rule.answer(self.data_of(), tables)
        except rules.BadInput as bad:
            for name, reason in bad.errors.items():
                self._blame(name, reason)
        for name in CLAIMS:
            if name in self and self[name].data:
                try:
                    self.claims[name] = rules.money(self[name].data)
                except rules.Wrong as wrong:
                    self[name].errors = [wrong.args[0]]
        return None if self.errors or self.form_errors else found

    def _blame(self, name, reason):
        inner = self.rule.inputs.get(name)
        if inner is not None and inner.kind == "mapping":
            before = len(self.errors)
            for part, parser in inner.fields.items():
                try:
                    parser(self._one(f"{name}-{part}", parser))
                except rules.Wrong as wrong:
                    self[f"{name}-{part}"].errors = [_with_name(wrong.args[0], self.rule.name, f"{name}.{part}")]
            name = name if len(self.errors) > before else f"{name}-{next(iter(inner.fields))}"
        if name in self:
            self[name].errors = [_with_name(_named(reason, self.rule.name, name), self.rule.name, name.replace("-", "."))]
        elif inner is None:
            self.form_errors = [*self.form_errors, reason]

    def fill(self, data):
        """Fill the fields with facts given as JSON: from a case, from the tables, or a sample."""
        for name, text in typed(self.rule, data).items():
            self[name].data = text


def typed(rule, data):
    """{field of the form: text} for facts given as JSON."""
    found = {}
    for name, value in data.items():
        inner = rule.inputs[name]
        parts = {f"{name}-{part}": (one, inner.fields[part]) for part, one in value.items()} if inner.kind == "mapping" and value \
            else {name: (value, inner)}
        found |= {name: _typed(*one) for name, one in parts.items()}
    return {name: text for name, text in found.items() if text is not None}


def make(rule):
    """The form class of a rule."""
    fields = {"rule": rule}
    for name, inner in rule.inputs.items():
        if inner.kind == "mapping":
            for part, one in inner.fields.items():
                fields[f"{name}-{part}"] = _field(rule.name, f"{name}.{part}", one)
        else:
            fields[name] = _field(rule.name, name, inner)
    if rule.name in words.MAIN:
        look = {"inputmode": "decimal", "autocomplete": "off"}
        fields |= {name: TextField(_l(label), render_kw=look, description=N_("单位：元")) for name, label in CLAIMS.items()}
    # WTForms reads fields from attributes, and their order is that of the making
    return type(CalculatorForm)("RuleForm", (CalculatorForm,), fields)


class _Flagged:
    """A validator that only marks the field as one to be filled: the rule says so itself."""

    field_flags = {"required": True}

    def __call__(self, form, field):
        pass


def _field(rule, path, inner):
    words_, hint = words.called(rule, path)
    label = _l(words_)
    more = {"description": hint, "validators": [_Flagged()] if inner.required else []}
    if inner.kind == "one_of":
        return ChoiceField(label, {code: words.CHOICES.get(code, code) for code in inner.choices}, empty=_CHOOSE, **more)
    if inner.kind == "boolean":
        empty = _CHOOSE if inner.required else N_("不清楚")
        return ChoiceField(label, {code: words.CHOICES[code] for code in YES_NO}, empty=empty, **more)
    if inner.kind == "list" and inner.fields["item"].kind == "one_of":
        more["validators"] = []  # none of them is an answer too
        return TicksField(label, {code: words.CHOICES.get(code, code) for code in inner.fields["item"].choices}, **more)
    if inner.kind == "list":
        return Rows(label, render_kw={"rows": 4, "autocomplete": "off"}, **more)
    if inner.kind == "day":
        return Day(label, render_kw={"autocomplete": "off"}, **more)
    mode = {"money": "decimal", "number": "decimal", "whole": "numeric"}.get(inner.kind)
    return TextField(label, render_kw={"autocomplete": "off"} | ({"inputmode": mode} if mode else {}), **more)


_CHOOSE = N_("请选择")


def _rows(text, item):
    """Lines of a list; columns of an object by place, what is too much belongs to a first column of words."""
    rows = []
    for line in text.splitlines()[:MOST]:
        cells = [cell for cell in BREAK.split(line.strip()) if cell]
        if not cells:
            continue
        if item.kind != "mapping":
            rows.append(" ".join(cells))
            continue
        names = list(item.fields)
        if len(cells) > len(names) and item.fields[names[0]].kind == "text":
            cells = [" ".join(cells[: 1 - len(names)]), *cells[1 - len(names):]]
        elif len(cells) > len(names):
            cells = [*cells[: len(names) - 1], " ".join(cells[len(names) - 1:])]
        rows.append(dict(zip(names, cells, strict=False)))
    return rows


def _typed(value, inner):
    """A JSON value as people would type it."""
    if value is None:
        return None
    if inner.kind == "boolean":
        return "yes" if value else "no"
    if inner.kind == "list":
        item = inner.fields["item"]
        if item.kind == "one_of":
            return list(value)
        rows = [[one.get(part) for part in item.fields] if item.kind == "mapping" else [one] for one in value]
        return "\n".join(" ".join("" if cell is None else str(cell) for cell in row).strip() for row in rows)
    return str(value)


def _with_name(reason, rule, path):
    """The list of problems at the top says of which field each one is."""
    return Message(N_("{name}：{reason}"), name=Message(words.called(rule, path)[0]), reason=reason)


def _named(reason, rule, path):
    """A reason that names parts of an input by their code, with their words."""
    if not isinstance(reason, Message):
        return reason
    said = {key: _named(value, rule, path) for key, value in reason.args.items()}
    if reason.template == "{name}：{reason}" and isinstance(said.get("name"), str):
        said["name"] = Message(words.called(rule, f"{path}.{said['name']}")[0])
    return Message(reason.template, **said)
