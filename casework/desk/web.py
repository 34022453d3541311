"""The blueprint of the desk, shared by its files of views."""

from flask import Blueprint
from flask_login import current_user

bp = Blueprint("desk", __name__, url_prefix="/desk")


def me():
    return current_user._get_current_object()
