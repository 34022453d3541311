"""谁能做什么 — the whole authority matrix on one page. A person holds posts: a role in an area."""

from enum import StrEnum

from casework.law.findings import N_


class P(StrEnum):
    CASE_VIEW = "case:view"
    CASE_REGISTER = "case:register"
    CASE_SUPPLEMENT = "case:supplement"
    CASE_ASSIGN = "case:assign"
    CASE_ACCEPT = "case:accept"
    CASE_REFUSE = "case:refuse"
    CASE_HANDOVER = "case:handover"
    CASE_SETTLE = "case:settle"
    CASE_WITHDRAW = "case:withdraw"
    CASE_REOPEN = "case:reopen"
    CASE_FILE = "case:file"
    CASE_EXTEND = "case:extend"
    CASE_SUSPEND = "case:suspend"
    CASE_CLOSE = "case:close"
    CASE_ORDER = "case:order"
    CASE_MERGE = "case:merge"
    GATHERING_REPORT = "gathering:report"
    PAYMENT_ADD = "payment:add"
    LIST_EXPORT = "list:export"
    NUMBER_SHOW = "number:show"
    PARTY_VIEW = "party:view"
    PARTY_EDIT = "party:edit"
    PARTY_MERGE = "party:merge"
    CONTRACT_VIEW = "contract:view"
    CONTRACT_EDIT = "contract:edit"
    COLLECTIVE_DECIDE = "collective:decide"
    PAPER_PRINT = "paper:print"
    PAPER_VOID = "paper:void"
    DOSSIER_KEEP = "dossier:keep"
    DOSSIER_REVIEW = "dossier:review"
    AUDIT_VIEW = "audit:view"
    USER_MANAGE = "user:manage"
    GLASS_OPEN = "glass:open"
    GLASS_REVIEW = "glass:review"
    INFORMANT_NOTE = "informant:note"
    INFORMANT_VIEW = "informant:view"
    LAW_EDIT = "law:edit"
    BACKUP_MANAGE = "backup:manage"
    PROFILE_EDIT = "profile:edit"
    TASK_GIVE = "task:give"
    HANDOVER_SIGN = "handover:sign"
    PHRASE_EDIT = "phrase:edit"


class Role(StrEnum):
    INSPECTOR = "inspector"
    LEADER = "leader"
    COUNTY = "county"
    MEDIATOR = "mediator"
    CLERK = "clerk"
    TREASURER = "treasurer"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"
    SYSTEM = "system"


ROLE_LABELS = {
    Role.INSPECTOR: N_("监察员"),
    Role.LEADER: N_("乡镇负责人"),
    Role.COUNTY: N_("县局"),
    Role.MEDIATOR: N_("调解员"),
    Role.CLERK: N_("文员"),
    Role.TREASURER: N_("周转金会计"),
    Role.SUPERVISOR: N_("督办员"),
    Role.ADMIN: N_("管理员"),
    Role.SYSTEM: N_("系统"),
}

_READ = {P.CASE_VIEW, P.PARTY_VIEW, P.CONTRACT_VIEW}
_INSPECTOR = _READ | {P.CASE_REGISTER, P.CASE_SUPPLEMENT, P.CASE_ASSIGN, P.PAYMENT_ADD, P.NUMBER_SHOW, P.PARTY_EDIT, P.PAPER_PRINT,
                      P.GATHERING_REPORT, P.GLASS_OPEN, P.INFORMANT_NOTE, P.CONTRACT_EDIT, P.LIST_EXPORT, P.DOSSIER_KEEP}
_DECIDE = {P.CASE_ACCEPT, P.CASE_REFUSE}
_LEADER = _READ | _DECIDE | {P.CASE_ASSIGN, P.CASE_HANDOVER, P.CASE_SETTLE, P.CASE_WITHDRAW, P.CASE_REOPEN, P.CASE_MERGE,
                             P.GATHERING_REPORT, P.PAYMENT_ADD, P.NUMBER_SHOW, P.PAPER_PRINT, P.PAPER_VOID, P.GLASS_OPEN, P.GLASS_REVIEW,
                             P.INFORMANT_VIEW, P.LIST_EXPORT, P.PARTY_MERGE, P.DOSSIER_KEEP, P.DOSSIER_REVIEW}

GRANTS = {
    Role.INSPECTOR: _INSPECTOR,
    Role.LEADER: _LEADER,
    Role.COUNTY: _INSPECTOR | _LEADER | {P.CASE_FILE, P.CASE_EXTEND, P.CASE_SUSPEND, P.CASE_CLOSE, P.CASE_ORDER, P.COLLECTIVE_DECIDE,
                                       P.LAW_EDIT},
    Role.MEDIATOR: _READ | {P.PAPER_PRINT},
    Role.CLERK: _READ | {P.PAPER_PRINT, P.DOSSIER_KEEP},
    Role.TREASURER: _READ,
    Role.SUPERVISOR: _READ | {P.PAPER_PRINT, P.AUDIT_VIEW, P.GLASS_OPEN, P.GLASS_REVIEW, P.LIST_EXPORT,
                      P.DOSSIER_REVIEW},
    Role.ADMIN: {P.LAW_EDIT, P.USER_MANAGE, P.AUDIT_VIEW, P.LIST_EXPORT, P.BACKUP_MANAGE, P.PROFILE_EDIT},
    Role.SYSTEM: set(),
}

for _role in (Role.INSPECTOR, Role.LEADER, Role.COUNTY, Role.SUPERVISOR):  # whom they may give work to: casework.desk.rights
    GRANTS[_role] = GRANTS[_role] | {P.TASK_GIVE}
for _role in (Role.LEADER, Role.COUNTY):
    GRANTS[_role] = GRANTS[_role] | {P.HANDOVER_SIGN}
for _role in (Role.LEADER, Role.COUNTY, Role.ADMIN):
    GRANTS[_role] = GRANTS[_role] | {P.PHRASE_EDIT}

# 县局只让乡镇“协助处理”时（浙江省劳动保障监察条例第8条），受理与不予受理归县局
ASSISTING_TAKES = {Role.LEADER: _DECIDE}


def grants(role, permission, mode="entrusted"):
    """True when the role holds the permission under the county's mode: entrusted or assisting."""
    taken = ASSISTING_TAKES.get(role, set()) if mode == "assisting" else set()
    return permission in GRANTS[role] and permission not in taken


def _granting(user, permission):
    """The person's posts in force that grant this; a stand-in's do not grant everything (accounts.absences)."""
    return [post for post in getattr(user, "posts_in_force", ())
            if grants(post.role, permission, post.mode) and not post.withholds(permission)]


def may(user, permission, path=None):
    """Does one of the person's posts grant this (in the area with this path, when one is named)?"""
    return any(path is None or path.startswith(post.path) for post in _granting(user, permission))


def paths(user, permission):
    """Paths of the areas in which the person holds the permission."""
    return [post.path for post in _granting(user, permission)]


def matrix():
    """The matrix as rows of text: the first row names the roles."""
    roles = [role for role in Role if role is not Role.SYSTEM]
    yield ["permission", *roles]
    for permission in P:
        yield [permission, *("x" if permission in GRANTS[role] else "" for role in roles)]
