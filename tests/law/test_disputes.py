"""调解仲裁 (MA-*): 情形 → 结论."""

from datetime import date as D

import pytest

from casework.law import disputes as law
from casework.law import forums
from casework.law.rules import UNKNOWN
from casework.law.tables import seed

ON = D(2026, 11, 25)


@pytest.mark.parametrize(
    ("applicant", "other", "answer"),
    [(True, True, True), (True, False, False), (True, None, UNKNOWN), (None, False, False), (None, None, UNKNOWN)],
)
def test_both_must_agree(applicant, other, answer):  # 浙调 10
    assert law.may_mediate(applicant, other) == answer


def test_an_oral_application_is_recorded_on_the_spot():  # 调解仲裁法 12
    assert law.application_missing(True, ()) == []
    assert law.application_missing(False, {"applicant", "issues"}) == ["reasons", "time"]


@pytest.mark.parametrize(
    ("signed", "mediator", "sealed", "on"),
    [
        ((D(2026, 3, 2), D(2026, 3, 3)), D(2026, 3, 2), D(2026, 3, 4), D(2026, 3, 4)),
        ((D(2026, 3, 2), D(2026, 3, 5)), D(2026, 3, 2), D(2026, 3, 4), D(2026, 3, 5)),
        ((D(2026, 3, 2), None), D(2026, 3, 2), D(2026, 3, 4), None),
        ((D(2026, 3, 2),), D(2026, 3, 2), D(2026, 3, 4), None),
        ((D(2026, 3, 2), D(2026, 3, 3)), None, D(2026, 3, 4), None),
        ((D(2026, 3, 2), D(2026, 3, 3)), D(2026, 3, 2), None, None),
    ],
)
def test_when_an_agreement_binds(signed, mediator, sealed, on):  # 调解仲裁法 14
    assert law.agreement_effective(signed, mediator, sealed) == on


@pytest.mark.parametrize(
    ("facts", "answer"),
    [((True, True, False), True), ((False, False, False), True), ((False, True, True), True), ((False, True, False), False),
     ((False, None, False), UNKNOWN)],
)  # fmt: skip
def test_when_it_is_written(facts, answer):  # 宁波调解条例 24
    assert law.must_be_written(*facts) == answer


@pytest.mark.parametrize(
    ("due", "performed", "open_now"), [(D(2026, 11, 24), False, True), (D(2026, 11, 25), False, False), (D(2026, 11, 24), True, False)]
)
def test_not_performed_in_time(due, performed, open_now):  # 调解仲裁法 15, 16
    assert law.may_arbitrate_agreement(due, ON, performed) is open_now
    assert law.payment_order_open("pay", due, ON, performed) is open_now
    assert law.payment_order_open("relation", due, ON, performed) is False


@pytest.mark.parametrize(("route", "then"), [("contract-law", "arbitration"), ("agreement", "court")])
def test_after_a_payment_order(route, then):  # 法释〔2020〕26号 13
    assert law.after_payment_order_ends(route) == then


@pytest.mark.parametrize("reason", ["out_of_scope", "no_jurisdiction", "late", "relation", "court_confirmed"])
def test_what_is_not_confirmed(reason):  # 办案规则 75
    assert law.confirmation_refused(**{reason: True}) is True and law.confirmation_refused(**{reason: None}) == UNKNOWN
    assert law.confirmation_refused() is False


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({"wage_iou": True}, True),
        ({"wage_only_agreement": True}, True),
        ({"wage_only_agreement": True, "unpaid": False}, False),
        ({}, False),
        ({"wage_iou": None}, UNKNOWN),
    ],
)
def test_straight_to_court(facts, answer):  # 法释〔2020〕26号 15, 51
    assert law.may_sue_directly(**facts) == answer


@pytest.mark.parametrize(
    ("matter", "over_age", "answer"),
    [
        ("pay", False, True),
        ("relation", False, True),
        ("severance", False, True),
        ("pension-payment", False, False),
        ("household", False, False),
        ("inheritance", False, UNKNOWN),
        ("pay", True, True),  # 超龄 19
        ("severance", True, False),
        ("protection", False, True),
        ("protection", True, True),  # 劳动安全卫生
        ("hours", True, True),
        ("injury-fee", True, True),
        ("insurance", True, False),
    ],
)
def test_what_is_a_labour_dispute(matter, over_age, answer):  # 调解仲裁法 2, 法释〔2020〕26号 2
    assert law.in_scope(matter, over_age) == answer


def test_the_place_of_performance_prevails():  # 调解仲裁法 21
    assert law.venue("330282", "330203") == "330282" and law.venue(None, "330203") == "330203"


@pytest.mark.parametrize(
    ("items", "separate", "awards"),
    [([True, True], False, [True]), ([True, False], False, [False]), ([True, False], True, [True, False]), ([False], True, [False])],
)
def test_final_and_not_final_in_one_award(items, separate, awards):  # 办案规则 50, 法释〔2020〕26号 20
    assert law.award_is_final(items, separate) == awards


@pytest.mark.parametrize(
    ("workers", "common", "answer"), [(9, True, False), (10, True, True), (10, False, False), (10, None, UNKNOWN), (9, None, False)]
)
def test_a_group_dispute(workers, common, answer):  # 调解仲裁法 7
    assert law.is_group(workers, common) == answer


@pytest.mark.parametrize(
    ("number", "group", "people"), [(0, False, False), (2, False, True), (3, True, True), (5, True, True), (6, False, False)]
)
def test_representatives(number, group, people):  # 办案规则 63, 宁波调解条例 20
    assert (law.group_representatives_fit(number), law.people_representatives_fit(number)) == (group, people)


@pytest.mark.parametrize(
    ("matter", "who"),
    [("dismissal", "employer"), ("pay-cut", "employer"), ("years", "employer"), ("kept", "employer"), ("overtime", "worker"),
     ("other", "worker")],
)  # fmt: skip
def test_who_must_prove(matter, who):  # 法释〔2020〕26号 42, 44
    assert law.burden(matter) == who


@pytest.mark.parametrize(("kind", "until"), [("award", D(2036, 2, 28)), ("mediation", D(2031, 2, 28)), ("withdrawn", D(2031, 2, 28))])
def test_how_long_a_file_is_kept(kind, until):  # 办案规则 24
    assert law.file_kept_until(kind, D(2026, 2, 28)) == until


@pytest.mark.parametrize(
    ("facts", "answer"), [(("pay", True, True), True), (("pay", True, None), UNKNOWN), (("relation", True, True), False)]
)
def test_preliminary_payment(facts, answer):  # 调解仲裁法 44
    assert law.preliminary_payment(*facts) == answer


@pytest.mark.parametrize(
    ("facts", "answer"), [((True,), True), ((False,), False), ((False, True), True), ((False, None), UNKNOWN), ((None,), UNKNOWN)]
)
def test_limitation_is_raised_in_arbitration_or_with_new_evidence(facts, answer):  # 法释〔2025〕12号 20
    assert law.limitation_may_be_raised(*facts) == answer


@pytest.mark.parametrize(
    ("body", "here", "elsewhere"),
    [("enterprise", True, True), ("people", True, True), ("township", True, True), ("regional", True, False),
     ("industry", True, False), ("other", True, False), ("police", False, False)],
)  # fmt: skip
def test_where_to_ask_for_mediation(body, here, elsewhere):  # 调解仲裁法 10, 浙调 7
    assert (forums.may_mediate_at(body), forums.may_mediate_at(body, in_zhejiang=False)) == (here, elsewhere)


@pytest.mark.parametrize(
    ("against_law", "fraud", "valid"),
    [(False, False, True), (True, False, False), (False, True, False), (None, False, UNKNOWN), (True, None, False)],
)
def test_a_waiver_at_the_end(against_law, fraud, valid):  # 法释〔2020〕26号 35
    assert forums.waiver_valid(against_law, fraud) == valid


@pytest.mark.parametrize(("facts", "answer"), [((False, False), False), ((True, False), True), ((False, None), UNKNOWN)])
def test_a_waiver_that_may_be_set_aside(facts, answer):  # 法释〔2020〕26号 35(2)
    assert forums.waiver_may_be_set_aside(*facts) == answer


@pytest.mark.parametrize(
    ("event", "then"),
    [("party-added", "restart"), ("supplemented", "receipt"), ("claim-changed", "restart"), ("counterclaim", "restart"),
     ("transferred", "restart"), ("suspended", "pause"), ("public-notice", "pause"), ("hearing", None)],
)  # fmt: skip
def test_what_the_forty_five_days_do(event, then):  # 办案规则 46
    assert forums.award_clock(event) == then


@pytest.mark.parametrize(("hearing", "latest"), [(D(2026, 10, 12), D(2026, 10, 8)), (D(2026, 11, 25), D(2026, 11, 20))])
def test_adjournment_is_asked_for_three_workdays_before(hearing, latest):  # 办案规则 38, 80
    assert forums.latest_adjournment(hearing, seed().calendar) == latest


@pytest.mark.parametrize(
    ("matter", "standard", "final"),
    [("hours", True, True), ("insurance", True, True), ("rest", None, UNKNOWN), ("rest", False, False), ("pay", True, False)],
)
def test_an_award_on_a_national_standard_is_final(matter, standard, final):  # 调解仲裁法 47(2)
    assert forums.final_by_standard(matter, standard) == final


@pytest.mark.parametrize(("people", "payment", "answer"), [(True, True, True), (True, False, False), (None, True, UNKNOWN)])
def test_what_a_court_may_confirm(people, payment, answer):  # 法释〔2020〕26号 52
    assert forums.court_may_confirm(people, payment) == answer


def test_arbitration_costs_nothing():  # 调解仲裁法 53
    assert forums.arbitration_fee() == 0


@pytest.mark.parametrize(
    ("facts", "answer"), [((True, False), True), ((False, True), True), ((False, False), False), ((None, False), UNKNOWN)]
)
def test_the_qualified_contractor_answers(facts, answer):  # 法释〔2025〕12号 1, 2
    assert law.qualified_unit_liable(*facts) == answer
