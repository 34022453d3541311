"""交接单: made, shared out, signed by each with the own password, printed."""

from flask import abort, render_template, request, url_for
from flask_login import current_user

from casework.accounts import queries as accounts
from casework.accounts.absences import answers_for
from casework.core import holdings, side
from casework.core.permissions import P, may
from casework.core.web import SIGNED_IN, done, requires
from casework.desk import forms, handing, queries
from casework.desk.documents import HandoverSlip
from casework.desk.models import SLIP_STATES, WHYS, SlipState
from casework.desk.web import bp, me
from casework.documents import render
from casework.documents.answers import pdf_response
from casework.extensions import db
from casework.law.findings import N_


@bp.get("/handovers/")
@requires(SIGNED_IN)
def handovers():
    slips = db.session.scalars(queries.handovers(me()).limit(200)).unique().all()
    return render_template("desk/handovers.html", slips=slips, states=SLIP_STATES, whys=WHYS, others=_others())


def _others():
    """People for whom this person may make a slip."""
    if not (may(current_user, P.HANDOVER_SIGN) or may(current_user, P.USER_MANAGE)):
        return []
    return accounts.answered_for(me())


def _giver():
    """The person in the address, else oneself; somebody for whom one does not answer is no page."""
    id = request.args.get("user", type=int)
    giver = accounts.person(id) if id and id != current_user.id else me()
    if giver is None or not answers_for(me(), giver) or giver.home is None:
        abort(404)
    return giver


@bp.route("/handovers/new", methods=["GET", "POST"])
@requires(SIGNED_IN)
def new_handover():
    giver = _giver()
    form = forms.HandoverForm().offer(queries.colleagues_of(giver))
    if form.submit(handing.make, giver=giver, by=me()):
        return done(N_("交接单已列好，请核对每一项交给谁"), url_for(".handover", id=form.result.id))
    return render_template("desk/handover_new.html", form=form, giver=giver, held=holdings.of(giver), kinds=holdings.HOLDINGS)


def _page(slip, sign=None, problem=None):
    giver = accounts.person(slip.giver_id)
    own = next((one for one in slip.signatures if one.user_id == current_user.id), None)
    standing = own is None and not slip.signatures[0].signed_at and handing.signs_for(me(), giver) \
        and not current_user.hands & {item.receiver_id for item in slip.items}
    signing = slip.state is SlipState.OPEN and (standing or (own is not None and own.signed_at is None))
    changing = slip.state is SlipState.OPEN and not slip.signed and current_user.id in (slip.made_by_id, slip.giver_id)
    return render_template(
        "desk/handover.html", slip=slip, states=SLIP_STATES, whys=WHYS, kinds=holdings.HOLDINGS, standing=standing, problem=problem,
        sign=sign or (forms.SignForm() if signing else None), colleagues=queries.colleagues_of(giver) if changing else [],
        withdrawable=slip.state is SlipState.OPEN
        and (current_user.id == slip.made_by_id or answers_for(me(), giver)))


@bp.get("/handovers/<int:id>")
@requires(SIGNED_IN)
def handover(id):
    return _page(queries.handover(id, me()))


@bp.post("/handovers/<int:id>/share")
@requires(SIGNED_IN)
def share(id):
    slip, form = queries.handover(id, me()), forms.ShareForm()
    form.offer(queries.colleagues_of(accounts.person(slip.giver_id)), slip.items)
    if form.submit(handing.share, slip, by=me()):
        return done(N_("接收人已改好"), url_for(".handover", id=id))
    return _page(slip, problem=form)


@bp.post("/handovers/<int:id>/sign")
@requires(SIGNED_IN)
def sign(id):
    slip, form = queries.handover(id, me()), forms.SignForm().sign_as(me())
    if form.submit(handing.sign, slip, by=me()):
        moved = form.result.state is SlipState.DONE
        return done(N_("已签字，工作已移交") if moved else N_("已签字，等其他人签字"), url_for(".handover", id=id))
    return _page(slip, sign=form)


@bp.post("/handovers/<int:id>/withdraw")
@requires(SIGNED_IN)
def withdraw_handover(id):
    handing.withdraw(queries.handover(id, me()), by=me())
    return done(N_("交接单已撤回，工作没有移交"), url_for(".handovers"))


@bp.get("/handovers/<int:id>/slip.pdf")
@requires(SIGNED_IN)
def handover_slip(id):
    slip = queries.handover(id, me())
    if slip.facts is None:
        abort(404)
    paper = HandoverSlip.of(slip, slip.giver.body.name if slip.giver.body else slip.area.office)
    side.looked(me(), "download", slip, HandoverSlip.code)
    return pdf_response(render.pdf(paper, paper.printed_facts())[0], f"{paper.title}-{slip.giver.name}.pdf")
