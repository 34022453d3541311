"""What is typed about a work order. Dates are local."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from casework.channels.models import OUTSIDE, SATISFIED
from casework.core import clock
from casework.core.fields import ChoiceField, DayField, TextField, tidy
from casework.core.forms import ActionForm
from casework.desk import rights
from casework.desk.forms import Person, WithPerson


def needed(message):
    return InputRequired(message)


class UploadForm(ActionForm):
    not_facts = ActionForm.not_facts | {"file"}
    channel = ChoiceField(_l("渠道"), OUTSIDE, [needed(_l("请选择渠道"))])
    file = FileField(_l("工单清单（.xlsx 或 CSV）"), [FileRequired(_l("请选择文件"))])


class Dated(ActionForm):
    on = DayField(_l("日期"), [needed(_l("请填写日期"))], default=lambda: clock.today())


class ExtendForm(Dated):
    due_on = DayField(_l("新的办理时限"), [needed(_l("请填写新的办理时限"))])
    text = TextAreaField(_l("理由"), [needed(_l("请填写理由")), Length(max=1000)], filters=[tidy])


class SendForm(Dated):
    not_facts = ActionForm.not_facts | {"area"}
    area = ChoiceField(_l("转给"), {}, [needed(_l("请选择转给哪里"))], empty=_l("请选择"))
    text = TextField(_l("说明"), [Optional(), Length(max=500)])


class ReturnForm(Dated):
    text = TextAreaField(_l("退回理由"), [needed(_l("请填写退回理由")), Length(max=1000)], filters=[tidy])


class ReplyForm(Dated):
    conclusion = ChoiceField(_l("结论类别"), {}, [Optional()], empty=_l("不分类"))
    text = TextAreaField(_l("答复内容"), [needed(_l("请填写答复内容")), Length(max=4000)], filters=[tidy])


class VisitForm(Dated):
    satisfied = ChoiceField(_l("满意度"), SATISFIED, [needed(_l("请选择满意度"))])
    text = TextField(_l("说明"), [Optional(), Length(max=500)])


class AssignForm(WithPerson):
    holder = Person(_l("由谁答复"), [needed(_l("请选择一位同事"))], description=_l("本辖区能登记案件、级别不高于你的人，也可以是自己"))


class ManyAssignForm(AssignForm):
    def offer_many(self, records, by):
        self.offer(rights.receivers(by))


class SettingForm(ActionForm):
    items = TextAreaField(_l("答复要做的事，一行一件"), [Optional(), Length(max=2000)])
    conclusions = TextAreaField(_l("结论类别，一行一类"), [Optional(), Length(max=2000)])
