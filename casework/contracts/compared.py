"""对照 — lists of an employer compared with its register: kept, shown side by side, made into a ledger of those who lack a contract."""

import io

import sqlalchemy as sa
import xlsxwriter
from sqlalchemy.orm import joinedload

from casework.accounts import queries as accounts
from casework.accounts.models import Area
from casework.contracts import comparing, queries, reading, reviewing, staging
from casework.contracts.actions import editable
from casework.contracts.models import ComparedPerson, Comparison, Contract
from casework.contracts.words import OPEN, WEIGHTS, State
from casework.core import bulk, calendar, clock, files
from casework.core.actions import action
from casework.core.bulks import Bulk
from casework.core.errors import Refused
from casework.core.listing import Column, Filter, Listing, View
from casework.core.permissions import P
from casework.extensions import db
from casework.law.findings import N_, Message
from casework.parties.models import Employer, Worker

MOST = 20_000  # people of one comparison
FLAGS = (comparing.REGISTER, *comparing.LISTS)
HEADS = {comparing.REGISTER: N_("登记"), "roster": N_("花名册"), "insured": N_("社保"), "attendance": N_("考勤"), "pay": N_("工资表")}


@action("contracts.compare")
def compare(*, employer, lists, by):
    """Compare and keep. lists: {key of comparing.LISTS: (Kept, [Found], problems)}; read before the write gate."""
    editable(employer.area, by)
    if not lists:
        raise Refused(N_("请至少上传一份名单"), field="roster")
    on, tables = clock.today(), calendar.tables()
    persons = comparing.match(_register(employer.id), {key: found for key, (_, found, _) in lists.items()})
    if len(persons) > MOST:
        raise Refused(Message(N_("一次最多对照 {most} 人，请分开对照"), most=MOST), field="roster")
    for one in persons:
        comparing.judge(one, set(lists), on, tables)
    persons = [one for one in persons if one.at - {comparing.REGISTER} or one.state in OPEN]
    made = Comparison(
        employer_id=employer.id, employer=employer, area_id=employer.area_id, area=employer.area, on=on, by_id=by.id,
        sources=[{"list": key, "name": kept.name, "sha256": kept.sha256, "rows": len(found),
                  "problems": [[row, title, reviewing.frozen(reason)] for row, title, reason in problems[:200]]}
                 for key, (kept, found, problems) in lists.items()],
        counts={verdict: sum(one.verdict == verdict for one in persons) for verdict in comparing.VERDICTS})
    db.session.add(made)
    db.session.flush()
    _keep(made.id, persons)
    return made


def _keep(id, persons):
    connection, table = db.session.connection(), ComparedPerson.__table__
    for at in range(0, len(persons), 1000):
        some = persons[at:at + 1000]
        bulk.insert(connection, table, [
            dict(id=key, comparison_id=id, name=one.name, id_number=one.number, tail=one.number[-4:] if one.number else None,
                 hired_on=one.hired_on, wage_fen=one.wage_fen, contract_id=one.contract_id, verdict=one.verdict, weight=one.weight,
                 amount_fen=one.amount_fen, notes=[reviewing.frozen(note) for note in one.notes],
                 **{f"at_{where}": where in one.at for where in FLAGS})
            for key, one in zip(bulk.ids(connection, table, len(some)), some, strict=True)])


def _register(employer_id):
    """[Person] of everybody who has or had a contract with the employer: the open one, else the last."""
    rows = db.session.execute(
        db.select(Contract.id, Contract.state, Contract.hired_on, Contract.ended_on, Contract.wage_fen, Contract.wage_kind,
                  Worker.name, Worker.id_number, Worker.born_on, Contract.worker_id)
        .join(Worker, Worker.id == Contract.worker_id)
        .where(Contract.employer_id == employer_id, Contract.state != State.VOID).order_by(Contract.id))
    latest = {}
    for row in rows:
        if row.worker_id not in latest or latest[row.worker_id].state not in OPEN:
            latest[row.worker_id] = row
    return [comparing.Person(
        row.name, row.id_number, row.born_on, {comparing.REGISTER}, row.hired_on, row.wage_fen if row.wage_kind == "monthly" else None,
        row.id, str(row.state), row.ended_on) for row in latest.values()]


@action("contracts.draft_unsigned")
def draft(comparison, ids, *, by):
    """The people with these ids as a ledger of work without a contract, staged like an upload: it is looked at before it is written."""
    editable(comparison.area, by)
    people = db.session.scalars(db.select(ComparedPerson).where(
        ComparedPerson.comparison_id == comparison.id, ComparedPerson.id.in_(ids)).order_by(ComparedPerson.id)).all()
    people = [one for one in people if one.verdict in ("missing", "ask")]
    if not people:
        raise Refused(N_("勾选的人里没有要补登记的"))
    name = f"补登记未签人员-{comparison.on.isoformat()}.xlsx"
    return staging.stage(kept=files.keep(_ledger(people), name), employer=comparison.employer, by=by)


def _ledger(people):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet, day = book.add_worksheet("劳动合同台账"), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, [reading.TITLES[key][0] for key in ("name", "id_number", "hired_on", "kind", "wage_fen")])
        for row, one in enumerate(people, start=1):
            for n, text in ((0, one.name), (1, one.id_number), (3, "未签")):
                if text:
                    sheet.write_string(row, n, text)
            if one.hired_on:
                sheet.write_datetime(row, 2, one.hired_on, day)
            if one.wage_fen is not None:
                sheet.write_number(row, 4, one.wage_fen / 100)
    return out.getvalue()


# ---- what people see

def comparison(id, user):
    """One comparison of the person's areas; elsewhere: the office that has it."""
    found = db.session.scalar(
        db.select(Comparison).options(joinedload(Comparison.employer).joinedload(Employer.area), joinedload(Comparison.by),
                                      joinedload(Comparison.area))
        .where(Comparison.id == id, Comparison.area_id.in_(queries.mine(user))))
    if found is None:
        accounts.not_here(db.select(Comparison.area_id).where(Comparison.id == id))
    return found


def of_employer(employer_id, most=10):
    return db.session.scalars(db.select(Comparison).options(joinedload(Comparison.by)).where(Comparison.employer_id == employer_id)
                              .order_by(Comparison.id.desc()).limit(most)).all()


def people(user, id):
    """What the page shows, as Core rows."""
    return (
        db.select(ComparedPerson.id, ComparedPerson.name, ComparedPerson.tail, ComparedPerson.hired_on, ComparedPerson.wage_fen,
                  ComparedPerson.verdict, ComparedPerson.weight, ComparedPerson.amount_fen, ComparedPerson.notes,
                  ComparedPerson.contract_id, GRAVITY, *(getattr(ComparedPerson, f"at_{where}") for where in FLAGS))
        .join(Comparison, Comparison.id == ComparedPerson.comparison_id).join(Area, Area.id == Comparison.area_id)
        .where(ComparedPerson.comparison_id == id, Comparison.area_id.in_(queries.mine(user))))


GRAVITY = sa.case({"error": 0, "warn": 1, "info": 2}, value=ComparedPerson.weight, else_=3).label("gravity")


def notes(row):
    return [reviewing.thawed(note) for note in row.notes]


def _at(where):
    return Column(f"at_{where}", HEADS[where], value=lambda row: N_("有") if getattr(row, f"at_{where}") else "")


class People(Listing):
    title = N_("对照结果")
    filters = {
        "q": Filter(N_("姓名"), lambda select, value: select.where(ComparedPerson.name.startswith(value, autoescape=True))),
        "verdict": Filter(N_("结论"), lambda select, value: select.where(ComparedPerson.verdict == value), comparing.VERDICTS),
        "weight": Filter(N_("体检结果"), lambda select, value: select.where(ComparedPerson.weight == value), WEIGHTS),
    }
    orders = {"gravity": (GRAVITY, ComparedPerson.id), "name": (ComparedPerson.name, ComparedPerson.id)}
    default = "gravity"
    size = 50
    columns = (
        Column("name", N_("姓名"), order="name"), Column("tail", N_("证件号尾号")), *(_at(where) for where in FLAGS),
        Column("hired_on", N_("用工之日"), kind="day"), Column("wage_fen", N_("月工资（元）"), kind="fen"),
        Column("verdict", N_("结论"), css="", labels=comparing.VERDICTS),
        Column("amount_fen", N_("二倍工资的另一倍（元）"), kind="fen"),
        Column("notes", N_("情况说明"), css="", value=lambda row: "；".join(str(note) for note in notes(row))),
    )
    bulk = (Bulk("draft", N_("为这些人建登记草稿"), P.CONTRACT_EDIT, endpoint="contracts.draft_compared"),)

    def __init__(self, select, args=None, lists=comparing.LISTS, **more):
        """`lists`: those that were compared; the others have no column."""
        super().__init__(select, args, **more)
        absent = {f"at_{key}" for key in comparing.LISTS if key not in lists}
        self.columns = tuple(column for column in self.columns if column.key not in absent)

    @property
    def views(self):
        of = {"of": self.args.get("of")}  # the comparison stands in the address of each view
        return (View(N_("全部"), of), *(View(words, of | {"verdict": verdict}) for verdict, words in comparing.VERDICTS.items()))
