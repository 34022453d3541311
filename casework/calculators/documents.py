"""计算表: inputs, steps with their articles, result. Printed for anybody; in a case it is issued and lies in its file."""

from datetime import date

from flask import abort

from casework.arrears import queries as arrears
from casework.arrears.facts import loaded, paper_profile
from casework.calculators import line, telling
from casework.core import clock, strip
from casework.documents import Document, Profile
from casework.documents.render import written
from casework.law import amounts, rules
from casework.law.tables import seed
from casework.law.terms import Day

SAMPLE = {
    "hired": "2019-03-11", "ended": "2026-08-31", "ground": "T40-2", "average_wage": "6820", "local_average_monthly_wage": "8912",
    "previous_month_wage": "6950", "minimum_wage": "2260",
}  # fmt: skip

SHORT = {"event": "起", "make-up": "班", "holiday": "休", "suspended": "停", "rolled": "延"}  # beside the day: paper is black and white


def title(rule):
    """经济补偿计算表; 公民身份号码校验表."""
    return rule.title + ("表" if rule.title.endswith("校验") else "计算表")


class CalculationSheet(Document):
    """`worked`: (rule, facts as JSON, Answer, claims). Without it only what was issued can be looked at. `name`: of whom it
    speaks; without one, of everybody in the case."""

    code, title, group, issuer_level = "calculation-sheet", "计算表", "计算", "township"
    copies = ("劳动者", "用人单位", "附卷")

    def __init__(self, subject, profile=None, worked=None, on=None, name=None):
        super().__init__(subject, profile)
        self.worked, self.on, self.name = worked, on or clock.today(), name

    @classmethod
    def load(cls, id, user):
        return cls.of_case(arrears.case(id, user), user)

    @classmethod
    def of_case(cls, case, user, worked=None, name=None):
        return cls(case, paper_profile(loaded(case.id), user), worked, name=name)

    @classmethod
    def of_nothing(cls, user, worked):
        """A sheet for somebody at the counter: in the name of the person's office, about no record."""
        office = user.body.name if user.body else user.home.name if user.home else ""
        return cls(None, Profile(issuer=office, prefix=""), worked)

    def printed_facts(self, n=None, on=None):
        facts = super().printed_facts(n, on)
        facts["paper"]["title"] = title(self.worked[0])
        return facts

    def facts(self):
        if self.worked is None:
            abort(404)
        return {**self.about_case(), **facts(*self.worked), "computed_on": self.on.isoformat()}

    def about_case(self):
        case = self.subject
        if case is None:
            return {"case_number": "", "employer": None, "people": None}
        if self.name:
            return {"case_number": case.number, "employer": case.employer.name, "people": self.name}
        count, who = arrears.sums(case).workers or case.people_stated or 1, case.complainant
        people = who and (f"{who.name}等{count}人" if count > 1 else who.name)
        return {"case_number": case.number, "employer": case.employer.name, "people": people or f"{count}人"}

    @classmethod
    def layout(cls, facts, shrink=0):
        """Where the line of days is drawn, and the weeks of a count; neither in sheets kept before there were any."""
        drawing = facts.get("line")
        days = [Day(date.fromisoformat(on), kind, n) for on, kind, n in facts.get("days", ())]
        return {
            "drawing": drawing and line.drawn([(date.fromisoformat(on), text) for on, text in drawing["points"]],
                                              [(date.fromisoformat(a), date.fromisoformat(b), css, text)
                                               for a, b, css, text in drawing["spans"]], width=line.PAPER),
            "weeks": strip.strip(days, date.max)["weeks"] if days else [], "spans": drawing["spans"] if drawing else [],
            "short": SHORT,
        }

    @classmethod
    def sample(cls):
        rule = rules.every()["severance"]
        worked = rule, SAMPLE, rule.answer(SAMPLE, seed()), {"worker_claim": 5115000, "employer_claim": 3410000}
        return {"case_number": "青劳欠〔2026〕41号", "employer": "云溪县锦程服饰织造有限公司", "people": "迪丽努尔·麦麦提",
                **facts(*worked), "computed_on": "2026-10-16"}


def facts(rule, data, answer, claims):
    """Everything of a calculation as plain JSON values, in Chinese: what was given, how it was worked out, what it comes to."""
    made = telling.told(rule, answer, claims, data)
    rows, tables = telling.given(rule, data)
    return {
        "calculation": rule.title,
        "given": [[str(label), str(text)] for label, text in rows], "given_tables": [_table(*one) for one in tables],
        "steps": [[str(message), "；".join(written(c) for c in basis)] for message, basis, _ in made.steps],
        "first": [str(made.first[0]), str(made.first[1])], "fen": made.fen,
        "rows": [[str(label), str(text)] for label, text in made.rows], "tables": [_table(*one) for one in made.tables],
        "warnings": [str(one) for one in made.warnings],
        "days": [[day.date.isoformat(), day.kind, day.n] for day in made.days],
        "line": made.line and {"points": [[on.isoformat(), str(said)] for on, said in made.line.points],
                               "spans": [[a.isoformat(), b.isoformat(), css, str(said)] for a, b, css, said in made.line.spans]},
        "claims": [[str(who), amounts.yuan(fen), None if more is None else _signed(more)]
                   for who, fen, more in made.claims],
    }


def _table(label, heads, rows):
    return {"title": str(label), "heads": [[str(words_), css] for words_, css in heads],
            "rows": [[str(cell) for cell in row] for row in rows]}


def _signed(fen):
    return ("−" if fen < 0 else "＋" if fen else "") + amounts.yuan(abs(fen))
