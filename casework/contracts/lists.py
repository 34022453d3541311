"""The list of contracts: its questions, its views, its columns. What waits for somebody is a view; every filter is a file too."""

from datetime import date, timedelta

import sqlalchemy as sa
from flask_login import current_user

from casework.accounts.models import Area
from casework.contracts.models import Contract, ContractFile, ContractFinding
from casework.contracts.queries import mine
from casework.contracts.words import KINDS, OPEN, STATES, WEIGHTS, Kind, State
from casework.core import clock
from casework.core.bulks import Bulk
from casework.core.files import Evidence
from casework.core.listing import Column, Filter, Listing, View, since, until
from casework.core.permissions import P
from casework.extensions import db
from casework.law.findings import N_
from casework.law.terms import later
from casework.parties.models import Employer, Worker
from casework.parties.project_models import ProjectPart

NEVER = date(9999, 12, 31)  # sorts after every term: a contract that ends by no day
UNTIL = sa.func.coalesce(Contract.end_on, sa.literal(NEVER, sa.Date)).label("until_on")
GRAVITY = sa.case({"error": 0, "warn": 1, "info": 2}, value=Contract.weight, else_=3).label("gravity")
WAITS = {"30": N_("30 天内到期"), "60": N_("60 天内到期"), "90": N_("90 天内到期"), "expired": N_("过期未续"),
         "probation": N_("试用期将满"), "unsigned": N_("满一月未签")}


def contract_rows(user):
    """What the list shows, as Core rows."""
    return (
        db.select(Contract.id, Contract.state, Contract.kind, Contract.hired_on, Contract.start_on, Contract.end_on, Contract.post,
                  Contract.weight, Contract.probation_end_on, Contract.employer_id, Contract.wage_fen, Contract.signed_on,
                  Contract.number, Contract.terms, Worker.name.label("worker"), Employer.name.label("employer"),
                  Area.name.label("area_name"), UNTIL, GRAVITY)
        .join(Worker, Worker.id == Contract.worker_id).join(Employer, Employer.id == Contract.employer_id)
        .join(Area, Area.id == Contract.area_id).where(Contract.area_id.in_(mine(user)))
    )


def waiting(value):
    """One of the questions people ask most, as a condition on today's date."""
    today = clock.today()
    asked = {
        **{days: Contract.end_on.between(today, today + timedelta(days=int(days))) for days in ("30", "60", "90")},
        "expired": Contract.end_on < today,
        "probation": Contract.probation_end_on.between(today, today + timedelta(days=30)),
    }
    if value in asked:
        return sa.and_(Contract.state == State.ACTIVE, asked[value])
    if value == "unsigned":
        return sa.and_(Contract.state == State.UNSIGNED, Contract.hired_on <= _a_month_ago(today))
    return sa.false()


def waits_of(employer_id):
    """{question: how many contracts of an employer}, of those that there are: one statement."""
    counts = [sa.func.sum(sa.case((waiting(key), 1), else_=0)) for key in WAITS]
    row = db.session.execute(db.select(*counts).where(Contract.employer_id == employer_id)).one()
    return {key: int(n) for key, n in zip(WAITS, row, strict=True) if n}


def _a_month_ago(today):
    """The last day since which a whole month has passed: from the 31st of January it has on the 28th of February."""
    return max(later(today, -1), later(today + timedelta(days=1), -1) - timedelta(days=1))


def _search(select, value):
    value = value.strip()
    return select.where(sa.or_(Worker.name == value, Employer.name.contains(value, autoescape=True),
                               Employer.credit_code == value.upper(), Contract.number == value))


def _state(select, value):
    return select.where(Contract.state.in_(OPEN if value == "open" else [s for s in State if s == value]))


def _code(select, value):
    return select.where(Contract.id.in_(db.select(ContractFinding.contract_id).where(ContractFinding.code == value)))


def _numbered(select, column, value):
    return select.where(column == (int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0))


def _employer(select, value):
    return _numbered(select, Contract.employer_id, value)


def _area(select, value):
    return select.where(Area.path.like(db.select(Area.path).where(Area.code == value).scalar_subquery() + "%"))


def _paper(select, value):
    """Is the signed paper kept with the contract?"""
    there = (db.select(ContractFile.contract_id).join(Evidence, Evidence.matter_id == ContractFile.id)
             .where(Evidence.kind == "contract"))
    if value == "with":
        return select.where(Contract.id.in_(there))
    return select.where(Contract.kind.is_not(None), Contract.id.not_in(there))


class Contracts(Listing):
    name, title = "contracts.contracts", N_("劳动合同")
    filters = {
        "q": Filter(N_("姓名、单位、合同编号"), _search),
        "state": Filter(N_("状态"), _state, {"open": N_("在册"), **STATES}, N_("全部状态")),
        "kind": Filter(N_("类型"), lambda select, value: select.where(sa.cast(Contract.kind, sa.String) == value), KINDS,
                       N_("全部类型")),
        "weight": Filter(N_("体检结果"), lambda select, value: select.where(Contract.weight == value), WEIGHTS, N_("全部体检结果")),
        "area": Filter(N_("网格"), _area, {}, N_("全部网格")),
        "wait": Filter(N_("待办"), lambda select, value: select.where(waiting(value)), WAITS, N_("不限"), place="more"),
        "paper": Filter(N_("签好的合同"), _paper, {"without": N_("没有扫描件"), "with": N_("有扫描件")}, N_("不限"), place="more"),
        "from": since(N_("合同止"), Contract.end_on),
        "to": until(N_("合同止"), Contract.end_on),
        "code": Filter(N_("体检条目"), _code, place="chip"),
        "employer": Filter(N_("用人单位编号"), _employer, place="chip"),
        "batch": Filter(N_("导入批次"), lambda select, value: _numbered(select, Contract.batch_id, value), place="chip"),
    }
    orders = {
        "newest": (Contract.id.desc(),),
        "hired": (Contract.hired_on, Contract.id),
        "end": (UNTIL, Contract.id),
        "due": (Contract.end_on, Contract.id),  # only where an end is asked for: an index serves it
        "weight": (GRAVITY, Contract.id),
        "employer": (Employer.name, Contract.id),
        "area": (Area.path, Contract.id),
    }
    default = "newest"
    columns = (
        Column("worker", N_("姓名"), css="person", link="contracts.show"),
        Column("employer", N_("用人单位"), css="cut", order="employer", show="title"),
        Column("kind", N_("类型"), labels={None: N_("没有签书面合同"), **KINDS},
               value=lambda row: row.kind or N_("没有签书面合同")),
        Column("hired_on", N_("用工之日"), order="hired", kind="day"),
        Column("start_on", N_("合同起"), kind="day"),
        Column("end_on", N_("合同止"), order="end", kind="day"),
        Column("post", N_("岗位"), css="short"),
        Column("state", N_("状态"), labels=STATES, show="state"),
        Column("weight", N_("体检结果"), order="weight", labels=WEIGHTS, show="weight"),
        Column("signed_on", N_("签订日期"), kind="day", shown=False),
        Column("probation_end_on", N_("试用期止"), kind="day", shown=False),
        Column("wage_fen", N_("工资标准（元）"), kind="fen", shown=False),
        Column("number", N_("合同编号"), shown=False),
        Column("terms", N_("第几期"), kind="count", shown=False),
        Column("area_name", N_("网格"), order="area", shown=False),
    )
    views = (
        View(N_("在册"), {"state": "open"}),
        View(N_("30 天内到期"), {"wait": "30"}),
        View(N_("60 天内到期"), {"wait": "60"}),
        View(N_("90 天内到期"), {"wait": "90"}),
        View(N_("过期未续"), {"wait": "expired"}),
        View(N_("试用期将满"), {"wait": "probation"}),
        View(N_("满一月未签"), {"wait": "unsigned"}),
        View(N_("有违法问题"), {"weight": "error"}),
        View(N_("没有扫描件"), {"state": "open", "paper": "without"}, counted=False),
        View(N_("按单位"), {"state": "open", "order": "employer"}, counted=False),
        View(N_("按网格"), {"state": "open", "order": "area"}, counted=False),
    )

    joined = frozenset(("q", "area"))
    bulk = (Bulk("renew", N_("批量续订"), P.CONTRACT_EDIT, endpoint="contracts.renew_many"),
            Bulk("renewals", N_("印续订书"), P.PAPER_PRINT, endpoint="contracts.renewals"))

    def __init__(self, select, args=None, **more):
        super().__init__(select, args, **more)
        self.lean = db.select(Contract.id).where(select.whereclause)
        if self.asked.get("wait") in ("30", "60", "90", "expired") and "order" not in self.args:
            self.order = "due"
        elif self.order.removeprefix("-") == "due":
            self.order = "end"


def of_worker(worker, user, most=50):
    """A worker's contracts in the person's areas, the latest first."""
    rows = contract_rows(user).where(Contract.worker_id == worker.id)
    return db.session.execute(rows.order_by(Contract.hired_on.desc(), Contract.id.desc()).limit(most)).all()


def workers_of(user, permission=None):
    """Ids of the workers of contracts in the areas where the person holds the permission (see parties.WORKER_SCOPES)."""
    return [db.select(Contract.worker_id).where(Contract.area_id.in_(mine(user, permission or P.CONTRACT_VIEW)),
                                                Contract.state != State.VOID)]


# ---- what contracts say on the list of workers


def worker_columns(user):
    """Over Worker.id: the employer of the contract that runs, the latest of them, within the person's areas."""
    firm = sa.orm.aliased(Employer)
    return [db.select(firm.name).join(Contract, Contract.employer_id == firm.id)
            .where(Contract.worker_id == Worker.id, Contract.state.in_(OPEN), Contract.area_id.in_(mine(user)))
            .order_by(Contract.id.desc()).limit(1).correlate(Worker).scalar_subquery().label("employed_by")]


WORKER_COLUMNS = (Column("employed_by", N_("合同登记的单位"), css="cut"),)


def _workers_bound(select, value):
    asked = {"open": Contract.state.in_(OPEN), "unsigned": Contract.state == State.UNSIGNED}
    found = db.select(Contract.worker_id).where(Contract.area_id.in_(mine(current_user)))
    return select.where(Worker.id.in_(found.where(asked[value])) if value in asked else sa.false())


WORKERS_BOUND = Filter(N_("劳动合同"), _workers_bound, {"open": N_("有在册的合同"), "unsigned": N_("没有书面合同")}, N_("不论合同"))


# ---- what contracts say on the page of a project


def on_site(project, user):
    """(employer id, name, contracts of building sites, people without a written one) of those who take part in it today, within the
    person's areas. A contract does not say on which site the work is done."""
    there = db.select(ProjectPart.employer_id).where(ProjectPart.project_id == project.id, ProjectPart.to_on.is_(None))
    site, unsigned = (sa.func.count(sa.case((asked, 1))) for asked in (Contract.kind == Kind.SITE, Contract.state == State.UNSIGNED))
    return db.session.execute(
        db.select(Employer.id, Employer.name, site.label("site"), unsigned.label("unsigned"))
        .join(Contract, Contract.employer_id == Employer.id)
        .where(Employer.id.in_(there), Contract.state.in_(OPEN), Contract.area_id.in_(mine(user)),
               sa.or_(Contract.kind == Kind.SITE, Contract.state == State.UNSIGNED))
        .group_by(Employer.id, Employer.name).order_by(Employer.name, Employer.id)).all()
