"""A year's notice is stored and every running clock counted anew; dated rows are entered, confirmed by another, withdrawn."""

from datetime import date

from casework.core import calendar, clock, deadlines
from casework.core.actions import action
from casework.core.calendar import LawTableRow
from casework.core.errors import Refused
from casework.core.permissions import P, may
from casework.extensions import db
from casework.law.findings import N_, Message
from casework.law.rules import BadInput
from casework.law.tables import seed
from casework.law.tables.kinds import KINDS
from casework.lawbook import places, words

HOLIDAYS = "holidays"
NO_NUMBER = N_("请填写通知的文号，例如 国办发明电〔2025〕7号")


@action("lawbook.import_year")
def import_year(*, notice, by):
    """Store what the notice says of its year, take down what was there, and recompute. Answers (row, Shifts).

    Refused when it has no number, when a line is wrong or when the person may not.
    """
    _allowed(by)
    if notice.rejected:
        raise Refused(notice.rejected[0][1], field="text")
    if not (notice.number or "").strip():
        raise Refused(NO_NUMBER, field="number")
    notice.number = notice.number.strip()[:60]
    if before := _in_force(HOLIDAYS, str(notice.year), date(notice.year, 1, 1)):
        _take_down(before, N_("重新导入了这一年的通知"), by)
    row = LawTableRow(
        table=HOLIDAYS, key=str(notice.year), from_on=date(notice.year, 1, 1), confirmed_on=clock.today(), confirmed_by_id=by.id,
        value={"notice": notice.number, "holidays": [span.as_table() for span in notice.spans]},
        source=f"国务院办公厅关于{notice.year}年部分节假日安排的通知（{notice.number}）")
    db.session.add(row)
    calendar.refresh()
    return row, deadlines.recompute()


@action("lawbook.recompute")
def recompute(*, by):
    """Every running clock by the calendar in force. `by` None is the operator of the machine. Answers Shifts."""
    if by is not None:
        _allowed(by)
    return deadlines.recompute()


# ---- the dated tables

@action("lawbook.enter")
def enter(*, table, place, from_on, value, source, by, tier=None):
    """A row of a kind for a place from a local day on; value: JSON as the kind reads it. It waits for somebody else to confirm.

    Refused at the field for a value that the kind does not take, and when that day has a row already: history stays.
    """
    kind = KINDS[table]
    _at_home(by, place, kind)
    if kind.key == "tier" and not tier:
        raise Refused(N_("请填写是第几档"), field="tier")
    key = f"{place}/{tier}" if kind.key == "tier" else place
    try:
        kind.read(value)
    except BadInput as bad:
        name, reason = next(iter(bad.errors.items()))
        raise Refused(reason, field=f"value-{name}") from None
    if len(source.strip()) < 4:
        raise Refused(N_("请写明文件名称和文号，别人要凭它核对"), field="source")
    if _in_force(table, key, from_on):
        raise Refused(N_("这一天已经录入过；写错的先撤下，再录入"), field="from_on")
    row = LawTableRow(table=table, key=key, from_on=from_on, value=value, source=source.strip(), entered_by_id=by and by.id)
    db.session.add(row)
    calendar.refresh()
    return row


@action("lawbook.confirm")
def confirm(row, *, by):
    """Somebody other than who entered it has compared the row with the published text."""
    _at_home(by, row.key.split("/")[0], KINDS[row.table])
    if row.withdrawn_on:
        raise Refused(N_("这一行已经撤下"))
    if row.confirmed_on:
        raise Refused(N_("这一行已经确认过"))
    if row.entered_by_id == by.id:
        raise Refused(N_("自己录入的由另一个人核对原文后确认"))
    row.confirmed_on, row.confirmed_by_id = clock.today(), by.id
    calendar.refresh()
    return row


@action("lawbook.confirm_shipped")
def confirm_shipped(*, table, key, from_on, by):
    """A row that came with the program, read in a secondary source, has been compared with the published text."""
    kind = KINDS[table]
    row = next((one for one in seed().rows.get((table, key), ()) if one.from_on == from_on and one.confirm), None)
    _at_home(by, key.split("/")[0], kind)
    if row is None or _in_force(table, key, from_on):
        raise Refused(N_("这一行已经确认过"))
    made = LawTableRow(table=table, key=key, from_on=from_on, value=words.value(kind, row), source=row.source,
                       confirmed_on=clock.today(), confirmed_by_id=by.id)
    db.session.add(made)
    calendar.refresh()
    return made


@action("lawbook.withdraw")
def withdraw(row, *, why, by):
    """Take down a row that is wrong; it stays in the history with the reason, and what was there before holds again."""
    _at_home(by, row.key.split("/")[0], KINDS[row.table])
    if row.withdrawn_on:
        raise Refused(N_("这一行已经撤下"))
    if len(why.strip()) < 4:
        raise Refused(N_("请写明为什么撤下"), field="why")
    _take_down(row, why.strip(), by)
    calendar.refresh()
    return row


def _take_down(row, why, by):
    row.withdrawn_on, row.withdrawn_by_id, row.withdrawn_why = clock.today(), by and by.id, why
    db.session.flush()  # before another row of the same day is written


def _in_force(table, key, from_on):
    return db.session.scalar(db.select(LawTableRow).where(
        LawTableRow.table == table, LawTableRow.key == key, LawTableRow.from_on == from_on, LawTableRow.withdrawn_on.is_(None)))


def _at_home(by, place, kind):
    """`by` None is the demonstration being made."""
    if by is None:
        return
    _allowed(by)
    if place not in dict(places.offered(kind, by, places.areas(by))):
        raise Refused(Message(N_("这里的数由{who}录入"), who=Message(kind.who)), field="place")


def _allowed(by):
    if not may(by, P.LAW_EDIT):
        raise Refused(N_("你没有修改法规表的权限"))
