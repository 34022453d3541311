"""谁看过 — who saw a person or a case: full numbers shown, papers and files downloaded, exports, looks from outside the area,
and every change, which nobody makes without reading. Opening a page of one's own area is not noted, and the page says so."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from casework.accounts import queries as accounts
from casework.accounts.models import Area, Post, User
from casework.administration.words import ACTIONS, LOOKS, RECORDS, detail
from casework.arrears.models import Case, ClaimLine
from casework.core.audit import AuditEntry
from casework.core.base import Record
from casework.core.permissions import P, may
from casework.core.side import AccessLog
from casework.extensions import db
from casework.parties import queries as parties
from casework.parties.models import Worker, WorkerDocument

PAGE = 50
LOOK, CHANGE = 1, 2


@dataclass(frozen=True)
class Line:
    at: datetime
    who: str
    office: str
    what: str
    detail: str
    number: str | None
    address: str | None
    change: bool


def worker(id, user):
    """A worker whom records of the person's areas of oversight show, or 404."""
    found = db.get_or_404(Worker, id)
    if not parties.worker_in(id, user, P.AUDIT_VIEW):
        db.one_or_404(db.select(Worker).where(sa.false()))
    return found


def case(id, user):
    """A case of the person's areas of oversight, or 404."""
    return db.one_or_404(db.select(Case).join(Area, Area.id == Case.area_id).where(Case.id == id, _overseen(user)))


def _overseen(user):
    return accounts.within(user, P.AUDIT_VIEW)


def of_worker(worker, user, after=None):
    """(lines, mark): looks at the person by anybody anywhere, looks at their cases in the areas overseen, changes."""
    theirs = (db.select(ClaimLine.case_id).where(ClaimLine.worker_id == worker.id)
              .union(db.select(Case.id).where(Case.complainant_id == worker.id)))
    cases = db.select(Case.id).join(Area, Area.id == Case.area_id).where(Case.id.in_(theirs), _overseen(user))
    documents = db.select(WorkerDocument.id).where(WorkerDocument.worker_id == worker.id)
    selects = [_looks("Worker", AccessLog.subject_id == worker.id), _changes("Worker", AuditEntry.subject_id == worker.id),
               _changes("WorkerDocument", AuditEntry.subject_id.in_(documents))]
    return _page(selects + _looks_at_cases(cases), user, after)


def of_case(case, user, after=None):
    """(lines, mark): looks at the case, its papers, files and people in it, and every change of it."""
    one = db.select(Case.id).where(Case.id == case.id)
    people = db.select(ClaimLine.worker_id).where(ClaimLine.case_id == case.id)
    shown = sa.and_(AccessLog.detail == case.number, sa.or_(
        AccessLog.subject_id.in_(people), AccessLog.subject_id == (case.complainant_id or 0)))
    changes = [_changes("Case", AuditEntry.subject_id == case.id)]
    changes += [_changes(cls.__name__, AuditEntry.subject_id.in_(db.select(cls.id).where(key == case.id)))
                for cls, key in _parts() if cls.__name__ != "Informant"]
    return _page([_looks("Worker", shown), *_looks_at_cases(one), *changes], user, after)


def _parts():
    """[(class, its column that names the matter)] of every record that belongs to one."""
    for mapper in db.Model.registry.mappers:
        if issubclass(mapper.class_, Record):
            for column in mapper.local_table.columns:
                targets = {key.column.table.name for key in column.foreign_keys}
                if targets & {"matter", "arrears_case"} and not column.primary_key:
                    yield mapper.class_, column
                    break


def _looks_at_cases(cases):
    """Looks at these cases, and at what is kept under them by a name of its own: evidence, papers, rosters."""
    kept = {cls.__name__: (cls, key) for cls, key in _parts()}
    under = [_looks(name, AccessLog.subject_id.in_(db.select(kept[name][0].id).where(kept[name][1].in_(cases))))
             for name in ("Evidence", "Printed", "ImportBatch") if name in kept]
    return [_looks("Case", AccessLog.subject_id.in_(cases)), _exports(cases), *under]


def _exports(cases):
    """Lists exported by people whose areas hold one of the cases, since it came in: it may stand in the file."""
    here = sa.orm.aliased(Area)
    places = db.select(Case.area_id).where(Case.id.in_(cases))
    people = (db.select(Post.user_id).join(Area, Area.id == Post.area_id).join(here, here.path.like(Area.path + "%"))
              .where(here.id.in_(places)))
    since = db.select(sa.func.min(Case.received_on)).where(Case.id.in_(cases)).scalar_subquery()
    return _looks("", sa.and_(AccessLog.what == "export", AccessLog.user_id.in_(people), AccessLog.at >= since))


def _looks(kind, condition):
    return db.select(
        AccessLog.at.label("at"), sa.literal(LOOK).label("source"), AccessLog.id.label("id"), AccessLog.user_id.label("user_id"),
        AccessLog.what.label("what"), AccessLog.subject_type.label("kind"), AccessLog.subject_id.label("subject"),
        AccessLog.detail.label("detail"), AccessLog.address.label("address"),
    ).where(AccessLog.subject_type == kind, condition)


def _changes(kind, condition):
    return db.select(
        AuditEntry.at.label("at"), sa.literal(CHANGE).label("source"), AuditEntry.id.label("id"), AuditEntry.by_id.label("user_id"),
        AuditEntry.action.label("what"), AuditEntry.subject_type.label("kind"), AuditEntry.subject_id.label("subject"),
        sa.null().cast(sa.String).label("detail"), sa.null().cast(sa.String).label("address"),
    ).where(AuditEntry.subject_type == kind, condition)


def _page(selects, user, after):
    """Newest first; an action that touched several records is one line."""
    every = sa.union_all(*selects).subquery()
    select = db.select(every, User.name, User.login).outerjoin(User, User.id == every.c.user_id)
    if place := _unmark(after):
        at, source, id = place
        select = select.where(sa.or_(every.c.at < at, sa.and_(every.c.at == at, sa.or_(
            every.c.source < source, sa.and_(every.c.source == source, every.c.id < id)))))
    select = select.order_by(every.c.at.desc(), every.c.source.desc(), every.c.id.desc()).limit(PAGE + 1)
    rows = db.session.execute(select).all()
    mark = f"{rows[PAGE - 1].at.isoformat()}~{rows[PAGE - 1].source}~{rows[PAGE - 1].id}" if len(rows) > PAGE else None
    return _lines(rows[:PAGE], user), mark


def _unmark(text):
    try:
        at, source, id = (text or "").split("~")
        return datetime.fromisoformat(at), int(source), min(int(id), 2**31 - 1)
    except ValueError:
        return None


def _lines(rows, user):
    ids = {row.user_id for row in rows}
    posts = db.session.execute(db.select(Post.user_id, Area.office, Area.path).join(Area, Area.id == Post.area_id)
                               .where(Post.user_id.in_(ids)).order_by(Post.id.desc())).all()
    offices = {id: office for id, office, _ in posts}
    ours = {id for id, _, path in posts if may(user, P.AUDIT_VIEW, path)}
    cases = {row.subject for row in rows if row.kind == "Case" and row.source == LOOK}
    numbers = dict(db.session.execute(db.select(Case.id, Case.number).where(Case.id.in_(cases))).all())
    told, before = [], None
    for row in rows:
        change = row.source == CHANGE
        same = (row.at, row.user_id, row.what)
        if change and same == before:
            continue
        before = same if change else None
        words = (ACTIONS if change else LOOKS).get(row.what, row.what)
        # where somebody of another area came from is told, what they wrote there is theirs; why an informant was looked at, too
        private = row.what == "informant" and not may(user, P.INFORMANT_VIEW)
        said = RECORDS.get(row.kind, "") if change else detail(row.detail) if row.user_id in ours and not private else ""
        told.append(Line(row.at, row.name or "", offices.get(row.user_id, ""), words, said, numbers.get(row.subject)
                         if row.kind == "Case" and not change else None, row.address, change))
    return told
