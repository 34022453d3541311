"""What stands in a contract, whom nobody may dismiss, what follows an ending (LC-11 … LC-30): 情形 → 结论, by article."""

from datetime import date as D

import pytest

from casework.law.contracts import DISPATCHED, ENDINGS, MANDATORY, PROTECTIONS, ROSTER, Facts, content, ending
from casework.law.contracts.openended import (
    counts_as_second,
    fixed_terms,
    may_demand_renewal,
    near_retirement,
    ten_years,
)
from casework.law.rules import UNKNOWN

ON = D(2026, 11, 25)


# 解除和终止


@pytest.mark.parametrize(
    ("ground", "protections", "allowed"),
    [
        # 劳动合同法 42: 第40条 and 第41条 only
        *((ground, {"maternity"}, False) for ground in ("T40-1", "T40-2", "T40-3", "T41")),
        *((ground, {"maternity"}, True) for ground in ("T36E", "T37", "T38-2", "T39-1", "T39-6", "E44-2", "E44-4", "ETASK")),
        ("T40-1", set(), True),
        # 45: a term that ends runs on, but for the injured, whom another text decides
        ("E44-1", set(), True),
        *(("E44-1", {key}, False) for key in ("hazard", "medical", "maternity", "senior", "other")),
        ("E44-1", {"injury"}, UNKNOWN),
        ("E44-1", {"injury", "senior"}, False),
    ],
)
def test_who_is_protected(ground, protections, allowed):
    assert ending.may_be_ended(ground, protections) == allowed


def test_the_protected_are_those_of_article_42():
    assert {key: item for key, (item, _) in PROTECTIONS.items()} == {
        "hazard": 1, "injury": 2, "medical": 3, "maternity": 4, "senior": 5, "other": 6,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("service_from", "retirement", "on", "protected"),
    [
        # 42(5): fifteen years full, and less than five to go
        (D(2011, 11, 25), D(2031, 11, 24), ON, True),
        (D(2011, 11, 26), D(2031, 11, 24), ON, False),  # a day short of fifteen years
        (D(2011, 11, 24), D(2031, 11, 24), ON, True),
        (D(2011, 11, 25), D(2031, 11, 25), ON, False),  # five years to the day are not less
        (D(2011, 11, 25), D(2031, 11, 26), ON, False),
        (D(2011, 11, 25), D(2026, 11, 26), ON, True),
        (D(2011, 11, 25), D(2026, 11, 25), ON, False),  # the day itself has come
        (D(2011, 11, 25), UNKNOWN, ON, UNKNOWN),
        (D(2011, 11, 26), UNKNOWN, ON, False),
    ],
)
def test_fifteen_years_and_less_than_five_to_go(service_from, retirement, on, protected):
    assert ending.senior(service_from, retirement, on) == protected


@pytest.mark.parametrize("ground", ENDINGS)
def test_the_union_is_told_of_every_dismissal_by_the_employer(ground):  # 43: not of what the regulation ends in writing
    assert ending.union_needed(ground) is (ground[:3] in {"T39", "T40", "T41"})


@pytest.mark.parametrize(("laid_off", "until"), [(D(2026, 3, 31), D(2026, 9, 30)), (D(2026, 8, 31), D(2027, 2, 28)), (ON, D(2027, 5, 25))])
def test_six_months_in_which_the_laid_off_come_first(laid_off, until):  # 41(3)
    assert ending.rehire_until(laid_off) == until


@pytest.mark.parametrize(
    ("count", "staff", "layoff"),
    [(19, 191, False), (19, 190, True), (20, 1000, True), (21, 1000, True), (1, 11, False), (1, 10, True), (2, 20, True), (0, 0, False)],
)
def test_twenty_or_a_tenth(count, staff, layoff):  # 41(1)
    assert ending.is_layoff(count, staff) is layoff


@pytest.mark.parametrize(
    ("ended", "transfers", "kept"), [(D(2026, 2, 28), D(2026, 3, 15), D(2028, 2, 28)), (D(2024, 2, 29), D(2024, 3, 15), D(2026, 2, 28))]
)
def test_fifteen_days_and_two_years(ended, transfers, kept):  # 50(1), (3)
    assert ending.handover_due(ended) == (transfers, kept)


def test_wages_are_paid_at_the_end():  # 工资支付暂行规定 9
    assert ending.wages_due_at_end(ON) == ON


def found(**facts):
    known = dict(on=ON, hired=D(2026, 1, 5), start=D(2026, 1, 5), ended=ON, certificate_on=ON, severance_paid=True) | facts
    return [(f.code, str(f.message)) for f in ending.findings(Facts(**known))]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        # 50: at the ending; on its own day the certificate may still come
        (dict(ground="T37", certificate_on=None), []),
        (dict(ground="T37", certificate_on=None, on=D(2026, 11, 26)), [("LC-29", "没有出具解除或者终止劳动合同的证明")]),
        (dict(ground="T37", certificate_on=None, on=D(2026, 11, 26), form="part-time"), []),
        (dict(ground="T37", certificate_on=None, on=D(2026, 11, 26), form="intern"), []),
        # 46
        (dict(ground="T36E", severance_paid=False), [("LC-31", "协商一致，用人单位提出：应当支付经济补偿")]),
        (dict(ground="E44-1", severance_paid=False),
         [("LC-31", "劳动合同期满：应当支付经济补偿，维持或者提高条件续订而劳动者不同意的除外")]),
        (dict(ground="T36E", severance_paid=None), []),
        (dict(ground="E44-6", severance_paid=False), []),
        # 37, 40: a day short of thirty, thirty, a day more
        (dict(ground="T40-2", told_on=D(2026, 10, 27)),
         [("LC-37", "2026年10月27日通知，2026年11月25日解除，只有 29 日，不足 30 日，应当额外支付一个月工资")]),
        (dict(ground="T40-2", told_on=D(2026, 10, 26)), []),
        (dict(ground="T40-2", told_on=D(2026, 10, 25)), []),
        (dict(ground="T37", told_on=D(2026, 10, 27)), [("T37", "2026年10月27日通知，2026年11月25日解除，只有 29 日，不足 30 日")]),
        (dict(ground="T37P", told_on=D(2026, 11, 23)), [("T37P", "2026年11月23日通知，2026年11月25日解除，只有 2 日，不足 3 日")]),
        (dict(ground="T37P", told_on=D(2026, 11, 22)), []),
        (dict(ground="T36E", told_on=ON), []),  # no notice is asked
        (dict(ground="T40-2", told_on=None), []),
        # 42, 43, 45
        (dict(ground="T41", protected=frozenset({"senior"})),
         [("LC-26", "在本单位连续工作满十五年，且距法定退休年龄不足五年，不得依照第40条、第41条解除")]),
        (dict(ground="E44-1", protected=frozenset({"medical"})),
         [("LC-26", "患病或者非因工负伤，在规定的医疗期内，劳动合同应当续延至该情形消失时终止")]),
        (dict(ground="E44-1", protected=frozenset({"injury"})),
         [("LC-26", "因工丧失或者部分丧失劳动能力的，劳动合同期满能否终止按照国家有关工伤保险的规定执行，请办案人员认定")]),
        (dict(ground="T39-2", union_told=False), [("LC-27", "单方解除没有事先通知工会；起诉前没有补正的，支付赔偿金")]),
        (dict(ground="T41", union_told=False), [("LC-27", "单方解除没有事先将理由通知工会")]),
        (dict(ground="T39-2", union_told=None), []),
        (dict(ground="T39-2", ended=None, union_told=False), []),
        (dict(ground=None, union_told=False), []),
    ],
)  # fmt: skip
def test_how_it_was_ended(facts, expected):
    assert found(**facts) == expected


@pytest.mark.parametrize(
    ("facts", "articles"),
    [
        (dict(ground="T39-2", union_told=False),
         ["《劳动合同法》第43条", "《最高人民法院关于审理劳动争议案件适用法律问题的解释（一）》第47条"]),
        (dict(ground="T41", union_told=False), ["《劳动合同法》第43条"]),
        (dict(ground="T40-2", told_on=ON), ["《劳动合同法》第40条第2项"]),
    ],
)  # fmt: skip
def test_what_a_finding_rests_on(facts, articles):
    known = dict(on=ON, ended=ON, certificate_on=ON, severance_paid=True) | facts
    (only,) = ending.findings(Facts(**known))
    assert [str(one) for one in only.basis] == articles


# 必备条款、名册


def test_what_a_contract_and_a_roster_must_say():  # 17(1), 58(1), 实施条例 8
    assert content.missing_clauses(MANDATORY) == content.missing_dispatch_clauses(DISPATCHED) == content.missing_roster(ROSTER) == []
    assert content.missing_clauses(set(MANDATORY) - {"pay", "term"}) == ["term", "pay"]
    assert content.missing_dispatch_clauses({"post"}) == ["user_entity", "dispatch_period"]
    assert content.missing_roster(set(ROSTER) - {"contact", "sex"}) == ["sex", "contact"]
    assert [item for item, _ in MANDATORY.values()] == list(range(1, 9)) and len(ROSTER) == 9


@pytest.mark.parametrize(
    ("employer", "worker", "on"),
    [(D(2026, 3, 1), D(2026, 3, 2), D(2026, 3, 2)), (D(2026, 3, 3), D(2026, 3, 2), D(2026, 3, 3)), (None, D(2026, 3, 2), None),
     (D(2026, 3, 1), None, None)],
)  # fmt: skip
def test_it_takes_effect_when_both_have_signed(employer, worker, on):  # 16
    assert content.takes_effect(employer, worker) == on


@pytest.mark.parametrize(
    ("end", "task", "term"), [(ON, False, "fixed"), (None, False, "open"), (None, True, "task"), (ON, True, "task")]
)
def test_the_three_terms(end, task, term):  # 12
    assert content.term_of(end, task) == term


@pytest.mark.parametrize(
    ("papers", "money", "articles"),
    [(True, 0, ["第84条第1款"]), (False, 500_00, ["第84条第2款"]), (True, 1, ["第84条第1款", "第84条第2款"]), (False, 0, []),
     (None, None, [])],
)
def test_papers_and_money_are_not_taken(papers, money, articles):  # 9, 84
    taken = list(content.taken_from_worker(papers, money))
    assert [str(f.basis[1]).removeprefix("《劳动合同法》") for f in taken] == articles
    assert all(str(f.basis[0]) == "《劳动合同法》第9条" for f in taken)


@pytest.mark.parametrize("lacking", range(6))
def test_an_electronic_contract_needs_all_five(lacking):  # 电子签名法 4, 13
    facts = [n != lacking for n in range(5)]
    assert content.electronic_contract_valid(*facts) is (lacking == 5)


# 无固定期限


@pytest.mark.parametrize(
    ("service_from", "full"), [(D(2016, 11, 24), True), (D(2016, 11, 25), True), (D(2016, 11, 26), False), (D(2002, 1, 1), True)]
)
def test_ten_years(service_from, full):  # 14(2)(1), 实施条例 9: years before 2008 count
    assert ten_years(service_from, ON) is full


@pytest.mark.parametrize(
    ("service_from", "retirement", "answer"),
    [
        (D(2016, 11, 25), D(2036, 11, 24), True),
        (D(2016, 11, 25), D(2036, 11, 25), False),  # ten years to go are not less than ten
        (D(2016, 11, 25), D(2026, 11, 25), False),
        (D(2016, 11, 25), D(2026, 11, 26), True),
        (D(2016, 11, 26), D(2036, 11, 24), False),
        (D(2016, 11, 25), UNKNOWN, UNKNOWN),
        (D(2016, 11, 26), UNKNOWN, False),
    ],
)
def test_ten_years_and_less_than_ten_to_go(service_from, retirement, answer):  # 14(2)(2)
    assert near_retirement(service_from, retirement, ON) == answer


@pytest.mark.parametrize(
    ("contracts", "n"),
    [
        ([], 0),
        ([(D(2007, 12, 31), "fixed"), (D(2009, 1, 1), "fixed")], 1),  # 97(1)
        ([(D(2008, 1, 1), "fixed"), (D(2009, 1, 1), "fixed")], 2),
        ([(D(2009, 1, 1), "open"), (D(2010, 1, 1), "fixed"), (D(2011, 1, 1), "task")], 1),
    ],
)
def test_fixed_terms_are_counted_from_2008(contracts, n):
    assert fixed_terms(contracts) == n


@pytest.mark.parametrize(
    ("facts", "second"),
    [({}, False), ({"extended_months": 11}, False), ({"extended_months": 12}, True), ({"automatic": True}, True),
     ({"entity_changed": True}, True), ({"evaded": True}, True)],
)  # fmt: skip
def test_what_also_counts_as_the_second_term(facts, second):  # 法释〔2025〕12号 10
    assert counts_as_second(**facts) is second


@pytest.mark.parametrize(("on", "may"), [(D(2026, 10, 31), False), (D(2026, 11, 1), False), (D(2026, 11, 2), True)])
def test_a_month_of_silence_after_the_term(on, may):  # 法释〔2025〕12号 11: ended 2026-10-01
    assert may_demand_renewal(D(2026, 10, 1), on) is may
