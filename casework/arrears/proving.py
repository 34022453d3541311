"""What people do about the employer's proof: ask for it, order it, note what came in and what was refused."""

import sqlalchemy as sa

from casework.arrears import figures, proof_queries
from casework.arrears.actions import open_to
from casework.arrears.models import PAY, ClaimLine
from casework.arrears.payments import Payment
from casework.arrears.proofs import Demand, DemandKind, Handed, Standing
from casework.core import clock
from casework.core.actions import action
from casework.core.errors import Refused
from casework.core.files import Evidence
from casework.extensions import db
from casework.law.findings import N_


@action("arrears.hand_in")
def hand_in(*, case, standings, by, on=None, from_whom=None, evidence_id=None, note=None):
    """Note what the employer handed in or refused on a local date: {key of to_produce: Standing}. `evidence_id`: the piece
    of the file in which it is."""
    open_to(case, by)
    on = on or clock.today()
    if on > clock.today():
        raise Refused(N_("日期不能晚于今天"), field="on")
    known = {one.key for one in proof_queries.to_produce(case)}
    standings = {key: Standing(standing) for key, standing in standings.items() if standing}
    if not standings or not set(standings) <= known:
        raise Refused(N_("请至少在一项后面选择齐全、部分或者拒不提供"))
    if evidence_id and db.session.scalar(db.select(Evidence.id).where(Evidence.id == evidence_id, Evidence.matter_id == case.id)) is None:
        raise Refused(N_("本案没有这件证据"), field="evidence_id")
    handed = [Handed(case_id=case.id, key=key, standing=standing, on=on, from_whom=from_whom, note=note, by_id=by.id,
                     evidence_id=evidence_id or None) for key, standing in standings.items()]
    db.session.add_all(handed)
    return handed


# ---- the one further thing of the moves


def request(case, *, on, due_on, by, to_name=None, place=None, reason=None, **_):
    """The move “要求提供材料”: what is still missing on that day is asked for; `reason`: what else is wanted, a line each."""
    keys = proof_queries.missing(case)
    if not keys and not reason:
        raise Refused(N_("应当提交的材料已经齐全；还要别的，请写在“其他材料”里"), field="reason")
    _in_time(on, due_on)
    db.session.add(Demand(case_id=case.id, kind=DemandKind.REQUEST, on=on, due_on=due_on, to_name=to_name, keys=keys, extra=reason,
                          place=place, by_id=by.id))


def order(case, *, on, due_on, by, asks="both", facts=None, **_):
    """The move “限期改正”: pay the wages that are owed on that day, hand in what is missing, or both. What there is nothing of is
    left out."""
    pay = sa.and_(ClaimLine.case_id == case.id, ClaimLine.kind.in_(PAY))
    owed = figures.sums(pay).owed_by_employer if asks in ("both", "pay") else 0
    keys = proof_queries.missing(case) if asks in ("both", "materials") else []
    if not owed and not keys:
        raise Refused(N_("没有尚欠的工资，也没有还缺的材料，不必再作指令"), field="asks")
    _in_time(on, due_on)
    db.session.add(Demand(case_id=case.id, kind=DemandKind.ORDER, on=on, due_on=due_on, keys=keys, owed_fen=owed or None, facts=facts,
                          by_id=by.id, after_payment_id=db.session.scalar(db.select(db.func.coalesce(db.func.max(Payment.id), 0)))))


def _in_time(on, due_on):
    if due_on is None:
        raise Refused(N_("请填写期限"), field="due_on")
    if due_on < on:
        raise Refused(N_("期限不能早于办理日期"), field="due_on")
