"""Papers of the counter: printed with what the case knows and signed, or filled in, by hand. None has a number or a move."""

from casework.arrears.documents import CasePaper
from casework.arrears.facts import in_words
from casework.arrears.samples import STORY
from casework.core import files
from casework.extensions import db
from casework.law import inspection
from casework.law.findings import N_, Message
from casework.law.sources import cite

# 劳动保障监察条例第11条所列监察事项，投诉人逐项勾选
CLAIMS = [["pay", "拖欠、克扣工资"], ["minimum", "低于最低工资标准"], ["overtime", "加班费"], ["severance", "经济补偿"],
          ["contract", "未订立劳动合同"], ["deposit", "扣押证件、收取押金"], ["insurance", "社会保险"], ["hours", "工作时间、休息休假"],
          ["child", "使用童工"], ["protection", "女职工和未成年工保护"], ["agency", "劳务派遣"], ["other", "其他"]]


class ByHand(CasePaper):
    by_hand, group, copies = True, "窗口文书", ("附卷",)


class Complaint(ByHand):
    """forms.md 1.2 投诉书: the worker's own statement, in large lines."""

    code, title = "complaint", "劳动保障监察投诉书"
    basis = (cite("浙江省劳动保障监察条例", 21),)

    def missing(self):
        return [] if self.case.complainant else [Message(N_("投诉人姓名"))]

    def details(self, case, lines):
        return {"claims": CLAIMS, "claimed": "pay", "story": in_words(case, lines)}

    @classmethod
    def sample_details(cls):
        return {"claims": CLAIMS, "claimed": "pay", "story": STORY}


class Election(ByHand):
    """推选代表书: at most five for one common cause (浙江省劳动保障监察条例第20条); those who elect sign, blank lines to the foot."""

    code, title = "election", "推选代表书"
    basis = (cite("浙江省劳动保障监察条例", 20),)

    def details(self, case, lines):
        names = list(dict.fromkeys(line.worker.name for line in lines))
        return {"most": inspection.REPRESENTATIVES, "electors": names[:300]}

    @classmethod
    def sample_details(cls):
        return {"most": inspection.REPRESENTATIVES, "electors": ["张𠅤", "李㛃", "阿卜杜热合曼·阿卜力米提", "王䶮", "司马㸃"]}


class EvidenceList(ByHand):
    code, title = "evidence-list", "证据目录"

    def details(self, case, lines):
        kept = db.session.scalars(files.of(case)).all()
        return {"items": [[one.name, one.brought_by or "", one.proves or "", one.received_on.isoformat()] for one in kept]}

    @classmethod
    def withheld(cls, facts):
        return facts | {"items": [["文件", "", "", on] for *_, on in facts["items"]]}

    @classmethod
    def sample_details(cls):
        return {"items": [["考勤表复印件", "张𠅤", "出勤天数", "2026-10-12"], ["微信转账截图", "王䶮", "已付工资", "2026-10-12"]]}
