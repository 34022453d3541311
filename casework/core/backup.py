"""备份 — one archive with the database and the files and a manifest of hashes; the keys in a second file, never in it.

The database first, the files after: files are kept under their hash and never removed, so whatever the snapshot of the
database names is there. SQLite is copied by its online backup; PostgreSQL is read in one REPEATABLE READ transaction
and kept as lines of JSON, so that no pg_dump is needed.
"""

import base64
import hashlib
import io
import json
import os
import re
import sqlite3
import tarfile
import tempfile
import zlib
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import sqlalchemy as sa
from flask import current_app

from casework.core import clock, files
from casework.core.errors import Refused
from casework.extensions import db
from casework.law.findings import N_, Message

FORMAT = 1
SQLITE, ROWS, MANIFEST = "database.sqlite", "database.jsonl", "manifest.json"
FILE = re.compile(r"files/([0-9a-f]{2})/(\1[0-9a-f]{62})")
CHUNK = 1 << 20


def create(out: Path, keys: Path | None = None):
    """Write the archive and, beside it, FILE.keys (0600). Answers the manifest. Refused when a file is already there."""
    keys = keys or Path(f"{out}.keys")
    for path in (out, keys):
        if path.exists():
            raise Refused(Message(N_("{file} 已存在，换一个文件名"), file=str(path)))
    manifest = {"format": FORMAT, "made_at": clock.now().isoformat(), "dialect": db.engine.dialect.name, "members": {}}
    descriptor, part = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")  # mkstemp: readable by the owner only
    os.close(descriptor)
    try:
        with tempfile.TemporaryDirectory(dir=out.parent) as scratch, tarfile.open(part, "w:gz", compresslevel=1) as archive:
            database = Path(scratch) / (SQLITE if manifest["dialect"] == "sqlite" else ROWS)
            manifest["revision"], manifest["rows"] = _copy(database)
            _add(archive, manifest, database, database.name)
            for path in sorted(files.folder().glob("??/*")):
                if FILE.fullmatch(name := f"files/{path.parent.name}/{path.name}"):
                    _add(archive, manifest, path, name)
            text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
            entry = tarfile.TarInfo(MANIFEST)
            entry.size = len(text)
            archive.addfile(entry, io.BytesIO(text))
        verify(Path(part))
        with os.fdopen(os.open(keys, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(_keys())
        os.replace(part, out)
    finally:
        Path(part).unlink(missing_ok=True)
    return manifest


def _keys():
    """The secrets this instance works with, wherever they came from."""
    kept = Path(current_app.instance_path) / "keys" / "data.json"
    return json.dumps({"secret": current_app.config["SECRET_KEY"], "data": current_app.config.get("KEYS") or kept.read_text()})


def _add(archive, manifest, path, name):
    manifest["members"][name] = {"sha256": digest(path), "size": path.stat().st_size}
    archive.add(path, name, recursive=False, filter=_plain)


def _plain(entry):
    entry.mode, entry.uid, entry.gid, entry.uname, entry.gname = 0o600, 0, 0, "", ""
    return entry


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy(target):
    """(revision of the migrations, {table: rows}) of a consistent copy of the database."""
    if target.name == SQLITE:
        with sqlite3.connect(db.engine.url.database) as source, sqlite3.connect(target) as copy:
            source.backup(copy)
        return _count(target)
    rows, engine = {}, db.engine.execution_options(isolation_level="REPEATABLE READ")
    with engine.connect() as connection, open(target, "w", encoding="utf-8") as out:
        tables = _tables(connection)
        for table in tables.sorted_tables:
            rows[table.name] = 0
            columns = [c for c in table.columns if c.computed is None]
            select = sa.select(*columns).order_by(*table.primary_key.columns).execution_options(yield_per=2000)
            for row in connection.execute(select):
                out.write(json.dumps([table.name, [_out(v, c) for v, c in zip(row, columns, strict=True)]], ensure_ascii=False))
                out.write("\n")
                rows[table.name] += 1
        return connection.scalar(sa.text("SELECT version_num FROM alembic_version")), rows


def _tables(connection):
    tables = sa.MetaData()
    tables.reflect(connection)
    for table in tables.tables.values():
        for column in table.columns:
            if isinstance(column.type, sa.JSON):
                column.type.none_as_null = True
    return tables


def _out(value, column):
    if isinstance(column.type, sa.JSON) and value is not None:
        return {"json": value}
    if isinstance(value, (datetime, date)):
        return {"datetime" if isinstance(value, datetime) else "date": value.isoformat()}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    return {"bytes": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


READERS = {"json": lambda v: v, "datetime": datetime.fromisoformat, "date": date.fromisoformat, "decimal": Decimal,
           "bytes": base64.b64decode}


def _back(value):
    if isinstance(value, dict):
        ((kind, text),) = value.items()
        return READERS[kind](text)
    return value


def _count(path):
    """(revision, rows of every table) of a SQLite copy that opens and is whole, else Refused."""
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as copy:
            if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise sqlite3.DatabaseError
            names = [name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
            rows = {name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
            return copy.execute("SELECT version_num FROM alembic_version").fetchone()[0], rows
    except sqlite3.DatabaseError:
        raise Refused(N_("备份里的数据库打不开")) from None


# ---- reading one again

def verify(path: Path, into: Path | None = None):
    """The manifest of an archive in which every hash is right and the database opens; else Refused with what is wrong.

    `into`: a folder in which what was checked is left.
    """
    with tempfile.TemporaryDirectory(dir=path.parent) as scratch:
        folder, found = into or Path(scratch), {}
        try:
            with tarfile.open(path, "r:gz") as archive:
                for entry in archive:
                    if not entry.isfile() or not (entry.name in (SQLITE, ROWS, MANIFEST) or FILE.fullmatch(entry.name)):
                        raise Refused(Message(N_("备份里有不认识的 {name}"), name=entry.name[:80]))
                    target = folder / entry.name
                    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                    with open(target, "wb") as file, archive.extractfile(entry) as source:
                        while data := source.read(CHUNK):
                            file.write(data)
                    found[entry.name] = {"sha256": digest(target), "size": target.stat().st_size}
                    if FILE.fullmatch(entry.name) and into is None:
                        target.unlink()
        except (tarfile.TarError, zlib.error, OSError, EOFError):
            raise Refused(N_("备份文件不完整或不是备份")) from None
        return _judged(folder, found)


def _judged(folder, found):
    if found.pop(MANIFEST, None) is None:
        raise Refused(N_("备份文件不完整或不是备份"))
    manifest = json.loads((folder / MANIFEST).read_text())
    if manifest.get("format") != FORMAT:
        raise Refused(N_("这份备份是别的版本做的"))
    for name in sorted(manifest["members"].keys() | found.keys()):
        if manifest["members"].get(name) != found.get(name):
            raise Refused(Message(N_("备份里的 {name} 与清单不符"), name=name))
    for name in found:
        if (file := FILE.fullmatch(name)) and file[2] != found[name]["sha256"]:
            raise Refused(Message(N_("备份里的 {name} 与清单不符"), name=name))
    rows = _count(folder / SQLITE)[1] if SQLITE in found else _lines(folder / ROWS)
    if any(rows.get(name, 0) != n for name, n in manifest["rows"].items()):
        raise Refused(N_("备份里的数据库少了行"))
    return manifest


def _lines(path):
    rows = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            name = json.loads(line)[0]
            rows[name] = rows.get(name, 0) + 1
    return rows


def restore(path: Path, keys: Path | None = None, force=False):
    """Put a verified backup into an empty instance. `force` replaces what is there. The keys come from FILE.keys."""
    keys, instance = keys or Path(f"{path}.keys"), Path(current_app.instance_path)
    if not force and not _empty():
        raise Refused(N_("这里已有数据，没有恢复；确要覆盖请加 --force"))
    if not keys.exists():
        raise Refused(Message(N_("没有密钥文件 {file}；没有密钥，备份里的证件号码读不出来"), file=str(keys)))
    secrets = json.loads(keys.read_text())
    with tempfile.TemporaryDirectory(dir=instance) as scratch:
        manifest = verify(path, Path(scratch))
        if manifest["dialect"] != db.engine.dialect.name:
            raise Refused(Message(N_("备份来自 {its}，这里是 {ours}，不能恢复"), its=manifest["dialect"], ours=db.engine.dialect.name))
        _put_sqlite(Path(scratch)) if manifest["dialect"] == "sqlite" else _put_rows(Path(scratch), manifest)
        for name in manifest["members"]:
            if FILE.fullmatch(name):
                target = instance / name
                target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                os.replace(Path(scratch) / name, target)
    (instance / "keys").mkdir(exist_ok=True, mode=0o700)
    for name, text in (("secret", secrets["secret"]), ("data.json", secrets["data"])):
        with os.fdopen(os.open(instance / "keys" / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(text)
    return manifest


def _empty():
    with db.engine.connect() as connection:
        if not sa.inspect(connection).has_table("user"):
            return True
        return connection.scalar(sa.text('SELECT count(*) FROM "user"')) == 0


def _put_sqlite(folder):
    target = db.engine.url.database
    db.session.remove()
    db.engine.dispose()
    for tail in ("-wal", "-shm"):
        Path(target + tail).unlink(missing_ok=True)
    os.replace(folder / SQLITE, target)


def _put_rows(folder, manifest):
    """The tables as the migrations of the backup's time make them, then its rows; later migrations follow by db upgrade."""
    from flask_migrate import upgrade

    db.session.remove()
    with db.engine.begin() as connection:
        connection.execute(sa.text("DROP SCHEMA public CASCADE"))
        connection.execute(sa.text("CREATE SCHEMA public"))
    upgrade(revision=manifest["revision"])
    with db.engine.begin() as connection:
        tables = _tables(connection)
        connection.execute(tables.tables["alembic_version"].delete())
        waiting, name = [], None
        with open(folder / ROWS, encoding="utf-8") as file:
            for line in file:
                table, values = json.loads(line)
                if waiting and (table != name or len(waiting) == 1000):
                    connection.execute(tables.tables[name].insert(), waiting)
                    waiting = []
                name, columns = table, [c.name for c in tables.tables[table].columns if c.computed is None]
                waiting.append(dict(zip(columns, map(_back, values), strict=True)))
        if waiting:
            connection.execute(tables.tables[name].insert(), waiting)
        for table in tables.sorted_tables:
            if "id" in table.columns and connection.scalar(sa.select(sa.func.pg_get_serial_sequence(f'"{table.name}"', "id"))):
                connection.execute(sa.text(
                    f"SELECT setval(pg_get_serial_sequence('\"{table.name}\"', 'id'), "
                    f'coalesce((SELECT max(id) FROM "{table.name}"), 1), EXISTS (SELECT 1 FROM "{table.name}"))'))
