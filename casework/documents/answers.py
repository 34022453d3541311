"""How a file is sent: a PDF inline, under a policy of its own that still lets the browser's viewer work; others as a download."""

import os
from urllib.parse import quote

from flask import Response

PAPER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
TYPES = {"pdf": "application/pdf", "zip": "application/zip",
         "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def pdf_response(data, name):
    """Bytes shown inline under a policy of their own."""
    return _shown(Response(data, mimetype="application/pdf"), name)


def file_response(file, name):
    """An open binary file, sent from its beginning and closed behind it: a PDF inline, an archive or a workbook as a download."""
    size, ending = file.seek(0, os.SEEK_END), name.rpartition(".")[2]
    file.seek(0)
    response = Response(_pieces(file), mimetype=TYPES[ending])
    response.content_length = size
    response.call_on_close(file.close)
    if ending == "pdf":
        return _shown(response, name)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _pieces(file):
    with file:
        while piece := file.read(64 * 1024):
            yield piece


def _shown(response, name):
    response.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"  # a header is Latin-1
    response.headers["Content-Security-Policy"] = PAPER
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response
