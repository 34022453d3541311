"""文书的页面: papers of a contract or an employer, one or the ticked ones as one file, copies for the pen. Made now and not kept.

POST, because they say whole numbers and leave a trace; a copy for the pen says nothing of anybody.
"""

from flask import abort, render_template, request
from flask_login import current_user

from casework.contracts import documents, lists, printing, queries
from casework.contracts.web import bp, me
from casework.contracts.words import KINDS
from casework.core import clock, side
from casework.core.errors import Refused
from casework.core.permissions import P, may
from casework.core.web import requires
from casework.documents import render
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


# ---- what many contracts became by one renewal

@bp.get("/renewed")
@requires(P.CONTRACT_VIEW)
def renewed():
    """`of`: ids of the contracts that one renewal wrote, with what they are now."""
    ids = [int(id) for id in request.args.get("of", "").split("-") if id.isascii() and id.isdigit() and len(id) < 10][:MOST] or abort(404)
    rows = queries.contracts(ids, current_user)
    printable = [one.id for one in rows if may(current_user, P.PAPER_PRINT, one.area.path)]
    return render_template("contracts/renewed.html", rows=rows, printable=printable, kinds=KINDS)


@bp.post("/renewals")
@requires(P.PAPER_PRINT)
def renewals():
    """The 续订书 of the last renewal of each of these contracts (`id`), as one file."""
    ids = lists.Contracts.chosen(lists.contract_rows(current_user))
    found = queries.last_renewals(ids[:MOST], current_user)
    if not found:
        raise Refused(N_("这些合同没有登记过续订，没有续订书可印"))
    if len(ids) > MOST:
        raise Refused(Message(N_("一次最多印 {most} 份，请分开印"), most=MOST))
    made = [documents.RenewalAgreement(contract, documents.profile(contract.area), event=event, later=later)
            for contract, event, later in found if contract.kind not in documents.RenewalAgreement.not_for]
    for form in made:
        side.looked(me(), "download", form.subject, form.code)
    return _file([(form, form.printed_facts(on=clock.today())) for form in made], documents.RenewalAgreement.title)
