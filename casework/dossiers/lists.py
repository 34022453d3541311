"""案卷清单 — the files of all cases: how far each is, who keeps it where, how long, and by when it goes to the archive.

By when is a figure of the office's own table (`archive`, PD-15 and PD-16): where nobody has entered it there is no term, and the
list only counts the days since the case was closed.
"""

from datetime import date, timedelta

import sqlalchemy as sa
from flask_login import current_user

from casework.accounts import queries as accounts
from casework.accounts.models import Area, User
from casework.arrears import queries as cases
from casework.arrears.models import LABELS as CASE_STATES
from casework.arrears.models import Case
from casework.arrears.models import State as CaseState
from casework.core import calendar, clock
from casework.core.listing import Column, Filter, Listing, View, since, until
from casework.core.permissions import P
from casework.dossiers.models import LABELS, Dossier, State
from casework.dossiers.pages import FOR_EVER
from casework.extensions import db
from casework.law.findings import N_, Message
from casework.parties.models import Employer

how_far = sa.func.coalesce(sa.cast(Dossier.state, sa.String), str(State.OPEN)).label("file_state")
NEVER = date(9999, 12, 31)  # sorts after every day: a case that is not closed
CLOSED = sa.func.coalesce(Case.closed_on, sa.literal(NEVER, sa.Date)).label("closed_order")
UNKEPT = (how_far != str(State.ARCHIVED), Case.closed_on.is_not(None))


def file_rows(user):
    """What the list shows, as Core rows; `id` is the case's, as every case has a file. A merged case has one of its own only when
    somebody began it."""
    lead = sa.orm.aliased(User)
    return (
        db.select(Case.id, Case.number, Case.state, Case.closed_on, Case.area_id, Employer.name.label("employer"),
                  Area.name.label("area_name"), lead.name.label("lead"), how_far, Dossier.score, Dossier.out_of, Dossier.bound_on,
                  Dossier.archived_on, Dossier.archive_number, Dossier.keeper, Dossier.place, Dossier.retention)
        .join(Area, Area.id == Case.area_id).join(Employer, Employer.id == Case.employer_id)
        .outerjoin(lead, lead.id == Case.lead_id).outerjoin(Dossier, Dossier.matter_id == Case.id)
        .where(cases.seen(user), sa.or_(Case.state != CaseState.MERGED, Dossier.id.is_not(None)))
    )


def terms(user, on):
    """{area id: days from closing to the archive} where a table in force says so, of the areas in which the person reads cases."""
    tables = calendar.tables()
    found = {}
    for id, code in db.session.execute(db.select(Area.id, Area.code).where(accounts.within(user, P.CASE_VIEW))):
        if days := tables.value("archive", code, on, "filing_days"):
            found[id] = days
    return found


def due(row, terms):
    """The day by which a closed case's file goes to the archive, or None."""
    return row.closed_on + timedelta(days=terms[row.area_id]) if row.closed_on and row.area_id in terms else None


def past(terms, on):
    """SQL condition: the day of `due` was before this local date."""
    by_days = {}
    for id, days in terms.items():
        by_days.setdefault(days, []).append(id)
    return sa.or_(sa.false(), *(sa.and_(Case.area_id.in_(ids), Case.closed_on < on - timedelta(days=days))
                                for days, ids in by_days.items()))


def years(retention):
    """30年 -> 30, 永久 -> FOR_EVER; None for what is no term."""
    text = (retention or "").replace(" ", "").removesuffix("年")
    return FOR_EVER if text == "永久" else int(text) if text.isascii() and text.isdigit() else None


def last_year(row):
    """The year in which the retention ends: whether it counts from closing or from the next 1 January, it is the same one."""
    n = years(row.retention)
    return row.closed_on.year + n if row.closed_on and n and n < FOR_EVER else None


def _over(on):
    """SQL condition: the year in which the retention ended is behind us."""
    said = db.session.scalars(db.select(Dossier.retention).where(Dossier.retention.is_not(None)).distinct()).all()
    known = [(text, n) for text in said if (n := years(text)) and n < FOR_EVER]
    return sa.or_(sa.false(), *(sa.and_(Dossier.retention == text, Case.closed_on < date(on.year - n, 1, 1))
                                for text, n in known if on.year - n > 0))


def _search(select, value):
    value = value.strip()
    return select.where(sa.or_(Employer.name.contains(value, autoescape=True), Case.number.contains(value, autoescape=True),
                               Dossier.archive_number == value))


def _within(column):
    return lambda select, value: select.where(column.contains(value, autoescape=True))


class Files(Listing):
    """`terms`: what `terms()` answers for the person, on `today`."""

    name, title = "dossiers.files", N_("案卷清单")
    filters = {
        "q": Filter(N_("单位、案号、归档号"), _search),
        "state": Filter(N_("案卷状态"), lambda select, value: select.where(how_far == value), LABELS, N_("全部状态")),
        "wait": Filter(N_("待办"), None, {"archive": N_("结案未归档"), "late": N_("归档逾期"), "over": N_("保管期满")}, N_("不限")),
        "keeper": Filter(N_("保管人"), _within(Dossier.keeper), place="more"),
        "place": Filter(N_("存放位置"), _within(Dossier.place), place="more"),
        "retention": Filter(N_("保管期限"), lambda select, value: select.where(Dossier.retention == value), place="more"),
        "from": since(N_("结案"), Case.closed_on),
        "to": until(N_("结案"), Case.closed_on),
        "kept": since(N_("归档"), Dossier.archived_on),
        "area": Filter(N_("区域"), cases.by_area, place="chip", say=cases.area_said),
        "officer": Filter(N_("承办人账号"), cases.by_officer, place="chip"),
    }
    orders = {
        "newest": (Case.received_on.desc(), Case.id.desc()),
        "closed": (CLOSED, Case.id),
        "number": (Case.number, Case.id),
        "archived": (sa.func.coalesce(Dossier.archive_number, "").label("archive_order"), Case.id),
    }
    default = "newest"
    views = (
        View(N_("我的未归档"), {"officer": lambda user: user.login, "wait": "archive"}),
        View(N_("结案未归档"), {"wait": "archive", "order": "closed"}),
        View(N_("归档逾期"), {"wait": "late", "order": "closed"}),
        View(N_("已装订"), {"state": str(State.BOUND)}),
        View(N_("已归档"), {"state": str(State.ARCHIVED)}),
        View(N_("全部"), {}),
    )

    def __init__(self, select, *args, **more):
        self.today = clock.today()
        self.terms = known = terms(current_user, self.today)
        waits = Filter(N_("待办"), self._waits, Files.filters["wait"].options, N_("不限"))
        self.filters = Files.filters | {"wait": waits}
        self.columns = (
            Column("number", N_("案号"), order="number"),
            Column("employer", N_("单位"), css="cut"),
            Column("file_state", N_("案卷状态"), labels=LABELS),
            Column("score", N_("评查得分"), value=lambda row: f"{row.score}/{row.out_of}" if row.score is not None else None),
            Column("closed_on", N_("结案日期"), order="closed", kind="day"),
            Column("due", N_("应归档"), kind="day", value=lambda row: due(row, known) if row.file_state != State.ARCHIVED else None),
            Column("waited", N_("未归档天数"), kind="count", value=self._waited, shown=not known),
            Column("archive_number", N_("归档号"), order="archived"),
            Column("keeper", N_("保管人")),
            Column("place", N_("存放位置")),
            Column("retention", N_("保管期限")),
            Column("last_year", N_("期满年度"), kind="count", value=last_year),
            Column("state", N_("案件状态"), labels=CASE_STATES, shown=False),
            Column("bound_on", N_("装订日期"), kind="day", shown=False),
            Column("archived_on", N_("归档日期"), kind="day", shown=False),
            Column("lead", N_("承办人"), shown=False),
            Column("area_name", N_("区域"), shown=False),
        )
        super().__init__(select, *args, **more)

    def _waits(self, select, value):
        asked = {"archive": lambda: sa.and_(*UNKEPT), "late": lambda: sa.and_(*UNKEPT, past(self.terms, self.today)),
                 "over": lambda: _over(self.today)}
        return select.where(asked[value]() if value in asked else sa.false())

    def _waited(self, row):
        return (self.today - row.closed_on).days if row.closed_on and row.file_state != State.ARCHIVED else None

    @property
    def unknown(self):
        """What the page says where no table has the days: who must enter them."""
        said = N_("归档期限没有录入（归档和保管期限由本单位的保管期限表定），所以没有时限，只列结案后的天数")
        return None if self.terms else Message(said)


def files(user):
    """The list of the person's areas, as the address asks for it."""
    return Files(file_rows(user))
