"""A migrated empty database equals the models: tables, columns, CHECKs, indexes and triggers, on both databases."""

import re

import sqlalchemy as sa

from casework.extensions import db


def test_migrations_equal_the_models(app, databases, tmp_path):
    with app.app_context():
        migrated = _shape(db.engine)
    blank = tmp_path / "blank"
    blank.mkdir()
    if databases.postgresql:
        other = databases.app(databases._fresh("models"), blank)
    else:
        other = databases.app(f"sqlite:///{blank / 'models.db'}", blank)
    with other.app_context():
        db.create_all()
        made = _shape(db.engine)
        db.engine.dispose()
    migrated.pop("alembic_version", None)
    assert migrated.keys() == made.keys()
    for name in made:
        assert migrated[name] == made[name], name


def _shape(engine):
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            rows = connection.execute(sa.text("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
            shape = {}
            for kind, name, table, sql in rows:
                shape.setdefault(table, set()).add((kind, name, _lines(sql)))
            return shape
        shape = {}
        columns = connection.execute(sa.text(
            "SELECT table_name, column_name, data_type, is_nullable, character_maximum_length, column_default "
            "FROM information_schema.columns WHERE table_schema = 'public'"))
        for table, *rest in columns:
            shape.setdefault(table, set()).add(tuple(map(str, rest)))
        for table, definition in connection.execute(sa.text(
            "SELECT conrelid::regclass::text, conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE connamespace = 'public'::regnamespace AND conrelid <> 0")):
            shape[table.strip('"')].add(definition)
        for table, definition in connection.execute(sa.text(
            "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'")):
            shape[table].add(definition)
        for table, name in connection.execute(sa.text(
            "SELECT event_object_table, trigger_name FROM information_schema.triggers")):
            shape[table].add(name)
        return shape


def _lines(sql):
    """A CREATE TABLE as a set of its parts: their order is Alembic's own."""
    body = re.sub(r"\s+", " ", sql).strip()
    inside = body[body.index("(") + 1: body.rindex(")")] if "(" in body else body
    parts, depth, part = [], 0, ""
    for letter in inside:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            parts.append(part.strip())
            part = ""
        else:
            part += letter
    return frozenset([*parts, part.strip()])
