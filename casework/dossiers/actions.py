"""What people do to a file: put it in order, name what was brought, bring more, say where something lies, hand it out."""

from dataclasses import dataclass

from casework.core import clock, files
from casework.core.actions import action
from casework.core.errors import Refused
from casework.core.files import Evidence
from casework.core.permissions import P, may
from casework.documents import joining, pictures, returned
from casework.dossiers import binder, contents, numbers, queries
from casework.dossiers.models import KINDS, Dossier, HandOut, Item, Kind, Outside, State, Volume
from casework.extensions import db
from casework.law.findings import N_, Message

GIVEN = N_("第 {nth} 件已经印在交出的隐名副本里，不能取出或者换卷")
PRINTED = N_("第 {nth} 件已经印在交出的案卷里，不能再改动")


def opened(case, by):
    """The record of a file, made now when nobody had touched it; every thing in it gets an Item."""
    if not may(by, P.DOSSIER_KEEP, case.area.path):
        raise Refused(N_("你没有整理本案案卷的权限"))
    file = queries.dossier(case)
    if file is None:
        file = Dossier(matter_id=case.id, state=State.OPEN, review={})
        db.session.add(file)
        db.session.flush()
    _record(file, case)
    return file


def _record(file, case):
    """Positions as the things lie now; newcomers where the plan puts them."""
    for position, line in enumerate(contents.lines(case, None, file), 1):
        if line.item is None:
            line.item = Item(dossier_id=file.id, volume=line.volume)
            setattr(line.item, "printed_id" if line.key[0] == "p" else "evidence_id", line.source.id)
        if line.item.position != position:
            line.item.position = position
        db.session.add(line.item)
    db.session.flush()


def _line(case, file, key):
    line = next((line for line in contents.lines(case, None, file) if line.key == key), None)
    if line is None:
        raise Refused(N_("案卷里没有这一件，请刷新页面"))
    if line.fixed:
        raise Refused(Message(PRINTED, nth=line.item.nth))
    return line


def _inside(file, line):
    """Refused for what lies in a copy that an outsider has: there it has a number."""
    if given := queries.outside(file).get(line.item.id):
        raise Refused(Message(GIVEN, nth=given.nth))


def _changed(file):
    """A file that is changed after it was scored is scored again."""
    if file.state == State.SCORED:
        file.state, file.score, file.out_of, file.scored_on, file.scored_by_id = State.OPEN, None, None, None, None


@action("dossiers.arrange")
def arrange(*, case, volume, order, by):
    """Put a volume in the order of these keys. What was printed keeps its order, and newcomers lie only where there are
    numbers for them."""
    file = opened(case, by)
    now = contents.lines(case, None, file)
    here = {line.key: line for line in now if line.volume == volume}
    if set(order) != set(here) or len(order) != len(here):
        raise Refused(N_("案卷里的材料刚刚有变动，请刷新页面再排"))
    lines = [here[key] for key in order]
    outside = queries.outside(file)
    if any([line for line in lines if lies(line)] != [line for line in here.values() if lies(line)]
           for lies in (lambda line: line.fixed, lambda line: line.item.id in outside)):
        raise Refused(N_("已经印在交出的案卷里的材料，先后不能再变"))
    if numbers.settled(lines) != lines:
        raise Refused(N_("这个位置没有页号可用：不能放在已印的第一件之前，也不能放在已印的一件和它的补印页之间"))
    others = [line for line in now if line.volume != volume]
    for position, line in enumerate(lines + others if volume == Volume.MAIN else others + lines, 1):
        line.item.position = position
    _changed(file)
    return file


@action("dossiers.describe")
def describe(*, case, key, by, title=None, dated_on=None, volume=None, slip=None, brought_by=None, proves=None):
    """Title and date of what was brought, who brought it and what it proves, the words of a slip, and in which volume it lies."""
    file = opened(case, by)
    line = _line(case, file, key)
    if line.key[0] != "p":
        line.item.title = title if title and title != getattr(line.source, "name", None) else line.item.title if line.item.slip else None
        line.item.dated_on = dated_on
    if line.key[0] == "e":
        line.source.brought_by, line.source.proves = brought_by, proves
    if line.item.slip and slip:
        line.item.slip = slip
    if volume and volume != line.volume:
        _inside(file, line)
        line.item.volume = Volume(volume)
    _changed(file)
    return file


@action("dossiers.bring")
def bring(*, case, kept, by, kind=Kind.OTHER, title=None, brought_by=None, proves=None, dated_on=None, seen=None):
    """A file that was judged and kept before the write gate, put into the dossier: also after the case has ended, as an
    addition with its date. `seen`: what the code on it says (documents.returned.Seen)."""
    if kind not in KINDS:
        raise Refused(N_("请从列表中选择"), field="kind")
    file = opened(case, by)
    evidence = Evidence(matter_id=case.id, name=kept.name, kind=str(kind), brought_by=brought_by, proves=proves, sha256=kept.sha256,
                        size=kept.size, media_type=kept.media_type, received_on=clock.today(), by_id=by.id)
    db.session.add(evidence)
    db.session.flush()
    if seen is not None:
        returned.note(evidence, seen, {case.id})
    _record(file, case)
    item = next(line.item for line in contents.lines(case, None, file) if line.key == f"e{evidence.id}")
    item.title, item.dated_on = title, dated_on
    pictures.came(kept)
    _changed(file)
    return evidence


@action("dossiers.put_slip")
def put_slip(*, case, title, slip, by, dated_on=None):
    """A page that says where something lies that cannot be bound: account books, a disc, an object."""
    file = opened(case, by)
    last = max((item.position for item in queries.items(file)), default=0)
    item = Item(dossier_id=file.id, slip=slip, title=title, dated_on=dated_on, position=last + 1, volume=Volume.MAIN)
    db.session.add(item)
    _changed(file)
    return item


@action("dossiers.take_out")
def take_out(*, case, key, by):
    """Take a slip out again; papers and evidence stay in the file for good."""
    file = opened(case, by)
    line = _line(case, file, key)
    if not line.item.slip:
        raise Refused(N_("文书和证据不能从案卷里取出"))
    _inside(file, line)
    db.session.delete(line.item)
    _changed(file)
    return file


# ---- handing out

@dataclass(frozen=True)
class Prepared:
    """A volume made ready before the gate: its kept bytes and what they hold."""

    volume: str
    what: str  # whole, supplement, redacted, redacted-supplement
    sha256: str
    pages: int
    sheets: int
    books: int
    first: str
    last: str
    state: tuple


def prepare(case, volume, what, by, duplex=False):
    """Bind what is to be handed out and keep its bytes: slow, so before the gate. Drafts are never handed out."""
    read = contents.read(case, volume, drafts=False, redacted=what.startswith("redacted"), by=by)
    if what.endswith("supplement"):
        path, entries = binder.supplement(read, volume, redacted=read.redacted, duplex=duplex), read.fresh
    else:
        path, entries = binder.bound(read, volume, redacted=read.redacted, duplex=duplex), read.entries
    kept = files.keep(path.read_bytes(), path.name, files.PDF)
    return Prepared(volume, what, kept.sha256, sum(e.pages for e in entries), joining.pages(path), len({e.book for e in entries}),
                    entries[0].first, entries[-1].last, _state(read))


def _state(read):
    return tuple((entry.line.key, entry.numbers) for entry in read.entries)


@action("dossiers.hand_out")
def hand_out(*, case, prepared, recipient, by, purpose=None):
    """Write down what leaves the desk; from now on the pages of this volume keep their numbers. Answers the HandOut."""
    file = opened(case, by)
    redacted, supplement = prepared.what.startswith("redacted"), prepared.what.endswith("supplement")
    read = contents.read(case, prepared.volume, drafts=False, redacted=redacted, by=by)
    if _state(read) != prepared.state:
        raise Refused(N_("案卷在准备时有变动，请再办一次"))
    handed = HandOut(dossier_id=file.id, volume=prepared.volume, edition=fix(read), supplement=supplement,
                     redacted=redacted, on=clock.today(), recipient=recipient, purpose=purpose,
                     sha256=prepared.sha256, pages=prepared.pages, sheets=prepared.sheets, books=prepared.books,
                     first=prepared.first, last=prepared.last, by_id=by.id)
    db.session.add(handed)
    return handed


def fix(read):
    """Everything in this volume keeps the numbers it has now. Answers the edition of the print."""
    new = [entry for entry in read.entries if not entry.fixed]
    edition = read.edition + bool(new)
    for entry in new:
        said = dict(nth=entry.nth, first=entry.first, pages=entry.pages, book=entry.book, edition=edition)
        if read.redacted:
            db.session.add(Outside(item_id=entry.item.id, **said))
        else:
            for name, value in said.items():
                setattr(entry.item, name, value)
    return edition
