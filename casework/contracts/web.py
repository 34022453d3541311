"""What the pages of contracts share: the blueprint, who asks, a workbook as an answer, a signed paper as it came and as it is seen."""

import io

from flask import Blueprint, abort, request, send_file
from flask_login import current_user

from casework.core import files, side
from casework.core.errors import Refused
from casework.core.permissions import P, may
from casework.documents.answers import file_response
from casework.law.findings import N_
from casework.parties import queries as parties

bp = Blueprint("contracts", __name__, url_prefix="/contracts")


def me():
    return current_user._get_current_object()


def whose():
    """The employer named in the address, whose contracts the person may write: 404 without one, 403 where they only read."""
    employer = parties.employer(request.args.get("employer", type=int) or abort(404), current_user)
    return employer if may(current_user, P.CONTRACT_EDIT, employer.area.path) else abort(403)


def sent(made, name):
    """A workbook as a download: its bytes, or an open file, which is closed when it has been sent."""
    return file_response(io.BytesIO(made) if isinstance(made, bytes) else made, name)


def original(data, name):
    """A file as it was brought: a download that can do nothing in this site's name."""
    response = send_file(io.BytesIO(data), as_attachment=True, download_name=name, mimetype="application/octet-stream")
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


# ---- signed papers that were brought: of a contract, and of a collective one

def scanned(storage):
    """What was uploaded as a signed paper, judged and kept: a files.Kept. Refused when it is no picture and no PDF."""
    data = files.received(storage)
    media = files.judge_evidence(data)
    if media not in (files.PDF, *files.PICTURES):
        raise Refused(N_("请上传扫描成 PDF、JPG 或 PNG 的合同"), field="file")
    return files.keep(data, storage.filename, media)


def seen_in_place(scan):
    """An Evidence as it is seen in place: a picture upright and without its location, a PDF written anew without anything that acts."""
    side.looked(me(), "download", scan, f"seen {scan.name}"[:200])
    if scan.media_type in files.PICTURES:
        path, media = files.small_picture(scan.sha256), "image/jpeg"
    else:
        path, problem = files.archive_pdf(scan.sha256)
        if problem is not None:
            raise Refused(problem)
        media = files.PDF
    response = send_file(path, mimetype=media, download_name=scan.name)
    response.headers["Content-Security-Policy"] = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; img-src 'self'"
    return response


def as_it_came(scan):
    """The same Evidence byte for byte, as a download."""
    side.looked(me(), "download", scan, scan.name)
    return original(files.read(scan.sha256), scan.name)
