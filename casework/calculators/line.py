"""时间线 — the days and spans of a calculation as data, and where each is drawn: one definition for page and paper."""

from dataclasses import dataclass
from datetime import date, timedelta

from casework.law.contracts import IN_FORCE
from casework.law.findings import N_, Message
from casework.law.rules import UNKNOWN
from casework.law.terms import Day, later

WIDTH, PAPER, BAR = 930, 560, 20  # units of the drawing; on paper it is shorter, so that its letters are as tall as the text
MOST_DAYS = 190  # a longer count is drawn as a line, not day by day
ONE = timedelta(days=1)


@dataclass(frozen=True)
class Line:
    """points: [(day, words)]; spans: [(first day, last day, css, words)], both inclusive. css: on (it counts), off (it does
    not), roll (over the end), pause."""

    points: tuple
    spans: tuple


def days(result):
    """The law.terms.Days of an answer that counts day by day and is short enough to be drawn so; else none."""
    strip = result.get("strip") or ()
    return [Day(one["date"], one["kind"], one.get("n")) for one in strip] if len(strip) <= MOST_DAYS else []


def line(rule, data, result):
    """The Line of an answer; None where a rule has no days, or draws them one by one."""
    given = {name: date.fromisoformat(value) for name, value in data.items()
             if rule.inputs[name].kind == "day" and isinstance(value, str) and value}
    made = _LINES[rule.name](given, data, result) if rule.name in _LINES else None
    if not made:
        return None
    points, spans = made
    points = sorted(((on, words) for on, words in points if on), key=lambda one: one[0])
    spans = [span for span in spans if span and span[0] <= span[1]]
    return Line(tuple(points), tuple(spans)) if len({on for on, _ in points}) > 1 else None


# ---- what each rule has to show

def _count(given, data, result):
    if days(result):
        return None
    start, due = given["start"], result["due"]
    pauses = [(max(date.fromisoformat(one["from"]), start + ONE), min(date.fromisoformat(one["to"]), due), "pause", N_("中止，不计入"))
              for one in data.get("suspended") or ()]
    return ((start, N_("起算日，不计入")), (due, N_("届满"))), [(start + ONE, due, "on", N_("期限")), *pauses]


def _double_wage(given, data, result):
    hired, as_of, first, last = given["hired"], given["as_of"], result["from"], result["to"]
    if first is None:
        return None
    year = later(hired, 12)
    end = max(as_of, last)
    spans = [(hired, min(first - ONE, end), "off", N_("用工一个月以内，不付")), (last + ONE, end, "off", N_("不再计算"))]
    if last >= first:
        said = Message(N_("付二倍工资：{months} 个月 {days} 天"), months=result["months"], days=result["extra_days"])
        spans.insert(1, (first, last, "on", said))
    points = [(hired, N_("用工")), (first, N_("起算")), (given.get("signed"), N_("签订书面合同")), (given.get("ended"), N_("劳动关系结束")),
              (year if year <= end else None, N_("用工满一年")), (as_of, N_("算到"))]
    return points, spans


def _extra(given, data, result):
    deadline, as_of = given["deadline"], given["as_of"]
    late = (as_of - deadline).days
    return ((deadline, N_("责令支付的期限")), (as_of, N_("算到"))), [
        (deadline + ONE, as_of, "on", Message(N_("逾期 {n} 天"), n=late)) if late > 0 else
        (as_of, deadline, "off", N_("期限没有过"))]


def _refusal(given, data, result):
    deadline, as_of = given.get("deadline"), given["as_of"]
    late = deadline and (as_of - deadline).days
    return ((given.get("ordered"), N_("责令支付")), (deadline, N_("支付期限")), (as_of, N_("算到"))), [
        given.get("ordered") and deadline and (given["ordered"], min(deadline, as_of), "off", N_("支付期限以内")),
        late and late > 0 and (deadline + ONE, as_of, "on", Message(N_("逾期 {n} 天"), n=late))]


def _limited(start, claimed, last, words):
    """From the day on which it begins to its last day, and what lies beyond."""
    return [start and last and (start + ONE, min(last, claimed), "on", words),
            last and last < claimed and (last + ONE, claimed, "roll", Message(N_("超过 {n} 天"), n=(claimed - last).days))]


def _limitation(given, data, result):
    claimed, last = given["claimed_on"], result["last_day"]
    breaks = sorted(date.fromisoformat(one) for one in data.get("interrupted_on") or ())
    begun = given.get("employment_ended") if data.get("kind") == "pay" else given.get("knew_on")
    begun = begun or given.get("knew_on")
    counted = [on for on in breaks if begun and on > begun and last and later(on, 12) == last]
    start = counted[-1] if counted else begun
    points = [(given.get("knew_on"), N_("知道权利被侵害")), (given.get("employment_ended"), N_("劳动关系终止")),
              *((on, N_("时效中断")) for on in breaks), (last, N_("时效最后一日")), (claimed, N_("申请仲裁"))]
    return points, _limited(start, claimed, last, N_("一年时效"))


def _inspection(given, data, result):
    reported, last = given["reported_on"], result["last_day"]
    points = ((given.get("act_ended"), N_("违法行为终了")), (last, N_("二年的最后一日")), (reported, N_("投诉、举报或者发现")))
    return points, _limited(given.get("act_ended"), reported, last, N_("二年查处期限"))


def _service(given, data, result):
    hired, ended = given["hired"], given["ended"]
    before = hired < IN_FORCE <= ended and "pre_2008" in result
    first = IN_FORCE if before else hired
    known = result["months"] != UNKNOWN
    said = Message(N_("工作年限，折合 {n} 个月"), n=result["months"]) if known else N_("工作年限")
    spans = [before and (hired, IN_FORCE - ONE, "off", N_("2008年以前，另按当时的规定")), (first, ended, "on", said)]
    return ((hired, N_("用工")), (IN_FORCE if before else None, N_("劳动合同法施行")), (ended, N_("解除或者终止"))), spans


def _probation(given, data, result):
    start, most = given.get("start"), result.get("max_months")
    agreed = str(data.get("probation_months") or "")
    if start is None or not agreed.isdigit() or not isinstance(most, int):
        return None
    until, allowed = later(start, int(agreed)) - ONE, later(start, most) - ONE
    points = ((start, N_("合同起始")), (allowed if most else None, N_("法定最长的试用期满")), (until, N_("约定的试用期满")))
    return points, [(start, min(until, allowed), "on", N_("法定期限以内")), (max(allowed + ONE, start), until, "roll", N_("超过的"))]


_LINES = {
    "deadline": _count, "double-wage": _double_wage, "extra-compensation": _extra, "refusal-to-pay": _refusal,
    "limitation": _limitation, "inspection-limitation": _inspection, "severance": _service, "unlawful-dismissal": _service,
    "probation": _probation,
}  # fmt: skip


# ---- where it is drawn

def drawn(points, spans, say=str, width=WIDTH):
    """{"width", "height", "bar", "spans": [(x, width, css)], "ticks": [(x, text)], "marks": [(x, y, anchor, text)]}, in units.

    The words of points stand in rows below the bar, none over another; `say` gives them in the reader's language.
    """
    every = [on for on, _ in points] + [day for first, last, _, _ in spans for day in (first, last + ONE)]
    first, last = min(every), max(every)
    unit = width / max((last - first).days, 1)

    def x(on):
        return round((on - first).days * unit, 1)

    made = {"width": width, "bar": BAR, "spans": [(x(a), round(max(x(b + ONE) - x(a), 1.5), 1), css) for a, b, css, _ in spans],
            "ticks": _ticks(first, last, x, width), "marks": []}
    labels = []
    for on, words in points:
        text = f"{on.isoformat()} {say(words)}"
        wide, at = sum(11 if letter > "⺀" else 6.2 for letter in text) + 8, x(on)
        labels.append((at, "start", at, at + wide, text) if at + wide <= width else (at, "end", max(at - wide, 0), at, text))
    # from the right, then those that lean to the left: so that no line from the bar to its label crosses another label
    order = [one for one in reversed(labels) if one[1] == "start"] + [one for one in labels if one[1] == "end"]
    rows = _rows(order)
    made["marks"] = [(at, 2 * BAR + 18 + 15 * rows[n], anchor, text) for n, (at, anchor, _, _, text) in enumerate(order)]
    return {**made, "height": 2 * BAR + 12 + 15 * (1 + max(rows, default=0))}


def _rows(labels):
    """The row of each label (at, anchor, left, right, text), the first in which it meets no other and no line of another."""
    placed = []

    def free(row, at, left, right):
        return all((right <= a or b <= left) if row == r else not left < x < right if r > row else not a < at < b
                   for x, a, b, r in placed)

    for at, _, left, right, _ in labels:
        row = next(row for row in range(len(placed) + 1) if free(row, at, left, right))
        placed.append((at, left, right, row))
    return [row for *_, row in placed]


def _ticks(first, last, x, width):
    """Beginnings of years, or of months where there is room for them."""
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next(n for n in (1, 2, 3, 6, 12, 24, 60, 120, 600, 12_000) if months / n <= width // 70)
    found, n = [], first.year * 12 + first.month
    while n <= last.year * 12 + last.month - 1:
        if n % step == 0:
            on = date(n // 12, n % 12 + 1, 1)
            found.append((x(on), f"{on.year}" if step >= 12 else f"{on.year}.{on.month}"))
        n += 1
    return [(at, text) for at, text in found if at <= width - 42]
