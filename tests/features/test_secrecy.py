"""举报人 of an upgraded database: out of the case, into their own row, and what still names them is told."""

import json

import sqlalchemy as sa

from casework.accounts import queries as accounts
from casework.arrears import queries
from casework.arrears.models import Case
from casework.core import audit, checks
from casework.documents import store
from casework.extensions import db
from casework.informants.models import Informant
from casework.parties.models import Worker
from tests.sheets import identity


def as_it_was(make, number):
    """A 举报 case as 0.1.0 left it: with its complainant, a text and a printed paper that name them."""
    with make.context(), audit.during("tests.old", accounts.by_login("inspector")):
        case = queries.case_by_number(number)
        case.facts = "周桂兰反映单位拖欠工资"
        store.print_set(case, ["complaint-register"], by=accounts.by_login("inspector"))
        case.channel = "report"
        db.session.flush()


def asked(make):
    with make.context():
        return next(q for q in checks.run() if q["name"].startswith("cases: a report"))["ids"]


def test_who_reported_goes_into_a_row_apart_and_nothing_names_them_but_what_is_told(make, run):
    number, other = make.case(id_number=identity(7)), make.case(by="elsewhere", worker_name="别人", telephone="13900000001")
    as_it_was(make, number)
    id = make.id_of(number)
    assert asked(make) == [id]
    dry = json.loads(run("informants", "set-apart", "--as", "admin", "--dry-run", "--json")[1])
    assert dry == {"moved": [{"case": number, "left": []}], "written": False} and asked(make) == [id]
    code, _, error = run("informants", "set-apart", "--as", "mediator", "--json")
    assert code == 0 and asked(make) == [id], "who may not note an informant finds nothing to set apart"
    code, out, error = run("informants", "set-apart", "--as", "admin", "--json")
    assert code == 0, error
    ((moved),) = json.loads(out)["moved"]
    assert moved["case"] == number and moved["left"][0] == "事实和请求" and "投诉登记表" in moved["left"][1] and "周桂兰" not in out
    assert asked(make) == [] and json.loads(run("informants", "set-apart", "--as", "admin", "--json")[1])["moved"] == []
    with make.context():
        kept = db.session.scalar(db.select(Informant).where(Informant.matter_id == id))
        assert (kept.name, kept.telephone, kept.id_number) == ("周桂兰", "13800002106", identity(7))
        assert queries.case_by_number(number).complainant_id is None and queries.case_by_number(other).complainant_id
        raw = db.session.execute(sa.text("SELECT name FROM informant")).scalar_one()
        assert "周桂兰" not in raw
        assert db.session.scalar(db.select(audit.AuditEntry.id).where(audit.AuditEntry.action == "arrears.set_apart").limit(1))
        assert db.session.scalar(db.select(sa.func.count(Case.id))) == 2 and db.session.scalar(db.select(sa.func.count(Worker.id))) == 2


def test_the_one_set_apart_is_in_no_list_and_no_search(make, run, browser):
    number = make.case()
    as_it_was(make, number)
    run("informants", "set-apart", "--as", "county")
    browser.sign_in("inspector")
    assert not browser.open("parties.workers").has("周桂兰")
    assert not browser.open("search.index", q="周桂兰").has("13800002106")
