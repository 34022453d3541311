"""解除和终止: by which ground a contract ends, with which notice, and whom no employer may dismiss."""

from dataclasses import dataclass

from casework.law.clauses import clause
from casework.law.contracts.writing import IN_FORCE, LAW, ONE_DAY, REGULATION
from casework.law.findings import N_, Finding, Message
from casework.law.rules import UNKNOWN
from casework.law.sources import Citation, cite
from casework.law.terms import later
from casework.law.words import day


@dataclass(frozen=True)
class Ending:
    """One ground. `who` ends it: both, worker, employer, either, law. `notice`: days, None when none is required.

    `severance`: True, False, or unknown (case by case); `pay_in_lieu`: a month's wage instead of the notice (40).
    """

    code: str
    title: str
    basis: tuple[Citation, ...]
    who: str
    severance: bool | str
    notice: int | None = None
    pay_in_lieu: bool = False


def _ground(code, title, article, who, severance, *, paragraph=None, item=None, due=None, text=LAW, **more):
    """`due`: the item of 第46条 that makes severance due."""
    basis = (cite(text, article, paragraph, item),) + ((cite(LAW, 46, item=due),) if due else ())
    return Ending(code, title, basis, who, severance, **more)


ENDINGS = {
    ending.code: ending
    for ending in (
        _ground("T36E", N_("协商一致，用人单位提出"), 36, "both", True, due=2),
        _ground("T36W", N_("协商一致，劳动者提出"), 36, "both", False),
        _ground("T37", N_("劳动者提前三十日书面通知"), 37, "worker", False, notice=30),
        _ground("T37P", N_("试用期内提前三日通知"), 37, "worker", False, notice=3),
        _ground("T38-1", N_("未按照约定提供劳动保护或者劳动条件"), 38, "worker", True, paragraph=1, item=1, due=1),
        _ground("T38-2", N_("未及时足额支付劳动报酬"), 38, "worker", True, paragraph=1, item=2, due=1),
        _ground("T38-3", N_("未依法缴纳社会保险费"), 38, "worker", True, paragraph=1, item=3, due=1),
        _ground("T38-4", N_("规章制度违法，损害劳动者权益"), 38, "worker", True, paragraph=1, item=4, due=1),
        _ground("T38-5", N_("欺诈、胁迫等致使劳动合同无效"), 38, "worker", True, paragraph=1, item=5, due=1),
        _ground("T38-6", N_("劳动者可以解除的其他情形"), 38, "worker", True, paragraph=1, item=6, due=1),
        _ground("T38-7", N_("强迫劳动，或者违章指挥、强令冒险作业"), 38, "worker", True, paragraph=2, due=1),
        _ground("T39-1", N_("试用期间被证明不符合录用条件"), 39, "employer", False, item=1),
        _ground("T39-2", N_("严重违反规章制度"), 39, "employer", False, item=2),
        _ground("T39-3", N_("严重失职，营私舞弊，造成重大损害"), 39, "employer", False, item=3),
        _ground("T39-4", N_("与其他用人单位建立劳动关系"), 39, "employer", False, item=4),
        _ground("T39-5", N_("劳动者欺诈等致使劳动合同无效"), 39, "employer", False, item=5),
        _ground("T39-6", N_("被依法追究刑事责任"), 39, "employer", False, item=6),
        _ground("T40-1", N_("医疗期满不能从事原工作和另行安排的工作"), 40, "employer", True, item=1, due=3, notice=30,
                pay_in_lieu=True),
        _ground("T40-2", N_("不能胜任工作，经培训或者调岗仍不能胜任"), 40, "employer", True, item=2, due=3, notice=30,
                pay_in_lieu=True),
        _ground("T40-3", N_("客观情况重大变化，协商变更不成"), 40, "employer", True, item=3, due=3, notice=30,
                pay_in_lieu=True),
        _ground("T41", N_("经济性裁员"), 41, "employer", True, paragraph=1, due=4, notice=30),
        _ground("E44-1", N_("劳动合同期满"), 44, "either", True, item=1, due=5),
        _ground("E44-2", N_("依法享受基本养老保险待遇或者达到法定退休年龄"), 44, "law", False, item=2),
        _ground("E44-3", N_("劳动者死亡、宣告死亡或者宣告失踪"), 44, "law", False, item=3),
        _ground("E44-4", N_("用人单位被依法宣告破产"), 44, "law", True, item=4, due=6),
        _ground("E44-5", N_("用人单位被吊销、责令关闭、撤销或者提前解散"), 44, "law", True, item=5, due=6),
        _ground("E44-6", N_("法律、行政法规规定的其他终止情形"), 44, "law", UNKNOWN, item=6),
        _ground("ETASK", N_("任务完成终止"), 22, "either", True, text=REGULATION),
        _ground("R05", N_("一个月内劳动者不签，书面终止"), 5, "employer", False, text=REGULATION),
        _ground("R06", N_("超过一个月不满一年劳动者不签，书面终止"), 6, "employer", True, text=REGULATION),
        _ground("PT71", N_("非全日制用工随时终止"), 71, "either", False),
    )
}  # fmt: skip


# LC-26 不得依照第40条、第41条解除（第42条）；期满的，续延至相应的情形消失时终止（第45条）。
PROTECTED, RUNS_ON = cite(LAW, 42), cite(LAW, 45)
PROTECTIONS = {
    "hazard": (1, N_("从事接触职业病危害作业未进行离岗前职业健康检查，或者疑似职业病在诊断、医学观察期间")),
    "injury": (2, N_("在本单位患职业病或者因工负伤并被确认丧失或者部分丧失劳动能力")),
    "medical": (3, N_("患病或者非因工负伤，在规定的医疗期内")),
    "maternity": (4, N_("女职工在孕期、产期、哺乳期")),
    "senior": (5, N_("在本单位连续工作满十五年，且距法定退休年龄不足五年")),
    "other": (6, N_("法律、行政法规规定的其他情形")),
}

FIRST_FIVE_YEARS, FIFTEEN_YEARS = 60, 180  # months


@clause("LC-26", PROTECTED, RUNS_ON)
def may_be_ended(ground, protections):
    """LC-26 有第42条情形之一的，用人单位不得依照第40条、第41条解除劳动合同；劳动合同期满的，应当续延至相应的情形消失时终止，丧失或者
    部分丧失劳动能力的按照工伤保险的规定执行（劳动合同法第42条、第45条，2008年1月1日起）；第39条的情形仍可解除。

    protections: keys of PROTECTIONS. False when the ground is barred by one of them; UNKNOWN for an expiry that only the rules
    of injury insurance decide, which are not coded.
    """
    if ground == "E44-1":
        return UNKNOWN if set(protections) == {"injury"} else not protections
    return not (protections and ground in BARRED)


BARRED = {"T40-1", "T40-2", "T40-3", "T41"}


@clause("LC-26", PROTECTED)
def senior(service_from, retirement, on):
    """LC-26 在本单位连续工作满十五年，且距法定退休年龄不足五年的（劳动合同法第42条第5项，2008年1月1日起）。

    retirement: the day of retirement, or UNKNOWN; then UNKNOWN unless the fifteen years are not full.
    """
    if later(service_from, FIFTEEN_YEARS) > on:
        return False
    return UNKNOWN if retirement == UNKNOWN else on < retirement < later(on, FIRST_FIVE_YEARS)


@clause("LC-27", cite(LAW, 43), cite("最高人民法院关于审理劳动争议案件适用法律问题的解释（一）", 47))
def union_needed(ground):
    """LC-27 用人单位单方解除劳动合同，应当事先将理由通知工会（劳动合同法第43条，2008年1月1日起）；建立了工会而未通知，起诉前
    没有补正的，支付赔偿金（法释〔2020〕26号第47条）。
    """
    return ground in ENDINGS and ENDINGS[ground].who == "employer" and ground.startswith("T")


@clause("LC-28", cite(LAW, 41, 3))
def rehire_until(laid_off):
    """LC-28 裁减人员后，在六个月内重新招用人员的，应当通知被裁减的人员，在同等条件下优先招用（劳动合同法第41条第3款，
    2008年1月1日起）——六个月的最后一日。
    """
    return later(laid_off, 6)


@clause("LC-28", cite(LAW, 41, 1))
def is_layoff(count, staff):
    """LC-28 裁减人员二十人以上，或者不足二十人但占职工总数百分之十以上的，提前三十日说明情况，并向劳动行政部门报告
    （劳动合同法第41条第1款，2008年1月1日起）。
    """
    return count >= 20 or (count > 0 and 10 * count >= staff)


@clause("LC-29", cite(LAW, 50))
def handover_due(ended):
    """LC-29 解除或者终止时出具证明，并在十五日内办理档案和社会保险关系转移手续；经济补偿在办结工作交接时支付；解除或者终止的
    文本至少保存二年备查（劳动合同法第50条，2008年1月1日起）。

    (last day for the transfers, before any roll-forward; last day on which the contract must be kept).
    """
    return ended + 15 * ONE_DAY, later(ended, 24)


CERTIFICATE = {
    "term": N_("劳动合同期限"),
    "ended": N_("解除或者终止劳动合同的日期"),
    "post": N_("工作岗位"),
    "service": N_("在本单位的工作年限"),
}  # 实施条例第24条: these and no other


@clause("LC-30", cite("工资支付暂行规定", 9))
def wages_due_at_end(ended):
    """LC-30 劳动关系双方依法解除或者终止劳动合同时，应当一次付清工资（工资支付暂行规定第9条，1995年1月1日起）——最后一日。"""
    return ended


NO_LABOUR_CONTRACT = {"over-age", "intern"}  # LC-71: an agreement ends, and nothing of this chapter is due


def findings(f):
    """What is wrong with the way in which the contract of these Facts was ended."""
    ending = ENDINGS.get(f.ground)
    if ending is None or f.ended is None or f.ended < IN_FORCE or f.form in NO_LABOUR_CONTRACT:
        return
    if may_be_ended(f.ground, f.protected) is not True:
        yield _barred(f)
    yield from _notice(f, ending)
    if f.union_told is False and union_needed(f.ground):
        # 法释〔2020〕26号第47条 speaks of 第39条 and 第40条 only
        by_47 = f.ground.startswith(("T39", "T40"))
        said = N_("单方解除没有事先通知工会；起诉前没有补正的，支付赔偿金") if by_47 else N_("单方解除没有事先将理由通知工会")
        basis = union_needed.clause.basis if by_47 else (cite(LAW, 43),)
        yield Finding("LC-27", Message(said), basis, "warn", "union_told")
    if f.certificate_on is None and f.on > f.ended and f.form != "part-time":
        said = Message(N_("没有出具解除或者终止劳动合同的证明"))
        yield Finding("LC-29", said, (cite(LAW, 50, 1),), "warn", "certificate_on")
    if ending.severance is True and f.severance_paid is False:
        template = N_("{ground}：应当支付经济补偿")
        if f.ground == "E44-1":
            template = N_("{ground}：应当支付经济补偿，维持或者提高条件续订而劳动者不同意的除外")
        yield Finding("LC-31", Message(template, ground=Message(ending.title)), ending.basis, "warn", "severance_paid")


def _barred(f):
    if may_be_ended(f.ground, f.protected) == UNKNOWN:
        template = N_("因工丧失或者部分丧失劳动能力的，劳动合同期满能否终止按照国家有关工伤保险的规定执行，请办案人员认定")
        return Finding("LC-26", Message(template), (RUNS_ON, cite(LAW, 42, item=2)), "warn", "ground")
    runs_on = f.ground == "E44-1"
    which = next(key for key in PROTECTIONS if key in f.protected and not (runs_on and key == "injury"))
    item, words = PROTECTIONS[which]
    if runs_on:
        said = Message(N_("{why}，劳动合同应当续延至该情形消失时终止"), why=Message(words))
        return Finding("LC-26", said, (RUNS_ON, cite(LAW, 42, item=item)), "error", "ground")
    said = Message(N_("{why}，不得依照第40条、第41条解除"), why=Message(words))
    return Finding("LC-26", said, (cite(LAW, 42, item=item),), "error", "ground")


def _notice(f, ending):
    """通知之日的次日起算; shorter notice is worth a month's wage for 第40条 only."""
    if not ending.notice or f.told_on is None:
        return
    given = (f.ended - f.told_on).days
    if given >= ending.notice:
        return
    args = {"told": day(f.told_on), "ended": day(f.ended), "given": given, "days": ending.notice}
    if ending.pay_in_lieu:
        said = Message(N_("{told}通知，{ended}解除，只有 {given} 日，不足 {days} 日，应当额外支付一个月工资"), **args)
    else:
        said = Message(N_("{told}通知，{ended}解除，只有 {given} 日，不足 {days} 日"), **args)
    yield Finding("LC-37" if ending.pay_in_lieu else ending.code, said, ending.basis[:1], "warn", "told_on")
