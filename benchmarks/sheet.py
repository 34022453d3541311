"""How long the sheet of a large case takes: 2,000 claimants × 12 months opened, imported from .xlsx, one cell saved; beside the
naive page (every line an ORM object, every cell an input) in the same run. Prints JSON; times are CPU seconds unless named wall.

    .venv/bin/python benchmarks/sheet.py [WORKERS]
"""

import io
import json
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

MONTHS = [date(2025, month, 1) for month in range(1, 13)]


def number(n):
    body = f"3399011986{n // 28000 % 12 + 1:02d}{n // 1000 % 28 + 1:02d}{n % 1000:03d}"
    weights, tail = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"
    return body + tail[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


def workbook(workers):
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    page = book.create_sheet("花名册")
    page.append(["姓名", "身份证号", "电话", "工种", "班组", *(f"{month.year}年{month.month}月" for month in MONTHS)])
    for n in range(workers):
        page.append([f"工人{chr(0x4E00 + n)}", number(n), f"138{n:08}", "木工", f"{n % 9}班",
                     *(4000 + n % 900 + 0.5 for _ in MONTHS)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def timed(work, times=1):
    """(the last answer, {"cpu_ms": median, "wall_ms": median})."""
    spent = []
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        answer = work()
        spent.append((time.process_time() - cpu, time.perf_counter() - wall))
    cpu, wall = (sorted(one)[len(spent) // 2] for one in zip(*spent, strict=True))
    return answer, {"cpu_ms": round(cpu * 1000), "wall_ms": round(wall * 1000)}


NAIVE = """<form><table>{% for worker, lines in people.items() %}<tr><th>{{ lines[0].worker.name }}</th>
<td>{{ lines[0].worker.id_masked }}</td>
{% for m in months %}{% for line in lines if line.month == m %}<td><input name="c{{ line.id }}" value="{{ line.claimed_fen|money }}"
aria-label="{{ line.worker.name }} {{ m }}"></td>{% endfor %}{% endfor %}<td>{{ lines|sum(attribute="claimed_fen")|money }}</td></tr>
{% endfor %}</table></form>"""


def main(workers=2_000):
    from flask import render_template_string
    from flask_migrate import upgrade

    from casework import create_app
    from tests.browser import Browser
    from tests.make import Make

    folder = Path(tempfile.mkdtemp(prefix="casework-bench-"))
    app = create_app("config.Testing", INSTANCE=folder, SQLALCHEMY_DATABASE_URI=f"sqlite:///{folder / 'bench.db'}",
                     SQLALCHEMY_RECORD_QUERIES=False)
    with app.app_context():
        upgrade()
    make = Make(app)
    make.town()
    case, data = make.case(), workbook(workers)
    id = make.id_of(case)
    from casework.accounts import queries as accounts
    from casework.arrears import actions, queries, roster
    from casework.core import clock, files
    from casework.extensions import db

    def bring():
        with make.context():
            read = roster.read(data, today=clock.today())
            actions.import_roster(case=queries.case_by_number(case), roster=read, kept=files.keep(data, "a.xlsx"),
                                  by=accounts.by_login("inspector"))
            return len(read.lines)

    lines, imported = timed(bring)
    answer = {"workers": workers, "lines": lines, "import": imported}
    browser = Browser(app).sign_in("inspector")
    with app.app_context():
        db.session.execute(db.text("ANALYZE"))
        db.session.commit()
    browser.client.get(f"/arrears/{id}/sheet")  # templates are compiled once
    for name, path in (("open", ""), ("open_last_page", f"?first={workers - 99}"), ("open_days", "?layer=days"),
                       ("open_owed", "?layer=owed")):
        page, answer[name] = timed(lambda path=path: browser.client.get(f"/arrears/{id}/sheet{path}"), 7)
        answer[name]["kb"] = len(page.data) // 1024

    def naive():
        with app.test_request_context():
            people = {}
            for line in db.session.scalars(queries.lines(queries.case_by_number(case))):
                people.setdefault(line.worker_id, []).append(line)
            text = render_template_string(NAIVE, people=people, months=MONTHS)
            db.session.remove()
            return text

    page, answer["naive_open"] = timed(naive, 3)
    answer["naive_open"]["kb"] = len(page.encode()) // 1024
    page = browser.open("arrears.sheet", id=id, budget=99)
    form = {e.etree_element.get("name"): e.etree_element.get("value") or "" for e in page.root.query_all("form:not(.one) input[name]")}
    form |= {next(name for name in form if name.startswith("c|")): "1234.5", "save": "1"}
    _, answer["save_one_cell"] = timed(lambda: browser.client.post(f"/arrears/{id}/sheet", data=form))
    print(json.dumps(answer))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
