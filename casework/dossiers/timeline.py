"""经过 — every event of a case with its day, who, on which basis and whether in time: what the printed timeline proves dates with.

Days come from moves made, papers issued, payments and files received; nobody types one a second time.
"""

from casework.arrears import payment_queries
from casework.arrears.lifecycle import FLOW
from casework.arrears.models import CHANNELS
from casework.arrears.payments import PAYERS
from casework.core import audit, deadlines, files
from casework.core.lifecycle import moves_of
from casework.documents import store
from casework.documents.render import day, written
from casework.dossiers import queries
from casework.extensions import db
from casework.law.amounts import yuan
from casework.law.findings import Message
from casework.serving import periods
from casework.serving import queries as serving
from casework.serving.models import OUTCOMES, STEPS, WAYS, Outcome, Step

UNITS = {"working": "个工作日", "calendar": "日", "month": "个月", "year": "年"}
RECEIVED = "收到材料"
MET, LATE, RUNNING, PAUSED = "按期", "逾期", "未到期", "中止中"


def facts(case, today):
    """{"events": […], "clocks": […]} as plain texts and ISO days, up to the local date `today`."""
    clocks = db.session.scalars(deadlines.of(case)).all()
    pages = _pages(case)
    printed = [p for p in db.session.scalars(store.of(case.id, store.State.ISSUED)) if p.code != "case-timeline"]
    events = _moves(case, clocks, printed) + _papers(printed) + _brought(case) + _sheets(case) + _payments(case)
    events += _served(case) + _contested(case, today)
    events += _expired(clocks, today)
    events.sort(key=lambda event: (event["on"], event.pop("order")))
    for event in events:
        keys = event.pop("keys", ())
        event["page"] = next((pages[key] for key in keys if key in pages), "")
    return {"events": events, "clocks": [_clock(one, today) for one in clocks], "as_of": today.isoformat()}


def _event(on, order, title, *, papers=(), basis="", who="", result="", late=False, solid=False, keys=()):
    return {"on": on.isoformat(), "order": order, "title": title, "papers": "；".join(papers), "basis": basis, "who": who or "",
            "result": result, "late": late, "solid": solid, "keys": keys}


def _pages(case):
    """{key of an item: the page of the file on which it begins}, where the file was printed."""
    return {f"p{item.printed_id}" if item.printed_id else f"e{item.evidence_id}": item.first
            for item in queries.items(queries.dossier(case)) if item.first and not item.slip}


def _moves(case, clocks, printed):
    labels = {move.name: str(Message(move.label)) for move in FLOW.moves} | {"register": "登记"}
    made, issued = [], set()
    for n, moved in enumerate(db.session.scalars(moves_of(case))):
        move = FLOW.find(moved.move)
        codes = move.issues if move else ("complaint-register",)
        own = [p for p in printed if p.code in codes and p.issued_on == moved.on and p.id not in issued]
        issued |= {p.id for p in own}
        title = labels[moved.move]
        if moved.move == "register":
            title += f"（{CHANNELS[case.channel].replace(' ', '')}）"
        starts = [c for c in clocks if c.starts_on == moved.on and (move is None or c.code in [t.code for t in move.starts])
                  and (move is not None or c.code == clocks[0].code)]
        ends = [c for c in clocks if c.met_on == moved.on and move and c.code in [t.code for t in move.ends]]
        said = [f"{_term(c)}，自次日起算，{day(c.due_on.isoformat())}届满（{_basis(c)}）" for c in starts]
        said += [f"{_term(c)}，{day(c.due_on.isoformat())}届满（{_basis(c)}）" for c in ends]
        late = any(c.met_on > c.due_on for c in ends)
        made.append(_event(
            moved.on, (0, n), title + (f"：{moved.note}" if moved.note else ""), papers=[_paper(p) for p in own], basis="；".join(said),
            who=moved.by.name if moved.by else "", result=f"{_nth(ends[0])}，{LATE if late else MET}" if ends else "", late=late,
            solid=True, keys=[f"p{p.id}" for p in own]))
    for p in printed:
        p.told = p.id in issued
    return made


def _nth(one):
    """第 n 个工作日 of the clock on which it was met."""
    n = max((d.n or 0 for d in one.due(one.met_on).days if d.date <= one.met_on), default=0)
    if one.met_on > one.due_on:
        return f"超过{(one.met_on - one.due_on).days}天"
    return f"第{n}{UNITS[one.term.unit]}" if n else "当日"


def _term(one):
    return f"{str(Message(one.term.label)).replace(' ', '')}期限{one.term.count + one.extra_days}{UNITS[one.term.unit]}"


def _basis(one):
    return "、".join(written(c) for c in one.term.basis)


def _paper(printed):
    return f"《{printed.title}》{printed.number or ''}"


def _papers(printed):
    """Papers that no move of their day issued."""
    rest = [p for p in printed if not p.told]
    names = audit.names_of({p.by_id for p in rest if p.by_id})
    return [_event(p.issued_on, (1, p.id), "制作文书", papers=[_paper(p)], who=names.get(p.by_id), keys=[f"p{p.id}"]) for p in rest]


def _brought(case):
    kept = db.session.scalars(files.of(case)).all()
    names = audit.names_of({one.by_id for one in kept})
    return [_event(one.received_on, (2, one.id), f"{RECEIVED}：{one.name}", who=names.get(one.by_id), keys=[f"e{one.id}"],
                   papers=[f"提供人：{one.brought_by}"] if one.brought_by else ()) for one in kept]


def _sheets(case):
    entries = [entry for entry in audit.history(case) if entry.verb == "bulk" and "workers" in (entry.changes.get("counts") or [{}, {}])[1]]
    names = audit.names_of({entry.by_id for entry in entries})
    return [_event(entry.at.date(), (3, entry.id), "导入花名册：{workers}人，{lines}笔".format(**entry.changes["counts"][1]),
                   who=names.get(entry.by_id)) for entry in entries]


def _payments(case):
    return [_event(one.on, (4, one.id), f"{PAYERS[one.payer]}付款{yuan(one.amount_fen)}元", who=one.by.name if one.by else "",
                   papers=[f"凭证 {one.voucher}"] if one.voucher else (), keys=[f"e{one.evidence_id}"] if one.evidence_id else ())
            for one in db.session.scalars(payment_queries.payments(case)).unique() if one.withdrawn_on is None]


def _served(case):
    """A service, on the day that counts, with the papers that it carried and who received them."""
    made = []
    for one in db.session.scalars(serving.services(case)).unique():
        if one.withdrawn_on is None:
            who = f"，{one.receiver}签收" if one.receiver else ""
            people = "、".join(user.name for user in (one.by, one.second) if user)
            made.append(_event(one.served_on, (4, one.id), f"送达{one.to_name}（{WAYS[one.way].replace(' ', '')}{who}）", who=people,
                               papers=[_paper(served.printed) for served in one.carried], solid=True,
                               keys=[f"e{one.evidence_id}"] if one.evidence_id else ()))
    return made


ENDS = {Step.REVIEW: "复议", Step.COURT: "诉讼"}


def _contested(case, today):
    """What the other side did against a paper that was served, and since when it can do nothing more."""
    made = []
    for contest in periods.contests(case, serving.due(case), today):
        papers, basis = [_paper(contest.printed)], "、".join(written(c) for clock, _ in contest.clocks for c in clock.deadline.term.basis)
        for n, one in enumerate(one for one in contest.lodged if one.outcome != Outcome.MISTAKEN):
            made.append(_event(one.on, (4, n), f"对方{STEPS[one.step]}（{one.office}）", papers=papers))
            if one.outcome:
                made.append(_event(one.ended_on, (4, n), f"{ENDS[one.step]}结果：{OUTCOMES[one.outcome]}", papers=papers))
        if contest.stands.since:
            made.append(_event(contest.stands.since, (6, contest.printed.id), "复议、诉讼期限届满，文书生效", papers=papers,
                               basis=f"（{basis}）"))
    return made


def _expired(clocks, today):
    """A clock that ran out and was not met is an event of its own."""
    return [_event(c.due_on, (5, c.id), f"{_term(c)}届满", basis=f"（{_basis(c)}）", result="未办", late=True, solid=True)
            for c in clocks if c.met_on is None and not c.paused and c.due_on < today]


def _clock(one, today):
    due = one.due(today)
    state = (LATE if one.met_on > one.due_on else MET) if one.met_on else PAUSED if one.paused else LATE if one.due_on < today else RUNNING
    return {
        "label": _term(one), "basis": _basis(one), "from": one.starts_on.isoformat(), "due": due.on.isoformat(),
        "met": one.met_on.isoformat() if one.met_on else None, "state": state, "provisional": due.provisional,
        "count": max((d.n or 0 for d in due.days if d.date <= (one.met_on or today)), default=0),
        "days": [[d.date.isoformat(), d.kind, d.n or 0] for d in due.days],
    }


