"""案卷的页面: one file with its items, their order, what is brought to it and what leaves the desk."""

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask_login import current_user

from casework.arrears import queries
from casework.core import files, side
from casework.core.permissions import P, may
from casework.core.web import done, requires
from casework.documents import prepared
from casework.documents.answers import pdf_response
from casework.documents.returned import seen_in
from casework.dossiers import actions, binder, contents, forms, keeping, lists, looking, pages, redacting
from casework.dossiers import queries as known
from casework.dossiers.models import LABELS, Volume
from casework.dossiers.review import review
from casework.law.findings import N_, Message

bp = Blueprint("dossiers", __name__, url_prefix="/dossiers")


def me():
    return current_user._get_current_object()


def the_case(id, permission=P.PAPER_PRINT):
    """A case of the person's areas, where the person holds the permission."""
    case = queries.case(id, current_user)
    if not may(current_user, permission, case.area.path):
        abort(403)
    return case


def asked_volume():
    return "side" if request.values.get("volume") == "side" else "main"


@bp.get("/")
@requires(P.CASE_VIEW)
def index():
    return lists.files(current_user).answer("dossiers/index.html", labels=LABELS)


@bp.get("/<int:id>")
@requires(P.CASE_VIEW)
def show(id):
    """?show=KEY&page=N: which page lies beside the list."""
    case, (key, n) = queries.case(id, current_user), asked_page()
    return render_template("dossiers/show.html", **pages.show(case, me(), asked_volume(), key, n))


def asked_page():
    return request.args.get("show", ""), request.args.get("page", 1, type=int)


@bp.get("/<int:id>/look")
@requires(P.PAPER_PRINT)
def look(id):
    """The panel of the preview alone: what the page puts in place of the one it has."""
    case, volume = the_case(id), asked_volume()
    read = contents.read(case, volume, drafts=False, by=me())
    return render_template("dossiers/_look.html", case=case, volume=volume, fronts=looking.FRONTS,
                           leaf=pages.seen(read, case, *asked_page(), volume) or abort(404))


@bp.get("/<int:id>/page.jpg")
@requires(P.PAPER_PRINT)
def page(id):
    """A page as it would be printed, as a picture: ?volume=…&show=KEY&page=N."""
    case, volume, (key, n) = the_case(id), asked_volume(), asked_page()
    found = looking.picture(contents.read(case, volume, drafts=False, by=me()), key, n, volume) or abort(404)
    side.looked(current_user, "shown", case, f"dossier {volume} {key[:16]} {n}")
    return Response(found.read_bytes(), mimetype="image/jpeg")


@bp.route("/<int:id>.pdf")
@requires(P.PAPER_PRINT)
def download(id):
    """One volume of a case's file: volume=main|side, redacted=1, duplex=1; key=…: only these items, toc=1 with the index."""
    case, volume, redacted = the_case(id), asked_volume(), "redacted" in request.args
    keys, duplex = request.args.getlist("key"), "duplex" in request.args
    if keys or "toc" in request.args:
        read = contents.read(case, volume, drafts=False, redacted=redacted, by=me())
        data = binder.some(read, keys, volume, toc="toc" in request.args, redacted=redacted, duplex=duplex).read_bytes()
    else:
        return prepared.answer("dossiers.whole", by=me(), case=id, volume=volume, redacted=redacted, duplex=duplex)
    side.looked(current_user, "download", case, f"dossier {volume}{' redacted' * redacted}{' part' * bool(keys)}")
    return pdf_response(data, f"{case.number}{binder.VOLUMES[volume]}{'（隐名副本）' * redacted}.pdf")


@bp.post("/<int:id>/order")
@requires(P.DOSSIER_KEEP)
def order(id):
    case, volume = the_case(id, P.DOSSIER_KEEP), asked_volume()
    actions.arrange(case=case, volume=volume, order=forms.order(forms.places()), by=me())
    return done(N_("已按新的次序排好"), url_for(".show", id=id, volume=volume))


@bp.route("/<int:id>/items/<key>", methods=["GET", "POST"])
@requires(P.DOSSIER_KEEP)
def item(id, key):
    case = the_case(id, P.DOSSIER_KEEP)
    line = next((line for line in contents.lines(case) if line.key == key), None) or abort(404)
    form = (forms.PlaceForm if key[0] == "p" else forms.EditSlipForm if key[0] == "s" else forms.ItemForm)(obj=pages.Typed(line))
    if form.submit(actions.describe, case=case, key=key, by=me()):
        return done(N_("已保存"), url_for(".show", id=id, volume=form.volume.data))
    return render_template("dossiers/item.html", case=case, line=line, form=form)


# ---- pictures for outsiders

def the_picture(id, key):
    """(case, picture of its file) for those who put files in order or review them."""
    case = queries.case(id, current_user)
    if not (may(current_user, P.DOSSIER_KEEP, case.area.path) or may(current_user, P.DOSSIER_REVIEW, case.area.path)):
        abort(403)
    found = next((line.source for line in contents.lines(case) if line.key == key and key[0] == "e"), None) or abort(404)
    return (case, found) if found.media_type in files.PICTURES else abort(404)


@bp.route("/<int:id>/items/<key>/cover", methods=["GET", "POST"])
@requires(P.PAPER_PRINT)
def cover(id, key):
    case, picture = the_picture(id, key)
    found = redacting.redaction(picture)
    form = forms.CoverForm(found.areas if found else [])
    if form.submit(redacting.cover, case=case, evidence=picture, by=me()):
        return done(N_("遮盖已保存，等另一人核对批准"), url_for(".cover", id=id, key=key))
    return render_template("dossiers/cover.html", case=case, picture=picture, key=key, found=found, form=form)


@bp.post("/<int:id>/items/<key>/cover/<what>")
@requires(P.PAPER_PRINT)
def judge_cover(id, key, what):
    case, picture = the_picture(id, key)
    if what == "approve":
        redacting.approve(case=case, evidence=picture, seen=request.form.get("seen", type=int), by=me())
    elif what == "withdraw":
        redacting.withdraw(case=case, evidence=picture, by=me())
    else:
        abort(404)
    return done(N_("已批准，隐名副本会附这张图片") if what == "approve" else N_("已撤回，隐名副本里又是说明页"),
                url_for(".cover", id=id, key=key))


@bp.get("/<int:id>/items/<key>/picture.jpg")
@requires(P.PAPER_PRINT)
def picture(id, key):
    """The picture for a screen, as it came or (covered=1) as outsiders would see it."""
    case, found = the_picture(id, key)
    hidden = redacting.redaction(found) if "covered" in request.args else None
    side.looked(current_user, "shown", found, f"{case.number} picture")
    path = redacting.covered(found, hidden.areas) if hidden else files.small_picture(found.sha256)
    return Response(path.read_bytes(), mimetype="image/jpeg")


@bp.post("/<int:id>/items/<key>/out")
@requires(P.DOSSIER_KEEP)
def take_out(id, key):
    actions.take_out(case=the_case(id, P.DOSSIER_KEEP), key=key, by=me())
    return done(N_("说明页已取出"), url_for(".show", id=id))


@bp.route("/<int:id>/bring", methods=["GET", "POST"])
@requires(P.DOSSIER_KEEP)
def bring(id):
    case, form = the_case(id, P.DOSSIER_KEEP), forms.BringForm()

    def keep(*, by, **facts):
        storage = request.files["file"]
        data = files.received(storage)
        kept = files.keep(data, storage.filename, files.judge_evidence(data))
        return actions.bring(case=case, kept=kept, seen=seen_in([kept], {case.id})[0], by=by, **facts)

    if form.submit(keep, by=me()):
        return done(Message(N_("已放进案卷：{name}"), name=form.title.data), url_for(".show", id=id))
    if request.method == "GET":
        form.kind.data = request.args.get("kind") or form.kind.data
    return render_template("dossiers/bring.html", case=case, form=form)


@bp.route("/<int:id>/slip", methods=["GET", "POST"])
@requires(P.DOSSIER_KEEP)
def slip(id):
    case, form = the_case(id, P.DOSSIER_KEEP), forms.SlipForm()
    if form.submit(actions.put_slip, case=case, by=me()):
        return done(N_("说明页已放进案卷"), url_for(".show", id=id))
    return render_template("dossiers/slip.html", case=case, form=form)


@bp.route("/<int:id>/hand-out", methods=["GET", "POST"])
@requires(P.DOSSIER_KEEP)
def hand_out(id):
    case, form = the_case(id, P.DOSSIER_KEEP), forms.HandOutForm()

    def hand(*, by, **facts):
        made = actions.prepare(case, form.volume.data, form.what.data, by, form.duplex.data)
        return actions.hand_out(case=case, prepared=made, by=by, **facts)

    if form.submit(hand, by=me()):
        return done(Message(N_("已登记交给{who}；下面是交出的文件，打印后交出"), who=form.recipient.data),
                    url_for(".show", id=id, volume=form.volume.data, _anchor="handed"))
    if request.method == "GET":
        form.what.data, form.volume.data = request.args.get("what") or "whole", asked_volume()
    return render_template("dossiers/hand_out.html", case=case, form=form, Volume=Volume)


# ---- scored, bound, kept

@bp.route("/<int:id>/review", methods=["GET", "POST"])
@requires(P.DOSSIER_REVIEW)
def score(id):
    case = the_case(id, P.DOSSIER_REVIEW)
    file = known.dossier(case)
    made = review(case, file) or abort(404)
    form = forms.ScoreForm(made, (file.review if file else None) or {})
    if form.submit(keeping.score, case=case, by=me()):
        return done(Message(N_("评查已记下：{score} 分"), score=form.result.score), url_for(".show", id=id, _anchor="review"))
    return render_template("dossiers/review.html", case=case, form=form, made=made)


@bp.route("/<int:id>/bind", methods=["GET", "POST"])
@requires(P.DOSSIER_KEEP)
def bind(id):
    case, form = the_case(id, P.DOSSIER_KEEP), forms.BindForm()

    def all_volumes(*, by, **facts):
        there = {line.volume for line in contents.lines(case)}
        made = [actions.prepare(case, volume, "whole", by, form.duplex.data) for volume in ("main", "side") if volume in there]
        return keeping.bind(case=case, prepared=made, by=by, **facts)

    if form.submit(all_volumes, by=me()):
        return done(N_("案卷已装订，页号不再变"), url_for(".show", id=id))
    return render_template("dossiers/bind.html", case=case, form=form, made=review(case))


@bp.route("/<int:id>/archive", methods=["GET", "POST"])
@requires(P.DOSSIER_KEEP)
def archive(id):
    case, form = the_case(id, P.DOSSIER_KEEP), forms.ArchiveForm()
    if form.submit(keeping.archive, case=case, by=me()):
        return done(Message(N_("已归档，归档号 {number}"), number=form.result.archive_number), url_for(".show", id=id))
    if request.method == "GET":
        form.retention.data = pages.retention(case)
    return render_template("dossiers/archive.html", case=case, form=form, told=pages.retention_told(case))


@bp.route("/many/<int:run>.zip")
@requires(P.PAPER_PRINT)
def many(run):
    """The volumes of a run of bulks.print_files, a PDF for each file: ?volume=main|side, duplex=1."""
    return prepared.answer("dossiers.many", by=me(), run=run, volume=asked_volume(), duplex="duplex" in request.args)


@bp.route("/handed/<int:hand>.pdf")
@requires(P.PAPER_PRINT)
def handed(hand):
    """The very bytes that were handed out."""
    found, matter_id = known.hand_out(hand) or abort(404)
    case = the_case(matter_id)
    side.looked(current_user, "download", case, f"hand-out {hand}")
    what = "补印页" * found.supplement + "（隐名副本）" * found.redacted
    return pdf_response(files.read(found.sha256), f"{case.number}{binder.VOLUMES[found.volume]}{what}.pdf")
