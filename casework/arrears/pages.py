"""What the pages of cases show, gathered for their templates: reads only, decides nothing."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from flask import url_for
from flask_login import current_user

from casework.accounts import queries as accounts
from casework.accounts.models import Area
from casework.arrears import (
    figures,
    merging,
    overlap,
    payment_queries,
    prompts,
    proof_queries,
    queries,
    representatives,
    sites,
)
from casework.arrears.lifecycle import FLOW
from casework.arrears.models import CHANNELS, KINDS, LABELS, OPEN, Case, Channel, ClaimLine, State
from casework.arrears.payments import PAYERS
from casework.core import audit, clock, deadlines
from casework.core.columns import Column, Filter
from casework.core.lifecycle import moves_of
from casework.core.matter import panels
from casework.core.permissions import ROLE_LABELS, P, Role, grants, may
from casework.core.strip import strip
from casework.core.words import say
from casework.documents import returned, store
from casework.extensions import db
from casework.law import identifiers, inspection
from casework.law.findings import N_, Message
from casework.law.words import several
from casework.parties import alike
from casework.parties import queries as parties
from casework.parties.models import Worker
from casework.parties.names import person_name
from casework.parties.project_models import PARTS

MEANINGS = {  # arrears.headings
    "name": N_("姓名"), "id": N_("证件号"), "id_kind": N_("证件类型"), "phone": N_("电话"), "trade": N_("工种"),
    "team": N_("班组"), "month": N_("月份"), "from": N_("起"), "to": N_("止"), "period": N_("起止"), "due": N_("应发"),
    "paid": N_("已发"), "advance": N_("借支"), "deduction": N_("扣款"), "owed": N_("欠发"), "sum": N_("合计"),
    "rate": N_("日工资"), "days": N_("工日"), "pieces": N_("件数"), "piece_rate": N_("单价"),
}  # fmt: skip
LEADING = ("accept", "file", "close", "supplement")  # what usually comes next, so the filled button
SHOWN, LINES = 50, 300  # workers on the page of a case, claim lines on a page of their own
QUIET = {"resume", "inform", "reopen"}  # not worth a word while they are closed


# ---- the list

def readings(rows, user):
    """{case id: reading of its nearest running clock} for rows of the list."""
    open_ones = (
        db.select(deadlines.Deadline)
        .where(deadlines.Deadline.matter_id.in_([row.id for row in rows]), deadlines.Deadline.met_on.is_(None))
        .options(sa.orm.selectinload(deadlines.Deadline.suspensions))
        .order_by(deadlines.Deadline.due_on.desc(), deadlines.Deadline.id.desc())
    )
    profile = accounts.profile(user.home) if user.home else accounts.Profile()
    nearest = {d.matter_id: d for d in db.session.scalars(open_ones)}  # the earliest comes last and stays
    return {id: deadlines.Clock(d, clock.today(), profile.amber_days, profile.amber_share).reading for id, d in nearest.items()}


# ---- one case

@dataclass(frozen=True)
class Entry:
    """A line of the timeline: a step of the procedure (`move`) or something that was added. `url`: where each change of it stands."""

    at: date
    text: Message
    by: str | None
    move: bool = False
    details: tuple = ()
    url: str | None = None


def doubts(form):
    """What is registered already of a complaint that is being typed: the person by number or telephone, the employer by code."""
    employer = parties.employer_by_code(form.credit_code.data) if form.credit_code.data else None
    employer = employer or parties.employer_named(form.employer_name.data)
    worker = parties.worker_by_number(form.id_number.data) if form.id_number.data else None
    if worker is None and not form.id_number.data:
        same = [id for _, telephone, id in parties.workers_by_names({form.worker_name.data}) if telephone == form.telephone.data]
        worker = db.session.get(Worker, same[0]) if same else None
    return overlap.of_complaint(employer=employer, worker=worker, user=current_user, from_on=form.from_on.data, to_on=form.to_on.data)


@dataclass(frozen=True)
class Owed:
    """One worker on the payment page: what the employer still owes and the worker still waits for, in fen."""

    worker: Worker
    claimed_fen: int
    paid_fen: int
    advanced_fen: int
    owed_fen: int


def owed_people(case):
    """Workers of a case in the order of the sheet, with their sums."""
    sums = {row.worker_id: row for row in db.session.execute(
        db.select(ClaimLine.worker_id, sa.func.sum(ClaimLine.claimed_fen).label("claimed"), sa.func.sum(ClaimLine.paid_fen).label("paid"),
                  sa.func.sum(ClaimLine.advanced_fen - ClaimLine.recovered_fen).label("advanced"), _owed().label("owed"))
        .where(ClaimLine.case_id == case.id).group_by(ClaimLine.worker_id))}
    return [Owed(worker, *(int(getattr(sums[worker.id], key)) for key in ("claimed", "paid", "advanced", "owed")))
            for worker in queries.claimants(case)]


def payment_page(case, user):
    """Everything the payment page says beside its form."""
    today = clock.today()
    return {
        "case": case, "sums": queries.sums(case), "today": today, "payers": PAYERS, "plan": payment_queries.plan(case, today),
        "payments": db.session.scalars(payment_queries.payments(case)).unique().all(),
        "unfound": {row.worker_id: row for row in db.session.scalars(payment_queries.unfound(case))},
        "payable": case.state is not State.MERGED and may(user, P.PAYMENT_ADD, case.area.path),
    }


def case_page(case, user, shown=None):
    """Everything templates/arrears/show.html says about a case. `shown`: {worker id: (number, telephone)} just revealed."""
    today = clock.today()
    clocks, sums, elected = queries.clocks(case, today), queries.sums(case), representatives.of(case)
    asked = proof_queries.asked_for(case)
    brought = returned.evidence(case)
    evidence = [item for item, *_ in brought]
    site = sites.of(case)
    return {
        "case": case, "shown": shown or {}, "today": today, "clocks_": clocks,
        "drawn": [(c, strip(c.days, today)) for c in clocks if not c.met_on], "steps": steps(case, clocks),
        "offers": offered(case, user), "waits": waits(case, user), "months": queries.by_month(case), "sums": sums,
        "beside": queries.by_kind(case), "kinds": KINDS,
        "workers": workers(case, list(shown or ())), "evidence": evidence, "representatives": elected,
        "findings": queries.findings(case, unidentified(case)) + representatives.findings(case, len(elected), sums.workers),
        "papers": _papers(case, user, brought), "entries": timeline(case, evidence, user),
        "label": LABELS[case.state], "channel": CHANNELS[case.channel],
        "editable": case.state in OPEN and may(user, P.CASE_REGISTER, case.area.path),
        "site": site, "roles": PARTS,
        "overlaps": overlap.of_case(case, user) if case.state in OPEN else [], "parts": merging.parts(case),
        "proof": proof_queries.counted(case, today, asked),
        "prompts": prompts.of(case, sums, asked, today, site) if case.state in OPEN else [],
        "survivor": db.session.get(Case, case.merged_into_id) if case.merged_into_id else None,
        "may_show": may(user, P.NUMBER_SHOW, case.area.path), "panels": panels(case, user),
    }


def steps(case, clocks):
    """The procedure as [(words, small, done | now | next)]; an ended case shows only the steps it took."""
    running = {c.code: c for c in clocks if not c.met_on}
    acceptance, inquiry = running.get(inspection.ACCEPTANCE.code), running.get(inspection.INVESTIGATION.code)
    told = [(N_("登记"), case.received_on.isoformat(), "done")]
    ended = case.state not in OPEN
    if case.accepted_on:
        told.append((N_("受理"), case.accepted_on.isoformat(), "done"))
    elif not case.direct and not ended:
        waiting = LABELS[case.state] if case.state == State.SUPPLEMENTING else acceptance and acceptance.reading.message
        told.append((N_("受理"), waiting, "now"))
    if case.filed_on:
        told.append((N_("立案"), case.filed_on.isoformat(), "done"))
    elif not ended:
        told.append((N_("立案"), "", "now" if case.accepted_on or case.direct else "next"))
    if case.filed_on or not ended:
        now = case.state == State.FILED
        small = Message(N_("第 {n} / {all} 工作日"), n=_counted(inquiry), all=inquiry.count) if inquiry else ""
        told.append((N_("调查处理"), small, "now" if now else "done" if ended else "next"))
    if ended and case.state is not State.CLOSED:
        told.append((LABELS[case.state], case.moved_on.isoformat(), "now"))
    closed = case.state is State.CLOSED
    told.append((N_("结案"), case.closed_on.isoformat() if closed else "", "now" if closed else "next"))
    return told


def _counted(inquiry):
    return max((d.n or 0 for d in inquiry.days if d.date <= clock.today()), default=0)


def offered(case, user):
    """[(words, url)] of the moves open to this person; the one that leads on stands first, arranging officers last."""
    def place(move):
        return (LEADING.index(move.name) if move.name in LEADING else len(LEADING), move.name == "assign")

    moves = sorted(FLOW.available(case, user), key=place)
    return [(move.label, url_for("arrears.move", id=case.id, move=move.name)) for move in moves]


def waits(case, user):
    """[(words, reason)]: what is still missing for a move, or who else may make it."""
    told = [(Message(move.label), said[0]) for move, said in FLOW.waiting(case, user) if move.name not in QUIET]
    others = {}
    mode = accounts.profile(case.area).mode
    for move in FLOW.moves:
        if case.state in move.sources and move.name not in QUIET and not may(user, move.permission, case.area.path) \
                and not any(need(case, user) for need in move.needs if need.__name__ in ("a_complaint", "suspended")):
            who = tuple(role for role in Role if grants(role, move.permission, mode))
            others.setdefault(who, []).append(Message(move.label))
    for who, labels in others.items():
        if who:
            told.append((several(labels), Message(N_("由{who}办理"), who=several([Message(ROLE_LABELS[r]) for r in who]))))
    return told


def _owed():
    return figures.total(figures.stands() - ClaimLine.paid_fen - ClaimLine.waived_fen)


def workers(case, first=()):
    """[(worker, lines, claimed, owed)] in fen: the first SHOWN of the sheet, those with these ids before all."""
    return db.session.execute(
        db.select(Worker, sa.func.count(ClaimLine.id), sa.func.sum(ClaimLine.claimed_fen), _owed())
        .join(ClaimLine, ClaimLine.worker_id == Worker.id).where(ClaimLine.case_id == case.id).group_by(Worker.id)
        .order_by(sa.case((Worker.id.in_(first), 0), else_=1), sa.func.min(ClaimLine.id)).limit(SHOWN)
    ).all()


def unidentified(case):
    """Claim lines of workers without a number, with the worker."""
    return db.session.scalars(queries.lines(case).join(ClaimLine.worker).where(Worker.id_index.is_(None))).all()


def claim_page(case, after, first):
    """One page of claim lines: those after this id, how many stood before them, and whether more follow."""
    lines = db.session.scalars(queries.lines(case).where(ClaimLine.id > after).limit(LINES + 1)).all()
    return {"case": case, "lines": lines[:LINES], "first": first, "more": len(lines) > LINES, "sums": queries.sums(case)}


def belongs(worker_id, case):
    """Is this the complainant or one of the workers of the case?"""
    line = db.select(ClaimLine.id).where(ClaimLine.case_id == case.id, ClaimLine.worker_id == worker_id).limit(1)
    return worker_id == case.complainant_id or db.session.scalar(line) is not None


def _papers(case, user, brought):
    """The papers of the page, each with what came back of it, signed, and its blanks that came back filled in: [(address, name)]."""
    rows = store.papers(case, user)
    told = [(url_for("arrears.evidence", id=case.id, evidence=item.id), item.name, paper, code) for item, paper, code in brought
            if paper or code]
    for row in sorted(rows, key=lambda row: row["printed"] is not None):  # a blank stands beside what is still to be issued, if any
        row["returned"] = [(url, name) for url, name, paper, _ in told if paper and row["printed"] and paper == row["printed"].id]
        row["filled"] = [(url, name) for url, name, _, code in told if code and code == row["code"].partition(":")[0]]
        told = [one for one in told if one[3] is None or one[3] != row["code"].partition(":")[0]]
    return rows


WHOLE = {  # action -> what one entry of it says, and the words of its counts
    "arrears.import_roster": (N_("导入花名册：{what}"), {"workers": N_("{n} 人"), "lines": N_("{n} 笔欠薪")}),
    "arrears.save_sheet": (N_("保存欠薪表：{what}"), {"changed": N_("改 {n} 笔"), "made": N_("新增 {n} 笔"), "removed": N_("删去 {n} 笔"),
                                                "people": N_("新来 {n} 人")}),
    "arrears.settle_comparison": (N_("对照单位工资表：{what}"), {"changed": N_("认定 {n} 笔"), "made": N_("新增 {n} 笔"),
                                                          "people": N_("新来 {n} 人")}),
}  # fmt: skip


def whole(entry):
    """What an audit entry of many rows says in one line, or None."""
    words, parts = WHOLE.get(entry.action, (None, {}))
    counts = (entry.changes.get("counts") or [None, {}])[1]
    told = [Message(part, n=counts[key]) for key, part in parts.items() if counts.get(key)]
    return Message(words, what=several(told)) if told else None


def _trail(entry, user):
    """The address of the rows that this entry sums up, for those who read the trail; an import has no rows of its own."""
    if entry.action == "arrears.import_roster" or not may(user, P.AUDIT_VIEW):
        return None
    return url_for("administration.log", what=entry.action, on=entry.at.date().isoformat())


def timeline(case, evidence, user):
    """What happened, newest first: moves from their own rows, the rest from the audit trail."""
    labels = {move.name: move.label for move in FLOW.moves} | {"register": N_("登记")}
    told = []
    for moved in db.session.scalars(moves_of(case)):
        details = (moved.note,) if moved.note else ()
        told.append((moved.on, moved.created_at, Entry(moved.on, Message(labels[moved.move]), moved.by and moved.by.name, True,
                                                       details)))
    entries = audit.history(case)
    names = audit.names_of({entry.by_id for entry in entries} | {item.by_id for item in evidence})
    for entry in entries:
        if entry.verb == "bulk" and (text := whole(entry)):
            told.append((entry.at.date(), entry.at, Entry(entry.at, text, names.get(entry.by_id), url=_trail(entry, user))))
    for item in evidence:
        text = Message(N_("收到证据：{name}"), name=item.name)
        details = (Message(N_("提供：{who}"), who=item.brought_by),) if item.brought_by else ()
        told.append((item.received_on, item.created_at, Entry(item.received_on, text, names.get(item.by_id), details=details)))
    told.sort(key=lambda t: (t[0], t[1]))  # stable: what was made in the same second stays in its order
    return [entry for *_, entry in reversed(told)]


# ---- what cases say on the pages of parties

def in_cases(user, permission=None):
    """Ids of the workers of cases in the areas where the person holds the permission: claimants and complainants."""
    here = accounts.within(user, permission or P.CASE_VIEW)
    claiming = db.select(ClaimLine.worker_id).join(Case, Case.id == ClaimLine.case_id)
    return [select.join(Area, Area.id == Case.area_id).where(here) for select in (claiming, db.select(Case.complainant_id))]


def worker_columns(user):
    """Over Worker.id: “cases|fen still owed” of the worker's lines in the person's areas, merged cases apart."""
    counted = sa.cast(sa.func.count(sa.distinct(ClaimLine.case_id)), sa.String).concat("|").concat(sa.cast(_owed(), sa.String))
    return [db.select(counted).join(Case, Case.id == ClaimLine.case_id).join(Area, Area.id == Case.area_id)
            .where(ClaimLine.worker_id == Worker.id, Case.state != State.MERGED, accounts.within(user, P.CASE_VIEW))
            .correlate(Worker).scalar_subquery().label("arrears")]


WORKER_COLUMNS = (
    Column("cases", N_("案件数"), kind="count", value=lambda row: int(row.arrears.split("|")[0])),
    Column("owed_fen", N_("尚欠（元）"), kind="fen", value=lambda row: int(row.arrears.split("|")[1])),
)


def _workers_owed(select, value):
    lines = (db.select(ClaimLine.worker_id).join(Case, Case.id == ClaimLine.case_id).join(Area, Area.id == Case.area_id)
             .where(accounts.within(current_user, P.CASE_VIEW)))
    asked = {"open": Case.state.in_(OPEN), "owed": sa.and_(
        Case.state.in_(overlap.LIVE), figures.stands() - ClaimLine.paid_fen - ClaimLine.waived_fen > 0)}
    return select.where(Worker.id.in_(lines.where(asked[value])) if value in asked else sa.false())


WORKERS_OWED = Filter(N_("欠薪"), _workers_owed, {"owed": N_("还有欠薪"), "open": N_("有在办案件")}, N_("不论欠薪"))


def cases_of(worker, user):
    """A worker's cases in the person's areas: newest first."""
    rows = queries.case_rows(user).where(Case.id.in_(db.select(ClaimLine.case_id).where(ClaimLine.worker_id == worker.id)
                                         .union(db.select(Case.id).where(Case.complainant_id == worker.id))))
    return db.session.execute(rows.order_by(Case.received_on.desc(), Case.id.desc())).all()


def likely(form, user):
    """Registered employers, workers and projects that may be the typed ones, with words that tell them apart; none whom the register
    finds by a number or by the exact name, and none for who reports in secret."""
    employers, workers = [], []
    code, name, number = form.credit_code.data, form.employer_name.data, form.id_number.data
    if not (code and parties.employer_by_code(code)):
        found = alike.employers(user, name=name, representative=form.legal_representative.data,
                                telephone=form.employer_telephone.data)
        if code or all(each.name != name for each in found):
            employers = [(each, Message(N_("{name}，{code}，{area}"), name=each.name, area=each.area.name,
                                        code=each.credit_code or Message(N_("没有信用代码")))) for each in found]
    if form.channel.data != Channel.REPORT and not (number and parties.worker_by_number(number)):
        judged = identifiers.identity_number(number) if number else None
        found = alike.workers(user, name=person_name(form.worker_name.data), telephone=form.telephone.data,
                              born_on=judged and judged.birth, tail=number and number[-4:])
        workers = [(each, Message(N_("{name}，证件 {number}，电话 {telephone}"), name=each.name, telephone=each.telephone_masked or "—",
                                  number=each.id_masked or Message(N_("未填")))) for each in found]
    return tuple([(each, say(words)) for each, words in found] for found in (employers, workers, sites.likely(form, user)))
