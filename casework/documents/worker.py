"""The program of one render process: HTML in by standard input, PDF out by standard output. Imports nothing of ours.

It is started by its path, never imported, so it does not matter what the parent's __main__ is. WeasyPrint is read only
here; its fonts and style sheet are loaded once and kept. Nothing but our own fonts and data: URLs can be fetched, and a
character that none of our fonts has is an error that names it, never a box on paper.
"""

import contextlib
import gc
import importlib.util
import json
import logging
import os
import re
import resource
import struct
import sys
import tempfile
from pathlib import Path

VARIANT = "pdf/a-3u"
AS_IT_IS = "--as-it-is"  # argument: WeasyPrint without quicker.py, to compare
HEAD = struct.Struct("!II")  # length of the JSON, length of the bytes after it


def receive(stream):
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        return None, b""
    said, body = HEAD.unpack(head)
    return json.loads(stream.read(said)), stream.read(body)


def send(stream, said, body=b""):
    text = json.dumps(said, ensure_ascii=False).encode()
    stream.write(HEAD.pack(len(text), len(body)) + text + body)
    stream.flush()


def limit(memory_mb, cpu_seconds):
    """RLIMIT_AS for good; RLIMIT_CPU counts from the birth of the process, so it moves on with each job."""
    if memory_mb:
        resource.setrlimit(resource.RLIMIT_AS, (memory_mb << 20, memory_mb << 20))
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + cpu_seconds, hard))


def only_our_fonts():
    """System fonts would make the bytes depend on the machine and hide a missing glyph: fontconfig sees an empty folder."""
    folder = Path(tempfile.mkdtemp(prefix="casework-fonts-"))
    (folder / "fonts.conf").write_text(f"<fontconfig><dir>{folder}</dir><cachedir>{folder}</cachedir></fontconfig>")
    os.environ["FONTCONFIG_FILE"] = str(folder / "fonts.conf")
    return folder


class Said(logging.Handler):
    def __init__(self):
        super().__init__(logging.WARNING)
        self.lines = []

    def emit(self, record):
        self.lines.append(record.getMessage())


def pack_quicker(pydyf):
    """Level 4 instead of 9 packs fonts and pages in half of the time and 2.5 % more bytes (measured, docs/decisions/0030)."""
    pack = pydyf.zlib.compressobj

    class Zlib:
        compress = staticmethod(pydyf.zlib.compress)

        @staticmethod
        def compressobj(level):
            return pack(min(level, 4))

    pydyf.zlib = Zlib


def lay_out_quicker(weasyprint):
    """quicker.py beside this file, which no path of this process names."""
    spec = importlib.util.spec_from_file_location("quicker", Path(__file__).with_name("quicker.py"))
    spec.loader.exec_module(quicker := importlib.util.module_from_spec(spec))
    quicker.apply(weasyprint)


class Engine:
    def __init__(self, sheet, fonts, quick=True):
        """`sheet`: the style sheet as text; `fonts`: {role: path of its file}; `quick`: False leaves WeasyPrint as it is."""
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # “no fonts configured”: we bring our own
            import weasyprint
        import pydyf
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher, URLFetcherResponse

        class Closed(URLFetcher):
            """app:fonts/ROLE.ttf is the face of that role; data: stays in the document; anything else is refused."""

            def __init__(self):
                super().__init__(allowed_protocols=("data",), allow_redirects=False, timeout=1)

            def fetch(self, url, headers=None):
                if (role := re.fullmatch(r"app:fonts/(\w+)\.ttf", url)) and role[1] in fonts:
                    return URLFetcherResponse(url, Path(fonts[role[1]]).read_bytes())
                return super().fetch(url, headers)

        pack_quicker(pydyf)
        if quick:
            lay_out_quicker(weasyprint)
        self.said = Said()
        for name in ("weasyprint", "fontTools"):
            logging.getLogger(name).addHandler(self.said)
            logging.getLogger(name).propagate = False
        logging.getLogger("fontTools").setLevel(logging.ERROR)
        self.weasyprint, self.fetcher, self.fonts = weasyprint, Closed(), FontConfiguration()
        self.sheet = weasyprint.CSS(string=sheet, base_url="app:", url_fetcher=self.fetcher, font_config=self.fonts)
        if self.said.lines:
            raise RuntimeError("; ".join(self.said.lines))

    def pdf(self, html, pages):
        """Bytes of PDF/A-3u, or b"" when the layout has another number of pages than `pages` says."""
        self.said.lines.clear()
        document = self._laid(html)
        count = len(document.pages)
        if pages and count != pages:
            return {"pages": count, "warnings": []}, b""
        data = document.write_pdf(pdf_variant=VARIANT)
        return {"pages": count, "warnings": list(self.said.lines)}, data

    def many(self, sources, wanted):
        """Several papers as one PDF, so that their fonts are cut and embedded once; `pages` of each in their order, 0 for
        one that is left out because it has another number of pages than `wanted`."""
        self.said.lines.clear()
        laid = [self._laid(html) for html in sources]
        kept = [one for one, pages in zip(laid, wanted, strict=True) if not pages or pages == len(one.pages)]
        counts = [len(one.pages) if one in kept else 0 for one in laid]
        data = kept[0].copy([page for one in kept for page in one.pages]).write_pdf(pdf_variant=VARIANT) if kept else b""
        return {"pages": counts, "warnings": list(self.said.lines)}, data

    def _laid(self, html):
        source = self.weasyprint.HTML(string=html, base_url="app:", url_fetcher=self.fetcher)
        return source.render(stylesheets=[self.sheet], font_config=self.fonts, pdf_variant=VARIANT)


def selfcheck(engine):
    from weasyprint.text import ffi

    return {"subset": getattr(ffi, "harfbuzz_subset", None) is not None, "weasyprint": engine.weasyprint.__version__}


def main():
    inlet, outlet = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not be taken for an answer
    folder = only_our_fonts()
    engine = None
    try:
        fonts, sheet = receive(inlet)
        while True:
            job, html = receive(inlet)
            if job is None:
                return
            try:
                if engine is None:
                    limit(0, 60)
                    engine = Engine(sheet.decode(), fonts, AS_IT_IS not in sys.argv)
                limit(job["memory_mb"], job["cpu"])
                if job.get("check"):
                    send(outlet, selfcheck(engine))
                    continue
                gc.disable()
                if "many" in job:
                    answer, data = engine.many(json.loads(html), job["many"])
                else:
                    answer, data = engine.pdf(html.decode(), job.get("pages"))
                gc.enable()
                send(outlet, answer, data)
            except MemoryError:
                send(outlet, {"error": "memory"})
                return
            except BrokenPipeError:  # the server has stopped: nobody waits for the answer
                return
            except Exception as error:  # the parent turns it into a sentence
                gc.enable()
                send(outlet, {"error": f"{type(error).__name__}: {error}"[:500]})
                if engine is None or isinstance(error, (RecursionError, OSError)):
                    return
    finally:
        with contextlib.suppress(OSError):
            for path in folder.iterdir():
                path.unlink()
            folder.rmdir()


if __name__ == "__main__":
    main()
