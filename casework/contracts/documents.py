"""Printed forms of the contract register: the opinion of the review, contracts to sign, the certificate of an ending. Made
when asked for and not kept: the record is what counts.
"""

from flask import abort

from casework.contracts import queries, reviewing
from casework.contracts.documents_agreements import AmendmentAgreement, EndingAgreement, RenewalAgreement
from casework.contracts.documents_base import (
    LENGTHS,
    UNCERTIFIED,
    ContractPaper,
    employer_facts,
    iso,
    profile,
    service,
    term,
    wage,
    worker_facts,
)
from casework.contracts.documents_reminders import ContractReminder
from casework.contracts.documents_staff import EmploymentFiling, StaffRoster
from casework.contracts.models import Contract
from casework.contracts.words import HOURS, KINDS, POSTS, STATES, WAGES, WEIGHTS, What
from casework.core import calendar, clock
from casework.core.money import yuan
from casework.documents import Profile
from casework.documents.render import numeral
from casework.law import contracts as law
from casework.law.findings import N_

MOST = 400  # findings of one employer on paper; the register lists them all


def counted(rows):
    """[[words of the weight, how many]], the heaviest first."""
    return [[WEIGHTS[weight], sum(row["weight"] == WEIGHTS[weight] for row in rows)] for weight in WEIGHTS]


def finding(weight, message, basis, worker=None):
    return {"worker": worker, "weight": WEIGHTS[weight], "sentence": str(message), "basis": "、".join(map(str, basis))}


class ContractReview(ContractPaper):
    """合同体检意见书 of one contract: every finding with its article and weight, and what nobody could judge."""

    code, title, words = "contract-review", "劳动合同体检意见书", N_("合同体检意见书")

    def facts(self):
        contract, on = self.subject, clock.today()
        known = reviewing.known(contract, on)
        rows = sorted((finding(f.weight, f.message, f.basis) | {"order": -reviewing.WORST[f.weight]}
                       for f in reviewing.opinions(known)), key=lambda row: row.pop("order"))
        return {
            "employer": employer_facts(contract.employer), "worker": worker_facts(contract.worker), "number": contract.number,
            "form": KINDS[contract.kind] if contract.kind else None, "term": term(contract), "hired_on": iso(contract.hired_on),
            "signed_on": iso(contract.signed_on), "post": contract.post, "wage": wage(contract), "state": STATES[contract.state],
            "reviewed_on": iso(on), "rows": rows, "counted": counted(rows),
            "unjudged": [str(message) for message in law.unchecked(known, calendar.tables())]
                        + ([reviewing.UNJUDGED[contract.kind]] if contract.kind in reviewing.UNJUDGED else []),
        }

    @classmethod
    def sample(cls):
        from casework.contracts import samples

        return {**samples.CONTRACT, "form": "固定期限", "state": "履行中", "reviewed_on": "2026-10-14", "rows": samples.FINDINGS,
                "counted": counted(samples.FINDINGS), "unjudged": ["当地小时最低工资标准没有录入，工资是否达标无法判断"]}


class EmployerReview(ContractPaper):
    """The same of an employer: its findings as they were last kept, the heaviest first."""

    code, title, words = "employer-review", "用人单位劳动合同体检意见书", N_("合同体检意见书")

    def facts(self):
        employer = self.subject
        states = queries.by_state(employer.id)
        signed = states.get("active", 0) + states.get("suspended", 0)
        found = queries.findings_by_weight(employer.id, MOST)
        rows = [finding(row.weight, reviewing.thawed(row.message), row.basis, worker) for row, worker in found]
        own, sent = queries.dispatch_share(employer.id)
        share, total = law.dispatch_share_finding(own, sent) if sent else None, {}
        if share:
            rows = [finding(share.weight, share.message, share.basis, "本单位"), *rows]
        for _, weight, n, _ in queries.findings_count(employer.id):
            total[weight] = total.get(weight, 0) + n
        if share:
            total[share.weight] = total.get(share.weight, 0) + 1
        return {
            "employer": employer_facts(employer), "at_work": signed + states.get("unsigned", 0), "signed": signed,
            "unsigned": states.get("unsigned", 0), "ended": states.get("dissolved", 0) + states.get("terminated", 0),
            "reviewed_on": iso(clock.today()), "rows": rows, "counted": [[WEIGHTS[w], total.get(w, 0)] for w in WEIGHTS],
            "more": max(0, sum(total.values()) - len(rows)),
        }

    @classmethod
    def sample(cls):
        from casework.contracts import samples

        rows = [{**row, "worker": name} for name in samples.NAMES for row in samples.FINDINGS]
        return {"employer": samples.CONTRACT["employer"], "at_work": 46, "signed": 40, "unsigned": 6, "ended": 12,
                "reviewed_on": "2026-10-14", "rows": rows, "counted": counted(rows), "more": 0}


class ContractText(ContractPaper):
    """规范文本 on the parts of the ministry's model (forms.md 4.1) in our own words; what the record lacks is left to the pen.

    `kinds`: of which contracts; `book`: on the cover; `word`: what the text calls itself; `variant`: which clauses stand in it.
    """

    code, title, words, page = "labour-contract", "劳动合同书", N_("劳动合同书"), "contract"
    copies = ("用人单位", "劳动者")
    kinds, variant, book, word = (None, "fixed", "open", "task"), "general", "劳动合同书", "合同"
    subtitle = "固定期限、无固定期限、以完成一定工作任务为期限通用"

    @classmethod
    def fits(cls, contract):
        return contract.state in ("unsigned", "active", "suspended") and contract.kind in cls.kinds

    def facts(self):
        c = self.subject
        return {
            "employer": employer_facts(c.employer), "worker": worker_facts(c.worker), "number": c.number,
            "signed_on": iso(c.signed_on), "start_on": iso(c.start_on), "end_on": iso(c.end_on), "task": c.task,
            "probation_end_on": iso(c.probation_end_on), "post": c.post, "work_place": c.work_place,
            "user_employer": c.user_employer.name if c.user_employer else None, "weekly_hours": c.weekly_hours,
            "length": LENGTHS.get(c.kind) or (1 if c.kind and c.end_on else None), "hours": place(HOURS, c.hours_kind),
            "pay": place(WAGES, c.wage_kind), "post_kind": place(POSTS, c.dispatch_post), "pay_day": c.pay_day,
            "amount": None if c.wage_fen is None else yuan(c.wage_fen),
            "probation_amount": None if c.probation_wage_fen is None else yuan(c.probation_wage_fen),
        }

    @classmethod
    def layout(cls, facts, shrink=0):
        return {"variant": cls.variant, "book": cls.book, "word": cls.word, "subtitle": cls.subtitle,
                "numerals": [numeral(n) for n in range(40)]}

    @classmethod
    def sample(cls):
        from casework.contracts import samples

        dispatched = {"user_employer": "云溪县青石镇滨河开发建设有限公司"} if cls.variant == "dispatch" else {"user_employer": None}
        return {**samples.TEXT, **dispatched, "pay": 3 if cls.variant == "part_time" else 2}


class DispatchContract(ContractText):
    code, title, words, kinds, variant = "dispatch-contract", "劳动合同书（劳务派遣）", N_("劳动合同书"), ("dispatch",), "dispatch"
    subtitle = "劳务派遣"


class PartTimeContract(ContractText):
    code, title, words, kinds = "part-time-contract", "劳动合同书（非全日制）", N_("劳动合同书"), ("part_time",)
    variant, subtitle = "part_time", "非全日制用工"


class SiteContract(ContractText):
    code, title, words, kinds, variant = "site-contract", "建筑工地劳动合同书", N_("劳动合同书"), ("site",), "site"
    subtitle = "建筑工地用工"


class OverAgeAgreement(ContractText):
    """用工协议 under Order 56 of 2026: disputes, hours, wages and injury insurance as law.md LC-68 to LC-71 have them."""

    code, title, words, kinds = "over-age-agreement", "超龄劳动者用工协议书", N_("用工协议书"), ("over_age",)
    variant, book, word, subtitle = "over_age", "用工协议书", "协议", "超龄劳动者"


class EndingCertificate(ContractPaper):
    """劳动合同法实施条例第24条: term, day of the ending, post, years of service — and nothing that speaks against the worker."""

    code, title, words = "ending-certificate", "解除（终止）劳动合同证明书", N_("解除、终止证明书")
    copies = ("劳动者", "用人单位", "档案", "社会保险经办")

    @classmethod
    def fits(cls, contract):
        return contract.state in ("dissolved", "terminated") and contract.kind not in UNCERTIFIED

    def facts(self):
        c = self.subject
        return {"employer": employer_facts(c.employer), "worker": worker_facts(c.worker), "number": c.number, "term": term(c),
                "post": c.post, "hired_on": iso(c.hired_on), "ended_on": iso(c.ended_on), "service": service(c.hired_on, c.ended_on),
                "ending": "解除" if c.state == "dissolved" else "终止"}

    @classmethod
    def sample(cls):
        from casework.contracts import samples

        own = samples.CONTRACT
        return {"employer": {k: own["employer"][k] for k in ("name", "credit_code", "legal_rep")} | {"legal_rep": None},
                "worker": {k: own["worker"][k] for k in ("name", "number", "sex")}, "number": own["number"], "term": own["term"],
                "post": own["post"], "hired_on": "2025-10-08", "ended_on": "2026-11-30", "service": "1年1个月23天", "ending": "终止"}

    @classmethod
    def empty(cls):
        return super().empty() | {"ending": "解除（终止）", "term": ""}


def place(words, value):
    """1 for the first of the words, 2 for the second …; None when nothing was said."""
    return list(words).index(value) + 1 if value else None


TEXTS = (ContractText, DispatchContract, PartTimeContract, SiteContract, OverAgeAgreement)
OF_CONTRACT = (ContractReview, *TEXTS, RenewalAgreement, AmendmentAgreement, EndingAgreement, EndingCertificate)
OF_EMPLOYER = (EmployerReview,)
LISTS = (StaffRoster, EmploymentFiling, ContractReminder)  # of an employer, with more than the employer to say
BLANK = (*TEXTS, RenewalAgreement, AmendmentAgreement, EndingAgreement, EndingCertificate)  # copies for the pen


def made(forms, code, subject, **more):
    """The form `code` about a contract or an employer, or 404 when there is no such paper of it. `code`:id names the event of the
    contract that the paper writes down."""
    code, _, event = code.partition(":")
    Form = next((form for form in forms if form.code == code), None) or abort(404)
    if event:
        more["event"] = queries.event(subject, event, Form.what) or abort(404)
    if isinstance(subject, Contract) and not (Form.fits(subject) or (event and Form.what != What.ENDED)):
        abort(404)
    form = Form(subject, profile(subject.area), **more)
    form.permitted(form.profile)
    return form


def blank(code):
    """(form, its facts) of a copy for the pen, in nobody's name; 404 when there is none."""
    Form = next((form for form in BLANK if form.code == code), None) or abort(404)
    return Form, {"paper": Form.paper(Profile(issuer="")), **Form.empty()}
