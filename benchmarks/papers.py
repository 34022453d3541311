"""Renders a form, a roster of 500 rows and a run of letters: CPU seconds as JSON, beside the naive way in the same run.

    python benchmarks/papers.py [letters]      300 when nothing is said; fewer are a sample, and the JSON says so

The naive way reads the fonts and the style sheet anew for each paper, in one process. Time is that of the render processes
and of this one together; memory is the largest render process.
"""

import json
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from casework import create_app
from casework.arrears.samples import people
from casework.documents import FORMS, faces, render, sample_facts, worker
from casework.documents.pool import Pool


def cpu():
    """Of this process, its children still alive and those that have ended, in seconds."""
    tick, total = os.sysconf("SC_CLK_TCK"), sum(os.times()[:4])
    for child in children():
        total += sum(map(int, Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[11:15])) / tick
    return total


def children():
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()


def peak(process="self"):
    """The largest resident size so far, in MB."""
    return next(int(line.split()[1]) // 1024 for line in Path(f"/proc/{process}/status").read_text().splitlines()
                if line.startswith("VmHWM"))


def timed(work):
    before, wall = cpu(), time.perf_counter()
    made = work()
    return made, {"cpu_seconds": round(cpu() - before, 3), "seconds": round(time.perf_counter() - wall, 3)}


class Naive:
    """Every paper as if it were the first, without the process around it: what a view that calls WeasyPrint does."""

    def pdf(self, html, pages=None):
        said, data = worker.Engine(faces.sheet(), faces.files(), quick=False).pdf(html, pages)
        return data or None, said["pages"]


def letter(n):
    facts = sample_facts(FORMS["acceptance-notice"])
    facts["case_number"] = f"云溪欠薪〔2026〕{n:04}号"
    if n % 10:  # a rare character in every tenth name: it brings a face of 65,000 glyphs along
        facts["to"] = facts["complainant"]["name"] = "李国强"
    return facts


def main(letters=300):
    app = create_app("config.Testing", INSTANCE="/tmp/casework-bench-papers", SQLALCHEMY_DATABASE_URI="sqlite://")
    with app.app_context():
        form, roster, notice = FORMS["complaint-register"], FORMS["arrears-roster"], FORMS["acceptance-notice"]
        rows = {**sample_facts(roster), "rows": people(500)}
        pool, said = Pool(1), {}
        _, said["form, cold"] = timed(lambda: render.pdf(form, sample_facts(form), using=pool))
        for _ in range(3):
            _, said["form, warm"] = timed(lambda: render.pdf(form, sample_facts(form), using=pool))
        (_, pages), said["roster of 500 rows"] = timed(lambda: render.pdf(roster, rows, using=pool))
        _, run = timed(lambda: [render.pdf(notice, letter(n), using=pool) for n in range(letters)])
        said["letters"] = run | {"letters": letters, "cpu_seconds_for_300": round(run["cpu_seconds"] * 300 / letters, 1)}
        said |= {"roster_pages": pages, "peak_mb_of_the_render_process": max(map(peak, children()))}
        pool.close()
        folder = worker.only_our_fonts()
        naive = said["naive"] = {}
        for name, kind, facts in (("form", form, sample_facts(form)), ("roster of 500 rows", roster, rows), ("letter", notice, letter(1))):
            render.pdf(form, sample_facts(form), using=Naive()) if not naive else None  # imports are not counted
            _, naive[name] = timed(lambda kind=kind, facts=facts: render.pdf(kind, facts, using=Naive()))
        naive["peak_mb"] = peak()
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()
    print(json.dumps(said, ensure_ascii=False))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
