"""案件页上的提示 — what an order that ran out unpaid brings with it, and who else must pay: each with its calculator, filled from the case.

Reads only. The answers are the law's own (law.arrears, law.payers); what a table does not say is called unknown.
"""

from dataclasses import dataclass

from casework.arrears import proof_queries, sites
from casework.arrears.models import PAY, ClaimLine
from casework.core import calendar
from casework.extensions import db
from casework.law import payers
from casework.law.amounts import plain
from casework.law.arrears import extra_compensation, refusal_to_pay
from casework.law.findings import N_, Message
from casework.law.rules import UNKNOWN
from casework.law.severance import years_and_months
from casework.law.sources import Citation

SITE = tuple(dict.fromkeys(citation for key in ("owner-late", "subcontractor", "sublet", "unqualified-by-contractor", "lent-qualification")
                           for citation in payers.PAYERS[key].basis))
AMOUNT = {
    True: N_("数额达到拒不支付劳动报酬罪的标准"), False: N_("数额未达到拒不支付劳动报酬罪的标准"),
    UNKNOWN: N_("数额是否达到拒不支付劳动报酬罪的标准还不能判断：缺少本省的数额"),
}  # fmt: skip
READY = {
    True: N_("责令后仍未支付，移送条件还须查明逃匿或者有能力支付而不支付"), False: N_("移送条件不具备"), UNKNOWN: N_("移送条件尚不确定"),
}  # fmt: skip


@dataclass(frozen=True)
class Prompt:
    """One sentence with its articles and the calculator (name of its rule) that works it out; `answer`: True, False or UNKNOWN."""

    code: str
    message: Message
    basis: tuple[Citation, ...]
    rule: str
    answer: object = True


def of(case, sums, demands, on, site=None):
    """Prompts of a case on a local date. `demands`: its requests and orders, as proof_queries.demands gives them; `site`: its Site."""
    found = []
    if unpaid := proof_queries.unpaid_orders(case, on, demands):
        found += _unpaid(case, *unpaid[-1], on)
    if site and sums.owed_by_employer:
        said, established = sites.prompt(site, case.employer_id)
        basis = payers.PAYERS["subcontractor"].basis if established else SITE
        found.append(Prompt("WA-11", said, basis, "who-must-pay", established or UNKNOWN))
    elif case.project and sums.owed_by_employer:
        said = Message(N_("工程建设项目：查明是否分包、转包、拖欠工程款或者出借资质，总承包单位、建设单位可能要先行清偿"))
        found.append(Prompt("WA-11", said, SITE, "who-must-pay", UNKNOWN))
    return found


def _unpaid(case, demand, paid, on):
    tables, place = calendar.tables(), case.area.code
    extra = extra_compensation(demand.owed_fen, demand.due_on, on, paid, tables).result
    found = []
    if extra["due"]:
        said = Message(N_("责令支付的期限 {day} 已过，仍有 {left} 元未付：应当责令加付赔偿金 {low} 元至 {high} 元"),
                       day=demand.due_on.isoformat(), left=plain(demand.owed_fen - paid), low=extra["min"], high=extra["max"])
        found.append(Prompt("LC-40", said, extra_compensation.clause.basis, "extra-compensation"))
    people = _people(case)
    if people:
        row = tables.row("arrears_crime", place, on)
        limits = row.value if row else dict.fromkeys(("one_worker", "ten_workers"))
        test = refusal_to_pay(people, limits, demand.on, demand.due_on, on, 0, None, tables).result
        met, ready = test["amount_met"], test["ready_for_transfer"]
        said = Message(N_("{amount}；{ready}"), amount=Message(AMOUNT[met]), ready=Message(READY[ready]))
        found.append(Prompt("WA-51", said, refusal_to_pay.clause.basis, "refusal-to-pay", ready))
    return found


def _people(case):
    """[{"months", "amount"}] of each worker to whom pay is still owed: whole months unpaid, fen."""
    lines = {}
    for line in db.session.scalars(db.select(ClaimLine).where(ClaimLine.case_id == case.id, ClaimLine.kind.in_(PAY))):
        if line.owed_fen:
            lines.setdefault(line.worker_id, []).append(line)
    return [{"months": _months(own), "amount": sum(line.owed_fen for line in own)} for own in lines.values()]


def _months(lines):
    spans = [years_and_months(line.from_on, line.to_on)[:2] for line in lines if line.from_on and line.to_on]
    return len({line.month for line in lines if line.month}) + sum(12 * years + rest for years, rest in spans)
