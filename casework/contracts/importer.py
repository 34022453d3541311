"""导入合同台账 — what each row means beside what is known, reviewed, and written: new ones in bulk, changes as typed ones.

A row is new, renewed, changed, ended or unchanged: by its column 变动类型, else by comparison with the open contract.
"""

import sqlalchemy as sa

from casework.contracts import actions, queries, reviewing, spans
from casework.contracts.models import Contract, ContractEvent, ContractFinding, ContractSpan
from casework.contracts.words import OPEN, Kind, State, WageKind
from casework.core import audit, clock, crypto
from casework.core.actions import action
from casework.core.errors import Refused
from casework.core.importing import ImportBatch, Stage
from casework.core.permissions import P, may
from casework.extensions import db
from casework.law.findings import N_, Message
from casework.parties import actions as parties
from casework.parties import queries as known
from casework.parties.models import Worker

CHUNK = 1000
OUTCOMES = ("new", "renewed", "changed", "ended", "unchanged")
COLUMNS = (*actions.TERM, *actions.CONTENT, "hired_on")


class Plan:
    """What the rows of a ledger will do: `todo` [(row, outcome, employer, who, values)]; refused rows are in the ledger."""

    def __init__(self, ledger, by, employer=None):
        self.ledger, self.by, self.employer = ledger, by, employer
        self.todo, self.counts, self.employers, self.seen = [], dict.fromkeys(OUTCOMES, 0), {}, {}
        rows = sorted(ledger.rows)
        for at in range(0, len(rows), CHUNK):
            self._chunk(rows[at:at + CHUNK])

    def _chunk(self, rows):
        indexes = {row: crypto.blind(one["id_number"].number) for row in rows if (one := self.ledger.rows[row]).get("id_number")}
        workers = known.workers_by_index(list(indexes.values()))
        there = {}
        ids = sorted(set(workers.values()))
        for at in range(0, len(ids), 500):
            for c in db.session.scalars(db.select(Contract).where(Contract.worker_id.in_(ids[at:at + 500]), Contract.state.in_(OPEN))):
                there[c.employer_id, c.worker_id] = c
        for row in rows:
            self._row(row, self.ledger.rows[row], indexes.get(row), workers, there)

    def _row(self, row, values, index, workers, there):
        ledger = self.ledger
        try:
            employer = self._employer(values)
            if index is None:
                raise Refused(N_("请填写身份证号：没有号码不能与登记对照"), field="id_number")
            worker = workers.get(index)
            present = there.get((employer.id, worker)) if worker else None
            if first := self.seen.get((employer.id, index)):
                raise Refused(Message(N_("与第 {row} 行同一单位同一人重复"), row=first), field="id_number")
            self.seen[employer.id, index] = row
            outcome = self._outcome(values, present)
            if outcome == "ended" or values.get("ended_on"):
                _whole_ending(values)
            if outcome == "new":
                values["hired_on"] = values.get("hired_on") or values.get("start_on")
                values["wage_kind"] = values.get("wage_kind") or (WageKind.MONTHLY if values.get("wage_fen") is not None else None)
                actions.sensible(values)
                if values.get("id_number").birth >= values["hired_on"]:
                    raise Refused(N_("用工之日早于出生日期，请核对"), field="hired_on")
        except Refused as refusal:
            ledger.refuse(row, refusal.field or "name", refusal.message)
            return
        self.counts[outcome] += 1
        self.todo.append((row, outcome, employer, (index, worker), values, present and present.id))

    def _employer(self, values):
        key = values.get("credit_code") or values.get("employer_name") or ""
        if key not in self.employers:
            self.employers[key] = self._found(values)
        found = self.employers[key]
        if isinstance(found, Refused):
            raise found
        return found

    def _found(self, values):
        code, name = values.get("credit_code"), values.get("employer_name")
        if not code and not name:
            return self.employer or Refused(N_("请填写用人单位的统一社会信用代码"), field="credit_code")
        found = known.employer_by_code(code) if code else db.session.scalar(
            known.employers(self.by).where(known.Employer.name == name).limit(1))
        if found is None:
            return Refused(Message(N_("“{name}”还没有登记，请先登记用人单位"), name=name or code), field="credit_code")
        if not may(self.by, P.CONTRACT_EDIT, found.area.path):
            return Refused(Message(N_("“{name}”归{office}管，不能由你导入"), name=found.name, office=found.area.office),
                           field="credit_code")
        return found

    @staticmethod
    def _outcome(values, present):
        said = values.get("change")
        if present is None:
            if said in ("renewed", "changed", "ended"):
                raise Refused(N_("这名劳动者在该单位没有在册的合同，不能续订、变更或者结束"), field="change")
            return "new"
        if said == "new":
            raise Refused(N_("这名劳动者在该单位已有在册的合同"), field="change")
        if said:
            return said
        if values.get("ended_on"):
            return "ended"
        if present.state is State.UNSIGNED and values.get("kind"):
            return "changed"
        start = values.get("start_on")
        if start and present.start_on and start > present.start_on and (present.end_on is None or start > present.end_on):
            return "renewed"
        return "changed" if changes(values, present) else "unchanged"


def _whole_ending(values):
    """An ending has its last day and its ground; neither is guessed."""
    if not values.get("ended_on"):
        raise Refused(N_("请填写解除终止日期"), field="ended_on")
    if not values.get("code"):
        raise Refused(N_("请填写解除终止事由"), field="code")


def changes(values, present):
    """{column: new value} of what a row says differently; an empty cell says nothing."""
    return {key: values[key] for key in actions.AMENDABLE
            if values.get(key) is not None and key != "user_employer_id" and values[key] != getattr(present, key)}


@action("contracts.import")
def write(plan, *, kept, by):
    """Write the plan: new contracts through Core in chunks, each further change as its own event; one audit entry for the file."""
    batch = ImportBatch(kind="contracts", name=kept.name, sha256=kept.sha256, rows=plan.ledger.count, by_id=by.id, stage=Stage.WRITTEN,
                        rejected=len({row for row, _, _ in plan.ledger.problems}))
    db.session.add(batch)
    db.session.flush()
    fresh = [one for one in plan.todo if one[1] == "new"]
    for at in range(0, len(fresh), CHUNK):
        _new(fresh[at:at + CHUNK], batch, by)
    for row, outcome, _, _, values, id in plan.todo:
        if outcome not in ("new", "unchanged"):
            _change(outcome, db.session.scalar(queries.whole().where(Contract.id == id)), values, row, batch, by)
    audit.bulk("contracts.import", by, batch, file_sha256=kept.sha256, counts=plan.counts | {"rows": plan.ledger.count})
    return batch


def _new(chunk, batch, by):
    """A thousand registrations: workers, contracts, events, spans and findings, each in one statement."""
    connection, now, today = db.session.connection(), clock.now(), clock.today()
    workers = known.workers_by_index([index for _, _, _, (index, _), _, _ in chunk])
    missing = {}
    for _, _, _, (index, _), values, _ in chunk:
        if index not in workers:
            missing.setdefault(index, values)
    if missing:
        rows = [dict(parties.worker_values(v["name"], v["id_number"].number, telephone=v.get("telephone"), address=v.get("address")),
                     created_at=now, version=1) for v in missing.values()]
        ids = connection.execute(sa.insert(Worker).returning(Worker.id, sort_by_parameter_order=True), rows).scalars().all()
        workers.update(zip(missing, ids, strict=True))
    others = queries.elsewhere_of([workers[index] for _, _, _, (index, _), _, _ in chunk])
    made, found = [], []
    for _, _, employer, (index, _), values, _ in chunk:
        _dispatched(values, employer, by)
        row = {key: values.get(key) for key in COLUMNS} | {
            "employer_id": employer.id, "worker_id": workers[index], "area_id": employer.area_id}
        said = reviewing.opinions(reviewing.facts(
            row, on=today, place=employer.area.code, born_on=values["id_number"].birth, fixed_terms=1,
            elsewhere=[(first, last, name) for other, first, last, name in others.get(workers[index], ()) if other != employer.id]))
        found.append(said)
        made.append(row | dict(
            state=State.ACTIVE if row["kind"] else State.UNSIGNED, terms=1, fixed_terms=int(row["kind"] in actions.FIXED),
            moved_on=row["hired_on"], weight=reviewing.heaviest(said), batch_id=batch.id, created_at=now, version=1))
    ids = connection.execute(sa.insert(Contract).returning(Contract.id, sort_by_parameter_order=True), made).scalars().all()
    connection.execute(sa.insert(ContractEvent), [
        dict(contract_id=id, what="registered", on=row["hired_on"], by_id=by.id, batch_id=batch.id, sheet_row=one[0], created_at=now,
             version=1, changes=actions.kept_changes({}, {key: row[key] for key in COLUMNS}))
        for id, row, one in zip(ids, made, chunk, strict=True)])
    connection.execute(sa.insert(ContractSpan), [
        dict(span, contract_id=id) for id, row in zip(ids, made, strict=True) for span in spans.first(row)])
    kept = [one for id, row, said in zip(ids, made, found, strict=True) for one in reviewing.rows(said, id, row["employer_id"], today)]
    if kept:
        connection.execute(sa.insert(ContractFinding), kept)
    for id, (_, _, _, _, values, _) in zip(ids, chunk, strict=True):
        if values.get("ended_on"):
            contract = db.session.scalar(queries.whole().where(Contract.id == id))
            actions.end(contract, code=values["code"], on=values["ended_on"], by=by)


def _dispatched(values, employer, by):
    if values.get("kind") is Kind.DISPATCH and values.get("user_employer"):
        unit = parties.register_employer(name=values["user_employer"], area=employer.area, by=by)
        db.session.flush()
        values["user_employer_id"] = unit.id


def _change(outcome, contract, values, row, batch, by):
    today = clock.today()
    if outcome == "ended":
        actions.end(contract, code=values["code"], on=values["ended_on"], by=by)
    elif outcome == "renewed":
        facts = {key: values.get(key) for key in (*actions.TERM, *actions.CONTENT) if key not in ("kind", "start_on", "end_on")}
        facts.pop("user_employer_id")
        actions.renew(contract, by=by, kind=values.get("kind") or contract.kind, start_on=values["start_on"],
                      end_on=values.get("end_on"), **facts)
    elif contract.state is State.UNSIGNED:
        facts = {key: values[key] for key in (*actions.TERM, *actions.CONTENT) if values.get(key) is not None}
        actions.sign(contract, by=by, **facts)
    else:
        actions.amend(contract, by=by, on=max(values.get("on") or today, contract.moved_on), **changes(values, contract))
    db.session.flush()
    event = db.session.scalar(queries.events_of(contract).order_by(None).order_by(ContractEvent.id.desc()).limit(1))
    event.batch_id, event.sheet_row = batch.id, row
