"""谁来清偿: the ledger that the employer must produce, and who else must pay when it does not."""

from dataclasses import dataclass

from casework.law.amounts import yuan
from casework.law.clauses import clause
from casework.law.findings import N_, Message
from casework.law.rules import UNKNOWN, Answer, list_of, money, one_of, optional, plain, rule
from casework.law.sources import Citation, cite
from casework.law.terms import later

WAGES = "保障农民工工资支付条例"
LEDGER_BASIS, PROOF_BASIS = cite(WAGES, 15), cite(WAGES, 50)
LEDGER_YEARS = 3

# 第15条第2款
LEDGER = {
    "employer": N_("用人单位名称"),
    "period": N_("支付周期"),
    "paid_on": N_("支付日期"),
    "name": N_("支付对象姓名"),
    "id_number": N_("身份证号码"),
    "phone": N_("联系方式"),
    "time": N_("工作时间"),
    "due": N_("应发工资项目及数额"),
    "deducted": N_("代扣、代缴、扣除项目和数额"),
    "net": N_("实发工资数额"),
    "proof": N_("银行代发工资凭证或者农民工签字"),
}
PROOF = {
    "contract": N_("劳动合同"),
    "roster": N_("职工名册"),
    "ledger": N_("工资支付台账"),
    "slip": N_("工资清单"),
}


@clause("WA-06", LEDGER_BASIS)
def ledger_missing(fields):
    """WA-06 用人单位应当编制书面工资支付台账，包括用人单位名称、支付周期和日期、支付对象姓名、身份证号码、联系方式、工作时间、应发项目
    及数额、扣除项目和数额、实发数额、银行凭证或者签字（保障农民工工资支付条例第15条第2款）。

    fields: keys of LEDGER that the ledger has. The missing keys, in the order of the article.
    """
    return [key for key in LEDGER if key not in fields]


@clause("WA-06", cite(WAGES, 15, 1))
def ledger_kept_until(period_end):
    """WA-06 工资支付台账至少保存3年（保障农民工工资支付条例第15条第1款）——最后一日。"""
    return later(period_end, 12 * LEDGER_YEARS)


@clause("WA-10", cite(WAGES, 28, 3))
def project_ledger_kept_until(completed, settled):
    """WA-10 施工总承包单位的用工管理台账，保存至工程完工且工资全部结清后至少3年（保障农民工工资支付条例第28条第3款）。

    None while the works go on or wages are owed.
    """
    return None if completed is None or settled is None else later(max(completed, settled), 12 * LEDGER_YEARS)


@clause("WA-20", PROOF_BASIS)
def not_produced(produced):
    """WA-20 就拖欠工资存在争议，用人单位应当提供依法由其保存的劳动合同、职工名册、工资支付台账和清单等材料；不提供的，依法承担不利后果
    （保障农民工工资支付条例第50条）。

    produced: keys of PROOF. What is missing, in the order of the article.
    """
    return [key for key in PROOF if key not in produced]


@dataclass(frozen=True)
class Proof:
    """One thing that the employer keeps by law and hands in when wages are disputed. `part_of`: the key of the whole it is
    a field of."""

    key: str
    words: str
    basis: Citation
    part_of: str | None = None


SITE = {  # 工程建设领域
    "site-ledger": (N_("施工总承包单位的用工管理台账"), cite(WAGES, 28)),
    "site-sheet": (N_("分包单位经农民工本人签字确认的工资支付表"), cite(WAGES, 31)),
}


@clause("WA-20 WA-06 WA-10 WA-12", PROOF_BASIS, LEDGER_BASIS, cite(WAGES, 28), cite(WAGES, 31))
def to_produce(site=False):
    """WA-20 用人单位应当提供依法由其保存的劳动合同、职工名册、工资支付台账和清单等材料（保障农民工工资支付条例第50条）；WA-06 台账的
    内容依第15条第2款；WA-10、WA-12 工程建设领域还有施工总承包单位的用工管理台账（第28条）和分包单位经农民工签字确认的工资支付表（第31条）。

    site: whether the work was on a construction site. [Proof] in the order of the articles, the fields of the ledger after it.
    """
    found = []
    for key, words in PROOF.items():
        found.append(Proof(key, words, PROOF_BASIS))
        if key == "ledger":
            found += [Proof(f"ledger.{name}", said, cite(WAGES, 15, 2), "ledger") for name, said in LEDGER.items()]
    return found + ([Proof(key, words, basis) for key, (words, basis) in SITE.items()] if site else [])


@dataclass(frozen=True)
class Payer:
    """Who must pay beside the employer, in which case. `capped`: up to a sum."""

    who: str
    sentence: str
    basis: tuple[Citation, ...]
    code: str
    capped: bool = False


PAYERS = {
    "dispatched": Payer(
        N_("用工单位"), N_("使用个人、无合法经营资格或者未取得劳务派遣许可证的单位派遣的农民工，由用工单位清偿，可以追偿"),
        (cite(WAGES, 18),), "WA-07"),
    "lent-name": Payer(
        N_("出借名义的用人单位"), N_("允许个人、无合法经营资格或者无资质的单位以其名义对外经营，由该用人单位清偿，可以追偿"),
        (cite(WAGES, 19, 2),), "WA-07"),
    "investors": Payer(
        N_("出资人"), N_("合伙企业、个人独资企业、个体经济组织等不清偿的，由出资人清偿"), (cite(WAGES, 20),), "WA-07"),
    "merged": Payer(
        N_("合并或者分立后的用人单位"), N_("合并或者分立前应当清偿；经与农民工书面协商一致的，由承继的用人单位清偿"),
        (cite(WAGES, 21),), "WA-07"),
    "closing": Payer(
        N_("主要出资人"), N_("申请注销登记前应当清偿；未清偿的，主要出资人在注册新用人单位前清偿"), (cite(WAGES, 22),), "WA-07"),
    "owner-late": Payer(
        N_("建设单位"), N_("未按合同约定及时拨付工程款导致拖欠，以未结清的工程款为限先行垫付"), (cite(WAGES, 29, 2),), "WA-11", True),
    "subcontractor": Payer(
        N_("施工总承包单位"), N_("分包单位拖欠的，由施工总承包单位先行清偿，再追偿"), (cite(WAGES, 30, 3),), "WA-11"),
    "sublet": Payer(
        N_("施工总承包单位"), N_("工程转包拖欠的，由施工总承包单位先行清偿，再追偿"), (cite(WAGES, 30, 4),), "WA-11"),
    "unqualified-by-owner": Payer(
        N_("建设单位"), N_("将工程发包给个人或者无合法经营资格的单位导致拖欠，由建设单位清偿"), (cite(WAGES, 36, 1),), "WA-16"),
    "unqualified-by-contractor": Payer(
        N_("施工总承包单位"), N_("将工程分包给个人或者无合法经营资格的单位导致拖欠，由施工总承包单位清偿"),
        (cite(WAGES, 36, 1),), "WA-16"),
    "lent-qualification": Payer(
        N_("出借资质的施工单位"), N_("允许其他单位和个人以其名义对外承揽工程导致拖欠，由该施工单位清偿"),
        (cite(WAGES, 36, 2),), "WA-16"),
    "illegal-project": Payer(
        N_("建设单位"), N_("工程项目违反国土空间规划、工程建设等法律法规导致拖欠，由建设单位清偿"), (cite(WAGES, 37),), "WA-16"),
}  # fmt: skip


@clause("WA-07 WA-11 WA-16", cite(WAGES, 18), cite(WAGES, 29), cite(WAGES, 30), cite(WAGES, 36), cite(WAGES, 37))
def payers(facts):
    """WA-07 用人单位拖欠农民工工资的，依法清偿（保障农民工工资支付条例第16条）；WA-07、WA-11、WA-16 用工单位、出借名义或者资质的单位、
    出资人、建设单位、施工总承包单位依照第18至22条、第29条、第30条、第36条、第37条清偿、先行清偿或者垫付。

    facts: {key of PAYERS: True, False or None}. [(Payer, True or UNKNOWN)]: None is a fact still to be established.
    """
    return [(payer, UNKNOWN if facts[key] is None else True) for key, payer in PAYERS.items() if facts.get(key, False) is not False]


@rule(
    "who-must-pay",
    N_("谁来清偿"),
    facts=list_of(one_of(*PAYERS)),
    owed=money,
    unpaid_works=optional(money),
)
def who_must_pay(facts, owed, unpaid_works, tables):
    """WA-07, WA-11, WA-16 as a calculation. unpaid_works: fen of works money that the owner has not settled."""
    steps, rows, warnings = [(Message(N_("用人单位拖欠农民工工资的，应当依法予以清偿")), cite(WAGES, 16))], [], []
    for payer, _ in payers(dict.fromkeys(facts, True)):
        most = owed if not payer.capped else UNKNOWN if unpaid_works is None else min(owed, unpaid_works)
        rows.append({"who": Message(payer.who), "at_most": most if most == UNKNOWN else plain(most)})
        steps.append((Message(N_("{who}：{why}"), who=Message(payer.who), why=Message(payer.sentence)), payer.basis))
        if payer.capped and unpaid_works is None:
            warnings.append(Message(N_("未结清的工程款尚未查明，建设单位垫付的限额无法确定")))
        elif payer.capped:
            said = Message(N_("未结清的工程款 {works} 元，垫付不超过 {most} 元"), works=yuan(unpaid_works), most=yuan(most))
            steps.append((said, payer.basis))
    return Answer({"payers": rows}, steps, warnings)
