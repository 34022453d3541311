"""Which registered project a case is of; and on a project's page: its cases, the sums by employer and team, the papers."""

from flask import render_template, request, url_for
from flask_login import current_user
from markupsafe import Markup

from casework import parties
from casework.arrears import figures, pages, sites
from casework.arrears.models import LABELS
from casework.arrears.web import bp, me, the_case
from casework.core.permissions import P, may
from casework.core.web import done, requires
from casework.documents.store import LABELS as PAPER_LABELS
from casework.law.findings import N_, Message
from casework.parties import project_queries as projects
from casework.parties.project_models import STATES


@bp.route("/<int:id>/site", methods=["GET", "POST"])
@requires(P.CASE_REGISTER)
def site(id):
    case, asked = the_case(id), request.args.get("q", "").strip()
    if request.method == "POST":
        chosen = request.form.get("project", type=int)
        sites.name_site(case=case, project=projects.project(chosen, current_user) if chosen else None, by=me())
        return done(N_("已对到登记的工程") if chosen else N_("已去掉，写的名称还在"), url_for(".show", id=id))
    return render_template("arrears/site.html", case=case, asked=asked, states=STATES, rows=sites.offered(case, current_user, asked))


def money_panel(project, user):
    """The sums of a project's cases by employer and team."""
    if not may(user, P.CASE_VIEW):
        return None
    groups = sites.groups(project, projects.parts(project), user)
    alike = sites.written_alike(project, user) if may(user, P.CASE_REGISTER, project.area.path) else []
    return "money", N_("欠薪：按单位和班组"), Markup(render_template(
        "arrears/_site_money.html", project=project, groups=groups, total=sites.total(project, user) if groups else None, alike=alike,
        editable=may(user, P.PARTY_EDIT, project.area.path)))


def cases_panel(project, user):
    rows = sites.cases(project, user) if may(user, P.CASE_VIEW) else []
    if not rows:
        return None
    return "cases", Message(N_("欠薪案件（{n} 件）"), n=len(rows)), Markup(render_template(
        "arrears/_cases.html", employers=True, cases=rows, labels=LABELS, figures=figures.of_row, readings=pages.readings(rows, user)))


def papers_panel(project, user):
    rows = sites.papers(project, user) if may(user, P.CASE_VIEW) else []
    if not rows:
        return None
    return "papers", N_("这些案件的文书"), Markup(render_template("arrears/_site_papers.html", rows=rows, labels=PAPER_LABELS))


parties.PROJECT_PANELS += [money_panel, cases_panel, papers_panel]
parties.PROJECT_COLUMNS.append((sites.COLUMNS, sites.columns))
parties.PROJECT_FILTERS["owing"] = sites.OWING
parties.PROJECT_HELD.append(sites.held)
