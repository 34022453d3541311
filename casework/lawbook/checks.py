"""What must hold of the calendar and the tables tonight."""

from casework.core import calendar, deadlines
from casework.core.calendar import LawTableRow
from casework.core.checks import check
from casework.extensions import db


@check("clocks: every running clock is as the calendar in force counts it")
def counted():
    return [shift.id for shift in deadlines.shifts(calendar.calendar())]


@check("law: every row of the tables can be read as its kind has it")
def readable():
    rows = db.session.scalars(db.select(LawTableRow).where(LawTableRow.withdrawn_on.is_(None)))
    return [row.id for row in rows if not calendar.readable(row)]
