"""Who is away and who stands in; where one is signed in; who is locked out."""

from datetime import date, timedelta

from flask import abort, redirect, render_template, request, session, url_for
from flask_login import current_user

from casework.accounts import absences, forms, locks, queries, sessions, standing
from casework.accounts.absences import AWAYS, Absence
from casework.accounts.models import User
from casework.accounts.web import bp, me
from casework.core import calendar, clock, side
from casework.core.permissions import P
from casework.core.web import SIGNED_IN, done, requires
from casework.extensions import db
from casework.law.findings import N_, Message

# ---- absences


def _month():
    try:
        return date.fromisoformat(f"{request.args.get('month', '')}-01")
    except ValueError:
        return clock.today().replace(day=1)


@bp.get("/absences/")
@requires(SIGNED_IN)
def absences_month():
    first = _month()
    days, people, rows = absences.of_month(me(), first.year, first.month)
    return render_template(
        "accounts/absences.html", first=first, days=days, people=people, rows=rows, kinds=AWAYS, today=clock.today(),
        worked=calendar.calendar().is_workday, standing=absences.standing_for(me()), before=(first - timedelta(days=1)).strftime("%Y-%m"),
        after=(days[-1] + timedelta(days=1)).strftime("%Y-%m"),
        may_cancel=lambda row: absences.answers_for(me(), queries.person(row.user_id)))


def _whom():
    """The person in the address, else oneself; somebody for whom one does not answer is no page."""
    id = request.args.get("user", type=int)
    user = queries.person(id) if id and id != current_user.id else me()
    if user is None or not absences.answers_for(me(), user):
        abort(404)
    return user


@bp.route("/absences/new", methods=["GET", "POST"])
@requires(SIGNED_IN)
def new_absence():
    user = _whom()
    form = forms.AbsenceForm().offer(absences.colleagues(user))
    if form.submit(standing.note, user=user, by=me()):
        return done(N_("已登记"), url_for(".absences_month", month=form.result.from_on.strftime("%Y-%m")))
    return render_template("accounts/absence_new.html", form=form, user=user, others=queries.answered_for(me()))


def _absence(id):
    return db.one_or_404(db.select(Absence).where(Absence.id == id, absences.mine_or_managed(me())))


@bp.get("/absences/<int:id>")
@requires(SIGNED_IN)
def absence(id):
    return redirect(url_for(".absences_month", month=_absence(id).from_on.strftime("%Y-%m")))


@bp.post("/absences/<int:id>/cancel")
@requires(SIGNED_IN)
def cancel_absence(id):
    found = _absence(id)
    standing.cancel(found, user=queries.person(found.user_id), by=me())
    return done(N_("已取消"), url_for(".absences_month", month=found.from_on.strftime("%Y-%m")))


@bp.post("/absences/<int:id>/act")
@requires(SIGNED_IN)
def act(id):
    """From now on in the name of the absent person, until one ends it or the days are over."""
    acting = absences.acting(me(), id) or abort(404)
    side.looked(me(), "stand-in", db.session.get(User, acting.user_id), acting.name)
    session["for"] = id
    return done(Message(N_("现在代 {who} 办理，办的事都记明代谁"), who=acting.name), url_for("home"))


@bp.post("/act/end")
@requires(SIGNED_IN)
def end_act():
    session.pop("for", None)
    return done(N_("代办已结束，现在是你自己的账号"), url_for("home"))


# ---- sign-ins


@bp.get("/sessions")
@requires(SIGNED_IN)
def signed_in():
    return render_template("accounts/sessions.html", rows=sessions.of(me()), kind=sessions.kind)


@bp.post("/sessions/<int:id>/end")
@requires(SIGNED_IN)
def end_session(id):
    sessions.end(me(), id=id)
    return done(N_("已退出那里的登录"), url_for(".signed_in"))


@bp.post("/sessions/others")
@requires(SIGNED_IN)
def end_others():
    sessions.end(me(), others=True)
    return done(N_("其他地方的登录已全部退出"), url_for(".signed_in"))


# ---- locked out


@bp.get("/locked")
@requires(P.USER_MANAGE)
def locked():
    return render_template("accounts/locked.html", rows=locks.locked(current_user))


@bp.post("/<int:id>/unlock")
@requires(P.USER_MANAGE)
def unlock(id):
    user = locks.unlock(db.one_or_404(queries.users(current_user).where(User.id == id)), by=me())
    return done(Message(N_("已解除 {login} 的锁定"), login=user.login), url_for(".locked"))


@bp.record_once
def on_duty(state):
    state.app.after_request(sessions.seen)
