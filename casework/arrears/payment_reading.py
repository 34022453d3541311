"""付款表 — bytes → payments: 身份证号, 月份, 金额, 日期, 付款方, 凭证号. Every row that cannot be taken is named with its column."""

from dataclasses import dataclass, field
from datetime import date

from casework.arrears import cells
from casework.arrears.cells import Bad
from casework.arrears.payments import PAYERS, Payer
from casework.arrears.roster_values import Problem
from casework.core import sheets
from casework.core.errors import Refused
from casework.core.money import plain, yuan
from casework.core.sheets import Mark
from casework.law.findings import N_, Message

TITLES = ("身份证号", "月份", "金额", "日期", "付款方", "凭证号")
DEEPEST = 20
_PAYERS = {str(label): payer for payer, label in PAYERS.items()} | {
    "单位": Payer.EMPLOYER, "公司": Payer.EMPLOYER, "总包": Payer.CONTRACTOR, "总承包": Payer.CONTRACTOR, "总承包单位": Payer.CONTRACTOR,
    "业主": Payer.OWNER, "保证金": Payer.DEPOSIT, "法院": Payer.COURT, "破产": Payer.BANKRUPTCY, "其他": Payer.OTHER,
} | {payer.value: payer for payer in Payer}


@dataclass(frozen=True)
class Paid:
    """One row: which line it pays, in fen, on which local date, by whom, with which voucher."""

    row: int
    line: object
    fen: int
    on: date
    payer: Payer
    voucher: str | None


@dataclass
class Sheet:
    """What a sheet of payments holds."""

    rows: int = 0
    paid: list[Paid] = field(default_factory=list)
    rejected: list[Problem] = field(default_factory=list)

    @property
    def groups(self):
        """{(day, payer, voucher): {line: fen}}: one payment each, in the order of the sheet."""
        found = {}
        for paid in self.paid:
            shares = found.setdefault((paid.on, paid.payer, paid.voucher), {})
            shares[paid.line] = shares.get(paid.line, 0) + paid.fen
        return found

    def as_json(self):
        bad = {problem.row for problem in self.rejected}
        return {"rows": self.rows, "accepted": self.rows - len(bad), "rejected": [problem.as_json() for problem in self.rejected],
                "paid": plain(sum(paid.fen for paid in self.paid))}


def read(data, lines, *, today):
    """The payments in a file, each on a claim line of `lines` (with their workers). Refused when the file is no such sheet."""
    book = sheets.read(data)
    for name in book.names:
        sheet = book.sheet(name)
        for first in range(1, min(len(sheet.rows), DEEPEST) + 1):
            heads = {cells.tidy(value): index for index, value in enumerate(sheet.rows[first - 1]) if value is not None}
            if all(title in heads for title in ("身份证号", "金额", "日期")):
                return _Reading(sheet, first, heads, lines, today).sheet()
    raise Refused(Message(N_("没有找到表头；请有一行写明：{titles}"), titles="、".join(TITLES)))


class _Reading:
    def __init__(self, sheet, first, heads, lines, today):
        self.source, self.first, self.heads, self.today, self.result = sheet, first, heads, today, Sheet()
        self.left = {line: line.owed_fen for line in lines}
        self.by_number = {}
        for line in lines:
            if line.worker.id_number:
                self.by_number.setdefault(line.worker.id_number, []).append(line)

    def sheet(self):
        for row in range(self.first + 1, len(self.source.rows) + 1):
            values = self.source.rows[row - 1]
            number = self.heads["身份证号"]
            if all(cells.blank(value) for value in values) or cells.tidy(values[0] if values else None) in ("合计", "总计"):
                continue
            if number >= len(values) and all(cells.blank(value) for value in values):
                continue
            self.result.rows += 1
            self._row(row)
        return self.result

    def _value(self, row, title, parse, *args, needed=True):
        """(value, True), or (None, False) after the cell was named as bad."""
        index = self.heads.get(title)
        try:
            if index is not None and self.source.marks.get((row, index)) in (Mark.UNCACHED, Mark.ERROR):
                raise Bad(N_("公式没有算出的值，请在 Excel 里重新保存"))
            value = parse(self.source.cell(row, index), *args) if index is not None else None
            if needed and value is None:
                raise Bad(N_("请填写这一格"))
            return value, True
        except Bad as bad:
            self.result.rejected.append(Problem(row, title, bad.reason, -1 if index is None else index))
            return None, False

    def _row(self, row):
        number, a = self._value(row, "身份证号", lambda v: cells.identity(v, True)[0])
        month, b = self._value(row, "月份", cells.month, needed=False)
        fen, c = self._value(row, "金额", cells.money)
        on, d = self._value(row, "日期", lambda v: cells.point(v, False))
        payer, e = self._value(row, "付款方", _payer, needed=False)
        voucher, f = self._value(row, "凭证号", lambda v: cells.text(v, "trade"), needed=False)
        if not all((a, b, c, d, e, f)):
            return
        if fen <= 0:
            return self._bad(row, "金额", Message(N_("金额应大于 0")))
        if on > self.today:
            return self._bad(row, "日期", Message(N_("付款日期不能晚于今天")))
        own = self.by_number.get(number)
        if not own:
            return self._bad(row, "身份证号", Message(N_("本案没有这名劳动者")))
        if month and not (own := [line for line in own if line.month == month]):
            return self._bad(row, "月份", Message(N_("本案没有这名劳动者这个月的欠薪")))
        if fen > (owed := sum(self.left[line] for line in own)):
            return self._bad(row, "金额", Message(N_("只欠 {owed} 元，不能记 {paid} 元"), owed=yuan(owed), paid=yuan(fen)))
        for line in sorted(own, key=lambda each: (each.month or date.max, each.id)):
            if taken := min(fen, self.left[line]):
                self.left[line] -= taken
                fen -= taken
                self.result.paid.append(Paid(row, line, taken, on, payer or Payer.EMPLOYER, voucher))

    def _bad(self, row, title, reason):
        self.result.rejected.append(Problem(row, title, reason, self.heads.get(title, -1)))


def _payer(value):
    if cells.blank(value):
        return None
    found = _PAYERS.get(cells.tidy(value))
    if found is None:
        raise Bad(N_("付款方写作：{names}"), names="、".join(str(label) for label in PAYERS.values()))
    return found
