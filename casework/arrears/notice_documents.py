"""告知书: what a complainant is told beside a decision: the inquiry takes longer, stands still, or another door is the right one."""

from functools import cached_property

from casework.arrears.documents import Letter
from casework.arrears.models import Case, State
from casework.core import deadlines
from casework.core.lifecycle import moves_of
from casework.documents.render import written
from casework.extensions import db
from casework.law import inspection
from casework.law.sources import cite

TOLD = ("extend", "suspend")
EXTENDED = (cite("劳动保障监察条例", 17), cite("浙江省劳动保障监察条例", 30))
DISPUTES, LIMITATION = ("RJ-2", "RJ-6"), written(cite("劳动争议调解仲裁法", 27))  # 仲裁时效因请求权利救济而中断
SUSPENDED = (cite("浙江省劳动保障监察条例", 30, 2),)


def _all(basis):
    return "、".join(written(citation) for citation in basis)


class InformationNotice(Letter):
    """LI-16 书面告知投诉人延长、中止（浙江省条例第30条第3款）, by the move; of a refusal, where to go instead (forms.md 1.3)."""

    code, title, number_word = "information-notice", "劳动保障监察告知书", "告"
    basis = EXTENDED

    @classmethod
    def about(cls, subject, by, like=None):
        """Of a filed case whose inquiry was extended or suspended, and of a refused one that belongs elsewhere."""
        if not isinstance(subject, Case) or subject.state not in (State.FILED, State.REFUSED):
            return None
        form = super().about(subject, by, like)
        return form if form.kind else None

    @property
    def by_move(self):
        return self.subject.state == State.FILED

    @property
    def item(self):
        return self.moved.id if self.moved else None

    @cached_property
    def moved(self):
        """The last extension or suspension of a filed case."""
        if self.subject.state != State.FILED:
            return None
        return next((one for one in reversed(db.session.scalars(moves_of(self.subject)).all()) if one.move in TOLD), None)

    @cached_property
    def kind(self):
        refusal = inspection.REFUSALS.get(self.subject.refusal_code) if self.subject.state == State.REFUSED else None
        if refusal and refusal.code not in ("RJ-3", "RJ-4"):
            return "elsewhere"
        return self.moved.move if self.moved else None

    def printed_facts(self, n=None, on=None):
        facts = super().printed_facts(n, on)
        facts["paper"]["basis"] = facts.pop("articles")
        return facts

    def details(self, case, lines):
        refusal = inspection.REFUSALS.get(case.refusal_code)
        inquiry = next((d for d in db.session.scalars(deadlines.of(case)) if d.code == inspection.INVESTIGATION.code), None)
        elsewhere = self.kind == "elsewhere"
        return {
            **super().details(case, lines), "told": self.kind, "days": inspection.EXTENSION.count,
            "articles": _all(refusal.basis if elsewhere else EXTENDED if self.kind == "extend" else SUSPENDED),
            "decided_on": self.moved.on.isoformat() if self.moved else None,
            "reason": ((self.moved and self.moved.note) or "").rstrip("。"),
            "limitation": LIMITATION if elsewhere and refusal.code in DISPUTES else "",
            "filed_on": case.filed_on.isoformat() if case.filed_on else None, "due_on": inquiry.due_on.isoformat() if inquiry else None,
            "ground": str(refusal.text).replace(" ", "") if elsewhere else "",
            "advice": f"{refusal.tell}。".replace("您", "你") if elsewhere else "",
        }

    @classmethod
    def sample_details(cls):
        return {**super().sample_details(), "told": "extend", "days": inspection.EXTENSION.count,
                "decided_on": "2026-10-14", "reason": "案情复杂，涉及两个分包单位，需向建设单位核实人工费用拨付", "filed_on": "2026-08-03",
                "due_on": "2026-12-09", "ground": "", "advice": "", "limitation": ""}
