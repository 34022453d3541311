"""Tasks: the list, giving one, one with its word and its ways on; a panel on the page of its record."""

from flask import abort, render_template, request, url_for
from flask_login import current_user
from markupsafe import Markup

from casework.core import matter as matters
from casework.core.permissions import P, may
from casework.core.web import SIGNED_IN, done, requires
from casework.desk import actions, forms, queries, rights
from casework.desk.models import TASK_STATES
from casework.desk.web import bp, me
from casework.law.findings import N_, Message


@bp.get("/tasks/")
@requires(SIGNED_IN)
def tasks():
    return queries.Tasks(queries.task_rows(me())).answer("desk/tasks.html")


def _about():
    """The record in the address, when the person sees it in their own areas; None without one."""
    id = request.args.get("matter", type=int)
    found = queries.matter(id) if id else None
    if found is not None and not rights.may_see(me(), found):
        abort(404)
    return found


@bp.route("/tasks/new", methods=["GET", "POST"])
@requires(SIGNED_IN)
def new_task():
    about = _about()
    form = forms.TaskForm().offer(rights.receivers(me(), about))
    if form.submit(actions.give, matter=about, by=me()):
        return done(Message(N_("已交给 {name}"), name=form.holder.chosen.name), url_for(".task", id=form.result.id))
    return render_template("desk/task_new.html", form=form, matter=about)


def _page(task, **more):
    given = {"finish": forms.WordForm, "withdraw": forms.WordForm, "pass_on": lambda: forms.PassForm().offer(
        rights.receivers(me(), task.matter, {task.holder_id}))}
    return render_template("desk/task.html", task=task, states=TASK_STATES, **{
        name: more.get(name) or (make() if _may(name, task) else None) for name, make in given.items()})


def _may(name, task):
    if task.state != "open":
        return False
    return {"finish": task.holder_id in current_user.hands, "withdraw": task.given_by_id in current_user.hands,
            "pass_on": actions.may_direct(me(), task)}[name]


@bp.get("/tasks/<int:id>")
@requires(SIGNED_IN)
def task(id):
    return _page(queries.task(id, me()))


@bp.post("/tasks/<int:id>/finish")
@requires(SIGNED_IN)
def finish(id):
    task, form = queries.task(id, me()), forms.WordForm()
    if form.submit(actions.finish, task, by=me()):
        return done(N_("已办结"), url_for(".task", id=id))
    return _page(task, finish=form)


@bp.post("/tasks/<int:id>/withdraw")
@requires(SIGNED_IN)
def withdraw(id):
    task, form = queries.task(id, me()), forms.WordForm()
    if form.submit(actions.withdraw, task, by=me()):
        return done(N_("已收回"), url_for(".task", id=id))
    return _page(task, withdraw=form)


@bp.post("/tasks/<int:id>/pass")
@requires(SIGNED_IN)
def pass_on(id):
    task, form = queries.task(id, me()), forms.PassForm()
    form.offer(rights.receivers(me(), task.matter, {task.holder_id}))
    if form.submit(actions.pass_on, task, by=me()):
        return done(Message(N_("已转给 {name}"), name=form.holder.chosen.name), url_for(".task", id=id))
    return _page(task, pass_on=form)


def panel(matter, user):
    """The tasks about a record, on its page; not for somebody who reads it from outside."""
    if not may(user, P.CASE_VIEW, matter.area.path):
        return None
    tasks = queries.tasks_about(matter)
    if not tasks and not may(user, P.TASK_GIVE, matter.area.path):
        return None
    return "tasks", N_("任务"), Markup(render_template("desk/_tasks.html", tasks=tasks, matter=matter, states=TASK_STATES))


matters.PANELS.append(panel)
