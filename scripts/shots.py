"""A picture of every page, in both languages and both widths, to be looked at: out/shots/LANGUAGE-WIDTH-PAGE.png.

    make shots [ARGS="sign-in case-"]     only pages whose names begin with one of these words

A temporary server with the demonstration city serves them; pages are opened by the roles that use them.
"""

import os
import shutil
import sys
import tempfile
import threading
from pathlib import Path

import tools
from playwright.sync_api import sync_playwright
from serve import prepare
from setup import CHROMIUM
from tools import ROOT, Stop, say

OUT = ROOT / "out" / "shots"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
WIDTHS = {1366: 900, 390: 844}
LANGUAGES = {"zh": "zh_Hans_CN", "en": "en"}
NOBODY = "nobody"
WIDER = "document.documentElement.scrollWidth > innerWidth + 1"


def pages(app):
    """[(login, name, path)]: every kind of page once, and a case in every state. A new kind of page gets a line here."""
    from sqlalchemy import select

    from casework.accounts.queries import by_login
    from casework.arrears.lifecycle import FLOW
    from casework.arrears.models import ClaimLine
    from casework.documents import FORMS
    from casework.extensions import db
    from casework.law import rules
    from casework.parties.queries import employers

    made = [
        (NOBODY, "sign-in", "/accounts/sign-in"),
        ("inspector", "home", "/"),
        ("inspector", "desk", "/desk/"),
        ("inspector", "desk-late", "/desk/?colour=red"),
        ("inspector", "absences", "/accounts/absences/"),
        ("leader", "absence-new", "/accounts/absences/new"),
        ("inspector", "sessions", "/accounts/sessions"),
        ("admin", "locked", "/accounts/locked"),
        ("leader", "phrases", "/administration/phrases"),
        ("inspector", "tasks", "/desk/tasks/"),
        ("leader", "task-new", "/desk/tasks/new"),
        ("inspector", "task", "/desk/tasks/1"),
        ("leader", "handovers", "/desk/handovers/"),
        ("inspector", "handover-new", "/desk/handovers/new"),
        ("leader", "handover", "/desk/handovers/1"),
        ("insp-03", "handover-giver", "/desk/handovers/1"),
        ("leader", "leader-desk", "/desk/"),
        ("inspector", "orders", "/channels/"),
        ("inspector", "dossiers", "/dossiers/"),
        ("leader", "dossiers-wait", "/dossiers/?wait=archive&order=closed"),
        ("inspector", "ledgers", "/ledgers/"),
        ("inspector", "ledger-row", "/ledgers/1"),
        ("inspector", "order", "/channels/1"),
        ("inspector", "order-reply", "/channels/1/reply"),
        ("inspector", "order-assign", "/channels/1/assign"),
        ("inspector", "order-import", "/channels/import"),
        ("admin", "order-setting", "/channels/settings/12345"),
        ("inspector", "cases", "/arrears/"),
        ("inspector", "case-new", "/arrears/new"),
        ("inspector", "employers", "/employers/"),
        ("inspector", "employer-list", "/employers/lists"),
        ("inspector", "contracts", "/contracts/"),
        ("inspector", "contracts-import", "/contracts/import"),
        ("inspector", "contracts-reminders", "/contracts/reminders"),
        ("inspector", "contracts-reminders-findings", "/contracts/reminders?kind=findings"),
        ("inspector", "workers", "/workers/"),
        ("inspector", "search", "/search/?q=有限"),
        ("inspector", "search-none", "/search/?q=没有这个"),
        ("inspector", "me", "/accounts/me"),
        ("inspector", "password", "/accounts/password"),
        ("inspector", "not-found", "/arrears/999999"),
        ("supervisor", "forbidden", "/arrears/new"),
        ("county", "county-home", "/"),
        ("supervisor", "supervisor-home", "/"),
        ("county", "voids", "/documents/voids"),
        ("supervisor", "glasses", "/accounts/glasses"),
        ("admin", "users", "/accounts/"),
        ("admin", "user-new", "/accounts/new"),
        ("inspector", "news", "/help/new"),
        ("supervisor", "trail", "/administration/trail"),
        ("admin", "backups", "/administration/backups"),
        ("admin", "machine", "/administration/machine"),
        ("admin", "profiles", "/administration/profiles/"),
        ("admin", "certificates", "/administration/certificates/"),
        ("inspector", "law-year", "/law/calendar/"),
        ("inspector", "law-year-next", "/law/calendar/2027"),
        ("admin", "law-import", "/law/calendar/import"),
        ("county", "law-tables", "/law/tables/"),
        ("county", "law-fund-policy", "/law/tables/fund_policy"),
        ("county", "law-tiers", "/law/tables/minimum_wage_tiers"),
        ("county", "law-missing", "/law/missing"),
    ]
    with app.app_context():
        from casework.accounts.models import Glass
        from casework.arrears import queries
        from casework.arrears.models import Case
        from casework.informants.models import Informant

        looked = db.session.scalar(select(Glass.matter_id).order_by(Glass.id.desc()))
        reported = db.session.scalar(select(Informant.matter_id).where(Informant.matter_id != looked))
        near = [db.session.get(Case, looked).area_id, by_login("inspector").home.id]
        far = db.session.scalar(select(Case.id).where(Case.area_id.not_in(near))
                                .order_by(Case.id.desc()))
        made.append(("inspector", "case-glass", f"/arrears/{looked}"))
        made.append(("inspector", "elsewhere", f"/arrears/{far}"))
        made.append(("inspector", "glass", f"/accounts/glass/{far}?back=/arrears/{far}"))
        made.append(("county", "informant", f"/informants/{reported}"))

        people = {login: by_login(login) for login in ("inspector", "leader", "county")}
        made.append(("admin", "user", f"/accounts/{people['inspector'].id}"))
        made.append(("admin", "certificate", f"/administration/certificates/{people['inspector'].id}"))
        profile = f"/administration/profiles/{people['county'].home.id}"
        made += [("admin", "profile", profile), ("admin", "profile-change", f"{profile}/change"),
                 ("admin", "profile-paper", f"{profile}/papers/acceptance-notice"),
                 ("admin", "profile-preset", f"{profile}/presets/wuhan")]
        made.append(("admin", "body", f"/administration/bodies/{people['county'].body_id}"))
        seen = db.session.scalars(queries.cases(people["inspector"])).unique().all()
        employer = db.session.scalars(employers(people["inspector"])).unique().first()
        from casework.gatherings.models import Gathering

        for state in ("open", "ended"):
            one = db.session.scalar(select(Gathering.id).where(Gathering.state == state))
            made += [("inspector", f"gathering-{state}", f"/gatherings/{one}")]
        made += [("inspector", "gatherings", "/gatherings/"), ("inspector", "gathering-new", "/gatherings/new"),
                 ("inspector", "paper-gathering", f"/documents/gathering-report/{one}/")]
        made.append(("inspector", "bulk-told", f"/bulk/{ticked(seen)}"))
        made.append(("inspector", "employer", f"/employers/{employer.id}"))
        from sqlalchemy.orm import selectinload

        from casework.collective.models import Collective

        made += [("inspector", "collective", "/collective/"), ("inspector", "collective-new", f"/collective/new?employer={employer.id}"),
                 ("inspector", "collective-regional", "/collective/new"), ("county", "collective-report", "/collective/coverage")]
        contracts = select(Collective).where(Collective.scope != "industry").options(selectinload(Collective.parties))
        for one in db.session.scalars(contracts):
            made.append(("inspector", f"collective-{one.state}", f"/collective/{one.id}"))
            if one.state == "registered":
                made.append(("county", "collective-decide", f"/collective/{one.id}"))
            if one.state == "in_force":
                made += [("inspector", f"collective-move-{name}", f"/collective/{one.id}/move/{name}") for name in ("publish", "end")]
                made += [("inspector", f"collective-paper-{code}", f"/documents/collective-{code}/{one.id}/")
                         for code in ("receipt", "publication")]
            if one.state == "objected":
                made += [("inspector", "collective-paper-opinion", f"/documents/collective-opinion/{one.id}/"),
                         ("inspector", "collective-edit", f"/collective/{one.id}/edit"),
                         ("inspector", "collective-scan", f"/collective/{one.id}/scan"),
                         ("inspector", "collective-employer", f"/employers/{one.parties[0].employer_id}")]
        made.append((NOBODY, "contracts-report", "/contracts/report"))
        made.append(("admin", "contracts-report-switch", "/contracts/report/switch"))
        shown, sent = papered(employer)
        made.append(("inspector", "contract-show", f"/contracts/{shown}"))
        made.append(("inspector", "contracts-staff", f"/contracts/staff?employer={employer.id}"))
        made += [("inspector", f"prepared-{phase}", f"/documents/prepared/{id}") for phase, id in prints(people["inspector"])]
        made.append(("inspector", "contracts-renewed", f"/contracts/renewed?of={shown}"))
        made.append(("inspector", "contract-scan", f"/contracts/{shown}/scan"))
        made.append(("inspector", "contracts-report-links", f"/contracts/report/links?employer={employer.id}"))
        made.append(("inspector", "contracts-report-sent", f"/contracts/reports/{sent}"))
        made.append(("inspector", "contracts-compare", f"/contracts/compare?employer={employer.id}"))
        made.append(("inspector", "contracts-compared", f"/contracts/compared?of={compared(employer)}"))
        made.append(("inspector", "contracts-imported", f"/contracts/import/{ledger(app, employer)}"))
        made.append(("inspector", "contract-new", f"/contracts/new?employer={employer.id}"))
        from casework.parties.project_models import Project, ProjectPart, ProjectTeam

        one, other = db.session.scalars(select(Project.id).order_by(Project.id).limit(2)).all()
        part = db.session.scalar(select(ProjectPart.id).where(ProjectPart.project_id == one, ProjectPart.role == "sub"))
        team = db.session.scalar(select(ProjectTeam.id).join(ProjectTeam.part).where(ProjectPart.project_id == one))
        placed = db.session.scalar(select(Case.id).where(Case.project_id == one).order_by(Case.state != "filed"))
        made += [("inspector", "projects", "/projects/"), ("inspector", "project", f"/projects/{one}"),
                 ("inspector", "project-day", f"/projects/{other}?on=2025-04-20"), ("clerk", "project-clerk", f"/projects/{other}"),
                 ("inspector", "project-new", "/projects/new"), ("inspector", "project-edit", f"/projects/{one}/edit"),
                 ("inspector", "project-complete", f"/projects/{one}/complete"),
                 ("inspector", "project-part-new", f"/projects/{one}/parts"),
                 ("inspector", "project-part", f"/projects/{one}/parts/{part}"),
                 ("inspector", "project-team-new", f"/projects/{one}/teams"),
                 ("inspector", "project-team", f"/projects/{one}/teams/{team}"),
                 ("inspector", "project-case", f"/arrears/{placed}"), ("inspector", "project-of-case", f"/arrears/{placed}/site"),
                 ("inspector", "project-payers", f"/calculators/who-must-pay?project={one}"),
                 ("inspector", "project-payers-case", f"/calculators/who-must-pay?case={placed}"),
                 ("inspector", "project-search", "/search/?q=安置")]
        made.append(("inspector", "employer-edit", f"/employers/{employer.id}/edit"))
        made.append(("inspector", "employer-rename", f"/employers/{employer.id}/rename"))
        from casework.parties import alike
        from casework.parties.models import Employer, EmployerMerge

        one, other = next((e.id, found[0].id) for e in db.session.scalars(employers(people["leader"]).order_by(Employer.id)).unique()
                          if (found := alike.like(e, people["leader"])))
        made.append(("leader", "employer-alike", f"/employers/{one}"))
        made.append(("leader", "employer-merge", f"/employers/{one}/merge/{other}"))
        made.append(("leader", "employer-merged", f"/employers/{db.session.scalar(select(EmployerMerge.survivor_id))}"))
        by_state = {}
        for case in seen:
            by_state.setdefault(str(case.state), case)
        for state, case in by_state.items():
            made.append(("inspector", f"case-{state}", f"/arrears/{case.id}"))
            for login in ("inspector", "leader", "county"):
                for move in FLOW.available(case, people[login]):
                    made.append((login, f"move-{move.name}-{state}", f"/arrears/{case.id}/move/{move.name}"))
        first = next(iter(by_state.values()))
        made.append(("inspector", "employer-with-cases", f"/employers/{by_state['filed'].employer_id}"))
        made += [
            ("inspector", "claims", f"/arrears/{first.id}/claims"),
            ("inspector", "sheet", f"/arrears/{by_state['filed'].id}/sheet"),
            ("inspector", "sheet-days", f"/arrears/{by_state['filed'].id}/sheet?layer=days"),
            ("inspector", "sheet-owed", f"/arrears/{by_state['filed'].id}/sheet?layer=owed"),
            *_compared(),
            ("inspector", "roster", f"/arrears/{first.id}/roster"),
            ("inspector", "evidence", f"/arrears/{first.id}/evidence"),
            ("inspector", "payments", f"/arrears/{first.id}/payments"),
            ("inspector", "plan", f"/arrears/{first.id}/plan"),
            ("inspector", "unfound", "/arrears/unfound"),
            ("county", "report", "/arrears/report"), ("county", "report-month", "/arrears/report?by=month"),
            ("inspector", "wage-papers", f"/arrears/{by_state['filed'].id}/wage-papers"),
            ("inspector", "elect", f"/arrears/{by_state['filed'].id}/representatives"),
            ("inspector", "proof", f"/arrears/{by_state['filed'].id}/proof"),
        ]
        filed = by_state["filed"].id
        made += [("inspector", "serving", f"/serving/{filed}"), ("inspector", "serving-new", f"/serving/{filed}/new"),
                 ("inspector", "serving-address", f"/serving/{filed}/address"), ("inspector", "serving-person", f"/serving/{filed}/person")]
        from casework.dossiers.models import Dossier, Redaction

        bound = db.session.scalar(select(Dossier.matter_id))
        covered = f"/dossiers/{bound}/items/e{db.session.scalar(select(Redaction.evidence_id))}/cover"
        made += [("inspector", "dossier", f"/dossiers/{bound}"), ("inspector", "dossier-side", f"/dossiers/{bound}?volume=side"),
                 ("inspector", "dossier-cover-page", f"/dossiers/{bound}?show=cover"),
                 ("leader", "dossier-open", f"/dossiers/{by_state['filed'].id}"), ("leader", "dossier-review", f"/dossiers/{bound}/review"),
                 ("leader", "dossier-cover", covered), ("inspector", "dossier-archive", f"/dossiers/{bound}/archive"),
                 ("inspector", "dossier-bind", f"/dossiers/{bound}/bind"),
                 ("inspector", "dossier-bring", f"/dossiers/{bound}/bring"), ("inspector", "dossier-slip", f"/dossiers/{bound}/slip"),
                 ("inspector", "dossier-hand-out", f"/dossiers/{bound}/hand-out")]
        made += [("inspector", f"paper-{code}", f"/documents/{code}/{first.id}/") for code in FORMS
                 if FORMS[code].about(first, people["inspector"])]
        made += [("inspector", "calc-index", "/calculators/"), ("inspector", "calc-case", f"/calculators/?case={first.id}")]
        made += [("inspector", f"calc-{name}", f"/calculators/{name}?case={first.id}") for name in rules.every()]
        worker = db.session.scalar(select(ClaimLine.worker_id).where(ClaimLine.case_id == first.id).limit(1))
        made.append(("inspector", "worker", f"/workers/{worker}"))
        made.append(("supervisor", "seen-worker", f"/administration/seen/worker/{worker}"))
        made.append(("supervisor", "seen-case", f"/administration/seen/case/{looked}"))
        made.append(("inspector", "worker-document", f"/workers/{worker}/document"))
        from casework.administration import backups

        backups.make("casework-20261015-183000.tar.gz")
        db.session.remove()
    once = {}
    for login, name, path in made:
        once.setdefault(name, (login, name, path))
    return list(once.values())


def prints(by):
    """[(phase, id)] of large prints in every phase; nobody makes them here."""
    from casework.core import clock, notices, words
    from casework.documents.prepared import PAGE, Prepared
    from casework.extensions import db
    from casework.law.findings import Message

    asked = dict(kind="contracts.staff", args={}, by_id=by.id, at=clock.now(), came_from="/dossiers/")
    why = words.frozen(Message("{number}：{why}", number="澄人社监案〔2026〕第007号", why="案卷里还没有材料"))
    rows = {"waiting": Prepared(token="1", name="案卷正卷40卷.zip", done=17, total=40, **asked),
            "begun": Prepared(token="2", name="云澜市恒砺服饰有限公司职工名册.pdf", **asked),
            "ready": Prepared(token="3", name="案卷正卷40卷.zip", phase="ready", **asked),
            "failed": Prepared(token="4", name="案卷正卷40卷.zip", phase="failed", problem=why, **asked)}
    db.session.add_all(rows.values())
    db.session.flush()
    notices.tell(by.id, Message("{name}已经备好，保留一天", name="案卷正卷40卷"), PAGE, rows["ready"].id)
    db.session.commit()
    return [(phase, row.id) for phase, row in rows.items()]


def ledger(app, employer):
    """A ledger that was staged, with something of everything: its id."""
    from casework.accounts.queries import by_login
    from casework.contracts import staging
    from casework.core import files, jobs
    from casework.extensions import db

    sys.path.insert(0, str(ROOT / "tests"))
    from sheets import identity, xlsx

    rows = [[f"工人{n}", identity(n), "固定期限", "2026-03-02", "2026-03-02", "2028-03-01", "2026-08-31" if n % 3 == 0 else None,
             "1.2万" if n == 4 else 4200 + n] for n in range(1, 12)]
    data = xlsx([["云澜市劳动合同台账"],
                 ["姓名", "身份证号", "合同类型", "用工之日", "合同起始日期", "合同终止日期", "试用期止", "月工资", "备注"],
                 *rows, ["周桂兰", "330106198603130009", "未签", "2026-03-02", None, None, None, 4000]])
    id = staging.stage(kept=files.keep(data, "劳动合同台账.xlsx"), employer=employer, by=by_login("inspector")).id
    db.session.commit()
    jobs.work()
    return id


def ticked(cases):
    """Officers for cases of every state at once, of which some are over: the id of what became of them."""
    from casework.accounts.queries import by_login
    from casework.core import bulking
    from casework.extensions import db

    run = bulking.carry_out("arrears.cases", "assign", [case.id for case in cases[:12]], nonce="shots", by=by_login("inspector"),
                            officers=["insp-03", "inspector"])
    db.session.commit()
    return run.id


def compared(employer):
    """An employer's lists beside its register: the id of the comparison."""
    from casework.accounts.queries import by_login
    from casework.contracts import comparing
    from casework.contracts.compared import compare
    from casework.core import files
    from casework.extensions import db

    sys.path.insert(0, str(ROOT / "tests"))
    from sheets import identity, xlsx

    pay = xlsx([["九月工资表"], ["姓名", "身份证号", "入职日期", "应发工资"],
                *([f"工人{'甲乙丙丁戊己庚'[n]}", identity(n), f"2026-0{n + 3}-08", 4300 + 150 * n] for n in range(7)),
                ["周桂兰", "330106198603130009", None, 5000], ["陈立根", None, None, 4800]])
    kept = files.keep(pay, "九月工资表.xlsx")
    id = compare(employer=employer, lists={"pay": (kept, *comparing.people(pay))}, by=by_login("inspector")).id
    db.session.commit()
    return id


def _compared():
    """The case whose employer brought its payroll: the sheet of findings, one worker, the two lists side by side."""
    from sqlalchemy import select

    from casework.arrears.grounds import Calculation
    from casework.arrears.models import ClaimLine
    from casework.core.importing import ImportBatch
    from casework.extensions import db

    batch = db.session.scalar(select(ImportBatch).where(ImportBatch.kind == "payroll"))
    worker = db.session.scalar(select(ClaimLine.worker_id).join(Calculation, Calculation.line_id == ClaimLine.id))
    at = f"/arrears/{batch.matter_id}"
    return [("inspector", "sheet-found", f"{at}/sheet?layer=recognised"), ("inspector", "sheet-kinds", f"{at}/sheet"),
            ("inspector", "sheet-worker", f"{at}/sheet/{worker}"), ("inspector", "sheet-compare", f"{at}/compare"),
            ("inspector", "sheet-comparison", f"{at}/compare/{batch.id}")]


def papered(employer):
    """A contract with its signed paper, and a roster that the employer sent: their ids."""
    import io
    from datetime import date

    from PIL import Image

    from casework.accounts import queries as accounts
    from casework.accounts.queries import by_login
    from casework.contracts import actions, reporting
    from casework.core import files
    from casework.extensions import db

    sys.path.insert(0, str(ROOT / "tests"))
    from sheets import identity, xlsx

    by, out = by_login("inspector"), io.BytesIO()
    contract = actions.register(employer=employer, worker_name="周桂兰", id_number=identity(9), kind="fixed", start_on=date(2025, 11, 1),
                                end_on=date(2026, 10, 31), signed_on=date(2025, 11, 1), probation_end_on=date(2026, 2, 28), post="焊工",
                                wage_kind="monthly", wage_fen=520000, by=by)
    Image.new("RGB", (620, 877), "white").save(out, "PNG")
    actions.add_scan(contract, kept=files.keep(out.getvalue(), "劳动合同.png", "image/png"), by=by)
    county = next(area for area in accounts.areas(by_login("county"), "contract:view") if area.level == "county")
    reporting.switch(county, open=True, by=by_login("admin"))
    link = reporting.give_link(employer, by=by)[0]
    db.session.flush()
    data = xlsx([["姓名", "身份证号", "合同类型", "用工之日"], ["陈立根", identity(11), "未签", "2026-05-08"]])
    sent = reporting.bring(reporting.held(link.id), data=data, name="职工花名册.xlsx")[0]
    db.session.flush()
    reporting.send(link, sent.id)
    db.session.commit()
    return contract.id, sent.id


def photograph(base, wanted, password):
    """Answers the pages that did not open or that scroll sideways on a phone."""
    chromium = os.environ.get("CASEWORK_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    wrong = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        for login in dict.fromkeys(login for login, _, _ in wanted):
            page = browser.new_context(locale="zh-CN").new_page()
            page.goto(f"{base}/accounts/sign-in")
            if login != NOBODY:
                page.fill("[name=login]", login)
                page.fill("[name=password]", password)
                page.click("main button.btn-primary")
                if "/sign-in" in page.url:
                    raise Stop(f"{login} 没能登录：{page.inner_text('main')[:200]}")
            for short, code in LANGUAGES.items():
                button = page.locator(f"button[name=language][value={code}]").first
                if button.count():
                    button.evaluate("b => b.form.requestSubmit(b)")  # the menu may be folded away
                    page.wait_for_load_state()
                for name, path in [(name, path) for who, name, path in wanted if who == login]:
                    for width, height in WIDTHS.items():
                        page.set_viewport_size({"width": width, "height": height})
                        answer = page.goto(base + path)
                        page.screenshot(path=OUT / f"{short}-{width}-{name}.png", full_page=True)
                        if answer.status >= 400 and name not in {"not-found", "forbidden", "elsewhere"}:
                            wrong.append(f"{answer.status} {login} {path}")
                        if not name.startswith("paper-") and page.evaluate(WIDER):  # a sheet of A4 stays one
                            wrong.append(f"wider than {width}: {login} {path}")
            page.context.close()
        browser.close()
    return wrong


def shots():
    sys.path.insert(0, str(ROOT))
    import waitress

    from casework import create_app

    instance = tempfile.mkdtemp(prefix="casework-shots-")
    try:
        app = create_app(INSTANCE=instance, SQLALCHEMY_DATABASE_URI=f"sqlite:///{instance}/casework.db")
        demo = prepare(app)
        server = waitress.create_server(app, host="127.0.0.1", port=0, threads=8)
        threading.Thread(target=server.run, daemon=True).start()
        words = sys.argv[1:]
        wanted = [page for page in pages(app) if not words or any(page[1].startswith(word) for word in words)]
        OUT.mkdir(parents=True, exist_ok=True)
        say(f"{len(wanted)} pages, 2 languages, 2 widths")
        wrong = photograph(f"http://127.0.0.1:{server.effective_port}", wanted, demo["password"])
    finally:
        shutil.rmtree(Path(instance), ignore_errors=True)
    if wrong:
        raise Stop("\n".join(wrong))


if __name__ == "__main__":
    tools.main(shots)
