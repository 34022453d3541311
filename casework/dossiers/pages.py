"""What the page of a file says: its items with their pages, what is missing and how to make it, what was handed out."""

from dataclasses import dataclass, replace
from datetime import timedelta

from flask import url_for

from casework.arrears.models import ENDED
from casework.core import calendar, clock, files
from casework.core.permissions import P, may
from casework.documents import store
from casework.documents.plans import PLANS
from casework.dossiers import contents, looking, queries
from casework.dossiers.models import LABELS, VOLUMES, Kind, Redaction, State
from casework.dossiers.review import review
from casework.extensions import db
from casework.law.findings import N_, Message
from casework.law.words import several
from casework.serving import queries as serving

FOR_EVER = 999  # years, as the table writes 永久


@dataclass(frozen=True)
class Row:
    """An entry as the page shows it: `span` of its pages, where one reads it, and for a picture how outsiders will see it."""

    entry: object
    span: str
    url: str | None
    picture: Message | None = None


@dataclass(frozen=True)
class Lacking:
    """A paper that should be there. `post`: the button prints it; else `url` leads to what must be done first."""

    title: str
    why: Message | None
    url: str
    words: str
    post: bool = False


def show(case, user, volume, key="", n=1):
    """Everything templates/dossiers/show.html says; `key` and `n`: which page of which item lies beside the list."""
    read = contents.read(case, volume, drafts=False, by=user)
    lines = contents.lines(case, None, read.file)
    counts = {name: sum(1 for line in lines if line.volume == name) for name in VOLUMES}
    printing = may(user, P.PAPER_PRINT, case.area.path)
    look = may(user, P.DOSSIER_KEEP, case.area.path) or may(user, P.DOSSIER_REVIEW, case.area.path)
    pictured = _pictures(read) if printing and look else {}
    return {
        "case": case, "file": read.file, "read": read, "volume": volume, "volumes": VOLUMES, "counts": counts,
        "state": read.file.state if read.file else State.OPEN, "label": LABELS[read.file.state if read.file else State.OPEN],
        "leaf": seen(read, case, key, n, volume) if printing else None, "fronts": looking.FRONTS,
        "rows": [Row(entry, span(entry), _url(entry.line, case), pictured.get(entry.line.key)) for entry in read.entries],
        "lacking": lacking(case, user) if volume == "main" else [],
        "handed": queries.handed(read.file), "today": clock.today(), "most": contents.pages_per_volume(contents.county(case)),
        "may_keep": may(user, P.DOSSIER_KEEP, case.area.path), "printing": printing,
        "outside": outside(read, lines, volume), "fresh": fresh(read),
        "made": review(case, read.file), "archive_due": archive_due(case), **steps(case, read.file, user),
    }


def seen(read, case, key, n, volume):
    """The looking.Leaf that was asked for, with the way to its original."""
    leaf = looking.leaf(read, key, n, volume)
    line = next((entry.line for entry in read.entries if leaf and entry.line.key == leaf.key), None)
    return replace(leaf, url=_url(line, case)) if line else leaf


def steps(case, file, user):
    """{"offers": [(words, url)], "waits": [(words, reason)]}: what comes next for the file, and what it waits for."""
    state = file.state if file else State.OPEN
    keep, look = may(user, P.DOSSIER_KEEP, case.area.path), may(user, P.DOSSIER_REVIEW, case.area.path)
    own = user.id in [officer.user_id for officer in case.officers]
    offers, waits = [], []
    if look and not own:
        offers.append((N_("评查") if state == State.OPEN else N_("重新评查"), url_for("dossiers.score", id=case.id)))
    elif state == State.OPEN:
        waits.append((Message(N_("评查")), Message(N_("由承办人以外的负责人、县局或者督办员办理"))))
    if state == State.SCORED and keep and case.state in ENDED:
        offers.insert(0, (N_("装订"), url_for("dossiers.bind", id=case.id)))
    elif state in (State.OPEN, State.SCORED):
        waits.append((Message(N_("装订")), Message(N_("案件办结以后")) if case.state not in ENDED else Message(N_("评查以后"))))
    if state == State.BOUND and keep:
        offers.insert(0, (N_("归档"), url_for("dossiers.archive", id=case.id)))
    return {"offers": offers, "waits": waits}


def archive_due(case):
    """The day by which a closed case's file goes to the archive; None while the table of this place has no period."""
    days = calendar.tables().value("archive", case.area.code, clock.today(), "filing_days")
    return case.closed_on + timedelta(days=days) if days and case.closed_on else None


def retention(case):
    """How long the table in force keeps inspection files, in words; "" while nobody has entered it."""
    years = calendar.tables().value("archive", case.area.code, clock.today(), "years")
    return "" if years is None else "永久" if years == FOR_EVER else f"{years}年"


def retention_told(case):
    """What stands behind the period: the source of the table, or who must enter it."""
    row = calendar.tables().row("archive", case.area.code, clock.today())
    if row is None:
        return Message(N_("保管期限表里还没有监察案卷；以本单位经同级档案主管部门审核的保管期限表为准"))
    return Message(N_("依据：{source}"), source=row.source)


def _pictures(read):
    """{key: what outsiders will see of the picture}."""
    kept = {e.line.key: e.line.source.id for e in read.entries if e.photo}
    found = {one.evidence_id: one for one in db.session.scalars(db.select(Redaction).where(Redaction.evidence_id.in_(kept.values())))}
    words = {None: N_("隐名副本里是说明页"), False: N_("遮盖待批准"), True: N_("隐名副本附遮盖后的图片")}
    return {key: Message(words[id in found and found[id].approved_on is not None if id in found else None]) for key, id in kept.items()}


def span(entry):
    return entry.first if entry.first == entry.last else f"{entry.first}–{entry.last}"


def fresh(read):
    """What came since the volume was printed: its entries, pages and span; None when there is nothing."""
    if not read.fresh:
        return None
    return {"entries": read.fresh, "pages": sum(e.pages for e in read.fresh), "first": read.fresh[0].first,
            "last": read.fresh[-1].last, "kept": sum(e.pages for e in read.entries if e.fixed)}


def outside(read, lines, volume):
    """How many things came into a volume since a copy of it for outsiders was handed out; 0 when there is none."""
    given = queries.outside(read.file)
    there = [line for line in lines if line.volume == volume]
    new = [line for line in there if not (line.item and line.item.id in given)]
    return len(new) if len(new) < len(there) else 0


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
    printing = may(user, P.PAPER_PRINT, case.area.path)
    found = []
    for form in store.open_forms(case, user) if due else ():
        if form.code in due:
            title, missing = form.setting(form.profile, "title"), form.missing()
            why = Message(N_("还缺：{gaps}"), gaps=several(missing)) if missing else None
            if printing and not missing and not form.by_move:
                found.append(Lacking(title, None, url_for("documents.print", code=form.code, id=case.id), N_("打印"), True))
            else:
                found.append(Lacking(title, why, url_for("arrears.show", id=case.id), N_("去补")))
    return found + _unserved(case)


def _unserved(case):
    """送达回证 of the papers that reached nobody yet; receipts that were put into the file stand for as many."""
    open_ = [one for one in serving.due(case) if one.service is None]
    there = db.session.scalar(db.select(db.func.count(files.Evidence.id)).where(
        files.Evidence.matter_id == case.id, files.Evidence.kind == str(Kind.SERVICE)))
    return [Lacking(f"送达回证（{one.printed.title}）", None, url_for("serving.new", id=case.id, paper=one.printed.id, role=str(one.role)),
                    N_("登记送达")) for one in open_[there:]]


class Typed:
    """A Line as its form shows it."""

    def __init__(self, line):
        self.title, self.volume, self.slip = line.title, line.volume, line.item.slip if line.item else None
        item = line.item
        self.brought_by, self.proves = (getattr(line.source, name, None) for name in ("brought_by", "proves"))
        self.dated_on = (item.dated_on if item else None) or getattr(line.source, "received_on", None)
