"""合订: each volume with its cover, index, papers and closing sheet, all volumes as one PDF/A-3b under one page count.

Cover, index and closing sheet are not counted (archive practice). The bytes depend on the papers and the evidence alone.
"""

import hashlib
import tempfile
from pathlib import Path

from casework.core.errors import Refused
from casework.documents import joining, parts
from casework.documents.joining import Part
from casework.documents.render import day
from casework.dossiers import contents, queries
from casework.dossiers.contents import DRAFT, SLIP, VOID
from casework.law.findings import N_

VOLUMES = {"main": "正卷", "side": "副卷"}  # as papers and file names say it
EDITION = "5"  # of the joining itself: another way to join makes other bytes


def bind(matter, volume="main", *, drafts=True, redacted=False, duplex=False, by=None):
    """One volume (main or side) of a matter's file as bytes.

    drafts: papers that are due and not yet issued are bound as drafts, and marked so. redacted: rendered anew from masked
    facts, with nothing attached; photos and uploads are slips, but for pictures that two people approved. duplex: each part
    begins on a front.
    """
    return path(matter, volume, drafts=drafts, redacted=redacted, duplex=duplex, by=by).read_bytes()


def path(matter, volume="main", *, drafts=True, redacted=False, duplex=False, by=None, told=parts.silent):
    """The same as the path of a file in the cache. told(n, of): how far it is."""
    read = contents.read(matter, volume, drafts=drafts, redacted=redacted, by=by, told=told)
    return bound(read, volume, redacted=redacted, duplex=duplex)


def bound(read, volume="main", *, redacted=False, duplex=False):
    """The path of Contents that were read, all volumes one after the other."""
    if not read.entries:
        raise Refused(N_("案卷里还没有材料") if volume == "main" else N_("副卷里还没有材料"))
    title = f"{read.matter.number}{VOLUMES[volume]}{'（隐名副本）' if redacted else ''}"
    return _kept(title, _sheets(read, volume, redacted), duplex)


def supplement(read, volume="main", *, redacted=False, duplex=False):
    """补印页: the pages that came since the volume was printed, then the new index of each 册 they belong to."""
    if not read.fresh:
        raise Refused(N_("上次打印以后没有新放进去的材料"))
    said, sheets = {"cover": read.cover, "volume": VOLUMES[volume], "of": len(read.books), "redacted": redacted}, []
    for n, book in enumerate(read.books, 1):
        fresh = [entry for entry in book if not entry.fixed]
        if fresh:
            sheets += fresh
            sheets.append((f"卷内目录{_name(n, read)}", _index(read, said | {"n": n}, book, None)))
    return _kept(f"{read.matter.number}{VOLUMES[volume]}补印页{'（隐名副本）' if redacted else ''}", sheets, duplex)


def some(read, keys, volume="main", *, toc=True, redacted=False, duplex=False):
    """The ticked items with their numbers, and the index of the whole volume behind them when `toc`; no keys: the index alone."""
    chosen = [entry for entry in read.entries if entry.line.key in keys]
    said = {"cover": read.cover, "volume": VOLUMES[volume], "of": len(read.books), "redacted": redacted}
    if toc or not chosen:
        chosen += [(f"卷内目录{_name(n, read)}", _index(read, said | {"n": n}, book, None)) for n, book in enumerate(read.books, 1)]
    if not chosen:
        raise Refused(N_("案卷里还没有材料"))
    return _kept(f"{read.matter.number}{VOLUMES[volume]}选印", chosen, duplex)


FRONTS = {"cover": "卷宗封面", "toc": "卷内目录", "closing": "卷内备考表"}


def alone(read, key, volume="main"):
    """The Parts of one item, or of “cover”, “toc” or “closing” of all 册, as the bound file has them; [] when there is none."""
    if key in FRONTS:
        return [_part(one) for one in _sheets(read, volume, False) if isinstance(one, tuple) and one[0].startswith(FRONTS[key])]
    return [_part(entry) for entry in read.entries if entry.line.key == key]


def counted(joined):
    """How many pages these Parts have."""
    return sum(len(part.only) if part.only else contents.counted(part.data) for part in joined)


MOST_DRAWN = 3000  # pictures of pages that are kept: some 400 MB


def drawn(joined, draw, what):
    """The path of a picture of these Parts, made once: draw(path of the PDF, path of the picture)."""
    def make(into):
        lying = sorted(parts.folder("looks").glob("*/*.jpg"), key=lambda path: path.stat().st_mtime)
        for old in lying[:len(lying) - MOST_DRAWN] if len(lying) > MOST_DRAWN else ():
            old.unlink(missing_ok=True)
        with tempfile.NamedTemporaryFile(prefix="casework-look-", suffix=".pdf") as file:
            joining.join(joined, title="", into=Path(file.name), figures=parts.figures())
            draw(file.name, into)

    return parts.kept(f"{_key(joined, '', False)}-{what}", make, "looks", "jpg")


def _kept(title, sheets, duplex):
    joined = [_part(one) for one in sheets]
    return parts.bound(_key(joined, title, duplex), lambda into: joining.join(
        joined, title=title, into=into, figures=parts.figures(), duplex=duplex))


def _name(n, read):
    return f"（第{n}册）" if len(read.books) > 1 else ""


def _sheets(read, volume, redacted):
    """All 册 one after the other: front, papers, closing sheet. An Entry, or (title, path) of a page that is not counted."""
    made = []
    changes = [_change(handed) for handed in reversed(queries.handed(read.file))
               if handed.supplement and handed.redacted == redacted and handed.volume == volume]
    for n, book in enumerate(read.books, 1):
        said = {"cover": read.cover, "volume": VOLUMES[volume], "n": n, "of": len(read.books), "redacted": redacted}
        counts = {"items": len(book), "pages": sum(entry.pages for entry in book)}
        made.append((f"卷宗封面{_name(n, read)}", parts.page("_dossier-cover", **said, **counts)))
        made.append((f"卷内目录{_name(n, read)}", _index(read, said, book, len(made) + 1)))
        made += book
        made.append((f"卷内备考表{_name(n, read)}", parts.page("_dossier-closing", **said, notes=_notes(book, redacted),
                                                            changes=changes)))
    return made


def _index(read, said, book, start):
    """The index of one 册; `start`: which part of the joined file its first entry is (None: they are not in it)."""
    edition = read.edition + bool(read.fresh)
    return parts.page("_dossier-index", **said, start=start, edition=edition, rows=[_row(entry) for entry in book])


def _row(entry):
    return {"nth": entry.nth, "number": entry.number, "author": entry.author.strip(), "title": entry.title, "on": entry.on,
            "first": entry.first, "last": entry.last, "note": entry.note}


def _change(handed):
    """A line of 立卷后变动记录."""
    return f"{day(handed.on.isoformat())}补印第{_span(handed.first, handed.last)}页，共{handed.pages}页，换新目录。"


def _span(first, last):
    return first if first == last else f"{first}至{last}"


def _notes(book, redacted):
    """What the closing sheet says of the volume: where copies, photos and slips lie."""
    said = [f"本卷共{len(book)}件，编{sum(entry.pages for entry in book)}页。"]
    for words, chosen in (
        ("照片", [e for e in book if e.photo]),
        ("由当事人提交、经转换后装订的电子文件，原文件附于电子案卷", [e for e in book if e.original]),
        ("说明页，隐名副本不附原件" if redacted else "说明页，原件未能合订", [e for e in book if e.note == SLIP]),
        ("草稿，尚未签发", [e for e in book if e.note == DRAFT]),
        ("装订后作废的文书，留卷备查", [e for e in book if e.note == VOID]),
    ):
        if chosen:
            spans = "、".join(f"第{e.first}页" if e.first == e.last else f"第{e.first}页至第{e.last}页" for e in chosen)
            said.append(f"{spans}为{words}。")
    return said


def _part(one):
    """An Entry, or (title, path) of a page that is not counted, as the joiner takes it."""
    if isinstance(one, tuple):
        return Part(one[0], one[1], counted=False)
    return Part(one.title, one.path, one.photo, True, one.ours, one.only, one.numbers, one.original)


def _key(joined, title, duplex):
    """Everything the bytes depend on: which parts, which pages and numbers, which pictures and originals; none is opened."""
    said = hashlib.sha256(f"{EDITION} {title} {duplex}".encode())
    for part in joined:
        said.update(repr([part.title, part.data.name, part.only, part.numbers, part.ours, part.counted, part.photo and part.photo.name,
                          part.original and (part.original[0], part.original[1].name)]).encode())
    return said.hexdigest()
