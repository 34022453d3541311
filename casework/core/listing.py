"""清单 — a query, its filters, its order and its page, all in the address, declared in one class. Pages by keyset."""

import base64
import json
from datetime import date

import sqlalchemy as sa
from flask import current_app, request, url_for

from casework.extensions import db


class Listing:
    """`filters`: name -> function(select, value); `orders`: name -> columns ending in the id; rows are Core rows."""

    filters = {}
    orders = {}
    default = None

    def __init__(self, select, args=None, per_page=None):
        self.args = request.args if args is None else args
        self.asked = {k: v for k, v in self.args.items() if k in self.filters and v}
        for name, value in self.asked.items():
            select = self.filters[name](select, value)
        self.unordered = select
        self.order = self.args.get("order") if self.args.get("order") in self.orders else self.default
        self.per_page = per_page or current_app.config.get("PAGE_SIZE", 20)

    @property
    def count(self):
        return db.session.scalar(sa.select(sa.func.count()).select_from(self.unordered.order_by(None).subquery()))

    @property
    def page(self):
        """(rows, mark of the next page or None)."""
        columns = self.orders[self.order]
        select = self.unordered.order_by(*columns)
        if mark := self.args.get("after"):
            select = select.where(self._beyond(columns, mark))
        rows = db.session.execute(select.limit(self.per_page + 1)).all()
        more = len(rows) > self.per_page
        rows = rows[: self.per_page]
        return rows, (self._mark(columns, rows[-1]) if more else None)

    def all(self):
        """Every row of the filter, for exports and print; streamed."""
        return db.session.execute(self.unordered.order_by(*self.orders[self.order]).execution_options(yield_per=500))

    def link(self, **changes):
        """This list with other filter, order or page; None drops a part."""
        kept = {k: v for k, v in self.args.items() if v and k != "after"} | changes
        return url_for(request.endpoint, **(request.view_args or {}), **{k: v for k, v in kept.items() if v is not None})

    @staticmethod
    def _plain(column):
        return column.element if isinstance(column, sa.UnaryExpression) else column

    def _beyond(self, columns, mark):
        """Rows after the mark: a row-wise comparison that respects each column's direction; NULLs come last."""
        try:
            values = json.loads(base64.urlsafe_b64decode(mark.encode()))
            values = [self._typed(self._plain(c), v) for c, v in zip(columns, values, strict=True)]
        except (ValueError, TypeError):
            return sa.true()
        terms, same = [], sa.true()
        for column, value in zip(columns, values, strict=True):
            plain = self._plain(column)
            descending = getattr(column, "modifier", None) is sa.sql.operators.desc_op
            terms.append(sa.and_(same, plain < value if descending else plain > value))
            same = sa.and_(same, plain == value)
        return sa.or_(*terms)

    @staticmethod
    def _typed(column, value):
        return date.fromisoformat(value) if isinstance(column.type, sa.Date) and value else value

    def _mark(self, columns, row):
        names = [self._plain(c).key for c in columns]
        values = [getattr(row, name) for name in names]
        text = json.dumps([v.isoformat() if isinstance(v, date) else v for v in values])
        return base64.urlsafe_b64encode(text.encode()).decode()
