"""The sheet of a case: what is typed is kept, what is wrong is said at its cell, and only what changed is saved."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from casework.arrears import grid, grid_typed, queries
from casework.arrears.cells import Bad
from casework.arrears.earning import earned_fen, how
from casework.arrears.grid_figures import FIGURES, worked
from casework.core import audit
from casework.core.audit import AuditEntry
from casework.extensions import db
from tests.features.test_payments import bring, pay
from tests.sheets import identity, long_roster, xlsx


@pytest.fixture
def case(make):
    """A case of three workers with two months of 4,120.50 each."""
    number = make.case()
    bring(make, number)
    return number


def opened(browser, make, number, **values):
    """The page as a form: {name: text} of everything a browser would send back."""
    page = browser.open("arrears.sheet", id=make.id_of(number), **values)
    return page, typed_in(page)


def typed_in(page):
    return {e.etree_element.get("name"): e.etree_element.get("value") or "" for e in page.root.query_all("form:not(.one) input[name]")
            if e.etree_element.get("type") != "checkbox"}


def cell(form, who, place, layer="claimed"):
    return next(name for name in form if name.startswith(f"c|{who}|") and name.endswith(f"|{place}|{layer}"))


def people(make, number):
    with make.context():
        return [worker.id for worker in queries.claimants(queries.case_by_number(number))]


def lines(make, number):
    with make.context():
        return {(line.worker.name, f"{line.month:%Y-%m}" if line.month else str(line.kind)): line.claimed_fen
                for line in db.session.scalars(queries.lines(queries.case_by_number(number)))}


def save(browser, make, number, form, **values):
    return browser.send("arrears.sheet", form | {"save": "1"}, id=make.id_of(number), **values)


def test_only_what_changed_is_saved_in_one_audited_action(browser, make, case):
    browser.sign_in("inspector")
    who = people(make, case)
    page, form = opened(browser, make, case, **{"from": "2026-02", "to": "2026-02"})
    assert page.all(".sheet thead th")[5:9] == ["2025-12", "2026-01", "2026-02", "合计"] and page.has("24,723.00")
    with make.context():
        before = db.session.scalar(db.select(db.func.max(AuditEntry.id)))
    form[cell(form, who[0], "2025-12")] = "１，２００．５０"
    form[cell(form, who[1], "2026-01")] = ""
    form[cell(form, who[2], "2026-02")] = "88"
    form |= {"new|0|name": "迪丽努尔·麦麦提", "new|0|id": identity(77), "new|0|phone": "13900001111", "new|0|team": "二班",
             "new|0|2025-12": "¥300", "new|0|2026-01": "0.1"}
    page = save(browser, make, case, form)
    assert page.has("已保存：改 1 笔，新增 3 笔，删去 1 笔，新来 1 人")
    assert lines(make, case) == {("工人甲", "2025-12"): 120050, ("工人甲", "2026-01"): 412050, ("工人乙", "2025-12"): 412050,
                                 ("工人丙", "2025-12"): 412050, ("工人丙", "2026-01"): 412050, ("工人丙", "2026-02"): 8800,
                                 ("迪丽努尔·麦麦提", "2025-12"): 30000, ("迪丽努尔·麦麦提", "2026-01"): 10}
    with make.context():
        entries = db.session.scalars(db.select(AuditEntry).where(AuditEntry.id > before)).all()
        assert {entry.action for entry in entries} == {"arrears.save_sheet"}
        assert sorted(e.verb for e in entries if e.subject_type == "ClaimLine") == ["change", "delete", "new", "new", "new"]
        assert audit.verify()["ok"]
    page = browser.open("arrears.show", id=make.id_of(case))
    (told,) = [row for row in page.all("#timeline li") if "保存欠薪表" in row]
    assert "改 1 笔、新增 3 笔、删去 1 笔、新来 1 人" in told and "沈若澜 09:30" in told and "逐笔看" not in told
    _, form = opened(browser, make, case)
    assert save(browser, make, case, form).status == 200
    page = browser.sign_in("supervisor").open("arrears.show", id=make.id_of(case))
    assert len([row for row in page.all("#timeline li") if "保存欠薪表" in row]) == 1, "a saving that changes nothing leaves no row"
    link = page.root.query("#timeline a[href*=save_sheet]").etree_element.get("href")
    trail = browser.client.get(link).get_data(as_text=True)
    assert "on=2026-03-02" in link and "一笔欠薪" in trail and "修改 1、新增 3、删除 1、新来的人 1" in trail


def test_errors_stand_at_their_cells_and_nothing_typed_is_lost(browser, make, case):
    browser.sign_in("inspector")
    who = people(make, case)
    _, form = opened(browser, make, case)
    wrong = {cell(form, who[0], "2025-12"): "1.2万", cell(form, who[1], "2026-01"): "-850", cell(form, who[2], "2025-12"): "12.345",
             "new|0|name": "张三、李四", "new|0|2025-12": "100", "new|1|name": "王五", "new|1|id": identity(5)[:-1] + "X",
             "new|2|2025-12": "5", "new|3|name": "赵六"}
    fine = {cell(form, who[0], "2026-01"): "5000"}
    page = save(browser, make, case, form | wrong | fine)
    assert page.text("title").startswith("错误：") and page.has("有 8 格要改，还没有保存")
    for text in ("第 1 行 工人甲 2025-12 “1.2万” 金额请写成数字", "“-850” 金额不能为负", "金额最多两位小数", "一人一行，请拆开",
                 "请填写姓名"):
        assert page.has(text), text
    for name, text in (wrong | fine).items():
        assert page.value(name) == text
    assert lines(make, case)["工人甲", "2026-01"] == 412050
    for name in list(wrong)[:4]:
        assert page.root.query(f'[name="{name}"]').etree_element.get("aria-invalid") == "true"


def test_ten_more_rows_and_more_months_keep_what_was_typed(browser, make, case):
    browser.sign_in("inspector")
    who = people(make, case)
    _, form = opened(browser, make, case)
    form |= {cell(form, who[0], "2025-12"): "7", "new|9|name": "王五", "from": "2025-10", "to": "2025-11", "do": "months"}
    page = browser.send("arrears.sheet", form, id=make.id_of(case))
    assert page.value(cell(form, who[0], "2025-12")) == "7" and page.value("new|9|name") == "王五"
    assert page.all(".sheet thead th")[5:9] == ["2025-10", "2025-11", "2025-12", "2026-01"]
    page = browser.send("arrears.sheet", form | {"do": "rows"}, id=make.id_of(case))
    assert len(page.all(".sheet tr.new")) == 20 and lines(make, case)["工人甲", "2025-12"] == 412050


def test_somebody_saved_meanwhile_is_told_and_nothing_is_lost(browser, make, case):
    browser.sign_in("inspector")
    who = people(make, case)
    _, mine = opened(browser, make, case)
    theirs = dict(mine)
    theirs[cell(theirs, who[0], "2025-12")] = "1000"
    theirs[cell(theirs, who[1], "2025-12")] = "2000"
    assert save(browser, make, case, theirs).has("改 2 笔")
    mine[cell(mine, who[0], "2025-12")] = "3000"
    mine[cell(mine, who[2], "2025-12")] = "4000"
    page = save(browser, make, case, mine)
    assert page.has("沈若澜刚改成“1,000.00”；要用你写的，再保存一次") and page.has("有 1 格要改")
    assert page.value(cell(mine, who[0], "2025-12")) == "3000"
    assert page.value(cell(mine, who[1], "2025-12")) == "2,000.00", "what I did not touch shows what they saved"
    assert lines(make, case)["工人丙", "2025-12"] == 412050
    mine["base"] = page.value("base")
    mine[cell(mine, who[1], "2025-12")] = "2,000.00"
    assert save(browser, make, case, mine).has("改 2 笔")
    now = lines(make, case)
    assert (now["工人甲", "2025-12"], now["工人乙", "2025-12"], now["工人丙", "2025-12"]) == (300000, 200000, 400000)


def test_a_cell_that_was_paid_cannot_be_emptied_or_fall_below(browser, make, case):
    pay(make, case, {0: 100000})
    browser.sign_in("inspector")
    who = people(make, case)
    _, form = opened(browser, make, case)
    page = save(browser, make, case, form | {cell(form, who[0], "2025-12"): ""})
    assert page.has("这一笔已有付款、垫付或认定，不能清空")
    page = save(browser, make, case, form | {cell(form, who[0], "2025-12"): "999.99"})
    assert page.has("已付、垫付和放弃共 1,000.00 元，不能少于它")
    assert save(browser, make, case, form | {cell(form, who[0], "2025-12"): "1000"}).has("改 1 笔")


def test_days_times_rate_are_worked_out_and_shown(browser, make, case):
    browser.sign_in("inspector")
    who = people(make, case)
    _, form = opened(browser, make, case, layer="days")
    form |= {cell(form, who[0], "2025-12", "days"): "22.5", f"rate|{who[0]}|一班|days": "233.33",
             "new|0|name": "计日工", "new|0|rate": "280", "new|0|2025-12": "20", "new|0|2026-01": "0.5"}
    page = save(browser, make, case, form, layer="days")
    assert page.has("改 1 笔，新增 2 笔") and page.has("22.5") and page.value(f"rate|{who[0]}|一班|days") == "233.33"
    now = lines(make, case)
    assert (now["工人甲", "2025-12"], now["计日工", "2025-12"], now["计日工", "2026-01"]) == (524993, 560000, 14000)
    page, _ = opened(browser, make, case, layer="due")
    with make.context():
        line = db.session.scalars(queries.lines(queries.case_by_number(case))).first()
        assert (line.days, line.day_rate_fen, line.due_fen) == ("22.5", 23333, 524993)
    assert page.root.query('[title="22.5 × 233.33 ＝ 5,249.93"]')


def test_claimed_elsewhere_is_told_before_saving(browser, make, case):
    other = make.case(worker_name="另一人", telephone="13700000000")
    browser.sign_in("inspector")
    _, form = opened(browser, make, other, **{"from": "2025-12", "to": "2026-01"})
    form |= {"new|0|name": "工人甲", "new|0|id": identity(0), "new|0|2025-12": "4120.5"}
    page = save(browser, make, other, form)
    assert page.has(f"工人甲 2025-12 的欠薪已在 {case} 登记") and page.has("照样保存") and page.value("new|0|id") == identity(0)
    assert lines(make, other) == {}
    assert save(browser, make, other, form | {"again": page.value("again")}).has("新增 1 笔")


def test_the_same_person_twice_in_one_paste(browser, make, case):
    browser.sign_in("inspector")
    _, form = opened(browser, make, case)
    same = {"name": "王五", "id": identity(55), "2025-12": "100"}
    form |= {f"new|{n}|{key}": text for n in (0, 4) for key, text in same.items()}
    form |= {"new|5|name": "工人甲", "new|5|id": identity(0), "new|5|team": "一班", "new|5|2026-01": "5"}
    page = save(browser, make, case, form)
    assert page.has("与第 1 个新行同人同月重复") and page.has("本案已有这名劳动者同一月份的欠薪")


def test_who_only_reads_has_no_inputs_and_closed_cases_keep_still(browser, make, case):
    browser.sign_in("mediator")
    page = browser.open("arrears.sheet", id=make.id_of(case))
    assert not page.all("table.sheet input") and page.has("24,723.00")
    browser.sign_in("inspector")
    _, form = opened(browser, make, case)
    form[next(name for name in form if name.startswith("c|"))] = "1"
    browser.sign_in("mediator")
    assert save(browser, make, case, form).has("你没有修改本案的权限")
    make.move(case, "withdraw")
    browser.sign_in("inspector")
    assert save(browser, make, case, form).has("案件已办结，重新启动后才能修改")
    assert lines(make, case)["工人甲", "2025-12"] == 412050


def test_a_pasted_sheet_is_read_like_a_file(browser, make, case):
    browser.sign_in("inspector")
    text = "姓名\t身份证号\t2025年12月\t2026年1月\n王五\t" + identity(9) + "\t1,200.50\t\n赵六\t\t\t3千\n"
    page = browser.send("arrears.paste", {"text": text}, id=make.id_of(case))
    assert page.text("h1") == "花名册试导入" and page.has("3千") and page.has("1,200.50")
    page = browser.send("arrears.paste", {"text": "王五"}, id=make.id_of(case))
    assert page.has("只有一列") and page.text("textarea") == "王五"


def test_the_sheet_costs_the_same_for_three_and_for_twelve(browser, make, case):
    browser.sign_in("inspector")
    few = browser.open("arrears.sheet", id=make.id_of(case), budget=18).cost
    bring(make, case, long_roster(12, months=("2025-10", "2025-11")))
    assert browser.open("arrears.sheet", id=make.id_of(case)).cost == few


# ---- pure

amounts = st.integers(0, 50_000_00)


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(FIGURES), st.one_of(st.none(), amounts), min_size=1), st.booleans())
def test_what_follows_from_what_agrees(typed, pair):
    typed = {key: (None if value is None else str(value % 32)) if key in ("days", "pieces") else value for key, value in typed.items()}
    try:
        new = worked(dict.fromkeys(FIGURES), typed)
    except Bad:
        return
    assert new["claimed_fen"] > 0
    less = [new[key] for key in ("received_fen", "drawn_fen", "deducted_fen")]
    if new["due_fen"] is not None and ("claimed_fen" not in typed or any(fen is not None for fen in less)):
        assert new["claimed_fen"] == new["due_fen"] - sum(fen or 0 for fen in less)
    earned = earned_fen(new)
    if earned is not None:
        assert new["due_fen"] == earned


@pytest.mark.parametrize(("figures", "fen", "said"), [
    ({"days": "22.5", "day_rate_fen": 23333}, 524993, "22.5 × 233.33 ＝ 5,249.93"),           # 5249.925 → half up
    ({"days": "0.5", "day_rate_fen": 1, "pieces": "0.5", "piece_rate_fen": 1}, 1, "0.5 × 0.01 ＋ 0.5 × 0.01 ＝ 0.01"),  # once, not twice
    ({"pieces": "1200", "piece_rate_fen": 35}, 42000, "1200 × 0.35 ＝ 420.00"),
    ({"days": "3"}, None, ""),
])
def test_time_and_piece_rounded_once(figures, fen, said):
    assert (earned_fen(figures), how(figures)) == (fen, said)


def test_names_of_cells_may_hold_any_team():
    from casework.arrears.grid_saving import _place

    assert _place("c|12|木工|一班|2026-03|claimed")[:3] == (12, "木工|一班", "2026-03")
    assert _place("c|x|a|b|claimed")[3] is None and _place("c|1|claimed")[3] is None


@pytest.mark.parametrize("base", ["", "[]", "{", '{"a": 1}', '{"a": [1]}', '{"a": ["1", "x"]}', "9" * 400,
                                  json.dumps({"c|1||l5|claimed": [1, "5"]})])
def test_a_base_somebody_made_up_is_no_error(base):
    typed = grid_typed.read(MultiDict({"base": base, "months": "2026-13 x 2026-02", "layer": "nothing", "evidence": "-1"}))
    assert typed.months == [date(2026, 2, 1)] and typed.layer is grid.LAYERS["claimed"] and isinstance(typed.base, dict)


# ---- findings and the claims beside wages


def test_recognised_and_waived_with_their_ground(browser, make, case):
    browser.sign_in("inspector")
    who = people(make, case)
    _, form = opened(browser, make, case, layer="recognised")
    form[cell(form, who[0], "2025-12", "recognised")] = "4000"
    page = save(browser, make, case, form, layer="recognised")
    assert page.has("请写明认定或放弃的依据") and page.value(cell(form, who[0], "2025-12", "recognised")) == "4000"
    page = save(browser, make, case, form | {"reason": "考勤表", "rest": "1"}, layer="recognised")
    assert page.has("改 6 笔") and page.text("tfoot td[data-total-of=all]") == "24,602.50"
    _, form = opened(browser, make, case, layer="waived")
    page = save(browser, make, case, form | {cell(form, who[0], "2025-12", "waived"): "4000.01", "reason": "本人放弃"}, layer="waived")
    assert page.has("认定不能少于它")
    form |= {cell(form, who[0], "2025-12", "waived"): "100", "reason": "本人放弃"}
    assert save(browser, make, case, form, layer="waived").has("改 1 笔")
    page = browser.open("arrears.sheet_worker", id=make.id_of(case), worker=who[0])
    assert page.all("#findings tbody td")[:4] == ["2025-12", "4,000.00", "100.00", "本人放弃"] and page.has("考勤表")
    assert browser.open("arrears.sheet", id=make.id_of(case), layer="owed").text("tfoot td[data-total-of=all]") == "24,502.50"


def test_one_worker_s_lines_with_every_figure(browser, make, case):
    browser.sign_in("inspector")
    who = people(make, case)[0]
    form = typed_in(browser.open("arrears.sheet_worker", id=make.id_of(case), worker=who))
    form |= {cell(form, who, "2025-12", "pieces"): "1000", cell(form, who, "2025-12", "piece_rate"): "5.5",
             cell(form, who, "2025-12", "drawn"): "500", "save": "1"}
    page = browser.send("arrears.sheet_worker", form, id=make.id_of(case), worker=who)
    assert page.has("1000 × 5.50 ＝ 5,500.00") and lines(make, case)["工人甲", "2025-12"] == 500000
    form = typed_in(page) | {cell(form, who, "2025-12", "claimed"): "4999", "save": "1"}
    page = browser.send("arrears.sheet_worker", form, id=make.id_of(case), worker=who)
    assert page.has("应发 5,500.00 − 已发 0.00 − 借支 500.00 − 扣款 0.00 ＝ 5,000.00，与欠发 4,999.00 不符")


def test_an_emptied_claim_with_other_figures_is_worked_out_and_not_taken_out(browser, make, case):
    browser.sign_in("inspector")
    who = people(make, case)[0]
    page = browser.open("arrears.sheet_worker", id=make.id_of(case), worker=who)
    form = typed_in(page) | {"save": "1", "reason": "考勤表"}
    claim = cell(form, who, "2025-12", "claimed")
    wrong = form | {claim: "", cell(form, who, "2025-12", "drawn"): "500"}
    page = browser.send("arrears.sheet_worker", wrong, id=make.id_of(case), worker=who)
    assert page.has("还没有欠发的金额") and page.value(cell(form, who, "2025-12", "drawn")) == "500"
    wrong = form | {claim: "", cell(form, who, "2025-12", "recognised"): "0"}
    assert browser.send("arrears.sheet_worker", wrong, id=make.id_of(case), worker=who).has("这一笔已有付款、垫付或认定，不能清空")
    assert lines(make, case)["工人甲", "2025-12"] == 412050
    fine = form | {claim: "", cell(form, who, "2025-12", "days"): "10", cell(form, who, "2025-12", "day_rate"): "300"}
    assert browser.send("arrears.sheet_worker", fine, id=make.id_of(case), worker=who).has("改 1 笔，新增 0 笔，删去 0 笔")
    assert lines(make, case)["工人甲", "2025-12"] == 300000


def test_days_of_a_whole_period_stand_in_their_column(browser, make):
    number = make.case()
    bring(make, number, xlsx([["姓名", "身份证号", "电话", "起止", "日工资", "工日"],
                              ["工人甲", identity(0), "13800000001", "2025-11至2026-01", 300, 22.5],
                              ["工人乙", identity(1), "13800000002", "2025-11至2026-01", 280, 20]]))
    page, form = opened(browser.sign_in("inspector"), make, number, layer="days")
    assert "未分月" in page.all(".sheet thead th") and page.text("tfoot [data-total=wages-0]") == "42.5"
    first = next(name for name in form if name.endswith("|days") and name.startswith("c|"))
    assert save(browser, make, number, form | {first: "23"}, layer="days").has("改 1 笔")
    assert lines(make, number)["工人甲", "wages"] == 690000


def test_a_calculation_becomes_a_claim_that_is_no_wage(browser, make, case):
    browser.sign_in("inspector")
    id, who = make.id_of(case), people(make, case)[1]
    facts = {"hired": "2023-01-01", "ended": "2025-12-31", "ground": "T40-2", "average_wage": "5000", "previous_month_wage": "5100"}
    page = browser.client.post(f"/calculators/severance?case={id}", data=facts).get_data(as_text=True)
    assert "记入本案" in page and "代通知金 5,100.00" in page
    for kind in ("severance", "notice-pay"):
        answer = browser.client.post(f"/calculators/severance/case/{id}/claim?case={id}", follow_redirects=True,
                                     data=facts | {"claim_worker": who, "claim_kind": kind}).get_data(as_text=True)
        assert "已记入本案，算法一起保存" in answer, kind
    assert lines(make, case)["工人乙", "severance"] == 1500000 and lines(make, case)["工人乙", "notice-pay"] == 510000
    page = browser.open("arrears.sheet_worker", id=id, worker=who)
    assert page.has("计算：经济补偿") and page.has("经济补偿 = 3 个月 × 5,000.00 = 15,000.00 元") and page.has("劳动合同法")
    sheet = browser.open("arrears.sheet", id=id)
    assert sheet.all(".sheet thead th")[7:] == ["工资小计", "经济补偿", "代通知金", "合计", "核对"]
    assert sheet.text("[data-total-of=wages]") == "24,723.00" and sheet.text("[data-total-of=all]") == "44,823.00"
    with make.context():
        months = queries.by_month(queries.case_by_number(case))
        assert sum(month.claimed for month in months) == 2472300, "it counts as wages of no month"
    browser.client.post(f"/calculators/severance/case/{id}/claim", data=facts | {
        "average_wage": "6000", "claim_worker": who, "claim_kind": "severance"})
    assert lines(make, case)["工人乙", "severance"] == 1800000, "worked out anew, it takes the place of the old one"
    page = browser.send("arrears.add_claim", {"kind": "severance", "claimed_fen": "1"}, id=id, worker=who)
    assert page.has("已有一笔经济补偿") and page.value("claimed_fen") == "1"
    facts = {"owed": "10000", "deadline": "2026-02-01", "as_of": "2026-03-02", "paid": "0", "claim_worker": who,
             "claim_kind": "extra-compensation"}
    for typed, said in (("4999.99", "金额应在 5,000.00 至 10,000.00 元之间"), ("六千", "请填写金额"), ("6,000", "已记入本案")):
        answer = browser.client.post(f"/calculators/extra-compensation/case/{id}/claim?case={id}", follow_redirects=True,
                                     data=facts | {"claim_amount": typed}).get_data(as_text=True)
        assert said in answer and (typed in answer or typed == "6,000")
    assert lines(make, case)["工人乙", "extra-compensation"] == 600000, "chosen within its range"
