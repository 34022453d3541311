from flask import Blueprint, request
from flask_login import current_user

from casework.arrears import queries
from casework.core import side
from casework.core.permissions import P
from casework.core.web import requires
from casework.documents.answers import pdf_response
from casework.dossiers import binder

bp = Blueprint("dossiers", __name__, url_prefix="/dossiers")


@bp.route("/<int:id>.pdf")
@requires(P.PAPER_PRINT)
def download(id):
    """One volume of a case's file: volume=main|side, redacted=1, duplex=1."""
    case = queries.case(id, current_user)
    volume = "side" if request.args.get("volume") == "side" else "main"
    redacted = "redacted" in request.args
    data = binder.bind(case, volume, redacted=redacted, duplex="duplex" in request.args, by=current_user)
    side.looked(current_user, "download", case, f"dossier {volume}{' redacted' * redacted}")
    return pdf_response(data, f"{case.number}{binder.VOLUMES[volume]}{'（隐名副本）' * redacted}.pdf")
