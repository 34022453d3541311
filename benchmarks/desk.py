"""A desk with 2,000 open items, as the server answers it, beside the same page asked record by record and in plain Django (see
pages.py). Prints JSON: CPU ms.

    .venv/bin/python benchmarks/desk.py
"""

import json
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import flask_migrate
import sqlalchemy as sa
from pages import ask, django

from casework import create_app
from casework.accounts import actions as accounts_do
from casework.accounts import queries as accounts
from casework.arrears.models import OPEN, Case, CaseOfficer
from casework.core import calendar, clock, deadlines
from casework.core.deadlines import Clock, Deadline
from casework.desk import queries
from casework.extensions import db
from casework.parties.models import Employer

ITEMS, RUNS, PASSWORD = 2_000, 9, "right-horse-7"


def people():
    area = accounts_do.add_area(code="339901", name="澄溪县", level="county", office="县局", telephone="19900000000", by=None)
    accounts_do.add_body(area=area, name="澄溪县人社局", number_word="澄人社监", issuer_level="county", by=None)
    accounts_do.create(login="inspector", name="沈若澜", role="inspector", area=area, password_hash=accounts_do.hashed(PASSWORD),
                       must_change=False, by=None)
    db.session.commit()
    return area


def fill(area):
    """Cases with one running clock each, written past the session: the benchmark is about reading."""
    user, now = accounts.by_login("inspector"), clock.now()
    base = dict(created_at=now, version=1)
    with db.engine.begin() as connection:
        connection.execute(sa.insert(Employer.__table__), [
            base | dict(id=n, name=f"单位{n}", area_id=area.id, name_norm=f"单位{n}") if "name_norm" in Employer.__table__.c
            else base | dict(id=n, name=f"单位{n}", area_id=area.id) for n in range(1, 301)])
        matter = sa.inspect(Case).inherits.local_table
        connection.execute(sa.insert(matter), [base | dict(
            id=n, kind="case", number=f"澄人社监〔2026〕{n:04d}号", area_id=area.id, opened_area_id=area.id, lead_id=user.id)
            for n in range(1, ITEMS + 1)])
        connection.execute(sa.insert(Case.__table__), [dict(
            id=n, state="filed", employer_id=n % 300 + 1, channel="window", received_on=date(2026, 1, 5), moved_on=date(2026, 1, 9),
            filed_on=date(2026, 1, 9), filing_approved_on=date(2026, 1, 9), registered_by_id=user.id) for n in range(1, ITEMS + 1)])
        connection.execute(sa.insert(CaseOfficer.__table__), [
            base | dict(case_id=n, user_id=user.id, position=1) for n in range(1, ITEMS + 1)])
        term, counted = deadlines.TERMS["LI-14"], {}
        for n in range(120):
            start = clock.today() - timedelta(days=n)
            counted[n] = start, term.due(start, calendar.calendar()).on
        connection.execute(sa.insert(Deadline.__table__), [base | dict(
            matter_id=n, code="LI-14", starts_on=counted[n % 120][0], due_on=counted[n % 120][1], extra_days=0, provisional=False)
            for n in range(1, ITEMS + 1)])


def naive(user):
    """Each case loaded, its clocks asked for and counted day by day, then sorted."""
    found = []
    cases = db.session.scalars(db.select(Case).join(CaseOfficer, CaseOfficer.case_id == Case.id)
                               .where(CaseOfficer.user_id == user.id, Case.state.in_(OPEN))).all()
    for case in cases:
        employer = db.session.get(Employer, case.employer_id)
        for deadline in db.session.scalars(deadlines.of(case)):
            found.append((deadline.due_on, case.number, employer.name, Clock(deadline, clock.today()).reading.colour))
    return sorted(found)


def measured(function):
    taken = []
    for _ in range(RUNS):
        begun = time.process_time()
        answer = function()
        taken.append((time.process_time() - begun) * 1000)
    return statistics.median(taken), answer


def main():
    with tempfile.TemporaryDirectory() as folder:
        app = create_app("config.Testing", INSTANCE=folder, SQLALCHEMY_DATABASE_URI=f"sqlite:///{folder}/bench.db",
                         SQLALCHEMY_RECORD_QUERIES=False)
        with app.app_context():
            flask_migrate.upgrade()
            fill(people())
            db.session.remove()
        _, headers, _ = ask(app, "/accounts/sign-in", "", urlencode({"login": "inspector", "password": PASSWORD}))
        cookie = headers["Set-Cookie"].partition(";")[0]
        ask(app, "/desk/", cookie)
        page, (_, _, text) = measured(lambda: ask(app, "/desk/", cookie))
        assert f"共 {ITEMS} 件" in text.decode()
        with app.app_context():
            user = accounts.by_login("inspector")
            ours, desk = measured(lambda: queries.desk(user, queries.day(user)))
            begun = time.process_time()
            slow = naive(user)
            seconds = (time.process_time() - begun) * 1000
            theirs = django("desk", Path(folder, "bench.db"), Path(folder), RUNS, user=user.id, items=ITEMS, menu=[], path="",
                            today=clock.today().isoformat())
            same = [s.matter for s in desk.slips if s.colour == "red"] == [number for _, number, _, colour in slow if colour == "red"]
        print(json.dumps({"items": ITEMS, "page_ms": round(page, 1), "desk_ms": round(ours, 1), "naive_ms": round(seconds, 1),
                          "ratio": round(seconds / ours, 1), "equal": same,
                          "django_page_ms": theirs["desk_ms"]}))


if __name__ == "__main__":
    main()
