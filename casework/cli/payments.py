"""Payments from a sheet: all rows or none."""

import sys

import click

from casework.arrears import paying, payment_reading
from casework.arrears import queries as arrears
from casework.cli.base import as_option, command, file_argument, group, json_option, person, say, the_case
from casework.core import clock, files
from casework.extensions import db

payments = group("payments", "付款")


@command(payments, "add")
@click.argument("number")
@file_argument
@as_option
@json_option
def add(number, file, login, as_json):
    """付款表导入一个案件：身份证号、月份、金额、日期、付款方、凭证号；有退回的行就一行不写。"""
    by = person(login)
    case = the_case(number, by)
    paying.payable(case, by)
    with open(file, "rb") as source:
        data = source.read(files.LARGEST + 1)
    sheet = payment_reading.read(data, db.session.scalars(arrears.lines(case)).all(), today=clock.today())
    if sheet.rejected or not sheet.rows:
        say(sheet.as_json() | {"paid": "0.00"})
        db.session.rollback()
        sys.exit(1)
    paying.pay_sheet(case=case, groups=sheet.groups, by=by)
    say(sheet.as_json())
