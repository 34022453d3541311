"""字库检查 — before a paper takes its number, every character of its facts is looked up in the faces of the style sheet.

A character must be in each row of faces (title, song, fang, hei, kai), because the template decides which one prints it.
"""

import unicodedata
from functools import cache

from casework.core.errors import Refused
from casework.documents import faces
from casework.law.findings import N_, Message

UNSEEN = {"Cc", "Cf", "Zl", "Zp", "Zs"}  # blanks and controls: nothing is drawn
PLACES = {  # what people call the parts of the facts
    "complainant": N_("投诉人"), "employer": N_("用人单位"), "representatives": N_("代表人"), "officers": N_("承办人"),
    "receiver": N_("接待人"), "paper": N_("文书抬头"), "story": N_("事实经过"), "evidence": N_("证据名称"), "items": N_("材料清单"),
    "rows": N_("花名册"), "reason": N_("理由"), "to": N_("收件人"), "parts": N_("记录内容"), "heading": N_("表头"),
}


@cache
def printable():
    """Code points that every row of faces can print, read from the style sheet and the fonts once in a process."""
    return frozenset(set.intersection(*faces.rows()))


def lacking(text):
    """Characters of a text that would be a box on paper, in their order."""
    return [c for c in dict.fromkeys(text) if ord(c) not in printable() and unicodedata.category(c) not in UNSEEN and not _selects(c)]


def _selects(c):
    return 0xFE00 <= ord(c) <= 0xFE0F or 0xE0100 <= ord(c) <= 0xE01EF


def stop(facts):
    """Refused with the place, the person and the character, when a character of the facts is in no font."""
    for place, text in _texts(facts, ()):
        if found := lacking(text):
            named = "、".join(f"{c}（U+{ord(c):04X}）" for c in found)
            at = text.index(found[0])
            raise Refused(Message(N_("{place}“{text}”中有字库没有的字：{characters}。没有取号，请核对这个字后再打印"),
                                  place=_named(place), text=text[max(0, at - 8):at + 9], characters=named))


def _texts(value, place):
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _texts(one, (*place, key))
    elif isinstance(value, list):
        for n, one in enumerate(value, 1):
            yield from _texts(one, (*place, n))


def _named(place):
    known, row = PLACES.get(place[0]), next((part for part in place if isinstance(part, int)), None)
    if known and row:
        return Message(N_("{place}第 {n} 项"), place=Message(known), n=row)
    return Message(known or N_("填写的内容"))
