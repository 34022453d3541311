"""An employer's arrears and its cases on the employer's own page: what is owed by all of them, and how far each has come."""

from flask import render_template
from markupsafe import Markup

from casework.arrears import figures, pages, queries
from casework.arrears.models import CHANNELS, DIRECT, LABELS, OPEN
from casework.core.permissions import P, may
from casework.extensions import db
from casework.law.findings import N_

MOST = 100  # cases on the page; the list has them all


def _rows(employer, user):
    return queries.case_rows(user).where(queries.Case.employer_id == employer.id)


def arrears_panel(employer, user):
    """The sums of every case of the employer in the person's areas, a merged one counted once: one statement."""
    if not may(user, P.CASE_VIEW):
        return None
    n, sums = figures.of_filter(_rows(employer, user))
    return "arrears", N_("欠薪"), Markup(render_template("arrears/_owed.html", employer=employer, n=n, sums=sums))


def cases_panel(employer, user):
    """The cases as inspections: where each came from, when it was filed, who has it, which clock runs."""
    if not may(user, P.CASE_VIEW):
        return None
    rows = db.session.execute(_rows(employer, user).order_by(
        queries.Case.received_on.desc(), queries.Case.id.desc()).limit(MOST)).all()
    counts = {"open": sum(row.state in OPEN for row in rows), "filed": sum(row.filed_on is not None for row in rows),
              "found": sum(row.channel in DIRECT for row in rows)}
    return "cases", N_("监察案件"), Markup(render_template(
        "arrears/_inspections.html", cases=rows, counts=counts, labels=LABELS, channels=CHANNELS, figures=figures.of_row,
        readings=pages.readings(rows, user)))
