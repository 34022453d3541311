"""文书的页面: papers of a contract or an employer, one or the ticked ones as one file, copies for the pen. Made now and not kept.

POST, because they say whole numbers and leave a trace; a copy for the pen says nothing of anybody.
"""

from flask import abort, render_template, request
from flask_login import current_user

from casework.contracts import documents, forms, lists, printing, queries, workbooks
from casework.contracts.web import bp, me, sent
from casework.contracts.words import KINDS
from casework.core import clock, side
from casework.core.errors import Refused
from casework.core.permissions import P, may
from casework.core.web import requires
from casework.documents import prepared, render
from casework.documents.answers import pdf_response
from casework.law.findings import N_, Message
from casework.parties import queries as parties

MOST = 300  # papers of one file


@bp.post("/<int:id>/paper/<code>")
@requires(P.PAPER_PRINT)
def paper(id, code):
    return _printed(documents.OF_CONTRACT, [code], queries.contract(id, current_user))


@bp.post("/<int:id>/papers")
@requires(P.PAPER_PRINT)
def papers(id):
    """The ticked papers (`codes`) of a contract as one file; `duplex`: each begins on a front."""
    return _printed(documents.OF_CONTRACT, request.form.getlist("codes")[:20], queries.contract(id, current_user))


@bp.post("/employer/<int:id>/paper/<code>")
@requires(P.PAPER_PRINT)
def employer_paper(id, code):
    return _printed(documents.OF_EMPLOYER, [code], parties.employer(id, current_user))


def _printed(among, codes, subject):
    if not may(current_user, P.PAPER_PRINT, subject.area.path):
        abort(403)
    if not codes:
        raise Refused(N_("请勾选要打印的文书"))
    made = [documents.made(among, code, subject) for code in codes]
    for form in made:
        side.looked(me(), "download", subject, form.code)
    return _file([(form, form.printed_facts(on=clock.today())) for form in made], made[0].title)


def _file(papers, name):
    data = printing.file(papers, duplex="duplex" in request.form)
    return pdf_response(data, f"{name}{clock.today().isoformat()}.pdf")


@bp.get("/blank/<code>.pdf")
@requires(P.PAPER_PRINT)
def blank(code):
    form, facts = documents.blank(code)
    return pdf_response(render.pdf(form, facts)[0], f"{form.title}（空白）.pdf")


# ---- lists of an employer: who worked there on a day, what changed between two

@bp.route("/staff", methods=["GET", "POST"])
@requires(P.PAPER_PRINT)
def staff():
    """`employer` in the address. The button says which list, and whether as paper or as a workbook."""
    employer = _employer()
    which, _, kind = request.form.get("make", "").partition(".")
    roster, filing = ((Form() if which == name else Form(formdata=None))
                      for name, Form in (("roster", forms.RosterForm), ("filing", forms.FilingForm)))
    form, Form = {"roster": (roster, documents.StaffRoster), "filing": (filing, documents.EmploymentFiling)}.get(which, (None, None))
    if form and form.validate_on_submit():
        if kind == "xlsx":
            return _workbook(Form(employer, documents.profile(employer.area), **form.keywords()))
        days = {name: day.isoformat() for name, day in form.keywords().items()}
        return prepared.answer("contracts.staff", by=me(), employer=employer.id, which=which, today=clock.today().isoformat(), **days)
    return render_template("contracts/staff.html", employer=employer, roster=roster, filing=filing,
                           exporting=may(current_user, P.LIST_EXPORT, employer.area.path))


def _employer():
    employer = parties.employer(request.args.get("employer", type=int) or abort(404), current_user)
    return employer if may(current_user, P.PAPER_PRINT, employer.area.path) else abort(403)


def _workbook(form):
    if not may(current_user, P.LIST_EXPORT, form.subject.area.path):
        abort(403)
    facts = form.printed_facts(on=clock.today())
    side.looked(me(), "export", form.subject, f"{form.code} {len(facts['rows'])}")
    return sent(workbooks.listed(form.title, facts["heading"], form.columns(facts), facts["rows"]), f"{form.subject.name}{form.title}.xlsx")


# ---- what many contracts became by one renewal

@bp.get("/renewed")
@requires(P.CONTRACT_VIEW)
def renewed():
    """`of`: ids of the contracts that one renewal wrote, with what they are now."""
    ids = [int(id) for id in request.args.get("of", "").split("-") if id.isascii() and id.isdigit() and len(id) < 10][:MOST] or abort(404)
    rows = queries.contracts(ids, current_user) or [queries.contract(ids[0], current_user)]  # none of them: it is told whose they are
    printable = [one.id for one in rows if may(current_user, P.PAPER_PRINT, one.area.path)]
    return render_template("contracts/renewed.html", rows=rows, printable=printable, kinds=KINDS)


@bp.post("/renewals")
@requires(P.PAPER_PRINT)
def renewals():
    """The 续订书 of the last renewal of each of these contracts (`id`), as one file."""
    ids = lists.Contracts.chosen(lists.contract_rows(current_user))
    if len(ids) > MOST:
        raise Refused(Message(N_("一次最多印 {most} 份，请分开印"), most=MOST))
    return prepared.answer("contracts.renewals", by=me(), contracts=sorted(ids), on=clock.today().isoformat(),
                           duplex="duplex" in request.form)
