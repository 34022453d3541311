"""投诉和举报: which office, in what form, with what in it, and whose name stays secret."""

from casework.law.clauses import clause
from casework.law.findings import N_
from casework.law.inspection_clocks import PENALTY, REGULATION, ZHEJIANG
from casework.law.rules import UNKNOWN
from casework.law.sources import cite
from casework.law.tables import around
from casework.law.unsure import both


@clause("LI-01", cite(REGULATION, 13, 1), cite(ZHEJIANG, 13, 1))
def competent(used_at, registered_at):
    """LI-01 对用人单位的劳动保障监察，由用人单位用工所在地的县级或者设区的市级劳动保障行政部门管辖（监察条例第13条第1款；浙江省条例
    第13条第1款）。

    Codes of places: where the work is done, and where the employer is registered, which does not matter. UNKNOWN while nobody
    has said where the work is done.
    """
    return used_at or UNKNOWN


@clause("LI-01", cite(REGULATION, 13, 2), cite(ZHEJIANG, 13, 3))
def decides_dispute(one, other):
    """LI-01 对管辖发生争议的，报请共同的上一级劳动保障行政部门指定管辖（监察条例第13条第2款；浙江省条例第13条第3款）。

    Codes of two counties. The code of the city or province over both; "*": the ministry.
    """
    over = around(other)
    return next(place for place in around(one)[1:] if place in over)


@clause("LI-02", cite(PENALTY, 24, 1), cite(ZHEJIANG, 8))
def township_may_fine(tables, place, on):
    """LI-02 省级可以决定将县级部门的行政处罚权交由乡镇、街道行使，决定应当公布（行政处罚法第24条第1款）；没有承接的，派出机构或者兼职
    人员只是协助处理（浙江省条例第8条）。

    True or False as the county has entered it; UNKNOWN until then.
    """
    granted = tables.value("township_penalty", place, on, "granted")
    return UNKNOWN if granted is None else granted


@clause("LI-04", cite(REGULATION, 9, 3), cite(ZHEJIANG, 6))
def reward_due(true, major, leading):
    """LI-04 应当为举报人保密；对举报属实，为查处重大违反劳动保障法律、法规或者规章的行为提供主要线索和证据的举报人，给予奖励
    （监察条例第9条第3款；浙江省条例第6条、第10条）。

    Each True, False or None: the report was true, the violation major, the report its main lead.
    """
    return both(true, major, leading)


@clause("LI-06", cite(ZHEJIANG, 21))
def complaint_form_missing(written, difficult=False, recorded=False, signed=False):
    """LI-06 投诉人投诉时应当递交投诉文书；书写投诉文书有困难的，可以口头投诉，由指定人员进行笔录，由投诉人在笔录上签字（浙江省条例
    第21条）。

    What the form lacks: written, recorded, signed.
    """
    if written:
        return []
    if not difficult:
        return ["written"]
    return [name for name, done in (("recorded", recorded), ("signed", signed)) if not done]


REPORT = {"employer": N_("被举报用人单位的名称"), "address": N_("被举报用人单位的住所"), "facts": N_("违法事实")}


@clause("LI-06", cite(ZHEJIANG, 19))
def report_missing(facts):
    """LI-06 举报应当提供被举报用人单位的名称、住所和违法事实；可以书面、口头、电话或者电子邮件提出，鼓励署名（浙江省条例第19条）——不署名的
    也是举报。

    facts: keys of REPORT. The missing keys.
    """
    return [key for key in REPORT if key not in facts]


@clause("LI-07", cite(ZHEJIANG, 22, item=3))
def complaint_missing(facts, tables, on):
    """LI-07 投诉文书应当载明投诉人和被投诉用人单位的基本情况、劳动保障合法权益受到侵害的事实和投诉请求事项（实施《劳动保障监察条例》
    若干规定，条文只在二手资料中读到，内容在有日期的表里）；不提供用人单位名称、住所和事实的，先告知补正（浙江省条例第22条第3项）。

    facts: names of contents as the table has them. The missing ones in its order; UNKNOWN without a row.
    """
    row = tables.row("complaint_contents", None, on)
    return UNKNOWN if row is None else [name for name in row.value["contents"] if name not in facts]
