"""常用语 — sentences that an office writes again and again, by field and area: a township has its county's and its own.

A phrase is dated and withdrawn, never changed: what a record says stays with the record.
"""

from datetime import date

import sqlalchemy as sa
from flask import g, has_request_context, request
from flask_login import current_user
from sqlalchemy.orm import Mapped, mapped_column
from wtforms import TextAreaField

from casework.accounts import queries as accounts
from casework.accounts.models import Area
from casework.arrears import forms as arrears
from casework.arrears.lifecycle import FLOW
from casework.channels import forms as channels
from casework.core import clock
from casework.core.actions import action
from casework.core.base import Record, related
from casework.core.errors import Refused
from casework.core.permissions import P, may
from casework.desk import forms as desk
from casework.extensions import db
from casework.law.findings import N_, Message

LONGEST, MOST = 500, 40
PAGES = {  # pages with fields of text, beside the moves of a case, whose forms say it themselves
    "arrears.new": (N_("登记投诉"), arrears.NewCaseForm), "desk.new_task": (N_("交办一件事"), desk.TaskForm),
    "desk.new_handover": (N_("交接单"), desk.HandoverForm), "arrears.withdraw_payment": (N_("撤销付款"), arrears.WithdrawPaymentForm),
    "channels.do.reply": (N_("答复外部工单"), channels.ReplyForm), "channels.do.extend": (N_("工单延期"), channels.ExtendForm),
    "channels.do.return": (N_("退回工单"), channels.ReturnForm),
}
SAME = {"bulks.ask.task": "desk.new_task"}  # pages that ask the same as another


class Phrase(Record, db.Model):
    """`field`: page, move and field (arrears.move.close.outcome). In force from `from_on` until it is withdrawn."""

    area_id: Mapped[int] = mapped_column(sa.ForeignKey("area.id"), index=True)
    field: Mapped[str] = mapped_column(sa.String(80), index=True)
    text: Mapped[str] = mapped_column(sa.Text)
    from_on: Mapped[date]
    withdrawn_on: Mapped[date | None]
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))

    area: Mapped[Area] = related()
    by = related("User")

    __table_args__ = (sa.CheckConstraint("withdrawn_on IS NULL OR withdrawn_on >= from_on", name="withdrawn_after_from"),)

    words = {"text": N_("常用语"), "field": N_("栏目"), "withdrawn_on": N_("撤下日期")}


def _text_fields(form):
    """[(name, label)] of the fields of several lines."""
    for name in dir(form):
        field = getattr(form, name)
        if getattr(field, "field_class", None) is TextAreaField:
            yield name, field.args[0]


def fields():
    """{key: (words of the page, words of the field)} of everything that may have phrases."""
    found = {f"{page}.{name}": (words, label) for page, (words, form) in PAGES.items() for name, label in _text_fields(form)}
    for move in FLOW.moves:
        found |= {f"arrears.move.{move.name}.{name}": (move.label, label) for name, label in _text_fields(move.form)}
    return found


def key(name):
    """The key of a field on the page that is shown: its endpoint, and which of its forms stands there."""
    values = request.view_args or {}
    page = ".".join(filter(None, (request.endpoint, next((values[part] for part in ("move", "what", "key") if part in values), None))))
    return f"{SAME.get(page, page)}.{name}" if name else SAME.get(page, page)


def in_force(on):
    return sa.and_(Phrase.from_on <= on, sa.or_(Phrase.withdrawn_on.is_(None), Phrase.withdrawn_on > on))


def here(name):
    """Phrases for a field of the page that is shown, the own area's first: [text]. One statement for all fields of a page."""
    if not has_request_context() or not current_user.is_authenticated or current_user.home is None:
        return []
    if "phrases" not in g:
        above = accounts.county_of(current_user.home)
        page = key("")
        rows = db.session.execute(
            db.select(Phrase.field, Phrase.text).join(Area, Area.id == Phrase.area_id)
            .where(Phrase.area_id.in_(above), Phrase.field.startswith(f"{page}.", autoescape=True), in_force(clock.today()))
            .order_by(sa.func.length(Area.path).desc(), Phrase.id))
        g.phrases = {}
        for field, text in rows:
            g.phrases.setdefault(field, []).append(text)
    return g.phrases.get(key(name), [])


def seen(user):
    """Phrases of the areas where the person edits, and of those above them, oldest first."""
    mine = accounts.within(user, P.PHRASE_EDIT)
    above = {id for post in user.posts_in_force for id in accounts.county_of(post.area)}
    return db.session.scalars(
        db.select(Phrase).join(Area, Area.id == Phrase.area_id).where(sa.or_(mine, Area.id.in_(above)), in_force(clock.today()))
        .options(sa.orm.contains_eager(Phrase.area), sa.orm.joinedload(Phrase.by))
        .order_by(Phrase.field, sa.func.length(Area.path), Phrase.id)).all()


@action("administration.add_phrase")
def add(*, field, text, area, by, from_on=None):
    """A phrase for everybody in an area and below, from a local date on (today when None)."""
    text = (text or "").strip()
    if field not in fields():
        raise Refused(N_("请选择栏目"), field="field")
    if not text:
        raise Refused(N_("请填写常用语"), field="text")
    if len(text) > LONGEST:
        raise Refused(Message(N_("一条最多 {most} 个字"), most=LONGEST), field="text")
    if not may(by, P.PHRASE_EDIT, area.path):
        raise Refused(N_("这个区域的常用语不归你管"), field="area")
    from_on = from_on or clock.today()
    if from_on < clock.today():
        raise Refused(N_("从今天或者以后的日子起"), field="from_on")
    there = db.session.scalars(db.select(Phrase.text).where(
        Phrase.field == field, Phrase.area_id == area.id, Phrase.withdrawn_on.is_(None))).all()
    if text in there:
        raise Refused(N_("已经有这一条"), field="text")
    if len(there) >= MOST:
        raise Refused(Message(N_("一个栏目最多 {most} 条，先撤下不用的"), most=MOST), field="text")
    phrase = Phrase(field=field, text=text, area_id=area.id, from_on=from_on, by_id=by.id)
    db.session.add(phrase)
    return phrase


@action("administration.withdraw_phrase")
def withdraw(phrase, *, by):
    if not may(by, P.PHRASE_EDIT, phrase.area.path):
        raise Refused(N_("这个区域的常用语不归你管"))
    phrase.withdrawn_on = phrase.withdrawn_on or max(clock.today(), phrase.from_on)
    return phrase


def one(id):
    return db.one_or_404(db.select(Phrase).where(Phrase.id == id).options(sa.orm.joinedload(Phrase.area)))
