"""What employers of the demonstration were asked to produce, what came of it, and orders to pay: one in time, one that ran out."""

from datetime import timedelta

from casework.arrears import proving, queries
from casework.arrears.lifecycle import FLOW
from casework.arrears.models import Case, State
from casework.core import files
from casework.extensions import db
from casework.seed.city import HOME


def build(city, today):
    """Two filed cases of the home township: asked, partly answered, then ordered by the county."""
    county, inspector = city.deciders[HOME][1], city.inspectors[HOME][0]
    filed = [case for case in db.session.scalars(queries.every_case().where(Case.state == State.FILED).order_by(Case.id)).unique()
             if case.area.path.startswith(city.areas[HOME].path)]
    waiting = sorted((case for case in filed if case.moved_on <= today - timedelta(days=14)), key=lambda case: case.moved_on)[:2]
    for n, case in enumerate(waiting):
        asked = case.moved_on + timedelta(days=1)
        FLOW.apply(case, "request", by=inspector, on=asked, due_on=asked + timedelta(days=5),
                   reason="建设单位、总承包单位拨付人工费用的凭证" if case.project else None)
        piece = db.session.scalars(files.of(case)).first()
        proving.hand_in(case=case, by=inspector, on=asked + timedelta(days=5), from_whom=case.employer.legal_representative,
                        standings={"contract": "complete", "roster": "complete", "ledger": "partly", "ledger.net": "complete",
                                   "ledger.period": "complete", "slip": "refused"}, evidence_id=piece.id if piece else None)
        ordered = asked + timedelta(days=7) if n else today
        FLOW.apply(case, "order", by=county, on=ordered, due_on=ordered + timedelta(days=5 if n else 10))
