"""农民工工资 (WA-01 … WA-22) and 拒不支付劳动报酬罪 beside the rule (WA-53 … WA-59): 情形 → 结论."""

from datetime import date as D

import pytest

from casework.law import migrants as law
from casework.law import refusal
from casework.law.rules import UNKNOWN
from casework.law.tables import seed
from casework.law.violations import range_of

THREE = [((True, True), True), ((True, None), UNKNOWN), ((False, None), False)]


@pytest.mark.parametrize(("facts", "answer"), THREE)
def test_who_is_a_migrant_worker(facts, answer):  # 2
    assert law.is_migrant(*facts) == answer


@pytest.mark.parametrize(("ours", "then"), [(True, "handle"), (False, "transfer"), (None, UNKNOWN)])
def test_whoever_is_asked_first_answers(ours, then):  # 10(3)
    assert law.first_asked(ours) == then


@pytest.mark.parametrize(
    ("means", "own", "wrong"),
    [("transfer", True, []), ("cash", True, []), ("goods", True, ["means"]), ("voucher", False, ["means", "payee"]),
     ("cash", False, ["payee"]), ("cash", None, [])],
)  # fmt: skip
def test_money_into_the_workers_own_hand(means, own, wrong):  # 11
    assert law.paid_unlawfully(means, own) == wrong


@pytest.mark.parametrize(("worked", "paid", "good"), [(3, 2, False), (3, 3, True), (3, 4, True), (3, 5, False)])
def test_the_day_of_pay_lies_in_this_period_or_the_next(worked, paid, good):  # 14(1)
    assert law.pay_day_in_period(worked, paid) is good


@pytest.mark.parametrize(
    ("facts", "broken"),
    [
        ({}, []),
        ({"funds": True, "guarantee": True, "cycle_months": 1}, []),
        ({"funds": False, "guarantee": False, "cycle_months": 2}, ["funds", "guarantee", "cycle"]),
    ],
)
def test_the_owner_has_money_a_guarantee_and_a_month(facts, broken):  # 23, 24
    assert law.owner_duties_broken(**facts) == broken


@pytest.mark.parametrize(
    ("facts", "closed"),
    [((True, False, True), True), ((True, True, True), False), ((True, None, True), UNKNOWN), ((True, False, False), False),
     ((False, False, True), False)],
)  # fmt: skip
def test_the_account_is_closed_after_thirty_days_of_notice(facts, closed):  # 27(2)
    assert law.account_may_be_closed(*facts) == closed


@pytest.mark.parametrize(("facts", "answer"), THREE)
def test_contract_and_registration_before_the_site(facts, answer):  # 28(1)
    assert law.may_enter_site(*facts) == answer


def test_the_payroll_of_a_month():  # 31
    assert law.payroll_missing(law.PAYROLL) == []
    assert law.payroll_missing({"assessed", "sheet", "own_account"}) == ["signed", "voucher"]


@pytest.mark.parametrize(
    ("wages", "other", "seized"), [(True, False, True), (False, False, False), (False, True, True), (None, False, UNKNOWN)]
)
def test_account_and_deposit_are_for_these_wages(wages, other, seized):  # 33
    assert law.may_be_seized(wages, other) == seized


def test_the_board_at_the_gate():  # 34
    assert law.board_missing({"parties", "wages", "remedies"}) == [] and law.board_missing({"wages"}) == ["parties", "remedies"]


@pytest.mark.parametrize("about", ["quantity", "quality", "price", "other"])
def test_no_dispute_stops_the_wages(about):  # 35
    assert law.dispute_stops_wages(about) is False


@pytest.mark.parametrize(
    ("suspected", "paid", "then"),
    [
        (True, False, {"police": True, "court": True}),
        (UNKNOWN, False, {"police": UNKNOWN, "court": True}),
        (False, False, {"police": False, "court": True}),
        (True, True, {"police": False, "court": False}),
    ],
)
def test_after_an_order_that_was_not_obeyed(suspected, paid, then):  # 41(2), 42
    assert law.after_an_unpaid_order(suspected, paid) == then


@pytest.mark.parametrize(
    ("migrant", "claim", "waived"),
    [(True, "pay", True), (True, "injury", True), (True, "severance", False), (None, "pay", UNKNOWN), (False, "pay", False)],
)
def test_legal_aid_without_a_look_at_the_purse(migrant, claim, waived):  # 法律援助法 42(3)
    assert law.means_test_waived(migrant, claim) == waived


@pytest.mark.parametrize(
    ("serious", "effect", "steps"),
    [
        (True, False, {"publish": True, "list": True}),
        (False, True, {"publish": False, "list": True}),
        (False, False, {"publish": False, "list": False}),
        (None, False, {"publish": UNKNOWN, "list": UNKNOWN}),
    ],
)
def test_what_follows_for_the_credit(serious, effect, steps):  # 47, 48
    assert law.credit_steps(serious, effect) == steps


@pytest.mark.parametrize(
    ("facts", "unlawful"),
    [((False, False, False), False), ((True, False, False), True), ((False, False, True), True), ((None, False, False), UNKNOWN)],
)
def test_claims_that_are_not_for_wages(facts, unlawful):  # 52
    assert law.unlawful_claim(*facts) == unlawful


@pytest.mark.parametrize(
    ("code", "fines"),
    [
        ("V27", [("entity", 20_000_00, 50_000_00), ("persons", 10_000_00, 30_000_00)]),
        ("V28", [("entity", 50_000_00, 100_000_00)]),
        ("V29", [("entity", 50_000_00, 100_000_00)]),
        ("V30", [("entity", 50_000_00, 100_000_00)]),
    ],
)
def test_the_fines_of_the_order(code, fines):  # 54 to 57: only when an order to correct was not obeyed
    assert range_of(code, ordered=True) == fines and range_of(code) == []


# 法释〔2013〕3号


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        (dict.fromkeys(refusal.EVASIONS, False), False),
        (dict.fromkeys(refusal.EVASIONS, False) | {"fled": True}, True),
        ({"records": True}, True),
        ({"property": False}, UNKNOWN),  # the others were not looked into
        ({}, UNKNOWN),
    ],
)
def test_what_is_evading(facts, answer):  # 2
    assert refusal.evaded(facts) == answer


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({"served": True}, True),
        ({"served": False}, False),
        ({"served": False, "fled": True, "posted": True, "recorded": True}, True),
        ({"served": False, "fled": True, "posted": True}, False),  # no photo, no film
        ({"served": False, "fled": None, "posted": True, "recorded": True}, UNKNOWN),
        ({"served": None}, UNKNOWN),
    ],
)
def test_what_counts_as_ordered(facts, answer):  # 4
    assert refusal.ordered(**facts) == answer


def test_what_was_read_second_hand_is_a_table_and_not_code():  # 人社部发〔2014〕100号
    assert set(refusal.guidance(seed(), D(2026, 1, 1))) == {"absconding", "evidence", "paid_by_others"}
    assert refusal.guidance(seed(), D(2014, 12, 31)) == UNKNOWN
    assert seed().row("refusal_guidance", None, D(2026, 1, 1)).confirm


@pytest.mark.parametrize(
    ("facts", "answer"), [((False, False), False), ((True, False), True), ((False, True), True), ((None, False), UNKNOWN)]
)
def test_serious_consequences(facts, answer):  # 5
    assert refusal.serious(*facts) == answer


@pytest.mark.parametrize(
    ("before", "borne", "serious", "then"),
    [
        ("filing", True, False, "no-crime"),
        ("indictment", True, False, "mitigate-or-exempt"),
        ("judgment", True, False, "lighter"),
        ("filing", True, True, "lenient"),
        ("judgment", True, True, "lenient"),
        ("filing", False, False, None),
        (None, True, False, None),
        ("filing", None, False, UNKNOWN),
        ("filing", True, UNKNOWN, UNKNOWN),
        ("filing", True, None, UNKNOWN),
    ],
)
def test_what_paying_late_still_does(before, borne, serious, then):  # 6
    assert refusal.paid_late(before, borne, serious) == then


@pytest.mark.parametrize(("who", "may"), [("employer", True), ("unqualified", True), ("controller", True), ("advancer", False)])
def test_who_may_commit_it(who, may):  # 7, 8
    assert refusal.may_commit(who) is may
