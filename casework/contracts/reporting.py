"""单位自报 — an employer without an account has its roster checked by a link and a code, and sends it to the inspector.

Everything here comes from strangers. The check knows only the sheet and the law, never the register: it says of nobody whether,
where or since when they are registered. What is sent waits for an inspector, who takes it through the import like any other file.
"""

import secrets
from datetime import timedelta

import sqlalchemy as sa
from flask import has_request_context, request
from sqlalchemy.orm import joinedload

from casework.accounts import queries as accounts
from casework.accounts.models import Area
from casework.contracts import judging, queries, reading, reviewing, staging
from casework.contracts.actions import editable
from casework.contracts.models import ReportAttempt, ReportLink, ReportSwitch, SelfReport
from casework.contracts.words import Reported
from casework.core import clock, crypto, database, files, sheets, slips
from casework.core.actions import action
from casework.core.errors import Refused
from casework.core.permissions import P, may
from casework.core.slips import Slip
from casework.extensions import db
from casework.law.findings import N_, Message
from casework.parties.models import Employer

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is taken for another
LENGTH, DAYS = 12, 30
TRIES, WITHIN = 10, timedelta(minutes=15)  # wrong codes from one address
A_DAY = 20  # files that one link takes in a day
LIMITS, MOST_ROWS = sheets.Limits(size=5 * 1024 * 1024), 5_000  # a stranger's file: never as much as a city's ledger
MOST_SAID = 300


# ---- the office

@action("contracts.report_switch")
def switch(area, *, open, by):
    """Allow or end reports by link for an area; codes that are out stop working at once."""
    if not may(by, P.PROFILE_EDIT, area.path):
        raise Refused(N_("这个县的配置不归你管"))
    row = db.session.scalar(db.select(ReportSwitch).where(ReportSwitch.area_id == area.id))
    if row is None:
        row = ReportSwitch(area_id=area.id, open=open)
        db.session.add(row)
    row.open = open
    return row


def is_open(area):
    """May employers of this area report by link?"""
    return db.session.scalar(db.select(ReportSwitch.id).where(ReportSwitch.area_id.in_(accounts.county_of(area)), ReportSwitch.open)
                             .limit(1)) is not None


@action("contracts.report_link")
def give_link(employer, *, by):
    """(ReportLink, its code). The code is told this once; an earlier link of the employer ends."""
    editable(employer.area, by)
    if not is_open(employer.area):
        raise Refused(N_("本县没有开通单位自报，请管理员先开通"))
    for old in db.session.scalars(db.select(ReportLink).where(ReportLink.employer_id == employer.id, ReportLink.closed_on.is_(None))):
        old.closed_on = clock.today()
    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    link = ReportLink(employer_id=employer.id, area_id=employer.area_id, code_hash=_hashed(code), by_id=by.id,
                      until_on=clock.today() + timedelta(days=DAYS))
    db.session.add(link)
    return link, "-".join(code[at:at + 4] for at in range(0, LENGTH, 4))


@action("contracts.close_report_link")
def close_link(link, *, by):
    editable(link.area, by)
    link.closed_on = link.closed_on or clock.today()
    return link


@action("contracts.take_report")
def take(report, *, by):
    """The sent roster as an upload of this inspector's: staged, looked at, then written. Answers the ImportRun."""
    editable(report.area, by)
    if report.state is not Reported.SENT:
        raise Refused(N_("这份自报已经处理"))
    run = staging.stage(kept=files.Kept(report.sha256, report.size, "application/octet-stream", report.name),
                        employer=report.link.employer, by=by)
    db.session.flush()
    report.state, report.import_id = Reported.TAKEN, run.id
    return run


@action("contracts.return_report")
def give_back(report, *, reason, by):
    editable(report.area, by)
    if report.state is not Reported.SENT:
        raise Refused(N_("这份自报已经处理"))
    if not (reason or "").strip():
        raise Refused(N_("请写明退回的理由"), field="reason")
    report.state, report.reason = Reported.RETURNED, reason.strip()[:200]
    return report


def _hashed(code):
    return crypto.blind("report-link:" + "".join(c for c in code.upper() if c in LETTERS))


# ---- the employer

def enter(code):
    """The link of a typed code that still holds. Refused, with one sentence for every wrong one; ten wrong ones end it for a while."""
    address, now = request.remote_addr if has_request_context() else None, clock.now()
    wrong = db.session.scalar(db.select(sa.func.count()).select_from(ReportAttempt).where(
        ReportAttempt.at > now - WITHIN, ReportAttempt.address == address, ReportAttempt.right.is_(False)))
    if wrong >= TRIES:
        raise Refused(Message(N_("输错次数太多，请 {minutes} 分钟后再试"), minutes=WITHIN.seconds // 60), field="code")
    found = _holding(ReportLink.code_hash == _hashed(code or ""))
    db.session.rollback()
    with database.own_connection() as connection:
        connection.execute(ReportAttempt.__table__.insert().values(at=now, address=address, right=found is not None))
    if found is None:
        raise Refused(N_("代码不对、已过期或者已停用，请向给你代码的监察员核实"), field="code")
    return found


def held(id):
    """The link with this id when it still holds, else None."""
    return _holding(ReportLink.id == id) if id else None


def _holding(condition):
    link = db.session.scalar(
        db.select(ReportLink).options(joinedload(ReportLink.employer), joinedload(ReportLink.area))
        .where(condition, ReportLink.closed_on.is_(None), ReportLink.until_on >= clock.today()))
    return link if link is not None and is_open(link.area) else None


def check(data, link):
    """[(row, name, [problem], [Finding])] of a sheet that came by a link, from the sheet, the law and whose link it is."""
    ledger, found, seen = reading.read(data, LIMITS), [], {}
    for lines in ledger.chunks():
        if ledger.count > MOST_ROWS:
            raise Refused(Message(N_("一次最多 {most} 行，请分开上传"), most=MOST_ROWS), field="file")
        for line in lines:
            problems = [Message(N_("{column}：{reason}"), column=ledger.title(column), reason=_message(reason))
                        for column, _, reason in line.problems]
            opinions = [] if problems else _opinions(line.values, link, problems, ledger)
            number = line.values.get("id_number")
            if number and seen.setdefault(number.number, line.row) != line.row:
                problems.append(Message(N_("与第 {row} 行是同一个证件号"), row=seen[number.number]))
            found.append((line.row, line.values.get("name") or "", problems, opinions))
    return found


def _message(reason):
    return Message(reason) if isinstance(reason, str) else reason


def _opinions(values, link, problems, ledger):
    try:
        _own(values, link.employer)
        if not values.get("id_number"):
            raise Refused(N_("请填写身份证号"), field="id_number")
        if values.get("ended_on"):
            judging._whole_ending(values)
        judging._as_registered(values)
    except Refused as refusal:
        column = judging.COLUMNS.get(refusal.field, refusal.field) or "name"
        problems.append(Message(N_("{column}：{reason}"), column=ledger.title(column), reason=_message(refusal.message)))
        return []
    return reviewing.opinions(reviewing.facts(
        values | {"ending_code": values.get("code")}, on=clock.today(), place=link.area.code, born_on=values["id_number"].birth,
        fixed_terms=1))


def _own(values, employer):
    """An employer speaks of its own people only; the import refuses the others by the same rule (judging.Judge, `only`)."""
    code, name = values.get("credit_code"), values.get("employer_name")
    if code != employer.credit_code if code else name not in (None, employer.name):
        raise Refused(Message(N_("只收“{name}”的人：请核对单位名称和信用代码，或者不填"), name=employer.name),
                      field="credit_code" if code else "employer_name")


def bring(link, *, data, name):
    """Check a file and keep it for sending. Answers (SelfReport, what was found). In the name of nobody who signs in."""
    since = clock.now() - timedelta(days=1)
    if db.session.scalar(db.select(sa.func.count(SelfReport.id)).where(SelfReport.link_id == link.id,
                                                                       SelfReport.brought_at > since)) >= A_DAY:
        raise Refused(Message(N_("一天最多上传 {most} 次，请明天再试"), most=A_DAY), field="file")
    found = check(data, link)
    kept = files.keep(data, name)
    counts = {weight: sum(any(f.weight == weight for f in findings) for *_, findings in found) for weight in ("error", "warn", "info")}
    return _bring(link, kept=kept, rows=len(found), bad=sum(bool(problems) for _, _, problems, _ in found), counts=counts,
                  by=accounts.system()), found


@action("contracts.bring_report")
def _bring(link, *, kept, rows, bad, counts, by):
    report = SelfReport(link_id=link.id, area_id=link.area_id, state=Reported.CHECKED, name=kept.name[:120], sha256=kept.sha256,
                        size=kept.size, rows=rows, bad=bad, counts=counts, brought_at=clock.now())
    db.session.add(report)
    return report


@action("contracts.send_report")
def _send(report, *, by):
    if report.state is not Reported.CHECKED:
        raise Refused(N_("这份花名册已经提交"))
    if not report.rows or report.bad == report.rows:
        raise Refused(N_("没有一行是可以提交的，请改好再传"))
    report.state, report.sent_at = Reported.SENT, clock.now()
    return report


def send(link, id):
    """The employer sends a file that was checked under its own link."""
    report = db.session.scalar(db.select(SelfReport).where(SelfReport.id == id, SelfReport.link_id == link.id))
    if report is None:
        raise Refused(N_("没有这份花名册，请重新上传"))
    return _send(report, by=accounts.system())


def brought(link):
    """What came by a link, the latest first."""
    return db.session.scalars(db.select(SelfReport).where(SelfReport.link_id == link.id, SelfReport.state != Reported.CHECKED)
                              .order_by(SelfReport.id.desc()).limit(20)).all()


# ---- what the office sees

def links(employer_id):
    return db.session.scalars(db.select(ReportLink).options(joinedload(ReportLink.by)).where(ReportLink.employer_id == employer_id)
                              .order_by(ReportLink.id.desc()).limit(20)).all()


def _reports(user):
    return (
        db.select(SelfReport).options(joinedload(SelfReport.link).joinedload(ReportLink.employer).joinedload(Employer.area),
                                      joinedload(SelfReport.area))
        .where(SelfReport.area_id.in_(queries.mine(user, P.CONTRACT_EDIT)), SelfReport.state != Reported.CHECKED))


def report(id, user):
    """One report of the person's areas; elsewhere: the office that has it."""
    found = db.session.scalar(_reports(user).where(SelfReport.id == id))
    if found is None:
        accounts.not_here(db.select(SelfReport.area_id).where(SelfReport.id == id, SelfReport.state != Reported.CHECKED))
    return found


def link(id, user):
    found = db.session.scalar(db.select(ReportLink).options(joinedload(ReportLink.area)).where(
        ReportLink.id == id, ReportLink.area_id.in_(queries.mine(user, P.CONTRACT_EDIT))))
    if found is None:
        accounts.not_here(db.select(ReportLink.area_id).where(ReportLink.id == id))
    return found


def of_employer(employer_id, user):
    return db.session.scalars(_reports(user).join(ReportLink, ReportLink.id == SelfReport.link_id)
                              .where(ReportLink.employer_id == employer_id).order_by(SelfReport.id.desc()).limit(20)).all()


def switches(user):
    """[(Area, open?)] of the counties whose settings the person keeps."""
    open = set(db.session.scalars(db.select(ReportSwitch.area_id).where(ReportSwitch.open)))
    return [(area, area.id in open) for area in accounts.areas(user, P.PROFILE_EDIT) if area.level in ("county", "city")]


def waiting(user, day):
    """Rosters that employers sent, on the desks of those who may take them."""
    if not accounts.paths(user, P.CONTRACT_EDIT):
        return []
    rows = db.session.execute(
        db.select(SelfReport.id, SelfReport.rows, Employer.name).join(ReportLink, ReportLink.id == SelfReport.link_id)
        .join(Employer, Employer.id == ReportLink.employer_id).join(Area, Area.id == SelfReport.area_id)
        .where(SelfReport.state == Reported.SENT, accounts.within(user, P.CONTRACT_EDIT)))
    return [Slip(N_("单位自报花名册"), row.name, str(row.rows), None, None, "contracts.self_report", row.id) for row in rows]


slips.SOURCES.append(waiting)
