"""What an event does to the spans of an employment, on plain values: typing and imports share it.

A span has a first and a last day, both inclusive; the last one is open. Knows neither session nor law.
"""

from datetime import timedelta

SPANNED = ("kind", "start_on", "end_on", "post", "work_place", "wage_kind", "wage_fen", "user_employer_id")
WHO = ("employer_id", "worker_id", "area_id")
ONE_DAY = timedelta(days=1)


def picture(values, from_on, to_on=None, suspended=False):
    """One span of an employment with these values from a day on."""
    return {"from_on": from_on, "to_on": to_on, "suspended": suspended,
            **{key: values.get(key) for key in (*WHO, *SPANNED)}}


def first(values):
    """The spans of a new employment: days worked before the term began had nothing in writing (劳动合同法第10条)."""
    hired, start, ended = values["hired_on"], values.get("start_on"), values.get("ended_on")
    if start and hired < start and not (ended and ended < start):
        bare = {**values, "kind": None, "start_on": None, "end_on": None}
        return [picture(bare, hired, start - ONE_DAY), picture(values, start, ended)]
    return [picture(values, hired, ended)]


def cut(last, values, on, suspended=False):
    """(last day of the open span, the span that follows) when the values change on a day.

    The last day is None when the open span began on that very day: then the new one takes its place.
    """
    closed = on - ONE_DAY if on > last["from_on"] else None
    return closed, picture(values, max(on, last["from_on"]), None, suspended)
