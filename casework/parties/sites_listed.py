"""工程名录 — a list of construction projects (of the housing office, of a water or road office) beside the register: matched by permit,
else by name and general contractor; a person takes what is shown."""

import re

import sqlalchemy as sa

from casework.accounts import queries as accounts
from casework.core import clock, importing
from casework.core.actions import action
from casework.core.crypto import masked
from casework.core.errors import Refused
from casework.core.mapping import Field
from casework.core.money import yuan
from casework.core.permissions import P, may
from casework.extensions import db
from casework.law import identifiers
from casework.law.findings import N_, Message
from casework.parties import alike, queries
from casework.parties import project_actions as actions
from casework.parties import project_queries as projects
from casework.parties.listed import Line, outcome, taken
from casework.parties.names import same_name
from casework.parties.project_models import DEPOSITS, PARTS, Deposit, Part, Project, ProjectPart, ProjectState

KIND = "projects"
FIELDS = (
    Field("permit", (N_("施工许可证号"), "施工许可证编号", "许可证号", "许可证编号"), longest=60),
    Field("name", (N_("工程名称"), "项目名称", "工程项目名称", "工程项目", "建设项目名称"), must=True, longest=120),
    Field("address", (N_("工程地址"), "建设地点", "工程地点", "建设地址", "项目地址", "地址"), longest=200),
    Field("owner", (N_("建设单位"), "建设单位名称", "业主单位", "业主"), longest=120),
    Field("owner_code", (N_("建设单位信用代码"), "建设单位统一社会信用代码", "建设单位代码"), longest=24),
    Field("general", (N_("施工总承包单位"), "总承包单位", "总包单位", "施工单位", "施工单位名称", "承包单位"), longest=120),
    Field("general_code", (N_("施工总承包单位信用代码"), "施工单位统一社会信用代码", "施工单位信用代码", "总承包单位统一社会信用代码",
                           "总包单位信用代码"), longest=24),
    Field("subs", (N_("分包单位"), "分包单位名称", "专业分包单位", "劳务分包单位", "分包"), longest=400),
    Field("started_on", (N_("开工日期"), "合同开工日期", "实际开工日期"), kind="day"),
    Field("ends_on", (N_("计划完工日期"), "竣工日期", "合同竣工日期", "计划竣工日期"), kind="day"),
    Field("account_bank", (N_("专用账户开户行"), "专户开户行", "专户开户银行", "开户银行", "工资专户开户行"), longest=120),
    Field("account_number", (N_("专用账户账号"), "专户账号", "工资专户账号", "农民工工资专用账户账号"), longest=40),
    Field("deposit_form", (N_("工资保证金形式"), "保证金形式", "保证金缴纳方式", "保证金类型"), longest=40),
    Field("deposit_fen", (N_("工资保证金（元）"), "保证金金额", "工资保证金金额"), kind="fen"),
)
NAME = FIELDS[1].label
TAKEN = tuple(one.key for one in FIELDS if one.key not in ("name", "permit", "owner", "owner_code", "general", "general_code", "subs"))
WORDS = Project.words | {"owner": PARTS[Part.OWNER], "general": PARTS[Part.GENERAL], "subs": PARTS[Part.SUB]}
_FORMS = (("免", Deposit.EXEMPT), ("保险", Deposit.INSURANCE), ("担保公司", Deposit.GUARANTOR), ("保函", Deposit.BANK),
          ("现金", Deposit.CASH), ("存入", Deposit.CASH), ("缴存", Deposit.CASH))


# ---- what the rows mean


def plan(rows, by):
    """[Line] for mapping.Rows; rows that cannot be taken (another office's, void, said twice in different words) become problems.
    A second row of the same project only adds its subcontractors."""
    lines, firsts = [], {}
    for row, values in sorted(rows.good.items()):
        try:
            _sound(values)
        except Refused as refusal:
            rows.refuse(row, NAME, refusal.message)
    register = _Register(list(rows.good.values()), by)
    for row, values in sorted(rows.good.items()):
        key = values["permit"] or (same_name(values["name"]), same_name(values["general"]))
        if (first := firsts.get(key)) is not None:
            new = [name for name in values["subs"] if name not in first.values["subs"]]
            if new:
                first.values["subs"] += new
            else:
                rows.refuse(row, NAME, Message(N_("与第 {row} 行是同一个工程"), row=first.row))
            continue
        try:
            found = register.project(values)
        except Refused as refusal:
            rows.refuse(row, NAME, refusal.message)
            continue
        firsts[key] = line = Line(row, "", values, found, code=values["permit"] or "")
        lines.append(line)
    for line in lines:
        line.changes = register.changed(line.record, line.values) if line.record else {}
        line.outcome = outcome(line.record, line.changes)
    rows.problems.sort(key=lambda problem: problem[0])
    return lines


def _sound(values):
    """The values as the register has them."""
    values["name"], values["permit"] = " ".join(values["name"].split()), projects.permit_of(values["permit"])
    for key in ("owner_code", "general_code"):
        if values[key]:
            judged = identifiers.credit_code(values[key])
            if not judged.valid:
                raise Refused(judged.reason)
            values[key] = judged.code
    if values["started_on"] and values["ends_on"] and values["ends_on"] < values["started_on"]:
        raise Refused(N_("计划完工日期不能早于开工日期"))
    if typed := values["deposit_form"]:
        values["deposit_form"] = next((form for word, form in _FORMS if word in typed), None)
        if values["deposit_form"] is None:
            raise Refused(Message(N_("认不出工资保证金形式“{typed}”"), typed=typed))
    if values["account_number"]:
        values["account_number"] = "".join(values["account_number"].split())
    values["subs"] = [name for part in re.split(r"[、，,;；/\n]+", values["subs"] or "") if (name := " ".join(part.split()))]


class _Register:
    """What the register has of the projects of a list, asked in a few statements."""

    def __init__(self, values, by):
        self.by, permits = by, sorted({one["permit"] for one in values if one["permit"]})
        self.by_permit, self.by_name, self.parts = {}, {}, {}
        whole = db.select(Project).options(sa.orm.joinedload(Project.area))
        for at in range(0, len(permits), 500):
            found = db.session.scalars(whole.where(Project.permit.in_(permits[at:at + 500])))
            self.by_permit.update({one.permit: one for one in found})
        here = {one.id: one for one in db.session.scalars(projects.projects(by, P.PARTY_VIEW).where(Project.state != ProjectState.VOID))}
        known = here | {one.id: one for one in self.by_permit.values()}
        ids = sorted(known)
        for at in range(0, len(ids), 500):
            for part in db.session.scalars(db.select(ProjectPart).options(sa.orm.joinedload(ProjectPart.employer)).where(
                    ProjectPart.project_id.in_(ids[at:at + 500]), ProjectPart.to_on.is_(None)).order_by(ProjectPart.id)):
                self.parts.setdefault(part.project_id, []).append(part)
        for one in here.values():
            self.by_name.setdefault(one.name_key, []).append(one)

    def project(self, values):
        """The registered one, or None. Refused: it is not this person's to change, or nobody can tell which."""
        found = self.by_permit.get(values["permit"]) if values["permit"] else None
        if found is None:
            called = [one for one in self.by_name.get(same_name(values["name"]), ()) if not (values["permit"] and one.permit)]
            same = [one for one in called if self._built_by(one, values)]
            if len(same) > 1 or (called and not same):
                raise Refused(N_("登记里有同名的工程，总承包单位不同或者不止一个：同一个的请填施工许可证号，不是同一个的请单独登记"))
            found = same[0] if same else None
        if found is not None and not may(self.by, P.PARTY_EDIT, found.area.path):
            raise Refused(Message(N_("登记在{office}，由那边改"), office=found.area.office))
        if found is not None and found.state is ProjectState.VOID:
            raise Refused(N_("这个工程的登记已经作废"))
        return found

    def _built_by(self, project, values):
        """May the general contractors be the same? Who is not named contradicts nobody."""
        leads = [part.employer for part in self.parts.get(project.id, ()) if part.role == Part.GENERAL]
        return not (leads and values["general"]) or _same_firm(leads[0], values["general"], values["general_code"])

    def changed(self, project, values):
        """{column: (stands there, list says)} as people read them; an empty cell says nothing."""
        found = {}
        for column in ("name", "permit", *TAKEN):
            old, new = getattr(project, column), values[column]
            if new not in (None, "") and new != old:
                found[column] = _shown(column, old), _shown(column, new)
        parts = self.parts.get(project.id, [])
        for role in (Part.OWNER, Part.GENERAL):
            name, code = values[str(role)], values[f"{role}_code"]
            lead = next((part.employer for part in parts if part.role == role), None)
            if name and (lead is None or not _same_firm(lead, name, code)):
                found[str(role)] = lead and lead.name, name
        subs = {part.employer.name_key for part in parts if part.role == Part.SUB}
        if new := [name for name in values["subs"] if same_name(name) not in subs]:
            found["subs"] = None, "、".join(new)
        return found


def _same_firm(employer, name, code):
    return bool(code and employer.credit_code == code) or employer.name_key == same_name(name)


def _shown(column, value):
    if value is None:
        return None
    if column == "deposit_form":
        return Message(DEPOSITS[value])
    return yuan(value) if column == "deposit_fen" else masked(value) if column == "account_number" else value


# ---- taking them


@action("parties.stage_projects")
def stage(*, kept, by):
    """Keep the list that was brought; nothing changes yet."""
    return importing.staged(KIND, kept, by)


@action("parties.take_projects")
def take(*, batch, lines, rows, by):
    """Take these Lines: new projects are registered with their firms, changes are made; another owner or general contractor comes
    from today on, a further subcontractor since nobody knows when."""
    areas = accounts.areas(by, P.PARTY_EDIT)
    return taken("parties.take_projects", batch=batch, lines=lines, rows=rows, by=by, change=lambda line: _change(line, by),
                 register=lambda values: _register(values, areas, by))


def _known(name, code, by):
    """The registered employer that a list means: by its code, else the only one of the person's areas that is called so."""
    if code and (known := queries.employer_by_code(code)):
        return known
    same = [one for one in alike.employers(by, name=name) if one.name_key == same_name(name) and not (code and one.credit_code)]
    return same[0] if len(same) == 1 else None


def _register(values, areas, by):
    facts = {key: values[key] for key in TAKEN}
    area = accounts.area_named(f"{values['address'] or ''}{values['name']}", areas, by)
    firms = {}
    for role in ("owner", "general"):
        name, code = values[role], values[f"{role}_code"]
        firms |= {f"{role}_name": name, f"{role}_code": code, role: _known(name, code, by) if name or code else None}
    project = actions.register_project(name=values["name"], permit=values["permit"], area_code=area.code, by=by, **facts, **firms)
    _subs(project, values["subs"], by)
    return project


def _subs(project, names, by):
    for name in names:
        db.session.flush()
        actions.join(project=project, role=Part.SUB, name=name, employer=_known(name, None, by), by=by)


def _change(line, by):
    project, values = line.record, line.values
    facts = {column: values[column] for column in TAKEN if column in line.changes}
    if facts or {"name", "permit"} & set(line.changes):
        actions.correct_project(project=project, name=values["name"] if "name" in line.changes else project.name,
                                permit=values["permit"] or project.permit, by=by, **facts)
    for role in (Part.OWNER, Part.GENERAL):
        if str(role) in line.changes:
            name, code = values[str(role)], values[f"{role}_code"]
            actions.join(project=project, role=role, name=name, code=code, employer=_known(name, code, by), by=by,
                         from_on=clock.today() if line.changes[str(role)][0] else project.started_on)
    if "subs" in line.changes:
        known = {part.employer.name_key for part in projects.parts(project) if part.role == Part.SUB and part.to_on is None}
        _subs(project, [name for name in values["subs"] if same_name(name) not in known], by)


