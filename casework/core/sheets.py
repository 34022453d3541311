"""表格 — office spreadsheets in and out: .xlsx, and CSV in UTF-8, UTF-16 or GBK. Knows cells, not what they mean.

All files are hostile: they are judged by content, and each kind that cannot be read is refused with one sentence.
"""

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from lxml import etree
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from casework.core import quickscan
from casework.core.archive import DAMAGED, MOST_UNPACKED, pack, unpack
from casework.core.errors import Refused
from casework.law.findings import N_, Message

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_CELLS = 600_000
MOST_TEXT = 32 * 1024 * 1024  # characters on one sheet: a shared text counts at every place that shows it
LARGEST_KEPT = 24 * 1024 * 1024  # unpacked; a larger workbook comes back as values only
REASON = N_("错误原因")


@dataclass(frozen=True)
class Limits:
    """How large a file may be: bytes as it comes, rows, filled cells, characters shown, bytes unpacked."""

    size: int = MOST_BYTES
    rows: int = MOST_ROWS
    cells: int = MOST_CELLS
    text: int = MOST_TEXT
    unpacked: int = MOST_UNPACKED


ROSTER = Limits()
LEDGER = Limits(32 * 1024 * 1024, 110_000, 3_000_000, 64 * 1024 * 1024, 400 * 1024 * 1024)  # a city's ledger of contracts

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER = {b"%PDF": "PDF", b"\x89PNG": N_("图片"), b"\xff\xd8\xff": N_("图片"), b"GIF8": N_("图片"),
          b"Rar!": N_("压缩包"), b"7z\xbc\xaf": N_("压缩包"), b"\x1f\x8b": N_("压缩包")}
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


class Mark(StrEnum):
    """What a cell's value alone does not tell."""

    FORMULA = "formula"    # has the value that was stored with it
    UNCACHED = "uncached"  # a formula that nobody has computed
    ERROR = "error"        # #DIV/0! and the like


@dataclass(frozen=True)
class Sheet:
    """`rows[n - 1]` is the row that Excel numbers n; a cell is None, str, bool, float, date, datetime, time or timedelta.

    Of a streamed sheet `rows` gives each row once, in order: a city's ledger never lies in memory whole.
    `marks` {(row, column): Mark} and `merged` [(top, left, bottom, right)] have Excel's row numbers and columns from 0.
    """

    name: str
    rows: list[list]
    marks: dict[tuple[int, int], Mark] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    height: int = 0  # rows that the sheet claims to have

    def cell(self, row, column):
        """The value at Excel's row number and a column from 0, None beyond the edge."""
        cells = self.rows[row - 1] if 0 < row <= len(self.rows) else ()
        return cells[column] if column < len(cells) else None


class Book:
    """A file that was read: `names` of its visible sheets in order, and each sheet on demand."""

    def __init__(self, kind, names, load):
        self.kind, self.names, self._load = kind, names, load

    def sheet(self, name) -> Sheet:
        return self._load(name)

    def stream(self, name) -> Sheet:
        return self._load(name, True)


def read(data: bytes, limits=ROSTER) -> Book:
    """The file by its content, whatever its name says. Refused with one sentence where it is no sheet we read."""
    if not data:
        raise Refused(Message(N_("文件是空的，请重新选择")))
    if len(data) > limits.size:
        raise Refused(Message(N_("文件有 {size} MB，超过 {limit} MB；请只留花名册这一张表，去掉图片再上传"),
                              size=-(-len(data) // 1024 // 1024), limit=limits.size // 1024 // 1024))
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Refused(Message(N_("文件有打开密码，请去掉密码后再上传")))
        raise Refused(Message(N_("这是旧的 .xls 格式（改名不算），请另存为 .xlsx 后再上传")))
    if kind := next((kind for magic, kind in _OTHER.items() if data.startswith(magic)), None):
        raise Refused(Message(N_("这是{kind}，不是表格；请上传 .xlsx 或 CSV"), kind=Message(kind)))
    return _workbook(data, limits) if data.startswith(b"PK") else _text(data, limits)


def letter(column):
    """0 → A, 27 → AB."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


# .xlsx

def _workbook(data, limits):
    parts = unpack(data, limits.unpacked)
    if "xl/workbook.xml" not in parts or "[Content_Types].xml" not in parts:
        raise Refused(Message(N_("这不是 Excel 的 .xlsx 表格；请用 Excel 或 WPS 另存为 .xlsx 后再上传")))
    packed = io.BytesIO(pack({name: part for name, part in parts.items() if name.endswith((".xml", ".rels"))}))
    with _calamine():
        book = CalamineWorkbook.from_filelike(packed)
        sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    names = [s.name for s in sheets if s.visible == SheetVisibleEnum.Visible] or [s.name for s in sheets]
    places = _places(parts)
    del parts
    lengths = []

    def part(name):  # taken out again when it is needed: a large sheet does not lie unpacked while it is read
        with zipfile.ZipFile(packed) as archive:
            return archive.read(name) if name in archive.namelist() else b""

    def load(name, lazily=False):
        if not lengths:
            lengths.extend(_lengths(part("xl/sharedStrings.xml") or b"<sst/>"))
        marks, merged = _scan(part(places.get(name, "")), lengths, limits)
        with _calamine():
            found = book.get_sheet_by_name(name)
            rows = _rows(found) if lazily else found.to_python(skip_empty_area=False)
        for cells in () if lazily else rows:
            cells[:] = [None if value == "" else value for value in cells]
        return Sheet(name, rows, marks, merged, found.total_height)

    return Book("xlsx", names, load)


def _rows(found):
    """The rows of a sheet one by one, from its first row and column."""
    before = [None] * (found.start or (0, 0))[1]
    rows = found.iter_rows()
    while True:
        with _calamine():
            cells = next(rows, None)
        if cells is None:
            return
        yield before + [None if value == "" else value for value in cells]


class _calamine:
    """What calamine cannot read is a damaged file; a panic in it is no Exception, and must not end our thread."""

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if kind and (issubclass(kind, Exception) or kind.__name__ == "PanicException"):
            raise Refused(DAMAGED) from None


def _parse(xml, *tags, events=("end",)):
    """The elements of a part as they end, in any namespace (transitional or strict); nothing from outside is read."""
    try:
        yield from etree.iterparse(io.BytesIO(xml), events=events, tag=[f"{{*}}{tag}" for tag in tags],
                                   resolve_entities=False, no_network=True, load_dtd=False)
    except etree.XMLSyntaxError:
        raise Refused(DAMAGED) from None


def _places(parts):
    """{sheet name: name of its part}."""
    links = {node.get("Id"): node.get("Target", "")
             for _, node in _parse(parts.get("xl/_rels/workbook.xml.rels", b"<r/>"), "Relationship")}
    places = {}
    for _, node in _parse(parts["xl/workbook.xml"], "sheet"):
        key = next((value for name, value in node.items() if name.endswith("}id")), None)
        target = links.get(key, "")
        places[node.get("name")] = target[1:] if target.startswith("/") else f"xl/{target}"
    return places


def _lengths(xml):
    """How long each shared text is: calamine copies it to every cell that shows it."""
    for _, node in _parse(xml, "si"):
        yield sum(len(text.text or "") for text in node.iter("{*}t"))
        node.clear()


def _scan(xml, lengths, limits):
    """Marks and merged ranges of a sheet, before its values are read; Refused where it is too large to read.

    Only cells with something in them count: a sheet that claims a million empty rows is as small as it is. Rows of nothing but
    plain cells, which is what ledgers are made of, are known as such at once and need no look at each cell.
    """
    xml = quickscan.without_plain_rows(xml, max(lengths, default=0), limits.rows, limits.cells, limits.text)
    marks, merged = {}, []
    row = column = filled = text = covered = 0
    for event, node in _parse(xml, "row", "c", "mergeCell", events=("start", "end")):
        tag = etree.QName(node).localname
        if tag == "row" and event == "start":
            row, column = _number(node.get("r"), row + 1), -1
        elif tag == "row":
            node.clear()
            while node.getprevious() is not None:
                del node.getparent()[0]
        elif tag == "c" and event == "end":
            row, column = _position(node.get("r"), row, column + 1)
            kind, mark, value = node.get("t", "n"), None, None
            for child in node:
                what = etree.QName(child).localname
                if what == "f":
                    mark = Mark.UNCACHED
                elif child.text or len(child) or kind == "str":
                    value = child.text or ""
            if value is None and not mark:
                continue
            if value is not None:
                mark = Mark.ERROR if kind == "e" else mark and Mark.FORMULA
                text += lengths[shared] if kind == "s" and (shared := _number(value, -1)) < len(lengths) else len(value)
            if mark:
                marks[row, column] = mark
            filled += 1
            if row > limits.rows or column >= MOST_COLUMNS or filled > limits.cells or text > limits.text:
                raise Refused(Message(N_("表太大：最多 {rows} 行、{columns} 列，在 {cell} 处还有内容；请只留花名册再上传"),
                                      rows=limits.rows, columns=MOST_COLUMNS, cell=f"{letter(column)}{row}"))
        elif tag == "mergeCell" and event == "end":
            corners = _REFERENCE.findall(node.get("ref", ""))
            if len(corners) == 2:
                (top, left), (bottom, right) = (_position("".join(corner), 0, 0) for corner in corners)
                merged.append((top, left, bottom, right))
                covered += (min(bottom, limits.rows) - top + 1) * (min(right, MOST_COLUMNS) - left + 1)
                if covered > limits.rows * MOST_COLUMNS:  # merged ranges never overlap
                    raise Refused(DAMAGED)
    return marks, sorted(merged)


def _number(text, otherwise):
    return int(text) if text and text.isascii() and text.isdigit() else otherwise


def _position(reference, row, column):
    """"AB12" → (12, 27); a cell that does not say where it stands follows the one before it."""
    if reference is None:
        return row, column
    if not (match := _REFERENCE.fullmatch(reference)):
        raise Refused(DAMAGED)
    column = 0
    for character in match[1]:
        column = column * 26 + ord(character) - 64
    return int(match[2]), column - 1


# CSV

def _text(data, limits):
    text = _decode(data)
    if text.lstrip()[:1] == "<":
        raise Refused(Message(N_("这是网页或 XML 存成的表格，请用 Excel 或 WPS 打开后另存为 .xlsx 再上传")))
    start = text[:20_000]
    delimiter = max(",\t;", key=start.count)
    if delimiter not in start:
        raise Refused(Message(N_("这是纯文字，不是表格；请上传 .xlsx 或 CSV")))
    rows = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append([cell if cell.strip() else None for cell in cells])
            if len(rows) > limits.rows or len(cells) > MOST_COLUMNS:
                raise Refused(Message(N_("表太大：最多 {rows} 行、{columns} 列；请只留花名册再上传"),
                                      rows=limits.rows, columns=MOST_COLUMNS))
    except csv.Error:
        raise Refused(Message(N_("第 {row} 行的引号没有配对，请改好或另存为 .xlsx 再上传"), row=len(rows) + 1)) from None
    return Book("csv", ["CSV"], lambda name, lazily=False: Sheet(name, iter(rows) if lazily else rows, height=len(rows)))


def _decode(data):
    """Text in the encodings that Excel and WPS write on a Chinese desktop; anything else is no sheet."""
    bom = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}.get(data[:2])
    for encoding in [bom] if bom else ["utf-8-sig", "gb18030"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text
    raise Refused(Message(N_("这不是表格文件；请上传 .xlsx，或 UTF-8、GBK 的 CSV")))


# the returned workbook

def annotate(data: bytes, problems: dict[int, list[str]], *, sheet=None, header_row=1) -> bytes:
    """Their own file as .xlsx with a column 错误原因 behind the last one: {Excel's row: reasons}.

    Formulas and styles stay where openpyxl can keep them; a CSV, or a workbook too large or odd for it, comes back
    as values. Text that begins with = + - @ stays text, also when somebody edits it.
    """
    book = read(data)
    name = sheet or book.names[0]
    written = _kept(data, name) if book.kind == "xlsx" else None
    if written is None:
        written = _copied(book.sheet(name))
    page = written[name] if name in written.sheetnames else written.active
    _write(page, problems, header_row)
    out = io.BytesIO()
    written.save(out)
    return out.getvalue()


def _kept(data, name):
    from openpyxl import load_workbook

    parts = unpack(data)
    if sum(map(len, parts.values())) > LARGEST_KEPT:
        return None
    try:
        workbook = load_workbook(io.BytesIO(pack(parts)), keep_links=False)
        workbook[name].iter_rows  # noqa: B018  (a chart sheet has none)
    except Exception:  # whatever openpyxl stumbles over: the values are still ours to give back
        return None
    workbook.calculation.fullCalcOnLoad = True  # openpyxl keeps formulas without their values
    for page in workbook.worksheets:
        page.data_validations.dataValidation = []
    return workbook


def _copied(sheet):
    from openpyxl import Workbook

    workbook = Workbook()
    page = workbook.active
    page.title = re.sub(r"[\\/*?:\[\]]", " ", sheet.name)[:31] or "Sheet1"
    for row, cells in enumerate(sheet.rows, start=1):
        for column, value in enumerate(cells, start=1):
            if isinstance(value, str):
                _put(page.cell(row, column), value)
            elif value is not None:
                page.cell(row, column, value)
    return workbook


def _write(page, problems, header_row):
    from openpyxl.styles import Alignment, Font

    filled = [cell for cells in page.iter_rows() for cell in cells if cell.value not in (None, "")]
    for cell in filled:
        if cell.data_type == "s":
            _put(cell, cell.value)
    old = [cell.column for cell in filled if cell.row == header_row and cell.value == REASON]
    column = old[0] if old else max((cell.column for cell in filled), default=0) + 1
    if old:
        for row in range(header_row + 1, page.max_row + 1):
            page.cell(row, column).value = None
    page.cell(header_row, column, REASON).font = Font(bold=True)
    page.column_dimensions[letter(column - 1)].width = 48
    for row, reasons in problems.items():
        cell = page.cell(row, column)
        _put(cell, "；".join(reasons))
        cell.font, cell.alignment = Font(color="B00020"), Alignment(wrap_text=True, vertical="top")


def _put(cell, text):
    """A text as text: openpyxl would take = for a formula, and Excel would at the next keystroke."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell.value = ILLEGAL_CHARACTERS_RE.sub("", str(text))[:32_767]
    cell.data_type = "s"
    if str(text).lstrip()[:1] in ("=", "+", "-", "@"):
        cell.quotePrefix = True


def shown(value):
    """A cell as a person sees it: 3.0 → 3, a date as ISO, nothing as ""."""
    if isinstance(value, float):
        return f"{value:.15g}" if value != int(value) or abs(value) >= 1e15 else str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if not (value.hour or value.minute) else value.isoformat(" ")
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value).strip()
