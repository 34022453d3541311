"""Workers: the list of those in one's records, one page for each. A number is looked for by POST, so that no log has it."""

from flask import render_template, request, url_for
from flask_login import current_user

from casework import parties
from casework.core import side
from casework.core.permissions import P
from casework.core.web import done, requires
from casework.extensions import db
from casework.law.findings import N_, Message
from casework.parties import actions, forms, queries
from casework.parties.models import ID_KINDS, Worker
from casework.parties.views_merging import likely
from casework.parties.web import bp, gone, me, panels
from casework.parties.worker_lists import Workers, worker_rows


@bp.route("/workers/", methods=["GET", "POST"])
@requires(P.PARTY_VIEW)
def workers():
    asked = request.form.get("id_number", "").strip()
    found = queries.worker_by_number(asked) if asked else None
    select = worker_rows(current_user)
    listing = Workers(select.where(Worker.id == found.id) if found else select.where(db.false()) if asked else select)
    return listing.answer("parties/workers.html", elsewhere=lambda rows: found is not None and not rows)


@bp.get("/workers/<int:id>")
@requires(P.PARTY_VIEW)
def worker(id):
    if into := queries.merged_into(Worker, id):
        return gone(url_for(".worker", id=into))
    return _page(queries.worker(id, current_user))


@bp.post("/workers/<int:id>/number")
@requires(P.NUMBER_SHOW)
def number(id):
    person = queries.worker(id, current_user)
    shown = actions.show_number(worker=person, by=me())
    side.looked(me(), "shown", person)
    return _page(person, shown)


@bp.route("/workers/<int:id>/document", methods=["GET", "POST"])
@requires(P.PARTY_EDIT)
def document(id):
    person, form = queries.worker(id, current_user), forms.DocumentForm()
    form.about(person)
    if form.submit(actions.add_document, worker=person, by=me()):
        return done(Message(N_("已登记，按这个号码也能找到本人")), url_for(".worker", id=id))
    return render_template("parties/document.html", worker=person, form=form)


def _page(person, shown=None):
    documents = queries.documents_of(person)
    return render_template("parties/worker.html", worker=person, panels=panels(parties.WORKER_PANELS, person), shown=shown,
                           documents=documents, findings=queries.findings(person, documents), id_kinds=ID_KINDS,
                           editable=queries.worker_in(person.id, current_user, P.PARTY_EDIT),
                           may_show=queries.worker_in(person.id, current_user, P.NUMBER_SHOW), **likely(person))
