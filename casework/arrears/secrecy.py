"""举报人 of cases that were registered before informants stood apart: taken out of the case, into their own encrypted row.

What was printed or typed with the name stays as it was; it is told, so that a person can void or mend it.
"""

import json

import sqlalchemy as sa

from casework.accounts import queries as accounts
from casework.arrears import queries
from casework.arrears.models import Case, Channel
from casework.core import files
from casework.core.actions import action
from casework.core.errors import Refused
from casework.core.permissions import P, may
from casework.documents import store
from casework.extensions import db
from casework.informants import queries as informants
from casework.informants.models import Informant
from casework.law.findings import N_, Message

TEXTS = {"facts": N_("事实和请求"), "work_place": N_("用工地址"), "project": N_("工程名称"), "outcome": N_("办理结果"),
         "reason": N_("理由")}


def named(user):
    """举报 cases that still name a complainant, of the areas where the person may set them apart."""
    here = sa.or_(accounts.within(user, P.INFORMANT_NOTE), accounts.within(user, P.USER_MANAGE))
    return queries.every_case().where(Case.channel == Channel.REPORT, Case.complainant_id.is_not(None), here).order_by(Case.id)


@action("arrears.set_apart")
def set_apart(*, case, by):
    """Who reported goes into the informants' table and out of the case. Answers what still names them: [Message].

    Whoever may write an informant down may do it, and the administrator of the area: nothing is shown to them.
    """
    if not (may(by, P.INFORMANT_NOTE, case.area.path) or may(by, P.USER_MANAGE, case.area.path)):
        raise Refused(N_("你没有登记举报人的权限"))
    if case.channel is not Channel.REPORT or case.complainant is None:
        raise Refused(N_("这不是写着投诉人的举报案件"))
    who = case.complainant
    if not informants.kept(case.id):
        db.session.add(Informant(matter_id=case.id, name=who.name, telephone=who.telephone, id_number=who.id_number, address=who.address))
    case.complainant_id, case.complainant = None, None
    return _left(case, who)


def _left(case, who):
    secrets = [text for text in (who.name, who.telephone, who.id_number) if text]

    def says(text):
        return any(secret in text for secret in secrets)

    left = [Message(words) for name, words in TEXTS.items() if says(getattr(case, name) or "")]
    for paper in db.session.scalars(store.of(case.id, store.State.ISSUED)):
        if says(json.dumps(paper.facts, ensure_ascii=False)):
            left.append(Message(N_("文书《{title}》{number}"), title=paper.title, number=paper.number or ""))
    for piece in db.session.scalars(files.of(case)):
        if says(piece.brought_by or "") or says(piece.name):
            left.append(Message(N_("证据“{name}”"), name="＊" if says(piece.name) else piece.name))
    return left


