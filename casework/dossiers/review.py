"""案卷评查 — the file scored by the table in force before it is bound: what the records prove, and what a reviewer saw.

The table is data (law table file_review, dated, replaced by an office's own). An item is judged from records where they can
tell; what only eyes can tell stays whole until a reviewer takes points off. What does not arise in a case loses nothing.
Points of the table that nobody has entered are not given.
"""

from dataclasses import dataclass
from functools import cached_property

from flask import url_for

from casework.arrears.models import ENDED, Channel, State
from casework.core import calendar, clock, files
from casework.documents import store
from casework.dossiers import queries
from casework.dossiers.models import Kind
from casework.extensions import db
from casework.law.findings import N_, Message
from casework.law.words import several
from casework.serving import queries as serving

JUDGED, SEEN, NONE = "judged", "seen", "none"  # from records, by a reviewer, does not arise


@dataclass(frozen=True)
class Cure:
    """What is to be done about a lost item, and the page where it is done."""

    message: Message
    endpoint: str
    values: dict
    anchor: str | None = None

    @property
    def url(self):
        return url_for(self.endpoint, **self.values, _anchor=self.anchor)


@dataclass(frozen=True)
class Mark:
    """One item of the table: how many of its points are lost, how that is known, and what cures it."""

    code: str
    part: str
    item: str
    points: int
    lost: int
    how: str
    cure: Cure | None = None
    note: str = ""


@dataclass(frozen=True)
class Review:
    """A file's score. `marks`: every item; `unlisted`: points of the table that were never entered; `vetoes`: [(code, text)]."""

    out_of: int
    marks: list
    vetoes: list
    unlisted: int
    source: str
    confirm: bool
    table: object

    @property
    def score(self):
        return max(0, self.out_of - self.unlisted - sum(mark.lost for mark in self.marks))

    @property
    def lost(self):
        """Marks that lost something, the dearest first."""
        return sorted((mark for mark in self.marks if mark.lost), key=lambda mark: -mark.lost)

    def as_json(self):
        """The answer of `review CASE --json` (docs/cli.md): points as strings."""
        lost = [{"item": f"{mark.part}：{mark.item}", "points": str(mark.lost), "cure": str(mark.cure.message) if mark.cure else mark.note}
                for mark in self.lost]
        if self.unlisted:
            lost.append({"item": str(Message(UNLISTED)), "points": str(self.unlisted), "cure": str(Message(ENTER))})
        return {"score": str(self.score), "out_of": str(self.out_of),
                "vetoes": [{"code": code, "text": text} for code, text in self.vetoes], "lost": lost}


UNLISTED = N_("评分表里没有录入的项目")
ENTER = N_("请管理员按本地的评分表录入其余项目")


def review(case, file=None):
    """The Review of a case's file today; None when no table is in force."""
    row = calendar.tables().row("file_review", case.area.code, clock.today())
    if row is None:
        return None
    file = file or queries.dossier(case)
    said = (file.review if file else None) or {}
    known = Known(case)
    marks = [_mark(item, known, (said.get("deducted") or {}).get(item["code"])) for item in row.value["items"]]
    ticked = said.get("vetoes") or {}
    vetoes = [(veto["code"], veto["text"]) for veto in row.value["vetoes"]
              if veto["code"] in ticked or (veto["code"] == "V1" and known.nameless)]
    listed = sum(item["points"] for item in row.value["items"])
    return Review(row.value["total"], marks, vetoes, max(0, row.value["total"] - listed), row.source, row.confirm, row.value)


def _mark(item, known, taken):
    """`taken`: [points, note] of a reviewer, which stands over what the records say."""
    check = CHECKS.get(item["code"])
    how, cure = check(known) if check else (SEEN, None)
    lost = item["points"] if cure else 0
    note = ""
    if taken:
        lost, note, how = min(int(taken[0]), item["points"]), taken[1], SEEN
        cure = cure if cure and lost else known.at_case(Message(N_("评查人意见：{note}"), note=note)) if lost else None
    return Mark(item["code"], item["part"], item["item"], item["points"], lost, how, cure, note)


class Known:
    """What the checks ask of a case, each thing read once."""

    def __init__(self, case):
        self.case = case

    @cached_property
    def printed(self):
        return {p.code: p for p in db.session.scalars(store.of(self.case.id, store.State.ISSUED))}

    @cached_property
    def letters(self):
        """Papers and the parties whom they must reach."""
        return serving.due(self.case)

    @cached_property
    def brought(self):
        return db.session.scalars(files.of(self.case)).all()

    def kind(self, kind):
        return [one for one in self.brought if one.kind == kind]

    @property
    def evidence(self):
        return self.kind(Kind.EVIDENCE)

    @property
    def nameless(self):
        """An employer of whom nothing but a name is known cannot be held to be the right one."""
        employer = self.case.employer
        return not (employer.credit_code or employer.legal_representative or employer.address)

    def at_case(self, message, anchor=None):
        return Cure(message, "arrears.show", {"id": self.case.id}, anchor)

    def bring(self, kind, words, **numbers):
        return Cure(Message(words, **numbers), "dossiers.bring", {"id": self.case.id, "kind": str(kind)})


# ---- the checks, by the code of the item: (how it is known, Cure or None)

def parties(known):
    """当事人基本情况."""
    employer, who, lacking = known.case.employer, known.case.complainant, []
    for value, words in ((employer.credit_code, N_("单位的信用代码")), (employer.legal_representative, N_("法定代表人")),
                         (employer.address, N_("单位地址"))):
        lacking += [] if value else [Message(words)]
    if lacking:
        return JUDGED, Cure(Message(N_("补上{what}"), what=several(lacking)), "parties.edit", {"id": employer.id})
    if known.case.channel != Channel.REPORT and (who is None or not who.id_number):
        message = Message(N_("补上投诉人的证件号"))
        return JUDGED, Cure(message, "parties.document", {"id": who.id}) if who else known.at_case(message)
    return JUDGED, None


def always(known):
    """案件来源: a case cannot be registered without one."""
    return JUDGED, None


def told(known):
    if known.case.facts or known.printed.get("arrears-roster"):
        return JUDGED, None
    return JUDGED, Cure(Message(N_("上传花名册，写明欠薪的月份和金额")), "arrears.upload", {"id": known.case.id})


def filing_paper(known):
    if not known.case.filed_on:
        return NONE, None
    if "filing-approval" not in known.printed:
        return JUDGED, known.at_case(Message(N_("补全后签发立案审批表")), "papers")
    return SEEN, None


def two_officers(known):
    """不少于两名持证监察员（劳动保障监察条例 16）."""
    if not known.case.filed_on:
        return NONE, None
    if len([user for user in known.case.users if user.certificate_no]) < 2:
        return JUDGED, known.at_case(Message(N_("指派两名持证监察员")))
    return JUDGED, None


def inquiry(known):
    if not known.case.filed_on:
        return NONE, None
    if not known.kind(Kind.INQUIRY):
        return JUDGED, known.bring(Kind.INQUIRY, N_("把询问笔录放进案卷"))
    return SEEN, None


def report(known):
    """调查终结报告 of an inquiry that has ended."""
    if not known.case.filed_on or known.case.state not in ENDED:
        return NONE, None
    return _report(known)


def closing(known):
    return _report(known) if known.case.state is State.CLOSED else (NONE, None)


def _report(known):
    if known.kind(Kind.REPORT) or "closing-approval" in known.printed:
        return SEEN, None
    return JUDGED, known.bring(Kind.REPORT, N_("把调查终结报告、结案审批表放进案卷"))


def described(known):
    return _each(known, "proves", N_("写明“{name}”证明什么"))


def brought_by(known):
    return _each(known, "brought_by", N_("写明“{name}”由谁提供"))


def _each(known, column, words):
    """The first piece of evidence without this column."""
    if not known.evidence:
        return NONE, None
    lacking = next((one for one in known.evidence if not getattr(one, column)), None)
    if lacking is None:
        return SEEN, None
    return JUDGED, Cure(Message(words, name=lacking.name), "dossiers.item", {"id": known.case.id, "key": f"e{lacking.id}"})


def listed(known):
    if not known.evidence:
        return NONE, None
    if "evidence-list" not in known.printed:
        return JUDGED, known.at_case(Message(N_("打印证据目录，签名后归入案卷")), "papers")
    return SEEN, None


def decided(known):
    """What only a decision (penalty or order) asks for."""
    return (SEEN if known.kind(Kind.DECISION) else NONE), None


def served(known):
    """Each paper that must reach a party did: by the record of its service, or by a receipt that was put into the file."""
    if not known.letters:
        return NONE, None
    open_ = [one for one in known.letters if one.service is None]
    lacking = len(open_) - len(known.kind(Kind.SERVICE))
    if lacking > 0:
        values = {"id": known.case.id, "paper": open_[0].printed.id, "role": str(open_[0].role)}
        return JUDGED, Cure(Message(N_("还缺 {n} 份送达回证，登记送达"), n=lacking), "serving.new", values)
    return SEEN, None


def served_in_time(known):
    return (SEEN if known.letters else NONE), None


def never(known):
    """先行登记保存 and the like, of which this program has no record: the reviewer sees it."""
    return NONE, None


CHECKS = {
    "F1": parties, "F2": always, "F3": told, "F4": filing_paper, "F5": filing_paper, "F6": filing_paper,
    "I1": two_officers, "I2": inquiry, "I3": inquiry, "I4": inquiry, "I5": report, "I6": decided,
    "E1": never, "E2": never, "E3": described, "E4": brought_by, "E5": listed, "E6": never,
    "H1": decided, "H2": decided, "H3": decided, "H4": decided,
    "D1": decided, "D2": decided, "D3": decided, "D4": decided, "D5": closing, "D6": decided,
    "S1": served, "S2": served_in_time,
}  # fmt: skip
