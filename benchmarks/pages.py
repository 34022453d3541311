"""What pages cost beside a million contracts, and the same pages in plain Django on the same database file; prints JSON.

    .venv/bin/python benchmarks/pages.py [CONTRACTS] [FOLDER]

CPU milliseconds of one request as a server hands it over (WSGI in, bytes out), medians: session, person, rights, query, counts,
template. FOLDER keeps the database that `generate` fills (several minutes for a million), so that a second run begins at once.
Django is installed into FOLDER/django from requirements.txt beside this file when it is first needed (DJANGO names a folder that has
it); nothing else uses it.
"""

import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote, urlencode

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

QUESTIONS = {"two characters": "桂兰", "three": "王建国", "no hit": "阿依古丽", "a firm": "恒信"}
RUNS = 40


def django(what, database, folder, runs, **arguments):
    """The answer of plain_django.py, in a process of its own."""
    place = Path(os.environ.get("DJANGO") or folder / "django")
    if not place.exists():
        subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--target", str(place), "-r", str(HERE / "requirements.txt")],
                       check=True, stdout=sys.stderr)
    made = subprocess.run(
        [sys.executable, str(HERE / "plain_django.py"), what, str(database), str(folder), str(runs), json.dumps(arguments)],
        env={**os.environ, "PYTHONPATH": str(place)}, capture_output=True, text=True)
    if made.returncode:
        raise SystemExit(made.stderr[-3000:])
    return json.loads(made.stdout.strip().splitlines()[-1])


def ask(app, address, cookie, data=None):
    """One request as a server hands it to WSGI: (status, headers, body)."""
    where, _, query = address.partition("?")
    body, said = (data or "").encode(), []
    environ = {"REQUEST_METHOD": "GET" if data is None else "POST", "PATH_INFO": where, "QUERY_STRING": query, "SERVER_NAME": "localhost",
               "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body),
               "wsgi.errors": sys.stderr, "wsgi.version": (1, 0), "wsgi.multithread": False, "wsgi.multiprocess": False,
               "wsgi.run_once": False, "HTTP_COOKIE": cookie, "CONTENT_TYPE": "application/x-www-form-urlencoded",
               "CONTENT_LENGTH": str(len(body)), "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost"}
    answer = app.wsgi_app(environ, lambda status, headers, *_: said.append((status, headers)))
    text = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    return said[0][0], dict(said[0][1]), text


def median(work, runs=RUNS):
    taken = []
    for n in range(runs + 2):
        begun = time.process_time()
        answer = work(n)
        taken.append((time.process_time() - begun) * 1000)
    return answer, round(statistics.median(taken[2:]), 2)


def made(folder, contracts):
    """The application on a database with so many contracts, as `generate` makes it."""
    from flask_migrate import upgrade

    from casework import create_app

    path = folder / "bench.db"
    fresh = not path.exists()
    app = create_app("config.Testing", INSTANCE=folder, SQLALCHEMY_DATABASE_URI=f"sqlite:///{path}", SQLALCHEMY_RECORD_QUERIES=False,
                     TESTING=False)
    with app.app_context():
        upgrade()
    if fresh:
        runner = app.test_cli_runner()
        for asked in (["generate", "--employers", contracts // 50, "--contracts", contracts, "--cases", contracts // 50, "--seed", 1],):
            result = runner.invoke(args=[str(word) for word in asked])
            assert result.exit_code == 0, result.output
        with app.app_context():
            from casework.extensions import db

            db.session.execute(db.text("ANALYZE"))
            db.session.commit()
    return app, path


def signed_in(app, login, area, role):
    """The cookie of somebody who sees this area."""
    from casework.accounts import actions as accounts_do
    from casework.accounts import queries as accounts
    from casework.extensions import db
    from casework.seed.city import PASSWORD

    with app.app_context():
        if accounts.by_login(login) is None:
            accounts_do.create(login=login, name="压测", role=role, area=accounts.area(area), password_hash=accounts_do.hashed(PASSWORD),
                               must_change=False, certificate_no="浙监云9999", certificate_to=None, by=None)
            db.session.commit()
    status, headers, _ = ask(app, "/accounts/sign-in", "", urlencode({"login": login, "password": PASSWORD}))
    assert status.startswith("302"), status
    return headers["Set-Cookie"].partition(";")[0]


def words_of(labels):
    return {str(code): str(words) for code, words in labels.items()}


def lists(app, path, folder, login, cookie):
    """A page of fifty, its parts, and the page in the middle of the register."""
    from flask_login import login_user

    from casework.accounts import queries as accounts
    from casework.contracts import lists as contracts
    from casework.contracts.words import KINDS, STATES, WEIGHTS
    from casework.core import clock
    from casework.extensions import db
    from casework.navigation import MENU

    out = {}
    with app.app_context():
        rows = db.session.scalar(db.text("SELECT count(*) FROM contract"))
        user = accounts.by_login(login)
        with app.test_request_context("/contracts/?per=50"):
            login_user(user)
            listing = contracts.Contracts(contracts.contract_rows(user))
            deep = listing._mark(listing._ordering(), db.session.execute(
                contracts.contract_rows(user).add_columns(contracts.Contract.id.label("order_0"))
                .where(contracts.Contract.id <= rows // 2).order_by(contracts.Contract.id.desc()).limit(1)).one(), rows // 2)
            _, out["query_ms"] = median(lambda n: contracts.Contracts(contracts.contract_rows(user)).rows)
            _, out["query_and_counts_ms"] = median(lambda n: (one := contracts.Contracts(contracts.contract_rows(user)), one.rows,
                                                              one.counted_views))
        path_of, today = user.home.path, clock.today()
    for name, address in (("page", "/contracts/?per=50"), ("deep_page", f"/contracts/?per=50&after={deep}")):
        (status, _, text), out[f"{name}_ms"] = median(lambda n, a=address: ask(app, a, cookie))
        assert status.startswith("200") and text.count(b'<tr id="r') == 50, status
        out[f"{name}_kb"] = round(len(text) / 1024, 1)
    n, menu = 0, []
    for group, items in MENU:
        menu.append([str(group), [[f"menu-{n + at}", str(words)] for at, (_, words, _) in enumerate(items)]])
        n += len(items)
    theirs = django("list", path, folder, RUNS, path=path_of, today=today.isoformat(), deep=rows // 2, kinds=words_of(KINDS),
                    states=words_of(STATES), weights=words_of(WEIGHTS), menu=menu)
    return {"contracts": rows, **out, "django": theirs, "ratio": round(theirs["page_ms"] / out["page_ms"], 1)}


def finding(app, path, folder, cookie):
    out, theirs = {}, django("search", path, folder, 3, questions=QUESTIONS, today="", path="")
    for title, text in QUESTIONS.items():
        status, headers, _ = ask(app, "/search/", cookie, urlencode({"q": text}))
        where = headers.get("Location") or f"/search/?q={quote(text)}"
        (status, _, body), ms = median(lambda n, a=where: ask(app, a, cookie), 9)
        assert status.startswith("200"), status
        out[title] = {"page_ms": ms, "kb": round(len(body) / 1024, 1), "django_ms": theirs[title]}
    return out


def saving(app, path, folder, login, cookie):
    """A complaint registered at the counter: checked, numbered, with its officers and its clock, audited, committed."""
    from casework.accounts import queries as accounts
    from casework.core import clock
    from casework.extensions import db
    from casework.parties.models import Employer

    with app.app_context():
        user = accounts.by_login(login)
        here = Employer.area_id == user.home.id
        employer, today = db.session.scalar(
            db.select(Employer.name).where(here).group_by(Employer.name).having(db.func.count() == 1).limit(1)), clock.today()
        area, body, word, id = user.home.id, user.body_id, user.body.number_word, user.id

    began = int(time.time())  # a second run among what the first one saved: nobody is alike

    def save(n):
        typed = {"worker_name": f"测试{began}号{n}", "telephone": f"13{(began + n) % 10 ** 9:09d}", "employer_name": employer,
                 "channel": "window", "received_on": today.isoformat(), "work_place": "某路1号", "facts": "被拖欠工资"}
        answer = ask(app, "/arrears/new", cookie, urlencode(typed))
        if not answer[0].startswith("302"):
            raise SystemExit(answer[2].decode()[:6000])
        return answer

    _, ms = median(save, 20)
    theirs = django("save", path, folder, 20, area=area, body=body, word=word, user=id, officers=[id, id + 1], employer=employer,
                    today=today.isoformat(), path="")
    return {"save_ms": ms, "django_ms": theirs["save_ms"], "ratio": round(theirs["save_ms"] / ms, 1)}


def main():
    contracts = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    kept = len(sys.argv) > 2
    folder = Path(sys.argv[2]) if kept else Path(tempfile.mkdtemp(prefix="casework-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    app, path = made(folder, contracts)
    city = signed_in(app, "bench-city", "3399", "county")
    town = signed_in(app, "inspector", "339901001", "inspector")
    only = sys.argv[3:] or ["list", "town", "search", "save"]
    out = {}
    if "list" in only:
        out["list, the whole city"] = lists(app, path, folder, "bench-city", city)
    if "town" in only:
        out["list, one township"] = lists(app, path, folder, "inspector", town)
    if "search" in only:
        out["search"] = finding(app, path, folder, city)
    if "save" in only:
        out["save"] = saving(app, path, folder, "inspector", town)
    print(json.dumps(out, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
