"""The employer's proof as a grid: every thing that the law wants against what was asked and what came."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import joinedload

from casework.arrears import figures
from casework.arrears.models import PAY, ClaimLine
from casework.arrears.payments import Payment, Share
from casework.arrears.proofs import Demand, DemandKind, Handed, Standing
from casework.documents.store import Printed, State
from casework.extensions import db
from casework.law import payers

PAPERS = {DemandKind.REQUEST: "inquiry-notice", DemandKind.ORDER: "rectification-order"}


@dataclass(frozen=True)
class Row:
    """One thing to produce. `handed`: the latest word on it, its own or that of the whole it is a field of; `asked`: the
    latest Demand that named it; `late`: asked for by a day that has passed, and not complete."""

    proof: payers.Proof
    handed: Handed | None
    asked: Demand | None
    late: bool

    @property
    def complete(self):
        return self.handed is not None and self.handed.standing is Standing.COMPLETE


def to_produce(case):
    """What the law wants of the employer in this case: a project in the case makes it one of a construction site."""
    return payers.to_produce(site=bool(case.project))


def handed(case):
    """Everything that was noted about the proof of a case, oldest first."""
    return db.session.scalars(
        db.select(Handed).where(Handed.case_id == case.id).options(joinedload(Handed.evidence), joinedload(Handed.by))
        .order_by(Handed.on, Handed.id)).all()


def demands(case, kind=None):
    """Requests and orders of a case that stand, oldest first: one whose paper is void does not."""
    void = db.select(Printed.item_id).where(Printed.matter_id == case.id, Printed.code.in_(PAPERS.values()),
                                            Printed.state == State.VOID, Printed.item_id.is_not(None))
    select = (db.select(Demand).where(Demand.case_id == case.id, Demand.id.not_in(void)).options(joinedload(Demand.by))
              .order_by(Demand.on, Demand.id))
    return db.session.scalars(select.where(Demand.kind == kind) if kind else select).all()


def last(case, kind):
    """The latest standing Demand of a kind, or None."""
    found = demands(case, kind)
    return found[-1] if found else None


def grid(case, on: date):
    """[Row] in the order of the law, read on a local date."""
    return _rows(case, on, handed(case), demands(case))


def _rows(case, on, handed, demands):
    latest = {one.key: one for one in handed}
    asked = {key: demand for demand in demands for key in demand.keys}
    rows = []
    for proof in to_produce(case):
        own, whole = latest.get(proof.key), latest.get(proof.part_of)
        if whole is not None and (own is None or (whole.on, whole.id) > (own.on, own.id)) and whole.standing is not Standing.PARTLY:
            own = whole  # a whole that is complete, or refused, is so with every field
        demand = asked.get(proof.key)
        late = demand is not None and demand.due_on < on and not (own and own.standing is Standing.COMPLETE)
        rows.append(Row(proof, own, demand, late))
    return rows


def missing(case):
    """Keys of what has not come complete, in the order of the law."""
    return [row.proof.key for row in grid(case, date.max) if not row.complete]


def in_words(case, keys):
    """Things to produce as a paper names them, each once: fields of the ledger inside its brackets."""
    said, wanted = [], set(keys)
    known = to_produce(case)
    for proof in known:
        if proof.part_of is None and proof.key in wanted:
            fields = [one.words for one in known if one.part_of == proof.key and one.key in wanted]
            said.append(proof.words + (f"（载明{'、'.join(fields)}）" if fields else ""))
        elif proof.part_of is None and (fields := [one.words for one in known if one.part_of == proof.key and one.key in wanted]):
            said.append(f"{proof.words}中缺少的{'、'.join(fields)}")
    return said


def asked_for(case):
    """The demands of a case, for pages: nothing is asked for before a case is accepted or filed."""
    return demands(case) if case.accepted_on or case.filed_on else []


def counted(case, on, demands):
    """(how many of the things to produce are complete, how many there are, how many were asked for by a day before `on`)."""
    columns = db.select(Handed.id, Handed.key, Handed.standing, Handed.on).where(Handed.case_id == case.id)
    rows = _rows(case, on, db.session.execute(columns.order_by(Handed.on, Handed.id)).all(), demands)
    return sum(row.complete for row in rows), len(rows), sum(row.late for row in rows)


def unpaid_orders(case, on, known=None):
    """Orders to pay of a case whose day has passed on a local date, with the pay that came within it: [(Demand, paid fen)].
    An order asks for pay alone, so nothing paid on another claim obeys it.

    `known`: the demands of the case, when they have been read already.
    """
    found = []
    for demand in demands(case, DemandKind.ORDER) if known is None else known:
        if demand.kind is DemandKind.ORDER and demand.owed_fen and demand.due_on < on:
            paid = db.session.scalar(
                db.select(figures.total(Share.fen)).join(Payment, Payment.id == Share.payment_id)
                .join(ClaimLine, ClaimLine.id == Share.line_id)
                .where(Payment.case_id == case.id, Payment.withdrawn_on.is_(None), Payment.id > demand.after_payment_id,
                       Payment.on <= demand.due_on, ClaimLine.kind.in_(PAY)))
            if paid < demand.owed_fen:
                found.append((demand, paid))
    return found
