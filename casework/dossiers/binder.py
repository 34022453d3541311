"""合订: cover, index, then every paper and every piece of evidence of a case as one PDF/A-3b.

Cover and index are not counted (archive practice). The bytes depend on the papers and the evidence alone.
"""

from casework.core import files
from casework.core.errors import Refused
from casework.documents import joining, render, store
from casework.documents.joining import Part
from casework.documents.pool import pool
from casework.extensions import db
from casework.law.findings import N_

EVIDENCE = "evidence"
ORDER = ("complaint-register", "arrears-roster", EVIDENCE, "supplement-notice", "acceptance-notice", "refusal-notice",
         "handover-letter", "filing-approval", "settlement-record", "wage-receipt")
PICTURES = ("image/jpeg", "image/png")


class Piece:
    """One entry of the index: its part, and what the index says of it."""

    def __init__(self, part, code, number="", author="", on="", note=""):
        self.part, self.code, self.number, self.author, self.on, self.note = part, code, number or "", author, on, note
        self.pages = joining.pages(part.data)
        self.first = 0


def bind(case, *, drafts=True, by=None):
    """The dossier of a case as bytes. `drafts`: papers not yet issued are bound as drafts, and marked so in the index."""
    pieces = sorted(_papers(case, drafts, by) + _evidence(case), key=lambda piece: _place(piece.code))
    if not pieces:
        raise Refused(N_("案卷里还没有材料"))
    at = 1
    for piece in pieces:
        piece.first, at = at, at + piece.pages
    front, _ = pool().pdf(render.page("_dossier", case=case, pieces=pieces, total=at - 1, issuer=pieces[0].author))
    parts = [Part("卷宗封面、卷内目录", front, counted=False), *(piece.part for piece in pieces)]
    return joining.join(parts, title=f"{case.number}案卷")


def _place(code):
    return ORDER.index(code) if code in ORDER else ORDER.index("filing-approval") + 0.5


def _papers(case, drafts, by):
    issued = db.session.scalars(store.of(case.id, store.State.ISSUED)).all()
    pieces = [
        Piece(Part(p.title, store.read(p)), p.code, p.number, p.facts["paper"]["issuer"], p.issued_on.isoformat())
        for p in issued
    ]
    there = {p.code for p in issued}
    for form in store.open_forms(case, by) if drafts else ():
        if form.by_move or form.code in there or form.missing():
            continue
        facts = form.printed_facts()
        data, _ = render.pdf(form, facts, draft=True)
        pieces.append(Piece(Part(facts["paper"]["title"] + "（草稿）", data), form.code, "", facts["paper"]["issuer"], "", "草稿"))
    return pieces


def _evidence(case):
    """Photos on a caption page, PDFs as they are, anything that cannot be opened as a slip that names it."""
    pieces = []
    for n, kept in enumerate(db.session.scalars(files.of(case)).all(), 1):
        data = files.read(kept.sha256)
        said = {"n": n, "name": kept.name, "who": kept.brought_by or "", "on": kept.received_on.isoformat(),
                "proves": kept.proves or "", "sha256": kept.sha256, "case_number": case.number}
        if kept.media_type in PICTURES:
            part = Part(kept.name, _slip(said, ""), photo=data)
        elif kept.media_type == "application/pdf" and joining.pages(data):
            part = Part(kept.name, data, ours=False)
        else:
            part = Part(kept.name, _slip(said, "原件不能合订（表格、加密或损坏的文件），见系统中的原文件。"))
        pieces.append(Piece(part, EVIDENCE, "", said["who"], said["on"]))
    return pieces


def _slip(said, why):
    return pool().pdf(render.page("_evidence", why=why, **said))[0]
