"""存为视图 — a list as somebody left it, under a name: for oneself, or for everybody of one's office."""

from typing import NamedTuple

import sqlalchemy as sa
from flask import Blueprint, redirect, request
from flask_login import current_user
from sqlalchemy.orm import Mapped, mapped_column

from casework.core import counts
from casework.core.actions import action
from casework.core.base import Record
from casework.core.errors import Refused
from casework.core.places import dict_of
from casework.core.web import SIGNED_IN, done, own_address, requires
from casework.extensions import db
from casework.law.findings import N_, Message

bp = Blueprint("saved", __name__, url_prefix="/views")
MOST = 30  # views of one person in one list: more are no longer a choice


class SavedView(Record, db.Model):
    """`listing` is a Listing's name; `query` its address without the page; `body_id` is set when the office shares it."""

    listing: Mapped[str] = mapped_column(sa.String(40))
    name: Mapped[str] = mapped_column(sa.String(40))
    query: Mapped[str] = mapped_column(sa.String(1000))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    body_id: Mapped[int | None] = mapped_column(sa.ForeignKey("body.id"), index=True)

    __table_args__ = (sa.UniqueConstraint("listing", "user_id", "name"),)


class Kept(NamedTuple):
    """A saved view as pages show it."""

    id: int
    name: str
    query: str
    user_id: int

    @property
    def asked(self):
        return dict_of(self.query)


def views(listing, user):
    """[Kept]: the person's own views of a list and those their office shares, in the order in which they were made."""
    mine = sa.or_(SavedView.user_id == user.id, SavedView.body_id == user.body_id if user.body_id else sa.false())
    rows = db.select(SavedView.id, SavedView.name, SavedView.query, SavedView.user_id).where(SavedView.listing == listing, mine)
    return counts.kept(("saved", listing, user.id, user.body_id), lambda: [
        Kept(*row) for row in db.session.execute(rows.order_by(SavedView.id).limit(2 * MOST))])


@action("lists.save_view")
def save(*, listing, name, query, shared, by):
    """Keep a view; the same name again replaces one's own."""
    name = " ".join((name or "").split())[:40]
    if not name:
        raise Refused(N_("请给视图起个名字"), field="name")
    if not query or len(query) > 1000:
        raise Refused(N_("请先筛选、排序或选列，再存为视图"))
    if shared and by.body_id is None:
        raise Refused(N_("你没有所在机构，只能存给自己"))
    own = db.session.scalars(db.select(SavedView).where(SavedView.listing == listing, SavedView.user_id == by.id)).all()
    view = next((v for v in own if v.name == name), None)
    if view is None:
        if len(own) >= MOST:
            raise Refused(Message(N_("一张清单最多存 {most} 个视图，请先删掉不用的"), most=MOST))
        view = SavedView(listing=listing, name=name, user_id=by.id)
        db.session.add(view)
    view.query, view.body_id = query, by.body_id if shared else None
    return view


@action("lists.drop_view")
def drop(*, view, by):
    if view.user_id != by.id:
        raise Refused(N_("这个视图是同事存的，由本人删除"))
    db.session.delete(view)


@bp.post("/")
@requires(SIGNED_IN)
def keep():
    """From the list's own form: its name, its address and the words."""
    by, form = current_user._get_current_object(), request.form
    query = "&".join(part for part in form.get("query", "").split("&") if part.partition("=")[0] not in ("after", "before", "as"))
    view = save(listing=form.get("listing", "")[:40], name=form.get("name"), query=query, shared=bool(form.get("shared")), by=by)
    return done(Message(N_("已存为视图“{name}”"), name=view.name), f"{own_address(form.get('back'))}?{view.query}")


@bp.post("/<int:id>/drop")
@requires(SIGNED_IN)
def remove(id):
    view = db.one_or_404(db.select(SavedView).where(SavedView.id == id, SavedView.user_id == current_user.id))
    drop(view=view, by=current_user._get_current_object())
    return redirect(own_address(request.form.get("back")))


def init_app(app):
    app.register_blueprint(bp)
