"""What the papers of the contract register share: in whose name they are, how they say parties, terms and wages, the class of them all."""

from datetime import timedelta

from flask import abort

from casework.accounts import queries as accounts
from casework.contracts.words import WAGES
from casework.core.money import yuan
from casework.documents import Document, Profile
from casework.documents.render import day
from casework.law.terms import later, whole_months

SEXES = {"male": "男", "female": "女"}
LENGTHS = {"fixed": 1, "open": 2, "task": 3}
UNCERTIFIED = ("over_age", "trainee", "intern", "part_time")  # no labour contract ends, or none was needed in writing


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


def until(kind):
    """How a term without a last day ends, as papers say it."""
    return {"open": "无固定期限", "task": "工作任务完成时止"}.get(kind, "没有写明终止日期")


def term(contract):
    """合同期限 as papers say it."""
    if contract.kind is None:
        return "没有订立书面劳动合同"
    last = day(iso(contract.end_on)) + "止" if contract.end_on else until(contract.kind)
    return f"{day(iso(contract.start_on))}起，{last}"


def wage(contract):
    """月薪4,200.00元; None when nothing is known."""
    return None if contract.wage_fen is None else f"{WAGES[contract.wage_kind]}{yuan(contract.wage_fen)}元"


class ContractPaper(Document):
    """A form about a contract, or about an employer's whole register; `words`: what its button says."""

    group, copies, words = "劳动合同", ("用人单位", "附卷"), None
    what = None  # the event of a contract that it writes down, one paper for each

    @classmethod
    def load(cls, id, user):
        abort(404)  # printed from the contract or the employer, never kept with a matter

    @classmethod
    def fits(cls, contract):
        """Whether such a paper can be printed of the contract."""
        return contract.state != "void"

    @classmethod
    def empty(cls):
        """Facts of a copy that people fill in with the pen."""
        return emptied(cls.sample())


def emptied(value):
    """A sample with nothing in it."""
    if isinstance(value, dict):
        return {key: emptied(one) for key, one in value.items()}
    return [] if isinstance(value, list) else "" if isinstance(value, str) else None


def service(hired, ended):
    """1年1个月23天: from the day of hire to the last day, both counted."""
    after = ended + timedelta(days=1)
    months = whole_months(hired, after)
    days = (after - later(hired, months)).days
    parts = ((months // 12, "年"), (months % 12, "个月"), (days, "天"))
    return "".join(f"{n}{words}" for n, words in parts if n)
