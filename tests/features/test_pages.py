"""Every address: who may open it, what it says to those who may not, and under which headers it is sent."""

import io
from datetime import date

import pytest
from sqlalchemy import func, select

from casework.accounts import actions as accounts_do
from casework.accounts import queries as accounts
from casework.arrears import paying
from casework.arrears import queries as cases
from casework.arrears.lifecycle import FLOW
from casework.arrears.models import Case
from casework.channels.models import WorkOrder
from casework.collective import actions as collective
from casework.contracts import actions as contracts
from casework.contracts import reporting
from casework.core import audit, clock, jobs
from casework.core.files import Evidence
from casework.core.importing import ImportBatch
from casework.documents.store import Printed
from casework.extensions import db
from casework.gatherings import actions as gatherings
from casework.parties import project_actions as registering
from casework.parties import project_queries as projects
from casework.parties import queries as parties
from casework.parties.models import Worker
from casework.serving import actions as serving
from tests.browser import CASE_PAGE, Browser
from tests.sheets import identity, long_roster, xlsx

ROLES = {"I": "inspector", "L": "leader", "C": "county", "M": "mediator", "K": "clerk", "T": "treasurer", "S": "supervisor",
         "A": "admin"}
READERS, DESK, PRINTERS, DECIDERS, KEEPERS = "ILCMKTS", "IC", "ILCMKS", "LC", "ILCK"

# endpoint, method: who may; {name}: what of the case stands in the address. Nobody else gets past the guard.
PAGES = [
    ("home", "GET", "ILCMKTSA"),
    ("desk.index", "GET", "ILCMKTSA"),
    ("drafts.show", "GET", "ILCMKTSA"),
    *((f"desk.{page}", "GET", "ILCMKTSA") for page in ("tasks", "new_task", "handovers", "new_handover")),
    ("desk.read", "POST", "ILCMKTSA"),
    ("accounts.absences_month", "GET", "ILCMKTSA"),
    ("accounts.new_absence", "GET", "ILCMKTSA"),
    ("accounts.signed_in", "GET", "ILCMKTSA"),
    ("accounts.end_session", "POST", "ILCMKTSA"),
    ("accounts.end_others", "POST", "ILCMKTSA"),
    ("accounts.end_act", "POST", "ILCMKTSA"),
    ("accounts.locked", "GET", "A"),
    ("accounts.unlock", "POST", "A"),
    ("accounts.give_post", "POST", "A"),
    ("accounts.end_post", "POST", "A"),
    ("accounts.me", "GET", "ILCMKTSA"),
    ("whats_new", "GET", "ILCMKTSA"),
    ("accounts.password", "GET", "ILCMKTSA"),
    ("accounts.index", "GET", "A"),
    ("accounts.new", "GET", "A"),
    ("accounts.show", "GET", "A"),
    ("accounts.deactivate", "POST", "A"),
    ("administration.log", "GET", "SA"),
    ("administration.verify", "POST", "SA"),
    ("administration.seen_worker", "GET", "SA"),
    ("administration.seen_case", "GET", "SA"),
    ("administration.phrase_list", "GET", "LCA"),
    ("administration.withdraw_phrase", "POST", "LCA"),
    ("administration.backup", "GET", "A"),
    ("administration.profile_list", "GET", "A"),
    ("administration.profile", "GET", "A"),
    ("administration.change_profile", "GET", "A"),
    ("administration.change_paper", "GET", "A"),
    ("administration.take_preset", "GET", "A"),
    ("administration.change_body", "GET", "A"),
    ("administration.certificate_list", "GET", "A"),
    ("administration.certificate", "GET", "A"),
    ("administration.make_backup", "POST", "A"),
    ("administration.verify_backup", "POST", "A"),
    ("administration.paper_machine", "GET", "A"),
    ("accounts.glass", "GET", "ILCS"),
    ("accounts.end_glass", "POST", "ILCS"),
    ("accounts.glasses", "GET", "LCS"),
    ("accounts.review_glass", "POST", "LCS"),
    ("informants.show", "GET", "LC"),
    ("informants.new", "GET", "IC"),
    ("parties.index", "GET", READERS),
    ("parties.show", "GET", READERS),
    ("parties.edit", "GET", DESK),
    ("parties.upload_list", "GET", DESK),
    ("parties.merge", "POST", "LC"),
    ("parties.undo", "POST", "LC"),
    ("parties.apart", "POST", READERS),
    ("contracts.index", "GET", READERS),
    ("contracts.show", "GET", READERS),
    ("contracts.new", "GET", DESK),
    ("contracts.opinion", "POST", DESK),
    ("contracts.do", "GET", DESK),
    ("contracts.foresee", "POST", DESK),
    ("contracts.number", "POST", "ILC"),
    ("contracts.paper", "POST", PRINTERS),
    ("contracts.papers", "POST", PRINTERS),
    ("contracts.employer_paper", "POST", PRINTERS),
    ("contracts.blank", "GET", PRINTERS),
    ("contracts.staff", "GET", PRINTERS),
    ("contracts.reminder_list", "GET", PRINTERS),
    ("contracts.reminder_letters", "POST", PRINTERS),
    ("contracts.renewed", "GET", READERS),
    ("contracts.renewals", "POST", PRINTERS),
    ("contracts.compare", "GET", DESK),
    ("contracts.compared_people", "GET", READERS),
    ("contracts.draft_compared", "POST", DESK),
    ("contracts.scan", "GET", DESK),
    ("contracts.scan_seen", "GET", READERS),
    ("contracts.scan_original", "GET", READERS),
    ("contracts.renew_many", "POST", DESK),
    ("contracts.report_links", "GET", DESK),
    ("contracts.report_switch", "GET", "A"),
    ("contracts.report_close", "POST", DESK),
    ("contracts.self_report", "GET", DESK),
    ("contracts.report_take", "POST", DESK),
    ("contracts.report_return", "POST", DESK),
    *((f"collective.{page}", "GET", READERS) for page in ("index", "show", "report", "scan_seen", "scan_original")),
    *((f"collective.{page}", "GET", DESK) for page in ("new", "edit", "scan")),
    *((f"collective.{page}", "POST", DESK) for page in ("bring", "list_employer", "unlist_employer", "recheck")),
    *((f"collective.{page}", "POST", READERS) for page in ("contents", "answer", "note_objection", "drop_objection")),
    ("contracts.upload", "GET", DESK),
    ("contracts.import_template", "GET", DESK),
    ("contracts.imported", "GET", DESK),
    ("contracts.import_progress", "GET", DESK),
    ("contracts.import_returned", "GET", DESK),
    ("contracts.import_write", "POST", DESK),
    ("contracts.import_again", "POST", DESK),
    ("contracts.import_drop", "POST", DESK),
    ("arrears.index", "GET", READERS),
    ("arrears.new", "GET", DESK),
    ("arrears.show", "GET", READERS),
    ("arrears.claims", "GET", READERS),
    ("arrears.sheet", "GET", READERS),
    ("arrears.paste", "POST", DESK),
    ("arrears.proof", "GET", READERS),
    ("arrears.elect", "GET", DESK),
    ("arrears.site", "GET", DESK),
    ("arrears.report", "GET", READERS),
    ("arrears.wage_paper", "GET", PRINTERS),
    ("channels.index", "GET", READERS),
    ("ledgers.index", "GET", READERS),
    ("ledgers.upload", "GET", DESK),
    ("channels.show", "GET", READERS),
    ("channels.do", "GET", DESK),
    ("channels.upload", "GET", DESK),
    ("channels.settings", "GET", "A"),
    ("channels.setting", "GET", "A"),
    ("gatherings.index", "GET", READERS),
    ("gatherings.new", "GET", "ILC"),
    ("gatherings.show", "GET", READERS),
    ("gatherings.report", "POST", "ILC"),
    ("gatherings.end", "POST", "ILC"),
    ("arrears.sheet_worker", "GET", READERS),
    ("arrears.compare", "GET", READERS),
    ("arrears.comparison", "GET", READERS),
    ("arrears.add_claim", "POST", DESK),
    ("calculators.claim", "POST", DESK),
    ("parties.workers", "GET", READERS),
    ("parties.projects", "GET", READERS),
    ("parties.project", "GET", READERS),
    ("parties.project_account", "POST", "ILC"),
    ("parties.upload_projects", "GET", DESK),
    *((f"parties.{page}", "GET", DESK) for page in ("new_project", "edit_project", "project_do", "new_part", "part", "new_team", "team")),
    *((f"parties.{page}", "POST", DESK) for page in ("drop_part", "drop_team")),
    ("search.index", "GET", READERS),
    ("search.ask", "POST", READERS),
    ("parties.worker", "GET", READERS),
    ("parties.number", "POST", "ILC"),
    ("parties.document", "GET", "IC"),
    ("parties.rename", "GET", "IC"),
    ("arrears.number", "POST", "ILC"),
    ("arrears.upload", "GET", DESK),
    ("arrears.roster", "GET", DESK),
    ("arrears.returned", "GET", DESK),
    ("arrears.drop", "POST", DESK),
    ("arrears.write", "POST", DESK),
    ("arrears.add_evidence", "GET", DESK),
    ("phones.show", "POST", DESK),
    ("arrears.evidence", "GET", READERS),
    ("arrears.not_same", "POST", DESK),
    ("arrears.payments", "GET", READERS),
    ("arrears.withdraw_payment", "GET", "ILC"),
    ("arrears.plan", "GET", "ILC"),
    ("arrears.unfound", "POST", "ILC"),
    ("arrears.found", "POST", "ILC"),
    ("arrears.unfound_list", "GET", READERS),
    ("calculators.index", "GET", "ILCMKTSA"),
    ("calculators.show", "GET", "ILCMKTSA"),
    ("calculators.sheet", "POST", "ILCMKTSA"),
    ("calculators.opinion", "POST", "ILCMKTSA"),
    ("calculators.keep", "POST", PRINTERS),
    ("lawbook.year", "GET", "ILCMKTSA"),
    ("lawbook.import_year", "GET", "CA"),
    ("lawbook.tables_index", "GET", "ILCMKTSA"),
    ("lawbook.table", "GET", "ILCMKTSA"),
    ("lawbook.missing", "GET", "ILCMKTSA"),
    ("documents.preview", "GET", PRINTERS),
    ("documents.draft", "GET", PRINTERS),
    ("documents.print", "POST", PRINTERS),
    ("documents.print_set", "POST", PRINTERS),
    ("documents.printed", "GET", PRINTERS),
    ("documents.joined", "GET", PRINTERS),
    ("documents.void", "POST", DECIDERS),
    ("documents.void_list", "GET", PRINTERS),
    ("serving.show", "GET", READERS),
    ("serving.new", "GET", KEEPERS),
    ("serving.lodge", "GET", KEEPERS),
    ("serving.blank", "GET", PRINTERS),
    ("serving.receipt", "POST", PRINTERS),
    ("serving.withdraw", "POST", KEEPERS),
    ("serving.address", "GET", KEEPERS),
    ("serving.address_paper", "POST", PRINTERS),
    ("serving.person", "GET", KEEPERS),
    ("serving.end", "POST", KEEPERS),
    ("serving.person_paper", "POST", PRINTERS),
    ("dossiers.download", "GET", PRINTERS),
    ("dossiers.index", "GET", READERS),
    ("dossiers.show", "GET", READERS),
    ("dossiers.order", "POST", KEEPERS),
    ("dossiers.item", "GET", KEEPERS),
    ("dossiers.take_out", "POST", KEEPERS),
    ("dossiers.bring", "GET", KEEPERS),
    ("dossiers.slip", "GET", KEEPERS),
    ("dossiers.hand_out", "GET", KEEPERS),
    ("dossiers.bind", "GET", KEEPERS),
    ("dossiers.cover", "GET", "ILCKS"),
    ("dossiers.judge_cover", "POST", PRINTERS),
    ("dossiers.picture", "GET", "ILCKS"),
    ("dossiers.archive", "GET", KEEPERS),
    ("dossiers.score", "GET", "LCS"),
]
ELSEWHERE = {"saved.keep", "saved.remove",  # test_lists
             "bulks.ask", "bulks.told", "documents.batch", "documents.batch_progress",  # each row by its own right: test_bulk
             "documents.prepared", "documents.prepared_progress", "documents.prepared_file", "documents.prepare_again",  # test_prepared
             "drafts.keep", "drafts.drop",  # one's own: test_drafts
             "channels.match", "channels.link", "channels.tick",  # test_channels
             "parties.match_list", "parties.match_projects",  # one's own list: test_enterprises, test_projects
             "ledgers.match", "ledgers.drop", "ledgers.show",  # one's own file: test_ledgers
             "documents.blank", "blank_B", "blank_b",  # test_phones
             "phones.arrived", "phones.snap", "phones.known", "phones.show_chosen",  # by a code that was shown: test_phones
             "lawbook.confirm", "lawbook.confirm_shipped", "lawbook.withdraw",  # test_tables
             "static", "accounts.sign_in", "accounts.sign_out", "accounts.language",  # open to everybody: test_accounts
             "contracts.report", "contracts.report_roster", "contracts.report_template", "contracts.report_send",  # test_self_report
             "contracts.report_leave",
             "documents.verify", "verify_tokenv", "verify_tokenV",  # public: tests/documents
             "administration.download",  # test_administration
             "administration.sample",  # test_profiles
             "serving.settle",  # test_serving
             "dossiers.handed", "dossiers.look", "dossiers.page", "dossiers.many",  # test_case_files
             *(f"desk.{page}" for page in ("task", "finish", "withdraw", "pass_on", "handover", "handover_slip", "share", "sign",
                                           "withdraw_handover")),  # who takes part may, whatever the role: test_desk
             *(f"accounts.{page}" for page in ("absence", "cancel_absence", "act")),  # whose absence it is decides: test_presence
             "collective.move",  # test_collective
             "arrears.move"}  # test_who_may_make_which_move
LEDGER = [["姓名", "身份证号", "用工之日", "合同类型"], ["周桂兰", identity(8), "2026-01-05", "未签"]]
SLOW = {"documents.draft", "dossiers.download", "contracts.blank"}  # each is rendered: one of those who may stands for all


@pytest.fixture
def app(request, databases, today):
    """As everywhere; tests with a `case` begin where the first of them had made it."""
    yield databases.begin("case" if "case" in request.fixturenames and "case" in databases.kept else "template")
    databases.end()


@pytest.fixture
def case(app, make, browser, databases):
    """A case with everything a page can be about: {"id", "number", "values": endpoint -> what its address needs}."""
    if "case" not in databases.kept:
        databases.keep("case", app, everything(app, make, browser))
    browser.sign_in("inspector")
    return databases.kept["case"]


def everything(app, make, browser):
    number = make.case(id_number=identity(7), claimed_fen=412050, from_on=date(2025, 12, 1), to_on=date(2025, 12, 31))
    id = make.id_of(number)
    browser.sign_in("inspector")
    browser.send("arrears.add_evidence", {"file": (io.BytesIO(photo()), "欠条.png")}, id=id)
    browser.send("arrears.upload", {"roster": (io.BytesIO(long_roster()), "花名册.xlsx")}, id=id)
    assert browser.fetch("documents.print", "POST", code="complaint-register", id=id).status_code == 302
    with make.context():
        of = db.session.get(Case, id)
        contract = contracts.register(employer=parties.employer(of.employer_id, accounts.by_login("inspector")), worker_name="周桂兰",
                                      hired_on=date(2026, 1, 5), by=accounts.by_login("inspector")).id
        line = db.session.scalars(cases.lines(cases.case_by_number(number))).first()
        reporting.switch(accounts.area("339901"), open=True, by=accounts.by_login("admin"))
        link = reporting.give_link(parties.employer(of.employer_id, accounts.by_login("inspector")), by=accounts.by_login("inspector"))[0]
        db.session.flush()
        report = reporting.bring(reporting.held(link.id), data=xlsx(LEDGER), name="自报.xlsx")[0]
        db.session.flush()
        reporting.send(link, report.id)
        report = dict(id=report.id)
        submitted = collective.submit(
            area=of.area, employer=parties.employer(of.employer_id, accounts.by_login("inspector")), kind_of="wage", title="工资专项",
            workers_name="工会", speaker="union", signed_on=clock.today(), start_on=clock.today(), end_on=date(2027, 3, 1),
            received_from="周桂兰", by=accounts.by_login("inspector")).id
        payment = paying.pay(case=cases.case_by_number(number), shares={line: 100}, by=accounts.by_login("inspector")).id
        gathering = gatherings.raise_(by=accounts.by_login("inspector"), case=cases.case_by_number(number), noticed_at=clock.now(),
                                      place="大门", people=10, wants="付清工资").id
    orders = xlsx([["工单编号", "派单时间"], ["Z-1", "2026-02-26"]])
    to = browser.fetch("channels.upload", "POST", {"channel": "12345", "file": (io.BytesIO(orders), "工单.xlsx")}).location
    browser.client.post(to, data={"at-number": "0", "at-received_on": "1", "write": "1"})
    with app.app_context():
        order = db.session.scalar(select(WorkOrder.id))
    ledger = xlsx(LEDGER)
    with app.app_context():
        of = db.session.get(Case, id).employer_id
    browser.send("contracts.upload", {"file": (io.BytesIO(ledger), "台账.xlsx")}, employer=of)
    browser.send("contracts.compare", {"pay": (io.BytesIO(ledger), "工资表.xlsx")}, employer=of)
    payroll = xlsx([["姓名", "欠发"], ["工人甲", 1]])
    browser.send("arrears.compare", {"file": (io.BytesIO(payroll), "单位工资表.xlsx")}, id=id)
    browser.send("collective.scan", {"file": (io.BytesIO(photo()), "集体合同.png")}, id=submitted)
    browser.send("contracts.scan", {"file": (io.BytesIO(photo()), "合同.png")}, id=contract)
    with app.app_context():
        jobs.work()  # the papers are rendered once
        matter = dict(id=id)
        worker = db.session.scalar(select(Worker.id))
        printed = db.session.scalar(select(Printed.id))
        employer = db.session.scalar(select(Case.employer_id))
        paper = dict(code="complaint-register", id=id)
        keeper = accounts.by_login("inspector")
        of = cases.case_by_number(number, keeper)
        service = serving.serve(case=of, papers=[printed], role="employer", way="direct", on=date(2026, 3, 2), receiver="王会计",
                                by=keeper).id
        address = serving.confirm(case=of, role="employer", address="城关镇1号", confirmed_on=date(2026, 3, 2), by=keeper).id
        person = serving.appoint(case=of, kind="agent", side="employer", name="李某", scope="general", by=keeper).id
        db.session.commit()
        builder = parties.employer(employer, keeper)
        project = registering.register_project(name="滨江小区一期", area_code="339901001", general=builder, by=keeper)
        part = projects.parts(project)[0]
        team = registering.add_team(project=project, part=part, name="木工组", by=keeper)
        db.session.commit()
        project, part, team = dict(id=project.id), dict(id=project.id, part=part.id), dict(id=project.id, team=team.id)
        batch, compared = (dict(id=id, batch=db.session.scalar(select(ImportBatch.id).where(
            ImportBatch.matter_id == id, ImportBatch.kind == kind))) for kind in ("roster", "payroll"))
        ledger = dict(id=db.session.scalar(select(ImportBatch.id).where(ImportBatch.kind == "contracts")))
        values = {
            "accounts.show": dict(id=accounts.by_login("second").id), "accounts.deactivate": dict(id=accounts.by_login("second").id),
            "accounts.end_session": dict(id=1), "accounts.unlock": dict(id=1), "administration.withdraw_phrase": dict(id=1),
            "accounts.give_post": dict(id=1),
            "accounts.end_post": dict(id=1, post=1),
            "accounts.glass": matter, "accounts.end_glass": matter, "accounts.review_glass": dict(id=1),
            "administration.seen_case": matter, "administration.seen_worker": dict(id=worker),
            "administration.profile": dict(id=accounts.area("339901").id),
            "administration.change_profile": dict(id=accounts.area("339901").id),
            "administration.change_paper": dict(id=accounts.area("339901").id, code="acceptance-notice"),
            "administration.take_preset": dict(id=accounts.area("339901").id, key="wuhan"),
            "administration.change_body": dict(id=accounts.by_login("second").body_id),
            "administration.certificate": dict(id=accounts.by_login("second").id),
            "administration.verify_backup": dict(name="casework-20200101-000000.tar.gz"),
            "informants.show": matter, "informants.new": matter,
            **{f"parties.{name}": project for name in ("project", "project_account", "edit_project", "new_part", "new_team")},
            "parties.project_do": project | dict(what="complete"), "parties.part": part, "parties.drop_part": part,
            "parties.team": team, "parties.drop_team": team,
            "parties.show": dict(id=employer), "parties.edit": dict(id=employer),
            "contracts.show": dict(id=contract), "contracts.number": dict(id=contract),
            "channels.show": dict(id=order), "channels.do": dict(id=order, what="reply"), "channels.setting": dict(channel="12345"),
            "contracts.do": dict(id=contract, what="sign"), "contracts.foresee": dict(id=contract, what="sign"),
            "contracts.new": dict(employer=employer),
            "contracts.opinion": dict(employer=employer), "contracts.paper": dict(id=contract, code="contract-review"),
            "contracts.employer_paper": dict(id=employer, code="employer-review"),
            "contracts.papers": dict(id=contract), "contracts.blank": dict(code="amendment-agreement"),
            "contracts.renewed": dict(of=str(contract)), "contracts.staff": dict(employer=employer),
            "contracts.scan": dict(id=contract), **{f"contracts.scan_{name}": dict(id=contract, scan=db.session.scalar(
                select(Evidence.id).where(Evidence.kind == "contract"))) for name in ("seen", "original")},
            **{f"collective.{name}": dict(id=submitted) for name in (
                "show", "edit", "bring", "contents", "answer", "note_objection", "list_employer", "scan", "recheck")},
            "collective.drop_objection": dict(id=submitted, objection=1), "collective.unlist_employer": dict(id=submitted, listed=1),
            **{f"collective.scan_{name}": dict(id=submitted, scan=db.session.scalar(
                select(Evidence.id).where(Evidence.kind == "collective"))) for name in ("seen", "original")},
            "contracts.report_links": dict(employer=employer), "contracts.report_close": dict(id=1), "contracts.self_report": report,
            "contracts.report_take": report, "contracts.report_return": report,
            "contracts.compare": dict(employer=employer), "contracts.compared_people": dict(of=1),
            "contracts.draft_compared": dict(of=1),
            **{f"contracts.{name}": ledger for name in ("imported", "import_progress", "import_returned", "import_write", "import_again",
                                                        "import_drop")},
            "parties.merge": dict(kind="employers", id=employer, other=employer), "parties.undo": dict(kind="employers", id=employer),
            "parties.apart": dict(kind="employers", id=employer, other=employer),
            "phones.show": matter, "arrears.not_same": matter, "arrears.payments": matter, "arrears.plan": matter,
            "arrears.withdraw_payment": dict(id=id, payment=payment), "arrears.unfound": dict(id=id, worker=worker),
            "arrears.found": dict(id=id, unfound=1),
            "lawbook.table": dict(name="fund_policy"),
            "calculators.show": dict(name="severance"), "calculators.sheet": dict(name="severance"),
            "calculators.opinion": dict(name="severance"),
            "calculators.keep": dict(name="severance", id=id),
            **{f"serving.{name}": matter for name in ("show", "new", "address", "person")},
            "serving.lodge": dict(id=id, printed=printed),
            "serving.blank": dict(id=id, role="complainant", paper=printed), "serving.receipt": dict(id=id, service=service),
            "serving.withdraw": dict(id=id, service=service), "serving.address_paper": dict(id=id, address=address),
            **{f"serving.{name}": dict(id=id, person=person) for name in ("end", "person_paper")},
            "arrears.show": matter, "arrears.claims": matter, "arrears.sheet": matter, "arrears.paste": matter,
            "arrears.proof": matter, "arrears.elect": matter, "arrears.site": matter, "arrears.wage_paper": matter,
            "gatherings.new": dict(case=id), "gatherings.show": dict(id=gathering),
            "gatherings.report": dict(id=gathering), "gatherings.end": dict(id=gathering), "parties.worker": dict(id=worker),
            "arrears.compare": matter, "arrears.comparison": compared,
            "arrears.sheet_worker": dict(id=id, worker=worker), "arrears.add_claim": dict(id=id, worker=worker),
            "calculators.claim": dict(name="severance", id=id),
            "parties.number": dict(id=worker), "parties.document": dict(id=worker), "parties.rename": dict(id=employer),
            "arrears.number": dict(id=id, worker=worker), "arrears.upload": matter, "arrears.roster": batch,
            "arrears.returned": batch, "arrears.drop": batch, "arrears.write": batch, "arrears.add_evidence": matter,
            "arrears.evidence": dict(id=id, evidence=db.session.scalar(select(Evidence.id).where(Evidence.matter_id == id))),
            "documents.preview": paper, "documents.draft": paper,
            "documents.print": paper, "documents.print_set": matter, "documents.printed": dict(id=printed),
            "documents.joined": dict(ids=str(printed)), "documents.void": dict(id=printed), "dossiers.download": matter,
            "dossiers.show": matter, "dossiers.order": matter, "dossiers.bring": matter, "dossiers.slip": matter,
            "dossiers.hand_out": matter, "dossiers.bind": matter, "dossiers.archive": matter, "dossiers.score": matter,
            "dossiers.item": dict(id=id, key=f"e{db.session.scalar(select(Evidence.id))}"),
            "dossiers.take_out": dict(id=id, key="s1"),
            **{f"dossiers.{name}": dict(id=id, key=f"e{db.session.scalar(select(Evidence.id))}") for name in ("cover", "picture")},
            "dossiers.judge_cover": dict(id=id, key=f"e{db.session.scalar(select(Evidence.id))}", what="approve"),
        }
    return {"id": id, "number": number, "values": values, "worker": worker, "employer": employer}


def photo(size=(8, 8)):
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, "PNG")
    return out.getvalue()


def sent(endpoint):
    return {"codes": ["complaint-register"]} if endpoint == "documents.print_set" else None


def test_the_table_names_every_address(app):
    declared = {endpoint for endpoint, _, _ in PAGES} | ELSEWHERE
    assert declared == {rule.endpoint for rule in app.url_map.iter_rules()}


def test_who_may_open_what(app, case):
    wrong = []
    for letter, login in ROLES.items():
        browser = Browser(app).sign_in(login)
        for endpoint, method, who in PAGES:
            if method == "POST" and letter in who:
                continue  # done for real in the tests of their features
            if endpoint in SLOW and letter in who and login != "clerk":
                continue
            answer = browser.fetch(endpoint, method, sent(endpoint), **case["values"].get(endpoint, {}))
            right = {200, 205, 302} if letter in who else {403}
            if answer.status_code not in right:
                wrong.append((login, endpoint, answer.status_code))
            elif answer.status_code == 403 and "编号 403" not in answer.get_data(as_text=True):
                wrong.append((login, endpoint, "says nothing"))
    assert wrong == []


def test_the_buttons_of_the_desk_are_for_those_who_may(app, case):
    """The POSTs of the table, by one who may: none is refused by the guard."""
    for login, endpoint in (("leader", "arrears.number"), ("clerk", "documents.print"), ("mediator", "documents.print_set"),
                            ("county", "arrears.write"), ("leader", "documents.void"), ("admin", "accounts.deactivate")):
        answer = Browser(app).sign_in(login).fetch(endpoint, "POST", sent(endpoint), **case["values"][endpoint])
        assert answer.status_code in {200, 302, 409}, (login, endpoint, answer.status_code)


def test_nobody_sees_anything_before_signing_in(app, case):
    browser = Browser(app)
    for endpoint, method, _ in PAGES:
        answer = browser.fetch(endpoint, method, **case["values"].get(endpoint, {}))
        assert answer.status_code == 302 and answer.location.startswith("/accounts/sign-in"), (endpoint, answer.status_code)


MOVES = [  # state, move, who
    ("registered", "assign", "ILC"), ("registered", "supplement", "IC"), ("registered", "accept", "LC"),
    ("registered", "refuse", "LC"), ("registered", "handover", "LC"), ("registered", "file", "C"),
    ("registered", "settle", "LC"), ("registered", "withdraw", "LC"),
    ("registered", "merge", "LC"), ("registered", "split", "LC"), ("registered", "undo", ""),
    ("filed", "extend", "C"), ("filed", "suspend", "C"), ("filed", "resume", "C"), ("filed", "close", "C"),
    ("filed", "inform", "IC"), ("filed", "request", "IC"), ("filed", "order", "C"), ("registered", "order", ""), ("closed", "reopen", "LC"),
    ("closed", "accept", ""), ("closed", "settle", ""), ("registered", "extend", ""), ("filed", "reopen", ""),
]


def test_who_may_make_which_move(app, make):
    assert {move for _, move, _ in MOVES} == {move.name for move in FLOW.moves}
    ids = {state: make.id_of(make.case(at=state if state != "registered" else None)) for state in ("registered", "filed", "closed")}
    wrong = []
    for letter, login in ROLES.items():
        browser = Browser(app).sign_in(login)
        for state, move, who in MOVES:
            status = browser.fetch("arrears.move", id=ids[state], move=move).status_code
            right = 404 if letter == "A" else 200 if letter in who else 403
            if status != right:
                wrong.append((login, state, move, status))
    assert wrong == []


def test_a_move_that_does_not_exist_is_no_page(make, browser):
    browser.sign_in("county").open("arrears.move", expect=404, id=make.id_of(make.case()), move="abolish")


def test_another_office_s_case_names_the_office_and_nothing_else(app, case):
    browser = Browser(app).sign_in("elsewhere")
    for endpoint, values in case["values"].items():
        if endpoint.split(".")[0] in ("accounts", "administration", "lawbook") or endpoint in (
                "parties.worker", "parties.number", "parties.document"):
            continue
        method = {name: method for name, method, _ in PAGES}[endpoint]
        if endpoint in ("documents.void", "informants.show", "parties.merge", "parties.undo", "parties.apart", "dossiers.score",
                        "channels.setting"):
            continue  # not for inspectors, or about two records: test_duplicates
        if endpoint in ("calculators.show", "calculators.sheet", "calculators.opinion", "contracts.blank"):
            continue  # without a case in their address they are everybody's
        answer = browser.fetch(endpoint, method, sent(endpoint), **values)
        text = answer.get_data(as_text=True)
        assert answer.status_code == 404, (endpoint, answer.status_code)
        assert "柳堰镇劳动保障监察中队" in text and "1990001" in text, endpoint
        assert "恒砺" not in text and "周桂兰" not in text and case["number"] not in text, endpoint


def test_a_worker_of_another_area_is_not_there(app, case):
    browser = Browser(app).sign_in("elsewhere")
    for page in (browser.open("parties.worker", expect=404, id=case["worker"]),
                 browser.send("parties.number", expect=404, id=case["worker"])):
        assert not page.has("周桂兰")


def test_a_case_that_is_nowhere_is_a_plain_404(browser):
    browser.sign_in("inspector")
    assert browser.open("arrears.show", expect=404, id=999999).text("h1") == "没有这个页面"


@pytest.mark.parametrize("address", ["/arrears/99999999999999999999", "/employers/99999999999999999999",
                                     "/documents/joined/99999999999999999999.pdf", "/documents/joined/a-b.pdf",
                                     "/workers/4294967296", "/arrears/1/roster/99999999999", "/documents/nothing/1/",
                                     "/documents/arrears-roster/99999999999/"])
def test_an_address_somebody_made_up_is_a_404(browser, address):
    assert browser.sign_in("inspector").client.get(address).status_code == 404


@pytest.mark.parametrize("query", ["?q=%00", "?q=%25_%27%22;--", "?after=zzz", "?after=W10=", "?after=bnVsbA==", "?order=id;drop",
                                   "?state=nothing", "?channel=x", "?clock=x", "?officer=%F0%9F%92%A9", "?q=" + "a" * 4000])
def test_a_list_answers_whatever_stands_in_its_address(make, browser, query):
    make.case()
    browser.sign_in("supervisor")
    for path in ("/arrears/", "/employers/", "/workers/", "/administration/trail"):
        assert browser.client.get(path + query).status_code == (400 if "%00" in query else 200), path


def test_with_no_area_there_is_nothing(app, make):
    """A person without a post sees no list at all; one whose area holds no case sees an empty one."""
    make.case()
    empty = Browser(app).sign_in("helper")
    page = empty.open("arrears.index")
    assert page.has("还没有案件") and not page.has("恒砺")
    assert not empty.open("parties.index").has("恒砺") and not empty.open("parties.workers").has("周桂兰")
    with make.context():
        user = accounts_do.create(login="postless", name="无岗位", role="inspector", area=accounts.area("339901001"), must_change=False,
                                  password_hash=accounts_do.hashed("right-horse-7"), by=None)
        db.session.flush()
        with audit.during("tests.no_post", None):
            db.session.delete(db.session.scalar(select(accounts.Post).where(accounts.Post.user_id == user.id)))
            db.session.flush()
    nobody = Browser(app).sign_in("postless")
    assert nobody.fetch("arrears.index").status_code == 403
    assert nobody.fetch("home").location == "/accounts/me"


def test_the_county_sees_its_townships_and_no_other_county(app, make):
    here, other = make.case(), make.case(by="helper", employer_name="北浦水产有限公司", worker_name="李四")
    county = Browser(app).sign_in("county").open("arrears.index")
    assert county.has(here) and not county.has(other)
    neighbour = Browser(app).sign_in("assisting").open("arrears.index")
    assert neighbour.has(other) and not neighbour.has(here)


POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
          "worker-src 'self'; manifest-src 'self'; form-action 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'")


def test_every_page_is_sent_under_a_strict_policy(app, case):
    browser = Browser(app)
    for answer in (browser.fetch("accounts.sign_in"), browser.client.get("/nothing"), browser.sign_in("inspector").fetch("arrears.index"),
                   browser.fetch("arrears.show", **case["values"]["arrears.show"]), browser.fetch("accounts.index"),
                   browser.fetch("arrears.new")):
        assert answer.headers["Content-Security-Policy"] == POLICY
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Cache-Control"] == "no-store"
        text = answer.get_data(as_text=True)
        assert "<script>" not in text and " style=" not in text and " onclick=" not in text and "javascript:" not in text


def test_what_is_downloaded_can_do_nothing_in_our_name(app, case):
    browser = Browser(app).sign_in("inspector")
    for endpoint in ("arrears.evidence", "arrears.returned"):
        answer = browser.fetch(endpoint, **case["values"][endpoint])
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.mimetype == "application/octet-stream" and answer.headers["X-Content-Type-Options"] == "nosniff"
    preview = browser.fetch("documents.preview", **case["values"]["documents.preview"])
    policy = preview.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox") and "script-src" not in policy
    for endpoint in ("documents.draft", "documents.printed", "documents.joined", "dossiers.download"):
        answer = browser.fetch(endpoint, **case["values"][endpoint])
        assert answer.mimetype == "application/pdf" and answer.data.startswith(b"%PDF-"), endpoint
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'"), endpoint
        assert "script-src" not in answer.headers["Content-Security-Policy"] and answer.headers["Cache-Control"] == "no-store"


def test_a_wrong_method_and_a_file_too_large_say_so(app, case):
    browser = Browser(app).sign_in("inspector")
    answer = browser.fetch("arrears.write", **case["values"]["arrears.write"])
    assert answer.status_code == 405 and "这个地址不能这样打开" in answer.get_data(as_text=True)
    app.config["MAX_CONTENT_LENGTH"] = 1000
    answer = browser.fetch("arrears.upload", "POST", {"roster": (io.BytesIO(b"x" * 5000), "a.xlsx")}, id=case["id"])
    assert answer.status_code == 413 and "50 MB" in answer.get_data(as_text=True)


def test_the_menu_offers_only_what_opens(app, case):
    """Nobody is led to a door that is closed to them."""
    for login in ROLES.values():
        browser = Browser(app).sign_in(login)
        page = browser.open("accounts.me")
        links = [e.etree_element.get("href") for e in page.root.query_all("nav a")]
        assert links or login == "nobody"
        for link in links:
            assert browser.client.get(link).status_code == 200, (login, link)


def test_every_link_on_a_case_opens_for_who_sees_it(app, case):
    for login in ("inspector", "leader", "clerk", "treasurer"):
        browser = Browser(app).sign_in(login)
        page = browser.open("arrears.show", budget=CASE_PAGE, id=case["id"])
        for element in page.root.query_all("main a[href]"):
            link = element.etree_element.get("href")
            if link.startswith("/"):
                assert browser.client.get(link).status_code == 200, (login, link)
    with app.app_context():
        assert db.session.scalar(select(func.count(Printed.id))) == 1, "looking prints nothing"
