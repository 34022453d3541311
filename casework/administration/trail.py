"""操作留痕 — the audit trail as sentences: which record, which column, from what to what. Values only to those who may read
the record; of people's own records (workers, informants) never a value, only that it changed."""

from dataclasses import dataclass, field
from datetime import timedelta

import sqlalchemy as sa

from casework.administration.words import ACTIONS, COLUMNS, COUNTS, RECORDS, VERBS
from casework.core import audit
from casework.core.audit import AuditEntry, AuditSeal
from casework.core.base import Record
from casework.core.listing import Column, Filter, Listing, View
from casework.core.permissions import P, may
from casework.core.words import say
from casework.extensions import db
from casework.law.amounts import yuan
from casework.law.findings import N_, Message

OFFICE = {"User", "Post", "Area", "Body", "CountyProfile", "LawTableRow"}  # no case, no person who came to the counter
PEOPLE = {"Worker", "WorkerDocument", "Informant"}
LEFT_OUT = {"id", "version", "created_at", "session_stamp"}
NAMED = ("user", "area", "employer", "body")  # tables whose rows have a name that may stand for the id
LONGEST = 120


@dataclass(frozen=True)
class Line:
    """One entry. changes: [(words or code, old, new)]; values are None when the reader may not have them."""

    id: int
    at: object
    who: str
    action: str
    verb: str
    record: str
    subject: tuple
    changes: list = field(default_factory=list)


def classes():
    """{class name: class} of every audited record."""
    return {m.class_.__name__: m.class_ for m in db.Model.registry.mappers if issubclass(m.class_, Record)}


def _record(select, text):
    """“案件 12”, “Case 12”. What cannot be understood finds nothing."""
    kind, _, id = text.rpartition(" ")
    kind = kind.strip().lower()
    kinds = {name for name, words in RECORDS.items() if kind in (words.lower(), say(words).lower())} | {
        name for name in classes() if kind == name.lower()}
    number = int(id) if id.isascii() and id.isdigit() and int(id) < 2**31 else -1
    return select.where(AuditEntry.subject_type.in_(kinds), AuditEntry.subject_id == number)


def _who(select, name):
    """Who did it, or for whom a stand-in did it."""
    user = db.metadata.tables["user"]
    people = sa.select(user.c.id).where(sa.or_(user.c.login == name, user.c.name == name))
    return select.where(sa.or_(AuditEntry.by_id.in_(people), AuditEntry.for_id.in_(people)))


def told(row):
    return say(Message(N_("{who}（代 {absent}）"), who=row.name, absent=row.for_name)) if row.for_name else row.name


class Trail(Listing):
    """accounts.entries as a list; what changed from what to what is said by `lines` on the page, files name the columns."""

    name, title = "administration.trail", N_("操作留痕")
    filters = {
        "who": Filter(N_("账号或姓名"), _who),
        "what": Filter(N_("动作"), lambda select, value: select.where(AuditEntry.action.startswith(value, autoescape=True)), ACTIONS,
                       N_("全部动作")),
        "record": Filter(N_("记录，例如“案件 12”"), _record),
        "on": Filter(N_("哪一天"), lambda select, on: select.where(AuditEntry.at >= on, AuditEntry.at < on + timedelta(days=1)),
                     kind="day"),
        "people": Filter(N_("谁"), lambda select, value: select.where(db.metadata.tables["user"].c.login != "system"),
                         {"yes": N_("人办的")}, place="chip"),
        "since": Filter(N_("哪天起"), lambda select, on: select.where(AuditEntry.at >= on), kind="day", place="more"),
    }
    orders = {"newest": (AuditEntry.id.desc(),), "oldest": (AuditEntry.id,)}
    default = "newest"
    size = 50
    counts_to = 1_000
    views = (View(N_("全部"), {}, counted=False), View(N_("人办的"), {"people": "yes"}, counted=False))
    columns = (
        Column("at", N_("时间"), order="oldest", kind="moment"),
        Column("name", N_("谁"), value=told),
        Column("action", N_("动作"), labels=ACTIONS),
        Column("record", N_("记录"), value=lambda row: f"{say(RECORDS.get(row.subject_type, row.subject_type))} {row.subject_id}"),
        Column("verb", N_("怎么改"), labels=VERBS, shown=False),
        Column("changes", N_("改了什么"), css="wrap", value=lambda row: "、".join(named(row))),
    )


def named(row):
    """The columns that an entry changed, in words."""
    words = getattr(classes().get(row.subject_type), "words", {})
    return [say(words.get(column) or COLUMNS.get(column, column)) for column in row.changes if column not in LEFT_OUT]


def lines(rows, user):
    """Core rows of accounts.entries as Lines; names behind ids are loaded once for all of them."""
    known = classes()
    names = _names(rows, known)
    return [
        Line(row.id, row.at, told(row), ACTIONS.get(row.action, row.action), VERBS.get(row.verb, row.verb),
             RECORDS.get(row.subject_type, row.subject_type), (row.subject_type, row.subject_id),
             _changes(row, known.get(row.subject_type), names, readable(row.subject_type, user)))
        for row in rows
    ]


def readable(kind, user):
    """May the person read values of this kind of record here?"""
    return kind in OFFICE or (kind not in PEOPLE and may(user, P.CASE_VIEW))


def _changes(row, cls, names, may_read):
    told = []
    words = {} if cls is None else cls.words
    for column, (old, new) in row.changes.items():
        if column not in LEFT_OUT:
            said = [_said(cls, column, value, names) for value in (old, new)] if may_read else [None, None]
            told.append((words.get(column) or COLUMNS.get(column, column), *said))
    return told


def _said(cls, column, value, names):
    """A kept value as people know it: labels of the record, names for ids, yuan for fen."""
    if value is None:
        return "—"
    if isinstance(value, dict) and column == "counts":
        return "、".join(f"{say(COUNTS.get(key, key))} {yuan(n) if key.endswith('_fen') else n}" for key, n in value.items() if n) or "0"
    if isinstance(value, dict):
        return value.get("masked") or "•" if "masked" in value or "sha256" in value else f"{value}"[:LONGEST]
    if isinstance(value, bool):
        return N_("是") if value else N_("否")
    if (table := _target(cls, column)) and (table, value) in names:
        return names[table, value]
    said = cls().said(column, value) if cls is not None else value
    if said == value and column.endswith("_fen") and isinstance(value, int):
        return yuan(value)
    return said if said != value else f"{value}"[:LONGEST]


def _target(cls, column):
    """The table with names that this column points at, or None."""
    found = cls is not None and sa.inspect(cls).columns.get(column)
    keys = found.foreign_keys if found is not None and found is not False else ()
    return next((key.column.table.name for key in keys if key.column.table.name in NAMED), None)


def _names(rows, known):
    wanted = {}
    for row in rows:
        for column, values in row.changes.items():
            if table := _target(known.get(row.subject_type), column):
                wanted.setdefault(table, set()).update(v for v in values if isinstance(v, int))
    names = {}
    for name, ids in wanted.items():
        table = db.metadata.tables[name]
        names |= {(name, id): said for id, said in db.session.execute(sa.select(table.c.id, table.c.name).where(table.c.id.in_(ids)))}
    return names


def chain():
    """{"sealed", "waiting", "head"}: how much of the trail is chained, and the hash a printed record would be compared with."""
    last = db.session.execute(db.select(AuditSeal.seq, AuditSeal.hash).order_by(AuditSeal.seq.desc()).limit(1)).first()
    total = db.session.scalar(db.select(sa.func.count()).select_from(AuditEntry))
    sealed = last.seq if last else 0
    return {"sealed": sealed, "waiting": max(0, total - sealed), "head": last.hash if last else ""}


verify = audit.verify
