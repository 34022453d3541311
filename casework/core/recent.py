"""最近 — records that a person opened here or changed anywhere, newest first. Knows no feature: each names its pages in KINDS.

What was opened is kept in the session, so that reading writes nothing; what was changed, the audit knows.
"""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from flask import request, session

from casework.core import clock
from casework.core.audit import AuditEntry
from casework.extensions import db

MOST, LOOKED_THROUGH = 8, 300
KINDS = {}  # endpoint of a record's page -> (its class name, or None: a change alone is no visit; (ids, user) -> {id: (title, number)})


@dataclass(frozen=True)
class Recent:
    endpoint: str
    id: int
    title: str
    number: str
    at: datetime


def remember(response):
    """After a record's page was shown: its place in the session, the last few only."""
    id = (request.view_args or {}).get("id")
    if request.endpoint in KINDS and request.method == "GET" and response.status_code == 200 and "_user_id" in session:
        others = [one for one in session.get("recent", []) if one[:2] != [request.endpoint, id]]
        session["recent"] = [[request.endpoint, id, clock.now().isoformat(timespec="minutes")], *others][:MOST]
    return response


def records(user):
    """[Recent] that this person may still see."""
    found = {(endpoint, id): (datetime.fromisoformat(at), 0) for endpoint, id, at in session.get("recent", []) if endpoint in KINDS}
    ends = {name: endpoint for endpoint, (name, _) in KINDS.items() if name}
    last = (db.select(AuditEntry.id, AuditEntry.subject_type, AuditEntry.subject_id, AuditEntry.at).where(AuditEntry.by_id == user.id)
            .order_by(AuditEntry.id.desc()).limit(LOOKED_THROUGH).subquery())
    changed = db.session.execute(
        db.select(last.c.subject_type, last.c.subject_id, sa.func.max(last.c.at), sa.func.max(last.c.id))
        .where(last.c.subject_type.in_(ends)).group_by(last.c.subject_type, last.c.subject_id)
        .order_by(sa.func.max(last.c.id).desc()).limit(MOST))
    for name, id, *place in changed:
        key = ends[name], id
        found[key] = max(tuple(place), found.get(key, tuple(place)))
    told, order = [], sorted(found, key=found.get, reverse=True)
    for endpoint, (_, titles) in KINDS.items():
        ids = [id for end, id in found if end == endpoint]
        for id, (title, number) in (titles(ids, user) if ids else {}).items():
            told.append(Recent(endpoint, id, title, number or "", found[endpoint, id][0]))
    return sorted(told, key=lambda one: order.index((one.endpoint, one.id)))[:MOST]


def init_app(app):
    app.after_request(remember)
