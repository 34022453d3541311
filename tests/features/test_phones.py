"""手机拍传: a phone that signs in nowhere adds photos to one case for half an hour; a signed paper finds its place by its code."""

import io
import re
from datetime import timedelta

import pypdfium2
import pytest
from PIL import Image

from casework.accounts import queries as accounts
from casework.arrears.models import Case
from casework.core import audit, clock, jobs
from casework.core.files import Evidence
from casework.documents import blanks, render, returned, store
from casework.documents.store import Printed
from casework.documents.verifying import address
from casework.extensions import db
from tests.browser import Browser


def photo(code=None):
    picture = Image.new("RGB", (600, 800), "white")
    if code:
        import segno

        out = io.BytesIO()
        segno.make(code, error="m", micro=False).save(out, kind="png", scale=6, border=4)
        picture.paste(Image.open(out), (40, 60))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90)
    return out.getvalue()


def scan(data):
    """The first page of a PDF as a phone takes it: turned a little, on its side."""
    page = pypdfium2.PdfDocument(data)[0].render(scale=250 / 72).to_pil().convert("RGB").rotate(87, expand=True, fillcolor="white")
    out = io.BytesIO()
    page.save(out, "JPEG", quality=80)
    return out.getvalue()


@pytest.fixture
def shown(app, make):
    """(id of a case, address on the phone, a phone)."""
    id = make.id_of(make.case(at="accepted"))
    page = Browser(app).sign_in("inspector").fetch("phones.show", "POST", id=id).get_data(as_text=True)
    return id, re.search(r"http://localhost(/phones/[\w-]+)<", page)[1], Browser(app).client


def send(phone, path, *pictures, **facts):
    return phone.post(path, data=facts | {"files": [(io.BytesIO(data), f"现场{n}.jpg") for n, data in enumerate(pictures)]},
                      content_type="multipart/form-data")


def kept(app, id):
    with app.app_context():
        return db.session.execute(db.select(Evidence.name, Evidence.proves, Evidence.brought_by, Evidence.by_id)
                                  .where(Evidence.matter_id == id).order_by(Evidence.id)).all()


def test_photos_stand_with_the_case_in_the_name_of_who_showed_the_code(app, shown):
    id, path, phone = shown
    page = phone.get(path).get_data(as_text=True)
    assert "柳劳监" in page and "恒砺" not in page and "周桂兰" not in page, "the number of the case and nothing else"
    answer = send(phone, path, photo(), photo(), brought_by="周桂兰", proves="考勤表")
    assert "已收 2 件" in answer.get_data(as_text=True)
    rows = kept(app, id)
    assert [tuple(row[:3]) for row in rows[-2:]] == [(f"现场{n}.jpg", "考勤表", "周桂兰") for n in range(2)]
    assert rows[-1].by_id


def test_a_signed_paper_is_known_by_its_code(app, shown):
    id, path, phone = shown
    with app.app_context():
        paper = db.session.scalar(db.select(Printed).where(Printed.matter_id == id, Printed.code == "acceptance-notice"))
        code, printed_id, number = address(paper.token), paper.id, paper.number
    assert number in send(phone, path, photo(code)).get_data(as_text=True)
    with app.app_context():
        back = [e.proves for e, paper, _ in returned.evidence(db.session.get(Case, id)) if paper == printed_id]
        assert back == [f"劳动保障监察投诉受理通知书（{number}）签收件"]
    assert Browser(app).sign_in("inspector").open("arrears.show", id=id, budget=40).has("签收件：")


def test_a_blank_is_known_by_its_code_and_lies_in_its_slot(app, shown, make):
    """Printed without being issued: nothing is numbered, and its photo stands beside the form and at its place in the file."""
    id, path, phone = shown
    inspector = Browser(app).sign_in("inspector")
    other = make.id_of(make.case(employer_name="甲公司", worker_name="赵一"))
    with app.app_context():
        before = db.session.scalar(db.select(db.func.count(Printed.id)))
        notice = db.session.scalar(db.select(Printed.id).where(Printed.matter_id == id, Printed.code == "acceptance-notice"))
        codes = {(code, of): blanks.address(code, of) for code in ("service-receipt", "election") for of in (id, other)}
    assert inspector.fetch("documents.blank", code="acceptance-notice", id=id).status_code == 404, "what is issued has no blank"
    assert inspector.fetch("documents.blank", code="election", id=id).data[:5] == b"%PDF-"
    data = inspector.fetch("serving.blank", id=id, paper=notice, role="complainant").data  # goes along with a paper to be signed there
    assert send(phone, path, scan(data)).get_data(as_text=True).count("送达回证（填好的空白表）") == 1, "the sheet itself, photographed"
    forged = codes["election", id][:-2] + codes["election", other][-2:]
    answer = send(phone, path, photo(codes["election", other]), photo(forged), photo(codes["election", id])).get_data(as_text=True)
    assert answer.count("填好的空白表") == 1, "a blank of another case is no blank of this one, nor is one that was made up"
    with app.app_context():
        kinds = db.session.scalars(db.select(Evidence.kind).where(Evidence.matter_id == id).order_by(Evidence.id)).all()
        assert kinds == ["service-receipt", "evidence", "evidence", "election"]
        assert db.session.scalar(db.select(db.func.count(Printed.id))) == before
    page = inspector.open("arrears.show", id=id)
    assert sum("填好的表：" in row for row in page.all(".papers li")) == 2
    with app.app_context():  # every sheet for the pen can be printed while nothing is known yet
        case = db.session.get(Case, other)
        forms = [form for form in store.open_forms(case, accounts.by_login("inspector")) if form.by_hand]
        assert len(forms) > 8 and all(blanks.of(form) in render.html(form, form.printed_facts(), blank=blanks.of(form))[0]
                                      for form in forms)
    paper = Browser(app)
    assert paper.client.get(codes["election", id]).status_code == 200 and paper.client.get(forged).status_code == 404


def test_what_a_request_has_no_time_for_is_recognised_by_a_job(app, shown, monkeypatch):
    id, path, phone = shown
    monkeypatch.setattr(returned, "SECONDS", 0.0)
    with app.app_context():
        code = blanks.address("complaint", id)
    answer = send(phone, path, photo(code), photo()).get_data(as_text=True)
    assert "已收 2 件" in answer and "正在识别 2 件" in answer and "填好的空白表" not in answer
    with app.app_context():
        jobs.work()
    known = phone.get(path + "/known").get_data(as_text=True)
    assert "都已识别" in known and known.count("劳动保障监察投诉书（填好的空白表）") == 1
    inspector = Browser(app).sign_in("inspector")
    inspector.send("arrears.add_evidence", {"file": (io.BytesIO(photo()), "b.jpg"), "proves": "线人提供"}, id=id)
    assert "线人" not in phone.get(path + "/known").get_data(as_text=True), "what is typed at the desk is not for the phone"
    with app.app_context():
        assert db.session.scalars(db.select(Evidence.kind).where(Evidence.matter_id == id)).all() == ["complaint", "evidence", "evidence"]
        assert audit.verify()["ok"]


def test_a_bad_file_is_told_and_nothing_of_the_batch_is_kept(app, shown):
    id, path, phone = shown
    before = kept(app, id)
    assert "只收" in send(phone, path, photo(), b"MZ\x90 not a picture").get_data(as_text=True)
    assert "请先拍照" in send(phone, path).get_data(as_text=True)
    alone = {"data": {"files": [(io.BytesIO(b"MZ"), "坏.exe")]}, "headers": {"X-Piece": "1"}}
    answer = phone.post(path, **alone)
    assert answer.status_code == 422 and "坏.exe" in answer.get_data(as_text=True) and "只收" in answer.get_data(as_text=True)
    assert kept(app, id) == before


def test_a_code_ends(app, shown, make, monkeypatch):
    _, path, phone = shown
    assert phone.get(path + "x").status_code == 404
    assert "最多收 40 件" in send(phone, path, *[photo()] * 41).get_data(as_text=True)
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=31))
    assert phone.get(path).status_code == 404 and send(phone, path, photo()).status_code == 404


def test_a_code_ends_with_the_account_of_who_showed_it(app, shown):
    _, path, phone = shown
    with app.app_context():
        db.session.execute(db.text("UPDATE \"user\" SET active = :no WHERE login = 'inspector'"), {"no": False})
        db.session.commit()
    assert phone.get(path).status_code == 404


def test_only_who_may_add_shows_a_code(app, shown):
    id, _, _ = shown
    for login, status in (("elsewhere", 404), ("supervisor", 403), ("mediator", 403)):
        assert Browser(app).sign_in(login).fetch("phones.show", "POST", id=id).status_code == status, login


def test_the_desk_gives_the_code_of_a_case_that_is_at_hand(app, make):
    """One's own open cases, those opened last first; a piece of the desk where there is script, a page where there is none."""
    ids = [make.id_of(make.case(employer_name=name, worker_name=name[:2])) for name in ("甲服饰厂", "乙木器厂")]
    make.case(employer_name="丙", worker_name="丙人", at="refused")
    browser = Browser(app).sign_in("inspector")
    browser.open("arrears.show", id=ids[0])
    page = browser.open("desk.index")
    assert [int(e.etree_element.get("value")) for e in page.root.query_all("#phone option")] == ids, "the one that was opened stands first"
    path = browser._url("phones.show_chosen")
    piece = browser.client.post(path, data={"case": ids[1]}, headers={"X-Piece": "1"}).get_data(as_text=True)
    assert "<html" not in piece and 'src="data:image/png' in piece and "乙木器厂" not in piece
    path_on_phone = re.search(r"http://localhost(/phones/[\w-]+)<", piece)[1]
    assert "已收 1 件" in send(Browser(app).client, path_on_phone, photo()).get_data(as_text=True)
    assert browser.send("phones.show_chosen", {"case": ids[1]}).text("h1") == "手机拍传"
    other = Browser(app).sign_in("elsewhere")
    assert not other.open("desk.index").all("#phone") and other.client.post(path, data={"case": ids[1]}).status_code == 404
    assert not Browser(app).sign_in("clerk").open("desk.index").all("#phone")
