"""集体合同的文书: receipt, 审查意见书 and the notice of effect and publication. No official layout was found; each says what the
articles need (forms.md 4.5: both parties with addresses, day of receipt, the opinion, day of the opinion, seal).
"""

from functools import cached_property

from casework.collective import queries, reviewing
from casework.collective.models import Collective
from casework.collective.words import KINDS, SCOPES, State
from casework.contracts.documents import profile
from casework.core import calendar
from casework.documents import Document
from casework.documents.render import written
from casework.law import collective as law
from casework.law import collective_review
from casework.law.findings import N_, Message
from casework.law.sources import cite
from casework.law.terms import ONE_DAY

EFFECT = (cite(law.LAW, 54, 1), cite(law.ZHEJIANG, 34))


def iso(day):
    return day.isoformat() if day else None


class CollectivePaper(Document):
    """`says`: which facts of the contract stand on it."""

    group, by_move, copies = "集体合同", True, ("用人单位方", "劳动者方", "附卷")
    says = ("number", "name", "kind_words", "scope", "round", "employers", "workers", "start_on", "end_on", "received_on", "due_on")

    @classmethod
    def load(cls, id, user):
        one = queries.collective(id, user)
        return cls(one, profile(one.area))

    @classmethod
    def about(cls, subject, by, like=None):
        if not isinstance(subject, Collective):
            return None
        return cls(subject, like.profile if isinstance(like, CollectivePaper) else profile(subject.area))

    @cached_property
    def head(self):
        one, start = self.subject, queries.effect(self.subject)
        return self.chosen({
            "number": one.number, "name": one.title, "kind_words": KINDS[one.kind_of], "scope": SCOPES[one.scope], "round": one.round,
            "employers": one.employers_name, "employers_address": one.employers_address, "workers": one.workers_name,
            "workers_address": one.workers_address, "signed_on": iso(one.signed_on), "start_on": iso(one.start_on),
            "end_on": iso(one.end_on), "received_on": iso(one.received_on), "received_from": one.received_from,
            "due_on": iso(start.due_on if start else None),
        })

    @classmethod
    def chosen(cls, facts):
        return {key: facts[key] for key in cls.says}

    @classmethod
    def sample(cls):
        return cls.chosen({
            "number": "澄人社监集〔2026〕003号", "name": "云溪县青石镇家具行业工资专项集体合同", "kind_words": "工资专项集体合同",
            "scope": "行业性", "round": 1, "employers": "云溪县家具行业协会", "employers_address": "云溪县青石镇工业路6号",
            "workers": "云溪县家具行业工会联合会", "workers_address": "云溪县青石镇文化路2号", "signed_on": "2026-09-24",
            "start_on": "2026-10-01", "end_on": "2027-09-30", "received_on": "2026-09-29", "received_from": "轩辕小满",
            "due_on": "2026-10-14"})


class CollectiveReceipt(CollectivePaper):
    """集体合同受理单 (the name of the annex in forms.md 4.5): what came, what is missing, until when an objection is possible."""

    code, title = "collective-receipt", "集体合同受理单"
    basis = (cite(law.ZHEJIANG, 34),)
    copies = ("报送人", "附卷")
    says = (*CollectivePaper.says, "signed_on", "received_from")

    def facts(self):
        one = self.subject
        return {**self.head, "papers": [{"name": collective_review.PAPERS[p.code], "copies": p.copies, "on": iso(p.brought_on)}
                                        for p in one.papers if p.round == one.round],
                "lacking": [str(gap) for gap in reviewing.lacking(one)]}

    @classmethod
    def sample(cls):
        return {**super().sample(), "papers": [{"name": "集体合同文本", "copies": 5, "on": "2026-09-29"},
                                               {"name": "职工代表大会决议", "copies": 1, "on": "2026-09-29"}], "lacking": ["报送说明"]}


class CollectiveOpinion(CollectivePaper):
    """审查意见书: an objection with its reasons clause by clause, or none; each test with its result and who answered it."""

    code, title = "collective-opinion", "集体合同审查意见书"
    basis = EFFECT
    says = (*CollectivePaper.says, "employers_address", "workers_address")

    @cached_property
    def objecting(self):
        return self.subject.state == State.OBJECTED or (self.subject.state != State.CLEARED and bool(self.objections))

    @cached_property
    def objections(self):
        return queries.objections(self.subject)

    def missing(self):
        if self.subject.state in (State.REGISTERED, State.OBJECTED, State.CLEARED):
            return []
        return [Message(N_("还没有审查结论"))]

    def facts(self):
        clock = max((d for d in queries.clocks(self.subject) if d.code == law.EFFECT.code), key=lambda d: d.from_on, default=None)
        rows = [{"group": collective_review.GROUPS[item.test.group], "title": item.test.title,
                 "verdict": collective_review.VERDICTS[item.verdict], "message": str(item.test.message or ""),
                 "note": (item.answer and item.answer.note) or "", "who": item.answer.by.name if item.answer else "",
                 "basis": "、".join(written(c) for c in item.test.basis)} for item in reviewing.items(self.subject)]
        return {**self.head, "due_on": iso(clock.due_on) if clock else None, "objecting": self.objecting, "rows": rows,
                "effective_on": iso(law.effective_on(clock.due_on)) if clock else None,
                "objections": [{"clause": each.clause, "problem": each.problem, "basis": each.basis} for each in self.objections]}

    @classmethod
    def layout(cls, facts, shrink=0):
        return {"groups": [(words, [row for row in facts["rows"] if row["group"] == words])
                           for words in dict.fromkeys(row["group"] for row in facts["rows"])]}

    @classmethod
    def sample(cls):
        def row(group, title, verdict, basis, message="", note="", who=""):
            return {"group": group, "title": title, "verdict": verdict, "message": message, "note": note, "who": who, "basis": basis}

        return {**super().sample(), "objecting": True, "effective_on": "2026-10-15", "rows": [
            row("主体资格", "劳动者一方由行业工会或者区域工会代表", "符合", "《劳动合同法》第五十三条、《浙江省集体合同条例》第二十五条"),
            row("协商程序", "经区域、行业职工代表大会全体代表半数以上同意，或者各单位分别通过", "符合",
                "《浙江省集体合同条例》第二十九条第一款", "应到 60 人，实到 52 人，同意 51 人"),
            row("合同内容", "劳动报酬标准高于当地最低工资标准", "不符合", "《劳动合同法》第五十五条",
                "约定最低 2,100.00 元，当地最低工资标准 2,260.00 元"),
            row("合同内容", "其他条款不与法律、法规相抵触", "不符合", "《浙江省集体合同条例》第四条第二款", "",
                "第九条约定不缴纳社会保险费", "百里守约"),
        ], "objections": [
            {"clause": "第六条", "problem": "约定的月最低工资低于当地最低工资标准，应当提高到标准以上。",
             "basis": "《劳动合同法》第五十五条"},
            {"clause": "第九条", "problem": "约定以补贴代替缴纳社会保险费，应当删去。", "basis": "法释〔2025〕12号第十九条"}]}


class CollectivePublication(CollectivePaper):
    """生效和公布: in force since when, published to all until when (浙江省集体合同条例第35条)."""

    code, title = "collective-publication", "集体合同生效告知书"
    basis = (*EFFECT, cite(law.ZHEJIANG, 35))
    page, copies = "letter", ("用人单位方", "劳动者方", "附卷")
    says = ("number", "name", "employers", "workers", "received_on", "due_on")

    def missing(self):
        return [] if self.subject.effective_on else [Message(N_("还没有生效"))]

    def facts(self):
        one = self.subject
        due = law.PUBLISHED.due(one.effective_on, calendar.calendar()).on if one.effective_on else None
        last = one.effective_on - ONE_DAY if one.effective_on else None
        return {**self.head, "case_number": one.number, "due_on": iso(last), "effective_on": iso(one.effective_on), "publish_by": iso(due)}

    @classmethod
    def sample(cls):
        return {**super().sample(), "case_number": "澄人社监集〔2026〕003号", "effective_on": "2026-10-15", "publish_by": "2026-10-22"}
