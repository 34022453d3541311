"""花名册 — bytes → Roster: every line that can be imported, and every cell that cannot, with its row, column and reason.

Pure: no database, no clock. Three forms: long (a row per worker and month), wide (a column per month), total (one sum).
"""

from datetime import date

from casework.arrears import headings
from casework.arrears.roster_reading import Reading
from casework.arrears.roster_values import Problem, Roster, RosterLine
from casework.core import sheets
from casework.core.errors import Refused
from casework.law.findings import N_, Message

__all__ = ["Problem", "Roster", "RosterLine", "read"]


def read(data: bytes, *, today: date, choose=None, settled=False) -> Roster:
    """The roster in a file: the first visible sheet that has a header with names and amounts.

    `choose` {head: meaning of headings.MEANINGS, or None} is what a person said about columns that were not known.
    `settled`: rows in which nothing is owed are read too, as 0 (an employer's payroll), instead of being sent back.
    Refused with one sentence where the file is no sheet or no roster; all else is a Problem of the Roster.
    """
    book = sheets.read(data)
    nearest, refusal, empty = None, None, True
    for name in book.names:
        try:
            sheet = book.sheet(name)
        except Refused as error:  # another sheet that is too large does not stand in the way
            refusal = refusal or error
            continue
        empty = empty and not any(value is not None for row in sheet.rows for value in row)
        heading = headings.find(sheet, choose)
        if heading and (heading.has_money or heading.problems):
            return Reading(sheet, heading, today, settled).roster()
        nearest = nearest or heading
    if refusal:
        raise refusal
    if nearest:
        raise Refused(Message(N_("表头（第 {row} 行）里没有欠薪的列；请加一列“欠发”，或“应发”“已发”，或按月各一列"),
                              row=nearest.row))
    if empty:
        raise Refused(Message(N_("表里没有内容")))
    raise Refused(Message(N_("没有找到表头；请有一行写明“姓名”“身份证号”“欠发”等列名")))
