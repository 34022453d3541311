"""合同台账、职工名册 — bytes → rows with a value for each column, and every cell that cannot be taken, with its reason.

Pure: no database, no clock. The titles of the template are the first synonym of each column.
"""

import re
import unicodedata
from collections import deque
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain, islice

from casework.contracts.words import KINDS, WAGES, Kind, WageKind
from casework.core import sheets
from casework.core.crypto import masked
from casework.core.errors import Refused
from casework.law import amounts, identifiers
from casework.law import contracts as law
from casework.law.findings import N_, Message

TITLES = {  # column: titles, the template's first
    "employer_name": ("用人单位", "用人单位名称", "单位名称", "单位"),
    "credit_code": ("统一社会信用代码", "信用代码", "单位信用代码"),
    "name": ("姓名", "员工姓名", "职工姓名", "劳动者姓名", "劳动者", "工人姓名"),
    "id_number": ("身份证号", "公民身份号码", "身份证号码", "证件号码", "证件号", "身份证"),
    "telephone": ("联系电话", "电话", "手机", "手机号", "电话号码", "联系方式"),
    "address": ("现住址", "住址", "地址"),
    "household": ("户籍地址", "户籍所在地", "户口所在地"),
    "change": ("变动类型", "变动", "业务类型"),
    "kind": ("合同类型", "合同期限类型", "用工形式", "期限类型"),
    "number": ("合同编号",),
    "hired_on": ("用工之日", "用工起始时间", "入职日期", "入职时间", "用工日期"),
    "signed_on": ("签订日期", "合同签订日期", "签订时间"),
    "start_on": ("合同起始日期", "合同起", "合同开始日期", "合同起始期", "合同起始时间"),
    "end_on": ("合同终止日期", "合同止", "合同到期日", "合同结束日期", "合同终止时间"),
    "task": ("工作任务",),
    "probation_end_on": ("试用期止", "试用期至", "试用期终止日期"),
    "post": ("岗位", "工种", "约定岗位", "工作岗位", "现工种或职务", "职务"),
    "work_place": ("工作地点", "用工地点"),
    "wage_kind": ("计酬方式", "工资形式"),
    "wage_fen": ("工资标准", "月工资", "约定工资标准", "月工资收入", "工资"),
    "on": ("变更日期", "变更生效日期", "生效日期"),
    "ended_on": ("解除终止日期", "离职日期", "离职时间", "解除日期", "终止日期"),
    "code": ("解除终止事由", "离职原因", "事由"),
    "insured_on": ("参保日期", "社保起做时间"),
    "user_employer": ("用工单位", "用工单位名称"),
}
DAYS = ("hired_on", "signed_on", "start_on", "end_on", "probation_end_on", "on", "ended_on", "insured_on")
CHANGES = {"新签": "new", "登记": "new", "新增": "new", "续订": "renewed", "续签": "renewed", "变更": "changed", "解除": "ended",
           "终止": "ended", "离职": "ended"}
NOT_WRITTEN = {"未签", "未签订", "无", "没有签书面合同"}
_KINDS = {label: kind for kind, label in KINDS.items()} | {
    "固定": Kind.FIXED, "固定期限合同": Kind.FIXED, "无固定": Kind.OPEN, "完成一定任务": Kind.TASK, "以完成一定任务为期限": Kind.TASK,
    "非全日制用工": Kind.PART_TIME, "派遣": Kind.DISPATCH, "超龄": Kind.OVER_AGE, "见习": Kind.TRAINEE, "实习": Kind.INTERN,
    "全日制": Kind.FIXED}
_WAGES = {label: kind for kind, label in WAGES.items()} | {"月工资": WageKind.MONTHLY, "日工资": WageKind.DAILY, "时薪": WageKind.HOURLY}
_ENDINGS = {ending.title: code for code, ending in law.ENDINGS.items()}
TERMS = ("合同期限", "劳动合同期限", "合同期", "合同起止", "合同起止日期", "合同起止时间", "劳动合同起止",
         "劳动合同起止日期", "劳动合同起止时间")
PROBATIONS = ("试用期", "试用期限", "试用期起止", "试用期起止日期", "试用期起止时间")
FROM = ("起", "始", "自", "从", "起始", "开始", "起始日期", "开始日期", "起始时间", "开始时间", "合同起")
UNTIL = ("止", "终", "至", "到", "终止", "结束", "终止日期", "结束日期", "截止日期", "终止时间", "结束时间", "截止时间", "到期日", "合同止")
_BY_TITLE = {
    **{over + under: "start_on" for over in TERMS for under in FROM}, **{over + under: "end_on" for over in TERMS for under in UNTIL},
    **{over + under: "probation_end_on" for over in PROBATIONS for under in UNTIL},
    **{title: column for column, titles in TITLES.items() for title in titles}}
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})", re.ASCII)
_BLANK, _AFTER = re.compile(r"\s"), re.compile(r"[*(].*|:")
LONGEST = {"name": 60, "employer_name": 120, "user_employer": 120, "number": 40, "task": 120, "post": 60, "work_place": 120,
           "telephone": 30, "address": 200, "household": 200}
DEEPEST = 40
CHUNK = 1000
ALONE = ("name", "id_number", "telephone", "address", "household", "number")  # nearly every row has its own
MERGEABLE = ("employer_name", "credit_code")
MOST_REMEMBERED = 20_000
STATUS, WHY = N_("导入结果"), N_("原因")
RETURNED = {STATUS, WHY, sheets.REASON}  # columns that we wrote into a returned sheet ourselves


class Bad(ValueError):
    """This cell cannot be taken; `reason` says why and what to write instead."""

    def __init__(self, template, **args):
        super().__init__(template)
        self.reason = Message(template, **args)


@dataclass(slots=True)
class Line:
    """One row as Excel numbers it: {column: value}, and [(column, what was typed, Message)] of the cells that cannot be taken."""

    row: int
    values: dict
    problems: list = field(default_factory=list)

    def refuse(self, column, message, typed=""):
        self.problems.append((column, typed, message))


class Ledger:
    """A sheet whose header was found. `chunks` reads its rows once, some at a time; `count` is how many there were so far."""

    def __init__(self, sheet, header_row, heads, rows):
        self.sheet, self.header_row, self.count, self.height = sheet.name, header_row, 0, sheet.height
        self.titles, self.unknown, self._taken, self._memory = {}, [], {}, {}
        for n, cell in enumerate(heads):
            column = _BY_TITLE.get(_squeezed(cell)) if isinstance(cell, str) else None
            if column and column not in self.titles:
                self._taken[n] = column
                self.titles[column] = str(cell).strip()
            elif cell is not None and str(cell).strip() not in RETURNED:
                self.unknown.append(str(cell).strip())
        self._rows, self._marks = rows, sheet.marks
        self._joined = {n: deque((top, bottom) for top, left, bottom, right in sheet.merged
                                 if bottom > max(top, header_row) and left <= n <= right) for n in self._taken}
        self._joined, self._carried = {n: spans for n, spans in self._joined.items() if spans}, {}

    def title(self, column):
        """What the sheet calls a column; the template's title when it has no such column."""
        return self.titles.get(column) or TITLES.get(column, (column,))[0]

    def chunks(self, size=CHUNK):
        """Lists of at most `size` Lines, in the order of the sheet; empty rows are none."""
        lines = []
        for row, cells in enumerate(self._rows, start=self.header_row + 1):
            if any(n < len(cells) and cells[n] is not None for n in self._taken):
                lines.append(self._line(row, cells))
                self.count += 1
            if len(lines) == size:
                yield lines
                lines = []
        if lines:
            yield lines

    def _line(self, row, cells):
        line = Line(row, {})
        for n, column in self._taken.items():
            cell = cells[n] if n < len(cells) else None
            if isinstance(cell, str) and not cell.strip():
                cell = None
            try:
                if self._marks and self._marks.get((row, n)) in (sheets.Mark.UNCACHED, sheets.Mark.ERROR):
                    raise Bad(N_("是没有结果的公式，请改成数值"))
                if n in self._joined and self._inside(n, row):
                    cell = self._shared(n, row, column, cell)
                line.values[column] = None if cell is None else self._known(column, cell)
            except Bad as problem:
                line.refuse(column, problem.reason, _typed(column, cell))
        if not line.values.get("name") and not any(column == "name" for column, _, _ in line.problems):
            line.refuse("name", Message(N_("请填写姓名")))
        return line

    def _inside(self, n, row):
        """Does the row lie in a merged range of this column? Rows come in order, so ranges that are over are let go."""
        spans = self._joined[n]
        while spans and spans[0][1] < row:
            spans.popleft()
        return bool(spans) and spans[0][0] <= row

    def _shared(self, n, row, column, cell):
        """One employer merged over its people is one employer for all of them; of anything else each person has their own."""
        if column not in MERGEABLE:
            raise Bad(N_("是合并单元格；一人一行，请拆开再填"))
        if row == self._joined[n][0][0] or cell is not None:
            self._carried[n] = cell
        return self._carried.get(n)

    def _known(self, column, cell):
        """The value of a cell; what stands in a ledger a thousand times is understood once."""
        if column in ALONE:
            return _value(column, cell)
        key = column, type(cell), cell
        if key not in self._memory:
            if len(self._memory) > MOST_REMEMBERED:
                self._memory.clear()
            self._memory[key] = _value(column, cell)
        return self._memory[key]


def read(data, limits=sheets.LEDGER):
    """The first sheet with a header that names 姓名 and two more columns. Refused with one sentence when there is none."""
    book = sheets.read(data, limits)
    for name in book.names:
        sheet = book.stream(name)
        for at, cells in enumerate(islice(sheet.rows, DEEPEST), start=1):
            heads = {_BY_TITLE.get(_squeezed(cell)) for cell in cells if isinstance(cell, str)} - {None}
            if "name" in heads and len(heads) >= 3:
                return Ledger(sheet, *_headings(sheet, at, cells))
    raise Refused(Message(N_("没有找到表头：要有“姓名”列和“身份证号、用工之日、合同类型”等列")))


def _headings(sheet, at, cells):
    """(last row of the header, its cells, the rows after it). A heading over several columns has its own ones below: 合同期限 over 起
    and 止. The row below is theirs when nothing else stands in it."""
    over = {n: cells[left] for top, left, bottom, right in sheet.merged if top == bottom == at and left < len(cells)
            for n in range(left, right + 1) if right > left and isinstance(cells[left], str)}
    below = next(sheet.rows, None) if over else None
    if below is None:
        return at, cells, sheet.rows
    written = {n: cell for n, cell in enumerate(below) if cell is not None and str(cell).strip() not in RETURNED}
    if not written or not all(n in over and isinstance(cell, str) for n, cell in written.items()):
        return at, cells, chain([below], sheet.rows)
    heads = [cells[n] if n < len(cells) else below[n] for n in range(max(len(cells), len(below)))]
    for n, cell in written.items():
        whole = _squeezed(over[n]) + _squeezed(cell)
        heads[n] = whole if whole in _BY_TITLE or _squeezed(cell) not in _BY_TITLE else cell
    return at + 1, heads, sheet.rows


def _typed(column, cell):
    """What stood in a bad cell, as far as a page may show it: of a number only its ends."""
    text = "" if cell is None else sheets.shown(cell)
    return masked(text) if column in ("id_number", "telephone") else text[:40]


def _squeezed(cell):
    return _AFTER.sub("", _BLANK.sub("", unicodedata.normalize("NFKC", str(cell))))


def _value(column, cell):
    if column in DAYS:
        return day(cell)
    if column == "id_number":
        if isinstance(cell, (int, float)) and abs(cell) >= 10**15:
            raise Bad(N_("证件号存成了数字，后几位已丢失；请把这一列设为文本，再对照证件重填"))
        judged = identifiers.identity_number(sheets.shown(cell))
        if not judged.valid:
            raise _because(judged.reason)
        return judged
    if column == "credit_code":
        judged = identifiers.credit_code(sheets.shown(cell))
        if not judged.valid:
            raise _because(judged.reason)
        return judged.code
    if column == "wage_fen":
        try:
            return amounts.fen(sheets.shown(cell))
        except ValueError:
            raise Bad(N_("金额请写成数字，例如 12000.00")) from None
    text = " ".join(unicodedata.normalize("NFKC", sheets.shown(cell)).split())
    if column in _CODED:
        known, said = _CODED[column]
        if text not in known:
            raise Bad(N_("没有“{typed}”这一种，请写：{choices}"), typed=text[:20], choices=said)
        return known[text]
    if len(text) > LONGEST.get(column, 200):
        raise Bad(N_("太长：最多 {most} 个字"), most=LONGEST.get(column, 200))
    return text.replace(" ", "") if column == "name" and not text.isascii() else text


def _because(reason):
    bad = Bad("")
    bad.reason = reason
    return bad


_CODED = {
    "kind": ({**_KINDS, **dict.fromkeys(NOT_WRITTEN), **{str(kind): kind for kind in Kind}}, "、".join(KINDS.values())),
    "wage_kind": ({**_WAGES, **{str(kind): kind for kind in WageKind}}, "、".join(WAGES.values())),
    "change": (CHANGES, "新签、续订、变更、解除、终止"),
    "code": ({**_ENDINGS, **{code: code for code in law.ENDINGS}}, "T36E、T37、E44-1……（劳动合同法的条款代码或者事由全称）"),
}


def day(cell):
    """A local date from a date cell or from what people write."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    match = _DAY.fullmatch(re.sub(r"\s", "", unicodedata.normalize("NFKC", sheets.shown(cell))))
    try:
        if not match:
            raise ValueError
        found = date(*(int(part) for part in match.groups() if part))
        if not 1950 <= found.year <= 2199:
            raise ValueError
        return found
    except ValueError:
        raise Bad(N_("请填写日期，例如 2026-03-02")) from None
