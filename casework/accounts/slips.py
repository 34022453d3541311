"""What of accounts stands on a desk: looks from outside that wait for a word."""

from casework.accounts import queries
from casework.accounts.models import Glass
from casework.core import slips
from casework.core.permissions import P, may
from casework.core.slips import Slip
from casework.extensions import db
from casework.law.findings import N_


def glasses(user, day):
    if not may(user, P.GLASS_REVIEW):
        return []
    rows = db.session.execute(queries.to_review(user).where(Glass.verdict.is_(None)))
    return [Slip(N_("复核辖区外查看"), row.number, row.name, None, None, "accounts.glasses", row.id, approval=True) for row in rows]


slips.SOURCES.append(glasses)
