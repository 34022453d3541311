"""Informants of cases from before they stood apart (0.1.0)."""

import click

from casework.arrears import secrecy
from casework.cli.base import as_option, command, group, json_option, person, say
from casework.core import words
from casework.extensions import db

informants = group("informants", "举报人")


@command(informants, "set-apart")
@as_option
@click.option("--dry-run", is_flag=True, help="只列出，不改")
@json_option
def set_apart(login, dry_run, as_json):
    """举报案件里还写着的投诉人移到单独保管的举报人表；列出别处还提到他的地方。"""
    by, told = person(login), []
    for case in db.session.scalars(secrecy.named(by)).unique().all():
        left = [] if dry_run else [str(words.say(one)) for one in secrecy.set_apart(case=case, by=by)]
        told.append({"case": case.number, "left": left})
    if as_json:
        say({"moved": told, "written": not dry_run})
    else:
        click.echo("\n".join(f"{one['case']}  {'、'.join(one['left'])}".rstrip() for one in told))
