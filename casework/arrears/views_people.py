"""Who speaks for the claimants of a case, and what the employer writes down for each of them."""

from flask import abort, redirect, render_template, url_for

from casework.arrears import proof_forms, representatives, wage_papers
from casework.arrears.models import OPEN
from casework.arrears.web import bp, me, the_case
from casework.core.permissions import P, may
from casework.core.web import done, requires
from casework.law.findings import N_


@bp.route("/<int:id>/representatives", methods=["GET", "POST"])
@requires(P.CASE_REGISTER)
def elect(id):
    case, form = the_case(id), proof_forms.ElectForm()
    form.about(case)
    if form.submit(representatives.elect, case=case, by=me()):
        return done(N_("已登记代表"), url_for(".show", id=id))
    chosen = len(form.workers.data or ())
    return render_template("arrears/representatives.html", case=case, form=form, editable=case.state in OPEN,
                           findings=representatives.findings(case, chosen, len(form.workers.labels)))


@bp.route("/<int:id>/wage-papers", methods=["GET", "POST"])
@requires(P.PAPER_PRINT)
def wage_paper(id):
    """欠条 or 工资确认书 of the ticked workers, as one file."""
    case, form = the_case(id), proof_forms.WagePaperForm()
    if not may(me(), P.PAPER_PRINT, case.area.path):
        abort(403)
    form.offer(wage_papers.owed(case, me()))
    if form.submit(wage_papers.print_, case=case, by=me()):
        return redirect(url_for("documents.printed", id=form.result.id))
    return render_template("arrears/wage_papers.html", case=case, form=form)
