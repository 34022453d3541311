"""集体合同的页面: the list, the registration, one contract with its check, the report of coverage, and the signed text."""

from datetime import date

from flask import Blueprint, abort, render_template, request, url_for
from flask_login import current_user
from markupsafe import Markup

from casework import parties as party
from casework.accounts import queries as accounts
from casework.collective import actions, coverage, forms, lists, pages, queries
from casework.collective.lifecycle import FLOW
from casework.collective.words import KINDS, SCOPES
from casework.contracts.web import as_it_came, me, scanned, seen_in_place, whose
from casework.core import clock
from casework.core.errors import Refused
from casework.core.permissions import P, may
from casework.core.slips import Day
from casework.core.web import done, requires
from casework.law.findings import N_, Message

bp = Blueprint("collective", __name__, url_prefix="/collective")


@bp.get("/")
@requires(P.CONTRACT_VIEW)
def index():
    offers = {"area": [(area.code, area.name) for area in accounts.areas(current_user, P.CONTRACT_VIEW)]}
    listing = lists.Collectives(lists.rows(current_user), offers=offers)
    today, day = clock.today(), _day()
    return listing.answer("collective/index.html", label=lambda rows: lambda row: queries.label(row.state, row.end_on, today),
                          reading=lambda rows: lambda row: day.clock(row.code, row.due_on) if row.code else None)


def _day():
    profile = accounts.profile(current_user.home) if current_user.home else None
    return Day(clock.today(), profile.amber_days, profile.amber_share) if profile else Day(clock.today())


@bp.route("/new", methods=["GET", "POST"])
@requires(P.CONTRACT_EDIT)
def new():
    """`employer` in the address: its own contract. Without one: regional or industry."""
    employer = whose() if "employer" in request.args else None
    form = forms.ContractForm() if employer else forms.RegionalForm()
    _offers(form, employer, employer and employer.area)
    if employer:
        area, more = employer.area, {}
        if not form.is_submitted():
            form.employers_chief.data, form.employers_chief_title.data = employer.legal_representative, employer.legal_title
            form.employers_address.data, form.workers_name.data = employer.address, f"{employer.name}工会委员会"
            form.workers_address.data, form.stated_workers.data = employer.address, employer.headcount
    else:
        area, more = actions.area_for(form.area.data, me()), {"scope": form.scope.data}
    if form.submit(actions.submit, area=area, employer=employer, by=me(), **more):
        return done(Message(N_("已收件，编号 {number}"), number=form.result.number), url_for(".show", id=form.result.id))
    return render_template("collective/new.html", form=form, employer=employer, groups=forms.GROUPS, one=None)


def _offers(form, employer, area):
    if "area" in form:
        form.area.labels = pages.areas(current_user)
        if not form.is_submitted() and current_user.home and current_user.home.code in form.area.labels:
            form.area.data = current_user.home.code
    form.predecessor.labels = queries.earlier(employer, area, current_user)


@bp.get("/<int:id>")
@requires(P.CONTRACT_VIEW)
def show(id):
    return _page(queries.collective(id, current_user))


def _page(one, bring=None, objection=None, employer=None, answers=None):
    bring = bring or forms.BringForm(formdata=None, brought_by=one.received_from)
    objection = objection or forms.ObjectionForm(formdata=None, **pages.drafted(one, request.args.get("objection")))
    return render_template("collective/show.html", **pages.record(
        one, current_user, bring, objection, employer or forms.EmployerForm(formdata=None)),
        answers=answers or forms.AnswersForm(formdata=None), typed=answers.given if answers else {})


@bp.route("/<int:id>/edit", methods=["GET", "POST"])
@requires(P.CONTRACT_EDIT)
def edit(id):
    one = _mine(id)
    single = one.scope == "employer"
    form = forms.ContractForm() if single else forms.RegionalForm()
    for name in forms.MENDED:
        if name in form:
            del form[name]
    form.about(one)
    _offers(form, one.parties[0].employer if single and one.parties else None, one.area)
    form.predecessor.labels.pop(str(one.id), None)
    if not form.is_submitted():
        form.show(one)
    if form.submit(actions.correct, one, by=me()):
        return done(N_("已改好"), url_for(".show", id=id))
    return render_template("collective/new.html", form=form, employer=None, groups=forms.GROUPS, one=one)


def _mine(id):
    one = queries.collective(id, current_user)
    return one if may(current_user, P.CONTRACT_EDIT, one.area.path) else abort(403)


@bp.post("/<int:id>/papers")
@requires(P.CONTRACT_EDIT)
def bring(id):
    one, form = queries.collective(id, current_user), forms.BringForm()
    if form.submit(actions.bring, one, by=me()):
        return done(N_("已登记收到的材料"), url_for(".show", id=id, _anchor="papers-brought"))
    return _page(one, bring=form)


@bp.post("/<int:id>/contents")
@requires(P.CONTRACT_VIEW)
def contents(id):
    one = queries.collective(id, current_user)
    actions.contents(one, codes=request.form.getlist("codes"), by=me())
    return done(N_("已记下合同写了哪些内容"), url_for(".show", id=id, _anchor="review"))


@bp.post("/<int:id>/answers")
@requires(P.CONTRACT_VIEW)
def answer(id):
    one, form = queries.collective(id, current_user), forms.AnswersForm()
    if form.submit(actions.answer, one, by=me()):
        return done(N_("已记下审查结论"), url_for(".show", id=id, _anchor="review"))
    return _page(one, answers=form)


@bp.post("/<int:id>/objections")
@requires(P.CONTRACT_VIEW)
def note_objection(id):
    one, form = queries.collective(id, current_user), forms.ObjectionForm()
    if form.submit(actions.note_objection, one, by=me()):
        return done(N_("已列入异议"), url_for(".show", id=id, _anchor="objections"))
    return _page(one, objection=form)


@bp.post("/<int:id>/objections/<int:objection>/drop")
@requires(P.CONTRACT_VIEW)
def drop_objection(id, objection):
    actions.drop_objection(queries.collective(id, current_user), id=objection, by=me())
    return done(N_("已删去这一条异议"), url_for(".show", id=id, _anchor="objections"))


@bp.post("/<int:id>/employers")
@requires(P.CONTRACT_EDIT)
def list_employer(id):
    one, form = queries.collective(id, current_user), forms.EmployerForm()
    if form.submit(actions.list_employer, one, by=me()):
        return done(N_("已列入名单"), url_for(".show", id=id, _anchor="coverage"))
    return _page(one, employer=form)


@bp.post("/<int:id>/employers/<int:listed>/end")
@requires(P.CONTRACT_EDIT)
def unlist_employer(id, listed):
    one = queries.collective(id, current_user)
    to_on = request.form.get("to_on", type=date.fromisoformat)
    if to_on is None:
        raise Refused(N_("请填写日期，例如 2026-03-02"))
    actions.unlist_employer(one, id=listed, to_on=to_on, by=me())
    return done(N_("已改名单"), url_for(".show", id=id, _anchor="coverage"))


@bp.post("/<int:id>/recheck")
@requires(P.CONTRACT_EDIT)
def recheck(id):
    n = actions.recheck(_mine(id), by=me())
    return done(Message(N_("已重新体检 {n} 份劳动合同"), n=n), url_for(".show", id=id, _anchor="coverage"))


@bp.get("/coverage")
@requires(P.CONTRACT_VIEW)
def report():
    """`on` in the address, else today."""
    on = request.args.get("on", clock.today(), type=date.fromisoformat)
    towns, kinds, total = coverage.report(current_user, on)
    return render_template("collective/report.html", towns=towns, kinds=kinds, total=total, on=on)


# ---- the signed text

@bp.route("/<int:id>/scan", methods=["GET", "POST"])
@requires(P.CONTRACT_EDIT)
def scan(id):
    one, form = _mine(id), forms.ScanForm()

    def keep(*, by, **facts):
        return actions.add_scan(one, kept=scanned(request.files["file"]), by=by, **facts)

    if form.submit(keep, by=me()):
        return done(Message(N_("已收集体合同文本：{name}"), name=form.result.name), url_for(".show", id=id, _anchor="scans"))
    return render_template("collective/scan.html", one=one, form=form)


def _scan(id, scan):
    one = queries.collective(id, current_user)
    return next((each for each in queries.scans_of(one) if each.id == scan), None) or abort(404)


@bp.get("/<int:id>/scan/<int:scan>")
@requires(P.CONTRACT_VIEW)
def scan_seen(id, scan):
    return seen_in_place(_scan(id, scan))


@bp.get("/<int:id>/scan/<int:scan>/original")
@requires(P.CONTRACT_VIEW)
def scan_original(id, scan):
    return as_it_came(_scan(id, scan))


FLOW.routes(bp, get=lambda id: queries.collective(id, current_user))


def employer_panel(employer, user):
    """The collective contracts that bind an employer, on its page."""
    if not may(user, P.CONTRACT_VIEW, employer.area.path):
        return None
    today = clock.today()
    return "collective", N_("集体合同"), Markup(render_template(
        "collective/_employer.html", rows=queries.binding(employer, user), employer=employer, kinds=KINDS, scopes=SCOPES,
        label=lambda row: queries.label(row.state, row.end_on, today), editable=may(user, P.CONTRACT_EDIT, employer.area.path)))


party.PANELS.append(employer_panel)
