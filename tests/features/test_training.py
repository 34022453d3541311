"""演练: said on every page and across every paper, and never on the same database as real work."""

from casework.arrears import queries as cases
from casework.core import settings, training
from casework.documents import FORMS, Profile, render
from casework.extensions import db
from tests.browser import Browser


def test_practice_is_said_on_pages_and_papers_and_keeps_its_database(app, make, run):
    app.config["TRAINING"] = True
    with app.app_context():
        training.claim()
    number = make.case()
    browser = Browser(app)
    assert browser.open("accounts.sign_in").text(".training").startswith("演练")
    browser.sign_in("inspector")
    assert browser.open("arrears.index").text(".training").startswith("演练")
    preview = browser.fetch("documents.preview", code="complaint-register", id=make.id_of(number)).get_data(as_text=True)
    assert '<body class="drill ' in preview
    with app.app_context():
        form = FORMS["calculation-sheet"]
        drill = render.html(form, {"paper": form.paper(Profile()), **form.sample()})[0]
        app.config["TRAINING"] = False
        plain = render.html(form, {"paper": form.paper(Profile()), **form.sample()})[0]
        assert drill.replace("drill ", "", 1) == plain, "nothing else of the paper differs"
    answer = browser.fetch("arrears.index")
    assert answer.status_code == 503 and "演练用的数据库" in answer.get_data(as_text=True)
    code, _, said = run("case", number, "--json")
    assert code == 1 and "演练用的数据库" in said


def test_real_cases_are_not_practised_on(app, make, run):
    number = make.case()
    app.config["TRAINING"] = True
    assert "已有正式的数据" in Browser(app).fetch("accounts.sign_in").get_data(as_text=True)
    assert run("move", number, "accept", "--as", "leader")[0] == 1
    with app.app_context():
        training.claim()
        assert settings.get(training.KEY) is None and cases.case_by_number(number).state == "registered"
        db.session.remove()
