"""Cases: rosters in, moves made, everything about one, the joined file out."""

import json
import sys

import click
from werkzeug.datastructures import MultiDict

from casework.arrears import actions as arrears_do
from casework.arrears import overlap
from casework.arrears import queries as arrears
from casework.arrears import roster as rosters
from casework.arrears.lifecycle import FLOW
from casework.arrears.models import Channel
from casework.cli.base import (
    SINGLE,
    as_option,
    command,
    day,
    file_argument,
    group,
    iso,
    json_option,
    person,
    say,
    the_case,
)
from casework.core import clock, files, side
from casework.core.errors import Refused
from casework.core.money import plain
from casework.core.permissions import P, may
from casework.extensions import db
from casework.law.findings import N_, Message
from casework.parties import queries as parties

imports = group("import", "导入")


def _roster(path):
    with open(path, "rb") as file:
        data = file.read(files.LARGEST + 1)
    roster = rosters.read(data, today=clock.today())
    return roster, files.keep(data, path)


def _refused_roster(roster, answer):
    say(answer)
    db.session.rollback()
    sys.exit(1)


@command(imports, "roster")
@file_argument
@click.option("--case", "number", required=True)
@as_option
@click.option("--dry-run", is_flag=True)
@json_option
def import_roster(file, number, login, dry_run, as_json):
    """花名册导入已有案件；有退回的行就一行不写。"""
    by = person(login)
    case = the_case(number, by)
    arrears_do.open_to(case, by)
    roster, kept = _roster(file)
    for row, message in arrears_do.already_there(case, roster).items():
        roster.refuse(row, "月份", message)
    overlap.warn(roster, case.employer, by, case)
    answer = roster.as_json() | {"written": False}
    if roster.rejected:
        _refused_roster(roster, answer)
    if not dry_run:
        arrears_do.import_roster(case=case, roster=roster, kept=kept, by=by)
        answer["written"] = True
    say(answer)


@command(imports, "new-case")
@file_argument
@click.option("--employer", "code", required=True)
@as_option
@click.option("--channel", type=click.Choice([c.value for c in Channel]), default="window")
@click.option("--reference")
@click.option("--received", callback=day)
@click.option("--dry-run", is_flag=True)
@json_option
def import_new_case(file, code, login, channel, reference, received, dry_run, as_json):
    """花名册建新案：投诉人为第一行。"""
    by = person(login)
    employer = parties.employer_by_code(code)
    if employer is None:
        raise Refused(Message(N_("没有信用代码为 {code} 的用人单位"), code=code))
    arrears_do.registrable(by, received)
    roster, kept = _roster(file)
    overlap.warn(roster, employer, by)
    read = roster.as_json()
    answer = {
        "case": None, "workers": len({(line.id_number or (line.name, line.phone)) for line in roster.lines}),
        "lines": len(roster.lines), "owed": plain(sum(line.owed_fen for line in roster.lines)),
        "rejected": read["rejected"], "warnings": read["warnings"],
    }
    if roster.rejected:
        _refused_roster(roster, answer)
    if not dry_run:
        case = arrears_do.new_case(roster=roster, kept=kept, employer=employer, channel=channel, reference=reference,
                                   received_on=received, by=by)
        answer["case"] = case.number
    say(answer)


@command(SINGLE, "move")
@click.argument("number")
@click.argument("name")
@as_option
@click.option("--on", "on", callback=day)
@click.option("--data", default="{}")
@json_option
def move(number, name, login, on, data, as_json):
    """办理一步：受理、立案、结案……"""
    try:
        given = json.loads(data)
        if not isinstance(given, dict):
            raise ValueError
    except ValueError:
        raise click.BadParameter("--data 是一个 JSON 对象") from None
    by = person(login)
    case = the_case(number, by)
    outcome = FLOW.apply(case, name, by=by, on=on, **_facts(FLOW.find(name), case, given))
    say({
        "case": case.number, "from": outcome.source, "to": outcome.target, "on": outcome.on.isoformat(),
        "started": outcome.started, "stopped": outcome.stopped,
        "issued": outcome.issued,
    })
    if name == "accept":  # asked of a person; a script is told, never stopped
        for finding in (f for f in arrears.findings(case) if f.code == "LI-26"):
            click.echo(str(finding.message), err=True)


def _facts(chosen, case, given):
    """The data of a script goes through the same form as typing does."""
    if chosen is None:
        return {}
    blank = chosen.form(formdata=None, meta={"csrf": False})
    unknown = [key for key in given if key not in blank._fields or key in (*blank.not_facts, "on")]
    if unknown:
        raise Refused(Message(N_("这一步没有 {keys} 这一项"), keys="、".join(unknown)))
    typed = MultiDict()
    for key, field in blank._fields.items():
        value = given.get(key, field.data if key not in (*blank.not_facts, "on") else None)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, (dict, list)):
                raise Refused(Message(N_("{key} 应是文字"), key=key))
            if one is not None:
                typed.add(key, str(one))
    form = chosen.form(formdata=typed, meta={"csrf": False})
    form.prepare(case)
    if not form.validate():
        raise Refused("；".join(str(error) for errors in form.errors.values() for error in errors))
    return {key: value for key, value in form.keywords().items() if key != "on" and value is not None}


@command(SINGLE, "case")
@click.argument("number")
@click.option("--as", "login")
@json_option
def case_show(number, login, as_json):
    """一个案件的全部：状态、时限、金额、文书、可办的步骤。"""
    from casework.documents import store

    by = person(login) if login else None
    case = the_case(number, by)
    if by is None:
        side.looked(None, "cli", case)
    sums = arrears.sums(case)
    moves = FLOW.available(case, by) if by else FLOW.ready(case)
    say({
        "number": case.number, "state": case.state, "area": case.area.code,
        "employer": {"credit_code": case.employer.credit_code, "name": case.employer.name},
        "channel": case.channel, "reference": case.reference, "received_on": iso(case.received_on),
        "accepted_on": iso(case.accepted_on), "filed_on": iso(case.filed_on), "closed_on": iso(case.closed_on),
        "officers": [user.login for user in case.users],
        "clocks": [_clock(c) for c in arrears.clocks(case)],
        "sums": {
            "workers": sums.workers, "lines": sums.lines, "claimed": plain(sums.claimed),
            "recognised": plain(sums.recognised), "paid": plain(sums.paid), "advanced": plain(sums.advanced),
            "waived": plain(sums.waived), "owed_by_employer": plain(sums.owed_by_employer),
            "owed_to_worker": plain(sums.owed_to_worker),
        },
        "documents": store.papers_of(case), "moves": [m.name for m in moves],
        "merged_into": arrears.survivor_number(case),
    })


def _clock(c):
    return {
        "code": c.code, "label": str(Message(c.label)), "basis": c.basis, "from": iso(c.from_on), "due": iso(c.due_on),
        "met_on": iso(c.met_on), "state": c.state, "provisional": c.provisional,
        "days": [
            {"date": iso(d.date), "kind": d.kind} | ({"n": d.n} if d.n is not None else {}) for d in c.days
        ],
    }


@command(SINGLE, "dossier")
@click.argument("number")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False))
@click.option("--as", "login")
@click.option("--volume", type=click.Choice(["main", "side"]), default="main")
@click.option("--redacted", is_flag=True)
def dossier(number, output, login, volume, redacted):
    """整卷合订为一个 PDF；等待尚未完成的文书。"""
    from casework.dossiers import binder

    by = person(login) if login else None
    case = the_case(number, by)
    if by and not may(by, P.PAPER_PRINT, case.area.path):
        raise Refused(N_("你没有打印文书的权限"))
    side.looked(by, "download", case, detail=f"dossier {volume}{' redacted' * redacted}")
    data = binder.bind(case, volume, redacted=redacted, by=by)
    try:
        with open(output, "wb") as file:
            file.write(data)
    except OSError as error:
        raise Refused(Message(N_("写不了 {path}：{why}"), path=output, why=error.strerror)) from None
    click.echo(output)


@command(SINGLE, "review")
@click.argument("number")
@click.option("--as", "login")
@json_option
def review_file(number, login, as_json):
    """案卷评查：得分、否决项、扣分和怎么补。"""
    from casework.dossiers.review import review

    by = person(login) if login else None
    case = the_case(number, by)
    if by is None:
        side.looked(None, "cli", case)
    made = review(case)
    if made is None:
        raise Refused(N_("还没有录入案卷评查的评分表，请管理员先录入"))
    say(made.as_json())
