"""呈报: within how many hours a gathering is reported. No text that was read gives hours; each county enters its own."""

from datetime import timedelta

from casework.law.disputes import GROUP
from casework.law.findings import N_, Message
from casework.law.terms import Reading

__all__ = ["GROUP", "due_at", "reading"]
TABLE = "group_report"
NEAR = timedelta(hours=1)


def due_at(tables, place, noticed_at, last_at=None):
    """The moment by which the first report is due (`last_at` None), or the next one after a report at `last_at`.

    place: the code of the area. None where the county's row says nothing of it; no hour is assumed.
    """
    row = tables.row(TABLE, place, noticed_at.date())
    hours = row and row.value["hours" if last_at is None else "again_hours"]
    return (last_at or noticed_at) + timedelta(hours=hours) if hours else None


def reading(due, now):
    """The Reading of a moment: 余 3 小时, 逾期 2 小时. Amber in its last hour."""
    left = due - now
    hours = abs(left) // timedelta(hours=1)
    if left < timedelta():
        said = Message(N_("逾期 {n} 小时"), n=hours) if hours else Message(N_("已逾期"))
        return Reading("red", -int(hours), "hours", said)
    said = Message(N_("余 {n} 小时"), n=hours) if hours else Message(N_("余不到 1 小时"))
    return Reading("amber" if left <= NEAR else "green", int(hours), "hours", said)
