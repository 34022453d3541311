"""表头 — finds the header of a roster under its titles and says what each column means. Synonyms stand in one table."""

import re
from dataclasses import dataclass, field
from datetime import date

from casework.arrears.cells import Bad, month, tidy
from casework.core.sheets import REASON, Sheet, letter, shown
from casework.law.findings import N_, Message

DEEPEST = 40  # rows of titles above a header

_PERSON = r"(?:工人|民工|农民工|员工|职工|人员|劳动者|投诉人|本人|务工人员)?"
_WAGES = r"(?:工资|薪资|劳动报酬|报酬)?"
_SUM = r"(?:金额|数额|总额|合计|小计|款项|款|数|额)?"
_TIME = r"(?:时间|日期|月份|年月|月|日)?"
_LACK = r"(?:欠薪|拖欠|欠发|欠付|工资|所属)?"

MEANINGS = {meaning: re.compile(pattern) for meaning, pattern in {
    "name": rf"{_PERSON}(?:姓名|名字)",
    "id": rf"(?:居民|公民|工人|本人)?(?:身份证件?|身份|证件)(?:号码?|编号)|{_PERSON}身份证|护照号?码?",
    "id_kind": r"证件(?:类型|类别|种类|名称)",
    "phone": rf"{_PERSON}(?:联系|移动|手机)?(?:电话|手机)(?:号码?)?|联系方式",
    "trade": r"(?:所属|从事)?工种(?:岗位)?|岗位(?:工种)?",
    "team": r"(?:所属|所在|劳务|施工)?班组(?:名称)?|班别",
    "month": rf"(?:欠薪|拖欠|欠发|欠付|工资)?(?:所属)?(?:月份|年月|月度|月)|{_LACK}所属期",
    "from": rf"{_LACK}(?:起始|开始|起){_TIME}",
    "to": rf"{_LACK}(?:终止|截止|截至|结束|止){_TIME}",
    "period": rf"{_LACK}(?:起止|起讫){_TIME}|(?:欠薪|拖欠|欠发|欠付)(?:工资)?(?:时间|时段|期间|时间段|周期)|所属(?:期间|时段)",
    "due": rf"(?:应发|应得|应付|应领|应支付){_WAGES}{_SUM}",
    "paid": rf"(?:已发|已付|已领|已支付|已发放){_WAGES}{_SUM}",
    "advance": rf"已?(?:借支|预支|预借|生活费|借款){_WAGES}(?:借支|预支)?{_SUM}",
    "deduction": r"(?:各项|其他)?(?:扣款|扣除|扣减|罚款|代扣)(?:金额|款项|款|额)?",
    "owed": rf"(?:实际|尚|合计|共|被|剩余|总)?(?:欠发|欠薪|拖欠|欠付|未付|未发|未支付|欠款|欠){_WAGES}{_SUM}",
    "rate": r"日工资(?:标准)?|日薪|日单价|日工价|工日单价|每日工资",
    "days": r"(?:出勤|工作|出工|考勤|总|实际)?(?:工日|天数|工天)数?|出勤|出勤工日|日数|工日数",
    "pieces": r"(?:完成|计件|实际)?(?:件数|工程量|工作量|产量|完成数量)",
    "piece_rate": r"(?:计件|每件|件|综合)?(?:单价|工价)|计件(?:工资)?标准",
    "sum": r"合计金额|合计|总计|小计|共计|总额|总金额",
}.items()}
MONEY = ("owed", "due", "paid", "advance", "deduction")
SEVERAL = ("advance", "deduction")  # two such columns are added up
QUIET = re.compile(rf"序号|编号|行号|NO\.?|.*(?:签名|签字|手印|指印|签章)|{REASON}", re.IGNORECASE)

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_TEN_THOUSANDS = re.compile(r"[万千]元|[(/:]万[)]?$")
_TITLE_UNIT = re.compile(r"单位[::]?(?:人民币)?[万千]元")
_YEAR = re.compile(r"(\d{4})年?|(?<!\d)(\d{2})年")
_MONTHS = (
    re.compile(r"(?P<year>\d{4})[年./-](?P<month>\d{1,2})(?!\d)(?:月份?)?", re.ASCII),
    re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?!\d)", re.ASCII),
    re.compile(r"(?P<year>\d{2})年(?P<month>\d{1,2})月份?", re.ASCII),
    re.compile(r"(?<![\d年])(?P<month>\d{1,2})月份?", re.ASCII),
)


@dataclass(frozen=True)
class Column:
    """A column that is understood: `index` from 0, its head as written, what it means, and of which month."""

    index: int
    title: str
    meaning: str
    month: date | None = None

    @property
    def letter(self):
        return letter(self.index)


@dataclass
class Heading:
    """Where the header stands (`first` to `row`), what was understood in it, and what in it stops the reading.

    `problems`: (row, title, reason, column index).
    """

    first: int
    row: int
    columns: list[Column]
    unknown: list[str]
    year: int | None = None
    problems: list[tuple] = field(default_factory=list)

    def one(self, meaning):
        return next((column for column in self.columns if column.meaning == meaning and not column.month), None)

    def all(self, meaning, month=None):
        return [column for column in self.columns if column.meaning == meaning and column.month == month]

    @property
    def months(self):
        return sorted({column.month for column in self.columns if column.month})

    @property
    def form(self):
        return "wide" if self.months else "long" if self.one("month") else "total"

    @property
    def has_money(self):
        known = {column.meaning for column in self.columns}
        return bool(known & {"owed", "due"}) or {"rate", "days"} <= known or {"piece_rate", "pieces"} <= known


def find(sheet: Sheet, choose=None) -> Heading | None:
    """The first header with a name and an amount; failing that, the first with a name and one more; or None.

    `choose` {head: meaning, or None to leave it out} is what a person said about columns we did not know.
    """
    second_best = None
    for first in range(1, min(len(sheet.rows), DEEPEST) + 1):
        for deep in (1, 0):
            heading = _heading(sheet, first, deep, choose or {})
            if heading and heading.one("name"):
                if heading.has_money or heading.problems:
                    return heading
                second_best = second_best or (heading if len(heading.columns) > 1 else None)
    return second_best


def _heading(sheet, first, deep, choose):
    heads = _combined(sheet, first) if deep else [(value, value) for value in sheet.rows[first - 1]]
    if not heads or not any(_classify(value)[0] == "name" for value, _ in heads):
        return None
    heading = Heading(first, first + deep, [], [], _title_year(sheet, first))
    for index, (value, title) in enumerate(heads):
        if not tidy(value):
            continue
        title = title.isoformat()[:7] if isinstance(title, date) else "".join(shown(title).split())
        _understand(heading, index, value, title, choose)
    _contradictions(sheet, heading)
    return heading


def _understand(heading, index, value, title, choose):
    if title in choose:
        meaning, of, problem = choose[title], None, None
    else:
        meaning, of, problem = _classify(value, heading.year)
    if problem:
        heading.problems.append((heading.row, title, problem, index))
    elif meaning is None:
        if not QUIET.fullmatch(title):
            heading.unknown.append(title)
    elif meaning not in SEVERAL and any(c.meaning == meaning and c.month == of for c in heading.columns):
        if meaning in ("phone", "trade", "team", "id_kind"):
            heading.unknown.append(title)
        else:
            heading.problems.append((heading.row, title, Message(N_("有两列意思相同，请只留一列")), index))
    else:
        heading.columns.append(Column(index, title, meaning, of))


def _contradictions(sheet, heading):
    """What only the whole header shows; and columns that the form has no use for go to the unknown."""
    for row in range(1, heading.first):
        for index, value in enumerate(sheet.rows[row - 1]):
            if _TITLE_UNIT.search(tidy(value)):
                heading.problems.append((row, tidy(value), Message(N_("金额单位请改为元，不写万元")), index))
    month_column = heading.one("month")
    wide = heading.form == "wide"
    if wide and month_column:
        reason = Message(N_("月份列和按月分列只能用一种"))
        heading.problems.append((heading.row, month_column.title, reason, month_column.index))
    if wide:
        spare = {"due", "paid", "advance", "deduction", "rate", "days", "pieces", "piece_rate", "from", "to", "period"}
        if heading.one("owed"):
            spare.add("sum")
    else:
        spare = {"sum"} | ({"from", "to", "period"} if month_column else set())
    for column in [c for c in heading.columns if c.meaning in spare and not c.month]:
        heading.columns.remove(column)
        heading.unknown.append(column.title)


def _classify(value, year=None):
    """(meaning, month, problem) of one head; the meaning of a month's column is owed unless it says otherwise."""
    if isinstance(value, date):
        return "owed", date(value.year, value.month, 1), None
    text = tidy(value)
    bare = _BRACKETS.sub("", text).strip(":*")
    bare = re.sub(r"[:/,]?[万千]?元$|[:/]万$", "", bare)
    meaning = next((name for name, pattern in MEANINGS.items() if pattern.fullmatch(bare)), None)
    of = None
    if not meaning:
        meaning, of, problem = _of_month(value, bare, year)
        if problem:
            return None, None, problem
    if (meaning in MONEY or meaning in ("rate", "sum")) and _TEN_THOUSANDS.search(text):
        return None, None, Message(N_("金额单位请改为元，不写万元"))
    return meaning, of, None


def _of_month(value, bare, year):
    """A head that names one month and nothing, or a kind of money, beside it."""
    match = next((m for pattern in _MONTHS if (m := pattern.search(bare))), None)
    if not match:
        return None, None, None
    rest = bare[:match.start()] + bare[match.end():]
    if not match.groupdict().get("year"):
        years = {int(a or b) for a, b in _YEAR.findall(rest)}
        rest = _YEAR.sub("", rest)
        year = years.pop() if len(years) == 1 else year
        said = f"{match['month']}月"
    else:
        said = f"{match['year']}年{match['month']}月"
    rest = re.sub(r"^(?:按月|各月|每月)|(?:月份|明细|情况|时间)$|^(?:月份)", "", rest.strip("-_:、"))
    meaning = "owed" if rest in ("", "工资", "金额", "欠薪月份", "欠薪时间", "各月", "月份", "工资金额") else next(
        (name for name in MONEY if MEANINGS[name].fullmatch(rest)), None)
    if not meaning:
        return None, None, None
    try:
        if isinstance(value, float) and not value.is_integer():
            return meaning, month(value), None
        return meaning, month(said, year), None
    except Bad as bad:
        return None, None, bad.reason


def _combined(sheet, first):
    """[(head, how to name it)] where row `first` groups the row below it (欠薪月份 over the months); [] where it does not."""
    top, below = sheet.rows[first - 1], sheet.rows[first] if first < len(sheet.rows) else []
    width = max(len(top), len(below))
    across = {column: (left, right) for t, left, _, right in sheet.merged if t == first
              for column in range(left, min(right, width) + 1)}
    vertical = {left for t, left, bottom, _ in sheet.merged if t == first and bottom == first + 1}
    heads, grouped, above = [], bool(vertical), None
    for column in range(width):
        head, sub = sheet.cell(first, column), sheet.cell(first + 1, column)
        if (first + 1, column) in sheet.marks:
            return []
        left, right = across.get(column, (None, None))
        if head is not None:
            above = head
        elif left is not None:
            above = sheet.cell(first, left)
        elif sub is None or sheet.merged:
            above = None
        if sub is None:
            heads.append((head, head))
            continue
        group = (right or 0) > column or (head is not None and _open(sheet, first, column + 1))
        if not _may_head(sub) or (not group and _classify(head)[0] in ("name", "id", "phone", "month")):
            return []
        if above is not None and _classify(sub)[0] == "name":
            return []  # what stands over the names is a title, no group
        grouped = grouped or (head is None and above is not None)
        heads.append(_join(above, sub))
    return heads if grouped and any(sheet.cell(first + 1, column) is not None for column in range(width)) else []


def _join(above, sub):
    if above is None or tidy(above) == tidy(sub) or isinstance(sub, date):
        return sub, sub
    if isinstance(sub, float):
        sub = tidy(sub)
    alone = _classify(sub)
    if alone[1] or (alone[0] and not any(pattern.search(tidy(above)) for pattern in _MONTHS)):
        return sub, sub
    if isinstance(above, date):
        above = above.isoformat()[:7]
    return f"{tidy(above)} {tidy(sub)}", f"{shown(above)}{shown(sub)}" if alone[0] else sub


def _open(sheet, row, column):
    """A blank with a head below it: it belongs to the group on its left."""
    return sheet.cell(row, column) is None and sheet.cell(row + 1, column) is not None


def _may_head(value):
    """A head is a text, a date or a month such as 202503; an amount or a number of a person is none."""
    if isinstance(value, float):
        return value in range(1, 13) or bool(re.fullmatch(r"20\d{2}(0[1-9]|1[0-2])", tidy(value)))
    return isinstance(value, (str, date)) and not re.fullmatch(r"[\d,.]{5,}", tidy(value).replace("-", ""))


def _title_year(sheet, first):
    """The one year that the titles above speak of, if it is one."""
    text = " ".join(tidy(value) for cells in sheet.rows[:first - 1] for value in cells if isinstance(value, str))
    years = {int(year) for year in re.findall(r"(?<!\d)(20\d{2})年", text)}
    return years.pop() if len(years) == 1 else None
