"""导出 — a list's filter as a file: .xlsx (XlsxWriter, constant memory) or CSV with a BOM, row by row from the database.

Personal numbers are masked, what could be a formula stays text, and the access log knows who took what.
"""

import csv
import io
import tempfile
from datetime import date, datetime
from urllib.parse import quote

import xlsxwriter
from flask import abort, current_app, stream_with_context
from flask_login import current_user

from casework.core import clock, side
from casework.core.errors import Refused
from casework.core.words import say
from casework.extensions import db
from casework.law.findings import N_, Message

MOST = 100_000  # rows of a workbook; a larger one takes longer than anybody waits, and CSV has no end
FORMULA = ("=", "+", "-", "@", "\t", "\r")
KINDS = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8"}


def answer(listing, kind):
    """The file of a core.listing.Listing. 403 without the permission to export; Refused: too many rows for a workbook."""
    if not listing.exportable:
        abort(403)
    columns = [column for column in listing.shown_columns if column.export]
    name = f"{say(listing.title)}-{clock.today():%Y%m%d}.{kind}"
    side.looked(current_user._get_current_object(), "export", detail=f"{listing.name} {kind} {listing.query}"[:200])
    made = stream_with_context(_csv(listing, columns)) if kind == "csv" else _workbook(listing, columns)
    response = current_app.response_class(made, mimetype=KINDS[kind])
    response.headers["Content-Disposition"] = f"attachment; filename=\"list.{kind}\"; filename*=UTF-8''{quote(name)}"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def safe(text):
    """Text that a spreadsheet will not take for a formula: an apostrophe goes before it, as Excel itself writes it."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _cells(columns, row):
    for column in columns:
        value = column.plain(row)
        yield column, value / 100 if column.kind == "fen" and isinstance(value, int) else value


def _csv(listing, columns):
    out = io.StringIO()
    writer = csv.writer(out)
    out.write("\ufeff")  # without it Excel reads GBK
    writer.writerow([say(column.label) for column in columns])
    for row in listing.all():
        writer.writerow([_text(column, value) for column, value in _cells(columns, row)])
        if out.tell() > 32_000:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()
    db.session.rollback()


def _text(column, value):
    if value is None:
        return ""
    if column.kind == "fen" and isinstance(value, (int, float)):
        return f"{value:.2f}"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, (date, int)):
        return str(value)
    text = safe(str(value))
    return f"{text}\t" if text.isdigit() and len(text) > 11 else text  # a credit code stays text in Excel


def _workbook(listing, columns):
    """The workbook in pieces: written to a file that nobody else can open, then sent."""
    if listing.rows and len(listing.rows) >= listing.per_page and _more_than(listing, MOST):
        raise Refused(Message(N_("超过 {most} 行，请缩小筛选或导出 CSV"), most=MOST))
    file = tempfile.TemporaryFile(dir=current_app.instance_path)  # noqa: SIM115 (closed when it has been sent)
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                                      "strings_to_numbers": False, "tmpdir": current_app.instance_path})
    sheet, head = book.add_worksheet(), book.add_format({"bold": True, "bg_color": "#EBECE8"})
    kept = book.add_format({"quote_prefix": True})
    formats = {"fen": book.add_format({"num_format": "#,##0.00"}), "day": book.add_format({"num_format": "yyyy-mm-dd"}),
               "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})}
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, {"cut": 36, "": 30}.get(column.css, 14))
    for at, column in enumerate(columns):
        sheet.write_string(0, at, say(column.label), head)
    for n, row in enumerate(listing.all(), start=1):
        for at, (column, value) in enumerate(_cells(columns, row)):
            if isinstance(value, (datetime, date)):
                sheet.write_datetime(n, at, value, formats["moment" if isinstance(value, datetime) else "day"])
            elif isinstance(value, (int, float)):
                sheet.write_number(n, at, value, formats.get(column.kind))
            elif value:
                sheet.write_string(n, at, value, kept if value.startswith(FORMULA) else None)
    book.close()
    file.seek(0)
    return _pieces(file)


def _pieces(file):
    with file:
        while piece := file.read(64 * 1024):
            yield piece


def _more_than(listing, most):
    return len(db.session.execute(
        listing.unordered.with_only_columns(db.literal(1), maintain_column_froms=True).order_by(None).offset(most).limit(1)).all())
