"""单位自报的页面: for employers without an account, by a code; and for the office that gave it."""

from flask import redirect, render_template, request, session, url_for
from flask_login import current_user

from casework.accounts import queries as accounts
from casework.contracts import forms, reporting, workbooks
from casework.contracts.web import bp, me, sent, whose
from casework.contracts.words import REPORTED, WEIGHTS
from casework.core import files
from casework.core.permissions import P
from casework.core.web import PUBLIC, done, requires
from casework.law.findings import N_

KEY = "report_link"


# ---- for employers, without an account

@bp.route("/report", methods=["GET", "POST"])
@requires(PUBLIC)
def report():
    """The code, typed: it stands in no address and no log."""
    form = forms.CodeForm()
    if reporting.held(session.get(KEY)) and not form.is_submitted():
        return redirect(url_for(".report_roster"))
    if form.submit(reporting.enter):
        session[KEY] = form.result.id
        return redirect(url_for(".report_roster"))
    return render_template("contracts/report_code.html", form=form)


@bp.route("/report/roster", methods=["GET", "POST"])
@requires(PUBLIC)
def report_roster():
    link, form, found = reporting.held(session.get(KEY)), forms.ReportForm(), None
    if link is None:
        session.pop(KEY, None)
        return redirect(url_for(".report"))

    def bring():
        storage = request.files["file"]
        return reporting.bring(link, data=files.received(storage), name=files.clean_name(storage.filename))

    brought = None
    if form.submit(bring):
        brought, found = form.result
    return render_template("contracts/report_roster.html", form=form, link=link, brought=brought, found=found, weights=WEIGHTS,
                           most=reporting.MOST_SAID, earlier=reporting.brought(link), states=REPORTED)


@bp.get("/report/template")
@requires(PUBLIC)
def report_template():
    return sent(workbooks.template(), "职工花名册样表.xlsx")


@bp.post("/report/send")
@requires(PUBLIC)
def report_send():
    link = reporting.held(session.get(KEY))
    if link is None:
        return redirect(url_for(".report"))
    reporting.send(link, request.form.get("report", type=int))
    return done(N_("已提交，监察员会查看；结果会在这里显示"), url_for(".report_roster"))


@bp.post("/report/leave")
@requires(PUBLIC)
def report_leave():
    session.pop(KEY, None)
    return redirect(url_for(".report"))


# ---- for the office

@bp.route("/report/links", methods=["GET", "POST"])
@requires(P.CONTRACT_EDIT)
def report_links():
    """`employer` in the address. A new code is shown on the answer to the POST, once."""
    employer = whose()
    _, code = reporting.give_link(employer, by=me()) if request.method == "POST" else (None, None)
    return render_template("contracts/report_links.html", employer=employer, open=reporting.is_open(employer.area), code=code,
                           links=reporting.links(employer.id), reports=reporting.of_employer(employer.id, current_user), states=REPORTED)


@bp.post("/report/links/<int:id>/close")
@requires(P.CONTRACT_EDIT)
def report_close(id):
    link = reporting.close_link(reporting.link(id, current_user), by=me())
    return done(N_("已停用，代码马上失效"), url_for(".report_links", employer=link.employer_id))


@bp.get("/reports/<int:id>")
@requires(P.CONTRACT_EDIT)
def self_report(id):
    return render_template("contracts/self_report.html", report=reporting.report(id, current_user), states=REPORTED,
                           form=forms.ReturnForm(), weights=WEIGHTS)


@bp.post("/reports/<int:id>/take")
@requires(P.CONTRACT_EDIT)
def report_take(id):
    run = reporting.take(reporting.report(id, current_user), by=me())
    return done(N_("已转为台账，正在试读；看过再写入"), url_for(".imported", id=run.id))


@bp.post("/reports/<int:id>/return")
@requires(P.CONTRACT_EDIT)
def report_return(id):
    found, form = reporting.report(id, current_user), forms.ReturnForm()
    if form.submit(reporting.give_back, found, by=me()):
        return done(N_("已退回，单位打开链接能看到理由"), url_for(".self_report", id=id))
    return render_template("contracts/self_report.html", report=found, states=REPORTED, form=form, weights=WEIGHTS)


@bp.route("/report/switch", methods=["GET", "POST"])
@requires(P.PROFILE_EDIT)
def report_switch():
    if request.method == "POST":
        reporting.switch(accounts.area(request.form.get("area", "")), open=request.form.get("open") == "1", by=me())
        return done(N_("已保存"), url_for(".report_switch"))
    return render_template("contracts/report_switch.html", switches=reporting.switches(current_user))
