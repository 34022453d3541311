"""欠薪案件的页面: the list, the registration, one case with its roster, evidence and moves, the workers."""

import io

from flask import abort, render_template, request, send_file, url_for
from flask_login import current_user
from markupsafe import Markup

from casework import parties
from casework.arrears import (
    BEGINNINGS,
    actions,
    employers,
    figures,
    forms,
    lifecycle,
    merging,
    overlap,
    pages,
    paying,
    payment_queries,
    queries,
    views_compare,
    views_grid,
    views_people,
    views_proof,
    views_reports,
    views_sites,
)
from casework.arrears import roster as rosters
from casework.arrears.models import LABELS
from casework.arrears.web import bp, me, seen_case, the_case
from casework.core import calendar, clock, files, importing, sheets, side
from casework.core.permissions import P
from casework.core.web import done, requires
from casework.documents.returned import seen_in
from casework.extensions import db
from casework.law import inspection
from casework.law.findings import N_, Message
from casework.parties import queries as known
from casework.parties.models import Worker

__all__ = ["bp", "views_compare", "views_grid", "views_people", "views_proof", "views_reports", "views_sites"]

TOTALLED = 5_000  # cases of a filter whose sums stand under the list; of more, the report says them

lifecycle.FLOW.routes(bp, the_case)


@bp.get("/")
@requires(P.CASE_VIEW)
def index():
    listing = queries.Cases(queries.case_rows(current_user))
    return listing.answer("arrears/index.html", labels=LABELS, readings=lambda rows: pages.readings(rows, current_user),
                          total=lambda rows: figures.of_filter(listing.unordered) if rows and listing.count <= TOTALLED else None)


@bp.route("/new", methods=["GET", "POST"])
@requires(P.CASE_REGISTER)
def new():
    form = forms.NewCaseForm()
    began = [(request.args.get(key, type=int), *what) for key, what in BEGINNINGS.items() if key in request.args]
    if request.method == "GET":
        for id, fill, _ in began:
            form.process(data=fill(id))
    if not form.look_up(known.employer_by_code, known.worker_by_number):
        brought = form.read(read)
        unsure = not form.roster.errors and [brought is None and form.doubted(pages.doubts), form.ask(pages.likely, current_user)]
        if unsure and not any(unsure) and form.submit(actions.register, by=me(), **form.chosen):
            for id, _, registered in began:
                registered(id, form.result)
            return _registered(form.result, brought)
    due = inspection.ACCEPTANCE.due(clock.today(), calendar.calendar()).on
    return render_template("arrears/new.html", form=form, due=due)


def _registered(case, brought):
    """On to the case, or to the dry run of the roster that came with it."""
    said = Message(N_("已登记 {number}"), number=case.number)
    if brought is None:
        return done(said, url_for(".show", id=case.id))
    roster, kept = brought
    batch = actions.read_roster(case=case, roster=roster, kept=kept, by=me())
    return done(said, url_for(".roster", id=case.id, batch=batch.id))


@bp.get("/<int:id>")
@requires(P.CASE_VIEW)
def show(id):
    return render_template("arrears/show.html", **pages.case_page(seen_case(id), current_user))


@bp.get("/<int:id>/claims")
@requires(P.CASE_VIEW)
def claims(id):
    after, first = request.args.get("after", 0, type=int), request.args.get("first", 1, type=int)
    return render_template("arrears/claims.html", **pages.claim_page(seen_case(id), after, first))


@bp.post("/<int:id>/number/<int:worker>")
@requires(P.NUMBER_SHOW)
def number(id, worker):
    case, person = the_case(id), db.get_or_404(Worker, worker)
    if not pages.belongs(worker, case):
        abort(404)
    shown = actions.show_number(worker=person, case=case, by=me())
    side.looked(me(), "shown", person, case.number)
    return render_template("arrears/show.html", **pages.case_page(case, current_user, {worker: (shown, person.telephone)}))


# ---- rosters


def read(storage):
    """An upload as (what is in it, the kept file)."""
    data = files.received(storage)
    roster = rosters.read(data, today=clock.today())
    return roster, files.keep(data, storage.filename)


@bp.route("/<int:id>/roster", methods=["GET", "POST"])
@requires(P.CASE_REGISTER)
def upload(id):
    case, form = the_case(id), forms.RosterForm()

    def keep(*, roster, by):
        found, kept = read(request.files["roster"])
        return actions.read_roster(case=case, roster=found, kept=kept, by=by)

    if form.submit(keep, by=me()):
        return done(Message(N_("文件已读，还没有写入")), url_for(".roster", id=id, batch=form.result.id))
    return render_template("arrears/upload.html", case=case, form=form)


def _staged(id, batch):
    """(case, batch, roster): the kept file read again, with the rows that the case already has among the bad ones."""
    case = the_case(id)
    batch = importing.batch(batch, case, "roster")
    roster = rosters.read(files.read(batch.sha256), today=clock.today())
    for row, message in actions.already_there(case, roster).items():
        roster.refuse(row, "月份", message)
    overlap.warn(roster, case.employer, current_user, case)
    return case, batch, roster


@bp.get("/<int:id>/roster/<int:batch>")
@requires(P.CASE_REGISTER)
def roster(id, batch):
    case, batch, found = _staged(id, batch)
    return render_template("arrears/roster.html", case=case, batch=batch, roster=found, meanings=pages.MEANINGS)


@bp.post("/<int:id>/roster/<int:batch>/write")
@requires(P.CASE_REGISTER)
def write(id, batch):
    case, batch, found = _staged(id, batch)
    kept = files.Kept(batch.sha256, 0, "", batch.name)
    actions.import_roster(case=case, roster=found, kept=kept, batch=batch, by=me())
    return done(Message(N_("已导入花名册，共 {lines} 笔"), lines=len(found.lines)), url_for(".show", id=id))


@bp.post("/<int:id>/roster/<int:batch>/drop")
@requires(P.CASE_REGISTER)
def drop(id, batch):
    actions.drop_batch(importing.batch(batch, the_case(id), "roster"), me())
    return done(Message(N_("这份表没有写入")), url_for(".upload", id=id))


@bp.get("/<int:id>/roster/<int:batch>/returned")
@requires(P.CASE_REGISTER)
def returned(id, batch):
    case, batch, found = _staged(id, batch)
    side.looked(me(), "download", case, f"returned {batch.name}")
    data = sheets.annotate(files.read(batch.sha256), found.reasons(), sheet=found.sheet, header_row=found.header_row)
    return _download(data, f"退回-{batch.name.rpartition('.')[0]}.xlsx")


def _download(data, name):
    """Bytes as a download that can do nothing in this site's name."""
    response = send_file(io.BytesIO(data), as_attachment=True, download_name=name, mimetype="application/octet-stream")
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@bp.post("/<int:id>/not-same")
@requires(P.CASE_REGISTER)
def not_same(id):
    ids = [request.form.get(name, 0, type=int) for name in ("line", "other")]
    overlap.not_same(case=the_case(id), line_id=ids[0], other_id=ids[1], by=me())
    return done(N_("已记下：不是同一笔"), url_for(".show", id=id))


# ---- payments


@bp.route("/<int:id>/payments", methods=["GET", "POST"])
@requires(P.CASE_VIEW)
def payments(id):
    case, form = the_case(id), forms.PaymentForm()
    people = pages.owed_people(case)

    def pay(*, by, **facts):
        return paying.pay_workers(case=case, amounts=form.amounts([p.worker for p in people]), by=by, bad=form.bad, **facts)

    if form.submit(pay, by=me()):
        return done(N_("已登记付款"), url_for(".payments", id=id))
    return render_template("arrears/payments.html", form=form, people=people, **pages.payment_page(case, me()))


@bp.route("/<int:id>/payments/<int:payment>/withdraw", methods=["GET", "POST"])
@requires(P.PAYMENT_ADD)
def withdraw_payment(id, payment):
    case, form = the_case(id), forms.WithdrawPaymentForm()
    found = payment_queries.payment(payment, case)
    if form.submit(paying.withdraw_payment, payment=found, by=me()):
        return done(N_("付款已撤销，记录保留"), url_for(".payments", id=id))
    return render_template("arrears/withdraw_payment.html", case=case, payment=found, form=form)


@bp.route("/<int:id>/plan", methods=["GET", "POST"])
@requires(P.PAYMENT_ADD)
def plan(id):
    case, form = the_case(id), forms.PlanForm()
    if form.submit(paying.plan_instalments, case=case, by=me()):
        return done(N_("已登记分期支付的约定"), url_for(".payments", id=id))
    return render_template("arrears/plan.html", case=case, form=form, sums=queries.sums(case))


@bp.post("/<int:id>/unfound/<int:worker>")
@requires(P.PAYMENT_ADD)
def unfound(id, worker):
    paying.note_unfound(case=the_case(id), worker_id=worker, by=me())
    return done(N_("已登记为联系不上"), url_for(".payments", id=id))


@bp.post("/<int:id>/unfound/<int:unfound>/found")
@requires(P.PAYMENT_ADD)
def found(id, unfound):
    paying.found(unfound=db.one_or_404(payment_queries.unfound(the_case(id)).where(paying.Unfound.id == unfound)), by=me())
    return done(N_("已登记为找到"), url_for(".payments", id=id))


@bp.get("/unfound")
@requires(P.CASE_VIEW)
def unfound_list():
    rows = db.session.execute(payment_queries.unfound_rows(current_user)).all()
    return render_template("arrears/unfound.html", rows=rows, today=clock.today())


# ---- evidence


@bp.route("/<int:id>/evidence", methods=["GET", "POST"])
@requires(P.CASE_REGISTER)
def add_evidence(id):
    case, form = the_case(id), forms.EvidenceForm()

    def keep(*, by, **facts):
        storage = request.files["file"]
        data = files.received(storage)
        kept = files.keep(data, storage.filename, files.judge_evidence(data))
        (seen,) = seen_in([kept], merging.with_parts(case))
        return actions.add_evidence(case=case, kept=kept, paper=seen, by=by, **facts)

    if form.submit(keep, by=me()):
        return done(Message(N_("已收证据：{name}"), name=form.result.name), url_for(".show", id=id, _anchor="evidence"))
    return render_template("arrears/evidence.html", case=case, form=form)


@bp.get("/<int:id>/evidence/<int:evidence>")
@requires(P.CASE_VIEW)
def evidence(id, evidence):
    case = seen_case(id)
    item = db.one_or_404(files.of(case).where(files.Evidence.id == evidence))
    side.looked(me(), "download", item, item.name)
    return _download(files.read(item.sha256), item.name)


# ---- on the pages of parties


def _panel(rows, user):
    return "cases", N_("欠薪案件"), Markup(render_template(
        "arrears/_cases.html", employers=False, cases=rows, labels=LABELS, figures=figures.of_row, readings=pages.readings(rows, user)))


def worker_panel(worker, user):
    """The cases of a worker, on the worker's page."""
    return _panel(pages.cases_of(worker, user), user)


parties.PANELS += [employers.arrears_panel, employers.cases_panel]
parties.WORKER_PANELS.append(worker_panel)
parties.WORKER_SCOPES.append(pages.in_cases)
parties.JOINING.append(queries.may_be_one)
parties.WORKER_COLUMNS.append((pages.WORKER_COLUMNS, pages.worker_columns))
parties.WORKER_FILTERS["owing"] = pages.WORKERS_OWED
