"""What strangers bring: judged in a process of its own, refused with one sentence; made fit for the archive once and kept.

Ghostscript writes PDFs anew (fonts embedded, RGB, nothing that acts); photos are kept as they came, and copies of them
carry no location. Derivatives lie beside the originals under the hash of the original.
"""

import atexit
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from casework.core import examine
from casework.core.errors import Refused
from casework.law.findings import N_, Message

MEMORY_MB, CPU_SECONDS, WALL_SECONDS = 1500, 20, 40
SAID = {
    "double": N_("文件里还藏着另一个文件（压缩包或网页），请重新扫描或另存后上传"),
    "password": N_("PDF 有打开密码，请去掉密码后上传"),
    "damaged": N_("PDF 打不开，请重新扫描或另存后上传"),
    "script": N_("PDF 里有脚本或会自动执行的动作，请打印成新的 PDF 或扫描后上传"),
    "carries": N_("PDF 里还夹带了别的文件，请把夹带的文件另存后分别上传，再把正文打印成新的 PDF"),
    "bomb": N_("PDF 展开后过大，不是正常的文件；请重新扫描后上传"),
    "pixels": N_("照片像素过大，请用手机原图或缩小后上传"),
    "picture": N_("照片打不开或不完整，请重新拍照或传原图"),
    "heavy": N_("文件太复杂，检查超出了时间或内存限制；请拆开或重新扫描后上传"),
}


class Examiner:
    """One child that opens files for us; it is started when first needed and anew after it was ended."""

    def __init__(self, memory_mb=MEMORY_MB, cpu=CPU_SECONDS, wall=WALL_SECONDS):
        self.limits, self.wall = {"memory_mb": memory_mb, "cpu": cpu}, wall
        self.child, self.owner, self.lock = None, None, threading.Lock()

    def ask(self, **job):
        with self.lock:
            if self.child is None or self.owner != os.getpid() or self.child.poll() is not None:
                self.owner = os.getpid()
                self.child = subprocess.Popen([sys.executable, "-I", examine.__file__], stdin=subprocess.PIPE,
                                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            timer = threading.Timer(self.wall, self.child.kill)
            timer.start()
            try:
                self.child.stdin.write(json.dumps({**job, **self.limits}) + "\n")
                self.child.stdin.flush()
                line = self.child.stdout.readline()
            except BrokenPipeError:
                line = ""
            finally:
                timer.cancel()
            if not line:
                self.end()
                return {"bad": "heavy"}
            return json.loads(line)

    def end(self):
        child, self.child = self.child, None
        if child is not None:
            for pipe in (child.stdin, child.stdout):
                with contextlib.suppress(OSError):
                    pipe.close()
            child.kill()
            child.wait()


examiner = Examiner()
atexit.register(examiner.end)


def judge(data: bytes, media_type):
    """What is in the file ({"pages"…} or {"size"…}); Refused with one sentence when it cannot be taken in."""
    with tempfile.NamedTemporaryFile(prefix="casework-upload-") as file:
        file.write(data)
        file.flush()
        answer = examiner.ask(what="pdf" if media_type == "application/pdf" else "picture", path=file.name)
    if "bad" in answer:
        raise Refused(complaint(answer["bad"]))
    return answer["ok"]


def complaint(code):
    if code == "pages":
        return Message(N_("PDF 页数应在 1 到 {most} 页之间"), most=examine.MOST_PAGES)
    return Message(SAID.get(code, SAID["damaged"]))


# ---- derivatives

def into(target: Path, make):
    """`target`, made once: `make(path)` writes a new file that takes its name only when it is whole."""
    return target if target.exists() else _into(target, make)


def _into(target: Path, make):
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, name = tempfile.mkstemp(dir=target.parent)
    os.close(descriptor)
    try:
        make(name)
        os.replace(name, target)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)
    return target


def archive_pdf(original: Path, target: Path):
    """(path of the archive-fit PDF, None), or (None, Message) when the original cannot be made one. Made once."""
    refusal = target.with_suffix(".no")
    if target.exists():
        return target, None
    if refusal.exists():
        return None, complaint(refusal.read_text())
    answer = examiner.ask(what="pdf", path=str(original))
    code = answer.get("bad")
    if code is None:
        if not shutil.which("gs"):
            return None, Message(N_("本机没有装 Ghostscript，上传的 PDF 不能合订"))
        try:
            _into(target, lambda name: _distil(original, name, answer["ok"]["pages"]))
            return target, None
        except (subprocess.SubprocessError, ValueError):
            code = "heavy"
    _into(refusal, lambda name: Path(name).write_text(code))
    return None, complaint(code)


def _distil(original, name, pages):
    """Ghostscript under limits: -dSAFER, its own memory and time. ValueError when pages got lost."""
    import pikepdf

    subprocess.run(
        ["/bin/sh", "-c", f'ulimit -v {MEMORY_MB << 10}; ulimit -t {CPU_SECONDS * 3}; exec "$@"', "sh", "gs", "-q", "-dSAFER",
         "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", "-dPDFA=3", "-dPDFACompatibilityPolicy=1", "-sColorConversionStrategy=RGB",
         "-dAutoRotatePages=/None", "-dDownsampleColorImages=false", "-dDownsampleGrayImages=false", "-dDownsampleMonoImages=false",
         "-dAutoFilterColorImages=false", "-dAutoFilterGrayImages=false", "-dColorImageFilter=/DCTEncode",
         "-dGrayImageFilter=/DCTEncode", f"-sOutputFile={name}", str(original)],
        check=True, timeout=CPU_SECONDS * 4, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with pikepdf.open(name) as made:
        if len(made.pages) != pages:
            raise ValueError(f"{len(made.pages)} of {pages} pages")


def drawn(original: Path, target: Path, longest=None):
    """The picture upright and without its metadata, as a JPEG made once; `longest` side in pixels for a small one."""
    if not target.exists():
        def make(name):
            answer = examiner.ask(what="redraw", path=str(original), into=name, longest=longest)
            if "bad" in answer:
                raise Refused(complaint("picture"))

        _into(target, make)
    return target


def page(pdf, into, n, wide):
    """Page `n` (from 0) of a PDF as a JPEG of this width in pixels at the path `into`. Refused when it cannot be drawn."""
    if "bad" in examiner.ask(what="page", path=str(pdf), into=str(into), n=n, wide=wide):
        raise Refused(complaint("damaged"))


def covered(original: Path, target: Path, areas):
    """The picture upright and without its metadata, these areas ([x, y, width, height] in thousandths) black; made once."""
    if not target.exists():
        def make(name):
            answer = examiner.ask(what="cover", path=str(original), into=name, areas=areas)
            if "bad" in answer:
                raise Refused(complaint("picture"))

        into(target, make)
    return target
