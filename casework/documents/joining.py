"""Many PDFs and photos as one file: pages copied as they are, one page count in the corner kept clear for it, bookmarks.

The count is drawn as tiny content streams with one shared embedded font; photos keep their own JPEG bytes. The result
says PDF/A-3b, and the same parts always give the same bytes.
"""

import io
import re
import zlib
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf

from casework.documents.pool import pool

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
SIZE = 10.5  # points of the page number
FRAME = (20 * MM, 24 * MM, 170 * MM, 231 * MM)  # x, y, width, height left free for a photo on its caption page
ICC = Path(find_spec("weasyprint").origin).parent / "pdf" / "sRGB2014.icc"


@dataclass(frozen=True)
class Part:
    """A PDF; with `photo`, the bytes of a picture that is laid on the PDF's only page. `counted`: its pages have numbers."""

    title: str
    data: bytes
    photo: bytes | None = None
    counted: bool = True
    ours: bool = True  # our own papers keep the corner clear; on others the number gets a white ground


def pages(data):
    """How many pages; None when the PDF cannot be opened (damaged, or with a password)."""
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            return len(document.pages)
    except (pikepdf.PdfError, pikepdf.PasswordError):
        return None


def join(parts, *, title, numbered=True):
    """The parts in their order as one PDF/A-3b. Page numbers count the counted parts from 1."""
    out, marks, number, places = Pdf.new(), [], 0, []
    opened = []
    for part in parts:
        source = pikepdf.open(io.BytesIO(part.data))
        opened.append(source)
        marks.append((part.title, len(out.pages)))
        out.pages.extend(source.pages)
        if part.photo:
            _lay(out, out.pages[-1], part.photo)
        for index in range(marks[-1][1], len(out.pages)):
            number += part.counted
            places.append((index, number if part.counted else None, part.ours))
    if numbered:
        font = _Digits(out)
        for index, n, ours in places:
            if n:
                font.stamp(out, out.pages[index], n, ours)
    with out.open_outline() as outline:
        outline.root.extend(OutlineItem(name, at) for name, at in marks)
    _label(out, places)
    _archive(out, title)
    saved = io.BytesIO()
    out.save(saved, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return saved.getvalue()


def _label(out, places):
    """What viewers call the pages: the drawn number, or i, ii, … for cover and index."""
    labels, last = Array(), None
    for index, n, _ours in places:
        style = Name.D if n else Name.r
        if style != last:
            labels.extend([index, Dictionary(S=style, St=n or 1)])
            last = style
    out.Root.PageLabels = Dictionary(Nums=labels)


def _archive(out, title):
    """PDF/A-3b: output intent, XMP, printable annotations, nothing that acts on its own. No dates: same input, same bytes."""
    profile = out.make_stream(ICC.read_bytes(), N=3, Alternate=Name.DeviceRGB)
    out.Root.OutputIntents = Array([out.make_indirect(Dictionary(
        Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier="sRGB", Info="sRGB2014",
        RegistryName="http://www.color.org", DestOutputProfile=profile))])
    for page in out.pages:
        for key in ("/AA", "/StructParents"):
            if key in page.obj:
                del page.obj[key]
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

def _lay(out, page, photo):
    """The picture in the free frame of a caption page, upright, as large as it goes."""
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(photo)) as picture:
        turn = picture.getexif().get(0x0112, 1)
        if picture.format == "JPEG" and picture.mode in ("RGB", "L") and turn in (1, 3, 6, 8):
            space = Name.DeviceRGB if picture.mode == "RGB" else Name.DeviceGray
            data, how, (wide, high) = photo, Name.DCTDecode, picture.size
        else:
            flat = ImageOps.exif_transpose(picture)
            ground = Image.new("RGB", flat.size, "white")
            ground.paste(flat, mask=flat.convert("RGBA").getchannel("A"))
            turn, space, how, (wide, high) = 1, Name.DeviceRGB, Name.FlateDecode, ground.size
            data = zlib.compress(ground.tobytes())
    image = out.make_stream(data, Type=Name.XObject, Subtype=Name.Image, Width=wide, Height=high, ColorSpace=space,
                            BitsPerComponent=8, Filter=how)
    x, y, room, height = FRAME
    shown = (high, wide) if turn in (6, 8) else (wide, high)
    scale = min(room / shown[0], height / shown[1])
    w, h = shown[0] * scale, shown[1] * scale
    left, foot = x + (room - w) / 2, y + height - h
    matrix = {1: (w, 0, 0, h, left, foot), 3: (-w, 0, 0, -h, left + w, foot + h),
              6: (0, -h, w, 0, left, foot + h), 8: (0, h, -w, 0, left + w, foot)}[turn]
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
    html = "<!doctype html><html lang=zh-CN><title>0</title><p style='font-family:Num'>0123456789"
    return pool().pdf(html)[0]


class _Digits:
    def __init__(self, out):
        source = pikepdf.open(io.BytesIO(_digits()))
        font = next(iter(source.pages[0].Resources.Font.values()))
        chart = bytes(font.ToUnicode.read_bytes()).decode("latin1")
        self.glyph = {}
        for block in re.findall(r"beginbfchar(.*?)endbfchar", chart, re.S):
            for glyph, character in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
                self.glyph[bytes.fromhex(character).decode("utf-16-be")] = glyph
        self.font, self.source = out.copy_foreign(font), source

    def stamp(self, out, page, n, ours):
        """Portrait: top right. Landscape is bound at its top edge, so the corner is bottom right, left of the mark."""
        text = str(n)
        width = len(text) * SIZE / 2  # our figures are exactly half an em
        x0, y0, x1, y1 = (float(v) for v in page.mediabox)
        turn = int(page.obj.get("/Rotate", 0)) % 360
        wide, high = (x1 - x0, y1 - y0) if turn in (0, 180) else (y1 - y0, x1 - x0)
        vx, vy = (wide - 22 * MM - width, 8 * MM) if wide > high else (wide - 12 * MM - width, high - 13 * MM)
        matrix, at = {
            0: ("1 0 0 1", (x0 + vx, y0 + vy)), 90: ("0 1 -1 0", (x1 - vy, y0 + vx)),
            180: ("-1 0 0 -1", (x1 - vx, y1 - vy)), 270: ("0 -1 1 0", (x0 + vy, y1 - vx)),
        }[turn]
        place = f"{matrix} {at[0]:.2f} {at[1]:.2f}"
        ground = "" if ours else f"q 1 g {place} cm -3 -4 {width + 6:.2f} {SIZE + 6:.2f} re f Q "
        figures = "".join(self.glyph[c] for c in text)
        _add(out, page, "/Font", "/FileNumber", self.font,
             f"{ground}q 0 g BT /FileNumber {SIZE} Tf {place} Tm <{figures}> Tj ET Q")
