"""The blueprint of accounts, shared by its files of views."""

from flask import Blueprint
from flask_login import current_user

bp = Blueprint("accounts", __name__, url_prefix="/accounts")


def me():
    return current_user._get_current_object()
