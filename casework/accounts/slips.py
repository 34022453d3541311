"""What of accounts stands on a desk: looks from outside that wait for a word."""

from flask import url_for

from casework.accounts import absences, queries
from casework.accounts.absences import AWAYS
from casework.accounts.models import Glass
from casework.core import slips
from casework.core.permissions import P, may
from casework.core.slips import Slip
from casework.core.words import say
from casework.extensions import db
from casework.law.findings import N_, Message


def glasses(user, day):
    if not may(user, P.GLASS_REVIEW):
        return []
    rows = db.session.execute(queries.to_review(user).where(Glass.verdict.is_(None)))
    return [Slip(N_("复核辖区外的查看"), row.number, row.name, None, None, "accounts.glasses", row.id, approval=True) for row in rows]


def away(user, day):
    """Who of the office is not there today, and who stands in."""
    told = []
    for one in absences.away_today(user, day.on):
        facts = {"who": one.user.name, "why": Message(AWAYS[one.kind])}
        words = (Message(N_("{who}（{why}），由 {stand_in} 代"), stand_in=one.stand_in.name, **facts) if one.stand_in
                 else Message(N_("{who}（{why}）"), **facts))
        told.append((N_("今天不在岗"), say(words), url_for("accounts.absences_month")))
    return told


slips.SOURCES.append(glasses)
slips.TODAY.append(away)
