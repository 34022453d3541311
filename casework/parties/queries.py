"""Find a party by number or name. Lists keep to one's areas; an exact number is found city-wide."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from casework import parties
from casework.accounts import queries as accounts
from casework.accounts.models import Area
from casework.core import search, sought
from casework.core.crypto import blind
from casework.core.listing import Column, Filter, Listing
from casework.core.permissions import P
from casework.extensions import db
from casework.law import identifiers
from casework.law.findings import N_, Finding, Message
from casework.parties.models import FLAGS, JUDGED, Employer, FormerName, Worker, WorkerDocument
from casework.parties.sections import SECTIONS


def employers(user):
    """Employers of the person's areas, with their area."""
    return (
        db.select(Employer).join(Area, Area.id == Employer.area_id)
        .where(accounts.within(user, P.PARTY_VIEW), Employer.merged_into_id.is_(None)).options(joinedload(Employer.area))
    )


def all_employers():
    return db.select(Employer).where(Employer.merged_into_id.is_(None)).options(joinedload(Employer.area)).order_by(Employer.id)


def merged_into(party, id):
    """Id of the one of which this Employer or Worker is part now, or None."""
    return db.session.scalar(db.select(party.merged_into_id).where(party.id == id))


def employer(id, user):
    """One employer of the person's areas; elsewhere: the office that has it."""
    found = db.session.scalar(employers(user).where(Employer.id == id))
    if found is None:
        accounts.not_here(db.select(Employer.area_id).where(Employer.id == id))
    return found


def employer_by_code(text):
    """City-wide by an exact credit code; None when unknown or not a code."""
    judged = identifiers.credit_code(text or "")
    if not judged.valid:
        return None
    return db.session.scalar(
        db.select(Employer).where(Employer.id.in_(_where_it_went(Employer.credit_code == judged.code)))
        .options(joinedload(Employer.area)))


def _where_it_went(condition):
    """Ids of the employers of which this is true; of one that was merged: where it went."""
    return db.select(sa.func.coalesce(Employer.merged_into_id, Employer.id)).where(condition)


def employer_by_name(name, area_id):
    """An employer registered under exactly this name in this area."""
    return db.session.scalar(
        db.select(Employer).where(Employer.id.in_(_where_it_went(sa.and_(Employer.name == name, Employer.area_id == area_id))))
        .order_by(Employer.credit_code.is_(None), Employer.id).limit(1)
    )


def employer_here(name, user):
    """The one employer of the person's areas that is registered under exactly this name; None when none or several are."""
    found = db.session.scalars(employers(user).where(Employer.name == " ".join((name or "").split())).limit(2)).all()
    return found[0] if len(found) == 1 else None


def former_names(employer):
    """What the employer was called before, latest first."""
    return db.session.scalars(
        db.select(FormerName).where(FormerName.employer_id == employer.id).order_by(FormerName.until_on.desc(), FormerName.id.desc())
    ).all()


def employer_named(name):
    """The employer of exactly this name, city-wide; None when there is none or more than one."""
    found = db.session.scalars(db.select(Employer).where(Employer.name == " ".join((name or "").split()))
                               .options(joinedload(Employer.area)).limit(2)).all()
    return found[0] if len(found) == 1 else None


def number_of(text):
    """A typed or wedged number as it is indexed: residents' numbers in their 18-digit form, others in capitals without blanks."""
    judged = identifiers.identity_number(text or "")
    return judged.number if judged.valid else "".join((text or "").split()).upper()


def worker_by_number(text):
    """City-wide by an exact number of any document of theirs (15 digits find the 18-digit form too)."""
    return worker_by_index(blind(number_of(text)))


def worker_by_index(index):
    if not index:
        return None
    others = db.select(WorkerDocument.worker_id).where(WorkerDocument.number_index == index)
    return db.session.scalar(db.select(Worker).where(sa.or_(Worker.id_index == index, Worker.id.in_(others))))


def documents_of(worker):
    """The other numbers of a person, in the order in which they were joined."""
    return db.session.scalars(
        db.select(WorkerDocument).where(WorkerDocument.worker_id == worker.id).order_by(WorkerDocument.id)).all()


def findings(worker, documents):
    """What a person should look at again: numbers that say different birth dates, each with the proof that was noted."""
    found = []
    for document in documents:
        judged = identifiers.identity_number(document.number) if document.kind in JUDGED else None
        if judged and judged.valid and worker.born_on and judged.birth != worker.born_on:
            found.append(Finding("birth-dates-differ", Message(
                N_("尾号 {tail} 的证件写的出生日期是 {other}，与登记的 {born} 不同；认定是同一人的依据：{proof}"), tail=document.tail,
                other=judged.birth.isoformat(), born=worker.born_on.isoformat(), proof=document.proof)))
    return found


def workers_by_index(indexes):
    """{blind index: Worker id} for those of these indexes that are known, by whichever document."""
    known = {}
    indexes = [i for i in indexes if i]
    for index, owner in ((Worker.id_index, Worker.id), (WorkerDocument.number_index, WorkerDocument.worker_id)):
        for at in range(0, len(indexes), 500):
            known.update(db.session.execute(db.select(index, owner).where(index.in_(indexes[at:at + 500]))).all())
    return known


def workers_by_numbers(numbers):
    """{identity number as given: Worker id} for those that are known, city-wide."""
    by_index = {blind(number): number for number in numbers if number}
    return {by_index[index]: id for index, id in workers_by_index(list(by_index)).items()}


def workers_by_names(names):
    """(name, telephone, id) of workers of exactly these names."""
    names = sorted(names)
    for at in range(0, len(names), 500):
        yield from db.session.execute(
            db.select(Worker.name, Worker.telephone, Worker.id).where(Worker.name.in_(names[at:at + 500])).order_by(Worker.id))


def employers_called(value):
    """SELECT of ids of the employers with every word in the name, in a former one or spelt by its initials; or with the credit
    code; of one that was merged: where it went. One character is enough in a list."""
    words = [word for part in value.split() if (word := search.fold(part))]
    meant = [db.select(Employer.id).where(Employer.credit_code == value.upper())]
    if words:
        meant.append(sought.named(Employer, words))
        meant.append(db.select(FormerName.employer_id).where(*(sought.has(FormerName, word) for word in words)))
    return _where_it_went(Employer.id.in_(sa.union(*meant)))


def _by_words(select, value):
    return select.where(Employer.id.in_(employers_called(value)))


class Employers(Listing):
    name, title = "parties.employers", N_("用人单位清单")
    filters = {
        "q": Filter(N_("名称、曾用名或信用代码"), _by_words),
        "area": Filter(N_("乡镇"), lambda select, value: select.where(Area.code == value), {}, N_("全部乡镇")),
        "section": Filter(N_("行业门类"), lambda select, value: select.where(Employer.section == value), SECTIONS, N_("全部行业")),
        "kind": Filter(N_("用工类别"), lambda select, value: select.where(getattr(Employer, value) if value in FLAGS else sa.false()),
                       FLAGS, N_("全部类别")),
    }
    orders = {"name": (Employer.name, Employer.id), "newest": (Employer.id.desc(),)}
    default = "name"
    columns = (
        Column("name", N_("名称"), css="", order="name", link="parties.show"),
        Column("credit_code", N_("信用代码")),
        Column("legal_representative", N_("法定代表人")),
        Column("telephone", N_("电话")),
        Column("area_name", N_("区域")),
        Column("headcount", N_("职工人数"), kind="count", shown=False),
    )


def employer_rows(user):
    """What the list shows, as Core rows."""
    return (
        db.select(Employer.id, Employer.name, Employer.credit_code, Employer.legal_representative, Employer.telephone,
                  Employer.headcount, Area.name.label("area_name"))
        .join(Area, Area.id == Employer.area_id).where(accounts.within(user, P.PARTY_VIEW), Employer.merged_into_id.is_(None))
    )


# ---- workers: who they are is known in the city, what is shown of them is what the person's records hold


def workers_seen(user, permission=None):
    """SQL condition: some record of a later feature shows this worker to the person (see parties.WORKER_SCOPES)."""
    scopes = [select for scope in parties.WORKER_SCOPES for select in scope(user, permission)]
    return sa.or_(sa.false(), *(select.where(select.selected_columns[0] == Worker.id).correlate(Worker).exists() for select in scopes))


def worker(id, user):
    """One worker of the person's records, or 404."""
    return db.one_or_404(db.select(Worker).where(Worker.id == id, workers_seen(user)))


def worker_in(id, user, permission):
    """Does a record in an area where the person holds the permission show this worker?"""
    return db.session.scalar(db.select(Worker.id).where(Worker.id == id, workers_seen(user, permission))) is not None
