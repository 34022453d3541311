"""违法行为: the codes V01 to V34, by which article each is one and what fine it may carry.

Only fines in money stand here. Those in multiples of another sum (V17 entity, V18), confiscation, licences and a stop of
the project (V20, V28, V30) are in the article that the code names.
"""

from dataclasses import dataclass

from casework.law.clauses import clause
from casework.law.findings import N_
from casework.law.sources import Citation, cite

LAW, REGULATION = "劳动合同法", "劳动合同法实施条例"
INSPECTION, WAGES, ZHEJIANG = "劳动保障监察条例", "保障农民工工资支付条例", "浙江省劳动保障监察条例"


@dataclass(frozen=True)
class Fine:
    """A range in fen, both ends included. per: case, person, month (each child and month). `to`: entity or persons.

    act: of several acts under one code (V14: introduce, records), "" for the first.
    """

    low: int
    high: int
    per: str = "case"
    to: str = "entity"
    after_order: bool = True  # only when an order to correct was not obeyed in time
    act: str = ""


@dataclass(frozen=True)
class Violation:
    code: str
    title: str
    basis: tuple[Citation, ...]
    fines: tuple[Fine, ...] = ()
    pays_worker: bool = False  # an order to pay the worker, then 加付 50–100 %


def _yuan(low, high, per="case", to="entity", after_order=True, act=""):
    return Fine(low * 100, high * 100, per, to, after_order, act)


def _v(code, title, *basis, fines=(), pays=False):
    return Violation(code, title, basis, fines, pays)


OBSTRUCTS = (_yuan(2_000, 20_000, after_order=False),)
EACH = (_yuan(1_000, 5_000, "person", after_order=False),)

VIOLATIONS = {
    v.code: v
    for v in (
        _v("V01", N_("没有订立或者没有按时订立书面劳动合同"), cite(LAW, 82), cite(REGULATION, 34), cite(INSPECTION, 24)),
        _v("V02", N_("劳动合同文本缺少必备条款或者没有交付劳动者"), cite(LAW, 81)),
        _v("V03", N_("违法约定试用期"), cite(LAW, 83)),
        _v("V04", N_("扣押劳动者身份证等证件"), cite(LAW, 84, 1)),
        _v("V05", N_("向劳动者收取财物，或者扣押劳动者档案、物品"), cite(LAW, 84, 2), cite(LAW, 84, 3),
           fines=(_yuan(500, 2_000, "person", after_order=False),)),
        _v("V06", N_("没有建立职工名册"), cite(REGULATION, 33), fines=(_yuan(2_000, 20_000),)),
        _v("V07", N_("规章制度违反法律、法规"), cite(LAW, 80), cite("劳动法", 89)),
        _v("V08", N_("克扣或者无故拖欠工资"), cite(LAW, 85, item=1), cite(INSPECTION, 26, item=1), pays=True),
        _v("V09", N_("工资低于当地最低工资标准"), cite(LAW, 85, item=2), cite(INSPECTION, 26, item=2), pays=True),
        _v("V10", N_("安排加班不支付加班费"), cite(LAW, 85, item=3), pays=True),
        _v("V11", N_("解除或者终止劳动合同不支付经济补偿"), cite(LAW, 85, item=4), cite(INSPECTION, 26, item=3), pays=True),
        _v("V12", N_("违法延长工作时间"), cite(INSPECTION, 25), cite("劳动法", 90),
           fines=(_yuan(100, 500, "person", after_order=False),)),
        _v("V13", N_("不出具解除或者终止劳动合同的证明"), cite(LAW, 89)),
        _v("V14", N_("使用童工"), *(cite("禁止使用童工规定", article) for article in range(6, 10)),
           fines=(_yuan(5_000, 5_000, "month", after_order=False), _yuan(10_000, 10_000, "month"),
                  _yuan(5_000, 5_000, "person", after_order=False, act="introduce"),
                  _yuan(10_000, 10_000, after_order=False, act="records"))),
        _v("V15", N_("违反女职工劳动保护规定"), *(cite(INSPECTION, 23, item=n) for n in range(1, 7)), fines=EACH),
        _v("V16", N_("违反未成年工劳动保护规定"), cite(INSPECTION, 23, item=7), cite(INSPECTION, 23, item=8), fines=EACH),
        _v("V17", N_("不办理社会保险登记"), cite("社会保险法", 84), fines=(_yuan(500, 3_000, to="persons"),)),
        _v("V18", N_("瞒报社会保险工资总额或者职工人数"), cite(INSPECTION, 27)),
        _v("V19", N_("违反劳务派遣规定"), cite(LAW, 92, 2), fines=(_yuan(5_000, 10_000, "person"),)),
        _v("V20", N_("职业介绍、职业培训机构违法"), cite(INSPECTION, 28),
           fines=(_yuan(10_000, 50_000, after_order=False),)),
        _v("V21", N_("妨害工会权利"), cite(INSPECTION, 29)),
        _v("V22", N_("阻挠劳动保障监察"), cite(INSPECTION, 30, 1, 1), cite(ZHEJIANG, 36, item=1), fines=OBSTRUCTS),
        _v("V23", N_("拒不提供、伪造、毁灭材料"), cite(INSPECTION, 30, 1, 2), fines=OBSTRUCTS),
        _v("V24", N_("拒不改正或者拒不履行行政处理决定"), cite(INSPECTION, 30, 1, 3), fines=OBSTRUCTS),
        _v("V25", N_("打击报复举报人、投诉人"), cite(INSPECTION, 30, 1, 4)),
        _v("V26", N_("毁损先行登记保存的证据，或者不接受询问"), cite(ZHEJIANG, 36, item=2), cite(ZHEJIANG, 36, item=3),
           fines=OBSTRUCTS),
        _v("V27", N_("以实物支付农民工工资，没有台账或者工资清单，扣押银行卡"), cite(WAGES, 54),
           fines=(_yuan(20_000, 50_000), _yuan(10_000, 30_000, to="persons"))),
        _v("V28", N_("施工总承包单位没有专用账户、保证金或者实名制管理"), cite(WAGES, 55), fines=(_yuan(50_000, 100_000),)),
        _v("V29", N_("分包单位不按月考核编表，总承包单位不监督或者没有维权告示牌"), cite(WAGES, 56),
           fines=(_yuan(50_000, 100_000),)),
        _v("V30", N_("建设单位没有支付担保、不拨付人工费用或者拒不提供资料"), cite(WAGES, 57), fines=(_yuan(50_000, 100_000),)),
        _v("V31", N_("违反集体合同规定"), cite("浙江省集体合同条例", 42)),
        _v("V32", N_("没有公示最低工资标准"), cite("最低工资规定", 13)),
        _v("V33", N_("强迫劳动，侮辱、体罚、殴打、拘禁劳动者"), cite(LAW, 88), cite("劳动法", 96)),
        _v("V34", N_("拒绝工会劳动法律监督"), cite("浙江省工会劳动法律监督条例", 27), fines=(_yuan(2_000, 20_000),)),
    )
}  # fmt: skip


@clause("WA-22", cite(WAGES, 54), cite(WAGES, 55), cite(WAGES, 56), cite(WAGES, 57))
def range_of(code, people=1, months=1, ordered=False, act="", unlicensed=False):
    """WA-22 以实物支付、没有台账、扣押银行卡的，逾期不改正处2万元以上5万元以下罚款，对责任人员处1万元以上3万元以下罚款；违反专用账户、保证
    金、实名制、代发、告示牌和支付担保规定的，逾期不改正处5万元以上10万元以下罚款（保障农民工工资支付条例第54至57条：V27 至 V30）。

    [(to, low, high)] in fen: what may be imposed for this many people and months, of any code.

    ordered: an order to correct ran out unheeded; a fine that needs one is not there without it. 行政处罚法第29条: for one
    act no two fines; of several codes the higher applies. act: one of the acts of V14; unlicensed: the user of child labour
    has no licence, then twice as much.
    """
    twice = 2 if unlicensed and code == "V14" else 1
    times = {"case": twice, "person": twice * people, "month": twice * people * months}
    return [
        (fine.to, fine.low * times[fine.per], fine.high * times[fine.per])
        for fine in VIOLATIONS[code].fines
        if fine.act == act and (ordered or not fine.after_order)
    ]
