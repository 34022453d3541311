"""劳动用工提醒函 — one letter to an employer with its own people. A service of the office and no act of authority: it has no number,
orders nothing, and says so; a wrong row of the register can be put right by whoever gets it. Numbers of people are masked.
"""

from dataclasses import dataclass

from casework.contracts.documents_base import ContractPaper, iso
from casework.contracts.documents_staff import term
from casework.core.crypto import masked
from casework.documents.render import day
from casework.law.findings import N_

LAW, RULES, CASES = "《劳动合同法》", "《劳动合同法实施条例》", "《最高人民法院关于审理劳动争议案件适用法律问题的解释（二）》"
_ENDS = (
    "继续用工的，请在期满前与劳动者协商一致，续订书面劳动合同，双方各执一份。",
    "劳动者已在贵单位连续工作满十年，或者已连续订立二次固定期限劳动合同且没有" + LAW + "第三十九条和第四十条第一项、第二项规定的情形，"
    "提出或者同意续订的，除劳动者提出订立固定期限劳动合同外，应当订立无固定期限劳动合同。",
    "不再续订的，劳动合同期满终止；除贵单位维持或者提高约定条件续订、劳动者不同意续订的以外，应当支付经济补偿。终止时出具证明，并在十五日内办理"
    "档案和社会保险关系转移手续。劳动者有" + LAW + "第四十二条规定情形之一的，合同续延至该情形消失时终止，工伤的按照工伤保险的规定办理。",
)


@dataclass(frozen=True)
class Purpose:
    """What a letter is for. `lead`: its first sentence ({n} people, {on} the day); `asks`: what is to be done; `columns`: of its table,
    (head, width in mm, key)."""

    lead: str
    asks: tuple
    basis: str
    columns: tuple


_WHO = (("序号", 10, "n"), ("姓名", 26, "name"), ("证件号码", 36, "number"))
_TERM = (*_WHO, ("岗位", 26, "post"), ("合同期限", 44, "term"), ("还有", 20, "left"))


def _expiring(days):
    return Purpose(
        f"根据劳动合同登记，贵单位下列{{n}}名劳动者的劳动合同，自{{on}}起{days}日内期满。请提前办理：",
        (*_ENDS, "期满后劳动者继续工作，贵单位没有表示异议超过一个月的，劳动者可以请求以原条件续订劳动合同。"),
        f"{LAW}第十条、第十四条第二款、第四十四条第一项、第四十五条、第四十六条第五项、第五十条；{CASES}第十一条", _TERM)


PURPOSES = {
    **{days: _expiring(days) for days in ("30", "60", "90")},
    "expired": Purpose(
        "根据劳动合同登记，截至{on}，贵单位下列{n}名劳动者的劳动合同已经期满，登记中没有续订或者终止的记录。请核对并办理：",
        ("仍在工作的，请立即与劳动者续订书面劳动合同。期满后劳动者继续工作，贵单位没有表示异议超过一个月的，劳动者可以请求以原条件续订；符合订立无固定"
         "期限劳动合同条件的，可以请求订立无固定期限劳动合同。", _ENDS[1],
         "已经终止的，请把终止的日期和原因报来登记；依法应当支付经济补偿的，在办结工作交接时支付；还没有出具终止证明的，请立即出具。"),
        f"{LAW}第十条、第十四条第二款、第四十四条第一项、第四十六条第五项、第五十条；{CASES}第十一条",
        (*_TERM[:-1], ("已过", 20, "over"))),
    "probation": Purpose(
        "根据劳动合同登记，贵单位下列{n}名劳动者的试用期，自{on}起三十日内届满。请提前办理：",
        ("同一用人单位与同一劳动者只能约定一次试用期，不得延长到超过法定期限：劳动合同期限三个月以上不满一年的，不超过一个月；一年以上不满三年的，"
         "不超过二个月；三年以上固定期限和无固定期限的，不超过六个月。",
         "试用期届满后，按劳动合同约定的工资支付。违法约定的试用期已经履行的，以试用期满月工资为标准，按已经履行的超过法定试用期的期间支付赔偿金。",
         "在试用期中，除劳动者有" + LAW + "第三十九条和第四十条第一项、第二项规定的情形外，不得解除劳动合同；解除的，应当向劳动者"
         "说明理由。"),
        f"{LAW}第十九条、第二十条、第二十一条、第八十三条",
        (*_WHO, ("岗位", 24, "post"), ("合同期限", 44, "term"), ("试用期止", 22, "probation"))),
    "unsigned": Purpose(
        "根据劳动合同登记，截至{on}，贵单位下列{n}名劳动者自用工之日起已经满一个月，登记中没有书面劳动合同。请核对并办理：",
        ("没有订立的，请立即与劳动者补订书面劳动合同。超过一个月不满一年没有订立的，自用工之日起满一个月的次日至补订的前一日，应当每月支付二倍的工资。",
         "自用工之日起满一年没有订立的，视为已经订立无固定期限劳动合同，应当立即补订。",
         "超过一个月不满一年，劳动者不愿订立的，应当书面通知劳动者终止劳动关系，并支付经济补偿。",
         "已经订立的，请带劳动合同文本来登记。"),
        f"{LAW}第十条、第十四条第三款、第八十二条第一款；{RULES}第六条、第七条",
        (*_WHO, ("岗位", 42, "post"), ("用工之日", 26, "hired"), ("已用工", 22, "worked"))),
    "findings": Purpose(
        "根据劳动合同登记所作的合同体检，贵单位下列{n}名劳动者的劳动合同有需要改正或者核实的问题（截至{on}）。请逐条核对：",
        ("属实的，请及时改正：缺少必备条款的与劳动者协商补充，约定违反法律规定的依法改正，应当支付的及时支付。",
         "登记与实际不符的，请带劳动合同文本和有关材料来更正登记。"),
        "见表内各条所列",
        (("序号", 10, "n"), ("姓名", 24, "name"), ("证件号码", 37, "number"), ("问题", 52, "problem"), ("依据", 39, "basis"))),
}


def line(kind, row, on, found=()):
    """[{key: words}] of one contract: one line, or one for each finding."""
    own = {"name": row.name, "number": masked(row.id_number) or "", "post": row.post or "",
           "term": term(row.kind, row.start_on, row.end_on) if row.start_on else ""}
    if kind == "findings":
        return [own | {"problem": problem, "basis": basis} for problem, basis in found]
    if kind == "unsigned":
        return [own | {"hired": iso(row.hired_on), "worked": f"{(on - row.hired_on).days + 1}天"}]
    if kind == "probation":
        return [own | {"probation": iso(row.probation_end_on)}]
    return [own | {"left": f"{(row.end_on - on).days}天", "over": f"{(on - row.end_on).days}天"}]


class ContractReminder(ContractPaper):
    """`rows`: whom it speaks of, as `line` says them; `people`: how many there are, `more`: how many of them do not stand in it."""

    code, title, words = "contract-reminder", "劳动用工提醒函", N_("提醒函")
    copies = ("用人单位", "附卷")

    def __init__(self, subject, profile=None, kind="30", on=None, rows=(), people=0, more=0):
        super().__init__(subject, profile)
        self.kind, self.on, self.rows, self.people, self.more = kind, on, list(rows), people, more

    def facts(self):
        keys = [key for _, _, key in PURPOSES[self.kind].columns if key != "n"]
        return {"to": self.subject.name, "on": iso(self.on), "purpose": self.kind, "people": self.people,
                "more": self.more, "rows": [[row[key] for key in keys] for row in self.rows]}

    @classmethod
    def layout(cls, facts, shrink=0):
        purpose = PURPOSES[facts["purpose"]]
        return {"lead": purpose.lead.format(n=facts["people"], on=day(facts["on"])), "asks": purpose.asks, "grounds": purpose.basis,
                "columns": [list(column) for column in purpose.columns]}

    @classmethod
    def sample(cls):
        from casework.contracts import samples

        return {"to": samples.CONTRACT["employer"]["name"], "on": "2026-10-14", "purpose": "30", "people": 5, "more": 0,
                "rows": [[name, "990***********1094", "架子工", "2025-12-01至2026-11-01", f"{n + 14}天"]
                         for n, name in enumerate(samples.NAMES)]}
