"""Closed cases of one's own whose file goes to the archive soon or should be there: only where the office's table gives the days."""

from casework.arrears.models import Case, CaseOfficer
from casework.core import slips
from casework.core.slips import Slip
from casework.dossiers import lists
from casework.dossiers.models import State
from casework.extensions import db
from casework.law.findings import N_

NEXT = {State.OPEN: N_("评查案卷并归档"), State.SCORED: N_("装订案卷并归档"), State.BOUND: N_("案卷归档")}


def unkept(user, day):
    """What presses only: a file has weeks, and its days stand in the list of files all the while."""
    terms = lists.terms(user, day.on)
    if not terms:
        return []
    mine = Case.id.in_(db.select(CaseOfficer.case_id).where(CaseOfficer.user_id == user.id))
    rows = db.session.execute(lists.file_rows(user).where(*lists.UNKEPT, mine))
    told = [(row, due, day.until(due)) for row in rows if (due := lists.due(row, terms))]
    return [Slip(NEXT[row.file_state], row.number, row.employer, due, reading, "dossiers.show", row.id)
            for row, due, reading in told if reading.colour in (slips.OVERDUE, slips.DUE)]


slips.SOURCES.append(unkept)
