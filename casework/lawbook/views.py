"""放假日历: a year as its notice has it, and a new year's notice read, shown and taken."""

from flask import Blueprint, abort, render_template, request, url_for
from flask_login import current_user

from casework.core import calendar, clock
from casework.core.permissions import P
from casework.core.web import SIGNED_IN, done, requires
from casework.law.findings import N_, Message
from casework.lawbook import actions, forms, queries, years

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
