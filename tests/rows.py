"""A PostgreSQL database as a test found it: its rows put back, which costs a twentieth of copying its thousand files."""

import psycopg
from psycopg import sql

SHAPE = """SELECT sum(hashtextextended(concat(c.oid, ' ', c.xmin), 0)) FROM (
    SELECT oid, xmin FROM pg_class UNION ALL SELECT oid, xmin FROM pg_trigger UNION ALL SELECT oid, xmin FROM pg_constraint
    UNION ALL SELECT oid, xmin FROM pg_proc WHERE oid > 16000 UNION ALL SELECT attrelid, xmin FROM pg_attribute WHERE attrelid > 16000) c"""
OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
EMPTY = """DO $$ DECLARE one text; BEGIN
    FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP EXECUTE format('DELETE FROM public.%I', one); END LOOP;
END $$"""


def read(address):
    """(shape of the database, {table: its rows}, [(sequence, where it stands)]) of the fresh database at an address."""
    with psycopg.connect(address) as link:
        tables = [name for (name,) in link.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        rows = {}
        for name in tables:
            with link.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(name))) as out:
                if data := b"".join(out):
                    rows[name] = data
        stand = link.execute("SELECT schemaname || '.' || sequencename, last_value FROM pg_sequences").fetchall()
        return link.execute(SHAPE).fetchone(), rows, stand


def put_back(address, found):
    """Whether the database at an address is again as `read` found it. False: a test has changed more than rows."""
    shape, rows, stand = found
    try:
        with psycopg.connect(address) as link:
            link.execute(OTHERS)
            link.execute("SET lock_timeout = '5s'; SET session_replication_role = replica")  # no trigger, no foreign key
            if link.execute(SHAPE).fetchone() != shape:
                return False
            link.execute(EMPTY)
            for name, data in rows.items():
                with link.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(name))) as to:
                    to.write(data)
            for name, last in stand:
                link.execute("SELECT setval(%s, coalesce(%s, 1), %s)", (name, last, last is not None))
        return True
    except psycopg.Error:
        return False
