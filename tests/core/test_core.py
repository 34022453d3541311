"""The machinery: transactions, audit, versions, numbers, keys, jobs."""

import gc
import threading
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import InvalidRequestError

from casework.accounts import queries as accounts
from casework.accounts.models import User
from casework.arrears import actions, queries
from casework.arrears.lifecycle import FLOW
from casework.arrears.models import Case
from casework.core import audit, bulk, checks, crypto, database, deadlines, jobs, numbering
from casework.core.base import choice
from casework.core.crypto import Encrypted
from casework.core.errors import Refused
from casework.core.permissions import Role
from casework.core.web import PUBLIC, requires
from casework.extensions import db
from casework.parties import actions as parties
from casework.parties import queries as known
from casework.parties.models import Worker
from tests.browser import Browser

ID = "330106198603131003"


def valid_id(body="33010619860313100"):
    weights, tail = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"
    return body + tail[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


def test_a_get_cannot_change_a_record_even_by_autoflush(bare):
    @bare.route("/careless")
    @requires(PUBLIC)
    def careless():
        with audit.during("careless", None):
            accounts.by_login("inspector").name = "改"
            db.session.scalars(db.select(Case)).all()
        return ""

    with pytest.raises(RuntimeError, match="a GET must not change records"):
        bare.test_client().get("/careless")


def test_a_change_outside_an_action_raises(app):
    with app.app_context():
        accounts.by_login("inspector").name = "改"
        with pytest.raises(RuntimeError, match="outside any action"):
            db.session.flush()
        db.session.rollback()


def test_what_the_query_did_not_load_cannot_be_shown(app, make):
    make.case()
    with app.app_context():
        case = db.session.scalar(db.select(Case))
        with pytest.raises(InvalidRequestError, match=r"employer"):
            _ = case.employer


def test_a_view_that_declares_nothing_is_closed_to_everybody(bare):
    bare.add_url_rule("/open", view_func=lambda: "secret", endpoint="open")
    assert bare.test_client().get("/open").status_code == 302
    assert Browser(bare).sign_in("county").client.get("/open").status_code == 403


def test_a_refused_action_leaves_nothing_behind(app, make):
    with make.context():
        with pytest.raises(Refused):
            actions.register(employer_name="甲厂", worker_name="张三", telephone="1", received_on=date(2030, 1, 1),
                             by=accounts.by_login("inspector"))
        db.session.rollback()
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(Case.id))) == 0
    assert make.case().endswith("0001号")  # no number was burnt


def test_every_change_is_written_with_old_and_new(app, make):
    number = make.case(at="accepted")
    with app.app_context():
        entries = audit.history(queries.case_by_number(number))
        assert [e.action for e in entries] == ["arrears.register", "arrears.accept"]
        assert entries[1].changes["state"] == ["registered", "accepted"]
        assert entries[1].by_id == accounts.by_login("leader").id


def test_the_audit_never_holds_a_full_number_and_never_a_password(app, make):
    number = valid_id()
    make.case(id_number=number)
    with app.app_context():
        texts = " ".join(str(e.changes) for e in db.session.scalars(db.select(audit.AuditEntry)))
        assert number not in texts and f"••••{number[-4:]}" in texts
        assert "argon2" not in texts


def test_an_edited_audit_row_is_found_at_its_place(app, make):
    make.case(at="filed")
    with app.app_context():
        assert audit.verify()["ok"]
        victim = db.session.scalars(db.select(audit.AuditEntry.id).order_by(audit.AuditEntry.id)).all()[5]
        with database.own_connection() as connection:
            connection.execute(sa.update(audit.AuditEntry).where(audit.AuditEntry.id == victim).values(action="nothing"))
        verdict = audit.verify()
        assert not verdict["ok"] and verdict["first_bad"] == victim and verdict["rows"] == 5


def test_a_deleted_audit_row_is_found(app, make):
    make.case(at="filed")
    with app.app_context():
        audit.seal()
        victim = db.session.scalar(db.select(sa.func.max(audit.AuditEntry.id)))
        with database.own_connection() as connection:
            connection.execute(sa.delete(audit.AuditEntry).where(audit.AuditEntry.id == victim))
        assert audit.verify()["first_bad"] == victim


def test_numbers_at_rest_are_encrypted_and_found_again(app, make):
    number = valid_id()
    make.case(id_number=number)
    with app.app_context():
        with db.engine.connect() as connection:
            stored, index = connection.execute(sa.text("SELECT id_number, id_index FROM worker")).one()
        assert number not in stored and number[-6:] not in stored and index == crypto.blind(number)
        assert known.worker_by_number(number).id_number == number


def test_fifteen_digits_find_the_eighteen_digit_person(app, make):
    number = valid_id("33010619860313100")
    make.case(id_number=number)
    with app.app_context():
        assert known.worker_by_number(number[:6] + number[8:17]).id_number == number


def test_a_value_moved_to_another_column_cannot_be_read(app):
    with app.app_context():
        ring = crypto.ring()
        sealed = ring.encrypt("330", "worker.id_number")
        assert ring.decrypt(sealed, "worker.id_number") == "330"
        with pytest.raises(Exception):  # noqa: B017  (the library's own InvalidTag)
            ring.decrypt(sealed, "worker.card")


def test_keys_are_readable_by_their_owner_only(app):
    from pathlib import Path

    kept = list((Path(app.instance_path) / "keys").iterdir())
    assert kept and all(path.stat().st_mode & 0o077 == 0 for path in kept)


def test_numbers_have_no_gaps_when_two_hands_write(app, make):
    make.case()
    taken, errors = [], []

    def write():
        try:
            with app.app_context():
                by = accounts.by_login("inspector")
                case = actions.register(employer_name="甲厂", worker_name="张三", telephone="1", by=by)
                db.session.commit()
                taken.append(case.number)
                db.session.remove()
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=write) for _ in range(8)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert not errors
    assert sorted(taken) == [f"柳劳监〔2026〕{n:04d}号" for n in range(2, 10)]


def test_a_number_outside_an_action_is_refused(app):
    with app.app_context(), pytest.raises(RuntimeError):
        numbering.take(accounts.by_login("inspector").body, "case", 2026)


def test_two_people_at_one_record_cannot_both_win(app, make):
    """The page of the second was opened before the first saved: the move re-reads and refuses the old state."""
    number = make.case()
    with app.app_context():
        slow = queries.case_by_number(number)
        by = accounts.by_login("leader")
        state = slow.state
        other = threading.Thread(target=lambda: make.move(number, "accept"))
        other.start()
        other.join()
        assert slow.state == state  # still what the page showed
        with pytest.raises(Refused, match="已受理"):
            FLOW.apply(slow, "accept", by=by)
        db.session.rollback()


def test_the_409_page_says_what_the_other_person_changed(make, browser):
    number = make.case()
    id = make.id_of(number)
    page = browser.sign_in("leader").open("arrears.move", id=id, move="accept")
    version = page.value("version")
    make.move(number, "supplement")
    page = browser.send("arrears.move", {"version": version, "limitation": ""}, expect=409, id=id, move="accept")
    assert page.has("待补正") and page.has("沈若澜") and page.has("工资欠条")
    assert make.app.test_client() and browser.open("arrears.show", id=id).has("待补正")


def test_a_move_refused_half_way_shows_its_page_and_changes_nothing(make, browser):
    number = make.case()
    id = make.id_of(number)
    version = browser.sign_in("leader").open("arrears.move", id=id, move="assign").value("version")
    page = browser.send("arrears.move", {"version": version, "officers": ["inspector", "nobody"]}, id=id, move="assign")
    assert page.has("nobody 不能承办本案")
    assert browser.open("arrears.show", id=id).has("沈若澜")


def test_a_job_runs_once_and_its_effect_commits_with_it(app, make):
    done = []

    @jobs.job("test.note")
    def note(word):
        return lambda: done.append(word)

    with make.context():
        database.begin_write()
        jobs.enqueue("test.note", key="a", word="x")
        jobs.enqueue("test.note", key="a", word="x")
    with app.app_context():
        assert jobs.work() == 1 and done == ["x"] and jobs.work() == 0


def test_a_job_of_a_dead_worker_is_taken_over(app, make):
    @jobs.job("test.twice")
    def twice():
        return None

    with make.context():
        database.begin_write()
        jobs.enqueue("test.twice", key="t")
    with app.app_context():
        assert jobs._claim("dead worker").kind == "test.twice"
        assert jobs._claim("other") is None
        with database.own_connection() as connection:
            connection.execute(sa.update(jobs.Job).values(lease_until=0))
        assert jobs.work() == 1


def test_a_failing_job_keeps_its_error_and_is_not_lost(app, make):
    @jobs.job("test.fails")
    def fails():
        raise ValueError("no ink")

    with make.context():
        database.begin_write()
        jobs.enqueue("test.fails", key="f")
    with app.app_context():
        jobs.work()
        row = db.session.scalar(db.select(jobs.Job).where(jobs.Job.key == "f"))
        assert row.state == "ready" and "no ink" in row.error and row.tries == 1


def test_scope_with_a_prefix_that_is_not_a_parent(app, make):
    """/1/2/ must not see /1/20/: paths end with a slash."""
    with app.app_context():
        county = accounts.area("339901")
        assert all(a.path.startswith(county.path) for a in accounts.areas(accounts.by_login("county"), "case:view"))
        assert "339902001" not in [a.code for a in accounts.areas(accounts.by_login("county"), "case:view")]


def test_nobody_without_a_post_sees_anything(app, make):
    make.case()
    with app.app_context():
        nobody = User(login="x", name="x", posts=[])
        assert db.session.scalars(queries.cases(nobody)).all() == []
        assert db.session.scalars(queries.cases(accounts.by_login("admin"))).all() == []


def test_a_new_holiday_notice_moves_open_clocks(app, make):
    make.case(received_on=date(2026, 3, 2))
    with make.context():
        row = db.session.scalar(db.select(deadlines.Deadline))
        assert row.due_on == date(2026, 3, 9)
        database.begin_write()
        with audit.during("test", None):
            row.due_on = date(2026, 3, 20)
            db.session.flush()
            moved = deadlines.recompute()
            db.session.flush()
        assert [(shift.before, shift.after) for shift in moved] == [(date(2026, 3, 20), date(2026, 3, 9))]


def test_an_empty_town_passes_every_nightly_question(app, make):
    for state in ("registered", "accepted", "filed", "closed", "settled", "refused", "withdrawn", "handed_over"):
        make.case(at=state)
    with app.app_context():
        assert [q for q in checks.run() if not q["ok"]] == []


def test_the_same_worker_is_one_row(app, make):
    with make.context():
        by = accounts.by_login("inspector")
        first = parties.register_worker(name="张三", id_number=valid_id(), telephone="1", by=by)
        second = parties.register_worker(name="张三", id_number=valid_id(), by=by)
        assert first is second
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(Worker.id))) == 1


def test_after_many_rows_python_looks_as_often_as_before():
    usual = gc.get_threshold()
    for whole in (True, False):
        with pytest.raises(ZeroDivisionError), bulk.many(whole):
            assert gc.get_threshold() != usual
            1 / 0  # noqa: B018
        assert gc.get_threshold() == usual and gc.get_freeze_count() == 0


def test_a_row_in_bulk_keeps_what_its_columns_say(app):
    """Bound column by column, whatever stands there often, once or is no key of a dict: what SQLAlchemy reads back is what was given."""
    table = sa.Table("bulk_test", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("on", sa.Date),
                     sa.Column("role", choice(Role, "role")), sa.Column("said", sa.JSON), sa.Column("secret", Encrypted("x")),
                     sa.Column("yes", sa.Boolean))
    rows = [dict(id=n, on=date(2026, 1, 1 + n % 3) if n % 4 else None, role=list(Role)[n % 2], said={"n": [n, None]} if n % 2 else {},
                 secret=f"3399{n}" if n % 5 else None, yes=n % 2 == 0) for n in range(1, 40)]
    with app.app_context():
        connection = db.session.connection()
        table.create(connection)
        bulk.insert(connection, table, rows)
        assert [dict(row) for row in connection.execute(sa.select(table).order_by(table.c.id)).mappings()] == rows
        db.session.rollback()
