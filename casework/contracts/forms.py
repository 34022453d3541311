"""What is typed about a contract: its registration, and one small form for each thing that happens to it."""

from datetime import timedelta

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from casework.contracts.comparing import LISTS
from casework.contracts.words import CYCLES, HOURS, KINDS, POSTS, WAGES, Kind, WageKind
from casework.core import clock
from casework.core.fields import (
    ChoiceField,
    CreditCodeField,
    DayField,
    FenField,
    IdNumberField,
    TelephoneField,
    TextField,
    TicksField,
    WholeField,
    tidy,
)
from casework.core.forms import ActionForm
from casework.core.words import say
from casework.law import contracts as law
from casework.law.findings import N_


def needed(message):
    return InputRequired(message)


class TermForm(ActionForm):
    """The term and the content of a contract: what every paper says."""

    kind = ChoiceField(_l("合同类型"), KINDS, [needed(_l("请选择合同类型"))], empty=_l("请选择"))
    number = TextField(_l("合同编号"), [Optional(), Length(max=40)])
    signed_on = DayField(_l("签订日期"), [Optional()])
    start_on = DayField(_l("合同起"), [needed(_l("请填写合同开始日期"))])
    end_on = DayField(_l("合同止"), [Optional()], description=_l("无固定期限和以完成任务为期限的不填"))
    task = TextField(_l("工作任务"), [Optional(), Length(max=120)], description=_l("以完成一定工作任务为期限的填写"))
    probation_end_on = DayField(_l("试用期止"), [Optional()])
    probation_wage_fen = FenField(_l("试用期工资（元）"), [Optional()])
    post = TextField(_l("岗位"), [Optional(), Length(max=60)])
    work_place = TextField(_l("工作地点"), [Optional(), Length(max=120)])
    hours_kind = ChoiceField(_l("工时制度"), HOURS, [Optional()], empty=_l("未填"))
    weekly_hours = WholeField(_l("每周工时"), [Optional(), NumberRange(1, 168, _l("每周工时在 1 到 168 之间"))])
    wage_kind = ChoiceField(_l("计酬方式"), WAGES, [Optional()], empty=_l("未填"))
    wage_fen = FenField(_l("工资标准（元）"), [Optional()])
    pay_cycle = ChoiceField(_l("发薪周期"), CYCLES, [Optional()], empty=_l("未填"))
    pay_day = WholeField(_l("发薪日"), [Optional(), NumberRange(1, 31, _l("发薪日在 1 到 31 之间"))])
    insured_on = DayField(_l("参保日期"), [Optional()])
    lacking = TicksField(_l("合同文本缺少的必备条款"), {key: words for key, (_, words) in law.MANDATORY.items()} | law.DISPATCHED)
    user_employer_name = TextField(_l("用工单位（劳务派遣）"), [Optional(), Length(max=120)])
    user_employer_code = CreditCodeField(_l("用工单位信用代码"), [Optional()])
    dispatch_post = ChoiceField(_l("派遣岗位"), POSTS, [Optional()], empty=_l("未填"))

    def keywords(self):
        typed = super().keywords()
        if "lacking" in typed:
            typed["lacking"] = ",".join(typed["lacking"] or ()) or None
        if "user_employer_name" in typed:
            name, code = typed.pop("user_employer_name"), typed.pop("user_employer_code")
            typed["user_employer"] = {"name": name, "credit_code": code} if name else None
        return typed


class RegisterForm(TermForm):
    """登记劳动合同. Without a kind it is work that has nothing in writing."""

    worker_name = TextField(_l("姓名"), [needed(_l("请填写姓名")), Length(max=60)])
    id_number = IdNumberField(_l("身份证号"), [Optional()])
    telephone = TelephoneField(_l("联系电话"), [Optional()])
    worker_address = TextField(_l("住址"), [Optional(), Length(max=200)])
    worker_household = TextField(_l("户籍地址"), [Optional(), Length(max=200)])
    hired_on = DayField(_l("用工之日"), [needed(_l("请填写用工之日"))])
    kind = ChoiceField(_l("合同类型"), KINDS, [Optional()], empty=_l("没有签书面合同"))
    start_on = DayField(_l("合同起"), [Optional()])
    wage_kind = ChoiceField(_l("计酬方式"), WAGES, [Optional()], empty=_l("未填"), default=WageKind.MONTHLY)

    not_facts = TermForm.not_facts | {"worker_is", "unit_is"}
    worker_is = RadioField(_l("是不是已登记的劳动者"), [Optional()], choices=[], validate_choice=False)
    unit_is = RadioField(_l("用工单位是不是已登记的单位"), [Optional()], choices=[], validate_choice=False)

    first = ("worker_is", "unit_is", "worker_name", "id_number", "telephone", "worker_address", "worker_household", "hired_on", "kind",
             "number", "signed_on", "start_on", "end_on", "task", "probation_end_on", "probation_wage_fen", "post", "work_place",
             "wage_kind", "wage_fen")

    def __iter__(self):
        """The person first, then the paper."""
        return iter(sorted(self._fields.values(), key=lambda f: self.first.index(f.name) if f.name in self.first else len(self.first)))


    def ask(self, likely, user):
        """`likely` answers ([(Worker, words)], [(Employer, words)]) of the person's records who may be the typed ones. True while
        nobody said whether they are; `said` holds what was, as keywords of the action."""
        self.said = {}
        if not self.is_submitted() or not self.validate():
            return False
        waits = False
        for field, found in zip((self.worker_is, self.unit_is), likely(self, user), strict=True):
            field.choices = [*((str(each.id), words) for each, words in found), ("new", say(N_("都不是，另行登记")))] if found else []
            known = {str(each.id): each for each, _ in found}
            if found and field.data not in (*known, "new"):
                field.errors = [say(N_("登记里有相近的，请选择是不是同一个"))]
                waits = True
            elif field is self.worker_is and found:
                self.said |= {"known": known[field.data]} if field.data in known else {"apart": [each for each, _ in found]}
            elif field.data in known:
                self.said["user_employer"] = {"name": known[field.data].name, "known": known[field.data]}
        return waits

    def keywords(self):
        return super().keywords() | getattr(self, "said", {})


class SignForm(TermForm):
    """补签."""


class RenewForm(TermForm):
    """续订: what is left empty stays as it was."""

    def prepare(self, contract):
        if not self.is_submitted():
            self.kind.data = self.kind.data or contract.kind
            if contract.end_on:
                self.start_on.data = contract.end_on + timedelta(days=1)


class OnForm(ActionForm):
    on = DayField(_l("日期"), [needed(_l("请填写日期"))], default=lambda: clock.today())


class AmendForm(OnForm):
    """变更: only what changes is filled in."""

    on = DayField(_l("变更生效日期"), [needed(_l("请填写变更生效日期"))], default=lambda: clock.today())
    end_on = DayField(_l("合同止"), [Optional()])
    post = TextField(_l("岗位"), [Optional(), Length(max=60)])
    work_place = TextField(_l("工作地点"), [Optional(), Length(max=120)])
    wage_kind = ChoiceField(_l("计酬方式"), WAGES, [Optional()], empty=_l("不变"))
    wage_fen = FenField(_l("工资标准（元）"), [Optional()])
    hours_kind = ChoiceField(_l("工时制度"), HOURS, [Optional()], empty=_l("不变"))
    reason = TextAreaField(_l("说明"), [Optional(), Length(max=2000)], filters=[tidy])


class CorrectForm(ActionForm):
    """更正: what the register should have said from the beginning."""

    hired_on = DayField(_l("用工之日"), [needed(_l("请填写用工之日"))])
    number = TextField(_l("合同编号"), [Optional(), Length(max=40)])
    kind = ChoiceField(_l("合同类型"), KINDS, [Optional()], empty=_l("没有签书面合同"))
    signed_on = DayField(_l("签订日期"), [Optional()])
    start_on = DayField(_l("合同起"), [Optional()])
    end_on = DayField(_l("合同止"), [Optional()])
    probation_end_on = DayField(_l("试用期止"), [Optional()])
    probation_wage_fen = FenField(_l("试用期工资（元）"), [Optional()])
    post = TextField(_l("岗位"), [Optional(), Length(max=60)])
    work_place = TextField(_l("工作地点"), [Optional(), Length(max=120)])
    wage_kind = ChoiceField(_l("计酬方式"), WAGES, [Optional()], empty=_l("未填"))
    wage_fen = FenField(_l("工资标准（元）"), [Optional()])
    reason = TextAreaField(_l("登记错在哪里"), [DataRequired(_l("请写明登记错在哪里")), Length(max=2000)], filters=[tidy])

    def prepare(self, contract):
        if not self.is_submitted():
            for name, field in self._fields.items():
                if name not in (*self.not_facts, "reason"):
                    field.data = getattr(contract, name)


class SuspendForm(OnForm):
    reason = TextAreaField(_l("理由"), [DataRequired(_l("请填写理由")), Length(max=2000)], filters=[tidy])


class ResumeForm(OnForm):
    reason = TextAreaField(_l("说明"), [Optional(), Length(max=2000)], filters=[tidy])


class EndForm(OnForm):
    """解除、终止: the ground decides on notice and severance."""

    on = DayField(_l("最后一日"), [needed(_l("请填写最后一日"))], default=lambda: clock.today())
    code = ChoiceField(_l("事由"), {code: ending.title for code, ending in law.ENDINGS.items()}, [needed(_l("请选择事由"))],
                       empty=_l("请选择"))
    noticed_on = DayField(_l("通知日期"), [Optional()])
    severance_fen = FenField(_l("经济补偿（元）"), [Optional()])
    certificate_on = DayField(_l("证明书出具日期"), [Optional()])
    protections = TicksField(_l("劳动者有下列情形"), {key: words for key, (_, words) in law.PROTECTIONS.items()})
    reason = TextAreaField(_l("说明"), [Optional(), Length(max=2000)], filters=[tidy])


class VoidForm(ActionForm):
    reason = TextAreaField(_l("为什么撤销"), [DataRequired(_l("请写明为什么撤销")), Length(max=2000)], filters=[tidy])


class ImportForm(ActionForm):
    not_facts = ActionForm.not_facts | {"file"}
    file = FileField(_l("合同台账或花名册（.xlsx 或 CSV）"), [FileRequired(_l("请选择文件"))])


class CompareForm(ActionForm):
    """Any of an employer's own lists; a name in each row is enough."""

    not_facts = ActionForm.not_facts | set(LISTS)
    roster = FileField(_l("职工花名册"))
    insured = FileField(_l("社保名单"))
    attendance = FileField(_l("考勤表"))
    pay = FileField(_l("工资表"))


class ScanForm(ActionForm):
    not_facts = ActionForm.not_facts | {"file"}
    file = FileField(_l("签好的合同（PDF、JPG 或 PNG）"), [FileRequired(_l("请选择文件"))])
    received_on = DayField(_l("收到日期"), [Optional()], default=lambda: clock.today())


class RenewManyForm(ActionForm):
    """One form for many: each term begins on the day after the one that ends."""

    kind = ChoiceField(_l("续订为"), {"same": N_("和原来一样"), Kind.OPEN: KINDS[Kind.OPEN], Kind.FIXED: KINDS[Kind.FIXED]}, default="same")
    months = WholeField(_l("续订几个月"), [Optional(), NumberRange(1, 120, _l("续订的月数在 1 到 120 之间"))],
                        description=_l("无固定期限不填；空着按原来的期限"))
    signed_on = DayField(_l("签订日期"), [needed(_l("请填写签订日期"))], default=lambda: clock.today())


class CodeForm(ActionForm):
    code = TextField(_l("代码"), [needed(_l("请填写代码")), Length(max=40)], description=_l("监察员给的 12 位代码"))


class ReportForm(ActionForm):
    not_facts = ActionForm.not_facts | {"file"}
    file = FileField(_l("职工花名册（.xlsx 或 CSV）"), [FileRequired(_l("请选择文件"))])


class ReturnForm(ActionForm):
    reason = TextField(_l("退回的理由"), [needed(_l("请写明退回的理由")), Length(max=200)])


class RosterForm(ActionForm):
    """职工名册 of a day."""

    on = DayField(_l("名册日期"), [needed(_l("请填写名册日期"))], default=lambda: clock.today())


class FilingForm(ActionForm):
    """劳动用工备案表 of a period: this month unless somebody says otherwise."""

    from_on = DayField(_l("从哪天起"), [needed(_l("请填写备案期间的第一天"))], default=lambda: clock.today().replace(day=1))
    to_on = DayField(_l("到哪天止"), [needed(_l("请填写备案期间的最后一天"))], default=lambda: clock.today())

    def validate(self, extra_validators=None):
        if not super().validate(extra_validators):
            return False
        if self.to_on.data < self.from_on.data:
            self.to_on.errors = [*self.to_on.errors, str(_l("最后一天不能早于第一天"))]
            return False
        return True
