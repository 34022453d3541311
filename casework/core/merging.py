"""合并的走法 — the walk over everything that points at one of two records that become one, and the list that gives it back.

Which records those are, who may merge them and what stays behind, each feature says. Here is only what they share: which
columns point there, which rows a UNIQUE would not let stand beside the other's, and how a column that was set is set back.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import sqlalchemy as sa

from casework.extensions import db


def pointing(tables, taken=lambda model: True):
    """[(class, attribute)] of every foreign key to one of these tables, in the order of their names; `taken` says of which classes.
    A key that is also the row's own id (a case is a matter) is no pointer."""
    models = {mapper.local_table: mapper.class_ for mapper in db.Model.registry.mappers}
    found = []
    for table in db.metadata.tables.values():
        for column in table.columns:
            if not column.primary_key and any(key.column.table in tables for key in column.foreign_keys) and taken(models[table]):
                found.append((models[table], sa.inspect(models[table]).get_property_by_column(column).key))
    return sorted(found, key=lambda pair: (pair[0].__name__, pair[1]))


def rows(model, column, id):
    """The rows of a class whose column points at this id, in their order."""
    return db.session.scalars(db.select(model).where(getattr(model, column) == id).order_by(model.id)).all()


@dataclass
class Step:
    """One column of the walk: `rows` point at the part, `theirs` at the survivor; `name` is what a merge calls the column."""

    model: type
    column: str
    part_id: int
    survivor_id: int

    @property
    def name(self):
        return named(self.model, self.column)

    @cached_property
    def rows(self):
        return rows(self.model, self.column, self.part_id)

    @cached_property
    def theirs(self):
        return rows(self.model, self.column, self.survivor_id)

    @cached_property
    def twins(self):
        """Ids of rows that a UNIQUE of their table would not let stand beside the survivor's."""
        found = set()
        for keys in uniques(self.model):
            if self.column in keys and self.rows:
                others = [key for key in keys if key != self.column]
                taken = {tuple(getattr(row, key) for key in others) for row in self.theirs}
                found |= {row.id for row in self.rows if None not in (key := tuple(getattr(row, k) for k in others)) and key in taken}
        return found

    def go(self, going):
        """These rows point at the survivor from now on."""
        for row in going:
            setattr(row, self.column, self.survivor_id)


def walk(columns, part_id, survivor_id):
    """A Step for each (class, attribute) of `pointing`."""
    return (Step(model, column, part_id, survivor_id) for model, column in columns)


def named(model, column):
    """How a merge calls a column in what it keeps."""
    return f"{model.__name__}.{column}"


def uniques(model):
    """[[attributes]] of which a table holds no two rows alike."""
    table = model.__table__
    found = [constraint.columns for constraint in table.constraints if isinstance(constraint, sa.UniqueConstraint)]
    found += [index.columns for index in table.indexes if index.unique]
    return [[column.key for column in columns] for columns in found]


class Changes:
    """Sets columns and remembers what stood there: `made` is [[…who, column, old, new]] in the order in which it was done, where
    `who(record)` is how the merge finds the record again."""

    def __init__(self, who):
        self.who, self.made = who, []

    def set(self, record, column, value):
        if getattr(record, column) != value:
            self.note(record, column, getattr(record, column), value)
            setattr(record, column, value)

    def note(self, record, column, old, value):
        """A change that something else makes, or has made."""
        self.made.append([*self.who(record), column, plain(old), plain(value)])


def give_back(made, find):
    """Read `made` backwards: each column is what it was, but for what others have changed since. find(…who) -> record or None."""
    for *who, column, old, new in reversed(made):
        record = find(*who)
        if record is not None and plain(getattr(record, column)) == new:
            setattr(record, column, typed(record, column, old))


def plain(value):
    """A value as JSON keeps it."""
    return value.isoformat() if isinstance(value, date) else value


def typed(record, column, value):
    """The value that `plain` made of it, as the column holds it."""
    kind = sa.inspect(type(record)).columns[column].type
    if value is not None and isinstance(kind, sa.Date):
        return date.fromisoformat(value)
    return kind.enum_class(value) if value is not None and isinstance(kind, sa.Enum) and kind.enum_class else value
