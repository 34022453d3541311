"""Ledgers of contracts that somebody has read and not yet written, as a hand-over slip lists and moves them."""

from sqlalchemy.orm import joinedload

from casework.contracts.models import ImportRun, Phase
from casework.core.actions import action
from casework.core.holdings import HOLDINGS, Held, Holding
from casework.core.importing import ImportBatch
from casework.core.permissions import P, may
from casework.extensions import db
from casework.law.findings import N_, Message


def held(user):
    rows = db.session.execute(
        db.select(ImportBatch.id, ImportBatch.name).join(ImportRun, ImportRun.id == ImportBatch.id)
        .where(ImportBatch.by_id == user.id, ImportRun.phase == Phase.READY).order_by(ImportBatch.id))
    return [Held("ledger", row.id, row.name, "", "", None, "contracts.imported", row.id) for row in rows]


@action("contracts.take_ledger")
def take(batch, *, receiver, by):
    batch.by_id = receiver.id
    return batch


def fits(id, receiver):
    run = db.session.scalar(db.select(ImportRun).where(ImportRun.id == id).options(joinedload(ImportRun.area)))
    if not may(receiver, P.CONTRACT_EDIT, run.area.path):
        return Message(N_("{name} 不能在这个区域登记劳动合同"), name=receiver.name)
    return None


def move(id, giver, receiver, by):
    take(db.session.get(ImportBatch, id), receiver=receiver, by=by)


HOLDINGS["ledger"] = Holding(N_("合同台账"), held, move, fits, place=2)
