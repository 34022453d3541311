"""放假通知 as people bring it: the notice's own sentences, a sheet with a row for each holiday, or TOML. Reads, writes nothing.

A line: 春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
The statutory days among the days off follow from 全国年节及纪念日放假办法第二条 where the calendar or the notice's own lunar
dates tell them; else the line says them: 端午节：6月19日至21日放假；法定6月19日.
"""

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta

from casework.core import sheets
from casework.core.errors import Refused
from casework.law.calendar import SOLAR
from casework.law.findings import N_, Message
from casework.law.words import WEEKDAYS, half_width

FESTIVALS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
FULL = {2025: 13}  # 法定休假日 in a year, since the year named (国务院令第795号)
_DAY = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^)]*)\))?")
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
_FIRST_MONTH = re.compile(r"正月初([一二三四五六七八九十])")
_HEADINGS = {
    "name": ("节日", "名称", "节日名称", "name"), "from": ("起", "放假起", "开始", "from"), "to": ("止", "放假止", "结束", "to"),
    "statutory": ("法定", "法定节日", "statutory"), "work": ("上班", "调休上班", "补班", "work"),
}  # fmt: skip


@dataclass
class Span:
    """One holiday: local days, first and last day off inclusive. `row`: the line or Excel's row it came from."""

    row: int
    name: str
    first: date
    last: date
    statutory: list[date] = field(default_factory=list)
    work: list[date] = field(default_factory=list)

    def as_table(self):
        """As law.Calendar.with_year and the stored row have it, ISO days."""
        def days(some):
            return [day.isoformat() for day in sorted(some)]

        return {"name": self.name, "from": self.first.isoformat(), "to": self.last.isoformat(),
                "statutory": days(self.statutory), "work": days(self.work)}


@dataclass
class Notice:
    """What was read. `rejected`: [(row, Message)], and then it is not stored; `warnings` do not hinder."""

    year: int
    number: str | None = None
    spans: list[Span] = field(default_factory=list)
    rejected: list[tuple[int, Message]] = field(default_factory=list)
    warnings: list[Message] = field(default_factory=list)

    def over(self, calendar):
        """`calendar` with this year as the notice says; without its number, as published all the same."""
        return calendar.with_year(self.year, self.number or "", [span.as_table() for span in self.spans])


def read(data, *, year, calendar, number=None):
    """Bytes of a file (TOML, .xlsx, CSV or plain text) as a Notice. Refused when it is none of these."""
    text = text_of(data)
    if text is not None and re.search(r"^\s*(\[\[year\]\]|holidays\s*=)", text, re.M):
        return _toml(text, year, calendar, number)
    if text is not None and is_prose(text):
        return read_text(text, year=year, calendar=calendar, number=number)
    book = sheets.read(data)
    return _sheet(book.sheet(book.names[0]), year, calendar, number)


def text_of(data):
    """What a plain text says, in UTF-8 or GBK as editors of offices write it; None for a workbook."""
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")) or b"\0" in data:
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def is_prose(text):
    """The sentences of a notice, not a table or TOML."""
    return bool(re.search(r"\d日[^\n]*放假", text) or (re.search(r"\d日", text) and not re.search(r"[,\t]", text)))


def lines(notice):
    """The holidays of a Notice as lines that read_text reads to the same days: what came as a file is kept as text."""
    return "\n".join(_as_line(span, notice.year) for span in notice.spans)


def _as_line(span, year):
    days = [span.first, span.last, *span.statutory, *span.work]
    whole = any(day.year != year for day in days)  # a year that is said holds for the days that follow

    def said(day):
        return f"{day.year}年{day.month}月{day.day}日" if whole else f"{day.month}月{day.day}日"

    clauses = [f"{said(span.first)}至{said(span.last)}放假" if span.last > span.first else f"{said(span.first)}放假"]
    clauses.append(f"法定{'、'.join(map(said, span.statutory)) or '无'}")
    clauses += [f"{'、'.join(map(said, span.work))}上班"] if span.work else []
    return f"{span.name}：{'；'.join(clauses)}"


def read_text(text, *, year, calendar, number=None):
    """The sentences of the notice, a holiday on each line."""
    notice = Notice(year, number)
    for row, raw in enumerate(text.splitlines(), 1):
        line = re.sub(r"\s", "", half_width(raw))
        found = re.search(r"国办发明电〔\d{4}〕\d+号", raw)
        notice.number = notice.number or (found and found[0])
        if _DAY.search(line) and re.search("放假|上班|休", line):
            _line(notice, row, line, calendar)
    return _judged(notice, calendar)


def _line(notice, row, line, calendar):
    line = re.sub(r"^[一二三四五六七八九十]+[、.]", "", line)
    head, colon, body = line.partition(":")
    name, body = (head, body) if colon and not _DAY.search(head) else (None, line)
    try:
        marked, lunar = _days_of(body, notice.year)
        offs, work, statutory = [], [], []
        for clause in re.split("[。;,，；]", marked):
            into = work if "上班" in clause else statutory if "法定" in clause else offs if "休" in clause or "放假" in clause else None
            said = re.search(r"共(\d+)天", clause)
            if into is not None:
                into += _spans(clause)
            elif said and offs and (offs[-1][1] - offs[-1][0]).days + 1 != int(said[1]):
                raise Refused(Message(N_("写着共 {said} 天，起止日期之间是 {n} 天"), said=said[1],
                                      n=(offs[-1][1] - offs[-1][0]).days + 1))
        if not offs:
            raise Refused(N_("没有写放假的起止日期，例如 2月15日至23日放假"))
        if len(offs) > 1:
            raise Refused(N_("一个节日写一行，放假只写一段起止日期"))
        (first, last), = offs
        name = name or _named(calendar, first, last)
        if not name:
            raise Refused(N_("请写明是哪个节日，例如 春节：2月15日至23日放假"))
        span = Span(row, name, first, last, _each(statutory), _each(work))
        if "法定无" not in marked:
            span.statutory = span.statutory or _statutory(span, calendar, lunar)
        notice.spans.append(span)
    except Refused as refusal:
        notice.rejected.append((row, refusal.message))


def _days_of(body, year):
    """The text with each day as an ISO date, and {date: n} of those that are said to be 正月初n."""
    month, lunar = None, {}

    def put(match):
        nonlocal month, year
        said_year, said_month, said_day, aside = match.groups()
        month = int(said_month) if said_month else month
        year = int(said_year) if said_year else year
        if month is None:
            raise Refused(Message(N_("{text}没有写月份"), text=match[0]))
        try:
            day = date(year, month, int(said_day))
        except ValueError:
            raise Refused(Message(N_("没有这一天：{text}"), text=match[0])) from None
        weekday = _WEEKDAY.search(aside or "")
        if weekday and "一二三四五六日".index(weekday[1].replace("天", "日")) != day.weekday():
            raise Refused(Message(N_("{day}是{right}，写的是周{said}"), day=day.isoformat(),
                                  right=Message(WEEKDAYS[day.weekday()]), said=weekday[1]))
        if found := _FIRST_MONTH.search(aside or ""):
            lunar[day] = "一二三四五六七八九十".index(found[1]) + 1
        return day.isoformat()

    return _DAY.sub(put, body), lunar


def _spans(clause):
    found = re.findall(r"(\d{4}-\d\d-\d\d)(?:(?:至|-|—|~)(\d{4}-\d\d-\d\d))?", clause)
    pairs = [(date.fromisoformat(a), date.fromisoformat(b or a)) for a, b in found]
    for first, last in pairs:
        if last < first:
            raise Refused(Message(N_("{last} 早于 {first}"), last=last.isoformat(), first=first.isoformat()))
        if (last - first).days > 20:
            raise Refused(Message(N_("{first} 至 {last} 超过 20 天，请核对"), first=first.isoformat(), last=last.isoformat()))
    return pairs


def _each(pairs):
    return [first + timedelta(days=n) for first, last in pairs for n in range((last - first).days + 1)]


def _named(calendar, first, last):
    return next((calendar.name(day) for day in _each([(first, last)]) if calendar.is_statutory(day)), None)


def _statutory(span, calendar, lunar):
    """The statutory days of a holiday that does not name them; Refused when they do not follow from anything known."""
    off = _each([(span.first, span.last)])
    found = [day for day in off if SOLAR.get((day.month, day.day)) in span.name.split("、")]
    for day, n in lunar.items():  # 除夕, 初一, 初二, 初三
        found += [day + timedelta(days=1 - n + more) for more in range(-1 if day.year > 2024 else 0, 3)]
    found += [day for day in off if calendar.is_statutory(day) and day not in found]
    if not found and len(off) == 1:
        found = off
    if not found:
        raise Refused(Message(N_("请写明{name}的法定节日是哪几天，例如 {name}：…放假；法定{day}"), name=span.name,
                              day=f"{span.first.month}月{span.first.day}日"))
    return sorted(day for day in set(found) if day in off)


# ---- sheets and TOML

def _sheet(sheet, year, calendar, number):
    heads = {}
    for row in range(1, min(len(sheet.rows), 10) + 1):
        titles = {re.sub(r"\s", "", str(cell or "")).lower(): column for column, cell in enumerate(sheet.rows[row - 1])}
        heads = {key: titles[word] for key, words in _HEADINGS.items() for word in words if word in titles}
        if {"name", "from", "to"} <= set(heads):
            break
    else:
        raise Refused(N_("没有找到表头，要有这几列：节日、起、止、法定、调休上班"))
    notice = Notice(year, number)
    for at in range(row + 1, len(sheet.rows) + 1):
        cells = {key: sheet.cell(at, column) for key, column in heads.items()}
        if not any(cells.values()):
            continue
        try:
            first, last = (_one(cells[key], year) for key in ("from", "to"))
            span = Span(at, str(cells["name"] or "").strip(), first, last, _many(cells.get("statutory"), year),
                        _many(cells.get("work"), year))
            if not span.name:
                raise Refused(N_("请写明是哪个节日，例如 春节：2月15日至23日放假"))
            _spans(f"{first}至{last}")
            span.statutory = span.statutory or _statutory(span, calendar, {})
            notice.spans.append(span)
        except Refused as refusal:
            notice.rejected.append((at, refusal.message))
    return _judged(notice, calendar)


def _one(value, year):
    if found := _many(value, year):
        return found[0]
    raise Refused(N_("没有写放假的起止日期，例如 2月15日至23日放假"))


def _many(value, year):
    """Days in a cell: a date, or texts such as 2027-02-05、2月6日."""
    if isinstance(value, date):
        return [value.date() if hasattr(value, "date") else value]
    days = []
    for part in re.split(r"[、,;，；\s]+", half_width(str(value or "")).strip()):
        if part:
            iso = re.sub(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$", r"\1年\2月\3日", part)
            if not _DAY.fullmatch(iso):
                raise Refused(Message(N_("没有这一天：{text}"), text=part))
            days.append(date.fromisoformat(_days_of(iso, year)[0]))
    return days


def _toml(text, year, calendar, number):
    try:
        found = tomllib.loads(text)
        block = next((b for b in found["year"] if b["year"] == year), None) if "year" in found else found
        if block is None:
            raise Refused(Message(N_("文件里没有 {year} 年"), year=year))
        notice = Notice(year, number or block.get("notice"))
        for row, one in enumerate(block["holidays"], 1):
            days = [_many(one[key], year)[0] for key in ("from", "to")]
            span = Span(row, str(one["name"]), *days, *([_many(day, year)[0] for day in one.get(key, ())]
                                                        for key in ("statutory", "work")))
            try:
                _spans(f"{span.first}至{span.last}")
                notice.spans.append(span)
            except Refused as refusal:
                notice.rejected.append((row, refusal.message))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise Refused(Message(N_("TOML 文件读不懂：{why}"), why=str(error))) from None
    return _judged(notice, calendar)


def _judged(notice, calendar):
    """What no single line can tell: days that meet, days that belong to no such year, holidays that are missing."""
    off, work = {}, {}
    near = date(notice.year - 1, 12, 15), date(notice.year + 1, 1, 15)
    for span in notice.spans:
        for day in _each([(span.first, span.last)]) + span.work:
            if not near[0] <= day <= near[1]:
                notice.rejected.append((span.row, Message(N_("{day} 不在 {year} 年"), day=day.isoformat(), year=notice.year)))
        for day in set(span.statutory) - set(_each([(span.first, span.last)])):
            notice.rejected.append((span.row, Message(N_("法定节日 {day} 不在放假的日子里"), day=day.isoformat())))
        for day in _each([(span.first, span.last)]):
            if off.setdefault(day, span) is not span:
                notice.rejected.append((span.row, Message(N_("{day} 在两个节日里都放假"), day=day.isoformat())))
        for day in span.work:
            if day.weekday() < 5:
                notice.rejected.append((span.row, Message(N_("{day} 是{weekday}，不用调休就上班"), day=day.isoformat(),
                                                          weekday=Message(WEEKDAYS[day.weekday()]))))
            work[day] = span
    for day in set(off) & set(work):
        notice.rejected.append((work[day].row, Message(N_("{day} 既放假又上班"), day=day.isoformat())))
    notice.rejected.sort(key=lambda one: one[0])
    if not notice.spans and not notice.rejected:
        notice.rejected.append((1, Message(N_("没有读到放假的日子；一个节日写一行，例如 春节：2月15日至23日放假"))))
    named = "、".join(span.name for span in notice.spans)
    if missing := [name for name in FESTIVALS if name.removesuffix("节") not in named]:
        notice.warnings.append(Message(N_("没有这些节日，请核对：{names}"), names="、".join(missing)))
    count = sum(len(span.statutory) for span in notice.spans)
    if notice.year >= 2025 and not missing and count != FULL[2025]:
        notice.warnings.append(Message(N_("法定节日共 {n} 天，办法规定 {all} 天，请核对"), n=count, all=FULL[2025]))
    return notice
