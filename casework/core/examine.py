"""The program of the process that opens uploads: one JSON question a line in, one JSON answer a line out. Imports nothing of ours.

All uploads are hostile, so they are opened here, under limits of memory and processor time; what goes past a limit ends
this process, and its parent says so in a sentence. Answers: {"ok": {…}} or {"bad": code, …}.
"""

import json
import re
import resource
import sys
import warnings
import zlib

MOST_PAGES, MOST_PIXELS = 2000, 50_000_000
MOST_STREAM, MOST_PICTURE, MOST_ALL = 32 << 20, 150 << 20, 1500 << 20
ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|SubmitForm|ImportData|RichMedia|RichMediaExecute|Rendition|Movie|XFA)(?![A-Za-z0-9])")
CARRIED = re.compile(rb"/(EmbeddedFiles?|EF|FileAttachment)(?![A-Za-z0-9])")


def limit(memory_mb, seconds):
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb << 20, memory_mb << 20))
    used = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def pdf(path):
    import pikepdf

    if doubled(path):
        return {"bad": "double"}
    try:
        with pikepdf.open(path) as document:
            declared = int(document.Root.Pages.get("/Count", 0))
            if not 0 < declared <= MOST_PAGES:
                return {"bad": "pages"}
            pages = len(document.pages)
            if not 0 < pages <= MOST_PAGES:
                return {"bad": "pages"}
            if found := content(document, pikepdf):
                return {"bad": found}
            return {"ok": {"pages": pages, "locked": document.is_encrypted, "repaired": bool(document.get_warnings())}}
    except pikepdf.PasswordError:
        return {"bad": "password"}
    except (MemoryError, OverflowError):
        return {"bad": "bomb"}
    except Exception:
        return {"bad": "damaged"}


def doubled(path):
    """A second file hidden behind the first: an archive's end record, or a program's head."""
    with open(path, "rb") as file:
        head = file.read(1024)
        file.seek(0, 2)
        file.seek(max(0, file.tell() - 66_000))
        tail = file.read()
    return b"PK\x05\x06" in tail or re.search(rb"<(script|html|!doctype html)", head, re.I) is not None


def content(document, pikepdf):
    """What makes a PDF more than pages: "script", "carries", "bomb"; None when it is only pages."""
    unpacked = 0
    for thing in document.objects:
        stream = isinstance(thing, pikepdf.Stream)
        said = thing.stream_dict.unparse(resolved=True) if stream else thing.unparse(resolved=True)
        if ACTIVE.search(said) and not plain_text(said, ACTIVE):
            return "script"
        if CARRIED.search(said) and not plain_text(said, CARRIED):
            return "carries"
        if stream:
            size = swollen(thing)
            if size is None:
                return "bomb"
            unpacked += size
            if unpacked > MOST_ALL:
                return "bomb"
    return None


def plain_text(said, pattern):
    """Found only inside texts in brackets: a title may speak of /JavaScript."""
    return not pattern.search(re.sub(rb"\((?:\\.|[^()\\])*\)", b"()", said))


def swollen(stream):
    """How many bytes the stream unpacks to, None when that is too many; pictures may be larger than text."""
    import pikepdf

    picture = stream.get("/Subtype") == "/Image"
    most = MOST_STREAM
    if picture:
        wide, high = int(stream.get("/Width", 0)), int(stream.get("/Height", 0))
        if wide * high * int(stream.get("/BitsPerComponent", 1)) > 8 * MOST_PICTURE:
            return None
        most = MOST_PICTURE
    filters = stream.get("/Filter", [])
    filters = [str(filters)] if isinstance(filters, pikepdf.Name) else [str(name) for name in filters]
    data, size = stream.read_raw_bytes(), 0
    for name in filters:
        if name not in ("/FlateDecode", "/Fl"):
            return max(size, len(data))
        out, unpacker = [], zlib.decompressobj()
        try:
            left, size = data, 0
            while left and not unpacker.eof:
                piece = unpacker.decompress(left, 1 << 20)
                size += len(piece)
                if size > most:
                    return None
                if len(filters) > 1:
                    out.append(piece)
                if not piece and not unpacker.unconsumed_tail:
                    break
                left = unpacker.unconsumed_tail
        except zlib.error:
            return size
        data = b"".join(out)
    return max(size, len(data))


def picture(path):
    from PIL import Image

    if doubled(path):
        return {"bad": "double"}
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path) as opened:
                opened.load()
                return {"ok": {"size": opened.size}}
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        return {"bad": "pixels"}
    except Exception:
        return {"bad": "picture"}


def redraw(path, into, longest=None):
    """The picture upright, without anything but its pixels: RGB as JPEG; `longest` side in pixels."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(path) as opened:
        if longest:
            opened.draft("RGB", (longest, longest))
        upright = ImageOps.exif_transpose(opened)
        ground = Image.new("RGB", upright.size, "white")
        if "A" in upright.getbands() or "transparency" in upright.info:
            ground.paste(upright, mask=upright.convert("RGBA").getchannel("A"))
        elif upright.mode.startswith("I"):
            ground.paste(upright.point(lambda v: v / 256).convert("L"))
        else:
            ground.paste(upright.convert("RGB"))
        if longest:
            ground.thumbnail((longest, longest))
        ground.save(into, "JPEG", quality=80 if longest else 92, optimize=False)
    return {"ok": {"size": ground.size}}


def page(path, into, n, wide):
    """Page `n` (from 0) of a PDF on white, `wide` pixels across and at most twice as high, as JPEG."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    across, down = document[n].get_size()
    drawn = document[n].render(scale=min(wide / across, 2 * wide / down)).to_pil().convert("RGB")
    drawn.save(into, "JPEG", quality=85, subsampling=0)
    return {"ok": {"size": drawn.size}}


def cover(path, into, areas):
    """The picture as redraw makes it, with black rectangles; what was under them is nowhere in the file."""
    from PIL import Image, ImageDraw

    answer = redraw(path, into)
    with Image.open(into) as drawn:
        picture = drawn.convert("RGB")
    wide, high = picture.size
    pen = ImageDraw.Draw(picture)
    for x, y, across, down in areas:
        pen.rectangle((x * wide // 1000, y * high // 1000, -(-(x + across) * wide // 1000), -(-(y + down) * high // 1000)), fill="black")
    picture.save(into, "JPEG", quality=92)
    return answer


def main():
    for line in sys.stdin:
        job = json.loads(line)
        limit(job.pop("memory_mb"), job.pop("cpu"))
        try:
            answer = {"pdf": pdf, "picture": picture, "redraw": redraw, "page": page, "cover": cover}[job.pop("what")](**job)
        except MemoryError:
            answer = {"bad": "bomb"}
        except Exception as error:
            answer = {"bad": "damaged", "why": type(error).__name__}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
