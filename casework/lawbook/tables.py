"""法定数据 — what is known for a place on a day, the rows behind it with their history, and what is missing. Reads only."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from flask import abort, current_app

from casework.accounts.models import Level
from casework.core import calendar
from casework.core.calendar import LawTableRow
from casework.extensions import db
from casework.law import clauses
from casework.law.findings import N_, Message
from casework.law.gaps import gaps
from casework.law.tables import Row, around, seed
from casework.law.tables.kinds import KINDS
from casework.lawbook import places, words


@dataclass(frozen=True)
class Figure:
    """What a kind says in a place on a day. `row`: None while it is missing; `from_key`: whose row it is."""

    kind: object
    row: Row | None
    said: list
    from_key: str | None = None


def figures(area, on):
    """[Figure] of every kind for an area; the minimum wage of a tier is told with the tier."""
    tables, place = calendar.tables(), places.key_of(area)
    return [figure(kind, tables, place, on) for kind in KINDS.values()]


def figure(kind, tables, place, on):
    if kind.key == "tier":
        return _tiers(kind, tables, place, on)
    row = tables.row(kind.name, place, on)
    told = words.said(kind, row.value) if row else []
    if kind.name == "minimum_wage_tier" and (wage := tables.minimum_wage(place, on)):
        told += words.said(KINDS[wage.table], wage.value)
        row = row or wage
    return Figure(kind, row, told, row and row.key)


def _tiers(kind, tables, place, on):
    """The rows of all tiers of the nearest place that has some; the latest stands for all."""
    for key in around(place):
        held = sorted((k, next((row for row in rows if row.holds(on)), None)) for (table, k), rows in tables.rows.items()
                      if table == kind.name and k.startswith(f"{key}/"))
        if held := [(k, row) for k, row in held if row]:
            told = [(Message(N_("第 {n} 档"), n=k.partition("/")[2]), words.said(kind, row.value)[0][1]) for k, row in held]
            return Figure(kind, max((row for _, row in held), key=lambda row: (row.confirm, row.from_on)), told, key)
    return Figure(kind, None, [])


@dataclass(frozen=True)
class Line:
    """One row of a kind. state: confirmed, unconfirmed, replaced (a shipped row under an office's own), withdrawn.
    `stored`: the LawTableRow, None for what came with the program; `now`: it is what holds today for its key."""

    key: str
    place: object
    from_on: date
    said: list
    source: str
    state: str
    stored: LawTableRow | None
    now: bool


def lines(kind, known, on):
    """[Line] of a kind for the places of a person (`known`), by place, the latest day first; withdrawn ones last."""
    near = {key for area in known for key in around(places.key_of(area))}
    found = []
    people = [sa.orm.joinedload(one) for one in (LawTableRow.entered_by, LawTableRow.confirmed_by, LawTableRow.withdrawn_by)]
    for row in db.session.scalars(db.select(LawTableRow).where(LawTableRow.table == kind.name).options(*people)
                                  .order_by(LawTableRow.from_on.desc(), LawTableRow.id.desc())):
        if row.key.split("/")[0] in near and calendar.readable(row):
            state = "withdrawn" if row.withdrawn_on else "unconfirmed" if row.confirm else "confirmed"
            found.append((row.key, row.from_on, kind.read(row.value), row.source, state, row, None))
    own = {(key, day) for key, day, _, _, state, _, _ in found if state != "withdrawn"}
    for (table, key), rows in seed().rows.items():
        if table == kind.name and key.split("/")[0] in near:
            found += [(key, row.from_on, row.value, row.source, "replaced" if (key, row.from_on) in own else
                       "unconfirmed" if row.confirm else "confirmed", None, row.until) for row in rows]
    holds = {}
    for key, day, _, _, state, _, until in found:
        if state not in ("withdrawn", "replaced") and day <= on and (until is None or on <= until):
            holds[key] = max(holds.get(key, day), day)
    found.sort(key=lambda one: (one[4] == "withdrawn", one[0] == "*", one[0], -one[1].toordinal()))
    return [Line(key, _place(key, known), day, words.said(kind, parsed), source, state, stored,
                 state not in ("withdrawn", "replaced") and holds.get(key) == day)
            for key, day, parsed, source, state, stored, _ in found]


def _place(key, known):
    place, _, tier = key.partition("/")
    if tier:
        return Message(N_("{place}第 {n} 档"), place=places.name(place, known), n=int(tier) if tier.isdecimal() else tier)
    return places.name(place, known)


def row(id, known):
    """A stored row of these places, or 404."""
    found = db.get_or_404(LawTableRow, id)
    near = {key for area in known for key in around(places.key_of(area))}
    return found if found.table in KINDS and found.key.split("/")[0] in near else abort(404)


def inherited(kind, known, on):
    """[(area, Figure)] of the places in which the kind is asked for: counties, or townships where it is theirs."""
    if kind.key != "place" or kind.level in ("national", "province"):
        return []
    levels = {"city": (Level.CITY, Level.COUNTY), "township": (Level.COUNTY, Level.TOWNSHIP)}.get(kind.level, (Level.COUNTY,))
    tables = calendar.tables()
    return [(area, figure(kind, tables, places.key_of(area), on)) for area in known if area.level in levels][:200]


# ---- what is missing

@dataclass(frozen=True)
class Missing:
    """Something that nobody has entered. areas: where it lacks, none of them meaning everywhere; depends: [(id, articles)]."""

    gap: object
    areas: list
    depends: list


def missing(known, on):
    """[Missing] for the places of a person (`known`), each thing once, in the order of the tables."""
    tables, book, found = calendar.tables(), clauses.every(), {}
    asked = [area for area in known if area.level in (Level.COUNTY, Level.TOWNSHIP)] or known
    for area in asked:
        for gap in gaps(tables, places.key_of(area), on):
            if _level(gap) != "township" or area.level == Level.TOWNSHIP:
                found.setdefault((gap.table, gap.key), (gap, []))[1].append(area)
    return [Missing(gap, _where(_level(gap), areas), [(id, _articles(book.get(id, ()))) for id in gap.ids])
            for gap, areas in found.values()]


def count_missing(user, on):
    """How many things lack for a person; kept by the process while neither the tables nor the day change."""
    tables, kept = calendar.tables(), current_app.extensions.get("casework.missing")
    if kept is None or kept[0] is not tables or kept[1] != on:
        kept = current_app.extensions["casework.missing"] = tables, on, {}
    mine = tuple(sorted(post.path for post in user.posts_in_force))
    if mine not in kept[2]:
        kept[2][mine] = len(missing(places.areas(user), on))
    return kept[2][mine]


def _level(gap):
    return KINDS[gap.table].level if gap.table in KINDS else "national"


def _where(level, areas):
    """A county's or a township's figure lacks in each of them; any other lacks once."""
    return [area for area in areas if area.level == level] if level in ("county", "township") else []


def _articles(entries):
    return list(dict.fromkeys(str(one) for entry in entries for one in entry.basis))[:2]
