"""Personal numbers at rest: AES-256-GCM with key versions, found again by a blind index (HMAC-SHA256).

Keys come from the environment (CASEWORK_KEYS, SECRET_KEY) or are made at the first start in <instance>/keys with
mode 0600. Back them up apart from the data: without them the numbers cannot be read.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
from pathlib import Path

import sqlalchemy as sa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app


class Keyring:
    """Data keys by version, the current version, and the key of the blind index."""

    def __init__(self, text):
        stored = json.loads(text)
        self.current = stored["current"]
        self.keys = {version: AESGCM(base64.b64decode(key)) for version, key in stored["keys"].items()}
        self.index_key = base64.b64decode(stored["index"])

    @staticmethod
    def new():
        def key():
            return base64.b64encode(secrets.token_bytes(32)).decode()

        return json.dumps({"current": "1", "keys": {"1": key()}, "index": key()})

    def encrypt(self, text, about):
        nonce = secrets.token_bytes(12)
        sealed = self.keys[self.current].encrypt(nonce, text.encode(), about.encode())
        return f"{self.current}:{base64.b64encode(nonce + sealed).decode()}"

    def decrypt(self, stored, about):
        version, _, body = stored.partition(":")
        raw = base64.b64decode(body)
        return self.keys[version].decrypt(raw[:12], raw[12:], about.encode()).decode()

    def blind(self, text):
        """The same text always gives the same 64 hex digits; without the key nothing can be guessed from them."""
        return hmac.digest(self.index_key, text.encode(), "sha256").hex()


def ring() -> Keyring:
    return current_app.extensions["casework.keys"]


def blind(text):
    return ring().blind(text) if text else None


def masked(number):
    """330***********1019: what pages show of an identity number, telephone or card."""
    if not number:
        return ""
    if len(number) <= 7:
        return "*" * (len(number) - 2) + number[-2:]
    return number[:3] + "*" * (len(number) - 7) + number[-4:]


class Encrypted(sa.types.TypeDecorator):
    """Text that the database sees only encrypted; `about` binds the value to its column."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, about):
        super().__init__()
        self.about = about

    def process_bind_param(self, value, dialect):
        return None if value is None else ring().encrypt(value, self.about)

    def process_result_value(self, value, dialect):
        return None if value is None else ring().decrypt(value, self.about)

    def audit_value(self, value):
        return {"masked": f"••••{str(value)[-4:]}", "index": blind(str(value))}


class EncryptedJSON(Encrypted):
    """A JSON value kept encrypted whole; the audit keeps only the hash."""

    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else super().process_bind_param(json.dumps(value, ensure_ascii=False), dialect)

    def process_result_value(self, value, dialect):
        return None if value is None else json.loads(super().process_result_value(value, dialect))

    def audit_value(self, value):
        return {"sha256": hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()}


def _kept(folder: Path, name, make):
    """The text of a key file, made once and readable by its owner only."""
    path = folder / name
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(make())
    return path.read_text()


def init_app(app):
    folder = Path(app.instance_path) / "keys"
    secret, keys = app.config.get("SECRET_KEY"), app.config.get("KEYS")
    if not (secret and keys):
        if app.config.get("KEYS_MUST_EXIST") and not (folder / "data.json").exists():
            raise SystemExit("SECRET_KEY 与 CASEWORK_KEYS 未设置：生产环境不自动生成密钥")
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    app.config["SECRET_KEY"] = secret or _kept(folder, "secret", lambda: secrets.token_hex(32))
    app.extensions["casework.keys"] = Keyring(keys or _kept(folder, "data.json", Keyring.new))
