"""What was issued, from which facts, under which number, by whom. Numbers and facts come first, bytes follow by a job.

The facts are frozen in the transaction that gives the number, so a failing render neither loses nor burns it, and the
bytes can be made again at any time: the same facts give the same bytes. A seal (sealing.py) is put on once; then the
signed bytes are what is kept.
"""

import contextlib
import os
import tempfile
from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from flask import url_for
from sqlalchemy.orm import Mapped, mapped_column

from casework.core import clock, files, jobs, lifecycle, numbering
from casework.core.actions import action
from casework.core.base import Record, choice, related
from casework.core.crypto import EncryptedJSON
from casework.core.errors import Refused
from casework.core.permissions import P, may
from casework.documents import FORMS, joining, preflight, render, sealing, verifying
from casework.extensions import db
from casework.law.findings import N_, Message
from casework.law.words import several


class State(StrEnum):
    ISSUED = "issued"
    VOID = "void"


LABELS = {State.ISSUED: N_("已签发"), State.VOID: N_("已作废")}


class Printed(Record, db.Model):
    """An issued paper. Neither facts nor bytes ever change; a void one keeps its number and is listed."""

    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    code: Mapped[str] = mapped_column(sa.String(40))
    title: Mapped[str] = mapped_column(sa.String(80))
    number: Mapped[str | None] = mapped_column(sa.String(80), index=True)
    state: Mapped[State] = mapped_column(choice(State, "state"), default=State.ISSUED)
    facts: Mapped[dict] = mapped_column(EncryptedJSON("printed.facts"))
    facts_sha256: Mapped[str] = mapped_column(sa.String(64))
    sha256: Mapped[str | None] = mapped_column(sa.String(64))
    pages: Mapped[int | None]
    token: Mapped[str | None] = mapped_column(sa.String(16), index=True, unique=True)
    item_id: Mapped[int | None]
    body_id: Mapped[int | None] = mapped_column(sa.ForeignKey("body.id"), index=True)
    edition: Mapped[str] = mapped_column(sa.String(16))
    issued_on: Mapped[date]
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    voided_on: Mapped[date | None]
    void_reason: Mapped[str | None] = mapped_column(sa.String(200))

    by = related("User")

    __table_args__ = (
        sa.CheckConstraint("(state = 'void') = (void_reason IS NOT NULL)", name="void_has_reason"),
        sa.CheckConstraint("(sha256 IS NULL) = (pages IS NULL)", name="bytes_have_pages"),
    )

    @property
    def name(self):
        """The name of the downloaded file."""
        return f"{self.title}{self.number or ''}.pdf"


FROZEN = ("code", "title", "number", "facts", "facts_sha256", "token", "item_id", "body_id", "edition", "issued_on")


@sa.event.listens_for(Printed, "before_update")
def _unchanged(mapper, connection, printed):
    """What was issued is issued: only the bytes may still come, once, and a void may be noted; it may go along to the case into
    which its own was merged."""
    for name in (*FROZEN, *(("sha256", "pages") if _before(printed, "sha256") else ())):
        if sa.inspect(printed).attrs[name].history.has_changes():
            raise RuntimeError(f"an issued paper never changes: {name}")


def _before(printed, name):
    """The value of a column as the database still has it."""
    history = sa.inspect(printed).attrs[name].history
    return history.deleted[0] if history.deleted else None if history.added else getattr(printed, name)


def of(matter_id, state=None):
    """Papers of a matter in the order of issue."""
    found = db.select(Printed).where(Printed.matter_id == matter_id).order_by(Printed.issued_on, Printed.id)
    return found if state is None else found.where(Printed.state == state)


@action("documents.issue")
def issue(form, *, by, on=None):
    """Number, freeze and enqueue. The same paper with the same facts is not issued twice: the first one is answered."""
    on = on or clock.today()
    form.permitted(form.profile)
    if gaps := form.missing():
        raise Refused(Message(N_("《{title}》还缺：{gaps}"), title=form.title, gaps=several(gaps)))
    for earlier in db.session.scalars(of(form.subject.id, State.ISSUED).where(Printed.code == form.code, Printed.item_id == form.item)):
        if earlier.edition == form.edition and _content(earlier.facts) == _content(form.printed_facts(on=on)):
            return earlier
    body, word = form.profile.body, form.setting(form.profile, "number_word")
    if word and body is None:
        raise Refused(N_("本县还没有登记制作文书的机构，不能编号；请管理员先登记"))
    preflight.stop(form.printed_facts(1, on))
    facts, token = form.printed_facts(numbering.take(body, form.code, on.year) if word else None, on), verifying.token()
    facts["paper"]["verify"] = verifying.address(token)
    printed = Printed(
        matter_id=form.subject.id, code=form.code, title=facts["paper"]["title"], number=facts["paper"]["number"],
        facts=facts, facts_sha256=render.digest(form.code, form.edition, facts), body_id=body.id if body else None,
        token=token, item_id=form.item, edition=form.edition, issued_on=on, by_id=by.id if by else None, state=State.ISSUED)
    db.session.add(printed)
    db.session.flush()
    jobs.enqueue("documents.render", key=f"printed:{printed.id}", id=printed.id)
    return printed


def _content(facts):
    """Facts without what issuing adds."""
    paper = {key: value for key, value in facts["paper"].items() if key not in ("number", "issued_on", "verify")}
    return {**facts, "paper": paper}


@action("documents.print")
def print_set(subject, codes, *, by):
    """The papers of these codes, issued where they are not yet; those that a move issues are only taken from there.

    A code may name one issued paper, code:id.
    """
    found = []
    for code in codes:
        code, _, id = code.partition(":")
        if id.isdecimal() and len(id) < 10:  # one that was issued already, where many of a code may stand
            found += db.session.scalars(of(subject.id, State.ISSUED).where(Printed.code == code, Printed.id == int(id)))
            continue
        form = _form(code, subject, by)
        if not form.by_move:
            found.append(issue(form, by=by))
            continue
        issued = db.session.scalars(of(subject.id, State.ISSUED).where(Printed.code == code)).all()
        if not issued:
            raise Refused(Message(N_("《{title}》在办理相应步骤时自动签发，现在只有草稿"), title=form.title))
        found.append(issued[-1])
    if not found:
        raise Refused(N_("请勾选要打印的文书"))
    return found


def _form(code, subject, by):
    form = FORMS[code].about(subject, by) if code in FORMS else None
    if form is None:
        raise Refused(Message(N_("没有代码为 {code} 的文书"), code=code))
    return form


@action("documents.void")
def void(printed, *, reason, by):
    """Void an issued paper: it stays, with its number and its bytes, and is listed."""
    if printed.state == State.VOID:
        raise Refused(N_("这份文书已经作废"))
    if not (reason or "").strip():
        raise Refused(N_("请填写作废原因"), field="reason")
    printed.state, printed.void_reason, printed.voided_on = State.VOID, reason.strip()[:200], clock.today()
    return printed


# ---- the bytes

@jobs.job("documents.render")
def _render(id):
    printed = db.session.get(Printed, id)
    if printed is None or printed.sha256:
        return None
    form, facts, name, sealed = FORMS[printed.code], printed.facts, printed.name, _sealed(printed)
    db.session.rollback()
    data, pages = _made(form, facts, sealed)
    kept = files.keep(data, name, "application/pdf")
    return lambda: _rendered(db.session.get(Printed, id), sha256=kept.sha256, pages=pages, by=system())


def _sealed(printed):
    """Where the one signed file of a paper lies until its job is done: a download before the job shows the same signature."""
    return files.derived(printed.facts_sha256, f"sealed-{printed.id}.pdf")


def _made(form, facts, sealed):
    """(bytes, pages): signed once if a seal is configured, whoever comes first."""
    if sealed.exists():
        data = sealed.read_bytes()
        return data, joining.pages(data)
    data, pages = render.pdf(form, facts)
    if not sealing.configured():
        return data, pages
    sealed.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, temporary = tempfile.mkstemp(dir=sealed.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(sealing.sealed(data))
        with contextlib.suppress(FileExistsError):  # somebody was first: theirs is the paper
            os.link(temporary, sealed)
    finally:
        os.unlink(temporary)
    return sealed.read_bytes(), pages


@action("documents.rendered")
def _rendered(printed, *, sha256, pages, by):
    if printed.sha256 is None:  # issued bytes are never replaced
        printed.sha256, printed.pages = sha256, pages


def system():
    User = Printed.by.property.mapper.class_
    return db.session.scalar(db.select(User).where(User.login == "system"))


def read(printed):
    """The bytes of an issued paper: as kept, or made from its frozen facts while the job is still to come."""
    if printed.sha256:
        return files.read(printed.sha256)
    return _made(FORMS[printed.code], printed.facts, _sealed(printed))[0]


# ---- what others show

def papers_of(subject):
    """[{"form", "number", "state": "draft|issued|void", "sha256"}] for scripts: what was issued, then what may be."""
    issued = db.session.scalars(of(subject.id)).all()
    rows = [{"form": p.code, "number": p.number, "state": str(p.state), "sha256": p.sha256} for p in issued]
    there = {p.code for p in issued if p.state == State.ISSUED}
    return rows + [{"form": form.code, "number": None, "state": "draft", "sha256": None}
                   for form in open_forms(subject, None) if form.code not in there and not form.by_move and not form.by_hand]


def papers(subject, user):
    """The papers of a page: rows for templates/ui/papers.html."""
    may_print, may_void, rows = may(user, P.PAPER_PRINT, subject.area.path), may(user, P.PAPER_VOID, subject.area.path), []
    issued = db.session.scalars(of(subject.id)).all()
    forms = open_forms(subject, user)
    codes = [p.code for p in issued if p.state == State.ISSUED]
    single = {form.code for form in forms if codes.count(form.code) < 2}  # several of one code are told apart by their ids
    for p in issued:
        rows.append({
            "code": p.code if p.code in single and p.item_id is None else f"{p.code}:{p.id}", "title": p.title, "number": p.number,
            "status": LABELS[p.state], "missing": [], "draft": None, "print": None, "blank": None,
            "printed": p, "download": url_for("documents.printed", id=p.id) if may_print else None,
            "void": url_for("documents.void", id=p.id) if may_void and p.state == State.ISSUED else None})
    for form in forms:
        there = [p for p in issued if p.state == State.ISSUED and p.code == form.code]
        if there and (form.by_move or any(_content(p.facts) == _content(form.printed_facts()) for p in there)):
            continue  # as issued
        missing = form.missing()
        printable = may_print and not missing and not form.by_move
        rows.append({
            "code": form.code, "title": form.setting(form.profile, "title"), "number": None, "status": None,
            "missing": missing if not form.by_move else [], "printed": None, "download": None,
            "draft": url_for("documents.draft", code=form.code, id=subject.id) if may_print and not missing else None,
            "print": url_for("documents.print", code=form.code, id=subject.id) if printable else None,
            "blank": url_for("documents.blank", code=form.code, id=subject.id) if may_print and form.by_hand else None})
    return rows


def open_forms(subject, user):
    """Every form that can be about this record, sharing what was loaded once."""
    found = []
    for Form in FORMS.values():
        if form := Form.about(subject, user, like=found[-1] if found else None):
            found.append(form)
    return found


def _issue_for_move(code, subject, by, on):
    """A move issues its paper in its own action; a paper that lacks something waits and does not stop the move; one
    that was printed at the counter already is not printed again."""
    form = _form(code, subject, by)
    there = not form.by_move and db.session.scalar(of(subject.id, State.ISSUED).where(Printed.code == code).limit(1))
    if there or form.missing():
        return None
    printed = issue(form, by=by, on=on)
    return {"form": code, "number": printed.number}


if _issue_for_move not in lifecycle.PAPERS:
    lifecycle.PAPERS.append(_issue_for_move)
