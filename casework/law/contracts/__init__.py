"""劳动合同: writing it, what it says, probation, special forms, how it ends; `review` puts them all to one contract."""

from casework.law.contracts.content import DISPATCHED, MANDATORY, ROSTER
from casework.law.contracts.ending import ENDINGS, PROTECTIONS, Ending
from casework.law.contracts.facts import FORMS, TERMS, Facts
from casework.law.contracts.probation import max_probation, probation_compensation
from casework.law.contracts.review import review, unchecked
from casework.law.contracts.special import POSTS, dispatch_share_finding
from casework.law.contracts.writing import (
    IN_FORCE,
    LAW,
    REGULATION,
    deemed_open_ended,
    double_wage_sum,
    double_wage_window,
    full_months,
    part_month_days,
    written_contract_due,
)

__all__ = [
    "DISPATCHED", "ENDINGS", "FORMS", "IN_FORCE", "LAW", "MANDATORY", "POSTS", "PROTECTIONS", "REGULATION", "ROSTER",
    "TERMS", "Ending", "Facts", "deemed_open_ended", "dispatch_share_finding", "double_wage_sum", "double_wage_window",
    "full_months", "max_probation", "part_month_days", "probation_compensation", "review", "unchecked",
    "written_contract_due",
]  # fmt: skip
