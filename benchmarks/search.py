"""The search box among a million workers and a hundred thousand employers, beside comparing every name; prints JSON.

    .venv/bin/python benchmarks/search.py [WORKERS]

CPU milliseconds, the median of each question, on SQLite; `naive` is the same condition without the index.
"""

import json
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

FAMILY, GIVEN = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂兰国建华志文斌玉红"
PLACE, TRADE, KIND = "云青柳石梅竹兰松江湖河山", "恒信远大金鑫宏达华泰瑞丰安盛", ("服饰", "建筑", "电子", "机械", "餐饮", "物流")
QUESTIONS = {"two characters": "桂兰", "three": "王建国", "no hit": "阿依古丽", "initials": "wjg", "a firm": "云恒 服饰",
             "a firm's initials": "yhfs"}


def names(workers, chance):
    for _ in range(workers):
        yield chance.choice(FAMILY) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2, 2))))


def firms(count, chance):
    for n in range(count):
        yield f"云澜市{chance.choice(PLACE)}{''.join(chance.choices(TRADE, k=2))}{chance.choice(KIND)}{n % 97 or ''}有限公司"


def median_ms(ask, times=7):
    taken = []
    for _ in range(times):
        began = time.process_time()
        ask()
        taken.append((time.process_time() - began) * 1000)
    return round(statistics.median(taken), 2)


def main():
    workers = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    folder, chance = Path(tempfile.mkdtemp(prefix="casework-bench-")), random.Random(1)
    from flask_migrate import upgrade

    from casework import create_app
    from tests.make import Make

    app = create_app("config.Testing", INSTANCE=folder, SQLALCHEMY_DATABASE_URI=f"sqlite:///{folder / 'bench.db'}",
                     SQLALCHEMY_RECORD_QUERIES=False)
    with app.app_context():
        upgrade()
    Make(app).town()
    import sqlalchemy as sa

    from casework.accounts import queries as accounts
    from casework.core import search, sought
    from casework.core.database import own_connection
    from casework.extensions import db
    from casework.parties.models import Employer, Worker
    from casework.search import queries

    with app.app_context():
        user = accounts.by_login("inspector")
        area, began = user.home.id, time.process_time()
        db.session.rollback()
        with own_connection() as connection:
            for model, rows in ((Employer, firms(workers // 10, chance)), (Worker, names(workers, chance))):
                batch = []
                for name in rows:
                    batch.append({"name": name} | ({"area_id": area} if model is Employer else {}))
                    if len(batch) == 5000:
                        connection.execute(sa.insert(model), batch)
                        batch = []
                if batch:
                    connection.execute(sa.insert(model), batch)
        with db.engine.connect() as connection:
            connection.exec_driver_sql("ANALYZE")
        out = {"workers": workers, "employers": workers // 10, "insert_cpu_s": round(time.process_time() - began, 1), "questions": {}}
        user = accounts.by_login("inspector")
        for title, text in QUESTIONS.items():
            model, words = Employer if "firm" in title else Worker, search.words(text)
            indexed = sa.select(model.id).where(model.id.in_(sought.named(model, words))).order_by(model.id.desc()).limit(50)
            every = sa.select(model.id).where(*(search.contains(model.name, word) for word in words)).order_by(model.id.desc()).limit(50)
            out["questions"][title] = {
                "found": len(db.session.execute(indexed).all()), "ms": median_ms(lambda q=indexed: db.session.execute(q).all()),
                "naive_ms": median_ms(lambda q=every: db.session.execute(q).all(), 3),
                "whole_box_ms": median_ms(lambda t=text: queries.find(user, t, 20), 3)}
    print(json.dumps(out, ensure_ascii=False, indent=1))


main()
