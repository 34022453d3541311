"""Contracts: who is at work at an employer on a day, and what the law says to them."""

import click

from casework.cli.base import command, day, group, iso, json_option, say
from casework.contracts import queries, reviewing
from casework.core import clock, side
from casework.core.crypto import masked
from casework.core.errors import Refused
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
