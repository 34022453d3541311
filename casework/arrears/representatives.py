"""推选代表 — those whom the claimants of a case have elected to speak for them. They may; nobody must.

How many the law allows is an opinion beside the names, never a wall: the inspection knows five at most, arbitration three to five.
"""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, joinedload, mapped_column

from casework.arrears import queries
from casework.arrears.actions import open_to
from casework.core import clock
from casework.core.actions import action
from casework.core.base import Record, related
from casework.core.errors import Refused
from casework.extensions import db
from casework.law import disputes, inspection
from casework.law.findings import N_, Finding, Message


class Representative(Record, db.Model):
    """A claimant elected on a local date; `ended_on`: no longer."""

    __tablename__ = "case_representative"

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("arrears_case.id"), index=True)
    worker_id: Mapped[int] = mapped_column(sa.ForeignKey("worker.id"), index=True)
    elected_on: Mapped[date]
    ended_on: Mapped[date | None]

    worker = related("Worker")

    __table_args__ = (
        sa.UniqueConstraint("case_id", "worker_id", "elected_on"),
        sa.CheckConstraint("ended_on IS NULL OR ended_on >= elected_on", name="ended_after_elected"),
    )


def of(case):
    """Those who represent now, in the order of election."""
    return db.session.scalars(
        db.select(Representative).where(Representative.case_id == case.id, Representative.ended_on.is_(None))
        .options(joinedload(Representative.worker)).order_by(Representative.elected_on, Representative.id)).all()


@action("arrears.elect")
def elect(*, case, workers, by, on=None):
    """These claimants (ids) represent the others from a local date; who is not named represents no longer."""
    open_to(case, by)
    on = on or clock.today()
    if on > clock.today():
        raise Refused(N_("日期不能晚于今天"), field="on")
    wanted = set(workers)
    if not wanted <= {worker.id for worker in queries.claimants(case)}:
        raise Refused(N_("代表须是本案的劳动者"), field="workers")
    now = {one.worker_id: one for one in of(case)}
    for worker_id, one in now.items():
        if worker_id not in wanted:
            one.ended_on = max(on, one.elected_on)
    same_day = db.session.scalars(db.select(Representative).where(Representative.case_id == case.id, Representative.elected_on == on))
    again = {one.worker_id: one for one in same_day}
    for worker_id in workers:
        if worker_id in now:
            continue
        if worker_id in again:
            again[worker_id].ended_on = None
        else:
            db.session.add(Representative(case_id=case.id, worker_id=worker_id, elected_on=on))
    return case


def findings(case, count, workers):
    """What the law says of `count` representatives of `workers` claimants; nothing when nobody was elected."""
    if not count:
        return []
    found = []
    if not inspection.representatives_fit(count):
        most = Message(N_("推选代表 {n} 人：集体投诉推选的代表最多不超过 {most} 人"), n=count, most=inspection.REPRESENTATIVES)
        found.append(Finding("LI-05", most, inspection.representatives_fit.clause.basis, "warn", "representatives"))
    if workers >= disputes.GROUP and not disputes.group_representatives_fit(count):
        few = Message(N_("推选代表 {n} 人：申请仲裁的，十人以上集体争议推举三至五名代表"), n=count)
        found.append(Finding("MA-33", few, disputes.group_representatives_fit.clause.basis, "info", "representatives"))
    return found
