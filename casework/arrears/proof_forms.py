"""What is typed about the employer's proof: a request, an order, and what was handed in."""

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, Length, Optional

from casework.arrears.forms import MoveForm, needed
from casework.arrears.proofs import STANDINGS
from casework.core import clock
from casework.core.fields import ChoiceField, DayField, TextField, TicksField, tidy
from casework.core.forms import ActionForm
from casework.core.money import yuan
from casework.law.findings import N_


class RequestForm(MoveForm):
    """要求提供材料: what is missing is asked for by itself; here stands by when, and what else."""

    due_on = DayField(_l("提交期限"), [needed(_l("请填写提交期限"))])
    to_name = TextField(_l("发给"), [Optional(), Length(max=120)], description=_l("不填就是被投诉单位；工程项目可以写总承包、建设单位"))
    place = TextField(_l("时间和地点"), [Optional(), Length(max=200)], description=_l("接受询问的时间、地点；不填就是本机关"))
    reason = TextAreaField(_l("其他材料"), [Optional(), Length(max=1000)], filters=[tidy],
                           description=_l("还缺的台账和合同会自动写上；这里写别的，一行一项"))


class OrderForm(MoveForm):
    """限期改正: by when, and whether it asks for payment, for what is missing, or for both."""

    due_on = DayField(_l("改正期限"), [needed(_l("请填写改正期限"))])
    asks = RadioField(
        _l("改正内容"), [AnyOf(["both", "pay", "materials"], _l("请选择改正内容"))], default="both", validate_choice=False,
        choices=[SelectChoice("both", _l("支付工资，并提供还缺的材料")), SelectChoice("pay", _l("只支付工资")),
                 SelectChoice("materials", _l("只提供还缺的材料"))])
    facts = TextAreaField(_l("认定的事实"), [Optional(), Length(max=2000)], filters=[tidy],
                          description=_l("不填就按花名册写：人数、月份、金额"))


class HandInForm(ActionForm):
    """One hand-in: a day, from whom, in which piece of evidence, and for each thing how it stands (fields p-KEY)."""

    on = DayField(_l("日期"), [needed(_l("请填写日期"))], default=lambda: clock.today())
    from_whom = TextField(_l("谁提交"), [Optional(), Length(max=120)])
    evidence_id = ChoiceField(_l("在哪件证据里"), {}, [Optional()], empty=_l("没有收进证据"))
    note = TextField(_l("说明"), [Optional(), Length(max=200)])

    def offer(self, evidence):
        self.evidence_id.labels = {str(one.id): one.name for one in evidence}

    def keywords(self):
        facts = super().keywords()
        facts["evidence_id"] = int(facts["evidence_id"]) if facts["evidence_id"] else None
        typed = {name[2:]: value for name, value in request.form.items() if name.startswith("p-")}
        return facts | {"standings": {key: value for key, value in typed.items() if value in list(STANDINGS)}}

    def typed(self, key):
        return request.form.get(f"p-{key}", "")


class ElectForm(MoveForm):
    """推选代表: who speaks for the claimants from this day on."""

    workers = TicksField(_l("代表"), {}, validate_choice=False, description=_l(
        "由劳动者自己推选，不推选也可以。监察投诉的代表最多 5 人；申请仲裁的集体争议 3 至 5 人"))

    def prepare(self, case):
        from casework.arrears import queries, representatives

        self.workers.labels = {str(w.id): " ".join(filter(None, (w.name, w.id_masked))) for w in queries.claimants(case)}
        if not self.is_submitted():
            self.workers.data = [str(one.worker_id) for one in representatives.of(case)]

    def keywords(self):
        facts = super().keywords()
        return facts | {"workers": [int(id) for id in facts["workers"] or () if id in self.workers.labels]}


class WagePaperForm(ActionForm):
    """Which of the two papers, for whom, and the day of payment that stands in it."""

    paper = ChoiceField(_l("印哪一种"), {"wage-iou": N_("欠条"), "wage-statement": N_("工资确认书")}, default="wage-iou")
    pay_by_on = DayField(_l("承诺支付日"), [Optional()], description=_l("不填就留空，当场手写"))
    workers = TicksField(_l("劳动者"), {}, validate_choice=False, description=_l("一人一页，合成一份；只写工资，不写其他项目"))

    def offer(self, people):
        self.workers.labels = {str(worker.id): f"{worker.name} {yuan(fen)}" for worker, fen in people}
        if not self.is_submitted():
            self.workers.data = list(self.workers.labels)

    def keywords(self):
        facts = super().keywords()
        return facts | {"workers": [int(id) for id in facts["workers"] or () if id in self.workers.labels]}
