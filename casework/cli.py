"""The command line, exactly as docs/cli.md says: scripts of offices rely on it."""

import json
import sys
from datetime import date
from functools import wraps

import click
from flask.cli import AppGroup
from werkzeug.datastructures import MultiDict

from casework.accounts import actions as accounts_do
from casework.accounts import queries as accounts
from casework.accounts.models import Level
from casework.arrears import actions as arrears_do
from casework.arrears import queries as arrears
from casework.arrears import roster as rosters
from casework.arrears.lifecycle import FLOW
from casework.arrears.models import Case, Channel
from casework.core import audit, checks, clock, files, permissions, side
from casework.core.errors import Refused
from casework.core.money import plain
from casework.extensions import db
from casework.law.findings import N_, Message
from casework.parties import queries as parties


def say(value):
    click.echo(json.dumps(value, ensure_ascii=False))


def command(group, name, **settings):
    """A command whose refusals are one sentence on standard error and exit 1; it commits when it returns."""

    def register(function):
        @wraps(function)
        def run(*args, **kwargs):
            try:
                result = function(*args, **kwargs)
                db.session.commit()
                return result
            except Refused as refusal:
                db.session.rollback()
                click.echo(str(refusal), err=True)
                sys.exit(1)

        return group.command(name, **settings)(run)

    return register


def day(context, parameter, value):
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise click.BadParameter("日期写成 2026-03-02 的样子") from None


as_option = click.option("--as", "login", required=True, metavar="LOGIN", help="以谁的身份办理")
json_option = click.option("--json", "as_json", is_flag=True, help="标准输出只有一个 JSON 值")
file_argument = click.argument("file", type=click.Path(exists=True, dir_okay=False))


def person(login):
    user = accounts.by_login(login)
    if user is None or not user.active or user.login == "system":
        raise Refused(Message(N_("没有账号 {login}"), login=login))
    return user


def the_case(number, by=None):
    case = arrears.case_by_number(number, by)
    if case is None:
        raise Refused(N_("没有这个案件"))
    return case


# ---- demo, users, employers

demo = AppGroup("demo", help="演示数据")
users = AppGroup("users", help="账号")
areas = AppGroup("areas", help="区域和机构")
employers = AppGroup("employers", help="用人单位")
imports = AppGroup("import", help="导入")
audits = AppGroup("audit", help="留痕")
forms = AppGroup("forms", help="文书")
jobs_group = AppGroup("jobs", help="后台工作")


@command(demo, "load")
@json_option
def demo_load(as_json):
    """把演示城市装入空数据库。"""
    from casework import seed

    loaded = seed.load()
    say(loaded) if as_json else click.echo("\n".join(f"{u['login']:12}{u['role']:12}{u['area']}" for u in loaded["logins"]))


@command(areas, "create")
@click.argument("code")
@click.option("--name", required=True)
@click.option("--level", required=True, type=click.Choice([level.value for level in Level]))
@click.option("--parent", help="上级区域的代码；市级没有")
@click.option("--office", required=True, help="别处的人该找的机构")
@click.option("--telephone", required=True)
@click.option("--body", help="在这里办案、落款的机构")
@click.option("--number-word", help="机构的文号用字，例如 澄人社监")
def areas_create(code, name, level, parent, office, telephone, body, number_word):
    """新建区域：市 → 县 → 乡镇 → 网格；自己的数据库从这里开始。"""
    if (body is None) != (number_word is None):
        raise click.UsageError("--body 与 --number-word 一起写")
    above = accounts.area(parent) if parent else None
    place = accounts_do.add_area(code=code, name=name, level=level, parent=above, office=office, telephone=telephone, by=None)
    if body:
        accounts_do.add_body(area=place, name=body, number_word=number_word, issuer_level=level, by=None)
    click.echo(f"{place.code} {place.name} {place.path}")


@command(users, "create")
@click.argument("login")
@click.option("--name", required=True)
@click.option("--role", required=True, type=click.Choice([r.value for r in permissions.Role if r != "system"]))
@click.option("--area", "code", required=True)
@click.option("--certificate")
@click.option("--valid-to", callback=day)
@click.option("--password-stdin", is_flag=True, required=True)
def users_create(login, name, role, code, certificate, valid_to, password_stdin):
    """新建账号；密码从标准输入读。"""
    password = sys.stdin.readline().rstrip("\r\n")
    accounts_do.strong(password, login)
    area = accounts.area(code)
    accounts_do.create(login=login, name=name, role=role, area=area, certificate_no=certificate, certificate_to=valid_to,
                       password_hash=accounts_do.hashed(password), by=None)
    click.echo(f"{login} {role} {area.code}")


@command(employers, "list")
@click.option("--as", "login")
@json_option
def employers_list(login, as_json):
    """用人单位：本辖区的；不写 --as 为全市。"""
    select = parties.employers(person(login)) if login else parties.all_employers()
    if login is None:
        side.looked(None, "cli", detail="employers list")
    rows = [
        {"credit_code": e.credit_code, "name": e.name, "area": e.area.code}
        for e in db.session.scalars(select.order_by(None).order_by(parties.Employer.id))
    ]
    say(rows) if as_json else click.echo("\n".join(f"{r['credit_code'] or '':20}{r['area']:14}{r['name']}" for r in rows))


# ---- imports

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
    roster, kept = _roster(file)
    for row, message in arrears_do.already_there(case, roster).items():
        roster.rejected.append(rosters.Problem(row, "月份", message))
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
    roster, kept = _roster(file)
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


# ---- one case

@command(current := AppGroup("_"), "move")
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


def _facts(chosen, case, given):
    """The data of a script goes through the same form as typing does."""
    if chosen is None:
        return {}
    blank = chosen.form(formdata=None, meta={"csrf": False})
    unknown = [key for key in given if key not in blank._fields or key in blank.not_facts]
    if unknown:
        raise Refused(Message(N_("这一步没有 {keys} 这一项"), keys="、".join(unknown)))
    typed = MultiDict()
    for key, field in blank._fields.items():
        value = given.get(key, field.data if key not in (*blank.not_facts, "on") else None)
        for one in value if isinstance(value, list) else [value]:
            if one is not None:
                typed.add(key, str(one))
    form = chosen.form(formdata=typed, meta={"csrf": False})
    form.prepare(case)
    if not form.validate():
        raise Refused("；".join(str(error) for errors in form.errors.values() for error in errors))
    return {key: value for key, value in form.facts().items() if key != "on" and value is not None}


def iso(value):
    return value.isoformat() if value else None


@command(current, "case")
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
    moves = FLOW.available(case, by) if by else [m for m in FLOW.moves if case.state in m.sources]
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
        "documents": store.papers_of(case), "moves": [m.name for m in moves], "merged_into": None,
    })


def _clock(c):
    return {
        "code": c.code, "label": str(Message(c.label)), "basis": c.basis, "from": iso(c.from_on), "due": iso(c.due_on),
        "met_on": iso(c.met_on), "state": c.state, "provisional": c.provisional,
        "days": [
            {"date": iso(d.date), "kind": d.kind} | ({"n": d.n} if d.n is not None else {}) for d in c.days
        ],
    }


@command(current, "dossier")
@click.argument("number")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False))
@click.option("--as", "login")
@click.option("--volume", type=click.Choice(["main", "side"]), default="main")
@click.option("--redacted", is_flag=True)
def dossier(number, output, login, volume, redacted):
    """整卷合订为一个 PDF；等待尚未完成的文书。"""
    from casework.dossiers import binder

    if redacted or volume != "main":
        raise Refused(N_("遮盖本和副卷在案卷功能完成后提供"))
    case = the_case(number, person(login) if login else None)
    side.looked(person(login) if login else None, "download", case, detail="dossier")
    data = binder.bind(case)
    with open(output, "wb") as file:
        file.write(data)
    click.echo(output)


# ---- questions, audit, matrix

@command(current, "check")
@json_option
def check(as_json):
    """核对全库；有不成立的，退出码 1。"""
    questions = checks.run()
    ok = all(q["ok"] for q in questions)
    counts = {
        "cases": db.session.scalar(db.select(db.func.count(Case.id))), "contracts": 0,
        "employers": db.session.scalar(db.select(db.func.count(parties.Employer.id))),
        "workers": db.session.scalar(db.select(db.func.count(parties.Worker.id))),
    }
    say({"ok": ok, "counts": counts, "questions": questions}) if as_json else click.echo(
        "\n".join(f"{'ok ' if q['ok'] else 'NO '} {q['name']} {q['ids'] or ''}" for q in questions))
    if not ok:
        sys.exit(1)


@command(audits, "verify")
@json_option
def audit_verify(as_json):
    """沿哈希链核对留痕。"""
    verdict = audit.verify()
    say(verdict) if as_json else click.echo(verdict)
    if not verdict["ok"]:
        sys.exit(1)


@command(audits, "seal")
def audit_seal():
    """把新的留痕接入哈希链。"""
    click.echo(audit.seal())


@command(current, "matrix")
def matrix():
    """谁能做什么。"""
    rows = list(permissions.matrix())
    width = max(len(row[0]) for row in rows)
    for row in rows:
        click.echo(row[0].ljust(width) + "  " + " ".join(cell.center(10) for cell in row[1:]).rstrip())


@command(forms, "list")
@json_option
def forms_list(as_json):
    """登记在册的文书。"""
    from casework.documents import FORMS

    rows = [
        {"code": f.code, "title": f.title, "group": f.group, "issuer_level": f.issuer_level, "number_word": f.number_word,
         "copies": len(f.copies)}
        for f in FORMS.values()
    ]
    say(rows) if as_json else click.echo("\n".join(f"{r['code']:22}{r['title']}" for r in rows))


@command(forms, "sample")
@click.argument("code")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False))
def forms_sample(code, output):
    """一种文书的样张。"""
    from casework.documents import FORMS, render

    if code not in FORMS:
        raise Refused(Message(N_("没有代码为 {code} 的文书"), code=code))
    with open(output, "wb") as file:
        file.write(render.sample(FORMS[code]))
    click.echo(output)


@command(jobs_group, "work")
@click.option("--until-empty", is_flag=True)
def jobs_work(until_empty):
    """做后台工作（城市部署时各起一个进程）。"""
    from casework.core import jobs

    click.echo(jobs.work(until_empty=until_empty))


def init_app(app):
    for group in (demo, areas, users, employers, imports, audits, forms, jobs_group):
        app.cli.add_command(group)
    for single in current.commands.values():
        app.cli.add_command(single)


