"""Upkeep: nightly questions, the audit chain, the matrix, forms, background work."""

import sys
from pathlib import Path

import click

from casework.arrears.models import Case
from casework.cli.base import SINGLE, command, file_argument, group, json_option, say
from casework.contracts.models import Contract
from casework.core import audit, checks, permissions, words
from casework.core import backup as backups
from casework.core.errors import Refused
from casework.extensions import db
from casework.law.findings import N_, Message
from casework.parties import queries as parties

audits = group("audit", "留痕")
forms = group("forms", "文书")
jobs_group = group("jobs", "后台工作")
backup = group("backup", "备份")


@command(SINGLE, "check")
@json_option
def check(as_json):
    """核对全库；有不成立的，退出码 1。"""
    from casework.documents import machine, sealing

    questions, seal = checks.run(), sealing.problem()
    said, fatal = (str(words.say(seal[0])), seal[1]) if seal else (None, False)
    paper = [str(words.say(problem)) for problem in machine.problems()]
    ok = all(q["ok"] for q in questions) and not fatal and not paper
    counted = {"cases": Case, "contracts": Contract, "employers": parties.Employer, "workers": parties.Worker}
    counts = {name: db.session.scalar(db.select(db.func.count(model.id))) for name, model in counted.items()}
    say({"ok": ok, "counts": counts, "questions": questions, "seal": said, "paper": paper}) if as_json else click.echo(
        "\n".join(f"{'ok ' if q['ok'] else 'NO '} {q['name']} {q['ids'] or ''}" for q in questions))
    if not as_json:
        for line in filter(None, [said, *paper]):
            click.echo(line)
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


@command(forms, "verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@json_option
def forms_verify(file, as_json):
    """一份文件是不是签发时的文书；不是的，退出码 1。"""
    from casework.documents import verification

    verdict = verification.judge(Path(file).read_bytes())
    p = verdict.printed
    document = p and {"form": p.code, "title": p.title, "number": p.number, "issued_on": p.issued_on.isoformat(),
                      "issuer": p.facts["paper"]["issuer"], "state": str(p.state)}
    told = {"ok": verdict.ok, "reason": verdict.reason and str(words.say(verdict.reason)), "document": document or None,
            "pages_changed": verdict.changed, "seal": verdict.seal}
    say(told) if as_json else click.echo(told["reason"] or "ok")
    if not verdict.ok:
        sys.exit(1)


@command(jobs_group, "retry")
def jobs_retry():
    """放弃了的后台工作重新排队，例如换上新的签章证书之后。"""
    from casework.core import jobs

    click.echo(jobs.retry())


@command(jobs_group, "work")
@click.option("--until-empty", is_flag=True)
def jobs_work(until_empty):
    """做后台工作（城市部署时各起一个进程）。"""
    from casework.core import jobs

    click.echo(jobs.work(until_empty=until_empty))


keys_option = click.option("--keys", type=click.Path(dir_okay=False, path_type=Path), help="密钥文件；不写为 FILE.keys")


def _told(manifest):
    kept = sum(name.startswith("files/") for name in manifest["members"])
    click.echo(f"{manifest['made_at']} {manifest['dialect']} {manifest['revision']} rows={sum(manifest['rows'].values())} files={kept}")


@command(backup, "create")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path))
@keys_option
def backup_create(output, keys):
    """数据库和文件存为一个档案，密钥另存；可在运行时做。"""
    _told(backups.create(output.resolve(), keys))


@command(backup, "verify")
@file_argument
def backup_verify(file):
    """逐个核对哈希，并试着打开里面的数据库。"""
    _told(backups.verify(Path(file).resolve()))


@command(backup, "restore")
@file_argument
@keys_option
@click.option("--force", is_flag=True, help="覆盖已有的数据")
def backup_restore(file, keys, force):
    """恢复到空的实例；先停下正在运行的程序。"""
    _told(backups.restore(Path(file).resolve(), keys, force))
