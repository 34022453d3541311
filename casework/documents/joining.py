"""Many PDFs and photos as one file: pages copied as they are, one page count in the corner kept clear for it, bookmarks.

The count is drawn as tiny content streams with one shared embedded font; photos keep their own JPEG bytes. The result
says PDF/A-3b, and the same parts always give the same bytes.
"""

import hashlib
import io
import re
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf

from casework.documents import pictures
from casework.documents.pool import pool

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
SIZE = 10.5  # points of the page number
FRAME = (20 * MM, 24 * MM, 170 * MM, 231 * MM)  # x, y, width, height left free for a photo on its caption page
ICC = Path(find_spec("weasyprint").origin).parent / "pdf" / "sRGB2014.icc"


@dataclass(frozen=True)
class Part:
    """A PDF (bytes or a path). `only`: indices of its pages, None for all. `photo`: the path of a picture's sheet
    (pictures.sheet), laid on its first page. `numbers`: what is drawn on its pages; None counts on. `counted`: its pages have
    numbers. `ours`: our own papers keep the corner clear, on others the number gets a white ground. `original`: (file name,
    path, media type) carried along."""

    title: str
    data: object
    photo: object = None
    counted: bool = True
    ours: bool = True
    only: tuple | None = None
    numbers: tuple | None = None
    original: tuple | None = None


def opened(data):
    return pikepdf.open(io.BytesIO(data) if isinstance(data, bytes) else data)


def pages(data):
    """How many pages; None when the PDF cannot be opened (damaged, or with a password)."""
    try:
        with opened(data) as document:
            return len(document.pages)
    except (pikepdf.PdfError, pikepdf.PasswordError):
        return None


def join(parts, *, title, numbered=True, into=None, figures=None, duplex=False):
    """The parts in their order as one PDF/A-3b: bytes, or written to the path `into`. Page numbers count the counted
    parts from 1. `duplex`: each part begins on a front; backs have their number on the other side."""
    out, marks, number, places, sources = Pdf.new(), [], 0, [], {}
    for part in parts:
        key = part.data if not isinstance(part.data, bytes) else id(part)
        source = sources[key] = sources.get(key) or opened(part.data)
        if duplex and len(out.pages) % 2:
            out.add_blank_page(page_size=A4)
            places.append((len(out.pages) - 1, None, True))
        first = len(out.pages)
        marks.append((part.title, first))
        if part.only is None:
            out.pages.extend(source.pages)
        else:
            for index in part.only:
                out.pages.append(source.pages[index])
        if part.photo:
            sheet = sources[part.photo] = sources.get(part.photo) or opened(part.photo)
            _lay(out, out.pages[first], pictures.on(sheet.pages[0]))
        for at in range(first, len(out.pages)):
            number += part.counted
            drawn = part.numbers[at - first] if part.numbers else str(number)
            places.append((at, drawn if part.counted else None, part.ours))
    if numbered:
        font = _Digits(out, figures)
        for index, n, ours in places:
            if n:
                font.stamp(out, out.pages[index], n, ours, duplex and index % 2 == 1)
    _link(out, marks)
    with out.open_outline() as outline:
        outline.root.extend(OutlineItem(name, at) for name, at in marks)
    _label(out, places)
    _carry(out, parts)
    _archive(out, title)
    return _save(out, parts, title, into)


def _save(out, parts, title, into):
    """An identity from the content: the same parts give the same bytes, without hashing all of them again."""
    said = hashlib.sha256(title.encode())
    for part in parts:
        said.update(part.data if isinstance(part.data, bytes) else f"{part.data.name}{part.only}".encode())
    out.trailer.ID = Array([pikepdf.String(said.digest()[:16]), pikepdf.String(said.digest()[16:])])
    target = into or io.BytesIO()
    out.save(target, static_id=True, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.preserve)
    return into or target.getvalue()


def _link(out, marks):
    """Links of the index that say item:7 lead to the first page of the part that is the seventh after the front."""
    for page in out.pages:
        for annotation in page.obj.get("/Annots", []):
            aim = str(annotation.get("/A", {}).get("/URI", ""))
            if aim.startswith("item:") and int(aim[5:]) < len(marks):
                del annotation["/A"]
                annotation["/Dest"] = Array([out.pages[marks[int(aim[5:])][1]].obj, Name.Fit])


def _carry(out, parts):
    """Originals of uploads travel with the file, named as what our pages were made from."""
    for n, part in enumerate(parts):
        if part.original:
            name, path, media = part.original
            unique = f"{n:03d}-{name}"
            out.attachments[unique] = pikepdf.AttachedFileSpec(out, path.read_bytes(), filename=unique, mime_type=media,
                                                               relationship=Name.Source)
    if len(out.attachments):
        out.Root.AF = Array([out.attachments[name].obj for name in sorted(out.attachments)])


def _label(out, places):
    """What viewers call the pages: the drawn number, or i, ii, … for cover, index and closing sheet."""
    labels, expected, roman = Array(), None, 0
    for index, n, _ours in places:
        if n is None:
            roman += 1
            said, following = ("r", "", roman), ("r", "", roman + 1)
        else:
            prefix, dash, last = n.rpartition("-")
            said, following = ("D", prefix + dash, int(last)), ("D", prefix + dash, int(last) + 1)
        if said != expected:
            entry = Dictionary(S=Name("/" + said[0]), St=said[2])
            if said[1]:
                entry.P = pikepdf.String(said[1])
            labels.extend([index, entry])
        expected = following
    out.Root.PageLabels = Dictionary(Nums=labels)


def _archive(out, title):
    """PDF/A-3b: output intent, XMP, printable annotations, no fields, nothing that acts on its own. No dates: same input, same bytes."""
    profile = out.make_stream(ICC.read_bytes(), N=3, Alternate=Name.DeviceRGB)
    out.Root.OutputIntents = Array([out.make_indirect(Dictionary(
        Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier="sRGB", Info="sRGB2014",
        RegistryName="http://www.color.org", DestOutputProfile=profile))])
    for page in out.pages:
        for key in ("/AA", "/StructParents"):
            if key in page.obj:
                del page.obj[key]
        if "/Annots" in page.obj:  # a field of a form or a signature says nothing outside its own file
            page.obj.Annots = Array([one for one in page.obj.Annots if one.get("/Subtype") != Name.Widget])
        for annotation in page.obj.get("/Annots", []):
            annotation["/F"] = (int(annotation.get("/F", 0)) | 4) & ~0b100011
            for key in ("/A", "/AA"):
                if key in annotation and str(annotation.get(key, {}).get("/S", "")) not in ("/GoTo", "/URI"):
                    del annotation[key]
    out.Root.Lang = "zh-CN"
    with out.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["pdfaid:part"], xmp["pdfaid:conformance"] = "3", "B"
        xmp["dc:title"], xmp["pdf:Producer"] = title, "casework"
    out.docinfo["/Title"], out.docinfo["/Producer"] = title, "casework"


# ---- photos

def _lay(out, page, picture):
    """The picture in the free frame of a caption page, upright, as large as it goes."""
    image = out.copy_foreign(picture.data)
    x, y, room, height = FRAME
    scale = min(room / picture.shown[0], height / picture.shown[1])
    w, h = picture.shown[0] * scale, picture.shown[1] * scale
    matrix = picture.matrix(x + (room - w) / 2, y + height - h, w, h)
    _add(out, page, "/XObject", "/Photo", image, "q " + " ".join(f"{v:.2f}" for v in matrix) + " cm /Photo Do Q")


def _add(out, page, kind, name, thing, stream):
    """Append drawing to a page without touching what it shares with others, and shielded from its graphics state."""
    resources = Dictionary(dict(page.obj.get("/Resources", Dictionary()).items()))
    shelf = Dictionary(dict(resources.get(kind, Dictionary()).items()))
    shelf[name] = thing
    resources[kind] = shelf
    page.obj.Resources = resources
    page.contents_add(out.make_stream(b"q "), prepend=True)
    page.contents_add(out.make_stream(b" Q " + stream.encode()))


# ---- the page count

@cache
def _digits():
    """A page on which our own figures stand: its embedded font is the one that all numbers share."""
    html = "<!doctype html><html lang=zh-CN><title>0</title><p style='font-family:Num'>0123456789-"
    return pool().pdf(html)[0]


class _Digits:
    def __init__(self, out, figures=None):
        source = opened(figures or _digits())
        font = next(iter(source.pages[0].Resources.Font.values()))
        chart = bytes(font.ToUnicode.read_bytes()).decode("latin1")
        self.glyph = {}
        for block in re.findall(r"beginbfchar(.*?)endbfchar", chart, re.S):
            for glyph, character in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
                self.glyph[bytes.fromhex(character).decode("utf-16-be")] = glyph
        self.font, self.source = out.copy_foreign(font), source

    def stamp(self, out, page, text, ours, back=False):
        """Portrait: top right, on a back top left. Landscape is bound at its top edge: bottom right, left of the mark."""
        width = len(text) * SIZE / 2  # our figures are exactly half an em
        x0, y0, x1, y1 = (float(v) for v in page.cropbox)
        turn = int(page.obj.get("/Rotate", 0)) % 360
        wide, high = (x1 - x0, y1 - y0) if turn in (0, 180) else (y1 - y0, x1 - x0)
        vx, vy = (wide - 22 * MM - width, 8 * MM) if wide > high else (wide - 12 * MM - width, high - 13 * MM)
        if back:
            vx = 22 * MM if wide > high else 12 * MM
        matrix, at = {
            0: ("1 0 0 1", (x0 + vx, y0 + vy)), 90: ("0 1 -1 0", (x1 - vy, y0 + vx)),
            180: ("-1 0 0 -1", (x1 - vx, y1 - vy)), 270: ("0 -1 1 0", (x0 + vy, y1 - vx)),
        }[turn]
        place = f"{matrix} {at[0]:.2f} {at[1]:.2f}"
        ground = "" if ours else f"q 1 g {place} cm -3 -4 {width + 6:.2f} {SIZE + 6:.2f} re f Q "
        figures = "".join(self.glyph[c] for c in text)
        _add(out, page, "/Font", "/FileNumber", self.font,
             f"{ground}q 0 g BT /FileNumber {SIZE} Tf {place} Tm <{figures}> Tj ET Q")
