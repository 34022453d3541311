"""100,000 deadlines, beside the same days found one by one. Prints JSON: CPU seconds."""

import json
import time
from datetime import date, timedelta

from casework.law.sources import cite
from casework.law.tables import seed
from casework.law.terms import Term, Unit, later

N, NAIVE = 100_000, 5_000
TERMS = [
    Term("B", "期限", count, unit, (cite("民法典", 201),))
    for count, unit in ((60, Unit.WORKING), (5, Unit.WORKING), (15, Unit.CALENDAR), (3, Unit.MONTH))
]
FIRST = date(2008, 1, 2)


def cases(n):
    for i in range(n):
        start = FIRST + timedelta(days=i * 7 % 6500)
        pause = start + timedelta(days=3)
        yield TERMS[i % 4], start, ((pause, pause + timedelta(days=6)),) if i % 10 == 0 else ()


def naive(term, start, calendar, suspended):
    """Day by day, asking the calendar of each."""
    total = term.count if term.unit in {"working", "calendar"} else (later(start, term.count) - start).days
    day, n = start, 0
    while n < total:
        day += timedelta(days=1)
        worked = term.unit != "working" or calendar.is_workday(day)
        n += worked and not any(first <= day <= last for first, last in suspended)
    while not calendar.is_workday(day):
        day += timedelta(days=1)
    return day


def main():
    calendar = seed().calendar
    begun = time.process_time()
    ours = [term.due(start, calendar, suspended).on for term, start, suspended in cases(N)]
    seconds = time.process_time() - begun
    begun = time.process_time()
    theirs = [naive(term, start, calendar, suspended) for term, start, suspended in cases(NAIVE)]
    slow = (time.process_time() - begun) * N / NAIVE
    print(json.dumps({
        "deadlines": N, "seconds": round(seconds, 3), "naive_seconds": round(slow, 3), "ratio": round(slow / seconds, 1),
        "equal": ours[:NAIVE] == theirs,
    }))  # fmt: skip


if __name__ == "__main__":
    main()
