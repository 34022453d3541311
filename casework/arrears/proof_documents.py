"""Papers that ask the employer for its proof: the notice of inquiry and the order to correct. What is missing is their text."""

from functools import cached_property

from casework.arrears import proof_queries
from casework.arrears.documents import CasePaper
from casework.arrears.facts import period
from casework.arrears.models import PAY, Case, State
from casework.arrears.proofs import DemandKind
from casework.core import files
from casework.documents.render import written
from casework.extensions import db
from casework.law.inspection_clocks import RECONSIDERATION, SUIT
from casework.law.payers import PROOF_BASIS
from casework.law.penalty import may_rely_on_worker
from casework.law.sources import cite
from casework.law.violations import VIOLATIONS

WARNING = written(cite("劳动保障监察条例", 30))


def _all(basis):
    return "、".join(written(citation) for citation in basis)


class Asking(CasePaper):
    """A letter about one Demand; before there is one, a draft says what would be asked today."""

    page, by_move, serve_to = "letter", True, ("employer",)
    copies = ("送当事人", "附卷")
    kind: DemandKind
    states: tuple

    @classmethod
    def about(cls, subject, by, like=None):
        fits = isinstance(subject, Case) and subject.state in cls.states
        return super().about(subject, by, like) if fits else None

    @cached_property
    def demand(self):
        return proof_queries.last(self.case, self.kind)

    @property
    def item(self):
        return self.demand.id if self.demand else None

    def asked(self, case):
        keys = self.demand.keys if self.demand else proof_queries.missing(case)
        extra = [line.strip() for line in ((self.demand and self.demand.extra) or "").splitlines() if line.strip()]
        return proof_queries.in_words(case, keys) + extra

    def details(self, case, lines):
        return {"to": (self.demand and self.demand.to_name) or case.employer.name, "items": self.asked(case),
                "due_on": self.demand.due_on.isoformat() if self.demand else None, "proof_basis": written(PROOF_BASIS)}


ASKED = ["劳动合同", "职工名册", "工资支付台账中缺少的支付日期、实发工资数额、银行代发工资凭证或者农民工签字"]


class InquiryNotice(Asking):
    """forms.md 1.5 劳动保障监察询问通知书（浙江省条例第27条）: the materials to bring are what is still missing."""

    code, title, number_word = "inquiry-notice", "劳动保障监察询问通知书", "询"
    basis = (cite("劳动保障监察条例", 15), cite("浙江省劳动保障监察条例", 27))
    kind, states = DemandKind.REQUEST, (State.ACCEPTED, State.FILED)

    def details(self, case, lines):
        return {**super().details(case, lines), "place": self.demand and self.demand.place, "warning": WARNING}

    @classmethod
    def sample_details(cls):
        return {"to": "云溪县宏远达建筑劳务分包有限责任公司", "items": [*ASKED, "拨付人工费用的凭证"], "due_on": "2026-10-22",
                "proof_basis": written(PROOF_BASIS), "place": "2026年10月22日9时，本局三楼询问室", "warning": WARNING}


class RectificationOrder(Asking):
    """forms.md 1.9 限期改正指令书: one of the papers after which an unpaid wage may be a crime (法释〔2013〕3号第4条).

    Whether it names remedies is the county's legal office's word (setting `remedies`); none is printed without one.
    """

    code, title, number_word = "rectification-order", "劳动保障监察限期改正指令书", "令"
    basis = (cite("劳动保障监察条例", 18), cite("劳动保障监察条例", 26))
    kind, states = DemandKind.ORDER, (State.FILED,)

    @classmethod
    def from_service(cls, profile):
        return (RECONSIDERATION, SUIT) if cls.setting(profile, "remedies") else ()

    def details(self, case, lines):
        unpaid = [line for line in lines if line.owed_fen and line.kind in PAY]
        owed = self.demand.owed_fen if self.demand else sum(line.owed_fen for line in unpaid) or None
        kept = db.session.scalars(files.of(case)).all()
        first = unpaid[0].worker.name if unpaid else None
        return {
            **super().details(case, lines), "ordered_fen": owed, "first": first, "unpaid_workers": len({line.worker_id for line in unpaid}),
            "unpaid_period": period(unpaid), "found": self.demand and self.demand.facts,
            "evidence": (["拖欠工资花名册"] if lines else []) + [one.name.rpartition(".")[0] or one.name for one in kept][:8],
            **self.grounds(), "remedies": self.setting(self.profile, "remedies"),
        }

    @staticmethod
    def grounds():
        return {"violated": _all(VIOLATIONS["V08"].basis), "burden": _all(may_rely_on_worker.clause.basis), "refusal": WARNING,
                "in_money": written(cite("保障农民工工资支付条例", 11)), "extra_basis": written(cite("劳动保障监察条例", 26)),
                "police": written(cite("保障农民工工资支付条例", 41))}

    @classmethod
    def sample_details(cls):
        return {
            "to": "云溪县宏远达建筑劳务分包有限责任公司", "items": ASKED, "due_on": "2026-11-03", "proof_basis": written(PROOF_BASIS),
            "ordered_fen": 56263050, "first": "张𠅤", "unpaid_workers": 40, "unpaid_period": "2026年6至9月", "found": None,
            "evidence": ["拖欠工资花名册", "考勤表复印件", "工资结算单"], **cls.grounds(), "remedies": None,
        }
