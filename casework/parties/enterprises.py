"""企业名录 — lists of the market regulator and the tax office beside the register, by credit code; a person takes what is shown."""

from sqlalchemy.orm import joinedload

from casework.accounts import queries as accounts
from casework.core import clock, importing
from casework.core.actions import action
from casework.core.errors import Refused
from casework.core.mapping import Field
from casework.core.permissions import P, may
from casework.extensions import db
from casework.law import identifiers
from casework.law.findings import N_, Message
from casework.parties import actions
from casework.parties.listed import Line, outcome, taken
from casework.parties.models import Employer
from casework.parties.sections import SECTIONS

KIND = "enterprises"
FIELDS = (
    Field("credit_code", (N_("统一社会信用代码"), "社会信用代码", "信用代码", "纳税人识别号", "统一代码"), must=True, longest=24),
    Field("name", (N_("企业名称"), "单位名称", "用人单位名称", "名称", "纳税人名称", "市场主体名称"), must=True, longest=120),
    Field("legal_representative", (N_("法定代表人"), "法人", "负责人", "经营者", "法定代表人或负责人", "法人姓名"), longest=40),
    Field("telephone", (N_("单位电话"), "电话", "联系电话", "办税人电话"), longest=30),
    Field("address", (N_("单位地址"), "住所", "注册地址", "经营场所", "地址", "登记地址"), longest=200),
    Field("operating_address", (N_("经营地址"), "生产经营地址", "实际经营地址"), longest=200),
    Field("economic_type", (N_("经济类型"), "企业类型", "市场主体类型", "登记注册类型"), longest=40),
    Field("section", (N_("行业门类"), "行业", "行业代码", "所属行业"), longest=40),
    Field("headcount", (N_("从业人数"), "职工人数", "从业人员", "人数"), longest=12),
)
CODE = FIELDS[0].label
TAKEN = tuple(one.key for one in FIELDS if one.key not in ("credit_code", "name"))
_SECTIONS = {words: letter for letter, words in SECTIONS.items()}


def plan(rows, by):
    """[Line] for mapping.Rows; rows that cannot be taken (a wrong code, another office's, twice in the list) become problems."""
    codes, lines, seen = {}, [], {}
    for row, values in sorted(rows.good.items()):
        try:
            codes[row] = _sound(values)
        except Refused as refusal:
            rows.refuse(row, CODE, refusal.message)
    known = by_codes(set(codes.values()))
    for row, code in codes.items():
        values, employer = rows.good[row], known.get(code)
        if code in seen:
            rows.refuse(row, CODE, Message(N_("与第 {row} 行信用代码重复"), row=seen[code]))
        elif employer and not may(by, P.PARTY_EDIT, employer.area.path):
            rows.refuse(row, CODE, Message(N_("登记在{office}，由那边改"), office=employer.area.office))
        else:
            seen[code] = row
            changes = changed(employer, values) if employer else {}
            lines.append(Line(row, outcome(employer, changes), values, employer, changes, code))
    return lines


def _sound(values):
    """The credit code; the other values as the register has them."""
    judged = identifiers.credit_code(values["credit_code"])
    if not judged.valid:
        raise Refused(judged.reason)
    values["credit_code"], values["name"] = judged.code, " ".join(values["name"].split())
    if text := values["section"]:
        letter = text[:1].upper()
        values["section"] = _SECTIONS.get(text) or (letter if letter in SECTIONS and not text[1:2].isalpha() else None)
    if text := values["headcount"]:
        if not text.isdecimal():
            raise Refused(Message(N_("人数“{typed}”不是整数"), typed=text))
        values["headcount"] = int(text)
    return judged.code


def by_codes(codes):
    """{credit code: Employer with its area} city-wide."""
    found, codes = {}, sorted(codes)
    for at in range(0, len(codes), 500):
        rows = db.session.scalars(db.select(Employer).options(joinedload(Employer.area)).where(
            Employer.credit_code.in_(codes[at:at + 500]), Employer.merged_into_id.is_(None)))
        found.update({one.credit_code: one for one in rows})
    return found


def changed(employer, values):
    """What the list says differently; an empty cell says nothing."""
    return {column: (getattr(employer, column), values[column]) for column in ("name", *TAKEN)
            if values[column] not in (None, "") and values[column] != getattr(employer, column)}


@action("parties.stage_list")
def stage(*, kept, by):
    """Keep the list that was brought; nothing changes yet."""
    return importing.staged(KIND, kept, by)


@action("parties.take_list")
def take(*, batch, lines, rows, by):
    """Take these Lines of a list: new ones are registered, changes are made, another name becomes a renaming of today."""
    areas = accounts.areas(by, P.PARTY_EDIT)
    return taken("parties.take_list", batch=batch, lines=lines, rows=rows, by=by, change=lambda line: _change(line, by),
                 register=lambda values: _register(values, areas, by))


def _register(values, areas, by):
    facts = {key: values[key] for key in TAKEN}
    where = f"{facts['operating_address'] or ''}{facts['address'] or ''}"
    actions.register_employer(name=values["name"], credit_code=values["credit_code"], area=accounts.area_named(where, areas, by), by=by,
                              **facts)


def _change(line, by):
    facts = {column: new for column, (_, new) in line.changes.items() if column != "name"}
    if "name" in line.changes:
        actions.rename_employer(employer=line.record, name=line.values["name"], on=clock.today(), by=by)
    if facts:
        actions.correct_employer(employer=line.record, by=by, **facts)
