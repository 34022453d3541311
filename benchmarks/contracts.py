"""How long a city's ledger of contracts takes: 100,000 rows read, compared, reviewed and written; prints JSON.

    .venv/bin/python benchmarks/contracts.py [ROWS]
"""

import io
import json
import resource
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

HEAD = ["用人单位", "姓名", "身份证号", "合同类型", "用工之日", "签订日期", "合同起始日期", "合同终止日期", "岗位", "月工资", "试用期止"]
EMPLOYERS = 500


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
                      date(start.year + 2, start.month, start.day), "缝纫工", 4200, probation])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def peak():
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main():
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    folder = Path(tempfile.mkdtemp(prefix="casework-bench-"))
    if len(sys.argv) < 3:  # the sheet is made by a process of its own, so that its memory is not counted
        import subprocess

        made = folder / "ledger.xlsx"
        subprocess.run([sys.executable, __file__, str(rows), str(made)], check=True)
    else:
        Path(sys.argv[2]).write_bytes(ledger(rows))
        return
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
    from casework.contracts import importer, lists, queries, reading
    from casework.core import clock, files
    from casework.extensions import db
    from casework.parties import actions as parties

    with make.context():
        area = accounts.area("339901001")
        for n in range(EMPLOYERS):
            parties.register_employer(name=f"基准{n}有限公司", area=area, by=None)
    before, answer = peak(), {"rows": rows, "memory_before_mb": peak()}
    with make.context():
        by, started, data = accounts.by_login("inspector"), time.perf_counter(), made.read_bytes()
        spent = time.process_time()
        read = reading.read(data)
        answer["read_cpu_s"] = round(time.process_time() - spent, 2)
        plan = importer.Plan(read, by)
        answer["compared_cpu_s"] = round(time.process_time() - spent, 2)
        importer.write(plan, kept=files.keep(data, "ledger.xlsx"), by=by)
        answer |= {"new": plan.counts["new"], "refused": len(read.problems)}
    answer |= {"import_s": round(time.perf_counter() - started, 2), "import_cpu_s": round(time.process_time() - spent, 2),
               "peak_mb": peak(), "grown_mb": peak() - before}
    with app.app_context():
        by = accounts.by_login("inspector")
        db.session.execute(db.text("ANALYZE"))
        with app.test_request_context("/contracts/?wait=90"):
            listing = lists.Contracts(lists.contract_rows(by), per_page=50)
            listing.page  # noqa: B018
            begun = time.process_time()
            for _ in range(20):
                listing.page  # noqa: B018
            answer["list_of_50_ms"] = round((time.process_time() - begun) * 50, 2)
        begun = time.perf_counter()
        on = clock.today()
        answer["at_work"] = len(db.session.execute(queries.at_work(on).where(queries.ContractSpan.employer_id == 7)).all())
        answer["at_work_ms"] = round((time.perf_counter() - begun) * 1000, 2)
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
