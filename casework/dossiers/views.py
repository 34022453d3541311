from flask import Blueprint
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
    """The bound file of one case."""
    case = queries.case(id, current_user)
    side.looked(current_user, "download", case, "dossier")
    return pdf_response(binder.bind(case, by=current_user), f"{case.number}案卷.pdf")
