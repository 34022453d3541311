"""dist/casework-….tar: the program with everything `make run` would fetch, for a machine of the same release without a network.

Wheels are for this Python and processor, .debs for this release; made fonts and browser assets go along with their stamps.
"""

import platform
import subprocess
import tarfile

import tools
from setup import NEEDS, PIP
from tools import CACHE, ROOT, python, run, say

LIBRARIES = [package for package in NEEDS["run"] if package != "python3-venv"]  # the bundle's own pip fills .venv
MADE = ["static/fonts", "static/vendor", ".cache/wheels", ".cache/debs", ".cache/stamps"]


def debs():
    """Our libraries with all they lean on; setup.py installs only those that the machine lacks."""
    folder = CACHE / "debs"
    folder.mkdir(parents=True, exist_ok=True)
    no = [f"--no-{word}" for word in ("recommends", "suggests", "conflicts", "breaks", "replaces", "enhances")]
    said = run("apt-cache", "depends", "--recurse", *no, *LIBRARIES)
    names = sorted({line for line in said.splitlines() if line[:1].isalnum()})
    real = [name for name in names if "\nVersion:" in run("apt-cache", "show", "--no-all-versions", name)]
    run("apt-get", "-q", "download", *real, cwd=folder)


def bundle():
    release = platform.freedesktop_os_release()
    name = f"casework-{release['ID']}{release.get('VERSION_ID', '')}-{platform.machine()}"
    say("wheels")
    wheels = CACHE / "wheels"
    run(python(), "-m", "pip", "download", "-q", "--only-binary", ":all:", "-d", wheels, PIP, "-r", ROOT / "requirements.txt")
    say("debs")
    debs()
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    target = ROOT / "dist" / f"{name}.tar"
    target.parent.mkdir(exist_ok=True)
    with tarfile.open(target, "w") as tar:
        for path in [*filter(None, listed.split("\0")), *MADE]:
            tar.add(ROOT / path, f"casework/{path}", filter=lambda entry: None if "packages-" in entry.name else entry)
    say(f"{target} ({target.stat().st_size // 1_000_000} MB): tar xf …, cd casework, make run")


if __name__ == "__main__":
    tools.main(bundle)
