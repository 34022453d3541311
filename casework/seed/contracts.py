"""The labour contracts of the demonstration: a ledger for each county, brought like any other, then what became of some of them.

Everybody in it is a worker of a case, at the employer of that case: the register adds contracts, and nobody new.
"""

import csv
import io
from collections import Counter
from datetime import date, timedelta

from openpyxl import Workbook

from casework.accounts.models import Area
from casework.arrears.models import Case, ClaimLine, State
from casework.contracts import actions, importer, judging, queries, reading
from casework.contracts.models import Contract, ImportRun
from casework.contracts.words import Phase
from casework.core import clock, files
from casework.extensions import db
from casework.law.terms import later
from casework.parties.models import Employer, Worker
from casework.seed import parties
from casework.seed.city import COUNTIES, HOME
from casework.seed.rosters import timeless

MOST = 7  # people of one employer
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEAD = ("统一社会信用代码", "姓名", "身份证号", "联系电话", "用工之日", "合同类型", "签订日期", "合同起始日期", "合同终止日期",
        "工作任务", "试用期止", "岗位", "工作地点", "计酬方式", "工资标准", "解除终止日期", "解除终止事由")
ONE_DAY = timedelta(days=1)


def build(city, today):
    """Every county's ledger, in the name of its officer; then the home town's inspector works with it."""
    people = _people()
    for county, (*_, towns) in COUNTIES.items():
        by = city.deciders[next(iter(towns))][1]
        own = [row for row in people if row.path.startswith(city.areas[county].path)]
        _import(county, [_line(n, row, today) for n, row in enumerate(own)], by, workbook=HOME in towns)
    db.session.flush()
    _what_became_of_them(city, today)


def _people():
    """Workers of cases with a number, and where they work: at most MOST of each employer."""
    rows = db.session.execute(
        db.select(Employer.id.label("employer"), Employer.name.label("firm"), Employer.credit_code, Employer.construction,
                  Case.work_place, Worker.id, Worker.name, Worker.id_number, Worker.born_on, Worker.telephone, Case.area_id,
                  db.func.min(ClaimLine.trade).label("trade"))
        .join(Case, Case.id == ClaimLine.case_id).join(Employer, Employer.id == Case.employer_id)
        .join(Worker, Worker.id == ClaimLine.worker_id)
        .where(Worker.id_number.is_not(None), Employer.credit_code.is_not(None), Case.state != State.MERGED)
        .group_by(Employer.id, Worker.id, Case.id, Case.area_id).order_by(Employer.id, Worker.id)).all()
    paths, taken, found = dict(db.session.execute(db.select(Area.id, Area.path)).all()), Counter(), []
    for row in rows:
        if (row.employer, row.id) not in taken and taken[row.employer] < MOST:
            taken[row.employer] += 1
            taken[row.employer, row.id] = 1
            found.append(_Row(row, paths[row.area_id]))
    return found


class _Row:
    def __init__(self, row, path):
        self.row, self.path = row, path

    def __getattr__(self, name):
        return getattr(self.row, name)


def _line(n, who, today):
    """One row of the ledger: most contracts are sound, some end soon, some are what a review is for."""
    start = later(today.replace(day=3), -6 - n % 29)
    month, kind = n % 20, "固定期限"
    facts = {"合同起始日期": start, "签订日期": start, "合同终止日期": later(start, 36) - ONE_DAY, "用工之日": start,
             "计酬方式": "月薪", "工资标准": 3600 + 100 * (n * 7 % 28)}
    if who.born_on and later(who.born_on, 12 * 60) <= date(2026, 7, 1):
        kind, facts["合同起始日期"] = "超龄用工协议", date(2026, 7, 6)
        facts |= {"签订日期": date(2026, 7, 6), "用工之日": date(2026, 7, 6), "合同终止日期": date(2027, 7, 5)}
    elif who.born_on and who.born_on > date(2005, 6, 30):
        kind = "学生实习" if n % 2 else "就业见习"
        facts |= {"合同终止日期": later(today, 4)} | dict.fromkeys(("合同起始日期", "签订日期", "用工之日"), date(2026, 7, 1))
    elif month in (0, 10):  # nothing in writing, for a while
        kind = "未签"
        facts |= {"用工之日": later(today, -4 if month else -14), "合同起始日期": None, "签订日期": None, "合同终止日期": None}
    elif month in (1, 2, 3, 4):  # ends within 30, 60, 90 days, or has run out
        end = today + timedelta(days=(20, 48, 85, -17)[month - 1])
        begun = later(end + ONE_DAY, -12)
        facts |= {"合同终止日期": end} | dict.fromkeys(("合同起始日期", "签订日期", "用工之日"), begun)
    elif month == 5:
        kind, facts["合同终止日期"] = "无固定期限", None
    elif month == 6:
        kind = "以完成一定工作任务为期限"
        facts |= {"合同终止日期": None, "工作任务": "主体结构施工" if who.construction else "秋季订单生产"}
    elif month == 7:
        kind = "非全日制"
        facts |= {"计酬方式": "小时工资", "工资标准": 26}
    elif month == 8:  # five months of probation in a contract of one year
        begun = later(today, -2)
        facts |= {"合同终止日期": later(begun, 12) - ONE_DAY, "试用期止": later(begun, 5) - ONE_DAY}
        facts |= dict.fromkeys(("合同起始日期", "签订日期", "用工之日"), begun)
    elif month == 9:
        facts["工资标准"] = 1900
    elif month == 11:  # the paper came late
        facts |= {"用工之日": later(start, -4)}
    elif month == 12:  # a probation that ends within a month
        begun = later(today, -2) + timedelta(days=20)
        facts |= {"试用期止": later(begun, 2) - ONE_DAY, "合同终止日期": later(begun, 36) - ONE_DAY}
        facts |= dict.fromkeys(("合同起始日期", "签订日期", "用工之日"), begun)
    elif month == 13:
        facts |= {"解除终止日期": today - timedelta(days=12), "解除终止事由": ("T36E", "T37", "T38-2")[n % 3]}
    elif who.construction and month > 15:
        kind = "工地用工书面协议"
        facts |= {"计酬方式": "日薪", "工资标准": 260 + 10 * (n % 15)}
    return {"统一社会信用代码": who.credit_code, "姓名": who.name, "身份证号": who.id_number, "联系电话": who.telephone, "合同类型": kind,
            "岗位": who.trade, "工作地点": (who.work_place or "")[:100], **facts}


def _import(county, lines, by, workbook):
    data, name = _book(county, lines) if workbook else _text(lines), f"{county}劳动合同台账.{'xlsx' if workbook else 'csv'}"
    ledger, judge, verdicts = reading.read(data), judging.Judge(by), []
    for some in ledger.chunks():
        verdicts += judge.chunk(some)
    counts = Counter(one.outcome for one in verdicts)
    batch = importer.write([verdicts], kept=files.keep(data, name, XLSX if workbook else "text/csv"), by=by, rows=ledger.count,
                           rejected=counts[judging.REJECTED], counts={key: counts[key] for key in judging.OUTCOMES})
    db.session.add(ImportRun(id=batch.id, area_id=by.home.id, phase=Phase.WRITTEN, partial=bool(counts[judging.REJECTED]),
                             done=ledger.count, total=ledger.count, counts=dict(counts), changed_at=clock.now(),
                             header={"sheet": ledger.sheet, "row": ledger.header_row, "titles": ledger.titles, "unknown": ledger.unknown}))


def _book(county, lines):
    book = Workbook()
    book.active.append([f"{county}劳动合同台账（演示数据，编造）"])
    book.active.append(HEAD)
    for line in lines:
        book.active.append([line.get(title) for title in HEAD])
    out = io.BytesIO()
    book.save(out)
    return timeless(out.getvalue())


def _text(lines):
    """As older programs save it: GBK where it can be."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    writer.writerows([line.get(title) or "" for title in HEAD] for line in lines)
    return out.getvalue().encode("utf-8-sig")


def _what_became_of_them(city, today):
    """The home town: renewed, changed, suspended, corrected, ended with and without a certificate, signed late, registered by mistake."""
    by, home = city.inspectors[HOME][0], city.areas[HOME].path
    rows = db.session.scalars(queries.whole().join(Contract.area).where(
        Area.path.startswith(home)).order_by(Contract.id)).all()
    fixed = [one for one in rows if one.kind == "fixed" and one.state == "active" and one.end_on > today]
    soon = [one for one in fixed if one.end_on <= today + timedelta(days=90)]
    steady = [one for one in fixed if one not in soon and one.start_on < date(2026, 1, 1)]
    bare = [one for one in rows if one.state == "unsigned"]
    over = next(one for one in rows if one.kind == "fixed" and one.state == "active" and one.end_on < today)
    first, second = soon[:2]
    for one, kind in ((first, "fixed"), (second, "open")):
        begun = one.end_on + ONE_DAY
        actions.renew(one, by=by, kind=kind, start_on=begun, signed_on=today,
                      end_on=later(begun, 24) - ONE_DAY if kind == "fixed" else None)
    changed, moved, away, back, agreed, left, wrong = steady[:7]
    actions.amend(changed, by=by, on=date(2026, 7, 1), wage_fen=changed.wage_fen + 60_000, reason="双方协商调整工资")
    actions.amend(moved, by=by, on=date(2026, 9, 1), post="班组长", work_place="二号车间", reason="本人竞聘上岗")
    actions.suspend(away, by=by, on=date(2026, 9, 14), reason="应征入伍")
    actions.suspend(back, by=by, on=date(2026, 3, 2), reason="被派往外地学习，双方书面约定中止履行")
    actions.resume(back, by=by, on=date(2026, 6, 1))
    actions.end(agreed, by=by, code="T36E", on=date(2026, 9, 30), severance_fen=450_000, certificate_on=date(2026, 9, 30))
    actions.end(over, by=by, code="E44-1", on=over.end_on, severance_fen=300_000, certificate_on=over.end_on)
    actions.end(left, by=by, code="T38-2", on=date(2026, 10, 9), reason="拖欠工资，劳动者提出解除")
    actions.correct(wrong, by=by, post="检验工", reason="登记时看错了行")
    actions.sign(bare[0], by=by, kind="fixed", start_on=date(2026, 10, 12), end_on=date(2028, 10, 11), signed_on=date(2026, 10, 12),
                 number="演示-补签-01")
    actions.void(bare[1], by=by, reason="同名的人，登错了单位")
    _dispatched(rows, by, today)


def _dispatched(rows, by, today):
    """A labour firm of the home town sends two of its people to a factory there."""
    firm = next(one.employer for one in rows if parties.trade_of(one.employer).called[0].startswith("建筑劳务"))
    unit = next(one.employer for one in rows if not one.employer.construction)
    there = {one.worker_id for one in rows if one.employer_id == firm.id}
    for one in [one for one in rows if one.worker_id not in there and one.state in ("dissolved", "terminated")][:2]:
        actions.register(employer=firm, worker=one.worker, kind="dispatch", hired_on=date(2026, 10, 12), start_on=date(2026, 10, 12),
                         end_on=date(2028, 10, 11), signed_on=date(2026, 10, 12), post="包装工", wage_kind="monthly", wage_fen=420_000,
                         dispatch_post="auxiliary", user_employer={"name": unit.name, "known": unit}, by=by)
