"""Who is there, which areas somebody sees, and which profile a county has."""

from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa

from casework.accounts.models import Area, Body, CountyProfile, Glass, Level, Mode, Post, SignInAttempt, User, people
from casework.core import calendar, clock, counts
from casework.core.audit import AuditEntry
from casework.core.errors import Elsewhere, Refused
from casework.core.matter import Matter
from casework.core.permissions import P, paths
from casework.extensions import db
from casework.law.findings import N_, Message


@dataclass(frozen=True)
class Profile:
    """A county's profile as a value; the defaults hold where a county has entered none.

    LI-13 and LI-10 are asked of the dated tables (place, on) where the county's own row (`own_…`) does not say.
    """

    issuer: Body | None = None
    mode: str = Mode.ENTRUSTED
    amber_days: int = 5
    amber_share: int = 20
    own_filing: str | None = None
    own_supplement: str | None = None
    forms: dict = field(default_factory=dict)
    place: str | None = None
    on: date | None = None

    @property
    def filing_counts_from(self):
        return self.own_filing or self._figure("filing_date", "by")

    @property
    def supplement_effect(self):
        return self.own_supplement or self._figure("supplement_clock", "effect")

    def _figure(self, table, name):
        return calendar.tables().value(table, self.place, self.on, name) if self.on else None


def with_modes(user):
    """Write the mode of its county onto each post of the user."""
    for post in user.posts if user else ():
        post.mode = mode(post.area)
    return user


def mode(area):
    """In which mode the county of this area works today."""
    return counts.kept(("mode", area.id, clock.today()), lambda: profile(area).mode)


def person(id):
    return with_modes(db.session.scalar(people().where(User.id == id)))


def signed_in(id, live):
    """The person of a session; `live`: SQL condition that the sign-in was not ended."""
    return with_modes(db.session.scalar(people().where(User.id == id, live)))


def by_login(name):
    return with_modes(db.session.scalar(people().where(User.login == name)))


def system():
    """The user in whose name jobs act."""
    return by_login("system")


def county_of(area):
    """Ids of the areas above and including this one, from its path."""
    return [int(id) for id in area.path.strip("/").split("/")]


def profile(area, on: date | None = None):
    """The profile in force for an area on a local date (today when None): its nearest ancestor's latest row."""
    on = on or clock.today()
    kept = db.session().info.setdefault("profiles", {})  # asked several times on a page
    if (area.id, on) not in kept:
        kept[area.id, on] = _profile(area, on)
    return kept[area.id, on]


def forget_profiles():
    db.session().info.pop("profiles", None)


def _profile(area, on):
    above = county_of(area)
    rows = db.session.scalars(
        db.select(CountyProfile)
        .where(CountyProfile.area_id.in_(above), CountyProfile.from_on <= on)
        .order_by(CountyProfile.from_on)
    ).all()
    issuer = db.session.scalar(
        db.select(Body).join(Area, Area.id == Body.area_id)
        .where(Body.area_id.in_(above), Body.issuer_level == Level.COUNTY).order_by(sa.func.length(Area.path).desc(), Body.id)
        .limit(1)
    )
    if not rows:
        return Profile(issuer=issuer, place=area.code, on=on)
    row = max(rows, key=lambda r: (above.index(r.area_id), r.from_on))
    return Profile(issuer, row.mode, row.amber_days, row.amber_share, row.filing_counts_from, row.supplement_effect, row.forms,
                   area.code, on)


def within(user, permission, path=Area.path, matter=None):
    """SQL condition: the area lies in one where the person holds the permission. No such area: nothing at all.

    `matter`: the column of a matter's id, on pages that may be read outside one's area: the one matter for which the
    person has an open glass is within, too. Lists and everything that writes never name it.
    """
    through = () if matter is None else (matter.in_(glasses(user)),)
    return sa.or_(sa.false(), *(path.like(prefix + "%") for prefix in paths(user, permission)), *through)


def _open(user):
    return Glass.user_id == user.id, Glass.ended_at.is_(None), Glass.until_at > clock.now()


def glasses(user):
    """Ids of the matters that the person may read outside their areas at this moment."""
    return db.select(Glass.matter_id).where(*_open(user))


def open_glass(matter_id, user):
    """The person's glass for this matter that is still open, or None."""
    return db.session.scalar(
        db.select(Glass).where(Glass.matter_id == matter_id, *_open(user)).options(sa.orm.joinedload(Glass.area))
        .order_by(Glass.id.desc()).limit(1)
    )


def matter(id):
    """A case-like record of whatever area, with its area; 404 when there is none."""
    return db.one_or_404(db.select(Matter).where(Matter.id == id).options(sa.orm.joinedload(Matter.area)))


def matters(ids, user):
    """Case-like records with these ids, of the person's own areas."""
    return db.session.scalars(db.select(Matter).join(Area, Area.id == Matter.area_id).where(within(user, P.CASE_VIEW), Matter.id.in_(ids))
                              .options(sa.orm.joinedload(Matter.area))).all()


def own_matter(number, user):
    """A case-like record of the person's own areas by its printed number, or None."""
    return db.session.scalar(
        db.select(Matter).join(Area, Area.id == Matter.area_id).where(within(user, P.CASE_VIEW), Matter.number == number.strip())
    )


def to_review(user):
    """Looks from outside at matters of the person's areas, as Core rows; a person's own looks are not theirs to judge."""
    reviewer = sa.orm.aliased(User)
    return (
        db.select(Glass.id, Glass.opened_at, Glass.until_at, Glass.ended_at, Glass.why, Glass.related_number, Glass.reason,
                  Glass.verdict, Glass.review, Glass.reviewed_at, Glass.user_id, Matter.number, Matter.id.label("matter_id"),
                  Area.name.label("area_name"), User.name, User.login, Body.name.label("body"), reviewer.name.label("reviewer"))
        .join(Matter, Matter.id == Glass.matter_id).join(Area, Area.id == Glass.area_id).join(User, User.id == Glass.user_id)
        .outerjoin(Body, Body.id == User.body_id).outerjoin(reviewer, reviewer.id == Glass.reviewed_by_id)
        .where(within(user, P.GLASS_REVIEW), Glass.user_id.not_in(user.hands))
    )


def glass_to_review(id, user):
    """One look at a matter of the person's areas."""
    return db.one_or_404(
        db.select(Glass).join(Glass.area).where(Glass.id == id, within(user, P.GLASS_REVIEW), Glass.user_id.not_in(user.hands))
        .options(sa.orm.contains_eager(Glass.area)))


def glasses_waiting(user):
    """How many looks wait for this person's word."""
    waiting = to_review(user).where(Glass.verdict.is_(None)).subquery()
    return db.session.scalar(db.select(sa.func.count()).select_from(waiting))


def not_here(select_area_id, matter_id=None):
    """404 for a record of another area: names the office that has it. `select_area_id` answers its area id; `matter_id`:
    the page may be read with a reason."""
    area = db.session.scalar(db.select(Area).where(Area.id == select_area_id.scalar_subquery()))
    if area is None:
        from flask import abort

        abort(404)
    raise Elsewhere(area.office, area.telephone, matter_id)


def area(code):
    found = db.session.scalar(db.select(Area).where(Area.code == code))
    if found is None:
        raise Refused(Message(N_("没有代码为 {code} 的区域"), code=code))
    return found


def areas(user, permission, level=None):
    """Areas in which the person holds the permission, in order of their paths."""
    select = db.select(Area).where(within(user, permission)).order_by(Area.path)
    return db.session.scalars(select.where(Area.level == level) if level else select).all()


def area_named(text, areas, user):
    """Of these areas the one whose name stands in a text (“柳堰镇政府”), the longest name first; else where the person works, if that
    is one of them, else the first."""
    named = sorted((area for area in areas if text and area.name in text), key=lambda area: -len(area.name))
    home = [area for area in areas if user.home and area.id == user.home.id]
    return (named or home or areas)[0]


def grids(township):
    return db.session.scalars(
        db.select(Area).where(Area.parent_id == township.id, Area.level == Level.GRID).order_by(Area.code)
    ).all()


def colleagues(body_id, on):
    """People of a body with a valid inspector's certificate on a local date, inspectors first."""
    select = people().where(
        User.body_id == body_id, User.active, User.certificate_no.is_not(None), User.certificate_to >= on
    )
    return [with_modes(u) for u in db.session.scalars(select.order_by(User.id)).unique()]


def users(by):
    """Accounts that `by` may manage: those with a post in their areas, or with none yet."""
    mine = db.select(Post.user_id).join(Area, Area.id == Post.area_id).where(within(by, P.USER_MANAGE))
    return people().where(User.id.in_(mine), User.login != "system").order_by(User.id)


def answered_for(by):
    """Active people over whose areas `by` signs or manages accounts, in order of body and name."""
    over = sa.or_(within(by, P.HANDOVER_SIGN), within(by, P.USER_MANAGE))
    posts = db.select(Post.user_id).join(Area, Area.id == Post.area_id).where(over)
    lasting = sa.or_(Post.to_on.is_(None), Post.to_on >= clock.today())  # as User.answered_posts has it
    theirs = sa.or_(User.id.in_(posts.where(lasting)),
                    sa.and_(User.id.in_(posts), User.id.not_in(db.select(Post.user_id).where(lasting))))
    return db.session.scalars(db.select(User).where(theirs, User.id != by.id, User.active, User.login != "system")
                              .options(sa.orm.joinedload(User.body)).order_by(User.body_id, User.id)).all()


def bodies(by, permission=P.USER_MANAGE):
    return db.session.scalars(
        db.select(Body).join(Area, Area.id == Body.area_id).where(within(by, permission)).order_by(Body.id)
    ).all()


def failures_since(login_name, moment):
    """How many tries failed since this moment, as far as they count."""
    since = counted_from(login_name, moment)
    return db.session.scalar(db.select(sa.func.count(SignInAttempt.id)).where(
        SignInAttempt.login == login_name, ~SignInAttempt.succeeded, SignInAttempt.at > since))


def counted_from(login_name, moment):
    """From when on failures count: this moment, or the last success, the last new password or unlocking after it."""
    right = db.select(sa.func.max(SignInAttempt.at)).where(SignInAttempt.login == login_name, SignInAttempt.succeeded)
    reset = db.select(sa.func.max(AuditEntry.at)).join(User, User.id == AuditEntry.subject_id).where(
        AuditEntry.subject_type == "User", AuditEntry.action == "accounts.set_password", User.login == login_name)
    let_in = db.select(User.unlocked_at).where(User.login == login_name)
    return max(moment, *(db.session.scalar(select) or moment for select in (right, reset, let_in)))


def entries(user):
    """What people of the viewer's areas did (and the system everywhere), as Core rows; for_name: for whom a stand-in did it."""
    absent = sa.orm.aliased(User)
    theirs = db.select(Post.user_id).join(Area, Area.id == Post.area_id).where(within(user, P.AUDIT_VIEW))
    return (
        db.select(AuditEntry.id, AuditEntry.at, AuditEntry.action, AuditEntry.subject_type, AuditEntry.subject_id,
                  AuditEntry.verb, AuditEntry.changes, User.name, User.login, absent.name.label("for_name"))
        .join(User, User.id == AuditEntry.by_id).outerjoin(absent, absent.id == AuditEntry.for_id)
        .where(sa.or_(AuditEntry.by_id.in_(theirs), User.login == "system"))
    )
