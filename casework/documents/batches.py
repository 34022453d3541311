"""批量打印 — one paper, or all that was issued, of many records as one file. Numbers come from the issue of each alone."""

from flask import abort, url_for
from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from casework.core import bulking
from casework.core.errors import Refused
from casework.core.fields import ChoiceField
from casework.core.forms import ActionForm
from casework.core.matter import Matter
from casework.core.permissions import P, may
from casework.documents import FORMS, joining, parts, prepared, store
from casework.documents.prepared import Kind, Plan
from casework.documents.store import Printed, State
from casework.extensions import db
from casework.law.findings import N_, Message

RECORDS, PAPERS = 60, 300  # of one file: what a printer takes at once and a browser opens
AT_ONCE = 8  # papers still to be laid out for which nobody need wait elsewhere
WHOLE = "issued"
NOTE = N_("还没有签发的，能签发就在这里逐件签发、编号；办理步骤才签发的文书，只打印已经签发的。一次最多 60 件、300 份。")


class PapersForm(ActionForm):
    """Which paper: those that can be about the first record, with how many of the records have it."""

    code = ChoiceField(_l("打印哪种文书"), {}, [InputRequired(_l("请选择文书"))], empty=_l("请选择"))

    def offer_many(self, records, by):
        ids = [one.id for one in records]
        counts = dict(db.session.execute(
            db.select(Printed.code, db.func.count(db.distinct(Printed.matter_id)))
            .where(Printed.matter_id.in_(ids), Printed.state == State.ISSUED).group_by(Printed.code)).all())
        forms = [form for form in store.open_forms(records[0], by) if counts.get(form.code) or not form.by_move] if records else []
        labels = {form.code: Message(N_("{title}（{n} 件已签发）"), title=form.setting(form.profile, "title"), n=counts.get(form.code, 0))
                  for form in sorted(forms, key=lambda form: -counts.get(form.code, 0))}
        self.code.labels = {WHOLE: N_("已签发的全部文书")} | labels if counts else labels


def print_papers(record, *, by, made, code):
    """Ids of the papers of one record; what is issued here is issued by store.print_set, under its rules."""
    permission = P.PAPER_PRINT if code == WHOLE or code not in FORMS else FORMS[code].permission
    if not may(by, permission, record.area.path):
        raise Refused(N_("你没有在这个辖区打印这种文书的权限"))
    if code == WHOLE:
        found = db.session.scalars(store.of(record.id, State.ISSUED)).all()
        if not found:
            raise Refused(N_("还没有签发文书"))
    else:
        found = store.print_set(record, [code], by=by)
    if len(made) + len(found) > PAPERS:
        raise Refused(Message(N_("一份文件最多合 {most} 份文书，这件请另外打印"), most=PAPERS))
    return [printed.id for printed in found]


def files_of(run):
    """Where the page that tells leads to."""
    if not run.made:
        return ()
    return [(Message(N_("打开合成的 PDF（{n} 份）"), n=len(run.made)), url_for("documents.batch", id=run.id)),
            (N_("双面印的（每份从正面起）"), url_for("documents.batch", id=run.id, duplex=1))]


def laid_out(run):
    """Message how far the jobs are that lay out what was issued for a run; None when all is there."""
    left = db.session.scalar(db.select(db.func.count(Printed.id)).where(
        Printed.id.in_(run.made), Printed.state == State.ISSUED, Printed.sha256.is_(None)))
    said = N_("正在排版，已好 {n} 份，共 {all} 份；现在打开要多等一会儿")
    return Message(said, n=len(run.made) - left, all=len(run.made)) if left else None


def waiting(run):
    said = laid_out(run)
    return (said, url_for("documents.batch_progress", id=run.id)) if said else None


def papers(ids, user):
    """Printed papers, in this order, as far as the person may still print them; one that was voided is left out."""
    Area = Matter.area.property.mapper.class_
    rows = db.session.execute(
        db.select(Printed, Area.path).join(Matter, Matter.id == Printed.matter_id).join(Area, Area.id == Matter.area_id)
        .where(Printed.id.in_(ids), Printed.state == State.ISSUED))
    found = {printed.id: printed for printed, path in rows if may(user, FORMS[printed.code].permission, path)}
    return [found[id] for id in ids if id in found]


def plan(*, by, run, duplex):
    """The papers of a run of print_papers as one file."""
    kept = papers(bulking.own(run, by).made, by) or abort(404)
    return Plan(f"{kept[0].title}等{len(kept)}份.pdf", [("download", one, one.code) for one in kept],
                lambda file, told: file.write(joined(kept, duplex=duplex, told=told)),
                large=sum(one.sha256 is None for one in kept) > AT_ONCE)


def joined(printed, *, duplex=False, told=parts.silent):
    """Bytes of one PDF with a bookmark for each paper. Those whose bytes are still to come are laid out together (parts.pieces)."""
    numbers = dict(db.session.execute(db.select(Matter.id, Matter.number).where(Matter.id.in_({p.matter_id for p in printed}))).all())
    made = zip(printed, parts.papers(printed, told), strict=True)
    return joining.join([joining.Part(f"{numbers[p.matter_id]} {p.title}", piece.data, only=piece.only) for p, piece in made],
                        title=printed[0].title, numbered=False, duplex=duplex)


prepared.KINDS["documents.batch"] = Kind(plan, lambda by, ids: papers(ids, by))
