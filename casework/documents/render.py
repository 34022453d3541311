"""From frozen facts to HTML, from HTML to the same bytes every time. Knows neither the database nor any person.

The HTML is made here by Jinja (escaped, StrictUndefined); the PDF in a process of its own (pool.py).
"""

import hashlib
import json
from functools import cache
from importlib.metadata import version
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from casework.core import training
from casework.documents import faces, paging, verifying
from casework.documents.pool import RenderFailed, pool
from casework.law import amounts
from casework.law.findings import N_

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "documents"
DIGITS = "〇一二三四五六七八九"
NAME_SIZES = (("", 3.9, 1), ("long", 3.4, 2), ("xlong", 2.5, 3), ("xxlong", 1.8, 3))
TEXT_SIZES = (("", 3.4, 2), ("tight", 2.65, 3), ("xtight", 1.95, 4))


def digest(code, edition, facts):
    """SHA-256 over form, edition and facts: its first 16 digits stand on every page, because no file holds its own hash."""
    text = json.dumps([code, edition, facts], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def html(form, facts, *, draft=False, shrink=0, screen=None, leaves=None, blank=None):
    """The page of one form. `shrink` gives rosters less room (see paging); `screen`: URLs of style sheets for a preview; `leaves`: only
    these pages of a long roster, (first, after the last), of a form whose template says where they stand (_people.html); `blank`:
    what the code on a sheet says that was not issued (blanks.of)."""
    context = form.layout(facts, shrink)
    if leaves:
        context |= {"sheets": context["sheets"][slice(*leaves)], "before": leaves[0], "of": len(context["sheets"])}
    mark = digest(form.code, form.edition, facts)[:16]
    source = page(form.code, **{**facts, **context}, kind=form.page, draft=draft, mark=mark, edition=form.edition,
                  code=form.code, screen=screen or (), blank=blank)
    return source, len(context.get("sheets", ()))


def page(template, **values):
    """The HTML of a page that is no form (cover, index, slip)."""
    return training.marked(_environment().get_template(f"{template}.html").render(**values))


def pdf(form, facts, *, draft=False, using=None, blank=None):
    """(bytes of PDF/A-3u, pages). RenderFailed with a sentence when a character or a limit stands in the way."""
    for shrink in range(6):
        source, expected = html(form, facts, draft=draft, shrink=shrink, blank=blank)
        data, pages = (using or pool()).pdf(source, expected or None)
        if data:
            return data, pages
    raise RenderFailed(N_("花名册分页失败：标题栏或单元格内容过长，请缩短后再打印"))


def sample(form, *, draft=False):
    """The form with its invented facts, as bytes."""
    from casework.documents import sample_facts

    return pdf(form, sample_facts(form), draft=draft)[0]


def key(source):
    """What the bytes depend on: page, style sheet, fonts and WeasyPrint. The same key means the same bytes."""
    return hashlib.sha256(f"{_machine(faces.own_folder())}\n{source}".encode()).hexdigest()


@cache
def _machine(own):
    files = [hashlib.sha256(path.read_bytes()).hexdigest() for _, path in sorted(faces.files(own).items())]
    return "\n".join([version("weasyprint"), hashlib.sha256(faces.sheet().encode()).hexdigest(), *files])


# ---- what templates may say

def day(text, blank="　　　　年　　月　　日"):
    """2026-10-27 → 2026年10月27日; nothing yet: room to write it."""
    if not text:
        return blank
    year, month, date = text.split("-")
    return f"{year}年{int(month)}月{int(date)}日"


def numeral(n):
    """23 → 二十三, for articles of law (below 1,000)."""
    hundreds, rest = divmod(n, 100)
    tens, ones = divmod(rest, 10)
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones] if ones else "") or "零"


def written(citation):
    """A law.Citation as letters write it: 《劳动保障监察条例》第二十条第一款."""
    article = f"条之{numeral(citation.inserted)}" if citation.inserted else "条"
    places = ((citation.article, article), (citation.paragraph, "款"), (citation.item, "项"))
    name = citation.text.replace("《", "〈").replace("》", "〉")
    where = "".join(f"第{numeral(n)}{word}" for n, word in places if n)
    return f"《{name}》{where}" + (f"（{citation.number}）" if citation.number else "")


def person(name):
    """A name breaks only after its dots: 买买提·吐尔逊."""
    if not name:
        return ""
    parts = name.replace("·", "·\0").replace(" ", "\0 \0").split("\0")
    if len(parts) == 1:
        return escape(name)
    return Markup("").join(Markup('<span class="w">{}</span>').format(part) if part.strip() else part for part in parts)


def paragraphs(text):
    """What somebody typed, as paragraphs: one for each line that has something in it."""
    lines = [line.strip() for line in (text or "").splitlines()]
    return Markup("").join(Markup("<p>{}</p>").format(line) for line in lines if line)


@cache
def _environment():
    made = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
                       lstrip_blocks=True)
    made.filters.update(
        day=day, person=person, paragraphs=paragraphs, capitals=amounts.capitals,
        qr=verifying.picture, money=lambda fen: "" if fen is None else amounts.yuan(fen),
        name_class=lambda text, width: paging.name_size(text or "", width - 2, NAME_SIZES),
        text_class=lambda text, width: paging.text_size(str(text or ""), width - 2, TEXT_SIZES),
    )
    return made
