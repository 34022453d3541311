"""钱 — exact whole fen (分) and the ways in which people write them. No floats anywhere."""

import re

from casework.law.words import half_width

DIGITS = "零壹贰叁肆伍陆柒捌玖"
LIMIT = 10**18  # fen: below 万万亿 yuan, far beyond what a case or a fund holds

_AMOUNT = re.compile(r"(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?", re.ASCII)


def fen(text, negative=False):
    """Whole fen from what somebody wrote in yuan: "1,234.50", "１２３４．５", "￥12" → 123450, 123450, 1200.

    ValueError for more than two decimals, misplaced separators, units (1.2万) or a minus, unless `negative`.
    """
    match = _AMOUNT.fullmatch(half_width(text).strip().removeprefix("¥").removeprefix("￥").strip().replace("−", "-"))
    if not match:
        raise ValueError(f"not an amount in yuan: {text!r}")
    sign, whole, decimals = match.groups()
    value = int(whole.replace(",", "")) * 100 + int((decimals or "").ljust(2, "0"))
    if value >= LIMIT or (sign and not negative):
        raise ValueError(f"amount out of range: {text!r}")
    return -value if sign else value


def plain(fen):
    """123450 → "1234.50", for scripts and files."""
    return _written(fen, "")


def yuan(fen):
    """123450 → "1,234.50", for people."""
    return _written(fen, ",")


def _written(fen, separator):
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole:{separator}}.{rest:02}"


def capitals(fen):
    """中文大写金额数字到“元”为止的，应写“整”；到“角”为止的可以不写“整”，到“分”的不写（《支付结算办法》附一）。

    140950 → 壹仟肆佰零玖元伍角整. 数字中间有“0”时写“零”，连续几个“0”只写一个；元位是“0”而角位不是的，写一个“零”。
    """
    whole, rest = divmod(abs(fen), 100)
    jiao, cents = divmod(rest, 10)
    if abs(fen) >= LIMIT:
        raise ValueError(f"amount out of range: {fen}")
    text = _whole(whole) + "元" if whole or not rest else ""
    if text and rest and (not jiao or whole % 10 == 0):
        text += "零"
    text += DIGITS[jiao] + "角" if jiao else ""
    text += DIGITS[cents] + "分" if cents else "整"
    return ("负" if fen < 0 else "") + text


def _whole(n):
    """A whole number in capitals; 零 stands once for a run of zeros; a single one before 万 or 亿 may be left out."""
    for size, word in ((10**8, "亿"), (10**4, "万"), (10**3, "仟"), (10**2, "佰"), (10, "拾")):
        if n >= size:
            high, rest = divmod(n, size)
            gap = "零" if rest and (rest < size // 10 or high % 100 == 0) else ""
            return _whole(high) + word + gap + (_whole(rest) if rest else "")
    return DIGITS[n]
