"""Pages by keyset: the order of a list and what lies beyond a row of it. Knows columns and values, no page."""

from datetime import date, datetime

import sqlalchemy as sa


def direction(column):
    """(plain column, descending?)."""
    if isinstance(column, sa.UnaryExpression) and column.modifier in (sa.sql.operators.desc_op, sa.sql.operators.asc_op):
        return column.element, column.modifier is sa.sql.operators.desc_op
    return column, False


def ordered(columns, back=False):
    return [c.desc() if down is not back else c.asc() for c, down in columns]


def beyond(columns, values, back):
    """Rows after the place (before it when `back`). One direction: a row-wise comparison that an index can serve."""
    sides = [(c, sa.literal(v, c.type), down is not back) for (c, down), v in zip(columns, values, strict=True)]
    if len({down for *_, down in sides}) == 1:
        left, right = sa.tuple_(*(c for c, *_ in sides)), sa.tuple_(*(v for _, v, _ in sides))
        return left < right if sides[0][2] else left > right
    terms, same = [], sa.true()
    for column, value, down in sides:
        terms.append(sa.and_(same, column < value if down else column > value))
        same = sa.and_(same, column == value)
    column, value, down = sides[0]
    return sa.and_(column <= value if down else column >= value, sa.or_(*terms))


def typed(column, value):
    """A value of the mark as the column's type has it. ValueError: it cannot be."""
    if isinstance(column.type, sa.DateTime):
        return datetime.fromisoformat(value)
    if isinstance(column.type, sa.Date):
        return date.fromisoformat(value)
    if isinstance(column.type, sa.Integer):
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 2**63:
            raise ValueError(value)
        return value
    if not isinstance(value, str):
        raise ValueError(value)
    return value
