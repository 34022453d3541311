"""What is typed about an employer."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from casework.core.fields import CreditCodeField, TelephoneField, TextField, WholeField
from casework.core.forms import ActionForm


class EmployerForm(ActionForm):
    name = TextField(_l("名称"), [InputRequired(_l("请填写用人单位名称")), Length(max=120)])
    credit_code = CreditCodeField(_l("统一社会信用代码"), [Optional()])
    legal_representative = TextField(_l("法定代表人或负责人"), [Optional(), Length(max=40)])
    legal_title = TextField(_l("职务"), [Optional(), Length(max=40)])
    telephone = TelephoneField(_l("电话"), [Optional()])
    address = TextField(_l("地址"), [Optional(), Length(max=200)])
    economic_type = TextField(_l("单位类型"), [Optional(), Length(max=40)])
    headcount = WholeField(_l("职工人数"), [Optional(), NumberRange(0, 1000000, _l("人数在 0 到 1000000 之间"))])
