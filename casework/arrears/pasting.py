"""A block of cells copied from a spreadsheet, as the bytes of a CSV: from there on it is a file like any other."""

import csv
import io

from casework.core.errors import Refused
from casework.law.findings import N_


def as_csv(text):
    """Tab-separated text as CSV in UTF-8; what a spreadsheet quoted keeps its line breaks. Refused when nothing was pasted."""
    rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text or ""), delimiter="\t")]
    if not any(any(row) for row in rows):
        raise Refused(N_("请先粘贴表格内容"), field="text")
    if not any("\t" in line for line in text.splitlines()):
        raise Refused(N_("只有一列；请在工资表里选中整块（含表头）再复制"), field="text")
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()
