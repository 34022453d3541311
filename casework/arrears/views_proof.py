"""The employer's proof: the grid, and the form under it that notes what came in."""

from flask import render_template, url_for

from casework.arrears import proof_forms, proof_queries, proving
from casework.arrears.models import OPEN
from casework.arrears.proofs import DEMANDS, STANDINGS
from casework.arrears.web import bp, me, the_case
from casework.core import clock, files
from casework.core.permissions import P, may
from casework.core.web import done, requires
from casework.extensions import db
from casework.law.findings import N_
from casework.law.penalty import may_rely_on_worker


@bp.route("/<int:id>/proof", methods=["GET", "POST"])
@requires(P.CASE_VIEW)
def proof(id):
    case, form = the_case(id), proof_forms.HandInForm()
    evidence = db.session.scalars(files.of(case)).all()
    form.offer(evidence)
    if form.submit(proving.hand_in, case=case, by=me()):
        return done(N_("已登记"), url_for(".proof", id=id))
    rows = proof_queries.grid(case, clock.today())
    return render_template(
        "arrears/proof.html", case=case, form=form, rows=rows, evidence=evidence, standings=STANDINGS, demands=proof_queries.demands(case),
        demand_words=DEMANDS, burden=may_rely_on_worker.clause.basis, relied=any(row.late for row in rows), today=clock.today(),
        editable=case.state in OPEN and may(me(), P.CASE_REGISTER, case.area.path))
