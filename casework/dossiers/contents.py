"""What lies in the file of a matter, in its order: issued papers, drafts of what is due, evidence. Reads only."""

from dataclasses import dataclass, field

from casework.core import files
from casework.documents import joining, parts, pictures, store
from casework.documents.joining import Part
from casework.documents.plans import EVIDENCE, PAGES_PER_VOLUME, PLANS
from casework.dossiers.masking import Mask
from casework.extensions import db
from casework.law.findings import N_, Message

UNBOUND = N_("原件不能合订（表格、加密或损坏的文件），见系统中的原文件。")
WITHHELD = N_("本页为隐名副本，照片和上传文件不附；需要查阅的，向制作机关申请。")


@dataclass
class Entry:
    """One line of the index. `numbers`: what is drawn on its pages, given by `numbered`."""

    code: str
    title: str
    part: Part
    pages: int
    number: str = ""
    author: str = ""
    on: str = ""
    note: str = ""
    volume: str = "main"
    numbers: tuple = ()

    @property
    def first(self):
        return self.numbers[0]

    @property
    def last(self):
        return self.numbers[-1]


@dataclass
class Contents:
    """A matter's file: its plan, the entries of one volume (main or side), and how they are split by size."""

    matter: object
    plan: object
    cover: dict
    entries: list = field(default_factory=list)
    books: list = field(default_factory=list)

    @property
    def pages(self):
        return sum(entry.pages for entry in self.entries)


def read(matter, volume="main", *, drafts=True, redacted=False, by=None):
    """The Contents of one volume. `drafts`: papers that are due and not issued are there as drafts."""
    plan = PLANS[matter.kind]
    cover = plan.cover(matter)
    mask = Mask(plan.secrets(matter)) if redacted else None
    forms = store.open_forms(matter, by)
    county = forms[0].profile.forms if forms else {}
    entries = _papers(matter, mask) + (_drafts(matter, plan, forms, mask) if drafts else [])
    entries += _evidence(matter, mask)
    for entry in entries:
        entry.volume = plan.volume(entry.code, county)
    chosen = sorted((e for e in entries if e.volume == volume), key=lambda entry: plan.place(entry.code))
    if mask:
        cover = {key: mask.text(said) if said else said for key, said in cover.items()}
    made = Contents(matter, plan, cover, chosen)
    at = 1
    for entry in chosen:
        entry.numbers = tuple(str(n) for n in range(at, at + entry.pages))
        at += entry.pages
    made.books = _books(chosen, county.get("dossier", {}).get("pages_per_volume") or PAGES_PER_VOLUME)
    return made


def _books(entries, most):
    """Entries by volumes of at most so many pages; one that is larger has a volume of its own."""
    books, room = [], 0
    for entry in entries:
        if not books or entry.pages > room:
            books.append([])
            room = most
        books[-1].append(entry)
        room -= entry.pages
    return books


def _papers(matter, mask):
    issued = db.session.scalars(store.of(matter.id, store.State.ISSUED)).all()
    pieces = parts.papers(issued) if mask is None else parts.pieces([(p.code, mask.facts(p.facts), False) for p in issued])
    return [
        Entry(p.code, p.title, Part(p.title, piece.data, only=piece.only), piece.pages, p.number or "", p.facts["paper"]["issuer"],
              p.issued_on.isoformat())
        for p, piece in zip(issued, pieces, strict=True)
    ]


def _drafts(matter, plan, forms, mask):
    there = {p.code for p in db.session.scalars(store.of(matter.id, store.State.ISSUED))}
    due = set(plan.lacking(matter))
    open_ = [form for form in forms if form.code in due and not form.by_move and form.code not in there and not form.missing()]
    facts = [form.printed_facts() for form in open_]
    pieces = parts.pieces([(form.code, mask.facts(said) if mask else said, True) for form, said in zip(open_, facts, strict=True)])
    titles = [said["paper"]["title"] + "（草稿）" for said in facts]
    return [Entry(form.code, title, Part(title, piece.data, only=piece.only), piece.pages, "", said["paper"]["issuer"], "", "草稿")
            for form, title, said, piece in zip(open_, titles, facts, pieces, strict=True)]


def _evidence(matter, mask):
    """Photos on a caption page, PDFs as the archive takes them, anything else as a slip that says what is missing.

    All captions and slips are one document, so that its fonts are embedded once.
    """
    kept = db.session.scalars(files.of(matter)).all()
    said = [_said(n, one, matter, mask) for n, one in enumerate(kept, 1)]
    slips = [facts for facts in said if not facts["pdf"]]
    captions = parts.page("_dossier-slips", slips=slips) if slips else None
    return [_bound(facts, captions, slips.index(facts) if not facts["pdf"] else None) for facts in said]


def _said(n, one, matter, mask):
    facts = {"n": n, "name": one.name, "who": one.brought_by or "", "on": one.received_on.isoformat(), "proves": one.proves or "",
             "sha256": one.sha256, "case_number": matter.number, "why": "", "pdf": None, "photo": None, "original": None}
    if mask:
        photo = one.media_type in files.PICTURES
        return facts | {"name": "照片" if photo else "文件", "who": "", "proves": "", "sha256": "", "why": str(Message(WITHHELD))}
    if one.media_type in files.PICTURES:
        return facts | {"photo": pictures.sheet(one.sha256)}
    facts["why"] = str(Message(UNBOUND))
    if one.media_type == files.PDF:
        pdf, why = files.archive_pdf(one.sha256)
        if pdf:
            return facts | {"why": "", "pdf": pdf, "original": (one.name, files.path(one.sha256), files.PDF)}
        facts["why"] = f"{Message(UNBOUND)}{why}。"
    return facts


def _bound(facts, captions, at):
    if facts["pdf"]:
        part = Part(facts["name"], facts["pdf"], ours=False, original=facts["original"])
        return Entry(EVIDENCE, facts["name"], part, joining.pages(facts["pdf"]), "", facts["who"], facts["on"])
    part = Part(facts["name"], captions, photo=facts["photo"], only=(at,))
    return Entry(EVIDENCE, facts["name"], part, 1, "", facts["who"], facts["on"], "" if facts["photo"] else "说明页")

