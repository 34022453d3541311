"""Claims beside wages: overtime, double wage, severance, notice pay, annual leave, extra compensation. They are lines of their
own and never count as wages of a month; where a calculation made them, its rule, inputs and steps are kept."""

from datetime import date

from casework.arrears.actions import open_to
from casework.arrears.cells import Bad
from casework.arrears.grid_figures import holds
from casework.arrears.grounds import Calculation
from casework.arrears.models import KINDS, ClaimKind, ClaimLine
from casework.arrears.roster_reading import MOST_FEN
from casework.core import clock
from casework.core.actions import action
from casework.core.errors import Refused
from casework.core.money import yuan
from casework.extensions import db
from casework.law.findings import N_, Message

BESIDE = tuple(kind for kind in ClaimKind if kind != ClaimKind.WAGES)


@action("arrears.add_claim")
def add_claim(*, case, worker_id, kind, claimed_fen, by, from_on: date | None = None, to_on: date | None = None, calculation=None):
    """A claim of one worker of the case that is no wage, in fen. `calculation`: {"rule", "inputs", "steps", "fen"} it came from;
    a calculation made anew replaces the one line of its kind, a claim typed by hand does not."""
    open_to(case, by)
    kind = ClaimKind(kind)
    if kind not in BESIDE:
        raise Refused(N_("工资按月填在欠薪表里"), field="kind")
    if not claimed_fen or not 0 < claimed_fen <= MOST_FEN:
        raise Refused(Message(N_("金额在 0.01 到 {most} 元之间"), most=yuan(MOST_FEN)), field="claimed_fen")
    if (from_on is None) != (to_on is None):
        raise Refused(N_("起、止要么都填，要么都不填"), field="to_on" if to_on is None else "from_on")
    if from_on and to_on < from_on:
        raise Refused(N_("止日不能早于起日"), field="to_on")
    own = db.session.scalars(
        db.select(ClaimLine).where(ClaimLine.case_id == case.id, ClaimLine.worker_id == worker_id).order_by(ClaimLine.id)).all()
    if not own and worker_id != case.complainant_id:
        raise Refused(N_("本案没有这名劳动者"), field="worker_id")
    there = [line for line in own if line.kind == kind]
    if there and (calculation is None or len(there) > 1):
        raise Refused(Message(N_("已有一笔{kind}，请在欠薪表里改金额"), kind=Message(KINDS[kind])), field="kind")
    if there:
        line = _replaced(there[0], claimed_fen, from_on, to_on)
    else:
        line = ClaimLine(case_id=case.id, worker_id=worker_id, kind=kind, claimed_fen=claimed_fen, from_on=from_on, to_on=to_on,
                         team=own[0].team if own else "", trade=own[0].trade if own else None)
        db.session.add(line)
    if calculation is not None:
        db.session.flush()
        _keep(line, calculation, by)
    return line


def _replaced(line, claimed_fen, from_on, to_on):
    try:
        holds({"claimed_fen": claimed_fen}, line.recognised_fen, line.waived_fen, line.paid_fen, line.advanced_fen, line.recovered_fen)
    except Bad as bad:
        raise Refused(bad.reason, field="claimed_fen") from None
    line.claimed_fen = claimed_fen
    if from_on:
        line.from_on, line.to_on = from_on, to_on
    return line


def _keep(line, calculation, by):
    kept = db.session.scalar(db.select(Calculation).where(Calculation.line_id == line.id))
    facts = dict(rule=calculation["rule"], inputs=calculation["inputs"], steps=calculation["steps"], result_fen=calculation["fen"],
                 on=clock.today(), by_id=by.id)
    if kept is None:
        db.session.add(Calculation(line_id=line.id, **facts))
    else:
        for key, value in facts.items():
            setattr(kept, key, value)
