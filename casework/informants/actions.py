"""What is done with an informant's identity: written down once, and opened with a reason."""

from casework.core import side
from casework.core.actions import action
from casework.core.errors import Refused
from casework.core.permissions import P, may
from casework.extensions import db
from casework.informants import queries
from casework.informants.models import Informant
from casework.law.findings import N_


@action("informants.note")
def note(matter, *, name, by, telephone=None, id_number=None, address=None, remark=None):
    """Keep who reported. A second person is no correction: an identity that is written down is never overwritten."""
    if not may(by, P.INFORMANT_NOTE, matter.area.path):
        raise Refused(N_("你没有登记举报人的权限"))
    if queries.kept(matter.id):
        raise Refused(N_("这件案子已经登记过举报人"))
    row = Informant(matter_id=matter.id, name=name, telephone=telephone, id_number=id_number, address=address, remark=remark)
    db.session.add(row)
    return row


def show(matter, *, reason, by):
    """The identity, for somebody who says why. The look is in the access log before the page is seen."""
    if not may(by, P.INFORMANT_VIEW, matter.area.path):
        raise Refused(N_("你没有查看举报人身份的权限"))
    if len((reason or "").strip()) < 5:
        raise Refused(N_("请用一两句话写明为什么要看"), field="reason")
    side.looked(by, "informant", matter, reason.strip()[:200])
    return queries.informant(matter, by)
