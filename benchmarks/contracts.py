"""How long a city's ledger of contracts takes: 100,000 rows staged and written as the page does it, and as the command does it,
beside the way in which it was first written (SQLAlchemy's own inserts, every cell looked at twice); prints JSON.

    .venv/bin/python benchmarks/contracts.py [ROWS] [page|command|naive]

Each way runs in a process of its own, on an empty register, so that its memory is its own. CPU seconds are what counts on a
shared machine. One row in ten has a probation that is too long; wages, terms and posts differ as they do in a ledger.
"""

import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

HEAD = ["用人单位", "姓名", "身份证号", "合同类型", "用工之日", "签订日期", "合同起始日期", "合同终止日期", "岗位", "月工资", "试用期止",
        "联系电话"]
EMPLOYERS, POSTS = 500, ("缝纫工", "检验工", "仓管员", "司机", "文员", "电工", "焊工", "质检员", "包装工", "普工")


def ledger(rows):
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(HEAD)
    weights, tail = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"
    for n in range(rows):
        body = f"3399011986{n // 28000 % 12 + 1:02d}{n // 1000 % 28 + 1:02d}{n % 1000:03d}"
        number = body + tail[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]
        start = date(2024 + n % 3, n % 9 + 1, n % 28 + 1)
        probation = date(start.year, start.month + (3 if n % 10 == 0 else 1), 28)
        sheet.append([f"基准{n % EMPLOYERS}有限公司", f"工人{n}", number, "固定期限", start, start, start,
                      date(start.year + 2, start.month, start.day), POSTS[n % len(POSTS)], 3000 + n * 7 % 4000, probation,
                      f"139{n:08d}"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def peak():
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


class Watch:
    """Seconds on the wall and of this process since the last look."""

    def __init__(self):
        self.wall, self.cpu = time.perf_counter(), time.process_time()

    def look(self, name):
        wall, cpu = time.perf_counter(), time.process_time()
        answer = {f"{name}_s": round(wall - self.wall, 2), f"{name}_cpu_s": round(cpu - self.cpu, 2)}
        self.wall, self.cpu = wall, cpu
        return answer


def town(folder):
    from flask_migrate import upgrade

    from casework import create_app
    from tests.make import Make

    app = create_app("config.Testing", INSTANCE=folder, SQLALCHEMY_DATABASE_URI=f"sqlite:///{folder / 'bench.db'}",
                     SQLALCHEMY_RECORD_QUERIES=False)
    with app.app_context():
        upgrade()
    make = Make(app)
    make.town()
    from casework.accounts import queries as accounts
    from casework.parties import actions as parties

    with make.context():
        area = accounts.area("339901001")
        for n in range(EMPLOYERS):
            parties.register_employer(name=f"基准{n}有限公司", area=area, by=None)
    return app, make


def page(app, make, data):
    """Staged by a job, then written by another, as the page asks for it."""
    from casework.accounts import queries as accounts
    from casework.contracts import staging
    from casework.core import files, jobs
    from casework.extensions import db

    watch = Watch()
    with make.context():
        id = staging.stage(kept=files.keep(data, "ledger.xlsx"), by=accounts.by_login("inspector")).id
    del data
    with app.app_context():
        jobs.work()
    answer = watch.look("staged") | {"staged_peak_mb": peak()}
    with make.context():
        by = accounts.by_login("inspector")
        staging.publish(staging.run(id, by), by=by)
    with app.app_context():
        jobs.work()
        run = db.session.get(staging.ImportRun, id)
        assert run.phase == "written", run.problem
        return answer | watch.look("written") | {"new": run.counts["new"], "with_findings": run.counts.get("w:error", 0)}


def command(app, make, data):
    """Read, compared and written in one go, as `import contracts` does it."""
    path = Path(app.instance_path) / "ledger.xlsx"
    path.write_bytes(data)
    del data
    watch = Watch()
    result = app.test_cli_runner().invoke(args=["import", "contracts", str(path), "--as", "inspector", "--json"])
    assert result.exit_code == 0, result.output
    return {"new": json.loads(result.stdout)["new"]} | watch.look("import")


def naive(app, make, data):
    """The way it was first done: every cell of the sheet looked at by hand, and rows through SQLAlchemy's own inserts."""
    import sqlalchemy as sa

    from casework.core import bulk, quickscan

    def insert(connection, table, rows):
        if rows:
            connection.execute(sa.insert(table).returning(*table.primary_key, sort_by_parameter_order=True), rows).all()

    bulk.insert, quickscan.without_plain_rows = insert, lambda xml, *limits: xml
    return command(app, make, data)


def after(app):
    """What the register answers afterwards, in CPU milliseconds."""
    from casework.accounts import queries as accounts
    from casework.contracts import lists, queries
    from casework.core import clock
    from casework.extensions import db

    with app.app_context():
        by, answer = accounts.by_login("inspector"), {}
        db.session.execute(db.text("ANALYZE"))
        with app.test_request_context("/contracts/?wait=90"):
            begun = time.process_time()
            for _ in range(20):
                lists.Contracts(lists.contract_rows(by), per_page=50).page  # noqa: B018
            answer["list_of_50_ms"] = round((time.process_time() - begun) * 50, 2)
        begun = time.process_time()
        for _ in range(20):
            rows = db.session.execute(queries.at_work(clock.today()).where(queries.ContractSpan.employer_id == 7)).all()
        return answer | {"at_work": len(rows), "at_work_ms": round((time.process_time() - begun) * 50, 2)}


WAYS = {"page": page, "command": command, "naive": naive}


def main():
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    if len(sys.argv) == 4:  # one way, in its own process: ROWS WAY SHEET
        app, make = town(Path(tempfile.mkdtemp(prefix="casework-bench-")))
        before = peak()
        answer = WAYS[sys.argv[2]](app, make, Path(sys.argv[3]).read_bytes())
        answer |= {"memory_before_mb": before, "peak_mb": peak()}
        print(json.dumps(answer | (after(app) if sys.argv[2] == "page" else {})))
        return
    with tempfile.TemporaryDirectory(prefix="casework-bench-") as folder:
        sheet = Path(folder) / "ledger.xlsx"
        sheet.write_bytes(ledger(rows))
        answer = {"rows": rows, "sheet_mb": round(sheet.stat().st_size / 1e6, 1)}
        for way in sys.argv[2:3] or WAYS:
            made = subprocess.run([sys.executable, __file__, str(rows), way, str(sheet)], check=True, capture_output=True, text=True)
            answer[way] = json.loads(made.stdout.strip().splitlines()[-1])
    print(json.dumps(answer, indent=1))


if __name__ == "__main__":
    main()
