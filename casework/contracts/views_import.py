"""导入合同台账的页面: the template, the upload, how far it is, what it would do, what it did, and the sheet given back."""

from flask import render_template, request, url_for
from flask_login import current_user

from casework.contracts import forms, reading, staging, workbooks
from casework.contracts.web import bp, me, sent, whose
from casework.contracts.words import OUTCOMES, PHASES, WEIGHTS, Phase
from casework.core import files, side
from casework.core.permissions import P
from casework.core.web import done, requires
from casework.extensions import db
from casework.law.findings import N_

SHOWN = ("rejected", "warned", "error", "new", "renewed", "changed", "ended", "unchanged")
WAITING = (Phase.READING, Phase.WRITING)


@bp.route("/import", methods=["GET", "POST"])
@requires(P.CONTRACT_EDIT)
def upload():
    form, employer = forms.ImportForm(), whose() if "employer" in request.args else None

    def keep(*, by):
        data = files.received(request.files["file"])
        if len(data) <= staging.QUICK:
            reading.read(data)  # a file that is no ledger is told at once, at its field
        return staging.stage(kept=files.keep(data, request.files["file"].filename), employer=employer, by=by)

    if form.submit(keep, by=me()):
        return done(N_("文件已收下，正在试读；还没有写入"), url_for(".imported", id=form.result.id))
    recent = db.session.scalars(staging.runs(current_user).limit(10)).all()
    return render_template("contracts/import.html", form=form, employer=employer, recent=recent, phases=PHASES,
                           columns=[(reading.TITLES[column], need, words) for column, need, words, _ in workbooks.COLUMNS])


@bp.get("/import/template")
@requires(P.CONTRACT_EDIT)
def import_template():
    return sent(workbooks.template(whose() if "employer" in request.args else None), "劳动合同台账样表.xlsx")


@bp.get("/import/<int:id>")
@requires(P.CONTRACT_EDIT)
def imported(id):
    run = staging.run(id, current_user)
    asked = request.args.get("show") if request.args.get("show") in SHOWN else None
    asked = asked or next((name for name in SHOWN if _count(run, name)), "new")
    rows = staging.rows(run, asked, request.args.get("after", 0, int)) if run.phase not in (Phase.FAILED, Phase.DROPPED) else []
    titles = run.header.get("titles", {})
    return render_template("contracts/imported.html", run=run, rows=[(row, workbooks.reasons(row, titles)) for row in rows],
                           shown=asked, tabs=[(name, _count(run, name)) for name in SHOWN if _count(run, name)],
                           codes=sorted((k, n) for k, n in run.counts.items() if k not in OUTCOMES and not k.startswith("w")),
                           waiting=run.phase in WAITING, stuck=run.phase in WAITING and staging.given_up(run),
                           outcomes=OUTCOMES, weights=WEIGHTS, phases=PHASES,
                           problem=run.problem and staging.reviewing.thawed(run.problem))


def _count(run, name):
    return run.counts.get("w:error" if name == "error" else name, 0)


@bp.get("/import/<int:id>/progress")
@requires(P.CONTRACT_EDIT)
def import_progress(id):
    """How far it is, as a fragment that the page's script asks for; 205 when there is a new page to look at."""
    run = staging.run(id, current_user)
    if run.phase not in WAITING or staging.given_up(run):
        return "", 205
    return render_template("contracts/_progress.html", run=run, phases=PHASES)


@bp.post("/import/<int:id>/write")
@requires(P.CONTRACT_EDIT)
def import_write(id):
    staging.publish(staging.run(id, current_user), partial=request.form.get("which") == "good", by=me())
    return done(N_("开始写入；可以离开这一页"), url_for(".imported", id=id))


@bp.post("/import/<int:id>/again")
@requires(P.CONTRACT_EDIT)
def import_again(id):
    staging.stage_again(staging.run(id, current_user), by=me())
    return done(N_("正在重新对照"), url_for(".imported", id=id))


@bp.post("/import/<int:id>/drop")
@requires(P.CONTRACT_EDIT)
def import_drop(id):
    staging.drop(staging.run(id, current_user), by=me())
    return done(N_("这份表没有写入"), url_for(".upload"))


@bp.get("/import/<int:id>/returned")
@requires(P.CONTRACT_EDIT)
def import_returned(id):
    run = staging.run(id, current_user)
    if run.phase not in (Phase.READY, Phase.WRITTEN):
        return done(N_("还没有读完，请稍后再下载"), url_for(".imported", id=id))
    side.looked(me(), "download", run.batch, f"returned {run.batch.name}"[:200])
    name = run.batch.name.rpartition(".")[0] or run.batch.name
    return sent(workbooks.returned(run, files.read(run.batch.sha256)), f"退回-{name}.xlsx")
