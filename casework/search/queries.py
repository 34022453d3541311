"""What a person finds: only records of their areas; of an exact number elsewhere no more than the office that has it."""

import re
from dataclasses import dataclass, field

import sqlalchemy as sa

from casework.accounts import queries as accounts
from casework.accounts.models import Area
from casework.arrears import queries as cases
from casework.arrears.models import Case, ClaimLine
from casework.collective import lists as collectives
from casework.collective.models import Collective
from casework.core import search, sought
from casework.core.permissions import P, may
from casework.documents.store import Printed
from casework.extensions import db
from casework.ledgers import queries as ledgers
from casework.ledgers.models import OldCase
from casework.parties import queries as parties
from casework.parties.models import Employer, FormerName, Worker, WorkerDocument
from casework.parties.project_models import Project, ProjectState

_TAIL = re.compile(r"[0-9]{3}[0-9x]")


@dataclass
class Found:
    """Rows by kind; `more`: the kinds of which there are more than the limit; `elsewhere`: the Area whose office has the
    exact number that was asked for; `known`: the number is registered, in no case of one area."""

    workers: list = field(default_factory=list)
    employers: list = field(default_factory=list)
    projects: list = field(default_factory=list)
    cases: list = field(default_factory=list)
    papers: list = field(default_factory=list)
    old: list = field(default_factory=list)
    collectives: list = field(default_factory=list)
    more: set = field(default_factory=set)
    elsewhere: Area | None = None
    known: bool = False

    def __bool__(self):
        return bool(self.workers or self.employers or self.projects or self.cases or self.papers or self.old or self.collectives)


def find(user, text, limit=50):
    """Whatever of each kind (at most `limit` rows) has every word of the text, for this person. Nothing under two characters."""
    found, words = Found(), search.words(text)
    if not words:
        return found
    number = search.number(text)
    person = parties.worker_by_number(text) if number else None
    kinds = (("workers", P.PARTY_VIEW, _workers(user, words, number, person)), ("employers", P.PARTY_VIEW, _employers(user, words, number)),
             ("projects", P.PARTY_VIEW, _projects(user, words, number)),
             ("cases", P.CASE_VIEW, _cases(user, words, person)), ("papers", P.CASE_VIEW, _papers(user, words)),
             ("old", P.CASE_VIEW, _old(user, words, number)), ("collectives", P.CONTRACT_VIEW, _collectives(user, words)))
    for kind, permission, select in kinds:
        if not may(user, permission):
            continue
        rows = db.session.execute(select.limit(limit + 1)).all()
        setattr(found, kind, rows[:limit])
        if len(rows) > limit:
            found.more.add(kind)
    if number and not found:
        found.elsewhere, found.known = _elsewhere(text, person)
    return found


def _all(words, *columns):
    """Every word stands in one of these columns."""
    return sa.and_(*(sa.or_(*(search.contains(column, word) for column in columns)) for word in words))


def _workers(user, words, number, person):
    meant = [sought.named(Worker, words)]
    if len(words) > 1 and _TAIL.fullmatch(words[-1]):
        tail, named = words[-1].upper(), sought.named(Worker, words[:-1])
        other = db.select(WorkerDocument.worker_id).where(WorkerDocument.tail == tail)
        meant.append(named.where(sa.or_(Worker.id_tail == tail, Worker.id.in_(other))))
    if number:
        meant += [sought.called(Worker, _telephone(number)), db.select(Worker.id).where(Worker.id == (person.id if person else None))]
    return (
        db.select(Worker.id, Worker.name, Worker.id_tail, Worker.born_on)
        .where(Worker.id.in_(sa.union(*meant)), parties.workers_seen(user)).order_by(Worker.id.desc())
    )


def _telephone(number):
    return number[2:] if len(number) == 13 and number.startswith("861") else number


def _employers(user, words, number):
    meant = [sought.named(Employer, words), _once_called(words)]
    if number:
        meant += [db.select(Employer.id).where(Employer.credit_code == number.upper()), sought.called(Employer, number)]
    return (
        db.select(Employer.id, Employer.name, Employer.credit_code, Area.name.label("area_name"))
        .join(Area, Area.id == Employer.area_id).where(accounts.within(user, P.PARTY_VIEW), Employer.id.in_(sa.union(*meant)))
        .order_by(sa.func.length(Employer.name), Employer.id)
    )


def _projects(user, words, number):
    meant = [sought.named(Project, words)]
    if number:
        meant.append(db.select(Project.id).where(Project.permit == number.upper()))
    return (
        db.select(Project.id, Project.name, Project.permit, Project.state, Area.name.label("area_name"))
        .join(Area, Area.id == Project.area_id)
        .where(accounts.within(user, P.PARTY_VIEW), Project.id.in_(sa.union(*meant)), Project.state != ProjectState.VOID)
        .order_by(sa.func.length(Project.name), Project.id)
    )


def _once_called(words):
    return db.select(FormerName.employer_id).where(*(sought.has(FormerName, word) for word in words))


def _cases(user, words, person):
    """Each word in the number, the reference, the employer's name of today or before, or the name of somebody who claims."""

    def has(word):
        firms, people = sa.union(sought.named(Employer, [word]), _once_called([word])), sought.named(Worker, [word])
        claims = db.select(ClaimLine.case_id).where(ClaimLine.worker_id.in_(people))
        return sa.or_(search.contains(Case.number, word), search.contains(Case.reference, word), Case.employer_id.in_(firms),
                      Case.complainant_id.in_(people), Case.id.in_(claims))

    asked = sa.and_(*map(has, words))
    if person:
        claims = db.select(ClaimLine.case_id).where(ClaimLine.worker_id == person.id)
        asked = sa.or_(asked, Case.complainant_id == person.id, Case.id.in_(claims))
    return (
        db.select(Case.id, Case.number, Case.state, Case.received_on, Employer.name.label("employer"))
        .join(Area, Area.id == Case.area_id).join(Employer, Employer.id == Case.employer_id)
        .where(cases.seen(user), asked).order_by(Case.received_on.desc(), Case.id.desc())
    )


def _papers(user, words):
    return (
        db.select(Printed.id, Printed.number, Printed.title, Printed.state, Printed.issued_on, Case.id.label("case_id"),
                  Case.number.label("case_number"))
        .join(Case, Case.id == Printed.matter_id).join(Area, Area.id == Case.area_id)
        .where(cases.seen(user), _all(words, Printed.number)).order_by(Printed.issued_on.desc(), Printed.id.desc())
    )


def _old(user, words, number):
    meant = ledgers.asked(words)
    if number:
        meant = sa.or_(meant, OldCase.id.in_(sought.called(OldCase, _telephone(number))))
    return ledgers.old_rows(user).where(meant).order_by(OldCase.id.desc())


def _collectives(user, words):
    return collectives.words(collectives.rows(user), " ".join(words)).order_by(Collective.received_on.desc(), Collective.id.desc())


def _elsewhere(text, person):
    """(the Area that has the employer of this code or the person's latest case, is the number known at all)."""
    employer = parties.employer_by_code(text)
    if employer:
        return employer.area, True
    if person is None:
        return None, False
    claims = db.select(ClaimLine.case_id).where(ClaimLine.worker_id == person.id)
    return db.session.scalar(
        db.select(Area).join(Case, Case.area_id == Area.id).where(sa.or_(Case.complainant_id == person.id, Case.id.in_(claims)))
        .order_by(Case.received_on.desc(), Case.id.desc()).limit(1)), True
