"""预览 — one page of a file as it would be printed, as a picture beside the list; made once under the key of all it depends on."""

from dataclasses import dataclass

from casework.core import uploads
from casework.dossiers import binder
from casework.law.findings import N_

WIDE = 1000  # pixels across a page: sharp beside the list, readable when it is opened alone
FRONTS = {"cover": N_("封面"), "toc": N_("目录"), "closing": N_("备考表")}


@dataclass(frozen=True)
class Leaf:
    """Page `n` (from 1) of the item with this key, or of a front; `of`: how many it has; `number`: what is drawn on it.

    `before` and `after`: (key, n) of the page in front of it and behind it in the whole volume, or None.
    """

    key: str
    n: int
    of: int
    title: str
    number: str = ""
    before: tuple | None = None
    after: tuple | None = None
    url: str | None = None  # where the original lies

    @property
    def front(self):
        return self.key in FRONTS


def leaf(read, key, n, volume="main"):
    """The Leaf of a volume that was read: the one asked for, the nearest one where there is none, the first without a key."""
    pages = [(entry, n) for entry in read.entries for n in range(1, entry.pages + 1)]
    if not pages:
        return None
    if key in FRONTS:
        of = binder.counted(binder.alone(read, key, volume))
        n = max(1, min(n, of))
        return Leaf(key, n, of, FRONTS[key], before=(key, n - 1) if n > 1 else None, after=(key, n + 1) if n < of else None)
    mine = [at for at, (entry, _) in enumerate(pages) if entry.line.key == key] or [0]
    at = mine[max(1, min(n, len(mine))) - 1]
    entry, n = pages[at]
    near = [pages[other] if 0 <= other < len(pages) else None for other in (at - 1, at + 1)]
    before, after = [(one[0].line.key, one[1]) if one else None for one in near]
    return Leaf(entry.line.key, n, entry.pages, entry.title, entry.numbers[n - 1], before, after)


def picture(read, key, n, volume="main"):
    """The path of the page as a JPEG; None when the volume has no such page."""
    joined = binder.alone(read, key, volume)
    if not joined or not 1 <= n <= binder.counted(joined):
        return None
    return binder.drawn(joined, lambda pdf, into: uploads.page(pdf, into, n - 1, WIDE), f"{n}-{WIDE}")
