"""Before a penalty (LI-40…47), the credit of an employer (LI-50…55): 情形 → 结论."""

from datetime import date as D

import pytest

from casework.law.credit import listed_until, may_be_spared, may_leave_early, rating, to_be_listed, to_publish
from casework.law.inspection import representatives_fit, resumed
from casework.law.penalty import (
    before_penalty,
    collective_decision_required,
    hearing_required,
    legal_review_required,
    may_approve_query,
    may_rely_on_worker,
    on_the_spot,
    outcome,
    waived,
)
from casework.law.rules import UNKNOWN
from casework.law.tables import Tables, seed
from tests.law.test_gaps import row

ON, PLACE = D(2026, 11, 25), "330282101"
FIGURES = seed().overlay(
    [
        row("hearing_threshold", {"person": "5000", "entity": "50000"}, "330000"),
        row("publication_amount", {"amount": "100000"}, "330000"),
    ]
)
EMPTY = Tables(seed().calendar)


@pytest.mark.parametrize(
    ("done", "needs", "left"),
    [
        ((), {}, [("officers", "open"), ("notice", "open"), ("rights", "open"), ("heard", "open")]),
        (("officers", "notice", "rights", "heard"), {}, []),
        (("officers", "notice", "rights", "heard"), {"hearing": True}, [("hearing", "open")]),
        (("officers", "notice", "rights", "heard"), {"hearing": UNKNOWN}, [("hearing", UNKNOWN)]),
        (("officers", "notice", "rights", "heard", "hearing"), {"hearing": True, "legal_review": True}, [("legal_review", "open")]),
        (("officers", "notice", "heard"), {"collective": True}, [("rights", "open"), ("collective", "open")]),
    ],
)
def test_what_is_left_before_a_penalty(done, needs, left):  # 行政处罚法 44, 45, 57, 58, 62, 63
    told = before_penalty(set(done), **needs)
    assert [(check.key, state) for check, state in told if state != "done"] == left
    assert all(str(check.basis[0]).startswith("《行政处罚法》第") for check, _ in told)


@pytest.mark.parametrize(
    ("to", "fine", "more", "tables", "answer"),
    [
        ("entity", 49_999_99, {}, FIGURES, False),
        ("entity", 50_000_00, {}, FIGURES, True),
        ("person", 5_000_00, {}, FIGURES, True),
        ("person", 4_999_99, {}, FIGURES, False),
        ("entity", 20_000_00, {}, seed(), UNKNOWN),  # Zhejiang's figure was not read
        ("entity", 0, {}, seed(), False),
        ("entity", 0, {"heavier": True}, seed(), True),
        ("entity", 0, {"heavier": None}, seed(), UNKNOWN),
        ("entity", 0, {"confiscated": 1}, FIGURES, UNKNOWN),
    ],
)
def test_when_a_hearing_is_offered(to, fine, more, tables, answer):  # 行政处罚法 63
    assert hearing_required(to, fine, tables, PLACE, ON, **more) == answer


@pytest.mark.parametrize(
    ("facts", "answer"),
    [((False, False, False), False), ((True, False, False), True), ((False, True, None), True), ((False, False, None), UNKNOWN)],
)
def test_legal_review(facts, answer):  # 行政处罚法 58
    assert legal_review_required(*facts) == answer


@pytest.mark.parametrize(("facts", "answer"), [((False, False), False), ((True, False), True), ((None, False), UNKNOWN)])
def test_collective_decision(facts, answer):  # 行政处罚法 57(2)
    assert collective_decision_required(*facts) == answer


@pytest.mark.parametrize(
    ("to", "fine", "allowed"),
    [("person", 200_00, True), ("person", 200_01, False), ("entity", 3_000_00, True), ("entity", 3_000_01, False), ("entity", 0, True)],
)
def test_on_the_spot(to, fine, allowed):  # 行政处罚法 51
    assert on_the_spot(to, fine) is allowed


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({"minor": True, "corrected": True, "harm": False}, "none"),
        ({"minor": True, "corrected": False, "harm": False}, "penalty"),
        ({"minor": True, "corrected": True, "harm": True, "first": True, "minor_harm": True}, "may"),
        ({"minor": True, "corrected": True, "harm": True, "first": True}, "penalty"),
        ({"minor": False, "corrected": True, "harm": False, "first": False, "minor_harm": True}, "penalty"),
    ],
)
def test_no_penalty(facts, answer):  # 行政处罚法 33(1)
    assert waived(**facts) == answer


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({"established": True, "punishable": True}, "penalty"),
        ({"established": True}, "order"),
        ({"established": True, "minor_and_corrected": True}, "cancelled"),
        ({"established": False}, "unfounded"),
        ({"established": True, "ours": False}, "handed-over"),
        ({"established": True, "crime": True, "punishable": True}, "police"),  # no fine instead of a transfer
    ],
)
def test_how_a_case_ends(facts, answer):  # 监察条例 18
    assert outcome(**facts) == answer


@pytest.mark.parametrize(
    ("wages", "produced", "answer"), [(True, False, True), (True, True, False), (True, None, False), (False, False, False)]
)
def test_the_worker_is_believed_where_the_employer_is_silent(wages, produced, answer):  # 浙 26, 724 号令 50
    assert may_rely_on_worker(wages, produced) is answer


@pytest.mark.parametrize(("level", "answer"), [("township", False), ("county", False), ("city", True), ("province", True)])
def test_accounts_are_asked_for_by_a_city(level, answer):  # 724 号令 40
    assert may_approve_query(level) is answer


@pytest.mark.parametrize(("number", "fits"), [(0, False), (1, True), (5, True), (6, False)])
def test_representatives(number, fits):  # 浙 20
    assert representatives_fit(number) is fits


def test_the_day_of_resumption_counts_again():  # 浙 30(2)
    assert resumed((), D(2026, 3, 2), D(2026, 3, 10)) == ((D(2026, 3, 2), D(2026, 3, 9)),)
    assert resumed((), D(2026, 3, 2), D(2026, 3, 2)) == ()


@pytest.mark.parametrize(
    ("times", "facts", "answer"),
    [
        (0, {}, "A"),
        (1, {}, "B"),
        (2, {}, "B"),
        (3, {}, "C"),
        (1, {"child_or_forced": True}, "C"),
        (0, {"obstructed": True}, "C"),
        (1, {"crime": None}, UNKNOWN),
        (3, {"crime": None}, "C"),
    ],
)
def test_rating(times, facts, answer):  # 评价办法 7
    assert rating(times, seed(), ON, **facts) == answer
    assert rating(times, EMPTY, ON, **facts) == UNKNOWN


@pytest.mark.parametrize(
    ("decided", "kinds", "more", "tables", "answer"),
    [
        (True, ["child"], {}, seed(), True),
        (False, ["child"], {}, seed(), False),
        (None, ["child"], {}, seed(), UNKNOWN),
        (True, [], {}, seed(), False),
        (True, ["arrears"], {"arrears": 99_999_99}, FIGURES, False),
        (True, [], {"arrears": 100_000_00}, FIGURES, True),
        (True, [], {"arrears": 100_000_00}, seed(), UNKNOWN),
        (True, [], {"prosecuted": True}, seed(), True),
        (True, ["child"], {}, EMPTY, UNKNOWN),
    ],
)
def test_publication(decided, kinds, more, tables, answer):  # 社会公布办法 5
    assert to_publish(decided, kinds, tables, PLACE, ON, **more) == answer


@pytest.mark.parametrize(
    ("unpaid", "amount", "incident", "answer"),
    [
        (True, True, False, True),
        (True, False, True, True),
        (True, False, False, False),
        (False, True, True, False),  # never before an order to pay has run out
        (True, UNKNOWN, False, UNKNOWN),
        (True, UNKNOWN, True, True),
        (True, False, None, UNKNOWN),
        (None, True, False, UNKNOWN),
    ],
)
def test_the_list(unpaid, amount, incident, answer):  # 令第45号 5
    assert to_be_listed(unpaid, amount, incident) == answer


@pytest.mark.parametrize(("facts", "answer"), [((True, True), True), ((True, False), False), ((None, True), UNKNOWN)])
def test_corrected_and_pledged_before_the_decision(facts, answer):  # 令第45号 7
    assert may_be_spared(*facts) == answer


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ((D(2026, 5, 25), D(2026, 5, 25), True, False, False), True),
        ((D(2026, 1, 5), D(2026, 5, 26), True, False, False), False),
        ((D(2026, 5, 26), D(2026, 1, 5), True, False, False), False),  # six months on the list
        ((D(2026, 1, 5), None, True, False, False), False),
        ((D(2026, 1, 5), D(2026, 2, 5), False, False, False), False),
        ((D(2026, 1, 5), D(2026, 2, 5), True, True, False), False),
        ((D(2026, 1, 5), D(2026, 2, 5), True, False, None), UNKNOWN),
    ],
)
def test_leaving_the_list_early(facts, answer):  # 令第45号 12, 13
    listed, corrected, pledged, again, prosecuted = facts
    assert may_leave_early(listed, corrected, ON, pledged, again, prosecuted) == answer


def test_three_years_on_the_list():  # 令第45号 11
    assert listed_until(D(2026, 3, 2)) == D(2029, 3, 2)
