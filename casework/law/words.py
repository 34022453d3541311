"""What people type, in half width; and days as they say them (7月28日, 9月25日至27日, 周日), each a Message."""

from casework.law.findings import N_, Message

MONTHS = (
    N_("1月{day}日"), N_("2月{day}日"), N_("3月{day}日"), N_("4月{day}日"), N_("5月{day}日"), N_("6月{day}日"),
    N_("7月{day}日"), N_("8月{day}日"), N_("9月{day}日"), N_("10月{day}日"), N_("11月{day}日"), N_("12月{day}日"),
)  # fmt: skip
WEEKDAYS = (N_("周一"), N_("周二"), N_("周三"), N_("周四"), N_("周五"), N_("周六"), N_("周日"))

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def half_width(text):
    """１２Ｘ → 12X. Only the full-width forms: NFKC would also make 12² into 122."""
    return str(text).translate(FULL_WIDTH)


def day(on, beside=None, last=None):
    """9月24日; with its year unless it is the year of `beside`, a date that the sentence has just named.

    last: another day of the same month, for a span.
    """
    days = Message(N_("{first}日至{last}"), first=on.day, last=last) if last else on.day
    said = Message(MONTHS[on.month - 1], day=days)
    if beside and beside.year == on.year:
        return said
    return Message(N_("{year}年{date}"), year=on.year, date=said)


def span(first, last, beside=None):
    """9月24日; 9月25日至27日; 9月28日至10月9日."""
    if first == last:
        return day(first, beside)
    if (first.year, first.month) == (last.year, last.month):
        return day(first, beside, last.day)
    return Message(N_("{first}至{last}"), first=day(first, beside), last=day(last, first))


def weekday(on):
    return Message(WEEKDAYS[on.weekday()])


def several(messages):
    """Messages joined by 、 into one."""
    first, *rest = messages
    return Message(N_("{some}、{one}"), some=several([first, *rest[:-1]]), one=rest[-1]) if rest else first
