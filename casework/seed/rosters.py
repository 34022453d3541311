"""Rosters and evidence as the foremen of the demonstration bring them: real .xlsx, CSV, photos and scans, as bytes.

The same facts give the same bytes: no time of making, no order by chance.
"""

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date
from time import struct_time

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from PIL import Image, ImageDraw, ImageFont

from casework.core import archive
from casework.seed.parties import Person

FORMS = ("wide", "long", "total", "csv")
FIXED = (2026, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Claim:
    """One worker of a roster: {first day of month: (due, received before)} in fen; `rate` in fen a day."""

    person: Person
    trade: str
    team: str
    months: dict[date, tuple[int, int]]
    rate: int
    days: int

    @property
    def owed(self):
        return sum(due - received for due, received in self.months.values())


def roster(form, title, claims):
    """(bytes, file name) of the sheet in one of FORMS."""
    head, rows, summed = {"wide": _wide, "total": _total}.get(form, _long)(claims)
    total = ["合计" if n == 0 else sum(row[n] for row in rows) if n in summed else None for n in range(len(head))]
    if form == "csv":
        return _csv([head, *rows, total]), f"{title}.csv"
    return _xlsx(title, head, [*rows, total]), f"{title}.xlsx"


def _yuan(fen):
    return fen // 100 if fen % 100 == 0 else fen / 100


def _who(n, claim):
    return [n, claim.person.name, claim.person.number, claim.person.telephone]


def _long(claims):
    """A row for each worker and month."""
    rows = [
        [*_who(n, claim), claim.trade, claim.team, f"{month:%Y-%m}", _yuan(due), _yuan(received), _yuan(due - received)]
        for n, claim in enumerate(claims, start=1) for month, (due, received) in claim.months.items()
    ]
    return ["序号", "姓名", "身份证号", "联系电话", "工种", "班组", "月份", "应发工资", "已发工资", "欠发工资"], rows, (7, 8, 9)


def _wide(claims):
    """A row for each worker, a column for each month."""
    months = sorted({month for claim in claims for month in claim.months})
    rows = [
        [*_who(n, claim), claim.trade, *(_yuan(due - received) for due, received in claim.months.values()), _yuan(claim.owed), None]
        for n, claim in enumerate(claims, start=1)
    ]
    head = ["序号", "姓名", "身份证号码", "手机号", "工种", *(f"{m.year}年{m.month}月" for m in months), "合计", "签名"]
    return head, rows, range(5, 6 + len(months))


def _total(claims):
    """A row for each worker with one sum: by the day, less what was drawn."""
    rows = []
    for n, claim in enumerate(claims, start=1):
        earned = claim.rate * claim.days
        drawn = earned // 400 * 100
        first, *_, last = [*claim.months, max(claim.months)]
        rows.append([*_who(n, claim), claim.trade, f"{first:%Y-%m}至{last:%Y-%m}", _yuan(claim.rate), claim.days,
                     _yuan(earned), _yuan(drawn), _yuan(earned - drawn)])
    return ["序号", "姓名", "身份证号", "电话", "工种", "起止时间", "日工资", "工日", "应发", "借支", "欠薪金额"], rows, (8, 9, 10)


def _csv(rows):
    """As the city's platform exports it: GB 18030, which alone of the old encodings has the rare characters."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("gb18030")


def _xlsx(title, head, rows):
    book = Workbook()
    sheet = book.active
    sheet.title = "花名册"
    sheet.append([title])
    sheet.append(["单位：元"])
    sheet.append(head)
    for row in rows:
        sheet.append(row)
    for line in (1, 2):
        sheet.merge_cells(start_row=line, start_column=1, end_row=line, end_column=len(head))
    sheet["A1"].font, sheet["A1"].alignment = Font(bold=True, size=16), Alignment(horizontal="center")
    sheet["A2"].alignment = Alignment(horizontal="right")
    for cell in sheet[3]:
        cell.font = Font(bold=True)
    for column, width in zip("ABCDEF", (6, 16, 22, 14, 10, 12), strict=True):
        sheet.column_dimensions[column].width = width
    out = io.BytesIO()
    book.save(out)
    return timeless(out.getvalue())


def timeless(data):
    parts = archive.unpack(data)
    parts["docProps/core.xml"] = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2026-01-01T00:00:00Z", parts["docProps/core.xml"])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(zipfile.ZipInfo(name, FIXED), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


# ---- evidence

def attendance(rng, day, kind):
    """A photographed or scanned sheet of attendance of the month of `day`: "jpg" or "pdf" bytes."""
    paper, ink = (246, 243, 232), (48, 52, 74)
    picture = Image.new("RGB", (1240, 880), (118, 104, 92) if kind == "jpg" else paper)
    draw = ImageDraw.Draw(picture)
    draw.polygon([(34, 30), (1210, 44), (1200, 850), (28, 838)] if kind == "jpg" else [(0, 0)] * 3, fill=paper)
    font = ImageFont.load_default(20)
    draw.text((80, 70), f"{day:%Y-%m}", fill=ink, font=ImageFont.load_default(34))
    for line in range(17):
        draw.line([(80, 140 + 40 * line), (1160, 144 + 40 * line)], fill=ink, width=2)
    for column in range(28):
        draw.line([(80 + 40 * column, 140), (80 + 40 * column, 784)], fill=ink, width=2 if column else 3)
        if 0 < column < 27:
            draw.text((88 + 40 * column - 4, 148), str(column), fill=ink, font=font)
    for line in range(1, 16):
        draw.text((90, 148 + 40 * line), str(line), fill=ink, font=font)
        for column in range(1, 27):
            if rng.random() < 0.8:
                x, y = 100 + 40 * column + rng.randint(-3, 3), 164 + 40 * line + rng.randint(-3, 3)
                draw.line([(x - 9, y), (x - 2, y + 8), (x + 10, y - 10)], fill=ink, width=3)
    out = io.BytesIO()
    if kind == "pdf":
        made = struct_time((*FIXED, 3, 1, 0))
        picture.convert("L").save(out, "PDF", resolution=150, creationDate=made, modDate=made)
    else:
        picture.save(out, "JPEG", quality=70)
    return out.getvalue()
