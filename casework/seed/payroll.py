"""In the demonstration one employer brought its payroll: it differs from the workers' list here and there, what agrees is recognised,
one sum was agreed on, one worker gave up a part, another claims severance, worked out by the calculator."""

import io

from openpyxl import Workbook

from casework.arrears import claiming, comparing, paying, queries, roster
from casework.arrears.models import Case, State
from casework.calculators import claims
from casework.core import calendar, files
from casework.extensions import db
from casework.law import rules
from casework.seed.city import HOME
from casework.seed.rosters import timeless

SEVERANCE = {"hired": "2022-04-11", "ended": "2026-08-31", "ground": "T40-3", "average_wage": "5200.00", "previous_month_wage": "5300.00"}


def build(city, today):
    """The smallest filed case of the home township whose list goes by months."""
    by, home = city.inspectors[HOME][0], city.areas[HOME].path
    case, lines = min(
        ((case, lines) for case in db.session.scalars(queries.every_case().where(Case.state == State.FILED).order_by(Case.id)).unique()
         if case.area.path.startswith(home) and (lines := _lines(case))), key=lambda pair: len(pair[1]))
    data = _payroll(lines)
    read = roster.read(data, today=today, settled=True)
    batch = comparing.read_payroll(case=case, roster=read, kept=files.keep(data, "演示单位工资表.xlsx", _XLSX), by=by)
    pairs = comparing.compare(case, read)
    agreed = pairs.of(comparing.DIFFER)[0]
    decided = comparing.Decided({agreed.key: "agreed"}, {agreed.key: f"{agreed.ours_fen // 200}.00"}, {comparing.SAME: "ours"})
    comparing.settle_comparison(case=case, batch=batch, roster=read, decided=decided, by=by)
    first = pairs.of(comparing.SAME)[0].lines[0]
    paying.recognise(case=case, figures={first: (first.recognised_fen, first.claimed_fen // 10)}, reason="本人书面放弃餐费争议部分", by=by)
    rule = rules.every()["severance"]
    answer = rule.answer(SEVERANCE, calendar.tables())
    kind, fen = claims.chosen(rule, answer, "severance", None)
    claiming.add_claim(case=case, worker_id=lines[-1].worker_id, kind=kind, claimed_fen=fen, by=by,
                       calculation=claims.kept(rule, SEVERANCE, answer, fen))


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _lines(case):
    lines = db.session.scalars(queries.lines(case)).all()
    return lines if len(lines) > 20 and all(line.month and line.worker.id_number for line in lines) else []


def _payroll(lines):
    """The lines as the employer has them: every fifth lower, every ninth paid, the last two workers not there."""
    last = {line.worker_id for line in lines[-8:]}
    book = Workbook()
    book.active.append(["演示数据：单位工资表"])
    book.active.append(["姓名", "身份证号", "月份", "欠发工资"])
    for n, line in enumerate(lines):
        if line.worker_id not in last:
            fen = 0 if n % 9 == 8 else line.claimed_fen - 60000 if n % 5 == 4 and line.claimed_fen > 60000 else line.claimed_fen
            book.active.append([line.worker.name, line.worker.id_number, f"{line.month:%Y-%m}", fen / 100])
    out = io.BytesIO()
    book.save(out)
    return timeless(out.getvalue())
