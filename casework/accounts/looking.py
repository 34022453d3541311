"""A look outside one's area, as a page does it: the banner over the page and the line in the access log."""

from flask import g

from casework.accounts import queries
from casework.core import side
from casework.core.permissions import P, may


def through_glass(matter, user):
    """Note a look at a matter that the person sees only through an open glass, and put the banner on the page. The glass,
    or None when the matter is in their own areas."""
    if may(user, P.CASE_VIEW, matter.area.path):
        return None
    g.glass = queries.open_glass(matter.id, user)
    if g.glass is None:  # a case of theirs was merged into it: the query showed it, without a glass
        return None
    side.looked(user, "glass", matter, g.glass.reason[:200])
    return g.glass
