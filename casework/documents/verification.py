"""核验 — is this file the one that was issued? Bytes first; a changed PDF is compared page by page; a scan only leads there."""

import hashlib
import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from datetime import datetime

from casework.core import clock, files
from casework.core.errors import Refused
from casework.documents import reader, verifying
from casework.documents.store import Printed, State
from casework.extensions import db
from casework.law.findings import N_, Message

WALL = 40
_one = threading.BoundedSemaphore(1)  # a public page must not take the machine


@dataclass(frozen=True)
class Verdict:
    """ok: these are the bytes as issued, and the paper is in force. `changed`: pages (from 1) that look different, or None.
    `seal`: what the signature on this file says (reader.seals), or None."""

    ok: bool
    reason: Message | None = None
    printed: Printed | None = None
    changed: list | None = None
    seal: dict | None = None

    @property
    def sealed_at(self):
        """The moment of the signature in China, without zone."""
        at = self.seal and self.seal["at"]
        return datetime.fromisoformat(at).astimezone(clock.ZONE).replace(tzinfo=None) if at else None


def by_token(token):
    token = verifying.token_in(f"V/{token}")
    return db.session.scalar(db.select(Printed).where(Printed.token == token)) if token else None


def judge(data):
    """The verdict on a PDF, or on a photo or scan of a page. Refused when the file cannot be read or the reader is busy."""
    same = db.session.scalar(db.select(Printed).where(Printed.sha256 == hashlib.sha256(data).hexdigest()))
    if same is not None:
        seal = _first(reader.seals(data))
        return _void(same, seal) or Verdict(True, None, same, [], seal)
    seen = look(data)
    token = next(filter(None, map(verifying.token_in, seen["codes"])), None)
    printed = token and db.session.scalar(db.select(Printed).where(Printed.token == token))
    if not printed:
        return Verdict(False, Message(N_("没有找到这份文书：文件上没有可识别的二维码，或者不是本系统制作的")))
    if void := _void(printed):
        return void
    if not printed.sha256 and data.startswith(b"%PDF-"):
        return Verdict(False, Message(N_("这份文书刚签发，留存的文件还没有做好，现在不能比对；请过几分钟再核验")), printed)
    if not data.startswith(b"%PDF-"):
        return Verdict(False, Message(N_("这是扫描件或照片，不能证明内容未改动；请逐项核对文号、日期、机关和页脚的校验码")), printed)
    kept, seal = files.read(printed.sha256), _first(seen["seals"])
    issued = look(kept)["pages"]
    longest = max(len(issued), len(seen["pages"]))
    changed = [n + 1 for n in range(longest) if issued[n:n + 1] != seen["pages"][n:n + 1]]
    reason = N_("与签发时不一致：有的页面不同") if changed else _broken(_first(reader.seals(kept)), seal)
    return Verdict(False, Message(reason), printed, changed, seal)


def _first(seals):
    return seals[0] if seals else None


def _broken(ours, brought):
    """Why a file that looks like the issued one is not it; the signature says it best."""
    if ours and not brought:
        return N_("页面看起来相同，但文件上没有签发时的电子签章")
    if ours and not brought["unchanged"]:
        return N_("电子签章验证不通过：签章之后文件被改动过")
    if ours and brought["certificate"] != ours["certificate"]:
        return N_("页面看起来相同，但电子签章不是签发机关的")
    return N_("文件被另存过：页面看起来相同，但不是签发时的文件")


def _void(printed, seal=None):
    return Verdict(False, Message(N_("这份文书已经作废")), printed, None, seal) if printed.state == State.VOID else None


def look(data):
    if not _one.acquire(timeout=20):
        raise Refused(N_("正在核验别的文件，请稍后再试"), field="file")
    try:
        done = subprocess.run([sys.executable, "-I", reader.__file__], input=data, capture_output=True, timeout=WALL, check=True)
        return json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        raise Refused(N_("文件打不开，请上传 PDF、JPG 或 PNG"), field="file") from None
    finally:
        _one.release()


def codes(paths, seconds, wait=1):
    """The texts of the codes on each of these kept files, by one child for all; None for those that it had no time for, and for
    the one at which it died. None instead of the list: another file is being looked at, and so many seconds were too few to wait."""
    if not _one.acquire(timeout=wait):
        return None
    try:
        told = _told("\n".join(map(str, paths)), seconds) if paths else []
    finally:
        _one.release()
    return (told + [None] * len(paths))[:len(paths)]


def _told(text, seconds):
    with subprocess.Popen([sys.executable, "-I", reader.__file__, "codes"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True) as child:
        try:
            said = child.communicate(text, timeout=seconds)[0]
        except subprocess.TimeoutExpired:
            child.kill()
            said = child.communicate()[0]
    return [json.loads(line) for line in said.splitlines(keepends=True) if line.endswith("\n")]
