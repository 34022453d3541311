"""What is typed about a construction project, about who takes part in it, and about its teams."""

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired, Length, Optional

from casework.core import clock
from casework.core.fields import ChoiceField, CreditCodeField, DayField, FenField, TelephoneField, TextField
from casework.core.forms import ActionForm
from casework.core.words import say
from casework.law.findings import N_
from casework.parties.project_models import DEPOSITS, PARTS


def _is(label):
    return RadioField(label, [Optional()], choices=[], validate_choice=False)


class AskingForm(ActionForm):
    """A form whose typed names may mean what is registered already: it asks once, at a field for each."""


    def ask(self, found):
        """`found`: {field: [(record, words)]}. True while nobody said which; `chosen` then has {field: record}."""
        self.chosen, waits = {}, False
        for name, likely in found.items():
            field = self[name]
            new = [("new", say(N_("都不是，另行登记")))] if likely else []
            field.choices = [*((str(each.id), say(words)) for each, words in likely), *new]
            known = {str(each.id): each for each, _ in likely}
            if likely and field.data not in (*known, "new"):
                field.errors = [say(N_("登记里有相近的，请选择是不是同一个"))]
                waits = True
            elif field.data in known:
                self.chosen[name] = known[field.data]
        return waits

    def look_up(self, pairs, by_code):
        """The button 按信用代码查登记: names of known codes go into the empty fields. `pairs`: [(code field, name field)]."""
        if not (self.is_submitted() and "look_up" in request.form):
            return False
        for code, name in pairs:
            known = by_code(self[code].data) if self[code].data and self[code].validate(self) else None
            if known is not None and not self[name].data:
                self[name].data, self[name].filled = known.name, True
        return True


class ProjectForm(AskingForm):
    name = TextField(_l("工程名称"), [InputRequired(_l("请填写工程名称")), Length(max=120)])
    permit = TextField(_l("施工许可证号"), [Optional(), Length(max=60)])
    area_code = ChoiceField(_l("区域和网格"), {})
    address = TextField(_l("工程地址"), [Optional(), Length(max=200)])
    started_on = DayField(_l("开工日期"), [Optional()])
    ends_on = DayField(_l("计划完工日期"), [Optional()])
    account_bank = TextField(_l("专用账户开户行"), [Optional(), Length(max=120)])
    account_number = TextField(_l("专用账户账号"), [Optional(), Length(max=40)], description=_l("加密保存，页面上只显示首尾"))
    deposit_form = ChoiceField(_l("工资保证金形式"), DEPOSITS, [Optional()], empty=_l("未填"))
    deposit_fen = FenField(_l("工资保证金（元）"), [Optional()])

    def offer(self, areas, home=None):
        """The areas into which the person may put it; their own is proposed."""
        self.area_code.labels = {area.code: area.name for area in areas}
        if home is not None and not self.is_submitted() and home.code in self.area_code.labels and not self.area_code.data:
            self.area_code.data = home.code
        return self


class NewProjectForm(ProjectForm):
    """工程项目登记: a name is enough; owner and general contractor by code or by name."""

    not_facts = ProjectForm.not_facts | {"project_is", "owner_is", "general_is"}
    owner_name = TextField(_l("建设单位"), [Optional(), Length(max=120)])
    owner_code = CreditCodeField(_l("建设单位信用代码"), [Optional()])
    general_name = TextField(_l("施工总承包单位"), [Optional(), Length(max=120)])
    general_code = CreditCodeField(_l("施工总承包单位信用代码"), [Optional()])
    project_is = _is(_l("是不是已登记的工程"))
    owner_is = _is(_l("建设单位是不是已登记的单位"))
    general_is = _is(_l("施工总承包单位是不是已登记的单位"))

    def keywords(self):
        known = {name.removesuffix("_is"): one for name, one in getattr(self, "chosen", {}).items() if name != "project_is"}
        return super().keywords() | known


class EditProjectForm(ProjectForm):
    account_number = TextField(_l("专用账户账号"), [Optional(), Length(max=40)],
                               description=_l("不改就不用填；开户行和账号都留空，账户就去掉"))

    def prepare(self, project):
        if not self.is_submitted():
            self.area_code.data, self.account_number.data = project.area.code, None


class PartForm(AskingForm):
    not_facts = AskingForm.not_facts | {"employer_is"}
    role = ChoiceField(_l("身份"), PARTS, [InputRequired(_l("请选择身份"))], empty=_l("请选择"))
    name = TextField(_l("单位名称"), [Optional(), Length(max=120)])
    code = CreditCodeField(_l("统一社会信用代码"), [Optional()])
    scope = TextField(_l("承包范围"), [Optional(), Length(max=120)], description=_l("例如：地下室主体劳务、门窗安装"))
    from_on = DayField(_l("从哪天起"), [Optional()], description=_l("不知道就不填；换建设单位或总承包单位要填，原来的到前一天为止"))
    to_on = DayField(_l("到哪天止"), [Optional()], description=_l("已经走了的才填"))
    employer_is = _is(_l("是不是已登记的单位"))

    def validate(self, extra_validators=None):
        fine = super().validate(extra_validators)
        if not (self.name.data or self.code.data or self.code.errors):
            self.name.errors, fine = [say(N_("请填写单位名称或者信用代码"))], False
        return fine

    def keywords(self):
        return super().keywords() | {"employer": getattr(self, "chosen", {}).get("employer_is")}


class SpanForm(ActionForm):
    """Of one who takes part: for what, since when, until when."""

    scope = TextField(_l("承包范围"), [Optional(), Length(max=120)])
    from_on = DayField(_l("从哪天起"), [Optional()])
    to_on = DayField(_l("到哪天止"), [Optional()], description=_l("还在就不填；填了，下面的班组也到这天为止"))


class TeamForm(ActionForm):
    not_facts = ActionForm.not_facts | {"part_id"}
    name = TextField(_l("班组"), [InputRequired(_l("请填写班组名称")), Length(max=40)], description=_l("和花名册里写的一样，就能对上"))
    part_id = ChoiceField(_l("所属单位"), {}, [InputRequired(_l("请选择所属单位"))], empty=_l("请选择"))
    leader = TextField(_l("班组长"), [Optional(), Length(max=40)])
    telephone = TelephoneField(_l("班组长电话"), [Optional()])
    from_on = DayField(_l("从哪天起"), [Optional()])

    def offer(self, parts):
        """Those under whom a team may work; the only one is chosen at once."""
        self.known = {str(part.id): part for part in parts}
        self.part_id.labels = {id: part.employer.name for id, part in self.known.items()}
        if len(self.known) == 1 and not self.is_submitted():
            self.part_id.data = next(iter(self.known))
        return self

    def keywords(self):
        return super().keywords() | {"part": self.known[self.part_id.data]}


class EditTeamForm(TeamForm):
    to_on = DayField(_l("到哪天止"), [Optional()], description=_l("还在就不填"))

    def prepare(self, team):
        if not self.is_submitted():
            self.part_id.data = str(team.part_id)


class CompleteForm(ActionForm):
    on = DayField(_l("完工日期"), [InputRequired(_l("请填写日期，例如 2026-03-02"))], default=lambda: clock.today())


class ResumeForm(ActionForm):
    """Nothing is asked."""


class VoidForm(ActionForm):
    reason = TextField(_l("作废的原因"), [InputRequired(_l("请填写作废的原因")), Length(max=200)])
