"""What was paid in the demonstration, what was promised, who cannot be found, and cases that were split and merged."""

from datetime import timedelta

from casework.arrears import paying, queries
from casework.arrears.lifecycle import FLOW
from casework.arrears.models import Case, State
from casework.arrears.payments import Payer
from casework.extensions import db
from casework.seed.city import HOME


def build(city, today):
    """Everything happens on the last working day before `today` or today itself, in the home township."""
    leader, inspector = city.deciders[HOME][0], city.inspectors[HOME][0]
    home = [case for case in db.session.scalars(queries.every_case().order_by(Case.id)).unique() if case.area.path.startswith(
        city.areas[HOME].path)]
    _paid(next(case for case in home if case.state == State.SETTLED and case.filed_on), inspector, today)
    _divided(max((c for c in home if c.state == State.FILED), key=lambda c: queries.sums(c).workers), leader, today)
    return db.session.scalar(db.select(db.func.count(Case.id)))


def _paid(case, by, today):
    """A third is paid by the general contractor, the rest is promised in three instalments; one worker has gone away."""
    lines = db.session.scalars(queries.lines(case)).all()
    first = lines[:len(lines) // 3]
    paying.pay(case=case, shares={line: line.owed_fen for line in first}, on=today, payer=Payer.CONTRACTOR,
               payer_name="演示总承包单位", voucher="演示回单0001", by=by)
    third = queries.sums(case).owed_by_employer // 3
    paying.plan_instalments(case=case, agreed_on=today, rows=[(today + timedelta(days=30 * n), third) for n in (1, 2, 3)], by=by)
    paying.note_unfound(case=case, worker_id=lines[-1].worker_id, since_on=today - timedelta(days=19), by=by)


def _divided(case, by, today):
    """Three workers go into a case of their own, come back, are given back, and come back again."""
    some = [worker.id for worker in queries.claimants(case)[-3:]]
    FLOW.apply(case, "split", by=by, on=today, workers=some)
    own = db.session.scalar(queries.every_case().where(Case.split_from_id == case.id))
    for move, facts in (("merge", {"into": case.number}), ("undo", {"added_to": case.number}), ("merge", {"into": case.number})):
        FLOW.apply(own, move, by=by, on=today, **facts)
