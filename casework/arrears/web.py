"""The blueprint of cases, shared by its files of views."""

from flask import Blueprint
from flask_login import current_user

from casework.accounts.looking import through_glass
from casework.arrears import queries

bp = Blueprint("arrears", __name__, url_prefix="/arrears")


def me():
    return current_user._get_current_object()


def the_case(id):
    return queries.case(id, current_user)


def seen_case(id):
    """For pages that only show: a case of one's areas, or one that is read through a glass."""
    case = queries.case(id, current_user, glass=True)
    through_glass(case, me())
    return case
