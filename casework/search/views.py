"""The page of the box in the menu. A number of a person is answered at once and stands in no address; words get an address."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_login import current_user

from casework.arrears.models import LABELS
from casework.collective import queries as collectives
from casework.core import clock, search
from casework.core.permissions import P
from casework.core.web import requires
from casework.documents.store import LABELS as PAPER_LABELS
from casework.parties.project_models import STATES
from casework.search import queries

bp = Blueprint("search", __name__, url_prefix="/search")
MOST, LONGEST = 20, 100  # rows of each kind; characters of a question


@bp.get("/")
@requires(P.CASE_VIEW)
def index():
    text = request.args.get("q", "").strip()[:LONGEST]
    if search.number(text):
        return redirect(url_for(".index", number=1))  # out of the address, before anything on the page repeats it
    return _page(text, number="number" in request.args)


@bp.post("/")
@requires(P.CASE_VIEW)
def ask():
    text = request.form.get("q", "").strip()[:LONGEST]
    return _page(text) if search.number(text) else redirect(url_for(".index", q=text), 303)


def _page(text, number=False):
    """`number`: a number stood in the address; it was not looked for."""
    today = clock.today()
    return render_template("search/index.html", text=text, number=number, short=bool(text) and not search.words(text), most=MOST,
                           found=queries.find(current_user, text, MOST), labels=LABELS, project_labels=STATES, paper_labels=PAPER_LABELS,
                           collective=lambda row: collectives.label(row.state, row.end_on, today))
