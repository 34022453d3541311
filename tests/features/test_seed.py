"""演示城市: as large as promised, sound in every question, the same every time, and never into a database in use."""

import hashlib
import json
from contextlib import contextmanager
from datetime import datetime, time

import pytest

from casework import create_app, seed
from casework.accounts import actions as accounts_do
from casework.accounts import queries as accounts
from casework.accounts.models import Area, Level, User
from casework.arrears import queries
from casework.arrears.lifecycle import FLOW
from casework.arrears.models import CHANNELS, Case, ClaimLine, State
from casework.core import audit, calendar, checks, clock, files, settings
from casework.core.deadlines import Deadline, Suspension
from casework.core.errors import Refused
from casework.core.files import Evidence
from casework.core.importing import ImportBatch
from casework.core.lifecycle import Moved
from casework.core.permissions import P, may
from casework.documents.store import Printed
from casework.extensions import db
from casework.law import identifiers
from casework.parties.models import Employer, Worker
from tests.conftest import SERVER

pytestmark = pytest.mark.xdist_group("seed")  # loaded once, by one worker
LOGINS = ["inspector", "leader", "county", "mediator", "clerk", "treasurer", "supervisor", "admin"]


@contextmanager
def empty(databases, folder, name):
    """An application on an empty database of the kind under test."""
    url = f"sqlite:///{folder / 'demo.db'}"
    if databases.postgresql:
        name = f"demo_{databases.worker}_{name}"
        databases._server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"')
        url = f"{SERVER.rsplit('/', 1)[0].replace('postgresql://', 'postgresql+psycopg://')}/{name}"
    app = create_app("config.Testing", INSTANCE=folder, SQLALCHEMY_DATABASE_URI=url, SQLALCHEMY_RECORD_QUERIES=False)
    with app.app_context():
        db.create_all()
    yield app
    with app.app_context():
        databases._release(app)
    if databases.postgresql:
        databases._server(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="module")
def city(databases, tmp_path_factory):
    """(application, what load() answered): loaded once, only read afterwards. The suite stops the clock elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: datetime.combine(clock._demo_day() or seed.DEMO_TODAY, time(9, 30)))
        with empty(databases, tmp_path_factory.mktemp("demo"), "first") as app:
            with app.app_context():
                answer = seed.load()
                db.session.remove()
            yield app, answer


@pytest.fixture
def answer(city):
    app, answer = city
    with app.app_context():
        yield answer
        db.session.remove()


def count(model, *where):
    return db.session.scalar(db.select(db.func.count(model.id)).where(*where))


def digest(app):
    """What must not differ from one loading to the next: numbers, states, sums, days, names, bytes."""
    with app.app_context():
        cases = db.session.scalars(queries.every_case().order_by(Case.id)).unique().all()
        told = [
            [case.number, case.state, case.facts, case.reference, case.employer.credit_code, [user.login for user in case.users],
             vars(queries.sums(case)), [(c.code, c.from_on, c.due_on, c.met_on) for c in queries.clocks(case)]]
            for case in cases
        ]
        for columns in ((Moved.move, Moved.on, Moved.note, Moved.by_id), (Evidence.sha256, Evidence.name), (ImportBatch.sha256,),
                        (Worker.name, Worker.id_tail, Worker.telephone), (Employer.name, Employer.credit_code),
                        (User.login, User.name, User.certificate_no), (Area.code, Area.name, Area.telephone),
                        (Printed.code, Printed.number, Printed.issued_on),  # the code in the corner of a paper is a secret, new each time
                        (ClaimLine.worker_id, ClaimLine.claimed_fen, ClaimLine.month)):
            told.append([list(row) for row in db.session.execute(db.select(*columns).order_by(columns[0].class_.id))])
        db.session.remove()
    return hashlib.sha256(json.dumps(told, default=str, ensure_ascii=False).encode()).hexdigest()


def test_it_is_as_large_as_promised(answer):
    assert [login["login"] for login in answer["logins"]] == [login["role"] for login in answer["logins"]] == LOGINS
    assert (answer["employers"], answer["cases"]) == (count(Employer) - 2, count(Case)) == (300, 60), "two are registered twice"
    assert count(Worker) == 2000
    levels = {level: count(Area, Area.level == level) for level in Level}
    assert levels == {"city": 1, "county": 3, "township": 9, "grid": 40}


def test_it_answers_as_the_command_line_promises(answer):
    assert set(answer) == {"logins", "password", "employers", "inspector_employers", "cases"}
    assert json.loads(json.dumps(answer)) == answer


def test_the_listed_people_sign_in_where_it_says(answer):
    for listed in answer["logins"]:
        accounts_do.strong(answer["password"], listed["login"])
        user = accounts.by_login(listed["login"])
        assert user.home.code == listed["area"] and not user.must_change
    assert accounts_do.sign_in(login="county", password=answer["password"]).login == "county"


def test_nobody_signs_in_as_the_system(answer):
    assert accounts.system().active
    with pytest.raises(Refused):
        accounts_do.sign_in(login="system", password=answer["password"])


def test_every_state_channel_and_move_is_shown(answer):
    assert set(db.session.scalars(db.select(Case.state))) == set(State)
    assert set(db.session.scalars(db.select(Case.channel))) == set(CHANNELS)
    made = db.select(Moved.move).join(Case, Case.id == Moved.matter_id)
    assert set(db.session.scalars(made)) == {"register", *(move.name for move in FLOW.moves)}
    assert count(Deadline, Deadline.extra_days > 0, Deadline.met_on.is_(None))
    assert count(Suspension, Suspension.to_on.is_(None)) and count(Suspension, Suspension.to_on.is_not(None))


def test_the_clocks_are_of_every_colour(answer):
    cases = db.session.scalars(queries.every_case()).unique()
    assert {c.reading.colour for case in cases for c in queries.clocks(case)} == {"green", "amber", "red", "met", "paused"}


def test_today_is_the_day_of_the_demonstration(answer):
    assert settings.get("demo_today") == seed.DEMO_TODAY.isoformat()
    assert clock._demo_day() == clock.today() == seed.DEMO_TODAY
    assert calendar.calendar().is_workday(seed.DEMO_TODAY)


def test_every_question_holds_and_the_audit_is_whole(answer):
    assert [question for question in checks.run() if not question["ok"]] == []
    assert audit.verify()["ok"]


def test_no_move_is_before_the_one_before_or_on_a_day_off(answer):
    last = {}
    for move in db.session.scalars(db.select(Moved).order_by(Moved.id)):
        assert last.get(move.matter_id, move.on) <= move.on <= seed.DEMO_TODAY
        assert calendar.calendar().is_workday(move.on)
        last[move.matter_id] = move.on


def test_numbers_follow_the_days_of_receipt(answer):
    seen = {}
    for number, received in db.session.execute(
            db.select(Case.number, Case.received_on).where(Case.split_from_id.is_(None)).order_by(Case.number)):
        body = number.split("〕")[0]
        assert seen.get(body, received) <= received
        seen[body] = received


def test_every_worker_claims_something_and_every_number_is_right(answer):
    assert count(Worker, ~Worker.id.in_(db.select(ClaimLine.worker_id))) == 0
    numbers = db.session.scalars(db.select(Worker.id_number)).all()
    assert all(identifiers.identity_number(number).valid for number in numbers if number)
    assert 0 < numbers.count(None) < 100
    assert all(identifiers.credit_code(code).valid for code in db.session.scalars(db.select(Employer.credit_code)) if code)
    names = "".join(db.session.scalars(db.select(Worker.name)))
    assert "·" in names and any(ord(character) > 0x20000 for character in names)


def test_the_bytes_of_rosters_and_evidence_are_kept(answer):
    kept = [*db.session.scalars(db.select(Evidence.sha256)), *db.session.scalars(db.select(ImportBatch.sha256))]
    assert len(kept) > 60 and all(hashlib.sha256(files.read(sha)).hexdigest() == sha for sha in kept)


def test_the_inspector_sees_the_township_and_no_more(answer):
    inspector, town = accounts.by_login("inspector"), accounts.by_login("inspector").home
    seen = db.session.scalars(queries.cases(inspector)).unique().all()
    assert len(seen) == 26 and {case.area_id for case in seen} == {town.id}
    here = db.select(Employer.credit_code).join(Employer.area).where(
        Area.path.startswith(town.path), Employer.credit_code.is_not(None)).order_by(Employer.id)
    assert db.session.scalars(here).all() == answer["inspector_employers"]
    assert not db.session.scalars(queries.cases(accounts.by_login("admin"))).unique().all()


def test_in_the_assisting_county_the_county_accepts(answer):
    leader, officer = (accounts.by_login(login) for login in ("lead-04", "county-03"))
    assert leader.posts[0].mode == "assisting"
    assert not may(leader, P.CASE_ACCEPT, leader.home.path) and may(officer, P.CASE_ACCEPT, leader.home.path)


def test_two_certified_colleagues_stand_beside_the_inspector(answer):
    inspector = accounts.by_login("inspector")
    assert len(accounts.colleagues(inspector.body_id, seed.DEMO_TODAY)) >= 3
    assert len(accounts.colleagues(accounts.by_login("county").body_id, seed.DEMO_TODAY)) >= 2


def test_a_second_loading_is_refused(answer):
    with pytest.raises(Refused):
        seed.load()


def test_a_loading_that_fails_leaves_nothing(city, databases, tmp_path, monkeypatch):
    def fail(*_):
        raise RuntimeError("no more")

    monkeypatch.setattr(seed.cases, "build", fail)
    with empty(databases, tmp_path, "failed") as app, app.app_context():
        with pytest.raises(RuntimeError):
            seed.load()
        db.session.remove()
        assert count(Area) == count(User) == count(Employer) == 0
        assert not settings.get("demo_today")
        db.session.remove()


def test_it_is_the_same_every_time(city, databases, tmp_path):
    with empty(databases, tmp_path, "second") as app:
        with app.app_context():
            seed.load()
            db.session.remove()
        assert digest(app) == digest(city[0])


def test_one_file_is_bound_handed_out_and_supplemented(city):
    from casework.dossiers.models import Dossier, HandOut, Redaction
    from casework.dossiers.models import State as Kept

    app, _ = city
    with app.app_context():
        file = db.session.scalar(db.select(Dossier).where(Dossier.state == Kept.BOUND))
        whole, late = db.session.scalars(db.select(HandOut).where(HandOut.dossier_id == file.id).order_by(HandOut.id)).all()
        assert file.score and not whole.supplement and late.supplement and late.first == late.last and "-" in late.first
        assert files.read(late.sha256).startswith(b"%PDF") and db.session.scalar(db.select(Redaction.approved_on))
