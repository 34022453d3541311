"""What is typed about a collective contract. Lists of people, posts and employers are typed as lines, as they stand in the text."""

import re

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from casework.collective.words import (
    COVERS,
    EMPLOYERS,
    FORUMS,
    KINDS,
    RELATIONS,
    SCOPES,
    SPEAKERS,
    WORKERS,
    YES_NO,
    Cover,
    Forum,
    Relation,
    Scope,
    Speaker,
)
from casework.core import clock
from casework.core.fields import ChoiceField, DayField, TextField, TicksField, WholeField, tidy
from casework.core.forms import ActionForm
from casework.core.words import say
from casework.law import amounts
from casework.law.collective_review import COPIES, PAPERS
from casework.law.findings import N_, Message
from casework.parties.sections import SECTIONS

OUTSIDE = ("外聘", "outside")
ALL_POSTS = ("全部", "全部岗位", "各岗位", "所有岗位", "最低", "all")
MOST = 2000


def needed(message):
    return InputRequired(message)


class LinesField(TextAreaField):
    """Lines of text; `parsed` is what `read(cells)` made of each. A bad line is named by its number."""

    apart = re.compile(r"[\s,，、;；]+")

    def __init__(self, label, validators=(), rows=3, **kwargs):
        super().__init__(label, validators, filters=[tidy], render_kw={"rows": rows, "autocomplete": "off"}, **kwargs)

    def read(self, cells):
        return " ".join(cells)

    @property
    def parsed(self):
        return [self.read(self.apart.split(line.strip())) for line in (self.data or "").splitlines() if line.strip()]

    def pre_validate(self, form):
        lines = (self.data or "").splitlines()
        if len(lines) > MOST:
            raise ValidationError(say(Message(N_("最多 {most} 行"), most=MOST)))
        for n, line in enumerate(lines, start=1):
            if line.strip() and (said := self.wrong(self.apart.split(line.strip()))):
                raise ValidationError(say(Message(N_("第 {n} 行：{said}"), n=n, said=Message(said))))

    def wrong(self, cells):
        return None


class PeopleField(LinesField):
    """姓名 职务 (外聘) in each line."""

    def read(self, cells):
        outside = any(cell in OUTSIDE for cell in cells)
        rest = [cell for cell in cells if cell not in OUTSIDE]
        return rest[0], " ".join(rest[1:])[:60] or None, outside

    def wrong(self, cells):
        rest = [cell for cell in cells if cell and cell not in OUTSIDE]
        return None if rest and len(rest[0]) <= 60 else N_("请写姓名，职务写在后面")


class StandardsField(LinesField):
    """岗位 月工资 (小时工资) in each line; 全部 for every post. A comma belongs to a number: 2,600."""

    apart = re.compile(r"[\s，、;；]+")

    def read(self, cells):
        figures = [amounts.fen(cell.rstrip("元")) for cell in cells[1:]]
        monthly, hourly = (*figures, None)[:2]
        return None if cells[0] in ALL_POSTS else cells[0][:60], monthly or None, hourly or None

    def wrong(self, cells):
        if not 2 <= len(cells) <= 3:
            return N_("请写岗位和月工资，例如：全部 2600；有小时工资的写在最后")
        try:
            figures = self.read(cells)[1:]
        except ValueError:
            return N_("请填写金额，例如 12000.00")
        return None if any(figures) else N_("金额应大于零")


class EmployersField(LinesField):
    """A credit code or a registered name in each line."""

    @property
    def parsed(self):
        return [" ".join(line.split()) for line in (self.data or "").splitlines() if line.strip()]


def whole(label, most=1_000_000):
    return WholeField(label, [Optional(), NumberRange(0, most, _l("请填写 0 到 1000000 之间的整数"))])


class ContractForm(ActionForm):
    """报送登记 of one employer's contract."""

    not_facts = ActionForm.not_facts | {"employers_others", "workers_others", "standards", "large"}
    kind_of = ChoiceField(_l("种类"), KINDS, [needed(_l("请选择种类"))], empty=_l("请选择"))
    title = TextField(_l("名称"), [needed(_l("请填写集体合同的名称")), Length(max=120)])
    relation = ChoiceField(_l("与以前合同的关系"), RELATIONS, default=Relation.NEW.value)
    predecessor = ChoiceField(_l("续订或者变更的是哪一份"), {}, [Optional()], empty=_l("没有"))
    signed_on = DayField(_l("双方首席代表签字日期"), [needed(_l("请填写双方首席代表签字的日期"))])
    start_on = DayField(_l("合同起"), [needed(_l("请填写合同开始日期"))])
    end_on = DayField(_l("合同止"), [needed(_l("请填写合同终止日期"))])
    employers_address = TextField(_l("用人单位方地址"), [Optional(), Length(max=200)])
    workers_name = TextField(_l("劳动者方名称"), [needed(_l("请填写工会名称，没有工会的写“职工代表”")), Length(max=120)])
    workers_address = TextField(_l("劳动者方地址"), [Optional(), Length(max=200)])
    speaker = ChoiceField(_l("劳动者方由谁代表"), SPEAKERS, default=Speaker.UNION.value)
    guided_by = TextField(_l("指导推举的上级工会"), [Optional(), Length(max=120)], description=_l("没有工会的填写"))
    large = ChoiceField(_l("是不是规模以上企业"), YES_NO, [Optional()], empty=_l("不清楚"))
    employers_chief = TextField(_l("用人单位方首席代表"), [Optional(), Length(max=60)])
    employers_chief_title = TextField(_l("用人单位方首席代表职务"), [Optional(), Length(max=60)])
    workers_chief = TextField(_l("劳动者方首席代表"), [Optional(), Length(max=60)])
    workers_chief_title = TextField(_l("劳动者方首席代表职务"), [Optional(), Length(max=60)])
    employers_others = PeopleField(_l("用人单位方其他代表"), description=_l("每行一人：姓名 职务；委托外单位的，行末写“外聘”"))
    workers_others = PeopleField(_l("劳动者方其他代表"), description=_l("每行一人：姓名 职务；委托外单位的，行末写“外聘”"))
    negotiated_on = DayField(_l("协商达成一致日期"), [Optional()])
    forum = ChoiceField(_l("草案由谁通过"), {key: FORUMS[key] for key in (Forum.CONGRESS, Forum.ALL)}, [Optional()], empty=_l("未填"))
    congress_on = DayField(_l("表决日期"), [Optional()])
    entitled = whole(_l("应到人数"))
    present = whole(_l("实到人数"))
    agreed = whole(_l("同意人数"))
    standards = StandardsField(_l("约定的最低工资标准"),
                               description=_l("每行一个岗位：岗位 月工资 小时工资（没有的不写）；适用全部岗位的写“全部”"))
    stated_workers = whole(_l("申报的职工人数"))
    received_on = DayField(_l("收到日期"), [needed(_l("请填写收到集体合同文本的日期"))], default=clock.today)
    received_from = TextField(_l("报送人"), [needed(_l("请填写报送人")), Length(max=60)])
    copies = WholeField(_l("文本份数"), [Optional(), NumberRange(1, 20, _l("文本份数在 1 到 20 之间"))], default=COPIES)
    papers = TicksField(_l("收到的材料"), PAPERS, default=("text",))

    def keywords(self):
        typed = super().keywords()
        typed["large"] = {"yes": True, "no": False}.get(self.large.data)
        for name in ("employers_others", "workers_others", "standards", "employers"):
            if name in self:
                typed[name] = self[name].parsed
        return typed

    def show(self, one):
        """What is noted of a contract, as it would be typed."""
        for name in ("title", "signed_on", "start_on", "end_on", "employers_address", "workers_name", "workers_address", "guided_by",
                     "negotiated_on", "congress_on", "entitled", "present", "agreed", "stated_workers", "received_on", "received_from",
                     "employers_name", "section", "stated_employers"):
            if name in self:
                self[name].data = getattr(one, name)
        for name in ("kind_of", "relation", "speaker", "forum", "cover"):
            if name in self:
                self[name].data = getattr(one, name) and str(getattr(one, name))
        self.large.data = {True: "yes", False: "no"}.get(one.large)
        self.predecessor.data = str(one.predecessor_id) if one.predecessor_id else None
        for side in (EMPLOYERS, WORKERS):
            people = [d for d in one.delegates if d.side == side]
            chief = next((d for d in people if d.chief), None)
            self[f"{side}_chief"].data, self[f"{side}_chief_title"].data = (chief.name, chief.title) if chief else (None, None)
            self[f"{side}_others"].data = "\n".join(
                " ".join(filter(None, (d.name, d.title, OUTSIDE[0] if d.outside else None))) for d in people if d is not chief)
        self.standards.data = "\n".join(" ".join(filter(None, (
            row.post or "全部", amounts.plain(row.monthly_fen or 0), row.hourly_fen and amounts.plain(row.hourly_fen))))
            for row in one.standards)
        if "employers" in self:
            self.employers.data = "\n".join(party.employer.credit_code or party.employer.name for party in one.parties)


class RegionalForm(ContractForm):
    """区域性、行业性: which area, on whose behalf, whom it binds."""

    not_facts = ContractForm.not_facts | {"area", "scope"}
    scope = ChoiceField(_l("范围"), {key: SCOPES[key] for key in (Scope.REGIONAL, Scope.INDUSTRY)}, [needed(_l("请选择范围"))],
                        default=Scope.REGIONAL.value)
    area = ChoiceField(_l("区域"), {}, [needed(_l("请选择区域"))], empty=_l("请选择"))
    employers_name = TextField(_l("用人单位方名称"), [needed(_l("请填写企业代表组织的名称")), Length(max=120)],
                               description=_l("行业协会、商会、企业家协会、工商联等"))
    cover = ChoiceField(_l("约束哪些用人单位"), COVERS, default=Cover.LISTED.value)
    section = ChoiceField(_l("行业门类"), SECTIONS, [Optional()], empty=_l("不限行业"),
                          description=_l("约束区域内全部用人单位时，只限这个行业"))
    employers = EmployersField(_l("所列的用人单位"), rows=5, description=_l("每行一家：统一社会信用代码或者登记的全称"))
    stated_employers = whole(_l("申报的用人单位数"))
    forum = ChoiceField(_l("草案由谁通过"), {key: FORUMS[key] for key in (Forum.TOGETHER, Forum.EACH)}, [Optional()], empty=_l("未填"))


GROUPS = (  # (heading, fields) of the page
    (N_("合同"), ("scope", "area", "kind_of", "title", "relation", "predecessor", "signed_on", "start_on", "end_on")),
    (N_("双方"), ("employers_name", "employers_address", "workers_name", "workers_address", "speaker", "large", "guided_by")),
    (N_("协商代表"), ("employers_chief", "employers_chief_title", "workers_chief", "workers_chief_title", "employers_others",
                  "workers_others")),
    (N_("协商和通过"), ("negotiated_on", "forum", "congress_on", "entitled", "present", "agreed")),
    (N_("约束谁、约定多少"), ("cover", "section", "employers", "stated_employers", "stated_workers", "standards")),
    (N_("收件"), ("received_on", "received_from", "copies", "papers")),
)
MENDED = ("copies", "papers", "scope", "area")  # asked once, at the counter


class BringForm(ActionForm):
    codes = TicksField(_l("收到的材料"), PAPERS)
    copies = WholeField(_l("文本份数"), [Optional(), NumberRange(1, 20, _l("文本份数在 1 到 20 之间"))])
    on = DayField(_l("收到日期"), [needed(_l("请填写收到日期"))], default=clock.today)
    brought_by = TextField(_l("报送人"), [needed(_l("请填写报送人")), Length(max=60)])


class AnswersForm(ActionForm):
    """审查结论: `v-CODE` and `n-CODE` of every test that is on the page; what is left as it was changes nothing."""

    def keywords(self):
        return {"given": self.given}

    @property
    def given(self):
        """{code: (verdict or None, reason or None)} as typed."""
        typed = request.form
        return {key[2:]: (value or None, tidy(typed.get(f"n-{key[2:]}", "")[:300])) for key, value in typed.items() if key.startswith("v-")}


class ObjectionForm(ActionForm):
    clause = TextField(_l("条款"), [needed(_l("请写明是哪一条")), Length(max=60)], description=_l("例如：第七条第二款"))
    basis = TextField(_l("依据"), [needed(_l("请写明依据的条文")), Length(max=200)])
    problem = TextAreaField(_l("问题"), [needed(_l("请写明哪里不合法")), Length(max=500)], filters=[tidy])


class EmployerForm(ActionForm):
    employer = TextField(_l("用人单位"), [needed(_l("请填写用人单位")), Length(max=120)], description=_l("统一社会信用代码或者登记的全称"))
    from_on = DayField(_l("从哪天起"), [needed(_l("请填写日期"))])


class ScanForm(ActionForm):
    not_facts = ActionForm.not_facts | {"file"}
    file = FileField(_l("签字盖章的文本"), [FileRequired(_l("请选择文件"))], description=_l("PDF、JPG 或 PNG"))
    received_on = DayField(_l("收到日期"), [Optional()], default=clock.today)
