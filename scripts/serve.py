"""Migrate, load the demonstration city into an empty database, serve: one process, so that a second start is quick.

Environment: PORT (8000), HOST (127.0.0.1), DATABASE_URL, CASEWORK_INSTANCE, CASEWORK_DEMO=0, CASEWORK_TRAINING=1.
"""

import contextlib
import json
import logging
import os
import signal
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tools import Stop, main, say


def prepare(app, demo=True):
    """Bring the database up to date; answers the demonstration's logins and password, or None in an office's own."""
    import flask_migrate

    from casework.accounts.models import User
    from casework.core import settings, training
    from casework.extensions import db

    kept = Path(app.instance_path) / "demo.json"
    with app.app_context():
        flask_migrate.upgrade()
        empty = db.session.scalar(db.select(User.id).where(User.login != "system").limit(1)) is None
        db.session.remove()
        training.claim()
        if why := training.disagreement():
            raise Stop(str(why))
        if empty and demo:
            from casework import seed

            say("装入演示城市 / loading the demonstration city (about a minute, once)")
            kept.write_text(json.dumps(seed.load(), ensure_ascii=False))
        shown = settings.get("demo_today")
        db.session.remove()
        if empty and not demo:
            say("空数据库：按 README“自己用”建立辖区和第一个管理员 / empty database: see README, “Your own office”")
    return json.loads(kept.read_text()) | {"today": shown} if shown and kept.exists() else None


@contextlib.contextmanager
def deaf():
    """Threads started in here, and the render processes that they start, leave Ctrl-C to the main thread."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def papers():
    """The start-up check of fonts and libraries of paper: what is wrong is said once, with the line that mends it."""
    from casework.documents import machine

    for message in machine.problems():
        say(str(message))


def serve():
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    import waitress

    from casework import create_app
    from casework.core import jobs

    app = create_app()
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    try:
        with deaf():
            server = waitress.create_server(app, host=host, port=int(port), threads=8, ident=None)
    except (OSError, ValueError) as error:
        raise Stop(f"不能在 {host}:{port} 上提供服务（{error}）；换一个端口 / another port:  PORT=8001 make run") from None
    demo = prepare(app, demo=os.environ.get("CASEWORK_DEMO") != "0")
    with deaf():
        jobs.start_thread(app)
        threading.Thread(target=papers, daemon=True).start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    print(f"\n  http://{host}:{port}\n", flush=True)
    if demo:
        for login in demo["logins"]:
            print(f"  {login['login']:<11} {login['role']:<11} {login['area']}")
        print(f"\n  密码 / password: {demo['password']}    演示日 / demonstration day: {demo['today']}")
    print("  Ctrl-C 停止 / stops\n", flush=True)
    try:
        server.run()
    finally:
        server.close()


if __name__ == "__main__":
    main(serve)
