"""演示城市 — an invented city with people, employers and cases in every state, made through the actions that people use.

The same every time but for the times of writing and the encryption. It knows all features; no feature knows it.
"""

import random
from datetime import date

from casework.accounts.models import Area, User
from casework.core import settings, training
from casework.core.errors import Refused
from casework.extensions import db
from casework.law.findings import N_
from casework.seed import (
    cases,
    city,
    collective,
    contracts,
    desk,
    dossiers,
    figures,
    gatherings,
    ledgers,
    looks,
    money,
    orders,
    parties,
    payroll,
    phrases,
    projects,
    proof,
    serving,
    voids,
)

DEMO_TODAY = date(2026, 10, 16)  # a Friday; 10-10 before it was a make-up workday, so clocks have one to show
SEED = 20261016


def load():
    """Fill an empty database: {"logins": [{"login", "role", "area"}], "password", "employers", "inspector_employers"
    (their credit codes), "cases"}. Refused when there is anything in it; one transaction, so a failure leaves nothing.
    """
    if any(db.session.scalar(db.select(table.id).limit(1)) for table in (Area, User)):
        raise Refused(N_("数据库不是空的，演示数据只能装入空数据库"))
    db.session.rollback()
    training.claim()
    settings.put("demo_today", DEMO_TODAY.isoformat())
    try:
        answer = _build(random.Random(SEED))
        db.session.commit()
    except BaseException:
        db.session.rollback()
        settings.put("demo_today", "")
        raise
    return answer


def _build(rng):
    built = city.build()
    figures.build()
    employers = parties.employers(rng, built)
    cases.build(rng, built, employers, DEMO_TODAY)
    projects.build(built, employers, DEMO_TODAY)
    count = money.build(built, DEMO_TODAY)
    payroll.build(built, DEMO_TODAY)
    proof.build(built, DEMO_TODAY)
    gatherings.build(built, DEMO_TODAY)
    serving.build(built, DEMO_TODAY)
    orders.build(DEMO_TODAY)
    ledgers.build(employers, built.areas[city.HOME])
    collective.build(built, DEMO_TODAY)
    contracts.build(built, DEMO_TODAY)
    looks.build(built)
    voids.build(built)
    dossiers.build(rng, built, DEMO_TODAY)
    desk.build(built, DEMO_TODAY)
    phrases.build(built)
    home = built.areas[city.HOME]
    return {
        "logins": [{"login": login, "role": role, "area": area} for login, role, area in built.logins],
        "password": city.PASSWORD,
        "employers": len(employers),
        "inspector_employers": [e.credit_code for e in employers if e.area.path.startswith(home.path)],
        "cases": count,
    }
