"""放假日历 and 法定数据: a year and its notice; the figures of a place, the rows of a kind, what is missing."""

from datetime import date

from flask import Blueprint, abort, render_template, request, url_for
from flask_login import current_user

from casework.core import calendar, clock
from casework.core.permissions import P
from casework.core.web import SIGNED_IN, done, requires
from casework.law.findings import N_, Message
from casework.law.tables.kinds import KINDS
from casework.lawbook import actions, forms, places, queries, tables, words, years

bp = Blueprint("lawbook", __name__, url_prefix="/law")


def me():
    return current_user._get_current_object()


@bp.get("/calendar/")
@bp.get("/calendar/<int:n>")
@requires(SIGNED_IN)
def year(n=None):
    now, on = calendar.calendar(), clock.today()
    n = n or request.args.get("n", type=int) or on.year
    offered = range(min(now.years), max(*now.years, on.year + 2) + 1)
    if n not in offered:
        abort(404)
    return render_template("lawbook/year.html", year=years.year(now, n), offered=offered, on=on,
                           imported=queries.last_import(n, current_user), most=queries.MOST)


@bp.route("/calendar/import", methods=["GET", "POST"])
@requires(P.LAW_EDIT)
def import_year():
    form = forms.NoticeForm()
    if "take" in request.form and form.submit(actions.import_year, by=me()):
        row, shifts = form.result
        return done(Message(N_("已采用{year}年放假安排，{n} 个时限移动了日子"), year=row.key, n=len(shifts)),
                    url_for(".year", n=int(row.key)))
    if request.method == "GET":
        form.begin()
    ready = form.look() if "take" not in request.form else False
    shown = form.read if form.read and not form.read.rejected else None
    return render_template("lawbook/import.html", form=form, ready=ready, notice=shown, most=queries.MOST,
                           preview=shown and queries.preview(shown, current_user))


# ---- the dated tables

def _day(text):
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return clock.today()


@bp.get("/tables/")
@requires(SIGNED_IN)
def tables_index():
    """The figures of one place on one day."""
    known, on = places.areas(current_user), _day(request.args.get("on"))
    own = [a for a in known if a.code == request.args.get("place")] or [a for a in known if a.level == "county"] or known
    return render_template("lawbook/tables.html", known=known, on=on, area=own[0] if own else None, levels=places.LEVELS,
                           figures=tables.figures(own[0], on) if own else [], name=lambda key: places.name(key, known),
                           missing=len(tables.missing(known, clock.today())))


def _kind(name):
    return KINDS.get(name) or abort(404)


@bp.route("/tables/<name>", methods=["GET", "POST"])
@requires(SIGNED_IN)
def table(name):
    """Every row of a kind with its history, what holds in each place, and the form for a new row."""
    kind, known, on = _kind(name), places.areas(current_user), clock.today()
    offered = places.offered(kind, current_user, known)
    form = forms.row_form(kind, offered)() if offered else None
    if request.method == "POST" and form is None:
        abort(403)
    if form and form.submit(actions.enter, by=me()):
        return done(N_("已录入，待另一个人核对原文后确认"), url_for(".table", name=name))
    here = tables.inherited(kind, known, on)
    if form and request.method == "GET":
        form.begin(request.args.get("place"), here)
    return render_template("lawbook/table.html", kind=kind, form=form, rows=tables.lines(kind, known, on), here=here,
                           levels=places.LEVELS, name=lambda key: places.name(key, known), offered=dict(offered))


@bp.post("/tables/rows/<int:id>/confirm")
@requires(P.LAW_EDIT)
def confirm(id):
    row = actions.confirm(tables.row(id, places.areas(current_user)), by=me())
    return done(N_("已确认"), url_for(".table", name=row.table))


@bp.post("/tables/<name>/confirm")
@requires(P.LAW_EDIT)
def confirm_shipped(name):
    row = actions.confirm_shipped(table=_kind(name).name, key=request.form["key"], from_on=_day(request.form["from_on"]), by=me())
    return done(N_("已确认"), url_for(".table", name=row.table))


@bp.route("/tables/rows/<int:id>/withdraw", methods=["GET", "POST"])
@requires(P.LAW_EDIT)
def withdraw(id):
    row, form = tables.row(id, places.areas(current_user)), forms.WithdrawForm()
    kind = KINDS[row.table]
    if form.submit(actions.withdraw, row, by=me()):
        return done(N_("已撤下，以前的一行重新适用"), url_for(".table", name=row.table))
    return render_template("lawbook/withdraw.html", form=form, row=row, kind=kind, said=words.said(kind, kind.read(row.value)))


@bp.get("/missing")
@requires(SIGNED_IN)
def missing():
    return render_template("lawbook/missing.html", kinds=KINDS, levels=places.LEVELS,
                           missing=tables.missing(places.areas(current_user), clock.today()))
