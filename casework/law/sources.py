"""The texts in force. A rule points at an article through cite(); a text not listed here is an error at import."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Text(NamedTuple):
    """Since when the wording we rely on is in force, and the number under which it was issued (None: not yet read)."""

    in_force: date
    number: str | None


TEXTS = {
    "民法典": Text(date(2021, 1, 1), None),
    "民事诉讼法": Text(date(2024, 1, 1), None),
    "行政处罚法": Text(date(2021, 7, 15), None),
    "社会保险法": Text(date(2018, 12, 29), None),
    "全国年节及纪念日放假办法": Text(date(2025, 1, 1), "国务院令第795号"),
    "劳动保障监察条例": Text(date(2004, 12, 1), "国务院令第423号"),
    "保障农民工工资支付条例": Text(date(2020, 5, 1), "国务院令第724号"),
    "浙江省劳动保障监察条例": Text(date(2020, 9, 24), "浙江省人大常委会"),
    "支付结算办法": Text(date(1997, 12, 1), None),
}


@dataclass(frozen=True)
class Citation:
    """An article, 《劳动保障监察条例》第17条; a notice has no articles and is named by its number instead."""

    text: str
    article: int | None = None
    paragraph: int | None = None
    item: int | None = None
    number: str | None = None

    def __str__(self):
        parts = ((self.article, "条"), (self.paragraph, "款"), (self.item, "项"))
        where = "".join(f"第{n}{word}" for n, word in parts if n)
        return f"《{self.text}》{where}" + (f"（{self.number}）" if self.number else "")


def cite(text, article, paragraph=None, item=None):
    """The citation of 第…条 (第…款, 第…项) of a text in force; KeyError for a text that is not in TEXTS."""
    TEXTS[text]
    return Citation(text, article, paragraph, item)
