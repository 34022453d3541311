"""欠条、工资确认书、支付承诺书 — what the employer writes down for its workers: wages only, in figures and capitals.

A worker may sue on a wage IOU alone as long as nothing else of the employment is disputed (法释〔2020〕26号第15条), so nothing
but wages stands in one. A promise waives nothing and replaces no order.
"""

from functools import cached_property

from casework.arrears import payment_queries
from casework.arrears.documents import CasePaper
from casework.arrears.facts import period
from casework.arrears.models import ClaimKind
from casework.core import clock
from casework.core.errors import Refused
from casework.documents import FORMS, store
from casework.law.findings import N_, Message
from casework.law.sources import cite

WAGES = (ClaimKind.WAGES, ClaimKind.OVERTIME)
MOST = 200  # people in one file
INTERPRETATION = "最高人民法院关于审理劳动争议案件适用法律问题的解释（一）"


class WagePaper(CasePaper):
    """A page for each worker who still waits for wages, or for those that were ticked (`chosen`: ids). What the fund has advanced
    is no longer theirs to claim."""

    group, copies, by_hand = "工资结算", ("劳动者", "用人单位", "附卷"), True
    basis = (cite(INTERPRETATION, 15),)
    chosen = pay_by_on = None
    leaves_out = ()  # facts of a person that this paper does not print: what is not on it is not frozen with it

    @cached_property
    def people(self):
        lines = {}
        for line in self.lines:
            if line.kind in WAGES and line.owed_to_worker_fen and (self.chosen is None or line.worker_id in self.chosen):
                lines.setdefault(line.worker_id, []).append(line)
        return list(lines.values())

    def missing(self):
        return [] if self.people else [Message(N_("尚欠工资的劳动者"))]

    def details(self, case, lines):
        by = self.pay_by_on or case.pay_by_on
        return {"people": [self._told(self.person(own)) for own in self.people[:MOST]], "pay_by_on": by.isoformat() if by else None}

    @classmethod
    def _told(cls, person):
        return {key: value for key, value in person.items() if key not in cls.leaves_out}

    @staticmethod
    def person(own):
        worker, rates = own[0].worker, {line.day_rate_fen for line in own}
        months = [{"when": period([line]), "due_fen": line.due_fen, "paid_fen": _before(line),
                   "owed_fen": line.owed_to_worker_fen} for line in own]
        return {"name": worker.name, "number": worker.id_number or "", "phone": worker.telephone or "", "trade": own[0].trade or "",
                "rate_fen": rates.pop() if len(rates) == 1 else None, "period": period(own), "months": months,
                "owed_fen": sum(month["owed_fen"] for month in months)}

    @classmethod
    def sample_details(cls):
        def one(name, number, first):
            return cls._told({
                "name": name, "number": number, "phone": "19900001001", "trade": "钢筋工", "rate_fen": 32000, "period": "2026年8至9月",
                "owed_fen": first + 792000, "months": [
                    {"when": "2026年8月", "due_fen": first + 200000, "paid_fen": 200000, "owed_fen": first},
                    {"when": "2026年9月", "due_fen": 792000, "paid_fen": 0, "owed_fen": 792000}]})

        return {"people": [one("张𠅤", "990828198603131006", 560000), one("阿卜杜热合曼·阿卜力米提", "990828198102191094", 640250)],
                "pay_by_on": "2026-11-15"}


def _before(line):
    """What of a month's pay the worker has had: before the complaint by the sheet, and since."""
    if line.due_fen is None:
        return line.had_fen or None
    return line.due_fen - line.claimed_fen + line.had_fen


class WageIou(WagePaper):
    """forms.md 2.8 欠条: wages only."""

    code, title = "wage-iou", "欠条"
    leaves_out = ("phone", "trade", "rate_fen")


class WageStatement(WagePaper):
    """forms.md 2.8 工资确认书: month by month, both sides sign."""

    code, title = "wage-statement", "工资确认书"


class PaymentPromise(CasePaper):
    """forms.md 2.4 支付承诺书, from the plan in force. It waives nothing, and is no substitute for an order."""

    code, title, group, by_hand = "payment-promise", "农民工工资支付承诺书", "工资结算", True
    issuer_level, copies = "township", ("承诺单位", "劳动者代表", "附卷")

    @cached_property
    def plan(self):
        return payment_queries.plan(self.case, clock.today())

    def missing(self):
        return [] if self.plan else [Message(N_("分期支付的约定"))]

    def details(self, case, lines):
        rows = [[due.due_on.isoformat(), due.amount_fen] for due in self.plan]
        owing = [line for line in lines if line.owed_fen]
        return {"instalments": rows, "promised_fen": sum(fen for _, fen in rows), "still_fen": sum(line.owed_fen for line in owing),
                "promised_to": len({line.worker_id for line in owing}), "project": case.project or ""}

    @classmethod
    def sample_details(cls):
        return {"instalments": [["2026-11-15", 22505220], ["2026-12-15", 16878915], ["2027-01-15", 16878915]],
                "promised_fen": 56263050, "still_fen": 56263050, "promised_to": 40, "project": "青石镇滨河安置小区二期工程"}


def owed(case, by):
    """[(worker, fen)] of those who are still owed wages, in the order of the sheet: the ones such a paper can be made out to."""
    return [(own[0].worker, sum(line.owed_to_worker_fen for line in own)) for own in FORMS["wage-iou"].about(case, by).people]


def of_workers(case, code, workers, by, pay_by_on=None):
    """The IOU or confirmation of these workers (ids) as one file; Refused when one of them is owed no wages."""
    form = FORMS[code].about(case, by)
    form.chosen, form.pay_by_on = set(workers), pay_by_on
    if not workers or len(form.people) < len(form.chosen):
        raise Refused(N_("请勾选还有工资没付的劳动者"), field="workers")
    if len(form.people) > MOST:
        raise Refused(Message(N_("一份最多 {n} 人，请分次打印"), n=MOST), field="workers")
    return form


def print_(*, case, paper, workers, by, pay_by_on=None):
    """Issue it: the same people with the same figures are the same paper."""
    return store.issue(of_workers(case, paper, workers, by, pay_by_on), by=by)
