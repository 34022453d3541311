"""What can be done to ticked cases: officers, papers. Each case by its own move or issue, with the rights that hold there."""

from casework.arrears import forms, queries
from casework.arrears.lifecycle import FLOW
from casework.arrears.models import Case
from casework.core import bulks
from casework.core.bulks import Bulk
from casework.core.permissions import P
from casework.documents import batches
from casework.extensions import db
from casework.law.findings import N_


def found(ids, user):
    return db.session.scalars(queries.cases(user).where(Case.id.in_(ids))).unique().all()


def told(cases, user):
    return {case.id: (case.number, case.employer.name) for case in cases}


def assign(case, *, by, made, officers):
    """指派承办人: the move itself, so that rank, area and certificate are asked for each case."""
    FLOW.apply(case, "assign", by=by, officers=officers)


bulks.register(queries.Cases, queries.case_rows, "arrears.index", "arrears.show")
bulks.offer(
    queries.Cases.name,
    Bulk("assign", N_("指派承办人"), P.CASE_ASSIGN, forms.ManyAssignForm, found, assign, told),
    Bulk("print", N_("批量打印文书"), P.PAPER_PRINT, batches.PapersForm, found, batches.print_papers, told, batches.RECORDS,
         more=batches.files_of, wait=batches.waiting, note=batches.NOTE, place=3),
)
