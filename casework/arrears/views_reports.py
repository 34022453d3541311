"""The money of the cases by employer, area, channel and month."""

from flask_login import current_user

from casework.arrears import queries, reports
from casework.arrears.web import bp
from casework.core.permissions import P
from casework.core.web import requires


@bp.get("/report")
@requires(P.CASE_VIEW)
def report():
    listing = reports.Report(queries.case_rows(current_user))
    return listing.answer("arrears/report.html", groups=reports.BY, total=lambda rows: listing.total,
                          beside=lambda rows: [told for ask in reports.BESIDE if (told := ask(listing, current_user))])
