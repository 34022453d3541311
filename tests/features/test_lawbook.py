"""A year's notice: read as people bring it, stored once, and every running clock counted anew."""

import io
import json
from datetime import date
from importlib.resources import files

import pytest

from casework.core import audit, calendar, checks, deadlines
from casework.core.calendar import LawTableRow
from casework.core.deadlines import Deadline
from casework.extensions import db
from casework.law.tables import seed
from casework.lawbook import notices, years

REAL = """各省、自治区、直辖市人民政府：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。
国务院办公厅
2025年11月4日
"""
# invented: nobody has seen the notice of 2027
INVENTED = "元旦：1月1日至3日放假，共3天\n春节：2月5日至11日放假；2月20日上班\n清明节：4月3日至5日放假\n" \
    "劳动节：5月1日至5日放假；5月8日上班\n端午节：6月9日放假\n中秋节：9月15日放假\n国庆节：10月1日至7日放假；10月9日上班\n"
NUMBER = "编造〔2026〕1号"


def test_the_notice_of_2026_is_read_as_the_shipped_calendar_has_it():
    shipped = seed().calendar
    notice = notices.read_text(REAL, year=2026, calendar=shipped, number="国办发明电〔2025〕7号")
    assert (notice.rejected, notice.warnings) == ([], [])
    assert notice.over(shipped) == shipped


def test_lunar_dates_of_the_notice_tell_the_statutory_days_of_spring_festival():
    bare = notices.read_text(REAL, year=2026, calendar=seed().calendar.with_year(2026, None, []))
    spring = next(span for span in bare.spans if span.name == "春节")
    assert spring.statutory == [date(2026, 2, n) for n in (16, 17, 18, 19)]
    assert [row for row, _ in bare.rejected] == [5, 7, 8]  # 清明、端午、中秋: nothing says which day


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("元旦：1月1日（周四）至3日放假", "2027-01-01是周五，写的是周四"),
        ("元旦：1月1日至3日放假，共4天", "写着共 4 天，起止日期之间是 3 天"),
        ("元旦：1月3日至1日放假", "2027-01-01 早于 2027-01-03"),
        ("清明节：2月30日放假", "没有这一天：2月30日"),
        ("元旦：1月1日至3日放假；1月5日上班", "2027-01-05 是周二，不用调休就上班"),
        ("元旦：1月1日至3日放假；1月2日上班", "2027-01-02 既放假又上班"),
        ("3月6日至8日放假", "请写明是哪个节日，例如 春节：2月15日至23日放假"),
        ("春节：2028年2月5日至9日放假；法定2028年2月5日", "2028-02-05 不在 2027 年"),
        ("端午节：3月6日至8日放假", "请写明端午节的法定节日是哪几天，例如 端午节：…放假；法定3月6日"),
        ("", "没有读到放假的日子；一个节日写一行，例如 春节：2月15日至23日放假"),
    ],
)
def test_a_wrong_line_is_named(line, said):
    notice = notices.read_text("\n" * 2 + line, year=2027, calendar=seed().calendar)
    assert said in [str(reason) for _, reason in notice.rejected]
    assert not line or notice.rejected[0][0] == 3


def test_a_sheet_and_toml_say_the_same():
    shipped = seed().calendar
    toml = files("casework.law.tables").joinpath("holidays.toml").read_bytes()
    from_toml = notices.read(toml, year=2025, calendar=shipped)
    assert from_toml.rejected == [] and from_toml.over(shipped) == shipped
    rows = ["节日,起,止,法定,调休上班"] + [
        f"{s.name},{s.first},{s.last},{'、'.join(map(str, s.statutory))},{'、'.join(map(str, s.work))}" for s in from_toml.spans]
    for encoding in ("utf-8", "gbk"):
        sheet = notices.read("\n".join(rows).encode(encoding), year=2025, calendar=shipped, number=shipped.notice(2025))
        assert sheet.rejected == [] and sheet.over(shipped) == shipped
    rows[2] = rows[2].replace("2025-01-28,", "2025-02-30,", 1)
    assert [row for row, _ in notices.read("\n".join(rows).encode(), year=2025, calendar=shipped).rejected] == [3]


@pytest.mark.parametrize(("first", "last"), [("2027-02-13", "2027-02-05"), ("2027-02-05", "9999-12-31")])
def test_a_toml_holiday_that_ends_before_it_begins_or_never_is_rejected(first, last):
    text = f'[[year]]\nyear = 2027\n[[year.holidays]]\nname = "春节"\nfrom = {first}\nto = {last}\n'
    assert [row for row, _ in notices.read(text.encode(), year=2027, calendar=seed().calendar).rejected] == [1]


def test_a_file_is_kept_as_lines_that_say_the_same():
    """For every shipped year: TOML in, lines out, the same days again; also in GBK."""
    shipped = seed().calendar
    toml = files("casework.law.tables").joinpath("holidays.toml").read_bytes()
    for year in sorted(shipped.years):
        notice = notices.read(toml, year=year, calendar=shipped)
        again = notices.read(notices.lines(notice).encode("gb18030"), year=year, calendar=shipped, number=notice.number)
        assert (again.rejected, [s.as_table() for s in again.spans]) == ([], [s.as_table() for s in notice.spans]), year


def test_a_year_is_told_in_words_and_drawn_day_by_day():
    made = years.year(seed().calendar, 2026)
    said = {holiday.name: "；".join(map(str, holiday.said)) for holiday in made.holidays}
    assert said["春节"] == (
        "2月15日（周日）至2月23日（周一）放假，共 9 天；"
        "法定节日 2月16日（周一）、2月17日（周二）、2月18日（周三）、2月19日（周四）；2月14日（周六）、2月28日（周六）上班")
    cells = {cell.on: cell for _, weeks in made.months for week in weeks for cell in week if cell}
    assert len(cells) == 365 and made.workdays + made.counts["weekend"] + made.counts["holiday"] == 365
    assert (cells[date(2026, 2, 28)].short, str(cells[date(2026, 2, 28)].words)) == ("班", "春节调休上班")
    assert (cells[date(2026, 2, 17)].css, str(cells[date(2026, 2, 17)].words)) == ("hol stat", "春节法定节日，放假")
    assert years.year(seed().calendar, 2006).holidays[0].said[-1] == years.Message("{days}上班", days=years._named(date(2005, 12, 31)))
    unknown = years.year(seed().calendar, 2027)
    assert unknown.number is None and unknown.counts["make-up"] == 0 and unknown.counts["holiday"] == 13


def test_what_changes_is_told_in_runs():
    shipped = seed().calendar
    notice = notices.read_text("春节：2月5日至11日放假；2月20日上班", year=2027, calendar=shipped)
    found = [(a, b, str(was), str(now)) for a, b, was, now in years.changes(notice.over(shipped), shipped, 2027)]
    assert (date(2027, 2, 20), date(2027, 2, 20), "周末", "春节调休上班") in found
    assert found[0][:2] == (date(2027, 1, 1), date(2027, 1, 1)), "the days that the rule alone gave and the notice does not"


@pytest.fixture
def late_case(make, today):
    """A case whose acceptance clock runs over the Spring Festival of 2027."""
    today(date(2027, 2, 3))
    return make.case(received_on=date(2027, 2, 3))


def imported(run, tmp_path, text=INVENTED, *more, login="admin"):
    (tmp_path / "notice.txt").write_text(text)
    status, out, err = run("calendar", "import", tmp_path / "notice.txt", "--year", 2027, "--as", login, "--json", *more)
    return status, json.loads(out) if out else err


def test_importing_a_year_moves_the_clock_that_runs_into_it(run, app, tmp_path, late_case):
    status, answer = imported(run, tmp_path, INVENTED, "--number", NUMBER)
    assert status == 0 and answer["written"] and answer["rejected"] == []
    # 4 February is counted 1, then 12, 15, 16 and 17: by the statutory days alone 9 to 12 counted
    assert answer["moved"] == [{"matter": late_case, "clock": "LI-10", "from": "2027-02-12", "to": "2027-02-17"}]
    with app.app_context():
        due = db.session.scalar(db.select(Deadline))
        assert (due.due_on, due.provisional) == (date(2027, 2, 17), False)
        row = db.session.scalar(db.select(LawTableRow))
        assert row.confirmed_on == date(2027, 2, 3) and NUMBER in row.source
        entries = db.session.scalars(db.select(audit.AuditEntry).where(audit.AuditEntry.action == "lawbook.import_year")).all()
        assert {entry.subject_type for entry in entries} == {"LawTableRow", "Deadline"}
        assert next(e for e in entries if e.subject_type == "Deadline").changes["due_on"] == ["2027-02-12", "2027-02-17"]
        assert [q for q in checks.run() if not q["ok"]] == []
    assert run("clocks", "recompute", "--json")[:2] == (0, '{"moved": []}\n')


def test_a_dry_run_a_wrong_line_and_a_missing_number_write_nothing(run, app, tmp_path, late_case):
    assert imported(run, tmp_path, INVENTED, "--number", NUMBER, "--dry-run")[1]["written"] is False
    status, answer = imported(run, tmp_path, INVENTED.replace("共3天", "共2天"), "--number", NUMBER)
    assert status == 1 and answer["rejected"] == [{"row": 1, "reason": "写着共 2 天，起止日期之间是 3 天"}]
    status, said = imported(run, tmp_path)
    assert status == 1 and "文号" in said
    status, said = imported(run, tmp_path, INVENTED, "--number", NUMBER, login="inspector")
    assert status == 1 and "权限" in said
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(LawTableRow.id))) == 0


def test_recompute_is_for_the_operator_or_for_those_who_keep_the_tables(run, app, late_case):
    assert run("clocks", "recompute", "--as", "county", "--json")[0] == 0
    assert run("clocks", "recompute", "--as", "leader", "--json")[0] == 1
    assert run("clocks", "recompute", "--as", "nobody", "--json")[0] == 1


def test_another_process_sees_the_new_year_in_its_next_transaction(run, app, databases, tmp_path, today):
    today(date(2027, 2, 3))
    other = databases.app(app.config["SQLALCHEMY_DATABASE_URI"], app.config["INSTANCE"])
    with other.app_context():
        assert calendar.calendar().notice(2027) is None
        kept = calendar.tables()
        db.session.rollback()
        assert calendar.tables() is kept  # nothing changed: nothing is read again
        db.session.rollback()
    assert imported(run, tmp_path, INVENTED, "--number", NUMBER)[0] == 0
    with other.app_context():
        assert calendar.calendar().notice(2027) == NUMBER
        db.session.remove()
        db.engine.dispose()


def test_suspended_days_stay_uncounted_when_clocks_are_counted_anew(app, make):
    number = make.case(at="filed")
    make.move(number, "suspend")
    make.move(number, "resume")
    with app.app_context():
        assert list(deadlines.shifts(calendar.calendar())) == []


def typed(text=INVENTED, **more):
    return {"year": "2027", "number": NUMBER, "text": text, **more}


def test_a_notice_is_looked_at_before_it_is_taken(app, browser, late_case):
    """The county pastes the notice, sees what moves, takes it; the year's page says who did and what moved."""
    browser.sign_in("county")
    assert browser.open("lawbook.year", n=2027).has("2027年的放假安排还没有录入")
    page = browser.send("lawbook.import_year", typed())
    row = page.all("#moves tbody tr")[0]
    assert late_case in row and "2027-02-12" in row and "2027-02-17" in row
    assert any("2027-02-20" in one and "周末" in one and "春节调休上班" in one for one in page.all("#changes tbody tr"))
    with app.app_context():
        assert db.session.scalar(db.select(LawTableRow.id)) is None, "looking keeps nothing"
        assert db.session.scalar(db.select(Deadline)).due_on == date(2027, 2, 12)
    page = browser.send("lawbook.import_year", typed(take="1"))
    assert page.has("已采用2027年放假安排，1 个时限移动了日子") and page.text("h1") == "2027年放假日历"
    assert page.has(NUMBER) and page.has("严敬之 2027-02-03 09:30 采用") and late_case in page.text("#moved")
    with app.app_context():
        assert db.session.scalar(db.select(Deadline)).due_on == date(2027, 2, 17)
    assert browser.send("lawbook.import_year", typed()).has("与现在的日历一样")
    stranger = browser.sign_in("inspector").open("lawbook.year", n=2027)
    assert late_case not in stranger.text("#moved") and stranger.has("其他区域还有 1 个移动"), "numbers only to those who keep the tables"


def test_a_wrong_notice_keeps_what_was_typed_and_names_each_line(app, browser):
    browser.sign_in("admin")
    wrong = INVENTED.replace("共3天", "共2天").replace("5月8日上班", "5月7日上班")
    for more in ({}, {"take": "1"}):
        page = browser.send("lawbook.import_year", typed(wrong, **more))
        assert page.all("#errors li") == ["第 1 行：写着共 2 天，起止日期之间是 3 天", "第 4 行：2027-05-07 是周五，不用调休就上班"]
        assert "共2天" in page.text("[name=text]") and not page.all("[name=take]") and page.value("number") == NUMBER
    for facts, field, says in (({"year": "", "text": INVENTED}, "year", "请填写年份"), ({"year": "2027"}, "text", "请粘贴通知正文"),
                               ({"year": "2027", "text": INVENTED}, "number", "请填写通知的文号"),
                               ({"year": "2027", "file": (io.BytesIO(b"%PDF-1.7 x"), "a.pdf")}, "file", "这是PDF")):
        page = browser.send("lawbook.import_year", facts)
        assert any(says in said for said in page.all(f"#{field}-e")), (field, page.all(".bad-say"))
        assert not page.all("[name=take]")
    sheet = "节日,起,止,法定,调休上班\n元旦,2027-01-01,2027-01-03,2027-01-01,\n春节,2027-02-05,2027-02-11,2027-02-06,2027-02-20"
    page = browser.send("lawbook.import_year", {"year": "2027", "number": NUMBER, "file": (io.BytesIO(sheet.encode("gbk")), "假.csv")})
    assert page.text("[name=text]").startswith("元旦：1月1日至1月3日放假；法定1月1日") and page.all("[name=take]")
    with app.app_context():
        assert db.session.scalar(db.select(LawTableRow.id)) is None
    assert browser.open("lawbook.year", expect=404, n=1989)
