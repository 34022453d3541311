"""Money: what is paid is noted per worker and line, never twice, and every sum holds at every moment."""

import contextlib
import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.accounts import queries as accounts
from casework.arrears import paying, payment_queries, queries
from casework.arrears import roster as rosters
from casework.arrears.models import ClaimLine
from casework.arrears.payments import Payment
from casework.core import checks, clock, files
from casework.core.errors import Refused
from casework.extensions import db
from tests.sheets import identity, long_roster, xlsx


@pytest.fixture
def case(make):
    """A case of three workers with two months of 4,120.50 each."""
    number = make.case()
    bring(make, number)
    return number


def bring(make, number, data=None, by="inspector"):
    from casework.arrears import actions

    with make.context():
        data = data or long_roster()
        found = queries.case_by_number(number)
        actions.import_roster(case=found, roster=rosters.read(data, today=clock.today()), kept=files.keep(data, "a.xlsx"),
                              by=accounts.by_login(by))


def pay(make, number, amounts, by="inspector", **facts):
    """Pay {index of worker: fen}."""
    with make.context():
        found = queries.case_by_number(number)
        ids = [worker.id for worker in queries.claimants(found)]
        return paying.pay_workers(case=found, amounts={ids[n]: fen for n, fen in amounts.items()}, by=accounts.by_login(by), **facts).id


def sums(make, number):
    with make.context():
        return queries.sums(queries.case_by_number(number))


def test_a_payment_goes_to_the_oldest_month_first(make, case):
    pay(make, case, {0: 500000})
    with make.context():
        lines = db.session.scalars(db.select(ClaimLine).order_by(ClaimLine.id)).all()
        assert [line.paid_fen for line in lines] == [412050, 87950, 0, 0, 0, 0]
    assert sums(make, case).owed_by_employer == 6 * 412050 - 500000


def test_nobody_is_paid_more_than_is_owed(make, case):
    with pytest.raises(Refused, match=r"工人甲.*只欠 8,241.00 元，不能记 8,241.01 元"):
        pay(make, case, {0: 824101})
    assert sums(make, case).paid == 0


def test_a_withdrawn_payment_is_owed_again_and_stays_in_the_list(make, case):
    id = pay(make, case, {0: 824100, 1: 100})
    with make.context():
        paying.withdraw_payment(payment=db.session.get(Payment, id), reason="记错人", by=accounts.by_login("inspector"))
    assert sums(make, case).paid == 0
    with make.context():
        kept = db.session.scalars(payment_queries.payments(queries.case_by_number(case))).unique().all()
        assert [(p.amount_fen, p.withdrawn_reason) for p in kept] == [(824200, "记错人")]
        with pytest.raises(Refused, match="已经撤销"):
            paying.withdraw_payment(payment=kept[0], reason="再撤", by=accounts.by_login("inspector"))


@given(steps=st.lists(st.tuples(st.integers(0, 2), st.integers(1, 900000), st.booleans()), max_size=6),
       findings=st.lists(st.tuples(st.integers(0, 5), st.one_of(st.none(), st.integers(0, 900000)), st.integers(0, 500000)), max_size=4))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_sums_hold_whatever_is_paid_taken_back_recognised_and_waived(make, steps, findings):
    number = make.case(worker_name="某人", telephone="13900000000")
    bring(make, number)
    made = []
    for at, (worker, fen, back) in enumerate(steps):
        if at < len(findings):
            recognise(make, number, *findings[at])
        try:
            made.append(pay(make, number, {worker: fen}))
        except Refused:
            continue
        if back:
            with make.context():
                paying.withdraw_payment(payment=db.session.get(Payment, made.pop()), reason="撤", by=accounts.by_login("leader"))
    for finding in findings[len(steps):]:
        recognise(make, number, *finding)
    total = sums(make, number)
    with make.context():
        lines = db.session.scalars(queries.lines(queries.case_by_number(number))).all()
        assert total.recognised == sum(line.stands_fen for line in lines) and total.waived == sum(line.waived_fen for line in lines)
        standing = sum(db.session.get(Payment, id).amount_fen for id in made)
        assert total.paid == standing
        assert total.owed_by_employer == total.recognised - total.paid - total.waived >= 0
        assert total.owed_to_worker == total.owed_by_employer - total.advanced + total.recovered
        assert [row for row in checks.run() if not row["ok"]] == []


def recognise(make, number, n, fen, waived):
    """A finding about the n-th line, where it can stand."""
    with make.context():
        found = queries.case_by_number(number)
        line = db.session.scalars(queries.lines(found)).all()[n]
        with contextlib.suppress(Refused):
            paying.recognise(case=found, figures={line: (fen, waived)}, reason="核对", by=accounts.by_login("inspector"))


def test_a_finding_cannot_fall_below_what_was_paid(make, case):
    pay(make, case, {0: 412050})
    with make.context():
        found = queries.case_by_number(case)
        line = db.session.scalars(queries.lines(found)).first()
        with pytest.raises(Refused, match="认定不能少于它"):
            paying.recognise(case=found, figures={line: (412049, 0)}, reason="考勤表", by=accounts.by_login("inspector"))
        with pytest.raises(Refused, match="请写明认定或放弃的依据"):
            paying.recognise(case=found, figures={line: (420000, 0)}, reason=" ", by=accounts.by_login("inspector"))
        paying.recognise(case=found, figures={line: (420000, 7950)}, reason="考勤表", by=accounts.by_login("inspector"))
    total = sums(make, case)
    assert (total.recognised - total.claimed, total.waived, total.owed_by_employer) == (7950, 7950, 5 * 412050)


def test_an_instalment_is_broken_the_day_after(make, case, today):
    with make.context():
        found = queries.case_by_number(case)
        paying.plan_instalments(case=found, agreed_on=date(2026, 3, 2), by=accounts.by_login("inspector"),
                                rows=[(date(2026, 3, 31), 1000000), (date(2026, 4, 30), 1472300)])
    today(date(2026, 4, 1))
    pay(make, case, {0: 600000}, on=date(2026, 3, 20))
    with make.context():
        found = queries.case_by_number(case)
        at = {day: [due.state for due in payment_queries.plan(found, day)] for day in (date(2026, 3, 31), date(2026, 4, 1))}
        assert at == {date(2026, 3, 31): ["due", "due"], date(2026, 4, 1): ["broken", "due"]}
        assert payment_queries.broken(accounts.by_login("leader"), date(2026, 4, 1)) == [found.id]
        with pytest.raises(Refused, match="多于尚欠"):
            paying.plan_instalments(case=found, agreed_on=date(2026, 4, 1), rows=[(date(2026, 5, 1), 1872301)],
                                    by=accounts.by_login("inspector"))


def test_the_page_notes_a_payment_and_keeps_what_was_typed(browser, make, case):
    browser.sign_in("inspector")
    id = make.id_of(case)
    with make.context():
        ids = [worker.id for worker in queries.claimants(queries.case_by_number(case))]
    page = browser.send("arrears.payments", {"on": "2026-03-02", "payer": "employer", "voucher": "回单1",
                                             f"w-{ids[0]}": "1.2万", f"w-{ids[1]}": "4120.50"}, id=id)
    assert page.has("工人甲的金额“1.2万”请写成数字")
    assert page.value(f"w-{ids[0]}") == "1.2万" and page.value(f"w-{ids[1]}") == "4120.50"
    assert sums(make, case).paid == 0
    page = browser.send("arrears.payments", {"on": "2026-03-02", "payer": "general-contractor", "voucher": "回单1",
                                             f"w-{ids[1]}": "4,120.50"}, id=id)
    assert page.has("已登记付款") and page.has("施工总承包单位") and page.has("回单1")
    assert sums(make, case).paid == 412050


def test_payments_of_another_area_are_not_there(browser, make, case):
    browser.sign_in("elsewhere")
    assert browser.fetch("arrears.payments", id=make.id_of(case)).status_code == 404


def test_a_mediator_sees_payments_but_notes_none(browser, make, case):
    browser.sign_in("mediator")
    page = browser.open("arrears.payments", id=make.id_of(case))
    assert not page.has("登记一次付款")
    page = browser.send("arrears.payments", {"on": "2026-03-02", "payer": "employer"}, id=make.id_of(case))
    assert page.has("你没有登记付款的权限") or page.has("没有")
    assert sums(make, case).paid == 0


def test_a_sheet_of_payments(run, make, case, tmp_path):
    rows = [["身份证号", "月份", "金额", "日期", "付款方", "凭证号"],
            [identity(0), "2025-12", 4120.50, "2026-03-01", "单位", "A1"],
            [identity(0), "", "1,000.00", date(2026, 3, 1), "", "A1"],
            [identity(1), "2026年1月", 20.5, "2026-03-02", "保证金", None]]
    file = tmp_path / "付款.xlsx"
    file.write_bytes(xlsx(rows))
    code, out, _ = run("payments", "add", case, file, "--as", "inspector", "--json")
    assert (code, json.loads(out)) == (0, {"rows": 3, "accepted": 3, "rejected": [], "paid": "5141.00"})
    shown = json.loads(run("case", case, "--json")[1])["sums"]
    assert shown["paid"] == "5141.00" and shown["owed_to_worker"] == shown["owed_by_employer"] == "19582.00"
    with make.context():
        kept = db.session.scalars(payment_queries.payments(queries.case_by_number(case))).unique().all()
        assert sorted((p.on, str(p.payer), p.amount_fen) for p in kept) == [
            (date(2026, 3, 1), "employer", 512050), (date(2026, 3, 2), "deposit", 2050)]


def test_one_bad_row_and_nothing_is_written(run, make, case, tmp_path):
    rows = [["身份证号", "月份", "金额", "日期", "付款方", "凭证号"],
            [identity(0), "2025-12", 4120.50, "2026-03-01", "单位", "A1"],
            [identity(0), "2025-12", 0.01, "2026-03-01", "单位", "A1"],
            [identity(7), "", 5, "2026-03-01", "单位", ""],
            [identity(1), "2024-01", 5, "2026-03-01", "外星人", ""],
            [identity(1), "", "一千", "2026-03-03", "", ""]]
    file = tmp_path / "付款.xlsx"
    file.write_bytes(xlsx(rows))
    code, out, _ = run("payments", "add", case, file, "--as", "inspector", "--json")
    said = json.loads(out)
    assert (code, said["rows"], said["accepted"], said["paid"]) == (1, 5, 1, "0.00")
    assert [(p["row"], p["column"]) for p in said["rejected"]] == [(3, "金额"), (4, "身份证号"), (5, "付款方"), (6, "金额")]
    assert sums(make, case).paid == 0


def test_paid_on_the_spot_is_a_payment_too(make, case):
    make.move(case, "settle", performance="paid")
    assert sums(make, case).owed_by_employer == 0
    with make.context():
        kept = db.session.scalars(payment_queries.payments(queries.case_by_number(case))).unique().all()
        assert [(p.amount_fen, p.voucher) for p in kept] == [(6 * 412050, "工资领取签收表")]
        assert [row for row in checks.run() if not row["ok"]] == []


def test_workers_who_cannot_be_found_are_listed_and_aged(browser, make, case, today):
    browser.sign_in("inspector")
    id = make.id_of(case)
    with make.context():
        worker = queries.claimants(queries.case_by_number(case))[2].id
    browser.send("arrears.unfound", id=id, worker=worker)
    today(date(2026, 3, 12))
    page = browser.open("arrears.unfound_list")
    assert page.has("工人丙") and "10" in page.all("td.money")
    assert browser.sign_in("elsewhere").open("arrears.unfound_list").has("没有联系不上的劳动者")


def test_an_instalment_without_its_day_or_sum_is_told(make, case, browser):
    browser.sign_in("inspector")
    id = make.id_of(case)
    typed = {"agreed_on": "2026-03-02", "due_1": "2026-04-01", "sum_1": "1000", "due_2": "2026-05-01", "sum_6": "500"}
    page = browser.send("arrears.plan", typed, id=id)
    assert page.all(".bad-say") == ["日期和金额要一起填写"] * 2 and page.value("sum_6") == "500"
    with make.context():
        assert payment_queries.plan(queries.case_by_number(case), clock.today()) == []
    assert browser.send("arrears.plan", typed | {"sum_2": "700", "due_6": "2026-06-01"}, id=id).has("已登记分期支付的约定")
