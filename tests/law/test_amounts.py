"""Whole fen, exact, and the capitals of 《正确填写票据和结算凭证的基本规定》 (支付结算办法附一)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.law import amounts


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("0", 0),
        ("0.05", 5),
        ("12", 1200),
        ("12.5", 1250),
        ("1,234.50", 123450),
        ("1234567.89", 123456789),
        ("12,345,678", 1234567800),
        (" 1234.50 ", 123450),
        ("１２３４．５０", 123450),
        ("１，２３４．５", 123450),
        ("￥12.30", 1230),
        ("¥ 12.30", 1230),
        ("007", 700),
        (3500, 350000),
    ],
)
def test_what_people_write_becomes_fen(typed, fen):
    assert amounts.fen(typed) == fen


@pytest.mark.parametrize(
    "typed",
    ["", " ", "1.005", "1.", ".5", "1.2万", "一千", "1e5", "12,34", "1,2345", "1 234", "-5", "−5", "+5", "nan", "12元",
     "12²", "①", "½", "٣", "9" * 17, None],
)  # fmt: skip
def test_what_is_not_an_exact_amount_is_refused(typed):
    with pytest.raises(ValueError):
        amounts.fen(typed)


@pytest.mark.parametrize(("typed", "fen"), [("-5", -500), ("−1,234.50", -123450), ("5", 500)])
def test_a_negative_amount_only_when_asked_for(typed, fen):
    assert amounts.fen(typed, negative=True) == fen


@given(st.integers(-(10**18) + 1, 10**18 - 1))
def test_written_and_read_again_it_is_the_same(fen):
    assert amounts.fen(amounts.yuan(fen), negative=True) == fen
    assert amounts.fen(amounts.plain(fen), negative=True) == fen


@pytest.mark.parametrize(
    ("yuan", "capitals"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("0.55", "伍角伍分"),
        ("1", "壹元整"),
        ("10", "壹拾元整"),
        ("100", "壹佰元整"),
        ("1001", "壹仟零壹元整"),
        ("1010", "壹仟零壹拾元整"),
        ("12000", "壹万贰仟元整"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
        ("107000.53", "壹拾万柒仟元零伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("350.20", "叁佰伍拾元零贰角整"),
        ("1234567.89", "壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分"),
        ("10001000", "壹仟万零壹仟元整"),
        ("100000001", "壹亿零壹元整"),
        ("100010000", "壹亿零壹万元整"),
        ("1000000000.10", "壹拾亿元零壹角整"),
        ("9999999999999.99", "玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
        ("100000000000", "壹仟亿元整"),
    ],
)
def test_capitals(yuan, capitals):
    assert amounts.capitals(amounts.fen(yuan)) == capitals


def test_a_negative_amount_says_so():
    assert amounts.capitals(-35020) == "负叁佰伍拾元零贰角整"


@given(st.integers(0, 10**15))
def test_capitals_never_stutter(fen):
    text = amounts.capitals(fen)
    assert "零零" not in text
    assert text.endswith(("整", "分"))
    assert not text.startswith("零") or text == "零元整"
