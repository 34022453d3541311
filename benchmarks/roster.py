"""Reads a roster of 5,000 rows and prints what it cost as JSON, beside openpyxl only reading the cells in the same run.

    python benchmarks/roster.py [rows]
"""

import io
import json
import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from openpyxl import Workbook, load_workbook

from casework.arrears import roster
from casework.core import sheets
from casework.law.identifiers import identity_number

HEADS = ["序号", "姓名", "身份证号", "电话", "工种", "班组", "月份", "应发", "已发", "借支", "扣款", "欠发", "备注"]


def number(n):
    """The n-th identity number with a right check digit, of people who do not exist."""
    body = f"110105{1960 + n % 40}{1 + n % 12:02}{1 + n % 28:02}{n // 40 % 1000:03}"
    return next(body + last for last in "0123456789X" if identity_number(body + last).valid)


def workbook(rows):
    book = Workbook(write_only=True)
    page = book.create_sheet("花名册")
    page.append(["某某项目部拖欠工资花名册"])
    page.append(HEADS)
    for n in range(rows):
        due, paid, advance = 5000 + n % 900 + 0.37, 1200.5, 300
        page.append([n + 1, f"工人{chr(0x4e00 + n % 5000)}", number(n), f"138{n:08}", "木工", f"{n % 9}班", f"2026年{1 + n % 10}月",
                     due, paid, advance, 0, round(due - paid - advance, 2), ""])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def timed(work):
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return result, {"seconds": round(time.perf_counter() - wall, 3), "cpu_seconds": round(time.process_time() - cpu, 3)}


def main(rows=5_000):
    data = workbook(rows)
    read, ours = timed(lambda: roster.read(data, today=date(2026, 11, 24)))
    _, naive = timed(lambda: [[cell.value for cell in row] for row in load_workbook(io.BytesIO(data)).active.iter_rows()])
    _, returned = timed(lambda: sheets.annotate(data, {3: ["金额请写成数字"]}, sheet=read.sheet, header_row=read.header_row))
    memory = next((int(line.split()[1]) // 1024 for line in Path("/proc/self/status").read_text().splitlines()
                   if line.startswith("VmHWM")), None)
    print(json.dumps({"rows": read.rows, "accepted": read.accepted, "bytes": len(data), "roster.read": ours,
                      "openpyxl cells only": naive, "sheets.annotate": returned, "peak_mb": memory}, ensure_ascii=False))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
