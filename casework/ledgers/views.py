"""旧台账的页面: the list, one row, the import with its mapping; a panel on the pages of parties."""

from flask import Blueprint, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf.file import FileField, FileRequired
from markupsafe import Markup

from casework import parties
from casework.accounts import queries as accounts
from casework.core import files, importing
from casework.core.errors import Refused
from casework.core.forms import ActionForm
from casework.core.mapping import Table
from casework.core.permissions import P, may
from casework.core.web import done, requires
from casework.law.findings import N_, Message
from casework.ledgers import actions, queries, reports
from casework.ledgers.reading import FIELDS

__all__ = ["bp", "reports"]

bp = Blueprint("ledgers", __name__, url_prefix="/ledgers")


class LedgerForm(ActionForm):
    not_facts = ActionForm.not_facts | {"file"}
    file = FileField(_l("旧台账（.xlsx 或 CSV）"), [FileRequired(_l("请选择文件"))])


def me():
    return current_user._get_current_object()


@bp.get("/")
@requires(P.CASE_VIEW)
def index():
    return queries.OldCases(queries.old_rows(current_user)).answer("ledgers/index.html")


@bp.get("/<int:id>")
@requires(P.CASE_VIEW)
def show(id):
    one = queries.old(id, current_user)
    return render_template("ledgers/show.html", one=one, mine=one.batch.by_id == current_user.id)


@bp.post("/drop/<int:id>")
@requires(P.CASE_REGISTER)
def drop(id):
    gone = actions.drop(batch=_batch(id), by=me())
    return done(Message(N_("已撤下 {n} 行"), n=gone), url_for(".index"))


@bp.route("/import", methods=["GET", "POST"])
@requires(P.CASE_REGISTER)
def upload():
    form = LedgerForm()

    def stage():
        return actions.stage(kept=importing.brought(request.files["file"], FIELDS), by=me())

    if form.submit(stage):
        return done(N_("已读取，请核对列"), url_for(".match", id=form.result.id))
    return render_template("ledgers/import.html", form=form)


@bp.route("/import/<int:id>", methods=["GET", "POST"])
@requires(P.CASE_REGISTER)
def match(id):
    batch = _batch(id)
    table, error = Table(files.read(batch.sha256), FIELDS), None
    columns = table.typed(request.form) if request.method == "POST" else table.guess
    rows, areas = table.read(columns), accounts.areas(current_user, P.CASE_REGISTER)
    area = next((area for area in areas if area.code == request.form.get("area")), accounts.area_named("", areas, current_user))
    if request.form.get("write"):
        try:
            made = actions.write(batch=batch, rows=rows, area=area, by=me())
            return done(Message(N_("已写入 {n} 行"), n=made), url_for(".index"))
        except Refused as refusal:
            error = refusal.message
    return render_template("ledgers/match.html", batch=batch, listed=table, columns=columns, fields=FIELDS, rows=rows, areas=areas,
                           area=area, error=error, written=batch.stage != importing.Stage.READ)


def _batch(id):
    return importing.own(id, current_user, actions.KIND)


def employer_panel(employer, user):
    count, rows = queries.of_employer(employer, user) if may(user, P.CASE_VIEW) else (0, [])
    if not count:
        return None
    return "old-cases", Message(N_("旧台账（{n} 件）"), n=count), Markup(render_template("ledgers/_panel.html", rows=rows, unsure=False))


def worker_panel(worker, user):
    rows = queries.of_worker(worker, user) if may(user, P.CASE_VIEW) else []
    if not rows:
        return None
    return "old-cases", N_("旧台账里的同名人"), Markup(render_template("ledgers/_panel.html", rows=rows, unsure=True))


parties.PANELS.append(employer_panel)
parties.WORKER_PANELS.append(worker_panel)
