"""What is typed about a service, an address that a party confirmed, and who speaks for a party."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from casework.core import clock
from casework.core.fields import ChoiceField, DayField, IdNumberField, TelephoneField, TextField, TicksField, tidy
from casework.core.forms import ActionForm
from casework.serving.models import (
    ELECTRONIC,
    KINDS,
    OUTCOMES,
    POWERS,
    ROLES,
    SCOPES,
    SIDES,
    STEPS,
    WAYS,
    Electronic,
    Role,
    Step,
    Way,
)


class Proved(ActionForm):
    """A form to whose record a piece of the file may belong."""

    evidence_id = ChoiceField(_l("在哪件证据里"), {}, [Optional()], empty=_l("没有收进证据"))

    def offer(self, evidence):
        self.evidence_id.labels = {str(one.id): one.name for one in evidence}

    def keywords(self):
        facts = super().keywords()
        return facts | {"evidence_id": int(facts["evidence_id"]) if facts["evidence_id"] else None}


class ServeForm(Proved):
    """送达登记: the gaps that the law names for the chosen way come back at their fields."""

    papers = TicksField(_l("送达哪些文书"), {})
    role = ChoiceField(_l("送达给"), ROLES, default=Role.COMPLAINANT)
    to_name = TextField(_l("受送达人"), [Optional(), Length(max=120)], description=_l("不填就是本案的投诉人、用人单位或者接收机关"))
    way = ChoiceField(_l("送达方式"), WAYS, default=Way.DIRECT)
    on = DayField(_l("日期"), [InputRequired(_l("请填写日期"))], default=lambda: clock.today(),
                  description=_l("签收、留置、到达、回执上的收件日期，或者公告发出的日期"))
    at = TextField(_l("时间"), [Optional(), Length(max=5)], description=_l("例如 14:05"))
    place = TextField(_l("送达地点"), [Optional(), Length(max=200)], description=_l("不填就是确认过的送达地址"))
    receiver = TextField(_l("签收人"), [Optional(), Length(max=60)], description=_l("直接、委托、转交送达要填"))
    relation = TextField(_l("签收人的身份"), [Optional(), Length(max=40)], description=_l("本人、同住成年家属、代理人、负责收件的人"))
    reason = TextAreaField(_l("拒收事由，或者公告的原因和经过"), [Optional(), Length(max=500)], filters=[tidy],
                           description=_l("留置、公告送达要填"))
    witness = TextField(_l("见证人"), [Optional(), Length(max=60)], description=_l("留置送达：见证人，或者拍照、录像"))
    witness_unit = TextField(_l("见证人单位、职务"), [Optional(), Length(max=120)])
    through = TextField(_l("委托、转交单位，或者公告登在哪里"), [Optional(), Length(max=120)])
    proof_no = TextField(_l("邮件编号，或者电子地址"), [Optional(), Length(max=120)], description=_l("邮寄、电子送达要填"))
    recording_no = TextField(_l("音像记录编号"), [Optional(), Length(max=80)])
    second = ChoiceField(_l("第二名送达人"), {}, [Optional()], empty=_l("没有"))

    def offer_all(self, papers, evidence, officers):
        """Which papers, pieces of evidence and colleagues ({login: name}) may be chosen."""
        self.papers.labels, self.second.labels = papers, officers
        self.papers.choices = list(papers)
        self.offer(evidence)


class AddressForm(Proved):
    role = ChoiceField(_l("谁的地址"), ROLES, default=Role.COMPLAINANT)
    name = TextField(_l("受送达人"), [Optional(), Length(max=120)], description=_l("不填就是本案的投诉人、用人单位或者接收机关"))
    address = TextField(_l("送达地址"), [InputRequired(_l("请填写送达地址")), Length(max=200)])
    postcode = TextField(_l("邮政编码"), [Optional(), Regexp(r"^\d{6}$", message=_l("邮政编码是六位数字"))])
    recipient = TextField(_l("收件人"), [Optional(), Length(max=60)])
    telephone = TelephoneField(_l("电话"), [Optional()])
    agent = TextField(_l("代收人"), [Optional(), Length(max=60)])
    agent_relation = TextField(_l("代收人与本人的关系"), [Optional(), Length(max=40)])
    agent_telephone = TelephoneField(_l("代收人电话"), [Optional()])
    electronic = ChoiceField(_l("电子送达"), ELECTRONIC, default=Electronic.NONE)
    electronic_to = TextField(_l("电子送达的号码或者地址"), [Optional(), Length(max=120)])
    confirmed_on = DayField(_l("确认日期"), [InputRequired(_l("请填写确认日期"))], default=lambda: clock.today())


class PersonForm(Proved):
    kind = ChoiceField(_l("身份"), KINDS)
    side = ChoiceField(_l("哪一方"), SIDES)
    name = TextField(_l("姓名"), [InputRequired(_l("请填写姓名")), Length(max=60)])
    id_number = IdNumberField(_l("身份证号"), [Optional()])
    telephone = TelephoneField(_l("电话"), [Optional()])
    unit = TextField(_l("工作单位"), [Optional(), Length(max=120)])
    title = TextField(_l("职务"), [Optional(), Length(max=40)])
    scope = ChoiceField(_l("委托权限"), SCOPES, [Optional()], empty=_l("不是委托代理"))
    powers = TicksField(_l("特别代理的事项"), POWERS)
    from_on = DayField(_l("从哪天起"), [Optional()], default=lambda: clock.today())
    to_on = DayField(_l("到哪天止"), [Optional()], description=_l("委托代理填；不填就是到本案办结"))


class LodgeForm(ActionForm):
    step = ChoiceField(_l("做了什么"), STEPS, default=Step.REVIEW)
    on = DayField(_l("哪天提出的"), [InputRequired(_l("请填写日期"))], default=lambda: clock.today())
    office = TextField(_l("复议机关或者法院"), [InputRequired(_l("请填写复议机关或者法院")), Length(max=80)])


class SettleForm(ActionForm):
    outcome = ChoiceField(_l("结果"), OUTCOMES)
    ended_on = DayField(_l("哪天"), [Optional()], description=_l(
        "复议填对方收到复议决定书的日期，诉讼填裁判生效的日期；撤回、没有受理填那一天"))
