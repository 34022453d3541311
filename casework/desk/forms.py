"""What is typed at the desk: a task, to whom it goes, how it ended; a hand-over slip and its signatures."""

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from casework.accounts import actions as accounts
from casework.core.errors import Refused
from casework.core.fields import ChoiceField, DayField, tidy
from casework.core.forms import ActionForm
from casework.desk import rights
from casework.desk.models import WHYS, Why
from casework.law.findings import N_


class Person(SelectField):
    """One of the people who were offered; `data` becomes the person."""

    def __init__(self, label, validators=(), **kwargs):
        super().__init__(label, validators, validate_choice=False, **kwargs)
        self.people = {}

    def offer(self, people):
        self.people = {str(one.id): one for one in people}
        self.choices = [SelectChoice("", _l("请选择")), *(
            SelectChoice(id, f"{one.name}（{one.body.name if one.body else one.login}）") for id, one in self.people.items())]
        return self

    @property
    def chosen(self):
        if self.data not in self.people:
            raise Refused(N_("请选择一位同事"), field=self.name)
        return self.people[self.data]


class WithPerson(ActionForm):
    person = "holder"

    def offer(self, people):
        self[self.person].offer(people)
        return self

    def keywords(self):
        return super().keywords() | {self.person: self[self.person].chosen}


class TaskForm(WithPerson):
    text = TextAreaField(_l("要办的事"), [InputRequired(_l("请写明要办的事")), Length(max=1000)], filters=[tidy])
    holder = Person(_l("交给谁"), [InputRequired(_l("请选择一位同事"))], description=_l("本辖区在岗、级别不高于你的人，也可以是自己"))
    due_on = DayField(_l("应办结"), [Optional()])


class PassForm(WithPerson):
    holder = Person(_l("转给谁"), [InputRequired(_l("请选择一位同事"))])


class ManyTasksForm(TaskForm):
    def offer_many(self, records, by):
        self.offer(rights.receivers(by))


class ManyPassForm(PassForm):
    def offer_many(self, records, by):
        self.offer(rights.receivers(by))


class WordForm(ActionForm):
    word = TextAreaField(_l("结果或理由"), [InputRequired(_l("请写一句结果或者理由")), Length(max=1000)], filters=[tidy])


class HandoverForm(WithPerson):
    person = "receiver"
    why = ChoiceField(_l("事由"), WHYS, [InputRequired(_l("请选择事由"))], default=Why.LEAVE)
    receiver = Person(_l("接收人"), [InputRequired(_l("请选择一位同事"))],
                      description=_l("他不能接的（例如已是该案协办）先列给能接的同事；下一步可以逐项换人"))
    note = TextAreaField(_l("纸质案卷和物品"), [Optional(), Length(max=2000)], filters=[tidy],
                         description=_l("案卷放在哪里、经手的钱物、没有写进系统的约定"))


class SignForm(ActionForm):
    """The own password once more: a signature is given by the person, not by an open screen."""

    password = PasswordField(_l("本人密码"), [InputRequired(_l("请填写密码"))])
    reason = TextAreaField(_l("代签理由"), [Optional(), Length(max=500)], filters=[tidy])

    def sign_as(self, user):
        self.user = user
        return self

    def keywords(self):
        accounts.confirm(self.user, self.password.data)  # slow on purpose: before the write gate
        return {"reason": self.reason.data}


class ShareForm(ActionForm):
    """Who takes which line of a slip: one list for each item, named to-<id>."""

    def offer(self, people, items):
        self.people, self.items = {str(one.id): one for one in people}, items
        return self

    def keywords(self):
        chosen = {}
        for item in self.items:
            id = request.form.get(f"to-{item.id}", "")
            if id not in self.people:
                raise Refused(N_("请选择一位同事"))
            chosen[item.holding, item.record_id] = self.people[id]
        return {"receivers": chosen}
