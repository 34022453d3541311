"""The day strip of a clock: where each day is drawn, and its week table. Geometry only; words and colours are the page's."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

WIDTH = 930  # units of the drawing; a clock of 60 working days fills it
NARROWEST, WIDEST = 10, 40  # units for a day
CLASSES = {  # kind of day -> class in app.css
    "event": "event",
    "counted": "on",
    "make-up": "add",
    "weekend": "off",
    "holiday": "hol",
    "suspended": "pause",
    "rolled": "roll",
}


@dataclass(frozen=True)
class Mark:
    """A line through the strip: the start, today or the last day. `anchor` keeps its word inside the drawing."""

    what: str
    x: int
    anchor: str
    on: date
    n: int | None


@dataclass(frozen=True)
class Cell:
    """One day of the week table; `n` is the running count, None on a day that is not counted."""

    on: date
    css: str
    kind: str
    n: int | None


def strip(days, today):
    """The drawing of these days (law.terms.Day, in order) as seen on `today`.

    Returns width, pitch, days [(x, css, off)], months [(x, first day)], marks, weeks [(monday, seven cells or None)]
    and counts {css: number of days}, or None when there is nothing to draw.
    """
    if not days:
        return None
    pitch = min(WIDEST, max(NARROWEST, WIDTH // len(days)))
    last = len(days) - 1
    cells = [Cell(d.date, _css(d, today, i == last), d.kind, d.n) for i, d in enumerate(days)]
    drawn = [{"x": i * pitch, "css": c.css, "low": c.kind in ("weekend", "holiday")} for i, c in enumerate(cells)]
    return {
        "width": max(WIDTH, len(days) * pitch + 2),
        "pitch": pitch,
        "days": drawn,
        "months": _months(cells, pitch),
        "marks": _marks(cells, pitch, today),
        "weeks": _weeks(cells),
        "counts": _counts(cells),
    }


def _css(day, today, last):
    css = CLASSES[day.kind]
    if css in ("on", "add") and day.date > today:
        css = "left" if css == "on" else "add left"
    return f"{css} due" if last else css


def _months(cells, pitch):
    """The name of a month over its first drawn day; a stub of fewer than four days before the next has no room."""
    firsts = [next(group) for _, group in groupby(enumerate(cells), key=lambda pair: (pair[1].on.year, pair[1].on.month))]
    after = [i for i, _ in firsts[1:]] + [10**6]
    return [{"x": i * pitch, "on": c.on} for (i, c), then in zip(firsts, after, strict=True) if (then - i) * pitch >= 34]


def _marks(cells, pitch, today):
    right = (len(cells) - 1) * pitch
    marks = [Mark("start", 0, "start", cells[0].on, None)]
    if cells[0].on < today < cells[-1].on:
        x = (today - cells[0].on).days * pitch
        anchor = "start" if x < 60 else "end" if x > WIDTH - 60 else "middle"
        n = max((c.n or 0 for c in cells if c.on <= today), default=0)
        marks.append(Mark("today", x + pitch - 1, anchor, today, n))
    marks.append(Mark("due", right + pitch - 1, "end", cells[-1].on, cells[-1].n))
    return marks


def _weeks(cells):
    by_day = {c.on: c for c in cells}
    monday = cells[0].on - timedelta(cells[0].on.weekday())
    weeks = []
    while monday <= cells[-1].on:
        weeks.append((monday, [by_day.get(monday + timedelta(i)) for i in range(7)]))
        monday += timedelta(7)
    return weeks


def _counts(cells):
    counts = {}
    for cell in cells:
        css = cell.css.removesuffix(" due")
        counts[css] = counts.get(css, 0) + 1
    return counts
