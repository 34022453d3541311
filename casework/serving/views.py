"""送达和代理的页面: what was served and what was not, addresses, and who speaks for whom."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_login import current_user
from markupsafe import Markup

from casework.arrears import queries as cases
from casework.core import clock, files, side
from casework.core import matter as matters
from casework.core.permissions import P, may
from casework.core.web import done, requires
from casework.documents import blanks, render, store
from casework.documents.answers import pdf_response
from casework.documents.store import Printed, State
from casework.extensions import db
from casework.law import serving as law
from casework.law.findings import N_, Message
from casework.serving import actions, forms, pages, periods, queries
from casework.serving.documents import PAPERS, AddressConfirmation, ServiceReceipt
from casework.serving.models import STEPS, Challenge, Participant, Role, Service, ServiceAddress

bp = Blueprint("serving", __name__, url_prefix="/serving")


def me():
    return current_user._get_current_object()


def kept_case(id, permission=P.DOSSIER_KEEP):
    case = cases.case(id, current_user)
    if not may(current_user, permission, case.area.path):
        abort(403)
    return case


def one_of(case, model, id):
    return db.one_or_404(db.select(model).where(model.id == id, model.matter_id == case.id))


@bp.get("/<int:id>")
@requires(P.CASE_VIEW)
def show(id):
    return render_template("serving/show.html", **pages.show(cases.case(id, current_user), me()))


@bp.route("/<int:id>/new", methods=["GET", "POST"])
@requires(P.DOSSIER_KEEP)
def new(id):
    """?paper=ID&role=… chooses beforehand."""
    case, form = kept_case(id), forms.ServeForm()
    pages.offer(form, case, me())
    if form.submit(actions.serve, case=case, by=me()):
        return done(Message(N_("已登记送达：{who}，{day}"), who=form.result.to_name, day=form.result.served_on.isoformat()),
                    url_for(".show", id=id))
    if request.method == "GET":
        pages.choose(form, case, request.args.getlist("paper"), request.args.get("role"))
    return render_template("serving/new.html", case=case, form=form, ways=law.WAYS.values(),
                           held={str(role): queries.of_case(case, role) for role in Role})


@bp.get("/<int:id>/receipt.pdf")
@requires(P.PAPER_PRINT)
def blank(id):
    """The receipt that goes along: ?role=…&paper=ID…, with room for the signatures. Nothing is kept."""
    case = kept_case(id, P.PAPER_PRINT)
    ids = [int(one) for one in request.args.getlist("paper") if one.isdecimal() and len(one) < 10]
    printed = db.session.scalars(store.of(case.id, State.ISSUED).where(Printed.id.in_(ids))).all()
    if request.args.get("role") not in list(Role) or not printed:
        abort(404)
    form = ServiceReceipt.blank(case, request.args["role"], printed, me())
    side.looked(current_user, "download", case, "service-receipt blank")
    return pdf_response(render.pdf(form, form.printed_facts(), blank=blanks.of(form))[0], f"{form.title}.pdf")


@bp.post("/<int:id>/<int:service>/receipt")
@requires(P.PAPER_PRINT)
def receipt(id, service):
    case = kept_case(id, P.PAPER_PRINT)
    found = db.one_or_404(queries.services(case).where(Service.id == service))
    return _printed(ServiceReceipt.of(case, found, me()))


@bp.post("/<int:id>/<int:service>/withdraw")
@requires(P.DOSSIER_KEEP)
def withdraw(id, service):
    actions.withdraw(one_of(kept_case(id), Service, service), reason=request.form.get("reason"), by=me())
    return done(N_("已撤回，记录保留"), url_for(".show", id=id))


@bp.route("/<int:id>/address", methods=["GET", "POST"])
@requires(P.DOSSIER_KEEP)
def address(id):
    case, form = kept_case(id), forms.AddressForm()
    form.offer(db.session.scalars(files.of(case)).all())
    if form.submit(actions.confirm, case=case, by=me()):
        return done(N_("已登记送达地址，以后送达就用它"), url_for(".show", id=id))
    if request.method == "GET":
        pages.prefill(form, case, request.args.get("role"))
    return render_template("serving/address.html", case=case, form=form)


@bp.post("/<int:id>/address/<int:address>/paper")
@requires(P.PAPER_PRINT)
def address_paper(id, address):
    case = kept_case(id, P.PAPER_PRINT)
    return _printed(AddressConfirmation.of(case, one_of(case, ServiceAddress, address), me()))


@bp.route("/<int:id>/person", methods=["GET", "POST"])
@requires(P.DOSSIER_KEEP)
def person(id):
    case, form = kept_case(id), forms.PersonForm()
    form.offer(db.session.scalars(files.of(case)).all())
    if form.submit(actions.appoint, case=case, by=me()):
        return done(Message(N_("已登记：{name}"), name=form.result.name), url_for(".show", id=id, _anchor="people"))
    return render_template("serving/person.html", case=case, form=form)


@bp.post("/<int:id>/person/<int:person>/end")
@requires(P.DOSSIER_KEEP)
def end(id, person):
    actions.dismiss(one_of(kept_case(id), Participant, person), by=me(), on=clock.today())
    return done(N_("已登记为不再代理"), url_for(".show", id=id, _anchor="people"))


@bp.post("/<int:id>/person/<int:person>/paper")
@requires(P.PAPER_PRINT)
def person_paper(id, person):
    case = kept_case(id, P.PAPER_PRINT)
    found = one_of(case, Participant, person)
    return _printed(PAPERS[found.kind].of(case, found, me()))


# ---- review and suit by the other side

@bp.route("/<int:id>/papers/<int:printed>/lodge", methods=["GET", "POST"])
@requires(P.DOSSIER_KEEP)
def lodge(id, printed):
    case, form = kept_case(id), forms.LodgeForm()
    paper = one_of(case, Printed, printed)
    if form.submit(actions.lodge, case=case, printed=paper, by=me()):
        return done(N_("已登记；办结以前，这份文书没有生效"), url_for(".show", id=id, _anchor="contests"))
    return render_template("serving/lodge.html", case=case, form=form, paper=paper)


@bp.route("/<int:id>/challenges/<int:challenge>", methods=["GET", "POST"])
@requires(P.DOSSIER_KEEP)
def settle(id, challenge):
    case, form = kept_case(id), forms.SettleForm()
    found = one_of(case, Challenge, challenge)
    if form.submit(actions.settle_challenge, challenge=found, case=case, by=me()):
        return done(N_("已登记结果"), url_for(".show", id=id, _anchor="contests"))
    return render_template("serving/settle.html", case=case, form=form, found=found, steps=STEPS)


def _printed(form):
    return redirect(url_for("documents.printed", id=store.issue(form, by=me()).id))


# ---- on the page of a case

def panel(matter, user):
    """What still has to reach whom; not for somebody who reads the case from outside."""
    if not isinstance(matter, cases.Case) or not may(user, P.CASE_VIEW, matter.area.path):
        return None
    waiting, reached, served, lodged = queries.counted(matter)
    return "serving", N_("送达和代理"), Markup(render_template(
        "serving/_panel.html", case=matter, waiting=waiting, reached=reached,
        contests=periods.contests(matter, served, clock.today(), lodged)))


matters.PANELS.append(panel)
