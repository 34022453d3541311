"""The employer's 工资表 beside the workers' list: brought as a file or pasted, looked at, decided line by line or for all."""

from flask import render_template, request, url_for

from casework.arrears import comparing, forms, headings, pages, pasting
from casework.arrears import roster as rosters
from casework.arrears.grid_pages import may_write
from casework.arrears.web import bp, me, the_case
from casework.core import clock, files, importing
from casework.core.errors import Refused
from casework.core.permissions import P
from casework.core.web import done, requires
from casework.law.findings import N_, Message

SHOWN = 300  # pairs of one kind on a page


@bp.route("/<int:id>/compare", methods=["GET", "POST"])
@requires(P.CASE_VIEW)
def compare(id):
    case, form = the_case(id), forms.PayrollForm()

    def keep(*, text, by):
        storage = request.files.get("file")
        brought = storage is not None and storage.filename
        if not brought and not text:
            raise Refused(N_("请选择文件，或把工资表贴进来"), field="text")
        data = files.received(storage) if brought else pasting.as_csv(text)
        roster = rosters.read(data, today=clock.today(), settled=True)
        kept = files.keep(data, storage.filename if brought else "粘贴的工资表.csv", _kind(data))
        return comparing.read_payroll(case=case, roster=roster, kept=kept, by=by)

    if form.submit(keep, by=me()):
        return done(N_("工资表已存为证据，还没有认定"), url_for(".comparison", id=id, batch=form.result.id))
    return render_template("arrears/compare.html", case=case, form=form, payrolls=comparing.payrolls(case), writable=may_write(case, me()))


def _kind(data):
    xlsx = data.startswith(b"PK")
    return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" if xlsx else "text/csv"


@bp.route("/<int:id>/compare/<int:batch>", methods=["GET", "POST"])
@requires(P.CASE_VIEW)
def comparison(id, batch):
    case, form = the_case(id), forms.SheetForm()
    kept = importing.batch(batch, case, "payroll")
    choose = {name[2:]: meaning for name, meaning in request.args.items() if name.startswith("c-") and meaning in headings.MEANINGS}
    roster = rosters.read(files.read(kept.sha256), today=clock.today(), choose=choose, settled=True)
    decided = _decided(request.form)
    if "save" in request.form and form.submit(comparing.settle_comparison, case=case, batch=kept, roster=roster, decided=decided, by=me()):
        return done(Message(N_("已认定 {n} 笔"), n=form.result), url_for(".comparison", id=id, batch=batch, **request.args))
    found = comparing.compare(case, roster)
    kinds = {kind: found.sums(kind) for kind in comparing.KINDS}
    kind = request.args.get("kind")
    kind = kind if kind in kinds else next((each for each, sums in kinds.items() if sums[0]), comparing.SAME)
    return render_template(
        "arrears/comparison.html", case=case, batch=kept, roster=roster, form=form, decided=decided, found=found, kinds=kinds, kind=kind,
        labels=comparing.KINDS, choices=comparing.CHOICES, pairs=found.of(kind)[:SHOWN], shown=SHOWN,
        elsewhere=_elsewhere(case, found.of(kind)[:SHOWN]) if kind == comparing.THEIRS else {},
        proof=comparing.proof(case, kept.sha256), meanings=pages.MEANINGS, choose=choose, writable=may_write(case, me()),
        args={name: value for name, value in request.args.items() if name != "kind"})


def _elsewhere(case, pairs):
    """{pair key: Overlaps} of what a line would be beside, before anybody adds it."""
    found = {}
    for each in comparing.doubts(case, pairs, me()):
        found.setdefault(each.key, []).append(each)
    return found


def _decided(form):
    """A Decided from posted pairs."""
    each = {name[2:]: value for name, value in form.items() if name.startswith("d|")}
    sums = {name[2:]: value[:40] for name, value in form.items() if name.startswith("a|")}
    every = {kind: form.get(f"all|{kind}", "") for kind in comparing.KINDS}
    return comparing.Decided(each, sums, every, again="again" in form)
