"""What is typed about a file: what an item is called, what is brought, where something lies, who gets a volume."""

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from casework.core.fields import ChoiceField, DayField, TextField, tidy
from casework.core.forms import ActionForm
from casework.dossiers.models import KINDS, VOLUMES, Kind
from casework.law.findings import N_, Message


class PlaceForm(ActionForm):
    """An issued paper: only the volume it lies in."""

    volume = ChoiceField(_l("放在"), VOLUMES)


class ItemForm(PlaceForm):
    title = TextField(_l("题名"), [InputRequired(_l("请填写题名")), Length(max=120)])
    dated_on = DayField(_l("日期"), [Optional()])
    brought_by = TextField(_l("谁提供或谁制作"), [Optional(), Length(max=60)])
    proves = TextField(_l("证明什么"), [Optional(), Length(max=200)])


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


WHAT = {"whole": _l("整卷"), "supplement": _l("补印页和新目录"), "redacted": _l("隐名副本"),
        "redacted-supplement": _l("隐名副本的补印页和新目录")}


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


# ---- scored, bound, kept

class BindForm(ActionForm):
    not_facts = ActionForm.not_facts | {"duplex"}

    duplex = BooleanField(_l("双面印（每件从正面起）"))
    reason = TextField(_l("有否决项仍要装订的理由"), [Optional(), Length(max=200)])


class ArchiveForm(ActionForm):
    keeper = TextField(_l("保管人"), [InputRequired(_l("请填写保管人")), Length(max=40)])
    place = TextField(_l("存放位置"), [InputRequired(_l("请填写存放位置")), Length(max=80)])
    retention = TextField(_l("保管期限"), [InputRequired(_l("请填写保管期限，例如 30年 或 永久")), Length(max=40)])
    archive_number = TextField(_l("归档号"), [Optional(), Length(max=40)], description=_l("不填就按结案年度的次序编，例如 20260001"))
    fonds_number = TextField(_l("全宗号"), [Optional(), Length(max=20)])
    catalogue_number = TextField(_l("目录号"), [Optional(), Length(max=20)])
    file_number = TextField(_l("案卷号"), [Optional(), Length(max=20)])


class ScoreForm(ActionForm):
    """One pair of fields for each item of the table (points taken off, why) and for each veto; `marks` are what stands now."""

    def __init__(self, made, said):
        super().__init__()
        self.made, self.typed, self.wrong = made, {}, {}
        taken, ticked = said.get("deducted") or {}, said.get("vetoes") or {}
        for mark in made.marks:
            points, note = taken.get(mark.code) or ("", "")
            self.typed[mark.code] = (request.form.get(f"points-{mark.code}", str(points)).strip(),
                                     request.form.get(f"note-{mark.code}", note).strip()[:200])
        self.ticked = {veto["code"]: request.form.get(f"why-{veto['code']}", ticked.get(veto["code"], "")).strip()[:200]
                       for veto in made.table["vetoes"]}

    def validate(self, extra_validators=None):
        """Points between nothing and what the item is worth, with a word why; all that is wrong at once."""
        fine = super().validate(extra_validators)
        for mark in self.made.marks:
            points, note = self.typed[mark.code]
            if points and not (points.isdecimal() and int(points) <= mark.points):
                self.wrong[mark.code] = Message(N_("扣分在 0 到 {most} 之间"), most=mark.points)
            elif points and not note:
                self.wrong[mark.code] = Message(N_("请写明为什么"))
        named = {mark.code: mark.item for mark in self.made.marks}
        self.form_errors = [*self.form_errors, *[
            Message(N_("{item}：{reason}"), item=named[code], reason=reason) for code, reason in self.wrong.items()]]
        return fine and not self.wrong

    def keywords(self):
        return {"deducted": {code: [int(points), note] for code, (points, note) in self.typed.items() if points},
                "vetoes": {code: why for code, why in self.ticked.items() if why}}


class CoverForm(ActionForm):
    """Rectangles over a picture, each typed as left, top, width and height in per cent of it (or drawn, with script)."""

    not_facts = ActionForm.not_facts

    def __init__(self, areas):
        super().__init__()
        self.rows = [[f"{value / 10:g}" for value in area] for area in areas]
        if request.method == "POST":
            self.rows = [list(row) for row in zip(*(request.form.getlist(name) for name in ("left", "top", "wide", "high")), strict=False)]

    def validate(self, extra_validators=None):
        fine, self.areas = super().validate(extra_validators), []
        for row in self.rows:
            if not any(value.strip() for value in row):
                continue
            try:
                self.areas.append([round(float(value) * 10) for value in row])
            except (ValueError, OverflowError):  # "inf" is a number for float()
                self.form_errors = [*self.form_errors, Message(N_("每处遮盖要填四个数：左、上、宽、高，单位是百分之几"))]
                return False
        return fine

    def keywords(self):
        return {"areas": self.areas}
