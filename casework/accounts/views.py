"""Sign in and out, one's own account, the accounts of an area, and the trace of what was done."""

from flask import abort, g, redirect, render_template, request, session, url_for
from flask_login import current_user, login_user, logout_user

from casework.accounts import actions, forms, lists, posts, queries, sessions, views_presence
from casework.accounts.models import VERDICTS, WHYS, Level, User
from casework.accounts.web import bp, me
from casework.core import clock, holdings, side, slips
from casework.core.permissions import P, may
from casework.core.web import PUBLIC, SIGNED_IN, done, own_address, requires
from casework.core.words import LANGUAGES
from casework.extensions import db
from casework.law.findings import N_, Message

__all__ = ["bp", "views_presence"]


@bp.route("/sign-in", methods=["GET", "POST"])
@requires(PUBLIC)
def sign_in():
    form = forms.SignInForm()
    if current_user.is_authenticated:
        return redirect(url_for("home"))
    if form.submit(actions.sign_in):
        kept = session.get("language")
        session.clear()  # a session from before signing in is not carried over
        session["language"] = kept
        login_user(form.result)
        sessions.begin(form.result)
        return redirect(own_address(request.args.get("next")))
    return render_template("accounts/sign_in.html", form=form)


@bp.post("/sign-out")
@requires(SIGNED_IN)
def sign_out():
    sessions.end(me())
    logout_user()
    session.clear()
    return redirect(url_for(".sign_in"))


@bp.post("/language")
@requires(PUBLIC)
def language():
    chosen = request.form.get("language")
    if chosen in LANGUAGES:
        session["language"] = chosen
        if current_user.is_authenticated:
            actions.choose_language(language=chosen, by=me())
    return redirect(own_address(request.form.get("back")))


@bp.get("/me", endpoint="me")
@requires(SIGNED_IN)
def own():
    return render_template("accounts/me.html")


@bp.route("/password", methods=["GET", "POST"])
@requires(SIGNED_IN)
def password():
    form = forms.PasswordForm()
    if form.submit(actions.change_password, by=me()):
        login_user(form.result)
        g.signed_in = form.result  # its row is written after the answer: sessions.seen
        return done(Message(N_("密码已改，其他地方的登录已退出")), url_for("home"))
    return render_template("accounts/password.html", form=form)


@bp.get("/")
@requires(P.USER_MANAGE)
def index():
    areas = [(area.code, area.name) for area in queries.areas(current_user, P.USER_MANAGE) if area.level != Level.GRID]
    certified = slips.Day(clock.today(), amber_days=40, amber_share=0)
    return lists.Users(lists.user_rows(current_user), offers={"area": areas}).answer(
        "accounts/index.html", posts_of=lambda rows: {row.id: lists.posts_of(row) for row in rows},
        readings=lambda rows: {row.id: certified.until(row.certificate_to) for row in rows if row.certificate_no})


@bp.route("/new", methods=["GET", "POST"])
@requires(P.USER_MANAGE)
def new():
    form = forms.UserForm().offer(queries.areas(current_user, P.USER_MANAGE))
    if form.submit(actions.create, by=me()):
        return done(Message(N_("已建账号 {login}"), login=form.result.login), url_for(".show", id=form.result.id))
    return render_template("accounts/new.html", form=form)


def _user(id):
    return db.one_or_404(queries.users(current_user).where(User.id == id))


@bp.route("/<int:id>", methods=["GET", "POST"])
@requires(P.USER_MANAGE)
def show(id):
    user, form = _user(id), forms.InitialPasswordForm()
    if form.submit(actions.set_password, user=user, by=me()):
        return done(Message(N_("已重设 {login} 的密码"), login=user.login), url_for(".show", id=id))
    return _page(user, form)


def _page(user, form, ending=None, post=None):
    return render_template(
        "accounts/show.html", user=user, form=form, ending=ending, held=holdings.of(user), kinds=holdings.HOLDINGS, today=clock.today(),
        post_form=post or forms.PostForm(formdata=None).offer(queries.areas(current_user, P.USER_MANAGE)), managing=managing(user))


def managing(user):
    """Ids of the posts whose end this person may set."""
    return {post.id for post in user.posts if user.id != current_user.id and may(current_user, P.USER_MANAGE, post.path)}


@bp.post("/<int:id>/posts")
@requires(P.USER_MANAGE)
def give_post(id):
    user, form = _user(id), forms.PostForm().offer(queries.areas(current_user, P.USER_MANAGE))
    if form.submit(posts.give, user=user, by=me()):
        return done(N_("岗位已加上"), url_for(".show", id=id))
    return _page(user, forms.InitialPasswordForm(formdata=None), post=form)


@bp.post("/<int:id>/posts/<int:post>/end")
@requires(P.USER_MANAGE)
def end_post(id, post):
    user, form = _user(id), forms.EndPostForm()
    found = next((one for one in user.posts if one.id == post), None) or abort(404)
    if form.submit(posts.end, found, user=user, by=me()):
        return done(N_("岗位的最后一天已记下"), url_for(".show", id=id))
    return _page(user, forms.InitialPasswordForm(formdata=None), form)


@bp.post("/<int:id>/deactivate")
@requires(P.USER_MANAGE)
def deactivate(id):
    user, form = _user(id), forms.DeactivateForm()
    if form.submit(actions.deactivate, user=user, by=me()):
        return done(Message(N_("已停用 {login}"), login=user.login), url_for(".show", id=id))
    return _page(user, forms.InitialPasswordForm(formdata=None), form), 409


# ---- a look outside one's area


@bp.route("/glass/<int:id>", methods=["GET", "POST"])
@requires(P.GLASS_OPEN)
def glass(id):
    """The reason before the look; `back` is the page that was refused."""
    matter, form = queries.matter(id), forms.GlassForm()
    back = own_address(request.values.get("back"))
    if request.method == "GET" and may(current_user, P.CASE_VIEW, matter.area.path):
        return redirect(back)  # no reason is needed here
    if form.submit(actions.break_glass, matter, by=me()):
        side.looked(me(), "glass-open", matter, form.result.reason[:200])
        return done(N_("可以只读查看 3 小时，看过的内容会记下来"), back)
    return render_template("accounts/glass.html", matter=matter, form=form, back=back)


@bp.post("/glass/<int:id>/end")
@requires(P.GLASS_OPEN)
def end_glass(id):
    if opened := queries.open_glass(id, current_user):
        actions.end_glass(opened, by=me())
    return done(N_("辖区外查看已结束"), url_for("home"))


@bp.get("/glasses")
@requires(P.GLASS_REVIEW)
def glasses():
    return _glasses()


def _glasses(form=None, kept=None):
    return lists.Glasses(queries.to_review(current_user)).answer(
        "accounts/glasses.html", whys=WHYS, verdicts=VERDICTS, form=form or forms.GlassReviewForm(), kept=kept)


@bp.post("/glasses/<int:id>")
@requires(P.GLASS_REVIEW)
def review_glass(id):
    glass, form = queries.glass_to_review(id, current_user), forms.GlassReviewForm()
    if form.submit(actions.review_glass, glass, by=me()):
        return done(N_("已复核"), url_for(".glasses", state="waiting"))
    return _glasses(form, id)
