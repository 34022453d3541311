"""What the pages of contracts share: the blueprint, who asks, a workbook as an answer."""

import io

from flask import Blueprint, send_file
from flask_login import current_user

bp = Blueprint("contracts", __name__, url_prefix="/contracts")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def me():
    return current_user._get_current_object()


def sent(made, name):
    """A workbook as a download: its bytes, or an open file, which is closed when it has been sent."""
    response = send_file(io.BytesIO(made) if isinstance(made, bytes) else made, as_attachment=True, download_name=name, mimetype=XLSX)
    if not isinstance(made, bytes):
        response.call_on_close(made.close)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
