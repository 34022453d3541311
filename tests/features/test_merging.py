"""并案: one case with every number; undone, each has again exactly what it had."""

import json
from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from casework.accounts import queries as accounts
from casework.arrears import merging, overlap, paying, proving, queries, representatives
from casework.arrears.models import Case, ClaimLine
from casework.core import audit, calendar, checks, clock, deadlines
from casework.core.deadlines import Deadline
from casework.core.errors import Refused
from casework.core.matter import Matter
from casework.documents import store
from casework.extensions import db
from casework.gatherings import actions as gatherings
from casework.law.terms import Term, Unit
from tests.features.test_payments import bring, pay
from tests.sheets import long_roster

IGNORED = {"version", "moved_on"}  # they count what happened


def picture(make, number):
    """Every business column of a case and of whatever points at it, read from the tables themselves."""
    with make.context():
        id = queries.case_by_number(number).id
        told = {}
        for model in (Matter, Case):
            table = model.__table__
            told[table.name] = [_row(row) for row in db.session.execute(sa.select(table).where(table.c.id == id)).mappings()]
        for model, column in merging.pointing():
            table = model.__table__
            rows = db.session.execute(sa.select(table).where(table.c[column] == id).order_by(table.c.id)).mappings()
            told[f"{table.name}.{column}"] = [_row(row) for row in rows]
        return told


def _row(row):
    return {key: value for key, value in row.items() if key not in IGNORED}


def two(make, months=("2025-12", "2026-01"), others=("2026-02",), received=date(2026, 2, 20)):
    one = make.case(received_on=received)
    bring(make, one, long_roster(months=months))
    other = make.case(worker_name="另一人", telephone="13900000001")
    bring(make, other, long_roster(months=others))
    return one, other


def merge(make, part, survivor, **facts):
    return make.move(part, "merge", into=survivor, **facts)


def test_one_case_has_all_lines_and_the_earliest_receipt(make, run):
    one, other = two(make)
    merge(make, one, other)
    shown = json.loads(run("case", other, "--json")[1])
    assert (shown["sums"]["lines"], shown["sums"]["workers"], shown["received_on"]) == (9, 3, "2026-02-20")
    clock = next(c for c in shown["clocks"] if c["code"] == "LI-10")
    assert clock["from"] == "2026-02-20"
    part = json.loads(run("case", one, "--json")[1])
    assert (part["state"], part["merged_into"], part["sums"]["lines"], part["moves"]) == ("merged", other, 0, ["undo"])


def test_a_month_that_both_have_is_counted_once(make):
    one, other = two(make, others=("2026-01", "2026-02"))
    merge(make, one, other)
    with make.context():
        assert queries.sums(queries.case_by_number(other)).lines == 9
        assert queries.sums(queries.case_by_number(one)).lines == 3  # they stay behind, and come back with it


def test_a_paid_line_does_not_stay_behind(make):
    one, other = two(make, others=("2026-01",))
    pay(make, one, {0: 824100})
    with pytest.raises(Refused, match="两案都有，而本案已有付款"):
        merge(make, one, other)
    merge(make, other, one)


def test_only_cases_of_one_employer(make):
    one = make.case()
    other = make.case(employer_name="另一家公司", worker_name="乙", telephone="13900000002")
    with pytest.raises(Refused, match="用人单位不同"):
        merge(make, one, other)


def test_the_further_case_stays(make):
    one, other = two(make)
    make.move(one, "accept")
    with pytest.raises(Refused, match="本案办得更前"):
        merge(make, one, other)


def more(make, number, what):
    """What a case may have beside its claims: each is a row of another table that points at it."""
    with make.context():
        case, by = queries.case_by_number(number), accounts.by_login("inspector")
        worker = queries.claimants(case)[0]
        if what == "handed":
            proving.hand_in(case=case, standings={"contract": "partly", "slip": "refused"}, by=by)
        elif what == "gathering":
            gatherings.raise_(by=by, case=case, noticed_at=clock.now(), place="工地大门", people=12, wants="付清工资")
        elif what == "elect":
            representatives.elect(case=case, workers=[worker.id], by=by)
        elif what == "plan":
            paying.plan_instalments(case=case, agreed_on=clock.today(), rows=[(date(2026, 4, 1), 10000)], by=by)
        elif what == "unfound":
            paying.note_unfound(case=case, worker_id=worker.id, by=by)
        else:
            store.print_set(case, ["complaint-register"], by=by)


HAD = ("handed", "gathering", "elect", "plan", "unfound", "paper")


@given(had=st.lists(st.tuples(st.booleans(), st.sampled_from(HAD)), unique=True, max_size=5), after=st.sampled_from((None, *HAD[:2])),
       back=st.booleans())
@settings(max_examples=5, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undo_gives_back_what_hangs_on_each_whatever_it_is(make, had, after, back):
    """Proof, gatherings, representatives, plans, people not found, papers: they go along and come back, each to its own."""
    one, other = two(make)
    for mine, what in had:
        more(make, one if mine else other, what)
    before = picture(make, one), picture(make, other)
    merge(make, one, other)
    together = picture(make, other)
    for key in ("proof_handed.case_id", "gathering.case_id", "printed.matter_id", "instalment.case_id"):
        assert len(together[key]) == len(before[0][key]) + len(before[1][key]), key
    if after:
        more(make, other, after)
    make.move(one, "undo", added_to=one if back else other)
    gone = picture(make, one), picture(make, other)
    if not after:
        assert gone == before
    else:
        table = {"handed": "proof_handed.case_id", "gathering": "gathering.case_id"}[after]
        target, rest = (0, 1) if back else (1, 0)
        assert gone[rest] == before[rest]
        assert len(gone[target][table]) == len(before[target][table]) + (2 if after == "handed" else 1)
    with make.context():
        assert [row for row in checks.run() if not row["ok"]] == []


def test_a_merge_keeps_outside_numbers_papers_and_other_clocks(make, browser, monkeypatch):
    """The number of the hotline, its clock, the numbered papers and the evidence of the part are the survivor's too."""
    reply = Term("REPLY", "答复来源单位", 10, Unit.WORKING, (), "转办")
    monkeypatch.setitem(deadlines.TERMS, "REPLY", reply)
    one = make.case(channel="12345", reference="YL12345-0007", received_on=date(2026, 2, 20))
    bring(make, one, long_roster(months=("2025-12",)))
    other = make.case(worker_name="另一人", telephone="13900000001", reference="QJ-9")
    bring(make, other, long_roster(months=("2026-02",)))
    for number in (one, other):
        make.move(number, "accept")
    with make.context(), audit.during("tests.reply", accounts.by_login("inspector")):
        deadlines.start(queries.case_by_number(one), reply, date(2026, 2, 20))
        db.session.flush()
    browser.sign_in("leader")
    with make.context():
        numbers = {p.number for n in (one, other) for p in db.session.scalars(store.of(make.id_of(n))) if p.number}
    assert len(numbers) == 2
    merge(make, one, other)
    with make.context():
        survivor = queries.case_by_number(other)
        assert survivor.received_on == date(2026, 2, 20)
        assert {p.number for p in db.session.scalars(store.of(survivor.id)) if p.number} == numbers
        (kept,) = [d for d in db.session.scalars(deadlines.of(survivor)) if d.code == "REPLY"]
        assert kept.met_on is None and kept.due_on == reply.due(date(2026, 2, 20), calendar.calendar()).on
    page = browser.open("arrears.show", budget=52, id=make.id_of(other))
    assert page.has("YL12345-0007") and page.has("QJ-9") and page.has("答复来源单位")
    assert browser.open("arrears.index", q="YL12345-0007").has(one), "and the list finds the part by it"


steps = st.lists(st.sampled_from(["line", "pay", "evidence"]), max_size=3)


@given(months=st.sets(st.sampled_from(["2025-11", "2025-12", "2026-01", "2026-02"]), min_size=1),
       others=st.sets(st.sampled_from(["2025-12", "2026-01", "2026-02"]), min_size=1), stage=st.integers(0, 4),
       later=st.booleans(), added=steps)
@settings(max_examples=14, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undo_gives_back_exactly_what_each_had(make, months, others, stage, later, added):
    one, other = two(make, sorted(months), sorted(others), date(2026, 2, 25) if later else date(2026, 3, 2))
    for number in ([other] if stage in (1, 2) else [one, other] if stage > 2 else []):
        make.move(number, "accept")
    if stage in (2, 4):
        make.move(other, "file")
    before = picture(make, one), picture(make, other)
    merge(make, one, other)
    extra = []
    for n, step in enumerate(added):
        if step == "line":
            bring(make, other, long_roster(people=1, months=(f"2025-0{n + 1}",)))
            extra.append(("claim_line.case_id", 1))
    make.move(one, "undo", added_to=other)
    after = picture(make, one), picture(make, other)
    assert after[0] == before[0]
    assert len(after[1]["claim_line.case_id"]) == len(before[1]["claim_line.case_id"]) + len(extra)
    if not extra:
        assert after[1] == before[1]
    with make.context():
        assert [row for row in checks.run() if not row["ok"]] == []


def test_what_was_added_goes_to_the_case_that_is_named(make):
    one, other = two(make)
    merge(make, one, other)
    bring(make, other, long_roster(people=1, months=("2025-05",)))
    pay(make, other, {0: 412050})
    make.move(one, "undo", added_to=one)
    with make.context():
        months = [line.month for line in db.session.scalars(queries.lines(queries.case_by_number(one)))]
        assert date(2025, 5, 1) in months and len(months) == 7
        assert [row for row in checks.run() if not row["ok"]] == []


def test_a_clock_that_was_stopped_runs_as_if_it_never_stopped(make, today):
    one, other = two(make)
    with make.context():
        before = [(d.code, d.due_on) for d in db.session.scalars(db.select(Deadline).where(Deadline.matter_id == make.id_of(one)))]
    merge(make, one, other)
    today(date(2026, 3, 20))
    make.move(one, "undo")
    with make.context():
        after = db.session.scalars(db.select(Deadline).where(Deadline.matter_id == make.id_of(one))).all()
        assert [(d.code, d.due_on, d.met_on) for d in after] == [(*before[0], None)]


def test_the_areas_of_all_parts_see_it_and_only_the_lead_moves_it(make, browser):
    one = make.case(by="inspector")
    there = make.case(by="elsewhere", worker_name="乙", telephone="13900000003")
    with make.context():
        cases = [queries.case_by_number(number) for number in (one, there)]
        if cases[0].employer_id != cases[1].employer_id:
            db.session.execute(sa.update(Case.__table__).where(Case.__table__.c.id == cases[1].id)
                               .values(employer_id=cases[0].employer_id))
    make.move(one, "merge", by="county", into=there)
    page = browser.sign_in("inspector").open("arrears.show", id=make.id_of(there))
    assert page.has(there)
    with make.context():
        assert queries.case_by_number(there, accounts.by_login("leader")) is not None
    with pytest.raises(Refused, match="没有"):
        make.move(there, "accept", by="leader")


def test_the_page_offers_the_other_case_and_shows_its_parts(make, browser):
    one, other = two(make)
    browser.sign_in("leader")
    assert other in browser.open("arrears.move", id=make.id_of(one), move="merge").html
    browser.send("arrears.move", {"into": other, "on": "2026-03-02"}, id=make.id_of(one), move="merge")
    page = browser.open("arrears.show", id=make.id_of(other), budget=45)
    assert page.has("并入的案件") and page.has(one)
    assert browser.open("arrears.show", id=make.id_of(one), budget=45).has("本案已并入")


def test_workers_go_into_a_case_of_their_own(make, run):
    one, _ = two(make)
    code, _, error = run("move", one, "split", "--as", "leader", "--data", '{"workers": ["工人乙"]}', "--json")
    assert code == 0, error
    with make.context():
        made = db.session.scalar(db.select(Case).where(Case.split_from_id.is_not(None)))
        assert [line.worker.name for line in db.session.scalars(queries.lines(made))] == ["工人乙", "工人乙"]
        assert queries.sums(queries.case_by_number(one)).workers == 2
        assert [d.code for d in db.session.scalars(db.select(Deadline).where(Deadline.matter_id == made.id))] == ["LI-10"]
        assert [row for row in checks.run() if not row["ok"]] == []


# ---- overlap


def test_the_same_month_in_another_case_is_told_and_is_no_wall(make, browser, run, tmp_path):
    one, other = two(make, others=("2026-01",))
    browser.sign_in("inspector")
    page = browser.open("arrears.show", id=make.id_of(other), budget=45)
    assert page.has("工人甲 2026-01 的欠薪已在 " + one) and not page.has("2025-12 的欠薪")
    file = tmp_path / "a.xlsx"
    file.write_bytes(long_roster(people=2, months=("2025-12",)))
    code, out, _ = run("import", "roster", file, "--case", other, "--as", "inspector", "--json")
    said = json.loads(out)
    assert code == 0 and said["written"] and [w["row"] for w in said["warnings"]] == [4, 5]
    assert all(one in w["reason"] for w in said["warnings"])


def test_not_the_same_is_remembered(make, browser):
    one, other = two(make, months=("2026-01",), others=("2026-01",))
    browser.sign_in("inspector")
    with make.context():
        found = overlap.of_case(queries.case_by_number(other), None)
        assert len(found) == 3
        first = found[0]
    page = browser.send("arrears.not_same", {"line": first.key, "other": first.line_id}, id=make.id_of(other))
    assert page.has("不是同一笔")
    with make.context():
        assert len(overlap.of_case(queries.case_by_number(other), None)) == 2
        assert len(overlap.of_case(queries.case_by_number(one), None)) == 2


def test_another_area_answers_only_which_office(make, browser):
    one = make.case(by="inspector", credit_code="91339901MA2HLTF031")
    bring(make, one, long_roster(months=("2026-01",)))
    there = make.case(by="elsewhere", worker_name="乙", telephone="13900000003", credit_code="91339901MA2HLTF031")
    with make.context():
        from casework.arrears import roster as rosters
        from casework.core import clock

        roster = rosters.read(long_roster(months=("2026-01", "2026-02")), today=clock.today())
        case = queries.case_by_number(there)
        found = overlap.of_roster(roster, case.employer, accounts.by_login("elsewhere"), case)
        assert [(o.number, o.office, o.month) for o in found] == [(None, "柳堰镇劳动保障监察中队", date(2026, 1, 1))] * 3
        assert one not in str(found[0].message)


def test_a_complaint_that_is_there_already_is_told_before_saving(make, browser):
    one = make.case(credit_code="91339901MA2HLTF031")
    browser.sign_in("inspector")
    typed = {"worker_name": "周桂兰", "telephone": "13800002106", "employer_name": "云澜市恒砺服饰有限公司",
             "credit_code": "91339901MA2HLTF031", "channel": "12345", "received_on": "2026-03-02"}
    page = browser.send("arrears.new", typed)
    assert page.has("可能已经登记过") and page.has(one) and page.value("telephone") == "13800002106"
    with make.context():
        assert db.session.scalar(db.select(sa.func.count(Case.id))) == 1
    assert browser.send("arrears.new", typed | {"again": "1"}).has("登记里有相近的"), "who the complainant is has to be said too"
    assert browser.send("arrears.new", typed | {"again": "1", "worker_is": "new"}).has("已登记")
    with make.context():
        assert db.session.scalar(db.select(sa.func.count(Case.id))) == 2


def test_refused_withdrawn_and_other_employers_do_not_count(make):
    for move in ("refuse", "withdraw"):
        number = make.case(worker_name=f"人{move}", telephone="13900000009")
        bring(make, number, long_roster(months=("2026-01",)))
        make.move(number, move)
    other = make.case(employer_name="别的公司", worker_name="丙", telephone="13900000008")
    bring(make, other, long_roster(months=("2026-01",)))
    last = make.case(worker_name="丁", telephone="13900000007")
    bring(make, last, long_roster(months=("2026-01",)))
    with make.context():
        assert overlap.of_case(queries.case_by_number(last), None) == []
        assert db.session.scalar(db.select(sa.func.count(ClaimLine.id))) == 12


def test_a_look_at_the_part_opens_no_other_case_and_its_informant_stays(make, browser):
    names = {model.__name__ for model, _ in merging.pointing()}
    assert "ClaimLine" in names and not names & {"Glass", "Informant", "Moved", "CaseOfficer"}
    one, other = two(make)
    stranger = browser.sign_in("elsewhere")
    stranger.send("accounts.glass", {"why": "ordered", "reason": "上级交办，核对同一单位的欠薪情况", "back": "/"}, id=make.id_of(one))
    assert stranger.fetch("arrears.show", id=make.id_of(one)).status_code == 200
    merge(make, one, other)
    assert stranger.fetch("arrears.show", id=make.id_of(other)).status_code == 404


def test_every_clock_of_the_part_stops(make, today):
    one, other = two(make, months=("2025-12",), others=("2026-02",))
    for number in (one, other):
        make.move(number, "accept")
        make.move(number, "file")
    make.move(one, "extend")
    make.move(one, "suspend")  # two clocks that tell of it run at once
    merge(make, one, other)
    with make.context():
        running = db.select(Deadline.code).where(Deadline.matter_id == make.id_of(one), Deadline.met_on.is_(None))
        assert db.session.scalars(running).all() == []
