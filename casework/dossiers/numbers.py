"""补印页的编号 — page numbers of a file into which something was put after it was printed. Pure: numbers in, numbers out.

Printed pages keep their numbers. What is put between page 61 and page 62 becomes 61-1, 61-2 …; what is put at the end
counts on. Between 61-1 and 61-2 it becomes 61-1-1. In front of the first page there is no number, so it goes behind it.
"""


def read(number):
    """61-4 -> (61, 4), which sorts as the pages lie."""
    return tuple(int(part) for part in number.split("-"))


def write(number):
    return "-".join(map(str, number))


def run(first, count):
    """`count` numbers from `first` on: ("61-1", 3) -> 61-1, 61-2, 61-3."""
    *head, last = read(first)
    return tuple(write((*head, last + n)) for n in range(count))


def between(before, after, count):
    """`count` numbers behind `before` and in front of `after` (None: the end); None when there are none."""
    if after is None:
        return run(write((before[0] + 1,)), count)
    if len(before) > 1 and (*before[:-1], before[-1] + count) < after:
        return run(write((*before[:-1], before[-1] + 1)), count)
    if after[:len(before)] == before:
        return None
    return run(write((*before, 1)), count)


def settled(things):
    """The things in the order in which they can be numbered. Each has `.fixed`, the numbers it was printed with, or ()."""
    if not any(thing.fixed for thing in things):
        return list(things)
    made, waiting, last = [], [], None
    for thing in things:
        if not thing.fixed:
            waiting.append(thing)
            continue
        if waiting and last and between(read(last), read(thing.fixed[0]), 1):
            made, waiting = made + waiting, []
        made.append(thing)
        last = thing.fixed[-1]
    return made + waiting


def numbered(things, count):
    """[numbers of each thing], in the order of `settled`; `count(thing)` says how many a new one needs."""
    answer, last, at = [], None, 0
    things = list(things)
    while at < len(things):
        if things[at].fixed:
            answer.append(things[at].fixed)
            last, at = read(things[at].fixed[-1]), at + 1
            continue
        end = next((n for n in range(at, len(things)) if things[n].fixed), len(things))
        fresh = things[at:end]
        after = read(things[end].fixed[0]) if end < len(things) else None
        need = sum(count(thing) for thing in fresh)
        given = run("1", need) if last is None else between(last, after, need)
        for thing in fresh:
            answer.append(given[:count(thing)])
            given = given[count(thing):]
        at = end
        last = read(answer[-1][-1])
    return answer
