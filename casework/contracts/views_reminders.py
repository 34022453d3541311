"""提醒函的页面: one list with a purpose; its ticked employers, or all of its filter, get a letter each, in one file."""

from flask import request
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from casework.accounts import queries as accounts
from casework.accounts.models import Level
from casework.contracts import reminders
from casework.contracts.web import bp, me
from casework.core import clock
from casework.core.errors import Refused
from casework.core.permissions import P
from casework.core.web import requires
from casework.documents import prepared
from casework.law.findings import N_, Message


def _asked(args):
    """The purpose that was asked for: contracts that end within thirty days unless somebody says otherwise."""
    return args.get("kind") if args.get("kind") in reminders.KINDS else "30"


@bp.get("/reminders")
@requires(P.PAPER_PRINT)
def reminder_list():
    kind, args = _asked(request.args), MultiDict(request.args)
    args.setlist("kind", [kind])
    grids = [(area.code, area.name) for area in accounts.areas(current_user, P.PAPER_PRINT, Level.GRID)]
    listing = reminders.Reminders(reminders.employer_rows(current_user, kind), args, offers={"area": grids})
    return listing.answer("contracts/reminders.html", purpose=reminders.KINDS[kind])


@bp.post("/reminders/letters")
@requires(P.PAPER_PRINT)
def reminder_letters():
    kind, by, on = _asked(request.form), me(), clock.today()
    ids = reminders.Reminders.chosen(reminders.employer_rows(by, kind))
    if len(ids) > reminders.MOST:
        raise Refused(Message(N_("一次最多印 {most} 家，请缩小筛选"), most=reminders.MOST))
    return prepared.answer("contracts.letters", by=by, kind=kind, employers=ids, on=on.isoformat(), duplex="duplex" in request.form)
