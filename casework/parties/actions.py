"""Parties are registered and corrected; a known number finds the party instead of making a second one."""

from casework.accounts import queries as accounts
from casework.core import clock
from casework.core.actions import action
from casework.core.crypto import blind
from casework.core.errors import Refused
from casework.core.permissions import P, may
from casework.extensions import db
from casework.law import identifiers
from casework.law.findings import N_, Message
from casework.parties import queries
from casework.parties.models import FLAGS, JUDGED, Employer, FormerName, IdKind, Sex, Worker, WorkerDocument
from casework.parties.names import person_name

EMPLOYER_FACTS = ("address", "legal_representative", "legal_title", "telephone", "economic_type", "headcount",
                  "operating_address", "service_address", "section")


@action("parties.register_employer")
def register_employer(*, name, area, by, credit_code=None, kinds=(), known=None, **facts):
    """The employer with this credit code (wherever it is), else the one of this name here, else a new one.

    `known`: a person said that it is this registered one, whatever the name. Empty facts of a known employer are filled in;
    facts that are there are never overwritten.
    """
    name = " ".join((name or "").split())
    if not name:
        raise Refused(N_("请填写用人单位名称"), field="employer_name")
    if credit_code:
        judged = identifiers.credit_code(credit_code)
        if not judged.valid:
            raise Refused(judged.reason, field="credit_code")
        credit_code = judged.code
    found = known or (queries.employer_by_code(credit_code) if credit_code else queries.employer_by_name(name, area.id))
    if known and credit_code and known.credit_code != credit_code:
        _first_code(known, credit_code)
    employer = found or Employer(name=name, area_id=area.id, credit_code=credit_code)
    for key in EMPLOYER_FACTS:
        if facts.get(key) and getattr(employer, key) is None:
            setattr(employer, key, facts[key])
    for kind in kinds:
        setattr(employer, kind, True)
    if found is None:
        employer.area = area
        db.session.add(employer)
    return employer


def _first_code(employer, code):
    if employer.credit_code:
        raise Refused(Message(N_("“{name}”登记的是另一个信用代码，请核对是不是同一家"), name=employer.name), field="credit_code")
    if queries.employer_by_code(code) is not None:
        raise Refused(N_("这个信用代码登记的是另一家单位"), field="credit_code")
    employer.credit_code = code


@action("parties.correct_employer")
def correct_employer(*, employer, by, credit_code=None, name=None, area_code=None, kinds=None, **facts):
    """What was typed replaces what is there. A name corrected is a slip of the pen; a new name is `rename_employer`."""
    _may_correct(employer, by)
    if area_code and area_code != employer.area.code:
        employer.area = accounts.area(area_code)
        if not may(by, P.PARTY_EDIT, employer.area.path):
            raise Refused(N_("只能放到自己的辖区"), field="area_code")
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
    if kinds is not None:
        for kind in FLAGS:
            setattr(employer, kind, kind in kinds)
    return employer


def _may_correct(employer, by):
    if not may(by, P.PARTY_EDIT, employer.area.path):
        raise Refused(N_("这个用人单位不归本辖区修改"))


@action("parties.rename_employer")
def rename_employer(*, employer, name, on, by):
    """更名: the name until now becomes a former one, dated; papers of before keep it, searches find both."""
    _may_correct(employer, by)
    name = " ".join(name.split())
    if name == employer.name:
        raise Refused(N_("新名称和现在的一样"), field="name")
    if on > clock.today():
        raise Refused(N_("更名日期不能晚于今天"), field="on")
    db.session.add(FormerName(employer_id=employer.id, name=employer.name, until_on=on))
    employer.name = name
    return employer


def _judged(number, kind, field="id_number"):
    """(the number as it is indexed, what it says of its owner or None); Refused where its check character is wrong."""
    if kind not in JUDGED:
        return queries.number_of(number), None
    judged = identifiers.identity_number(number)
    if not judged.valid:
        raise Refused(judged.reason, field=field)
    return judged.number, judged


def worker_values(name, id_number=None, id_kind=IdKind.RESIDENT, telephone=None, address=None, judged=None,
                  index=None, household=None):
    """The columns of a worker from what was typed or read; for the ORM and for bulk imports alike. `judged`, `index`: the Identity of
    the number and its blind index, when somebody has asked for them already."""
    values = dict(name=name, id_kind=IdKind(id_kind), telephone=telephone, address=address, household=household, id_number=None,
                  id_index=None, id_tail=None, born_on=None, sex=None)
    if id_number or judged:
        number, judged = (judged.number, judged) if judged else _judged(id_number, values["id_kind"])
        values.update(id_number=number, id_index=index or blind(number), id_tail=number[-4:])
        if judged:
            values.update(born_on=judged.birth, sex=Sex(judged.sex))
    return values


@action("parties.register_worker")
def register_worker(*, name, by, id_number=None, id_kind=IdKind.RESIDENT, telephone=None, address=None, known=None,
                    household=None):
    """The worker with this number wherever they are known; without a number always a new person (a finding says so), unless
    a person said that it is this `known` one."""
    name = person_name(name)
    if not name:
        raise Refused(N_("请填写姓名"), field="worker_name")
    values = worker_values(name, id_number, id_kind, telephone, address, household=household)
    found = known or (queries.worker_by_number(values["id_number"]) if id_number else None)
    if known and id_number and known.id_index != values["id_index"]:
        if known.id_number:
            raise Refused(N_("本人登记的是另一个号码；确是同一个人的，请先在本人的页面登记另一个证件"), field="id_number")
        identify_worker(worker=known, id_number=id_number, by=by)
    if found is not None:
        found.telephone = found.telephone or telephone
        found.address = found.address or address
        found.household = found.household or household
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


@action("parties.add_document")
def add_document(*, worker, kind, number, proof, by, birth_differs=False):
    """Another number of this person, with what proves that it is theirs. A number belongs to one person only.

    A first number becomes the main one and keeps its proof. A number that says another birth date is refused unless
    `birth_differs` says that the proof answers for it; then queries.findings shows it.
    """
    if not queries.worker_in(worker.id, by, P.PARTY_EDIT):
        raise Refused(N_("这名劳动者不归本辖区修改"))
    number, judged = _judged(number, IdKind(kind), field="number")
    known = queries.worker_by_index(blind(number))
    if known is not None and known.id != worker.id:
        raise Refused(N_("这个号码登记的是另一个人；两人其实是一人时，请先合并"), field="number")
    if known is not None:
        raise Refused(N_("这个号码已经登记在本人名下"), field="number")
    if judged and worker.born_on and worker.born_on != judged.birth and not birth_differs:
        raise Refused(N_("号码里的出生日期与登记的不同；确是同一人的，请写明凭什么认定，并勾选下面一项"), field="number")
    if worker.id_number is None:
        worker.id_proof = proof
        for key, value in worker_values(worker.name, number, kind).items():
            if key.startswith("id_") or (key in ("born_on", "sex") and value):
                setattr(worker, key, value)
        return worker
    document = WorkerDocument(worker_id=worker.id, kind=IdKind(kind), number=number, number_index=blind(number), tail=number[-4:],
                              proof=proof)
    db.session.add(document)
    return document


@action("parties.show_number")
def show_number(*, worker, by):
    """The full number of a worker in the person's records; the look itself is logged by the view."""
    if not queries.worker_in(worker.id, by, P.NUMBER_SHOW):
        raise Refused(N_("你没有查看完整号码的权限"))
    return worker.id_number
