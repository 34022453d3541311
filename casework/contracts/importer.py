"""导入合同台账 — writes what judging found: new contracts in bulk, each further change as its own event, reviewed like typing.

The one place of this feature that passes the session: a thousand registrations are a handful of statements, and one audit entry
stands for the file, beside the outcome of each of its rows.
"""

from casework.contracts import actions, judging, queries, reading, reviewing, spans
from casework.contracts.models import Contract, ContractEvent, ContractFinding, ContractSpan, ImportedRow
from casework.contracts.words import State
from casework.core import audit, bulk, clock, sought
from casework.core.actions import action
from casework.core.errors import Refused
from casework.core.importing import ImportBatch, Stage
from casework.extensions import db
from casework.parties import actions as parties
from casework.parties import queries as known
from casework.parties.models import Employer, Worker

CHUNK = 1000
COLUMNS = (*actions.TERM, *actions.CONTENT, "hired_on")


def batch_of(kept, rows, rejected, by):
    """The record of one uploaded file, still unwritten."""
    batch = ImportBatch(kind="contracts", name=kept.name, sha256=kept.sha256, rows=rows, rejected=rejected, by_id=by.id,
                        stage=Stage.READ)
    db.session.add(batch)
    db.session.flush()
    return batch


@action("contracts.import")
@bulk.many()
def write(chunks, *, kept, by, rows, rejected, counts):
    """A whole file in this transaction: `chunks` gives lists of Verdicts. One audit entry for the file."""
    batch = batch_of(kept, rows, rejected, by)
    batch.stage = Stage.WRITTEN
    bulk.room(db.session.connection())
    for verdicts in chunks:
        keep_outcomes(batch.id, verdicts)
        write_chunk(batch.id, verdicts, by)
    audit.bulk("contracts.import", by, batch, file_sha256=kept.sha256, counts=counts | {"rows": rows, "rejected": rejected})
    return batch


def write_chunk(batch_id, verdicts, by, refused=None):
    """The good rows of some verdicts, inside a writing action: new ones in bulk, changes as events of their own. What an action
    refuses after all goes to `refused(verdict, refusal)`, and the other rows are written; without it everything is refused."""
    fresh = [one for one in verdicts if one.outcome == "new"]
    for at in range(0, len(fresh), CHUNK):
        _new(fresh[at:at + CHUNK], batch_id, by)
    for one in verdicts:
        if one.outcome in ("renewed", "changed", "ended"):
            try:
                with db.session.begin_nested():
                    _change(one, batch_id, by)
            except Refused as refusal:
                if refused is None:
                    raise
                refused(one, refusal)


def keep_outcomes(batch_id, verdicts, connection=None):
    """What became of each row, in one statement."""
    bulk.insert(connection or db.session.connection(), ImportedRow.__table__, [outcome_row(batch_id, one) for one in verdicts])


def outcome_row(batch_id, one):
    said = {
        "p": [[column, typed, reviewing.frozen(message)] for column, typed, message in one.problems],
        "w": [reviewing.frozen(message) for message in one.warnings],
        "f": [[f.code, f.weight, reviewing.frozen(f.message), [str(c) for c in f.basis]] for f in one.findings],
    }
    return dict(batch_id=batch_id, row=one.row, outcome=one.outcome, name=(one.values.get("name") or "")[:60] or None,
                weight=reviewing.heaviest(one.findings), warned=bool(one.warnings),
                said={key: value for key, value in said.items() if value} if any(said.values()) else None)


def _new(chunk, batch_id, by):
    """A thousand registrations: workers, contracts, events, spans and findings, each in one statement."""
    connection, now, today = db.session.connection(), clock.now(), clock.today()
    workers = _workers(connection, chunk, now)
    others = queries.elsewhere_of([one.worker for one in chunk if one.worker])
    standards = reviewing.standards({one.firm.id for one in chunk}, today)
    made, spanned, found, events = [], [], [], []
    for id, one in zip(bulk.ids(connection, Contract.__table__, len(chunk)), chunk, strict=True):
        values = one.values
        _dispatched(one, by)
        row = {key: values.get(key) for key in COLUMNS} | {
            "employer_id": one.firm.id, "worker_id": workers[one.index], "area_id": one.firm.area_id}
        terms = one.fixed_before + 1 if row["kind"] in actions.FIXED else 0
        said = reviewing.opinions(reviewing.facts(
            row, on=today, place=one.firm.code, born_on=values["id_number"].birth, fixed_terms=terms,
            elsewhere=judging.elsewhere(one, others), collective=standards.get(one.firm.id, ())))
        made.append({"id": id, **row, "state": State.ACTIVE if row["kind"] else State.UNSIGNED, "terms": 1, "fixed_terms": terms,
                     "moved_on": row["hired_on"], "weight": reviewing.heaviest(said), "batch_id": batch_id, "created_at": now,
                     "version": 1})
        events.append(dict(contract_id=id, what="registered", on=row["hired_on"], by_id=by.id, batch_id=batch_id, sheet_row=one.row,
                           created_at=now, version=1, changes=begun(row)))
        spanned += [{**span, "contract_id": id} for span in spans.first(row)]
        found += reviewing.rows(said, id, one.firm.id, today)
    bulk.insert(connection, Contract.__table__, made)
    bulk.insert(connection, ContractEvent.__table__, events)
    bulk.insert(connection, ContractSpan.__table__, spanned)
    bulk.insert(connection, ContractFinding.__table__, found)
    for row, one in zip(made, chunk, strict=True):
        if one.values.get("ended_on"):
            contract = db.session.scalar(queries.whole().where(Contract.id == row["id"]))
            actions.end(contract, code=one.values["code"], on=one.values["ended_on"], by=by)


def begun(row):
    """What a registration changed, as actions.kept_changes says it."""
    return {key: [None, value.isoformat() if key in reading.DAYS else value] for key in COLUMNS if (value := row[key]) is not None}


def _workers(connection, chunk, now):
    """{blind index: worker id}; those whom nobody knows are registered."""
    workers = known.workers_by_index([one.index for one in chunk])
    missing = {one.index: one.values for one in chunk if one.index not in workers}
    fresh = bulk.ids(connection, Worker.__table__, len(missing)) if missing else []
    bulk.insert(connection, Worker.__table__, [
        {"id": id, **parties.worker_values(v["name"], judged=v["id_number"], telephone=v.get("telephone"), address=v.get("address"),
                                           household=v.get("household"), index=index),
         "sought": sought.tokens(v["name"], v.get("telephone")), "created_at": now, "version": 1}
        for id, (index, v) in zip(fresh, missing.items(), strict=True)])
    return workers | dict(zip(missing, fresh, strict=True))


def _dispatched(one, by):
    if one.unit:
        place = db.session.get(Employer, one.firm.id, options=[db.joinedload(Employer.area)])
        unit = parties.register_employer(name=one.unit, area=place.area, by=by)
        db.session.flush()
        one.values["user_employer_id"] = unit.id


def _change(one, batch_id, by):
    today, values = clock.today(), one.values
    contract = db.session.scalar(queries.whole().where(Contract.id == one.present.id))
    if one.outcome == "ended":
        actions.end(contract, code=values["code"], on=values["ended_on"], by=by)
    elif one.outcome == "renewed":
        _dispatched(one, by)
        facts = {key: values.get(key) for key in (*actions.TERM, *actions.CONTENT) if key not in judging.NOT_CARRIED}
        actions.renew(contract, by=by, kind=values.get("kind") or contract.kind, start_on=values["start_on"],
                      end_on=values.get("end_on"), **facts)
    elif contract.state is State.UNSIGNED:
        _dispatched(one, by)
        facts = {key: values[key] for key in (*actions.TERM, *actions.CONTENT) if values.get(key) is not None}
        actions.sign(contract, by=by, **facts)
    else:
        actions.amend(contract, by=by, on=max(values.get("on") or today, contract.moved_on), **judging.changes(values, contract))
    db.session.flush()
    event = db.session.scalar(queries.events_of(contract).order_by(None).order_by(ContractEvent.id.desc()).limit(1))
    event.batch_id, event.sheet_row = batch_id, one.row
