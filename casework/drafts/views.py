"""What the script of a form asks: keep this, is there something, let it go. The answers are for it, not for people."""

import json

from flask import Blueprint, abort, jsonify, request
from flask_babel import gettext as _
from flask_login import current_user

from casework.core.errors import Refused
from casework.core.web import SIGNED_IN, requires
from casework.core.words import say
from casework.drafts import actions, queries

bp = Blueprint("drafts", __name__, url_prefix="/drafts")


@bp.get("/")
@requires(SIGNED_IN)
def show():
    """{"fields", "said"} of the form at ?at=…, or {} when nothing was kept."""
    draft = queries.draft(request.args.get("at", ""), current_user)
    if draft is None:
        return jsonify({})
    return jsonify({"fields": draft.fields, "said": _("上次没有提交的内容，保存于 %(at)s", at=draft.saved_at.strftime("%m-%d %H:%M"))})


@bp.post("/keep")
@requires(SIGNED_IN)
def keep():
    """{"said"}: 已保存 14:32, or why not."""
    try:
        fields = json.loads(request.form["fields"])
        fields = [[str(name), str(value)] for name, value in fields]
    except (KeyError, ValueError, TypeError):
        abort(400)
    try:
        draft = actions.keep(at=request.form.get("at", ""), fields=fields, by=current_user._get_current_object())
    except Refused as refusal:
        return jsonify({"said": say(refusal.message)})
    return jsonify({"said": _("已保存 %(at)s", at=draft.saved_at.strftime("%H:%M"))})


@bp.post("/drop")
@requires(SIGNED_IN)
def drop():
    actions.drop(at=request.form.get("at", ""), by=current_user._get_current_object())
    return jsonify({})


def sent(response):
    """A form that led on to another page was taken: its draft goes in the same transaction."""
    at = request.form.get("draft")
    if at and response.status_code in (302, 303) and current_user.is_authenticated:
        actions.drop(at=at, by=current_user._get_current_object())


@bp.record_once
def _registered(state):
    state.app.before_commit.append(sent)
