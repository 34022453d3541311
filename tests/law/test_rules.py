"""The registry: inputs are checked all at once, sums are rounded once, answers are plain values."""

import json
from datetime import date as D
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.law import rules
from casework.law.amounts import plain
from casework.law.findings import N_, Message
from casework.law.rules import (
    Answer,
    BadInput,
    Rule,
    Wrong,
    boolean,
    day,
    half_up,
    list_of,
    mapping,
    money,
    number,
    one_of,
    optional,
    text,
    whole,
)
from casework.law.sources import cite
from casework.law.tables import seed

TABLES = seed()


@pytest.mark.parametrize(
    ("parser", "value", "parsed"),
    [
        (day, "2026-03-02", D(2026, 3, 2)),
        (money, "1,234.50", 123450),
        (money, "0", 0),
        (money, 12, 1200),
        (whole(1, 9), 9, 9),
        (whole(1, 9), "9", 9),
        (number(), "1.5", Fraction(3, 2)),
        (number(), 1.1, Fraction(11, 10)),  # as it is written, not as the machine keeps it
        (number(-1), "-0.5", Fraction(-1, 2)),
        (one_of("a", "b"), "b", "b"),
        (boolean, False, False),
        (text, "", ""),
        (optional(day), None, None),
        (optional(list_of(day), ()), None, ()),
        (list_of(money), ["1", "2.5"], [100, 250]),
        (list_of({"on": day}), [{"on": "2026-03-02"}], [{"on": D(2026, 3, 2)}]),
        (mapping(a=money, b=optional(money)), {"a": "1"}, {"a": 100, "b": None}),
    ],
)
def test_what_is_understood(parser, value, parsed):
    assert parser(value) == parsed


@pytest.mark.parametrize(
    ("parser", "value", "reason"),
    [
        (day, None, "请填写"),
        (day, "", "请填写"),
        (day, "2026-02-29", "请填写日期，写成 2026-03-02 的样子"),
        (day, "20260302", "请填写日期，写成 2026-03-02 的样子"),
        (day, "2026-W10-1", "请填写日期，写成 2026-03-02 的样子"),
        (day, "2026-3-2", "请填写日期，写成 2026-03-02 的样子"),
        (day, 20260302, "请填写日期，写成 2026-03-02 的样子"),
        (day, "0026-03-02", "日期应在 1900 年至 2199 年之间"),
        (money, "1.005", "请填写金额（元），最多两位小数，不能为负，写成 1234.50 的样子"),
        (money, "-1", "请填写金额（元），最多两位小数，不能为负，写成 1234.50 的样子"),
        (money, 1.5, "请填写金额（元），最多两位小数，不能为负，写成 1234.50 的样子"),
        (money, True, "请填写金额（元），最多两位小数，不能为负，写成 1234.50 的样子"),
        (whole(1, 9), 0, "请填写 1 至 9 的整数"),
        (whole(1, 9), 10, "请填写 1 至 9 的整数"),
        (whole(1, 9), True, "请填写 1 至 9 的整数"),
        (whole(1, 9), 1.0, "请填写 1 至 9 的整数"),
        (number(), "1e3", "请填写数字，最多 4 位小数"),
        (number(), "1.23456", "请填写数字，最多 4 位小数"),
        (number(), "٣", "请填写数字，最多 4 位小数"),
        (number(), False, "请填写数字，最多 4 位小数"),
        (number(0, 1), "1.01", "请填写 0 至 1 的数字"),
        (one_of("a", "b"), "c", "请选择其中之一：a、b"),
        (one_of("a", "b"), ["a"], "请选择其中之一：a、b"),
        (boolean, "true", "请填写 true 或者 false"),
        (text, 1, "请填写文字，加引号"),
        (list_of(day), "2026-03-02", "请填写一个列表"),
        (list_of(day, at_least=1), [], "至少填写 1 项"),
        (list_of(day), ["2026-03-02", "x"], "第 2 项：请填写日期，写成 2026-03-02 的样子"),
        (list_of({"a": money, "b": money}), [{"a": "1", "c": 2}], "第 1 项：b：请填写；c：没有这一项"),
        (list_of(whole(1, 2)), [0, 3], "第 1 项：请填写 1 至 2 的整数；第 2 项：请填写 1 至 2 的整数"),
        (mapping(a=money), [], "请填写一个对象：a"),
    ],
)
def test_what_is_not_says_what_to_write(parser, value, reason):
    with pytest.raises(Wrong) as wrong:
        parser(value)
    assert str(wrong.value.args[0]) == reason


def example(a, b, tables):
    return Answer({"on": b, "why": Message(N_("请填写")), "sum": rules.plain(a)}, [(Message(N_("请填写")), cite("民法典", 202))])


EXAMPLE = Rule("example", "", {"a": money, "b": optional(day)}, example)


def test_every_wrong_field_is_told_at_once():
    with pytest.raises(BadInput) as bad:
        EXAMPLE.answer({"b": "soon", "c": 1}, TABLES)
    assert {k: str(v) for k, v in bad.value.errors.items()} == {
        "a": "请填写",
        "b": "请填写日期，写成 2026-03-02 的样子",
        "c": "没有这一项",
    }


@pytest.mark.parametrize("data", [[], None, "x", 3])
def test_facts_are_an_object(data):
    with pytest.raises(BadInput) as bad:
        EXAMPLE.answer(data, TABLES)
    assert list(bad.value.errors) == ["input"]


def test_an_answer_is_plain_and_can_be_said_in_another_language(monkeypatch):
    monkeypatch.setitem(rules.RULES, "example", EXAMPLE)
    rules.every.cache_clear()
    try:
        said = rules.run("example", {"a": "1.50", "b": "2026-03-02"}, TABLES, translate=str.upper)
        assert said == {
            "rule": "example",
            "result": {"on": "2026-03-02", "why": "请填写", "sum": "1.50"},
            "steps": [{"text": "请填写", "basis": ["《民法典》第202条"]}],
            "warnings": [],
        }
    finally:
        monkeypatch.undo()
        rules.every.cache_clear()


def test_an_unknown_rule_has_no_answer():
    with pytest.raises(rules.UnknownRule):
        rules.run("guess", {}, TABLES)


def test_no_two_rules_share_a_name():
    assert "deadline" in rules.every()
    with pytest.raises(ValueError):
        rules.rule("deadline", "")(example)


def test_a_float_never_reaches_a_result(monkeypatch):
    wrong = Rule("wrong", "", {}, lambda tables: Answer({"sum": 0.1}))
    monkeypatch.setitem(rules.RULES, "wrong", wrong)
    with pytest.raises(TypeError):
        rules._json(wrong.answer({}, TABLES).result, N_)


@pytest.mark.parametrize("name", sorted(rules.every()))
def test_every_rule_describes_itself_and_refuses_nothing_at_all(name):
    rule = rules.every()[name]
    assert rule.title and rule.function.__doc__
    json.dumps({field: parser.describe() for field, parser in rule.inputs.items()})
    with pytest.raises(BadInput) as bad:
        rule.answer({}, TABLES)
    assert set(bad.value.errors) == {field for field, parser in rule.inputs.items() if parser.required}


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [(Fraction(1, 2), 1), (Fraction(3, 2), 2), (Fraction(149, 100), 1), (Fraction(5, 2), 3), (Fraction(1, 3), 0), (7, 7)],
)
def test_half_is_rounded_up(exact, rounded):
    assert half_up(exact) == rounded
    assert rules.plain(exact) == plain(rounded)


@given(st.fractions(0, 10**15, max_denominator=10**6))
def test_rounding_moves_a_sum_by_half_a_fen_at_most(exact):
    assert -Fraction(1, 2) < half_up(exact) - exact <= Fraction(1, 2)


def test_no_sum_is_negative():
    with pytest.raises(ValueError):
        rules.plain(-1)
