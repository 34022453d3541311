"""A year's notice: read as people bring it, stored once, and every running clock counted anew."""

import json
from datetime import date
from importlib.resources import files

import pytest

from casework.core import audit, calendar, checks, deadlines
from casework.core.calendar import LawTableRow
from casework.core.deadlines import Deadline
from casework.extensions import db
from casework.law.tables import seed
from casework.lawbook import notices

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
