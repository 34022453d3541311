"""无固定期限: when it must be concluded, what counts as the second fixed term, and working on after the end."""

from casework.law.clauses import clause
from casework.law.contracts.writing import IN_FORCE, LAW, REGULATION, SECOND
from casework.law.findings import N_, Finding, Message
from casework.law.rules import UNKNOWN
from casework.law.sources import cite
from casework.law.terms import later
from casework.law.unsure import both, opposite
from casework.law.words import day

TEN_YEARS = 120  # months
TEN, SYSTEM, TWICE = cite(LAW, 14, 2, 1), cite(LAW, 14, 2, 2), cite(LAW, 14, 2, 3)
FROM_FIRST_DAY, COUNTED, ALSO, WORKED_ON = cite(REGULATION, 9), cite(LAW, 97, 1), cite(SECOND, 10), cite(SECOND, 11)


@clause("LC-13", TEN, FROM_FIRST_DAY)
def ten_years(service_from, on):
    """LC-13 劳动者在该用人单位连续工作满十年的，应当订立无固定期限劳动合同（劳动合同法第14条第2款第1项，2008年1月1日起）；
    起始时间自用工之日起计算，包括本法施行前的工作年限（实施条例第9条）。
    """
    return later(service_from, TEN_YEARS) <= on


@clause("LC-13", SYSTEM)
def near_retirement(service_from, retirement, on):
    """LC-13 初次实行劳动合同制度或者国有企业改制重新订立劳动合同时，连续工作满十年且距法定退休年龄不足十年的
    （劳动合同法第14条第2款第2项，2008年1月1日起）。

    retirement: the day, or UNKNOWN; then UNKNOWN unless the ten years are not full.
    """
    if not ten_years(service_from, on):
        return False
    return UNKNOWN if retirement == UNKNOWN else on < retirement < later(on, TEN_YEARS)


@clause("LC-13", TWICE, COUNTED)
def fixed_terms(contracts):
    """LC-13 连续订立二次固定期限劳动合同后续订的（劳动合同法第14条第2款第3项，2008年1月1日起）；次数自本法施行后续订固定期限
    劳动合同时开始计算（第97条第1款）。

    contracts: (day of conclusion, term) of consecutive contracts, in order. The count with the last one.
    """
    return sum(term == "fixed" and concluded >= IN_FORCE for concluded, term in contracts)


@clause("LC-13", TWICE)
def twice_fixed(terms, excluded):
    """LC-13 连续订立二次固定期限劳动合同，且劳动者没有第39条和第40条第1项、第2项规定的情形，续订劳动合同的，应当订立无固定期限劳动合同
    （劳动合同法第14条第2款第3项，2008年1月1日起）。

    terms: `fixed_terms` before the renewal; excluded: one of those cases, True, False or None.
    """
    return both(terms >= 2, opposite(excluded))


@clause("LC-14", ALSO)
def counts_as_second(extended_months=0, automatic=False, entity_changed=False, evaded=False):
    """LC-14 协商延长期限累计达到一年以上、约定自动续延、非因本人原因变换订立主体但仍受原用人单位管理且地点内容不变、以其他违反
    诚信原则的规避行为再次订立，期限届满的，视为连续订立二次固定期限劳动合同（法释〔2025〕12号第10条，2025年9月1日起）。
    """
    return extended_months >= 12 or automatic or entity_changed or evaded


@clause("LC-15", WORKED_ON)
def may_demand_renewal(end, on):
    """LC-15 期满后仍在用人单位工作，用人单位超过一个月未表示异议的，劳动者请求以原条件续订的，应予支持
    （法释〔2025〕12号第11条，2025年9月1日起）。
    """
    return on > later(end, 1)


def findings(f):
    if f.form not in {"ordinary", "dispatch", "site"} or f.hired is None:
        return
    if f.term == "fixed" and f.signed and not f.wants_fixed and f.form != "dispatch":
        yield from _required(f)
    if f.term == "fixed" and f.end and f.ended is None and not f.renewed and f.end < f.on:
        yield _worked_on(f)


def _required(f):
    begins = f.start or f.signed
    service = f.service_from or f.hired
    if begins >= IN_FORCE and ten_years(service, begins):
        said = Message(N_("{on}已连续工作满十年，除劳动者提出外应当订立无固定期限劳动合同"), on=day(begins))
        yield Finding("LC-13", said, (TEN, cite(LAW, 82, 2)), "warn", "term")
    elif f.fixed_terms and f.fixed_terms > 2:
        said = Message(N_("这是连续第 {n} 次固定期限劳动合同，除劳动者提出外应当订立无固定期限劳动合同"), n=f.fixed_terms)
        yield Finding("LC-13", said, (TWICE, cite(LAW, 82, 2)), "warn", "term")
    elif f.fixed_terms == 2 and f.ended is None:
        said = Message(N_("已经连续订立二次固定期限劳动合同，续订时除劳动者提出外应当订立无固定期限劳动合同"))
        yield Finding("LC-13", said, (TWICE,), "info", "term")


def _worked_on(f):
    if may_demand_renewal(f.end, f.on) and may_demand_renewal.clause.holds(f.on):
        said = Message(N_("劳动合同{end}期满，仍在工作已超过一个月，劳动者可以要求以原条件续订"), end=day(f.end))
        return Finding("LC-15", said, (WORKED_ON,), "error", "end")
    said = Message(N_("劳动合同{end}期满，没有续订，也没有终止"), end=day(f.end))
    return Finding("LC-15", said, (cite(LAW, 44, item=1),), "warn", "end")
