"""Seals: made once, told by forms verify and the verification page; what stands in their way is said, and no number is lost."""

import io
import json

import pikepdf
import pytest

from casework.core import files, jobs
from casework.core.jobs import Job
from casework.documents import joining, reader, render, sealing, store
from casework.documents.pool import RenderFailed
from casework.documents.store import FORMS, Printed
from casework.extensions import db
from tests.documents.seals import PASSWORD, pkcs12_file


@pytest.fixture
def seal(app, tmp_path):
    app.config.update(pkcs12_file(tmp_path / "seal.p12"))


@pytest.fixture
def notice(make, app):
    make.case(at="accepted")
    with app.app_context():
        yield lambda: db.session.scalar(db.select(Printed).where(Printed.code == "acceptance-notice"))


def test_a_paper_is_signed_once_and_the_signed_bytes_are_kept(seal, notice, run, tmp_path, browser):
    early = store.read(notice())
    db.session.rollback()
    jobs.work()
    paper = notice()
    data = files.read(paper.sha256)
    assert data == early == store.read(paper), "a download before the job shows the signature that is kept"
    unsigned = render.pdf(FORMS[paper.code], paper.facts)[0]
    assert data.startswith(unsigned) and data != unsigned and sealing.plain(data).rstrip() == unsigned.rstrip()
    joined = pikepdf.open(io.BytesIO(joining.join([joining.Part("x", data)], title="x", numbered=False)))
    assert not any(one.get("/Subtype") == "/Widget" for page in joined.pages for one in page.obj.get("/Annots", []))
    assert paper.pages == len(pikepdf.open(io.BytesIO(data)).pages)
    (found,) = reader.seals(data)
    assert found["by"] == "澄溪县人力资源和社会保障局" and found["issuer"] == "测试根证书"
    assert found["unchanged"] and found["in_time"] and not found["stamped"]

    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    code, out, _ = run("forms", "verify", path, "--json")
    assert code == 0 and json.loads(out)["seal"] == found
    sent = browser.client.post("/documents/verify", data={"file": (io.BytesIO(data), "a.pdf")}, content_type="multipart/form-data")
    shown = sent.get_data(as_text=True)
    assert "测试根证书" in shown and "没有改动" in shown

    at = data.index(b"\n%") + 3  # a byte of a comment: every page looks as it did
    path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1:])
    code, out, _ = run("forms", "verify", path, "--json")
    said = json.loads(out)
    assert code == 1 and said["pages_changed"] == [] and not said["seal"]["unchanged"] and "签章之后" in said["reason"]

    path.write_bytes(unsigned)
    said = json.loads(run("forms", "verify", path, "--json")[1])
    assert said["seal"] is None and "没有签发时的电子签章" in said["reason"]

    other = pkcs12_file(tmp_path / "other.p12", name="别的单位")
    with pytest.MonkeyPatch.context() as patch:
        from flask import current_app

        for key, value in other.items():
            patch.setitem(current_app.config, key, value)
        path.write_bytes(sealing.sealed(unsigned))
    said = json.loads(run("forms", "verify", path, "--json")[1])
    assert said["seal"]["by"] == "别的单位" and said["seal"]["unchanged"] and "不是签发机关的" in said["reason"]


@pytest.mark.parametrize(("settings", "said"), [
    ({"SEAL_PASSWORD": "wrong"}, "口令"), ({"until": -1}, "到期"), ({"since": 5}, "才生效"), ({"SEAL": "/nowhere.p12"}, "打不开"),
    ({"TSA": "http://127.0.0.1:9/"}, "时间戳")])
def test_what_stands_in_the_way_is_said_and_the_number_stays(settings, said, notice, app, tmp_path, run):
    times = {key: settings.pop(key) for key in ("since", "until") if key in settings}
    app.config.update(pkcs12_file(tmp_path / "seal.p12", **times) | settings)
    number = notice().number
    db.session.rollback()
    jobs.work(seconds=1)
    paper = notice()
    job = db.session.scalar(db.select(Job).where(Job.key == f"printed:{paper.id}"))
    assert paper.number == number and paper.sha256 is None and said in job.error and job.state == "ready"
    with pytest.raises(RenderFailed, match=said):
        store.read(paper)
    db.session.rollback()
    if "TSA" not in settings:
        code, out, _ = run("check", "--json")
        assert code == 1 and said in json.loads(out)["seal"]

    job = db.session.get(Job, job.id)
    job.state = "dead"
    db.session.commit()
    assert notice().id in next(q for q in json.loads(run("check", "--json")[1])["questions"] if q["name"] == "documents.made")["ids"]
    app.config.update(pkcs12_file(tmp_path / "new.p12"), TSA=None)
    assert run("jobs", "retry")[1].strip() == "1"
    jobs.work()
    paper = notice()
    assert paper.number == number and reader.seals(files.read(paper.sha256))[0]["unchanged"]


def test_a_certificate_that_ends_soon_is_told_but_works(app, tmp_path):
    app.config.update(pkcs12_file(tmp_path / "seal.p12", until=10))
    with app.app_context():
        message, fatal = sealing.problem()
        assert "到期" in str(message) and not fatal
        assert PASSWORD not in str(message)


def test_a_time_stamp_is_told_apart_from_the_clock_of_the_machine(app, tmp_path, monkeypatch):
    from cryptography.hazmat.primitives.asymmetric import rsa
    from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

    app.config.update(pkcs12_file(tmp_path / "seal.p12", key=rsa.generate_private_key(65537, 2048)))
    with app.app_context():
        signer = sealing.load().signer
        monkeypatch.setattr(sealing, "_timestamper", lambda: DummyTimeStamper(signer.signing_cert, signer.signing_key))
        (found,) = reader.seals(sealing.sealed(render.sample(FORMS["acceptance-notice"])))
    assert found["stamped"] and found["unchanged"]
