"""What people do about a gathering: raise it, report it (the paper is issued at once), escalate it, end it."""

from datetime import timedelta

from casework.core import clock, numbering
from casework.core.actions import action
from casework.core.errors import Refused
from casework.core.permissions import P, may
from casework.documents import FORMS, store
from casework.extensions import db
from casework.gatherings.models import Entry, EntryKind, Gathering, Reached, State
from casework.law import gatherings as law
from casework.law.findings import N_, Message
from casework.law.sources import cite

ORDER = list(Reached)


@action("gatherings.raise")
def raise_(*, by, noticed_at, place, people, wants, area=None, case=None, employer_name=None, amount_fen=None, handled=None):
    """Note a gathering in the area of its case, or in the one that is named. `noticed_at`: when the office heard of it."""
    area = case.area if case is not None else area
    if area is None or not may(by, P.GATHERING_REPORT, area.path):
        raise Refused(N_("请选择你负责的区域"), field="area")
    _past(noticed_at, "noticed_at")
    if people < law.GROUP:
        raise Refused(Message(N_("{n} 人以上聚集的才作为群体性事件呈报；人少的记在案件里"), n=law.GROUP), field="people",
                      basis=cite("劳动争议调解仲裁法", 7))
    if by.body is None:
        raise Refused(N_("你的账号没有所属机构，不能编号；请管理员补上"))
    n = numbering.take(by.body, "gathering", noticed_at.year)
    made = Gathering(number=f"{by.body.number_word}群〔{noticed_at.year}〕{n:03d}号", area=area, area_id=area.id, opened_area_id=area.id,
                     lead_id=by.id, case_id=case.id if case else None, place=place, noticed_at=noticed_at, people=people, wants=wants,
                     handled=handled, amount_fen=amount_fen, entries=[],
                     employer_name=employer_name or (case.employer.name if case else None))
    db.session.add(made)
    return made


@action("gatherings.report")
def report(gathering, *, by, at, people, text, to_whom=None, reached=None):
    """呈报, later 续报, or 升级 when it goes further up than before; each is a paper whose facts stay."""
    _open(gathering, by)
    _past(at, "at")
    last = max((entry.at for entry in gathering.entries), default=gathering.noticed_at)
    if at < last:
        raise Refused(Message(N_("时间不能早于上一次的 {at}"), at=last.strftime("%Y-%m-%d %H:%M")), field="at")
    reached = Reached(reached or gathering.reached)
    if ORDER.index(reached) < ORDER.index(gathering.reached):
        raise Refused(N_("已经报到更高一级，不能改低"), field="reached")
    kind = EntryKind.REPORT if not gathering.entries else EntryKind.FOLLOW_UP
    kind = EntryKind.ESCALATION if gathering.entries and reached != gathering.reached else kind
    entry = Entry(gathering=gathering, kind=kind, at=at, people=people, to_whom=to_whom, reached=reached, text=text, by_id=by.id)
    db.session.add(entry)
    gathering.reached, gathering.people = reached, people or gathering.people
    db.session.flush()
    store.issue(FORMS["gathering-report"].about(gathering, by), by=by, on=at.date())
    return entry


@action("gatherings.end")
def end(gathering, *, by, at, text):
    """It is over: since when, and what came of it. A report that was due is still shown as late."""
    _open(gathering, by)
    _past(at, "at")
    if at < gathering.noticed_at:
        raise Refused(N_("结束不能早于接报"), field="at")
    db.session.add(Entry(gathering=gathering, kind=EntryKind.ENDED, at=at, people=0, reached=gathering.reached, text=text, by_id=by.id))
    gathering.state, gathering.ended_at = State.ENDED, at
    return gathering


def _open(gathering, by):
    if not may(by, P.GATHERING_REPORT, gathering.area.path):
        raise Refused(N_("你没有呈报群体性事件的权限"))
    if gathering.state != State.OPEN:
        raise Refused(N_("这起事件已经结束"))


def _past(moment, field):
    if moment > clock.now() + timedelta(minutes=1):
        raise Refused(N_("时间不能晚于现在"), field=field)
