"""What a row of a ledger means beside what is known: new, renewed, changed, ended, unchanged, or rejected with its reason.

By its column 变动类型, else by comparison with the contract that is there. Reads, and writes nothing: the dry run and the
import ask it the same.
"""

from collections import namedtuple
from dataclasses import dataclass, field
from datetime import timedelta

from casework.contracts import actions, queries, reviewing
from casework.contracts.models import Contract
from casework.contracts.words import ENDED, NOT_FULL_TIME, OPEN, Kind, State, WageKind
from casework.core import clock, crypto
from casework.core.errors import Refused
from casework.core.permissions import P, may
from casework.extensions import db
from casework.law.findings import N_, Message
from casework.parties import alike
from casework.parties import queries as known
from casework.parties.models import Worker

OUTCOMES = ("new", "renewed", "changed", "ended", "unchanged")
REJECTED = "rejected"
COLUMNS = {"user_employer_name": "user_employer", "worker_name": "name"}  # fields of the forms, as a ledger calls them
NOT_CARRIED = ("kind", "start_on", "end_on")  # of a renewal: said anew
Firm = namedtuple("Firm", "id name area_id code")  # an employer as plain values: it outlives any transaction


@dataclass(slots=True)
class Verdict:
    """One row: its outcome, the employer, whose it is ((blind index, worker id or None)) and the contract that is there.

    `problems` [(column, what was typed, Message)] reject it; `warnings` [Message] do not.
    """

    row: int
    values: dict
    outcome: str = REJECTED
    firm: Firm | None = None
    index: str | None = None
    worker: int | None = None
    present: Contract | None = None
    fixed_before: int = 0
    problems: list = field(default_factory=list)
    warnings: list = field(default_factory=list)
    findings: list = field(default_factory=list)
    beside: tuple = ()  # full-time contracts of the same person at other employers in the same sheet

    @property
    def unit(self):
        """The name of the employer that a dispatched worker works for, as the row says it."""
        kind = self.values.get("kind") or (self.present.kind if self.present and self.outcome == "renewed" else None)
        return self.values.get("user_employer") if kind is Kind.DISPATCH else None


class Judge:
    """Judges the Lines of one ledger, chunk by chunk, for one person. `employer`: whose rows they are where a row says none;
    `only`: the employer itself brought the ledger, and speaks of nobody else's people."""

    def __init__(self, by, employer=None, seen=(), only=False):
        self.by, self.firms, self.seen, self.placed = by, {}, dict(seen), {}
        self.standards, self.asked = {}, set()
        self.employer, self.only = employer and self._mine(employer), employer.name if only else None

    def chunk(self, lines):
        """[Verdict] in the order of the lines."""
        verdicts = [Verdict(line.row, line.values, problems=list(line.problems)) for line in lines]
        sound = [one for one in verdicts if not one.problems]
        for one in sound:
            if number := one.values.get("id_number"):
                one.index = crypto.blind(number.number)
        workers = known.workers_by_index([one.index for one in sound])
        there = self._there(workers.values())
        for one in sound:
            one.worker = workers.get(one.index)
            try:
                self._judge(one, there)
            except Refused as refusal:
                one.outcome = REJECTED
                one.problems.append((COLUMNS.get(refusal.field, refusal.field) or "name", "", refusal.message))
        self._alike([one for one in sound if one.outcome == "new" and one.worker is None])
        return verdicts

    @staticmethod
    def _there(workers):
        """{(employer, worker): its contracts, the open one first}"""
        found, ids = {}, sorted(set(workers))
        for at in range(0, len(ids), 500):
            for c in db.session.scalars(db.select(Contract).where(Contract.worker_id.in_(ids[at:at + 500]),
                                                                  Contract.state != State.VOID).order_by(Contract.id.desc())):
                found.setdefault((c.employer_id, c.worker_id), []).append(c)
        for contracts in found.values():
            contracts.sort(key=lambda c: c.state not in OPEN)
        return found

    def _judge(self, one, there):
        values = one.values
        one.firm = self._firm(values)
        if one.index is None:
            raise Refused(N_("请填写身份证号：没有号码不能与登记对照"), field="id_number")
        if first := self.seen.get((one.firm.id, one.index)):
            raise Refused(Message(N_("与第 {row} 行同一单位同一人重复"), row=first), field="id_number")
        self.seen[one.firm.id, one.index] = one.row
        contracts = there.get((one.firm.id, one.worker), ()) if one.worker else ()
        one.present = contracts[0] if contracts and contracts[0].state in OPEN else None
        if values.get("wage_fen") is not None and not values.get("wage_kind") and not (one.present and one.present.wage_kind):
            values["wage_kind"] = WageKind.MONTHLY
        one.outcome = outcome(values, one.present, contracts)
        if one.outcome == "ended" or (values.get("ended_on") and one.outcome != "unchanged"):
            _whole_ending(values)
        if one.outcome == "new":
            if values.get("number") and values["number"] in {c.number for c in contracts}:
                raise Refused(actions.NUMBER_USED, field="number")
            _as_registered(values)
            one.fixed_before = _fixed_before(contracts, values["start_on"]) if values.get("start_on") else 0
            if values.get("kind") not in (None, *NOT_FULL_TIME):
                one.beside = self.placed.get(one.index, ())
                self.placed[one.index] = (*one.beside, (one.firm.id, values["start_on"], values.get("end_on"), one.firm.name))
        if one.outcome in ("renewed", "changed", "ended"):
            _possible(one)
        unit = one.unit if one.outcome in ("new", "renewed", "changed") else None
        if unit and known.employer_named(unit) is None:
            one.warnings.append(Message(N_("用工单位“{name}”还没有登记，导入时一并登记"), name=unit))

    def _firm(self, values):
        key = values.get("credit_code") or values.get("employer_name") or ""
        if key not in self.firms:
            self.firms[key] = self._found(values)
        found = self.firms[key]
        if isinstance(found, Refused):
            raise found
        if self.only and found != self.employer:
            raise Refused(Message(N_("这份表由“{name}”自报，只收它自己的人"), name=self.only),
                          field="credit_code" if values.get("credit_code") else "employer_name")
        return found

    def _found(self, values):
        code, name = values.get("credit_code"), values.get("employer_name")
        if not code and not name:
            return self.employer or Refused(N_("请填写用人单位的统一社会信用代码"), field="credit_code")
        found = known.employer_by_code(code) if code else db.session.scalar(
            known.employers(self.by).where(known.Employer.name == name).limit(1))
        if found is None:
            near = alike.employers(self.by, name=name) if name else ()
            said = N_("“{name}”还没有登记；登记里有相近的“{other}”，请核对名称") if near else N_("“{name}”还没有登记，请先登记用人单位")
            return Refused(Message(said, name=name or code, other=near[0].name if near else ""),
                           field="employer_name" if near else "credit_code")
        return self._mine(found)

    def _mine(self, employer):
        """The employer as plain values, or the Refused that its contracts are for others to write."""
        if not may(self.by, P.CONTRACT_EDIT, employer.area.path):
            return Refused(Message(N_("“{name}”归{office}管，不能由你导入"), name=employer.name, office=employer.area.office),
                           field="credit_code")
        return Firm(employer.id, employer.name, employer.area_id, employer.area.code)

    def _alike(self, fresh):
        """People who would be registered as new although somebody of this name and birth date, or telephone, is known."""
        names, found = sorted({one.values["name"] for one in fresh}), {}
        for at in range(0, len(names), 500):
            for worker in db.session.execute(
                    db.select(Worker.name, Worker.born_on, Worker.telephone, Worker.id_tail)
                    .where(Worker.name.in_(names[at:at + 500]), Worker.merged_into_id.is_(None), known.workers_seen(self.by))):
                found.setdefault(worker.name, []).append(worker)
        for one in fresh:
            for worker in found.get(one.values["name"], ()):
                born = worker.born_on == one.values["id_number"].birth
                if born or (worker.telephone and worker.telephone == one.values.get("telephone")):
                    one.warnings.append(Message(
                        N_("登记里有同名、同出生日期的人（证件尾号 {tail}）；如是同一人，请先在本人页面登记这个号码") if born else
                        N_("登记里有同名、同电话的人（证件尾号 {tail}）；如是同一人，请先在本人页面登记这个号码"),
                        tail=worker.id_tail or "—"))
                    break

    def review(self, verdicts):
        """The law's findings on what each row would make of its contract, put on the verdicts."""
        asked = [one for one in verdicts if one.outcome in ("new", "renewed", "changed", "ended")]
        others = queries.elsewhere_of([one.worker for one in asked if one.worker])
        today = clock.today()
        self._standards({one.firm.id for one in asked}, today)
        for one in asked:
            values, renewal, terms = pictured(one)
            one.findings = reviewing.opinions(reviewing.facts(
                values, on=today, place=one.firm.code, born_on=one.values["id_number"].birth, fixed_terms=terms,
                elsewhere=elsewhere(one, others), renewal=renewal, collective=self.standards.get(one.firm.id, ())))

    def _standards(self, firms, on):
        """Asks once for each employer of the ledger."""
        fresh = firms - self.asked
        if fresh:
            self.standards |= reviewing.standards(fresh, on)
            self.asked |= fresh


def elsewhere(one, others):
    """Full-time contracts with others, of the register and of the same sheet: (first day, last day or None, name)."""
    both = dict.fromkeys((*others.get(one.worker, ()), *one.beside))
    return [(first, last, name) for other, first, last, name in both if other != one.firm.id]


def outcome(values, present, contracts=()):
    """What a row does to the open contract `present`, or to none; `contracts`: all that were there, the latest first."""
    said = values.get("change")
    if present is None:
        if _already_over(values, contracts):
            return "unchanged"
        if said in ("renewed", "changed", "ended"):
            raise Refused(N_("这名劳动者在该单位没有在册的合同，不能续订、变更或者结束"), field="change")
        return "new"
    if said == "new":
        if not changes(values, present) and values.get("start_on") in (None, present.start_on):
            return "unchanged"  # the same sheet once more
        raise Refused(N_("这名劳动者在该单位已有在册的合同"), field="change")
    if said == "renewed":
        return said if values.get("start_on") != present.start_on else "unchanged"
    if said == "changed" and present.state is not State.UNSIGNED and not changes(values, present):
        return "unchanged"
    if said:
        return said
    if values.get("ended_on"):
        return "ended"
    if present.state is State.UNSIGNED and values.get("kind"):
        return "changed"
    start = values.get("start_on")
    if start and present.start_on and start > present.start_on and (present.end_on is None or start > present.end_on):
        return "renewed"
    return "changed" if changes(values, present) else "unchanged"


def _already_over(values, contracts):
    """Is this the row of a contract that has ended since? Then a second import of the sheet must not begin it again."""
    begins, ended = values.get("hired_on") or values.get("start_on"), values.get("ended_on")
    over = [one for one in contracts if one.state in ENDED]
    return any(begins in (one.hired_on, one.start_on) if begins else ended == one.ended_on for one in over)


def _whole_ending(values):
    """An ending has its last day and its ground; neither is guessed."""
    if not values.get("ended_on"):
        raise Refused(N_("请填写解除终止日期"), field="ended_on")
    if not values.get("code"):
        raise Refused(N_("请填写解除终止事由"), field="code")


def _as_registered(values):
    values["hired_on"] = values.get("hired_on") or values.get("start_on")
    values["wage_kind"] = values.get("wage_kind") or (WageKind.MONTHLY if values.get("wage_fen") is not None else None)
    actions.sensible(values)
    if values["id_number"].birth >= values["hired_on"]:
        raise Refused(N_("用工之日早于出生日期，请核对"), field="hired_on")
    if values.get("ended_on") and values["ended_on"] < values["hired_on"]:
        raise Refused(N_("解除终止日期早于用工之日，请核对"), field="ended_on")


def _possible(one):
    """What the action of a change would refuse is refused at its row, before anything is written."""
    values, present = one.values, one.present
    if one.outcome == "ended":
        if values["ended_on"] < present.moved_on:
            raise Refused(Message(N_("日期不能早于上一次变动的日期 {day}"), day=present.moved_on.isoformat()), field="ended_on")
        return
    if one.outcome == "changed" and present.state is State.UNSIGNED:
        if values.get("kind") is None or values.get("start_on") is None:
            raise Refused(N_("补签请填写合同类型和合同起始日期"), field="start_on" if values.get("kind") else "kind")
        if values["start_on"] < present.hired_on:
            raise Refused(N_("合同开始日期不能早于用工之日"), field="start_on")
    elif present.state is not State.ACTIVE:
        raise Refused(N_("合同现在的状态不能这样办"), field="change")
    elif one.outcome == "renewed" and (values.get("start_on") is None or (present.start_on and values["start_on"] <= present.start_on)):
        raise Refused(N_("续订的开始日期应晚于原合同的开始日期"), field="start_on")
    actions.sensible(pictured(one)[0] | {"user_employer": values.get("user_employer")})


def _fixed_before(contracts, start_on):
    """Fixed terms that ended on the day before this one begins (劳动合同法第14条第2款第3项)."""
    return max((c.fixed_terms for c in contracts if c.state is State.TERMINATED and c.ending_code == "E44-1"
                and c.ended_on >= start_on - timedelta(days=1)), default=0)


def changes(values, present):
    """{column: new value} of what a row says differently; an empty cell says nothing."""
    return {key: values[key] for key in actions.AMENDABLE
            if values.get(key) is not None and key != "user_employer_id" and values[key] != getattr(present, key)}


def pictured(one):
    """(columns of the contract after this row, is it a renewal, which fixed term)."""
    values, present = one.values, one.present
    if one.outcome == "new":
        return values | {"ending_code": values.get("code")}, False, one.fixed_before + (values.get("kind") in actions.FIXED)
    old = queries.values(present)
    if one.outcome == "ended":
        return old | {"ended_on": values["ended_on"], "ending_code": values["code"]}, present.terms > 1, present.fixed_terms
    given = {key: values[key] for key in (*actions.TERM, *actions.CONTENT) if values.get(key) is not None}
    if one.outcome == "renewed":
        kind = values.get("kind") or present.kind
        fresh = dict(probation_end_on=None, probation_wage_fen=None, lacking=None, signed_on=None)
        return (old | fresh | given | {"kind": kind, "end_on": values.get("end_on")}, True,
                present.fixed_terms + (kind in actions.FIXED))
    if present.state is State.UNSIGNED:
        return old | given, False, int(values.get("kind") in actions.FIXED)
    return old | changes(values, present), present.terms > 1, present.fixed_terms
