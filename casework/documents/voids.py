"""作废文书 — a number without a paper in force must be explained: every void one by body and year of issue, newest first."""

import sqlalchemy as sa

from casework.core.listing import Listing
from casework.core.matter import Matter
from casework.core.permissions import P, paths
from casework.documents.store import Printed, State
from casework.extensions import db

YEAR = sa.extract("year", Printed.issued_on)


def _area():
    """The class of areas, by way of the matter: this package names no feature."""
    return Matter.area.property.mapper.class_


def _body():
    return next(iter(Printed.__table__.c.body_id.foreign_keys)).column.table


def _seen(select, user):
    """Papers of matters in areas where the person may print."""
    Area, prefixes = _area(), paths(user, P.PAPER_PRINT)
    return (select.join(Matter, Matter.id == Printed.matter_id).join(Area, Area.id == Matter.area_id)
            .where(Printed.state == State.VOID, sa.or_(sa.false(), *(Area.path.like(prefix + "%") for prefix in prefixes))))


def papers(user):
    """Void papers within the person's areas, as Core rows."""
    by, bodies = Printed.by.property.mapper.class_, _body()
    return _seen(db.select(Printed.id, Printed.title, Printed.number, Printed.issued_on, Printed.voided_on, Printed.void_reason,
                           Matter.number.label("matter"), _area().name.label("area"), bodies.c.name.label("body"), by.name.label("by")),
                 user).outerjoin(bodies, bodies.c.id == Printed.body_id).outerjoin(by, by.id == Printed.by_id)


def choices(user):
    """([(id, name)] of bodies, years newest first) that have void papers the person may see."""
    bodies = _body()
    found = db.session.execute(_seen(db.select(bodies.c.id, bodies.c.name, YEAR.label("year")), user)
                               .outerjoin(bodies, bodies.c.id == Printed.body_id).distinct()).all()
    named = sorted({(row.id, row.name) for row in found if row.id is not None})
    return named, sorted({int(row.year) for row in found}, reverse=True)


def _whole(column):
    """A filter by a whole number; anything else finds nothing."""
    def narrowed(select, value):
        number = value.isascii() and value.isdecimal() and len(value) < 10
        return select.where(column == int(value) if number else sa.false())

    return narrowed


class Voids(Listing):
    filters = {
        "body": _whole(Printed.body_id), "year": _whole(YEAR),
        "number": lambda select, value: select.where(Printed.number.contains(value.strip(), autoescape=True)),
    }
    orders = {"newest": (Printed.voided_on.desc(), Printed.id.desc())}
    default = "newest"
