"""What must hold of every old ledger tonight."""

from casework.core import sought
from casework.core.checks import check
from casework.ledgers.models import OldCase


@check("old ledgers: found by their names")
def old_cases_found():
    return sought.missed(OldCase)
