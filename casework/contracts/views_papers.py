"""签好的合同与批量续订的页面: the signed paper brought, seen in place and given back; many terms renewed by one form."""

from flask import abort, render_template, request, url_for
from flask_login import current_user

from casework.contracts import actions, forms, lists, queries, renewing
from casework.contracts.web import as_it_came, bp, me, scanned, seen_in_place
from casework.contracts.words import KINDS, WEIGHTS
from casework.core.permissions import P
from casework.core.web import done, requires
from casework.law.findings import N_, Message


@bp.route("/<int:id>/scan", methods=["GET", "POST"])
@requires(P.CONTRACT_EDIT)
def scan(id):
    contract, form = queries.contract(id, current_user), forms.ScanForm()

    def keep(*, by, **facts):
        return actions.add_scan(contract, kept=scanned(request.files["file"]), by=by, **facts)

    if form.submit(keep, by=me()):
        return done(Message(N_("已收签好的合同：{name}"), name=form.result.name), url_for(".show", id=id, _anchor="scans"))
    return render_template("contracts/scan.html", contract=contract, form=form)


def _scan(id, scan):
    contract = queries.contract(id, current_user)
    return next((one for one in queries.scans_of(contract) if one.id == scan), None) or abort(404)


@bp.get("/<int:id>/scan/<int:scan>")
@requires(P.CONTRACT_VIEW)
def scan_seen(id, scan):
    return seen_in_place(_scan(id, scan))


@bp.get("/<int:id>/scan/<int:scan>/original")
@requires(P.CONTRACT_VIEW)
def scan_original(id, scan):
    return as_it_came(_scan(id, scan))


@bp.post("/renew")
@requires(P.CONTRACT_EDIT)
def renew_many():
    """First from the list with its ticked rows: what each would become. Then from its own form: so it is done."""
    form = forms.RenewManyForm()
    ticked = request.form.getlist("contract", type=int)
    ids = ticked or lists.Contracts.chosen(lists.contract_rows(current_user))
    if "write" in request.form and form.submit(renewing.renew_many, ids, by=me()):
        return done(Message(N_("已续订 {n} 份"), n=len(form.result)), url_for(".renewed", of="-".join(str(one.id) for one in form.result)))
    if "look" in request.form:
        form.validate()
    asked = {name: form[name].data for name in ("kind", "months") if not form[name].errors and form[name].data}
    return render_template("contracts/renew.html", form=form, plans=renewing.planned(ids, by=me(), **asked), kinds=KINDS, weights=WEIGHTS)
