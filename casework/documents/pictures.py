"""Photos on paper by their own bytes: the compressed picture is copied as it is, everything around it stays behind.

So a page never carries what the telephone wrote into the file: place, time, owner, a hidden preview, a film behind it.
"""

import contextlib
import io
import re
import zlib
from dataclasses import dataclass
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

from casework.core import files, jobs, uploads
from casework.core.errors import Refused

MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
# EXIF orientation -> the picture's unit square on a place w by h with its corner at the origin
TURNS = {1: (1, 0, 0, 1, 0, 0), 2: (-1, 0, 0, 1, 1, 0), 3: (-1, 0, 0, -1, 1, 1), 4: (1, 0, 0, -1, 0, 1),
         5: (0, -1, -1, 0, 1, 1), 6: (0, -1, 1, 0, 0, 1), 7: (0, 1, 1, 0, 0, 0), 8: (0, 1, -1, 0, 1, 0)}


@dataclass(frozen=True)
class Picture:
    """Bytes and dictionary of an image object; `shown`: width and height in pixels as people see it."""

    data: bytes
    said: dict
    shown: tuple
    turn: int

    def matrix(self, x, y, w, h):
        """Numbers for `cm`: the picture upright, its lower left corner at x, y, w by h points large."""
        a, b, c, d, e, f = TURNS[self.turn]
        return (a * w, b * h, c * w, d * h, x + e * w, y + f * h)


def read(data):
    """The Picture of a JPEG or PNG; None for kinds that a page cannot take as they are (transparent, CMYK, 16 bits)."""
    with Image.open(io.BytesIO(data)) as opened:
        turn, (wide, high) = opened.getexif().get(0x0112, 1), opened.size
        said = {"Type": Name.XObject, "Subtype": Name.Image, "Width": wide, "Height": high, "BitsPerComponent": 8}
        if opened.format in ("JPEG", "MPO") and opened.mode in ("RGB", "L"):
            said |= {"ColorSpace": Name.DeviceRGB if opened.mode == "RGB" else Name.DeviceGray, "Filter": Name.DCTDecode}
            data = plain_jpeg(data)
        elif opened.format == "PNG" and (own := _png(data)):
            data, colours, bits, palette = own
            space = {1: Name.DeviceGray, 3: Name.DeviceRGB}[3 if palette else colours]
            said |= {
                "ColorSpace": Array([Name.Indexed, space, len(palette) // 3 - 1, palette]) if palette else space,
                "BitsPerComponent": bits, "Filter": Name.FlateDecode,
                "DecodeParms": Dictionary(Predictor=15, Colors=colours, BitsPerComponent=bits, Columns=wide)}
        else:
            return None
    turn = turn if turn in TURNS else 1
    return Picture(data, said, (high, wide) if turn > 4 else (wide, high), turn)


# ---- made once, by a job when a file comes in

def sheet(sha256) -> Path:
    """A PDF of one page that is nothing but the kept picture, upright: a bound file takes the picture from there without
    reading it into memory."""
    return uploads.into(files.derived(sha256, "sheet.pdf"), lambda name: _sheet(sha256, name))


def made(sha256):
    """Is that page there already?"""
    return files.derived(sha256, "sheet.pdf").exists()


def _sheet(sha256, name):
    picture = read(files.read(sha256)) or read(files.plain_picture(sha256).read_bytes())
    made, (wide, high) = Pdf.new(), picture.shown
    page = made.add_blank_page(page_size=(max(wide, 3), max(high, 3)))
    page.obj.Resources = Dictionary(XObject=Dictionary(Photo=made.make_stream(picture.data, **picture.said)))
    numbers = " ".join(f"{v:g}" for v in picture.matrix(0, 0, wide, high))
    page.obj.Contents = made.make_stream(f"q {numbers} cm /Photo Do Q".encode())
    page.obj.Turn = picture.turn
    made.save(name, static_id=True, compress_streams=False)


def on(page):
    """The Picture on such a page; `data` is its image object, whose bytes stay in the file until they are written."""
    _, _, wide, high = (int(v) for v in page.mediabox)
    return Picture(page.Resources.XObject.Photo, {}, (wide, high), int(page.obj.Turn))


def came(kept):
    """In an action: what was kept is prepared soon."""
    jobs.enqueue("documents.prepare", key=f"prepare:{kept.sha256}", sha256=kept.sha256, media_type=kept.media_type)


@jobs.job("documents.prepare")
def prepare(sha256, media_type):
    """What a bound file and a screen will need of a file that came in, so that nobody waits for it later. What cannot be made is said
    when it is asked for."""
    if media_type in files.PICTURES:
        with contextlib.suppress(Refused):
            sheet(sha256)
            files.small_picture(sha256)
    elif media_type == files.PDF:
        files.archive_pdf(sha256)


def plain_jpeg(data):
    """The same picture, bit for bit, without EXIF, comments and whatever stands behind its end."""
    out, at = [b"\xff\xd8"], 2
    while at + 4 <= len(data):
        code = data[at + 1]
        if code == 0xD9:
            break
        end = at + 2 + int.from_bytes(data[at + 2:at + 4])
        if code == 0xDA:  # a scan: its data go on until the next real marker
            found = MARKER.search(data, end)
            end = found.start() if found else len(data)
        if not (0xE1 <= code <= 0xEF and code != 0xEE) and code != 0xFE:
            out.append(data[at:end])
        at = end
        while data[at:at + 2] == b"\xff\xff":
            at += 1
    return b"".join([*out, b"\xff\xd9"])


def _png(data):
    """(compressed rows, colours, bits, palette) of a PNG whose rows a page can use as they are; else None."""
    bits, kind, interlaced = data[24], data[25], data[28]
    if kind not in (0, 2, 3) or bits > 8 or interlaced:
        return None
    at, rows, palette = 8, [], b""
    while at + 8 <= len(data):
        size, name = int.from_bytes(data[at:at + 4]), data[at + 4:at + 8]
        body = data[at + 8:at + 8 + size]
        if name == b"tRNS":
            return None
        rows += [body] if name == b"IDAT" else []
        palette = body if name == b"PLTE" and kind == 3 else palette
        at += size + 12
    try:
        zlib.decompressobj().decompress(rows[0], 64)
    except (IndexError, zlib.error):
        return None
    return b"".join(rows), 3 if kind == 2 else 1, bits, palette
