"""工作台的页面: what waits, and the notices that were read."""

from flask import redirect, render_template, request, url_for

from casework.core import notices, recent, slips
from casework.core.web import SIGNED_IN, requires
from casework.desk import queries, views_handovers, views_tasks
from casework.desk.web import bp, me, owner

__all__ = ["bp", "views_handovers", "views_tasks"]


@bp.get("/")
@requires(SIGNED_IN)
def index():
    whose = owner()
    today = queries.day(whose)
    args = request.args
    desk = queries.desk(whose, today, args.get("colour"), args.get("what"), args.get("page", 1, type=int))
    return render_template("desk/index.html", desk=desk, whose=whose, lines=queries.lines(whose, today), recent=recent.records(me()),
                           notices=notices.unread(me()), nth=queries.workday_of_year(today.on),
                           panels=[panel for make in slips.PANELS if (panel := make(me()))])


@bp.post("/notices")
@requires(SIGNED_IN)
def read():
    notices.read(me())
    return redirect(url_for(".index"))
