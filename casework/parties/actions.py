"""Parties are registered and corrected; a known number finds the party instead of making a second one."""

from casework.core.actions import action
from casework.core.crypto import blind
from casework.core.errors import Refused
from casework.core.permissions import P, may
from casework.extensions import db
from casework.law import identifiers
from casework.law.findings import N_, Message
from casework.parties import queries
from casework.parties.models import Employer, IdKind, Sex, Worker

EMPLOYER_FACTS = ("address", "legal_representative", "legal_title", "telephone", "economic_type", "headcount")


@action("parties.register_employer")
def register_employer(*, name, area, by, credit_code=None, **facts):
    """The employer with this credit code (wherever it is), else the one of this name here, else a new one.

    Empty facts of a known employer are filled in; facts that are there are never overwritten.
    """
    name = " ".join((name or "").split())
    if not name:
        raise Refused(N_("请填写用人单位名称"), field="employer_name")
    if credit_code:
        judged = identifiers.credit_code(credit_code)
        if not judged.valid:
            raise Refused(judged.reason, field="credit_code")
        credit_code = judged.code
    found = queries.employer_by_code(credit_code) if credit_code else queries.employer_by_name(name, area.id)
    employer = found or Employer(name=name, area_id=area.id, credit_code=credit_code)
    for key in EMPLOYER_FACTS:
        if facts.get(key) and getattr(employer, key) is None:
            setattr(employer, key, facts[key])
    if found is None:
        employer.area = area
        db.session.add(employer)
    return employer


@action("parties.correct_employer")
def correct_employer(*, employer, by, credit_code=None, name=None, **facts):
    """What was typed replaces what is there."""
    if not may(by, P.PARTY_EDIT, employer.area.path):
        raise Refused(N_("这个用人单位不归本辖区修改"))
    if credit_code and credit_code != employer.credit_code:
        other = queries.employer_by_code(credit_code)
        if other is not None and other.id != employer.id:
            raise Refused(Message(N_("信用代码已登记在“{name}”名下"), name=other.name), field="credit_code")
        employer.credit_code = credit_code
    if name:
        employer.name = name
    for key in EMPLOYER_FACTS:
        if key in facts:
            setattr(employer, key, facts[key])
    return employer


def worker_values(name, id_number=None, id_kind=IdKind.RESIDENT, telephone=None, address=None):
    """The columns of a worker from what was typed or read; for the ORM and for bulk imports alike."""
    values = dict(name=name, id_kind=IdKind(id_kind), telephone=telephone, address=address, id_number=None, id_index=None,
                  id_tail=None, born_on=None, sex=None)
    if id_number:
        judged = identifiers.identity_number(id_number) if values["id_kind"] is IdKind.RESIDENT else None
        if judged and not judged.valid:
            raise Refused(judged.reason, field="id_number")
        number = judged.number if judged else id_number.strip().upper()
        values.update(id_number=number, id_index=blind(number), id_tail=number[-4:])
        if judged:
            values.update(born_on=judged.birth, sex=Sex(judged.sex))
    return values


@action("parties.register_worker")
def register_worker(*, name, by, id_number=None, id_kind=IdKind.RESIDENT, telephone=None, address=None):
    """The worker with this number wherever they are known; without a number always a new person (a finding says so)."""
    name = "".join((name or "").split())
    if not name:
        raise Refused(N_("请填写姓名"), field="worker_name")
    values = worker_values(name, id_number, id_kind, telephone, address)
    found = queries.worker_by_number(values["id_number"]) if id_number else None
    if found is not None:
        found.telephone = found.telephone or telephone
        found.address = found.address or address
        return found
    worker = Worker(**values)
    db.session.add(worker)
    return worker


@action("parties.identify_worker")
def identify_worker(*, worker, id_number, by):
    """Give a worker who was registered by name alone their number."""
    values = worker_values(worker.name, id_number)
    known = queries.worker_by_number(values["id_number"])
    if known is not None and known.id != worker.id:
        raise Refused(Message(N_("这个号码已登记在“{name}”名下"), name=known.name), field="id_number")
    for key in ("id_number", "id_index", "id_tail", "born_on", "sex"):
        setattr(worker, key, values[key])
    return worker


@action("parties.show_number")
def show_number(*, worker, by):
    """The full number of a worker in the person's records; the look itself is logged by the view."""
    if not queries.worker_in(worker.id, by, P.NUMBER_SHOW):
        raise Refused(N_("你没有查看完整号码的权限"))
    return worker.id_number
