"""打印环境 — what this machine needs for paper, looked at on the page of the administrator, by `flask check` and at the start."""

import shutil
import subprocess
from functools import cache
from importlib.metadata import version

from casework.documents import faces
from casework.documents.pool import pool
from casework.law.findings import N_, Message


def programs():
    """[(name, version or None, what it is for)] of what else makes paper."""
    return [
        ("WeasyPrint", version("weasyprint"), N_("排版")), ("pikepdf", version("pikepdf"), N_("合订、编页码")),
        ("Ghostscript", _ghostscript(shutil.which("gs")), N_("把上传的 PDF 改写成可归档的")),
        ("pyHanko", version("pyhanko"), N_("电子签章")),
    ]


@cache
def _ghostscript(path):
    if not path:
        return None
    asked = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=10, check=False)
    return asked.stdout.strip() or None


def problems():
    """Messages, one for each thing that is missing or was changed; empty when every paper can be printed."""
    found = [face.problem for face in faces.table() if face.problem]
    if not found:  # with a face missing a render process does not start: one reason is enough
        found += pool().check()
    if _ghostscript(shutil.which("gs")) is None:
        found.append(Message(N_("没有 Ghostscript，上传的 PDF 不能合订；请运行：{command}"), command="apt-get install ghostscript"))
    return found
