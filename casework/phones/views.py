"""The code on the screen, the page on the phone."""

import segno
from flask import Blueprint, abort, render_template, request, session, url_for
from flask_login import current_user
from markupsafe import Markup

from casework.arrears import merging
from casework.arrears import queries as arrears
from casework.core import files, slips
from casework.core.errors import Refused
from casework.core.permissions import P, may
from casework.core.web import PUBLIC, requires
from casework.documents import returned
from casework.law.findings import N_
from casework.phones import actions, queries
from casework.phones.forms import PhotosForm

bp = Blueprint("phones", __name__, url_prefix="/phones")


@bp.post("/case/<int:id>")
@requires(P.CASE_REGISTER)
def show(id):
    """A new code for a case. It stands on this answer only; the page asks what has arrived."""
    return _code("phones/show.html", arrears.case(id, current_user))


@bp.post("/")
@requires(P.CASE_REGISTER)
def show_chosen():
    """The same from the desk, for the case that was chosen there: a piece of the desk where there is script (it says so), else a page."""
    case = arrears.case(request.form.get("case", 0, type=int), current_user)
    return _code("phones/_code.html" if "X-Piece" in request.headers else "phones/show.html", case)


def _code(template, case):
    link, secret = actions.show_code(case=case, by=current_user._get_current_object())
    address = url_for(".snap", secret=secret, _external=True)
    return render_template(template, case=case, link=link, address=address,
                           picture=segno.make(address, error="m", micro=False).png_data_uri(scale=6, border=2))


@bp.get("/arrived/<int:id>")
@requires(P.CASE_REGISTER)
def arrived(id):
    """What came by a code that the person showed: a piece of the page."""
    link = queries.shown(id, current_user)
    return render_template("phones/_arrived.html", arrived=queries.arrived(link), waiting=returned.waiting(link.matter_id))


@bp.get("/<secret>/known")
@requires(PUBLIC)
def known(secret):
    """How far the looking for codes is, and which papers they were: a piece of the page on the phone, that tells nothing else."""
    link = (queries.opened(secret) or abort(404))[0]
    return render_template("phones/_known.html", known=returned.recognised(queries.arrived(link)), waiting=returned.waiting(link.matter_id))


@bp.route("/<secret>", methods=["GET", "POST"])
@requires(PUBLIC)
def snap(secret):
    """The page on the phone. It tells the number of the case and nothing else of it."""
    found = queries.opened(secret)
    if found is None:
        return render_template("phones/over.html"), 404
    link, case, user = found
    form, taken = PhotosForm(), []
    if form.submit(lambda **facts: actions.receive(link=link, case=case, photos=_photos(link, case), by=user, **facts)):
        taken = form.result
    if "X-Piece" in request.headers:  # one of several, sent by the page itself
        lacking = [*form.form_errors, *(error for field in form for error in field.errors)]
        name = next((files.clean_name(one.filename) for one in request.files.getlist("files")), "")
        return render_template("phones/_took.html", taken=taken, lacking=lacking, name=name), 422 if lacking else 200
    form = PhotosForm(formdata=None) if taken else form
    return render_template("phones/snap.html", case=case, form=form, taken=taken, until=link.until_at, secret=secret,
                           waiting=returned.waiting(link.matter_id) if taken else 0)


def _photos(link, case):
    """[(Kept, returned.Seen)] of the files that were sent, all judged before anything is written."""
    kept, sent = [], [one for one in request.files.getlist("files") if one.filename]
    actions.room_for(link, len(sent))
    for storage in sent:
        try:
            data = files.received(storage)
            kept.append(files.keep(data, storage.filename, files.judge_evidence(data)))
        except Refused as refusal:
            raise Refused(refusal.message, field="files") from None
    if not kept:
        raise Refused(N_("请先拍照或选择文件"), field="files")
    return list(zip(kept, returned.seen_in(kept, merging.with_parts(case)), strict=True))


def desk_panel(user):
    """手机拍传 on the desk: choose a case, get its code."""
    if not may(user, P.CASE_REGISTER):
        return None
    opened = [id for endpoint, id, _ in session.get("recent", []) if endpoint == "arrears.show"]
    cases = queries.at_hand(user, opened)
    return ("phone", N_("手机拍传"), Markup(render_template("phones/_desk.html", cases=cases))) if cases else None


slips.PANELS.append(desk_panel)
