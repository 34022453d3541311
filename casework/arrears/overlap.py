"""重复申报 — the same person, employer and month claimed twice, wherever and through whichever channel.

A warning with the office to call, never a wall. Across areas it answers only: there is one, which office, its telephone.
“不是同一笔” is remembered for the pair of lines.
"""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, aliased, mapped_column

from casework.accounts import queries as accounts
from casework.accounts.models import Area
from casework.arrears.models import Case, ClaimKind, ClaimLine, State
from casework.core.actions import action
from casework.core.base import Record
from casework.core.errors import Refused
from casework.core.permissions import P, may
from casework.core.words import say
from casework.extensions import db
from casework.law.findings import N_, Message
from casework.parties import queries as parties
from casework.parties.models import Employer, Worker

LIVE = tuple(state for state in State if state not in (State.REFUSED, State.WITHDRAWN, State.MERGED))
CHUNK = 400


class NotSame(Record, db.Model):
    """Two claim lines of one person that somebody looked at: they are not the same debt. The smaller id stands first."""

    __tablename__ = "claim_not_same"

    first_id: Mapped[int] = mapped_column(sa.ForeignKey("claim_line.id"), index=True)
    second_id: Mapped[int] = mapped_column(sa.ForeignKey("claim_line.id"), index=True)
    reason: Mapped[str | None] = mapped_column(sa.String(200))

    __table_args__ = (
        sa.UniqueConstraint("first_id", "second_id"),
        sa.CheckConstraint("first_id < second_id", name="in_order"),
    )


@dataclass(frozen=True)
class Claimed:
    """What is about to be claimed: `key` is the caller's own (a sheet row, a line id)."""

    key: object
    worker_id: int
    name: str
    month: date | None = None
    from_on: date | None = None
    to_on: date | None = None
    kind: str = ClaimKind.WAGES


@dataclass(frozen=True)
class Overlap:
    """`key` as the caller gave it; `number` and `case_id` only where the person may see the case, else the office to call."""

    key: object
    name: str
    month: date | None
    line_id: int
    case_id: int | None
    number: str | None
    office: str
    telephone: str

    @property
    def message(self):
        when = self.month.strftime("%Y-%m") if self.month else Message(N_("这段时间"))
        if self.number:
            return Message(N_("{name} {when} 的欠薪已在 {number} 登记，请核对是否同一笔"), name=self.name, when=when, number=self.number)
        return Message(N_("{name} {when} 的欠薪已由{office}登记，请先电话核对：{telephone}"),
                       name=self.name, when=when, office=self.office, telephone=self.telephone)


def shares_time(one, other):
    """Whether two claims may speak of the same days. A month is its days; what names no time may be any."""
    if one.month and other.month:
        return one.month == other.month
    (a, b), (c, d) = _span(one), _span(other)
    return None in (a, c) or (a <= d and c <= b)


def _span(claim):
    if claim.month:
        following = date(claim.month.year + claim.month.month // 12, claim.month.month % 12 + 1, 1)
        return claim.month, date.fromordinal(following.toordinal() - 1)
    return claim.from_on, claim.to_on


def find(claims, employer, user, case=None):
    """Overlaps of these Claimed with what is registered for the same employer in the whole city, in the order of `claims`.

    `case`: the case to which the claims belong, which is left out, as are lines somebody called not the same.
    """
    by_worker = {}
    for claim in claims:
        by_worker.setdefault(claim.worker_id, []).append(claim)
    found = []
    ids = sorted(by_worker)
    for at in range(0, len(ids), CHUNK):
        for line, told in _lines(ids[at:at + CHUNK], employer, user, case):
            found += [(claim, line, told) for claim in by_worker[line.worker_id]
                      if claim.kind == line.kind and shares_time(claim, line)]
    dismissed = cleared([line.id for _, line, _ in found])
    place = {id(claim): n for n, claim in enumerate(claims)}
    found.sort(key=lambda each: (place[id(each[0])], each[1].id))
    return [Overlap(claim.key, claim.name, claim.month or line.month, line.id, *told)
            for claim, line, told in found if not (isinstance(claim.key, int) and pair(claim.key, line.id) in dismissed)]


def _lines(worker_ids, employer, user, case):
    """(line, (case id or None, number or None, office, telephone)) of live claims of these people against the employer."""
    seen = accounts.within(user, P.CASE_VIEW) if user is not None else sa.true()
    same = Employer.id == employer.id
    if employer.credit_code is None:
        same = sa.or_(same, Employer.name == employer.name)
    select = (
        db.select(ClaimLine, Case.id, Case.number, Area.office, Area.telephone, seen.label("seen"))
        .join(Case, Case.id == ClaimLine.case_id).join(Employer, Employer.id == Case.employer_id).join(Area, Area.id == Case.area_id)
        .where(ClaimLine.worker_id.in_(worker_ids), Case.state.in_(LIVE), same)
    )
    if case is not None:
        select = select.where(Case.id != case.id)
    for line, id_, number, office, telephone, may_see in db.session.execute(select.order_by(ClaimLine.id)):
        yield line, (id_ if may_see else None, number if may_see else None, office or "", telephone or "")


def cleared(line_ids):
    """Pairs of line ids among those of these lines that somebody called not the same."""
    pairs = set()
    for at in range(0, len(line_ids), CHUNK):
        some = line_ids[at:at + CHUNK]
        pairs.update(db.session.execute(db.select(NotSame.first_id, NotSame.second_id).where(
            sa.or_(NotSame.first_id.in_(some), NotSame.second_id.in_(some)))).all())
    return {tuple(pair) for pair in pairs}


def pair(one, other):
    """Two line ids as NotSame keeps them."""
    return (one, other) if one < other else (other, one)


def of_case(case, user, workers=None):
    """Overlaps of a case's own lines (of these workers) with those of other cases; key is the line's id."""
    other, mine = aliased(ClaimLine), aliased(ClaimLine)
    suspects = (  # a look by the index first: most cases share nobody with another
        db.select(mine.worker_id).join(other, sa.and_(other.worker_id == mine.worker_id, other.case_id != mine.case_id))
        .where(mine.case_id == case.id).distinct()
    )
    if workers is not None:
        suspects = suspects.where(mine.worker_id.in_(workers))
    lines = db.session.execute(
        db.select(ClaimLine, Worker.name).join(Worker, Worker.id == ClaimLine.worker_id)
        .where(ClaimLine.case_id == case.id, ClaimLine.worker_id.in_(suspects)).order_by(ClaimLine.id)).all()
    claims = [Claimed(line.id, line.worker_id, name, line.month, line.from_on, line.to_on, line.kind) for line, name in lines]
    return find(claims, case.employer, user, case) if claims else []


def people(lines):
    """{who in a sheet: ids of registered workers}: known by number, else by name and telephone."""
    known = {}
    by_index = parties.workers_by_numbers({line.id_number for line in lines if line.id_number})
    for line in lines:
        if line.id_number:
            known[line.worker] = [by_index[line.id_number]] if line.id_number in by_index else []
    nameless = {(line.name, line.phone) for line in lines if not line.id_number and line.phone}
    for name, telephone, id_ in parties.workers_by_names({name for name, _ in nameless}):
        if (name, telephone) in nameless:
            known.setdefault(("name", name, telephone), []).append(id_)
    return known


def of_roster(roster, employer, user, case=None):
    """Overlaps of a roster's lines; key is the sheet's row."""
    known = people(roster.lines)
    claims = [Claimed(f"{line.row}", id_, line.name, line.month, line.from_on, line.to_on)
              for line in roster.lines for id_ in known.get(line.worker, ())]
    return find(claims, employer, user, case) if claims else []


def warn(roster, employer, user, case=None):
    """Note in a roster which of its lines are claimed elsewhere already."""
    for found in of_roster(roster, employer, user, case):
        roster.warn(int(found.key), say(N_("月份")), found.message)


def of_complaint(*, employer, worker, user, from_on=None, to_on=None):
    """Overlaps of one complaint at the counter, before it is saved: also with cases in which the person only complained."""
    if employer is None or worker is None:
        return []
    claimed = Claimed("complaint", worker.id, worker.name, None, from_on, to_on)
    found = find([claimed], employer, user)
    told = {overlap.number or overlap.office for overlap in found}
    seen = accounts.within(user, P.CASE_VIEW)
    rows = db.session.execute(
        db.select(Case.id, Case.number, Area.office, Area.telephone, seen.label("seen")).join(Area, Area.id == Case.area_id)
        .where(Case.complainant_id == worker.id, Case.employer_id == employer.id, Case.state.in_(LIVE)).order_by(Case.id))
    for id_, number, office, telephone, may_see in rows:
        if (number if may_see else office) not in told:
            found.append(Overlap("complaint", worker.name, None, 0, id_ if may_see else None, number if may_see else None,
                                 office or "", telephone or ""))
    return found


@action("arrears.not_same")
def not_same(*, case, line_id, other_id, by, reason=None):
    """Remember that two lines of one person are not the same debt; `line_id` is a line of the case."""
    if not may(by, P.CASE_REGISTER, case.area.path):
        raise Refused(N_("你没有修改本案的权限"))
    lines = {line.id: line for line in db.session.scalars(db.select(ClaimLine).where(ClaimLine.id.in_((line_id, other_id))))}
    mine, other = lines.get(line_id), lines.get(other_id)
    if mine is None or other is None or mine.case_id != case.id or mine.worker_id != other.worker_id:
        raise Refused(N_("没有这两笔欠薪"))
    first, second = pair(line_id, other_id)
    known = db.session.scalar(db.select(NotSame).where(NotSame.first_id == first, NotSame.second_id == second))
    if known is None:
        known = NotSame(first_id=first, second_id=second, reason=reason)
        db.session.add(known)
    return known
