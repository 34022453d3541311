"""Keep a draft, and let it go."""

from datetime import timedelta

from casework.core import clock
from casework.core.actions import action
from casework.core.errors import Refused
from casework.drafts import queries
from casework.drafts.models import Draft
from casework.extensions import db
from casework.law.findings import N_

KEPT = timedelta(days=30)
MOST = 50  # of one person; the oldest go first
LARGEST = 200_000  # characters of all values together
NEVER = {"csrf_token", "version", "draft", "password", "again", "current"}


@action("drafts.keep")
def keep(*, at, fields, by):
    """The draft of this person for the form at this address: [[name, value]], replaced as a whole. Old ones go."""
    fields = [[name, value] for name, value in fields if name not in NEVER]
    if len(at) > 300 or sum(len(name) + len(value) for name, value in fields) > LARGEST:
        raise Refused(N_("内容太多，不能自动保存"))
    draft = queries.draft(at, by)
    if draft is None:
        draft = Draft(user_id=by.id, at=at)
        db.session.add(draft)
    draft.fields, draft.saved_at = fields, clock.now()
    db.session.flush()
    for old in queries.of(by)[MOST:]:
        db.session.delete(old)
    for old in queries.before(clock.now() - KEPT):
        db.session.delete(old)
    return draft


@action("drafts.drop")
def drop(*, at, by):
    """The form was sent, or what was typed is not wanted."""
    if draft := queries.draft(at, by):
        db.session.delete(draft)
