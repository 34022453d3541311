"""The calendar: a year's notice in, and every running clock counted anew."""

import sys

import click

from casework.cli.base import as_option, command, group, json_option, person, say
from casework.core import calendar, files
from casework.lawbook import actions, notices, queries

calendars = group("calendar", "放假日历")
clocks = group("clocks", "时限")


@command(calendars, "import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--year", required=True, type=click.IntRange(2000, 2100))
@click.option("--number", help="通知的文号；文件里写明的可以不给")
@as_option
@click.option("--dry-run", is_flag=True)
@json_option
def calendar_import(file, year, number, login, dry_run, as_json):
    """一年的放假通知：存入并重算全部运行中的时限；有退回的行就什么都不写。"""
    by = person(login)
    with open(file, "rb") as opened:
        data = opened.read(files.LARGEST + 1)
    notice = notices.read(data, year=year, calendar=calendar.calendar(), number=number)
    answer = {
        "year": year, "number": notice.number, "holidays": [span.as_table() for span in notice.spans],
        "rejected": [{"row": row, "reason": str(reason)} for row, reason in notice.rejected],
        "warnings": [str(warning) for warning in notice.warnings], "moved": [], "written": False,
    }
    if not notice.rejected and not dry_run:
        _, shifts = actions.import_year(notice=notice, by=by)
        answer |= {"moved": queries.moved(shifts), "written": True}
    if as_json:
        say(answer)
    else:
        for one in answer["rejected"]:
            click.echo(f"{one['row']:>4} {one['reason']}", err=True)
        _told(answer["moved"])
    if notice.rejected:
        sys.exit(1)


@command(clocks, "recompute")
@click.option("--as", "login", metavar="LOGIN", help="以谁的身份；不写则为本机管理人")
@json_option
def clocks_recompute(login, as_json):
    """按现行日历重算全部运行中的时限，列出移动的。"""
    moved = queries.moved(actions.recompute(by=person(login) if login else None))
    say({"moved": moved}) if as_json else _told(moved)


def _told(moved):
    for one in moved:
        click.echo(f"{one['matter']:28}{one['clock']:10}{one['from']} → {one['to']}")
