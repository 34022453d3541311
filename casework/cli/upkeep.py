"""Upkeep: nightly questions, the audit chain, the matrix, forms, background work."""

import sys

import click

from casework.arrears.models import Case
from casework.cli.base import SINGLE, command, group, json_option, say
from casework.core import audit, checks, permissions
from casework.core.errors import Refused
from casework.extensions import db
from casework.law.findings import N_, Message
from casework.parties import queries as parties

audits = group("audit", "留痕")
forms = group("forms", "文书")
jobs_group = group("jobs", "后台工作")


@command(SINGLE, "check")
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


@command(SINGLE, "matrix")
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
