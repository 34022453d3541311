"""劳动合同的页面: the list, the registration with its review, one record, and one page for everything that happens to it."""

from flask import abort, render_template, request, url_for
from flask_login import current_user
from markupsafe import Markup

from casework import parties as party
from casework.accounts import queries as accounts
from casework.accounts.models import Level
from casework.contracts import (
    actions,
    forms,
    lists,
    pages,
    queries,
    views_compare,
    views_import,
    views_papers,
    views_printing,
    views_reminders,
    views_report,
)
from casework.contracts.web import bp, me, whose
from casework.contracts.words import EVENTS, KINDS, STATES, WEIGHTS
from casework.core import counts, side
from casework.core.permissions import P, may
from casework.core.web import done, requires
from casework.law.findings import N_, Message

__all__ = ["bp", "views_compare", "views_import", "views_papers", "views_printing", "views_reminders", "views_report"]

DO = {  # name: (words, form, action, may be done in)
    "sign": (N_("补签"), forms.SignForm, actions.sign, ("unsigned",)),
    "renew": (N_("续订"), forms.RenewForm, actions.renew, ("active",)),
    "amend": (N_("变更"), forms.AmendForm, actions.amend, ("active",)),
    "suspend": (N_("中止履行"), forms.SuspendForm, actions.suspend, ("active",)),
    "resume": (N_("恢复履行"), forms.ResumeForm, actions.resume, ("suspended",)),
    "end": (N_("解除或终止"), forms.EndForm, actions.end, ("unsigned", "active", "suspended")),
    "correct": (N_("更正登记"), forms.CorrectForm, actions.correct, ("unsigned", "active", "suspended", "dissolved", "terminated")),
    "void": (N_("撤销误登"), forms.VoidForm, actions.void, ("unsigned", "active", "suspended", "dissolved", "terminated")),
}


@bp.get("/")
@requires(P.CONTRACT_VIEW)
def index():
    grids = counts.once("contracts.grids", lambda: [(area.code, area.name) for area in accounts.areas(
        current_user, P.CONTRACT_VIEW, Level.GRID)])
    listing = lists.Contracts(lists.contract_rows(current_user), offers={"area": grids})
    return listing.answer("contracts/index.html")


@bp.route("/new", methods=["GET", "POST"])
@requires(P.CONTRACT_EDIT)
def new():
    """`employer` in the address. The button 先体检 shows the findings and keeps what was typed; nothing is written by it."""
    employer = whose()
    form = forms.RegisterForm()
    asked = "check" not in request.form and form.ask(pages.likely, current_user)
    if "check" not in request.form and not asked and form.submit(actions.register, employer=employer, by=me()):
        return done(N_("已登记劳动合同"), url_for(".show", id=form.result.id))
    found = pages.opinion(form, employer) if form.is_submitted() else None
    return render_template("contracts/new.html", form=form, employer=employer, found=found, weights=WEIGHTS)


@bp.post("/opinion")
@requires(P.CONTRACT_EDIT)
def opinion():
    """The findings of what is being typed, as a fragment for the page's script; the page works without it."""
    employer = whose()
    return render_template("contracts/_findings.html", found=pages.opinion(forms.RegisterForm(), employer), weights=WEIGHTS)


@bp.get("/<int:id>")
@requires(P.CONTRACT_VIEW)
def show(id):
    contract = queries.contract(id, current_user)
    can = may(current_user, P.CONTRACT_EDIT, contract.area.path)
    moves = [(words, url_for(".do", id=id, what=name)) for name, (words, _, _, states) in DO.items() if contract.state in states]
    papers = pages.papers(contract) if may(current_user, P.PAPER_PRINT, contract.area.path) else []
    return render_template("contracts/show.html", **pages.record(contract), moves=moves if can else [], kinds=KINDS, states=STATES,
                           events_said=EVENTS, weights=WEIGHTS, papers=papers)


@bp.route("/<int:id>/<what>", methods=["GET", "POST"])
@requires(P.CONTRACT_EDIT)
def do(id, what):
    words, Form, action, _ = DO.get(what) or abort(404)
    contract = queries.contract(id, current_user)
    form = Form()
    form.about(contract)
    if "check" not in request.form and form.submit(action, contract, by=me()):
        return done(Message(N_("已办：{move}"), move=Message(words)), url_for(".show", id=id))
    found = pages.foreseen(contract, what, form) if form.is_submitted() else None
    return render_template("contracts/do.html", contract=contract, form=form, words=words, what=what, found=found, weights=WEIGHTS,
                           foreseen=what in pages.FORESEEN)


@bp.post("/<int:id>/<what>/opinion")
@requires(P.CONTRACT_EDIT)
def foresee(id, what):
    """The findings of a change that is being typed, as a fragment for the page's script; the page works without it."""
    _, Form, _, _ = DO.get(what) or abort(404)
    found = pages.foreseen(queries.contract(id, current_user), what, Form())
    return render_template("contracts/_findings.html", found=found or (), weights=WEIGHTS)


@bp.post("/<int:id>/number")
@requires(P.NUMBER_SHOW)
def number(id):
    contract = queries.contract(id, current_user)
    if not may(current_user, P.NUMBER_SHOW, contract.area.path):
        abort(403)
    side.looked(me(), "shown", contract.worker, f"contract {id}")
    return render_template("contracts/show.html", **pages.record(contract), moves=[], kinds=KINDS, states=STATES, events_said=EVENTS,
                           weights=WEIGHTS, papers=[], shown=contract.worker.id_number)


def employer_panel(employer, user):
    """The whole picture of an employer's contracts, on the employer's page."""
    if not may(user, P.CONTRACT_VIEW, employer.area.path):
        return None
    return "contracts", N_("劳动合同"), Markup(render_template(
        "contracts/_employer.html", **pages.picture(employer),
        papers=pages.employer_papers(employer) if may(user, P.PAPER_PRINT, employer.area.path) else [], states=STATES, weights=WEIGHTS,
        wait_words=lists.WAITS,
        editable=may(user, P.CONTRACT_EDIT, employer.area.path)))


def worker_panel(worker, user):
    rows = lists.of_worker(worker, user)
    if not rows:
        return None
    return "contracts", N_("劳动合同"), Markup(render_template("contracts/_worker.html", rows=rows, kinds=KINDS, states=STATES))


def project_panel(project, user):
    """Contracts of building sites of those who take part in a project."""
    rows = lists.on_site(project, user) if may(user, P.CONTRACT_VIEW) else []
    if not rows:
        return None
    return "contracts", N_("参建单位的劳动合同"), Markup(render_template("contracts/_project.html", rows=rows))


party.PANELS.append(employer_panel)
party.PROJECT_PANELS.append(project_panel)
party.WORKER_PANELS.append(worker_panel)
party.WORKER_SCOPES.append(lists.workers_of)
party.WORKER_COLUMNS.append((lists.WORKER_COLUMNS, lists.worker_columns))
party.WORKER_FILTERS["contract"] = lists.WORKERS_BOUND
party.JOINING.append(queries.may_be_one)
