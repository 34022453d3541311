"""计算器: every rule on a page that says what `rules run` says; a sheet to print; a sheet kept in a case's file."""

import io
import json
import subprocess
from datetime import date

import pytest
import tinyhtml5
from sqlalchemy import select

from casework.accounts import queries as accounts
from casework.arrears import queries as cases
from casework.calculators import forms, line, telling, words
from casework.contracts import actions as contracts
from casework.core import jobs
from casework.core.importing import ImportBatch
from casework.documents import store
from casework.documents.render import written
from casework.dossiers import binder
from casework.extensions import db
from casework.law import rules
from casework.law.sources import Citation, cite
from casework.law.tables import seed
from casework.parties import queries as parties
from casework.parties.models import Worker
from tests.browser import Browser
from tests.sheets import identity, long_roster

SAMPLES = {
    "annual-leave": {"monthly_wage": "6000", "unused_days": "2.5"},
    "capital-amount": {"amount": "1409.50"},
    "credit-code": {"number": "91339901MA2HLTF031"},
    "deadline": {"start": "2026-09-18", "days": "5", "unit": "working", "suspended": [{"from": "2026-09-21", "to": "2026-09-22"}]},
    "double-wage": {"hired": "2025-03-10", "as_of": "2025-11-20", "monthly_wage": "6525", "part_month": "paid-days", "worker_fault": False},
    "extra-compensation": {"owed": "1000.01", "deadline": "2026-02-10", "as_of": "2026-03-02", "paid": "0"},
    "final-award": {"items": [{"name": "加班工资 三月", "amount": "3200"}, {"name": "赔偿金", "amount": "51150"}], "minimum_wage": "2260"},
    "fund-ceiling": {"policy": {"basis": "某文件", "share": "0.5", "flat": "5000"}, "minimum_wage": "2260",
                     "workers": [{"owed": "12600", "months": "3.5"}, {"owed": "4,000", "months": "1"}]},
    "identity-number": {"number": identity(7)},
    "inspection-limitation": {"act_ended": "2024-02-01", "reported_on": "2026-03-02"},
    "limitation": {"kind": "other", "knew_on": "2025-03-03", "claimed_on": "2026-03-04", "interrupted_on": ["2025-05-01", "2025-06-01"]},
    "overtime": {"monthly_wage": "6525", "hours": {"workday": "10", "holiday": "2"}, "days": {"rest_day": "4"},
                 "already_paid_times": {"rest_day": "1"}},
    "probation": {"term": "fixed", "start": "2026-01-01", "end": "2026-12-31", "probation_months": "3", "served_months": "2.5",
                  "probation_wage": "3000", "agreed_wage": "5000"},
    "refusal-to-pay": {"workers": [{"months": "3", "amount": "6000"}], "provincial": {"ten_workers": "60000"}, "ordered": "2026-02-01",
                       "deadline": "2026-02-10", "as_of": "2026-03-02", "paid": "0"},
    "who-must-pay": {"facts": ["owner-late", "sublet"], "owed": "8000"},
    "severance": {"hired": "2005-03-11", "ended": "2025-08-31", "ground": "T40-2", "average_wage": "6820"},
    "unlawful-dismissal": {"hired": "2019-03-11", "ended": "2025-08-31", "ground": "T39-2", "average_wage": "6820",
                           "local_average_monthly_wage": "2000", "minimum_wage": "2260"},
}  # fmt: skip
NAMES = sorted(rules.every())


def typed(name, **more):
    return forms.typed(rules.every()[name], SAMPLES[name]) | more


def squeezed(text):
    return "".join(text.split())


def pdf_text(data, tmp_path):
    path = tmp_path / "sheet.pdf"
    path.write_bytes(data)
    return squeezed(subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout)


@pytest.fixture
def typing(app):
    """Forms need an application and a request; nothing else of it."""
    with app.test_request_context():
        yield


def flat(value):
    """Every single value of a result, as a page would have to show it."""
    if isinstance(value, dict):
        for key, one in value.items():
            if key not in words.HIDDEN:
                yield from flat(one)
    elif isinstance(value, list):
        for one in value:
            yield from flat(one)
    else:
        yield value


def test_every_rule_stands_under_a_subject_and_has_its_words():
    assert sorted(name for _, _, names in words.SUBJECTS for name in names) == NAMES == sorted(SAMPLES) == sorted(words.ABOUT)
    lacking = []
    for name, rule in rules.every().items():
        for given, inner in rule.inputs.items():
            lacking += [f"{name}.{given}"] if words.called(name, given) == (given, "") else []
            inside = inner.fields["item"].fields if inner.kind == "list" else inner.fields
            lacking += [f"{name}.{given}.{part}" for part in inside if words.called(name, f"{given}.{part}")[0] == f"{given}.{part}"]
            lacking += [choice for choice in inner.choices if choice not in words.CHOICES]
        answer = rule.answer(SAMPLES[name], seed()).result
        lacking += [key for key in answer if key not in words.HIDDEN and words.result(name, key)[0] == key]
    assert lacking == []


def test_what_is_typed_is_what_rules_run_is_given(typing):
    """Facts written into the form and read out of it make the same answer, for every rule."""
    for name, rule in rules.every().items():
        form = forms.make(rule)(formdata=None, meta={"csrf": False})
        form.fill(SAMPLES[name])
        assert rules.run(name, form.data_of(), seed()) == rules.run(name, SAMPLES[name], seed()), name


@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_what_the_command_line_says(name, browser, run):
    _, out, _ = run("rules", "run", name, "--input", json.dumps(SAMPLES[name], ensure_ascii=False))
    answer = json.loads(out)
    page = browser.sign_in("treasurer").send("calculators.show", typed(name), name=name)
    shown = squeezed(page.text("#result"))
    for step in answer["steps"]:
        assert squeezed(step["text"]) in shown, step["text"]
        assert all(squeezed(article) in shown for article in step["basis"]), step["basis"]
    for warning in answer["warnings"]:
        assert page.has(warning), warning
    key = words.MAIN.get(name) or words.FIRST[name]
    if name != "who-must-pay":
        assert page.text(".score b") == str(telling.said(name, key, answer["result"][key]))
    for key, value in answer["result"].items():
        if key not in words.HIDDEN and not isinstance(value, list | dict):
            assert squeezed(str(telling.said(name, key, value))) in shown, (key, value)
    with browser.app.app_context():
        assert db.session.scalar(select(store.Printed.id)) is None, "nothing is saved"


def test_an_unknown_is_said_in_words_with_who_must_enter_it(browser):
    page = browser.sign_in("inspector").send("calculators.show", typed("refusal-to-pay"), name="refusal-to-pay")
    assert page.text(".score b") == "尚不能确定" and "unknown" not in page.text("main")
    assert "由管理员录入" in page.text(".warn")
    empty = {"workers": "12600 3", "minimum_wage": "2260", "place": "339901001", "on": "2026-03-02"}
    page = browser.send("calculators.show", empty, name="fund-ceiling")
    assert page.text(".score b") == "尚不能确定" and page.has("缺少当地应急周转金的垫付比例和限额，由管理员录入政策后再计算")


@pytest.mark.parametrize(("name", "wrong", "field", "says"), [
    ("severance", {"average_wage": "六千八"}, "average_wage", "请填写金额（元），最多两位小数"),
    ("severance", {"hired": "2026-02-30"}, "hired", "请填写日期，写成 2026-03-02 的样子"),
    ("severance", {"ended": "2004-01-01"}, "ended", "不能早于用工之日"),
    ("severance", {"ground": ""}, "ground", "请填写"),
    ("severance", {"worker_claim": "五万"}, "worker_claim", "请填写金额（元）"),
    ("overtime", {"hours-workday": "许多"}, "hours-workday", "请填写数字，最多 4 位小数"),
    ("fund-ceiling", {"policy-share": "1.5"}, "policy-share", "请填写 0 至 1 的数字"),
    ("fund-ceiling", {"policy-basis": "", "policy-share": "", "policy-flat": ""}, "policy-basis", "请填写垫付政策，或者写明地区和日期"),
    ("fund-ceiling", {"workers": "12600 3\n5000"}, "workers", "第 2 项：几个月：请填写"),
    ("final-award", {"items": "加班工资 三千"}, "items", "第 1 项：金额（元）：请填写金额（元）"),
    ("limitation", {"interrupted_on": "2025-05-01\n五月"}, "interrupted_on", "第 2 项：请填写日期"),
    ("deadline", {"suspended": "2026-09-22 2026-09-21"}, "suspended", "中止的最后一日不能早于第一日"),
    ("capital-amount", {"amount": ""}, "amount", "请填写"),
    ("double-wage", {"worker_fault": ""}, "worker_fault", "请填写"),
])  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(browser, name, wrong, field, says):
    browser.sign_in("inspector")
    for endpoint in ("calculators.show", "calculators.sheet"):
        page = browser.send(endpoint, typed(name) | wrong, name=name)
        assert page.text("title").startswith("错误：")
        assert any(says in said for said in page.all(f"#{field}-e")), page.all(".bad-say")
        assert page.root.query(f'#errors a[href="#{field}"]') is not None
        assert not page.all(".score")
        kept = page.root.query(f'[name="{field}"]').etree_element
        assert kept.tag == "select" or (kept.get("value") or kept.text or "").strip() == wrong[field]


def test_every_problem_is_told_at_once(browser):
    page = browser.sign_in("inspector").send("calculators.show", {}, name="severance")
    assert len(page.all("#errors li")) == 4


def test_the_parties_figures_stand_beside_the_law(browser):
    sums = {"worker_claim": "60,000", "employer_claim": "30000"}
    page = browser.sign_in("mediator").send("calculators.show", typed("overtime", **sums), name="overtime")
    due = page.text(".score b").removesuffix(" 元")
    cells = page.all("#claims tbody :is(th, td)")
    said = [cells[n:n + 3] for n in (0, 3, 6)]
    fen = int(due.replace(",", "").replace(".", ""))
    assert said[0] == ["依法计算", due, ""]
    assert said[1] == ["劳动者主张", "60,000.00", f"+{(6000000 - fen) / 100:,.2f}"]
    assert said[2] == ["用人单位主张", "30,000.00", f"+{(3000000 - fen) / 100:,.2f}"]


def test_who_must_pay_beside_the_employer(browser):
    page = browser.sign_in("inspector").send("calculators.show", typed("who-must-pay"), name="who-must-pay")
    assert page.text(".score b") == "用人单位、建设单位、施工总承包单位"
    assert page.all("#result tbody td") == ["建设单位", "尚不能确定", "施工总承包单位", "8,000.00 元"]
    assert page.root.query('[name=facts][value=sublet][checked]') is not None


def test_an_unknown_sum_is_compared_with_nothing(browser):
    page = browser.sign_in("mediator").send(
        "calculators.show", {"workers": "12600 3", "minimum_wage": "2260", "place": "3399", "on": "2026-03-02", "worker_claim": "9000"},
        name="fund-ceiling")
    assert page.all("#claims tbody :is(th, td)")[1::2] == ["尚不能确定", "劳动者主张", "—"]


LINES = [  # rule, more facts, spans as (first, last, css)
    ("double-wage", {}, [("2025-03-10", "2025-04-09", "off"), ("2025-04-10", "2025-11-20", "on")]),
    ("double-wage", {"signed": "2025-06-01"}, [("2025-03-10", "2025-04-09", "off"), ("2025-04-10", "2025-05-31", "on"),
                                               ("2025-06-01", "2025-11-20", "off")]),
    ("double-wage", {"as_of": "2025-03-20"}, [("2025-03-10", "2025-03-20", "off")]),
    ("extra-compensation", {}, [("2026-02-11", "2026-03-02", "on")]),
    ("extra-compensation", {"as_of": "2026-02-01"}, [("2026-02-01", "2026-02-10", "off")]),
    ("limitation", {}, [("2025-06-02", "2026-03-04", "on")]),
    ("limitation", {"interrupted_on": []}, [("2025-03-04", "2026-03-03", "on"), ("2026-03-04", "2026-03-04", "roll")]),
    ("inspection-limitation", {}, [("2024-02-02", "2026-02-01", "on"), ("2026-02-02", "2026-03-02", "roll")]),
    ("refusal-to-pay", {}, [("2026-02-01", "2026-02-10", "off"), ("2026-02-11", "2026-03-02", "on")]),
    ("severance", {}, [("2005-03-11", "2007-12-31", "off"), ("2008-01-01", "2025-08-31", "on")]),
    ("unlawful-dismissal", {}, [("2019-03-11", "2025-08-31", "on")]),
    ("probation", {}, [("2026-01-01", "2026-02-28", "on"), ("2026-03-01", "2026-03-31", "roll")]),
    ("deadline", {"days": "2", "unit": "year", "suspended": [{"from": "2026-10-01", "to": "2026-10-08"}]},
     [("2026-09-19", "2028-09-26", "on"), ("2026-10-01", "2026-10-08", "pause")]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "more", "spans"), LINES)
def test_the_days_of_a_rule_are_drawn_as_they_are_counted(name, more, spans):
    """Which days count and which do not, as the answer has them; no label stands over another."""
    rule, data = rules.every()[name], SAMPLES[name] | more
    made = telling.told(rule, rule.answer(data, seed()), data=data)
    assert [(a.isoformat(), b.isoformat(), css) for a, b, css, _ in made.line.spans] == spans and not made.days
    drawing = line.drawn(made.line.points, made.line.spans)
    assert all(x >= 0 and x + width <= line.WIDTH + 2 for x, width, _ in drawing["spans"])
    labels = []
    for x, y, anchor, text in drawing["marks"]:
        wide = sum(11 if letter > "⺀" else 6.2 for letter in text)
        labels.append((x, y, x if anchor == "start" else x - wide, x + wide if anchor == "start" else x))
    for x, y, left, right in labels:
        for other in labels:
            if other is not (x, y, left, right) and other != (x, y, left, right):
                assert y != other[1] or right <= other[2] or other[3] <= left, (labels, "two labels in one place")
                assert not (other[1] > y and left < other[0] < right), (labels, "a line through a label")


def test_a_count_is_drawn_day_by_day_on_the_page_and_on_the_sheet(browser, tmp_path):
    browser.sign_in("treasurer")
    facts = typed("deadline", days="60", start="2026-07-27", suspended="")
    page = browser.send("calculators.show", facts, name="deadline")
    assert page.text("#days .month td.due").endswith("23 60") and len(page.all("#days .month tbody tr")) == 13
    assert "调休上班，计入 20 40" in page.all("#days .month td.add")[0]
    text = pdf_text(browser.fetch("calculators.sheet", "POST", facts, name="deadline").data, tmp_path)
    assert "逐日计算" in text and "20班40" in text and "2360" in text and "25休" in text
    text = pdf_text(browser.fetch("calculators.sheet", "POST", typed("double-wage"), name="double-wage").data, tmp_path)
    assert "2025-04-10起算" in text and "付二倍工资：7个月9天：2025年4月10日至2025年11月20日" in text
    shown = browser.send("calculators.show", typed("double-wage"), name="double-wage")
    assert any("付二倍工资：7 个月 9 天 2025-04-10 至 2025-11-20" in one for one in shown.all("#days .key li"))


def test_the_answer_follows_the_typing(browser):
    """The fragment says what the page says; what is not yet complete only waits."""
    browser.sign_in("inspector")
    whole = browser.send("calculators.show", typed("severance"), name="severance").text("#answer")
    part = browser.fetch("calculators.opinion", "POST", typed("severance"), name="severance").get_data(as_text=True)
    assert "<html" not in part and squeezed(whole) == squeezed("".join(tinyhtml5.parse(part, namespace_html_elements=False).itertext()))
    waiting = browser.fetch("calculators.opinion", "POST", typed("severance", ended=""), name="severance").get_data(as_text=True)
    assert "条件改好以后再算" in waiting and "score" not in waiting


@pytest.mark.parametrize("name", ["severance", "refusal-to-pay", "final-award"])
def test_the_printed_sheet_holds_title_steps_and_articles(browser, name, tmp_path):
    browser.sign_in("treasurer")
    answer = browser.fetch("calculators.sheet", "POST", typed(name), name=name)
    assert answer.mimetype == "application/pdf"
    text, rule = pdf_text(answer.data, tmp_path), rules.every()[name]
    assert f"{rule.title}计算表" in text and "柳堰镇劳动保障监察中队" in text and "草稿" not in text and "没有存入案卷" in text
    made = telling.told(rule, rule.answer(SAMPLES[name], seed()))
    for message, basis, _ in made.steps:
        assert squeezed(str(message)) in text
        assert all(squeezed(written(one)) in text for one in basis)
    for warning in made.warnings:
        assert squeezed(str(warning)) in text
    with browser.app.app_context():
        assert db.session.scalar(select(store.Printed.id)) is None


def test_articles_are_written_out_with_what_was_inserted_and_the_number_of_a_notice():
    assert written(cite("刑法", 276, 1, inserted=1)) == "《刑法》第二百七十六条之一第一款"
    assert written(Citation("某通知", number="人社部发〔2025〕2号")) == "《某通知》（人社部发〔2025〕2号）"


@pytest.fixture
def case(make, browser):
    id = make.id_of(make.case(id_number=identity(7), claimed_fen=412050, from_on=date(2025, 11, 1), to_on=date(2025, 12, 31)))
    browser.sign_in("inspector")
    return id


def test_a_case_fills_in_what_it_knows(browser, case):
    page = browser.open("calculators.show", name="refusal-to-pay", case=case)
    assert page.text("[name=workers]") == "2 4120.50"
    assert page.root.query("[name=as_of]").etree_element.get("value") == "2026-03-02" and page.has("取自案件")
    page = browser.open("calculators.show", name="extra-compensation", case=case)
    assert (page.value("owed"), page.value("paid"), page.value("deadline")) == ("4120.50", "0.00", "")
    page = browser.open("calculators.show", name="deadline", case=case)
    assert (page.value("start"), page.value("days")) == ("2026-03-02", "5")
    link = browser.open("arrears.show", budget=40, id=case).root.query(f'a[href="/calculators/?case={case}"]')
    assert link is not None and browser.open("calculators.index", case=case).has("恒砺服饰")


def test_a_case_gives_the_order_and_the_contract_of_the_person_asked_for(app, make, browser, case, today, tmp_path):
    """An order to pay fills its deadline; the register of contracts fills when somebody was hired; the sheet names that person."""
    number = make.case(employer_name="青石木业有限公司", worker_name="李四", claimed_fen=300000, from_on=date(2025, 12, 1),
                       to_on=date(2025, 12, 31), path=["accept", "file"])
    make.move(number, "order", by="county", due_on=date(2026, 3, 9), asks="pay")
    id = make.id_of(number)
    today(date(2026, 3, 16))
    page = browser.open("calculators.show", name="extra-compensation", case=id)
    assert (page.value("owed"), page.value("deadline"), page.value("paid")) == ("3000.00", "2026-03-09", "0.00")
    page = browser.open("calculators.show", name="refusal-to-pay", case=id)
    assert (page.value("ordered"), page.value("deadline")) == ("2026-03-02", "2026-03-09")
    browser.send("arrears.upload", {"roster": (io.BytesIO(long_roster()), "花名册.xlsx")}, id=id)
    with make.context():
        batch = db.session.scalar(select(ImportBatch.id).where(ImportBatch.matter_id == id))
    browser.send("arrears.write", id=id, batch=batch)
    page = browser.open("calculators.show", name="double-wage", case=id)
    people = [(one.etree_element.get("value"), "".join(one.etree_element.itertext())) for one in page.root.query_all("#worker option")]
    assert [name for _, name in people] == ["李四", "工人甲", "工人乙", "工人丙"] and not page.value("hired")
    worker = int(people[2][0])
    with make.context():
        by = accounts.by_login("inspector")
        contracts.register(employer=parties.employer(cases.case_by_number(number).employer_id, by), worker_name="工人乙",
                           id_number=db.session.get(Worker, worker).id_number, hired_on=date(2025, 5, 6), by=by)
    page = browser.open("calculators.show", name="double-wage", case=id, worker=worker)
    assert page.value("hired") == "2025-05-06" and page.has("取自工人乙的劳动合同登记，请核对")
    text = pdf_text(browser.fetch("calculators.sheet", "POST", typed("double-wage"), name="double-wage", case=id, worker=worker).data,
                    tmp_path)
    assert "劳动者工人乙" in text and "等" not in text.split("一、条件")[0].split("劳动者")[1]


def test_a_kept_sheet_stands_with_the_papers_of_the_case(browser, case, tmp_path):
    facts = typed("severance", worker_claim="200000")
    page = browser.send("calculators.keep", facts, name="severance", id=case, case=case)
    assert page.has("《经济补偿计算表》已存入案卷")
    browser.send("calculators.keep", facts, name="severance", id=case, case=case)  # the same again is the same sheet
    page = browser.send("calculators.keep", typed("capital-amount"), name="capital-amount", id=case, case=case)
    assert [row.split(" ")[0] for row in page.all(".papers li") if "计算表" in row] == ["经济补偿计算表", "金额大写计算表"]
    with browser.app.app_context():
        jobs.work()
        first, second = db.session.scalars(store.of(case).where(store.Printed.code == "calculation-sheet")).all()
        assert first.number is None and first.sha256 and first.facts["case_number"] and "周桂兰" in first.facts["people"]
        ids = first.id, second.id
    text = pdf_text(browser.fetch("documents.printed", id=ids[0]).data, tmp_path)
    assert "经济补偿计算表" in text and "云澜市恒砺服饰有限公司" in text and "没有存入案卷" not in text
    both = browser.fetch("documents.print_set", "POST", {"codes": [f"calculation-sheet:{id}" for id in ids]}, id=case)
    assert both.location.endswith(f"/{ids[0]}-{ids[1]}.pdf")
    browser.open("documents.preview", expect=404, code="calculation-sheet", id=case)
    with browser.app.app_context():
        bound = binder.bind(cases.case(case, accounts.by_login("inspector")))
    assert "经济补偿计算表" in pdf_text(bound, tmp_path)


def test_another_areas_case_is_a_404_that_names_the_office(app, case):
    stranger = Browser(app).sign_in("elsewhere")
    for open in (lambda: stranger.open("calculators.index", expect=404, case=case),
                 lambda: stranger.open("calculators.show", expect=404, name="severance", case=case),
                 lambda: stranger.send("calculators.sheet", typed("severance"), expect=404, name="severance", case=case),
                 lambda: stranger.send("calculators.keep", typed("severance"), expect=404, name="severance", id=case)):
        assert open().has("柳堰镇劳动保障监察中队")
    with app.app_context():
        assert db.session.scalar(select(store.Printed.id)) is None


def test_a_treasurer_sees_the_case_and_keeps_nothing(app, case):
    treasurer = Browser(app).sign_in("treasurer")
    page = treasurer.send("calculators.show", typed("capital-amount"), name="capital-amount", case=case)
    assert "存入案卷" not in page.text("main") and "打印计算表" in page.text("main")
    treasurer.send("calculators.keep", typed("capital-amount"), expect=403, name="capital-amount", id=case)


def test_a_calculator_that_does_not_exist_is_no_page(browser):
    browser.sign_in("inspector").open("calculators.show", expect=404, name="guess")


@pytest.mark.parametrize("typing", ["１２６００ 3", "12,600.00\t3", "12600，3", "12600；3"])
def test_a_sheet_is_pasted_as_it_is(browser, typing):
    page = browser.sign_in("inspector").send(
        "calculators.show", {"workers": typing, "minimum_wage": "2260", "policy-share": "0.5"}, name="fund-ceiling")
    assert page.text(".score b") == "6,300.00 元"
