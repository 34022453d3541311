"""集体合同: who may sign it, how it is passed, when it holds, and what it may say — by tables, each with its article."""

from dataclasses import replace
from datetime import date as D

import pytest

from casework.law import collective as law
from casework.law import collective_review as check
from casework.law.contracts import Facts, review
from casework.law.tables import seed
from tests.law.test_gaps import row

ON = D(2026, 9, 30)
TABLES = seed().overlay([row("minimum_wage_tier", {"tier": 2})])  # 2,260 a month, 22 an hour from 2024-01-01 (tests/law/test_gaps)
PLACE = "330282101"
GOOD = check.Submission(
    on=ON, kind="general", scope="employer", place=PLACE, level="township", registered=True, union=True, delegates=(3, 4), large=False,
    employer_head=True, union_head=True, negotiated=D(2026, 9, 1), held=D(2026, 9, 11), entitled=30, present=20, agreed=16,
    signed=D(2026, 9, 14), received=D(2026, 9, 24), start=D(2026, 10, 1), end=D(2027, 9, 30), papers=frozenset(("text", "statement")),
    copies=5, monthly=300000)


@pytest.mark.parametrize(("employer", "workers", "large", "right"), [  # 浙江省集体合同条例 10(1)
    (3, 3, False, True), (2, 3, False, False), (4, 3, False, False), (3, 4, None, None), (3, 4, True, False), (5, 5, True, True),
    (5, 6, None, True), (0, 0, None, False)])
def test_how_many_delegates(employer, workers, large, right):
    assert law.delegates_enough(employer, workers, large) is right


@pytest.mark.parametrize(("outside", "of", "right"), [(1, 3, True), (1, 2, False), (2, 5, False), (0, 3, True), (2, 6, True)])  # 10(4)
def test_how_many_from_outside(outside, of, right):
    assert law.outside_lawful(outside, of) is right


@pytest.mark.parametrize(("entitled", "agreed", "right"), [(60, 30, True), (60, 29, False), (61, 31, True), (61, 30, False)])  # 29(1)
def test_half_is_enough_together(entitled, agreed, right):
    assert law.passed_together(entitled, agreed) is right


def test_in_force_the_day_after_the_fifteenth():  # 劳动合同法 54(1), 民法典 201, 203
    due = law.EFFECT.due(D(2026, 9, 24), TABLES.calendar)
    assert due.last == D(2026, 10, 9) and due.on == D(2026, 10, 9)
    assert law.effective_on(due.on) == D(2026, 10, 10)
    rolled = law.EFFECT.due(D(2026, 9, 20), TABLES.calendar)  # the fifteenth, 10-05, is within the holiday until 10-07
    assert (rolled.last, rolled.on, law.effective_on(rolled.on)) == (D(2026, 10, 5), D(2026, 10, 8), D(2026, 10, 9))


def told(s, tables=TABLES):
    return {test.code: test for test in check.review(s, tables, tables.calendar)}


def test_what_only_a_reader_can_tell_is_unknown_and_the_rest_passes():
    found = told(GOOD)
    assert {code for code, test in found.items() if test.verdict == "unknown"} == {
        "elected", "agenda", "minutes", "hours", "conditions", "lawful"}
    assert not [code for code, test in found.items() if test.verdict == "fail"]
    assert all(test.basis for test in found.values()) and {test.group for test in found.values()} == set(check.GROUPS)


@pytest.mark.parametrize(("change", "code", "verdict", "article"), [
    ({"registered": False}, "employers", "unknown", "第2条"),
    ({"branch": True}, "employers", "unknown", "第46条第2款"),
    ({"union": False}, "workers", "unknown", "第51条第2款"),
    ({"union": False, "guided": True}, "workers", "pass", "第51条第2款"),
    ({"delegates": (4, 3)}, "delegates", "fail", "第10条第1款"),
    ({"large": None}, "delegates", "unknown", "第10条第1款"),
    ({"delegates": (0, 0)}, "delegates", "unknown", "第10条第1款"),
    ({"both": ("王某",)}, "double", "fail", "第10条第5款"),
    ({"outside": (0, 2)}, "outside", "fail", "第10条第4款"),
    ({"employer_head": False}, "chiefs", "unknown", "第10条第2款"),
    ({"held": D(2026, 9, 21)}, "draft", "pass", "第24条第1款"),  # 15 working days after 09-01, 09-20 a make-up workday
    ({"held": D(2026, 9, 22)}, "draft", "fail", "第24条第1款"),
    ({"present": 19}, "passed", "fail", "第24条第2款"),  # two thirds of 30 are 20
    ({"agreed": 15}, "passed", "fail", "第24条第2款"),  # 过半数 of all, not of those who came
    ({"agreed": None}, "passed", "unknown", "第24条第2款"),
    ({"signed": D(2026, 9, 10)}, "signed", "fail", "第24条第3款"),
    ({"received": D(2026, 9, 25)}, "submitted", "fail", "第34条"),
    ({"copies": 3}, "papers", "fail", "第34条"),
    ({"papers": frozenset(("text",))}, "papers", "fail", "第34条"),
    ({"end": D(2027, 9, 29)}, "term", "fail", "第30条"),
    ({"end": D(2029, 9, 30)}, "term", "pass", "第30条"),
    ({"end": D(2029, 10, 1)}, "term", "fail", "第30条"),
    ({"kind": "wage", "end": D(2027, 3, 31)}, "term", "unknown", "第30条"),  # 周期可以根据实际情况确定
    ({"monthly": 226000}, "minimum", "fail", "第5条第3款"),  # 应当高于: the minimum itself is not enough
    ({"monthly": 225999}, "minimum", "fail", "第55条"),
    ({"monthly": 226001}, "minimum", "pass", "第55条"),
    ({"monthly": 300000, "hourly": 2100}, "minimum", "fail", "第55条"),
    ({"monthly": None}, "minimum", "unknown", "第55条"),
    ({"kind": "wage"}, "contents", "unknown", "第19条第2款"),
    ({"kind": "women", "contents": frozenset(check.CONTENTS["women"])}, "contents", "pass", "第22条"),
    ({"kind": "safety", "contents": frozenset(("duty",))}, "contents", "fail", "第21条"),
    ({"kind": "wage", "place": "330203"}, "quota", "unknown", "第24条"),
    ({"scope": "industry"}, "level", "pass", "第53条"),
    ({"scope": "regional", "level": "city"}, "level", "fail", "第53条"),
    ({"scope": "regional", "union": False}, "workers", "fail", "第53条"),
    ({"scope": "regional", "present": None, "agreed": 15}, "passed", "pass", "第29条第1款"),  # 半数以上
    ({"scope": "regional", "apart": True}, "passed", "unknown", "第29条第1款"),
])
def test_each_test_of_the_check(change, code, verdict, article):
    test = told(replace(GOOD, **change))[code]
    assert test.verdict == verdict and article in "".join(map(str, test.basis))


def test_without_the_local_minimum_nothing_is_compared_and_without_wages_nothing_is_asked():
    assert "尚未录入" in str(told(GOOD, seed())["minimum"].message)
    assert "minimum" not in told(replace(GOOD, kind="women"))
    assert "draft" not in told(replace(GOOD, scope="regional")), "浙江省集体合同条例 29 asks for no day"


def test_the_county_s_table_adds_to_the_papers_that_the_article_names():
    wanted = seed().overlay([row("collective_papers", {"papers": ["congress", "minutes"], "basis": "演示数据"})])
    s = replace(GOOD, papers=frozenset(("text", "minutes")), copies=4)
    assert [str(gap) for gap in check.lacking(s, seed())] == ["报送说明", "文本少 1 份（一式五份）"]
    assert [str(gap) for gap in check.lacking(s, wanted)] == ["报送说明", "职工代表大会决议", "文本少 1 份（一式五份）"]


@pytest.mark.parametrize(("facts", "codes"), [  # 劳动合同法 55: not lower than the collective contract
    ({"wage": 259900, "collective": 260000}, ["LC-67"]), ({"wage": 260000, "collective": 260000}, []), ({"wage": 259900}, []),
    ({"hourly": 2500, "collective_hourly": 2600, "form": "part-time"}, ["LC-67"]),
    ({"wage": 100, "collective": 200, "form": "intern"}, [])])
def test_a_labour_contract_below_the_collective_one(facts, codes):
    assert [f.code for f in review(Facts(on=ON, place=PLACE, **facts), seed()) if f.code == "LC-67"] == codes
