"""格 — one cell of a roster at a time: what a foreman writes for money, months, periods, names and numbers.

Each function takes the value as sheets.read gives it and returns ours, None where the cell is blank, or raises Bad.
"""

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from casework.core.sheets import shown
from casework.law.findings import N_, Message
from casework.law.identifiers import identity_number

NOISE = Decimal("0.000001")  # what binary fractions leave behind: 1234.5600000000001
LONGEST = {"name": 60, "phone": 40, "trade": 40, "team": 40}

_DECIMAL = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?", re.ASCII)
_POINT = re.compile(
    r"(?:(?P<year>\d{4}|\d{2}(?=年))(?P<sep>年|[./-]))?(?P<month>\d{1,2})(?:月份?|(?=[./-]\d)|$)"
    r"(?:(?:(?<=月)|(?(sep)(?P=sep)|[./-]))(?P<day>\d{1,2})日?)?", re.ASCII)  # 2025.3-6 is no sixth of March
_SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})?", re.ASCII)
_UNTIL = re.compile(r"[至到~—–]+|--+")
_COMPOUND = frozenset(re.findall("..", (
    "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠公孙慕容仲孙钟离长孙宇文"
    "司徒鲜于司空闾丘令狐百里呼延东郭南门西门轩辕")))
_PASSPORT = re.compile(r"(?=.*\d)(?=.*[A-Z])[A-Z0-9]{6,17}", re.ASCII)
_DOTS = str.maketrans(dict.fromkeys("•・．‧∙", "·"))


class Bad(ValueError):
    """This cell cannot be taken; `reason` says why and what to write instead."""

    def __init__(self, template, **args):
        super().__init__(template)
        self.reason = Message(template, **args)


def tidy(value):
    """A text in half width without any blanks or line breaks."""
    return re.sub(r"[\s\u200b-\u200f\ufeff]+", "", unicodedata.normalize("NFKC", shown(value)))


def blank(value):
    return value is None or (isinstance(value, str) and not tidy(value))


def money(value):
    """Whole fen, of either sign. More than two decimals are refused, unless they are noise of binary fractions."""
    amount = _decimal(value, N_("金额请写成数字，例如 12000.00"))
    if amount is None:
        return None
    fen = int((amount * 100).to_integral_value(ROUND_HALF_UP))
    if abs(amount * 100 - fen) >= NOISE * 100:
        raise Bad(N_("金额最多两位小数"))
    return fen


def days(value):
    """工日 as a Decimal of at most two decimals, not negative."""
    return _quantity(value, 10_000, N_("工日请写成数字，例如 22.5"), N_("工日最多两位小数"), N_("工日应在 0 到 9999 之间"))


def pieces(value):
    """件数 or another amount of work, as a Decimal of at most two decimals, not negative."""
    return _quantity(value, 10_000_000, N_("件数请写成数字，例如 1200"), N_("件数最多两位小数"), N_("件数应在 0 到 9999999 之间"))


def _quantity(value, below, otherwise, decimals, range_):
    amount = _decimal(value, otherwise)
    if amount is None:
        return None
    rounded = round(amount, 2)
    if abs(amount - rounded) >= NOISE:
        raise Bad(decimals)
    if not 0 <= rounded < below:
        raise Bad(range_)
    return rounded.normalize() + 0


def _decimal(value, otherwise):
    if blank(value):
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise Bad(otherwise)
    text = tidy(value).lstrip("¥").replace("−", "-") if isinstance(value, str) else repr(value)
    if isinstance(value, str) and not _DECIMAL.fullmatch(text):
        raise Bad(otherwise)
    return Decimal(text.replace(",", ""))


def month(value, year=None):
    """The first day of one month. `year` is what the heads say where the cell has none."""
    if blank(value):
        return None
    if isinstance(value, date):
        return date(value.year, value.month, 1)
    if isinstance(value, float) and value != int(value):
        return _month_from_decimal(value)
    text = tidy(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool) and not _SOLID.fullmatch(text) and value > 12:
        raise Bad(N_("看起来是日期的序号，请把单元格格式改为日期，或写成 2025-03"))
    first, last = _span(text, year)
    if (first.year, first.month) != (last.year, last.month):
        raise Bad(N_("一行只写一个月；几个月合在一行的，请把列名改为“起止时间”"))
    return first.replace(day=1)


def _month_from_decimal(value):
    """2025.3 typed as a number. 2025.1 may have been 2025.10: nobody can tell."""
    if not (match := re.fullmatch(r"(\d{4})\.(\d{1,2})", repr(value))):
        raise Bad(N_("看不懂的月份，请写成 2025-03"))
    if match[2] == "1":
        raise Bad(N_("可能是 {year} 年 1 月，也可能是 10 月，请写成 {year}-01 或 {year}-10"), year=match[1])
    return _day(int(match[1]), int(match[2]), 1)


def period(value, year=None):
    """起止时间 in one cell → (first day, last day); months count whole."""
    if blank(value):
        return None
    if isinstance(value, date):
        first = _date(value)
        return first, first
    if isinstance(value, float) and value != int(value):
        first = _month_from_decimal(value)
        return first, _end(first)
    return _span(tidy(value), year)


def point(value, last, months=False, year=None):
    """One end of a period: a day, or the first (`last`: the last) day of a month. `months`: dates stand for months."""
    if blank(value):
        return None
    if isinstance(value, date):
        first = _date(value)
        return first if not months else _end(first) if last else first.replace(day=1)
    if isinstance(value, (int, float)) and not _SOLID.fullmatch(tidy(value)):
        value = month(value, year)
        return _end(value) if last else value
    return _point(tidy(value), year)[1 if last else 0]


def _span(text, year=None):
    text = text.strip("()").removeprefix("自").removeprefix("从").replace("起", "").replace("止", "")
    parts = [part for part in _UNTIL.split(text) if part]
    if len(parts) == 1 and not (_POINT.fullmatch(text) or _SOLID.fullmatch(text)):
        pieces = text.split("-")  # 2025-03-2025-06: the hyphen in the middle joins
        middle = len(pieces) // 2
        parts = ["-".join(pieces[:middle]), "-".join(pieces[middle:])] if len(pieces) % 2 == 0 else [text]
    if len(parts) > 2:
        raise Bad(N_("看不懂的时间，请写成 2025-03 或 2025年3月至6月"))
    first = _point(parts[0] if parts else "", year)
    if len(parts) == 1:
        return first
    last = _point(parts[1], first[0].year)
    if last[1] < first[0]:
        raise Bad(N_("止早于起，请核对年份"))
    return first[0], last[1]


def _point(text, year=None):
    """(first day, last day) of a month or a day as text."""
    if match := _SOLID.fullmatch(text):
        year, month, day = int(match[1]), int(match[2]), match[3]
    elif match := _POINT.fullmatch(text):
        year = int(match["year"]) if match["year"] else year
        year = year + 2000 if year is not None and year < 100 else year
        month, day = int(match["month"]), match["day"]
        if year is None:
            raise Bad(N_("请写明年份，例如 2025年3月"))
    else:
        raise Bad(N_("看不懂的月份，请写成 2025-03"))
    if day:
        exact = _day(year, month, int(day))
        return exact, exact
    first = _day(year, month, 1)
    return first, _end(first)


def _day(year, month, day):
    if not 1 <= month <= 12:
        raise Bad(N_("没有 {month} 月"), month=month)
    if not 1900 <= year <= 2200:
        raise Bad(N_("看不懂的年份 {year}"), year=year)
    if not 1 <= day <= monthrange(year, month)[1]:
        raise Bad(N_("{year} 年 {month} 月没有 {day} 日"), year=year, month=month, day=day)
    return date(year, month, day)


def _end(day):
    return day.replace(day=monthrange(day.year, day.month)[1])


def _date(value):
    return value.date() if isinstance(value, datetime) else value


def name(value):
    """A person's name without the blanks that line up columns; the dots of minority names in one form."""
    if blank(value):
        return None
    if not isinstance(value, str):
        raise Bad(N_("姓名应是文字"))
    parts = value.replace("\u3000", " ").strip().translate(_DOTS).split()
    if "\n" in value.strip() or re.search(r"[、，,;；/\\&]", value):
        raise Bad(N_("一人一行，请拆开"))
    if sum(len(part) > 1 for part in parts) > 1 and parts[0] not in _COMPOUND and not "".join(parts).isascii():
        raise Bad(N_("像是两个姓名：一人一行，请拆开；一个人的姓名中间用“·”"))
    joined = " ".join(parts)
    text = joined if joined.isascii() else re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", joined)
    odd = [c for c in text if not (unicodedata.category(c)[0] in "LM" or unicodedata.category(c) == "Co" or c in "·. -'〇")]
    if odd:
        raise Bad(N_("姓名里不能有“{odd}”"), odd=odd[0])
    return _short(text, "name")


def phone(value):
    """(telephone, warning or None): digits without blanks; one that no telephone can have is kept and doubted."""
    if blank(value):
        return None, None
    if isinstance(value, (bool, date)) or not isinstance(value, (int, float, str)):
        raise Bad(N_("电话应是数字"))
    text = tidy(value).removeprefix("'").removeprefix("+86")
    digits = text.replace("-", "")
    if re.fullmatch(r"1[3-9]\d{9}", digits, re.ASCII):
        return digits, None
    if re.fullmatch(r"(0\d{2,3})?[2-9]\d{6,7}(转\d{1,6})?", digits, re.ASCII):
        return _short(text, "phone"), None
    return _short(text, "phone"), Message(N_("电话不像手机或座机号码，请核对"))


def text(value, what):
    """A short text (工种, 班组) on one line, None where blank."""
    return None if blank(value) else _short(" ".join(shown(value).split()), what)


def _short(text, what):
    if len(text) > LONGEST[what]:
        raise Bad(N_("太长：最多 {most} 个字"), most=LONGEST[what])
    return text


def identity(value, passports=False):
    """(number, kind, warning): the 18-digit form and "identity"; with `passports` also another document, as typed.

    A number typed as a number has lost all digits after the fifteenth: Excel keeps no more.
    """
    if blank(value):
        return None, None, None
    if isinstance(value, (bool, date)) or not isinstance(value, (int, float, str)):
        raise Bad(N_("身份证号应是文字"))
    typed = tidy(value)
    lost = isinstance(value, (int, float)) and abs(value) >= 10**15
    if lost or re.fullmatch(r"\d(\.\d+)?E\+?\d+", typed, re.IGNORECASE):
        raise Bad(N_("证件号存成了数字，后几位已丢失；请把这一列设为文本，再对照证件重填"))
    if match := re.fullmatch(r'="?([0-9Xx]+)"?', typed):  # how web systems keep Excel from spoiling a CSV
        typed = match[1]
    found = identity_number(typed)
    if found.valid:
        return found.number, "identity", found.warning
    other = re.sub(r"[-().]", "", typed).upper()
    if passports and not re.fullmatch(r"\d{15}|\d{17}[\dX]", other) and _PASSPORT.fullmatch(other):
        return other, "passport", Message(N_("不是居民身份证，请对照证件原件核对"))
    bad = Bad("")
    bad.reason = found.reason
    raise bad


def masked(value):
    """A number that a person typed, as far as a page may show it: 330…7741."""
    typed = tidy(value)
    return f"{typed[:3]}…{typed[-4:]}" if len(typed) > 9 else "…" if typed else ""
