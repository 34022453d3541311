"""续订书、变更协议书、解除（终止）协议书 — what the two sides sign when a contract goes on, changes or ends. Filled from an event of the
register; without one, what is to be agreed is left to the pen. Our own wording of the clauses, each with the articles it rests on.
"""

from casework.contracts import queries
from casework.contracts.documents_base import (
    LENGTHS,
    UNCERTIFIED,
    ContractPaper,
    employer_facts,
    iso,
    service,
    term,
    worker_facts,
)
from casework.contracts.words import COLUMNS, CYCLES, HOURS, KINDS, POSTS, WAGES, What
from casework.core.money import yuan
from casework.documents.render import day, numeral, written
from casework.law import contracts as law
from casework.law.findings import N_

CODED = {"kind": KINDS, "hours_kind": HOURS, "pay_cycle": CYCLES, "dispatch_post": POSTS}
UNITS = {"weekly_hours": "每周{}小时", "pay_day": "每月{}日"}
WAGE = ("wage_kind", "wage_fen")
NOT_CONTENT = {"kind", "number", "signed_on", "start_on", "end_on", "state", "ended_on", "ending_code", "lacking", "insured_on",
               "probation_end_on", "probation_wage_fen", "task"}  # the term is said in words of its own; the register's own notes are not
AGREED = ("T36E", "T36W")
SETTLED = ("E44-1", "E44-2", "E44-5", "E44-6", "ETASK")  # ended by law: only how it is settled can be agreed (实施条例第13条)
TOPICS = ("工作岗位", "工作地点", "工作时间", "劳动报酬", "合同期限", "其他")  # what is most often changed, for the pen


def at(contract, later):
    """{column: plain value} of the contract before these `later` events, the latest first. A correction mends the register: what it found
    wrong never was."""
    values = {key: _plain(value) for key, value in queries.values(contract).items()}
    for event in later:
        if event.what is not What.CORRECTED:
            values |= {key: old for key, (old, _) in event.changes.items() if key in values}
    return values


def _plain(value):
    return iso(value) if hasattr(value, "isoformat") else str(value) if hasattr(value, "value") else value


def changed(event, after, among=None):
    """[(label, old words, new words)] of what an event changed, wages as one row; `among`: only these columns."""
    before = {**after, **{key: old for key, (old, _) in event.changes.items()}}
    touched = [key for key in COLUMNS if key in event.changes and before[key] != after[key] and (among is None or key in among)]
    rows = []
    for key in touched:
        if key in WAGE:
            if not any(label == "工资标准" for label, *_ in rows):
                rows.append(["工资标准", _wage(before), _wage(after)])
        else:
            rows.append([str(COLUMNS[key]), _said(key, before[key]), _said(key, after[key])])
    return rows


def _wage(values):
    if values["wage_fen"] is None:
        return "没有约定"
    return f"{WAGES.get(values['wage_kind'], '')}{yuan(values['wage_fen'])}元"


def _said(key, value):
    if value in (None, ""):
        return "没有约定"
    if key in CODED:
        return str(CODED[key].get(value, value))
    if key == "user_employer_id":
        return queries.employer_name(value)
    if key.endswith("_on"):
        return day(value)
    return UNITS.get(key, "{}").format(value)


class Agreement(ContractPaper):
    """`what`: the event that it writes down; without one it is for the pen."""

    page, what, copies = "contract", None, ("用人单位", "劳动者")
    not_for = ("trainee", "intern")  # no labour contract: what such an agreement says, nobody has entered

    def __init__(self, subject, profile=None, event=None, later=None):
        """`later`: what happened after the event, the latest first; asked when not given."""
        super().__init__(subject, profile)
        self.event, self.later = event, later

    def after(self):
        """{column: plain value} as the event left it; None for the pen."""
        if self.event is None:
            return None
        return at(self.subject, queries.events_after(self.subject, self.event) if self.later is None else self.later)

    @property
    def over_age(self):
        return self.subject.kind == "over_age"

    def printed_facts(self, n=None, on=None):
        facts = super().printed_facts(n, on)
        facts["paper"]["title"] = self.named(facts["paper"]["title"])
        return facts

    def named(self, title):
        """The title by what the contract is: an over-age worker has an agreement, no labour contract."""
        return title.replace("劳动合同", "用工协议") if self.over_age else title

    def parties(self):
        c = self.subject
        employer, worker = employer_facts(c.employer), worker_facts(c.worker)
        return {"employer": {key: employer[key] for key in ("name", "credit_code", "legal_rep", "address")},
                "worker": {key: worker[key] for key in ("name", "number", "phone", "address")}, "number": c.number,
                "hired_on": iso(c.hired_on), "variant": {"over_age": "over_age", "part_time": "part_time"}.get(c.kind, "general")}

    @classmethod
    def layout(cls, facts, shrink=0):
        return {"numerals": [numeral(n) for n in range(40)], "topics": TOPICS}

    @classmethod
    def empty(cls):
        return super().empty() | {"variant": "general"}


class RenewalAgreement(Agreement):
    """劳动合同法第10、12至16、19、35条: a further term in writing, its kind, and what else becomes different."""

    code, title, words, what = "renewal-agreement", "劳动合同续订书", N_("续订书"), What.RENEWED

    @classmethod
    def fits(cls, contract):
        return contract.state == "active" and contract.kind not in cls.not_for

    def facts(self):
        after = self.after()
        before = {key: old for key, (old, _) in self.event.changes.items()} if self.event else {}
        current = after or {key: _plain(value) for key, value in queries.values(self.subject).items()}
        earlier = current | before
        kind = after and after["kind"]
        return self.parties() | {
            "number": earlier["number"], "earlier": [earlier["start_on"], earlier["end_on"]],
            "earlier_kind": str(KINDS[earlier["kind"]]) if earlier["kind"] else None,
            "length": after and (LENGTHS.get(kind) or (1 if after["end_on"] else None)),
            "start_on": after and after["start_on"], "end_on": after and after["end_on"], "task": after and after["task"],
            "signed_on": after and after["signed_on"], "dispatch": kind == "dispatch",
            "rows": changed(self.event, after, set(COLUMNS) - NOT_CONTENT) if self.event else []}

    @classmethod
    def sample(cls):
        from casework.contracts import samples

        return samples.PARTIES | {
            "earlier": ["2025-12-01", "2026-11-30"], "earlier_kind": "固定期限", "length": 1, "start_on": "2026-12-01",
            "end_on": "2028-11-30", "task": None, "signed_on": "2026-11-20", "dispatch": False, "rows": samples.CHANGES[:1]}


class AmendmentAgreement(Agreement):
    """劳动合同法第35条: agreed, in writing, a copy for each; old beside new, from a day on."""

    code, title, words, what = "amendment-agreement", "劳动合同变更协议书", N_("变更协议书"), What.AMENDED

    @classmethod
    def fits(cls, contract):
        return contract.state in ("active", "suspended") and contract.kind not in cls.not_for

    def facts(self):
        c = self.subject
        return self.parties() | {
            "term": term(c) if not self.event else None, "on": iso(self.event.on) if self.event else None,
            "reason": self.event.reason if self.event else None,
            "rows": changed(self.event, self.after()) if self.event else []}

    @classmethod
    def sample(cls):
        from casework.contracts import samples

        return samples.PARTIES | {"term": None, "on": "2026-11-01", "reason": "工程进入装修阶段，经双方协商调整岗位和工资。",
                                  "rows": samples.CHANGES}


class EndingAgreement(Agreement):
    """协商解除 (劳动合同法第36条), or how an ending by law is settled (第44条): wages, severance, papers, handing over.

    Nothing is agreed away: 法释〔2020〕26号第35条 stands in it. Who ended it alone has nothing to agree, and no such paper.
    """

    code, title, words, what = "ending-agreement", "解除（终止）劳动合同协议书", N_("解除、终止协议书"), What.ENDED

    @classmethod
    def fits(cls, contract):
        if contract.kind in UNCERTIFIED or contract.kind is None:
            return False
        return contract.state in ("active", "suspended") or contract.ending_code in (*AGREED, *SETTLED)

    def named(self, title):
        code = self.subject.ending_code
        return "终止劳动合同协议书" if code in SETTLED else "协商解除劳动合同协议书"

    def facts(self):
        c, ending = self.subject, law.ENDINGS.get(self.subject.ending_code)
        due = ending.severance if ending and isinstance(ending.severance, bool) else None
        by_law = c.ending_code in SETTLED
        return self.parties() | {
            "how": "terminate" if by_law else "dissolve", "by": {"T36E": "employer", "T36W": "worker"}.get(c.ending_code),
            "ground": str(ending.title) if ending and (by_law or due is False) else None,
            "ground_basis": "、".join(written(one) for one in ending.basis) if by_law else None, "ended_on": iso(c.ended_on),
            "term": term(c), "post": c.post, "service": service(c.hired_on, c.ended_on) if c.ended_on else None, "due": due,
            "severance_fen": self.event.severance_fen if self.event else None}

    @classmethod
    def sample(cls):
        from casework.contracts import samples

        return samples.PARTIES | {
            "how": "dissolve", "by": "employer", "ground": None, "ground_basis": None,
            "ended_on": "2026-11-30", "term": samples.CONTRACT["term"], "post": "架子工", "service": "1年1个月23天", "due": True,
            "severance_fen": 1_125_000}

    @classmethod
    def empty(cls):
        return super().empty() | {"how": "dissolve"}
