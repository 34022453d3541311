"""An old ledger is brought once, and may be taken out whole when it was the wrong file."""

import sqlalchemy as sa

from casework.core import audit, importing
from casework.core.actions import action
from casework.core.errors import Refused
from casework.core.importing import ImportBatch, Stage
from casework.core.permissions import P, may
from casework.extensions import db
from casework.law.findings import N_
from casework.ledgers.models import OldCase
from casework.parties.names import same_name

KIND, CHUNK = "old-ledger", 1000


@action("ledgers.stage")
def stage(*, kept, by):
    """Keep the file that was brought; nothing is written yet."""
    return importing.staged(KIND, kept, by)


@action("ledgers.import")
def write(*, batch, rows, area, by):
    """Every good row of mapping.Rows, as one bulk door; answers how many."""
    if batch.stage != Stage.READ:
        raise Refused(N_("这份表已经写入过了"))
    if not may(by, P.CASE_REGISTER, area.path):
        raise Refused(N_("只能放到自己的辖区"), field="area")
    if db.session.scalar(db.select(ImportBatch.id).where(
            ImportBatch.kind == KIND, ImportBatch.stage == Stage.WRITTEN, ImportBatch.sha256 == batch.sha256).limit(1)):
        raise Refused(N_("同一份文件已经导入过了"))
    made = []
    for row, values in sorted(rows.good.items()):
        name = values["employer_name"]
        made.append({key: value for key, value in values.items() if key != "employer_name"}
                    | {"name": name, "name_key": same_name(name), "row": row, "batch_id": batch.id, "area_id": area.id})
    importing.written(batch, rows)
    audit.bulk("ledgers.import", by, batch, file_sha256=batch.sha256, counts={"new": len(made)})
    for at in range(0, len(made), CHUNK):
        db.session.connection().execute(sa.insert(OldCase), made[at:at + CHUNK])
    return len(made)


@action("ledgers.drop")
def drop(*, batch, by):
    """Take a whole ledger out again: the one who brought it, while they may."""
    if batch.by_id != by.id or batch.stage != Stage.WRITTEN:
        raise Refused(N_("只有导入的人能撤下整份台账"))
    gone = db.session.connection().execute(sa.delete(OldCase).where(OldCase.batch_id == batch.id)).rowcount
    batch.stage = Stage.DROPPED
    audit.bulk("ledgers.drop", by, batch, file_sha256=batch.sha256, counts={"gone": gone})
    return gone
