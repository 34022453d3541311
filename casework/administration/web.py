"""The blueprint of administration, shared by its files of views."""

from flask import Blueprint
from flask_login import current_user

bp = Blueprint("administration", __name__, url_prefix="/administration")


def me():
    return current_user._get_current_object()
