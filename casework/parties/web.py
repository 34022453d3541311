"""The blueprint of parties, shared by its files of views."""

from flask import Blueprint, flash, redirect
from flask_login import current_user

from casework.core.words import say
from casework.law.findings import N_, Message

bp = Blueprint("parties", __name__)


def me():
    return current_user._get_current_object()


def panels(registry, record):
    """[(id, title, markup)] that the features of a registry have to show of this record."""
    return [panel for make in registry if (panel := make(record, current_user))]


def gone(where):
    """On to the party of which this one is part now."""
    flash(say(Message(N_("原来的那条登记已并入这一条"))), "success")
    return redirect(where)
