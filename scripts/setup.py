"""Put in place whatever is missing, and nothing that is there: system packages, .venv, browser assets, fonts, translations.

    python3 scripts/setup.py run|test|archive     each step leaves a stamp in .cache/stamps/, so a second time costs milliseconds

Standard library only.  A bundle (`make bundle`) brings .cache/wheels and .cache/debs: then nothing is fetched.
"""

import ctypes
import glob
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036  the one sentence for an older machine
    sys.exit("需要 Python 3.11 或更高版本（Debian 12、Ubuntu 24.04 起自带）；this machine's python3 is older.")

from tools import CACHE, ROOT, VENV, Stop, digest, fresh, main, npm_files, python, run, say, stamp

PIP = "pip==26.3"
BOOTSTRAP = {
    "css/bootstrap.min.css": "d85327d99c7a3ee1f9b5d0500d1370acea3ad2db39c163c2f51f232baedbdede",
}
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def library(name):
    def there():
        try:
            return bool(ctypes.CDLL(name))
        except OSError:
            return False

    return there


def command(*names):
    return lambda: any(shutil.which(name) for name in names)


def file(pattern):
    return lambda: bool(glob.glob(pattern))


def venv_works():
    """python3-venv, or a pip from somewhere that can fill an environment made without it."""
    return python().exists() or importlib.util.find_spec("ensurepip") is not None or outer_pip() is not None


def outer_pip():
    """A pip outside .venv: the bundle's wheel (it runs as it lies) or the machine's own."""
    for wheel in CACHE.glob("wheels/pip-*.whl"):
        return [sys.executable, wheel / "pip"]
    return [sys.executable, "-m", "pip"] if importlib.util.find_spec("pip") else None


# Debian's package: is what we need of it there already?
NEEDS = {
    "run": {
        "python3-venv": venv_works,
        "tzdata": file("/usr/share/zoneinfo/Asia/Shanghai"),
        "libpango-1.0-0": library("libpango-1.0.so.0"),
        "libpangoft2-1.0-0": library("libpangoft2-1.0.so.0"),
        "ghostscript": command("gs"),  # uploaded PDFs are written anew for the archive
        "libharfbuzz-subset0": library("libharfbuzz-subset.so.0"),  # without it a Chinese PDF takes 7 to 36 times as long
    },
    "test": {
        "chromium": lambda: command(os.environ.get("CASEWORK_CHROMIUM", "chromium"), *CHROMIUM)(),
        "libatomic1": library("libatomic.so.1"),  # Playwright's driver
        "fonts-noto-cjk": file("/usr/share/fonts/opentype/noto/NotoSansCJK*"),
        "poppler-utils": command("pdftotext"),
    },
}
NEEDS["test"] |= NEEDS["run"]
NEEDS["archive"] = NEEDS["test"] | {
    "default-jdk-headless": command("javac"),
    "libjaxb-java": file("/usr/share/java/jaxb-runtime.jar"),  # veraPDF reads its profiles by it
}


def system(target):
    """Debian packages by apt as root or by sudo without a password; else the one line to type."""
    lacking = [package for package, there in NEEDS[target].items() if not there()]
    if not lacking:
        return
    line = f"apt-get install -y --no-install-recommends {' '.join(lacking)}"
    if not shutil.which("apt-get"):
        raise Stop(f"这台机器没有 apt；请先自行安装 / not Debian or Ubuntu, please install first: {' '.join(lacking)}")
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if sudo and (not shutil.which("sudo") or subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode):
        raise Stop(f"请先输入这一行 / please type this line first:\n    sudo {line}")
    say(f"{line}")
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    brought = [deb for deb in sorted(CACHE.glob("debs/*.deb")) if not installed(deb.name.split("_")[0])]
    if brought:
        run(*sudo, *environment, "dpkg", "-i", *brought)
    else:
        run(*sudo, "apt-get", "-qq", "update")
        run(*sudo, *environment, *line.split())
    still = [package for package in lacking if not NEEDS[target][package]()]
    if still:
        raise Stop(f"已安装但仍不可用 / installed and still not usable: {' '.join(still)}")


def installed(package):
    said = subprocess.run(["dpkg-query", "-W", "-f", "${Status}", package], capture_output=True, text=True)
    return said.stdout.endswith("ok installed")


def pip_from():
    """Where pip takes wheels: the bundle's folder when there is one, else as this machine is configured."""
    wheels = CACHE / "wheels"
    return ["--no-index", "--find-links", wheels] if wheels.exists() else []


def packages(target):
    """.venv with exactly the pinned versions; looked at again only when a pin or the interpreter changes."""
    pins = ROOT / ("requirements.txt" if target == "run" else "requirements-dev.txt")
    key = digest(ROOT / "requirements.txt", pins) + ".".join(map(str, sys.version_info[:2]))  # what wheels depend on
    if python().exists() and fresh(f"packages-{target}", key):
        return
    say(f"装入 / installing {pins.name}")
    if not python().exists():
        if importlib.util.find_spec("ensurepip"):
            run(sys.executable, "-m", "venv", VENV)
        else:
            run(sys.executable, "-m", "venv", "--without-pip", VENV)
            run(*outer_pip(), "--python", python(), "install", "-q", *pip_from(), PIP)
    run(python(), "-m", "pip", "install", "-q", "--only-binary", ":all:", *pip_from(), "-r", pins)
    stamp(f"packages-{target}", key)


def assets():
    """Bootstrap, out of the Bootstrap-Flask wheel; a file whose SHA-256 differs is not served."""
    vendor = ROOT / "static" / "vendor"
    for name, pinned in BOOTSTRAP.items():
        goal = vendor / Path(name).name
        if goal.exists() and digest(goal) == pinned:
            continue
        source = next(VENV.glob(f"lib/python3*/site-packages/flask_bootstrap/static/bootstrap5/{name}"))
        if digest(source) != pinned:
            raise Stop(f"{source} 的 SHA-256 与记录不符。")
        vendor.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, goal)


def fonts():
    environment = {} if os.environ.get("CASEWORK_INSTANCE") else {"CASEWORK_INSTANCE": str(ROOT / "instance")}
    run(python(), ROOT / "scripts" / "fonts.py", env=environment, quiet=False)


def translations():
    """translations/*/LC_MESSAGES/messages.po to .mo, when one changed."""
    catalogues = sorted((ROOT / "translations").glob("*/LC_MESSAGES/*.po"))
    key = digest(*catalogues)
    if not catalogues or (fresh("translations", key) and all(po.with_suffix(".mo").exists() for po in catalogues)):
        return
    run(VENV / "bin" / "pybabel", "-q", "compile", "-d", ROOT / "translations", "--statistics")
    stamp("translations", key)


def setup(target):
    system(target)
    packages("run" if target == "run" else "test")
    assets()
    if target != "run":
        npm_files()  # axe-core, for the accessibility tests
    fonts()
    translations()


if __name__ == "__main__":
    main(lambda: setup(sys.argv[1] if len(sys.argv) > 1 else "run"))
