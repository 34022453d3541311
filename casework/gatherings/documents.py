"""群体性事件呈报表 — a township's own paper; facts of one report, frozen when it was made."""

from dataclasses import replace
from functools import cached_property

from casework.arrears.facts import paper_profile
from casework.documents import Document
from casework.gatherings import queries
from casework.gatherings.models import KINDS, LEVELS, EntryKind, Gathering
from casework.law.findings import N_, Message


class GatheringReport(Document):
    """forms.md A3 重大争议呈报表, 7 群体性事件登记: 时间、地点、单位、人数、诉求、处置、结果. No official layout was found."""

    code, title, group, issuer_level = "gathering-report", "群体性欠薪事件呈报表", "群体性事件", "township"
    copies, by_move = ("报上级", "附卷"), True

    @classmethod
    def load(cls, id, user):
        return cls(queries.gathering(id, user), None, by=user)

    @classmethod
    def about(cls, subject, by, like=None):
        return cls(subject, None, by=by) if isinstance(subject, Gathering) else None

    def __init__(self, subject, profile=None, by=None):
        profile = paper_profile(subject, by)
        own = by.body if by is not None else None
        super().__init__(subject, replace(profile, issuer=own.name) if own else profile)

    @cached_property
    def entry(self):
        reports = [entry for entry in self.subject.entries if entry.kind != EntryKind.ENDED]
        return reports[-1] if reports else None

    @property
    def item(self):
        return self.entry.id if self.entry else None

    def missing(self):
        return [] if self.entry else [Message(N_("还没有呈报"))]

    def facts(self):
        one, entry = self.subject, self.entry
        nth = sum(e.kind != EntryKind.ENDED for e in one.entries)
        return {
            "number": one.number, "kind_words": KINDS[entry.kind].replace(" ", "") if entry else "呈报", "nth": nth,
            "noticed_at": _moment(one.noticed_at), "at": _moment(entry.at) if entry else "", "place": one.place,
            "employer": one.employer_name or "", "people": entry.people if entry else one.people, "amount_fen": one.amount_fen,
            "wants": one.wants, "handled": one.handled or "", "text": entry.text if entry else "", "area": one.area.name,
            "to_whom": (entry and entry.to_whom) or "", "reached": LEVELS[entry.reached if entry else one.reached],
            "case_number": one.case.number if one.case else "",
        }

    @classmethod
    def sample(cls):
        return {
            "number": "青劳监群〔2026〕003号", "kind_words": "续报", "nth": 2, "noticed_at": "2026年10月14日9时20分",
            "at": "2026年10月14日11时5分",
            "place": "滨河安置小区二期工地大门口", "employer": "云溪县宏远达建筑劳务分包有限责任公司",
            "people": 46, "amount_fen": 56263050, "wants": "要求当天发清2026年6月至9月的工资，并由总承包单位出面说明。",
            "handled": "监察员两名到场，劝导离开道路，请推选代表（不推选的逐人登记）。",
            "text": "总承包单位项目经理已到场，同意先核对花名册。现场秩序平稳，没有堵路。\n十五时前再报。", "area": "青石镇",
            "to_whom": "云溪县人力资源和社会保障局", "reached": "县（市、区）", "case_number": "青劳欠〔2026〕37号",
        }


def _moment(at):
    return f"{at.year}年{at.month}月{at.day}日{at.hour}时{at.minute}分"
