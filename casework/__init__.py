"""劳动用工与欠薪案件管理系统 — the application. One request is one transaction."""

import os
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from flask import Config, Flask, g, request

ROOT = Path(__file__).parent.parent
FEATURES = [  # reading order = import order
    "accounts", "drafts", "desk",
    "lawbook",
    "parties", "contracts", "collective",
    "informants", "arrears", "gatherings", "serving",
    "channels", "ledgers", "phones",
    "calculators",
    "dossiers",
    "search",
    "administration",
]
PARTS = ("models", "store", "documents", "dossier", "slips", "holdings", "beginning", "bulks", "prints", "checks",
         "views")  # they register themselves when read


class Casework(Flask):
    """A request is committed whole when its view returns, or not at all; a GET never changes a record.

    `before_commit`: functions (response) of features that have something to add to every request that is committed.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.before_commit = []

    def dispatch_request(self):
        from casework.core import side
        from casework.extensions import db

        response = self.make_response(super().dispatch_request())
        if request.method in {"GET", "HEAD"} or g.get("refused"):
            db.session.rollback()
        else:
            for then in self.before_commit:
                then(response)
            db.session.commit()
        side.flush()  # a log that cannot be written refuses the page
        return response


def create_app(config=None, **overrides):
    """The configured application: CASEWORK_CONFIG names a class of config.py. `overrides` are set by tests and tools."""
    from casework import core, extensions

    settings = Config(ROOT)
    settings.from_object(config or os.environ.get("CASEWORK_CONFIG") or "config.Config")
    settings.update(overrides)
    folder = Path(settings["INSTANCE"]).resolve()
    app = Casework(
        __name__,
        instance_path=str(folder),
        template_folder=ROOT / "templates",
        static_folder=ROOT / "static",
    )
    app.config.update(settings)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    core.crypto.init_app(app)
    extensions.init_app(app)
    core.init_app(app)
    for name in ["documents", *FEATURES]:
        for part in PARTS:
            if find_spec(f"casework.{name}.{part}"):
                module = import_module(f"casework.{name}.{part}")
                if part == "views":
                    app.register_blueprint(module.bp)
    for last in ("navigation", "cli", "help"):  # these know every feature
        import_module(f"casework.{last}").init_app(app)
    return app
