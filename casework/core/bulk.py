"""Many rows of one table at once: compiled once, bound by hand, handed to the driver as they are. For the bulk doors only.

SQLAlchemy's own way costs four times as much for each row, most of it for ids that come back one by one; here the ids are
taken first. Rows carry every column that has no default in the database.
"""

import gc
from contextlib import contextmanager

import sqlalchemy as sa

ROOM = 48 * 1024  # KB of pages that SQLite keeps at hand: indexes of a large import otherwise go to the disk and back


@contextmanager
def many(whole=True):
    """While a hundred thousand rows are made, Python looks less often for what nobody needs any more: it went through all that is
    still needed, a fifth of the time of an import. `whole`: what was there before is left out, which takes a moment by itself."""
    usual = gc.get_threshold()
    if whole:
        gc.collect()
        gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        if whole:
            gc.unfreeze()


def room(connection):
    """Give a connection the memory for many rows; only ever as much as is used."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size = -{ROOM}")


def ids(connection, table, n):
    """`n` ids for new rows of a table, in order. On SQLite the writer holds the gate, on PostgreSQL the sequence gives them."""
    if connection.dialect.name == "postgresql":
        sequence = sa.func.pg_get_serial_sequence(table.name, "id")
        many = sa.select(sa.func.nextval(sequence)).select_from(sa.func.generate_series(1, n))
        return list(connection.execute(many).scalars())
    last = connection.execute(sa.select(sa.func.coalesce(sa.func.max(table.c.id), 0))).scalar()
    return list(range(last + 1, last + n + 1))


def insert(connection, table, rows):
    """Insert dicts that all have the keys of the first one."""
    if not rows:
        return
    names, dialect = list(rows[0]), connection.dialect
    compiled = sa.insert(table).compile(dialect=dialect, column_keys=names)
    bind = {name: table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names}
    columns = {name: [row[name] for row in rows] if bind[name] is None else _bound(bind[name], [row[name] for row in rows])
               for name in names}
    if compiled.positional:
        ready = list(zip(*(columns[name] for name in compiled.positiontup), strict=True))
    else:
        ready = [dict(zip(names, values, strict=True)) for values in zip(*(columns[name] for name in names), strict=True)]
    connection.exec_driver_sql(str(compiled), ready)


def _bound(process, values):
    """The values as the driver takes them; what stands there many times is prepared once."""
    try:
        found = set(values)
    except TypeError:  # a dict or list is nobody's key
        return [process(value) for value in values]
    if len(found) * 2 > len(values):
        return [process(value) for value in values]
    ready = {value: process(value) for value in found}
    return [ready[value] for value in values]
