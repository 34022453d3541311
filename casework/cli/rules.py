"""The law as a calculator for scripts: wrong input is an answer too, on standard output."""

import json
import sys

import click
from sqlalchemy.exc import DBAPIError

from casework.cli.base import command, group, json_option, say
from casework.core import calendar
from casework.extensions import db
from casework.law import rules
from casework.law.findings import N_, Message
from casework.law.tables import seed

calculations = group("rules", "法规计算")


@command(calculations, "list")
@json_option
def rules_list(as_json):
    """有哪些计算，各要什么。"""
    rows = [
        {"name": rule.name, "title": rule.title, "inputs": {name: i.describe() for name, i in rule.inputs.items()}}
        for rule in rules.every().values()
    ]
    say(rows) if as_json else click.echo("\n".join(f"{row['name']:24}{row['title']}" for row in rows))


@command(calculations, "run")
@click.argument("name")
@click.option("--input", "--json", "data", required=True, metavar="JSON", help="计算的事实，一个 JSON 对象")
def rules_run(name, data):
    """算一次，逐步写明依据；事实有误的，退出码 2，逐项说明。"""
    try:
        say(rules.run(name, _facts(data), _tables()))
    except rules.UnknownRule:
        _wrong({"rule": Message(N_("没有名为 {name} 的计算"), name=name)})
    except rules.BadInput as bad:
        _wrong(bad.errors)


def _tables():
    """Those in force; the shipped ones, and a word about it, where there is no database yet."""
    try:
        return calendar.tables()
    except DBAPIError:
        db.session.rollback()
        click.echo("数据库尚未建立，按随程序发布的数据计算", err=True)
        return seed()


def _facts(data):
    try:
        facts = json.loads(data, parse_constant=lambda word: word)
        json.dumps(facts, ensure_ascii=False).encode()  # half of a surrogate pair could be read, but not answered
        return facts
    except (ValueError, RecursionError):
        raise rules.BadInput(input=Message(N_("--input 不是 JSON"))) from None


def _wrong(errors):
    say({"error": {field: str(reason) for field, reason in errors.items()}})
    sys.exit(2)
