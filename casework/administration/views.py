"""Who saw whom, the audit trail and its chain, backups, help."""

from flask import Blueprint, abort, render_template, request, send_file, url_for
from flask_login import current_user

from casework.administration import backups, seen, trail
from casework.administration.words import ACTIONS
from casework.core import side
from casework.core.errors import Refused
from casework.core.permissions import P
from casework.core.web import done, requires
from casework.documents import faces, machine, sealing
from casework.law.findings import N_

bp = Blueprint("administration", __name__, url_prefix="/administration")


def me():
    return current_user._get_current_object()


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
    lines, following = trail.page(current_user, request.args)
    return render_template("administration/log.html", lines=lines, following=following, chain=trail.chain(), actions=ACTIONS)


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
