"""Show a code, and take what the phone sends in the name of the person who showed it."""

import hashlib
import secrets
from datetime import timedelta

from casework.arrears import actions as arrears
from casework.core import clock
from casework.core.actions import action
from casework.core.errors import Refused
from casework.extensions import db
from casework.law.findings import N_, Message
from casework.phones.models import PhoneLink

GOOD_FOR = timedelta(minutes=30)
MOST = 40  # files of one code


def hashed(secret):
    return hashlib.sha256(secret.encode()).hexdigest()


@action("phones.show_code")
def show_code(*, case, by):
    """(PhoneLink, its secret); the secret is told once and kept nowhere."""
    arrears.open_to(case, by)
    secret = secrets.token_urlsafe(18)
    link = PhoneLink(secret_hash=hashed(secret), user_id=by.id, matter_id=case.id, until_at=clock.now() + GOOD_FOR)
    db.session.add(link)
    return link, secret


def room_for(link, count):
    if link.received + count > MOST:
        raise Refused(Message(N_("一个码最多收 {n} 件，请在电脑上重新出码"), n=MOST), field="files")


@action("phones.receive")
def receive(*, link, case, photos, brought_by=None, proves=None, by):
    """Evidence of each [(Kept, documents.returned.Seen)]."""
    room_for(link, len(photos))
    link.received += len(photos)
    return [arrears.add_evidence(case=case, kept=kept, brought_by=brought_by, proves=proves, paper=paper, by=by) for kept, paper in photos]
