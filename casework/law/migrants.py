"""农民工工资: what 国务院令第724号 asks of employers, owners and general contractors, and what follows when they do not."""

from casework.law.clauses import clause, clock
from casework.law.findings import N_
from casework.law.payers import WAGES
from casework.law.rules import UNKNOWN
from casework.law.sources import cite
from casework.law.terms import Unit
from casework.law.unsure import both, either


@clause("WA-01", cite(WAGES, 2, 2), cite(WAGES, 2, 3))
def is_migrant(rural, works_for_employer):
    """WA-01 农民工，是指为用人单位提供劳动的农村居民；工资，是指农民工为用人单位提供劳动后应当获得的劳动报酬（保障农民工工资支付条例
    第2条，2020年5月1日起）。

    Each True, False or None.
    """
    return both(rural, works_for_employer)


@clause("WA-03", cite(WAGES, 10, 3))
def first_asked(ours):
    """WA-03 对举报、投诉的处理实行首问负责制：属于本部门受理的，及时处理；不属于的，及时转送，并将处理结果告知举报、投诉人（保障农民工
    工资支付条例第10条第3款）。

    handle, transfer, or UNKNOWN while it is open whose it is; never a plain refusal.
    """
    return UNKNOWN if ours is None else "handle" if ours else "transfer"


MEANS = {"transfer", "cash"}  # 银行转账、现金


@clause("WA-04", cite(WAGES, 11))
def paid_unlawfully(means, to_worker):
    """WA-04 农民工工资应当以货币形式，通过银行转账或者现金支付给农民工本人，不得以实物或者有价证券等其他形式替代（保障农民工工资支付条例
    第11条）。

    means: transfer, cash, or any other word; to_worker: into the worker's own hand or account. What is wrong: means, payee.
    """
    return [name for name, wrong in (("means", means not in MEANS), ("payee", to_worker is False)) if wrong]


@clause("WA-05", cite(WAGES, 14, 1))
def pay_day_in_period(worked, paid):
    """WA-05 具体支付日期，可以在农民工提供劳动的当期或者次期（保障农民工工资支付条例第14条第1款）。

    Numbers of pay periods, counted on: that of the work and that in which the agreed day lies.
    """
    return 0 <= paid - worked <= 1


LABOUR_COST_MONTHS = 1


@clause("WA-08", cite(WAGES, 24), cite(WAGES, 23, 1))
def owner_duties_broken(funds=None, guarantee=None, cycle_months=None):
    """WA-08 建设单位应当有满足施工所需要的资金安排，没有的不得开工；应当提供工程款支付担保；合同约定的人工费用拨付周期不得超过1个月
    （保障农民工工资支付条例第23条、第24条）。

    None is not judged. Which of funds, guarantee, cycle are broken.
    """
    broken = {"funds": funds is False, "guarantee": guarantee is False,
              "cycle": cycle_months is not None and cycle_months > LABOUR_COST_MONTHS}  # fmt: skip
    return [name for name, is_so in broken.items() if is_so]


ACCOUNT_NOTICE = clock(
    "WA-09", N_("专用账户注销前的公示"), 30, Unit.CALENDAR,
    "WA-09 工程完工且未拖欠农民工工资的，施工总承包单位公示30日后，可以申请注销农民工工资专用账户（保障农民工工资支付条例第27条第2款）。",
    cite(WAGES, 27, 2), event=N_("开始公示"),
)  # fmt: skip


@clause("WA-09", cite(WAGES, 27, 2))
def account_may_be_closed(completed, arrears, notice_full):
    """WA-09 工程完工且未拖欠农民工工资的，公示30日后可以申请注销农民工工资专用账户，余额归施工总承包单位所有（保障农民工工资支付条例
    第27条第2款）。

    Each True, False or None; notice_full: the thirty days are over (ACCOUNT_NOTICE).
    """
    return both(completed, None if arrears is None else not arrears, notice_full)


@clause("WA-10", cite(WAGES, 28, 1))
def may_enter_site(contract, registered):
    """WA-10 未与施工总承包单位或者分包单位订立劳动合同并进行用工实名登记的人员，不得进入项目现场施工（保障农民工工资支付条例第28条
    第1款）。
    """
    return both(contract, registered)


PAYROLL = {
    "assessed": N_("分包单位按月考核农民工工作量"),
    "sheet": N_("编制工资支付表"),
    "signed": N_("农民工本人签字确认"),
    "own_account": N_("从专用账户直接支付到农民工本人的银行账户"),
    "voucher": N_("向分包单位提供代发工资凭证"),
}


@clause("WA-12", cite(WAGES, 31, 2), cite(WAGES, 31, 3))
def payroll_missing(done):
    """WA-12 分包单位应当按月考核农民工工作量并编制工资支付表，经本人签字确认后交施工总承包单位；施工总承包单位通过专用账户直接支付到本人
    的银行账户，并提供代发工资凭证（保障农民工工资支付条例第31条）。

    done: keys of PAYROLL. The missing keys, in the order of the article.
    """
    return [key for key in PAYROLL if key not in done]


@clause("WA-13", cite(WAGES, 33), cite(WAGES, 32, 1))
def may_be_seized(for_these_wages, other_law=False):
    """WA-13 除法律另有规定外，专用账户资金和工资保证金不得因支付为本项目提供劳动的农民工工资之外的原因被查封、冻结或者划拨（保障农民工
    工资支付条例第33条）。

    for_these_wages: it is to pay who worked on this project; other_law: a law says otherwise.
    """
    return either(for_these_wages, other_law)


BOARD = {
    "parties": N_("建设单位、施工总承包单位及所在项目部、分包单位、主管部门、劳资专管员等基本信息"),
    "wages": N_("当地最低工资标准、工资支付日期等基本信息"),
    "remedies": N_("投诉举报电话、劳动争议调解仲裁和法律援助申请渠道、公共法律服务热线等信息"),
}


@clause("WA-14", cite(WAGES, 34))
def board_missing(shown):
    """WA-14 施工总承包单位应当在施工现场醒目位置设立维权信息告示牌，明示三项信息（保障农民工工资支付条例第34条）。

    shown: keys of BOARD. The missing keys.
    """
    return [key for key in BOARD if key not in shown]


@clause("WA-15", cite(WAGES, 35))
def dispute_stops_wages(about):
    """WA-15 因工程数量、质量、造价等产生争议的，建设单位不得因争议不拨付人工费用，施工总承包单位也不得因争议不代发工资（保障农民工工资支付
    条例第35条）。

    about: quantity, quality, price, or any other word for a dispute of the contracting parties. It never does.
    """
    return False


@clause("WA-17", cite(WAGES, 41, 2), cite(WAGES, 42))
def after_an_unpaid_order(suspected, paid):
    """WA-17 涉嫌构成拒不支付劳动报酬罪的，及时移送公安机关；责令支付的决定，相关单位不支付的，可以依法申请人民法院强制执行（保障农民工
    工资支付条例第41条第2款、第42条）。

    suspected: `ready_for_transfer` of the rule refusal-to-pay, or None. {"police", "court"}: each True, False or UNKNOWN.
    """
    return {"police": both(suspected, not paid), "court": not paid}


@clause("WA-18", cite("法律援助法", 42, item=3), cite(WAGES, 45, 1))
def means_test_waived(migrant, claim):
    """WA-18 农民工是法律援助的重点对象（保障农民工工资支付条例第45条第1款）；申请支付劳动报酬或者请求工伤事故人身损害赔偿的进城务工
    人员，免予核查经济困难状况（法律援助法第42条第3项，2022年1月1日起）。

    claim: pay, injury, or any other word.
    """
    return both(migrant, claim in {"pay", "injury"})


@clause("WA-19", cite(WAGES, 47), cite(WAGES, 48, 1))
def credit_steps(serious, effect):
    """WA-19 建立劳动保障守法诚信档案；有严重拖欠违法行为的，向社会公布（保障农民工工资支付条例第47条）；情节严重或者造成严重不良社会
    影响的，列入失信联合惩戒对象名单（第48条第1款；具体情形见 LI-53）。

    serious: the arrears are serious; effect: they had serious bad effect. {"publish", "list"}: each True, False or UNKNOWN.
    """
    return {"publish": either(serious), "list": either(serious, effect)}


@clause("WA-21", cite(WAGES, 52))
def unlawful_claim(invented, unlawful_means, works_money):
    """WA-21 编造虚假事实或者采取非法手段讨要农民工工资，或者以拖欠农民工工资为名讨要工程款的，依法予以处理（保障农民工工资支付条例第52
    条）。

    Each True, False or None.
    """
    return either(invented, unlawful_means, works_money)
