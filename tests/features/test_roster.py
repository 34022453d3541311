"""花名册: the sheets that foremen bring. Each good one gives its lines to the fen; each bad cell is named by row, column, reason."""

import io
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from casework.arrears import cells, headings, roster
from casework.core import archive, sheets
from casework.core.errors import Refused
from casework.law.identifiers import identity_number

TODAY = date(2026, 11, 24)


def number(n, birth="19800101"):
    body = f"110105{birth}{n:03}"
    return next(body + last for last in "0123456789X" if identity_number(body + last).valid)


A, B, C = number(1), number(2), number(3)


def xlsx(rows, merge=(), text=()):
    """A real .xlsx; `text`: cells whose content is text although it looks like a formula."""
    book = Workbook()
    page = book.active
    page.title = "花名册"
    for row in rows:
        page.append(row)
    for area in merge:
        page.merge_cells(area)
    for cell in text:
        page[cell].data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def edited(data, old, new):
    parts = archive.unpack(data)
    xml = parts["xl/worksheets/sheet1.xml"]
    assert old in xml
    parts["xl/worksheets/sheet1.xml"] = xml.replace(old, new)
    return archive.pack(parts)


def read(rows, merge=(), choose=None):
    data = rows if isinstance(rows, bytes) else xlsx(rows, merge)
    return roster.read(data, today=TODAY, choose=choose)


def owed(result):
    return [(line.row, line.name, line.month and line.month.isoformat()[:7], line.owed_fen) for line in result.lines]


def problems(result):
    return [(problem.row, problem.column, str(problem.reason)) for problem in result.rejected]


def warnings(result):
    return [(problem.row, problem.column, str(problem.reason)) for problem in result.warnings]


# the three forms

LONG = [
    ["某某工地2025年拖欠工资花名册"],
    ["序号", "姓 名", "身份证\n号码", "手机", "工种", "班组", "月份", "应发（元）", "已发", "借支", "扣款", "欠发", "备注"],
    [1, "张三", A, 13800001111, "木工", "一班", "2025年3月", 5000, 2000, 100.5, None, 2899.5, "夜班"],
    [2, "李 四", B, "139-0000-2222", "瓦工", "二班", "2025-04", 5000, 2000, None, 10, None, None],
    ["合 计", None, None, None, None, None, None, 10000, 4000, 100.5, 10, 5889.5, None],
]


def test_the_long_form_has_a_row_for_each_worker_and_month():
    result = read(LONG, merge=["A1:M1"])
    assert result.as_json() == {
        "rows": 2, "accepted": 2, "rejected": [], "warnings": [],
        "total_row": {"sheet": "5889.50", "sum": "5889.50", "equal": True},
        "form": "long", "unknown_columns": ["备注"],
    }
    assert (result.sheet, result.header_row, result.owed_fen, result.workers) == ("花名册", 2, 588950, 2)
    assert [(c.letter, c.title, c.meaning) for c in result.columns][:4] == [
        ("B", "姓名", "name"), ("C", "身份证号码", "id"), ("D", "手机", "phone"), ("E", "工种", "trade")]
    first, second = result.lines
    assert first == roster.RosterLine(
        row=3, name="张三", id_number=A, id_kind="identity", phone="13800001111", trade="木工", team="一班",
        month=date(2025, 3, 1), from_on=None, to_on=None, due_fen=500000, paid_fen=200000, advance_fen=10050,
        deduction_fen=None, owed_fen=289950, days=None, day_rate_fen=None)
    assert (second.name, second.phone, second.owed_fen) == ("李四", "13900002222", 299000)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_a_csv_is_the_same_roster(encoding):
    text = f"\n姓名,身份证号,月份,欠发\n\n张三,\t{A},2025.3,\"1,234.50\"\n李四,\"=\"\"{B}\"\"\",202504,３００\n合计,,,1534.5\n"
    result = read(text.encode(encoding))
    assert owed(result) == [(4, "张三", "2025-03", 123450), (5, "李四", "2025-04", 30000)]
    assert result.total_row == {"sheet": 153450, "sum": 153450, "equal": True}


@pytest.mark.parametrize(("first", "second"), [
    ("2025年3月", "2025年4月"), ("2025-03", "2025-04"), ("2025.3", "2025.4"), ("2025/03", "2025/04"), ("202503", "202504"),
    (202503, 202504), (date(2025, 3, 1), datetime(2025, 4, 1)), ("2025年3月欠薪", "2025年4月份欠发（元）"), (2025.3, 2025.4),
    ("25年3月", "25年4月"),
])
def test_the_wide_form_has_a_column_for_each_month(first, second):
    result = read([["姓名", "身份证号", first, second, "合计"], ["张三", A, 100, 0, 100], ["李四", B, 1.1, 2.2, 3.3],
                   ["小计", None, 101.1, 2.2, 103.3], ["总计", None, 101.1, 2.2, 103.3]])
    assert result.form == "wide"
    assert owed(result) == [(2, "张三", "2025-03", 10000), (3, "李四", "2025-03", 110), (3, "李四", "2025-04", 220)]
    assert result.total_row == {"sheet": 10330, "sum": 10330, "equal": True}
    assert (result.rows, result.accepted, problems(result), warnings(result)) == (2, 2, [], [])


def test_the_year_of_a_month_may_stand_in_a_head_above_it():
    rows = [["拖欠工资表"], ["序号", "姓名", "身份证号", "2024年", None, "2025年", "合计"],
            [None, None, None, "11月", "12月", "1月", None], [1, "张三", A, 1, 2, 3, 6]]
    merge = ["A1:G1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "G2:G3"]
    result = read(rows, merge=merge)
    assert result.header_row == 3
    assert owed(result) == [(4, "张三", "2024-11", 100), (4, "张三", "2024-12", 200), (4, "张三", "2025-01", 300)]


@pytest.mark.parametrize("group", ["欠薪月份", "拖欠工资（元）", "各月欠薪"])
def test_months_may_be_grouped_under_one_head_and_the_year_stand_in_the_title(group):
    rows = [["某工地2025年花名册"], ["姓名", "身份证号", group, None], [None, None, "3月", "4月"], ["张三", A, 1, 2]]
    assert owed(read(rows, merge=["A1:D1", "A2:A3", "B2:B3", "C2:D2"])) == [(4, "张三", "2025-03", 100), (4, "张三", "2025-04", 200)]
    csv = f"某工地2025年花名册,,,\n姓名,身份证号,{group},\n,,3月,4月\n张三,{A},1,2\n"
    assert owed(read(csv.encode())) == [(4, "张三", "2025-03", 100), (4, "张三", "2025-04", 200)]


def test_a_month_may_have_columns_of_its_own_for_due_and_paid():
    rows = [["姓名", "身份证号", "2025年3月", None, None], [None, None, "应发", "已发", "欠发"], ["张三", A, 5, 2, 3], ["李四", B, 5, 1, 3]]
    result = read(rows, merge=["A1:A2", "B1:B2", "C1:E1"])
    assert owed(result) == [(3, "张三", "2025-03", 300)]
    assert problems(result) == [(4, "2025年3月欠发", "应发 5.00 − 已发 1.00 − 借支 0.00 − 扣款 0.00 ＝ 4.00，与欠发 3.00 不符")]


def test_a_month_without_a_year_anywhere_is_asked_for():
    assert problems(read([["姓名", "身份证号", "3月"], ["张三", A, 1]])) == [(1, "3月", "请写明年份，例如 2025年3月")]
    assert problems(read([["姓名", "身份证号", "2025年13月"], ["张三", A, 1]])) == [(1, "2025年13月", "没有 13 月")]


def test_the_total_form_has_one_sum_with_or_without_a_period():
    assert owed(read([["姓名", "身份证号", "欠薪"], ["张三", A, 12.3]])) == [(2, "张三", None, 1230)]
    whole = (date(2025, 3, 1), date(2025, 6, 30))
    for written in ("2025年3月至6月", "2025年3月-2025年6月", "2025.03.01-2025.06.30", "2025-03-01至2025-06-30", "2025.3-6",
                    "2025-03-2025-06", "2025/3~2025/6", "自2025年3月1日起至2025年6月30日止", "2025年03月—06月"):
        result = read([["姓名", "身份证号", "起止时间", "拖欠金额"], ["张三", A, written, 1]])
        assert [(line.from_on, line.to_on) for line in result.lines] == [whole], written
        assert result.form == "total"
    for start, end in (("2025年3月", "2025年6月"), ("2025-03-01", "2025.6.30"), (date(2025, 3, 1), date(2025, 6, 30)), (202503, 202506)):
        result = read([["姓名", "身份证号", "起", "止", "拖欠金额"], ["张三", A, start, end, 1], ["李四", B, None, None, 1]])
        assert [(line.from_on, line.to_on) for line in result.lines] == [whole, (None, None)], start
    result = read([["姓名", "身份证号", "起始月份", "截止月份", "欠发"], ["张三", A, date(2025, 3, 1), date(2025, 6, 1), 1]])
    assert [(line.from_on, line.to_on) for line in result.lines] == [whole]


# heads

@pytest.mark.parametrize(("head", "meaning"), [
    ("姓名", "name"), ("工人姓名", "name"), ("民工姓名", "name"), ("姓　名", "name"), ("身份证号", "id"), ("身份证号码", "id"),
    ("证件号码", "id"), ("公民身份号码", "id"), ("居民身份证号码", "id"), ("身份证", "id"), ("护照号", "id"), ("电话", "phone"),
    ("手机", "phone"), ("联系电话", "phone"), ("手机号码", "phone"), ("手机号", "phone"), ("工种", "trade"), ("班组", "team"),
    ("所属班组", "team"), ("月份", "month"), ("欠薪月份", "month"), ("所属月", "month"), ("应发", "due"), ("应发工资", "due"),
    ("应得", "due"), ("应发工资（元）", "due"), ("应发金额", "due"), ("已发", "paid"), ("已付", "paid"), ("已发工资", "paid"),
    ("已付工资(元)", "paid"), ("借支", "advance"), ("生活费", "advance"), ("预支", "advance"), ("预支工资", "advance"),
    ("生活费借支", "advance"), ("扣款", "deduction"), ("欠发", "owed"), ("欠薪", "owed"), ("拖欠金额", "owed"), ("拖欠工资", "owed"),
    ("欠付", "owed"), ("尚欠工资", "owed"), ("欠薪金额", "owed"), ("欠发\n工资", "owed"), ("拖欠工资金额：元", "owed"),
    ("日工资", "rate"), ("日薪（元/天）", "rate"), ("工日", "days"), ("出勤天数", "days"), ("起", "from"), ("开始时间", "from"),
    ("止", "to"), ("截止日期", "to"), ("起止时间", "period"), ("欠薪时间", "period"), ("起止", "period"), ("证件类型", "id_kind"),
])
def test_the_usual_words_are_understood(head, meaning):
    assert headings._classify(head)[0] == meaning


@pytest.mark.parametrize("head", [
    "备注", "银行卡号", "开户行", "性别", "班组长", "班组长电话号", "欠薪原因", "工作开始时间", "3月出勤", "家庭住址", "实发工资"])
def test_other_words_are_listed_and_ignored(head):
    result = read([["序号", "姓名", "身份证号", head, "欠发", "本人签字"], [1, "张三", A, "随便", 5, None]])
    assert result.unknown_columns == [head] and owed(result) == [(2, "张三", None, 500)]


@pytest.mark.parametrize("head", ["欠发（万元）", "欠薪(万)", "拖欠金额/万元", "2025年3月（万元）"])
def test_ten_thousands_are_never_multiplied_in_silence(head):
    result = read([["姓名", "身份证号", head], ["张三", A, 1.2]])
    assert problems(result) == [(1, head, "金额单位请改为元，不写万元")]
    assert (result.rows, result.accepted, result.lines) == (1, 0, [])
    result = read([["单位：万元"], ["姓名", "身份证号", "欠发"], ["张三", A, 1.2]])
    assert problems(result) == [(1, "单位:万元", "金额单位请改为元，不写万元")]


def test_what_the_whole_header_contradicts_is_said_at_its_column():
    assert problems(read([["姓名", "欠发", "欠薪金额"], ["张三", 1, 1]])) == [(1, "欠薪金额", "有两列意思相同，请只留一列")]
    assert problems(read([["姓名", "月份", "2025年3月"], ["张三", "2025-03", 1]])) == [(1, "月份", "月份列和按月分列只能用一种")]


def test_a_person_may_say_what_an_unknown_column_means():
    rows = [["姓名", "身份证号", "应发", "伙食", "借支"], ["张三", A, 10, 2, 1]]
    assert read(rows).unknown_columns == ["伙食"] and read(rows).owed_fen == 900
    assert read(rows, choose={"伙食": "advance"}).owed_fen == 700
    assert read(rows, choose={"借支": None}).owed_fen == 1000


def test_the_first_sheet_with_a_header_is_taken():
    book = Workbook()
    book.active.title = "说明"
    book.active.append(["填表说明"])
    hidden = book.create_sheet("旧表")
    page = book.create_sheet("三月")
    for sheet, name in ((hidden, "王五"), (page, "张三")):
        sheet.append(["姓名", "身份证号", "欠发"])
        sheet.append([name, A, 1])
    hidden.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    result = read(out.getvalue())
    assert result.sheet == "三月" and owed(result) == [(2, "张三", None, 100)]


@pytest.mark.parametrize(("rows", "word"), [
    ([[None]], "没有内容"), ([["甲", "乙"], [1, 2]], "没有找到表头"), ([["姓名", "身份证号", "金额"], ["张三", A, 1]], "没有欠薪的列"),
    ([["姓名", "身份证号", "欠发"]], "没有数据"), ([["姓名", "身份证号", "欠发"], ["合计", None, 0]], "没有数据"),
])
def test_what_is_no_roster_is_refused_with_one_sentence(rows, word):
    with pytest.raises(Refused, match=word):
        read(rows)


# money

def test_day_rate_times_days_stands_for_what_is_due():
    result = read([["姓名", "身份证号", "日工资", "工日", "已发", "欠发"], ["张三", A, 260, 10.5, 730, None], ["李四", B, 260, 2, 20, 501]])
    assert [(line.due_fen, line.owed_fen, line.days, line.day_rate_fen) for line in result.lines] == [(273000, 200000, "10.5", 26000)]
    assert problems(result) == [(3, "欠发", "应发 520.00 − 已发 20.00 − 借支 0.00 − 扣款 0.00 ＝ 500.00，与欠发 501.00 不符")]
    result = read([["姓名", "身份证号", "日工资", "工日", "应发"], ["张三", A, 260, 10, 2601]])
    assert problems(result) == [(2, "应发", "10 × 260.00 ＝ 2,600.00，与应发 2,601.00 不符")]


def test_figures_that_are_all_there_must_agree_to_the_fen():
    rows = [["姓名", "身份证号", "应发", "已发", "借支", "扣款", "欠发"], ["张三", A, 5000, 2000, 300, 50, 2650],
            ["李四", B, 5000, 2000, 300, 50, 2650.01]]
    result = read(rows)
    assert owed(result) == [(2, "张三", None, 265000)]
    assert problems(result) == [
        (3, "欠发", "应发 5,000.00 − 已发 2,000.00 − 借支 300.00 − 扣款 50.00 ＝ 2,650.00，与欠发 2,650.01 不符")]


def test_figures_that_are_not_all_there_are_only_doubted():
    result = read([["姓名", "身份证号", "应发", "已发", "欠发"], ["张三", A, 5000, None, 3000]])
    assert owed(result) == [(2, "张三", None, 300000)]
    assert warnings(result) == [(2, "欠发", "应发 5,000.00 与欠发 3,000.00 不同，而没有写已发，请核对")]


@pytest.mark.parametrize(("value", "fen"), [
    (1234.5600000000001, 123456), (0.1 + 0.2, 30), ("1,234.50", 123450), ("￥1234.5", 123450), ("１２３４．５", 123450), (0.01, 1),
    (1_000_000, 100_000_000), ("1234.5600000000001", 123456), (1234.1, 123410), (" 12 ", 1200),
])
def test_amounts_are_exact(value, fen):
    assert [line.owed_fen for line in read([["姓名", "身份证号", "欠发"], ["张三", A, value]]).lines] == [fen]


# bad cells

HEADS = ["姓名", "身份证号", "电话", "班组", "月份", "应发", "已发", "欠发"]
ROW = {"姓名": "张三", "身份证号": A, "电话": "13800001111", "班组": "一班", "月份": "2025年3月", "应发": 5000, "已发": 2000, "欠发": 3000}
MONEY = "金额请写成数字，例如 12000.00"
LOST = "证件号存成了数字，后几位已丢失；请把这一列设为文本，再对照证件重填"
UNCACHED = "是没有算出值的公式，请改成数值，或用 Excel 打开保存一次"

BAD = [
    ("姓名", None, "请填写姓名"),
    ("姓名", "  ", "请填写姓名"),
    ("姓名", 123, "姓名应是文字"),
    ("姓名", "张三1", "姓名里不能有“1”"),
    ("姓名", "张三、李四", "一人一行，请拆开"),
    ("姓名", "田凤仙 / 田春燕", "一人一行，请拆开"),
    ("姓名", "张三\n李四", "一人一行，请拆开"),
    ("姓名", "田凤仙 田春燕", "像是两个姓名：一人一行，请拆开；一个人的姓名中间用“·”"),
    ("姓名", "王" * 61, "太长：最多 60 个字"),
    ("身份证号", A[:-1] + ("0" if A[-1] != "0" else "1"), "末位校验不符，请对照证件"),
    ("身份证号", A[:17], None),
    ("身份证号", "110105198013010011", None),
    ("身份证号", "E12345678", None),
    ("身份证号", 330106198001011234, LOST),
    ("身份证号", "3.30106E+17", LOST),
    ("身份证号", date(1980, 1, 1), "身份证号应是文字"),
    ("电话", date(2025, 1, 1), "电话应是数字"),
    ("班组", "班" * 41, "太长：最多 40 个字"),
    ("月份", None, "请填写月份"),
    ("月份", "2026年13月", "没有 13 月"),
    ("月份", "2026年12月", "2026 年 12 月还没有到，请核对"),
    ("月份", "2016年10月", "早于 2016 年 11 月（十年之前），请核对"),
    ("月份", 45717, "看起来是日期的序号，请把单元格格式改为日期，或写成 2025-03"),
    ("月份", 2025.1, "可能是 2025 年 1 月，也可能是 10 月，请写成 2025-01 或 2025-10"),
    ("月份", "3月", "请写明年份，例如 2025年3月"),
    ("月份", "春天", "看不懂的月份，请写成 2025-03"),
    ("月份", "2025年3月至6月", "一行只写一个月；几个月合在一行的，请把列名改为“起止时间”"),
    ("月份", "2025年2月30日", "2025 年 2 月没有 30 日"),
    ("欠发", "1.2万", MONEY),
    ("欠发", "三千", MONEY),
    ("欠发", "1,23", MONEY),
    ("欠发", True, MONEY),
    ("欠发", date(2025, 3, 1), MONEY),
    ("欠发", 0, "欠发应大于 0；没有欠薪的行请删去"),
    ("欠发", -850, "欠发不能为负；多发的写在“已发”"),
    ("欠发", 1234.567, "金额最多两位小数"),
    ("欠发", "=E260*1.1", UNCACHED),
    ("欠发", "#DIV/0!", "是错误值，请改成正确的内容"),
    ("应发", -1, "金额不能为负"),
    ("已发", "已结清", MONEY),
    ("月份", "=A1", UNCACHED),
    ("姓名", "#N/A", "是错误值，请改成正确的内容"),
]


@pytest.mark.parametrize(("column", "value", "reason"), BAD, ids=[f"{column} {value!s:.20}" for column, value, _ in BAD])
def test_a_bad_cell_is_named_by_row_column_and_reason(column, value, reason):
    rows = [["题"], HEADS, [*({**ROW, "身份证号": B, "姓名": "李四"}).values()], [*({**ROW, column: value}).values()]]
    result = read(rows)
    assert [(row, head) for row, head, _ in problems(result)] == [(4, column)]
    assert problems(result)[0][2] == reason or reason is None
    assert (result.rows, result.accepted, [line.row for line in result.lines]) == (2, 1, [3])
    assert A not in str(result.as_json()) and B not in str(result.as_json())


def test_amounts_are_at_most_a_million_a_line():
    assert problems(read([["姓名", "身份证号", "欠发"], ["张三", A, 1_000_000.01]])) == [(2, "欠发", "每行不超过 1,000,000.00 元，请核对")]


def test_a_row_may_have_several_problems_and_all_are_said_at_once():
    result = read([["姓名", "身份证号", "月份", "欠发"], [None, "123", "2026年13月", "1.2万"]])
    assert [column for _, column, _ in problems(result)] == ["姓名", "身份证号", "月份", "欠发"]
    assert result.reasons()[2][0] == "姓名：请填写姓名"


def test_what_cannot_be_computed_is_asked_for():
    assert problems(read([["姓名", "身份证号", "应发", "已发", "欠发"], ["张三", A, None, 5, None], ["李四", B, 5, 5, None]])) == [
        (2, "欠发", "请填写欠发金额"), (3, "欠发", "应发 5.00 − 已发 5.00 − 借支 0.00 − 扣款 0.00 ＝ 0.00，欠发应大于 0")]


def test_merged_cells_are_bad_only_inside_the_data():
    rows = [["题", None, None, None], ["姓名", "身份证号", "月份", "欠发", "备注"], ["张三", A, "2025-03", 1, "x"],
            [None, None, "2025-04", 2, None], ["李四", B, "2025-03", 3, None], ["合计", None, None, 6, None],
            ["制表：王五", None, None, None, None]]
    merge = ["A1:D1", "A3:A4", "E3:E5", "A6:C6", "A7:D7"]
    result = read(rows, merge=merge)
    merged = "是合并单元格：一人一行，请拆开"
    assert problems(result) == [(3, "姓名", merged), (4, "姓名", merged)]
    assert owed(result) == [(5, "李四", "2025-03", 300)]
    assert result.total_row["equal"]


def test_a_formula_with_a_value_is_taken_at_it_and_marked_once_for_its_column():
    data = xlsx([["姓名", "身份证号", "欠发"], ["张三", A, "=1+1"], ["李四", B, "=1+2"]])
    data = edited(data, b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
    data = edited(data, b"<f>1+2</f><v></v>", b"<f>1+2</f><v>3</v>")
    result = read(data)
    assert owed(result) == [(2, "张三", None, 200), (3, "李四", None, 300)]
    assert warnings(result) == [(2, "欠发", "这一列有 2 个公式，已按表里存下的值读取，请核对")]


@pytest.mark.parametrize("text", ["=1+1", "+5", "-5", "@x"])
def test_text_that_looks_like_a_formula_is_text(text):
    result = read(xlsx([["姓名", "身份证号", "备注", "欠发"], ["张三", A, text, 1]], text=["C2"]))
    assert owed(result) == [(2, "张三", None, 100)]
    result = read(xlsx([["姓名", "身份证号", "欠发"], ["张三", A, "=1+1"]], text=["C2"]))
    assert problems(result) == [(2, "欠发", MONEY)]


@pytest.mark.parametrize(("typed", "name"), [
    ("张 三", "张三"), ("欧阳 娜娜", "欧阳娜娜"), ("阿依古丽·买买提", "阿依古丽·买买提"), ("阿依古丽•买买提", "阿依古丽·买买提"),
    ("㛃𠀀", "㛃𠀀"),
    ("John O'Brien", "John O'Brien"), ("\u3000王五 ", "王五"), ("王\ue863", "王\ue863"), ("吕〇", "吕〇"),
])
def test_names_are_kept_as_they_are_but_for_the_blanks_that_line_them_up(typed, name):
    assert cells.name(typed) == name


@pytest.mark.parametrize(("typed", "kept", "doubted"), [
    (13800001111.0, "13800001111", False), ("138 0000 1111", "13800001111", False), ("+8613800001111", "13800001111", False),
    ("０２１－８７６５４３２１", "021-87654321", False), ("12345", "12345", True),
    ("13800001111/13900002222", "13800001111/13900002222", True),
])
def test_a_telephone_is_kept_and_doubted_where_it_can_be_none(typed, kept, doubted):
    result = read([["姓名", "身份证号", "电话", "欠发"], ["张三", A, typed, 1]])
    assert [line.phone for line in result.lines] == [kept]
    assert [row[1] for row in warnings(result)] == (["电话"] if doubted else [])


# who

@pytest.mark.parametrize("typed", [A, A.lower(), f" {A[:6]} {A[6:]} ", A[:6] + A[8:17], int(A[:6] + A[8:17])])
def test_a_number_is_kept_in_its_18_digit_form(typed):
    result = read([["姓名", "身份证号", "欠发"], ["张三", typed, 1]])
    assert [(line.id_number, line.id_kind) for line in result.lines] == [(A, "identity")]


def test_a_worker_without_a_number_is_a_warning():
    result = read([["姓名", "身份证号", "欠发"], ["张三", None, 1]])
    assert [line.id_number for line in result.lines] == [None]
    assert warnings(result) == [(2, "身份证号", "没有证件号：可以导入，请尽快补上")]
    assert warnings(read([["姓名", "欠发"], ["张三", 1]])) == [(2, "姓名", "表里没有证件号：可以导入，请尽快补上")]


@pytest.mark.parametrize("rows", [
    [["姓名", "证件号码", "欠发"], ["张三", "E12345678", 1]], [["姓名", "护照号码", "欠发"], ["张三", "e1234 5678", 1]],
    [["姓名", "证件类型", "身份证号", "欠发"], ["张三", "护照", "E12345678", 1]],
])
def test_a_passport_is_taken_where_the_head_allows_it(rows):
    result = read(rows)
    assert [(line.id_number, line.id_kind) for line in result.lines] == [("E12345678", "passport")]
    assert [str(problem.reason) for problem in result.warnings] == ["不是居民身份证，请对照证件原件核对"]


def test_numbers_of_persons_are_masked_in_what_is_shown():
    wrong = A[:-1] + ("0" if A[-1] != "0" else "1")
    (problem,) = read([["姓名", "身份证号", "欠发"], ["张三", wrong, 1]]).rejected
    assert problem.typed == f"110…{wrong[-4:]}" and problem.letter == "B" and problem.name == "张三"


@pytest.mark.parametrize(("first", "second"), [
    (["张三", A, None], ["张三", A, None]), (["张三", None, "13800001111"], ["张 三", None, 13800001111]),
    (["张三", None, None], ["张三", None, None]),
])
def test_the_same_worker_and_month_twice_is_an_error_that_names_the_other_row(first, second):
    heads = ["姓名", "身份证号", "电话", "班组", "月份", "欠发"]
    result = read([heads, [*first, "一班", "2025-03", 1], [*first, "一班", "2025-04", 1], [*second, "一班", "2025年3月", 2]])
    assert problems(result) == [(4, "月份", "与第 2 行同人同月重复")]
    result = read([heads, [*first, "一班", "2025-03", 1], [*second, "二班", "2025年3月", 2]])
    assert problems(result) == [] and len(result.lines) == 2
    assert (3, "月份", "与第 2 行是同一人，班组不同，请核对") in warnings(result)


def test_the_same_worker_twice_in_the_other_forms_likewise():
    twice = [(3, "姓名", "与第 2 行是同一人，重复")]
    assert problems(read([["姓名", "身份证号", "2025年3月"], ["张三", A, 1], ["张三", A, 2]])) == twice
    assert problems(read([["姓名", "身份证号", "欠发"], ["张三", A, 1], ["张三", A, 2]])) == twice
    heads = ["姓名", "身份证号", "起止", "欠发"]
    assert problems(read([heads, ["张三", A, "2025.3-5", 1], ["张三", A, "2025.5-6", 2]])) == twice
    assert problems(read([heads, ["张三", A, "2025.3-4", 1], ["张三", A, "2025.5-6", 2]])) == []


def test_one_number_has_one_name_and_namesakes_are_doubted():
    assert problems(read([["姓名", "身份证号", "月份", "欠发"], ["张三", A, "2025-03", 1], ["李四", A, "2025-04", 1]])) == [
        (3, "身份证号", "与第 2 行证件号相同而姓名不同，请核对")]
    result = read([["姓名", "身份证号", "欠发"], ["张三", A, 1], ["张三", B, 1], ["张三", B, 1]])
    assert warnings(result) == [(3, "姓名", "与第 2 行同名，证件号不同，请核对是否两人")]


# months and periods

@pytest.mark.parametrize(("value", "year"), [
    ("2025年3月", None), ("2025年03月份", None), ("2025-03", None), ("2025.3", None), ("2025/3", None), ("202503", None), (202503.0, None),
    (2025.3, None), (date(2025, 3, 31), None), (datetime(2025, 3, 1, 8), None), ("2025-3-15", None), ("２０２５年３月", None),
    ("3月", 2025), ("25年3月", None),
])
def test_months_are_written_in_many_ways(value, year):
    assert cells.month(value, year) == date(2025, 3, 1)


@pytest.mark.parametrize(("month", "fine"), [("2026-11", True), ("2026-12", False), ("2016-11", True), ("2016-10", False)])
def test_months_go_from_ten_years_back_to_the_current_one(month, fine):
    assert bool(read([["姓名", "身份证号", "月份", "欠发"], ["张三", A, month, 1]]).lines) is fine
    assert bool(read([["姓名", "身份证号", month], ["张三", A, 1]]).lines) is fine


@pytest.mark.parametrize(("start", "end", "column", "reason"), [
    ("2025-03", None, "止", "起、止要么都填，要么都不填"), (None, "2025-03", "起", "起、止要么都填，要么都不填"),
    ("2025-03", "2025-02", "止", "止早于起，请核对年份"), ("2016-01", "2025-02", "起", "早于 2016 年 11 月（十年之前），请核对"),
    ("2025-03", "2027-01", "止", "2027 年 1 月还没有到，请核对"), ("x", "2025-01", "起", "看不懂的月份，请写成 2025-03"),
])
def test_a_period_that_cannot_be_is_a_bad_cell(start, end, column, reason):
    assert problems(read([["姓名", "身份证号", "起", "止", "欠发"], ["张三", A, start, end, 1]])) == [(2, column, reason)]


def test_a_wide_row_has_at_least_one_amount_and_adds_up():
    result = read([["姓名", "身份证号", "2025年3月", "2025年4月", "合计"], ["张三", A, None, 0, 0], ["李四", B, 1, 2, 4],
                   ["王五", C, 1, "x", 2]])
    assert problems(result) == [(2, "2025年3月", "各月都没有欠薪金额；没有欠薪的行请删去"),
                                (3, "合计", "各月相加 3.00，与本列 4.00 不符"), (4, "2025年4月", MONEY)]
    assert result.lines == [] and result.accepted == 0


# totals

@pytest.mark.parametrize("word", ["合计", "合 计", "总计", "总　计", "合计：", "共计2人", "合计（大写）", "工资合计"])
@pytest.mark.parametrize("place", [0, 1])
def test_totals_are_compared_and_never_imported(word, place):
    total = [None, None, None, 9]
    total[place] = word
    result = read([["序号", "姓名", "身份证号", "欠发"], [1, "张三", A, 1.5], [2, "李四", B, 2], total])
    assert len(result.lines) == result.rows == 2
    assert result.total_row == {"sheet": 900, "sum": 350, "equal": False}
    assert [(row, column) for row, column, _ in warnings(result)] == [(4, "欠发")]
    assert all(figure in warnings(result)[0][2] for figure in ("9.00", "3.50", "5.50"))


def test_a_subtotal_counts_from_the_last_one_and_rows_with_other_errors_count_too():
    rows = [["姓名", "身份证号", "欠发"], ["张三", "1", 1], ["小计", None, 1], ["李四", B, 2], ["王五", C, 3],
            ["小 计", None, 6], ["合计", None, 6]]
    result = read(rows)
    assert result.total_row == {"sheet": 600, "sum": 600, "equal": True}
    assert warnings(result) == [(6, "欠发", "表内小计 6.00，各行相加 5.00，相差 1.00")]
    assert [row for row, _, _ in problems(result)] == [2]


def test_a_total_that_nobody_computed_is_only_not_compared():
    result = read([["姓名", "身份证号", "欠发"], ["张三", A, 1], ["合计", None, "=SUM(C2:C2)"]])
    assert result.total_row is None and owed(result) == [(2, "张三", None, 100)]
    assert warnings(result) == [(3, "欠发", "表内合计没有算出的值，没有核对")]


def test_a_sheet_without_a_total_has_none():
    assert read([["姓名", "身份证号", "欠发"], ["张三", A, 1]]).total_row is None


def test_empty_rows_notes_and_heads_repeated_on_the_next_page_are_no_rows():
    heads = ["序号", "姓名", "身份证号", "欠发"]
    rows = [heads, [1, "张三", A, 1], [2, None, None, None], [3, None, None, "=C3*2"], [4, None, None, 0], heads, [5, "李四", B, 2],
            ["以下空白"], [None, "制表人：王五", None, None], [None, "注：以上属实"]]
    result = read(rows)
    assert (result.rows, problems(result)) == (2, [])
    assert owed(result) == [(2, "张三", None, 100), (7, "李四", None, 200)]


def test_the_rows_keep_excel_s_numbers_under_empty_rows_and_columns():
    result = read([[], [], [None, None, "姓名", "身份证号", "欠发"], [], [None, None, "张三", A, "1.2万"]])
    assert (result.header_row, problems(result)[0][:2], result.rejected[0].letter) == (3, (5, "欠发"), "E")


# back to the foreman

@pytest.mark.parametrize("make", [xlsx, lambda rows: "\n".join(",".join(row) for row in rows).encode("gbk")], ids=["xlsx", "csv"])
def test_the_returned_workbook_is_read_again_with_the_same_problems(make):
    data = make([["姓名", "身份证号", "欠发"], ["张三", A, "1.2万"], ["李四", B, "100"]])
    result = read(data)
    back = sheets.annotate(data, result.reasons(), sheet=result.sheet, header_row=result.header_row)
    assert load_workbook(io.BytesIO(back)).active["D2"].value == f"欠发：{MONEY}"
    again = read(back)
    assert problems(again) == problems(result) and again.unknown_columns == []


# any clean roster, to the fen

AMOUNT = st.integers(1, 20_000_00)
WORKERS = st.lists(st.lists(AMOUNT, min_size=1, max_size=4), min_size=1, max_size=12)
MONTHS = ["2025-11", "2025-12", "2026-01", "2026-02"]
FORMS = {
    "long": (["姓名", "身份证号", "月份", "欠发"],
             lambda who, amounts: [[*who, m, a / 100] for m, a in zip(MONTHS, amounts, strict=False)]),
    "wide": (["姓名", "身份证号", *MONTHS], lambda who, amounts: [[*who, *(a / 100 for a in amounts)] + [None] * (4 - len(amounts))]),
    "total": (["姓名", "身份证号", "起止", "欠发"], lambda who, amounts: [[*who, "2025.11-2026.02", sum(amounts) / 100]]),
}


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(workers=WORKERS)
def test_a_clean_roster_keeps_its_sums_to_the_fen(form, workers):
    heads, rows = FORMS[form]
    table = [heads, *(row for n, amounts in enumerate(workers) for row in rows((f"工人{chr(0x4e00 + n)}", number(n)), amounts))]
    total = sum(map(sum, workers))
    for data in (xlsx(table), "\n".join(",".join("" if v is None else str(v) for v in row) for row in table).encode("gbk")):
        result = read(data)
        assert (result.form, result.rejected, result.warnings) == (form, [], [])
        assert (result.owed_fen, result.workers) == (total, len(workers))
        assert result.rows == result.accepted == len(table) - 1
