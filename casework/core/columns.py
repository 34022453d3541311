"""What a list is declared with: its questions, columns and views."""

from dataclasses import dataclass

from casework.core.crypto import masked
from casework.core.words import say
from casework.law.findings import N_, Message


@dataclass(frozen=True)
class Filter:
    """A question of the list. apply(select, value) -> select.

    options: code -> words (labels), or none for a text box; what only the page knows comes as Listing(offers={key: [(code,
    words)]}). kind: text, choice or day (then `value` is a date). place: bar, more (in the folded part), chip (from links only).
    say: value -> words of its chip.
    """

    label: str
    apply: object
    options: object = None
    any: str = N_("全部")
    kind: str = "text"
    place: str = "bar"
    say: object = None


def since(label, column):
    """The days from a date on (inclusive)."""
    return Filter(label, lambda select, on: select.where(column >= on), kind="day", place="more",
                  say=lambda on: Message(N_("{what} {day} 起"), what=Message(label), day=on.isoformat()))


def until(label, column):
    """The days up to a date (inclusive)."""
    return Filter(label, lambda select, on: select.where(column <= on), kind="day", place="more",
                  say=lambda on: Message(N_("{what} {day} 止"), what=Message(label), day=on.isoformat()))


@dataclass(frozen=True)
class Column:
    """kind: text, count, fen, day, moment or number (a personal number: masked on pages and in files).

    order: the key in `orders` by which its head sorts. value(row) when it is not the row's attribute of this key; labels:
    code -> words. css: tight, cut, money, num. shown: by default; the person may choose otherwise. export: False leaves the
    column out of files. link: the endpoint of the row's own page; show: “title” (whole when pointed at), “state”, “weight”.
    """

    key: str
    label: str
    css: str = "tight"
    order: str | None = None
    kind: str = "text"
    value: object = None
    labels: object = None
    shown: bool = True
    export: bool = True
    link: str | None = None
    show: str | None = None

    def plain(self, row):
        """The value for people and files: text in the reader's language, a day, a moment, or a number (money in whole fen)."""
        return self.said(self.value(row) if self.value else getattr(row, self.key))

    def said(self, value):
        if self.labels is not None and value is not None:
            return say(self.labels.get(value, value))
        if self.kind == "number":
            return masked(value)
        if self.kind in ("count", "fen", "day", "moment") and not isinstance(value, str):
            return value
        return "" if value is None else say(value)


@dataclass(frozen=True)
class View:
    """A standard view: words and the query it stands for; a value that is a function is asked of the user."""

    words: str
    query: dict
    counted: bool = True

    def of(self, user):
        return {key: value(user) if callable(value) else value for key, value in self.query.items()}
