"""What the pages of contracts share: the blueprint, who asks, a workbook as an answer."""

import io
from urllib.parse import quote

from flask import Blueprint, abort, current_app, request, send_file
from flask_login import current_user

from casework.core.permissions import P, may
from casework.parties import queries as parties

bp = Blueprint("contracts", __name__, url_prefix="/contracts")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def me():
    return current_user._get_current_object()


def whose():
    """The employer named in the address, whose contracts the person may write: 404 without one, 403 where they only read."""
    employer = parties.employer(request.args.get("employer", type=int) or abort(404), current_user)
    return employer if may(current_user, P.CONTRACT_EDIT, employer.area.path) else abort(403)


def sent(made, name):
    """A workbook as a download: its bytes, or an open file, which is closed when it has been sent."""
    made = io.BytesIO(made) if isinstance(made, bytes) else made
    response = current_app.response_class(_pieces(made), mimetype=XLSX)
    response.headers["Content-Disposition"] = f"attachment; filename=\"list.xlsx\"; filename*=UTF-8''{quote(name)}"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _pieces(file):
    with file:
        while piece := file.read(64 * 1024):
            yield piece


def original(data, name):
    """A file as it was brought: a download that can do nothing in this site's name."""
    response = send_file(io.BytesIO(data), as_attachment=True, download_name=name, mimetype="application/octet-stream")
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
