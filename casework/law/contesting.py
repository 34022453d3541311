"""对方的期限 — when an act that was served can no longer be contested: review within 60 days, suit within 6 months, or 15 days after
a decision on review (行政复议法第20条；行政诉讼法第45条、第46条). Rights of the party, not duties of the office."""

from dataclasses import dataclass
from datetime import date, timedelta

from casework.law.clauses import clause
from casework.law.inspection_clocks import RECONSIDERATION, SUIT, SUIT_AFTER
from casework.law.sources import cite

REVIEW, COURT = "review", "court"
UPHELD, CHANGED, DROPPED = "upheld", "changed", "dropped"
RUNNING, PENDING, GONE, FINAL = "running", "pending", "gone", "final"


@dataclass(frozen=True)
class Lodged:
    """What the other side did: step (REVIEW, COURT) on a day. outcome: UPHELD, CHANGED or DROPPED (withdrawn, not accepted); `ended_on`:
    the day on which the party got the decision on review, or on which the judgment took effect. Both None while it is pending."""

    step: str
    on: date
    outcome: str | None = None
    ended_on: date | None = None


@dataclass(frozen=True)
class Standing:
    """state: RUNNING until the end of the day `until`, PENDING, GONE (changed or revoked), FINAL since `since`.
    `due`: the law.Due that runs or ran last, None where no period decides."""

    state: str
    until: date | None = None
    since: date | None = None
    due: object = None


@clause("LI-27 LI-28", *RECONSIDERATION.basis, *SUIT.basis, *SUIT_AFTER.basis, cite("行政诉讼法", 45))
def standing(served_on, lodged, calendar, on):
    """LI-27、LI-28 自知道行政行为之日起六十日内可以申请行政复议，六个月内可以直接起诉；不服复议决定的，收到决定书之日起十五日内可以起诉
    （行政复议法第20条；行政诉讼法第45条、第46条）。

    The Standing on a local date of an act that reached the party on `served_on`; lodged: [Lodged] in any order.
    """
    lodged = sorted(lodged, key=lambda one: one.on)
    if any(one.outcome is None for one in lodged):
        return Standing(PENDING)
    if any(one.outcome == CHANGED for one in lodged):
        return Standing(GONE)
    judged = [one.ended_on for one in lodged if one.step == COURT and one.outcome == UPHELD]
    if judged:
        return Standing(FINAL, since=max(judged))
    reviewed = [one.ended_on for one in lodged if one.step == REVIEW and one.outcome == UPHELD]
    due = SUIT_AFTER.due(max(reviewed), calendar) if reviewed else max(
        (term.due(served_on, calendar) for term in (RECONSIDERATION, SUIT)), key=lambda each: each.on)
    if on <= due.on:
        return Standing(RUNNING, until=due.on, due=due)
    return Standing(FINAL, since=due.on + timedelta(days=1), due=due)
