"""Lists of enterprises and of construction projects: which column is which, what would change, and the taking of what was ticked."""

from dataclasses import dataclass

from flask import g, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired

from casework.core import files, importing
from casework.core.errors import Refused
from casework.core.forms import ActionForm
from casework.core.mapping import Table
from casework.core.permissions import P
from casework.core.web import done, requires
from casework.law.findings import N_, Message
from casework.parties import enterprises, sites_listed
from casework.parties.listed import OUTCOMES
from casework.parties.models import Employer
from casework.parties.web import bp, me

SHOWN = 500  # rows on the page; the rest goes with one tick


@dataclass(frozen=True)
class Kind:
    """A kind of list: the module that reads it (KIND, FIELDS, stage, plan, take), its pages (the first words of their endpoints lead
    to the upload, the rows, the list of records, one record), and what they say."""

    lists: object
    upload: str
    match: str
    index: str
    show: str
    words: dict
    title: str
    note: str
    hint: str
    back: str
    check: str
    counts: str
    head: str
    code: str
    fresh: str
    done: str


ENTERPRISES = Kind(
    enterprises, "parties.upload_list", "parties.match_list", "parties.index", "parties.show", Employer.words, N_("导入企业名录"),
    N_("市场监管、税务的名录，按信用代码对照"), N_("先看哪些是新单位、哪些信息不一样，勾选后才写入。名录里空着的栏不改登记。"),
    N_("用人单位清单"), N_("核对名录"), N_("新单位 {new}，信息不同 {changed}，没有变化 {unchanged}"), N_("用人单位"), N_("信用代码"),
    N_("新单位"), N_("新登记 {new} 家，更新 {changed} 家"))
PROJECTS = Kind(
    sites_listed, "parties.upload_projects", "parties.match_projects", "parties.projects", "parties.project", sites_listed.WORDS,
    N_("导入工程名录"), N_("住建、水利、交通等部门的名录，按施工许可证号，没有的按名称和总承包单位对照"),
    N_("先看哪些是新工程、哪些信息不一样，勾选后才写入。名录里空着的栏不改登记；换了建设单位、总承包单位的，从今天起算。"), N_("工程项目"),
    N_("核对工程名录"), N_("新工程 {new}，信息不同 {changed}，没有变化 {unchanged}"), N_("工程名称"), N_("施工许可证号"), N_("新工程"),
    N_("新登记 {new} 个工程，更新 {changed} 个"))


class ListForm(ActionForm):
    not_facts = ActionForm.not_facts | {"file"}
    file = FileField(_l("名录（.xlsx 或 CSV）"), [FileRequired(_l("请选择文件"))])


@bp.route("/employers/lists", methods=["GET", "POST"])
@requires(P.PARTY_EDIT)
def upload_list():
    return _upload(ENTERPRISES)


@bp.route("/employers/lists/<int:id>", methods=["GET", "POST"])
@requires(P.PARTY_EDIT)
def match_list(id):
    return _match(ENTERPRISES, id)


@bp.route("/projects/lists", methods=["GET", "POST"])
@requires(P.PARTY_EDIT)
def upload_projects():
    return _upload(PROJECTS)


@bp.route("/projects/lists/<int:id>", methods=["GET", "POST"])
@requires(P.PARTY_EDIT)
def match_projects(id):
    return _match(PROJECTS, id)


def _upload(kind):
    form = ListForm()

    def stage():
        return kind.lists.stage(kept=importing.brought(request.files["file"], kind.lists.FIELDS), by=me())

    if form.submit(stage):
        return done(N_("已读取，请核对列"), url_for(kind.match, id=form.result.id))
    return render_template("parties/list.html", form=form, kind=kind)


def _match(kind, id):
    lists = kind.lists
    batch = importing.own(id, me(), lists.KIND)
    table = Table(files.read(batch.sha256), lists.FIELDS)
    columns, error = table.typed(request.form) if request.method == "POST" else table.guess, None
    rows = table.read(columns)
    lines = lists.plan(rows, me())
    moving, writing = [line for line in lines if line.outcome != "unchanged"], bool(request.form.get("write"))
    shown, rest = moving[:SHOWN], moving[SHOWN:]
    ticked = set(request.form.getlist("row", type=int)) if writing else {line.row for line in shown}
    counts = {one: sum(line.outcome == one for line in lines) for one in OUTCOMES}
    if writing:
        chosen = [line for line in shown if line.row in ticked] + (rest if request.form.get("rest") else [])
        try:
            return done(Message(kind.done, **lists.take(batch=batch, lines=chosen, rows=rows, by=me())), url_for(kind.index))
        except Refused as refusal:
            g.refused, error = True, refusal.message  # a row that cannot be taken takes the others along
    return render_template("parties/list_match.html", kind=kind, batch=batch, listed=table, columns=columns, fields=lists.FIELDS,
                           rows=rows, lines=shown, rest=rest, counts=Message(kind.counts, **counts), error=error, ticked=ticked,
                           written=batch.stage != importing.Stage.READ)
