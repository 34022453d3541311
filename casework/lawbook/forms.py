"""What is typed about the dated tables: a year's notice, pasted or uploaded, and a row of any kind."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from casework.core import calendar, clock, files, inputs
from casework.core.errors import Refused
from casework.core.fields import ChoiceField, DayField, TextField, WholeField, tidy
from casework.core.forms import ActionForm
from casework.law.findings import N_, Message
from casework.law.rules import Wrong
from casework.lawbook import notices, words
from casework.lawbook.actions import NO_NUMBER
from casework.lawbook.places import key_of


class NoticeForm(ActionForm):
    """Read first, taken when everything is right. What came as a file stands in `text` afterwards, so that it is not lost."""

    year = WholeField(_l("哪一年"), [InputRequired(_l("请填写年份")), NumberRange(2000, 2100, _l("请填写 2000 至 2100 的年份"))])
    number = TextField(_l("通知的文号"), [Optional(), Length(max=60)], description=_l("例如 国办发明电〔2025〕7号；正文里写着的可以不填"))
    file = FileField(_l("通知的文件"), description=_l("文本、CSV、.xlsx 都行；表格要有这几列：节日、起、止、法定、调休上班"))
    text = TextAreaField(_l("或者粘贴通知正文"), [Optional(), Length(max=20_000)], filters=[tidy],
                         description=_l("一个节日一行，照抄即可，例如 春节：2月15日至23日放假，共9天。2月14日（周六）上班。"))

    read = None  # the Notice, once it could be read

    def begin(self):
        """For a page that is opened: the first year that nobody has entered."""
        known = calendar.calendar().years
        self.year.data = next(n for n in range(clock.today().year, 2102) if n not in known)
        return self

    def look(self):
        """Read what was sent without keeping it. Every problem of a line stands at `text`; True when it could be taken."""
        if not self.validate_on_submit():
            return False
        try:
            self.notice()
        except Refused as refusal:
            self.refuse(refusal)
            return False
        if not self.number.data:
            self.number.errors = [NO_NUMBER]
        return not (self.text.errors or self.number.errors)

    def keywords(self):
        self.notice()
        return {"notice": self.read}

    def refuse(self, refusal):
        if not (refusal.field == "text" and self.text.errors):  # every line is named already
            super().refuse(refusal)

    def notice(self):
        """The Notice of what was sent; its problems at their fields. Refused when it is nothing that can be read."""
        upload = self.file.data
        data = upload.read(files.LARGEST + 1) if upload else None
        if not data and not self.text.data:
            raise Refused(N_("请粘贴通知正文，或者选择文件"), field="text")
        asked = {"year": self.year.data, "calendar": calendar.calendar(), "number": self.number.data}
        if data:
            self.read = _file(data, asked)
            text = notices.text_of(data)
            self.text.data = text.strip() if text and notices.is_prose(text) else notices.lines(self.read)
        else:
            self.read = notices.read_text(self.text.data, **asked)
        self.number.data = self.number.data or self.read.number
        self.text.errors = [Message(N_("第 {row} 行：{reason}"), row=row, reason=reason) for row, reason in self.read.rejected]


def _file(data, asked):
    try:
        return notices.read(data, **asked)
    except Refused as refusal:
        raise Refused(refusal.message, field="file") from None


class RowForm(ActionForm):
    """A row of a kind; `row_form` adds the fields of the kind, which its own inputs judge."""

    kind = None
    from_on = DayField(_l("从哪天起"), [InputRequired(_l("请填写从哪天起"))])
    source = TextField(_l("依据"), [InputRequired(_l("请写明文件名称和文号，别人要凭它核对")), Length(max=200)],
                       description=_l("文件名称和文号，网上有的写上网址"))

    def validate(self, extra_validators=None):
        """All problems at once: those of the form, and what the kind says to each value."""
        right = super().validate(extra_validators)
        for name, field in self.kind.fields.items():
            try:
                field.input(inputs.value(self[f"value-{name}"].data, field.input))
            except Wrong as wrong:
                self[f"value-{name}"].errors, right = [wrong.args[0]], False
        return right

    def keywords(self):
        typed = {name: inputs.value(self[f"value-{name}"].data, field.input) for name, field in self.kind.fields.items()}
        return {"table": self.kind.name, "place": self.place.data, "from_on": self.from_on.data, "value": typed,
                "source": self.source.data, "tier": self.tier.data if "tier" in self else None}

    def begin(self, place, here):
        """For a page that is opened: the place, and the figures that hold there now, to be changed.

        here: [(area, lawbook.tables.Figure)].
        """
        offered = list(self.place.labels)
        self.place.data = place if place in offered else offered[0] if len(offered) == 1 else None
        row = next((figure.row for area, figure in here if key_of(area) == self.place.data), None)
        for name, field in self.kind.fields.items() if row and row.table == self.kind.name else ():
            self[f"value-{name}"].data = inputs.typed(words.plain(field.input, row.value[name]), field.input)

    @property
    def values(self):
        return [self[f"value-{name}"] for name in self.kind.fields]


def row_form(kind, offered):
    """The form class of a kind; offered: [(key, words)] of the places for which the person may enter it."""
    fields = {"kind": kind, "place": ChoiceField(_l("哪里的数"), dict(offered), [InputRequired(_l("请选择是哪里的数"))],
                                                 empty=inputs.CHOOSE if len(offered) > 1 else None)}
    if kind.key == "tier":
        fields["tier"] = WholeField(_l("第几档"), [InputRequired(_l("请填写是第几档")), NumberRange(1, 9, _l("请填写 1 至 9 的整数"))])
    for name, field in kind.fields.items():
        fields[f"value-{name}"] = inputs.field(field.input, _l(field.label), words.hint(field.input), words.CHOICES)
    return type(RowForm)("KindForm", (RowForm,), fields)


class WithdrawForm(ActionForm):
    why = TextField(_l("为什么撤下"), [InputRequired(_l("请写明为什么撤下")), Length(max=200)])
