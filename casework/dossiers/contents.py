"""What lies in the file of a matter, in its order: issued papers, drafts of what is due, what was brought, slips. Reads only.

A Line is known without opening anything; an Entry is a Line whose pages are counted and numbered.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import sqlalchemy as sa

from casework.accounts import queries as accounts
from casework.core import files
from casework.core.errors import Refused
from casework.documents import FORMS, joining, parts, pictures, store
from casework.documents.plans import EVIDENCE, PAGES_PER_VOLUME, PLANS
from casework.documents.store import Printed
from casework.dossiers import numbers, queries, redacting
from casework.dossiers.masking import Mask
from casework.dossiers.models import Item
from casework.extensions import db
from casework.law.findings import N_, Message

UNBOUND = N_("原件不能合订（表格、加密或损坏的文件），见系统中的原文件。")
WITHHELD = N_("本页为隐名副本，照片和上传文件不附；需要查阅的，向制作机关申请。")
STRETCHED = N_("第 {nth} 件遮盖后比上次交出的多 {n} 页，已经没有页号可用；请只打印补印页")
SLIP, DRAFT, VOID = "说明页", "草稿", "已作废"


@dataclass
class Line:
    """One thing in the file. `key`: p12 an issued paper, e5 a file that was brought, s3 a slip; "" a draft."""

    key: str
    code: str
    title: str
    author: str
    on: str
    number: str = ""
    item: Item | None = None
    volume: str = "main"
    place: float = 0
    rank: int = 0
    source: object = None  # Printed, Evidence, Item (a slip) or the draft's facts
    kept: object = None  # where its numbers stand once it was handed out: the Item, in copies for outsiders its Outside

    @property
    def fixed(self):
        """The page numbers that it was printed with, or ()."""
        return numbers.run(self.kept.first, self.kept.pages) if self.kept else ()


@dataclass
class Entry:
    """A Line with its pages: `path` of the PDF, `only` which of its pages, `photo` the path of a picture's sheet laid on it,
    `original` (name, path, media type) carried along. `numbers` are drawn on its pages, `nth` is its number in the index."""

    line: Line
    path: Path
    pages: int
    only: tuple | None = None
    ours: bool = True
    photo: Path | None = None
    original: tuple | None = None
    note: str = ""
    title: str = ""
    author: str = ""
    numbers: tuple = ()
    nth: str = ""
    book: int = 1
    fixed: tuple = ()

    def __post_init__(self):
        self.title, self.author = self.title or self.line.title, self.author or self.line.author
        self.fixed = self.line.fixed

    code = property(lambda self: self.line.code)
    item = property(lambda self: self.line.item)
    on = property(lambda self: self.line.on)
    number = property(lambda self: self.line.number)
    first = property(lambda self: self.numbers[0])
    last = property(lambda self: self.numbers[-1])


@dataclass
class Contents:
    """A matter's file: its record, the entries of one volume (main or side), and how they are split by size. `redacted`: as it lies
    in copies for outsiders, which have numbers and editions of their own."""

    matter: object
    plan: object
    file: object
    cover: dict
    entries: list = field(default_factory=list)
    redacted: bool = False

    @property
    def pages(self):
        return sum(entry.pages for entry in self.entries)

    @property
    def books(self):
        """The entries by 册, as a list of lists."""
        last = max((entry.book for entry in self.entries), default=0)
        return [[e for e in self.entries if e.book == n] for n in range(1, last + 1)]

    @property
    def printed(self):
        """Was this volume printed bound before?"""
        return any(entry.fixed for entry in self.entries)

    @property
    def fresh(self):
        """What came since it was printed."""
        return [entry for entry in self.entries if not entry.fixed] if self.printed else []

    @property
    def edition(self):
        """The last print of this volume; 0 when there is none."""
        return max((entry.line.kept.edition for entry in self.entries if entry.fixed), default=0)


# ---- lines

def county(matter):
    """What the county has said about papers, by form."""
    return accounts.profile(matter.area).forms


def lines(matter, volume=None, file=None, redacted=False):
    """The Lines of a matter's file in their order (of one volume, or of all), without drafts; `redacted`: with the numbers of copies
    for outsiders.

    Those that a person has put in order lie as they were put; newer ones where the plan of their kind has them.
    """
    plan = PLANS[matter.kind]
    file = file or queries.dossier(matter)
    items = queries.items(file)
    kept = queries.outside(file) if redacted else {item.id: item for item in items if item.first}
    found = _papers(matter, items, kept) + _brought(matter, items, plan, kept) + _slips(items)
    for line in found:
        line.kept = kept.get(line.item.id) if line.item else None
    return placed(found, plan, county(matter), volume)


def placed(found, plan, forms, volume=None):
    """Lines in their order; `forms`: the county's settings, which may name another volume."""
    for line in found:
        line.place = plan.place(line.code)
        line.volume = str(line.item.volume) if line.item else plan.volume(line.code, forms)
    kept = sorted((line for line in found if line.item), key=lambda line: (line.item.position, line.item.id))
    for line in sorted((line for line in found if not line.item), key=lambda line: line.place):
        at = max((n for n, other in enumerate(kept, 1) if other.volume == line.volume and other.place <= line.place), default=0)
        kept.insert(at, line)
    chosen = [[line for line in kept if line.volume == name] for name in ("main", "side") if volume in (None, name)]
    return [line for one in chosen for line in numbers.settled(one)]


def _papers(matter, items, handed):
    by_id = {item.printed_id: item for item in items if item.printed_id}
    kept = [id for id, item in by_id.items() if item.id in handed]  # what was handed out stays, void or not
    here = sa.and_(Printed.matter_id == matter.id, Printed.state == store.State.ISSUED)
    rows = db.session.scalars(db.select(Printed).where(sa.or_(here, Printed.id.in_(kept))).order_by(Printed.issued_on, Printed.id)).all()
    last = {p.code: p.id for p in rows}
    rows = [p for p in rows if p.id in kept or p.id == last[p.code] or not getattr(FORMS.get(p.code), "renewed", False)]
    return [Line(f"p{p.id}", p.code, p.title, p.facts["paper"]["issuer"], p.issued_on.isoformat(), p.number or "", by_id.get(p.id),
                 source=p) for p in rows]


def _brought(matter, items, plan, handed):
    by_id = {item.evidence_id: item for item in items if item.evidence_id}
    kept = [id for id, item in by_id.items() if item.id in handed]
    rows = db.session.scalars(
        db.select(files.Evidence).where(sa.or_(files.Evidence.matter_id == matter.id, files.Evidence.id.in_(kept)))
        .order_by(files.Evidence.received_on, files.Evidence.id))
    rows = rows.all()
    rank = {id: n for n, id in enumerate(sorted(one.id for one in rows), 1)}  # 证据1, 2 …: as they came, so none is renumbered
    return [_line_of(one, by_id.get(one.id), plan, rank[one.id]) for one in rows]


def _line_of(one, item, plan, rank):
    title = item.title if item and item.title else one.name
    on = item.dated_on if item and item.dated_on else one.received_on
    return Line(f"e{one.id}", one.kind if one.kind in plan.order else EVIDENCE, title, one.brought_by or "", on.isoformat(), item=item,
                source=one, rank=rank)


def _slips(items):
    return [Line(f"s{item.id}", EVIDENCE, item.title, "", item.dated_on.isoformat() if item.dated_on else "", item=item, source=item)
            for item in items if item.slip]


# ---- entries

def unmade(matter, volume="main", *, redacted=False):
    """How many things of a volume are still to be laid out or prepared before it can be bound: what a request would wait for."""
    found, mask = lines(matter, volume, redacted=redacted), Mask(PLANS[matter.kind].secrets(matter)) if redacted else None
    issued = [line for line in found if isinstance(line.source, Printed)]
    wanted = [(p.code, _masked(p.code, p.facts, mask) if mask else p.facts, False)
              for p in (line.source for line in issued) if mask or not p.sha256]
    brought = [line.source for line in found if isinstance(line.source, files.Evidence)] if not mask else []
    return parts.lacking(wanted) + sum(not pictures.made(one.sha256) if one.media_type in files.PICTURES else
                                       not files.archive_known(one.sha256) for one in brought
                                       if one.media_type in (*files.PICTURES, files.PDF))


def read(matter, volume="main", *, drafts=True, redacted=False, by=None, told=parts.silent):
    """The Contents of one volume. `drafts`: papers that are due and not issued are there as drafts. told(n, of): how far it is."""
    plan, file = PLANS[matter.kind], queries.dossier(matter)
    mask = Mask(plan.secrets(matter)) if redacted else None
    found = lines(matter, volume, file, redacted)
    if drafts:
        found = _with_drafts(found, matter, plan, volume, by)
    made = Contents(matter, plan, file, cover(matter, plan, file, mask), redacted=redacted)
    made.entries = _entries(found, matter, mask, told)
    _stretch([entry for entry in made.entries if entry.fixed])
    _number(made.entries)
    _shelve(made.entries, pages_per_volume(county(matter)))
    return made


def cover(matter, plan, file, mask=None):
    """Facts of the cover: of the matter, and where the archive keeps the file."""
    said = plan.cover(matter) | {
        "archive_number": file and file.archive_number, "archived_on": file and file.archived_on and file.archived_on.isoformat(),
        "fonds_number": file and file.fonds_number, "catalogue_number": file and file.catalogue_number,
        "file_number": file and file.file_number, "retention": file and file.retention}
    said = {key: text or "" for key, text in said.items()}
    return {key: mask.text(text) for key, text in said.items()} if mask else said


def pages_per_volume(forms):
    """How many pages one 册 holds at most, as the county says."""
    return forms.get("dossier", {}).get("pages_per_volume") or PAGES_PER_VOLUME


def _with_drafts(found, matter, plan, volume, by):
    issued = {p.code for p in db.session.scalars(store.of(matter.id, store.State.ISSUED))}
    due, made, settings = set(plan.lacking(matter)) - issued, list(found), county(matter)
    for form in store.open_forms(matter, by) if due else ():
        if form.code not in due or form.by_move or plan.volume(form.code, settings) != volume or form.missing():
            continue
        facts = form.printed_facts()
        line = Line("", form.code, facts["paper"]["title"] + "（草稿）", facts["paper"]["issuer"], "", volume=volume, source=facts)
        line.place = plan.place(form.code)
        at = max((n for n, other in enumerate(made, 1) if other.place <= line.place), default=0)
        made.insert(at, line)
    return numbers.settled(made)


def _entries(found, matter, mask, told):
    brought = [line for line in found if isinstance(line.source, (files.Evidence, Item))]
    made, said = _pieces(found, mask, lambda n, of: told(n + len(found) - len(brought) - of, len(found))), {}
    for n, line in enumerate(brought, 1):
        said[line.key] = _said(line, matter, mask)
        told(len(found) - len(brought) + n, len(found))
    slips = [facts for facts in said.values() if not facts["pdf"]]
    captions = parts.page("_dossier-slips", slips=[{key: facts[key] for key in CAPTION} for facts in slips]) if slips else None
    entries = []
    for line in found:
        if line.key in said:
            facts = said[line.key]
            entries.append(_brought_entry(line, facts, captions, slips.index(facts) if not facts["pdf"] else None))
        else:
            piece, issued = made[id(line)], isinstance(line.source, Printed)
            note = DRAFT if not issued else VOID if line.source.state == store.State.VOID else ""
            entries.append(Entry(line, piece.data, piece.pages, piece.only, note=note,
                                 author=mask.text(line.author) if mask else ""))
    return entries


def _pieces(found, mask, told):
    """{id of a Line: its Piece} of the papers, issued and drafts."""
    issued = [line for line in found if isinstance(line.source, Printed)]
    drafts = [line for line in found if isinstance(line.source, dict)]
    wanted = [(line.code, _masked(line.code, line.source, mask) if mask else line.source, True) for line in drafts]
    if mask:
        wanted += [(line.code, _masked(line.code, line.source.facts, mask), False) for line in issued]
        return dict(zip(map(id, drafts + issued), parts.pieces(wanted, told), strict=True))
    pieces = parts.pieces(wanted) + parts.papers([line.source for line in issued], told)
    return dict(zip(map(id, drafts + issued), pieces, strict=True))


def _masked(code, facts, mask):
    return mask.facts(FORMS[code].withheld(facts))


CAPTION = ("n", "name", "who", "on", "proves", "sha256", "case_number", "why")


def _said(line, matter, mask):
    """What the caption or slip of something that was brought says, and what is bound for it."""
    if isinstance(line.source, Item):
        text = mask.text if mask else str
        return {"n": 0, "key": line.key, "name": text(line.title), "who": "", "on": line.on, "proves": "", "sha256": "",
                "case_number": matter.number, "why": text(line.source.slip), "pdf": None, "photo": None, "original": None}
    one = line.source
    facts = {"n": line.rank, "key": line.key, "name": line.title, "who": one.brought_by or "", "on": one.received_on.isoformat(),
             "proves": one.proves or "", "sha256": one.sha256, "case_number": matter.number, "why": "", "pdf": None, "photo": None,
             "original": None}
    if mask:
        return facts | _withheld(one)
    if one.media_type in files.PICTURES:
        return facts | {"photo": pictures.sheet(one.sha256)}
    facts["why"] = str(Message(UNBOUND))
    if one.media_type == files.PDF:
        pdf, why = files.archive_pdf(one.sha256)
        if pdf:
            return facts | {"why": "", "pdf": pdf, "original": (one.name, files.path(one.sha256), files.PDF)}
        facts["why"] = f"{Message(UNBOUND)}{why}。"
    return facts


def _withheld(one):
    """A copy for outsiders shows a picture only as a second person approved it."""
    picture = one.media_type in files.PICTURES
    hidden = {"name": "照片" if picture else "文件", "who": "", "proves": "", "sha256": ""}
    shown = redacting.approved(one) if picture else None
    return hidden | ({"photo": pictures.sheet(shown)} if shown else {"why": str(Message(WITHHELD))})


def _brought_entry(line, facts, captions, at):
    if facts["pdf"]:
        return Entry(line, facts["pdf"], counted(facts["pdf"]), ours=False, original=facts["original"])
    return Entry(line, captions, 1, (at,), photo=facts["photo"], note="" if facts["photo"] else SLIP, title=facts["name"],
                 author=facts["who"] or " ")


def counted(path):
    """How many pages a part has; parts lie under their content, so one look is enough."""
    return _counted(str(path))


@lru_cache(maxsize=20_000)
def _counted(path):
    return joining.pages(Path(path))


def _stretch(fixed):
    """A masked paper may need another number of pages than when it was handed out, because more names are known now: what it has
    more goes behind its numbers, as pages that came later do."""
    for at, entry in enumerate(fixed):
        more = entry.pages - len(entry.fixed)
        if more < 0:
            entry.fixed = entry.fixed[:entry.pages]
        elif more:
            after = numbers.read(fixed[at + 1].fixed[0]) if at + 1 < len(fixed) else None
            given = numbers.between(numbers.read(entry.fixed[-1]), after, more)
            if given is None:
                raise Refused(Message(STRETCHED, nth=entry.line.kept.nth, n=more))
            entry.fixed += given


def _number(entries):
    """Numbers of pages, and of the entries in the index."""
    for entry, given in zip(entries, numbers.numbered(entries, lambda entry: entry.pages), strict=True):
        entry.numbers = given
    places = [_Place(entry) for entry in entries]
    for entry, given in zip(entries, numbers.numbered(places, lambda place: 1), strict=True):
        entry.nth = given[0]


class _Place:
    """An entry as the index counts it."""

    def __init__(self, entry):
        self.fixed = (entry.line.kept.nth,) if entry.fixed else ()


def _shelve(entries, most):
    """册: of at most so many pages; one that is larger has a 册 of its own. What was printed stays where it is."""
    last = max((n for n, entry in enumerate(entries) if entry.fixed), default=-1)
    book, room = 1, most
    for n, entry in enumerate(entries):
        if entry.fixed:
            book, room = (book, room) if entry.line.kept.book == book else (entry.line.kept.book, most)
        elif n > last and n and entry.pages > room:
            book, room = book + 1, most
        entry.book = book
        room -= entry.pages
