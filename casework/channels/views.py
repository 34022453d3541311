"""外部工单的页面: the list, one order, the import with its mapping, what a county answers with."""

from flask import Blueprint, render_template, request, url_for
from flask_login import current_user

from casework.accounts import queries as accounts
from casework.arrears import queries as cases
from casework.arrears.models import LABELS as CASE_LABELS
from casework.arrears.models import Channel
from casework.channels import actions, forms, queries
from casework.channels.models import LABELS, OUTSIDE, SATISFIED, STEPS, State
from casework.channels.reading import FIELDS
from casework.core import clock, files, importing
from casework.core.errors import Refused
from casework.core.mapping import Table
from casework.core.permissions import P, may
from casework.core.slips import Day
from casework.core.web import done, requires
from casework.desk import rights
from casework.law.findings import N_, Message

bp = Blueprint("channels", __name__, url_prefix="/channels")
DOING = {  # what is done: words, form, action
    "reply": (N_("答复"), forms.ReplyForm, actions.answer),
    "assign": (N_("指派"), forms.AssignForm, actions.assign),
    "extend": (N_("延期"), forms.ExtendForm, actions.extend),
    "send_on": (N_("转办"), forms.SendForm, actions.send_on),
    "return": (N_("退回"), forms.ReturnForm, actions.give_back),
    "visit": (N_("回访"), forms.VisitForm, actions.visit),
}


def me():
    return current_user._get_current_object()


@bp.get("/")
@requires(P.CASE_VIEW)
def index():
    listing = queries.Orders(queries.order_rows(current_user))
    day = Day(clock.today())

    def reading(row):
        return row.state == State.OPEN and day.until(row.due_on)

    return listing.answer("channels/index.html", labels=LABELS, reading=lambda rows: reading)


@bp.get("/<int:id>")
@requires(P.CASE_VIEW)
def show(id):
    one = queries.order(id, current_user)
    mine = may(current_user, P.CASE_REGISTER, one.area.path)
    kept = queries.setting(one.area, one.channel)
    return render_template(
        "channels/show.html", one=one, label=LABELS[one.state], channel=OUTSIDE[one.channel], steps=STEPS, satisfied=SATISFIED, mine=mine,
        case_labels=CASE_LABELS, items=kept.items, done={tick.item: tick for tick in one.ticks},
        doing=[(what, words) for what, (words, *_) in DOING.items() if mine and (one.state == State.OPEN) == (what != "visit")],
        candidates=[] if one.case_id else queries.candidates(one, current_user), sums=cases.sums(one.case) if one.case else None,
        reading=one.state == State.OPEN and Day(clock.today()).until(one.due_on))


@bp.route("/<int:id>/<any('reply', 'assign', 'extend', 'send_on', 'return', 'visit'):what>", methods=["GET", "POST"])
@requires(P.CASE_REGISTER)
def do(id, what):
    one, (words, Form, action) = queries.order(id, current_user), DOING[what]
    form, more = Form(), {}
    form.about(one)
    if what == "assign":
        form.offer([person for person in rights.receivers(me()) if actions.unfit(one, person) is None])
    if what == "send_on":
        areas = {area.code: area for area in accounts.areas(current_user, P.CASE_REGISTER) if area.id != one.area_id}
        form.area.labels = {code: area.name for code, area in areas.items()}
        more["area"] = areas.get(form.area.data)
    if what == "reply":
        form.conclusion.labels = {word: word for word in queries.setting(one.area, one.channel).conclusions}
        if not form.is_submitted():
            form.text.data = draft(one)
    if form.submit(action, one, by=me(), **more):
        return done(Message(N_("已登记：{what}"), what=Message(words)), url_for(".show", id=id))
    return render_template("channels/do.html", one=one, form=form, words=words)


def draft(one):
    """The reply as the case stands now: a person reads and mends it."""
    if one.case_id is None:
        return None
    case, sums = one.case, cases.sums(one.case)
    told = [f"已登记为{case.number}，{case.received_on.isoformat()}收到"]
    days = ((case.accepted_on, "受理"), (case.filed_on, "立案"), (case.closed_on, "结案"))
    told += [f"{day.isoformat()}{word}" for day, word in days if day]
    told += [case.outcome] if case.outcome else []
    told += [f"涉及{sums.workers}人"] if sums.workers else []
    return "；".join(told) + "。"


@bp.post("/<int:id>/link")
@requires(P.CASE_REGISTER)
def link(id):
    one = queries.order(id, current_user)
    case = cases.case_by_number(request.form.get("case", "").strip(), current_user) if request.form.get("case") else None
    if request.form.get("case") and case is None:
        return done(N_("没有这个案件"), url_for(".show", id=id))
    actions.link(one, case=case, by=me())
    return done(N_("已关联") if case else N_("已取消关联"), url_for(".show", id=id))


@bp.post("/<int:id>/tick")
@requires(P.CASE_REGISTER)
def tick(id):
    one = queries.order(id, current_user)
    kept = queries.setting(one.area, one.channel)
    item = request.form.get("item", "")
    if item in kept.items:
        actions.tick(one, item=item, by=me())
    return done(N_("已登记"), url_for(".show", id=id, _anchor="reply"))


@bp.route("/import", methods=["GET", "POST"])
@requires(P.CASE_REGISTER)
def upload():
    form = forms.UploadForm()

    def stage(channel):
        return actions.stage(channel=channel, kept=importing.brought(request.files["file"], FIELDS), by=me())

    if form.submit(stage):
        return done(N_("已读取，请核对列"), url_for(".match", id=form.result.id))
    return render_template("channels/import.html", form=form)


@bp.route("/import/<int:id>", methods=["GET", "POST"])
@requires(P.CASE_REGISTER)
def match(id):
    """Which column is which, what the rows then mean, and, when it is right, the writing of them."""
    batch = importing.own(id, current_user, *(f"orders-{channel}" for channel in OUTSIDE))
    channel, table = batch.kind.removeprefix("orders-"), Table(files.read(batch.sha256), FIELDS)
    if request.method == "POST":
        columns = table.typed(request.form)
    else:
        columns = table.guess | table.chosen(queries.setting(current_user.home, channel).titles)
    rows, error = table.read(columns), None
    told = actions.plan(channel, rows, current_user)
    if request.form.get("write"):
        try:
            counts = actions.write(batch=batch, channel=channel, rows=table.read(columns), by=me(),
                                   titles={key: table.titles[at] for key, at in columns.items()})
            return done(Message(N_("新登记 {new} 件，改时限 {changed} 件，没有变化 {unchanged} 件"), **counts), url_for(".index"))
        except Refused as refusal:
            error = refusal.message
    counts = {kind: sum(outcome == kind for _, outcome, _, _ in told) for kind in actions.OUTCOMES}
    return render_template("channels/match.html", batch=batch, channel=OUTSIDE[channel], listed=table, columns=columns, fields=FIELDS,
                           rows=rows, told=told[:20], counts=counts, error=error, written=batch.stage != importing.Stage.READ)


@bp.get("/settings/", endpoint="settings")
@bp.route("/settings/<channel>", methods=["GET", "POST"])
@requires(P.PROFILE_EDIT)
def setting(channel=Channel.HOTLINE.value):
    """What the county answers a channel with."""
    if channel not in OUTSIDE:
        return done(N_("没有这个渠道"), url_for(".index"))
    kept, form = queries.own_setting(current_user.home, channel), forms.SettingForm()
    if not form.is_submitted():
        form.items.data, form.conclusions.data = "\n".join(kept.items), "\n".join(kept.conclusions)
    if form.submit(lambda items, conclusions: actions.set_answers(
            area=current_user.home, channel=channel, items=actions.lines(items), conclusions=actions.lines(conclusions), by=me())):
        return done(N_("已保存"), url_for(".setting", channel=channel))
    return render_template("channels/setting.html", form=form, channel=OUTSIDE[channel], channels=OUTSIDE, default=queries.ITEMS)
