"""不在岗 — from when to when somebody is away, and who stands in. A stand-in acts knowingly: for one person at a time, with that
person's posts instead of the own ones, and the audit says for whom."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from casework.accounts.models import Area, Body, Post, User, people
from casework.accounts.queries import with_modes, within
from casework.core import clock
from casework.core.base import Record, choice, related
from casework.core.permissions import P, may
from casework.documents import prepared
from casework.extensions import db
from casework.law.findings import N_

# what is entrusted to one person and goes to no stand-in
NEVER = {P.USER_MANAGE, P.LAW_EDIT, P.BACKUP_MANAGE, P.INFORMANT_VIEW, P.AUDIT_VIEW}


class Away(StrEnum):
    LEAVE = "leave"
    ILL = "ill"
    TRAINING = "training"
    DUTY = "duty"
    OTHER = "other"


AWAYS = {Away.LEAVE: N_("休假"), Away.ILL: N_("病假"), Away.TRAINING: N_("培训"), Away.DUTY: N_("外出公务"), Away.OTHER: N_("其他")}


class Absence(Record, db.Model):
    """Days (both inclusive) on which a person is away; cancelled ones stay."""

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    kind: Mapped[Away] = mapped_column(choice(Away, "kind"))
    from_on: Mapped[date]
    to_on: Mapped[date] = mapped_column(index=True)
    stand_in_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"), index=True)
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    cancelled_on: Mapped[date | None]

    user: Mapped[User] = related(foreign_keys=[user_id])
    stand_in: Mapped[User | None] = related(foreign_keys=[stand_in_id])

    __table_args__ = (
        sa.CheckConstraint("to_on >= from_on", name="to_after_from"),
        sa.CheckConstraint("stand_in_id IS NULL OR stand_in_id <> user_id", name="another_stands_in"),
    )

    words = {"kind": N_("事由"), "from_on": N_("从"), "to_on": N_("到"), "stand_in_id": N_("代班人"), "cancelled_on": N_("取消日期")}


@dataclass(frozen=True)
class Acting:
    """Somebody acts for another: in whose name, until which local date, with which posts."""

    absence_id: int
    user_id: int
    name: str
    until: date
    posts: tuple


class Lent:
    """A post of the absent person in the hands of the stand-in."""

    def __init__(self, post):
        self.role, self.area, self.path, self.mode = post.role, post.area, post.path, post.mode

    def withholds(self, permission):
        return permission in NEVER


def on_days(first, last):
    """SQL condition: not cancelled, and touches these days."""
    return sa.and_(Absence.cancelled_on.is_(None), Absence.from_on <= last, Absence.to_on >= first)


def standing_for(user):
    """Absences in which the person stands in today."""
    today = clock.today()
    return db.session.scalars(db.select(Absence).where(Absence.stand_in_id == user.id, on_days(today, today))
                              .options(sa.orm.joinedload(Absence.user)).order_by(Absence.id)).all()


def acting(user, absence_id):
    """Acting for the absent person of this absence, or None when that is over, was never theirs, or they may stand in no more."""
    today = clock.today()
    found = db.session.scalar(db.select(Absence).where(Absence.id == absence_id, Absence.stand_in_id == user.id, on_days(today, today)))
    absent = found and with_modes(db.session.scalar(people().where(User.id == found.user_id, User.active)))
    if not absent or not stands_in(user, absent, today):
        return None
    return Acting(found.id, absent.id, absent.name, found.to_on, tuple(Lent(post) for post in absent.posts_in_force))


def overlapping(user, first, last):
    return db.session.scalar(db.select(Absence.id).where(Absence.user_id == user.id, on_days(first, last)).limit(1))


def mine_or_managed(user):
    """SQL condition over Absence: one's own, those one stands in for, and those of people over whose areas one answers."""
    over = sa.or_(within(user, P.HANDOVER_SIGN), within(user, P.USER_MANAGE), within(user, P.TASK_GIVE))
    theirs = db.select(Post.user_id).join(Area, Area.id == Post.area_id).where(over)
    return sa.or_(Absence.user_id == user.id, Absence.stand_in_id == user.id, Absence.user_id.in_(theirs))


def of_month(user, year, month):
    """(days of the month, [(person, {day: Absence})], [Absence]) that the person may see."""
    days = [date(year, month, n) for n in range(1, monthrange(year, month)[1] + 1)]
    rows = db.session.scalars(
        db.select(Absence).where(mine_or_managed(user), on_days(days[0], days[-1]))
        .options(sa.orm.joinedload(Absence.user).joinedload(User.body), sa.orm.joinedload(Absence.stand_in))
        .join(User, User.id == Absence.user_id).outerjoin(Body, Body.id == User.body_id)
        .order_by(Body.id, User.id, Absence.from_on)).unique().all()
    found = {}
    for row in rows:
        person = found.setdefault(row.user_id, (row.user, {}))
        person[1].update({day: row for day in days if row.from_on <= day <= row.to_on})
    return days, list(found.values()), rows


def away_today(user, day):
    """[Absence] of colleagues of the same body on a local date."""
    if user.body_id is None:
        return []
    return db.session.scalars(
        db.select(Absence).join(User, User.id == Absence.user_id).where(User.body_id == user.body_id, on_days(day, day))
        .options(sa.orm.joinedload(Absence.user), sa.orm.joinedload(Absence.stand_in)).order_by(Absence.id)).all()


def stands_in(one, absent, on):
    """May this person stand in on a local date? Of the same body, with a post of the own in force, certified where the absent one
    is: who has no work here lends nobody's."""
    return (one.active and one.body_id == absent.body_id and any(post.in_force(on) for post in one.posts)
            and (one.certified(on) or not absent.certified(on)))


def colleagues(user):
    """Active people of the same body who may stand in."""
    found = db.session.scalars(people().where(User.body_id == user.body_id, User.body_id.is_not(None), User.id != user.id, User.active)
                               .order_by(User.id)).unique().all()
    today = clock.today()
    return [one for one in found if stands_in(one, user, today)]


def answers_for(by, user):
    """Oneself, and whoever signs for or manages the accounts of one of the person's areas."""
    asked = (P.HANDOVER_SIGN, P.USER_MANAGE)
    return by.id == user.id or any(may(by, needed, post.path) for post in user.answered_posts for needed in asked)




def as_asked(user_id, absence_id):
    """A person as they are today, with the posts of the absent one if they asked as a stand-in; None when that is over, or they left."""
    user = with_modes(db.session.scalar(people().where(User.id == user_id, User.active)))
    if user is None:
        return None
    user.acting = acting(user, absence_id) if absence_id else None
    return user if user.acting or not absence_id else None


prepared.person = as_asked
