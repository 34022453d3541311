"""What a contract and a roster must say, and what nobody may take from a worker."""

from casework.law.clauses import clause
from casework.law.contracts.writing import LAW, REGULATION
from casework.law.findings import N_, Finding, Message
from casework.law.sources import Citation, cite
from casework.law.words import several

MUST, OPTIONAL, ROSTER_BASIS = cite(LAW, 17, 1), cite(LAW, 17, 2), cite(REGULATION, 8)
SIGNATURE = "电子签名法"

# 第十七条第一款, by item; the ninth is what other laws ask for and cannot be listed here.
MANDATORY = {
    "employer": (1, N_("用人单位的名称、住所和法定代表人或者主要负责人")),
    "worker": (2, N_("劳动者的姓名、住址和身份证件号码")),
    "term": (3, N_("劳动合同期限")),
    "work": (4, N_("工作内容和工作地点")),
    "hours": (5, N_("工作时间和休息休假")),
    "pay": (6, N_("劳动报酬")),
    "insurance": (7, N_("社会保险")),
    "protection": (8, N_("劳动保护、劳动条件和职业危害防护")),
}
MAY = {
    "probation": N_("试用期"),
    "training": N_("培训"),
    "confidentiality": N_("保守秘密"),
    "supplement": N_("补充保险"),
    "benefits": N_("福利待遇"),
}
# 第五十八条第一款: what a contract of a dispatched worker says besides.
DISPATCHED = {
    "user_entity": N_("用工单位"),
    "dispatch_period": N_("派遣期限"),
    "post": N_("工作岗位"),
}
ROSTER = {
    "name": N_("劳动者姓名"),
    "sex": N_("性别"),
    "identity": N_("公民身份号码"),
    "household": N_("户籍地址"),
    "address": N_("现住址"),
    "contact": N_("联系方式"),
    "form": N_("用工形式"),
    "start": N_("用工起始时间"),
    "term": N_("劳动合同期限"),
}


@clause("LC-16", MUST, OPTIONAL)
def missing_clauses(clauses):
    """LC-16 劳动合同应当具备：用人单位的名称、住所和负责人；劳动者的姓名、住址和证件号码；期限；工作内容和地点；工作时间和
    休息休假；劳动报酬；社会保险；劳动保护、劳动条件和职业危害防护；法律、法规规定的其他事项（劳动合同法第17条，2008年1月1日起）。

    clauses: keys that the paper has. The keys of MANDATORY that it lacks, in the order of the law.
    """
    return [key for key in MANDATORY if key not in clauses]


@clause("LC-17", cite(LAW, 58, 1))
def missing_dispatch_clauses(clauses):
    """LC-17 被派遣劳动者的劳动合同还应当载明用工单位以及派遣期限、工作岗位等情况（劳动合同法第58条第1款，2008年1月1日起）。"""
    return [key for key in DISPATCHED if key not in clauses]


@clause("LC-18", cite(LAW, 7), ROSTER_BASIS)
def missing_roster(fields):
    """LC-18 用人单位应当建立职工名册备查（劳动合同法第7条，2008年1月1日起）；应当包括姓名、性别、公民身份号码、户籍地址及现住址、
    联系方式、用工形式、用工起始时间、劳动合同期限等（实施条例第8条，2008年9月18日起）。
    """
    return [key for key in ROSTER if key not in fields]


@clause("LC-11", cite(LAW, 16))
def takes_effect(employer_signed, worker_signed):
    """LC-11 劳动合同经用人单位与劳动者在文本上签字或者盖章生效，由双方各执一份（劳动合同法第16条，2008年1月1日起）——生效日，
    后签的一日；一方没有签的，没有生效。
    """
    return max(employer_signed, worker_signed) if employer_signed and worker_signed else None


@clause("LC-12", cite(LAW, 12))
def term_of(end, task):
    """LC-12 劳动合同分为固定期限、无固定期限和以完成一定工作任务为期限的劳动合同（劳动合同法第12条，2008年1月1日起）。

    end: the last day agreed, or None; task: the contract ends with a piece of work. One of fixed, open, task.
    """
    return "task" if task else "fixed" if end else "open"


@clause("LC-19", cite(LAW, 9), cite(LAW, 84))
def taken_from_worker(papers, money):
    """LC-19 不得扣押劳动者的居民身份证和其他证件，不得要求提供担保或者以其他名义收取财物（劳动合同法第9条，2008年1月1日起）。

    Finding for each that was taken; money: fen. 第84条: returned in time, for money 500 to 2,000 yuan a person.
    """
    if papers:
        yield Finding("LC-19", Message(N_("扣押劳动者证件，应当限期退还")), (cite(LAW, 9), cite(LAW, 84, 1)), "error",
                      "papers_withheld")  # fmt: skip
    if money:
        yield Finding("LC-19", Message(N_("向劳动者收取财物，应当限期退还")), (cite(LAW, 9), cite(LAW, 84, 2)), "error",
                      "taken")  # fmt: skip


@clause("LC-20", cite(SIGNATURE, 3), cite(SIGNATURE, 13), cite(SIGNATURE, 14))
def electronic_contract_valid(retrievable, unchanged, own, controlled, change_seen):
    """LC-20 能够有形地表现所载内容并可以随时调取查用的数据电文视为书面形式；专属于签名人、由其控制、签署后的改动能够被发现的
    电子签名是可靠的，与手写签名或者盖章具有同等的法律效力（电子签名法第3至6条、第13条、第14条，2019年4月23日文本）。

    retrievable, unchanged: of the text; own, controlled, change_seen: of the signature (改动：签名和内容).
    """
    return all((retrievable, unchanged, own, controlled, change_seen))


def findings(f):
    """What the paper and the roster of these Facts lack."""
    if f.clauses is not None and f.form in {"ordinary", "dispatch", "site"}:
        lacking = missing_clauses(f.clauses)
        if lacking:
            basis = tuple(_item(MANDATORY[key][0]) for key in lacking)
            yield _lacks("LC-16", [MANDATORY[key][1] for key in lacking], basis, "clauses")
        if f.form == "dispatch":
            lacking = missing_dispatch_clauses(f.clauses)
            if lacking:
                yield _lacks("LC-17", [DISPATCHED[key] for key in lacking], (cite(LAW, 58, 1),), "clauses")
    if f.copy_given is False and f.signed:
        said = Message(N_("劳动合同文本没有交付劳动者"))
        yield Finding("LC-11", said, (cite(LAW, 16, 2), cite(LAW, 81)), "error", "copy_given")
    if f.roster is not None:
        lacking = missing_roster(f.roster)
        if lacking:
            said = Message(N_("职工名册缺少：{what}"), what=several([Message(ROSTER[key]) for key in lacking]))
            yield Finding("LC-18", said, (ROSTER_BASIS,), "warn", "roster")
    if f.papers_withheld or f.taken:
        yield from taken_from_worker(f.papers_withheld, f.taken)


def _item(n):
    return Citation(LAW, 17, 1, n)


def _lacks(code, words, basis, about):
    said = Message(N_("劳动合同缺少必备条款：{what}"), what=several([Message(word) for word in words]))
    return Finding(code, said, basis, "error", about)
