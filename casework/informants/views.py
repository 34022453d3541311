"""举报人的页面: written down by those at the counter, opened by POST with a reason by those who may."""

from flask import Blueprint, render_template, url_for
from flask_login import current_user

from casework.core.permissions import P
from casework.core.web import done, requires
from casework.informants import actions, forms, queries
from casework.law.findings import N_

bp = Blueprint("informants", __name__, url_prefix="/informants")


def me():
    return current_user._get_current_object()


@bp.route("/<int:id>", methods=["GET", "POST"])
@requires(P.INFORMANT_VIEW)
def show(id):
    """GET asks for the reason; only a POST with one shows the identity, and no address leads back to it."""
    matter, form = queries.matter(id, current_user, P.INFORMANT_VIEW), forms.ReasonForm()
    shown = form.submit(actions.show, matter, by=me())
    return render_template("informants/show.html", matter=matter, form=form, shown=shown, kept=queries.kept(id),
                           informant=form.result if shown else None)


@bp.route("/<int:id>/new", methods=["GET", "POST"])
@requires(P.INFORMANT_NOTE)
def new(id):
    matter, form = queries.matter(id, current_user, P.INFORMANT_NOTE), forms.InformantForm()
    if form.submit(actions.note, matter, by=me()):
        return done(N_("举报人已单独保管"), url_for("arrears.show", id=id))
    return render_template("informants/new.html", matter=matter, form=form)
