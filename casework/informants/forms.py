"""What is typed about an informant: who it is, and why somebody wants to know."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from casework.core.fields import IdNumberField, TelephoneField, TextField, tidy
from casework.core.forms import ActionForm


class InformantForm(ActionForm):
    name = TextField(_l("举报人姓名"), [InputRequired(_l("请填写举报人姓名；不愿留姓名的不用登记")), Length(max=60)])
    telephone = TelephoneField(_l("联系电话"), [Optional()])
    id_number = IdNumberField(_l("身份证号"), [Optional()])
    address = TextField(_l("联系地址"), [Optional(), Length(max=200)])
    remark = TextAreaField(_l("备注"), [Optional(), Length(max=1000)], filters=[tidy],
                           description=_l("例如怎样联系、是否要求答复"))


class ReasonForm(ActionForm):
    reason = TextAreaField(_l("为什么要看"), [InputRequired(_l("请用一两句话写明为什么要看")), Length(max=200)], filters=[tidy],
                           description=_l("例如“需要当面核实举报的事实”"))
