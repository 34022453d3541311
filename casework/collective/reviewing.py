"""合法性审查 — from a record to what the law asks about, the tests with the answers that people gave, and what follows from them."""

from dataclasses import dataclass

from casework.collective import queries
from casework.collective.models import CollectiveAnswer
from casework.collective.words import EMPLOYERS, WORKERS, Forum, Scope, Speaker
from casework.core import calendar, clock
from casework.law import collective_review as law
from casework.law.findings import N_, Message

HEADS = ("工会主席", "工会负责人", "工会副主席")
BRANCHES = ("分公司", "分厂", "分店", "办事处")


@dataclass(frozen=True)
class Item:
    """A test as it stands: what the program found and, before it, what a person answered."""

    test: law.Test
    answer: CollectiveAnswer | None

    @property
    def verdict(self):
        return self.answer.verdict if self.answer else self.test.verdict


def submission(one, on=None):
    """law.Submission of a loaded Collective on a day (today when None)."""
    employers, workers = ([d for d in one.delegates if d.side == side] for side in (EMPLOYERS, WORKERS))
    chief = {side: next((d for d in one.delegates if d.side == side and d.chief), None) for side in (EMPLOYERS, WORKERS)}
    papers = {paper.code: paper for paper in one.papers if paper.round == one.round}
    single = one.parties[0].employer if one.scope == Scope.EMPLOYER and one.parties else None
    return law.Submission(
        on=on or clock.today(), kind=str(one.kind_of), scope=str(one.scope), place=one.area.code, level=str(one.area.level),
        registered=bool(single.credit_code) if single else None, branch=bool(single and single.name.endswith(BRANCHES)),
        union=one.speaker == Speaker.UNION, guided=bool(one.guided_by), delegates=(len(employers), len(workers)),
        outside=(sum(d.outside for d in employers), sum(d.outside for d in workers)),
        both=tuple(dict.fromkeys(d.name for d in employers if d.name in {w.name for w in workers})), large=one.large,
        employer_head=bool(single and chief[EMPLOYERS] and chief[EMPLOYERS].name == single.legal_representative),
        union_head=bool(chief[WORKERS] and (chief[WORKERS].title or "").endswith(HEADS)),
        negotiated=one.negotiated_on, held=one.congress_on, apart=one.forum == Forum.EACH, entitled=one.entitled, present=one.present,
        agreed=one.agreed, signed=one.signed_on, received=one.received_on, start=one.start_on, end=one.end_on,
        papers=frozenset(papers), copies=papers["text"].copies if "text" in papers else None,
        contents=None if one.contents is None else frozenset(one.contents),
        monthly=min((row.monthly_fen for row in one.standards if row.monthly_fen), default=None),
        hourly=min((row.hourly_fen for row in one.standards if row.hourly_fen), default=None))


def items(one, on=None):
    """[Item] of the present round."""
    given = queries.answers(one)
    return [Item(test, given.get(test.code)) for test in law.review(submission(one, on), calendar.tables(), calendar.calendar())]


def lacking(one):
    """[Message] of papers that are asked for and were not brought."""
    return law.lacking(submission(one), calendar.tables())


def unanswered(found):
    """Tests that stop a decision: nobody knows yet. Those that are only told (warn) stop nothing."""
    return [item for item in found if item.verdict == law.UNKNOWN and item.test.weight == "error"]


def failing(found):
    return [item for item in found if item.verdict == law.FAIL and item.test.weight == "error"]


def stops_clearing(one, _by):
    """What stands against “no objection”, as one Message, or None."""
    found = items(one)
    if left := unanswered(found):
        return Message(N_("还有 {n} 项审查没有结论"), n=len(left))
    if bad := failing(found):
        return Message(N_("有 {n} 项审查不符合，应当提出异议或者写明为什么符合"), n=len(bad))
    if queries.objections(one):
        return Message(N_("已列有异议条款，请先删去或者提出异议"))
    return None
