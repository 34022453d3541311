"""找未签 — the people of an employer's own lists beside its register: who works there and is not in it, who is in it and nowhere else.

Pure but for the keys of personal numbers: no database, no clock. Lists are whatever an employer or an office has: a roster, the
insured list, attendance, a pay sheet. A name is enough for a row; where a list has no numbers, a name that only one person has
means that person, and a name of several is asked about.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from casework.contracts import reading
from casework.core import sheets
from casework.core.errors import Refused
from casework.law import rules
from casework.law.contracts import writing
from casework.law.findings import N_, Message
from casework.law.terms import later

LISTS = {"roster": N_("职工花名册"), "insured": N_("社保名单"), "attendance": N_("考勤表"), "pay": N_("工资表")}
REGISTER = "register"
VERDICTS = {
    "missing": N_("在岗而没有登记"), "unsigned": N_("登记为未签"), "ask": N_("请核对是不是同一人"),
    "uninsured": N_("有合同而社保名单里没有"), "alone": N_("只在登记里"), "fine": N_("一致"),
}
MONTHLY = ("应发工资", "应发合计", "应发数", "应发", "工资合计", "合计工资", "月工资合计",  # before anything is taken off it, if it says so
           "实发工资", "实发合计", "实发")
NAMES = {title for column in ("name",) for title in reading.TITLES[column]} | {"人员姓名", "参保人", "参保人姓名", "被保险人"}
NUMBERS = set(reading.TITLES["id_number"]) | {"社会保障号码", "社会保障号", "公民身份证号", "身份证件号码"}
HIRED = set(reading.TITLES["hired_on"]) | {"进厂日期", "进公司日期", "到岗日期", "参加工作时间"}
WAGES = {*MONTHLY, *reading.TITLES["wage_fen"]}
NO_PERSON = re.compile(r"(合计|总计|小计|共计|制表|审核|复核|签字|备注|填表).*")


@dataclass(slots=True)
class Found:
    """One row of a list."""

    row: int
    name: str
    number: str | None = None
    birth: date | None = None
    hired_on: date | None = None
    wage_fen: int | None = None


@dataclass(slots=True)
class Person:
    """Somebody in any of the lists. `at`: where, REGISTER among them; `state`, `ended_on`: of the contract in the register."""

    name: str
    number: str | None = None
    birth: date | None = None
    at: set = field(default_factory=set)
    hired_on: date | None = None
    wage_fen: int | None = None
    contract_id: int | None = None
    state: str | None = None
    ended_on: date | None = None
    notes: list = field(default_factory=list)
    asked: bool = False
    verdict: str = "fine"
    weight: str | None = None
    amount_fen: int | None = None


def people(data):
    """([Found], [(row, title, Message)] of cells that could not be taken) of a list. Refused where it has no names."""
    book = sheets.read(data)
    for name in book.names:
        sheet = book.sheet(name)
        for at, cells in enumerate(sheet.rows[:reading.DEEPEST], start=1):
            heads = {n: reading._squeezed(cell) for n, cell in enumerate(cells) if isinstance(cell, str)}
            if _first(heads, NAMES) is not None:
                return _rows(sheet, at, heads)
    raise Refused(N_("没有找到表头：要有“姓名”一列"), field="roster")


def _first(heads, wanted):
    return next((n for n, head in heads.items() if head in wanted), None)


def _rows(sheet, at, heads):
    columns = {"name": _first(heads, NAMES), "id_number": _first(heads, NUMBERS), "hired_on": _first(heads, HIRED)}
    columns["wage_fen"] = next((n for title in MONTHLY for n, head in heads.items() if head == title), _first(heads, WAGES))
    found, problems = [], []
    for row in range(at + 1, len(sheet.rows) + 1):
        name = sheets.shown(sheet.cell(row, columns["name"]))
        name = "".join(name.split()) if not name.isascii() else name
        if not name or name.replace(".", "").isdigit() or NO_PERSON.fullmatch(name) or len(name) > 60:
            continue
        one = Found(row, name)
        for key, n in columns.items():
            cell = sheet.cell(row, n) if n is not None and key != "name" else None
            if cell is None or (isinstance(cell, str) and not cell.strip()):
                continue
            try:
                value = reading._value(key, cell)
            except reading.Bad as bad:
                problems.append((row, heads[n], bad.reason))
                continue
            if key == "id_number":
                one.number, one.birth = value.number, value.birth
            else:
                setattr(one, key, value)
        found.append(one)
    return found, problems


def match(register, lists):
    """[Person] of the register (Persons) and of `lists` {key of LISTS: [Found]}, the register's first.

    A number decides; without one a name that one person has. Whoever has a name and birth date in common with another under
    another number is asked about, not joined.
    """
    persons = list(register)
    for one in persons:
        if one.ended_on:
            one.hired_on = one.wage_fen = None  # of the employment that ended: a list knows of the next one
    by_number = {one.number: one for one in persons if one.number}
    by_name = {}
    for one in persons:
        by_name.setdefault(one.name, []).append(one)
    rows = [(key, one) for key, found in lists.items() for one in found]
    for key, one in sorted(rows, key=lambda pair: pair[1].number is None):  # those with numbers first
        person = by_number.get(one.number) if one.number else None
        same = by_name.get(one.name, [])
        if person is None and one.number:
            nameless = [other for other in same if other.number is None]
            person = nameless[0] if len(nameless) == 1 and len(same) == 1 else None
            if person is not None:
                person.number, person.birth = one.number, one.birth
                by_number[one.number] = person
        elif person is None and len(same) == 1:
            person = same[0]
        if person is None:
            person = Person(one.name, one.number, one.birth)
            if one.number is None and same:
                person.asked = True
                person.notes.append(Message(N_("表里没有证件号，有 {n} 个人叫这个名字"), n=len(same)))
            persons.append(person)
            by_name.setdefault(one.name, []).append(person)
            if one.number:
                by_number[one.number] = person
        elif person.name != one.name:
            person.asked = True
            person.notes.append(Message(N_("同一个证件号在{list}里的姓名是“{name}”"), list=Message(LISTS[key]), name=one.name))
        person.at.add(key)
        person.hired_on = person.hired_on or one.hired_on
        if one.wage_fen is not None and (key == "pay" or person.wage_fen is None):
            person.wage_fen = one.wage_fen
    _two_documents(by_name)
    return persons


def _two_documents(by_name):
    """One person under two documents? Same name, same birth date, two numbers: asked, never joined by itself."""
    for same in by_name.values():
        for n, one in enumerate(same):
            for other in same[n + 1:]:
                if one.number and other.number and one.birth == other.birth and one.birth:
                    for this, that in ((one, other), (other, one)):
                        this.asked = True
                        this.notes.append(Message(N_("同名、同出生日期的还有一个证件尾号 {tail} 的人"), tail=that.number[-4:]))


def judge(person, brought, on, tables):
    """Puts the verdict on a Person: what it is, how heavy, and what the double wage comes to where the figures are known.

    brought: the lists that were compared; on: the day.
    """
    elsewhere, open = person.at - {REGISTER}, person.state in ("unsigned", "active", "suspended")
    if not open and person.state is not None:
        person.notes.append(Message(N_("登记的合同已在 {day} 结束"), day=person.ended_on.isoformat()))
    if person.asked and not (open and person.state != "unsigned"):
        person.verdict, person.weight = "ask", "warn"
    elif not open and elsewhere:
        person.verdict = "missing"
    elif person.state == "unsigned":
        person.verdict = "unsigned"
    elif person.asked:
        person.verdict, person.weight = "ask", "warn"
    elif not elsewhere:
        person.verdict, person.weight = ("alone", "info") if open else ("fine", None)
    elif "insured" in brought and "insured" not in elsewhere:
        person.verdict, person.weight = "uninsured", "warn"
    if person.verdict in ("missing", "unsigned"):
        _unwritten(person, on, tables)
    return person


def _unwritten(person, on, tables):
    """Work that nothing in writing is known of: the month (劳动合同法第10条第2款), then the double wage (第82条第1款)."""
    if person.state not in (None, "unsigned") and person.hired_on and person.hired_on <= person.ended_on:
        person.hired_on = None  # of the employment that ended, not of this one
    if person.hired_on is None:
        person.weight = "warn"
        person.notes.append(Message(N_("用工之日不明，没有判断是否超过一个月")))
    elif person.hired_on > on or later(person.hired_on, 1) > on:
        person.weight = "info"
        said = N_("用工未满一个月，应当在 {day} 前订立书面劳动合同（{basis}）")
        person.notes.append(Message(said, day=later(person.hired_on, 1).isoformat(), basis=str(writing.WRITTEN)))
    else:
        person.weight = "error"
        known = dict(hired=person.hired_on.isoformat(), signed=None, ended=None, as_of=on.isoformat(), part_month="paid-days",
                     worker_fault=False)
        wage = "0" if person.wage_fen is None else f"{person.wage_fen // 100}.{person.wage_fen % 100:02d}"
        result = rules.run("double-wage", {**known, "monthly_wage": wage}, tables)["result"]
        if result["amount"] == "unknown":
            person.notes.append(Message(N_("2008年1月1日前用工，二倍工资的起算由法制审核确定")))
            return
        said = N_("{first}至{last}应当每月支付二倍工资（{months} 个月零 {days} 天；{basis}）")
        person.notes.append(Message(said, first=result["from"], last=result["to"], months=result["months"], days=result["extra_days"],
                                    basis=f"{writing.DOUBLE}、{writing.WINDOW}"))
        if person.wage_fen is None:
            person.notes.append(Message(N_("没有工资数额，没有计算金额")))
        else:
            person.amount_fen = int(result["amount"].replace(".", ""))
