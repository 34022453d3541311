"""表格样表与退回表 — the workbook that people fill in, and theirs given back with what became of each row.

The titles of the template are the contract: reading.TITLES has them first.
"""

import io
import tempfile
from datetime import date, datetime

import xlsxwriter
from flask import current_app

from casework.contracts import reading, reviewing
from casework.contracts.models import ImportedRow
from casework.contracts.words import KINDS, OUTCOMES, WAGES
from casework.core import sheets
from casework.core.export import FORMULA
from casework.core.words import say
from casework.extensions import db
from casework.law import contracts as law
from casework.law.findings import N_, Message

MUST, WHEN, MAY = N_("必填"), N_("有书面合同的必填"), N_("选填")
CHOICES = {"change": ("新签", "续订", "变更", "解除", "终止"), "kind": (*KINDS.values(), "未签"), "wage_kind": tuple(WAGES.values()),
           "code": tuple(law.ENDINGS)}
COLUMNS = (  # column, need, what to write, an example
    ("employer_name", MUST, N_("与信用代码填一项即可；从单位页面导入的可以都不填"), "云溪县宏远达建筑劳务分包有限责任公司"),
    ("credit_code", MUST, N_("18 位，推荐填写：名称可能重名"), "91990828MA9TE5T0XW"),
    ("name", MUST, N_("一人一行"), "卫小明"),
    ("id_number", MUST, N_("18 位或 15 位居民身份证号，按文本填写"), "990828198102191094"),
    ("hired_on", MUST, N_("实际上班的第一天；写成 2026-03-02、2026/3/2、2026年3月2日、20260302 都可以"), "2026-03-02"),
    ("kind", MUST, N_("从下拉中选；没有签书面合同的写“未签”"), "固定期限"),
    ("start_on", WHEN, N_("本期合同的第一天"), "2026-03-02"),
    ("end_on", WHEN, N_("固定期限、劳务派遣必填；无固定期限和以完成一定工作任务为期限的不填"), "2028-03-01"),
    ("signed_on", WHEN, N_("最后一方签字的日期；不填则视为已按时签订，不作判断"), "2026-03-02"),
    ("number", MAY, N_("单位自编的合同编号"), "QS-2026-0118"),
    ("task", MAY, N_("以完成一定工作任务为期限的必填"), ""),
    ("probation_end_on", MAY, N_("试用期的最后一天"), "2026-05-01"),
    ("post", MAY, N_("岗位或者工种"), "架子工"),
    ("work_place", MAY, N_("工作地点"), ""),
    ("wage_kind", MAY, N_("不填按月薪"), "月薪"),
    ("wage_fen", MAY, N_("元，只写数字，例如 4200 或 4,200.00；不要写 1.2万"), "4200"),
    ("insured_on", MAY, N_("参加社会保险的日期"), ""),
    ("telephone", MAY, N_("劳动者本人的电话"), "19900001010"),
    ("address", MAY, N_("劳动者现住址"), ""),
    ("household", MAY, N_("劳动者户籍地址"), ""),
    ("user_employer", MAY, N_("劳务派遣必填：实际用工的单位"), ""),
    ("change", MAY, N_("不填则与登记对照判断是新签、续订、变更还是解除"), ""),
    ("on", MAY, N_("变更从哪天起；不填按导入当天"), ""),
    ("ended_on", MAY, N_("合同解除或者终止的必填：最后一天"), ""),
    ("code", MAY, N_("合同解除或者终止的必填：劳动合同法的条款代码，见“事由代码”一页"), ""),
)
FILLS = {MUST: "#F8D7C9", WHEN: "#FBE9B7", MAY: "#DCE9E4"}
DATES, TEXTS = reading.DAYS, ("id_number", "credit_code", "telephone", "number")
ROWS = 20_000  # as far as drop-downs and formats reach
COLOURS = {"rejected": "#F8D7DA", "warned": "#FFF1CC", "error": "#FFF1CC", "unchanged": "#EEEEEE", "": None}


def template(employer=None):
    """An empty workbook with coloured heads, drop-downs, formats, and a page that explains each column. Bytes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, plain = book.add_worksheet("劳动合同台账"), {"border": 1, "border_color": "#999999", "valign": "vcenter"}
    heads = {need: book.add_format({**plain, "bold": True, "bg_color": fill, "text_wrap": True}) for need, fill in FILLS.items()}
    text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.freeze_panes(1, 4)
    sheet.set_row(0, 32)
    for n, (column, need, words, _) in enumerate(COLUMNS):
        title = reading.TITLES[column][0]
        sheet.set_column(n, n, 24 if column in ("employer_name", "credit_code", "id_number") else 15,
                         text if column in TEXTS else day if column in DATES else None)
        sheet.write_string(0, n, title, heads[need])
        sheet.write_comment(0, n, f"{say(need)}：{say(words)}", {"x_scale": 2})
        if column in CHOICES:
            sheet.data_validation(1, n, ROWS, n, {"validate": "list", "source": f"=选项!${sheets.letter(_at(column))}$2:"
                                  f"${sheets.letter(_at(column))}${len(CHOICES[column]) + 1}", "error_title": title,
                                  "error_message": say(N_("请从下拉中选")), "error_type": "warning"})
    if employer is not None:
        sheet.write_string(1, 0, employer.name)
        sheet.write_string(1, 1, employer.credit_code or "")
    _explained(book, heads, plain)
    _choices(book)
    book.close()
    return out.getvalue()


def _at(column):
    return list(CHOICES).index(column)


def _explained(book, heads, plain):
    sheet, cell = book.add_worksheet("填写说明"), book.add_format({**plain, "text_wrap": True})
    bold = book.add_format({**plain, "bold": True})
    for n, (words, width) in enumerate(((N_("列名"), 20), (N_("要不要填"), 18), (N_("怎么填"), 64), (N_("例（编造）"), 38))):
        sheet.set_column(n, n, width)
        sheet.write_string(0, n, say(words), bold)
    for row, (column, need, words, example) in enumerate(COLUMNS, start=1):
        sheet.write_string(row, 0, reading.TITLES[column][0], heads[need])
        for n, said in enumerate((say(need), say(words), example), start=1):
            sheet.write_string(row, n, said, cell)
    sheet, row = book.add_worksheet("事由代码"), 1
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 90)
    sheet.write_row(0, 0, [say(N_("代码")), say(N_("事由"))], bold)
    for code, ending in law.ENDINGS.items():
        sheet.write_row(row, 0, [code, say(ending.title)], cell)
        row += 1


def _choices(book):
    sheet = book.add_worksheet("选项")
    for n, (column, values) in enumerate(CHOICES.items()):
        sheet.write_column(0, n, [reading.TITLES[column][0], *values])
    sheet.hide()


# ---- the returned workbook

def returned(run, data):
    """Their sheet with two more columns, 导入结果 and 原因, each row in the colour of its outcome: an open file to be sent.

    Values only, as the ledger was read; text that could be a formula stays text. Row by row: a city's ledger never lies whole
    in memory.
    """
    file = tempfile.TemporaryFile(dir=current_app.instance_path)  # noqa: SIM115 (closed when it has been sent)
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                                      "strings_to_numbers": False, "tmpdir": current_app.instance_path})
    page, formats = book.add_worksheet(), _Formats(book)
    head, titles = run.header["row"], run.header["titles"]
    sheet, width, skip = sheets.read(data, sheets.LEDGER).stream(run.header["sheet"]), 0, set()
    told = _told(run)
    coming = next(told, None)
    for number, cells in enumerate(sheet.rows, start=1):
        if number == head:
            skip = {n for n, cell in enumerate(cells) if cell is not None and str(cell).strip() in reading.RETURNED}
            width = max((n for n, cell in enumerate(cells) if cell is not None and n not in skip), default=0) + 1
            for n, words in enumerate((reading.STATUS, reading.WHY)):
                page.set_column(width + n, width + n, (12, 70)[n])
                page.write_string(head - 1, width + n, words, formats.of("", head=True))
        while coming is not None and coming.row < number:
            coming = next(told, None)
        mine = coming if coming is not None and coming.row == number else None
        shade = shade_of(mine) if mine else ""
        for n, cell in enumerate(cells):
            if cell is not None and n not in skip:
                _put(page, number - 1, n, cell, formats, shade, number == head)
        if mine:
            page.write_string(number - 1, width, OUTCOMES[mine.outcome], formats.of(shade))
            why = "；".join(str(message) for message in reasons(mine, titles))
            page.write_string(number - 1, width + 1, why, formats.of(shade, quoted=why.startswith(FORMULA)))
    page.freeze_panes(head, 0)
    book.close()
    file.seek(0)
    return file


def shade_of(row):
    if row.outcome == "rejected":
        return "rejected"
    return "warned" if row.warned or row.weight == "error" else "unchanged" if row.outcome == "unchanged" else ""


def reasons(row, titles):
    """[Message] of everything that is said about a row: what rejects it, what to look at, what the law says."""
    said = row.said or {}
    problems = [Message(N_("{column}：{reason}"), column=titles.get(column) or reading.TITLES.get(column, (column,))[0],
                        reason=reviewing.thawed(message)) for column, _, message in said.get("p", ())]
    return [*problems, *map(reviewing.thawed, said.get("w", ())),
            *(Message(N_("{code} {reason}（{basis}）"), code=code, reason=reviewing.thawed(message), basis="、".join(basis))
              for code, _, message, basis in said.get("f", ()))]


def _told(run):
    """The outcomes of a run in the order of its sheet, a thousand at a time."""
    after = 0
    while rows := db.session.scalars(db.select(ImportedRow).where(ImportedRow.batch_id == run.id, ImportedRow.row > after)
                                     .order_by(ImportedRow.row).limit(1000)).all():
        yield from rows
        after = rows[-1].row
        for row in rows:
            db.session.expunge(row)


class _Formats:
    """The few formats of a returned sheet, each made once."""

    def __init__(self, book):
        self.book, self.made = book, {}

    def of(self, shade, quoted=False, day=False, head=False):
        key = shade, quoted, day, head
        if key not in self.made:
            facts = {"quote_prefix": quoted, "bold": head, "num_format": "yyyy-mm-dd" if day else "General"}
            if COLOURS[shade]:
                facts["bg_color"] = COLOURS[shade]
            self.made[key] = self.book.add_format(facts)
        return self.made[key]


def _put(page, row, n, cell, formats, shade, head):
    if isinstance(cell, (date, datetime)):
        page.write_datetime(row, n, cell, formats.of(shade, day=True, head=head))
    elif isinstance(cell, bool):
        page.write_boolean(row, n, cell, formats.of(shade, head=head))
    elif isinstance(cell, (int, float)):
        page.write_number(row, n, cell, formats.of(shade, head=head))
    else:
        text = sheets.shown(cell)
        page.write_string(row, n, text, formats.of(shade, quoted=text.startswith(FORMULA), head=head))


# ---- a paper's list as a workbook

def listed(title, heading, columns, rows):
    """A roster as a workbook: its head, and below it what the columns of the paper say. Bytes; numbers of people stay text."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                                     "strings_to_numbers": False, "tmpdir": current_app.instance_path})
    sheet, bold = book.add_worksheet(title), book.add_format({"bold": True, "bg_color": "#EBECE8", "text_wrap": True})
    kept = book.add_format({"quote_prefix": True})
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width * 0.6)
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
    sheet.write_string(1, 0, "　".join(f"{label}：{value}" for label, value in heading if value))
    for at, column in enumerate(columns):
        sheet.write_string(2, at, column.label.replace("|", ""), bold)
    for n, row in enumerate(rows, start=1):
        for at, column in enumerate(columns):
            value = n if column.key == "n" else row[column.key]
            if isinstance(value, int):
                sheet.write_number(n + 2, at, value)
            elif value:
                sheet.write_string(n + 2, at, value, kept if value.startswith(FORMULA) else None)
    sheet.freeze_panes(3, 2)
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    book.close()
    return out.getvalue()
