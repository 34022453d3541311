"""The blueprint of the desk, shared by its files of views."""

from flask import Blueprint
from flask_login import current_user

from casework.accounts import queries as accounts

bp = Blueprint("desk", __name__, url_prefix="/desk")


def me():
    return current_user._get_current_object()


def owner():
    """Whose desk it is: one's own, or that of the person for whom one stands in."""
    return accounts.person(current_user.acting.user_id) if current_user.acting else me()
