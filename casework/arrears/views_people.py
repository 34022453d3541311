"""Who speaks for the claimants of a case."""

from flask import render_template, url_for

from casework.arrears import proof_forms, representatives
from casework.arrears.models import OPEN
from casework.arrears.web import bp, me, the_case
from casework.core.permissions import P
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
