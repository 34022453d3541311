"""Printed forms of the contract register: the opinion of the review. Made when asked for and not kept: the record is what counts."""

from flask import abort

from casework.accounts import queries as accounts
from casework.contracts import queries, reviewing
from casework.contracts.models import Contract
from casework.contracts.words import KINDS, STATES, WAGES, WEIGHTS
from casework.core import calendar, clock
from casework.core.money import yuan
from casework.documents import Document, Profile
from casework.documents.render import day
from casework.law import contracts as law
from casework.law.findings import N_

SEXES = {"male": "男", "female": "女"}
MOST = 400  # findings of one employer on paper; the register lists them all


def profile(area):
    """In whose name the papers of an area are printed."""
    own = accounts.profile(area)
    body = own.issuer
    return Profile(issuer=body.name if body else "", prefix=body.number_word if body else "", mode=str(own.mode), forms=own.forms,
                   telephone=(body and body.telephone) or "", address=(body and body.address) or "", body=body)


def iso(day):
    return day.isoformat() if day else None


def employer_facts(employer):
    return {"name": employer.name, "credit_code": employer.credit_code, "legal_rep": employer.legal_representative,
            "address": employer.address, "operating": employer.operating_address, "phone": employer.telephone}


def worker_facts(worker):
    return {"name": worker.name, "number": worker.id_number, "sex": SEXES.get(str(worker.sex)) if worker.sex else None,
            "phone": worker.telephone, "address": worker.address}


def term(contract):
    """合同期限 as papers say it."""
    if contract.kind is None:
        return "没有订立书面劳动合同"
    until = day(iso(contract.end_on)) + "止" if contract.end_on else "无固定期限" if contract.kind == "open" else "工作任务完成时止"
    return f"{day(iso(contract.start_on))}起，{until}"


def wage(contract):
    """月薪4,200.00元; None when nothing is known."""
    return None if contract.wage_fen is None else f"{WAGES[contract.wage_kind]}{yuan(contract.wage_fen)}元"


class ContractPaper(Document):
    """A form about a contract, or about an employer's whole register; `words`: what its button says."""

    group, copies, words = "劳动合同", ("用人单位", "附卷"), None

    @classmethod
    def load(cls, id, user):
        abort(404)  # printed from the contract or the employer, never kept with a matter

    @classmethod
    def fits(cls, contract):
        """Whether such a paper can be printed of the contract."""
        return contract.state != "void"


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
            "unjudged": [str(message) for message in law.unchecked(known, calendar.tables())],
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
        total = {}
        for _, weight, n in queries.findings_count(employer.id):
            total[weight] = total.get(weight, 0) + n
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


OF_CONTRACT = (ContractReview,)
OF_EMPLOYER = (EmployerReview,)


def made(forms, code, subject):
    """The form `code` about a contract or an employer, or 404 when there is no such paper of it."""
    Form = next((form for form in forms if form.code == code), None) or abort(404)
    if isinstance(subject, Contract) and not Form.fits(subject):
        abort(404)
    form = Form(subject, profile(subject.area))
    form.permitted(form.profile)
    return form
