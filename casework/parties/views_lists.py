"""Lists of enterprises: which column is which, what would change, and the taking of what was ticked."""

from flask import render_template, request, url_for
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired

from casework.core import files, importing
from casework.core.errors import Refused
from casework.core.forms import ActionForm
from casework.core.mapping import Table
from casework.core.permissions import P
from casework.core.web import done, requires
from casework.extensions import db
from casework.law.findings import N_, Message
from casework.parties import enterprises
from casework.parties.models import Employer
from casework.parties.web import bp, me


class ListForm(ActionForm):
    not_facts = ActionForm.not_facts | {"file"}
    file = FileField(_l("企业名录（.xlsx 或 CSV）"), [FileRequired(_l("请选择文件"))])


@bp.route("/employers/lists", methods=["GET", "POST"])
@requires(P.PARTY_EDIT)
def upload_list():
    form = ListForm()

    def stage():
        data = files.received(request.files["file"])
        Table(data, enterprises.FIELDS)  # judged before anything is kept
        return enterprises.stage(kept=files.keep(data, request.files["file"].filename), by=me())

    if form.submit(stage):
        return done(N_("已读取，请核对列"), url_for(".match_list", id=form.result.id))
    return render_template("parties/list.html", form=form)


@bp.route("/employers/lists/<int:id>", methods=["GET", "POST"])
@requires(P.PARTY_EDIT)
def match_list(id):
    batch = db.one_or_404(db.select(importing.ImportBatch).where(
        importing.ImportBatch.id == id, importing.ImportBatch.by_id == me().id, importing.ImportBatch.kind == enterprises.KIND))
    table = Table(files.read(batch.sha256), enterprises.FIELDS)
    columns, error = table.typed(request.form) if request.method == "POST" else table.guess, None
    rows = table.read(columns)
    lines = enterprises.plan(rows, me())
    ticked = {int(row) for row in request.form.getlist("row") if row.isdecimal()}
    if request.form.get("write"):
        try:
            counts = enterprises.take(batch=batch, rows=table.read(columns), ticked=ticked, by=me())
            return done(Message(N_("新登记 {new} 家，更新 {changed} 家，没有变化 {unchanged} 家"), **counts), url_for(".index"))
        except Refused as refusal:
            error = refusal.message
    counts = {kind: sum(line.outcome == kind for line in lines) for kind in enterprises.OUTCOMES}
    return render_template("parties/list_match.html", batch=batch, listed=table, columns=columns, fields=enterprises.FIELDS, rows=rows,
                           lines=[line for line in lines if line.outcome != "unchanged"][:500], counts=counts, error=error, ticked=ticked,
                           words=Employer.words, written=batch.stage != importing.Stage.READ)
