"""Contracts: who is at work at an employer on a day, and what the law says to them."""

import pickle
import sys
import zlib
from collections import Counter

import click

from casework.cli.base import as_option, command, day, file_argument, group, iso, json_option, person, say
from casework.cli.cases import imports
from casework.contracts import importer, judging, queries, reading, reviewing
from casework.core import bulk, clock, files, sheets, side
from casework.core.crypto import masked
from casework.core.errors import Refused
from casework.core.permissions import P, paths
from casework.extensions import db
from casework.law.findings import N_, Message
from casework.parties import queries as parties

contracts = group("contracts", "劳动合同")


def _employer(code):
    employer = parties.employer_by_code(code)
    if employer is None:
        raise Refused(Message(N_("没有信用代码为 {code} 的用人单位"), code=code))
    return employer


def _rows(select, on):
    people = db.session.execute(select).all()
    found = queries.findings_by_contract([row.contract_id for row in people])
    return [{
        "worker": row.worker, "id_masked": masked(row.id_number), "type": row.kind and str(row.kind), "start": iso(row.start_on),
        "end": iso(row.end_on), "state": queries.state_on(row, on),
        "findings": [{"code": f.code, "weight": f.weight, "message": str(reviewing.thawed(f.message)), "basis": f.basis}
                     for f in found.get(row.contract_id, ())],
    } for row in people]


@command(contracts, "list")
@click.option("--employer", "code", required=True)
@click.option("--on", "on", callback=day)
@json_option
def contracts_list(code, on, as_json):
    """那一天在该单位用工的人：合同类型、起止、状态、体检发现。"""
    on, employer = on or clock.today(), _employer(code)
    side.looked(None, "cli", employer, "contracts")
    say(_rows(queries.at_work(on).where(queries.ContractSpan.employer_id == employer.id), on))


@command(contracts, "findings")
@click.option("--employer", "code")
@json_option
def contracts_findings(code, as_json):
    """今天在册、体检有发现的合同。"""
    on = clock.today()
    select = queries.at_work(on).where(queries.ContractSpan.contract_id.in_(db.select(queries.ContractFinding.contract_id)))
    employer = _employer(code) if code else None
    if employer:
        select = select.where(queries.ContractSpan.employer_id == employer.id)
    side.looked(None, "cli", employer, "contracts findings")
    say(_rows(select, on))


def _told(ledger, problems):
    return [{"row": row, "column": ledger.title(column) if column else "", "reason": str(message)} for row, column, message in problems]


@command(imports, "contracts")
@file_argument
@as_option
@click.option("--dry-run", is_flag=True)
@click.option("--partial", is_flag=True, help="有退回的行时只写没有错的行")
@json_option
@bulk.many()
def import_contracts(file, login, dry_run, partial, as_json):
    """合同台账、职工名册导入；有退回的行就一行不写，除非 --partial。"""
    by = person(login)
    if not paths(by, P.CONTRACT_EDIT):
        raise Refused(N_("你没有登记劳动合同的权限"))
    with open(file, "rb") as stream:
        data = stream.read(sheets.LEDGER.size + 1)
    ledger, judge, counts, held, problems = reading.read(data), judging.Judge(by), Counter(), [], []
    for lines in ledger.chunks():
        verdicts = judge.chunk(lines)
        counts.update(one.outcome for one in verdicts)
        problems += [(one.row, column, message) for one in verdicts for column, _, message in one.problems]
        warnings = [(one.row, "", message) for one in verdicts for message in one.warnings]
        held.append((zlib.compress(pickle.dumps(lines)), warnings))
    bad = {row for row, _, _ in problems}
    answer = {"rows": ledger.count, "accepted": ledger.count - len(bad), "rejected": _told(ledger, problems),
              "warnings": _told(ledger, [one for _, warnings in held for one in warnings]),
              "total_row": None, "form": "long", "unknown_columns": ledger.unknown, "written": False,
              **{name: counts[name] for name in judging.OUTCOMES}}
    writes = len(bad) < ledger.count and not dry_run and (partial or not bad)
    if writes:
        judge = judging.Judge(by)
        again = (judge.chunk(pickle.loads(zlib.decompress(lines))) for lines, _ in held)
        importer.write(again, kept=files.keep(data, file), by=by, rows=ledger.count, rejected=len(bad),
                       counts={name: answer[name] for name in judging.OUTCOMES})
        answer["written"] = True
    say(answer)
    if bad and not (partial and writes):
        db.session.rollback()
        sys.exit(1)
