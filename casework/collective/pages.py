"""What the pages of collective contracts show, gathered for their templates: reads only."""

from casework.accounts import queries as accounts
from casework.collective import coverage, lifecycle, queries, reviewing
from casework.collective.lifecycle import FLOW
from casework.collective.words import (
    COVERS,
    EMPLOYERS,
    ENDINGS,
    FORCE,
    FORUMS,
    KINDS,
    LABELS,
    RELATIONS,
    SCOPES,
    SPEAKERS,
    UNDECIDED,
    WORKERS,
    Cover,
    Scope,
    State,
)
from casework.core import clock
from casework.core.lifecycle import moves_of
from casework.core.permissions import P, may
from casework.core.strip import strip
from casework.documents import store
from casework.extensions import db
from casework.law import collective as law
from casework.law import collective_review
from casework.law.findings import N_
from casework.parties.sections import SECTIONS

REPLACED = N_("被新的集体合同代替")


def record(one, user, bring, objection, employer):
    """Everything templates/collective/show.html says; the three forms as they are, filled or refused."""
    today = clock.today()
    clocks, found = queries.clocks(one, today), reviewing.items(one)
    granted = [(move, FLOW.lacking(move, one, user)) for move in FLOW.granted(one, user)]
    rows, total = coverage.below(one, today, user) if one.state in FORCE and one.end_on >= today else ([], 0)
    open_ = one.state in UNDECIDED
    edit, decide = (may(user, permission, one.area.path) for permission in (P.CONTRACT_EDIT, P.COLLECTIVE_DECIDE))
    effect = max((c for c in clocks if c.code == law.EFFECT.code), key=lambda c: c.from_on, default=None)
    return {
        "one": one, "today": today, "label": queries.label(one.state, one.end_on, today), "clocks_": clocks,
        "drawn": [(c, strip(c.days, today)) for c in clocks if not c.met_on],
        "moves": [(move.label, move.name) for move, said in granted if not said],
        "waits": [(move.label, said[0]) for move, said in granted if said],
        "items": [(words, [item for item in found if item.test.group == group]) for group, words in collective_review.GROUPS.items()],
        "left": len([item for item in found if item.verdict == "unknown"]), "verdicts": collective_review.VERDICTS,
        "judging": open_ and (edit or decide), "objections": queries.objections(one), "edit": edit, "mendable": open_ and edit,
        "bringing": edit and one.state in (*UNDECIDED, State.CLEARED), "listing": _listing(one, edit),
        "contents": collective_review.CONTENTS.get(str(one.kind_of), {}), "papers_said": collective_review.PAPERS,
        "lacking": reviewing.lacking(one), "count": coverage.count(one, today), "rows": rows, "total": total,
        "people": {side: [d for d in one.delegates if d.side == side] for side in (EMPLOYERS, WORKERS)},
        "scans": queries.scans_of(one), "papers": store.papers(one, user), "successors": queries.successors(one),
        "history": [(moved, _said(moved)) for moved in reversed(db.session.scalars(moves_of(one)).all())],
        "effective_on": one.effective_on or (law.effective_on(effect.due_on) if effect and one.state not in (
            State.OBJECTED, State.WITHDRAWN) else None),
        "begun": min((c.from_on for c in clocks), default=one.received_on),
        "filing_due": lifecycle.filing_due(one), "kinds": KINDS, "scopes": SCOPES, "relations": RELATIONS, "speakers": SPEAKERS,
        "forums": FORUMS, "covers": COVERS, "endings": ENDINGS, "labels": LABELS, "sections": SECTIONS, "bring": bring,
        "objection": objection, "employer": employer, "renegotiate": law.renegotiation_from(one.end_on),
    }


def drafted(one, code):
    """The fields of an objection from a test that failed; nothing when no such test is named."""
    item = next((item for item in reviewing.items(one) if item.test.code == code), None) if code else None
    if item is None:
        return {}
    said = [item.test.title, str(item.test.message or ""), (item.answer and item.answer.note) or ""]
    return {"problem": "；".join(filter(None, said)), "basis": "、".join(map(str, item.test.basis))[:200]}


def _listing(one, edit):
    return edit and one.scope != Scope.EMPLOYER and one.cover == Cover.LISTED and one.state not in (
        State.ENDED, State.REPLACED, State.WITHDRAWN)


def _said(moved):
    move = FLOW.find(moved.move)
    return move.label if move else REPLACED


def areas(user):
    """{code: words} of the areas for which the person may note a regional contract."""
    return {area.code: area.name for area in accounts.areas(user, P.CONTRACT_EDIT)}
