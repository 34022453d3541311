"""Parts of a bound file, each made once: kept in the instance folder under a key of everything its bytes depend on."""

import contextlib
import hashlib
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from flask import current_app

from casework.core import files
from casework.documents import FORMS, joining, render
from casework.documents.pool import RenderFailed, pool
from casework.law.findings import N_

MOST_BOUND = 20  # whole files that are kept for the next download


def folder(kind="parts") -> Path:
    return Path(current_app.instance_path) / "cache" / kind


def kept(key, make, kind="parts", ending="pdf") -> Path:
    """The file of this key, written by `make(path)` when it is not there; readable by the program only."""
    path = folder(kind) / key[:2] / f"{key}.{ending}"
    if not path.exists():
        with new(path) as name:
            make(name)
    return path


@contextlib.contextmanager
def new(path):
    """A file to write beside `path`, which it becomes when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    os.close(descriptor)
    try:
        yield Path(name)
        os.replace(name, path)
    finally:
        Path(name).unlink(missing_ok=True)


def page(template, **values) -> Path:
    """A page that is no form: cover, index, closing sheet, slip."""
    source = render.page(template, **values)
    return kept(render.key(source), lambda path: path.write_bytes(pool().pdf(source)[0]))


def paper(code, facts, *, draft=False) -> Path:
    """A form from its facts."""
    form = FORMS[code]
    source, _ = render.html(form, facts, draft=draft)
    return kept(render.key(source), lambda path: path.write_bytes(render.pdf(form, facts, draft=draft)[0]))


@dataclass(frozen=True)
class Piece:
    """Where a paper lies: alone in its file (`only` is None) or on these pages of a file made for several at once."""

    data: Path
    only: tuple | None
    pages: int


def silent(n, of):
    """Nobody wants to know how far it is."""


def pieces(wanted, told=silent):
    """A Piece for each (code, facts, draft): from the cache, or made now. Many at once are laid out one by one and written
    together, because cutting the fonts anew for each paper costs more than its layout. told(n, of): how far it is."""
    wanted = [(code, facts, draft, _key(code, facts, draft)) for code, facts, draft in wanted]
    found = {key: _found(key) for *_, key in wanted}
    lacking = {key: (code, facts, draft) for code, facts, draft, key in wanted if not found[key]}
    if len(lacking) >= FEW:
        _together(lacking, lambda n, of: told(len(wanted) - of + n, len(wanted)))
    for key, (code, facts, draft) in lacking.items():
        found[key] = _found(key) or _alone(paper(code, facts, draft=draft))
    return [found[key] for *_, key in wanted]


def lacking(wanted):
    """How many of these (code, facts, draft) are still to be laid out."""
    return sum(_found(_key(*one)) is None for one in wanted)


FEW, TOGETHER = 4, 32  # papers for which one file pays; papers in one file


def _key(code, facts, draft):
    """The same as of its page, without making the page again in a process that made it once."""
    known = (render.digest(code, FORMS[code].edition, facts), draft)
    if known not in _keys:
        if len(_keys) > 5_000:
            _keys.clear()
        _keys[known] = render.key(render.html(FORMS[code], facts, draft=draft)[0])
    return _keys[known]


_keys = {}


def _alone(path):
    return Piece(path, None, joining.pages(path))


def _found(key):
    """The Piece of this key, or None."""
    path = folder() / key[:2] / f"{key}.pdf"
    if path.exists():
        return _alone(path)
    try:
        whole, first, pages = (path.with_suffix(".in")).read_text().split()
    except OSError:
        return None
    whole = folder() / whole[:2] / f"{whole}.pdf"
    return Piece(whole, tuple(range(int(first), int(first) + int(pages))), int(pages)) if whole.exists() else None


def _together(lacking, told):
    """Files of up to TOGETHER papers, two at a time, each with a note beside where the single one would lie. What cannot be made
    so is left to be made alone, where the complaint names the paper."""
    papers = [(key, *render.html(FORMS[code], facts, draft=draft)) for key, (code, facts, draft) in lacking.items()]
    size = min(TOGETHER, -(-len(papers) // 2))
    place = folder()

    def make(some):
        with contextlib.suppress(RenderFailed):
            data, counts = pool().many([source for _, source, _ in some], [pages for *_, pages in some])
            whole, first = hashlib.sha256(" ".join(key for key, *_ in some).encode()).hexdigest(), 0
            with new(place / whole[:2] / f"{whole}.pdf") as path:
                path.write_bytes(data)
            for (key, *_), pages in zip(some, counts, strict=True):
                if pages:
                    with new(place / key[:2] / f"{key}.in") as path:
                        path.write_text(f"{whole} {first} {pages}")
                first += pages

    told(0, len(papers))
    with ThreadPoolExecutor(2) as hands:
        for n, _ in enumerate(hands.map(make, [papers[at:at + size] for at in range(0, len(papers), size)]), 1):
            told(min(n * size, len(papers)), len(papers))


def leaves(form, facts, told=silent):
    """[Piece] of a roster of any length: LEAVES pages each, laid out two at a time, so that no process meets its limits. told(n, of):
    how many of its pages are there."""
    place = folder()
    for shrink in range(6):
        pages = len(form.layout(facts, shrink)["sheets"])
        cuts = [(at, min(at + LEAVES, pages)) for at in range(0, pages, LEAVES)]
        with ThreadPoolExecutor(2) as hands:
            made = []
            told(0, pages)
            for leaf in hands.map(lambda cut: _leaf(place, *cut), [render.html(form, facts, shrink=shrink, leaves=c) for c in cuts]):
                made.append(leaf)
                told(cuts[len(made) - 1][1], pages)
        if all(made):
            return made
    raise RenderFailed(N_("花名册分页失败：标题栏或单元格内容过长，请缩短后再打印"))


LEAVES = 40  # even: a piece begins on a front


def _leaf(place, source, pages):
    """The Piece of these pages; None when the layout has another number of them."""
    key = render.key(source)
    path = place / key[:2] / f"{key}.pdf"
    if not path.exists():
        data, _ = pool().pdf(source, pages)
        if data is None:
            return None
        with new(path) as name:
            name.write_bytes(data)
    return Piece(path, None, pages)


def papers(printed, told=silent):
    """Pieces of issued papers: as kept, or made from their frozen facts (the bytes of the job that is still to come)."""
    made = iter(pieces([(p.code, p.facts, False) for p in printed if not p.sha256], told))
    return [Piece(files.path(p.sha256), None, p.pages) if p.sha256 else next(made) for p in printed]


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
