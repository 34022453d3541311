"""集体合同的合法性审查: parties, procedure and content, test by test; each answers pass, fail or unknown, and a person may know better.

What the articles say is compared where there are figures and days. What only a reader of the text can tell is unknown until
somebody has read it; figures that no table has are named as missing.
"""

from dataclasses import dataclass
from datetime import date

from casework.law import collective as law
from casework.law.amounts import yuan
from casework.law.contracts.writing import LAW
from casework.law.findings import N_, Message
from casework.law.sources import Citation, cite
from casework.law.terms import later
from casework.law.words import several

PASS, FAIL, UNKNOWN = "pass", "fail", "unknown"
VERDICTS = {PASS: N_("符合"), FAIL: N_("不符合"), UNKNOWN: N_("待审查")}
GROUPS = {"subjects": N_("主体资格"), "procedure": N_("协商程序"), "content": N_("合同内容")}
PLACE_OF_NINGBO = "3302"
COPIES = 5

# 浙江省集体合同条例 19(2), 21, 22: what such a contract 应当包括, the last item of each (“其他”) apart; 18: what others may have
CONTENTS = {
    "wage": {
        "quota": N_("劳动定额与计件单价"), "system": N_("工资分配制度、工资标准、工资分配形式和最低工资"),
        "average": N_("各个岗位职工年度平均工资水平及其调整幅度"), "payment": N_("工资支付办法"),
        "overtime": N_("加班、加点工资及津贴、补贴标准和奖金分配办法"), "adjustment": N_("工资调整办法"),
        "leave": N_("试用期及病、事假等期间的工资待遇"), "special": N_("特殊情况下职工工资支付办法"),
    },
    "safety": {
        "duty": N_("劳动安全卫生责任制"), "measures": N_("劳动安全条件和安全技术措施"), "rules": N_("安全操作规程"),
        "equipment": N_("劳保用品发放标准"), "checks": N_("定期健康检查和职业健康体检"), "disease": N_("职业病危害防护"),
        "training": N_("劳动安全卫生培训"), "money": N_("安全生产和职业病防治经费"),
    },
    "women": {
        "forbidden": N_("女职工禁忌从事的劳动"), "training": N_("女职工的教育和培训"),
        "periods": N_("女职工的经期、孕期、产期、哺乳期的劳动保护"), "checks": N_("女职工定期健康检查和妇科病普查"),
        "family": N_("女职工计划生育方面的待遇"),
    },
    "general": {
        "pay": N_("劳动报酬"), "hours": N_("工作时间"), "rest": N_("休息休假"), "insurance": N_("社会保险与福利"),
        "safety": N_("劳动安全与卫生"), "protection": N_("女职工、未成年工特殊保护以及残疾职工的保护"),
        "training": N_("职业技能培训"), "contracts": N_("劳动合同管理"), "discipline": N_("劳动纪律和职工奖惩"), "layoff": N_("裁员"),
        "term": N_("集体合同期限"), "changes": N_("变更、解除与终止集体合同的条件和程序"), "disputes": N_("集体合同争议的处理"),
        "liability": N_("违约责任"),
    },
}  # fmt: skip
REQUIRED = {"wage": cite(law.ZHEJIANG, 19, 2), "safety": cite(law.ZHEJIANG, 21), "women": cite(law.ZHEJIANG, 22)}
UNPAID = ("safety", "women")  # contracts that fix no wages

PAPERS = {  # what may be brought; the first two are named by 浙江省集体合同条例 34, others where the county's table names them
    "text": N_("集体合同文本"), "statement": N_("报送说明"), "congress": N_("职工代表大会决议"), "delegates": N_("协商代表名单和证明"),
    "minutes": N_("协商会议记录"), "status": N_("单位和工会的证明"), "mandate": N_("授权委托书"),
    "wages": N_("工资说明（上年平均工资、调整比例、涉及人数、分配制度）"),
}  # fmt: skip
NAMED = ("text", "statement")
TABLE = "collective_papers"


@dataclass(frozen=True, kw_only=True)
class Submission:
    """What is known of a collective contract on the day `on`. None: not known. Money is fen, days are local dates.

    scope: employer, regional or industry; level: of the area that it covers; delegates and outside: (employers' side, workers').
    """

    on: date
    kind: str
    scope: str
    place: str | None = None
    level: str | None = None
    registered: bool | None = None  # the employer has a credit code
    branch: bool = False  # its name is that of a branch
    union: bool = False
    guided: bool = False
    delegates: tuple[int, int] = (0, 0)
    outside: tuple[int, int] = (0, 0)
    both: tuple[str, ...] = ()  # names that stand on both sides
    large: bool | None = None
    employer_head: bool | None = None  # the employers' chief is its legal representative
    union_head: bool | None = None
    negotiated: date | None = None
    held: date | None = None  # the congress
    apart: bool = False  # each employer's congress for itself
    entitled: int | None = None
    present: int | None = None
    agreed: int | None = None
    signed: date | None = None
    received: date | None = None
    start: date | None = None
    end: date | None = None
    papers: frozenset = frozenset()
    copies: int | None = None
    contents: frozenset | None = None
    monthly: int | None = None  # the lowest wage that it fixes
    hourly: int | None = None


@dataclass(frozen=True)
class Test:
    """One question of the check. `weight`: error is a ground for an objection, warn is told and leaves the contract lawful."""

    code: str
    group: str
    title: str
    basis: tuple[Citation, ...]
    verdict: str = UNKNOWN
    message: Message | None = None
    weight: str = "error"


def review(s, tables, calendar):
    """[Test] of a Submission in the order in which an examiner asks: parties, procedure, content."""
    return [*_subjects(s), *_procedure(s, tables, calendar), *_content(s, tables)]


def _judged(answer):
    return UNKNOWN if answer is None else PASS if answer else FAIL


# ---- 主体资格

def _subjects(s):
    if s.scope == "employer":
        said = Message(N_("名称像分支机构，请核对法定代表人是否同意")) if s.branch else None
        said = said or (None if s.registered else Message(N_("单位没有登记统一社会信用代码")))
        yield Test("employers", "subjects", N_("用人单位依法设立；分支机构签订的，经法定代表人同意"),
                   (cite(law.ZHEJIANG, 2), cite(law.ZHEJIANG, 46, 2)), UNKNOWN if said else PASS, said)
    else:
        fits = law.regional_binds({"grid": "village"}.get(s.level, s.level), True)
        yield Test("level", "subjects", N_("在县级以下区域内签订"), (cite(LAW, 53), cite(law.ZHEJIANG, 25)), _judged(fits),
                   None if fits else Message(N_("覆盖的区域大于县级")))
        yield Test("employers", "subjects", N_("用人单位一方由企业代表组织代表，或者经推选、授权"),
                   (cite(law.ZHEJIANG, 25), cite(law.ZHEJIANG, 12, 1)))
    yield _workers(s)
    yield _delegates(s)
    known = all(s.delegates)
    yield Test("double", "subjects", N_("没有人同时代表双方"), (cite(law.ZHEJIANG, 10, 5),), _judged(not s.both) if known else UNKNOWN,
               Message(N_("双方代表名单里都有：{names}"), names="、".join(s.both)) if s.both else None)
    outside = all(law.outside_lawful(n, of) for n, of in zip(s.outside, s.delegates, strict=True))
    yield Test("outside", "subjects", N_("委托的外部专业人员不超过本方代表的三分之一"), (cite(law.ZHEJIANG, 10, 4),),
               _judged(outside) if known else UNKNOWN,
               Message(N_("外部人员：用人单位方 {n} 人，劳动者方 {m} 人"), n=s.outside[0], m=s.outside[1])
               if known and any(s.outside) else None)
    yield _chiefs(s)
    if s.scope == "employer":
        yield Test("elected", "subjects", N_("劳动者一方的其他代表由职工代表大会或者职工大会选举（没有工会的，经民主推举并过半数同意）"),
                   (cite(law.ZHEJIANG, 10, 2),))
    else:
        yield Test("elected", "subjects", N_("劳动者一方的代表由行业工会或者区域工会选派"), (cite(law.ZHEJIANG, 12, 1),))


def _workers(s):
    if s.scope != "employer":
        said = None if s.union else Message(N_("行业性、区域性集体合同由工会代表劳动者一方订立"))
        return Test("workers", "subjects", N_("劳动者一方由行业工会或者区域工会代表"), (cite(LAW, 53), cite(law.ZHEJIANG, 25)),
                    _judged(s.union), said)
    title = N_("劳动者一方由工会代表；没有工会的，由上级工会指导劳动者推举的代表订立")
    if s.union or s.guided:
        return Test("workers", "subjects", title, (cite(LAW, 51, 2),), PASS)
    return Test("workers", "subjects", title, (cite(LAW, 51, 2),), UNKNOWN, Message(N_("没有写明由哪个上级工会指导推举")))


def _delegates(s):
    title = N_("每方代表不少于三人（规模以上企业不少于五人），用人单位方不多于劳动者方")
    if not all(s.delegates):
        return Test("delegates", "subjects", title, (cite(law.ZHEJIANG, 10, 1),), UNKNOWN, Message(N_("没有登记双方的协商代表")))
    enough = law.delegates_enough(*s.delegates, s.large)
    said = Message(N_("用人单位方 {n} 人，劳动者方 {m} 人"), n=s.delegates[0], m=s.delegates[1])
    if enough is None:
        said = Message(N_("{said}；不知道是不是规模以上企业"), said=said)
    return Test("delegates", "subjects", title, (cite(law.ZHEJIANG, 10, 1),), _judged(enough), said)


def _chiefs(s):
    if s.scope != "employer":
        return Test("chiefs", "subjects", N_("劳动者一方的首席代表是工会负责人，用人单位一方的由该方代表推选"),
                    (cite(law.ZHEJIANG, 12, 1),))
    gaps = [] if s.employer_head else [Message(N_("用人单位方首席代表不是登记的法定代表人，请核对是不是主要负责人"))]
    gaps += [] if s.union_head or not s.union else [Message(N_("劳动者方首席代表是不是工会负责人，请核对"))]
    return Test("chiefs", "subjects", N_("首席代表：用人单位方是法定代表人或者主要负责人，劳动者方是工会负责人（没有工会的从代表中推举）"),
                (cite(law.ZHEJIANG, 10, 2), cite(law.ZHEJIANG, 10, 3)), UNKNOWN if gaps else PASS, several(gaps) if gaps else None)


# ---- 协商程序

def _procedure(s, tables, calendar):
    yield Test("agenda", "procedure", N_("协商会议七日前把协商事项和代表名单通知对方"), (cite(law.ZHEJIANG, 16, 2),), weight="warn")
    yield Test("minutes", "procedure", N_("会议记录经双方首席代表确认并签字"), (cite(law.ZHEJIANG, 16, 3),), UNKNOWN,
               None if "minutes" in s.papers else Message(N_("没有报送协商会议记录")), "warn")
    if s.scope == "employer":
        yield _in_time("draft", N_("达成一致后十五个工作日内提交职工代表大会或者职工大会"), law.CONGRESS, s.negotiated, s.held, calendar,
                       (cite(law.ZHEJIANG, 24, 1),))
    yield _passed(s)
    basis = (cite(law.ZHEJIANG, 24, 3),) if s.scope == "employer" else (cite(law.ZHEJIANG, 29, 2),)
    signed = None if s.signed is None or s.held is None else s.signed >= s.held
    yield Test("signed", "procedure", N_("草案通过后由双方首席代表签字"), basis, _judged(signed),
               Message(N_("签字在通过之前")) if signed is False else None)
    yield _in_time("submitted", N_("双方首席代表签字之日起十日内报送"), law.SUBMITTED, s.signed, s.received, calendar,
                   (cite(law.ZHEJIANG, 34),))
    yield _papers(s, tables)


def _in_time(code, title, term, start, done, calendar, basis):
    if start is None or done is None:
        return Test(code, "procedure", title, basis, weight="warn")
    due = term.due(start, calendar).on
    said = None if done <= due else Message(N_("期限到 {due}，实际是 {done}"), due=due.isoformat(), done=done.isoformat())
    return Test(code, "procedure", title, basis, FAIL if said else PASS, said, "warn")


def _passed(s):
    if s.scope == "employer":
        title, basis = N_("三分之二以上代表（职工）出席，全体代表（职工）过半数同意"), (cite(law.ZHEJIANG, 24, 2), cite(LAW, 51, 1))
    else:
        title, basis = N_("经区域、行业职工代表大会全体代表半数以上同意，或者各单位分别通过"), (cite(law.ZHEJIANG, 29, 1),)
    if s.apart:
        return Test("passed", "procedure", title, basis, UNKNOWN, Message(N_("各单位分别表决，请逐家核对表决结果")))
    figures = (s.entitled, s.present, s.agreed)
    if None in (figures if s.scope == "employer" else (s.entitled, s.agreed)):
        return Test("passed", "procedure", title, basis, UNKNOWN, Message(N_("没有登记应到、实到和同意的人数")))
    done = law.passed(*figures) if s.scope == "employer" else law.passed_together(s.entitled, s.agreed)
    said = Message(N_("应到 {n} 人，实到 {m} 人，同意 {k} 人"), n=s.entitled, m="—" if s.present is None else s.present, k=s.agreed)
    return Test("passed", "procedure", title, basis, _judged(done), said)


def wanted(tables, place, on):
    """(codes of PAPERS that are asked for, the county's Row or None): 浙江省集体合同条例 34 names two, the county's table the rest."""
    row = tables.row(TABLE, place, on)
    return tuple(dict.fromkeys((*NAMED, *(row.value["papers"] if row else ())))), row


def lacking(s, tables):
    """[Message] of the papers that were asked for and not brought, the copies of the text included."""
    asked, _ = wanted(tables, s.place, s.on)
    gaps = [Message(PAPERS[code]) for code in asked if code not in s.papers]
    if "text" in s.papers and (s.copies or 0) < COPIES:
        gaps.append(Message(N_("文本少 {n} 份（一式五份）"), n=COPIES - (s.copies or 0)))
    return gaps


def _papers(s, tables):
    gaps = lacking(s, tables)
    return Test("papers", "procedure", N_("报送文本一式五份及说明等材料"), (cite(law.ZHEJIANG, 34),), FAIL if gaps else PASS,
                Message(N_("还缺：{gaps}"), gaps=several(gaps)) if gaps else None, "warn")


# ---- 合同内容

def _content(s, tables):
    yield _term(s)
    if s.kind not in UNPAID:
        yield _minimum(s, tables)
    if s.kind in REQUIRED:
        yield _required(s)
    yield Test("hours", "content", N_("工作时间、休息休假和加班工资的约定不低于法定标准"),
               (cite("国务院关于职工工作时间的规定", 3), cite("劳动法", 38), cite("劳动法", 41), cite("劳动法", 44)))
    yield Test("conditions", "content", N_("劳动安全卫生、社会保险与福利、女职工和未成年工保护的约定不低于国家和当地规定的最低标准"),
               (cite(law.ZHEJIANG, 5, 3), cite(LAW, 55)))
    yield Test("lawful", "content", N_("其他条款不与法律、法规相抵触"), (cite(law.ZHEJIANG, 4, 2),))
    if s.kind == "wage" and (s.place or "").startswith(PLACE_OF_NINGBO):
        yield Test("quota", "content", N_("实行计件的，劳动定额是百分之九十以上的职工能够完成的"), (cite(law.NINGBO, 24),))


def _term(s):
    title, basis = N_("期限为一至三年"), (cite(law.ZHEJIANG, 30),)
    if s.kind == "wage":
        title = N_("期限为一至三年，工资专项集体合同一般为一年")
    if s.start is None or s.end is None:
        return Test("term", "content", title, basis)
    said = Message(N_("{start} 至 {end}"), start=s.start.isoformat(), end=s.end.isoformat())
    if law.term_lawful(s.start, s.end):
        return Test("term", "content", title, basis, PASS, said)
    short = s.end < later(s.start, 12)
    if s.kind == "wage" and short:
        return Test("term", "content", title, basis, UNKNOWN, Message(N_("{said}，不足一年，请核对协商周期的约定"), said=said))
    return Test("term", "content", title, basis, FAIL, said)


def _minimum(s, tables):
    title, basis = N_("劳动报酬标准高于当地最低工资标准"), (cite(LAW, 55), cite(law.ZHEJIANG, 5, 3))
    if s.monthly is None and s.hourly is None:
        return Test("minimum", "content", title, basis, UNKNOWN, Message(N_("没有登记合同约定的工资标准")))
    row = tables.minimum_wage(s.place, s.on)
    pairs = [] if row is None else [(own, local) for own, local in ((s.monthly, row.value["monthly"]), (s.hourly, row.value["hourly"]))
                                    if own is not None]
    if not pairs or None in [local for _, local in pairs]:
        return Test("minimum", "content", title, basis, UNKNOWN, Message(N_("当地最低工资标准尚未录入，没有比较")))
    said = several([Message(N_("约定最低 {own} 元，当地最低工资标准 {local} 元"), own=yuan(own), local=yuan(local))
                    for own, local in pairs])
    if row.confirm:
        said = Message(N_("{said}（当地标准尚未核对原文）"), said=said)
    if any(own < local for own, local in pairs):
        return Test("minimum", "content", title, (cite(LAW, 55),), FAIL, said)
    if any(own == local for own, local in pairs):  # 劳动报酬标准应当高于当地人民政府规定的最低标准
        return Test("minimum", "content", title, (cite(law.ZHEJIANG, 5, 3),), FAIL, said)
    return Test("minimum", "content", title, basis, PASS, said)


def _required(s):
    title, basis = N_("应当包括的内容都有"), (REQUIRED[s.kind],)
    if s.contents is None:
        return Test("contents", "content", title, basis, UNKNOWN, Message(N_("还没有对照文本勾选内容")))
    gaps = [Message(words) for code, words in CONTENTS[s.kind].items() if code not in s.contents]
    said = Message(N_("还缺：{gaps}"), gaps=several(gaps)) if gaps else None
    return Test("contents", "content", title, basis, FAIL if gaps else PASS, said)
