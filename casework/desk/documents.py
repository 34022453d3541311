"""工作交接单: the office's own layout; no published form prescribes one, so it carries no number."""

from flask import abort

from casework.core.words import day
from casework.desk.models import WHYS, Why
from casework.documents import Document, Profile


class HandoverSlip(Document):
    """Printed from the facts frozen when the work moved. It is about no case, so no case offers it."""

    code, title, group, issuer_level = "handover-slip", "工作交接单", "内部管理", "township"
    copies = ("移交人", "接收人", "单位留存")
    page = "sheet"

    def __init__(self, subject, profile=None, told=None):
        super().__init__(subject, profile)
        self.told = told

    @classmethod
    def load(cls, id, user):
        abort(404)  # its own page prints it

    @classmethod
    def of(cls, handover, office):
        return cls(None, Profile(issuer=office, prefix=""), handover.facts)

    def facts(self):
        return self.told

    @classmethod
    def sample(cls):
        return {
            "giver": "吾斯曼·艾山", "why": WHYS[Why.ILL], "made_on": "2026-10-12", "moved_at": "2026年10月14日 15:20",
            "note": "纸质案卷 2 册在三号柜上层；执法记录仪 1 台。", "case_number": "",
            "items": [
                ["案件", "云劳监〔2026〕0041号", "云溪县锦程服饰织造有限公司 / 迪丽努尔·麦麦提", "2026-10-23", "陈立"],
                ["任务", "", "核对三号工地九月考勤", "2026-10-20", "方敏"], ["任务", "", "回访分期付款第一期", "", "方敏"]],
            "gone": [], "totals": [["案件", 1], ["任务", 2]],
            "signatures": [["移交人", "吾斯曼·艾山", "2026年10月14日 15:02", "周建国", "病休住院，本人不能到场"],
                           ["接收人", "陈立", "2026年10月14日 15:11", "陈立", ""], ["接收人", "方敏", "2026年10月14日 15:20", "方敏", ""]],
        }


def facts_of(slip, at, people, hand, now):
    """What the paper says, as plain values: what moved to whom, what had ended, who signed when and for whom."""
    from casework.core.holdings import HOLDINGS

    labels = {key: str(holding.label) for key, holding in HOLDINGS.items()}
    rows = {True: [], False: []}
    for item in slip.items:
        moved = (item.holding, item.record_id) in now
        rows[moved].append([labels[item.holding], item.number, _told(item), day(item.due_on), people[item.receiver_id].name])
    names = {**{id: one.name for id, one in people.items()}, hand.id: hand.name}
    counts = {}
    for kind, *_ in rows[True]:
        counts[kind] = counts.get(kind, 0) + 1
    return {
        "giver": people[slip.giver_id].name, "why": str(WHYS[slip.why]), "made_on": slip.made_on.isoformat(),
        "moved_at": _moment(at), "note": slip.note or "", "items": rows[True], "gone": rows[False],
        "totals": [[kind, n] for kind, n in counts.items()], "case_number": "",
        "signatures": [["移交人" if one.giving else "接收人", names[one.user_id], _moment(one.signed_at), names[one.by_id],
                        one.reason or ""] for one in slip.signatures],
    }


def _told(item):
    return item.who if item.number and item.who else f"{item.what}（{item.who}）" if item.who else item.what


def _moment(at):
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"
