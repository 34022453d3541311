"""A task about each of the ticked cases; ticked tasks that go to somebody else."""

from casework.accounts.queries import matters
from casework.core import bulks, recent
from casework.core.bulks import Bulk
from casework.core.permissions import P
from casework.desk import actions, forms, queries
from casework.desk.models import Task
from casework.extensions import db
from casework.law.findings import N_

SHOWN = 40  # characters of a task where it stands for itself


def give(matter, *, by, made, text, holder, due_on):
    actions.give(text=text, holder=holder, due_on=due_on, matter=matter, by=by)


def titled(records, user):
    """Cases by the titles under which they stand among what was opened lately."""
    _, titles = recent.KINDS["arrears.show"]
    known = titles([one.id for one in records], user)
    return {one.id: (one.number, known[one.id][0] if one.id in known else "") for one in records}


def found(ids, user):
    return db.session.scalars(queries.seen_tasks(user).where(Task.id.in_(ids))).unique().all()


def told(tasks, user):
    return {task.id: (task.matter.number if task.matter else N_("不涉及案件"), task.text[:SHOWN]) for task in tasks}


def pass_on(task, *, by, made, holder):
    actions.pass_on(task, holder=holder, by=by)


bulks.register(queries.Tasks, queries.task_rows, "desk.tasks", "desk.task")
bulks.offer("arrears.cases", Bulk("task", N_("逐件交办"), P.TASK_GIVE, forms.ManyTasksForm, matters, give, titled,
                                  note=N_("每件案子交办一件事；看不到案子的人不能接。"), place=2))
bulks.offer(queries.Tasks.name, Bulk("pass", N_("转交"), P.TASK_GIVE, forms.ManyPassForm, found, pass_on, told))
