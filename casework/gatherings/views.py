"""群体性事件的页面: the list with its clocks, one gathering, and the forms that add to it."""

from flask import Blueprint, render_template, request, url_for
from flask_login import current_user

from casework.accounts import queries as accounts
from casework.arrears import queries as cases
from casework.core import clock
from casework.core.permissions import P, may
from casework.core.web import done, requires
from casework.documents import store
from casework.gatherings import actions, forms, queries
from casework.gatherings.models import KINDS, LABELS, LEVELS, EntryKind, State
from casework.law.findings import N_, Message
from casework.law.tables.kinds import KINDS as TABLES

bp = Blueprint("gatherings", __name__, url_prefix="/gatherings")


def me():
    return current_user._get_current_object()


@bp.get("/")
@requires(P.CASE_VIEW)
def index():
    listing = queries.Gatherings(queries.gathering_rows(current_user))
    return listing.answer("gatherings/index.html", labels=LABELS, reading=lambda rows: queries.reading)


@bp.route("/new", methods=["GET", "POST"])
@requires(P.GATHERING_REPORT)
def new():
    id = request.args.get("case", type=int)
    case, form = cases.case(id, current_user) if id else None, forms.RaiseForm()
    areas = {area.code: area for area in accounts.areas(current_user, P.GATHERING_REPORT)}
    form.area.labels = {code: area.name for code, area in areas.items()}
    if not form.is_submitted():
        form.area.data = current_user.home.code if current_user.home and current_user.home.code in areas else None
        form.employer_name.data = case and case.employer.name
        form.place.data = case and case.work_place
        form.amount_fen.data = (cases.sums(case).owed_by_employer or None) if case else None
    if form.submit(actions.raise_, by=me(), case=case, area=areas.get(form.area.data)):
        return done(Message(N_("已登记 {number}"), number=form.result.number), url_for(".show", id=form.result.id))
    return render_template("gatherings/new.html", form=form, case=case)


@bp.get("/<int:id>")
@requires(P.CASE_VIEW)
def show(id):
    return _page(queries.gathering(id, current_user))


@bp.post("/<int:id>/report")
@requires(P.GATHERING_REPORT)
def report(id):
    gathering, form = queries.gathering(id, current_user), forms.ReportForm()
    if form.submit(actions.report, gathering, by=me()):
        return done(N_("已呈报，呈报表已出具"), url_for(".show", id=id))
    return _page(gathering, report=form)


@bp.post("/<int:id>/end")
@requires(P.GATHERING_REPORT)
def end(id):
    gathering, form = queries.gathering(id, current_user), forms.EndForm()
    if form.submit(actions.end, gathering, by=me()):
        return done(N_("已登记结束"), url_for(".show", id=id))
    return _page(gathering, end=form)


def _page(one, report=None, end=None):
    row = queries.Clock.of(one)
    if report is None:
        report = forms.ReportForm(formdata=None, people=one.people, reached=one.reached)
    return render_template(
        "gatherings/show.html", one=one, label=LABELS[one.state], levels=LEVELS, kinds=KINDS, report=report,
        end=end or forms.EndForm(formdata=None), due=queries.due(row), reading=queries.reading(row), hours=queries.hours_known(
            one.area, one.noticed_at.date()), who=TABLES["group_report"].who, papers=store.papers(one, current_user),
        reports=sum(entry.kind != EntryKind.ENDED for entry in one.entries), now=clock.now(),
        open=one.state == State.OPEN and may(current_user, P.GATHERING_REPORT, one.area.path))
