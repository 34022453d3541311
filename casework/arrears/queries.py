"""What people see of cases: scoped by area, loaded for the page, ordered down to the id."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from casework.accounts import queries as accounts
from casework.accounts.models import Area, Post, User, people
from casework.arrears import figures
from casework.arrears.models import CHANNELS, ENDED, LABELS, OPEN, Case, CaseOfficer, ClaimKind, ClaimLine, State
from casework.core import calendar, clock, deadlines
from casework.core.deadlines import Clock, Deadline
from casework.core.errors import Refused
from casework.core.listing import Column, Filter, Listing, View, since, until
from casework.core.matter import Matter
from casework.core.permissions import GRANTS, P, Role
from casework.extensions import db
from casework.law import inspection
from casework.law.findings import N_, Finding, Message
from casework.parties.models import Worker

PROPOSING = [role for role in Role if P.CASE_SUPPLEMENT in GRANTS[role]]


def seen(user, glass=False):
    """SQL condition over Case and its Area: one's own areas, the case into which one of theirs was merged, and with `glass` also
    the one that is read through one."""
    part, place = sa.orm.aliased(Case, flat=True), sa.orm.aliased(Area)
    parts = (db.select(part.merged_into_id).join(place, place.id == part.area_id)
             .where(part.merged_into_id.is_not(None), accounts.within(user, P.CASE_VIEW, place.path)))
    return sa.or_(accounts.within(user, P.CASE_VIEW, matter=Case.id if glass else None), Case.id.in_(parts))


def cases(user, glass=False):
    """Cases of the person's areas with everything a case page shows; with `glass` also the one that is read through one."""
    return _loaded(db.select(Case).join(Case.area).where(seen(user, glass)))


def every_case():
    """Cases of the whole city: for the operator of the machine and for nightly questions only."""
    return _loaded(db.select(Case).join(Case.area))


def _loaded(select):
    return select.options(
        contains_eager(Case.area), joinedload(Case.lead), joinedload(Case.employer), joinedload(Case.complainant), joinedload(Case.site),
        joinedload(Case.registered_by), selectinload(Case.officers).joinedload(CaseOfficer.user),
    )


def case(id, user, glass=False):
    """One case of the person's areas; of another area: 404 that names the office to call. `glass`: a page that only shows
    may be read outside one's area with a reason."""
    found = db.session.scalar(cases(user, glass).where(Case.id == id))
    if found is None:
        accounts.not_here(db.select(Case.area_id).where(Case.id == id), id if glass else None)
    return found


def case_by_number(number, user=None):
    """By number as printed (or its bare id), scoped to the user; None when it is not there for them."""
    select = every_case() if user is None else cases(user)
    return db.session.scalar(select.where(Case.number == number.strip()))


def lines(case):
    """Claim lines in the order of the sheet, with their workers."""
    return (
        db.select(ClaimLine).where(ClaimLine.case_id == case.id).options(joinedload(ClaimLine.worker))
        .order_by(ClaimLine.id)
    )


def claimants(case):
    """The workers of a case in the order of the sheet."""
    first = db.select(sa.func.min(ClaimLine.id).label("at"), ClaimLine.worker_id).where(ClaimLine.case_id == case.id)
    first = first.group_by(ClaimLine.worker_id).subquery()
    return db.session.scalars(db.select(Worker).join(first, first.c.worker_id == Worker.id).order_by(first.c.at)).all()


def joinable(case):
    """Other open cases of the same employer into which this one may be merged, the furthest first."""
    return db.session.execute(
        db.select(Case.id, Case.number, Case.state, Case.received_on)
        .where(Case.employer_id == case.employer_id, Case.id != case.id, Case.state.in_(OPEN))
        .order_by(Case.filed_on.is_(None), Case.received_on, Case.id).limit(50)
    ).all()


def survivor_number(case):
    """The number of the case into which this one was merged, or None."""
    return db.session.scalar(db.select(Matter.number).where(Matter.id == case.merged_into_id)) if case.merged_into_id else None


def sums(case):
    """The Sums of a case."""
    return figures.sums(ClaimLine.case_id == case.id)


def by_month(case):
    """Wages: one row a month (None: lines of a period): workers, due, received before, claimed, paid, still owed; in fen."""
    owed = figures.total(figures.stands() - ClaimLine.paid_fen - ClaimLine.waived_fen)
    return db.session.execute(
        db.select(
            ClaimLine.month, sa.func.count(sa.distinct(ClaimLine.worker_id)).label("workers"),
            figures.total(ClaimLine.due_fen).label("due"), figures.total(ClaimLine.received_fen).label("received"),
            figures.total(ClaimLine.claimed_fen).label("claimed"), figures.total(ClaimLine.paid_fen).label("paid"), owed.label("owed"),
        ).where(ClaimLine.case_id == case.id, ClaimLine.kind == ClaimKind.WAGES).group_by(ClaimLine.month).order_by(ClaimLine.month)
    ).all()


def by_kind(case):
    """What is claimed beside wages: one row a kind with workers, claimed, paid, still owed; in fen."""
    owed = figures.total(figures.stands() - ClaimLine.paid_fen - ClaimLine.waived_fen)
    return db.session.execute(
        db.select(ClaimLine.kind, sa.func.count(sa.distinct(ClaimLine.worker_id)).label("workers"),
                  figures.total(ClaimLine.claimed_fen).label("claimed"),
                            figures.total(ClaimLine.paid_fen).label("paid"), owed.label("owed"))
        .where(ClaimLine.case_id == case.id, ClaimLine.kind != ClaimKind.WAGES).group_by(ClaimLine.kind).order_by(ClaimLine.kind)
    ).all()


def clocks(case, on=None):
    """The clocks of a case read on a local date. Where the law leaves the first day open, both answers are there."""
    on = on or clock.today()
    profile = accounts.profile(case.area, on)
    return [
        Clock(d, on, profile.amber_days, profile.amber_share, alternatives(case, d, profile))
        for d in deadlines.known(case)
    ]


def alternatives(case, deadline, profile):
    """[(Message, due day)]: LI-13 (filing or approval) and the effect of a supplement on LI-10, while unset; also for a clock
    that was started before the county decided otherwise."""
    answers = []
    late = case.filing_approved_on if case.filing_approved_on != case.filed_on else None
    if deadline.code == inspection.INVESTIGATION.code and late and (
            profile.filing_counts_from is None or (profile.filing_counts_from == "approval" and deadline.starts_on != late)):
        due = deadline.term.due(late, calendar.calendar(), deadline.spans, deadline.extra_days)
        answers.append((Message(N_("以批准之日 {day} 起算"), day=late.isoformat()), due.on))
    waiting = deadline.code == inspection.ACCEPTANCE.code and case.state == State.SUPPLEMENTING
    if waiting and profile.supplement_effect is None:
        due = deadline.term.due(clock.today(), calendar.calendar())
        answers.append((N_("材料今天补齐、重新起算"), due.on))
    return answers


def assignable(case):
    """People who may be officers of the case: active, holding a proposing post over its area, certificate valid."""
    above = accounts.county_of(case.area)
    posts = db.select(Post.user_id).where(Post.role.in_(PROPOSING), Post.area_id.in_(above), Post.on(clock.today()))
    return db.session.scalars(
        people().where(User.id.in_(posts), User.active, User.certificate_to >= clock.today()).order_by(User.body_id, User.id)
    ).unique().all()


def lightest_colleague(user, area):
    """The colleague of the same body with a valid certificate and the fewest open cases; None when there is none."""
    load = (
        db.select(sa.func.count(CaseOfficer.id)).join(Case, Case.id == CaseOfficer.case_id)
        .where(CaseOfficer.user_id == User.id, Case.state.in_(OPEN)).scalar_subquery()
    )
    above = accounts.county_of(area)
    posts = db.select(Post.user_id).where(Post.role.in_(PROPOSING), Post.area_id.in_(above), Post.on(clock.today()))
    return db.session.scalar(
        people().where(User.body_id == user.body_id, User.id != user.id, User.id.in_(posts), User.active,
                       User.certificate_to >= clock.today())
        .order_by(load, User.id).limit(1)
    )


def findings(case, claims=()):
    """What a person must look at: opinions, never walls."""
    found = []
    if case.complainant and not case.complainant.id_number:
        found.append(Finding("no-id", Message(N_("投诉人没有登记身份证号")), (), "warn", "complainant"))
    if case.employer.credit_code is None:
        found.append(Finding("no-code", Message(N_("用人单位没有登记统一社会信用代码")), (), "warn", "employer"))
    nameless = sum(1 for line in {line.worker_id: line for line in claims}.values() if not line.worker.id_number)
    if nameless:
        found.append(Finding("workers-no-id", Message(N_("花名册有 {n} 人没有身份证号"), n=nameless), (), "warn", "lines"))
    if case.arrears_ended_on and not case.limitation_answer:
        question = inspection.limitation_question(case.arrears_ended_on, case.received_on)
        found += [question] if question else []
    return found


# ---- the list


def _next_due():
    return (
        db.select(sa.func.min(Deadline.due_on)).where(Deadline.matter_id == Case.id, Deadline.met_on.is_(None))
        .scalar_subquery()
    )


NEVER = date(9999, 12, 31)  # sorts after every clock: a case without a running one
DUE = sa.func.coalesce(_next_due(), sa.literal(NEVER, sa.Date)).label("due_on")


def case_rows(user):
    """What the list shows, as Core rows: number, employer, sums (figures.of_row), state, lead and the nearest clock's day."""
    from casework.parties.models import Employer

    lead = sa.orm.aliased(User)
    return (
        db.select(Case.id, Case.number, Case.state, Case.channel, Case.received_on, Case.filed_on, Case.reference, Case.project,
                  Employer.name.label("employer"), Area.name.label("area_name"), lead.name.label("lead"),
                  figures.packed(), DUE)
        .join(Area, Area.id == Case.area_id).join(Employer, Employer.id == Case.employer_id)
        .outerjoin(lead, lead.id == Case.lead_id).where(seen(user))
    )


def _search(select, value):
    from casework.parties.models import Employer, Worker

    value = value.strip()
    named = db.select(ClaimLine.case_id).join(Worker, Worker.id == ClaimLine.worker_id).where(Worker.name == value)
    complained = db.select(Worker.id).where(Worker.name == value)
    return select.where(sa.or_(
        Employer.name.contains(value, autoescape=True), Case.number.contains(value, autoescape=True),
        Case.reference == value, Case.id.in_(named), Case.complainant_id.in_(complained),
    ))


def _state(select, value):
    groups = {"open": OPEN, "ended": ENDED, "apart": [state for state in State if state is not State.MERGED]}
    states = groups.get(value) or ([value] if value in LABELS else [])
    return select.where(Case.state.in_(states))


def by_officer(select, value):
    mine = db.select(CaseOfficer.case_id).join(User, User.id == CaseOfficer.user_id).where(User.login == value)
    return select.where(Case.id.in_(mine))


def _by_employer(select, value):
    return select.where(Case.employer_id == int(value) if value.isascii() and value.isdigit() and len(value) < 10 else sa.false())


def _employer_said(value):
    from casework.parties.models import Employer

    name = db.session.scalar(db.select(Employer.name).where(sa.cast(Employer.id, sa.String) == value))
    return Message(N_("单位：{name}"), name=name or value)


def _by_project(select, value):
    return select.where(Case.project_id == int(value) if value.isascii() and value.isdigit() and len(value) < 10 else sa.false())


def _project_said(value):
    from casework.parties.project_models import Project

    name = db.session.scalar(db.select(Project.name).where(sa.cast(Project.id, sa.String) == value))
    return Message(N_("工程：{name}"), name=name or value)


def by_area(select, value):
    """The area with this code and all inside it."""
    path = db.select(Area.path).where(Area.code == value).scalar_subquery()
    return select.where(Area.path.startswith(sa.func.coalesce(path, "-")))


def area_said(value):
    return Message(N_("区域：{name}"), name=db.session.scalar(db.select(Area.name).where(Area.code == value)) or value)


def _figure(name):
    return lambda row: getattr(figures.of_row(row), name)


class Cases(Listing):
    name, title = "arrears.cases", N_("欠薪案件")
    filters = {
        "q": Filter(N_("单位、姓名、案号、来源编号"), _search),
        "state": Filter(N_("状态"), _state, {"open": N_("在办"), "ended": N_("已办结"), "apart": N_("未并入他案"), **LABELS},
                        N_("全部状态")),
        "channel": Filter(N_("来源"), lambda select, value: select.where(sa.cast(Case.channel, sa.String) == value), CHANNELS,
                          N_("全部来源")),
        "clock": Filter(N_("时限"), lambda select, value: select.where(
            _next_due() < clock.today() if value == "overdue" else _next_due() >= clock.today()),
            {"overdue": N_("■ 逾期"), "running": N_("未逾期")}, N_("全部时限")),
        "officer": Filter(N_("承办人账号"), by_officer, place="chip"),
        "employer": Filter(N_("单位"), _by_employer, place="chip", say=_employer_said),
        "project": Filter(N_("工程"), _by_project, place="chip", say=_project_said),
        "area": Filter(N_("区域"), by_area, place="chip", say=area_said),
        "from": since(N_("收到"), Case.received_on),
        "to": until(N_("收到"), Case.received_on),
    }
    orders = {
        "due": (DUE, Case.id),
        "newest": (Case.received_on.desc(), Case.id.desc()),
        "oldest": (Case.received_on, Case.id),
        "number": (Case.number, Case.id),
    }
    default = "due"
    columns = (
        Column("due", N_("时限"), order="due", kind="day", value=lambda row: row.due_on if row.due_on < NEVER else None),
        Column("number", N_("案号"), order="number", link="arrears.show"),
        Column("employer", N_("单位"), css="cut", show="title"),
        Column("channel", N_("来源"), labels=CHANNELS, shown=False),
        Column("workers", N_("人数"), kind="count", value=_figure("workers")),
        Column("claimed_fen", N_("主张（元）"), kind="fen", value=_figure("claimed")),
        Column("recognised_fen", N_("认定（元）"), kind="fen", value=_figure("recognised")),
        Column("paid_fen", N_("已付（元）"), kind="fen", value=_figure("paid")),
        Column("advanced_fen", N_("垫付（元）"), kind="fen", value=_figure("advanced"), shown=False),
        Column("waived_fen", N_("放弃（元）"), kind="fen", value=_figure("waived"), shown=False),
        Column("owed_fen", N_("尚欠（元）"), kind="fen", value=_figure("owed_by_employer")),
        Column("owed_to_worker_fen", N_("劳动者待领（元）"), kind="fen", value=_figure("owed_to_worker"), shown=False),
        Column("state", N_("状态"), labels=LABELS, show="state"),
        Column("lead", N_("承办人")),
        Column("received_on", N_("收到"), order="oldest", kind="day", shown=False),
        Column("filed_on", N_("立案日期"), kind="day", shown=False),
        Column("reference", N_("来源编号"), shown=False),
        Column("project", N_("工程名称"), css="cut", shown=False),
        Column("area_name", N_("区域"), shown=False),
    )
    views = (
        View(N_("我的在办"), {"officer": lambda user: user.login, "state": "open"}),
        View(N_("在办"), {"state": "open"}),
        View(N_("逾期"), {"clock": "overdue"}),
        View(N_("已办结"), {"state": "ended"}),
        View(N_("全部"), {}),
    )


def mine(user):
    """How many open cases the person is an officer of."""
    own = db.select(CaseOfficer.case_id).where(CaseOfficer.user_id == user.id)
    return db.session.scalar(db.select(sa.func.count(Case.id)).join(Area, Area.id == Case.area_id).where(
        seen(user), Case.state.in_(OPEN), Case.id.in_(own)))


def may_be_one(part, survivor):
    """Two workers who both claim for one month of one case are one only after a person looked at the lines."""
    if not isinstance(part, Worker):
        return
    other = aliased(ClaimLine)
    found = db.session.execute(
        db.select(Case.number, ClaimLine.month).join(Case, Case.id == ClaimLine.case_id).join(other, other.case_id == ClaimLine.case_id)
        .where(ClaimLine.worker_id == part.id, other.worker_id == survivor.id,
               sa.or_(ClaimLine.month == other.month, ClaimLine.month.is_(None), other.month.is_(None)))
        .order_by(Case.id, ClaimLine.month).limit(1)).first()
    if found is not None:
        raise Refused(Message(N_("案件 {number} 里两人都有同一月份{month}的欠薪，请先在案件里核对，去掉重复的一笔"), number=found.number,
                              month=found.month.strftime("（%Y-%m）") if found.month else ""))
