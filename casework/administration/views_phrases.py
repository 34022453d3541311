"""Phrases per field: the page on which an area keeps its own, and what every field of several lines offers."""

from flask import render_template, request, url_for
from flask_login import current_user

from casework.accounts import queries as accounts
from casework.administration import forms, phrases
from casework.administration.web import bp, me
from casework.core.permissions import P, may
from casework.core.web import done, requires
from casework.law.findings import N_


@bp.record_once
def offered(state):
    state.app.jinja_env.globals.update(phrases_here=phrases.here)


@bp.route("/phrases", methods=["GET", "POST"])
@requires(P.PHRASE_EDIT)
def phrase_list():
    areas = accounts.areas(current_user, P.PHRASE_EDIT)
    form = forms.PhraseForm().offer([area for area in areas if area.level != "grid"], phrases.fields(), request.args.get("field"))
    if form.submit(phrases.add, by=me()):
        return done(N_("常用语已加上"), url_for(".phrase_list", field=form.field.data, _anchor="list"))
    groups = {}
    for phrase in phrases.seen(me()):
        groups.setdefault(phrase.field, []).append((phrase, may(current_user, P.PHRASE_EDIT, phrase.area.path)))
    return render_template("administration/phrases.html", form=form, groups=groups, fields=phrases.fields())


@bp.post("/phrases/<int:id>/withdraw")
@requires(P.PHRASE_EDIT)
def withdraw_phrase(id):
    phrase = phrases.withdraw(phrases.one(id), by=me())
    return done(N_("常用语已撤下"), url_for(".phrase_list", field=phrase.field, _anchor="list"))
