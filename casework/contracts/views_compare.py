"""找未签的页面: upload an employer's lists, see them beside the register, take the people without a contract to the import."""

from flask import abort, render_template, request, url_for
from flask_login import current_user

from casework.contracts import compared, comparing, forms, reviewing
from casework.contracts.web import bp, me, whose
from casework.contracts.words import WEIGHTS
from casework.core import files
from casework.core.errors import Refused
from casework.core.permissions import P
from casework.core.web import done, requires
from casework.law.findings import N_


@bp.route("/compare", methods=["GET", "POST"])
@requires(P.CONTRACT_EDIT)
def compare():
    """`employer` in the address."""
    employer, form = whose(), forms.CompareForm()

    def compare_all(*, by):
        return compared.compare(employer=employer, lists=_read(form), by=by)

    if form.submit(compare_all, by=me()):
        return done(N_("已对照并留存"), url_for(".compared_people", of=form.result.id))
    return render_template("contracts/compare.html", form=form, employer=employer, earlier=compared.of_employer(employer.id),
                           verdicts=comparing.VERDICTS)


def _read(form):
    """{list: (Kept, [Found], problems)} of the files that came; what cannot be read is told at its field."""
    lists = {}
    for key in comparing.LISTS:
        storage = request.files.get(key)
        if storage and storage.filename:
            try:
                data = files.received(storage)
                lists[key] = (files.keep(data, storage.filename), *comparing.people(data))
            except Refused as refusal:
                raise Refused(refusal.message, field=key) from None
    return lists


@bp.get("/compared")
@requires(P.CONTRACT_VIEW)
def compared_people():
    """`of` in the address: the comparison."""
    of = compared.comparison(request.args.get("of", type=int) or abort(404), current_user)
    listing = compared.People(compared.people(current_user, of.id), lists={source["list"] for source in of.sources})
    return listing.answer("contracts/compared.html", of=of, lists_said=comparing.LISTS, verdicts=comparing.VERDICTS, weights=WEIGHTS,
                          notes=lambda rows: {row.id: compared.notes(row) for row in rows}, thawed=lambda rows: reviewing.thawed)


@bp.post("/compared/draft")
@requires(P.CONTRACT_EDIT)
def draft_compared():
    of = compared.comparison(request.form.get("of", type=int) or request.args.get("of", type=int) or abort(404), current_user)
    run = compared.draft(of, compared.People.chosen(compared.people(current_user, of.id)), by=me())
    return done(N_("已做成台账，正在试读；看过再写入"), url_for(".imported", id=run.id))
