"""Contracts among the records that somebody opened lately."""

from casework.contracts import lists
from casework.contracts.models import Contract
from casework.core import recent
from casework.extensions import db
from casework.law.findings import N_


def titles(ids, user):
    rows = db.session.execute(lists.contract_rows(user).where(Contract.id.in_(ids)))
    return {row.id: (f"{row.worker} / {row.employer}", N_("劳动合同书")) for row in rows}


recent.KINDS["contracts.show"] = ("Contract", titles)
