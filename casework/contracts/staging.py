"""分步导入 — a file is staged chunk by chunk, looked at, and then written: by jobs that go on where they were stopped.

Staging keeps each chunk and its outcomes in one small transaction of its own, invisible to the register; a job that was killed
finds them and reads on. Writing is one transaction for the whole file, or, when somebody chose the good rows, one for each
chunk together with the job that wrote it, so that no row is ever written twice.
"""

from collections import Counter
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from casework.accounts import queries as accounts
from casework.contracts import importer, judging, queries, reading, reviewing
from casework.contracts.models import ImportedRow, ImportRun, SelfReport, StagedChunk
from casework.contracts.words import Kind, Phase, WageKind
from casework.core import audit, bulk, clock, crypto, database, files, jobs
from casework.core.actions import action
from casework.core.errors import Refused
from casework.core.importing import ImportBatch, Stage
from casework.core.permissions import P, may
from casework.extensions import db
from casework.law import identifiers
from casework.law.findings import N_, Message
from casework.parties import queries as parties

RUNS, CHUNKS, ROWS = ImportRun.__table__, StagedChunk.__table__, ImportedRow.__table__
QUICK = 512 * 1024  # bytes: a file as small as this is looked into at once, so that a wrong one is told at its field


# ---- what people do

@action("contracts.stage")
def stage(*, kept, by, employer=None):
    """Begin to read an uploaded file; the same file again goes on where it was. Answers its ImportRun.

    A file that was written whole is not read again; one of which rows were rejected is, as the register may know more by now.
    """
    if not may(by, P.CONTRACT_EDIT):
        raise Refused(N_("你没有登记劳动合同的权限"))
    if (there := _earlier(kept.sha256, employer, by)) is not None:
        if there.phase not in (Phase.WRITTEN, Phase.DROPPED):
            return _anew(there) if there.phase in (Phase.READY, Phase.FAILED) else there
        if there.phase is Phase.WRITTEN and not there.batch.rejected:
            raise Refused(Message(N_("这份文件已经在 {day} 由 {who} 全部导入，没有要再做的"), day=there.changed_at.date().isoformat(),
                                  who=there.batch.by.name), field="file")
    batch = importer.batch_of(kept, 0, 0, by)
    run = ImportRun(id=batch.id, area_id=by.home.id, employer_id=employer and employer.id, phase=Phase.READING,
                    changed_at=clock.now())
    db.session.add(run)
    db.session.flush()
    _enqueue("contracts.stage", run)
    return run


def _earlier(sha256, employer, by):
    return db.session.scalar(
        _whole().join(ImportBatch, ImportBatch.id == ImportRun.id)
        .where(ImportBatch.sha256 == sha256, ImportBatch.by_id == by.id, ImportRun.phase != Phase.DROPPED,
               ImportRun.employer_id == employer.id if employer else ImportRun.employer_id.is_(None))
        .order_by(ImportRun.id.desc()).limit(1))


@action("contracts.stage_again")
def stage_again(run, *, by):
    """Compare the file with the register anew: rows may have become good, or have been registered by somebody else."""
    if run.phase not in (Phase.READY, Phase.FAILED, Phase.WRITING, Phase.READING):
        raise Refused(N_("这份文件已经写入，不能再试读"))
    if run.phase in (Phase.WRITING, Phase.READING) and not given_up(run):
        raise Refused(N_("正在处理，请稍候"))
    if run.phase is Phase.WRITING and run.partial and run.done:
        _enqueue("contracts.publish", run, at=db.session.scalar(db.select(sa.func.min(StagedChunk.at)).where(
            StagedChunk.batch_id == run.id)), by=by.id)
        return run
    return _anew(run)


def _anew(run):
    for table in (CHUNKS, ROWS):
        db.session.execute(table.delete().where(table.c.batch_id == run.id))
    run.phase, run.done, run.total, run.counts, run.problem = Phase.READING, 0, None, {}, None
    _enqueue("contracts.stage", run)
    return run


@action("contracts.publish")
def publish(run, *, by, partial=False):
    """Write what was staged: the whole file, or with `partial` its good rows."""
    if run.phase is not Phase.READY:
        raise Refused(N_("这份文件现在不能写入"))
    if run.counts.get(judging.REJECTED) and not partial:
        raise Refused(N_("有退回的行：请改好再传，或者选择只写没有错的行"))
    if not any(run.counts.get(name) for name in ("new", "renewed", "changed", "ended")):
        raise Refused(N_("没有可以写入的行"))
    run.phase, run.partial, run.done, run.problem = Phase.WRITING, partial, 0, None
    _enqueue("contracts.publish", run, at=0, by=by.id)
    return run


@action("contracts.drop_import")
def drop(run, *, by):
    """不导入了: what was staged is let go; that the file was looked at stays known."""
    if run.phase in (Phase.WRITING, Phase.WRITTEN):
        raise Refused(N_("这份文件已经写入"))
    batch = db.session.get(ImportBatch, run.id)
    batch.stage, run.phase, run.changed_at = Stage.DROPPED, Phase.DROPPED, clock.now()
    for table in (CHUNKS, ROWS):
        db.session.execute(table.delete().where(table.c.batch_id == run.id))
    return run


def _enqueue(kind, run, **args):
    run.attempt = (run.attempt or 0) + 1
    run.changed_at = clock.now()
    jobs.enqueue(kind, key=f"{kind}:{run.id}:{run.attempt}", id=run.id, **args)


# ---- what people see

def _whole():
    return db.select(ImportRun).options(joinedload(ImportRun.batch).joinedload(ImportBatch.by), joinedload(ImportRun.employer),
                                        joinedload(ImportRun.area))


def runs(user):
    """Imports of the person's areas, the latest first."""
    return _whole().where(ImportRun.area_id.in_(queries.mine(user, P.CONTRACT_EDIT))).order_by(ImportRun.id.desc())


def run(id, user):
    """One import of the person's areas; elsewhere: the office that has it."""
    found = db.session.scalar(runs(user).where(ImportRun.id == id))
    if found is None:
        accounts.not_here(db.select(ImportRun.area_id).where(ImportRun.id == id))
    return found


def given_up(run):
    """Has the job of this import been tried too often?"""
    kind = "contracts.publish" if run.phase is Phase.WRITING else "contracts.stage"
    state = db.session.scalar(db.select(jobs.Job.state).where(jobs.Job.key == f"{kind}:{run.id}:{run.attempt}"))
    return state == "dead"


def rows(run, outcome=None, after=0, most=100):
    """Imported rows in the order of the sheet: of one outcome, or "warned", or with a finding of a weight."""
    select = db.select(ImportedRow).where(ImportedRow.batch_id == run.id, ImportedRow.row > after)
    if outcome == "warned":
        select = select.where(ImportedRow.warned)
    elif outcome in ("error", "warn", "info"):
        select = select.where(ImportedRow.weight == outcome)
    elif outcome:
        select = select.where(ImportedRow.outcome == outcome)
    return db.session.scalars(select.order_by(ImportedRow.row).limit(most)).all()


# ---- the jobs

@jobs.job("contracts.stage")
@bulk.many()
def _stage(id):
    current = db.session.scalar(_whole().where(ImportRun.id == id))
    if current.phase is not Phase.READING:
        return None
    batch, by = current.batch, accounts.person(current.batch.by_id)
    try:
        ledger = reading.read(files.read(batch.sha256))
    except Refused as refusal:
        said = reviewing.frozen(refusal.message)
        return lambda: _failed(id, said)
    staged, seen = _resumed(current, by)
    judge, counts, total = _judge(current, by, seen), Counter(current.counts), max(0, ledger.height - ledger.header_row)
    for at, lines in enumerate(ledger.chunks()):
        if at < staged:
            continue
        verdicts = judge.chunk(lines)
        judge.review(verdicts)
        count(counts, verdicts)
        if not _keep(id, at, lines, verdicts, dict(done=ledger.count, total=max(total, ledger.count), counts=dict(counts))):
            return None  # somebody does not want it any more
    header = {"sheet": ledger.sheet, "row": ledger.header_row, "titles": ledger.titles, "unknown": ledger.unknown}
    return lambda: _staged(id, header, ledger.count, counts[judging.REJECTED], by=by)


def _resumed(current, by):
    """(chunks that are staged, {(employer, blind index): row} of them): what a stopped job has left."""
    seen, judge, staged = {}, _judge(current, by), 0
    for chunk in db.session.scalars(db.select(StagedChunk).where(StagedChunk.batch_id == current.id).order_by(StagedChunk.at)):
        staged = chunk.at + 1
        for line in unpacked(chunk.lines):
            if not line.problems and line.values.get("id_number"):
                try:
                    place = judge._firm(line.values)
                except Refused:
                    continue
                seen.setdefault((place.id, crypto.blind(line.values["id_number"].number)), line.row)
    return staged, seen


def count(counts, verdicts):
    for one in verdicts:
        counts[one.outcome] += 1
        if one.warnings:
            counts["warned"] += 1
        if one.findings:
            counts[f"w:{reviewing.heaviest(one.findings)}"] += 1
        for code in {f.code for f in one.findings}:
            counts[code] += 1


def _keep(id, at, lines, verdicts, progress):
    """One staged chunk with its outcomes; False when the run is no longer being read."""
    with database.own_connection() as connection:
        ours = RUNS.update().where(RUNS.c.id == id, RUNS.c.phase == Phase.READING)
        if connection.execute(ours.values(changed_at=clock.now(), **progress)).rowcount != 1:
            return False
        bulk.insert(connection, CHUNKS, [dict(batch_id=id, at=at, lines=packed(lines))])
        importer.keep_outcomes(id, verdicts, connection)
    return True


@action("contracts.staged")
def _staged(id, header, total, rejected, *, by):
    current, batch = db.session.get(ImportRun, id), db.session.get(ImportBatch, id)
    if current.phase is Phase.READING:
        batch.rows, batch.rejected = total, rejected
        current.phase, current.header, current.done, current.total = Phase.READY, header, total, total
        current.changed_at = clock.now()


def _failed(id, problem):
    current = db.session.get(ImportRun, id)
    current.phase, current.problem, current.changed_at = Phase.FAILED, problem, clock.now()


@jobs.job("contracts.publish")
def _publish(id, at, by):
    return lambda: (_write_chunk if db.session.get(ImportRun, id).partial else _write_all)(id, at, by=accounts.person(by))


@action("contracts.import_whole")
@bulk.many()
def _write_all(id, at, *, by):
    """The whole file, or nothing: a row that would now be rejected, or be something else, sends it back to be looked at."""
    current, batch = db.session.get(ImportRun, id), db.session.get(ImportBatch, id)
    judge = _judge(current, by)
    if current.phase is not Phase.WRITING:
        return
    bulk.room(db.session.connection())
    try:
        with db.session.begin_nested():
            for chunk in _waiting(id):
                verdicts = judge.chunk(unpacked(chunk.lines))
                if _moved(id, chunk, verdicts):
                    raise _Stale
                importer.write_chunk(id, verdicts, by)
    except (_Stale, Refused) as stopped:
        current.phase, current.changed_at = Phase.READY, clock.now()
        changed = N_("试读以后登记有了变化，没有写入；请重新对照再写")
        current.problem = reviewing.frozen(stopped.message if isinstance(stopped, Refused) else changed)
        return
    _finish(current, batch, by)


class _Stale(Exception):
    """The register is no longer what the dry run saw."""


@action("contracts.import_part")
@bulk.many(whole=False)
def _write_chunk(id, at, *, by):
    """One chunk of the good rows; a row that has become bad since it was staged is rejected by what is known now."""
    current, batch = db.session.get(ImportRun, id), db.session.get(ImportBatch, id)
    chunk = db.session.get(StagedChunk, (id, at))
    if current.phase is not Phase.WRITING or chunk is None:
        return
    verdicts = _judge(current, by).chunk(unpacked(chunk.lines))
    for one in _moved(id, chunk, verdicts):
        if db.session.get(ImportedRow, (id, one.row)).outcome == judging.REJECTED:
            one.outcome = judging.REJECTED  # told so when it was looked at: two rows of one person, for instance
        else:
            _told_anew(current, one)

    def refused(one, refusal):
        one.outcome = judging.REJECTED
        one.problems.append((refusal.field or "name", "", refusal.message))
        _told_anew(current, one)

    importer.write_chunk(id, verdicts, by, refused)
    current.done += len(verdicts)
    db.session.delete(chunk)
    db.session.flush()
    following = db.session.scalar(db.select(sa.func.min(StagedChunk.at)).where(StagedChunk.batch_id == id))
    if following is None:
        _finish(current, batch, by)
    else:
        _enqueue("contracts.publish", current, at=following, by=by.id)


def _told_anew(current, one):
    """What became of a row is not what the dry run said."""
    kept, fresh = db.session.get(ImportedRow, (current.id, one.row)), importer.outcome_row(current.id, one)
    current.counts = dict(Counter(current.counts) + Counter({one.outcome: 1}) - Counter({kept.outcome: 1}))
    for key in ("outcome", "warned", "weight", "said"):
        setattr(kept, key, fresh[key])


def _judge(current, by, seen=()):
    reported = db.session.scalar(db.select(SelfReport.id).where(SelfReport.import_id == current.id).limit(1)) is not None
    employer = parties.employer(current.employer_id, by) if current.employer_id else None
    return judging.Judge(by, employer, seen, only=reported)


def _waiting(id):
    for at in db.session.scalars(db.select(StagedChunk.at).where(StagedChunk.batch_id == id).order_by(StagedChunk.at)).all():
        chunk = db.session.get(StagedChunk, (id, at))
        yield chunk
        db.session.expunge(chunk)


def _moved(id, chunk, verdicts):
    """Verdicts that are no longer what the dry run said."""
    rows = [one.row for one in verdicts]
    said = dict(db.session.execute(db.select(ImportedRow.row, ImportedRow.outcome).where(
        ImportedRow.batch_id == id, ImportedRow.row.between(rows[0], rows[-1]))).all())
    return [one for one in verdicts if said.get(one.row) != one.outcome]


def _finish(current, batch, by):
    db.session.execute(CHUNKS.delete().where(CHUNKS.c.batch_id == batch.id))
    batch.stage, batch.rejected = Stage.WRITTEN, current.counts.get(judging.REJECTED, 0)
    current.phase, current.done, current.changed_at = Phase.WRITTEN, current.total, clock.now()
    counts = {name: current.counts.get(name, 0) for name in (*judging.OUTCOMES, judging.REJECTED)}
    audit.bulk("contracts.import", by, batch, file_sha256=batch.sha256, counts=counts | {"rows": current.total})


# ---- rows as plain values

def packed(lines):
    """Lines as JSON can keep them."""
    return [[line.row, {key: _plain(value) for key, value in line.values.items() if value is not None},
             [[column, typed, reviewing.frozen(message)] for column, typed, message in line.problems]] for line in lines]


def _plain(value):
    return value.isoformat() if isinstance(value, date) else getattr(value, "number", None) or value


def unpacked(kept):
    """[Line] of what `packed` made."""
    return [reading.Line(row, {key: _typed(key, value) for key, value in values.items()},
                         [(column, typed, reviewing.thawed(message)) for column, typed, message in problems])
            for row, values, problems in kept]


def _typed(key, value):
    if key in reading.DAYS:
        return date.fromisoformat(value)
    if key == "id_number":
        return identifiers.identity_number(value)
    return Kind(value) if key == "kind" else WageKind(value) if key == "wage_kind" else value
