"""What must hold of every party tonight."""

from casework.core.checks import check
from casework.extensions import db
from casework.law import identifiers
from casework.parties.models import Employer, Worker, WorkerDocument


@check("employers: every credit code has a right check character")
def credit_codes():
    rows = db.session.execute(db.select(Employer.id, Employer.credit_code).where(Employer.credit_code.is_not(None)))
    return [id for id, code in rows if not identifiers.credit_code(code).valid]


@check("workers: a number belongs to one person")
def numbers():
    same = Worker.id_index == WorkerDocument.number_index
    return db.session.scalars(db.select(WorkerDocument.id).join(Worker, same)).all()
