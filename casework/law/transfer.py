"""移送公安机关: how a case of 拒不支付劳动报酬 goes over, and what answers may be asked for."""

from datetime import timedelta

from casework.law.clauses import clause, clock
from casework.law.findings import N_
from casework.law.sources import cite
from casework.law.terms import Unit

TRANSFER = "行政执法机关移送涉嫌犯罪案件的规定"  # 未写工作日的“日”，按日计算

DECIDED = clock(
    "WA-60-1", N_("决定是否移送"), 3, Unit.CALENDAR,
    "WA-60 指定两名以上执法人员核实并提出书面报告，负责人自接到报告之日起3日内作出批准移送或者不批准移送的决定（规定第5条）。",
    cite(TRANSFER, 5), event=N_("接到书面报告"),
)  # fmt: skip
POLICE = clock(
    "WA-60-2", N_("公安机关审查"), 3, Unit.CALENDAR,
    "WA-60 公安机关应当自接受移送的案件之日起3日内审查，决定是否立案（规定第8条）。",
    cite(TRANSFER, 8), event=N_("公安机关接受案件"),
)  # fmt: skip
RECONSIDERATION = clock(
    "WA-60-3", N_("提请公安机关复议"), 3, Unit.CALENDAR,
    "WA-60 认为应当立案的，自接到不予立案通知书之日起3日内，可以提请复议，也可以建议立案监督（规定第9条）。",
    cite(TRANSFER, 9, 1), event=N_("接到不予立案通知书"),
)  # fmt: skip
ANSWER = clock(
    "WA-60-4", N_("公安机关复议决定"), 3, Unit.CALENDAR,
    "WA-60 公安机关应当自收到提请复议的文件之日起3日内作出立案或者不予立案的决定（规定第9条）。",
    cite(TRANSFER, 9, 2), event=N_("收到提请复议的文件"),
)  # fmt: skip
SUPERVISION = clock(
    "WA-60-5", N_("建议人民检察院立案监督"), 3, Unit.CALENDAR,
    "WA-60 对复议决定仍有异议的，自收到复议决定通知书之日起3日内建议人民检察院进行立案监督（规定第9条）。",
    cite(TRANSFER, 9, 2), event=N_("收到复议决定通知书"),
)  # fmt: skip
MATERIAL = clock(
    "WA-60-6", N_("移交涉案物品和材料"), 3, Unit.CALENDAR,
    "WA-60 对公安机关决定立案的案件，自接到立案通知书之日起3日内移交涉案物品以及有关的其他材料（规定第12条）。",
    cite(TRANSFER, 12), event=N_("接到立案通知书"),
)  # fmt: skip


@clause("WA-60", cite(TRANSFER, 5))
def transferred_by(approved):
    """WA-60 决定批准移送的，应当在24小时内向同级公安机关移送（规定第5条）——the moment, from the moment of approval."""
    return approved + timedelta(hours=24)


ATTACHMENTS = {
    "letter": N_("涉嫌犯罪案件移送书"),
    "report": N_("涉嫌犯罪案件情况的调查报告"),
    "things": N_("涉案物品清单"),
    "expert": N_("有关检验报告或者鉴定结论"),
    "other": N_("其他有关涉嫌犯罪的材料"),
}


@clause("WA-61", cite(TRANSFER, 6))
def attachments_missing(attached, expert=False):
    """WA-61 移送案件应当附有移送书、调查报告、涉案物品清单、有关检验报告或者鉴定结论和其他材料（规定第6条）。

    attached: keys of ATTACHMENTS; expert: whether there was an examination. The missing keys.
    """
    needed = [key for key in ATTACHMENTS if key != "other" and (expert or key != "expert")]
    return [key for key in needed if key not in attached]
