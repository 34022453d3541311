"""What counts as the same writing."""

import pytest

from casework.core import search


@pytest.mark.parametrize(("written", "as_compared"), [
    ("阿依古丽·买买提", "阿依古丽买买提"), ("阿依古丽・买买提", "阿依古丽买买提"), ("恒砺（云澜）有限公司", "恒砺云澜有限公司"),
    ("ＡＢ１２服饰", "ab12服饰"), ("柳劳监〔2026〕0001号", "柳劳监20260001号"), ("100％棉", "100%棉"), ("“好”店", '"好"店'), (None, None),
])
def test_width_capitals_brackets_and_dots_make_no_difference(written, as_compared):
    assert search.fold(written) == as_compared


@pytest.mark.parametrize(("text", "words"), [
    ("周桂兰 1019", ["周桂兰", "1019"]), ("周", []), ("· ·", []), ("周　兰", ["周", "兰"]), (None, []),
])
def test_two_characters_are_enough_and_one_is_not(text, words):
    assert search.words(text) == words


@pytest.mark.parametrize(("text", "held"), [
    ("330106198603130012", True), ("33010619860313001Ｘ", True), ("330106 860313 001", True), ("138 0000 2106", True), ("E12345678", True),
    ("柳劳监〔2026〕0001号", False), ("周桂兰 1019", False), ("12345", False), ("", False), ("周桂兰13800002106", False),
])
def test_what_may_be_somebody_s_number_is_known(text, held):
    assert bool(search.number(text)) is held
