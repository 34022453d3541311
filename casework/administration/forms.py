"""What an administrator types: how a county works, how it writes a paper, a body's name, a certificate."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from casework.administration import profiles as keeping
from casework.core import clock
from casework.core.errors import Refused
from casework.core.fields import ChoiceField, DayField, TelephoneField, TextField, WholeField, tidy
from casework.core.forms import ActionForm
from casework.core.words import say
from casework.documents.profiles import BRACKETS, fits
from casework.law.findings import N_

ORDINAL = {"yes": N_("写，例如 第037号"), "no": N_("不写，例如 037号")}
OWN = N_("不改，照上一级或程序自带的")


def lines(text):
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


class FromForm(ActionForm):
    """Anything that holds from a day on."""

    from_on = DayField(_l("从哪天起"), [InputRequired(_l("请填写从哪天起"))], description=_l("今天或者以后；以前签发的文书不变"))

    def begin(self):
        self.from_on.data = self.from_on.data or clock.today()

    @property
    def on(self):
        """The day whose settings are changed: the one that is asked for, once it is one that may be."""
        return max(self.from_on.data or clock.today(), clock.today())

    def keywords(self):
        return {"from_on": self.from_on.data}

    def taken(self, settings):
        """The settings for the action, once what was typed is right; the form itself is judged again by submit."""
        return settings() if self.validate() else {}


class NumberForm(FromForm):
    """The parts of a number that the whole county or one form may say; `settings` are those kept in a profile's forms."""

    bracket = ChoiceField(_l("年份括号"), {pair: pair for pair in BRACKETS}, [Optional()], empty=OWN)
    ordinal = ChoiceField(_l("写“第”字"), ORDINAL, [Optional()], empty=OWN)
    digits = WholeField(_l("位数"), [Optional(), NumberRange(1, 6, _l("请填写 1 至 6 的整数"))],
                        description=_l("不足的前面补 0；不填照程序自带的 3 位"))
    pattern = TextField(_l("文号式样"), [Optional(), Length(max=40)],
                        description=_l("括号、“第”字、位数都不合适的才填，例如 ({year}) {n:04d} 号；{year} 是年份，{n} 是序号，两样都要有"))

    lists, texts = (), ("bracket", "digits", "pattern")

    def validate_pattern(self, field):
        if field.data and not fits("pattern", field.data):
            raise ValidationError(_l("文号式样里要有 {year} 和 {n}，不然两份文书会是同一个号"))

    def settings(self):
        """{setting: value} of what was filled in, as a profile keeps it."""
        found = {name: self[name].data for name in self.texts if self[name].data}
        found |= {name: rows for name in self.lists if (rows := lines(self[name].data))}
        return found | ({"ordinal": self.ordinal.data == "yes"} if self.ordinal.data else {})

    def fill(self, settings):
        for name in self.texts:
            self[name].data = settings.get(name)
        for name in self.lists:
            self[name].data = "\n".join(settings.get(name) or ())
        if "ordinal" in settings:
            self.ordinal.data = "yes" if settings["ordinal"] else "no"


class CountyForm(NumberForm):
    mode = ChoiceField(_l("乡镇怎样办理"), keeping.MODES, [InputRequired(_l("请选择乡镇怎样办理"))])
    amber_days = WholeField(_l("临近：余几个工作日"), [InputRequired(_l("请填写天数")), NumberRange(0, 60, _l("请填写 0 至 60 的整数"))])
    amber_share = WholeField(_l("临近：余期限的百分之几"), [
        InputRequired(_l("请填写百分数")), NumberRange(0, 100, _l("请填写 0 至 100 的整数"))])
    pages_per_volume = WholeField(_l("每卷最多页数"), [Optional(), NumberRange(1, 2000, _l("请填写 1 至 2000 的整数"))],
                                  description=_l("不填照 200 页分卷"))

    archive_pattern = TextField(_l("归档号式样"), [Optional(), Length(max=40)], description=_l("不填就是 {year}{n:04d}，例如 20260001"))

    def validate_archive_pattern(self, field):
        self.validate_pattern(field)

    def begin_with(self, now):
        self.begin()
        self.fill(now.forms.get(keeping.ALL, {}))
        self.mode.data, self.amber_days.data, self.amber_share.data = now.mode, now.amber_days, now.amber_share
        dossier = now.forms.get(keeping.DOSSIER, {})
        self.pages_per_volume.data, self.archive_pattern.data = dossier.get("pages_per_volume"), dossier.get("pattern")

    def forms(self, before):
        """`before` (a profile's forms) with what was typed for all papers and for the bound file."""
        dossier = before.get(keeping.DOSSIER, {}) | {"pages_per_volume": self.pages_per_volume.data, "pattern": self.archive_pattern.data}
        everything = {name: value for name, value in before.get(keeping.ALL, {}).items()
                      if name not in (*self.texts, "ordinal")} | self.settings()
        return before | {keeping.ALL: everything, keeping.DOSSIER: dossier}


class PaperForm(NumberForm):
    title = TextField(_l("题名"), [Optional(), Length(max=40)])
    number_word = TextField(_l("文号用字"), [Optional(), Length(max=8)], description=_l("例如 受、立、令；不同的文书用不同的字"))
    issuer_level = ChoiceField(_l("由谁制发"), keeping.LEVELS, [Optional()], empty=OWN)
    volume = ChoiceField(_l("归入"), keeping.VOLUMES, [Optional()], empty=OWN)
    basis = TextAreaField(_l("法律依据"), [Optional(), Length(max=400)], filters=[tidy], description=_l("不填就用程序写明的条文"))
    copies = TextAreaField(_l("各联去向"), [Optional(), Length(max=400)], filters=[tidy], description=_l("一行一联，最多八联"))
    ladder = TextAreaField(_l("审批阶梯"), [Optional(), Length(max=400)], filters=[tidy], description=_l("一行一级，从下到上，最多五级"))

    lists, texts = ("copies", "ladder"), ("title", "number_word", "issuer_level", "volume", "basis", *NumberForm.texts)

    def validate_copies(self, field):
        if not fits("copies", lines(field.data)):
            raise ValidationError(_l("一行一联，最多八联，每联不超过 40 字"))

    def validate_ladder(self, field):
        if not fits("ladder", lines(field.data)):
            raise ValidationError(_l("一行一级，最多五级，每级不超过 40 字"))

    def forms(self, before, code):
        """`before` (a profile's forms) with what was typed for one form; what this page does not ask stays."""
        asked = (*self.texts, *self.lists, "ordinal")
        kept = {name: value for name, value in before.get(code, {}).items() if name not in asked}
        return before | {code: kept | self.settings()}


class BodyForm(ActionForm):
    name = TextField(_l("机构名称"), [InputRequired(_l("请填写机构名称")), Length(max=80)])
    number_word = TextField(_l("文号开头"), [InputRequired(_l("请填写文号开头")), Length(max=20)], description=_l("例如 澄溪人社监"))
    address = TextField(_l("地址"), [Optional(), Length(max=120)])
    telephone = TelephoneField(_l("电话"), [Optional()])

    def prepare(self, body):
        if not self.is_submitted():
            for name in ("name", "number_word", "address", "telephone"):
                self[name].data = getattr(body, name)


class CertificateForm(ActionForm):
    certificate_no = TextField(_l("监察员证号"), [InputRequired(_l("请填写证号")), Length(max=40)])
    certificate_to = DayField(_l("证件有效期至"), [InputRequired(_l("请填写有效期的最后一天"))], description=_l("最后一天当天还有效"))

    def prepare(self, user):
        if not self.is_submitted():
            self.certificate_no.data, self.certificate_to.data = user.certificate_no, user.certificate_to


class PhraseForm(ActionForm):
    """A phrase for a field of several lines, in an area and below."""

    field = SelectField(_l("栏目"), [InputRequired(_l("请选择栏目"))], validate_choice=False)
    area = SelectField(_l("哪里用"), [InputRequired(_l("请选择区域"))], validate_choice=False,
                       description=_l("这个区域和下面的区域都能用"))
    from_on = DayField(_l("从哪天起"), [Optional()], description=_l("不填就从今天起"))
    text = TextAreaField(_l("常用语"), [InputRequired(_l("请填写常用语")), Length(max=500)], filters=[tidy],
                         description=_l("填表时点一下就写进去，还能接着改"))

    def offer(self, areas, fields, chosen=None):
        self.areas = {area.code: area for area in areas}
        self.area.choices = [SelectChoice(area.code, area.name) for area in areas]
        self.field.choices = [SelectChoice("", _l("请选择")), *(
            SelectChoice(key, f"{say(page)} · {label}") for key, (page, label) in fields.items())]
        if not self.is_submitted() and chosen in fields:
            self.field.data = chosen
        return self

    def keywords(self):
        facts = super().keywords()
        if facts["area"] not in self.areas:
            raise Refused(N_("请选择区域"), field="area")
        return facts | {"area": self.areas[facts["area"]]}
