"""Construction projects: the list of one's areas, one page for each, and the forms that change it."""

from datetime import date

from flask import render_template, request, url_for
from flask_login import current_user
from markupsafe import Markup

from casework import parties
from casework.accounts import queries as accounts
from casework.accounts.models import Level
from casework.core import clock, side
from casework.core.permissions import P, may
from casework.core.web import done, requires
from casework.law.findings import N_, Message
from casework.parties import alike, project_forms, queries
from casework.parties import project_actions as actions
from casework.parties import project_queries as projects
from casework.parties.project_lists import Projects, project_rows
from casework.parties.project_models import DEPOSITS, PARTS, STATES, Part, ProjectState
from casework.parties.web import bp, me, panels

DO = {  # name: (words, button, form, action, states it is done in)
    "complete": (N_("登记完工"), N_("登记完工"), project_forms.CompleteForm, actions.complete, (ProjectState.REGISTERED,)),
    "resume": (N_("撤回完工"), N_("撤回完工"), project_forms.ResumeForm, actions.resume, (ProjectState.COMPLETED,)),
    "void": (N_("作废这条登记"), N_("作废"), project_forms.VoidForm, actions.void, (ProjectState.REGISTERED, ProjectState.COMPLETED)),
}


@bp.get("/projects/", endpoint="projects")
@requires(P.PARTY_VIEW)
def index():
    towns = [(area.code, area.name) for area in accounts.areas(current_user, P.PARTY_VIEW, Level.TOWNSHIP)]
    return Projects(project_rows(current_user), offers={"area": towns}).answer("parties/projects.html")


@bp.route("/projects/new", methods=["GET", "POST"])
@requires(P.PARTY_EDIT)
def new_project():
    form = project_forms.NewProjectForm().offer(accounts.areas(current_user, P.PARTY_EDIT), current_user.home)
    if request.method == "GET":
        form.name.data = request.args.get("name")
    pairs = [("owner_code", "owner_name"), ("general_code", "general_name")]
    if not form.look_up(pairs, queries.employer_by_code) and form.is_submitted() and form.validate():
        found = {"project_is": _same_projects(form), **{
            f"{who}_is": _same_firms(form[f"{who}_name"].data, form[f"{who}_code"].data) for who in ("owner", "general")}}
        if not form.ask(found):
            if known := form.chosen.get("project_is"):
                return done(Message(N_("这个工程已经登记过")), url_for(".project", id=known.id))
            if form.submit(actions.register_project, by=me()):
                return done(Message(N_("已登记工程项目")), url_for(".project", id=form.result.id))
    return render_template("parties/project_new.html", form=form)


def _same_projects(form):
    found = projects.alike(current_user, name=form.name.data, permit=form.permit.data, general=form.general_name.data)
    return [(each, Message(N_("{name}，{permit}，{area}"), name=each.name, area=each.area.name,
                           permit=each.permit or Message(N_("没有施工许可证号")))) for each in found]


def _same_firms(name, code):
    """Registered employers that may be the typed one; none when it is found by code, or is the only one of exactly this name."""
    if not name or (code and queries.employer_by_code(code)):
        return []
    found = alike.employers(current_user, name=name)
    if not code and sum(each.name == name for each in found) == 1:
        return []
    return [(each, Message(N_("{name}，{code}，{area}"), name=each.name, area=each.area.name,
                           code=each.credit_code or Message(N_("没有信用代码")))) for each in found]


@bp.get("/projects/<int:id>")
@requires(P.PARTY_VIEW)
def project(id):
    return _page(projects.project(id, current_user))


@bp.post("/projects/<int:id>/account")
@requires(P.NUMBER_SHOW)
def project_account(id):
    one = projects.project(id, current_user)
    shown = actions.show_account(project=one, by=me())
    side.looked(me(), "shown", one, "account")
    return _page(one, shown)


def _page(one, shown=None):
    parts = projects.parts(one)
    on = request.args.get("on", type=date.fromisoformat)
    return render_template(
        "parties/project.html", project=one, parts=parts, there=projects.on_site(one.id, on) if on else None, on=on, shown=shown,
        labels=PARTS, deposits=DEPOSITS, label=STATES[one.state], findings=projects.findings(one, parts),
        panels=panels(parties.PROJECT_PANELS, one), today=clock.today(),
        moves_=[(words, url_for(".project_do", id=one.id, what=name)) for name, (words, *_, states) in DO.items() if one.state in states],
        editable=one.state != ProjectState.VOID and may(current_user, P.PARTY_EDIT, one.area.path),
        may_show=may(current_user, P.NUMBER_SHOW, one.area.path))


@bp.route("/projects/<int:id>/edit", methods=["GET", "POST"])
@requires(P.PARTY_EDIT)
def edit_project(id):
    one = projects.project(id, current_user)
    form = project_forms.EditProjectForm(obj=one).offer(accounts.areas(current_user, P.PARTY_EDIT))
    form.about(one)
    if form.submit(actions.correct_project, project=one, by=me()):
        return done(Message(N_("已保存")), url_for(".project", id=id))
    return _form(one, form, N_("修改工程项目"), N_("保存"))


@bp.route("/projects/<int:id>/<any(complete, resume, void):what>", methods=["GET", "POST"])
@requires(P.PARTY_EDIT)
def project_do(id, what):
    words, button, Form, action, _ = DO[what]
    one, form = projects.project(id, current_user), Form()
    form.about(one)
    if form.submit(action, project=one, by=me()):
        return done(Message(N_("已办：{move}"), move=Message(words)), url_for(".project", id=id))
    return _form(one, form, words, button)


def _form(one, form, title, button, note="", drop=None):
    return render_template("parties/project_form.html", project=one, form=form, title=title, button=button, note=note, drop=drop)


# ---- who takes part


@bp.route("/projects/<int:id>/parts", methods=["GET", "POST"])
@requires(P.PARTY_EDIT)
def new_part(id):
    one, form = projects.project(id, current_user), project_forms.PartForm()
    if request.method == "GET":
        form.role.data = request.args.get("role") if request.args.get("role") in PARTS else None
    ready = not form.look_up([("code", "name")], queries.employer_by_code) and form.is_submitted() and form.validate()
    if ready and not form.ask({"employer_is": _same_firms(form.name.data, form.code.data)}) \
            and form.submit(actions.join, project=one, by=me()):
        return done(Message(N_("已登记参建单位")), url_for(".project", id=id))
    return _form(one, form, N_("登记参建单位"), N_("登记"))


@bp.route("/projects/<int:id>/parts/<int:part>", methods=["GET", "POST"])
@requires(P.PARTY_EDIT)
def part(id, part):
    one = projects.project(id, current_user)
    found = projects.part_of(one, part)
    form = project_forms.SpanForm(obj=found)
    form.about(found)
    if form.submit(actions.correct_part, project=one, part=found, by=me()):
        return done(Message(N_("已保存")), url_for(".project", id=id))
    said = Message(N_("{role}：{name}"), role=Message(PARTS[found.role]), name=found.employer.name)
    return _form(one, form, N_("修改参建单位"), N_("保存"), said, drop=url_for(".drop_part", id=id, part=part))


@bp.post("/projects/<int:id>/parts/<int:part>/drop")
@requires(P.PARTY_EDIT)
def drop_part(id, part):
    one = projects.project(id, current_user)
    actions.drop_part(project=one, part=projects.part_of(one, part), by=me())
    return done(Message(N_("已去掉")), url_for(".project", id=id))


# ---- teams


def _under(one):
    """Those under whom a team may work now; the owner has none."""
    return [part for part in projects.parts(one) if part.to_on is None and part.role is not Part.OWNER]


@bp.route("/projects/<int:id>/teams", methods=["GET", "POST"])
@requires(P.PARTY_EDIT)
def new_team(id):
    one, form = projects.project(id, current_user), project_forms.TeamForm()
    form.offer(_under(one))
    if request.method == "GET":
        form.name.data = request.args.get("name")
    if form.submit(actions.add_team, project=one, by=me()):
        return done(Message(N_("已登记班组")), url_for(".project", id=id))
    return _form(one, form, N_("登记班组"), N_("登记"), "" if form.known else N_("请先登记总承包单位或者分包单位"))


@bp.route("/projects/<int:id>/teams/<int:team>", methods=["GET", "POST"])
@requires(P.PARTY_EDIT)
def team(id, team):
    one = projects.project(id, current_user)
    found = projects.team_of(one, team)
    form = project_forms.EditTeamForm(obj=found)
    own = [part for part in projects.parts(one) if part.id == found.part_id]
    form.offer([*own, *(part for part in _under(one) if part.id != found.part_id)])
    form.about(found)
    if form.submit(actions.correct_team, project=one, team=found, by=me()):
        return done(Message(N_("已保存")), url_for(".project", id=id))
    return _form(one, form, N_("修改班组"), N_("保存"), drop=url_for(".drop_team", id=id, team=team))


@bp.post("/projects/<int:id>/teams/<int:team>/drop")
@requires(P.PARTY_EDIT)
def drop_team(id, team):
    one = projects.project(id, current_user)
    actions.drop_team(project=one, team=projects.team_of(one, team), by=me())
    return done(Message(N_("已去掉")), url_for(".project", id=id))


# ---- on the page of an employer


def employer_panel(employer, user):
    """The projects in which an employer takes or took part, in which role."""
    rows = projects.of_employer(employer, user)
    if not rows:
        return None
    return "projects", N_("参建的工程"), Markup(render_template("parties/_projects.html", rows=rows, labels=PARTS, states=STATES))


parties.PANELS.append(employer_panel)
