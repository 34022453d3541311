"""Preview, draft, print, download — for every form there will ever be. Drafts are never kept; kept bytes never change."""

import re

from flask import Blueprint, Response, abort, g, redirect, render_template, request, url_for
from flask_login import current_user
from markupsafe import escape

from casework.core import bulking, files, side
from casework.core.errors import Refused
from casework.core.permissions import P, may
from casework.core.web import PUBLIC, done, requires
from casework.core.words import say
from casework.documents import FORMS, batches, blanks, joining, prepared, render, sealing, store, verification, voids
from casework.documents.answers import pdf_response
from casework.extensions import db
from casework.law.findings import N_

bp = Blueprint("documents", __name__, url_prefix="/documents")
PREVIEW = ("sandbox allow-same-origin; default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src data:; "
           "frame-ancestors 'self'")


def _form(code, id, permission=None):
    """The form about the record, when the person may see the record and print there."""
    Form = FORMS.get(code) or abort(404)
    form = Form.load(id, current_user)
    if not may(current_user, permission or Form.permission, form.subject.area.path):
        abort(403)
    return form


def _printed(id, permission=None):
    kept = db.session.get(store.Printed, id) or abort(404)
    _form(kept.code, kept.matter_id, permission)
    return kept


@bp.route("/<code>/<int:id>/")
@requires(P.PAPER_PRINT)
def preview(code, id):
    """The paper as a page: quick to look at; page breaks and watermark are those of the draft PDF."""
    form = _form(code, id)
    form.permitted(form.profile)
    side.looked(current_user, "shown", form.subject, code)
    sheets = [url_for("static", filename=f"print/{name}.css") for name in ("sheet", "screen")]
    response = Response(render.html(form, form.printed_facts(), draft=True, screen=sheets)[0])
    response.headers["Content-Security-Policy"], response.headers["X-Frame-Options"] = PREVIEW, "SAMEORIGIN"
    return response


@bp.route("/<code>/<int:id>/draft.pdf")
@requires(P.PAPER_PRINT)
def draft(code, id):
    form = _form(code, id)
    form.permitted(form.profile)
    side.looked(current_user, "download", form.subject, f"{code} draft")
    return pdf_response(render.pdf(form, form.printed_facts(), draft=True, blank=blanks.of(form))[0], f"{form.title}（草稿）.pdf")


@bp.route("/<code>/<int:id>/blank.pdf")
@requires(P.PAPER_PRINT)
def blank(code, id):
    """A form that people fill in by hand, with what is known and room for the rest; nothing is issued."""
    form = _form(code, id)
    if not form.by_hand:
        abort(404)
    form.permitted(form.profile)
    side.looked(current_user, "download", form.subject, f"{code} blank")
    return pdf_response(render.pdf(form, form.printed_facts(), blank=blanks.of(form))[0], f"{form.title}（空白）.pdf")


@bp.route("/<code>/<int:id>/print", methods=["POST"], endpoint="print")
@requires(P.PAPER_PRINT)
def print_one(code, id):
    (kept,) = store.print_set(_form(code, id).subject, [code], by=current_user)
    return redirect(url_for(".printed", id=kept.id))


@bp.route("/<int:id>/print-set", methods=["POST"])
@requires(P.PAPER_PRINT)
def print_set(id):
    """The ticked papers (`codes`) of one record, joined into one file; `duplex`: each begins on a front."""
    codes = request.form.getlist("codes")
    if not codes:
        raise Refused(N_("请勾选要打印的文书"))
    subject = _form(codes[0].partition(":")[0], id).subject
    kept = store.print_set(subject, codes, by=current_user)
    duplex = {"duplex": 1} if "duplex" in request.form else {}
    return redirect(url_for(".joined", ids="-".join(str(p.id) for p in kept), **duplex))


@bp.route("/joined/<ids>.pdf")
@requires(P.PAPER_PRINT)
def joined(ids):
    kept = [_printed(int(id)) for id in re.findall(r"\b[0-9]{1,9}\b", ids)[:50]] or abort(404)
    for printed in kept:
        side.looked(current_user, "download", printed, printed.code)
    data = joining.join([joining.Part(p.title, sealing.plain(store.read(p))) for p in kept], title=kept[0].title, numbered=False,
                        duplex="duplex" in request.args)
    return pdf_response(data, "文书.pdf")


@bp.route("/batch/<int:id>.pdf")
@requires(P.PAPER_PRINT)
def batch(id):
    """The papers of a run of batches.print_papers as one file."""
    return prepared.answer("documents.batch", by=current_user, run=id, duplex="duplex" in request.args)


@bp.route("/batch/<int:id>/progress")
@requires(P.PAPER_PRINT)
def batch_progress(id):
    """How far the layout of a run is; 205 when the page can be opened anew."""
    said = batches.laid_out(bulking.own(id, current_user))
    return Response(str(escape(say(said)))) if said else Response(status=205)


# ---- what is made while people do something else

@bp.route("/prepared/<int:id>", endpoint="prepared")
@requires(P.PAPER_PRINT)
def being_made(id):
    """How far a print is that somebody asked for, and the file when it is there."""
    row = prepared.own(id, current_user)
    return render_template("prepared/show.html", row=row, stuck=row.phase == "waiting" and prepared.given_up(row))


@bp.route("/prepared/<int:id>/progress")
@requires(P.PAPER_PRINT)
def prepared_progress(id):
    """How far it is, as a piece of the page; 205 when there is a new page to look at."""
    row = prepared.own(id, current_user)
    if row.phase != "waiting" or prepared.given_up(row):
        return "", 205
    return render_template("prepared/_progress.html", row=row)


@bp.route("/prepared/<int:id>/file")
@requires(P.PAPER_PRINT)
def prepared_file(id):
    row = prepared.own(id, current_user)
    return prepared.fetched(row, current_user) if row.phase == "ready" else redirect(url_for(".prepared", id=id))


@bp.post("/prepared/<int:id>/again")
@requires(P.PAPER_PRINT)
def prepare_again(id):
    """The same request once more: after a failure, or when its file is gone."""
    row = prepared.own(id, current_user)
    return prepared.answer(row.kind, by=current_user, came_from=row.came_from, **row.args)


@bp.route("/printed/<int:id>.pdf")
@requires(P.PAPER_PRINT)
def printed(id):
    kept = _printed(id)
    side.looked(current_user, "download", kept, kept.code)
    return pdf_response(store.read(kept), kept.name)


@bp.route("/printed/<int:id>/void", methods=["POST"])
@requires(P.PAPER_VOID)
def void(id):
    kept = _printed(id, P.PAPER_VOID)
    store.void(kept, reason=request.form.get("reason"), by=current_user)
    return done(N_("已作废，文号保留"), request.referrer or "/")


@bp.route("/voids")
@requires(P.PAPER_PRINT)
def void_list():
    listing, (bodies, years) = voids.Voids(voids.papers(current_user)), voids.choices(current_user)
    rows, following = listing.page
    return render_template("voids/index.html", listing=listing, rows=rows, following=following, bodies=bodies,
                           years=[(year, year) for year in years])


# ---- anybody may ask whether a paper is genuine

@bp.route("/verify", methods=["GET", "POST"])
@requires(PUBLIC)
def verify():
    """A file compared with what was issued. Says no more than the QR code already leads to."""
    verdict, error = None, None
    if request.method == "POST":
        try:
            verdict = verification.judge(files.received(request.files["file"]))
        except Refused as refusal:
            error = str(refusal)
        g.refused = True  # nothing is written
    return render_template("verifying/show.html", verdict=verdict, error=error, printed=verdict and verdict.printed, asked=False)


@bp.record_once
def _short(state):
    """Where the QR code leads: /V/TOKEN, short because it is drawn small. A seal that does not work is said at the start."""
    with state.app.app_context():
        if wrong := sealing.problem():
            state.app.logger.error(str(say(wrong[0])))
    for path in ("/V/<token>", "/v/<token>"):
        state.app.add_url_rule(path, "verify_token" + path[1], token)
    for path in ("/B/<text>", "/b/<text>"):
        state.app.add_url_rule(path, "blank_" + path[1], of_blank)


@requires(PUBLIC)
def token(token):
    printed = verification.by_token(token)
    return render_template("verifying/show.html", verdict=None, error=None, printed=printed, asked=True), 200 if printed else 404


@requires(PUBLIC)
def of_blank(text):
    """Where the code of a blank leads: what the sheet is, and that it was not issued."""
    found = blanks.read(f"B/{text}")
    return render_template("verifying/blank.html", title=found and FORMS[found[0]].title), 200 if found else 404
