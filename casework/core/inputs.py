"""Fields made from what the law takes (law.rules.Input): typed as people type, judged by the Input itself and nothing else."""

import re

from wtforms import TextAreaField
from wtforms.widgets import DateInput

from casework.core.fields import ChoiceField, TextField, TicksField
from casework.law.findings import N_

CELL = re.compile(r"[^\s，；;、至]+")
YES_NO = {"yes": True, "no": False}
YES_NO_WORDS = {"yes": N_("是"), "no": N_("否")}
CHOOSE, UNKNOWN = N_("请选择"), N_("不清楚")
MOST = 2_000  # lines of a list


class Rows(TextAreaField):
    """A list: one entry in each line, its columns apart by a blank or a tab, as a sheet is pasted."""


class Day(TextField):
    """Typed as text in its own control, so that what is no day comes back as it was typed."""

    widget = DateInput()


class Flagged:
    """A validator that only marks the field as one to be filled: the Input says so itself."""

    field_flags = {"required": True}

    def __call__(self, form, field):
        pass


def field(inner, label, hint="", choices=None):
    """The field of an Input. `choices`: {code: words}; a code without words shows itself."""
    more = {"description": hint, "validators": [Flagged()] if inner.required else []}
    if inner.kind == "one_of":
        return ChoiceField(label, {code: (choices or {}).get(code, code) for code in inner.choices}, empty=CHOOSE, **more)
    if inner.kind == "boolean":
        return ChoiceField(label, YES_NO_WORDS, empty=CHOOSE if inner.required else UNKNOWN, **more)
    if inner.kind == "list" and inner.fields["item"].kind == "one_of":
        more["validators"] = []  # none of them is an answer too
        return TicksField(label, {code: (choices or {}).get(code, code) for code in inner.fields["item"].choices}, **more)
    if inner.kind == "list":
        return Rows(label, render_kw={"rows": 4, "autocomplete": "off"}, **more)
    if inner.kind == "day":
        return Day(label, render_kw={"autocomplete": "off"}, **more)
    mode = {"money": "decimal", "number": "decimal", "whole": "numeric"}.get(inner.kind)
    return TextField(label, render_kw={"autocomplete": "off"} | ({"inputmode": mode} if mode else {}), **more)


def value(typed, inner):
    """What was typed as the JSON value that the Input judges; None when nothing was."""
    if isinstance(typed, list):
        return typed
    if typed is None or not typed.strip():
        return None
    if inner.kind == "boolean":
        return YES_NO.get(typed, typed)
    return rows(typed, inner.fields["item"]) if inner.kind == "list" else typed.strip()


def rows(text, item):
    """Lines of a list; columns of an object by place, what is too much belongs to a first column of words."""
    found = []
    for line in text.splitlines()[:MOST]:
        cells = list(CELL.finditer(line))
        if not cells:
            continue
        if item.kind == "text":
            found.append(line.strip())
        elif item.kind != "mapping":
            found.append(" ".join(cell[0] for cell in cells))
        else:
            names = list(item.fields)
            found.append(dict(zip(names, _columns(line, cells, len(names), item.fields[names[0]].kind == "text"), strict=False)))
    return found


def _columns(line, cells, n, words_first):
    """The cells of a line for `n` columns."""
    if len(cells) > n and words_first:
        after = cells[1 - n:] if n > 1 else []
        head = line[cells[0].start(): after[0].start() if after else None]
        return [head.strip().rstrip("，；;、 \t"), *(cell[0] for cell in after)]
    texts = [cell[0] for cell in cells]
    return [*texts[: n - 1], " ".join(texts[n - 1:])] if len(texts) > n else texts


def typed(value, inner):
    """A JSON value as people would type it: the way back from `value`."""
    if value is None:
        return None
    if inner.kind == "boolean":
        return "yes" if value else "no"
    if inner.kind == "list":
        item = inner.fields["item"]
        if item.kind == "one_of":
            return list(value)
        lines = [[one.get(part) for part in item.fields] if item.kind == "mapping" else [one] for one in value]
        return "\n".join(" ".join("" if cell is None else str(cell) for cell in line).strip() for line in lines)
    return str(value)
