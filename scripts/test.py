"""The whole suite on SQLite and again on a PostgreSQL server of its own; what asks no database runs once, and so do the browser tests.

    make test                                  everything
    make test ARGS="-k roster -x"              pytest's arguments
    CASEWORK_BROWSER_ON=postgresql make test   the browser tests there instead; `both`: twice
    CASEWORK_ALL_ON_POSTGRESQL=1 make test     also what asks no database

The suite reads TEST_DATABASE (`sqlite` or a URL) and CASEWORK_CHROMIUM (the browser's path).
"""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time

from postgres import server
from setup import CHROMIUM
from tools import ROOT, Stop, main, python


def suite(name, url, browser):
    """One pytest run, shown as it goes; answers (exit status, its last line)."""
    marks = [] if browser else ["-m", "not browser"]
    command = [python(), "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup", *marks, *shlex.split(os.environ.get("ARGS", ""))]
    chromium = os.environ.get("CASEWORK_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), "")
    environment = {**os.environ, "TEST_DATABASE": url, "CASEWORK_CHROMIUM": chromium, "PYTHONUNBUFFERED": "1"}
    for name_of_ours in ("DATABASE_URL", "CASEWORK_INSTANCE"):  # never an office's own data
        environment.pop(name_of_ours, None)
    print(f"\n=== {name} ===", flush=True)
    last = ""
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as run:
        for line in run.stdout:
            print(line, end="", flush=True)
            last = line.strip() or last
    return run.returncode, last


def both():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # through `finally`, so that the server stops
    where = os.environ.get("CASEWORK_BROWSER_ON") or "sqlite"
    if where not in {"sqlite", "postgresql", "both"}:
        raise Stop("CASEWORK_BROWSER_ON: sqlite, postgresql 或 both")
    started = time.monotonic()
    ended = {"SQLite": suite("SQLite", "sqlite", where != "postgresql")}
    with server() as url:
        ended["PostgreSQL"] = suite("PostgreSQL", url, where != "sqlite")
    print(f"\n=== {time.monotonic() - started:.0f} s ===")
    for name, (_, last) in ended.items():
        print(f"{name:11} {last}")
    sys.exit(max(status for status, _ in ended.values()))


if __name__ == "__main__":
    main(both)
