"""Two that may be one: side by side, merged, kept apart, given back. The same pages for employers and workers."""

from flask import abort, render_template, url_for
from flask_login import current_user

from casework.core.permissions import P
from casework.core.web import done, requires
from casework.law.findings import N_, Message
from casework.parties import alike, forms, merging, queries
from casework.parties.models import FLAGS, ID_KINDS
from casework.parties.sections import SECTIONS
from casework.parties.web import bp, me

FIND = {"employers": queries.employer, "workers": queries.worker}
PAGE = {"employers": "parties.show", "workers": "parties.worker"}
KIND = "<any(employers, workers):kind>"


def pair(kind, id, other):
    if id == other:
        abort(404)
    return FIND[kind](id, current_user), FIND[kind](other, current_user)


def likely(party):
    """For the panels of a party's page: who may be the same, what was merged into it, what the person may do."""
    return {"alike": alike.like(party, current_user), "parts": merging.merges_into(party),
            "mergeable": merging.mergeable(party, current_user)}


@bp.route(f"/{KIND}/<int:id>/merge/<int:other>", methods=["GET", "POST"])
@requires(P.PARTY_MERGE)
def merge(kind, id, other):
    both, form = pair(kind, id, other), forms.MergeForm()
    form.offer(both)

    def join(*, keep, proof, by):
        survivor, part = both if keep == str(both[0].id) else both[::-1]
        merging.merge(part=part, survivor=survivor, proof=proof, by=by)
        return survivor

    if form.submit(join, by=me()):
        return done(Message(N_("已合并；弄错了，可以在这一页撤销")), url_for(PAGE[kind], id=form.result.id))
    return render_template("parties/merge.html", kind=kind, both=both, form=form, back=url_for(PAGE[kind], id=id),
                           id_kinds=ID_KINDS, sections=SECTIONS, flags=FLAGS)


@bp.post(f"/{KIND}/<int:id>/apart/<int:other>")
@requires(P.PARTY_VIEW)
def apart(kind, id, other):
    one, two = pair(kind, id, other)
    merging.keep_apart(one=one, other=two, by=me())
    return done(Message(N_("已记下，不再提示这两条")), url_for(PAGE[kind], id=id))


@bp.post(f"/{KIND}/<int:id>/undo")
@requires(P.PARTY_MERGE)
def undo(kind, id):
    survivor = FIND[kind](id, current_user)
    part = merging.undo(survivor=survivor, by=me())
    return done(Message(N_("已撤销合并，“{name}”恢复原样"), name=part.name), url_for(PAGE[kind], id=id))
