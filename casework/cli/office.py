"""Who and where: the demonstration city, areas, accounts, employers."""

import sys

import click

from casework.accounts import actions as accounts_do
from casework.accounts import queries as accounts
from casework.accounts.models import Level
from casework.cli.base import SINGLE, command, day, group, json_option, person, say
from casework.core import permissions, side
from casework.core.errors import Refused
from casework.extensions import db
from casework.law.findings import N_
from casework.parties import queries as parties

demo = group("demo", "演示数据")
areas = group("areas", "区域和机构")
users = group("users", "账号")
employers = group("employers", "用人单位")


@command(demo, "load")
@json_option
def demo_load(as_json):
    """把演示城市装入空数据库。"""
    from casework import seed

    loaded = seed.load()
    say(loaded) if as_json else click.echo("\n".join(f"{u['login']:12}{u['role']:12}{u['area']}" for u in loaded["logins"]))


@command(SINGLE, "generate")
@click.option("--employers", type=click.IntRange(0), default=0)
@click.option("--contracts", type=click.IntRange(0), default=0)
@click.option("--cases", type=click.IntRange(0), default=0)
@click.option("--inspections", type=click.IntRange(0), default=0)
@click.option("--seed", type=int, required=True)
@json_option
def generate(employers, contracts, cases, inspections, seed, as_json):
    """往演示数据库里生成大批编造的数据，试大小用；同一种子，同样的数据。"""
    from casework.seed import plenty

    if inspections:
        raise Refused(N_("还没有检查的登记，不能生成检查"))
    made = plenty.load(employers=employers, contracts=contracts, cases=cases, seed=seed)
    say(made) if as_json else click.echo("\n".join(f"{kind:12}{count}" for kind, count in made.items()))


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
