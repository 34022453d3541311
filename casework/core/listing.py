"""清单 — a query, its filters, order, columns and page, all in the address, declared in one class. Pages by keyset.

A list is a class and four lines of a view:

    class Employers(Listing):
        name = "parties.employers"                      # saved views belong to it
        title = N_("用人单位")
        filters = {"q": Filter(N_("名称或信用代码"), by_words), "area": Filter(N_("乡镇"), by_area, any=N_("全部乡镇"))}
        orders = {"name": (Employer.name, Employer.id)}  # ends in the id; no column of it may be empty (coalesce it)
        default = "name"
        columns = (Column("name", N_("名称"), css="cut", order="name"), Column("owed_fen", N_("尚欠（元）"), kind="fen"), …)
        views = (View(N_("全部"), {}), View(N_("本镇"), {"area": lambda user: user.home.code}))   # with counts, above the list

    listing = queries.Employers(queries.employer_rows(current_user), offers={"area": [(code, name), …]})
    return listing.answer("parties/index.html", readings=lambda rows: …)   # a function is called with the rows of the page

and its template, which writes only the cells that are more than their column says (`ui/list.html` writes the rest):

    {% import "ui/list.html" as lists with context %}
    {{ lists.top(listing) }}{% call(row, column) lists.table(listing, rows, own=("due",)) %}{{ clocks.tag(row) }}{% endcall %}

`as=xlsx`, `as=csv` and `as=print` in the address are the same filter as a file or on paper. A record's page finds the way
back with `place("parties.index", id)`. A bulk action's view asks
`Employers.chosen(queries.employer_rows(current_user))`.
"""

import base64
import json
from datetime import date, datetime
from functools import cached_property
from urllib.parse import parse_qsl, urlencode

import sqlalchemy as sa
from flask import current_app, render_template, request, url_for
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from casework.core import bulks, cells, clock, counts, keyset, places
from casework.core.columns import Column, Filter, View, since, until
from casework.core.errors import Refused
from casework.core.permissions import P, may
from casework.core.words import say
from casework.extensions import db
from casework.law.findings import N_, Message

__all__ = ["Column", "Filter", "Listing", "View", "since", "until"]

SIZES = (20, 50, 100)
MOST_PRINTED, MOST_CHOSEN = 2_000, 2_000
NOT_KEPT = ("after", "before", "as", "id", "all", "ticked")  # parts of the address that are no part of a view


class Listing:
    """One list. `select` is scoped and gives Core rows with an `id`; `args` is the address when none is given."""

    name = ""
    title = ""
    filters = {}
    orders = {}
    default = None
    columns = ()
    views = ()
    bulk = ()  # core.bulks.Bulk rows of the list itself; other features offer theirs there
    size = None  # rows of a page unless the address says otherwise; None: PAGE_SIZE
    lean, joined = None, frozenset()  # the list with no table but its own, for counting; filters that ask something of the others
    counts_to = 10_000  # larger counts are said as “over …”, so that a page never reads a million rows to count them
    export_permission = P.LIST_EXPORT

    def __init__(self, select, args=None, per_page=None, offers=None):
        args = request.args if args is None else args
        self.args = args if hasattr(args, "getlist") else MultiDict(args)
        self.base, self.offers = select, offers or {}
        self.asked = {k: v for k, v in self.args.items() if k in self.filters and self._value(k, v) is not None}
        self.unordered = self._ticked(self.filtered(select, self.asked))
        wanted = self.args.get("order", "")
        self.order = wanted if wanted.removeprefix("-") in self.orders else self.default
        self.file_kind = self.args.get("as") if self.args.get("as") in ("xlsx", "csv", "print") else None
        chosen = self.args.get("per", type=int)
        usual = self.size or current_app.config.get("PAGE_SIZE", 20)
        self.per_page = per_page or (MOST_PRINTED if self.printing else chosen if chosen in SIZES else usual)

    def _ticked(self, select):
        """Only the ticked rows, when some are named and not the whole filter."""
        ids = {int(id) for id in self.args.getlist("id") if id.isascii() and id.isdigit() and int(id) < 2**31}
        if "id" not in self.args or self.args.get("all"):
            return select
        return select.where(select.selected_columns["id"].in_(sorted(ids)[:MOST_CHOSEN + 1]))

    # ---- filters and views

    def _value(self, key, text):
        """What was asked as the filter wants it; None when it is nothing that can be asked."""
        text = (text or "").strip()
        if not text:
            return None
        if getattr(self.filters[key], "kind", "") == "day":
            try:
                return date.fromisoformat(text)
            except ValueError:
                return None
        return text

    def filtered(self, select, asked):
        for key, text in asked.items():
            text = text[0] if isinstance(text, list) else text  # a saved view's address
            if key in self.filters and (value := self._value(key, text)) is not None:
                question = self.filters[key]
                select = getattr(question, "apply", question)(select, value)
        return select

    def options(self, key):
        """[(code, words)] of a filter that is chosen from a list; None for a text box."""
        question = self.filters[key]
        if key in self.offers:
            return list(self.offers[key])
        return None if question.options is None else [(str(code), say(words)) for code, words in question.options.items()]

    def asked_words(self, key):
        """What was asked, for its chip: 状态：在办."""
        question, text = self.filters[key], self.asked[key]
        if question.say:
            return say(question.say(self._value(key, text)))
        options = self.options(key)
        words = dict(options).get(text, text) if options else text
        return say(Message(N_("{what}：{value}"), what=Message(question.label), value=words))

    @property
    def filter_line(self):
        """Every condition in one line, for paper and files."""
        return [self.asked_words(key) for key in self.asked if hasattr(self.filters[key], "label")]

    @property
    def count(self):  # no further than `counts_to` + 1
        return self._numbers[0]

    @property
    def counted_views(self):
        """[(words, count or None, url, current)]: the standard views, then those that people saved."""
        told = []
        for view, count in zip(self._offered, self._numbers[1], strict=True):
            told.append((say(view.words), count, self._address(view.query), self._same(view.query)))
        return told

    @cached_property
    def _offered(self):
        fixed = [View(v.words, v.of(current_user), v.counted) for v in self.views]
        return fixed + [View(v.name, v.asked) for v in self._saved]

    @cached_property
    def _saved(self):
        from casework.core import saved

        return saved.views(self.name, current_user) if self.name else []

    @property
    def own_views(self):
        """Saved views that this person may delete."""
        return [view for view in self._saved if view.user_id == current_user.id]

    @cached_property
    def _numbers(self):
        """(rows of this filter, [rows of each view])."""
        ticked = None if self.args.get("all") else tuple(self.args.getlist("id"))
        views = [(view.counted, view.query) for view in self._offered]
        return counts.once((type(self), counts.asked(self.base), repr(self.asked), repr(views), ticked), self._counted)

    def _counted(self):
        """The same in one statement."""
        asked = [self.filtered(self._lean(v.query), v.query) if v.counted else None for v in self._offered]
        selects = [self._ticked(self.filtered(self._lean(self.asked), self.asked)), *(s for s in asked if s is not None)]
        row = iter(db.session.execute(sa.select(*(self._counting(s) for s in selects))).one())
        return next(row), [next(row) if s is not None else None for s in asked]

    def _lean(self, query):
        """The list without what it only shows, where the filter asks nothing of that: counting then reads one table."""
        return self.base if self.lean is None or self.joined & query.keys() else self.lean

    def _counting(self, select):
        few = select.with_only_columns(sa.literal(1), maintain_column_froms=True).order_by(None).limit(self.counts_to + 1)
        return sa.select(sa.func.count()).select_from(few.subquery()).scalar_subquery()

    @property
    def query(self):
        """This filter, order and choice of columns as a view keeps it: a query string without the place in the pages."""
        return urlencode([(k, v) for k, v in self.args.items(multi=True) if v and k not in NOT_KEPT])

    def _same(self, query):
        """Is this the view that is shown? The search box does not count."""
        mine = {(k, v) for k, v in parse_qsl(self.query) if k not in ("q", "per")}
        return mine == {(k, str(v)) for k, v in _pairs(query) if k not in ("q", "per")}

    # ---- columns

    @cached_property
    def shown_columns(self):
        wanted = self.args.getlist("col")
        chosen = [c for c in self.columns if (c.key in wanted if wanted else c.shown)]
        return chosen or [c for c in self.columns if c.shown]

    # ---- the page

    @property
    def printing(self):
        return self.file_kind == "print"

    @property
    def rows(self):
        return self._page[0]

    @property
    def first(self):
        """The place of the page's first row in the whole list, from 1."""
        return self._page[1]

    @property
    def earlier(self):  # the address of the page before, or None
        return self.link(before=self._page[2]) if self._page[2] else None

    @property
    def later(self):
        return self.link(after=self._page[3]) if self._page[3] else None

    @property
    def page(self):
        return self.rows, self._page[3]  # and the mark of the next page

    @cached_property
    def _page(self):
        back = not self.args.get("after") and bool(self.args.get("before"))
        place = self._unmark(self.args.get("before" if back else "after"))
        columns = self._ordering()
        select = self._with_order_columns(self.unordered, columns)
        if place:
            select = select.where(keyset.beyond(columns, place[:-1], back))
        rows = db.session.execute(select.order_by(*keyset.ordered(columns, back)).limit(self.per_page + 1)).all()
        more = len(rows) > self.per_page
        rows = rows[: self.per_page]
        if back:
            rows.reverse()
            first = max(1, place[-1] - len(rows)) if place and more else 1
        else:
            first = place[-1] + 1 if place else 1
        earlier = rows and (more if back else bool(place))
        later = rows and (bool(place) if back else more)
        return (rows, first, self._mark(columns, rows[0], first) if earlier else None,
                self._mark(columns, rows[-1], first + len(rows) - 1) if later else None)

    def all(self):
        """Every row of the filter in its order, for files; streamed."""
        select = self.unordered.order_by(*keyset.ordered(self._ordering()))
        return db.session.execute(select.execution_options(yield_per=500))

    def _ordering(self):
        """[(column, descending)] of the order asked for."""
        turned = self.order.startswith("-")
        return [(c, down is not turned) for c, down in map(keyset.direction, self.orders[self.order.removeprefix("-")])]

    @staticmethod
    def _with_order_columns(select, columns):
        """The columns of the order under names of their own, as two tables may each have a `name`; a computed one is there."""
        return select.add_columns(*(c.label(f"order_{n}") for n, (c, _) in enumerate(columns) if not isinstance(c, sa.Label)))

    def _mark(self, columns, row, at):
        """The row's place in the order, and which row of the whole list it is."""
        values = [getattr(row, c.key if isinstance(c, sa.Label) else f"order_{n}") for n, (c, _) in enumerate(columns)]
        text = json.dumps([v.isoformat() if isinstance(v, (date, datetime)) else v for v in values] + [at], ensure_ascii=False)
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def _unmark(self, mark):
        if not mark:
            return None
        try:
            *values, at = json.loads(base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4)))
            columns = self._ordering()
            return [*(keyset.typed(c, v) for (c, _), v in zip(columns, values, strict=True)), max(0, min(int(at), 10**9))]
        except (ValueError, TypeError, RecursionError):
            return None

    # ---- addresses

    def link(self, **changes):
        """This list with another filter, order or page; None drops a part. A list of values stands several times."""
        kept = {k: self.args.getlist(k) for k in self.args if k not in NOT_KEPT and any(self.args.getlist(k))}
        return self._address(kept | changes)

    @cached_property
    def _here(self):
        return url_for(request.endpoint, **(request.view_args or {}))

    def _address(self, query):
        """This list's own address with this query; url_for would look for it two dozen times."""
        asked = urlencode([(key, value) for key, value in _pairs(query) if value is not None], safe="!$'()*,/:;?@")
        return f"{self._here}?{asked}" if asked else self._here

    def sort_link(self, key):
        return self.link(order=f"-{key}" if self.order == key else key)

    @property
    def clean(self):
        """This list without any condition."""
        return self.link(**dict.fromkeys(self.filters))

    # ---- answers

    def answer(self, template, **facts):
        """The page; or the file, when the address asks for one. Facts that are functions are asked with the rows."""
        if self.file_kind in ("xlsx", "csv"):
            from casework.core import export

            return export.answer(self, self.file_kind)
        places.keep()
        facts = {key: fact(self.rows) if callable(fact) else fact for key, fact in facts.items()}
        return render_template(template, listing=self, rows=self.rows, **facts)

    @property
    def exportable(self):
        return bool(self.columns) and may(current_user, self.export_permission)

    @property
    def bulks(self):
        """What this person may do to ticked rows."""
        return [one for one in (*self.bulk, *bulks.offered(self.name)) if may(current_user, one.permission)]

    @cached_property
    def ticked(self):
        """Ids, as texts, of the rows that were ticked when the person went to do something with them (core.bulking.back)."""
        return set(self.args.get("ticked", "").split("."))

    @classmethod
    def chosen(cls, select, form=None):
        """Ids of the ticked rows, or of every row of the filter, as far as `select` lets the person see them.

        The form of the list sends `id` once for each ticked row, or `all` together with the filter. Refused: nothing ticked,
        or too many.
        """
        form = request.form if form is None else form
        listing = cls(select, form if form.get("all") else MultiDict([("id", id) for id in form.getlist("id")]))
        if not form.get("all") and not form.getlist("id"):
            raise Refused(N_("请先在清单里勾选"))
        key = listing.unordered.selected_columns["id"]
        found = listing.unordered.with_only_columns(key, maintain_column_froms=True)
        ids = list(db.session.scalars(found.order_by(*keyset.ordered(listing._ordering())).limit(MOST_CHOSEN + 1)))
        if not ids:
            raise Refused(N_("请先在清单里勾选"))
        if len(ids) > MOST_CHOSEN:
            raise Refused(Message(N_("一次最多办 {most} 条，请缩小筛选"), most=MOST_CHOSEN))
        return ids


def _pairs(query):
    for key, value in query.items():
        for one in value if isinstance(value, (list, tuple)) else [value]:
            yield key, one


def init_app(app):
    app.jinja_env.globals.update(cells=cells, place=places.place, page_sizes=SIZES, now=lambda: clock.now())
