"""Fields of our own: money in yuan kept in fen, numbers judged by the law, days in our words."""

import re

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import Choice
from wtforms.validators import StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from casework.core.words import say
from casework.law import amounts, identifiers


def tidy(text):
    """Typed text without outer blanks; empty becomes None."""
    return (text or "").strip() or None


class TextField(StringField):
    def __init__(self, label, validators=(), **kwargs):
        super().__init__(label, validators, filters=[tidy], **kwargs)


class FenField(StringField):
    """Typed in yuan, kept in whole fen; two decimals at most."""

    def process_formdata(self, valuelist):
        self.raw, self.data = tidy(valuelist[0] if valuelist else None), None
        if self.raw:
            try:
                self.data = amounts.fen(self.raw)
            except ValueError:
                raise ValueError(str(_l("请填写金额，例如 12000.00"))) from None

    def _value(self):
        return getattr(self, "raw", None) or (amounts.plain(self.data) if self.data is not None else "")


class IdNumberField(TextField):
    """公民身份号码, 15 or 18 characters, or empty: the counter may register without one."""

    def pre_validate(self, form):
        if self.data:
            judged = identifiers.identity_number(self.data)
            if not judged.valid:
                raise ValidationError(say(judged.reason))
            self.data = judged.number


class CreditCodeField(TextField):
    """统一社会信用代码, 18 characters, or empty."""

    def pre_validate(self, form):
        if self.data:
            judged = identifiers.credit_code(self.data)
            if not judged.valid:
                raise ValidationError(say(judged.reason))
            self.data = judged.code


class TelephoneField(TextField):
    def pre_validate(self, form):
        if self.data and not re.fullmatch(r"\+?[0-9][0-9\- ]{5,18}", self.data):
            raise ValidationError(str(_l("请填写电话号码，只用数字和“-”")))


class WholeField(IntegerField):
    """A whole number or empty; what is none says so once, and not again as out of range."""

    def process_formdata(self, valuelist):
        super().process_formdata([text for text in valuelist if tidy(text)])

    def pre_validate(self, form):
        if self.process_errors:
            raise StopValidation()


class DayField(DateField):
    """A local date."""

    def process_formdata(self, valuelist):
        if valuelist and not tidy(valuelist[0]):
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(str(_l("请填写日期，例如 2026-03-02"))) from None


class ChoiceField(SelectField):
    """One of a fixed set of codes, shown by their labels."""

    def __init__(self, label, labels, validators=(), empty=None, **kwargs):
        self.labels, self.empty = labels, empty
        super().__init__(label, validators, coerce=lambda value: value or None, **kwargs)
        self.choices = []  # the labels are said at each showing, in the reader's language

    def _pairs(self):
        first = [("", say(self.empty))] if self.empty is not None else []
        return [*first, *((code, say(label)) for code, label in self.labels.items())]

    def iter_choices(self):
        for code, label in self._pairs():
            yield Choice(value=code, label=str(label), selected=str(code) == str(self.data or ""), render_kw={})

    def pre_validate(self, form):
        if self.data is not None and self.data not in self.labels:
            raise ValidationError(str(_l("请从列表中选择")))


class TicksField(SelectMultipleField):
    """Any of a set of codes, as tick boxes."""

    widget, option_widget = ListWidget(prefix_label=False), CheckboxInput()

    def __init__(self, label, labels, **kwargs):
        self.labels = labels
        super().__init__(label, coerce=str, choices=list(labels), **kwargs)

    def iter_choices(self):
        for code, text in self.labels.items():
            yield Choice(value=code, label=str(say(text)), selected=code in (self.data or ()), render_kw={})
