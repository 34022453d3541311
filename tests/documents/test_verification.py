"""Anybody may ask whether a paper is genuine: bytes, changed pages, scans."""

import io
import json

import pikepdf
import pypdfium2
import pytest

from casework.core import jobs
from casework.documents import store
from casework.documents.store import Printed
from casework.extensions import db


@pytest.fixture
def issued(make, app):
    """(id, token, bytes, number) of an acceptance notice that is kept."""
    make.case(at="accepted")
    with app.app_context():
        jobs.work()
        paper = db.session.scalar(db.select(Printed).where(Printed.code == "acceptance-notice"))
        from casework.core import files

        return paper.id, paper.token, files.read(paper.sha256), paper.number


def test_a_file_says_of_itself_whether_it_is_the_issued_one(issued, run, tmp_path, browser, make, app):
    _id, _token, data, number = issued
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    code, out, _ = run("forms", "verify", path, "--json")
    said = json.loads(out)
    assert code == 0 and said["ok"] and said["document"]["number"] == number and said["pages_changed"] == []

    with pikepdf.open(io.BytesIO(data)) as document:  # somebody writes over the first page
        document.pages[0].contents_add(document.make_stream(b"q 0 0 0 rg 200 500 40 8 re f Q"))
        document.save(path)
    code, out, _ = run("forms", "verify", path, "--json")
    said = json.loads(out)
    assert code == 1 and not said["ok"] and said["pages_changed"] == [1] and said["document"]["number"] == number

    scan = tmp_path / "scan.png"
    pypdfium2.PdfDocument(data)[0].render(scale=200 / 72).to_pil().save(scan)
    code, out, _ = run("forms", "verify", scan, "--json")
    said = json.loads(out)
    assert code == 1 and said["document"]["number"] == number and said["pages_changed"] is None

    path.write_bytes(b"%PDF-1.4 nothing")
    assert run("forms", "verify", path, "--json")[0] == 1

    make.case(at="accepted", worker_name="乙")  # printed at once, while the job that keeps its bytes is still to come
    with app.app_context():
        path.write_bytes(store.read(db.session.scalar(db.select(Printed).where(Printed.sha256.is_(None), Printed.token.is_not(None)))))
    said = json.loads(run("forms", "verify", path, "--json")[1])
    assert not said["ok"] and "请过几分钟再核验" in said["reason"], "a file is not called a scan"


def test_the_page_behind_the_code_needs_no_account_and_tells_no_names(issued, browser):
    _, token, data, number = issued
    page = browser.client.get(f"/V/{token}")
    text = page.get_data(as_text=True)
    assert page.status_code == 200 and number in text and "有效" in text and "周桂兰" not in text and "恒砺" not in text
    assert browser.client.get("/V/ABCDEFGH2345").status_code == 404
    sent = browser.client.post("/documents/verify", data={"file": (io.BytesIO(data), "a.pdf")}, content_type="multipart/form-data")
    assert sent.status_code == 200 and "一致" in sent.get_data(as_text=True)
    bad = browser.client.post("/documents/verify", data={"file": (io.BytesIO(b"x"), "a.pdf")}, content_type="multipart/form-data")
    assert "打不开" in bad.get_data(as_text=True)
