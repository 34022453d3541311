"""Areas, the bodies that work in them, people and their posts, and each county's own way of doing things."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from flask import session
from flask_login import UserMixin
from sqlalchemy.orm import Mapped, joinedload, mapped_column, selectinload

from casework.core import clock
from casework.core.base import Record, choice, related
from casework.core.permissions import Role
from casework.extensions import db, login
from casework.law.findings import N_


class Level(StrEnum):
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    GRID = "grid"


class Mode(StrEnum):
    """浙江省劳动保障监察条例第8条、行政处罚法第20、24条: what a township does for the county."""

    ENTRUSTED = "entrusted"  # 受委托：以县局名义
    ASSISTING = "assisting"  # 协助处理：受理与否由县局定


class Area(Record, db.Model):
    """市 → 县 → 乡镇街道 → 网格. `path` lists the ids from the city down, each followed by a slash."""

    code: Mapped[str] = mapped_column(sa.String(20), unique=True)
    name: Mapped[str] = mapped_column(sa.String(60))
    level: Mapped[Level] = mapped_column(choice(Level, "level"))
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("area.id"), index=True)
    path: Mapped[str] = mapped_column(sa.String(120), index=True)
    office: Mapped[str] = mapped_column(sa.String(80))
    telephone: Mapped[str] = mapped_column(sa.String(30))

    __table_args__ = (sa.CheckConstraint("path LIKE '%/'", name="path_ends_with_slash"),)


class Body(Record, db.Model):
    """机构: whose name, seal and number words stand on a paper."""

    area_id: Mapped[int] = mapped_column(sa.ForeignKey("area.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(80), unique=True)
    number_word: Mapped[str] = mapped_column(sa.String(20))
    issuer_level: Mapped[Level] = mapped_column(choice(Level, "issuer_level"))
    address: Mapped[str | None] = mapped_column(sa.String(120))
    telephone: Mapped[str | None] = mapped_column(sa.String(30))

    area: Mapped[Area] = related()


class CountyProfile(Record, db.Model):
    """县级配置 from a date on: mode, colours of clocks, questions the law leaves open, and how papers are titled.

    Empty settings (None) mean that nobody has decided: then pages show both answers.
    """

    area_id: Mapped[int] = mapped_column(sa.ForeignKey("area.id"), index=True)
    from_on: Mapped[date]
    mode: Mapped[Mode] = mapped_column(choice(Mode, "mode"))
    amber_days: Mapped[int] = mapped_column(default=5)
    amber_share: Mapped[int] = mapped_column(default=20)
    filing_counts_from: Mapped[str | None] = mapped_column(sa.String(12))  # LI-13: acceptance | approval
    supplement_effect: Mapped[str | None] = mapped_column(sa.String(12))  # LI-10: restart | pause
    forms: Mapped[dict] = mapped_column(sa.JSON, default=dict)

    __table_args__ = (
        sa.UniqueConstraint("area_id", "from_on"),
        sa.CheckConstraint("amber_days >= 0 AND amber_share BETWEEN 0 AND 100", name="amber_in_range"),
        sa.CheckConstraint("filing_counts_from IN ('acceptance', 'approval')", name="filing_counts_from_known"),
        sa.CheckConstraint("supplement_effect IN ('restart', 'pause')", name="supplement_effect_known"),
    )


class User(Record, UserMixin, db.Model):
    """A person who signs in. What they may do stands in their posts."""

    login: Mapped[str] = mapped_column(sa.String(40), unique=True)
    name: Mapped[str] = mapped_column(sa.String(40))
    password_hash: Mapped[str | None] = mapped_column(sa.String(200))
    must_change: Mapped[bool] = mapped_column(default=True)
    active: Mapped[bool] = mapped_column(default=True)
    session_stamp: Mapped[int] = mapped_column(default=1)
    language: Mapped[str | None] = mapped_column(sa.String(12))
    telephone: Mapped[str | None] = mapped_column(sa.String(30))
    certificate_no: Mapped[str | None] = mapped_column(sa.String(40))
    certificate_to: Mapped[date | None]
    unlocked_at: Mapped[datetime | None]
    body_id: Mapped[int | None] = mapped_column(sa.ForeignKey("body.id"), index=True)

    body: Mapped[Body | None] = related()
    posts: Mapped[list["Post"]] = related(order_by="Post.id", back_populates="user")

    @property
    def is_active(self):
        return self.active

    acting = None  # an absences.Acting while this person acts for another: set by `load`, for one request

    @property
    def acting_for_id(self):
        return self.acting.user_id if self.acting else None

    @property
    def hands(self):
        """Ids in whose name this person acts: the own, and that of the one for whom they stand in."""
        return {self.id, self.acting.user_id} if self.acting else {self.id}

    @property
    def posts_in_force(self):
        """Today's posts; those of the absent person while acting for them."""
        if not self.active:
            return ()
        if self.acting:
            return self.acting.posts
        today = clock.today()
        return [post for post in self.posts if post.in_force(today)]

    @property
    def answered_posts(self):
        """Posts that are not over, those to come too; where all are over, all there were. They say who answers for the person."""
        today = clock.today()
        return [post for post in self.posts if post.to_on is None or post.to_on >= today] or self.posts

    @property
    def role(self):
        """The first post's role, for showing."""
        return next((post.role for post in self.posts_in_force or self.posts), None)

    @property
    def home(self):
        """The area of the first post in force, else of the first there was."""
        return next((post.area for post in self.posts_in_force or self.posts), None)

    def certified(self, on):
        """两名以上持证人员（劳动保障监察条例 16）: is the certificate valid on this local date?"""
        return bool(self.certificate_no and self.certificate_to and self.certificate_to >= on)

    def get_id(self):
        return f"{self.id}.{self.session_stamp}"

    audit_hidden = ("password_hash",)


class Post(Record, db.Model):
    """One role in one area from a day to a day, both inclusive (empty: always); a person may hold several."""

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    area_id: Mapped[int] = mapped_column(sa.ForeignKey("area.id"), index=True)
    role: Mapped[Role] = mapped_column(choice(Role, "role"))
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]

    user: Mapped[User] = related(back_populates="posts")
    area: Mapped[Area] = related()

    __table_args__ = (
        sa.UniqueConstraint("user_id", "area_id", "role", "from_on"),
        sa.CheckConstraint("from_on IS NULL OR to_on IS NULL OR to_on >= from_on", name="to_after_from"),
    )

    words = {"from_on": N_("从"), "to_on": N_("到"), "role": N_("角色"), "area_id": N_("区域")}

    mode = Mode.ENTRUSTED  # set by queries.with_posts from the county's profile in force

    @property
    def path(self):
        return self.area.path

    def in_force(self, on):
        """On a local date."""
        return (self.from_on is None or self.from_on <= on) and (self.to_on is None or on <= self.to_on)

    def lasts_beyond(self, on):
        return self.to_on is None or self.to_on > on

    @classmethod
    def on(cls, day):
        """SQL condition: in force on a local date."""
        return sa.and_(sa.or_(cls.from_on.is_(None), cls.from_on <= day), sa.or_(cls.to_on.is_(None), cls.to_on >= day))

    def withholds(self, permission):
        return False


class SignInAttempt(db.Model):
    """Tries to sign in, kept apart from everything else so that a refused one is kept too."""

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    login: Mapped[str] = mapped_column(sa.String(40), index=True)
    address: Mapped[str | None] = mapped_column(sa.String(45))
    succeeded: Mapped[bool]


class Why(StrEnum):
    """Why somebody looks at a record outside their area."""

    SAME_EMPLOYER = "same_employer"
    SAME_WORKER = "same_worker"
    ORDERED = "ordered"
    STAND_IN = "stand_in"
    OTHER = "other"


WHYS = {
    Why.SAME_EMPLOYER: N_("同一用人单位在本辖区有案件"),
    Why.SAME_WORKER: N_("同一劳动者重复登记"),
    Why.ORDERED: N_("上级交办"),
    Why.STAND_IN: N_("代班"),
    Why.OTHER: N_("其他"),
}


class Verdict(StrEnum):
    IN_ORDER = "in_order"
    QUESTIONED = "questioned"


VERDICTS = {Verdict.IN_ORDER: N_("属于工作需要"), Verdict.QUESTIONED: N_("需要说明")}


class Glass(Record, db.Model):
    """辖区外查看: one person, one matter of another area, three hours, read only; its area's supervisor reviews it."""

    goes_along = False  # a look at one case opens no other

    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    area_id: Mapped[int] = mapped_column(sa.ForeignKey("area.id"), index=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    why: Mapped[Why] = mapped_column(choice(Why, "why"))
    related_number: Mapped[str | None] = mapped_column(sa.String(60))
    reason: Mapped[str] = mapped_column(sa.Text)
    opened_at: Mapped[datetime]
    until_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    verdict: Mapped[Verdict | None] = mapped_column(choice(Verdict, "verdict"))
    review: Mapped[str | None] = mapped_column(sa.String(200))
    reviewed_at: Mapped[datetime | None]
    reviewed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))

    matter = related("Matter")
    area: Mapped[Area] = related()
    user: Mapped[User] = related(foreign_keys=[user_id])
    reviewed_by: Mapped[User | None] = related(foreign_keys=[reviewed_by_id])

    __table_args__ = (
        sa.CheckConstraint("until_at > opened_at", name="until_after_opened"),
        sa.CheckConstraint("(verdict IS NULL) = (reviewed_at IS NULL)", name="verdict_has_moment"),
        sa.CheckConstraint("reviewed_by_id IS NULL OR reviewed_by_id <> user_id", name="reviewed_by_another"),
    )

    @property
    def why_words(self):
        return WHYS[self.why]

    words = {"why": N_("为什么要看"), "reason": N_("说明"), "until_at": N_("看到几点"), "verdict": N_("复核"), "review": N_("复核意见")}


def people():
    """Users with what every request asks of them: posts with their areas, and their body."""
    return db.select(User).options(
        selectinload(User.posts).joinedload(Post.area), joinedload(User.body)
    )


@login.user_loader
def load(token):
    """The person behind a session, unless the session was ended from elsewhere (a new password, a deactivation)."""
    from casework.accounts import absences, queries, sessions

    id, _, stamp = token.partition(".")
    user = queries.signed_in(int(id), sessions.live())
    if not user or not user.active or str(user.session_stamp) != stamp:
        return None
    if session.get("for"):
        user.acting = absences.acting(user, session["for"])
    return user
