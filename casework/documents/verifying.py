"""二维码 — every issued paper carries the address of its verification page: short, in capitals, so that the code stays coarse.

The token is chance and says nothing; what it leads to is looked up. CASEWORK_PUBLIC_URL names the site; without it the
code holds the path alone, which the verification page reads just as well.
"""

import re
import secrets
from functools import lru_cache

import segno
from flask import current_app

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that a person could take for another
LENGTH = 12
_ADDRESS = re.compile(rf"(?:^|/)V/([{LETTERS}]{{8,16}})$")


def token():
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def site():
    """Where the verification page is to be found: a host in capitals, which is the same and makes a QR code smaller."""
    base = (current_app.config.get("PUBLIC_URL") or "").rstrip("/") if current_app else ""
    return base.upper() if base.count("/") == 2 else base


def address(token):
    """HTTPS://LDJC.EXAMPLE.CN/V/7K2M9QX3A5BC."""
    return f"{site()}/V/{token}"


def token_in(text):
    """The token of what a QR code says; None when it is no code of ours."""
    found = _ADDRESS.search((text or "").strip().upper())
    return found[1] if found else None


@lru_cache(64)
def picture(text):
    """The code as a PNG in a data URI, one pixel a module, without margin (paper is white around it)."""
    return segno.make(text, error="m", micro=False).png_data_uri(scale=1, border=0)
