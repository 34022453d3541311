"""Parts of a bound file, each made once: kept in the instance folder under a key of everything its bytes depend on."""

import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from flask import current_app

from casework.core import files
from casework.documents import FORMS, render
from casework.documents.pool import pool

MOST_BOUND = 20  # whole files that are kept for the next download


def folder(kind="parts") -> Path:
    return Path(current_app.instance_path) / "cache" / kind


def kept(key, make, kind="parts") -> Path:
    """The file of this key, written by `make(path)` when it is not there; readable by the program only."""
    path = folder(kind) / key[:2] / f"{key}.pdf"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, name = tempfile.mkstemp(dir=path.parent)
        os.close(descriptor)
        try:
            make(Path(name))
            os.replace(name, path)
        finally:
            Path(name).unlink(missing_ok=True)
    return path


def page(template, **values) -> Path:
    """A page that is no form: cover, index, closing sheet, slip."""
    source = render.page(template, **values)
    return kept(render.key(source), lambda path: path.write_bytes(pool().pdf(source)[0]))


def paper(code, facts, *, draft=False) -> Path:
    """A form from its facts."""
    form = FORMS[code]
    source, _ = render.html(form, facts, draft=draft)
    return kept(render.key(source), lambda path: path.write_bytes(render.pdf(form, facts, draft=draft)[0]))


def papers(printed):
    """Paths of issued papers: as kept, or made from their frozen facts (the bytes of the job that is still to come)."""
    wanted = [(p.code, p.facts) for p in printed if not p.sha256]
    app = current_app._get_current_object()

    def make(one):
        with app.app_context():
            return paper(*one)

    with ThreadPoolExecutor(2) as hands:
        made = iter(list(hands.map(make, wanted)))
    return [files.path(p.sha256) if p.sha256 else next(made) for p in printed]


def figures() -> Path:
    """A page with our figures on it: its embedded font is the one that all page numbers share."""
    html = "<!doctype html><html lang=zh-CN><title>0</title><p style='font-family:Num'>0123456789-"
    return kept(render.key(html), lambda path: path.write_bytes(pool().pdf(html)[0]))


def bound(key, make) -> Path:
    """A whole file under the key of its parts; only the last few are kept."""
    path = kept(key, make, "bound")
    old = sorted(folder("bound").glob("*/*.pdf"), key=lambda file: file.stat().st_mtime, reverse=True)[MOST_BOUND:]
    for file in old:
        file.unlink(missing_ok=True)
    return path
