"""What is typed about accounts: signing in, a new password, a new colleague."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import EqualTo, InputRequired, Length, Optional

from casework.accounts import actions
from casework.accounts.absences import AWAYS, Away
from casework.accounts.models import VERDICTS, WHYS, Why
from casework.core.errors import Refused
from casework.core.fields import ChoiceField, DayField, TelephoneField, TextField, tidy
from casework.core.forms import ActionForm
from casework.core.permissions import ROLE_LABELS, Role
from casework.law.findings import N_


class SignInForm(ActionForm):
    login = TextField(_l("账号"), [InputRequired(_l("请填写账号"))])
    password = PasswordField(_l("密码"), [InputRequired(_l("请填写密码"))])


class PasswordForm(ActionForm):
    not_facts = ActionForm.not_facts | {"again"}
    old = PasswordField(_l("原密码"), [InputRequired(_l("请填写原密码"))])
    password = PasswordField(_l("新密码"), [InputRequired(_l("请填写新密码"))],
                             description=_l("至少 10 个字符，不能包含账号"))
    again = PasswordField(_l("再填一次新密码"), [EqualTo("password", _l("两次填的新密码不一样"))])


class InitialPasswordForm(ActionForm):
    """Set by an administrator; the person changes it at the first sign-in."""

    password = PasswordField(_l("初始密码"), [InputRequired(_l("请填写初始密码"))],
                             description=_l("至少 10 个字符；本人第一次登录时必须改掉"))

    def keywords(self):
        actions.strong(self.password.data)
        return {"password_hash": actions.hashed(self.password.data), "initial": True}


class DeactivateForm(ActionForm):
    """Nothing is typed; a refusal comes back to the page with what is still held."""


class UserForm(ActionForm):
    login = TextField(_l("账号"), [InputRequired(_l("请填写账号")), Length(max=40)], description=_l("字母、数字和 - _ ."))
    name = TextField(_l("姓名"), [InputRequired(_l("请填写姓名")), Length(max=40)])
    role = ChoiceField(_l("角色"), {role: label for role, label in ROLE_LABELS.items() if role is not Role.SYSTEM},
                       [InputRequired(_l("请选择角色"))], empty=_l("请选择"))
    area = SelectField(_l("区域"), [InputRequired(_l("请选择区域"))], validate_choice=False)
    telephone = TelephoneField(_l("电话"), [Optional()])
    certificate_no = TextField(_l("监察员证号"), [Optional(), Length(max=40)])
    certificate_to = DayField(_l("证件有效期至"), [Optional()])
    password = PasswordField(_l("初始密码"), [InputRequired(_l("请填写初始密码"))],
                             description=_l("至少 10 个字符；本人第一次登录时必须改掉"))

    def offer(self, areas):
        """Areas in which the administrator may make accounts."""
        self.areas = {area.code: area for area in areas}
        self.area.choices = [SelectChoice("", _l("请选择")), *(SelectChoice(area.code, area.name) for area in areas)]
        return self

    def keywords(self):
        facts = super().keywords()
        actions.strong(facts["password"], facts["login"])
        if facts["area"] not in self.areas:
            raise Refused(N_("请选择区域"), field="area")
        return facts | {"area": self.areas[facts["area"]], "password_hash": actions.hashed(facts.pop("password"))}


class PostForm(ActionForm):
    """A further role in an area, from a day on."""

    role = ChoiceField(_l("角色"), {role: label for role, label in ROLE_LABELS.items() if role is not Role.SYSTEM},
                       [InputRequired(_l("请选择角色"))], empty=_l("请选择"))
    area = SelectField(_l("区域"), [InputRequired(_l("请选择区域"))], validate_choice=False)
    from_on = DayField(_l("从"), [Optional()], description=_l("不填就从今天起"))
    to_on = DayField(_l("到"), [Optional()], description=_l("不填就一直有效"))

    offer = UserForm.offer

    def keywords(self):
        facts = super().keywords()
        if facts["area"] not in self.areas:
            raise Refused(N_("请选择区域"), field="area")
        return facts | {"area": self.areas[facts["area"]]}


class EndPostForm(ActionForm):
    to_on = DayField(_l("最后一天"), [InputRequired(_l("请填写最后一天"))])


class AbsenceForm(ActionForm):
    """Days away, and who stands in."""

    kind = ChoiceField(_l("事由"), AWAYS, [InputRequired(_l("请选择事由"))], default=Away.LEAVE)
    from_on = DayField(_l("从"), [InputRequired(_l("请填写起日"))])
    to_on = DayField(_l("到"), [InputRequired(_l("请填写止日"))])
    stand_in = SelectField(_l("代班人"), [Optional()], validate_choice=False,
                           description=_l("同一机构的同事；可以看你的工作台，用你的岗位办理，留痕写明代谁"))

    def offer(self, colleagues):
        self.people = {str(one.id): one for one in colleagues}
        self.stand_in.choices = [SelectChoice("", _l("没有人代班")), *(SelectChoice(id, one.name) for id, one in self.people.items())]
        return self

    def keywords(self):
        chosen = self.stand_in.data
        if chosen and chosen not in self.people:
            raise Refused(N_("请选择一位同事"), field="stand_in")
        return super().keywords() | {"stand_in": self.people.get(chosen)}


class GlassForm(ActionForm):
    """Why somebody needs to read a case of another area."""

    why = ChoiceField(_l("为什么要看"), WHYS, [InputRequired(_l("请选择为什么要看"))], default=Why.SAME_EMPLOYER)
    related_number = TextField(_l("关联的本辖区案件"), [Optional(), Length(max=60)],
                               description=_l("前两种理由必填，例如 柳劳监〔2026〕0147号"))
    reason = TextAreaField(_l("说明"), [InputRequired(_l("请用一两句话写明为什么要看")), Length(max=1000)], filters=[tidy],
                           description=_l("一两句话，例如“该单位在邻镇另有厂房，核对同一批工人”。"))


class GlassReviewForm(ActionForm):
    verdict = ChoiceField(_l("复核"), VERDICTS, [InputRequired(_l("请选择复核意见"))], empty=_l("请选择"))
    review = TextField(_l("复核意见"), [Optional(), Length(max=200)], description=_l("需要对方说明的，写明说明什么"))
