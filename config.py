"""Settings, one class per place the program runs. Secrets come from the environment or, without one, from the instance
folder, where core/crypto makes them at the first start (0600); none has a default here."""

import os
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def instance_path():
    """The folder of keys, files and the default database: CASEWORK_INSTANCE or ./instance."""
    return Path(os.environ.get("CASEWORK_INSTANCE") or ROOT / "instance").resolve()


def database(url=None):
    """DATABASE_URL as SQLAlchemy wants it: postgres:// and postgresql:// mean psycopg 3; none means SQLite in the instance."""
    if not url:
        return f"sqlite:///{instance_path() / 'casework.db'}"
    scheme, mark, rest = url.partition("://")
    return f"{'postgresql+psycopg' if scheme in {'postgres', 'postgresql'} else scheme}{mark}{rest}"


def engine_options(url):
    """No prepared statements on PostgreSQL: their generic plans cost searches 600 times."""
    if url.startswith("postgresql"):
        return {"connect_args": {"prepare_threshold": None}, "pool_pre_ping": True}
    return {}


class Config:
    INSTANCE = instance_path()
    SECRET_KEY = os.environ.get("SECRET_KEY") or None
    KEYS = os.environ.get("CASEWORK_KEYS") or None  # JSON: data keys by version, the current one, the index key
    KEYS_MUST_EXIST = False  # True: refuse to start without keys, make none

    PUBLIC_URL = os.environ.get("CASEWORK_PUBLIC_URL") or ""  # https://host: where the QR code of a paper leads
    SEAL = os.environ.get("CASEWORK_SEAL") or None  # PKCS#12 file that seals issued papers; none: they stay unsigned
    SEAL_PASSWORD = os.environ.get("CASEWORK_SEAL_PASSWORD") or None
    TSA = os.environ.get("CASEWORK_TSA") or None  # address of a time stamp authority (RFC 3161)

    SQLALCHEMY_DATABASE_URI = database(os.environ.get("DATABASE_URL"))
    SQLALCHEMY_ENGINE_OPTIONS = engine_options(SQLALCHEMY_DATABASE_URI)
    SQLALCHEMY_RECORD_QUERIES = False

    MAX_CONTENT_LENGTH = 60 * 1024 * 1024
    MAX_FORM_MEMORY_SIZE = 5 * 1024 * 1024
    MAX_FORM_PARTS = 5000
    SEND_FILE_MAX_AGE_DEFAULT = timedelta(hours=1)

    SESSION_COOKIE_NAME = "casework"
    SESSION_COOKIE_HTTPONLY = True
    SESSION_COOKIE_SAMESITE = "Lax"
    SESSION_COOKIE_SECURE = os.environ.get("CASEWORK_HTTPS") == "1"
    PERMANENT_SESSION_LIFETIME = timedelta(hours=8)
    WTF_CSRF_TIME_LIMIT = None  # as long as the session

    LANGUAGES = ("zh_Hans_CN", "en")
    BABEL_DEFAULT_LOCALE = "zh_Hans_CN"
    BABEL_DEFAULT_TIMEZONE = "Asia/Shanghai"
    BABEL_TRANSLATION_DIRECTORIES = str(ROOT / "translations")

    TRAINING = os.environ.get("CASEWORK_TRAINING") == "1"  # practice: a banner, a mark on papers, a database of its own

    PAGE_SIZE = 20
    BACKUP_DAYS = int(os.environ.get("CASEWORK_BACKUP_DAYS") or 7)  # after so many without a verified backup: a reminder


class Development(Config):
    TEMPLATES_AUTO_RELOAD = True
    SQLALCHEMY_RECORD_QUERIES = True


class Testing(Config):
    TESTING = True
    TRAINING = False
    SEAL = SEAL_PASSWORD = TSA = None
    SECRET_KEY = "tests"
    SQLALCHEMY_RECORD_QUERIES = True
    WTF_CSRF_ENABLED = False


class Production(Config):
    """Behind nginx with TLS; keys are in place before the first start."""

    KEYS_MUST_EXIST = True
    SESSION_COOKIE_SECURE = True
