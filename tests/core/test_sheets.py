"""Files as offices really bring them, and as nobody should: each is read cell by cell, or refused with one sentence."""

import io
import os
import random
import subprocess
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from casework.core import archive, sheets
from casework.core.errors import Refused
from casework.core.sheets import Mark

ROOT = Path(__file__).parent.parent.parent


def xlsx(*rows, merge=(), title="花名册"):
    book = Workbook()
    page = book.active
    page.title = title
    for row in rows:
        page.append(row)
    for area in merge:
        page.merge_cells(area)
    return saved(book)


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def edited(data, change, part="xl/worksheets/sheet1.xml"):
    """The archive with one part changed, as openpyxl would never write it."""
    parts = archive.unpack(data)
    parts[part] = change(parts[part])
    return archive.pack(parts)


def swap(old, new):
    def change(xml):
        assert old in xml
        return xml.replace(old, new)

    return change


def only(data):
    book = sheets.read(data)
    return book.sheet(book.names[0])


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return out.getvalue()


# what is read

def test_values_come_as_excel_shows_them_and_nothing_as_none():
    sheet = only(xlsx(["姓名", 12.5, True, date(2025, 3, 1)], ["", None, " 文字 ", datetime(2025, 3, 1, 8, 30)]))
    assert sheet.rows[0] == ["姓名", 12.5, True, date(2025, 3, 1)]
    assert sheet.rows[1][:2] == [None, None]
    assert sheet.cell(2, 2) == " 文字 "
    assert sheet.cell(2, 3) == datetime(2025, 3, 1, 8, 30)
    assert sheet.cell(99, 0) is None and sheet.cell(1, 99) is None


def test_rows_have_the_numbers_of_excel_though_the_sheet_begins_lower_down():
    book = Workbook()
    book.active["C7"] = "姓名"
    book.active["C9"] = "张三"
    sheet = only(saved(book))
    assert sheet.cell(7, 2) == "姓名" and sheet.cell(9, 2) == "张三" and len(sheet.rows) == 9


def test_cells_that_do_not_say_where_they_stand_follow_each_other():
    data = edited(xlsx(["甲", "乙"], ["丙", "=1+1"]), lambda xml: xml.replace(b' r="A1"', b"").replace(b' r="B1"', b"")
                  .replace(b' r="A2"', b"").replace(b' r="B2"', b"").replace(b'<row r="2">', b"<row>"))
    sheet = only(data)
    assert sheet.rows[0] == ["甲", "乙"] and sheet.cell(2, 0) == "丙"
    assert sheet.marks == {(2, 1): Mark.UNCACHED}


def test_formulas_are_told_from_values_and_those_without_a_value_from_the_rest():
    data = xlsx(["=1+1", "=2+2", "=3+3", "=4+4", 5])
    data = edited(data, swap(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>"))
    data = edited(data, swap(b'<c r="C1"><f>3+3</f><v></v>', b'<c r="C1" t="e"><f>3+3</f><v>#DIV/0!</v>'))
    data = edited(data, swap(b'<c r="D1"><f>4+4</f><v></v>', b'<c r="D1" t="str"><f>4+4</f><v></v>'))
    sheet = only(data)
    assert sheet.cell(1, 0) == 2
    assert sheet.marks == {(1, 0): Mark.FORMULA, (1, 1): Mark.UNCACHED, (1, 2): Mark.ERROR, (1, 3): Mark.FORMULA}


def test_merged_ranges_are_told():
    assert only(xlsx(["题", None], ["a", "b"], ["a", "b"], merge=["A1:B1", "B2:B3"])).merged == [(1, 0, 1, 1), (2, 1, 3, 1)]


def test_hidden_sheets_are_not_offered():
    book = Workbook()
    book.active.title = "底稿"
    book.create_sheet("花名册")["A1"] = "姓名"
    book.active.sheet_state = "hidden"
    book.active = 1
    assert sheets.read(saved(book)).names == ["花名册"]


def test_a_million_formatted_rows_are_as_small_as_what_stands_in_them():
    book = Workbook()
    page = book.active
    page["A1"] = "姓名"
    page["XFD1048576"].number_format = "0.00"
    data = saved(book)
    assert b"XFD1048576" in archive.unpack(data)["xl/worksheets/sheet1.xml"]
    assert only(data).rows == [["姓名"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_csv_is_read_in_the_encodings_of_a_chinese_desktop(encoding):
    sheet = only("姓名,欠发\r\n\r\n\"王\n五\",12\r\n张三,\r\n".encode(encoding))
    assert sheet.rows == [["姓名", "欠发"], [], ["王\n五", "12"], ["张三", None]]
    assert sheet.cell(4, 0) == "张三"  # a line break inside a cell makes no row, an empty line does: as Excel shows it


def test_tabs_and_semicolons_separate_too():
    assert only(b"a\tb,c\n1\t2\n").rows == [["a", "b,c"], ["1", "2"]]
    assert only(b"a;b\n1;2\n").rows == [["a", "b"], ["1", "2"]]


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")])
def test_columns_have_letters(column, name):
    assert sheets.letter(column) == name


@pytest.mark.parametrize(("value", "text"), [
    (None, ""), (3.0, "3"), (1234.5, "1234.5"), (13800001111.0, "13800001111"), (1.1e17, "1.1e+17"), (" 甲 ", "甲"),
    (date(2025, 3, 1), "2025-03-01"), (datetime(2025, 3, 1), "2025-03-01"), (datetime(2025, 3, 1, 8), "2025-03-01 08:00:00"),
])
def test_a_cell_is_shown_as_people_see_it(value, text):
    assert sheets.shown(value) == text


# what is refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GOOD = xlsx(["姓名", "欠发"], ["张三", 1])
ENTITY = (b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet')


def lying(data):
    """The first entry's size in the central directory, made small: what comes out is more than was said."""
    where = data.index(b"PK\x01\x02") + 24
    return data[:where] + (10).to_bytes(4, "little") + data[where + 4:]


def flagged(data):
    where = data.index(b"PK\x01\x02") + 8
    return data[:where] + b"\x01\x00" + data[where + 2:]


def twice():
    out = io.BytesIO(GOOD)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as file:
        file.writestr("xl/workbook.xml", b"<workbook/>")
    return out.getvalue()


HOSTILE = {
    "nothing": (lambda: b"", "空的"),
    "an old .xls, renamed": (lambda: OLE + bytes(4000), ".xls"),
    "an encrypted .xlsx": (lambda: OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "a PDF": (lambda: b"%PDF-1.7\n1,2,3\n", "PDF"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "图片"),
    "a photograph": (lambda: b"\xff\xd8\xff\xe0,,,", "图片"),
    "a rar": (lambda: b"Rar!\x1a\x07,,,", "压缩包"),
    "bytes": (lambda: random.Random(1).randbytes(5000), "不是表格"),
    "a text": (lambda: "我叫张三。老板欠我三个月工资".encode(), "纯文字"),
    "a web page saved as .xls": (lambda: b"<html><table><tr><td>a,b</td></tr></table></html>", "网页"),
    "a quote that never ends": (lambda: "姓名,欠发\n\"张三,1\n".encode(), "引号"),
    "50 MB": (lambda: b"a,b\n" * (50 * 256 * 1024), "50 MB"),
    "another archive": (lambda: zipped(**{"readme.txt": b"x"}), "不是 Excel"),
    "a Word file": (lambda: zipped(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<d/>"}), "不是 Excel"),
    "half a file": (lambda: GOOD[: len(GOOD) // 2], "损坏"),
    "a zip bomb": (lambda: zipped(**{"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": bytes(80 * 1024 * 1024)}), "展开"),
    "a zip that lies about its size": (lambda: lying(GOOD), "损坏"),
    "too many entries": (lambda: zipped(**{f"x{n}": b"" for n in range(2001)}), "展开"),
    "an encrypted zip": (lambda: flagged(GOOD), "密码"),
    "a name that comes twice": (twice, "损坏"),
    "entities that grow": (lambda: edited(GOOD, swap(b"<worksheet", ENTITY)), "损坏"),
    "another encoding": (lambda: edited(GOOD, lambda xml: b'<?xml version="1.0" encoding="UTF-7"?>' + xml), "损坏"),
    "broken XML": (lambda: edited(GOOD, swap(b"</sheetData>", b"")), "损坏"),
    "a cell nowhere": (lambda: edited(GOOD, swap(b'r="A1"', b'r="A99999999"')), "损坏"),
    "a cell far away": (lambda: edited(GOOD, swap(b'r="B2"', b'r="XFD1048576"')), "太大"),
    "merged ranges over each other": (lambda: edited(GOOD, swap(
        b"</sheetData>", b"</sheetData><mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 9 + b"</mergeCells>")), "损坏"),
    "too many rows": (lambda: b"a,b\n" * 20_001, "太大"),
    "too many columns": (lambda: b"," * 300, "太大"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_no_sheet_is_refused_with_one_sentence(case):
    make, word = HOSTILE[case]
    with pytest.raises(Refused) as refused:
        only(make())
    sentence = str(refused.value)
    assert word in sentence and len(sentence) < 80 and "\n" not in sentence


def amplified():
    """One long text, shown by a hundred thousand cells: 20 KB that a careless reader makes gigabytes of."""
    cells = b"".join(b'<row r="%d">%s</row>' % (n, b'<c t="s"><v>0</v></c>' * 10) for n in range(1, 10_001))
    data = edited(xlsx(["x"]), lambda xml: xml[:xml.index(b"<sheetData>")] + b"<sheetData>" + cells + b"</sheetData></worksheet>")
    parts = archive.unpack(data)
    parts["xl/sharedStrings.xml"] = b"<sst><si><t>%s</t></si></sst>" % (b"x" * 32_000)
    return archive.pack(parts)


MEMORY = """
import sys, time
from casework.core import sheets
from casework.core.errors import Refused
data = open(sys.argv[1], "rb").read()
began = time.process_time()
try:
    book = sheets.read(data)
    book.sheet(book.names[0])
    said = "read"
except Refused as refused:
    said = str(refused)
peak = next(int(line.split()[1]) // 1024 for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(peak, time.process_time() - began, said, sep="|")
"""


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="reads the peak memory from /proc")
@pytest.mark.parametrize(("make", "word"), [
    (HOSTILE["50 MB"][0], "50 MB"),
    (HOSTILE["a zip bomb"][0], "展开"),
    (lambda: zipped(**{"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": bytes(63 * 1024 * 1024)}), "损坏"),
    (amplified, "太大"),
    (lambda: saved_wide(), "read"),
], ids=["50 MB", "bomb", "bomb within the limit", "shared text", "a large sheet"])
def test_no_file_takes_more_than_500_mb_or_long(make, word, tmp_path):
    file = tmp_path / "file"
    file.write_bytes(make())
    answer = subprocess.run([sys.executable, "-c", MEMORY, file], capture_output=True, text=True, cwd=ROOT, check=True,
                            env={**os.environ, "PYTHONIOENCODING": "utf-8"})
    peak, seconds, said = answer.stdout.strip().split("|")
    assert word in said
    assert int(peak) < 500 and float(seconds) < 10, answer.stdout


def saved_wide():
    book = Workbook(write_only=True)
    page = book.create_sheet()
    for row in range(15_000):
        page.append([f"文字{row}-{column}" for column in range(20)])
    return saved(book)


# the returned workbook

def column_of(page, header_row=1):
    return [cell.value for cell in page[header_row]].index("错误原因") + 1


def test_their_own_file_comes_back_with_a_column_of_reasons():
    book = Workbook()
    page = book.active
    page.title = "工资"
    for row in (["题目"], ["姓名", "欠发"], ["张三", "1.2万"], ["李四", "=1+1"]):
        page.append(row)
    page["Z1"].number_format = "0.00"  # formatted, empty: no reason to write far away from the table
    book.create_sheet("别的")["A1"] = "留着"
    out = load_workbook(io.BytesIO(sheets.annotate(saved(book), {3: ["金额请写成数字", "请填写姓名"]}, sheet="工资", header_row=2)))
    page = out["工资"]
    assert column_of(page, 2) == 3
    assert page["C3"].value == "金额请写成数字；请填写姓名" and page["C4"].value is None
    assert page["B4"].value == "=1+1" and page["B4"].data_type == "f"
    assert out["别的"]["A1"].value == "留着"


def test_a_file_that_comes_back_twice_has_one_column_of_reasons():
    once = sheets.annotate(xlsx(["姓名", "欠发"], ["张三", "x"], ["李四", "y"]), {2: ["甲"], 3: ["乙"]})
    page = load_workbook(io.BytesIO(sheets.annotate(once, {3: ["丙"]}))).active
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["姓名", "欠发", "错误原因"], ["张三", "x", None], ["李四", "y", "丙"]]


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)"])
@pytest.mark.parametrize("make", [lambda text: f'姓名,欠发\n"{text}",1\n'.encode("gbk"),
                                  lambda text: text_cell(text)], ids=["csv", "xlsx"])
def test_text_that_looks_like_a_formula_stays_text(make, text):
    data = sheets.annotate(make(text), {2: [text]})
    page = load_workbook(io.BytesIO(data)).active
    for cell in (page["A2"], page.cell(2, 3)):
        assert cell.value == text and cell.data_type == "s" and cell.quotePrefix
    assert b"<f>" not in archive.unpack(data)["xl/worksheets/sheet1.xml"]


def text_cell(text):
    book = Workbook()
    page = book.active
    page.append(["姓名", "欠发"])
    page.append(["x", 1])
    page["A2"].value, page["A2"].data_type = text, "s"
    return saved(book)


def test_a_csv_comes_back_as_a_workbook_with_the_same_cells_as_text():
    page = load_workbook(io.BytesIO(sheets.annotate("姓名,身份证号\n张三,110105194912310021\n".encode("gbk"), {2: ["错"]}))).active
    assert [cell.value for cell in page[2]] == ["张三", "110105194912310021", "错"]


def test_a_workbook_that_openpyxl_cannot_read_comes_back_as_values():
    parts = archive.unpack(xlsx(["姓名"], ["张三"]))
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(b"<fills", b"<fillz").replace(b"</fills", b"</fillz")
    parts["docProps/core.xml"] = b"<wrong/>"
    page = load_workbook(io.BytesIO(sheets.annotate(archive.pack(parts), {2: ["错"]}))).active
    assert [cell.value for cell in page[2]] == ["张三", "错"]
