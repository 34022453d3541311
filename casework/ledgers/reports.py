"""历史台账 in the report of cases: rows of old ledgers by the same question, in a table of their own. They are no cases: they have one
amount, no state and no source, and are never added to what the register says."""

from calendar import monthrange
from datetime import date

import sqlalchemy as sa
from flask import url_for

from casework.accounts.models import Area
from casework.arrears import reports
from casework.arrears.figures import total
from casework.core.permissions import P, may
from casework.extensions import db
from casework.law.findings import N_, Message
from casework.ledgers import queries
from casework.ledgers.models import OldCase

TITLE, SHOWN = N_("历史台账"), 50
ONE_AMOUNT = N_("旧台账只有一个金额，不分主张、认定和已付；没有写人数的 {people} 件、没有写金额的 {amount} 件按 0 计。")
NO_SUCH = N_("旧台账没有状态和来源，按这些条件筛选时不列。")
MONTH = sa.cast(sa.extract("year", OldCase.received_on) * 100 + sa.extract("month", OldCase.received_on), sa.Integer)
BY = {  # what the report is by: key and name of a group
    "employer": (OldCase.name_key, OldCase.name), "area": (Area.code, Area.name), "month": (MONTH, MONTH),
    "channel": (sa.literal(""), sa.literal("")),
}
SAME = ("q", "area", "employer", "from", "to")  # conditions of the report that a row of a ledger can answer


def beside(report, user):
    """The Beside of a report; None where the person sees no old ledger that fits."""
    if not may(user, P.CASE_VIEW):
        return None
    asked = {key: value for key, value in report.asked.items() if key in SAME}
    listed = queries.OldCases(queries.old_rows(user), asked)
    if "channel" in report.asked or report.asked.get("state") not in (None, "apart"):
        there = db.session.scalar(db.select(sa.exists().where(OldCase.id.in_(_ids(listed)))))
        return reports.Beside(TITLE, [], (0, 0, 0), 0, url_for("ledgers.index", **asked), (NO_SUCH,)) if there else None
    key, name = BY[report.by]
    groups = _sums(listed, key.label("key"), sa.func.max(name).label("name"), by=key)
    if not groups:
        return None
    count, people, fen, no_people, no_amount = (sum(int(group[n]) for group in groups) for n in range(2, 7))
    order = (lambda group: group[0] or 0) if report.by == "month" else (lambda group: (-group[4], -group[2], group[1]))
    rows = [(*_said(report.by, group[0], group[1], asked), *map(int, group[2:5])) for group in sorted(groups, key=order)[:SHOWN]]
    return reports.Beside(TITLE, rows, (count, people, fen), len(groups), url_for("ledgers.index", **asked),
                          (Message(ONE_AMOUNT, people=no_people, amount=no_amount),))


def _ids(listed):
    return listed.unordered.with_only_columns(OldCase.id, maintain_column_froms=True).order_by(None)


def _sums(listed, *columns, by):
    """One row for each group: `columns`, rows, people, fen, rows without people, rows without an amount."""
    lacking = [sa.func.count() - sa.func.count(column) for column in (OldCase.people, OldCase.amount_fen)]
    select = db.select(*columns, sa.func.count(), total(OldCase.people), total(OldCase.amount_fen), *lacking)
    select = select.select_from(OldCase).join(Area, Area.id == OldCase.area_id).where(OldCase.id.in_(_ids(listed)))
    return db.session.execute(select.group_by(by)).all()


def _said(by, key, name, asked):
    """(words, address of the list of these rows) of a group."""
    if by == "month":
        if key is None:
            return N_("没有日期"), url_for("ledgers.index", **asked | {"undated": "1"})
        year, month = divmod(int(key), 100)
        first, last = date(year, month, 1).isoformat(), date(year, month, monthrange(year, month)[1]).isoformat()
        within = {"from": max(first, asked.get("from", "")), "to": min(last, asked.get("to", "9999-12-31"))}
        return f"{year}-{month:02d}", url_for("ledgers.index", **asked | within)
    if by == "channel":
        return N_("没有记来源"), url_for("ledgers.index", **asked)
    return name, url_for("ledgers.index", **asked | {"name" if by == "employer" else "area": key})


reports.BESIDE.append(beside)
