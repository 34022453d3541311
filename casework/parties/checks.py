"""What must hold of every party tonight."""

import sqlalchemy as sa

from casework.core import sought
from casework.core.checks import check
from casework.extensions import db
from casework.law import identifiers
from casework.parties import merging
from casework.parties.models import Employer, FormerName, Worker, WorkerDocument


@check("employers: every credit code has a right check character")
def credit_codes():
    rows = db.session.execute(db.select(Employer.id, Employer.credit_code).where(Employer.credit_code.is_not(None)))
    return [id for id, code in rows if not identifiers.credit_code(code).valid]


@check("workers: a number belongs to one person")
def numbers():
    same = Worker.id_index == WorkerDocument.number_index
    return db.session.scalars(db.select(WorkerDocument.id).join(Worker, same)).all()


def _not_found(model):
    """Ids of records that a search by their own name or telephone would miss."""
    columns = (model.id, model.name, model.telephone if hasattr(model, "telephone") else sa.null(), model.sought)
    rows = db.session.execute(db.select(*columns).execution_options(yield_per=5000))
    return [id for id, name, telephone, kept in rows if kept != sought.tokens(name, telephone)]


@check("employers: found by their names")
def employers_found():
    return _not_found(Employer)


@check("employers: found by their former names")
def former_names_found():
    return _not_found(FormerName)


@check("workers: found by their names")
def workers_found():
    return _not_found(Worker)


@check("employers: nothing points to one that was merged")
def employers_left():
    return merging.left_pointing(Employer)


@check("workers: nothing points to one who was merged")
def workers_left():
    return merging.left_pointing(Worker)
