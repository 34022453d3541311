"""What the page of a file says: its items with their pages, what is missing and how to make it, what was handed out."""

from dataclasses import dataclass

from flask import url_for

from casework.core import clock, files
from casework.core.permissions import P, may
from casework.documents import store
from casework.documents.plans import PLANS
from casework.dossiers import contents, queries
from casework.dossiers.models import LABELS, VOLUMES, State
from casework.extensions import db
from casework.law.findings import N_, Message
from casework.law.words import several


@dataclass(frozen=True)
class Row:
    """An entry as the page shows it: `span` of its pages, and where one reads it."""

    entry: object
    span: str
    url: str | None


@dataclass(frozen=True)
class Lacking:
    """A paper that should be there. `post`: the button prints it; else `url` leads to what must be done first."""

    title: str
    why: Message | None
    url: str
    words: str
    post: bool = False


def show(case, user, volume):
    """Everything templates/dossiers/show.html says."""
    read = contents.read(case, volume, drafts=False, by=user)
    lines = contents.lines(case, None, read.file)
    counts = {name: sum(1 for line in lines if line.volume == name) for name in VOLUMES}
    printing = may(user, P.PAPER_PRINT, case.area.path)
    return {
        "case": case, "file": read.file, "read": read, "volume": volume, "volumes": VOLUMES, "counts": counts,
        "state": read.file.state if read.file else State.OPEN, "label": LABELS[read.file.state if read.file else State.OPEN],
        "rows": [Row(entry, span(entry), _url(entry.line, case)) for entry in read.entries],
        "lacking": lacking(case, user) if volume == "main" else [],
        "handed": queries.handed(read.file), "today": clock.today(), "most": contents.pages_per_volume(contents.county(case)),
        "may_keep": may(user, P.DOSSIER_KEEP, case.area.path), "printing": printing,
        "fresh": fresh(read),
    }


def span(entry):
    return entry.first if entry.first == entry.last else f"{entry.first}–{entry.last}"


def fresh(read):
    """What came since the volume was printed: its entries, pages and span; None when there is nothing."""
    if not read.fresh:
        return None
    return {"entries": read.fresh, "pages": sum(e.pages for e in read.fresh), "first": read.fresh[0].first,
            "last": read.fresh[-1].last, "kept": sum(e.pages for e in read.entries if e.fixed)}


def _url(line, case):
    if isinstance(line.source, store.Printed):
        return url_for("documents.printed", id=line.source.id)
    if isinstance(line.source, files.Evidence) and line.source.matter_id == case.id:
        return url_for("arrears.evidence", id=case.id, evidence=line.source.id)
    return None


def lacking(case, user):
    """Papers that the moves made so far should have left and that are not there, each with the way to it."""
    issued = {p.code for p in db.session.scalars(store.of(case.id, store.State.ISSUED))}
    due = [code for code in PLANS[case.kind].lacking(case) if code not in issued]
    if not due:
        return []
    printing = may(user, P.PAPER_PRINT, case.area.path)
    found = []
    for form in store.open_forms(case, user):
        if form.code in due:
            title, missing = form.setting(form.profile, "title"), form.missing()
            why = Message(N_("还缺：{gaps}"), gaps=several(missing)) if missing else None
            if printing and not missing and not form.by_move:
                found.append(Lacking(title, None, url_for("documents.print", code=form.code, id=case.id), N_("打印"), True))
            else:
                found.append(Lacking(title, why, url_for("arrears.show", id=case.id), N_("去补")))
    return found


class Typed:
    """A Line as its form shows it."""

    def __init__(self, line):
        self.title, self.volume, self.slip = line.title, line.volume, line.item.slip if line.item else None
        item = line.item
        self.dated_on = (item.dated_on if item else None) or getattr(line.source, "received_on", None)
