"""Who may give work to whom: by post and area, never to a higher post."""

from casework.accounts.models import Area, Post, User, people
from casework.accounts.queries import with_modes, within
from casework.core.permissions import P, Role, grants, may
from casework.extensions import db

RANKS = {Role.COUNTY: 3, Role.SUPERVISOR: 3, Role.LEADER: 2}  # the others: 1


def rank(post):
    return RANKS.get(post.role, 1)


def may_give(by, person):
    """To oneself always; else a post of `by` that gives tasks covers the area of a post of the person that ranks no higher."""
    return by.id == person.id or any(
        grants(mine.role, P.TASK_GIVE, mine.mode) and theirs.path.startswith(mine.path) and rank(theirs) <= rank(mine)
        for mine in by.posts_in_force for theirs in person.posts_in_force)


def may_see(person, matter):
    """Does the record lie in the person's areas?"""
    return matter is None or may(person, P.CASE_VIEW, matter.area.path)


def over(by, person):
    """Is `by` somebody who signs for this person: over the area of one of their posts?"""
    return any(may(by, P.HANDOVER_SIGN, post.path) for post in person.answered_posts)


def receivers(by, matter=None, without=()):
    """Colleagues to whom `by` may give work (about this record), oneself first, then by body."""
    posts = db.select(Post.user_id).join(Area, Area.id == Post.area_id).where(within(by, P.TASK_GIVE))
    found = db.session.scalars(people().where(User.id.in_(posts), User.active).order_by(User.body_id, User.id)).unique().all()
    chosen = [with_modes(one) for one in found if one.id != by.id and one.id not in without]
    first = [] if by.id in without else [by]
    return [one for one in [*first, *chosen] if may_give(by, one) and may_see(one, matter)]
