"""合订: each volume with its cover, index, papers and closing sheet, all volumes as one PDF/A-3b under one page count.

Cover, index and closing sheet are not counted (archive practice). The bytes depend on the papers and the evidence alone.
"""

import hashlib

from casework.core.errors import Refused
from casework.documents import joining, parts
from casework.documents.joining import Part
from casework.dossiers import contents
from casework.law.findings import N_

VOLUMES = {"main": "正卷", "side": "副卷"}
EDITION = "3"  # of the joining itself: another way to join makes other bytes


def bind(matter, volume="main", *, drafts=True, redacted=False, duplex=False, by=None):
    """One volume (main or side) of a matter's file as bytes.

    drafts: papers that are due and not yet issued are bound as drafts, and marked so. redacted: rendered anew from masked
    facts, with nothing attached; photos and uploads are slips. duplex: each part begins on a front.
    """
    return path(matter, volume, drafts=drafts, redacted=redacted, duplex=duplex, by=by).read_bytes()


def path(matter, volume="main", *, drafts=True, redacted=False, duplex=False, by=None):
    """The same as the path of a file in the cache."""
    read = contents.read(matter, volume, drafts=drafts, redacted=redacted, by=by)
    if not read.entries:
        raise Refused(N_("案卷里还没有材料") if volume == "main" else N_("副卷里还没有材料"))
    joined, title = _parts(read, volume, redacted), f"{matter.number}{VOLUMES[volume]}{'（隐名副本）' if redacted else ''}"
    return parts.bound(_key(joined, title, duplex), lambda into: joining.join(
        joined, title=title, into=into, figures=parts.figures(), duplex=duplex))


def _parts(read, volume, redacted):
    """All volumes one after the other: front, papers, closing sheet."""
    made, at = [], 0
    for n, book in enumerate(read.books, 1):
        said = {"cover": read.cover, "volume": VOLUMES[volume], "n": n, "of": len(read.books), "items": len(book),
                "pages": sum(entry.pages for entry in book), "redacted": redacted}
        name = f"（第{n}册）" if len(read.books) > 1 else ""
        front = [parts.page("_dossier-cover", **said), parts.page("_dossier-index", **said, start=len(made) + 2, at=at, rows=[
            _row(entry) for entry in book])]
        made.append(Part(f"卷宗封面{name}", front[0], counted=False))
        made.append(Part(f"卷内目录{name}", front[1], counted=False))
        made += [_numbered(entry) for entry in book]
        made.append(Part(f"卷内备考表{name}", parts.page("_dossier-closing", **said, notes=_notes(book, redacted)), counted=False))
        at += len(book)
    return made


def _numbered(entry):
    part = entry.part
    return Part(part.title, part.data, part.photo, True, part.ours, part.only, entry.numbers, part.original)


def _row(entry):
    return {"number": entry.number, "author": entry.author, "title": entry.title, "on": entry.on, "first": entry.first,
            "last": entry.last, "note": entry.note}


def _notes(book, redacted):
    """What the closing sheet says of the volume: where copies, photos and slips lie."""
    said = [f"本卷共{len(book)}件，编{sum(entry.pages for entry in book)}页。"]
    for words, chosen in (
        ("照片", [e for e in book if e.part.photo]),
        ("由当事人提交、经转换后装订的电子文件，原文件附于电子案卷", [e for e in book if e.part.original]),
        ("说明页，隐名副本不附原件" if redacted else "说明页，原件未能合订", [e for e in book if e.note == "说明页"]),
        ("草稿，尚未签发", [e for e in book if e.note == "草稿"]),
    ):
        if chosen:
            spans = "、".join(f"第{e.first}页" if e.first == e.last else f"第{e.first}页至第{e.last}页" for e in chosen)
            said.append(f"{spans}为{words}。")
    return said


def _key(joined, title, duplex):
    """Everything the bytes depend on: which parts, which pages and numbers, which originals."""
    said = hashlib.sha256(f"{EDITION} {title} {duplex}".encode())
    for part in joined:
        said.update(repr([part.title, part.data.name, part.only, part.numbers, part.ours, part.counted, part.photo and part.photo.name,
                          part.original and part.original[0]]).encode())
    return said.hexdigest()
