"""What is typed about a file: what an item is called, what is brought, where something lies, who gets a volume."""

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from casework.core.fields import ChoiceField, DayField, TextField, tidy
from casework.core.forms import ActionForm
from casework.dossiers.models import KINDS, VOLUMES, Kind


class PlaceForm(ActionForm):
    """An issued paper: only the volume it lies in."""

    volume = ChoiceField(_l("放在"), VOLUMES)


class ItemForm(PlaceForm):
    title = TextField(_l("题名"), [InputRequired(_l("请填写题名")), Length(max=120)])
    dated_on = DayField(_l("日期"), [Optional()])


class SlipForm(ActionForm):
    title = TextField(_l("题名"), [InputRequired(_l("请填写题名")), Length(max=120)])
    slip = TextAreaField(_l("原物在哪里、为什么不能装订"), [InputRequired(_l("请写明原物在哪里")), Length(max=200)], filters=[tidy])
    dated_on = DayField(_l("日期"), [Optional()])


class EditSlipForm(SlipForm):
    volume = ChoiceField(_l("放在"), VOLUMES)


class BringForm(ActionForm):
    not_facts = ActionForm.not_facts | {"file"}

    file = FileField(_l("文件"), [FileRequired(_l("请选择文件"))])
    kind = ChoiceField(_l("是什么"), KINDS, default=Kind.SERVICE)
    title = TextField(_l("题名"), [InputRequired(_l("请填写题名")), Length(max=120)])
    dated_on = DayField(_l("日期"), [Optional()])
    brought_by = TextField(_l("谁提供或谁制作"), [Optional(), Length(max=60)])
    proves = TextField(_l("证明什么"), [Optional(), Length(max=200)])


WHAT = {"whole": _l("整卷"), "supplement": _l("补印页和新目录"), "redacted": _l("隐名副本")}


class HandOutForm(ActionForm):
    not_facts = ActionForm.not_facts | {"volume", "what", "duplex"}

    what = ChoiceField(_l("交出什么"), WHAT, default="whole")
    volume = ChoiceField(_l("哪一卷"), VOLUMES, default="main")
    recipient = TextField(_l("交给谁"), [InputRequired(_l("请填写交给谁")), Length(max=80)])
    purpose = TextField(_l("用途"), [Optional(), Length(max=120)])
    duplex = BooleanField(_l("双面印（每件从正面起）"))


def places():
    """{key: number} typed on the page of a file, in the order in which the rows stood; what is no number keeps its place."""
    found = {}
    for name, value in request.form.items():
        if name.startswith("place-"):
            found[name[6:]] = value.strip()
    return found


def order(typed):
    """The keys in the order that the typed numbers ask for: an item moved up goes before, one moved down behind its number."""
    def sort(at, key):
        try:
            asked = int(typed[key])
        except ValueError:
            asked = at
        return asked, (asked > at) - (asked < at), at

    return [key for _, key in sorted((sort(at, key), key) for at, key in enumerate(typed, 1))]
