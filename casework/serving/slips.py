"""Papers of one's own cases that have not reached the party they are for."""

import sqlalchemy as sa

from casework.accounts import queries as accounts
from casework.accounts.models import Area
from casework.arrears.models import OPEN, Case, CaseOfficer
from casework.core import slips
from casework.core.permissions import P
from casework.core.slips import Slip
from casework.documents.store import Printed, State
from casework.extensions import db
from casework.law.findings import N_
from casework.parties.models import Employer
from casework.serving import periods, queries
from casework.serving.models import Served, Service


def unserved(user, day):
    """No clock of the office runs for these; what is not served binds nobody, so it stands on the desk."""
    asked = []
    for role, codes in queries.by_role().items():
        if role == "codes":
            continue
        reached = (sa.exists().where(Served.printed_id == Printed.id, Service.id == Served.service_id, Service.role == role,
                                     Service.withdrawn_on.is_(None)))
        asked.append(db.select(Case.id, Case.number, Printed.title).join(Printed, Printed.matter_id == Case.id)
                     .join(Area, Area.id == Case.area_id)
                     .where(accounts.within(user, P.CASE_VIEW), Printed.state == State.ISSUED, Printed.code.in_(codes), ~reached,
                            Case.id.in_(db.select(CaseOfficer.case_id).where(CaseOfficer.user_id == user.id))))
    found = {}
    for row in db.session.execute(sa.union_all(*asked)):
        found.setdefault((row.id, row.number), []).append(row.title)
    return [Slip(N_("送达文书"), number, "、".join(dict.fromkeys(titles)), None, None, "serving.show", id)
            for (id, number), titles in found.items()]


def final(user, day):
    """Orders of one's own open cases that the employer can no longer contest. No clock of ours; it says what may now follow."""
    mine = Case.id.in_(db.select(CaseOfficer.case_id).where(CaseOfficer.user_id == user.id))
    cases = (db.select(Case.id, Case.number, Case.area_id, Employer.name.label("employer")).join(Area, Area.id == Case.area_id)
             .join(Employer, Employer.id == Case.employer_id).where(accounts.within(user, P.CASE_VIEW), Case.state.in_(OPEN), mine))
    return [Slip(N_("复议和诉讼期满，文书已生效"), row.number, f"{row.employer} {title}", None, None, "serving.show", row.id)
            for row, title, _ in periods.final(cases, day.on)]


slips.SOURCES += [unserved, final]
