"""The frame of every page: what stands in the menu for this person, which day is shown, in which language, and the way home."""

from datetime import date
from functools import cache

from flask import current_app, g, redirect, request, url_for
from flask_login import current_user

from casework.core import clock, counts, crypto, settings
from casework.core.permissions import ROLE_LABELS, P, may
from casework.core.web import SIGNED_IN, requires
from casework.core.words import lang
from casework.law.findings import N_

MENU = (  # group, (endpoint, words, permission; None: everybody)
    ("", (
        ("desk.index", N_("工作台"), None),
        ("desk.tasks", N_("任务"), None),
        ("desk.handovers", N_("交接单"), None),
        ("accounts.absences_month", N_("休假与代班"), None),
    )),
    (N_("办案"), (
        ("arrears.index", N_("欠薪案件"), P.CASE_VIEW),
        ("arrears.new", N_("登记投诉"), P.CASE_REGISTER),
        ("channels.index", N_("外部工单"), P.CASE_VIEW),
        ("dossiers.index", N_("案卷清单"), P.CASE_VIEW),
        ("gatherings.index", N_("群体性事件"), P.CASE_VIEW),
        ("ledgers.index", N_("旧台账"), P.CASE_VIEW),
        ("documents.void_list", N_("作废文书"), P.PAPER_PRINT),
    )),
    (N_("登记"), (
        ("contracts.index", N_("劳动合同"), P.CONTRACT_VIEW),
        ("collective.index", N_("集体合同"), P.CONTRACT_VIEW),
        ("parties.index", N_("用人单位清单"), P.PARTY_VIEW),
        ("parties.workers", N_("劳动者清单"), P.PARTY_VIEW),
        ("parties.projects", N_("工程项目"), P.PARTY_VIEW),
    )),
    (N_("管理"), (
        ("accounts.index", N_("账号管理"), P.USER_MANAGE),
        ("accounts.locked", N_("锁定的账号"), P.USER_MANAGE),
        ("accounts.glasses", N_("辖区外查看"), P.GLASS_REVIEW),
        ("administration.log", N_("操作留痕"), P.AUDIT_VIEW),
        ("administration.profile_list", N_("县级配置"), P.PROFILE_EDIT),
        ("channels.settings", N_("渠道答复"), P.PROFILE_EDIT),
        ("administration.certificate_list", N_("执法证件"), P.USER_MANAGE),
        ("administration.phrase_list", N_("常用语"), P.PHRASE_EDIT),
        ("contracts.report_switch", N_("单位自报"), P.PROFILE_EDIT),
        ("administration.backup", N_("备份"), P.BACKUP_MANAGE),
        ("administration.paper_machine", N_("打印环境"), P.BACKUP_MANAGE),
    )),
    (N_("工具"), (
        ("calculators.index", N_("计算器"), None),
        ("lawbook.year", N_("放假日历"), None),
        ("lawbook.tables_index", N_("法定数据"), None),
    )),
)  # fmt: skip

BELONGS = {f"parties.{page}": "parties.workers" for page in ("worker", "number", "document")}  # a second list in a blueprint
BELONGS |= {f"parties.{page}": "parties.projects" for page in (
    "project", "project_account", "new_project", "edit_project", "project_do", "new_part", "part", "new_team", "team",
    "upload_projects", "match_projects")}
BELONGS |= {f"administration.{page}": "administration.profile_list" for page in (
    "profile", "change_profile", "change_paper", "take_preset", "change_body")} | {
    "administration.certificate": "administration.certificate_list"}
BELONGS |= {"channels.setting": "channels.settings"} | {"lawbook.import_year": "lawbook.year"} | {
    f"lawbook.{page}": "lawbook.tables_index" for page in ("table", "withdraw", "missing")}
BELONGS |= {f"desk.{page}": "desk.tasks" for page in ("task", "new_task", "finish", "withdraw", "pass_on")}
BELONGS |= {f"desk.{page}": "desk.handovers" for page in ("handover", "new_handover", "share", "sign")}


def navigation():
    """[(group, [(url, words, count, current)])] for the person who is signed in; groups without a page are left out."""
    menu, here, person, waiting = [], _here(), current_user._get_current_object(), _counts()
    for group, items in MENU:
        seen = [(_address(end), words, counts.once(end, lambda end=end: waiting[end](person)) if end in waiting else 0, end == here)
                for end, words, needs in items if needs is None or may(person, needs)]
        if seen:
            menu.append((group, seen))
    return menu


def _address(endpoint):
    """Of a page without values; looked up once, as the menu stands on every page."""
    known = current_app.extensions.setdefault("casework.addresses", {})
    key = request.script_root, endpoint
    if key not in known:
        known[key] = url_for(endpoint)
    return known[key]


def _here():
    """The menu's endpoint to which this page belongs: the list that it says (`g.here`), its own, else the list of its blueprint."""
    if "here" in g:
        return g.here
    ends = [end for _, items in MENU for end, _, _ in items]
    if request.endpoint in ends:
        return request.endpoint
    if request.endpoint in BELONGS:
        return BELONGS[request.endpoint]
    return f"{request.blueprint}.index" if request.blueprint else None


@cache
def _counts():
    """endpoint -> function (user): how much waits there."""
    from casework.accounts import queries as accounts
    from casework.administration import certificates
    from casework.arrears import queries
    from casework.lawbook import tables

    return {
        "arrears.index": queries.mine,
        "accounts.glasses": accounts.glasses_waiting,
        "administration.certificate_list": lambda user: certificates.ending(user, clock.today()),
        "lawbook.tables_index": lambda user: tables.count_missing(user, clock.today()) if may(user, P.LAW_EDIT) else 0,
    }


def demo_today():
    """The fixed day of a demonstration database, or None."""
    text = settings.get("demo_today")
    return date.fromisoformat(text) if text else None


def office():
    """Where this person works."""
    return current_user.body.name if current_user.body else current_user.home.name if current_user.home else ""


def duties():
    """The person's roles, as labels still to be translated."""
    return list(dict.fromkeys(ROLE_LABELS[post.role] for post in current_user.posts_in_force or current_user.posts))


@requires(SIGNED_IN)
def home():
    """The first page of the person's menu; without a post, their own page."""
    menu = navigation() if current_user.posts_in_force else []
    return redirect(menu[0][1][0][0] if menu else url_for("accounts.me"))


def init_app(app):
    app.jinja_env.filters.update(masked=crypto.masked)
    app.jinja_env.globals.update(
        navigation=navigation, now=lambda: clock.now(), demo_today=demo_today, office=office, duties=duties, lang=lang,
        role_labels=ROLE_LABELS)
    app.add_url_rule("/", "home", home)
