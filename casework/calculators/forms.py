"""A form made from what a rule takes. The rule itself judges every value, so a page says what `rules run` says."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from casework.calculators import words
from casework.core import inputs
from casework.core.fields import TextField
from casework.law import rules
from casework.law.findings import N_, Message

CLAIMS = {"worker_claim": N_("劳动者主张"), "employer_claim": N_("用人单位主张")}


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
        return inputs.value(self[name].data, inner)

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
        found |= {name: inputs.typed(*one) for name, one in parts.items()}
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


def _field(rule, path, inner):
    label, hint = words.called(rule, path)
    return inputs.field(inner, _l(label), hint, words.CHOICES)


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
