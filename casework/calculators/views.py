"""计算器的页面: the list, one page for every rule there will ever be, its sheet as a PDF, and the sheet kept in a case's file."""

from types import SimpleNamespace

from flask import Blueprint, abort, g, render_template, request, url_for
from flask_login import current_user

from casework.arrears import claiming
from casework.arrears import queries as arrears
from casework.arrears.grid_pages import may_write
from casework.arrears.models import KINDS
from casework.calculators import cases, claims, forms, line, queries, sites, telling, words
from casework.calculators.documents import CalculationSheet, title
from casework.core import calendar, clock, strip
from casework.core.errors import Refused
from casework.core.permissions import P, may
from casework.core.web import SIGNED_IN, done, requires
from casework.core.words import say
from casework.documents import render, store
from casework.documents.answers import pdf_response
from casework.law import rules
from casework.law.findings import N_, Message
from casework.law.tables import KINDS as TABLES
from casework.parties.project_models import PARTS

bp = Blueprint("calculators", __name__, url_prefix="/calculators")


def me():
    return current_user._get_current_object()


def the_case():
    """The case in the address, when the person may see it; None without one."""
    id = request.args.get("case", type=int)
    return arrears.case(id, current_user) if id is not None else None


def the_worker(rule, case):
    """((id, name) of whom the sheet speaks, everybody in the case), for rules that speak of one person in a case."""
    if case is None or rule.name not in cases.ABOUT_ONE:
        return None, []
    everybody, asked = cases.workers(case), request.args.get("worker", type=int)
    return next((one for one in everybody if one[0] == asked), everybody[0] if everybody else None), everybody


def the_site(rule, case):
    """The registered project whose names stand in the answer: of the case, or of the address alone."""
    return sites.of(rule, case, request.args.get("project", type=int), current_user)


def the_rule(name):
    return rules.every().get(name) or abort(404)


@bp.get("/")
@requires(SIGNED_IN)
def index():
    return render_template("calculators/index.html", catalogue=queries.catalogue(), words=words, case=the_case())


@bp.route("/<name>", methods=["GET", "POST"])
@requires(SIGNED_IN)
def show(name):
    rule, case = the_rule(name), the_case()
    form = forms.make(rule)()
    return _page(rule, form, case, form.answer(calendar.tables()))


@bp.post("/<name>/answer")
@requires(SIGNED_IN)
def opinion(name):
    """The answer to what is being typed, as a fragment for the page's script; the page works without it."""
    rule = the_rule(name)
    form = forms.make(rule)()
    answer = sites.named(form.answer(calendar.tables()), the_site(rule, the_case()))
    return render_template("calculators/_answer.html", rule=rule, form=form, words=words, **_told(rule, form, answer))


@bp.post("/<name>/sheet")
@requires(SIGNED_IN)
def sheet(name):
    """The sheet as a PDF; nothing is kept."""
    rule, case = the_rule(name), the_case()
    form, worked = _worked(rule, case)
    if worked is None:
        return _page(rule, form, case, None)
    paper = CalculationSheet.of_case(case, me(), worked, _name(rule, case)) if case else CalculationSheet.of_nothing(me(), worked)
    return pdf_response(render.pdf(paper, paper.printed_facts())[0], f"{title(rule)}.pdf")


@bp.post("/<name>/case/<int:id>")
@requires(P.PAPER_PRINT)
def keep(name, id):
    """The sheet is issued as a paper of the case: its facts never change again."""
    rule, case = the_rule(name), arrears.case(id, current_user)
    if not may(current_user, P.PAPER_PRINT, case.area.path):
        abort(403)
    form, worked = _worked(rule, case)
    if worked is None:
        return _page(rule, form, case, None)
    kept = store.issue(CalculationSheet.of_case(case, me(), worked, _name(rule, case)), by=me())
    return done(Message(N_("《{title}》已存入案卷"), title=kept.title), url_for("arrears.show", id=id, _anchor="papers"))


@bp.post("/<name>/case/<int:id>/claim")
@requires(P.CASE_REGISTER)
def claim(name, id):
    """The sum becomes a claim of one worker of the case, beside the wages, with what it was worked out from."""
    rule, case = the_rule(name), arrears.case(id, current_user)
    form, worked = _worked(rule)
    if worked is None:
        return _page(rule, form, case, None)
    try:
        kind, fen = claims.chosen(rule, worked[2], request.form.get("claim_kind"), request.form.get("claim_amount"))
        claiming.add_claim(case=case, worker_id=request.form.get("claim_worker", 0, type=int), kind=kind, claimed_fen=fen, by=me(),
                           calculation=claims.kept(rule, worked[1], worked[2], fen))
    except Refused as refusal:
        g.refused = True
        form.form_errors = [*form.form_errors, str(refusal)]
        return _page(rule, form, case, worked[2])
    return done(N_("已记入本案，算法一起保存"), url_for("arrears.sheet_worker", id=id, worker=request.form["claim_worker"]))


def _worked(rule, case=None):
    """(form, what the sheet is made of), the second None when something is typed wrong."""
    form = forms.make(rule)()
    answer = sites.named(form.answer(calendar.tables()), the_site(rule, case))
    return form, answer and (rule, form.data_of(), answer, form.claims)


def _name(rule, case):
    worker, everybody = the_worker(rule, case)
    return worker[1] if worker and len(everybody) > 1 else None


def _page(rule, form, case, answer):
    area = case.area if case else current_user.home
    worker, everybody = the_worker(rule, case)
    site = the_site(rule, case)
    answer = sites.named(answer, site)
    contract = cases.contract_of(case, worker[0], current_user) if worker else None
    facts, sources = queries.beforehand(rule, area, clock.today(), case, worker, contract)
    if not form.is_submitted():
        form.fill(facts)
    return render_template(
        "calculators/show.html", rule=rule, form=form, case=case, words=words, catalogue=queries.catalogue(), sources=sources,
        filled=facts if not form.is_submitted() else {}, **_told(rule, form, answer),
        offers=claims.offers(rule, answer) if answer and case is not None and may_write(case, current_user) else [],
        site=site, roles=PARTS, people=arrears.claimants(case) if answer and case is not None else [], kinds=KINDS,
        worker=worker, everybody=everybody, tables={name: TABLES[name].title for name in queries.tables_of(rule)},
        may_keep=case is not None and may(current_user, P.PAPER_PRINT, case.area.path))


def _told(rule, form, answer):
    """The answer in words, and its days as they are drawn; nothing of it while something is typed wrong."""
    if answer is None:
        return {"told": None}
    told = telling.told(rule, answer, form.claims, form.data_of())
    count = told.days and SimpleNamespace(label=rule.title, code="", from_on=told.days[0].date, due_on=told.days[-1].date)
    return {"told": told, "count": count, "days": strip.strip(told.days, clock.today()) if count else None,
            "drawing": told.line and line.drawn(told.line.points, told.line.spans, say)}
