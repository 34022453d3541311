"""A backup is made while the program runs, says when it is damaged, and becomes the same instance elsewhere."""

import io
import json
import tarfile

import pytest
import sqlalchemy as sa

from casework.core import audit
from casework.extensions import db
from tests.browser import Browser
from tests.features.test_access import dump
from tests.features.test_pages import photo
from tests.sheets import identity


@pytest.fixture
def made(app, make, run, tmp_path):
    """(archive, id of a case with a number and a file in it)"""
    id = make.id_of(make.case(id_number=identity(7)))
    Browser(app).sign_in("inspector").send("arrears.add_evidence", {"file": (io.BytesIO(photo()), "欠条.png")}, id=id)
    out = tmp_path / "day.tar.gz"
    code, said, error = run("backup", "create", "-o", out)
    assert code == 0, error
    assert "files=1" in said
    return out, id


@pytest.fixture
def blank(databases, tmp_path):
    """Another instance with keys of its own and an empty database."""
    folder = tmp_path / "other"
    folder.mkdir()
    template = getattr(databases, "_name", None)
    uri = databases._fresh("blank") if databases.postgresql else f"sqlite:///{folder / 'other.db'}"
    databases._name = template
    app = databases.app(uri, folder)
    yield app
    with app.app_context():
        databases._release(app)


def call(app, *arguments):
    result = app.test_cli_runner().invoke(args=[str(a) for a in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stderr


def test_a_backup_becomes_the_same_instance_elsewhere(app, databases, blank, made):
    out, id = made
    before = dump(app)
    assert call(blank, "backup", "restore", out) == (0, "")
    folder = blank.instance_path
    uri = blank.config["SQLALCHEMY_DATABASE_URI"]
    again = databases.app(uri, folder)
    assert dump(again) == before
    browser = Browser(again).sign_in("leader")
    with again.app_context():
        worker = db.session.scalar(sa.text("SELECT complainant_id FROM arrears_case"))
        evidence = db.session.scalar(sa.text("SELECT id FROM evidence"))
        assert audit.verify()["ok"]
        db.session.remove()
    assert identity(7) in browser.send("arrears.number", id=id, worker=worker).html, "the keys came with it"
    assert browser.fetch("arrears.evidence", id=id, evidence=evidence).data == photo()
    assert Browser(again).sign_in("inspector").send("arrears.new", {
        "worker_name": "新来的", "telephone": "13800001111", "employer_name": "某厂", "channel": "window",
        "received_on": "2026-03-02"}).has("已登记"), "numbers and ids go on"
    with again.app_context():
        databases._release(again)


def test_nothing_is_overwritten_without_force(app, made):
    out, _ = made
    before = dump(app)
    code, error = call(app, "backup", "restore", out)
    assert code == 1 and "--force" in error and dump(app) == before
    code, error = call(app, "backup", "create", "-o", out)
    assert code == 1 and "已存在" in error
    assert call(app, "backup", "restore", out, "--force") == (0, "") and dump(app) == before


def test_the_keys_are_a_file_of_their_own(app, made, blank):
    out, _ = made
    keys = out.with_name(out.name + ".keys")
    assert keys.stat().st_mode & 0o777 == 0o600 and out.stat().st_mode & 0o777 == 0o600
    secret = json.loads(json.loads(keys.read_text())["data"])["index"]
    with tarfile.open(out) as archive:
        assert all(secret.encode() not in archive.extractfile(entry).read() for entry in archive)
        assert not [name for name in archive.getnames() if "keys" in name]
    keys.rename(keys.with_name("elsewhere"))
    code, error = call(blank, "backup", "restore", out)
    assert code == 1 and "密钥" in error


def changed(out, change):
    """The archive with its members given through change(name, bytes)."""
    copy = out.with_name("changed.tar.gz")
    with tarfile.open(out) as source, tarfile.open(copy, "w:gz") as target:
        for entry in source:
            name, data = change(entry.name, source.extractfile(entry).read())
            if name:
                entry = tarfile.TarInfo(name)
                entry.size = len(data)
                target.addfile(entry, io.BytesIO(data))
    return copy


def other(data):
    return data[:-1] + bytes([data[-1] ^ 1])


DAMAGE = (
    (lambda n, d: (n, other(d) if n.startswith("files") else d), "与清单不符"),
    (lambda n, d: (n, other(d) if n.startswith("database") else d), "与清单不符"),
    (lambda n, d: (None if n.startswith("files") else n, d), "与清单不符"),
    (lambda n, d: (None if n == "manifest.json" else n, d), "不完整"),
    (lambda n, d: ("../../evil" if n.startswith("files") else n, d), "不认识"),
)


def test_a_damaged_backup_is_told(run, made):
    out, _ = made
    assert run("backup", "verify", out)[0] == 0
    for change, said in DAMAGE:
        code, _, error = run("backup", "verify", changed(out, change))
        assert code == 1 and said in error
    half = out.with_name("half.tar.gz")
    half.write_bytes(out.read_bytes()[:out.stat().st_size // 2])
    assert run("backup", "verify", half)[0] == 1
