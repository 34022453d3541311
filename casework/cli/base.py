"""What every command shares: one sentence for a refusal, one JSON value for scripts, rights by --as."""

import json
import sys
from datetime import date
from functools import wraps

import click
from flask.cli import AppGroup
from sqlalchemy import inspect
from sqlalchemy.exc import OperationalError, ProgrammingError

from casework.accounts import queries as accounts
from casework.arrears import queries as arrears
from casework.core import training
from casework.core.errors import Refused
from casework.extensions import db
from casework.law.findings import N_, Message

SINGLE = AppGroup("")  # commands of one word
GROUPS = []


def group(name, help):
    GROUPS.append(AppGroup(name, help=help))
    return GROUPS[-1]


def say(value):
    click.echo(json.dumps(value, ensure_ascii=False))


def command(group, name, **settings):
    """A command whose refusals are one sentence on standard error and exit 1; it commits when it returns."""

    def register(function):
        @wraps(function)
        def run(*args, **kwargs):
            try:
                if why := training.disagreement():
                    raise Refused(why)
                result = function(*args, **kwargs)
                db.session.commit()
                return result
            except Refused as refusal:
                db.session.rollback()
                click.echo(str(refusal), err=True)
                sys.exit(1)
            except (OperationalError, ProgrammingError):
                if inspect(db.engine).has_table("matter"):
                    raise
                click.echo(str(Refused(N_("数据库里还没有表，请先运行 flask --app wsgi db upgrade"))), err=True)
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


def iso(value):
    return value.isoformat() if value else None
