"""What must hold of every party tonight."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from casework.core import sought
from casework.core.checks import check
from casework.extensions import db
from casework.law import identifiers
from casework.parties import merging
from casework.parties.models import Employer, FormerName, Worker, WorkerDocument
from casework.parties.project_models import Part, Project, ProjectPart


@check("employers: every credit code has a right check character")
def credit_codes():
    rows = db.session.execute(db.select(Employer.id, Employer.credit_code).where(Employer.credit_code.is_not(None)))
    return [id for id, code in rows if not identifiers.credit_code(code).valid]


@check("workers: a number belongs to one person")
def numbers():
    same = Worker.id_index == WorkerDocument.number_index
    return db.session.scalars(db.select(WorkerDocument.id).join(Worker, same)).all()


@check("employers: found by their names")
def employers_found():
    return sought.missed(Employer)


@check("employers: found by their former names")
def former_names_found():
    return sought.missed(FormerName)


@check("workers: found by their names")
def workers_found():
    return sought.missed(Worker)


@check("employers: nothing points to one that was merged")
def employers_left():
    return merging.left_pointing(Employer)


@check("workers: nothing points to one who was merged")
def workers_left():
    return merging.left_pointing(Worker)


@check("projects: found by their names")
def projects_found():
    return sought.missed(Project)


@check("projects: one owner and one general contractor on any day")
def projects_led():
    other = aliased(ProjectPart)
    return db.session.scalars(
        db.select(ProjectPart.project_id).join(other, sa.and_(
            other.project_id == ProjectPart.project_id, other.role == ProjectPart.role, other.id > ProjectPart.id,
            sa.or_(ProjectPart.to_on.is_(None), other.from_on.is_(None), other.from_on <= ProjectPart.to_on),
            sa.or_(other.to_on.is_(None), ProjectPart.from_on.is_(None), ProjectPart.from_on <= other.to_on)))
        .where(ProjectPart.role != Part.SUB).distinct()).all()
