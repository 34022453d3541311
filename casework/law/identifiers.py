"""公民身份号码 and 统一社会信用代码: their own check digits, nothing looked up. Each failure says what to look at."""

import re
from dataclasses import dataclass
from datetime import date
from operator import mul

from casework.law.findings import N_, Message
from casework.law.words import half_width

# The first two digits. 81–83: residence permits of residents of Hong Kong, Macau and Taiwan. The county is not judged:
# it is that of the registration place when the number was issued, and good numbers name counties long abolished.
BLOCKS = (range(11, 16), range(21, 24), range(31, 38), range(41, 47), range(50, 55), range(61, 66), (71, 81, 82, 83))
PROVINCES = frozenset(str(code) for block in BLOCKS for code in block)
CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I O S V Z
REGISTRIES = frozenset("123456789AGNY")  # wider than many checkers: N are rural collectives, and they employ

WEIGHTS = tuple(2 ** (17 - place) for place in range(17))
_NOISE = re.compile(r"[\s'\"`´‘’“”\u200b-\u200f\u2060\ufeff]+")


@dataclass(frozen=True)
class Identity:
    """`number` is the 18-digit form or None; `sex` male or female; `reason` why it is not valid."""

    valid: bool
    typed: str
    number: str | None = None
    birth: date | None = None
    sex: str | None = None
    reason: Message | None = None
    warning: Message | None = None


@dataclass(frozen=True)
class CreditCode:
    valid: bool
    typed: str
    code: str | None = None
    reason: Message | None = None


def identity_number(text):
    """GB 11643—1999: 15 or 18 characters (x or X at the end), a province, a real birth date, MOD 11-2."""
    typed = str(text or "")
    number = _tidy(typed)
    digits = number if len(number) == 15 else number[:17]

    def no(template, **args):
        return Identity(False, typed, reason=Message(template, **args))

    if not number:
        return no(N_("请填写公民身份号码"))
    if len(number) not in {15, 18}:
        return no(N_("公民身份号码应为 18 位（旧号 15 位），现为 {n} 位"), n=len(number))
    if not _digits(digits) or number[-1] not in "0123456789X":
        return no(N_("公民身份号码只用数字，18 位号码的末位可以是 X"))
    if number[:2] not in PROVINCES:
        return no(N_("前两位 {digits} 不是省级区划代码，请对照证件"), digits=number[:2])
    if len(number) == 15:
        digits = f"{number[:6]}19{number[6:]}"
    try:
        birth = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return no(N_("出生日期 {digits} 不存在，请对照证件"), digits=digits[6:14])
    full = digits + _check_11_2(digits)
    if len(number) == 18 and number != full:
        return no(N_("末位校验不符，请对照证件"))
    return Identity(True, typed, full, birth, "male" if int(digits[16]) % 2 else "female")


def credit_code(text):
    """GB 32100—2015: 18 characters without I O S V Z, digits in places 3 to 8, MOD 31."""
    typed = str(text or "")
    code = _tidy(typed)

    def no(template, **args):
        return CreditCode(False, typed, reason=Message(template, **args))

    if not code:
        return no(N_("请填写统一社会信用代码"))
    if len(code) != 18:
        return no(N_("统一社会信用代码应为 18 位，现为 {n} 位"), n=len(code))
    if not set(code) <= set(CODE_LETTERS):
        return no(N_("统一社会信用代码只用数字和大写字母，没有 I、O、S、V、Z"))
    if code[0] not in REGISTRIES:
        return no(N_("首位 {letter} 不是登记管理部门代码，请对照证照"), letter=code[0])
    if not _digits(code[2:8]):
        return no(N_("第 3 至 8 位应为数字（登记机关的区划代码），请对照证照"))
    if code[-1] != _check_31(code[:17]):
        return no(N_("末位校验不符，请对照证照"))
    return CreditCode(True, typed, code)


def _tidy(text):
    """Half width, capitals, without blanks and the quotes that spreadsheets leave."""
    return _NOISE.sub("", half_width(text)).upper()


def _digits(text):
    return text.isascii() and text.isdigit()


def _check_11_2(seventeen):
    """The character that makes Σ digit × 2^(place from the right) ≡ 1 (mod 11)."""
    total = sum(map(mul, map(int, seventeen), WEIGHTS))
    return "0123456789X"[(1 - total) % 11]


def _check_31(seventeen):
    """The character that makes Σ value × 3^place ≡ 0 (mod 31)."""
    total = sum(CODE_LETTERS.index(letter) * 3**place for place, letter in enumerate(seventeen))
    return CODE_LETTERS[-total % 31]
