"""Check digits: GB 11643 (MOD 11-2) and GB 32100 (MOD 31)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.law import identifiers
from casework.law.identifiers import CODE_LETTERS, PROVINCES, REGISTRIES, credit_code, identity_number

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # as GB 11643 prints them


@st.composite
def identity_numbers(draw):
    first = draw(st.sampled_from(sorted(PROVINCES))) + f"{draw(st.integers(0, 9999)):04}"
    birth = draw(st.dates(date(1900, 1, 1), date(2026, 12, 31)))
    body = f"{first}{birth:%Y%m%d}{draw(st.integers(0, 999)):03}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]


@st.composite
def credit_codes(draw):
    letters = st.sampled_from(CODE_LETTERS)
    body = draw(st.sampled_from(sorted(REGISTRIES))) + draw(letters) + f"{draw(st.integers(0, 999999)):06}"
    body += draw(st.text(letters, min_size=9, max_size=9))
    return body + CODE_LETTERS[-sum(CODE_LETTERS.index(c) * pow(3, i, 31) for i, c in enumerate(body)) % 31]


@given(identity_numbers())
def test_every_well_formed_number_is_accepted(number):
    answer = identity_number(number)
    assert answer.valid and answer.number == number and answer.reason is None
    assert answer.birth.strftime("%Y%m%d") == number[6:14]
    assert answer.sex == ("male" if int(number[16]) % 2 else "female")


@given(identity_numbers(), st.integers(0, 17), st.sampled_from("0123456789"))
def test_a_single_changed_digit_is_always_noticed(number, place, digit):
    changed = number[:place] + digit + number[place + 1 :]
    answer = identity_number(changed)
    assert answer.valid == (changed == number)
    assert answer.valid or (answer.reason and answer.number is None)


@given(identity_numbers())
def test_two_neighbours_exchanged_are_noticed(number):
    for place in range(16):
        changed = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        assert identity_number(changed).valid == (changed == number)


@pytest.mark.parametrize(
    "typed",
    ["11010519491231002X", "11010519491231002x", "１１０１０５１９４９１２３１００２Ｘ", " 110105 19491231 002X ",
     "'11010519491231002X", "“11010519491231002X”", "\ufeff11010519491231002X\u200b", "11010519491231002X\t\n"],
)  # fmt: skip
def test_the_number_of_the_standard_however_typed(typed):
    answer = identity_number(typed)
    assert (answer.valid, answer.number, answer.birth) == (True, "11010519491231002X", date(1949, 12, 31))
    assert answer.sex == "female"
    assert answer.typed == typed


@pytest.mark.parametrize("first", ["320102", "510104", "412723", "810000", "820000", "830000", "710000", "330299"])
def test_counties_long_abolished_and_residence_permits_are_good(first):
    body = f"{first}19780228001"
    assert identity_number(body + identifiers._check_11_2(body)).valid


def test_fifteen_digits_become_eighteen():
    answer = identity_number("110105491231002")
    assert (answer.valid, answer.number) == (True, "11010519491231002X")


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "请填写公民身份号码"),
        (None, "请填写公民身份号码"),
        ("1101051949123100", "公民身份号码应为 18 位（旧号 15 位），现为 16 位"),
        ("11010519491231002XX", "公民身份号码应为 18 位（旧号 15 位），现为 19 位"),
        ("1101O519491231002X", "公民身份号码只用数字，18 位号码的末位可以是 X"),
        ("11010519491231002Y", "公民身份号码只用数字，18 位号码的末位可以是 X"),
        ("11010549123100X", "公民身份号码只用数字，18 位号码的末位可以是 X"),
        ("99010519491231002X", "前两位 99 不是省级区划代码，请对照证件"),
        ("11010519490229002X", "出生日期 19490229 不存在，请对照证件"),
        ("110105491331002", "出生日期 19491331 不存在，请对照证件"),
        ("11010500001231002X", "出生日期 00001231 不存在，请对照证件"),
        ("110105194912310021", "末位校验不符，请对照证件"),
    ],
)
def test_each_failure_has_its_own_reason(typed, reason):
    answer = identity_number(typed)
    assert (answer.valid, answer.number, answer.birth, answer.sex) == (False, None, None, None)
    assert str(answer.reason) == reason


def test_29_february_is_a_birthday_in_a_leap_year_only():
    assert identity_number("110105960229001").valid
    assert not identity_number("110105970229001").valid


@given(credit_codes())
def test_every_well_formed_code_is_accepted(code):
    assert credit_code(code.lower()) == identifiers.CreditCode(True, code.lower(), code)


@given(credit_codes(), st.integers(0, 17), st.sampled_from(CODE_LETTERS))
def test_a_single_changed_character_is_always_noticed(code, place, letter):
    changed = code[:place] + letter + code[place + 1 :]
    assert credit_code(changed).valid == (changed == code)


@pytest.mark.parametrize(
    "typed", ["91110000600037341L", "９１１１００００６０００３７３４１Ｌ", " 9111 0000 6000 37341l"]
)
def test_a_real_code_however_typed(typed):
    assert credit_code(typed).code == "91110000600037341L"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "请填写统一社会信用代码"),
        ("9111000060003734", "统一社会信用代码应为 18 位，现为 16 位"),
        ("9111000060003734IL", "统一社会信用代码只用数字和大写字母，没有 I、O、S、V、Z"),
        ("01110000600037341L", "首位 0 不是登记管理部门代码，请对照证照"),
        ("91A10000600037341L", "第 3 至 8 位应为数字（登记机关的区划代码），请对照证照"),
        ("91110000600037341M", "末位校验不符，请对照证照"),
    ],
)
def test_each_failing_code_has_its_own_reason(typed, reason):
    answer = credit_code(typed)
    assert (answer.valid, answer.code) == (False, None)
    assert str(answer.reason) == reason
