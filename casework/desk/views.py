"""工作台的页面."""

from flask import Blueprint, render_template, request
from flask_login import current_user

from casework.core import recent
from casework.core.web import SIGNED_IN, requires
from casework.desk import queries

bp = Blueprint("desk", __name__, url_prefix="/desk")


def me():
    return current_user._get_current_object()


@bp.get("/")
@requires(SIGNED_IN)
def index():
    today = queries.day(me())
    args = request.args
    desk = queries.desk(me(), today, args.get("colour"), args.get("what"), args.get("page", 1, type=int))
    return render_template("desk/index.html", desk=desk, lines=queries.lines(me(), today), recent=recent.records(me()),
                           nth=queries.workday_of_year(today.on))
