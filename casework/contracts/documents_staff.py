"""职工名册、劳动用工备案表 — who worked at an employer on a day, and what was signed, changed and ended there between two days."""

from casework.contracts import queries
from casework.contracts.documents_base import SEXES, ContractPaper, employer_facts, iso, until
from casework.contracts.words import WAGES
from casework.core.money import yuan
from casework.documents import Roster
from casework.documents.paging import Column
from casework.documents.render import day
from casework.law import contracts as law
from casework.law.findings import N_

FORMS = {  # 用工形式, as rosters say it
    None: "未订立书面合同", "part_time": "非全日制", "dispatch": "劳务派遣", "over_age": "超龄用工", "site": "工地用工",
    "trainee": "就业见习", "intern": "学生实习", "foreigner": "外国人就业"}
MATTERS = {"registered": "签订", "signed": "补签", "renewed": "续订", "amended": "变更", "suspended": "中止", "resumed": "恢复"}


def form_of(kind):
    return FORMS.get(kind, "全日制")


def term(kind, start, end, on=None):
    """劳动合同期限 in the room of a cell."""
    if kind is None:
        return "没有订立书面合同"
    if end:
        return f"{iso(start)}至{iso(end)}{'（已届满）' if on and end < on else ''}"
    return f"{iso(start)}起，{until(kind)}"


def wage(kind, fen):
    return "" if fen is None else f"{WAGES[kind]}{yuan(fen)}"


class Listed(ContractPaper, Roster):
    """A landscape list about an employer: facts have `heading`, `rows`, `said` (what stands beside the total)."""

    page, unit, tail = "wide", "人", 4

    @classmethod
    def layout(cls, facts, shrink=0):
        return super().layout(facts, shrink) | {"unit": cls.unit}

    def head(self, *more):
        own = employer_facts(self.subject)
        return {"employer": own["name"], "heading": [
            ["用人单位", own["name"]], ["统一社会信用代码", own["credit_code"] or ""], ["负责人", own["legal_rep"] or ""],
            ["地址", own["operating"] or own["address"] or ""], ["电话", own["phone"] or ""], *more]}


class StaffRoster(Listed):
    """职工名册 (劳动合同法第7条、实施条例第8条): every field that the article names, of everybody who worked there on a day."""

    code, title, words = "staff-roster", "职工名册", N_("职工名册")
    copies = ("用人单位",)

    def __init__(self, subject, profile=None, on=None):
        super().__init__(subject, profile)
        self.on = on

    @classmethod
    def columns(cls, facts):
        return [Column("n", "序号", 10, "count"), Column("name", "姓名", 24, "name"), Column("sex", "性别", 10),
                Column("number", "公民身份号码", 36, "id"), Column("household", "户籍地址", 34, "text"),
                Column("address", "现住址", 40, "text"), Column("phone", "联系方式", 24, "id"), Column("form", "用工形式", 20),
                Column("hired_on", "用工起始|时间", 20, "id"), Column("term", "劳动合同期限", 28), Column("post", "岗位", 15)]

    def facts(self):
        rows = [{
            "name": row.worker, "sex": SEXES.get(str(row.sex), "") if row.sex else "", "number": row.id_number or "",
            "household": row.household or "", "address": row.address or "", "phone": row.telephone or "",
            "form": form_of(row.kind), "hired_on": iso(row.hired_on),
            "term": term(row.kind, row.start_on, row.end_on, self.on) + ("（中止）" if row.suspended else ""), "post": row.post or "",
        } for row in queries.staff(self.subject.id, self.on)]
        bare = sum(row["form"] == FORMS[None] for row in rows)
        return self.head(["名册日期", day(iso(self.on))]) | {
            "rows": rows, "said": f"其中订立书面合同{len(rows) - bare}人，没有订立{bare}人" if rows else "这一天没有登记在册的人"}

    @classmethod
    def sample(cls):
        from casework.contracts import samples

        return samples.listed(["名册日期", "2026年10月14日"]) | {"rows": samples.STAFF, "said": "其中订立书面合同4人，没有订立1人"}


class EmploymentFiling(Listed):
    """劳动用工备案表 of a period. No text that was read prescribes its form: the columns are ours, after those that cities use."""

    code, title, words, unit, tail = "employment-filing", "劳动用工备案表", N_("劳动用工备案表"), "项", 5
    copies = ("接收单位", "用人单位")

    def __init__(self, subject, profile=None, from_on=None, to_on=None):
        super().__init__(subject, profile)
        self.from_on, self.to_on = from_on, to_on

    @classmethod
    def columns(cls, facts):
        return [Column("n", "序号", 10, "count"), Column("name", "姓名", 24, "name"), Column("sex", "性别", 10),
                Column("number", "公民身份号码", 36, "id"), Column("post", "岗位或者|工种", 20), Column("form", "用工形式", 18),
                Column("hired_on", "用工之日", 20, "id"), Column("term", "合同期限", 28), Column("wage", "工资标准|（元）", 22),
                Column("insured_on", "参保日期", 20, "id"), Column("matter", "备案事项", 17), Column("on", "发生日期", 20, "id"),
                Column("why", "说明", 19, "text")]

    def facts(self):
        rows = [self._row(*found) for found in queries.happened(self.subject.id, self.from_on, self.to_on)]
        counted = {}
        for row in rows:
            counted[row["matter"]] = counted.get(row["matter"], 0) + 1
        before, after = (queries.head_count(self.subject.id, on) for on in (queries.day_before(self.from_on), self.to_on))
        period = f"{day(iso(self.from_on))}至{day(iso(self.to_on))}"
        return self.head(["备案期间", period], ["期初在册", f"{before}人"], ["期末在册", f"{after}人"]) | {
            "rows": rows, "said": "，".join(f"{matter}{n}项" for matter, n in counted.items()) or "本期没有变动"}

    def _row(self, event, span, contract, worker):
        told = {key: new for key, (_, new) in event.changes.items()} if event.what == "registered" and span.kind is None else {}
        kind = told.get("kind") or span.kind
        start, end = (told.get(key) or iso(getattr(span, key)) for key in ("start_on", "end_on"))
        ending = law.ENDINGS.get(event.code)
        matter = MATTERS.get(event.what) or ("解除" if event.code.startswith("T") else "终止")
        return {
            "name": worker.name, "sex": SEXES.get(str(worker.sex), "") if worker.sex else "", "number": worker.id_number or "",
            "post": span.post or "", "form": form_of(kind), "hired_on": iso(contract.hired_on), "wage": wage(span.wage_kind, span.wage_fen),
            "term": "没有订立书面合同" if kind is None else f"{start}至{end}" if end else term(kind, contract.start_on, None).replace(
                iso(contract.start_on), start), "insured_on": iso(contract.insured_on) or "",
            "matter": "用工（未签）" if matter == "签订" and kind is None else matter, "on": iso(event.on),
            "why": str(ending.title) if ending else ""}

    @classmethod
    def sample(cls):
        from casework.contracts import samples

        return samples.listed(["备案期间", "2026年10月1日至2026年10月31日"]) | {
            "rows": samples.FILED, "said": "签订2项，续订1项，变更1项，解除1项"}
