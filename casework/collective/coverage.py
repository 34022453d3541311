"""Whom a collective contract binds on a day: which employers, how many workers, and which wage is the least that holds for them."""

from collections import defaultdict
from dataclasses import dataclass, field

import sqlalchemy as sa

from casework.accounts import queries as accounts
from casework.accounts.models import Area, Level
from casework.collective.models import Collective, CollectiveParty, CollectiveStandard
from casework.collective.words import BEEN, KINDS, SCOPES, Cover, State
from casework.contracts import queries as register
from casework.contracts import reviewing
from casework.contracts.models import Contract, ContractSpan
from casework.contracts.words import OPEN, WageKind
from casework.core.deadlines import Deadline
from casework.core.permissions import P
from casework.extensions import db
from casework.law import collective as law
from casework.parties.models import Employer, Worker

MOST = 20  # labour contracts below the standard that a page lists


def in_force(on):
    """SQL condition: a contract binds on a local date. Fifteen days without an objection are enough, whether or not somebody noted it."""
    passed = sa.exists().where(Deadline.matter_id == Collective.id, Deadline.code == law.EFFECT.code, Deadline.met_on.is_(None),
                               Deadline.due_on < on)
    begun = sa.or_(sa.and_(Collective.state.in_(BEEN), Collective.effective_on <= on),
                   sa.and_(Collective.state.in_((State.REGISTERED, State.CLEARED)), passed))
    return sa.and_(begun, Collective.start_on <= on, sa.func.coalesce(Collective.ended_on, Collective.end_on) >= on)


def _listed(on):
    return sa.and_(sa.or_(CollectiveParty.from_on.is_(None), CollectiveParty.from_on <= on),
                   sa.or_(CollectiveParty.to_on.is_(None), CollectiveParty.to_on >= on))


def binds(employer, on=None):
    """SQL condition: the contract names this Employer (on a day, when one is given), or the whole area in which it is."""
    named = db.select(CollectiveParty.collective_id).where(CollectiveParty.employer_id == employer.id)
    named = named.where(_listed(on)) if on else named
    section = sa.or_(Collective.section.is_(None), Collective.section == employer.section)
    around = sa.and_(Collective.cover == Cover.AREA, Collective.area_id.in_(accounts.county_of(employer.area)), section)
    return sa.or_(Collective.id.in_(named), around)


def employers_of(one, on):
    """SQL condition on Employer: those whom one contract binds on a day, as they are registered now."""
    if one.cover == Cover.LISTED:
        return Employer.id.in_(db.select(CollectiveParty.employer_id).where(CollectiveParty.collective_id == one.id, _listed(on)))
    there = db.select(Area.id).where(Area.path.like(one.area.path + "%"))
    return sa.and_(Employer.area_id.in_(there), Employer.merged_into_id.is_(None),
                   sa.true() if one.section is None else Employer.section == one.section)


@dataclass
class Count:
    """employers and workers of the register, and the heads that employers stated of themselves (None: nobody did)."""

    employers: int
    workers: int
    heads: int | None


def count(one, on):
    """The Count of one contract on a day."""
    bound = employers_of(one, on)
    employers, heads = db.session.execute(db.select(sa.func.count(Employer.id), sa.func.sum(Employer.headcount)).where(bound)).one()
    workers = db.session.scalar(
        db.select(sa.func.count(sa.distinct(ContractSpan.worker_id)))
        .where(ContractSpan.employer_id.in_(db.select(Employer.id).where(bound)), _working(on)))
    return Count(employers, workers, None if heads is None else int(heads))


def _working(on):
    return sa.and_(ContractSpan.from_on <= on, sa.or_(ContractSpan.to_on.is_(None), ContractSpan.to_on >= on))


# ---- the least that holds

def standards(employer_ids, on):
    """contracts.reviewing.STANDARDS: {employer id: [(post or None, fen a month, fen an hour)]} of contracts in force on a day."""
    rows = db.session.execute(
        db.select(CollectiveStandard.post, CollectiveStandard.monthly_fen, CollectiveStandard.hourly_fen, Collective.id,
                  Collective.cover, Collective.area_id, Collective.section)
        .join(Collective, Collective.id == CollectiveStandard.collective_id).where(in_force(on))
        .order_by(CollectiveStandard.id)).all()
    found = defaultdict(list)
    if not rows:
        return found
    ids, of = sorted(employer_ids), defaultdict(list)
    for row in rows:
        of[row.id].append(tuple(row[:3]))
    wide = {row.id: row for row in rows if row.cover == Cover.AREA}
    for at in range(0, len(ids), 500):
        some = ids[at:at + 500]
        named = db.select(CollectiveParty.collective_id, CollectiveParty.employer_id).where(
            CollectiveParty.employer_id.in_(some), _listed(on), CollectiveParty.collective_id.in_(set(of) - set(wide)))
        for id, employer in db.session.execute(named):
            found[employer] += of[id]
        if wide:
            for employer in db.session.execute(db.select(Employer.id, Employer.section, Area.path)
                                               .join(Area, Area.id == Employer.area_id).where(Employer.id.in_(some))):
                above = set(map(int, employer.path.strip("/").split("/")))
                for id, row in wide.items():
                    if row.area_id in above and row.section in (None, employer.section):
                        found[employer.id] += of[id]
    return found


def below(one, on, user, permission=P.CONTRACT_VIEW, most=MOST):
    """([(id, worker, employer, post, fen agreed, fen of the contract)], how many): monthly labour contracts under its standards, of the
    areas where the person holds the permission: it may bind employers elsewhere."""
    monthly = {row.post: row.monthly_fen for row in one.standards if row.monthly_fen is not None}
    if not monthly:
        return [], 0
    general = monthly.pop(None, None)
    posts = {post: max(fen, general or 0) for post, fen in monthly.items()}
    least = sa.case(posts, value=Contract.post, else_=general) if posts else sa.literal(general)
    select = (
        db.select(Contract.id, Worker.name.label("worker"), Employer.name.label("employer"), Contract.post, Contract.wage_fen,
                  least.label("least"))
        .join(Worker, Worker.id == Contract.worker_id).join(Employer, Employer.id == Contract.employer_id)
        .where(employers_of(one, on), Contract.area_id.in_(register.mine(user, permission)), Contract.state.in_(OPEN),
               Contract.wage_kind == WageKind.MONTHLY, Contract.wage_fen < least))
    rows = db.session.execute(select.order_by(Contract.wage_fen, Contract.id).limit(most)).all()
    total = len(rows) if len(rows) < most else db.session.scalar(db.select(sa.func.count()).select_from(select.subquery()))
    return rows, total


# ---- the whole picture

@dataclass
class Line:
    """One row of the report: contracts in force; employers and workers whom they bind, of how many registered there."""

    what: object
    contracts: int = 0
    employers: set = field(default_factory=set)
    of_employers: int | None = None
    workers: int = 0
    of_workers: int | None = None
    heads: int = 0
    stated: int = 0

    @property
    def rate(self):
        return f"{len(self.employers) * 100 / self.of_employers:.1f}%" if self.of_employers else None


def report(user, on):
    """(lines by township, lines by kind and scope, the sum) of a day, for the areas whose contracts the person sees.

    Contracts of a wider area count where they bind somebody here. Employers stand where they are registered now. Workers are those at
    work in the register on the day; heads are what employers stated of themselves and `stated` what the contracts said, apart, as
    neither is counted.
    """
    scope = db.select(Area.id).where(accounts.within(user, P.CONTRACT_VIEW))
    areas = db.session.scalars(db.select(Area).where(Area.id.in_(scope)).order_by(Area.path)).all()
    firms = db.session.execute(
        db.select(Employer.id, Employer.section, Employer.headcount, Employer.area_id, Area.path).join(Area, Area.id == Employer.area_id)
        .where(Employer.area_id.in_(scope), Employer.merged_into_id.is_(None))).all()
    working = dict(db.session.execute(
        db.select(ContractSpan.employer_id, sa.func.count(sa.distinct(ContractSpan.worker_id)))
        .where(ContractSpan.area_id.in_(scope), _working(on)).group_by(ContractSpan.employer_id)).all())
    above = {int(id) for area in areas for id in area.path.strip("/").split("/")}
    listing = db.select(CollectiveParty.collective_id).where(CollectiveParty.employer_id.in_(
        db.select(Employer.id).where(Employer.area_id.in_(scope))))
    contracts = db.session.execute(
        db.select(Collective.id, Collective.kind_of, Collective.scope, Collective.cover, Collective.section, Collective.stated_workers,
                  Area.path, Collective.area_id)
        .join(Area, Area.id == Collective.area_id)
        .where(sa.or_(sa.and_(Collective.area_id.in_(above), Collective.cover == Cover.AREA), Collective.area_id.in_(scope),
                      Collective.id.in_(listing)), in_force(on))).all()
    named = defaultdict(set)
    for id, employer in db.session.execute(
            db.select(CollectiveParty.collective_id, CollectiveParty.employer_id)
            .where(CollectiveParty.collective_id.in_([one.id for one in contracts]), _listed(on))):
        named[id].add(employer)
    return _lines(areas, firms, working, contracts, named)


def _lines(areas, firms, working, contracts, named):
    towns = [area for area in areas if area.level == Level.TOWNSHIP] or areas[:1]
    by_town = {town.id: Line(town.name, of_employers=0, of_workers=0) for town in towns}
    of_town = {firm.id: next((town.id for town in towns if firm.path.startswith(town.path)), None) for firm in firms}
    known, by_kind, here = {firm.id: firm for firm in firms}, {}, {area.id for area in areas}
    total = Line(None, of_employers=len(firms), of_workers=sum(working.values()))
    for firm in firms:
        if line := by_town.get(of_town[firm.id]):
            line.of_employers += 1
            line.of_workers += working.get(firm.id, 0)
    for one in contracts:
        bound = named[one.id] if one.cover == Cover.LISTED else {
            firm.id for firm in firms if firm.path.startswith(one.path) and one.section in (None, firm.section)}
        kind = by_kind.setdefault((one.kind_of, one.scope), Line((KINDS[one.kind_of], SCOPES[one.scope])))
        own = one.area_id in here
        if not own and not bound & known.keys():
            continue
        touched = {of_town.get(id) for id in bound}
        for line in (kind, total, *(by_town[id] for id in touched if id in by_town)):
            line.contracts += 1
        stated = (one.stated_workers or 0) if own else 0  # of a wider area it is nobody's share
        kind.stated += stated
        total.stated += stated
        kind.employers |= bound & known.keys()
        for id in bound & known.keys():
            if of_town[id] in by_town:
                by_town[of_town[id]].employers.add(id)
    total.employers = set().union(*(line.employers for line in by_kind.values()))
    for line in (*by_town.values(), *by_kind.values(), total):
        line.workers = sum(working.get(id, 0) for id in line.employers)
        line.heads = sum(known[id].headcount or 0 for id in line.employers)
    order = list(KINDS), list(SCOPES)
    kinds = [by_kind[key] for key in sorted(by_kind, key=lambda key: (order[0].index(key[0]), order[1].index(key[1])))]
    return list(by_town.values()), kinds, total


if standards not in reviewing.STANDARDS:
    reviewing.STANDARDS.append(standards)
