"""手机拍传: a phone that signs in nowhere adds photos to one case for half an hour; a signed paper finds its place by its code."""

import io
import re
from datetime import timedelta

import pytest
from PIL import Image

from casework.arrears.models import Case
from casework.core import clock
from casework.core.files import Evidence
from casework.documents import returned
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
        back = [e.proves for e, paper in returned.evidence(db.session.get(Case, id)) if paper == printed_id]
        assert back == [f"劳动保障监察投诉受理通知书（{number}）签收件"]
    assert Browser(app).sign_in("inspector").open("arrears.show", id=id, budget=40).has("签收件：")


def test_a_bad_file_is_told_and_nothing_of_the_batch_is_kept(app, shown):
    id, path, phone = shown
    before = kept(app, id)
    assert "只收" in send(phone, path, photo(), b"MZ\x90 not a picture").get_data(as_text=True)
    assert "请先拍照" in send(phone, path).get_data(as_text=True)
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
