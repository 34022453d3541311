"""The blueprint of parties, shared by its files of views."""

from flask import Blueprint
from flask_login import current_user

bp = Blueprint("parties", __name__)


def me():
    return current_user._get_current_object()


def panels(registry, record):
    """[(id, title, markup)] that the features of a registry have to show of this record."""
    return [panel for make in registry if (panel := make(record, current_user))]
