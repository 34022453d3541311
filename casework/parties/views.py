"""Employers: the list of one's areas, one page for each, and the look-up of an exact credit code in the whole city."""

from flask import render_template, url_for
from flask_login import current_user

from casework import parties
from casework.accounts import queries as accounts
from casework.accounts.models import Level
from casework.core.permissions import P, may
from casework.core.web import done, requires
from casework.law.findings import N_, Message
from casework.parties import actions, forms, queries, views_lists, views_merging, views_projects, views_workers
from casework.parties.models import Employer
from casework.parties.sections import SECTIONS
from casework.parties.web import bp, gone, me, panels

__all__ = ["bp", "views_lists", "views_merging", "views_projects", "views_workers"]


@bp.get("/employers/")
@requires(P.PARTY_VIEW)
def index():
    towns = [(area.code, area.name) for area in accounts.areas(current_user, P.PARTY_VIEW, Level.TOWNSHIP)]
    listing = queries.Employers(queries.employer_rows(current_user), offers={"area": towns})
    return listing.answer("parties/index.html", elsewhere=lambda rows: _elsewhere(listing, rows))


def _elsewhere(listing, rows):
    """The office that has the employer whose exact code was asked for, when it is none of the person's."""
    found = None if rows else queries.employer_by_code(listing.asked.get("q"))
    return found and found.area


@bp.get("/employers/<int:id>")
@requires(P.PARTY_VIEW)
def show(id):
    if into := queries.merged_into(Employer, id):
        return gone(url_for(".show", id=into))
    employer = queries.employer(id, current_user)
    return render_template("parties/show.html", employer=employer, panels=panels(parties.PANELS, employer), sections=SECTIONS,
                           names=queries.former_names(employer),
                           editable=may(current_user, P.PARTY_EDIT, employer.area.path), **views_merging.likely(employer))


@bp.route("/employers/<int:id>/edit", methods=["GET", "POST"])
@requires(P.PARTY_EDIT)
def edit(id):
    employer = queries.employer(id, current_user)
    form = forms.EmployerForm(obj=employer).offer(accounts.areas(current_user, P.PARTY_EDIT))
    form.about(employer)
    if form.submit(actions.correct_employer, employer=employer, by=me()):
        return done(Message(N_("已保存")), url_for(".show", id=id))
    return render_template("parties/edit.html", employer=employer, form=form)


@bp.route("/employers/<int:id>/rename", methods=["GET", "POST"])
@requires(P.PARTY_EDIT)
def rename(id):
    employer, form = queries.employer(id, current_user), forms.RenameForm()
    form.about(employer)
    if form.submit(actions.rename_employer, employer=employer, by=me()):
        return done(Message(N_("已更名")), url_for(".show", id=id))
    return render_template("parties/rename.html", employer=employer, form=form)
