"""The Flask extensions, made once and bound in create_app."""

from flask_babel import Babel
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect

from casework.core.base import Base

db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
login = LoginManager()
csrf = CSRFProtect()
migrate = Migrate(directory="casework/migrations", compare_type=True)
babel = Babel()


def init_app(app):
    from casework.core import words

    db.init_app(app)
    login.init_app(app)
    csrf.init_app(app)
    migrate.init_app(app, db, directory=str(app.root_path) + "/migrations")
    babel.init_app(app, locale_selector=words.locale)
