"""备好再取: what takes longer than a request may is made by a job, is theirs who asked, says why it was not made, and goes after a day."""

import io
import zipfile

import pytest

from casework.accounts import queries as accounts
from casework.contracts import printing, prints
from casework.core import bulking, database, jobs
from casework.core.errors import Refused
from casework.core.side import AccessLog
from casework.documents import prepared
from casework.dossiers import bulks
from casework.dossiers import prints as dossiers
from casework.extensions import db
from casework.law.findings import N_
from tests.browser import Browser
from tests.features.test_contracts import CODE, register

ROSTER = {"make": "roster.pdf", "on": "2026-02-20"}


@pytest.fixture
def employer(make):
    employer = make.employer(code=CODE)
    register(make, employer)
    register(make, employer, 2)
    return employer


@pytest.fixture
def large(monkeypatch):
    monkeypatch.setattr(prints, "LINES", 1)


def ask(browser, employer):
    came_from = f"http://localhost/contracts/staff?employer={employer}&q=%E5%91%A8%E6%A1%82%E5%85%B0"
    answer = browser.client.post(f"/contracts/staff?employer={employer}", data=ROSTER, headers={"Referer": came_from})
    assert answer.status_code == 302, answer.get_data(as_text=True)[:300]
    return int(answer.location.rsplit("/", 1)[1])


def work(app):
    with app.app_context():
        return jobs.work()


def logged(make, what="download"):
    with make.context():
        return db.session.scalars(db.select(AccessLog.detail).where(AccessLog.what == what)).all()


def test_the_file_is_the_one_that_was_sent_at_once_and_theirs_who_asked_for_a_day(make, employer, app, monkeypatch):
    browser = Browser(app).sign_in("inspector")
    at_once = browser.fetch("contracts.staff", "POST", ROSTER, employer=employer)
    monkeypatch.setattr(prints, "LINES", 1)
    id = ask(browser, employer)
    assert ask(browser, employer) == id, "the same request while it runs is one job"
    page = browser.open("documents.prepared", id=id)
    assert page.has("正在备好") and page.root.query("[data-poll]") and page.root.query("noscript meta[http-equiv=refresh]")
    assert page.root.query(f"[href='/contracts/staff?employer={employer}']"), "the page it came from, without the name that was searched"
    assert browser.fetch("documents.prepared_progress", id=id).status_code == 200
    assert browser.fetch("documents.prepared_file", id=id).status_code == 302, "nothing is half given"
    assert work(app) == 1
    assert browser.fetch("documents.prepared_progress", id=id).status_code == 205
    assert browser.open("desk.index").has("职工名册已经备好") and browser.open("documents.prepared", id=id).has("打开 PDF")
    got = browser.fetch("documents.prepared_file", id=id)
    assert got.data == at_once.data and got.data.startswith(b"%PDF")
    for header in ("Content-Type", "Content-Disposition", "Content-Security-Policy", "X-Frame-Options", "Cache-Control"):
        assert got.headers[header] == at_once.headers[header], header
    assert logged(make) == ["staff-roster 2"] * 4, "at once, twice asked, once fetched"
    assert not browser.open("desk.index").has("职工名册已经备好"), "it was fetched"
    other = Browser(app).sign_in("leader")
    for endpoint, method in (("prepared", "GET"), ("prepared_progress", "GET"), ("prepared_file", "GET"), ("prepare_again", "POST")):
        assert other.fetch(f"documents.{endpoint}", method, id=id).status_code == 404, endpoint
    kept = next(prepared_folder(app).iterdir())
    assert kept.stat().st_mode & 0o077 == 0
    with app.app_context():
        assert jobs.work() == 0, "a day is not over"
        with database.own_connection() as connection:
            connection.execute(db.update(jobs.Job).where(jobs.Job.kind == prepared.DROP).values(run_at=0))
        assert jobs.work() == 1
    assert not list(prepared_folder(app).iterdir())
    assert browser.fetch("documents.prepared", id=id).status_code == 404
    assert browser.open("desk.index")


def prepared_folder(app):
    with app.app_context():
        return prepared.folder()


def test_a_failure_says_its_sentence_and_the_rights_are_asked_again(make, employer, app, large, monkeypatch):
    browser = Browser(app).sign_in("inspector")

    def fails(*_):
        raise Refused(N_("花名册分页失败：标题栏或单元格内容过长，请缩短后再打印"))

    with monkeypatch.context() as broken:
        broken.setattr(printing, "roster", fails)
        first = ask(browser, employer)
        work(app)
    page = browser.open("documents.prepared", id=first)
    assert page.has("花名册分页失败") and page.has("什么也没有给出") and not list(prepared_folder(app).glob("*"))
    assert browser.open("desk.index").has("职工名册没有做成")
    again = int(browser.fetch("documents.prepare_again", "POST", id=first).location.rsplit("/", 1)[1])
    assert again != first and work(app) == 1

    waiting = ask(browser, employer)
    monkeypatch.setitem(prepared.KINDS, "contracts.staff", prepared.Kind(prints.staff, lambda by, ids: []))
    assert browser.fetch("documents.prepared_file", id=again).status_code == 409, "no more one of theirs"
    monkeypatch.setattr(prepared, "person", lambda user_id, absence_id: None)  # they left, or stand in no more
    work(app)
    assert browser.open("documents.prepared", id=waiting).has("现在没有权限打印")


def test_a_job_that_was_given_up_is_taken_up_by_asking_again(employer, app, large, monkeypatch):
    browser, broken = Browser(app).sign_in("inspector"), {"on": True}
    roster = printing.roster
    monkeypatch.setattr(printing, "roster", lambda *said: 1 / 0 if broken["on"] else roster(*said))
    monkeypatch.setattr(jobs, "TRIES", 1)
    id = ask(browser, employer)
    work(app)
    assert browser.open("documents.prepared", id=id).has("出了错，停下来了")
    broken["on"] = False
    assert ask(browser, employer) == id and work(app) == 1
    assert browser.fetch("documents.prepared_file", id=id).data.startswith(b"%PDF")


def test_ticked_files_are_one_archive_whichever_way(make, app, monkeypatch, tmp_path):
    numbers = [make.case(at="accepted") for _ in range(2)]
    ids = [make.id_of(number) for number in numbers]

    def path(case, volume, **asked):  # what is bound is told by test_case_files
        made = tmp_path / str(case.id)
        made.write_text(f"{case.number} {volume} {asked['duplex']} {asked['by'].login}")
        return made

    monkeypatch.setattr(bulks.binder, "path", path)
    monkeypatch.setitem(jobs.HANDLERS, "documents.render", lambda id: None)
    with make.context():
        by = accounts.by_login("leader")
        run = bulking.carry_out("dossiers.files", "print", ids, nonce="n", by=by).id
        db.session.commit()
    browser = Browser(app).sign_in("leader")

    def inside(data):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    at_once = browser.fetch("dossiers.many", run=run)
    monkeypatch.setattr(bulks, "AT_ONCE", 1)
    id = int(browser.fetch("dossiers.many", run=run).location.rsplit("/", 1)[1])
    assert work(app)
    got = browser.fetch("documents.prepared_file", id=id)
    assert got.mimetype == "application/zip" and inside(got.data) == inside(at_once.data) == {
        f"{n:02d} {number}正卷.pdf": f"{number} main False leader".encode() for n, number in enumerate(numbers, 1)}
    assert sum(detail == "dossier main of many" for detail in logged(make)) == 6
    assert browser.fetch("dossiers.many", run=run, volume="side").status_code == 409, "said at once"

    one = browser.fetch("dossiers.download", id=ids[0])
    assert one.data.decode() == f"{numbers[0]} main False leader", "what is not laid out yet is little"
    monkeypatch.setattr(dossiers, "AT_ONCE", 0)
    id = int(browser.fetch("dossiers.download", id=ids[0]).location.rsplit("/", 1)[1])
    assert work(app) and browser.fetch("documents.prepared_file", id=id).data == one.data
    assert Browser(app).sign_in("elsewhere").fetch("dossiers.download", id=ids[0]).status_code == 404
