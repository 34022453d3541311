"""合同台账、职工名册 — bytes → rows with a value for each column, and every cell that cannot be taken, with its reason.

Pure: no database, no clock. The titles of the template are the first synonym of each column.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime

from casework.contracts.words import KINDS, WAGES, Kind, WageKind
from casework.core import sheets
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
    "address": ("现住址", "住址", "户籍地址", "地址"),
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
_BY_TITLE = {title: column for column, titles in TITLES.items() for title in titles}
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})", re.ASCII)
LONGEST = {"name": 60, "employer_name": 120, "user_employer": 120, "number": 40, "task": 120, "post": 60, "work_place": 120,
           "telephone": 30, "address": 200}
DEEPEST = 40


class Bad(ValueError):
    """This cell cannot be taken; `reason` says why and what to write instead."""

    def __init__(self, template, **args):
        super().__init__(template)
        self.reason = Message(template, **args)


@dataclass
class Ledger:
    """`rows` {Excel's row: {column: value}}; `problems` [(row, title, Message)] of those that cannot be taken."""

    rows: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)
    warnings: list = field(default_factory=list)
    unknown: list = field(default_factory=list)
    titles: dict = field(default_factory=dict)
    count: int = 0
    header_row: int = 1
    sheet: str = ""

    def refuse(self, row, column, message):
        self.rows.pop(row, None)
        self.problems.append((row, self.titles.get(column, TITLES.get(column, (column,))[0]), message))


def read(data):
    """The first sheet with a header that names 姓名 and one more column. Refused with one sentence when there is none."""
    book = sheets.read(data, sheets.LEDGER)
    for name in book.names:
        sheet = book.sheet(name)
        for at, cells in enumerate(sheet.rows[:DEEPEST], start=1):
            heads = {n: _BY_TITLE[_squeezed(cell)] for n, cell in enumerate(cells) if isinstance(cell, str)
                     and _squeezed(cell) in _BY_TITLE}
            if "name" in heads.values() and len(heads) >= 3:
                return _ledger(sheet, at, heads)
    raise Refused(Message(N_("没有找到表头：要有“姓名”列和“身份证号、用工之日、合同类型”等列")))


def _ledger(sheet, at, heads):
    ledger = Ledger(header_row=at, sheet=sheet.name)
    taken = {}
    for n, column in heads.items():
        if column not in taken.values():
            taken[n] = column
            ledger.titles[column] = str(sheet.rows[at - 1][n]).strip()
    ledger.unknown = [str(cell).strip() for n, cell in enumerate(sheet.rows[at - 1]) if cell is not None and n not in taken]
    for row in range(at + 1, len(sheet.rows) + 1):
        cells = sheet.rows[row - 1]
        if any(n < len(cells) and cells[n] is not None for n in taken):
            _row(ledger, sheet, row, cells, taken)
        sheet.rows[row - 1] = ()  # a large sheet is let go while it is read
    return ledger


def _row(ledger, sheet, row, cells, taken):
    ledger.count += 1
    values, bad = {}, []
    for n, column in taken.items():
        cell = cells[n] if n < len(cells) else None
        if isinstance(cell, str) and not cell.strip():
            cell = None
        mark = sheet.marks.get((row, n)) if sheet.marks else None
        try:
            if mark in (sheets.Mark.UNCACHED, sheets.Mark.ERROR):
                raise Bad(N_("是没有结果的公式，请改成数值"))
            values[column] = None if cell is None else _value(column, cell)
        except Bad as problem:
            bad.append((column, problem.reason))
    if not values.get("name") and "name" not in dict(bad):
        bad.append(("name", Message(N_("请填写姓名"))))
    if not bad:
        ledger.rows[row] = values
    for column, reason in bad:
        ledger.refuse(row, column, reason)


def _squeezed(cell):
    return re.sub(r"[\s*（(].*|[\s*：:]", "", unicodedata.normalize("NFKC", str(cell)).strip())


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
