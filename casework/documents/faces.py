"""字体 — which file prints 宋, 黑, 楷, 仿宋 and 小标宋, and the faces behind them for rare characters.

A face has a role. Ours are made at set-up (scripts/fonts.py) and the same on every machine; an office puts its licensed ones at
<instance>/fonts/ROLE.ttf, from which set-up makes <instance>/fonts/made, where no browser reaches them.
"""

import hashlib
import os
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flask import current_app

from casework.law.findings import N_, Message

STATIC = Path(__file__).resolve().parents[2] / "static"
ROLES = {
    "Title": N_("小标宋（题名）"), "Song": N_("宋体"), "SongBold": N_("宋体，粗"), "Hei": N_("黑体"), "Kai": N_("楷体"),
    "FangSong": N_("仿宋"), "Num": N_("数字"), "NumBold": N_("数字，粗"), "SongFull": N_("生僻字，宋"),
    "LightFull": N_("生僻字，配仿宋"), "Last": N_("最后备用，扩展区生僻字"),
}
STANDS_IN = {"Title": "SongBold"}  # no free 小标宋 exists
MADE = {  # what scripts/fonts.py makes, by fontTools of requirements.txt
    "FangSong": "c75fc6f89e6e8e3d04359c40cf1e8a38b06c447ed01553d74863c1ba7853bee6",
    "Hei": "398184bca2a211213b55d38666529ab4b930e64cdce60468504b34322934ab77",
    "Kai": "e157028bf8daf714f96eeebe45a97e59dc88289f0403ccac99b98a52cee6d147",
    "Last": "a1ad815d0e0a62072311a1c85ebf4784b2e97057486afa2ab7ec75043ed66246",
    "LightFull": "418e5feae9f6f7889c77027c771c2a82e97b84475e8f2e95c996345d4bd89b50",
    "Num": "2c80915427e320d5bf05c8b8c15f5d6b36daf9a4c3d8de63b3765e09e2656132",
    "NumBold": "6c8e10d402d52ccc6c3092e74ab70aaf558023a0f5753c40456ff0e87980073b",
    "Song": "785e9f32e7c19b5e8732b6257e189e620cf3dc488c223e6008d662ff50cfc9f2",
    "SongBold": "aba54ed1d14fda4ac5ac9e980b0a572fc89dd560085caf2076590a7a1d7ac070",
    "SongFull": "de7ee00a844b5e03377166c08991c7b8bffd07a72d9c2ac57a539a14c98a2596",
}
_FACE = re.compile(r"@font-face \{ font-family: (\w+);\s*src: url\(\.\./fonts/(\w+)\.ttf\)")


@dataclass(frozen=True)
class Face:
    """One role as the page of the machine shows it; `problem`: None, or a Message with what to do."""

    role: str
    label: str
    path: Path
    own: bool
    sha256: str
    name: str
    problem: Message | None


def own_folder():
    """Where the office's own faces lie, fit for paper."""
    instance = current_app.instance_path if current_app else os.environ.get("CASEWORK_INSTANCE") or STATIC.parent / "instance"
    return Path(instance) / "fonts" / "made"


def files(own=None):
    """{role: path of the file that prints it}; `own`: another folder of the office's faces."""
    own, found = own or own_folder(), {}
    for role in ROLES:
        licensed = own / f"{role}.ttf"
        found[role] = licensed if licensed.exists() else STATIC / "fonts" / f"{STANDS_IN.get(role, role)}.ttf"
    if (own / "SongBold.ttf").exists() and not (own / "Title.ttf").exists():
        found["Title"] = own / "SongBold.ttf"
    return found


def sheet():
    """print/sheet.css for a render process: faces as app:fonts/ROLE.ttf, and each var(--name) put in, because computing them anew
    for every box is a tenth of the time of a paper."""
    text = _FACE.sub(lambda m: f"@font-face {{ font-family: {m[1]}; src: url(app:fonts/{_role(m)}.ttf)", _source())
    names = dict(re.findall(r"^ *(--\w+):\s*([^;]+);", text, re.M))
    return re.sub(r"var\((--\w+)\)", lambda m: names[m[1]], text)


def rows(own=None):
    """Code points that each row of faces (--fang, --song …) can print, as sets; a bold face counts with its family."""
    from fontTools.ttLib import TTFont

    families, there = {}, files(own)
    for match in _FACE.finditer(_source()):
        with TTFont(there[_role(match)], lazy=True) as font:
            has = set(font.getBestCmap())
        families[match[1]] = families[match[1]] & has if match[1] in families else has
    return [set().union(*(families[name.strip()] for name in row.split(",")))
            for row in re.findall(r"--(?:fang|song|title|hei|kai):\s*([\w, ]+);", _source())]


def _source():
    return (STATIC / "print" / "sheet.css").read_text(encoding="utf-8")


def _role(match):
    return match[1] if match[1] in STANDS_IN else match[2]


def table(own=None):
    """A Face for every role, compared with what it was when it was made. Reads 80 MB, once for each version of a file."""
    own = own or own_folder()
    return [_face(role, path, own in path.parents) for role, path in files(own).items()]


def _face(role, path, licensed):
    def face(sha256, name, problem):
        return Face(role, ROLES[role], path, licensed, sha256, name, problem)

    if not path.exists():
        return face("", "", Message(N_("字体文件 {file} 不在，文书不能打印；请运行 make setup"), file=path.name))
    stat = path.stat()
    sha256, name = _known(str(path), stat.st_mtime_ns, stat.st_size)
    noted = path.with_suffix(".key")
    wanted = MADE[path.stem] if not licensed else noted.read_text().split()[-1] if noted.exists() else None
    if wanted and sha256 != wanted:
        return face(sha256, name, Message(N_("字体文件 {file} 被换过，版面会和以前签发的不同；请运行 make setup 重新生成"), file=path.name))
    return face(sha256, name, None)


@lru_cache(64)
def _known(path, _changed, _size):
    """(SHA-256, the name that the font gives itself) of this version of a file."""
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        name = font["name"].getDebugName(4) or ""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest(), name
