"""Render processes: started when first needed, kept warm, replaced after 200 papers, killed when they take too long.

Separate processes, because a WeasyPrint that shares its fonts between threads crashes, and because a paper must not be
able to take the memory or the time of the server. They are plain children talking over pipes (see worker.py): nothing
of the parent is imported again, so it works the same under waitress, gunicorn, the flask command and pytest.
"""

import atexit
import contextlib
import json
import os
import subprocess
import sys
import threading
from queue import Empty, LifoQueue

from casework.core.errors import Refused
from casework.documents import faces, worker
from casework.law.findings import N_, Message

MEMORY_MB, CPU_SECONDS, WALL_SECONDS = 2000, 60, 90
LIFE = 200  # papers


class RenderFailed(Refused):
    """A paper could not be made; its message says why and what to do."""


class TooLarge(RenderFailed):
    """The process was ended because it went past a limit of memory or time."""


class Process:
    arguments = ()

    def __init__(self, own):
        self.papers = 0
        self.child = subprocess.Popen([sys.executable, "-I", worker.__file__, *self.arguments],
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        worker.send(self.child.stdin, {role: str(path) for role, path in faces.files(own).items()}, faces.sheet().encode())

    def ask(self, wall, job, body=b""):
        """One question, one answer; (None, b"") when the process ended instead."""
        timer = threading.Timer(wall, self.child.kill)
        timer.start()
        try:
            worker.send(self.child.stdin, job, body)
            return worker.receive(self.child.stdout)
        except (BrokenPipeError, ValueError):
            return None, b""
        finally:
            timer.cancel()
            self.papers += 1

    def end(self):
        for pipe in (self.child.stdin, self.child.stdout):
            with contextlib.suppress(OSError):
                pipe.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.child.wait(0.5)
        self.child.kill()
        self.child.wait()


class Pool:
    """At most `size` processes at work at once; more callers wait their turn. `own`: another folder of the office's faces."""

    def __init__(self, size=None, own=None, memory_mb=MEMORY_MB, cpu=CPU_SECONDS, wall=WALL_SECONDS):
        self.own, self.memory_mb, self.cpu, self.wall = own, memory_mb, cpu, wall
        self.places = threading.BoundedSemaphore(size or min(2, os.cpu_count() or 1))
        self.idle = LifoQueue()
        self.owner = os.getpid()

    def _ask(self, job, body=b""):
        with self.places:
            if self.owner != os.getpid():  # forked: these pipes belong to the parent
                self.idle, self.owner = LifoQueue(), os.getpid()
            try:
                process = self.idle.get_nowait()
            except Empty:
                process = Process(self.own)
            said, data = process.ask(self.wall, {**job, "memory_mb": self.memory_mb, "cpu": self.cpu}, body)
            if said is None or "error" in said or process.papers >= LIFE:
                process.end()
            else:
                self.idle.put(process)
        if said is None or said.get("error") == "memory":
            raise TooLarge(N_("文书过大：排版超出了内存或时间限制，请减少内容后再打印"))
        if "error" in said:
            raise RenderFailed(Message(N_("文书排版失败：{reason}"), reason=said["error"]))
        return said, data

    def pdf(self, html, pages=None):
        """(bytes of PDF/A-3u, number of pages). With `pages` another count answers (None, count) and nothing is made."""
        said, data = self._ask({"pages": pages}, html.encode())
        if said["warnings"]:
            raise RenderFailed(complaint(said["warnings"]))
        return data or None, said["pages"]

    def many(self, sources, wanted):
        """(bytes of one PDF/A-3u with all these papers, [pages of each]); 0 where one had other pages than wanted."""
        said, data = self._ask({"many": list(wanted)}, json.dumps(list(sources)).encode())
        if said["warnings"]:
            raise RenderFailed(complaint(said["warnings"]))
        return data, said["pages"]

    def check(self):
        """What is wrong with this machine, as Messages; empty when paper can be printed."""
        try:
            said, _ = self._ask({"check": True})
            self.pdf("<!doctype html><html lang=zh-CN><title>x</title><p>仿宋<p style='font-family:var(--hei)'>黑<p style="
                     "'font-family:var(--kai)'>楷<p style='font-family:var(--song)'>𠅤")
        except RenderFailed as error:
            return [error.message, Message(N_("缺少排版组件时请运行：{command}"), command=APT)]
        return [] if said["subset"] else [Message(N_("缺少 libharfbuzz-subset0，排版会慢数倍，请运行：{command}"), command=APT)]

    def close(self):
        while self.owner == os.getpid():
            try:
                self.idle.get_nowait().end()
            except Empty:
                return


APT = "apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def complaint(warnings):
    """One sentence for what WeasyPrint said; a missing glyph is named with its code point."""
    for line in warnings:
        if "notdef" in line:
            found = line.split('"')[1] if '"' in line else line
            named = "、".join(f"{c}（U+{ord(c):04X}）" for c in dict.fromkeys(found) if not c.isspace())
            return Message(N_("字库中没有这些字，不能打印：{characters}"), characters=named)
    return Message(N_("文书排版有警告，不能打印：{reason}"), reason=warnings[0])


_pool, _lock = None, threading.Lock()


def pool():
    """The pool of this server process."""
    global _pool
    with _lock:
        if _pool is None:
            _pool = Pool()
            atexit.register(_pool.close)
    return _pool
