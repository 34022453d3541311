"""集体合同 on the desk: to be checked within the fifteen days, to be confirmed as in force, to be published; and opened lately."""

import sqlalchemy as sa

from casework.collective import lists
from casework.collective.models import Collective
from casework.collective.words import State
from casework.core import recent, slips
from casework.core.deadlines import TERMS, Deadline
from casework.core.permissions import P, may
from casework.core.slips import Slip
from casework.extensions import db
from casework.law import collective as law
from casework.law.findings import N_

HERE = "collective.show"


def clocks(user, day):
    """Running clocks of contracts that the person looks after. One that was cleared waits for nobody until its days are over."""
    running = db.session.execute(
        lists.rows(user).add_columns(Deadline.code.label("clock"), Deadline.due_on.label("until"), Deadline.extra_days)
        .join(Deadline, sa.and_(Deadline.matter_id == Collective.id, Deadline.met_on.is_(None)))
        .where(Collective.lead_id == user.id))
    found = []
    for row in running:
        over = row.clock == law.EFFECT.code and row.until < day.on
        if row.state == State.CLEARED and not over:
            continue
        what = N_("确认集体合同生效") if over else TERMS[row.clock].label
        found.append(Slip(what, row.number, row.employers_name, row.until, day.clock(row.clock, row.until, row.extra_days), HERE, row.id))
    return found


def decisions(user, day):
    """What waits for the decision of those who may object."""
    if not may(user, P.COLLECTIVE_DECIDE):
        return []
    rows = db.session.execute(
        lists.rows(user, P.COLLECTIVE_DECIDE).add_columns(Deadline.due_on.label("until"), Deadline.extra_days)
        .join(Deadline, sa.and_(Deadline.matter_id == Collective.id, Deadline.code == law.EFFECT.code, Deadline.met_on.is_(None)))
        .where(Collective.state == State.REGISTERED, Deadline.due_on >= day.on,
               sa.or_(Collective.lead_id.is_(None), Collective.lead_id != user.id)))
    return [Slip(N_("集体合同审查"), row.number, row.employers_name, row.until, day.clock(law.EFFECT.code, row.until, row.extra_days), HERE,
                 row.id, approval=True) for row in rows]


def titles(ids, user):
    rows = db.session.execute(lists.rows(user).where(Collective.id.in_(ids)))
    return {row.id: (row.title, row.number) for row in rows}


slips.SOURCES += [clocks, decisions]
recent.KINDS[HERE] = ("Collective", titles)
