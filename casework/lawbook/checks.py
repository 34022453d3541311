"""What must hold of the calendar tonight."""

from casework.core import calendar, deadlines
from casework.core.checks import check


@check("clocks: every running clock is as the calendar in force counts it")
def counted():
    return [shift.id for shift in deadlines.shifts(calendar.calendar())]
