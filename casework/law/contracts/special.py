"""劳务派遣, 非全日制, 超龄用工: what is different in them."""

from datetime import date, timedelta

from casework.law.amounts import yuan
from casework.law.clauses import clause
from casework.law.contracts.writing import LAW, REGULATION
from casework.law.findings import N_, Finding, Message
from casework.law.rules import UNKNOWN
from casework.law.sources import cite
from casework.law.terms import later
from casework.law.unsure import both
from casework.law.wages import written
from casework.law.words import day

DISPATCH = "劳务派遣暂行规定"
AMENDED = date(2013, 7, 1)  # 2012年12月28日的修改决定
OVER_AGE = "超龄劳动者基本权益保障暂行规定"
TWO_YEARS, SIX_MONTHS = 24, 6
POSTS = {"temporary": N_("临时性"), "auxiliary": N_("辅助性"), "substitute": N_("替代性")}
HOURS_A_DAY, HOURS_A_WEEK, PAY_DAYS = 4, 24, 15


# 劳务派遣


@clause("LC-17", cite(LAW, 58, 2), cite(DISPATCH, 5))
def dispatch_term_long_enough(start, end):
    """LC-17 劳务派遣单位应当与被派遣劳动者订立二年以上的固定期限劳动合同（劳动合同法第58条第2款，2008年1月1日起；
    劳务派遣暂行规定第5条，2014年3月1日起）。
    """
    return later(start, TWO_YEARS) <= end + timedelta(days=1)


@clause("LC-59", cite(DISPATCH, 4), cite(LAW, 66, 3))
def dispatch_share_exceeded(contracted, dispatched):
    """LC-59 使用的被派遣劳动者数量不得超过用工总量的10%，用工总量是订立劳动合同人数与使用的被派遣劳动者人数之和
    （劳务派遣暂行规定第4条，2014年3月1日起）。
    """
    return 10 * dispatched > contracted + dispatched


@clause("LC-59", cite(LAW, 66, 2), cite(DISPATCH, 3), since=AMENDED)
def dispatch_post_lawful(kind, since=None, until=None):
    """LC-59 只能在临时性、辅助性或者替代性的工作岗位上实施；临时性工作岗位存续时间不超过六个月（劳动合同法第66条，2013年7月1日起；
    劳务派遣暂行规定第3条，2014年3月1日起）。
    """
    if kind not in POSTS:
        return False
    return not (kind == "temporary" and since and until and until > later(since, SIX_MONTHS))


@clause("LC-59", cite(DISPATCH, 3, 3))
def auxiliary_post_decided(discussed, published):
    """LC-59 使用被派遣劳动者的辅助性岗位，应当经职工代表大会或者全体职工讨论，与工会或者职工代表平等协商确定，并在用工单位内公示
    （劳务派遣暂行规定第3条第3款，2014年3月1日起）。
    """
    return both(discussed, published)


@clause("LC-60", cite(LAW, 58, 2))
def idle_wage(minimum):
    """LC-60 被派遣劳动者在无工作期间，劳务派遣单位应当按照所在地人民政府规定的最低工资标准，向其按月支付报酬（劳动合同法第58条第2款，
    2008年1月1日起）。

    Fen a month; minimum None: nobody has entered it, then UNKNOWN.
    """
    return UNKNOWN if minimum is None else minimum


@clause("LC-60", cite(LAW, 57), cite(LAW, 67), cite(REGULATION, 30), since=AMENDED)
def dispatch_unlawful(licensed=None, capital=None, own=None, part_time=None):
    """LC-60 经营劳务派遣应当取得行政许可，注册资本不少于二百万元（劳动合同法第57条，2013年7月1日起）；不得向本单位或者所属单位派遣
    （第67条）；不得以非全日制用工形式招用被派遣劳动者（实施条例第30条，2008年9月18日起）。

    capital: fen. Which of license, capital, own, part-time are broken.
    """
    broken = {"license": licensed is False, "capital": capital is not None and capital < 2_000_000_00, "own": own,
              "part-time": part_time}  # fmt: skip
    return [name for name, is_so in broken.items() if is_so]


def dispatch_findings(f):
    if f.form != "dispatch":
        return
    if f.term and f.term != "fixed":
        said = Message(N_("劳务派遣应当订立二年以上的固定期限劳动合同"))
        yield Finding("LC-17", said, (cite(LAW, 58, 2),), "error", "term")
    elif f.start and f.end and not dispatch_term_long_enough(f.start, f.end):
        said = Message(N_("劳务派遣的劳动合同不满二年"))
        yield Finding("LC-17", said, (cite(LAW, 58, 2), cite(DISPATCH, 5)), "error", "end")
    if f.user_entity is False:
        said = Message(N_("劳务派遣的劳动合同没有写明用工单位"))
        yield Finding("LC-17", said, (cite(LAW, 58, 1),), "error", "user_entity")
    if f.self_dispatch:
        said = Message(N_("用人单位不得设立劳务派遣单位向本单位或者所属单位派遣"))
        yield Finding("LC-60", said, (cite(LAW, 67),), "error", "user_entity")
    judged = f.post_kind and dispatch_post_lawful.clause.holds(f.last)
    if judged and not dispatch_post_lawful(f.post_kind, f.post_from, f.post_to or f.last):
        if f.post_kind in POSTS:
            said = Message(N_("临时性岗位已超过六个月"))
        else:
            said = Message(N_("劳务派遣只能在临时性、辅助性或者替代性的岗位上实施"))
        yield Finding("LC-59", said, (cite(LAW, 66),), "error", "post_kind")


def dispatch_share_finding(contracted, dispatched):
    """The Finding for a user entity with more than a tenth of dispatched workers, else None. Numbers of people."""
    if not dispatch_share_exceeded(contracted, dispatched):
        return None
    said = Message(N_("被派遣劳动者 {dispatched} 人，超过用工总量 {total} 人的 10%"), dispatched=dispatched,
                   total=contracted + dispatched)  # fmt: skip
    return Finding("LC-59", said, (cite(DISPATCH, 4),), "error", "dispatched")


# 非全日制


@clause("LC-63", cite(LAW, 68), cite(LAW, 72))
def part_time_broken(hours_day=None, hours_week=None, pay_days=None, probation=False):
    """LC-63 非全日制用工以小时计酬为主，平均每日不超过四小时，每周累计不超过二十四小时（劳动合同法第68条，2008年1月1日起）；
    不得约定试用期（第70条）；报酬结算支付周期最长不得超过十五日（第72条）。

    Which of hours_day, hours_week, pay_days, probation are broken.
    """
    broken = {
        "hours_day": hours_day is not None and hours_day > HOURS_A_DAY,
        "hours_week": hours_week is not None and hours_week > HOURS_A_WEEK,
        "pay_days": pay_days is not None and pay_days > PAY_DAYS,
        "probation": bool(probation),
    }
    return [name for name, is_so in broken.items() if is_so]


def part_time_findings(f, hourly_minimum):
    """hourly_minimum: fen an hour, None while it is unknown."""
    if f.form != "part-time":
        return
    for name in part_time_broken(f.hours_day, f.hours_week, f.pay_cycle_days, f.probation_months):
        template, article, about = _PART_TIME[name]
        yield Finding("LC-63", Message(template), (cite(LAW, article),), "error", about)
    if f.hourly is not None and hourly_minimum is not None and f.hourly < hourly_minimum:
        said = Message(N_("小时计酬 {wage} 元低于当地最低小时工资标准 {minimum} 元"), wage=yuan(f.hourly),
                       minimum=yuan(hourly_minimum))  # fmt: skip
        yield Finding("LC-63", said, (cite(LAW, 72, 1),), "error", "hourly")


_PART_TIME = {
    "hours_day": (N_("平均每日超过四小时，不是非全日制用工"), 68, "hours_day"),
    "hours_week": (N_("每周累计超过二十四小时，不是非全日制用工"), 68, "hours_week"),
    "pay_days": (N_("非全日制用工的结算支付周期超过十五日"), 72, "pay_cycle_days"),
    "probation": (N_("非全日制用工不得约定试用期"), 70, "probation_months"),
}


# 超龄用工


@clause("LC-68", cite(OVER_AGE, 2))
def over_age_agreement_needed(on):
    """LC-68 用人单位使用超龄劳动者，应当订立书面用工协议，劳动报酬不得低于当地最低工资标准，遵守劳动法第41条、第42条、第44条，
    为其参加工伤保险（超龄劳动者基本权益保障暂行规定第6条、第9至15条，2026年7月1日起）。
    """
    return over_age_agreement_needed.clause.holds(on)


# 第6条
AGREEMENT = {
    "term": N_("协议期限"),
    "work": N_("工作内容"),
    "place": N_("工作地点"),
    "hours": N_("工作时间"),
    "rest": N_("休息休假"),
    "pay": N_("劳动报酬"),
    "insurance": N_("社会保险"),
    "protection": N_("劳动保护"),
    "conditions": N_("劳动条件"),
    "hazards": N_("职业危害防护"),
}


@clause("LC-68", cite(OVER_AGE, 6))
def agreement_missing(clauses):
    """LC-68 书面用工协议应当明确协议期限、工作内容、工作地点、工作时间、休息休假、劳动报酬、社会保险、劳动保护、劳动条件、职业危害防护
    等事项（超龄劳动者基本权益保障暂行规定第6条，2026年7月1日起）。

    clauses: keys of AGREEMENT. The missing keys, in the order of the article.
    """
    return [key for key in AGREEMENT if key not in clauses]


@clause("LC-69", cite(OVER_AGE, 19))
def over_age_forum(matter):
    """LC-69 超龄劳动者因劳动报酬、休息休假、劳动安全卫生、工伤保障发生的争议，依照调解仲裁法处理；其他争议可以直接向人民法院起诉
    （超龄劳动者基本权益保障暂行规定第19条，2026年7月1日起）。

    matter: pay, rest, safety, injury, or any other word. arbitration or court.
    """
    return "arbitration" if matter in {"pay", "rest", "safety", "injury"} else "court"


@clause("LC-70", cite(OVER_AGE, 20))
def over_age_inspected(article):
    """LC-70 违反第9条第2款、第11条、第12条的投诉，由劳动保障行政部门受理（超龄劳动者基本权益保障暂行规定第20条，2026年7月1日起）。"""
    return article in {(9, 2), (11, None), (12, None)}


@clause("LC-71", cite(OVER_AGE, 8), cite(OVER_AGE, 7))
def over_age_claims():
    """LC-71 协议期限届满、约定的工作内容完成、约定的终止条件出现或者双方协商一致解除的，用工终止（超龄劳动者基本权益保障暂行规定第8条，
    2026年7月1日起）；条文没有规定经济补偿、二倍工资和无固定期限——这些请求不适用。
    """
    return {"severance": False, "double-wage": False, "open-ended": False}


def over_age_findings(f, retirement):
    """retirement: the day of retirement of the worker, None while it is unknown."""
    if not over_age_agreement_needed(f.last):
        return
    if f.form == "over-age":
        if f.signed is None and f.hired and f.hired <= f.on:
            said = Message(N_("使用超龄劳动者没有书面用工协议"))
            yield Finding("LC-68", said, (cite(OVER_AGE, 6),), "error", "signed")
    elif f.form in {"ordinary", "dispatch", "site"} and retirement and f.last >= retirement:
        said = Message(N_("{on}已达到法定退休年龄，应当订立超龄用工协议"), on=day(retirement))
        yield Finding("LC-68", said, (cite(REGULATION, 21), cite(OVER_AGE, 6)), "warn", "form")


# 工作时间


@clause("LC-42", cite("国务院关于职工工作时间的规定", 3))
def hours_exceeded(hours_day, hours_week):
    """LC-42 职工每日工作8小时、每周工作40小时（国务院关于职工工作时间的规定第3条，1995年5月1日起）。"""
    return (hours_day is not None and hours_day > 8) or (hours_week is not None and hours_week > 40)


def hours_findings(f):
    over_age = f.form == "over-age" and over_age_agreement_needed(f.last)
    if (over_age or f.form in {"ordinary", "dispatch", "site"}) and hours_exceeded(f.hours_day, f.hours_week):
        said = Message(
            N_("约定的工作时间超过每日 8 小时或者每周 40 小时（每日 {day}，每周 {week}）"),
            day=written(f.hours_day or 0), week=written(f.hours_week or 0),
        )  # fmt: skip
        basis = (*hours_exceeded.clause.basis, *((cite(OVER_AGE, 9, 1),) if over_age else ()))
        yield Finding("LC-42", said, basis, "warn", "hours_week")
