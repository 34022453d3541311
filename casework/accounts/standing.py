"""What is done about absences: noted, cancelled. Beginning and ending to act is a matter of the session, not of a record."""

from casework.accounts import absences
from casework.accounts.absences import Absence, Away
from casework.core import clock, notices
from casework.core.actions import action
from casework.core.errors import Refused
from casework.extensions import db
from casework.law.findings import N_, Message

LONGEST = 366


@action("accounts.note_absence")
def note(*, user, kind, from_on, to_on, by, stand_in=None):
    """Days (both inclusive) on which `user` is away; `stand_in` of the same body, not away on one of them."""
    if not absences.answers_for(by, user):
        raise Refused(N_("这个人的休假不归你登记"))
    if to_on < from_on:
        raise Refused(N_("止日不能早于起日"), field="to_on")
    if (to_on - from_on).days >= LONGEST:
        raise Refused(N_("一次最多登记一年"), field="to_on")
    if to_on < clock.today():
        raise Refused(N_("已经过去的日子不用登记"), field="to_on")
    if absences.overlapping(user, from_on, to_on):
        raise Refused(N_("这几天里已经登记过不在岗"), field="from_on")
    if stand_in is not None:
        _stands_in(stand_in, user, from_on, to_on, by)
    absence = Absence(user_id=user.id, kind=Away(kind), from_on=from_on, to_on=to_on, stand_in_id=stand_in.id if stand_in else None,
                      made_by_id=by.id)
    db.session.add(absence)
    db.session.flush()
    if stand_in is not None:
        notices.tell(stand_in.id, Message(N_("{from_} 到 {to} 由你代 {who} 的班"), from_=from_on.isoformat(), to=to_on.isoformat(),
                                          who=user.name), "accounts.absence", absence.id)
    return absence


def _stands_in(stand_in, user, first, last, by):
    if stand_in.id == user.id:
        raise Refused(N_("不能由自己代班"), field="stand_in")
    if stand_in.id == by.id:  # as with posts: nobody takes another's rights by the own hand, nor prolongs them
        raise Refused(N_("不能指定自己代班，由本人或者另一位负责人登记"), field="stand_in")
    if stand_in.id not in [one.id for one in absences.colleagues(user)]:
        raise Refused(Message(N_("{name} 不能代班：须是同一机构在岗的同事；监察员由持有效证件的人代"), name=stand_in.name),
                      field="stand_in")
    if absences.overlapping(stand_in, first, last):
        raise Refused(Message(N_("{name} 这几天也不在岗"), name=stand_in.name), field="stand_in")


@action("accounts.cancel_absence")
def cancel(absence, *, user, by):
    """The person is there after all; from this moment nobody stands in."""
    if not absences.answers_for(by, user):
        raise Refused(N_("这个人的休假不归你登记"))
    if absence.cancelled_on is None:
        absence.cancelled_on = clock.today()
    return absence
