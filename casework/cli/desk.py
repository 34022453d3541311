"""工作台: what waits for one person, as their own page has it."""

import click

from casework.cli.base import SINGLE, as_option, command, json_option, person, say
from casework.desk import queries


@command(SINGLE, "desk")
@as_option
@json_option
def desk(login, as_json):
    """某人的待办：逾期的、临近的、其余的。"""
    answer = queries.as_json(person(login))
    if as_json:
        return say(answer)
    for kind, items in answer.items():
        for item in items:
            click.echo(f"{kind:8} {item['due'] or '':11}{item['matter']:24} {item['label']}")
