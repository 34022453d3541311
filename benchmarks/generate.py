"""How many rows a second `generate` writes, beside the same employers as records through a session; prints JSON (CPU seconds, SQLite).

    .venv/bin/python benchmarks/generate.py [CONTRACTS]
"""

import json
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))


def main():
    contracts = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    folder = Path(tempfile.mkdtemp(prefix="casework-bench-"))
    from flask_migrate import upgrade

    from casework import create_app

    app = create_app("config.Testing", INSTANCE=folder, SQLALCHEMY_DATABASE_URI=f"sqlite:///{folder / 'bench.db'}",
                     SQLALCHEMY_RECORD_QUERIES=False)
    with app.app_context():
        upgrade()
        from casework.core import audit, database
        from casework.extensions import db
        from casework.parties.models import Employer, Worker
        from casework.seed import plenty

        plenty.load(employers=10, contracts=10, cases=10, seed=0)  # what is loaded once is loaded
        db.session.commit()
        began = time.process_time()
        made = plenty.load(employers=contracts // 50, contracts=contracts, cases=contracts // 20, seed=1)
        db.session.commit()
        taken = time.process_time() - began
        began = time.process_time()
        database.begin_write()
        area = db.session.scalar(db.select(Employer.area_id).limit(1))
        with audit.during("benchmark", None):
            for n in range(2000):
                db.session.add(Employer(name=f"逐条{n}有限公司", area_id=area))
                db.session.add(Worker(name=f"逐条{n}"))
            db.session.flush()
        db.session.commit()
        naive = time.process_time() - began
    print(json.dumps({"made": made, "cpu_s": round(taken, 1), "rows_a_second": round(made["rows"] / taken),
                      "records_a_second_through_the_session": round(4000 / naive)}, ensure_ascii=False, indent=1))


main()
