"""Cases and half-read rosters that somebody holds, as a hand-over slip lists and moves them."""

import sqlalchemy as sa

from casework.arrears import queries
from casework.arrears.lifecycle import FLOW
from casework.arrears.models import OPEN, Case, CaseOfficer
from casework.core import clock
from casework.core.actions import action
from casework.core.deadlines import Deadline
from casework.core.errors import Refused
from casework.core.holdings import HOLDINGS, Held, Holding
from casework.core.importing import ImportBatch, Stage
from casework.core.permissions import P, may
from casework.extensions import db
from casework.law.findings import N_, Message
from casework.parties.models import Employer, Worker


def held_cases(user):
    """Open cases in which the person is an officer, with the next day that is due."""
    due = (db.select(sa.func.min(Deadline.due_on)).where(Deadline.matter_id == Case.id, Deadline.met_on.is_(None)).scalar_subquery())
    rows = db.session.execute(
        db.select(Case.id, Case.number, Employer.name.label("employer"), Worker.name.label("worker"), due.label("due_on"))
        .join(CaseOfficer, CaseOfficer.case_id == Case.id).join(Employer, Employer.id == Case.employer_id)
        .outerjoin(Worker, Worker.id == Case.complainant_id)
        .where(CaseOfficer.user_id == user.id, Case.state.in_(OPEN)).order_by(Case.id))
    return [Held("case", row.id, "承办案件", row.number, f"{row.employer} / {row.worker}" if row.worker else row.employer, row.due_on,
                 "arrears.show", row.id) for row in rows]


def _case(id):
    return db.session.scalar(queries.every_case().where(Case.id == id))


def fits_case(id, receiver):
    case = _case(id)
    if receiver.id in [officer.user_id for officer in case.officers]:
        return Message(N_("{name} 已经是 {number} 的承办人，请为这件案子另选一位"), name=receiver.name, number=case.number)
    if not any(one.id == receiver.id for one in queries.assignable(case)):
        return Message(N_("{name} 不能承办 {number}：须是该辖区在岗、证件有效的监察员"), name=receiver.name, number=case.number)
    return None


def move_case(id, giver, receiver, by):
    """The move “指派承办人”: the receiver in the giver's place; the other officer stays."""
    case = _case(id)
    if said := fits_case(id, receiver):
        raise Refused(said)
    officers = [receiver.login if officer.user_id == giver.id else officer.user.login for officer in case.officers]
    FLOW.apply(case, "assign", by=by, officers=officers, on=max(case.moved_on, clock.today()))


def held_rosters(user):
    """Rosters that the person has brought and that are neither written nor dropped."""
    rows = db.session.execute(
        db.select(ImportBatch.id, ImportBatch.name, Case.id.label("case_id"), Case.number)
        .join(Case, Case.id == ImportBatch.matter_id)
        .where(ImportBatch.by_id == user.id, ImportBatch.kind == "roster", ImportBatch.stage == Stage.READ, Case.state.in_(OPEN))
        .order_by(ImportBatch.id))
    return [Held("roster", row.id, "已读未写入的花名册", row.number, row.name, None, "arrears.show", row.case_id) for row in rows]


@action("arrears.take_roster")
def take_roster(batch, *, receiver, by):
    batch.by_id = receiver.id
    return batch


def fits_roster(id, receiver):
    case = _case(db.session.get(ImportBatch, id).matter_id)
    if not may(receiver, P.CASE_REGISTER, case.area.path):
        return Message(N_("{name} 不能在 {number} 里写花名册"), name=receiver.name, number=case.number)
    return None


HOLDINGS["case"] = Holding(N_("欠薪案件"), held_cases, move_case, fits_case)
HOLDINGS["roster"] = Holding(N_("花名册"), held_rosters,
                             lambda id, giver, receiver, by: take_roster(db.session.get(ImportBatch, id), receiver=receiver, by=by),
                             fits_roster)
