"""What is known of one contract, as the review takes it. Nothing of it is a record: the register fills it in."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

FORMS = ("ordinary", "dispatch", "site", "part-time", "over-age", "intern")
TERMS = ("fixed", "open", "task")


@dataclass(slots=True, kw_only=True)
class Facts:
    """One contract and its worker on the day `on`. None (and an empty set): not known, so nothing is said about it.

    Money is fen, days are local dates, `end` and `ended` are last days. Only `on` is needed.
    """

    on: date  # the day of the review
    place: str | None = None  # code of the area of the place of work (330282, 330282101), for the minimum wage
    form: str = "ordinary"  # one of FORMS; site: 建筑工地 contract
    term: str | None = None  # one of TERMS

    hired: date | None = None  # 用工之日
    signed: date | None = None  # last signature; None: there is no paper
    renewal: bool = False  # this paper follows an earlier one of the same two, so `signed` is not late by `hired`
    start: date | None = None
    end: date | None = None
    renewed: bool = False  # a later contract of the same two has taken over
    clauses: frozenset | None = None  # keys of content.MANDATORY that the paper has (dispatch: also of DISPATCHED)
    copy_given: bool | None = None
    roster: frozenset | None = None  # keys of content.ROSTER that the employer's roster has for this worker

    wage: int | None = None  # agreed, a month, after probation
    hourly: int | None = None  # part-time
    collective: int | None = None  # what a collective contract in force says for this post, a month
    collective_hourly: int | None = None
    excluded: int = 0  # of `wage`: what 最低工资规定 12 takes out (overtime, shift and heat allowances, benefits)
    pay_cycle_days: int | None = None  # part-time: how long a pay period is
    hours_day: Fraction | int | None = None
    hours_week: Fraction | int | None = None
    probation_months: Fraction | int | None = None
    probation_wage: int | None = None
    earlier_probation: bool | None = None  # with this employer
    taken: int | None = None  # money taken from the worker as a guarantee
    papers_withheld: bool | None = None

    birth: date | None = None
    retires: str | None = None  # man, woman-55, woman-50: the line of the table of retirement ages
    service_from: date | None = None  # first day of consecutive service here; `hired` when None
    fixed_terms: int | None = None  # openended.fixed_terms: consecutive fixed terms, this one included
    wants_fixed: bool | None = None  # the worker asked for a fixed term
    elsewhere: tuple = ()  # full-time contracts with others: (first day, last day or None, name of the employer)

    user_entity: bool | None = None  # dispatch: is there one in the contract
    self_dispatch: bool | None = None  # the dispatching unit belongs to the user entity
    post_kind: str | None = None  # one of dispatch.POSTS
    post_from: date | None = None  # since when the post has been there
    post_to: date | None = None

    ended: date | None = None
    ground: str | None = None  # a key of ENDINGS
    told_on: date | None = None  # the other side was told
    protected: frozenset = frozenset()  # keys of ending.PROTECTIONS on the day of the end
    union_told: bool | None = None  # None also where there is no union
    certificate_on: date | None = None
    severance_paid: bool | None = None

    @property
    def last(self):
        """The last day that counts: the end of work, at most the day of the review."""
        return self.ended if self.ended and self.ended < self.on else self.on
