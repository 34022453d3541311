"""What of wage-arrears cases stands on a desk: clocks of one's own cases, promised payments to look after, and decisions."""

import sqlalchemy as sa
from flask import url_for

from casework.accounts import queries as accounts
from casework.accounts.models import Area
from casework.arrears.models import DIRECT, Case, CaseOfficer, State
from casework.core import deadlines, recent, slips
from casework.core.deadlines import Deadline
from casework.core.permissions import P, may
from casework.core.slips import Slip
from casework.extensions import db
from casework.law import inspection
from casework.law.findings import N_
from casework.parties.models import Employer, Worker

HERE = "arrears.show"
# what waits for a decision -> who decides, on which cases
DECISIONS = {
    N_("作出受理决定"): (P.CASE_ACCEPT, sa.and_(Case.state == State.REGISTERED, Case.channel.not_in(DIRECT))),
    N_("立案审批"): (P.CASE_FILE, sa.or_(Case.state == State.ACCEPTED,
                                     sa.and_(Case.state == State.REGISTERED, Case.channel.in_(DIRECT)))),
    N_("结案审批"): (P.CASE_CLOSE, Case.state.in_((State.SETTLED, State.WITHDRAWN))),
}  # fmt: skip


def _cases(user, permission, *conditions):
    return (
        db.select(Case.id, Case.number, Employer.name.label("employer"), Worker.name.label("worker"))
        .join(Area, Area.id == Case.area_id).join(Employer, Employer.id == Case.employer_id)
        .outerjoin(Worker, Worker.id == Case.complainant_id).where(accounts.within(user, permission), *conditions)
    )


def _mine(user):
    return Case.id.in_(db.select(CaseOfficer.case_id).where(CaseOfficer.user_id == user.id))


def _who(row):
    return f"{row.employer} / {row.worker}" if row.worker else row.employer


def clocks(user, day):
    """Running clocks of cases in which the person is an officer."""
    return [
        Slip(deadlines.TERMS[row.code].label, row.number, _who(row), row.due_on,
             day.clock(row.code, row.due_on, row.extra_days, row.paused), HERE, row.id)
        for row in slips.running(_cases(user, P.CASE_VIEW, _mine(user)))
    ]


def promises(user, day):
    """Settled cases of the person whose agreed day of payment is to be looked after."""
    rows = _cases(user, P.CASE_VIEW, _mine(user), Case.state == State.SETTLED, Case.performance == "promised",
                  Case.pay_by_on.is_not(None)).add_columns(Case.pay_by_on)
    return [Slip(N_("核对约定的付款"), row.number, _who(row), row.pay_by_on, day.until(row.pay_by_on), "arrears.payments", row.id)
            for row in db.session.execute(rows)]


def decisions(user, day):
    """What waits for this person's decision; the one who proposes does not approve (lifecycle.other_hand)."""
    asked = [
        _cases(user, permission, condition, ~_mine(user), Case.registered_by_id != user.id).add_columns(sa.literal(words).label("what"))
        for words, (permission, condition) in DECISIONS.items() if may(user, permission)
    ]
    if not asked:
        return []
    of = sa.union_all(*asked).subquery()
    running = sa.and_(Deadline.matter_id == of.c.id, Deadline.code == inspection.ACCEPTANCE.code, Deadline.met_on.is_(None))
    rows = db.session.execute(db.select(of, Deadline.code, Deadline.due_on, Deadline.extra_days).outerjoin(Deadline, running))
    return [
        Slip(row.what, row.number, _who(row), row.due_on, day.clock(row.code, row.due_on, row.extra_days) if row.code else None,
             HERE, row.id, approval=True)
        for row in rows
    ]


def received(user, day):
    """How many complaints came in today, in the areas of those who read cases."""
    if not may(user, P.CASE_VIEW):
        return []
    n = db.session.scalar(db.select(sa.func.count(Case.id)).join(Area, Area.id == Case.area_id)
                          .where(accounts.within(user, P.CASE_VIEW), Case.received_on == day.on))
    return [(N_("今天收到的投诉"), str(n), url_for("arrears.index", **{"from": day.on.isoformat()}))]


def titles(ids, user):
    """Cases that were opened lately: employer and number."""
    return {row.id: (row.employer, row.number) for row in db.session.execute(_cases(user, P.CASE_VIEW, Case.id.in_(ids)))}


slips.SOURCES += [clocks, promises, decisions]
slips.TODAY.append(received)
recent.KINDS[HERE] = ("Case", titles)
