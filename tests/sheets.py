"""Rosters as foremen bring them, made for tests."""

import io

from openpyxl import Workbook


def identity(n, born="19860313", home="330106"):
    """The n-th valid identity number of an invented person."""
    body = f"{home}{born}{n:03d}"
    weights, tail = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"
    return body + tail[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


def xlsx(rows):
    """Rows of cells as the bytes of a workbook."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def long_roster(people=3, months=("2025-12", "2026-01"), owed="4120.50", head=("姓名", "身份证号", "电话", "班组", "月份", "欠发")):
    """A titled roster: one row for each worker and month."""
    rows = [["工人工资拖欠情况表"], [], list(head)]
    for n in range(people):
        for month in months:
            rows.append([f"工人{'甲乙丙丁戊己庚辛壬癸'[n % 10]}", identity(n), f"138000011{n:02d}", "一班", month, float(owed)])
    return xlsx(rows)
