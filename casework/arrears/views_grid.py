"""The sheet of a case: worker × month, one layer at a time, typed into or pasted; saved whole."""

import json

from flask import abort, render_template, request, url_for

from casework.arrears import actions, claiming, forms, grid, grid_pages, grid_typed, pasting
from casework.arrears import roster as rosters
from casework.arrears.grid_saving import save_sheet
from casework.arrears.web import bp, me, the_case
from casework.core import clock, files
from casework.core.permissions import P
from casework.core.web import done, requires
from casework.core.words import say
from casework.law.findings import N_, Message


@bp.route("/<int:id>/sheet", methods=["GET", "POST"])
@requires(P.CASE_VIEW)
def sheet(id):
    case, form, typed = the_case(id), forms.SheetForm(), grid_typed.read(request.values)
    if "save" in request.form and form.submit(save_sheet, case=case, typed=typed, by=me()):
        saved, months = form.result, typed.months
        said = Message(N_("已保存：改 {changed} 笔，新增 {made} 笔，删去 {removed} 笔，新来 {people} 人"), **vars(saved))
        kept = {"from": f"{months[0]:%Y-%m}", "to": f"{months[-1]:%Y-%m}"} if months else {}
        return done(said, url_for(".sheet", id=id, layer=typed.layer.name, first=request.args.get("first"), **kept))
    return _page(case, form, typed)


@bp.post("/<int:id>/sheet/paste")
@requires(P.CASE_REGISTER)
def paste(id):
    """A whole sheet as text: read as a roster, shown before anything is written."""
    case, form = the_case(id), forms.PasteForm()

    def keep(*, text, by):
        data = pasting.as_csv(text)
        found = rosters.read(data, today=clock.today())
        return actions.read_roster(case=case, roster=found, kept=files.keep(data, "粘贴的表.csv"), by=by)

    if form.submit(keep, by=me()):
        return done(Message(N_("已读，还没有写入")), url_for(".roster", id=id, batch=form.result.id))
    return _page(case, forms.SheetForm(formdata=None), grid_typed.read(request.args), form)


@bp.route("/<int:id>/sheet/<int:worker>", methods=["GET", "POST"])
@requires(P.CASE_VIEW)
def sheet_worker(id, worker):
    """Every figure of one worker's lines, with what was found and how it was worked out."""
    case, form, typed = the_case(id), forms.SheetForm(), grid_typed.read(request.values)
    if "save" in request.form and form.submit(save_sheet, case=case, typed=typed, by=me()):
        where = url_for(".sheet_worker", id=id, worker=worker) if grid.rows_of(case, worker) else url_for(".sheet", id=id)
        return done(Message(N_("已保存：改 {changed} 笔，新增 {made} 笔，删去 {removed} 笔，新来 {people} 人"), **vars(form.result)), where)
    return _worker_page(case, worker, form, typed, forms.ClaimForm(formdata=None))


@bp.post("/<int:id>/sheet/<int:worker>/claim")
@requires(P.CASE_REGISTER)
def add_claim(id, worker):
    case, form = the_case(id), forms.ClaimForm()
    if form.submit(claiming.add_claim, case=case, worker_id=worker, by=me()):
        return done(N_("已记入"), url_for(".sheet_worker", id=id, worker=worker))
    return _worker_page(case, worker, forms.SheetForm(formdata=None), grid_typed.read(request.args), form)


def _worker_page(case, worker, form, typed, claim):
    rows = grid.rows_of(case, worker)
    if not rows:
        abort(404)
    base = json.dumps(grid_typed.base_of_rows(rows, typed), ensure_ascii=False, separators=(",", ":"))
    return render_template("arrears/sheet_worker.html", case=case, person=rows[0].worker, form=form, typed=typed, claim=claim, base=base,
                           **grid_pages.worker_page(case, rows, typed, me()))


def _page(case, form, typed, pasted=None):
    found = grid.read(case, typed.layer, request.args.get("first", 1, type=int), typed.months)
    if not found.months and not found.columns:
        found = grid.read(case, typed.layer, extra=grid.usual(case))
    return render_template(
        "arrears/sheet.html", case=case, form=form, paste=pasted or forms.PasteForm(formdata=None), typed=typed, grid=found,
        layers=grid.LAYERS, labels={column.key: f" {say(column.label)} {say(found.layer.label)}" for column in found.columns},
        base=json.dumps(grid_typed.base_of(found, typed), ensure_ascii=False, separators=(",", ":")),
        **grid_pages.around(case, found, typed, me()))
