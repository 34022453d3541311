"""What was served and what was not, the address that holds for a party, and who speaks for it. Reads only."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from casework.documents import FORMS, store
from casework.documents.store import Printed, State
from casework.extensions import db
from casework.serving.models import Challenge, Electronic, Participant, Role, Served, Service, ServiceAddress


def services(matter):
    """Services of a matter, newest first, with the papers they carried."""
    found = db.select(Service).where(Service.matter_id == matter.id).options(
        joinedload(Service.by), joinedload(Service.second), joinedload(Service.evidence),
        selectinload(Service.carried).joinedload(Served.printed))
    return found.order_by(Service.on.desc(), Service.id.desc())


@dataclass(frozen=True)
class Due:
    """A paper and the party it must reach; `service`: how it did, or None."""

    printed: Printed
    role: Role
    service: Service | None


def due(matter, found=None):
    """A Due for each party that an issued paper is for, in the order of issue. `found`: services already at hand."""
    found = [s for s in (db.session.scalars(services(matter)).unique() if found is None else found) if not s.withdrawn_on]
    reached = {(one.printed_id, service.role): service for service in reversed(found) for one in service.carried}
    papers = db.session.scalars(store.of(matter.id, State.ISSUED).where(Printed.code.in_(by_role()["codes"]))).all()
    return [Due(paper, Role(role), reached.get((paper.id, role))) for paper in papers for role in FORMS[paper.code].serve_to]


def counted(matter):
    """(papers and parties that wait for service, those that were reached, [a Due for each service], [Challenge]) of a matter: one
    statement for its page."""
    codes = by_role()["codes"]
    rows = db.session.execute(
        db.select(Printed.id, Printed.code, Printed.title, Printed.number, Service, Challenge)
        .outerjoin(Challenge, Challenge.printed_id == Printed.id).outerjoin(Served, Served.printed_id == Printed.id)
        .outerjoin(Service, sa.and_(Service.id == Served.service_id, Service.withdrawn_on.is_(None)))
        .where(Printed.matter_id == matter.id, Printed.state == State.ISSUED, Printed.code.in_(codes))).all()
    wanted = {(row.id, role) for row in rows for role in FORMS[row.code].serve_to}
    served = {(row.id, str(row.Service.role)): Due(row, row.Service.role, row.Service) for row in rows if row.Service}
    reached = wanted & served.keys()
    lodged = {row.Challenge.id: row.Challenge for row in rows if row.Challenge}
    return len(wanted - reached), len(reached), [due for key, due in served.items() if key in reached], list(lodged.values())


def by_role():
    """{role: codes of papers that are for this party, "codes": all of them}."""
    found = {"codes": []}
    for code, form in FORMS.items():
        for role in form.serve_to:
            found.setdefault(role, []).append(code)
            found["codes"].append(code)
    return found


def challenges(matter):
    """What the other side lodged against papers of a matter, in the order in which it was noted."""
    return db.session.scalars(db.select(Challenge).where(Challenge.matter_id == matter.id).order_by(Challenge.id)).all()


def served_on(matter, code):
    """The day on which the last issued paper of this form counts as served on anybody, or None."""
    days = [one.service.served_on for one in due(matter) if one.service and one.printed.code == code]
    return max(days, default=None)


# ---- addresses

def address(matter, role, worker_id=None, employer_id=None):
    """The confirmed address of a party: of this matter, else the newest of the same worker or employer anywhere; None."""
    own = db.session.scalar(db.select(ServiceAddress).where(ServiceAddress.matter_id == matter.id, ServiceAddress.role == role)
                            .order_by(ServiceAddress.id.desc()).limit(1))
    same = [ServiceAddress.worker_id == worker_id] if worker_id else [ServiceAddress.employer_id == employer_id] if employer_id else []
    if own or not same:
        return own
    return db.session.scalar(db.select(ServiceAddress).where(*same).order_by(ServiceAddress.confirmed_on.desc(), ServiceAddress.id.desc())
                             .limit(1))


def of_case(case, role):
    """The address that holds for a party of a wage case."""
    worker = case.complainant_id if role == Role.COMPLAINANT else None
    return address(case, role, worker, case.employer_id if role == Role.EMPLOYER else None)


def consent(case, role):
    """Did this party agree in writing to electronic service?"""
    held = of_case(case, role)
    return bool(held and held.electronic != Electronic.NONE)


def addresses(matter):
    found = db.select(ServiceAddress).where(ServiceAddress.matter_id == matter.id)
    return db.session.scalars(found.order_by(ServiceAddress.id.desc())).all()


# ---- people

def participants(matter, on=None, kind=None):
    """Who speaks for the parties; with `on` only those who may on that local date."""
    found = db.select(Participant).where(Participant.matter_id == matter.id)
    if kind:
        found = found.where(Participant.kind == kind)
    if on:
        found = found.where(sa.or_(Participant.ended_on.is_(None), Participant.ended_on > on),
                            sa.or_(Participant.to_on.is_(None), Participant.to_on >= on))
    return db.session.scalars(found.order_by(Participant.id)).all()


def secrets(matter):
    """[(text, what stands for it)] of the people here, for a copy that outsiders get."""
    found = []
    for one in participants(matter):
        found += [(one.name, one.name[:1] + "某"), (one.id_number, "＊＊＊"), (one.telephone, "＊＊＊")]
    for one in addresses(matter):
        found += [(text, "＊＊＊") for text in (one.address, one.telephone, one.agent_telephone, one.electronic_to)]
        found += [(name, name[:1] + "某") for name in (_person(one.role, one.name), one.recipient, one.agent) if name]
    for one in db.session.scalars(services(matter)).unique():
        found += [(name, name[:1] + "某") for name in (_person(one.role, one.to_name), one.receiver, one.witness) if name]
        found += [(one.place, "＊＊＊"), (one.proof_no if one.way == "electronic" else None, "＊＊＊")]
    return [(text, put) for text, put in found if text]


def _person(role, name):
    """A name that outsiders must not see: units and offices are named to anybody."""
    return None if role in (Role.EMPLOYER, Role.OFFICE) else name
