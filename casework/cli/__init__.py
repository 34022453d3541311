"""The command line, exactly as docs/cli.md says: scripts of offices rely on it."""

from casework.cli import cases, contracts, desk, informants, lawbook, office, payments, rules, upkeep  # noqa: F401  (they register their commands)
from casework.cli.base import GROUPS, SINGLE


def init_app(app):
    for command in (*GROUPS, *SINGLE.commands.values()):
        app.cli.add_command(command)
