"""What stands on a person's desk: read from what every feature publishes, counted and cut into pages."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from casework.accounts import queries as accounts
from casework.core import calendar, clock, slips
from casework.core.words import say

PAGE = 20
COLOURS = (slips.OVERDUE, slips.DUE, slips.OPEN, slips.PAUSED)


@dataclass(frozen=True)
class Desk:
    """`slips`: what was asked for, in order; `counts`: colour -> how many of all; `approvals`: words -> (how many, how many of
    them overdue)."""

    on: date
    slips: list
    counts: Counter
    approvals: dict
    page: int = 1

    @property
    def shown(self):
        return self.slips[(self.page - 1) * PAGE:self.page * PAGE]

    @property
    def first(self):
        return (self.page - 1) * PAGE + 1

    @property
    def pages(self):
        return max(1, -(-len(self.slips) // PAGE))


def day(user, on=None):
    """The local date (today when None) with the limits of the person's county."""
    on = on or clock.today()
    profile = accounts.profile(user.home, on) if user.home else accounts.Profile()
    return slips.Day(on, profile.amber_days, profile.amber_share)


def desk(user, today, colour=None, what=None, page=1):
    """The desk on a slips.Day. `colour`: only these; `what`: only decisions called so."""
    every = slips.asked(user, today)
    approvals = {}
    for slip in every:
        if slip.approval:
            n, late = approvals.get(slip.what, (0, 0))
            approvals[slip.what] = n + 1, late + (slip.colour == slips.OVERDUE)
    counts = Counter(slip.colour for slip in every)
    if colour in COLOURS:
        every = [slip for slip in every if slip.colour == colour]
    if what in approvals:
        every = [slip for slip in every if slip.approval and slip.what == what]
    last = max(1, -(-len(every) // PAGE))
    return Desk(today.on, every, counts, approvals, min(max(page, 1), last))


def lines(user, today):
    """What the panel 今天 says: [(words, text, url)]."""
    return [line for source in slips.TODAY for line in source(user, today)]


def workday_of_year(on):
    """本年第几个工作日."""
    return calendar.calendar().workdays(date(on.year, 1, 1) - timedelta(days=1), on)


def as_json(user):
    """{"overdue": [item], "due": [item], "open": [item]}: past their day, near it, and the rest."""
    answer = {"overdue": [], "due": [], "open": []}
    for slip in slips.asked(user, day(user)):
        key = {slips.OVERDUE: "overdue", slips.DUE: "due"}.get(slip.colour, "open")
        answer[key].append({"matter": slip.matter, "label": say(slip.what),
                            "due": slip.due_on.isoformat() if slip.due_on else None, "colour": slip.colour})
    return answer
