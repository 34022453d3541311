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
from casework.law.findings import N_, Message
from casework.parties import enterprises
from casework.parties.models import Employer
from casework.parties.web import bp, me

SHOWN = 500  # rows on the page; the rest goes with one tick


class ListForm(ActionForm):
    not_facts = ActionForm.not_facts | {"file"}
    file = FileField(_l("企业名录（.xlsx 或 CSV）"), [FileRequired(_l("请选择文件"))])


@bp.route("/employers/lists", methods=["GET", "POST"])
@requires(P.PARTY_EDIT)
def upload_list():
    form = ListForm()

    def stage():
        return enterprises.stage(kept=importing.brought(request.files["file"], enterprises.FIELDS), by=me())

    if form.submit(stage):
        return done(N_("已读取，请核对列"), url_for(".match_list", id=form.result.id))
    return render_template("parties/list.html", form=form)


@bp.route("/employers/lists/<int:id>", methods=["GET", "POST"])
@requires(P.PARTY_EDIT)
def match_list(id):
    batch = importing.own(id, me(), enterprises.KIND)
    table = Table(files.read(batch.sha256), enterprises.FIELDS)
    columns, error = table.typed(request.form) if request.method == "POST" else table.guess, None
    rows = table.read(columns)
    lines = enterprises.plan(rows, me())
    moving, writing = [line for line in lines if line.outcome != "unchanged"], bool(request.form.get("write"))
    shown, rest = moving[:SHOWN], moving[SHOWN:]
    ticked = set(request.form.getlist("row", type=int)) if writing else {line.row for line in shown}
    if writing:
        chosen = [line for line in shown if line.row in ticked] + (rest if request.form.get("rest") else [])
        try:
            counts = enterprises.take(batch=batch, lines=chosen, rows=rows, by=me())
            return done(Message(N_("新登记 {new} 家，更新 {changed} 家"), **counts), url_for(".index"))
        except Refused as refusal:
            error = refusal.message
    counts = {kind: sum(line.outcome == kind for line in lines) for kind in enterprises.OUTCOMES}
    return render_template("parties/list_match.html", batch=batch, listed=table, columns=columns, fields=enterprises.FIELDS, rows=rows,
                           lines=shown, rest=rest, counts=counts, error=error, ticked=ticked,
                           words=Employer.words, written=batch.stage != importing.Stage.READ)
