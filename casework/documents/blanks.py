"""空白表 — a sheet printed to be filled by hand: its code says which form of which case it is, so that its photo finds its place.

Three letters for the form, seven that prove it was printed here (HMAC with the key of this machine's data), the rest the number of
the record: nothing about any person, and nothing that has to be kept.
"""

import re
from hashlib import sha256

from flask import current_app

from casework.core import crypto
from casework.documents import FORMS
from casework.documents.verifying import LETTERS, site

TAG, PROOF = 3, 7
_ADDRESS = re.compile(rf"(?:^|/)B/([{LETTERS}]{{{TAG}}})([{LETTERS}]{{{PROOF}}})([{LETTERS}]{{1,7}})$")


def _letters(number, width):
    """A number in our letters, the last `width` of them (all of them when it is 0)."""
    text = ""
    while number or not text or len(text) < width:
        number, digit = divmod(number, len(LETTERS))
        text = LETTERS[digit] + text
    return text[-width:] if width else text


def tag(code):
    """The letters of a form; a test holds that no two have the same."""
    return _letters(int.from_bytes(sha256(code.encode()).digest()[:8]), TAG)


def _proof(code, matter_id):
    return _letters(int(crypto.blind(f"blank {code} {matter_id}")[:16], 16), PROOF)


def address(code, matter_id):
    """What the code on a blank of this form for this record says: HTTPS://LDJC.EXAMPLE.CN/B/7K2M9QX3A5BC4."""
    return f"{site()}/B/{tag(code)}{_proof(code, matter_id)}{_letters(matter_id, 0)}"


def read(text):
    """(form code, id of the record) of a code that was printed here; None for any other."""
    found = _ADDRESS.search((text or "").strip().upper())
    code = found and next((code for code in FORMS if tag(code) == found[1]), None)
    if code is None:
        return None
    matter_id = 0
    for letter in found[3]:
        matter_id = matter_id * len(LETTERS) + LETTERS.index(letter)
    return (code, matter_id) if address(code, matter_id).endswith(found[0].lstrip("/")) else None


def of(form):
    """The address for a form about a record in hand."""
    return address(form.code, form.subject.id) if current_app else None
