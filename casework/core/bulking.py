"""批量办理的过程 — asked on one page, done row by row in savepoints, told on another: what was done, and why the rest was not."""

import secrets

import sqlalchemy as sa
from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_login import current_user
from sqlalchemy.orm import Mapped, mapped_column

from casework.core import bulks, database, places
from casework.core.actions import action
from casework.core.base import Record, related
from casework.core.errors import Refused
from casework.core.permissions import may
from casework.core.web import SIGNED_IN, requires
from casework.core.words import say
from casework.extensions import db
from casework.law.findings import N_, Message

bp = Blueprint("bulks", __name__, url_prefix="/bulk")
TICKS = 100  # that an address carries back to the list: the longest page


class BulkRun(Record, db.Model):
    """One thing done to many rows. `told`: [[id, number, None or why it was not done]]; `made`: ids of what was made, as printed
    papers. `nonce`: of the page that asked, so that sending it twice does it once."""

    nonce: Mapped[str] = mapped_column(sa.String(32), unique=True)
    listing: Mapped[str] = mapped_column(sa.String(40))
    key: Mapped[str] = mapped_column(sa.String(24))
    told: Mapped[list] = mapped_column(sa.JSON)
    made: Mapped[list] = mapped_column(sa.JSON)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)

    by = related("User")

    @property
    def done(self):
        return [row for row in self.told if row[2] is None]

    @property
    def left(self):
        return [row for row in self.told if row[2] is not None]


@action("lists.bulk")
def _note(*, by, **columns):
    run = BulkRun(by_id=by.id, **columns)
    db.session.add(run)
    return run


def carry_out(listing, key, ids, *, nonce, by, **facts):
    """Do it to each record of `ids` that the person sees; answers the BulkRun. Each row stands or falls alone, in one transaction.

    Refused when no row could be done for one reason that names a field of the form: then that field is wrong, not the rows.
    """
    _, bulk = bulks.find(listing, key)
    if database.begin_write():
        database.reread(by)
    if again := db.session.scalar(db.select(BulkRun).where(BulkRun.nonce == nonce, BulkRun.by_id == by.id)):
        return again
    told, made, refusals, records = [], [], [], _in_order(bulk.find(ids, by), ids)
    names = {id: say(number) for id, (number, _) in bulk.told(records, by).items()}
    for record in records:
        id, number = record.id, names[record.id]
        try:
            with db.session.begin_nested():
                database.reread(record)
                made += bulk.do(record, by=by, made=tuple(made), **facts) or ()
            told.append([id, number, None])
        except Refused as refusal:
            refusals.append(refusal)
            told.append([id, number, str(refusal)])
    fields = {refusal.field for refusal in refusals}
    if told and len(refusals) == len(told) and len(fields) == 1 and None not in fields and len({row[2] for row in told}) == 1:
        raise refusals[0]
    return _note(nonce=nonce, listing=listing, key=key, told=told, made=made, by=by)


def _in_order(records, ids):
    place = {id: n for n, id in enumerate(ids)}
    return sorted(records, key=lambda one: place[one.id])


def _asked(listing, key):
    found = bulks.find(listing, key) or abort(404)
    if not may(current_user, found[1].permission):
        abort(403)
    g.here = found[0].index
    return found


def own(id, user):
    """A run of this person, or 404."""
    return db.one_or_404(db.select(BulkRun).where(BulkRun.id == id, BulkRun.by_id == user.id))


def back(place, ids):
    """The list as it was left, with its ticks."""
    return places.place(place.index, ticked=".".join(map(str, ids[:TICKS])))


@bp.route("/<listing>/<key>", methods=["GET", "POST"])
@requires(SIGNED_IN)
def ask(listing, key):
    """From a list's own form: the ticked rows, or all of its filter. The page asks the rest; with it, everything is done."""
    place, bulk = _asked(listing, key)
    if request.method != "POST":  # an address without its ticks
        return redirect(places.place(place.index))
    by = current_user._get_current_object()
    ids = place.listing.chosen(place.rows(by))
    if len(ids) > bulk.most:
        raise Refused(Message(N_("一次最多办 {most} 条，请缩小筛选"), most=bulk.most))
    write = "write" in request.form
    form = bulk.form() if write else bulk.form(formdata=None)
    records = _in_order(bulk.find(ids, by), ids)
    if hasattr(form, "offer_many"):
        form.offer_many(records, by)
    nonce = request.form.get("nonce", "")[:32] if write else secrets.token_hex(16)
    if write and nonce and form.submit(lambda **facts: carry_out(listing, key, ids, nonce=nonce, by=by, **facts)):
        return _finished(bulk, form.result)
    return render_template("bulks/ask.html", bulk=bulk, form=form, records=records, told=bulk.told(records, by), nonce=nonce,
                           away=back(place, ids))


def _finished(bulk, run):
    if not run.left:
        flash(say(Message(N_("{what}：{n} 件都已办好"), what=Message(bulk.words), n=len(run.done))), "success")
    return redirect(url_for("bulks.told", id=run.id))


@bp.get("/<int:id>")
@requires(SIGNED_IN)
def told(id):
    """What became of the rows; to be opened again by who did it."""
    run = own(id, current_user)
    place, bulk = bulks.find(run.listing, run.key) or abort(404)
    g.here = place.index
    return render_template("bulks/told.html", run=run, bulk=bulk, place=place, more=bulk.more(run) if bulk.more else (),
                           wait=bulk.wait(run) if bulk.wait else None,
                           away=back(place, [row[0] for row in run.told]))


def init_app(app):
    app.register_blueprint(bp)
