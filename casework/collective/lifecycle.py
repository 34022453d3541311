"""集体合同的办理: one row for each move. Effect and expiry come by themselves; what people note of them is counted by the law."""

from datetime import timedelta

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from casework.collective import queries, reviewing
from casework.collective.models import CollectivePaper
from casework.collective.words import ENDINGS, FORCE, LABELS, OPEN, Ending, State
from casework.core import calendar, clock, deadlines
from casework.core.errors import Refused
from casework.core.fields import ChoiceField, DayField, TextField, WholeField, tidy
from casework.core.forms import ActionForm
from casework.core.lifecycle import Lifecycle, Move, Moved
from casework.core.permissions import P
from casework.extensions import db
from casework.law import collective as law
from casework.law.findings import N_, Message
from casework.law.sources import cite

SUBMITTED, REGISTERED, OBJECTED, CLEARED = State.SUBMITTED, State.REGISTERED, State.OBJECTED, State.CLEARED
FIFTEEN = cite(law.LAW, 54, 1)


class NoteForm(ActionForm):
    reason = TextAreaField(_l("说明"), [Optional(), Length(max=500)], filters=[tidy])


class ResubmitForm(ActionForm):
    signed_on = DayField(_l("重新签字日期"), [InputRequired(_l("请填写双方首席代表签字的日期"))])
    received_from = TextField(_l("报送人"), [InputRequired(_l("请填写报送人")), Length(max=60)])
    copies = WholeField(_l("文本份数"), [InputRequired(_l("请填写文本份数"))], default=5)


class PublishForm(ActionForm):
    published_on = DayField(_l("公布日期"), [InputRequired(_l("请填写公布日期"))], description=_l("向全体职工公布集体合同文本的那天"))
    how = TextField(_l("公布方式"), [InputRequired(_l("请填写公布方式")), Length(max=120)],
                    description=_l("例如：公告栏、职工大会宣读、发给每人"))
    union_filed_on = DayField(_l("报上一级工会备案日期"), [Optional()], description=_l("没有收到备案情况的不填"))


class EndForm(ActionForm):
    ended_on = DayField(_l("最后一天"), [InputRequired(_l("请填写集体合同的最后一天"))])
    code = ChoiceField(_l("结束事由"), ENDINGS, [InputRequired(_l("请选择结束事由"))], empty=_l("请选择"))
    filed_on = DayField(_l("收到备案日期"), [Optional()], description=_l("解除的，用人单位应当自解除之日起五个工作日内备案"))
    reason = TextAreaField(_l("说明"), [Optional(), Length(max=500)], filters=[tidy])


class WithdrawForm(ActionForm):
    reason = TextAreaField(_l("撤回理由"), [InputRequired(_l("请填写撤回理由")), Length(max=500)], filters=[tidy])


# ---- what a record needs, and what was typed

def text_there(one, _by):
    return None if queries.effect(one) else Message(N_("还没有收到集体合同文本"))


def objections_there(one, _by):
    return None if queries.objections(one) else Message(N_("还没有列出异议条款"))


def term_over(one, _by):
    """不得提前: while the fifteen days run, there may still be an objection."""
    running = queries.effect(one)
    if running is None:
        return Message(N_("没有正在计算的十五日"))
    return None if running.due_on < clock.today() else Message(N_("十五日还没有届满（{due}）"), due=running.due_on.isoformat())


def after_term(one, *, on, **_):
    """The day on which it is confirmed lies after the last of the fifteen."""
    running = queries.effect(one)
    if running is None or on <= running.due_on:
        raise Refused(Message(N_("十五日还没有届满（{due}）"), due=running.due_on.isoformat() if running else "—"), field="on")


def in_time(one, *, on, **_):
    """十五日内未提出异议的，集体合同即行生效."""
    running = queries.effect(one)
    if running is None or on > running.due_on:
        raise Refused(Message(N_("收到文本已满十五日（{due}），没有提出异议，集体合同已经生效"),
                              due=running.due_on.isoformat() if running else "—"), basis=FIFTEEN)


def signed_again(one, *, signed_on, on, **_):
    if signed_on > on:
        raise Refused(N_("签字日期不能晚于收到日期"), field="signed_on")


def published_then(one, *, published_on, on, union_filed_on=None, **_):
    if published_on > on:
        raise Refused(N_("日期不能晚于今天"), field="published_on")
    if published_on < one.effective_on:
        raise Refused(Message(N_("公布不能早于生效的 {day}"), day=one.effective_on.isoformat()), field="published_on")
    if union_filed_on and not one.signed_on <= union_filed_on <= on:
        raise Refused(N_("备案日期应在签字之后、今天以前"), field="union_filed_on")


def ended_then(one, *, ended_on, on, code, filed_on=None, **_):
    if ended_on > on:
        raise Refused(N_("日期不能晚于今天"), field="ended_on")
    if not max(one.effective_on, one.start_on) <= ended_on <= one.end_on:
        raise Refused(Message(N_("最后一天应在 {first} 到 {last} 之间"), first=max(one.effective_on, one.start_on).isoformat(),
                              last=one.end_on.isoformat()), field="ended_on")
    if filed_on and (filed_on < ended_on or filed_on > on):
        raise Refused(N_("备案日期应在结束之后、今天以前"), field="filed_on")


# ---- the one further thing

def note_effect(one, *, by, **_):
    """In force from the day after the fifteenth; the contract before it ends on the day before this one binds."""
    running = queries.effect(one)
    one.effective_on = law.effective_on(running.due_on)
    deadlines.meet(one, law.EFFECT.code, running.due_on)
    before, first = one.predecessor, max(one.effective_on, one.start_on)
    if before is not None and before.state in FORCE and before.end_on >= first:
        source = before.state
        before.state, before.ended_on = State.REPLACED, max(first - timedelta(days=1), before.effective_on)
        before.moved_on = max(before.moved_on, running.due_on)
        deadlines.meet(before, law.PUBLISHED.code, running.due_on)
        db.session.add(Moved(matter_id=before.id, move="replace", source=str(source), target=str(before.state), on=before.moved_on,
                             by_id=by.id, note=one.number))


def effect_day(one):
    return one.effective_on


def note_again(one, *, on, signed_on, received_from, copies, **_):
    """A further round: the fifteen days are counted anew from the day on which the mended text came."""
    one.round += 1
    one.signed_on, one.received_on, one.received_from = signed_on, on, received_from
    db.session.add(CollectivePaper(collective_id=one.id, round=one.round, code="text", copies=copies, brought_on=on,
                                   brought_by=received_from))


def note_published(one, *, published_on, how, union_filed_on=None, **_):
    one.published_on, one.published_how, one.union_filed_on = published_on, how, union_filed_on
    deadlines.meet(one, law.PUBLISHED.code, published_on)


def note_end(one, *, ended_on, code, reason=None, filed_on=None, **_):
    one.ended_on, one.ending, one.ending_reason, one.ending_filed_on = ended_on, Ending(code), reason, filed_on
    deadlines.meet(one, law.PUBLISHED.code, ended_on)


def note_withdrawal(one, *, on, **_):
    deadlines.meet(one, law.EFFECT.code, on)


def filing_due(one):
    """The last day on which a dissolution was to be filed (浙江省集体合同条例第33条), or None: it was none."""
    if one.ended_on is None or one.ending in (None, Ending.CONDITION):
        return None
    return law.DISSOLVED.due(one.ended_on, calendar.calendar()).on


EDIT, DECIDE = P.CONTRACT_EDIT, P.COLLECTIVE_DECIDE
FLOW = Lifecycle("collective", LABELS, [
    Move("register", N_("登记"), (SUBMITTED,), REGISTERED, EDIT, needs=(text_there,), issues=("collective-receipt",)),
    Move("clear", N_("审查无异议"), (REGISTERED,), CLEARED, DECIDE, form=NoteForm, needs=(reviewing.stops_clearing,), guards=(in_time,),
         issues=("collective-opinion",)),
    Move("object", N_("提出异议"), (REGISTERED,), OBJECTED, DECIDE, form=NoteForm, needs=(objections_there,), guards=(in_time,),
         ends=(law.EFFECT,), issues=("collective-opinion",)),
    Move("resubmit", N_("重新报送"), (OBJECTED,), SUBMITTED, EDIT, form=ResubmitForm, guards=(signed_again,), then=note_again,
         starts=(law.EFFECT,)),
    Move("effect", N_("确认生效"), (REGISTERED, CLEARED), State.IN_FORCE, EDIT, needs=(term_over,), guards=(after_term,), then=note_effect,
         starts=(law.PUBLISHED,), from_day=effect_day, issues=("collective-publication",)),
    Move("publish", N_("登记公布"), (State.IN_FORCE,), State.PUBLISHED, EDIT, form=PublishForm, guards=(published_then,),
         then=note_published),
    Move("end", N_("解除或终止"), FORCE, State.ENDED, EDIT, form=EndForm, guards=(ended_then,), then=note_end),
    Move("withdraw", N_("撤回报送"), OPEN, State.WITHDRAWN, EDIT, form=WithdrawForm, then=note_withdrawal),
], wrong=N_("集体合同现为“{state}”，不能{move}"))
