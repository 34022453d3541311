"""What is typed about an employer and a worker."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectMultipleField
from wtforms.fields.choices import Choice
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from casework.core import clock
from casework.core.fields import ChoiceField, CreditCodeField, DayField, TelephoneField, TextField, WholeField
from casework.core.forms import ActionForm
from casework.core.words import say
from casework.parties.models import FLAGS, ID_KINDS, IdKind
from casework.parties.sections import SECTIONS


class FlagsField(SelectMultipleField):
    """Any of a fixed set of codes, each a tick box."""

    widget, option_widget = ListWidget(prefix_label=False), CheckboxInput()

    def __init__(self, label, labels, **kwargs):
        self.labels = labels
        super().__init__(label, choices=list(labels), **kwargs)

    def iter_choices(self):
        for code, words in self.labels.items():
            yield Choice(value=code, label=say(words), selected=code in (self.data or ()), render_kw={})


class EmployerForm(ActionForm):
    name = TextField(_l("名称"), [InputRequired(_l("请填写用人单位名称")), Length(max=120)],
                     description=_l("写错了在这里改；单位改了名，请用“更名”，旧名留作曾用名"))
    credit_code = CreditCodeField(_l("统一社会信用代码"), [Optional()])
    legal_representative = TextField(_l("法定代表人或负责人"), [Optional(), Length(max=40)])
    legal_title = TextField(_l("职务"), [Optional(), Length(max=40)])
    telephone = TelephoneField(_l("电话"), [Optional()])
    address = TextField(_l("登记地址"), [Optional(), Length(max=200)])
    operating_address = TextField(_l("经营地址"), [Optional(), Length(max=200)])
    service_address = TextField(_l("送达地址"), [Optional(), Length(max=200)])
    economic_type = TextField(_l("单位类型"), [Optional(), Length(max=40)])
    section = ChoiceField(_l("行业门类"), SECTIONS, empty=_l("未填"))
    headcount = WholeField(_l("职工人数"), [Optional(), NumberRange(0, 1000000, _l("人数在 0 到 1000000 之间"))])
    area_code = ChoiceField(_l("区域和网格"), {})
    kinds = FlagsField(_l("用工类别"), FLAGS)

    def prepare(self, employer):
        if not self.is_submitted():
            self.area_code.data = employer.area.code
            self.kinds.data = [name for name in FLAGS if getattr(employer, name)]

    def offer(self, areas):
        """The areas into which the person may put the employer."""
        self.area_code.labels = {area.code: area.name for area in areas}
        return self


class RenameForm(ActionForm):
    name = TextField(_l("新名称"), [InputRequired(_l("请填写用人单位名称")), Length(max=120)])
    on = DayField(_l("更名日期"), [InputRequired(_l("请填写日期，例如 2026-03-02"))], default=lambda: clock.today())


class DocumentForm(ActionForm):
    """Another identity document of a person; a card reader types its digits and Enter."""

    kind = ChoiceField(_l("证件类型"), ID_KINDS, default=IdKind.RESIDENT)
    number = TextField(_l("证件号"), [InputRequired(_l("请填写证件号")), Length(max=40)])
    proof = TextField(_l("凭什么是同一个人"), [InputRequired(_l("请写明凭什么认定是同一个人")), Length(max=200)],
                      description=_l("例如：公安机关证明、新旧证件和本人到场"))
    birth_differs = BooleanField(_l("两个号码的出生日期不同，已凭上面的证明核对是同一个人"))


class MergeForm(ActionForm):
    keep = RadioField(_l("保留哪一条"), [InputRequired(_l("请选择保留哪一条"))], choices=[])
    proof = TextField(_l("凭什么是同一个"), [InputRequired(_l("请写明凭什么认定是同一个")), Length(max=200)],
                      description=_l("例如：营业执照变更记录、身份证和本人到场"))

    def offer(self, both):
        """The two between whom is chosen; no choice is made for the person."""
        self.keep.choices = [(str(each.id), _("登记 %(n)s：%(name)s", n=n, name=each.name)) for n, each in enumerate(both, start=1)]
