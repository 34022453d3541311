"""A year's notice is stored and every running clock counted anew: one action, audited whole."""

from datetime import date

from casework.core import calendar, clock, deadlines
from casework.core.actions import action
from casework.core.calendar import LawTableRow
from casework.core.errors import Refused
from casework.core.permissions import P, may
from casework.extensions import db
from casework.law.findings import N_

HOLIDAYS = "holidays"
NO_NUMBER = N_("请填写通知的文号，例如 国办发明电〔2025〕7号")


@action("lawbook.import_year")
def import_year(*, notice, by):
    """Store what the notice says of its year, in place of what was there, and recompute. Answers (row, Shifts).

    Refused when it has no number, when a line is wrong or when the person may not.
    """
    _allowed(by)
    if notice.rejected:
        raise Refused(notice.rejected[0][1], field="text")
    if not (notice.number or "").strip():
        raise Refused(NO_NUMBER, field="number")
    notice.number = notice.number.strip()[:60]
    row = db.session.scalar(db.select(LawTableRow).where(LawTableRow.table == HOLIDAYS, LawTableRow.key == str(notice.year)))
    if row is None:
        row = LawTableRow(table=HOLIDAYS, key=str(notice.year), from_on=date(notice.year, 1, 1))
        db.session.add(row)
    row.value = {"notice": notice.number, "holidays": [span.as_table() for span in notice.spans]}
    row.source = f"国务院办公厅关于{notice.year}年部分节假日安排的通知（{notice.number}）"
    row.confirmed_on, row.confirmed_by_id, row.withdrawn_on = clock.today(), by.id, None
    calendar.refresh()
    return row, deadlines.recompute()


@action("lawbook.recompute")
def recompute(*, by):
    """Every running clock by the calendar in force. `by` None is the operator of the machine. Answers Shifts."""
    if by is not None:
        _allowed(by)
    return deadlines.recompute()


def _allowed(by):
    if not may(by, P.LAW_EDIT):
        raise Refused(N_("你没有修改法规表的权限"))
