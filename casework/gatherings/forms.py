"""What is typed about a gathering. Moments are local, to the minute."""

from flask_babel import lazy_gettext as _l
from wtforms import DateTimeLocalField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from casework.core import clock
from casework.core.fields import ChoiceField, FenField, TextField, WholeField, tidy
from casework.core.forms import ActionForm
from casework.gatherings.models import LEVELS


class MomentField(DateTimeLocalField):
    """A local moment to the minute."""

    def __init__(self, label, validators=(), **kwargs):
        super().__init__(label, validators, format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"], **kwargs)

    def process_formdata(self, valuelist):
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(str(_l("请填写日期和时间，例如 2026-03-02 09:30"))) from None


def now():
    return clock.now().replace(second=0, microsecond=0)


def needed(message):
    return InputRequired(message)


class RaiseForm(ActionForm):
    not_facts = ActionForm.not_facts | {"area"}
    area = ChoiceField(_l("区域"), {}, [Optional()], empty=_l("请选择"))
    noticed_at = MomentField(_l("接报时间"), [needed(_l("请填写接报时间"))], default=now)
    place = TextField(_l("地点"), [needed(_l("请填写地点")), Length(max=200)])
    people = WholeField(_l("人数"), [needed(_l("请填写人数")), NumberRange(1, 100000, _l("人数在 1 到 100000 之间"))])
    employer_name = TextField(_l("涉及单位"), [Optional(), Length(max=120)])
    amount_fen = FenField(_l("涉及金额（元）"), [Optional()])
    wants = TextAreaField(_l("诉求"), [needed(_l("请填写诉求")), Length(max=2000)], filters=[tidy])
    handled = TextAreaField(_l("先期处置"), [Optional(), Length(max=2000)], filters=[tidy])


class ReportForm(ActionForm):
    at = MomentField(_l("呈报时间"), [needed(_l("请填写呈报时间"))], default=now)
    people = WholeField(_l("现场人数"), [needed(_l("请填写人数")), NumberRange(0, 100000, _l("人数在 0 到 100000 之间"))])
    reached = ChoiceField(_l("报到哪一级"), LEVELS, [needed(_l("请选择报到哪一级"))])
    to_whom = TextField(_l("报给谁"), [Optional(), Length(max=120)])
    text = TextAreaField(_l("情况和处置"), [needed(_l("请填写情况和处置")), Length(max=4000)], filters=[tidy])


class EndForm(ActionForm):
    at = MomentField(_l("结束时间"), [needed(_l("请填写结束时间"))], default=now)
    text = TextAreaField(_l("结果"), [needed(_l("请填写结果")), Length(max=4000)], filters=[tidy])
