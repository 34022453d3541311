"""What is typed about a case: the registration, and one small form for each move that asks something."""

from flask import g, request
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, RadioField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from casework.arrears.models import CHANNELS, KINDS, LABELS, Channel, ClaimKind
from casework.arrears.payments import PAYERS, Payer
from casework.core import clock
from casework.core.errors import Refused
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
from casework.law import amounts, inspection
from casework.law.findings import N_, Message


def needed(message):
    return InputRequired(message)


class RegisterForm(ActionForm):
    """登记投诉: a name, a telephone and an employer's name are enough; nothing else blocks it."""

    worker_name = TextField(_l("投诉人姓名"), [needed(_l("请填写投诉人姓名")), Length(max=60)])
    telephone = TelephoneField(_l("联系电话"), [needed(_l("请填写联系电话"))])
    id_number = IdNumberField(_l("身份证号"), [Optional()])
    worker_address = TextField(_l("送达地址"), [Optional(), Length(max=200)])
    employer_name = TextField(_l("用人单位名称"), [needed(_l("请填写用人单位名称")), Length(max=120)])
    credit_code = CreditCodeField(_l("统一社会信用代码"), [Optional()])
    legal_representative = TextField(_l("法定代表人或负责人"), [Optional(), Length(max=40)])
    employer_telephone = TelephoneField(_l("单位电话"), [Optional()])
    employer_address = TextField(_l("单位地址"), [Optional(), Length(max=200)])
    channel = ChoiceField(_l("案件来源"), CHANNELS, default=Channel.WINDOW)
    reference = TextField(_l("来源编号"), [Optional(), Length(max=60)])
    received_on = DayField(_l("收到日期"), [needed(_l("请填写收到日期"))], default=lambda: clock.today())
    work_place = TextField(_l("用工地址"), [Optional(), Length(max=200)])
    project = TextField(_l("工程名称"), [Optional(), Length(max=120)])
    people_stated = WholeField(_l("涉及人数"), [Optional(), NumberRange(1, 100000, _l("人数在 1 到 100000 之间"))])
    from_on = DayField(_l("欠薪起"), [Optional()])
    to_on = DayField(_l("欠薪止"), [Optional()])
    claimed_fen = FenField(_l("本人被欠金额（元）"), [Optional()])
    facts = TextAreaField(_l("事实和请求"), [Optional(), Length(max=4000)], filters=[tidy])

    def validate(self, extra_validators=None):
        """Whoever reports (举报) may stay unnamed (浙江条例 21); a complainant may not."""
        if self.channel.data == Channel.REPORT:
            for field in (self.worker_name, self.telephone):
                field.validators = [Optional(), *field.validators[1:]]
        return super().validate(extra_validators)

    def refill(self, employer=None, worker=None):
        """Take what the register knows about a typed number into the empty fields."""
        for field, value in (
            (self.employer_name, employer and employer.name), (self.employer_address, employer and employer.address),
            (self.legal_representative, employer and employer.legal_representative),
            (self.employer_telephone, employer and employer.telephone), (self.worker_name, worker and worker.name),
            (self.telephone, worker and worker.telephone), (self.worker_address, worker and worker.address),
        ):
            if value and not field.data:
                field.data = value
                field.filled = True


class MoveForm(ActionForm):
    """A move carries its day: today unless it happened earlier."""

    on = DayField(_l("办理日期"), [Optional()], default=lambda: clock.today())


class ReasonForm(MoveForm):
    reason = TextAreaField(_l("理由"), [DataRequired(_l("请填写理由")), Length(max=2000)], filters=[tidy])


class SupplementForm(MoveForm):
    reason = TextAreaField(_l("需要补正的材料"), [DataRequired(_l("请填写需要补正的材料")), Length(max=2000)], filters=[tidy])


class AcceptForm(MoveForm):
    """The two-year question is asked of a person (劳动保障监察条例 20); the program never decides it."""

    limitation = TextAreaField(_l("二年查处期限的核实意见"), [Optional(), Length(max=2000)], filters=[tidy])

    def prepare(self, case):
        question = case.arrears_ended_on and inspection.limitation_question(case.arrears_ended_on, case.received_on)
        if question:
            self.limitation.description = say(question.message)
            if self.is_submitted() and not self.limitation.data:
                self.limitation.validators = [DataRequired(_l("欠薪已满二年，请写明核实意见后再办"))]
        else:
            del self.limitation


class RefuseForm(MoveForm):
    code = ChoiceField(_l("情形"), {}, [needed(_l("请选择不予受理的情形"))], empty=_l("请选择"))
    reason = TextAreaField(_l("补充说明"), [Optional(), Length(max=2000)], filters=[tidy])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.code.labels = {code: refusal.text for code, refusal in inspection.REFUSALS.items()}


class WithdrawForm(MoveForm):
    reason = TextAreaField(_l("撤回的原因"), [Optional(), Length(max=2000)], filters=[tidy])


class HandoverForm(MoveForm):
    """RJ-5: another district is competent; the letter carries a receipt to be sent back."""

    code = HiddenField(default="RJ-5")
    office = TextField(_l("移送给"), [Optional(), Length(max=120)])
    reason = TextAreaField(_l("移送理由"), [DataRequired(_l("请填写理由")), Length(max=2000)], filters=[tidy])


class SettleForm(MoveForm):
    outcome = TextAreaField(_l("达成的意见"), [DataRequired(_l("请填写办理结果")), Length(max=4000)], filters=[tidy])
    performance = RadioField(
        _l("履行"), [AnyOf(["paid", "promised"], _l("请选择当场付清还是约定支付"))], default="promised", validate_choice=False,
        choices=[SelectChoice("paid", _l("当场付清，劳动者签收")), SelectChoice("promised", _l("约定期限支付"))],
    )
    pay_by_on = DayField(_l("约定支付日"), [Optional()])


class CloseForm(MoveForm):
    outcome = TextAreaField(_l("办理结果"), [DataRequired(_l("请填写办理结果")), Length(max=4000)], filters=[tidy])


class AssignForm(MoveForm):
    officers = SelectMultipleField(_l("承办人（先选主办）"), [needed(_l("请指派两名承办人"))], coerce=str, validate_choice=False)

    def prepare(self, case):
        from casework.arrears.queries import assignable

        self.officers.choices = [SelectChoice(user.login, f"{user.name} {user.certificate_no}") for user in assignable(case)]
        if not self.officers.raw_data:
            self.officers.data = [officer.user.login for officer in case.officers]


class ManyAssignForm(ActionForm):
    """Officers for many cases: whoever may take one of them is offered; who may not take another is told there."""

    officers = SelectMultipleField(_l("承办人（先选主办）"), [needed(_l("请指派两名承办人"))], coerce=str, validate_choice=False)

    def offer_many(self, cases, by):
        from casework.arrears.queries import assignable

        places = {case.area_id: case for case in cases}
        people = {user.login: user for case in places.values() for user in assignable(case)}
        self.officers.choices = [SelectChoice(login, f"{user.name} {user.certificate_no}") for login, user in people.items()]

    def validate_officers(self, field):
        if len(set(filter(None, field.data or ()))) < 2:
            raise ValidationError(str(_l("请指派两名承办人")))


class MergeForm(MoveForm):
    """并案: the case that stays, of the same employer. Its number is offered where there are few."""

    into = ChoiceField(_l("并入哪一案"), {}, [needed(_l("请选择保留的案件"))], empty=_l("请选择"),
                       description=_l("同一单位的在办案件。欠薪、文书、证据和来源编号都归它，收到日期取较早的；可以原样撤销"))

    def prepare(self, case):
        from casework.arrears.queries import joinable

        self.into.labels = {row.number: f"{row.number} {say(LABELS[row.state])} {row.received_on}" for row in joinable(case)}
        if not self.into.labels:
            self.into.description = _l("这个单位没有别的在办案件，没有可以并入的")


class SplitForm(MoveForm):
    """分案: who goes into a case of their own. A script names them by identity number or by name."""

    workers = TicksField(_l("分出去的劳动者"), {}, validators=[needed(_l("请选择分出去的劳动者"))], validate_choice=False,
                         description=_l("这些人的欠薪归新的案件，时限和进度与本案相同；已经有付款的人不能分出去"))

    def prepare(self, case):
        from casework.arrears.queries import claimants

        self.known = claimants(case)
        self.workers.labels = {str(worker.id): " ".join(filter(None, (worker.name, worker.id_masked))) for worker in self.known}

    def validate_workers(self, field):
        """Numbers and names as ids; two of one name cannot be told apart by it."""
        ids = []
        for typed in field.data or ():
            found = [w for w in self.known if typed in (str(w.id), w.id_number, w.name)]
            if len(found) != 1:
                raise ValidationError(say(Message(N_("本案没有“{who}”，或有同名的人，请改用证件号"), who=typed)))
            ids.append(found[0].id)
        field.data = ids


class UndoForm(MoveForm):
    """撤销并案: which of the two gets what was added after the merge."""

    added_to = ChoiceField(_l("并案以后新增的内容归"), {}, [Optional()], empty=_l("保留的案件"),
                           description=_l("并案以前的欠薪、文书、证据和时限各归原案，并案以后才有的归这里选的一案"))

    def prepare(self, case):
        from casework.arrears.queries import survivor_number

        other = survivor_number(case)
        self.added_to.labels = {number: number for number in (other, case.number) if number}


class NewCaseForm(RegisterForm):
    """The registration page: the form and, on the same page, the roster that somebody brought."""

    not_facts = RegisterForm.not_facts | {"roster", "employer_is", "worker_is", "site_is"}
    roster = FileField(_l("工人花名册（.xlsx 或 CSV）"), [Optional()])

    employer_is = RadioField(_l("是不是已登记的单位"), [Optional()], choices=[], validate_choice=False)
    worker_is = RadioField(_l("是不是已登记的劳动者"), [Optional()], choices=[], validate_choice=False)
    site_is = RadioField(_l("是不是已登记的工程"), [Optional()], choices=[], validate_choice=False)

    def ask(self, likely, user):
        """`likely` answers (employers, workers, sites) of the person's records that may be the typed ones. True while nobody said
        whether they are; `chosen` holds what was."""
        self.chosen = {}
        if not self.is_submitted() or not self.validate():
            return False
        employers, workers, sites = likely(self, user)
        waits = False
        for key, field, found in (("employer", self.employer_is, employers), ("worker", self.worker_is, workers),
                                  ("site", self.site_is, sites)):
            none = N_("都不是，只写名称") if key == "site" else N_("都不是，另行登记")
            field.choices = [*((str(each.id), words) for each, words in found), ("new", say(none))] if found else []
            known = {str(each.id): each for each, _ in found}
            if found and field.data not in (*known, "new"):
                field.errors = [say(N_("登记里有相近的，请选择是不是同一个"))]
                waits = True
            if field.data in known:
                self.chosen[key] = known[field.data]
        return waits

    def look_up(self, employer_by_code, worker_by_number):
        """Ask the register about the numbers that were typed; a wrong number is told at once. True when it was asked."""
        if not (self.is_submitted() and "look_up" in request.form):
            return False
        numbers = [field for field in (self.id_number, self.credit_code) if not field.validate(self)]
        self.known = (worker_by_number(self.id_number.data) if self.id_number not in numbers else None,
                      employer_by_code(self.credit_code.data) if self.credit_code not in numbers else None)
        self.refill(employer=self.known[1], worker=self.known[0])
        return True

    def doubted(self, find):
        """Overlaps of the complaint with what is registered already, told once: the next button says “照样登记”.
        A roster that comes along is told of in its own dry run instead, so that nobody has to choose the file again."""
        self.overlaps = []
        if self.is_submitted() and "again" not in request.form and self.validate():
            self.overlaps = find(self)
        return bool(self.overlaps)

    def read(self, reader):
        """The roster as (what was read, the kept file), or None. Read before anything is written: a file that cannot be
        read is one more error on the page."""
        storage = request.files.get("roster")
        if not self.is_submitted() or not storage or not storage.filename:
            return None
        try:
            return reader(storage)
        except Refused as refusal:
            g.refused = True
            self.validate()
            self.roster.errors = [*self.roster.errors, str(refusal)]
            return None


class PaymentForm(ActionForm):
    """付款: one debtor, one day, and for each worker how much (fields w-ID, in yuan)."""

    on = DayField(_l("付款日期"), [needed(_l("请填写付款日期"))], default=lambda: clock.today())
    payer = ChoiceField(_l("付款方"), PAYERS, default=Payer.EMPLOYER)
    payer_name = TextField(_l("付款人名称"), [Optional(), Length(max=120)])
    voucher = TextField(_l("凭证号"), [Optional(), Length(max=80)])
    note = TextField(_l("说明"), [Optional(), Length(max=200)])

    def amounts(self, people):
        """{worker id: fen} of what was typed; a cell that cannot be read is named and nothing is lost."""
        self.typed, self.bad, found = {}, {}, {}
        for worker in people:
            text = (request.form.get(f"w-{worker.id}") or "").strip()
            self.typed[worker.id] = text
            try:
                fen = amounts.fen(text) if text else 0
            except ValueError:
                self.bad[worker.id] = say(Message(N_("{who}的金额“{text}”请写成数字，例如 12000.00"), who=worker.name, text=text))
                continue
            if fen:
                found[worker.id] = fen
        self.form_errors = [*self.form_errors, *self.bad.values()]
        return found


class WithdrawPaymentForm(ActionForm):
    reason = TextField(_l("撤销的原因"), [needed(_l("请填写撤销的原因")), Length(max=200)])


class PlanForm(ActionForm):
    """分期支付: up to twelve dates with amounts."""

    not_facts = ActionForm.not_facts | {f"{what}_{n}" for n in range(1, 13) for what in ("due", "sum")}
    agreed_on = DayField(_l("约定日期"), [needed(_l("请填写约定日期"))], default=lambda: clock.today())

    @property
    def more(self):
        """Whether anything stands after the fourth."""
        return any(self[f"{what}_{n}"].data or self[f"{what}_{n}"].errors for n in range(5, 13) for what in ("due", "sum"))

    def validate(self, *args, **kwargs):
        """A day without its sum, or a sum without its day, is told: it would be lost."""
        fine = super().validate(*args, **kwargs)
        for n in range(1, 13):
            due, fen = self[f"due_{n}"], self[f"sum_{n}"]
            lacking = fen if due.data and not fen.data else due if fen.data and not due.data else None
            if lacking is not None and not lacking.errors:
                lacking.errors, fine = [say(N_("日期和金额要一起填写"))], False
        return fine

    def keywords(self):
        rows = [(self[f"due_{n}"].data, self[f"sum_{n}"].data) for n in range(1, 13)]
        return super().keywords() | {"rows": [(due, fen) for due, fen in rows if due and fen]}


for _n in range(1, 13):
    setattr(PlanForm, f"due_{_n}", DayField(_l("第 %(n)s 期日期", n=_n), [Optional()]))
    setattr(PlanForm, f"sum_{_n}", FenField(_l("第 %(n)s 期金额（元）", n=_n), [Optional()]))


class RosterForm(ActionForm):
    roster = FileField(_l("工人花名册（.xlsx 或 CSV）"), [FileRequired(_l("请选择花名册文件"))])


class EvidenceForm(ActionForm):
    not_facts = ActionForm.not_facts | {"file"}
    file = FileField(_l("文件（PDF、JPG、PNG 或 .xlsx）"), [FileRequired(_l("请选择文件"))])
    brought_by = TextField(_l("谁提供"), [Optional(), Length(max=60)])
    proves = TextField(_l("证明什么"), [Optional(), Length(max=200)])
    received_on = DayField(_l("收到日期"), [Optional()], default=lambda: clock.today())


class SheetForm(ActionForm):
    """The sheet: its cells are read by grid_typed."""


class ClaimForm(ActionForm):
    """A claim beside wages, typed by hand."""

    kind = ChoiceField(_l("项目"), {kind: words for kind, words in KINDS.items() if kind != ClaimKind.WAGES}, [needed(_l("请选择项目"))],
                       empty=_l("请选择"))
    claimed_fen = FenField(_l("金额（元）"), [needed(_l("请填写金额，例如 12000.00"))])
    from_on = DayField(_l("起"), [Optional()])
    to_on = DayField(_l("止"), [Optional()])


class PayrollForm(ActionForm):
    """The employer's 工资表, as a file or pasted."""

    not_facts = ActionForm.not_facts | {"file"}
    file = FileField(_l("单位的工资表（.xlsx 或 CSV）"), [Optional()])
    text = TextAreaField(_l("或者从表格里复制后贴在这里"), [Optional()])


class PasteForm(ActionForm):
    text = TextAreaField(_l("从工资表复制后贴在这里"), [needed(_l("请先粘贴表格内容"))])
