"""Binds a file of 60 documents, 20 photos of 3 MB and 5 uploads: CPU seconds as JSON, beside one HTML for everything.

    python benchmarks/dossier.py

Cold (nothing cached), with one stale document, joined again from warm parts, unchanged, and copying the bytes.
"""

import io
import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import pikepdf
from PIL import Image

from casework import create_app
from casework.core import files, uploads
from casework.documents import FORMS, joining, parts, pictures, sample_facts
from casework.documents.joining import Part
from casework.documents.pool import pool
from casework.dossiers import binder

COVER = {"name": "案", "number": "1号", "office": "县局", "received_on": "2026-03-02", "filed_on": None, "ended_on": None, "outcome": ""}


def cpu():
    """Of this process, its children still alive and those that have ended, in seconds."""
    tick, total = os.sysconf("SC_CLK_TCK"), sum(os.times()[:4])
    for child in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split():
        total += sum(map(int, Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[11:15])) / tick
    return total


def timed(work):
    before, wall = cpu(), time.perf_counter()
    made = work()
    return made, {"cpu_seconds": round(cpu() - before, 3), "seconds": round(time.perf_counter() - wall, 3)}


def photo(seed):
    out = io.BytesIO()
    noise = Image.frombytes("RGB", (1000, 750), random.Random(seed).randbytes(2_250_000)).resize((4000, 3000))
    noise.save(out, "JPEG", quality=82)
    return out.getvalue()


def upload(seed):
    out, made = io.BytesIO(), pikepdf.new()
    scan = io.BytesIO()
    Image.frombytes("L", (620, 877), random.Random(seed).randbytes(543_740)).resize((1240, 1754)).save(scan, "JPEG", quality=50)
    for _ in range(10):
        made.add_blank_page(page_size=(595, 842))
        image = made.make_stream(scan.getvalue(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1240, Height=1754,
                                 ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode)
        made.pages[-1].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
        made.pages[-1].obj.Contents = made.make_stream(b"q 595 0 0 842 0 0 cm /I Do Q")
    made.save(out)
    return out.getvalue()


def facts(n, stale=0):
    said = sample_facts(FORMS["settlement-record"])
    said["parts"] = [[f"第{n}件 {stale if n == 7 else 0}", "双方对欠薪人数和数额没有异议，当场核对考勤和结算单。" * 45]]
    return said


def bind(photos, brought, stale=0):
    papers = [parts.paper("settlement-record", facts(n, stale)) for n in range(60)]
    slips = [{"n": n, "name": f"照片{n}", "who": "", "on": "2026-03-02", "proves": "", "sha256": one, "case_number": "1号", "why": ""}
             for n, one in enumerate(photos, 1)]
    captions = parts.page("_dossier-slips", slips=slips)
    body = [Part(f"第{n}件", path) for n, path in enumerate(papers)]
    body += [Part(f"照片{n}", captions, photo=pictures.read(files.read(one)), only=(n,)) for n, one in enumerate(photos)]
    body += [Part("上传", files.archive_pdf(one)[0], ours=False, original=(f"{one[:8]}.pdf", files.read(one), files.PDF))
             for one in brought]
    said = {"cover": COVER, "volume": "正卷", "n": 1, "of": 1, "items": len(body), "pages": 0, "redacted": False}
    rows = [{"number": "", "author": "县局", "title": part.title, "on": "2026-03-02", "first": n, "last": n, "note": ""}
            for n, part in enumerate(body)]
    front = [parts.page("_dossier-cover", **said), parts.page("_dossier-index", **said, start=2, at=0, rows=rows)]
    whole = [*(Part("前", one, counted=False) for one in front), *body]
    return parts.bound(binder._key(whole, "案卷", False), lambda into: joining.join(
        whole, title="案卷", into=into, figures=parts.figures()))


def naive(brought):
    one = "<section style='break-before:page'><h1>第{}件</h1><p style='font-size:14pt'>{}"
    text = "".join(one.format(n, facts(n)["parts"][0][1]) for n in range(60))
    out = pikepdf.open(io.BytesIO(pool().pdf(f"<!doctype html><html lang=zh-CN><title>x</title><body>{text}")[0]))
    for one in brought:
        out.pages.extend(pikepdf.open(files.path(one)).pages)
    out.save(io.BytesIO())


def main():
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(INSTANCE=folder, SQLALCHEMY_DATABASE_URI=f"sqlite:///{folder}/x.db")
        with app.app_context():
            photos = [files.keep(photo(n)).sha256 for n in range(20)]
            brought = [files.keep(upload(n)).sha256 for n in range(5)]
            pool().pdf("<p>好")
            uploads.examiner.ask(what="pdf", path=str(files.path(brought[0])))
            _, simple = timed(lambda: naive(brought))
            path, cold = timed(lambda: bind(photos, brought))
            _, unchanged = timed(lambda: bind(photos, brought).read_bytes())
            path.unlink()
            _, joined = timed(lambda: bind(photos, brought))
            _, stale = timed(lambda: bind(photos, brought, 1))
            _, copied = timed(lambda: Path(folder, "copy").write_bytes(path.read_bytes()))
            peak = next(int(line.split()[1]) // 1024 for line in Path("/proc/self/status").read_text().splitlines()
                        if line.startswith("VmHWM"))
            print(json.dumps({"pages": joining.pages(path), "mb": path.stat().st_size >> 20, "cold": cold, "one stale": stale,
                              "joined from warm parts": joined, "unchanged": unchanged, "copying the bytes": copied,
                              "one HTML, no photos": simple, "peak_mb": peak}, ensure_ascii=False))


if __name__ == "__main__":
    main()
