"""Who saw whom, the audit trail and its chain, backups, how a county works and writes its papers, certificates."""

from flask import abort, render_template, request, send_file, url_for
from flask_login import current_user

from casework.accounts import queries as accounts
from casework.administration import backups, certificates, forms, profiles, seen, trail, views_phrases
from casework.administration.web import bp, me
from casework.core import clock, side
from casework.core.errors import Refused
from casework.core.permissions import P
from casework.core.web import done, requires
from casework.documents import FORMS, faces, machine, render, sample_facts, sealing
from casework.documents import profiles as presets
from casework.documents.answers import pdf_response
from casework.law.findings import N_, Message

__all__ = ["bp", "views_phrases"]


@bp.record_once
def reminders(state):
    state.app.jinja_env.globals.update(backup_overdue=lambda: backups.overdue(current_user))


@bp.get("/seen/worker/<int:id>")
@requires(P.AUDIT_VIEW)
def seen_worker(id):
    worker = seen.worker(id, current_user)
    lines, following = seen.of_worker(worker, current_user, request.args.get("after"))
    return render_template("administration/seen.html", who=worker.name, lines=lines, following=following,
                           back=("parties.worker", id, worker.name))


@bp.get("/seen/case/<int:id>")
@requires(P.AUDIT_VIEW)
def seen_case(id):
    case = seen.case(id, current_user)
    lines, following = seen.of_case(case, current_user, request.args.get("after"))
    return render_template("administration/seen.html", who=case.number, lines=lines, following=following,
                           back=("arrears.show", id, case.number))


@bp.get("/trail")
@requires(P.AUDIT_VIEW)
def log():
    return trail.Trail(accounts.entries(current_user)).answer(
        "administration/log.html", chain=trail.chain(), lines=lambda rows: {line.id: line for line in trail.lines(rows, current_user)})


@bp.post("/trail/verify")
@requires(P.AUDIT_VIEW)
def verify():
    verdict = trail.verify()
    side.looked(me(), "verify", detail=f"{verdict['ok']} {verdict['rows']} {verdict['head']}")
    return render_template("administration/verified.html", verdict=verdict)


# ---- the machine


@bp.get("/machine")
@requires(P.BACKUP_MANAGE)
def paper_machine():
    seal = sealing.problem()
    return render_template("administration/machine.html", faces=faces.table(), programs=machine.programs(),
                           problems=machine.problems() + ([seal[0]] if seal else []))


# ---- backups


@bp.get("/backups")
@requires(P.BACKUP_MANAGE)
def backup():
    whole = backups.whole(current_user)
    return render_template("administration/backups.html", whole=whole, backups=backups.listed() if whole else [],
                           waiting=backups.waiting(), failed=backups.failed())


def _whole():
    if not backups.whole(current_user):
        raise Refused(N_("备份含全部区域的数据，由管理全部区域的管理员办理"))


@bp.post("/backups")
@requires(P.BACKUP_MANAGE)
def make_backup():
    _whole()
    name = backups.ask(by=me())
    side.looked(me(), "backup", detail=name)
    return done(N_("已开始做备份，做完会出现在清单里"), url_for(".backup"))


def _archive(name):
    _whole()
    return backups.path(name) or abort(404)


@bp.post("/backups/<name>/verify")
@requires(P.BACKUP_MANAGE)
def verify_backup(name):
    backups.ask_verify(name=_archive(name).name, by=me())
    return done(N_("已开始核验，做完会写在清单里"), url_for(".backup"))


@bp.get("/backups/<name>")
@requires(P.BACKUP_MANAGE)
def download(name):
    archive = _archive(name)
    side.looked(me(), "download", detail=f"backup {name}")
    return send_file(archive, mimetype="application/gzip", as_attachment=True, download_name=name)


# ---- a county's profile

@bp.get("/profiles/")
@requires(P.PROFILE_EDIT)
def profile_list():
    counties = profiles.counties(current_user)
    return render_template("administration/profiles.html", modes=profiles.MODES, found=[
        (area, accounts.profile(area), profiles.paper(FORMS["acceptance-notice"], _profile_of(area), clock.today()))
        for area in counties])


def _profile_of(area, forms_=None):
    on = clock.today()
    return profiles.paper_profile(area, accounts.profile(area, on).forms if forms_ is None else forms_, on)


@bp.get("/profiles/<int:id>")
@requires(P.PROFILE_EDIT)
def profile(id):
    """Everything that holds for a county today, with its history and the presets."""
    area = profiles.county(id, current_user)
    now = accounts.profile(area)
    samples = {key: profiles.paper(FORMS["acceptance-notice"], _profile_of(area, one["forms"]), clock.today())
               for key, one in presets.presets().items()}
    return render_template("administration/profile.html", area=area, now=now, papers=profiles.papers(area, now.forms, clock.today()),
                           bodies=profiles.bodies(area), history=profiles.history(area), presets=presets.presets(), samples=samples,
                           archive=presets.archive_number(now.forms, clock.today().year, 37), modes=profiles.MODES,
                           levels=profiles.LEVELS, said=profiles.said, settings=profiles.SETTINGS)


@bp.route("/profiles/<int:id>/change", methods=["GET", "POST"])
@requires(P.PROFILE_EDIT)
def change_profile(id):
    """Mode, colours, numbers of all papers, size of a volume."""
    area, form = profiles.county(id, current_user), forms.CountyForm()
    now = accounts.profile(area, form.on)
    if request.method == "GET":
        form.begin_with(now)
    return _changed(area, form, now, lambda: {
        "mode": form.mode.data, "amber_days": form.amber_days.data, "amber_share": form.amber_share.data,
        "forms": form.forms(now.forms)}, "administration/change_profile.html", shown=FORMS["acceptance-notice"])


@bp.route("/profiles/<int:id>/papers/<code>", methods=["GET", "POST"])
@requires(P.PROFILE_EDIT)
def change_paper(id, code):
    """How a county writes one form."""
    area, form, shown = profiles.county(id, current_user), forms.PaperForm(), FORMS.get(code) or abort(404)
    now = accounts.profile(area, form.on)
    if request.method == "GET":
        form.begin()
        form.fill(now.forms.get(code, {}))
    return _changed(area, form, now, lambda: {"forms": form.forms(now.forms, code)}, "administration/change_paper.html", shown=shown)


@bp.route("/profiles/<int:id>/presets/<key>", methods=["GET", "POST"])
@requires(P.PROFILE_EDIT)
def take_preset(id, key):
    """A preset, with everything that it would change, before it is taken."""
    area, form = profiles.county(id, current_user), forms.FromForm()
    if key not in presets.presets():
        abort(404)
    now = accounts.profile(area, form.on)
    form.begin()
    return _changed(area, form, now, lambda: {"forms": profiles.with_preset(now.forms, key)}, "administration/take_preset.html",
                    shown=FORMS["acceptance-notice"], preset=presets.presets()[key])


def _changed(area, form, now, settings, template, shown, **more):
    """Looked at first; taken with `take`. The number and the head of `shown` stand beside what is typed."""
    if "take" in request.form and form.submit(profiles.change, area=area, by=me(), **form.taken(settings)):
        return done(Message(N_("从 {day} 起适用"), day=form.result.from_on.isoformat()), url_for(".profile", id=area.id))
    right = request.method == "GET" or form.errors or form.validate_on_submit()
    typed = settings()["forms"] if right and not form.errors else now.forms
    return render_template(template, area=area, form=form, paper=profiles.paper(shown, _profile_of(area, typed), clock.today()),
                           changes=profiles.changes(now.forms, typed), name=profiles.name_of(shown.code), **more)


@bp.get("/profiles/<int:id>/sample/<code>")
@requires(P.PROFILE_EDIT)
def sample(id, code):
    """A form with invented facts, headed as the county heads it today; marked as a draft."""
    area, form = profiles.county(id, current_user), FORMS.get(code) or abort(404)
    head = profiles.paper(form, _profile_of(area), clock.today()).head
    facts = sample_facts(form)
    facts["paper"] |= {**head, "verify": facts["paper"]["verify"]}
    return pdf_response(render.pdf(form, facts, draft=True)[0], f"{head['title']}.pdf")


@bp.route("/bodies/<int:id>", methods=["GET", "POST"])
@requires(P.PROFILE_EDIT)
def change_body(id):
    body, form = profiles.body(id, current_user), forms.BodyForm()
    form.about(body)
    if form.submit(profiles.change_body, body, by=me()):
        return done(Message(N_("已改 {name}"), name=body.name), url_for(".profile_list"))
    return render_template("administration/change_body.html", form=form, body=body)


# ---- certificates

@bp.get("/certificates/")
@requires(P.USER_MANAGE)
def certificate_list():
    every = certificates.holders(current_user, clock.today())
    asked = request.args.get("state")
    return render_template("administration/certificates.html", states=certificates.STATES, colours=certificates.COLOURS, asked=asked,
                           every=every, holders=[one for one in every if asked in (None, "", one.state)], soon=certificates.SOON)


@bp.route("/certificates/<int:id>", methods=["GET", "POST"])
@requires(P.USER_MANAGE)
def certificate(id):
    user, form = certificates.holder(id, current_user), forms.CertificateForm()
    form.about(user)
    if form.submit(certificates.renew, user, by=me()):
        return done(Message(N_("已登记{name}的证件"), name=user.name), url_for(".certificate_list"))
    return render_template("administration/certificate.html", form=form, user=user)
