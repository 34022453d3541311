"""Tasks: given, passed on, done, withdrawn. Each is audited and told to whom it concerns."""

from casework.core import clock, notices
from casework.core.actions import action
from casework.core.errors import Refused
from casework.desk import rights
from casework.desk.models import Task, TaskState
from casework.extensions import db
from casework.law.findings import N_, Message

SHOWN = 30  # characters of a task in a notice
UNSEEN = N_("{name} 看不到这件案子，不能交给他")


@action("desk.give")
def give(*, text, holder, by, due_on=None, matter=None):
    """A task for `holder` until a local date (or none), about a case-like record or free. Refused by post and area."""
    text = (text or "").strip()
    if not text:
        raise Refused(N_("请写明要办的事"), field="text")
    if due_on and due_on < clock.today():
        raise Refused(N_("应办结的日子不能早于今天"), field="due_on")
    if matter is not None and not rights.may_see(by, matter):
        raise Refused(N_("这件案子不在你的辖区"))
    _takes(holder, matter, by)
    task = Task(text=text, matter_id=matter.id if matter else None, holder_id=holder.id, given_by_id=by.id, given_on=clock.today(),
                due_on=due_on)
    db.session.add(task)
    db.session.flush()
    _tell(holder, by, N_("{who} 交办：{what}"), task, who=by.name)
    return task


@action("desk.pass_on")
def pass_on(task, *, holder, by, word=None):
    """The task goes to somebody else: by whoever has it, gave it, or may give work to whoever has it."""
    _open(task)
    if not may_direct(by, task):
        raise Refused(N_("这件事不归你转交"))
    if holder.id == task.holder_id:
        raise Refused(Message(N_("{name} 已经在办"), name=holder.name), field="holder")
    _takes(holder, task.matter, by)
    before, task.holder_id = task.holder_id, holder.id
    _tell(holder, by, N_("{who} 转交：{what}"), task, who=by.name)
    if before != by.id:
        told = Message(N_("已由 {who} 转给 {to}：{what}"), who=by.name, to=holder.name, what=_short(task))
        notices.tell(before, told, "desk.task", task.id)
    return task


@action("desk.take_task")
def take(task, *, receiver, by):
    """The task changes hands by a slip that all have signed: whoever receives it said yes, so no rank is asked, and a clerk can hand on."""
    _open(task)
    if said := unfit(task, receiver):
        raise Refused(said)
    task.holder_id = receiver.id
    return task


@action("desk.finish")
def finish(task, *, word, by):
    """Done, with a word on how; by whoever has it."""
    _open(task)
    if task.holder_id not in by.hands:
        raise Refused(N_("由经办人本人办结"))
    _end(task, TaskState.DONE, word, by)
    if task.given_by_id != by.id:
        notices.tell(task.given_by_id, Message(N_("{who} 已办结：{what}"), who=by.name, what=_short(task)), "desk.task", task.id)
    return task


@action("desk.withdraw")
def withdraw(task, *, word, by):
    """Taken back, with a reason; by whoever gave it."""
    _open(task)
    if task.given_by_id not in by.hands:
        raise Refused(N_("由交办人收回"))
    _end(task, TaskState.WITHDRAWN, word, by)
    if task.holder_id != by.id:
        notices.tell(task.holder_id, Message(N_("{who} 已收回：{what}"), who=by.name, what=_short(task)), "desk.task", task.id)
    return task


def may_direct(by, task):
    return bool(by.hands & {task.holder_id, task.given_by_id}) or rights.may_give(by, task.holder)


def _takes(holder, matter, by):
    if not holder.active or not rights.may_give(by, holder):
        raise Refused(Message(N_("不能交给 {name}：只交给本辖区在岗、级别不高于你的人"), name=holder.name), field="holder")
    if not rights.may_see(holder, matter):
        raise Refused(Message(UNSEEN, name=holder.name), field="holder")


def unfit(task, receiver):
    """Message why this person cannot take over the task, or None."""
    if not receiver.posts_in_force:
        return Message(N_("{name} 不在岗，不能接这件事"), name=receiver.name)
    return None if rights.may_see(receiver, task.matter) else Message(UNSEEN, name=receiver.name)


def _open(task):
    if task.state is not TaskState.OPEN:
        raise Refused(N_("这件事已经办结或者收回"))


def _end(task, state, word, by):
    if not (word or "").strip():
        raise Refused(N_("请写一句结果或者理由"), field="word")
    task.state, task.ended_on, task.word = state, clock.today(), word.strip()


def _short(task):
    return task.text if len(task.text) <= SHOWN else task.text[:SHOWN] + "…"


def _tell(holder, by, template, task, **args):
    if holder.id != by.id:
        notices.tell(holder.id, Message(template, what=_short(task), **args), "desk.task", task.id)
