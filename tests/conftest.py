"""Fixtures: a fresh migrated database with a small town in it for every test, on the database TEST_DATABASE names."""

import os
import shutil
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from hypothesis import settings

from casework import create_app
from casework.accounts import actions as accounts_do
from casework.core import clock, database
from tests import rows
from tests.browser import Browser
from tests.make import Make

settings.register_profile("ours", deadline=None)  # speed is measured in benchmarks/, never asserted
settings.load_profile("ours")

NOW = datetime(2026, 3, 2, 9, 30)  # a Monday
SERVER = os.environ.get("TEST_DATABASE", "sqlite")


def pytest_collection_modifyitems(config, items):
    """A test that asks no database says the same beside every one: law, readers and engine run once, in the run on SQLite."""
    if SERVER.startswith("postgres") and os.environ.get("CASEWORK_ALL_ON_POSTGRESQL") != "1":
        asking = {True: [], False: []}
        for item in items:
            asking["databases" in item.fixturenames].append(item)
        if asking[True]:
            config.hook.pytest_deselected(items=asking[False])
            items[:] = asking[True]


@pytest.fixture(scope="session", autouse=True)
def quick_hash():
    """argon2 as slow as in production would be most of the suite's time."""
    kept, accounts_do._hasher = accounts_do._hasher, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    yield
    accounts_do._hasher = kept


class Databases:
    """One template for each worker, migrated and peopled once; every test gets a copy. What many tests of a file begin with can be
    kept as a further one: `kept` has what its makers want to know of it. The application is one for all tests of a worker: what it
    compiled (addresses, templates, statements) stays, and what it keeps (database, files, configuration, caches) is each test's own."""

    def __init__(self, folder: Path, worker: str):
        self.folder, self.worker, self.count, self.kept, self.live, self.rows = folder, worker, 0, {}, None, {}
        self.template = self._fresh("template")
        (folder / "instance").mkdir()
        app = self.app(self.template, folder / "instance")
        with app.app_context():
            from flask_migrate import upgrade

            upgrade()
        self.people = Make(app).town()
        with app.app_context():
            self._release(app)

    @property
    def postgresql(self):
        return SERVER.startswith("postgres")

    def app(self, uri, instance):
        return create_app("config.Testing", INSTANCE=instance, SQLALCHEMY_DATABASE_URI=uri)

    def begin(self, of="template"):
        """The application on a fresh copy."""
        place = self.folder / "live"
        shutil.rmtree(place, ignore_errors=True)
        uri = self.copy(place, of, "live")
        if self.live is None:
            self.live = self.app(uri, place)
            self.clean = dict(self.live.config), dict(self.live.extensions)
        for held, clean in zip((self.live.config, self.live.extensions), self.clean, strict=True):
            held.clear()
            held.update(clean)
        if not self.postgresql:
            self.live.extensions["casework.gate"] = database.Gate(f"{place / 'test.db'}.gate")
        return self.live

    def copy(self, instance: Path, of="template", name=None):
        """The address of a new copy, its files in `instance`."""
        shutil.copytree(self.folder / ("instance" if of == "template" else of), instance)
        if self.postgresql:
            if name is None:
                self.count += 1
            called = self._called(name or self.count)
            if not (name and of in self.rows and rows.put_back(self._address(called), self.rows[of])):
                self._copied(of, called)
                if name:
                    self.rows = {of: rows.read(self._address(called))}
            return self._address(called).replace("postgresql://", "postgresql+psycopg://")
        if of == "template":
            shutil.copyfile(self.folder / "template.db", instance / "test.db")
        return f"sqlite:///{instance / 'test.db'}"

    def keep(self, name, app, known):
        """What this test has made by now becomes a template of this name."""
        with app.app_context():
            self._release(app)
        shutil.copytree(app.instance_path, self.folder / name)
        if self.postgresql:
            self._copied("live", self._called(name))
        self.kept[name] = known

    def _copied(self, of, name):
        self._server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)',  # as files: five times as fast as through the log
                     f'CREATE DATABASE "{name}" TEMPLATE "{self._called(of)}" STRATEGY FILE_COPY')

    def end(self):
        with self.live.app_context():
            self._release(self.live)

    def _fresh(self, name):
        if self.postgresql:
            name = self._called(name)
            self._server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"')
            return self._address(name).replace("postgresql://", "postgresql+psycopg://")
        return f"sqlite:///{self.folder / 'template.db'}"

    @staticmethod
    def _address(name):
        return SERVER.rsplit("/", 1)[0] + f"/{name}"

    def _called(self, name):
        return f"test_{self.worker}_{name}"

    def _server(self, *statements):
        engine = sa.create_engine(SERVER.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.execute(sa.text(statement))
        engine.dispose()

    @staticmethod
    def _release(app):
        from casework.extensions import db

        db.session.remove()
        if db.engine.dialect.name == "sqlite":
            with db.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()


@pytest.fixture(scope="session")
def databases(tmp_path_factory, worker_id, quick_hash):
    monkey = pytest.MonkeyPatch()
    monkey.setattr(clock, "now", lambda: NOW)
    yield Databases(tmp_path_factory.mktemp("databases"), worker_id)
    monkey.undo()


@pytest.fixture
def today(monkeypatch, databases):
    """Set the day: today(date(2026, 5, 29))."""

    def put(day):
        monkeypatch.setattr(clock, "now", lambda: datetime(day.year, day.month, day.day, 9, 30))

    put(NOW)
    return put


@pytest.fixture
def app(databases, today):
    """The application on a database of the test's own, with the people of tests/make.py in it and today 2026-03-02."""
    yield databases.begin()
    databases.end()


@pytest.fixture
def bare(databases, tmp_path, today):
    """An application that has answered nothing yet, so that a test can add an address to it."""
    app = databases.app(databases.copy(tmp_path / "bare"), tmp_path / "bare")
    yield app
    with app.app_context():
        databases._release(app)


@pytest.fixture
def make(app):
    return Make(app)


@pytest.fixture
def browser(app):
    return Browser(app)


@pytest.fixture
def run(app):
    """The command line: run("case", number, "--json") -> (exit code, standard output, standard error)."""
    runner = app.test_cli_runner()

    def call(*arguments, input=None):
        result = runner.invoke(args=[str(a) for a in arguments], input=input)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.stdout, result.stderr

    return call
